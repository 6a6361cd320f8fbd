"""Tables a document prints as plain lines: ``Sector | % Change``.

The reader leaves such lines in the prose, and so does the accounting: their digits stay numbers of
the text. As evidence they are tables all the same, so the audit looks at them as grids too.
"""

from __future__ import annotations

import re

from ..model.report import Report, Table

__all__ = ["with_loose_tables"]

_FIGURE = re.compile(r"[+\-$¥€£]?\s*[\d,]+(?:\.\d+)?\s*(?:%|pp|亿|万|M|B)?")
_YEAR = re.compile(r"(?:19|20)\d{2}[AaEe]?")
_RULE = re.compile(r"^[\s|:+\-=]+$")


def with_loose_tables(report: Report) -> Report:
    """The report with pipe-separated runs of lines added as tables.

    A run is two or more neighbouring lines with the same number of bars, one at least, the first of
    them heads without figures (a year is a head).
    """
    if "|" not in report.text:
        return report
    grids = [(t.start, t.end) for t in report.tables]
    found: list[Table] = []
    run: list[tuple[int, str]] = []
    at = 0
    for line in [*report.text.splitlines(keepends=True), ""]:
        bars = line.strip().strip("|").count("|")
        inside = any(s <= at < e for s, e in grids)
        if (
            bars
            and not inside
            and (not run or bars == run[0][1].strip().strip("|").count("|") or _RULE.match(line))
        ):
            run.append((at, line))
        else:
            table = _table(run)
            if table is not None:
                found.append(table)
            run = [(at, line)] if bars and not inside else []
        at += len(line)
    table = _table(run)
    if table is not None:
        found.append(table)
    return report.replace(tables=(*report.tables, *found)) if found else report


def _table(run: list[tuple[int, str]]) -> Table | None:
    lines = [(at, line) for at, line in run if not _RULE.match(line)]
    if len(lines) < 2 or any(
        _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text) for text, _ in _cells(*lines[0])
    ):
        return None
    cells = [_cells(at, line) for at, line in lines]
    width = len(cells[0])
    return Table(
        columns=tuple(text for text, _ in cells[0]),
        rows=tuple(tuple(text for text, _ in row)[:width] for row in cells[1:]),
        cells=tuple(tuple(span for _, span in row)[:width] for row in cells[1:]),
        start=lines[0][0],
        end=lines[-1][0] + len(lines[-1][1].rstrip("\n")),
    )


def _cells(at: int, line: str) -> list[tuple[str, tuple[int, int]]]:
    out: list[tuple[str, tuple[int, int]]] = []
    begin = 0
    text = line.rstrip("\n")
    edges = [m.start() for m in re.finditer(r"\|", text)] + [len(text)]
    for edge in edges:
        piece = text[begin:edge]
        shown = piece.strip()
        start = at + begin + (len(piece) - len(piece.lstrip()))
        out.append((shown, (start, start + len(shown))))
        begin = edge + 1
    if out and not out[0][0] and text.lstrip().startswith("|"):
        out = out[1:]
    if out and not out[-1][0] and text.rstrip().endswith("|"):
        out = out[:-1]
    return out
