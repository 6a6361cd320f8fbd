"""Published boards: reading them into leaderboard records, and checking printed ranks against printed scores.

The rank rule is strict on *unrounded* bounds, and a published board prints rounded ones. A printed score s
with d decimals stands for any value in [s - h, s + h], h = 0.5 * 10^-d; a printed half-width for a value in
its own such interval (boards round the distance to the bound) or for the distance of two rounded numbers;
so a bound lies within 2h of the printed one. A rank is wrong only when no values inside these intervals
give it: the check never blames rounding.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ..errors import RankError, UsageError
from .paths import normal
from .records import FIELDS

__all__ = ["BoardFinding", "check_board", "read_boards"]

#: Headers under which published boards print the tracker's fields.
_HEADERS: dict[str, tuple[str, ...]] = {
    "board": ("board", "category", "leaderboard", "arena"),
    "rank": ("rank", "rank_ub", "rank_(ub)", "rank*_(ub)", "final_ranking", "ranking", "排名"),
    "rank_style_control": ("rank_stylectrl", "rank_(stylectrl)", "rank_style_control", "style_control_rank"),
    "rank_delta": ("delta", "rank_delta"),
    "model": ("model", "model_name", "name", "模型"),
    "score": ("arena_score", "arena_elo", "score", "rating", "elo", "arena_elo_rating", "得分"),
    "ci": ("95_pct_ci", "95%_ci", "ci", "95_ci", "95_%_ci"),
    "ci_plus": ("ci_plus", "ci_upper_delta"),
    "ci_minus": ("ci_minus", "ci_lower_delta"),
    "upper": ("rating_upper", "rating_q975", "upper", "upper_bound"),
    "lower": ("rating_lower", "rating_q025", "lower", "lower_bound"),
    "votes": ("votes", "num_battles", "vote_count", "投票数"),
    "organization": ("organization", "organisation", "org", "机构"),
    "license": ("license", "licence", "许可"),
    "knowledge_cutoff": ("knowledge_cutoff", "knowledge_cutoff_date", "cutoff"),
    "date": ("week_end", "date", "as_of", "leaderboard_publish_date", "publish_date", "release"),
}  # fmt: skip

_BOARD_NAMES = {"text": "overall", "full": "overall", "overall": "overall", "": "overall"}
_NULL = frozenset({"", "-", "—", "——", "N/A", "n/a", "null", "None", "nan"})


@dataclass(frozen=True, slots=True)
class BoardFinding:
    """A printed rank that no unrounded values give.

    ``low`` and ``high`` are the ranks the printed numbers allow (``high`` is ``None`` when the board is known
    to show only some of the models). ``witnesses`` are the models that decide it. ``rule`` is ``count``
    (too many or too few models are surely above) or ``order`` (a model surely above has a larger rank).
    """

    board: str | None
    date: date | None
    model: str
    rank: int
    low: int
    high: int | None
    rule: str
    witnesses: tuple[str, ...]
    message: str


def read_boards(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """Leaderboard records of a published board, or of many releases in one file (CSV, Parquet, JSON, JSONL).

    Numbers come back as ``Decimal`` with the digits printed; ``ci_minus`` is negative; ``date`` is the
    release's date where the file has one. Dashes and empty cells are null.

    Raises ``UsageError`` for a missing file and ``RankError`` when no model or score column is found.
    """
    rows = _rows(Path(path))
    if not rows:
        raise RankError(f"{path} holds no rows", next_step="check the export", path=str(path))
    columns = _columns(list(rows[0]))
    if "model" not in columns or "score" not in columns:
        raise RankError(
            f"{path} is no leaderboard: columns are {', '.join(rows[0])}",
            next_step="a board needs at least a model and a score column",
            path=str(path),
            columns=list(rows[0]),
        )
    return [_record(row, columns, i, os.fspath(path)) for i, row in enumerate(rows, start=2)]


def check_board(records: Iterable[Mapping[str, Any]], *, complete: bool | None = None) -> list[BoardFinding]:
    """Check every printed rank against the rank rule, board by board and date by date.

    ``complete`` says that no model is left out between the first and the last shown; by default that is
    inferred: on a whole board, or its top, a rank never exceeds the place it is printed at. On a partial board
    only what is certain without the missing models is checked. Records without rank, score or interval
    are passed over.

    >>> rows = [{"model": "a", "rank": 1, "score": 1290, "ci_plus": 3, "ci_minus": -3},
    ...         {"model": "b", "rank": 2, "score": 1262, "ci_plus": 4, "ci_minus": -4},
    ...         {"model": "c", "rank": 2, "score": 1240, "ci_plus": 4, "ci_minus": -4}]
    >>> [(f.model, f.rank, f.low) for f in check_board(rows)]
    [('c', 2, 3)]
    """
    groups: dict[tuple[Any, Any], list[Mapping[str, Any]]] = {}
    for record in records:
        groups.setdefault((record.get("date"), record.get("board")), []).append(record)
    return [
        finding for (day, board), rows in groups.items() for finding in _check(rows, board, day, complete)
    ]


@dataclass(frozen=True, slots=True)
class _Printed:
    model: str
    rank: int
    score: Decimal
    point: tuple[Decimal, Decimal]
    lower: tuple[Decimal, Decimal]
    upper: tuple[Decimal, Decimal]


def _check(
    rows: Sequence[Mapping[str, Any]], board: str | None, day: date | None, complete: bool | None
) -> list[BoardFinding]:
    """Findings by the rank rule that explains the board best: rank (UB), or the plain place by score."""
    shown = [p for p in (_printed(row) for row in rows) if p is not None]
    whole = _is_whole(shown) if complete is None else complete
    by_interval = [f for one in shown if (f := _misplaced(one, shown, whole, board, day))]
    if not by_interval:
        return []
    # Some boards number the models 1, 2, 3 ... by score and keep the interval rule for another column.
    points = [_Printed(p.model, p.rank, p.score, p.point, p.point, p.point) for p in shown]
    by_place = [f for one in points if (f := _misplaced(one, points, whole, board, day))]
    return by_place if len(by_place) < len(by_interval) else by_interval


def _misplaced(
    one: _Printed, shown: Sequence[_Printed], whole: bool, board: str | None, day: date | None
) -> BoardFinding | None:
    """The finding about one model, if no values inside the printed intervals give its rank."""
    others = [o for o in shown if o is not one]
    above = tuple(o.model for o in others if o.lower[0] > one.upper[1])
    # With strict comparison an interval that only touches can still lie above, by less than the last digit.
    perhaps = tuple(o.model for o in others if o.lower[1] >= one.upper[0])
    low, high = 1 + len(above), 1 + len(perhaps)
    printed = f"{one.model} is printed at rank {one.rank}; "
    if one.rank < low:
        said = printed + f"{len(above)} models lie surely above it, so its rank is at least {low}"
        return BoardFinding(
            board, day, one.model, one.rank, low, high if whole else None, "count", above, said
        )
    if whole and one.rank > high:
        said = printed + f"at most {len(perhaps)} models can lie above it, so its rank is at most {high}"
        return BoardFinding(board, day, one.model, one.rank, low, high, "count", perhaps, said)
    # A lower upper bound never gives a better rank, whichever models are not shown. Of two that contradict
    # each other the one with more such contradictions is to blame.
    better = [o for o in others if o.upper[0] > one.upper[1] and o.rank > one.rank]
    worse = [o for o in others if o.upper[1] < one.upper[0] and o.rank < one.rank]
    blamed = [o for o in better if len(better) > _contradictions(o, shown)]
    if not blamed or len(worse) > len(better):
        return None
    lowest = max(blamed, key=lambda o: o.rank)
    said = (
        f"{one.model} is printed at rank {one.rank}, before {lowest.model} at {lowest.rank}, "
        "whose upper bound is surely higher"
    )
    return BoardFinding(
        board, day, one.model, one.rank, lowest.rank, None, "order", tuple(o.model for o in blamed), said
    )


def _contradictions(one: _Printed, shown: Sequence[_Printed]) -> int:
    return sum(
        1
        for o in shown
        if (o.upper[0] > one.upper[1] and o.rank > one.rank)
        or (o.upper[1] < one.upper[0] and o.rank < one.rank)
    )


def _is_whole(shown: Sequence[_Printed]) -> bool:
    """True when the ranks look like those of a whole board or its top: at most one in five beyond its place."""
    ordered = sorted(shown, key=lambda p: (p.rank, -p.score))
    beyond = sum(1 for place, p in enumerate(ordered, start=1) if p.rank > place)
    return bool(ordered) and beyond * 5 <= len(ordered)


def _printed(row: Mapping[str, Any]) -> _Printed | None:
    rank, score = _number(row.get("rank")), _number(row.get("score"))
    plus, minus = _number(row.get("ci_plus")), _number(row.get("ci_minus"))
    if rank is None or score is None or plus is None or minus is None or rank != rank.to_integral_value():
        return None
    half = _step(score) / 2
    slack = half + max(_step(plus), _step(minus)) / 2
    upper, lower = score + plus, score - abs(minus)
    return _Printed(
        str(row.get("model")),
        int(rank),
        score,
        (score - half, score + half),
        (lower - slack, lower + slack),
        (upper - slack, upper + slack),
    )


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _number(value: Any) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return value
    text = str(value).strip().replace(",", "").replace("−", "-").lstrip("+")
    if text in _NULL:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _rows(path: Path) -> list[dict[str, Any]]:
    import csv
    import json

    if not path.exists():
        raise UsageError(
            f"no board at {path}", next_step="give a CSV, Parquet, JSON or JSONL file", path=str(path)
        )
    if path.stat().st_size == 0:
        raise RankError(f"{path} is empty (0 bytes)", next_step="export the board again", path=str(path))
    suffix = path.suffix.lower()
    try:
        if suffix in (".parquet", ".pq"):
            import polars as pl

            return pl.read_parquet(path).to_dicts()
        text = path.read_text(encoding="utf-8-sig")
        if suffix == ".json":
            data = json.loads(text)
            return list(data["records"] if isinstance(data, dict) else data)
        if suffix in (".jsonl", ".ndjson"):
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return [
            dict(row)
            for row in csv.DictReader(text.splitlines(), delimiter="\t" if suffix == ".tsv" else ",")
        ]
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise RankError(
            f"{path} cannot be read: {error}", next_step="check the format", path=str(path)
        ) from error
    except Exception as error:
        if type(error).__module__.startswith("polars"):
            raise RankError(
                f"{path} cannot be read: {error}", next_step="check the format", path=str(path)
            ) from error
        raise


def _columns(names: Sequence[str]) -> dict[str, list[str]]:
    """For each field the columns that may hold it, in the order of the table (releases renamed some)."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(normal(name), name)
    found = {role: [by_key[key] for key in keys if key in by_key] for role, keys in _HEADERS.items()}
    return {role: columns for role, columns in found.items() if columns}


