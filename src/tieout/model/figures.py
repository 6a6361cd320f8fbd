"""Figures of a report that are no tables: charts drawn from facts, and pictures somebody else made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..quantity.types import Period
from .chart import ChartSpec

__all__ = ["Chart", "Picture"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its place among the figures. What it shows is in ``spec``, its words in ``spec.alt``."""

    spec: ChartSpec
    tracker: str
    figure: str | None = None
    caption: str | None = None
    source: str | None = None
    period: Period | None = None

    def replace(self, **changes: Any) -> Chart:
        """A copy with some attributes changed."""
        return replace(self, **changes)

    def as_json(self, *, internal: bool = True) -> dict[str, Any]:
        """The chart as data; only the internal form names the facts behind the points."""
        spec = self.spec.as_json()
        if not internal:
            for series in spec["series"]:
                series["points"] = [
                    {k: v for k, v in p.items() if k not in ("fact", "x_fact")} for p in series["points"]
                ]
        return {
            "figure": self.figure,
            "caption": self.caption,
            "source": self.source,
            "tracker": self.tracker,
            "period": str(self.period) if self.period else None,
            **spec,
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to print: upright, cropped, without metadata.

    ``data`` is PNG or JPEG (``media_type``), ``width`` and ``height`` its pixels, ``share`` the part of
    the text column it is printed over. ``permission`` says by what right it is printed; it, the
    ``file`` on the desk and its hash ``sha256`` are working papers and stand in internal copies only.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    alt: str
    share: float = 1.0
    figure: str | None = None
    caption: str | None = None
    source: str | None = None
    permission: str = ""
    file: str = ""
    sha256: str = ""

    def replace(self, **changes: Any) -> Picture:
        """A copy with some attributes changed."""
        return replace(self, **changes)

    def as_json(self, *, internal: bool = True) -> dict[str, Any]:
        """What is known of the picture, without its bytes.

        >>> sorted(Picture(b"", "image/png", 8, 6, "a logo").as_json(internal=False))
        ['alt', 'caption', 'figure', 'height', 'media_type', 'source', 'width']
        """
        out: dict[str, Any] = {
            "figure": self.figure,
            "caption": self.caption,
            "source": self.source,
            "alt": self.alt,
            "media_type": self.media_type,
            "width": self.width,
            "height": self.height,
        }
        if internal:
            out |= {"file": self.file, "sha256": self.sha256, "permission": self.permission}
        return out
