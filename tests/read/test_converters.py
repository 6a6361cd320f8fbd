"""The published reports as other converters would have left them: the same cells are right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from score import score

from tieout.read import read_bytes
from tieout.read.draft import Grid
from tieout.read.lines import draft_of_text

Rows = list[list[str]]
DATES = ("2024-07-07", "2024-10-21", "2025-01-27")


def tables(text: str, print_: Callable[[Rows], str]) -> str:
    """The text with every table printed in another way."""
    out, at = [], 0
    for grid in (i for i in draft_of_text(text).items if isinstance(i, Grid)):
        out += [text[at : grid.start], print_([[c.text for c in row] for row in grid.rows])]
        at = grid.end
    return "".join([*out, text[at:]])


def square(rows: Rows) -> Rows:
    wide = max(map(len, rows))
    return [r + [""] * (wide - len(r)) for r in rows]


def tabbed(rows: Rows) -> str:
    return "\n".join("\t".join(r) for r in rows)


def piped(rows: Rows) -> str:
    head, *body = square(rows)
    return "\n".join("| " + " | ".join(r) + " |" for r in [head, ["---"] * len(head), *body])


def tagged(rows: Rows) -> str:
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in r) + "</tr>" for r in square(rows))
        + "</table>"
    )


def halved(rows: Rows, between: str, again: int = 0) -> str:
    half = max(2 + again, len(rows) // 2)
    return tabbed(rows[:half]) + between + tabbed(rows[:again] + rows[half:])


WAYS: dict[str, Callable[[str], str]] = {
    "no blank lines": lambda t: re.sub(r"\n\s*\n+", "\n", t),
    "no marks of heads": lambda t: re.sub(r"(?m)^#+ ", "", t),
    "blanks in front of rows lost": lambda t: tables(
        t, lambda r: "\n".join("\t".join(x).lstrip("\t") for x in r)
    ),
    "blanks behind rows lost": lambda t: tables(t, lambda r: "\n".join("\t".join(x).rstrip("\t") for x in r)),
    "bars": lambda t: tables(t, piped),
    "HTML": lambda t: tables(t, tagged),
    "English labels": lambda t: re.sub(r"图表 ?(\d+)", r"Figure \1", t),
    "cut by a page": lambda t: tables(t, lambda r: halved(r, "\n\n请务必阅读正文之后的免责条款部分 7\n\n")),
    "cut, header again": lambda t: tables(t, lambda r: halved(r, "\n\n", again=1)),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_same_cells_are_right(way: str, shared: Path) -> None:
    for date in DATES:
        labels = json.loads((shared / "gold" / f"{date}.records.json").read_text("utf-8"))
        text = (shared / "reports" / f"{date}.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        plain = score(read_bytes(text.encode()), labels)
        report = read_bytes(WAYS[way](text).encode())
        assert score(report, labels).right >= plain.right, date
        assert {k: v for k, v in report.meta.as_json().items() if k in labels["meta"]} == labels["meta"]


def test_the_same_in_gb18030(shared: Path) -> None:
    for date in DATES:
        text = (shared / "reports" / f"{date}.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        assert read_bytes(text.encode("gb18030")).as_json() == read_bytes(text.encode()).as_json()
