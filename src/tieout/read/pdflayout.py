"""The reading order of a PDF page: running heads off, columns apart, tables and paragraphs in order."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .draft import Cell
from .pdfdrawing import Box
from .pdflines import Segment, TextLine, join_lines, lines_of
from .pdfpage import Glyph, Page, Rule
from .pdftable import find_tables
from .segment import numbering
from .words import CAPTION, CONTENTS_LINE, LIST_MARK, NOTE, SECTION_MARK, SOURCE, TERMINAL, fold

__all__ = ["Drawn", "Paragraph", "TableOf", "blocks_of", "running_heads"]

# Running heads stand in this part of the page at its top and bottom.
MARGIN = 0.11
_PAGE_NUMBER = re.compile(
    r"^[-–—\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*(?:[/／]|of|共)\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-–—\s]*$|^(?:page|p\.)\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one paragraph, joined; ``size`` of its letters; ``bold`` when all of it is."""

    text: str
    size: float
    bold: bool
    lines: int = 1


@dataclass(frozen=True, slots=True)
class TableOf:
    """The cells of a table, and what was doubtful about them."""

    rows: tuple[tuple[Cell, ...], ...]
    doubt: str = ""


def running_heads(
    pages: Sequence[Page], lines: Mapping[int, Sequence[TextLine]]
) -> dict[int, list[TextLine]]:
    """For each page (and its ``lines`` by number), the lines at its top and bottom that come back from page to page, and page numbers."""
    candidates: dict[int, list[TextLine]] = {}
    seen: Counter[str] = Counter()
    for page in pages:
        edge = [
            ln
            for ln in lines[page.number]
            if min(ln.middle, page.height - ln.middle) < max(MARGIN * page.height, 55)
        ]
        tabled = _heads_of_tables(lines[page.number]) if edge else set()
        edge = [ln for ln in edge if id(ln) not in tabled]
        candidates[page.number] = edge
        for key in {_key(ln) for ln in edge}:
            seen[key] += 1
    need = max(2, 0.4 * sum(1 for p in pages if p.glyphs))
    out: dict[int, list[TextLine]] = {}
    for page in pages:
        out[page.number] = [
            ln
            for ln in candidates[page.number]
            if seen[_key(ln)] >= need or _PAGE_NUMBER.match(ln.text.strip())
        ]
    return out


def _heads_of_tables(lines: Sequence[TextLine]) -> set[int]:
    """The lines that stand close over rows of cells: names of columns, which tables repeat on each page."""
    out: set[int] = set()
    for k, line in enumerate(lines):
        chain = [line]
        for below in lines[k + 1 : k + 6]:
            rows = len(below.segments) >= 3 and len(chain[-1].segments) >= 3
            if below.y0 - chain[-1].y1 > (1.4 if rows else 0.35) * below.size:
                break
            chain.append(below)
        cells = [len(ln.segments) >= 3 for ln in chain]
        if any(a and b for a, b in pairwise(cells)):
            out.add(id(line))
    return out


