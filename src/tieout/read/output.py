"""What was read, in the formats a desk uses: long rows, workbooks, Markdown, Parquet, a summary."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

__all__ = ["COLUMNS", "long_rows", "to_csv", "to_json", "to_markdown", "to_parquet", "to_xlsx"]

COLUMNS = (
    "file", "date", "publisher", "tracker", "figure", "caption", "period", "record", "field", "value", "number", "doubtful",
)  # fmt: skip
"""The columns of the long form: one row for each field of each record."""

Report = Mapping[str, Any]
# Rows of the long form held at a time while a Parquet file is written.
ROWS = 20_000


def long_rows(reports: Iterable[tuple[str, Report]]) -> Iterable[dict[str, Any]]:
    """One row for each field of each record: ``value`` as text, ``number`` where it is one.

    A field that holds money gives a row for each of ``low``, ``high``, ``currency``, ``comparator``.
    """
    for file, report in reports:
        for table in report["tables"]:
            for i, record in enumerate(table["records"]):
                for name, value in record.items():
                    if name == "doubtful":
                        continue
                    for field, one in _flat(name, value):
                        number = isinstance(one, int | float | Decimal) and not isinstance(one, bool)
                        yield {
                            "file": file,
                            "date": report["meta"]["date"],
                            "publisher": report["meta"]["publisher"],
                            "tracker": table["tracker"],
                            "figure": table["figure"],
                            "caption": table["caption"],
                            "period": table["period"],
                            "record": i,
                            "field": field,
                            "value": None if one is None else str(one),
                            "number": Decimal(str(one)) if number else None,
                            "doubtful": bool(record.get("doubtful")),
                        }


def _flat(name: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return [(f"{name}.{k}", v) for k, v in value.items()]
    if isinstance(value, list):
        return [(name, "、".join(map(str, value)))]
    return [(name, value)]


def to_csv(reports: Iterable[tuple[str, Report]]) -> Iterator[str]:
    """The long form as CSV, a piece for each report."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for report in reports:
        writer.writerows({k: _safe(v) for k, v in row.items()} for row in long_rows([report]))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _safe(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is marked as text."""
    if (isinstance(value, str) and value[:1] in "=@") or (
        isinstance(value, str) and value[:1] in "+-" and not _number(value)
    ):
        return "'" + value
    return value


def _number(text: str) -> bool:
    try:
        Decimal(text)
    except ArithmeticError:
        return False
    return True


def to_parquet(reports: Iterable[tuple[str, Report]]) -> Iterator[bytes]:
    """The long form as a Parquet file, in pieces; ``number`` is a decimal with nine places.

    The rows go through files in a temporary folder, so that no more of them lie in memory than ``ROWS``.
    """
    import polars as pl

    kinds: dict[str, Any] = dict.fromkeys(COLUMNS, pl.String)
    kinds |= {"record": pl.Int64, "doubtful": pl.Boolean, "number": pl.Decimal(38, 9)}
    rows = iter(long_rows(reports))
    with tempfile.TemporaryDirectory() as folder:
        parts: list[Path] = []
        while True:
            some = list(islice(rows, ROWS))
            if some or not parts:
                parts.append(Path(folder) / f"{len(parts)}.parquet")
                pl.DataFrame(some, schema=kinds).write_parquet(parts[-1])
            if len(some) < ROWS:
                break
        whole = parts[0]
        if len(parts) > 1:
            whole = Path(folder) / "whole.parquet"
            pl.scan_parquet(parts).sink_parquet(whole)
        with whole.open("rb") as handle:
            while piece := handle.read(1 << 20):
                yield piece


def to_xlsx(reports: Iterable[tuple[str, Report]]) -> bytes:
    """A workbook: a sheet of all tables as printed, and a sheet of typed records for each tracker."""
    import xlsxwriter

    out = io.BytesIO()
    # Names from a report must stay text: no formulas, no links, no numbers made of strings.
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    bold = book.add_format({"bold": True})
    printed = book.add_worksheet("tables")
    line = 0
    by_tracker: dict[str, list[dict[str, Any]]] = {}
    for file, report in reports:
        for table in report["tables"]:
            printed.write_row(
                line, 0, [file, table["figure"] or "", table["caption"] or "", table["tracker"] or ""], bold
            )
            printed.write_row(line + 1, 0, table["columns"], bold)
            for k, row in enumerate(table["rows"]):
                printed.write_row(line + 2 + k, 0, row)
            line += len(table["rows"]) + 3
            for record in table["records"]:
                flat = {k: v for name, value in record.items() for k, v in _flat(name, value)}
                head = {
                    "file": file,
                    "date": report["meta"]["date"],
                    "period": table["period"],
                    "figure": table["figure"],
                }
                by_tracker.setdefault(table["tracker"], []).append({**head, **flat})
    for tracker, records in by_tracker.items():
        sheet = book.add_worksheet(tracker[:31])
        names = list(dict.fromkeys(k for r in records for k in r))
        sheet.write_row(0, 0, names, bold)
        for i, record in enumerate(records, start=1):
            for j, name in enumerate(names):
                value = record.get(name)
                if value is not None:
                    sheet.write(i, j, value)
    book.close()
    return out.getvalue()


def to_markdown(report: Report) -> str:
    """The report as Markdown: headings, paragraphs, lists, tables with bars."""
    text = report["text"]
    out: list[str] = []
    for block in report["blocks"]:
        said = " ".join(text[block["start"] : block["end"]].split())
        if block["type"] == "table" and "table" in block:
            out.append(_pipes(report["tables"][block["table"]]))
        elif block["type"] == "heading":
            out.append("#" * min(max(block["level"], 1), 6) + " " + said.lstrip("# "))
        elif block["type"] == "list_item":
            out.append(said if said[:2] in ("- ", "* ") else f"- {said}")
        elif said:
            out.append(said)
    return "\n\n".join(out) + "\n"


def _pipes(table: Mapping[str, Any]) -> str:
    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(c.replace("|", "\\|").replace("\n", " ") for c in cells) + " |"

    rows = [line(table["columns"]), "|" + " --- |" * len(table["columns"])]
    return "\n".join(rows + [line(r) for r in table["rows"]])


def to_json(report: Report) -> str:
    """The contract's JSON, indented."""
    return json.dumps(report, ensure_ascii=False, indent=1)
