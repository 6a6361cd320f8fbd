"""Charts and pictures of embedded data back into the model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ..model.chart import Axis, ChartSpec, Point, Series
from ..model.figures import Chart, Picture
from ..quantity import Period

__all__ = ["chart_of", "picture_of"]


def chart_of(data: Mapping[str, Any], language: str) -> Chart:
    """A chart from its JSON; the width it was drawn at is not kept there and takes its default."""
    spec = ChartSpec(
        data["kind"],
        data["title"],
        tuple(
            Series(s["name"], tuple(_point(p) for p in s["points"]), bool(s.get("subject")))
            for s in data["series"]
        ),
        Axis(**data.get("value", {})),
        Axis(**data.get("base", {})),
        tuple(data.get("frontier", ())),
        tuple(data.get("notes", ())),
        data.get("alt", ""),
        language,
    )
    said = data.get("period")
    first, _, last = str(said or "").partition("..")
    period = Period(date.fromisoformat(first), date.fromisoformat(last or first)) if said else None
    return Chart(
        spec, data.get("tracker") or "", data.get("figure"), data.get("caption"), data.get("source"), period
    )


def _point(data: Mapping[str, Any]) -> Point:
    x = data.get("x")
    return Point(
        data["label"],
        _number(data.get("y")),
        data.get("text", ""),
        date.fromisoformat(x) if isinstance(x, str) else _number(x),
        data.get("x_text", ""),
        _number(data.get("lo")),
        _number(data.get("hi")),
        data.get("open", ""),
        data.get("group", ""),
        data.get("fact", ""),
        data.get("x_fact", ""),
    )


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def picture_of(data: Mapping[str, Any]) -> Picture:
    """A picture from its JSON: all but its bytes, which stand on the page."""
    return Picture(
        b"",
        data.get("media_type") or "image/png",
        int(data.get("width") or 0),
        int(data.get("height") or 0),
        data.get("alt") or "",
        figure=data.get("figure"),
        caption=data.get("caption"),
        source=data.get("source"),
        permission=data.get("permission") or "",
        file=data.get("file") or "",
        sha256=data.get("sha256") or "",
    )
