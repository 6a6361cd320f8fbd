"""The forms in which a leaderboard leaves: terminal table, CSV, XLSX, JSON, chart."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..quantity.format import format_number
from .board import Board
from .records import FIELDS, board_records

if TYPE_CHECKING:
    from rich.table import Table

    from .leaderboard import Leaderboard

__all__ = ["csv_text", "json_text", "matrix_text", "rich_table", "shown_row", "write"]

_UNROUNDED = ("score_unrounded", "lower_unrounded", "upper_unrounded")
_HEADERS = {
    "board": "Board",
    "rank": "Rank (UB)",
    "rank_style_control": "Rank (StyleCtrl)",
    "rank_delta": "Delta",
    "model": "Model",
    "score": "Score",
    "ci": "CI",
    "votes": "Votes",
    "organization": "Organization",
    "license": "License",
    "knowledge_cutoff": "Knowledge cutoff",
}


def shown_row(record: dict[str, Any]) -> dict[str, str]:
    """A record's cells as they are printed: signs on deltas, the interval as ``+3/-4``, a dash for null."""

    def number(name: str, **how: bool) -> str:
        value = record[name]
        return "—" if value is None else format_number(Decimal(value), 0, **how)

    return {
        "board": record["board"],
        "rank": number("rank"),
        "rank_style_control": number("rank_style_control"),
        "rank_delta": number("rank_delta", sign=True),
        "model": record["model"],
        "score": number("score"),
        "ci": f"+{number('ci_plus')}/-{format_number(abs(Decimal(record['ci_minus'])), 0)}",
        "votes": number("votes", group=True),
        "organization": record["organization"] or "—",
        "license": record["license"] or "—",
        "knowledge_cutoff": record["knowledge_cutoff"] or "—",
    }


def _columns(rows: Sequence[dict[str, str]]) -> list[str]:
    """The columns worth printing: those with something in them."""
    always = {"rank", "model", "score", "ci", "votes"}
    return [
        name
        for name in _HEADERS
        if name != "board" and (name in always or any(row[name] != "—" for row in rows))
    ]


def rich_table(board: Board, info: Any = None, *, most: int | None = None) -> Table:
    """The board for a terminal; notes are under it."""
    from rich.table import Table
    from rich.text import Text

    records = board_records(board, info)
    rows = [shown_row(record) for record in records]
    for row, record in zip(rows, records, strict=True):
        row["model"] += " *" if record["notes"] else ""
    left = len(rows) - (most or len(rows))
    level = f"{board.settings.level * 100:g}%"
    table = Table(title=f"{board.name}: {board.votes:,} votes, {len(rows)} models", title_justify="left")
    columns = _columns(rows)
    for name in columns:
        numeric = name in ("rank", "rank_style_control", "rank_delta", "score", "ci", "votes")
        header = f"{level} CI" if name == "ci" else _HEADERS[name]
        table.add_column(header, justify="right" if numeric else "left", no_wrap=numeric)
    for row in rows[:most]:
        table.add_row(*(Text(row[name]) for name in columns))
    captions = [f"... and {left} more"] if left > 0 else []
    if any(record["notes"] for record in records[:most]):
        captions.append("* fewer than 100 votes, or only one opponent: a rough interval")
    table.caption = Text("\n".join(captions)) if captions else None
    return table


def csv_text(leaderboard: Leaderboard) -> str:
    """The records as CSV, the tracker's fields first and the unrounded numbers after them."""
    out = io.StringIO()
    names = [*FIELDS, *_UNROUNDED]
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for record in leaderboard.records():
        writer.writerow({name: "" if record[name] is None else record[name] for name in names})
    return out.getvalue()


def matrix_text(board: Board) -> str:
    """P(row beats column) among the displayed models as CSV, four decimals, the diagonal empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["model", *board.models])
    for model, row in zip(board.models, board.win_matrix().tolist(), strict=True):
        writer.writerow([model, *("" if p != p else format_number(Decimal(repr(p)), 4) for p in row)])
    return out.getvalue()


def json_text(leaderboard: Leaderboard) -> str:
    """Everything as JSON, one line per top-level part kept readable; never NaN."""
    return json.dumps(leaderboard.as_json(), ensure_ascii=False, indent=1, allow_nan=False)


def write(leaderboard: Leaderboard, path: str | os.PathLike[str]) -> None:
    """Write to ``.csv``, ``.xlsx``, ``.json`` or ``.svg``.

    Raises ``UsageError`` for another ending or a folder that does not exist.
    """
    target = Path(path)
    if not target.parent.is_dir():
        raise UsageError(f"no folder {target.parent}", next_step="make it first", path=str(target))
    suffix = target.suffix.lower()
    if suffix == ".csv":
        # A byte-order mark, so that Excel opens Chinese names as UTF-8.
        target.write_text(csv_text(leaderboard), encoding="utf-8-sig")
    elif suffix == ".json":
        target.write_text(json_text(leaderboard), encoding="utf-8")
    elif suffix == ".xlsx":
        _write_xlsx(leaderboard, target)
    elif suffix == ".svg":
        target.write_text(leaderboard.chart_svg(), encoding="utf-8")
    else:
        raise UsageError(
            f"cannot write {target.suffix or 'a file without ending'}",
            next_step="use .csv, .xlsx, .json or .svg",
        )


def _write_xlsx(leaderboard: Leaderboard, path: Path) -> None:
    """One sheet per board with the printed fields and the unrounded numbers, one with notes and settings."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True, "bottom": 1})
    taken: set[str] = set()
    for board in leaderboard:
        sheet = book.add_worksheet(_sheet_name(board.name, taken))
        names = [n for n in (*FIELDS, *_UNROUNDED) if n != "board"]
        sheet.write_row(0, 0, names, bold)
        sheet.freeze_panes(1, 0)
        widths = [len(name) + 2 for name in names]
        for line, record in enumerate(board_records(board, leaderboard.info), start=1):
            for column, name in enumerate(names):
                if record[name] is not None:
                    sheet.write(line, column, record[name])
                    # A CJK character is two columns wide.
                    text = str(record[name])
                    widths[column] = max(widths[column], min(50, len(text.encode("gbk", "replace")) + 2))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
    about = book.add_worksheet(_sheet_name("about", taken))
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 110)
    facts = leaderboard.as_json()
    rows = [("source", facts["source"]), ("as of", facts["as_of"] or ""), ("votes", facts["votes"])]
    rows += [(name, str(value)) for name, value in facts["settings"].items()]
    rows += [
        (f"no rank ({board.name})", f"{u.model}: {u.reason}, {u.detail} ({u.votes:,} votes)")
        for board in leaderboard
        for u in board.unranked
    ]
    rows += [("left out", f"{n:,} votes: {reason}") for reason, n in leaderboard.dropped.items()]
    rows += [("note", note) for note in leaderboard.notes]
    rows += [(f"note ({board.name})", note) for board in leaderboard for note in board.notes]
    for line, (name, value) in enumerate(rows):
        about.write(line, 0, name, bold)
        about.write(line, 1, value)
    book.close()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Excel's rules: 31 characters, none of []:*?/\\, unique."""
    base = "".join("_" if c in "[]:*?/\\'" else c for c in name)[:31] or "board"
    unique, i = base, 2
    while unique.lower() in taken:
        unique, i = f"{base[:28]}_{i}", i + 1
    taken.add(unique.lower())
    return unique
