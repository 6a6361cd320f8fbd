"""Records: one typed row of a tracker, as observed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ..quantity.types import Period
from .evidence import json_value

__all__ = ["Origin", "Record"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: the file or report, and the cell each field stood in."""

    source: str = ""
    sheet: str = ""
    row: int | None = None
    table: int | None = None
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a tracker: what was observed about one subject in one period.

    ``values`` holds typed values by field name (Decimal, str, Money, date, tuple of names, or None
    for null); ``texts`` what each was printed as. ``period`` is what the record speaks of,
    ``known_at`` when it was known, ``snapshot`` the hash of the raw bytes it came from.
    ``availability`` tells the kinds of null apart: on_offer, tight, withdrawn, undisclosed,
    not_collected. ``doubtful`` is set by a reader that could not match header and row with
    confidence; nobody blames an author for such a record. ``note`` says why a record replaces an
    earlier one: ``restatement`` or ``correction``.
    """

    tracker: str
    subject: tuple[str, ...]
    values: Mapping[str, Any]
    texts: Mapping[str, str] = field(default_factory=dict)
    period: Period | None = None
    known_at: datetime | None = None
    snapshot: str = ""
    availability: str | None = None
    doubtful: bool = False
    note: str = ""
    origin: Origin = field(default_factory=Origin)

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a field, or ``default`` when the record has none."""
        return self.values.get(name, default)

    def replace(self, **changes: Any) -> Record:
        """A copy with some attributes changed."""
        return replace(self, **changes)

    @property
    def content_id(self) -> str:
        """Hash of what the record says; two records with the same id say the same thing.

        Where it came from and when it was recorded are not part of it; the period is.
        """
        said = [
            self.tracker,
            list(self.subject),
            {k: json_value(v) for k, v in self.values.items() if v is not None},
            dict(self.texts),
            str(self.period),
            self.availability,
            self.note,
        ]
        payload = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(payload.encode()).hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        """The contract's record: field names to JSON values; ``availability`` where it is told."""
        out = {name: json_value(value) for name, value in self.values.items()}
        if self.availability is not None:
            out["availability"] = self.availability
        if self.doubtful:
            out["doubtful"] = True
        return out