def _key(line: TextLine) -> str:
    return f"{re.sub(r'[0-9]+', '0', fold(line.text))}@{round(line.middle / 12)}"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart drawn on the page, with the words in it."""

    words: str


Placed = Paragraph | TableOf | Drawn


def blocks_of(page: Page, skip: Sequence[TextLine], *, mixed: bool = False) -> list[Placed]:
    """Paragraphs, tables and charts of a page in the order a person reads them."""
    # By their order: the blanks of a line are copies, stretched over the white around them.
    gone = {g.order for ln in skip for g in ln.glyphs}
    glyphs = [g for g in page.glyphs if g.order not in gone]
    charts: list[tuple[Box, str]] = []
    for drawn_at in page.charts:
        box = _with_labels(drawn_at, lines_of(glyphs))
        inside = [g for g in glyphs if box.holds((g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2)]
        charts.append((box, " ".join(ln.text for ln in lines_of(inside))))
        drawn = {id(g) for g in inside}
        glyphs = [g for g in glyphs if id(g) not in drawn]
    parts = _parts(glyphs, page.rules, page.width, page.number == 1)
    homes = [_home(box, parts) for box, _ in charts]
    out: list[Placed] = []
    for k, part in enumerate(parts):
        mine = [c for c, home in zip(charts, homes, strict=True) if home == k]
        out += _column(part, page.rules, mixed, mine)
    if not parts:
        out += [Drawn(words) for _, words in charts]
    return out


# Labels stand this close beside a chart, and ticks or a legend this close above or below.
BESIDE, UNDER = 24.0, 13.0


def _with_labels(box: Box, lines: Sequence[TextLine]) -> Box:
    """The box of a chart with the labels, ticks and legend around it; prose and captions stay out."""
    segments = [
        s for ln in lines for s in ln.segments if len(s.text) <= 28 and not s.bold and not _spoken(s.text)
    ]
    for reach in (0, 1, 1):
        x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
        for s in segments:
            middle, across = (s.y0 + s.y1) / 2, (s.x0 + s.x1) / 2
            beside = (
                box.y0 - s.size <= middle <= box.y1 + s.size
                and s.x0 <= box.x1 + BESIDE
                and s.x1 >= box.x0 - BESIDE
            )
            under = box.x0 <= across <= box.x1 and -UNDER <= s.y0 - box.y1 <= UNDER
            over = box.x0 <= across <= box.x1 and -UNDER <= box.y0 - s.y1 <= UNDER
            if beside or (reach and (under or over)):
                x0, y0, x1, y1 = min(x0, s.x0), min(y0, s.y0), max(x1, s.x1), max(y1, s.y1)
        box = Box(x0, y0, x1, y1)
    return box


def _spoken(text: str) -> bool:
    """Captions, sources, notes, heads and ends of sentences: not the words of a chart."""
    said = text.strip()
    known = CAPTION.match(said) or SOURCE.match(said) or NOTE.match(said) or SECTION_MARK.match(said)
    return bool(known or TERMINAL.search(said) or numbering(said)[0])


def _home(box: Box, parts: Sequence[Sequence[Glyph]]) -> int:
    """The part of the page a chart stands in: the one that reaches over its middle, or is nearest."""
    middle = (box.x0 + box.x1) / 2

    def far(part: Sequence[Glyph]) -> tuple[float, float]:
        x0, x1 = min(g.x0 for g in part), max(g.x1 for g in part)
        y0, y1 = min(g.y0 for g in part), max(g.y1 for g in part)
        return max(x0 - middle, middle - x1, 0.0), max(y0 - box.y1, box.y0 - y1, 0.0)

    return min(range(len(parts)), key=lambda k: far(parts[k])) if parts else -1


def _parts(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], width: float, first: bool, depth: int = 0
) -> list[list[Glyph]]:
    """The columns of a page in reading order; what spans them stands before or after."""
    lines = lines_of(glyphs)
    gutter = _gutter(lines, rules) if depth < 3 else None
    if gutter is None:
        return [list(glyphs)] if glyphs else []
    x, top, bottom = gutter
    above = [g for g in glyphs if (g.y0 + g.y1) / 2 < top]
    below = [g for g in glyphs if (g.y0 + g.y1) / 2 > bottom]
    middle = [g for g in glyphs if top <= (g.y0 + g.y1) / 2 <= bottom]
    left = [g for g in middle if (g.x0 + g.x1) / 2 < x]
    right = [g for g in middle if (g.x0 + g.x1) / 2 >= x]
    sides = [left, right]
    # A narrow column on a first page holds who wrote and what the market did: it is read first, wherever
    # it stands, so that it cuts no sentence of the text beside it.
    if first and _extent(right) < 0.6 * _extent(left):
        sides = [right, left]
    out = _parts(above, rules, width, first, depth + 1)
    for side in sides:
        out += _parts(side, rules, width, first, depth + 1)
    return out + _parts(below, rules, width, first, depth + 1)


def _extent(glyphs: Sequence[Glyph]) -> float:
    return max((g.x1 for g in glyphs), default=0.0) - min((g.x0 for g in glyphs), default=0.0)


def _gutter(lines: Sequence[TextLine], rules: Sequence[Rule]) -> tuple[float, float, float] | None:
    """The white strip between two columns of text: its x and the heights it runs from and to.

    White between the columns of a table is told apart by the rules that cross it, and by the text
    beside a real gutter filling its column's width.
    """
    if len(lines) < 8:
        return None
    best: tuple[float, float, float, float] | None = None
    low, high = min(ln.x0 for ln in lines), max(ln.x1 for ln in lines)
    boxes = [[(s.x0 - 3, s.x1 + 3) for s in ln.segments] for ln in lines]
    x = low + 40
    while x < high - 40:
        crossing = [r.y0 for r in rules if r.across and r.x0 < x - 10 and r.x1 > x + 10]
        for first, last in _free_runs(lines, boxes, x, crossing):
            first, last = _trimmed(lines, first, last, x, crossing)
            run = lines[first : last + 1]
            if len(run) < 8 or _enclosed(run, crossing):
                continue
            score = _column_score(run, x)
            if score and (best is None or score > best[0]):
                best = (score, x, run[0].y0 - 0.5, run[-1].y1 + 0.5)
        x += 3
    return best[1:] if best else None


def _enclosed(run: Sequence[TextLine], crossing: Sequence[float]) -> bool:
    """True between two rules that cross the white: the lines are the rows of a table."""
    near = 2 * run[0].size
    above = any(0 <= run[0].y0 - y <= near for y in crossing)
    below = any(0 <= y - run[-1].y1 <= near for y in crossing)
    return above and below


def _free_runs(
    lines: Sequence[TextLine],
    boxes: Sequence[Sequence[tuple[float, float]]],
    x: float,
    crossing: Sequence[float],
) -> list[tuple[int, int]]:
    """Runs of lines, by first and last index, that leave ``x`` white and have no rule across it between."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for i, line in enumerate(lines):
        free = all(not a < x < b for a, b in boxes[i])
        cut = free and first is not None and any(lines[i - 1].middle < y < line.middle for y in crossing)
        if first is not None and (not free or cut):
            runs.append((first, i - 1))
            first = None
        if free and first is None:
            first = i
    if first is not None:
        runs.append((first, len(lines) - 1))
    return runs


