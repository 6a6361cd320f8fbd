"""A board as records of the leaderboard tracker: shown numbers, and unrounded ones beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..quantity.format import format_number, round_half_up
from .board import Board, Entry

if TYPE_CHECKING:
    from ..model import Record

__all__ = ["FIELDS", "board_records", "shown_points", "tracker_records"]

#: The fields of the tracker, in the order they are printed.
FIELDS = ("board", "rank", "rank_style_control", "rank_delta", "model", "score", "ci_plus", "ci_minus", "votes",
          "organization", "license", "knowledge_cutoff")  # fmt: skip


def shown_points(value: float) -> int:
    """A score or half-width as it is printed: whole points, halves away from zero.

    >>> shown_points(1286.5), shown_points(-0.4)
    (1287, 0)
    """
    return int(round_half_up(Decimal(repr(value)), 0))


def board_records(
    board: Board, info: Mapping[str, Mapping[str, str | None]] | None = None
) -> list[dict[str, Any]]:
    """One record per displayed model. ``ci_minus`` is negative; half-widths are rounded, not the bounds (the Arena's way)."""
    return [_record(board.name, entry, (info or {}).get(entry.model, {})) for entry in board.entries]


def _record(board: str, entry: Entry, info: Mapping[str, str | None]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "board": board,
        "rank": entry.rank,
        "rank_style_control": entry.rank_style_control,
        "rank_delta": entry.rank_delta,
        "model": entry.model,
        "score": shown_points(entry.score),
        "ci_plus": shown_points(entry.upper - entry.score),
        "ci_minus": -shown_points(entry.score - entry.lower),
        "votes": entry.votes,
        "organization": info.get("organization"),
        "license": info.get("license"),
        "knowledge_cutoff": info.get("knowledge_cutoff"),
        "score_unrounded": entry.score,
        "lower_unrounded": entry.lower,
        "upper_unrounded": entry.upper,
        "rank_worst": entry.worst,
        "notes": list(entry.notes),
    }
    if entry.score_style_control is not None:
        record["score_style_control_unrounded"] = entry.score_style_control
        record["lower_style_control_unrounded"] = entry.lower_style_control
        record["upper_style_control_unrounded"] = entry.upper_style_control
    return record


def tracker_records(records: Sequence[Mapping[str, Any]], day: date) -> list[Record]:
    """The records as rows of the store: the tracker's fields only, whole numbers as ``Decimal``, texts as printed."""
    from ..model import Origin, Record
    from ..quantity.types import Period
    from ..trackers.leaderboard import TRACKER

    out = []
    for record in records:
        values: dict[str, Any] = {}
        texts: dict[str, str] = {}
        for name in FIELDS:
            value = record.get(name)
            if isinstance(value, int):
                values[name] = Decimal(value)
                texts[name] = format_number(Decimal(value), 0, sign=name in ("ci_plus", "rank_delta"))
            else:
                values[name] = value
                texts[name] = value or ""
        out.append(
            Record(
                TRACKER.name,
                TRACKER.subject_of(values),
                values,
                texts,
                Period.day(day),
                origin=Origin("tieout rank"),
            )
        )
    return out
