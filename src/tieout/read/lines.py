"""The text of a plain or Markdown file, cut into lines and grids at their exact places."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from .draft import Cell, Draft, Grid, Item, Line, Picture
from .markup import html_grid, html_regions, is_pipe_rule, pipe_cells, tab_cells
from .spaced import is_spaced, spaced_cells, spaced_grid
from .words import CAPTION, CONTENTS_LINE, NUMBERING, SOURCE, TERMINAL, bare, width

__all__ = ["draft_of_text"]

_IMAGE = re.compile(r"^\s*!\[(?P<alt>[^\]]*)\]\([^)]*\)\s*$|^\s*<img\b[^>]*>\s*$", re.IGNORECASE)
_RULE = re.compile(r"^\s*(?:[-*_=]\s*){3,}$")
# A line with more cells than this is data of another kind.
WIDEST = 400
_HASHES = re.compile(r"^(#{1,6})\s+\S")


def draft_of_text(text: str) -> Draft:
    """Lines and grids of a decoded text file.

    >>> [type(i).__name__ for i in draft_of_text("# 标题\\n\\na\\tb\\tc\\n1\\t2\\t3\\n").items]
    ['Line', 'Grid']
    """
    items, at, title = _front_matter(text)
    for start, end in html_regions(text):
        grid = html_grid(text, start, end)
        if grid is None or start < at:
            continue
        items.extend(_plain(text, at, start))
        items.append(grid)
        at = end
    items.extend(_plain(text, at, len(text)))
    return Draft(text, tuple(items), title=title)


_FENCE = re.compile(r"\A\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>(?:.*\n){1,60}?)(?P=fence)[ \t]*(?:\n|\Z)")
_KEYED = re.compile(
    r"^\s*(?:[\w\u4e00-\u9fff-]{1,40}\s*[:=].*|-\s.*|\[.*\]|[\])}],?|\"?[^\n]{0,200}\"?,|#.*|)$"
)
_TITLE_KEY = re.compile(r"^(?:title|标题)\s*[:=]\s*[\"'“]?(?P<title>.+?)[\"'”]?\s*$", re.IGNORECASE)


def _front_matter(text: str) -> tuple[list[Item], int, str]:
    """The keys and values that open a Markdown file, where they end, and the title among them."""
    found = _FENCE.match(text[:8000])
    if not found or not all(_KEYED.match(ln) for ln in found["body"].split("\n")):
        return [], 0, ""
    if not re.search(r"^\s*[\w\u4e00-\u9fff-]{1,40}\s*[:=]", found["body"], re.MULTILINE):
        return [], 0, ""
    items: list[Item] = []
    title = ""
    for a, b in _lines(text, found.start("body"), found.end("body")):
        if text[a:b].strip():
            line = _line(text, a, b, True)
            items.append(Line(line.text, line.start, line.end, whole=True, role="front"))
            said = _TITLE_KEY.match(line.text)
            title = said["title"] if said and not title else title
    return items, found.end(), title


def _plain(text: str, start: int, end: int) -> list[Item]:
    """Lines, tab runs and pipe tables of a stretch without HTML tables."""
    items: list[Item] = []
    rows: list[tuple[int, int]] = []
    lines = _lines(text, start, end)
    gap, i, apart = True, 0, False
    before: Grid | None = None
    while i < len(lines):
        a, b = lines[i]
        line = text[a:b]
        if _pipes_at(text, lines, i):
            i = _pipe_table(text, lines, i, items)
            gap = True
            continue
        if _is_row(line) or (rows and _is_short_row(text, lines, i)):
            rows.append((a, b))
            i += 1
            continue
        # Some converters leave a blank line after each row of a table.
        apart = len(rows) == 1 or (apart and len(rows) > 1)
        if apart and not line.strip() and _goes_on_apart(text, lines, i, rows):
            i += 1
            continue
        if rows:
            items.extend(_run(text, rows))
            rows = []
            gap = True
        spaced = _spaced_at(text, lines, i, before)
        if spaced is not None:
            grid, i = spaced
            items.append(grid)
            before = grid
            gap = True
            continue
        if not line.strip():
            gap = True
        elif _RULE.match(line):
            # A page break or a rule of Markdown; it ends nothing and says nothing.
            gap = True
        elif image := _IMAGE.match(line):
            items.append(Picture(a, b, image.group("alt") or ""))
        else:
            items.append(_line(text, a, b, gap))
            gap = False
        i += 1
    if rows:
        items.extend(_run(text, rows))
    return items


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, at = [], start
    for stop in re.finditer(r"[\n\f\v]|\Z", text[start:end]):
        found.append((at, start + stop.start()))
        at = start + stop.end()
    return found


def _line(text: str, start: int, end: int, gap: bool) -> Line:
    raw = text[start:end]
    left = len(raw) - len(raw.lstrip())
    right = len(raw.rstrip())
    hashes = _HASHES.match(raw.strip())
    return Line(
        raw.strip(), start + left, start + right, level=len(hashes.group(1)) if hashes else 0, gap=gap
    )


def _is_row(line: str) -> bool:
    """A line with a tab between two places, not merely one in front."""
    return "\t" in line and ("\t" in line.strip(" \t\r") or line.count("\t") >= 2) and bool(line.strip())


def _spaced_at(
    text: str, lines: list[tuple[int, int]], i: int, before: Grid | None
) -> tuple[Grid, int] | None:
    """A table kept apart by blanks that begins at line ``i``: three lines of three cells at least, or two of five.

    Fewer lines are the rest of the table ``before`` a page break, where they have as many cells.
    """
    stop = i
    while stop < len(lines) and is_spaced(text[slice(*lines[stop])]):
        stop += 1
    if before is not None and i < stop < i + 3:
        cells = [spaced_cells(text, *lines[k]) for k in range(i, stop)]
        wide = {len(r) for r in before.rows}
        close = lines[i][0] - before.end < 400
        if close and all(max(wide) - 1 <= len(r) <= max(wide) for r in cells):
            return Grid(tuple(cells), lines[i][0], lines[stop - 1][1]), stop
    counts = [len(spaced_cells(text, *ln)) for ln in lines[i : min(stop, i + 3)]]
    if len(counts) < 2 or (len(counts) == 2 and (counts[0] != counts[1] or counts[0] < 5)):
        return None
    if _is_contents([text[slice(*ln)] for ln in lines[i:stop]]):
        return None
    grid = spaced_grid(text, lines[i:stop])
    return (grid, stop) if grid is not None else None


def _goes_on_apart(text: str, lines: list[tuple[int, int]], i: int, rows: list[tuple[int, int]]) -> bool:
    """The next row of a table whose rows are kept apart by blank lines follows the blank line at ``i``."""
    if i + 2 >= len(lines):
        return False
    after, then = text[slice(*lines[i + 1])], text[slice(*lines[i + 2])]
    last = text[slice(*rows[-1])]
    if not _is_row(after) or then.strip() or _labels_only(last) or _labels_only(after):
        return False
    return not _is_contents([last]) and abs(len(last.split("\t")) - len(after.split("\t"))) <= 4


def _is_short_row(text: str, lines: list[tuple[int, int]], i: int) -> bool:
    """A line with one cell between rows of a run, with no blank line on either side."""
    a, b = lines[i]
    said = bare(text[a:b])
    if not said or not i or not _is_row(text[slice(*lines[i - 1])]):
        return False
    if i + 1 >= len(lines) or not _is_row(text[slice(*lines[i + 1])]):
        return False
    # A word that heads rows as wide as those above; a caption, a source line or a number parts two tables.
    alike = text[slice(*lines[i - 1])].count("\t") == text[slice(*lines[i + 1])].count("\t")
    heads = (
        alike
        and width(said) <= 24
        and not any(p.match(said) for p, _ in NUMBERING)
        and not (CAPTION.match(said) or SOURCE.match(said) or TERMINAL.search(said))
    )
    return text[a:b].startswith("\t") or (heads and not text[a:b].lstrip().startswith("#"))


def _run(text: str, rows: list[tuple[int, int]]) -> list[Item]:
    """A run of tabbed lines: a table, or lines of contents, captions or sources set with tabs."""
    said = [text[a:b] for a, b in rows]
    if all(_labels_only(s) for s in said) or _is_contents(said):
        return [_line(text, a, b, True) for a, b in rows]
    if max(s.count("\t") for s in said) >= WIDEST:
        return [_line(text, a, b, True) for a, b in rows]
    grid = tuple(tab_cells(text, a, b) for a, b in rows)
    if len(grid) == 1 and len(grid[0]) < 3:
        return [_line(text, *rows[0], True)]
    return [Grid(grid, rows[0][0], rows[-1][1])]


def _labels_only(line: str) -> bool:
    """Captions or source lines of figures that stand side by side."""
    cells = [c.strip() for c in line.split("\t") if c.strip()]
    return bool(cells) and (
        all(CAPTION.match(bare(c)) for c in cells) or all(SOURCE.match(bare(c)) for c in cells)
    )


_BARE_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\s+[^\W\d]")


def _is_contents(lines: list[str]) -> bool:
    """Lines of a table of contents: each ends in a page number, and pages never go back.

    A table of two columns may look alike, so the titles must be numbered, labelled or dotted.
    """
    pages, marked = [], 0
    for line in lines:
        found = CONTENTS_LINE.match(line.strip())
        if not found or line.strip().count("\t") > 1 + line.strip("\t ").count("\t"):
            return False
        pages.append(int(found.group("page")))
        title = found.group("title")
        dotted = bool(re.search(r"[.．·…]{3,}\s*$", title)) or "." in found.group("dots")
        numbered = any(p.match(title) for p, _ in NUMBERING) or bool(_BARE_NUMBER.match(title))
        marked += dotted or bool(CAPTION.match(title)) or numbered
    ordered = sum(1 for a, b in itertools.pairwise(pages) if b >= a)
    return marked * 2 > len(lines) and (len(pages) == 1 or ordered >= 0.8 * (len(pages) - 1))


def _pipes_at(text: str, lines: list[tuple[int, int]], i: int) -> bool:
    """A pipe table begins here: a header line with its rule below, or a run of closed lines."""
    a, b = lines[i]
    line = text[a:b].strip()
    if "|" not in line or is_pipe_rule(line):
        return False
    following = text[slice(*lines[i + 1])].strip() if i + 1 < len(lines) else ""
    if is_pipe_rule(following):
        return True
    closed = line.startswith("|") and line.endswith("|") and line.count("|") >= 3
    return closed and following.startswith("|") and following.endswith("|")


def _pipe_table(text: str, lines: list[tuple[int, int]], i: int, items: list[Item]) -> int:
    rows: list[tuple[Cell, ...]] = []
    first, last = lines[i][0], lines[i][1]
    while i < len(lines):
        a, b = lines[i]
        line = text[a:b].strip()
        if not line or "|" not in line:
            break
        if not is_pipe_rule(line):
            rows.append(pipe_cells(text, a, b))
        last = b
        i += 1
    counts = Counter(len(r) for r in rows)
    items.append(Grid(tuple(rows), first, last, native=len(counts) == 1))
    return i