def _trimmed(
    lines: Sequence[TextLine], first: int, last: int, x: float, crossing: Sequence[float]
) -> tuple[int, int]:
    """A run without the lines at its ends that belong to what stands above or below both columns.

    A heading over a full-width table leaves the gutter white by being short; it stands closer to the
    table than to the column it happens to be under.
    """

    def gap_down(i: int) -> float:
        stops = [y for y in crossing if y > lines[i].middle] + (
            [lines[i + 1].y0] if i + 1 < len(lines) else []
        )
        return min(stops, default=1e6) - lines[i].y1

    def gap_up(i: int) -> float:
        stops = [y for y in crossing if y < lines[i].middle] + ([lines[i - 1].y1] if i else [])
        return lines[i].y0 - max(stops, default=-1e6)

    while last - first >= 8:
        left = lines[last].x0 < x
        same = [ln.y1 for ln in lines[first:last] if any((s.x0 < x) == left for s in ln.segments)]
        if (
            len(lines[last].segments) == 1
            and last + 1 < len(lines)
            and same
            and gap_down(last) < lines[last].y0 - same[-1]
        ):
            last -= 1
        else:
            break
    while last - first >= 8:
        left = lines[first].x0 < x
        same = [ln.y0 for ln in lines[first + 1 : last + 1] if any((s.x0 < x) == left for s in ln.segments)]
        if first and same and gap_up(first) < same[0] - lines[first].y1:
            first += 1
        else:
            break
    return first, last


def _column_score(run: Sequence[TextLine], x: float) -> float:
    top, bottom = run[0].y0, run[-1].y1
    sides = []
    for left in (True, False):
        parts = [[s for s in ln.segments if (s.x1 <= x) == left] for ln in run]
        filled = [p for p in parts if p]
        if len(filled) < 5:
            return 0.0
        x0, x1 = min(p[0].x0 for p in filled), max(p[-1].x1 for p in filled)
        single = [p[0].x1 - p[0].x0 for p in filled if len(p) == 1]
        full = sum(1 for w in single if w > 0.75 * (x1 - x0))
        size = statistics.median(p[0].size for p in filled)
        prose = sum(1 for p in filled if re.search(r"[，。；、,;]|\.\s", p[0].text)) / len(filled)
        sides.append((len(filled), x1 - x0, full / len(filled), size, prose))
    # Running text fills its column and has punctuation; a column of long names has not.
    running = [s for s in sides if s[1] >= 13 * s[3] and s[2] >= 0.3 and s[4] >= 0.3]
    if not running or min(s[1] for s in sides) < 40:
        return 0.0
    return (bottom - top) * min(len(sides), 2) + 0.001 * sum(s[1] for s in sides)


def _column(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], mixed: bool, charts: Sequence[tuple[Box, str]]
) -> list[Placed]:
    lines = lines_of(glyphs)
    if not lines:
        return []
    low, high = min(ln.x0 for ln in lines), max(ln.x1 for ln in lines)
    own = [
        r for r in rules if r.x1 > low - 15 and r.x0 < high + 15 and r.x0 >= low - 60 and r.x1 <= high + 60
    ]
    tables = find_tables([ln for ln in lines if not _contents(ln)], own)
    out: list[tuple[float, Placed]] = [(t.y0, TableOf(t.rows, t.doubt)) for t in tables]
    out += [(box.y0, Drawn(words)) for box, words in charts]
    text = [
        ln
        for ln in lines
        if not any(
            t.y0 - 1 <= ln.middle <= t.y1 + 1 and ln.x0 < t.x1 + 3 and ln.x1 > t.x0 - 3 for t in tables
        )
    ]
    stops = [t.y0 for t in tables] + [box.y0 for box, _ in charts]
    out += _paragraphs(text, stops, mixed)
    return [b for _, b in sorted(out, key=lambda it: it[0])]


def _contents(line: TextLine) -> bool:
    return bool(re.search(r"[.．·…]{4,}|(?:\. ){4,}", line.text)) and bool(
        CONTENTS_LINE.match(line.text.strip())
    )