def _record(row: Mapping[str, Any], columns: Mapping[str, list[str]], line: int, path: str) -> dict[str, Any]:
    def text(role: str) -> str | None:
        for column in columns.get(role, ()):
            value = row.get(column)
            if value is not None and str(value).strip() not in _NULL:
                return str(value).strip()
        return None

    def number(role: str) -> Decimal | None:
        printed = text(role)
        value = _number(printed)
        if printed is not None and value is None:
            raise RankError(
                f"{path}, row {line}: {printed!r} is no number for {role}",
                next_step="correct the cell",
                path=path,
                row=line,
                seen=printed,
            )
        return value

    board = text("board") or ""
    record: dict[str, Any] = dict.fromkeys(FIELDS)
    record |= {
        "board": _BOARD_NAMES.get(board.lower(), normal(board)),
        "rank": number("rank"),
        "rank_style_control": number("rank_style_control"),
        "rank_delta": number("rank_delta"),
        "model": text("model"),
        "score": number("score"),
        "votes": number("votes"),
        "organization": text("organization"),
        "license": text("license"),
        "knowledge_cutoff": text("knowledge_cutoff"),
        "date": _day(row, columns),
    }
    for name in ("score_unrounded", "lower_unrounded", "upper_unrounded"):
        if isinstance(row.get(name), float):  # a board written by this package
            record[name] = row[name]
    record["ci_plus"], record["ci_minus"] = _bounds(text("ci"), number, record["score"], path, line)
    return record


def _bounds(
    printed: str | None, number: Any, score: Decimal | None, path: str, line: int
) -> tuple[Decimal | None, Decimal | None]:
    if printed is not None:
        match = re.fullmatch(r"\+?\s*([\d.]+)\s*/\s*[-−]?\s*([\d.]+)|±\s*([\d.]+)", printed)
        if match is None:
            raise RankError(
                f"{path}, row {line}: {printed!r} is no interval",
                next_step="write it as +3/-4 or ±3",
                path=path,
                row=line,
                seen=printed,
            )
        return Decimal(match[1] or match[3]), -Decimal(match[2] or match[3])
    plus: Decimal | None = number("ci_plus")
    minus: Decimal | None = number("ci_minus")
    if plus is None and score is not None:
        upper, lower = number("upper"), number("lower")
        plus = None if upper is None else upper - score
        minus = None if lower is None else lower - score
    return plus, None if minus is None else -abs(minus)


def _day(row: Mapping[str, Any], columns: Mapping[str, list[str]]) -> date | None:
    for column in columns.get("date", ()):
        value = row.get(column)
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            match = re.search(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", value)
            if match:
                return date(int(match[1]), int(match[2]), int(match[3]))
    return None
