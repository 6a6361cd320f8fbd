"""Tables written as markup inside text: pipe tables of Markdown, and HTML tables; tags left in cells."""

from __future__ import annotations

import html
import itertools
import re

from .draft import Cell, Grid

__all__ = ["clean_cell", "html_grid", "html_regions", "is_pipe_rule", "pipe_cells", "tab_cells"]

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>|</p>|</div>", re.IGNORECASE)
_MARK = re.compile(r"^(\*\*|__|\*|`|~~)(?P<in>.+?)\1$", re.DOTALL)
_PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_REGION = re.compile(r"<table\b[^>]*>.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ROW = re.compile(r"<tr\b[^>]*>(.*?)(?=<tr\b|</tr\s*>|</table|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)(?=<t[dh]\b|</t[dhr]\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)
_CAPTION = re.compile(r"<caption\b[^>]*>(.*?)</caption\s*>", re.IGNORECASE | re.DOTALL)
# Larger spans are a mistake or an attack, not a table.
MAX_SPAN = 200


def clean_cell(raw: str) -> str:
    """What a printed cell says: tags, emphasis marks and entities resolved, white space folded.

    >>> clean_cell("<b>69.9</b>"), clean_cell("**日日新**"), clean_cell("A&amp;B"), clean_cell("5 < 6")
    ('69.9', '日日新', 'A&B', '5 < 6')
    """
    text = _TAG.sub("", _BREAK.sub(" ", raw))
    if "&" in text:
        text = html.unescape(text)
    text = re.sub(r"\s+", " ", text).strip()
    while (found := _MARK.match(text)) and found.group(1) not in found.group("in"):
        text = found.group("in").strip()
    return text


def _cell(
    text: str, start: int, end: int, *, header: bool = False, rowspan: int = 1, colspan: int = 1
) -> Cell:
    """The cell of ``text[start:end]``; its span is drawn close around the words."""
    raw = text[start:end]
    said = clean_cell(raw)
    at = raw.find(said) if said else -1
    if at >= 0:
        return Cell(said, start + at, start + at + len(said), rowspan, colspan, header)
    left = len(raw) - len(raw.lstrip())
    inner = raw.strip()
    return Cell(said, start + left, start + left + len(inner), rowspan, colspan, header)


def tab_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The cells of a line whose cells are separated by tabs."""
    cells = []
    for part in text[start:end].split("\t"):
        cells.append(_cell(text, start, start + len(part)))
        start += len(part) + 1
    return tuple(cells)


def is_pipe_rule(line: str) -> bool:
    """True for the line of dashes under the header of a pipe table."""
    return "-" in line and "|" in line and bool(_PIPE_RULE.match(line))


def pipe_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    r"""The cells of a line of a pipe table; ``\|`` is a bar inside a cell."""
    line = text[start:end]
    cuts = [i for i, c in enumerate(line) if c == "|" and (i == 0 or line[i - 1] != "\\")]
    if not cuts:
        return (_cell(text, start, end),)
    edges = list(cuts)
    if line[: cuts[0]].strip():
        edges.insert(0, -1)
    if line[cuts[-1] + 1 :].strip():
        edges.append(len(line))
    return tuple(_cell(text, start + a + 1, start + b) for a, b in itertools.pairwise(edges))


def html_regions(text: str) -> list[tuple[int, int]]:
    """Where HTML tables stand in the text; a table that never ends goes to its last row's end."""
    found = []
    for match in _REGION.finditer(text):
        end = match.end()
        if not match.group().rstrip().lower().endswith(("</table>", "table >")):
            last = max((m.end() for m in re.finditer(r"</t[rdh]\s*>", match.group(), re.I)), default=0)
            if not last:
                continue
            end = match.start() + last
        found.append((match.start(), end))
    return found


def html_grid(text: str, start: int, end: int) -> Grid | None:
    """The grid of an HTML table that stands in the text, or None when it has no cell."""
    rows = []
    for row in _ROW.finditer(text, start, end):
        cells = []
        for found in _CELL.finditer(text, row.start(1), row.end(1)):
            spans = {kind.lower(): min(int(n), MAX_SPAN) for kind, n in _SPAN.findall(found.group(2))}
            cells.append(
                _cell(
                    text,
                    found.start(3),
                    found.end(3),
                    header=found.group(1).lower() == "th",
                    rowspan=max(1, spans.get("row", 1)),
                    colspan=max(1, spans.get("col", 1)),
                )
            )
        if cells:
            rows.append(tuple(cells))
    if not rows:
        return None
    caption = _CAPTION.search(text, start, end)
    return Grid(tuple(rows), start, end, native=True, caption=clean_cell(caption.group(1)) if caption else "")