def _paragraphs(
    lines: Sequence[TextLine], stops: Sequence[float], mixed: bool
) -> list[tuple[float, Paragraph]]:
    if not lines:
        return []
    left = (
        statistics.quantiles([ln.x0 for ln in lines], n=10)[0]
        if len(lines) > 3
        else min(ln.x0 for ln in lines)
    )
    right = (
        statistics.quantiles([ln.x1 for ln in lines], n=10)[-1]
        if len(lines) > 3
        else max(ln.x1 for ln in lines)
    )
    gaps = [b.y0 - a.y1 for a, b in pairwise(lines) if 0 <= b.y0 - a.y1 < 2 * a.size]
    leading = statistics.median(gaps) if gaps else 4.0
    groups: list[list[TextLine]] = []
    for line in (part for ln in lines for part in _boxes(ln)):
        if groups and _runs_on(groups[-1], line, left, right, leading, stops):
            groups[-1].append(line)
        else:
            groups.append([line])
    out = []
    for group in groups:
        said = join_lines((_words(ln) for ln in group), mixed=mixed)
        glyphs = [g for ln in group for g in ln.glyphs if g.char != " "]
        bold = sum(g.bold for g in glyphs) > 0.8 * len(glyphs)
        out.append((group[0].y0, Paragraph(said, max(ln.size for ln in group), bold, len(group))))
    return out


def _boxes(line: TextLine) -> list[TextLine]:
    """Words set far apart on one line (a house at the left, a date at the right) as lines of their own."""
    if len(line.segments) == 1 or _contents(line):
        return [line]
    out: list[list[Segment]] = [[line.segments[0]]]
    for a, b in pairwise(line.segments):
        if b.x0 - a.x1 > 3 * line.size or (len(line.segments) == 2 and abs(a.size - b.size) > 0.2 * b.size):
            out.append([b])
        else:
            out[-1].append(b)
    return [TextLine(tuple(part)) for part in out]


def _words(line: TextLine) -> str:
    """A line's words; a title and its page number keep the tab between them."""
    said = [s.text for s in line.segments]
    if len(said) > 1 and re.fullmatch(r"\d{1,3}", said[-1]) and _contents(line):
        return " ".join(said[:-1]) + "\t" + said[-1]
    return " ".join(said)


def _runs_on(
    group: Sequence[TextLine],
    line: TextLine,
    left: float,
    right: float,
    leading: float,
    stops: Sequence[float],
) -> bool:
    """True when a line goes on with the paragraph above it."""
    last = group[-1]
    gap = line.y0 - last.y1
    em = last.size
    said = line.text.strip()
    if any(last.middle < y < line.middle for y in stops) or line.middle - last.middle < 0.3 * em:
        return False
    if (
        gap > leading + 0.45 * em
        or gap < -0.6 * em
        or abs(last.size - line.size) > 0.07 * max(last.size, line.size)
    ):
        return False
    if _contents(last) or _contents(line):
        return False
    if (
        CAPTION.match(said)
        or SOURCE.match(said)
        or NOTE.match(said)
        or LIST_MARK.match(said)
        or SECTION_MARK.match(said)
    ):
        return False
    if SOURCE.match(group[0].text.strip()) and TERMINAL.search(last.text):
        return False
    if (
        last.segments[-1].bold != line.segments[0].bold
        and last.segments[-1].bold
        and last.x1 < right - 2 * em
    ):
        return False
    listed = bool(LIST_MARK.match(group[0].text) or numbering(group[0].text.strip())[0])
    if listed and numbering(said)[0] and abs(line.x0 - group[0].x0) < 0.5 * em:
        return False
    if (
        listed
        and line.x0 > group[0].x0 + 0.5 * em
        and abs(line.x0 - (group[1].x0 if len(group) > 1 else line.x0)) < em
    ):
        # The hanging lines of a list item.
        return _filled(last, line, right)
    # A first line is set in by two ems; the line above a new paragraph seldom reaches the edge.
    if line.x0 > left + 1.2 * em and line.x0 > last.x0 + 0.8 * em and len(group) >= 1:
        return False
    centred = abs((last.x0 + last.x1) - (line.x0 + line.x1)) < em and last.x0 > left + em
    return _filled(last, line, right) or centred


def _filled(last: TextLine, line: TextLine, right: float) -> bool:
    """True when the first word of the next line would not have gone into this one: the line is full.

    A sign that may not begin a line takes one more character along, hence the white allowed.
    """
    word = 0.0
    for g in line.segments[0].glyphs:
        if g.char == " " or (word and not g.char.isascii()):
            break
        word = g.x1 - line.x0
        if not g.char.isascii():
            break
    return right - last.x1 <= word + 1.6 * last.size
