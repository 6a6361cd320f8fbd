"""Finding the tables of trackers in a grid: the header may stand anywhere, with notes above and below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ..trackers import Tracker, all_trackers
from ..trackers.match import Match, match_columns, normalise_header, recognise, split_unit
from .grid import Grid

__all__ = ["Found", "find_tables", "is_comparison", "is_note", "tracker_named"]

# A header is looked for by likeness, not by exact words, only this far down.
SEARCH_ROWS = 30
SAMPLE_ROWS = 20
# Names and the main value alone, of a tracker with seven columns, reach this.
NARROW_SCORE = 0.3

_PERIOD_HEADERS = {
    normalise_header(h)
    for h in ("期间", "日期", "统计期间", "统计区间", "统计窗口", "窗口", "数据日期", "数据期间", "周期", "时间区间",
              "period", "date", "window", "as of", "week")
}  # fmt: skip
_LABEL = re.compile(
    r"(?:数据来源|资料来源|来源|数据截止|截止|截至|导出时间|导出|更新时间|更新|统计口径|口径|说明|备注|注|单位|"
    r"data source|source|notes?|exported(?: at)?|updated|as of|unit)\s*\d*\s*[:：]",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"合计|总计|小计|平均(?:值)?|均值|total|sum|average|mean", re.IGNORECASE)
_YEARLY = re.compile(r"20\d\d\s*年?\s*[AaEe]?")
_DATED = re.compile(r"20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?")


@dataclass(frozen=True, slots=True)
class Found:
    """A table in a grid: the tracker's match over ``columns`` of the grid, and where its rows stand.

    ``header_rows`` and ``body`` are row indexes of the grid, ``above`` the texts of the notes over
    the header, ``period_column`` the grid column that tells each row's period.
    """

    match: Match
    columns: tuple[int, ...]
    headers: tuple[str, ...]
    header_rows: tuple[int, ...]
    body: tuple[int, ...]
    above: tuple[str, ...]
    period_column: int | None = None
    ignored: tuple[str, ...] = ()


def tracker_named(name: str, trackers: Sequence[Tracker] | None = None) -> Tracker | None:
    """The tracker a sheet or file is named after: by its name, its Chinese or its English title.

    >>> tracker_named("2025-01-27-site_traffic").name
    'site_traffic'
    """
    folded = normalise_header(name)
    best: tuple[int, Tracker] | None = None
    for tracker in trackers or all_trackers():
        for word in (tracker.name, tracker.title_zh, tracker.title_en):
            wanted = normalise_header(word)
            if wanted in folded and (best is None or len(wanted) > best[0]):
                best = (len(wanted), tracker)
    return best[1] if best else None


def is_comparison(header: str) -> bool:
    """True for a column that repeats last week's values for comparison, as the template writes them."""
    return header.strip().startswith("上期") or header.strip().casefold().startswith("previous")


def is_note(texts: Sequence[str]) -> bool:
    """True for a row of a remark, a source line or a total: nothing that a tracker records."""
    filled = [t.strip() for t in texts if t.strip()]
    if not filled:
        return True
    return bool(_LABEL.match(filled[0]) or _TOTAL.fullmatch(filled[0]))


def find_tables(grid: Grid, *, hint: Tracker | None = None) -> list[Found]:
    """The tables of trackers in a grid, top to bottom. ``hint`` is the tracker the sheet is named after."""
    texts = [[c.text for c in row] for row in grid.rows]
    trackers = (hint,) if hint else all_trackers()
    heads = [i for i, row in enumerate(texts) if _wording(row, trackers) >= 2]
    if not heads and hint:
        heads = [i for i, row in enumerate(texts) if _wording(row, all_trackers()) >= 2]
    if not heads:
        heads = _likely_header(texts, trackers)
    # The second row of a two-row header may look like a header by itself.
    heads = [i for n, i in enumerate(heads) if n == 0 or i - heads[n - 1] > 1]
    found = []
    after = 0
    for n, head in enumerate(heads):
        end = heads[n + 1] if n + 1 < len(heads) else len(texts)
        table = _table(grid, texts, head, end, after, hint)
        if table is not None:
            found.append(table)
            after = table.body[-1] + 1 if table.body else head + 1
    return found


def _table(
    grid: Grid, texts: list[list[str]], head: int, end: int, after: int, hint: Tracker | None
) -> Found | None:
    candidates = []
    for depth in (1, 2):
        # A second row that would be the last is the one row of data, not a header of nothing.
        if head + depth > end or (depth == 2 and head + depth == end):
            continue
        headers = _joined(texts[head : head + depth], grid.width)
        body = list(range(head + depth, end))
        # Lines that end the block belong to the table below.
        while body and end < len(texts) and _single(texts[body[-1]]):
            body.pop()
        taken = _used_columns(headers)
        period = next((j for j in taken if normalise_header(headers[j]) in _PERIOD_HEADERS), None)
        # A tracker of daily rows has the date among its own columns: both readings are tried.
        for told in dict.fromkeys((period, None)):
            columns = tuple(j for j in taken if j != told)
            names = tuple(headers[j] for j in columns)
            sample = [
                [_at(texts[i], j) for j in columns] for i in body[:SAMPLE_ROWS] if not is_note(texts[i])
            ]
            match = _best(names, sample, hint, " ".join(w for i in range(after, head) for w in texts[i]))
            if match is None:
                continue
            ignored = tuple(names[k] for k in match.unmatched)
            above = tuple(
                " ".join(dict.fromkeys(w for w in texts[i] if w.strip())) for i in range(after, head)
            )
            rows = tuple(range(head, head + depth))
            candidates.append(Found(match, columns, names, rows, tuple(body), above, told, ignored))
    # Two header rows only when they say more than one does.
    return max(candidates, key=lambda f: sum(x is not None for x in f.match.fields), default=None)


def _best(
    headers: Sequence[str], rows: Sequence[Sequence[str]], hint: Tracker | None, caption: str
) -> Match | None:
    if hint is not None:
        match = match_columns(hint, headers, rows, trust_headers=True)
        if match.complete and sum(f is not None for f in match.fields) >= 2:
            return match
    found = recognise(headers, rows, caption=caption)
    if found:
        return match_columns(found[0].tracker, headers, rows, trust_headers=True)
    # A file that people make for one purpose may hold little more than names and the one value.
    narrow = [match_columns(t, headers, rows, trust_headers=True) for t in all_trackers()]
    narrow = [m for m in narrow if m.complete and m.tracker.main in m.fields and m.score >= NARROW_SCORE]
    narrow.sort(key=lambda m: -m.score)
    return narrow[0] if narrow and (len(narrow) == 1 or narrow[0].score > narrow[1].score) else None


def _wording(row: Sequence[str], trackers: Sequence[Tracker]) -> int:
    """How many cells of a row are headers word by word, for the tracker that knows most of them."""
    bare = {_bare(cell) for cell in row if cell.strip()}
    return max(len(bare & _aliases(t.name)) for t in trackers)


def _bare(header: str) -> str:
    without = _YEARLY.sub("", _DATED.sub("", header))
    return normalise_header(split_unit(without)[0])


@cache
def _aliases(tracker: str) -> frozenset[str]:
    from ..trackers import get_tracker

    return frozenset(_bare(h) for c in get_tracker(tracker).columns for h in c.headers_zh + c.headers_en) - {
        ""
    }


def _likely_header(texts: list[list[str]], trackers: Sequence[Tracker]) -> list[int]:
    """The one row near the top whose cells come closest to a tracker's headers."""
    best: tuple[float, int] | None = None
    for i, row in enumerate(texts[:SEARCH_ROWS]):
        filled = [t for t in row if t.strip()]
        if len(set(filled)) < 2 or sum(any(c.isdigit() for c in t) for t in filled) > len(filled) / 2:
            continue
        for tracker in trackers:
            match = match_columns(tracker, row)
            if match.complete and (best is None or match.score > best[0]):
                best = (match.score, i)
    return [best[1]] if best else []


def _joined(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """One header per column; of two rows the upper one reaches over empty cells beside it."""
    upper = [_at(rows[0], j) for j in range(width)]
    if len(rows) == 1:
        return upper
    lower = [_at(rows[1], j) for j in range(width)]
    out = []
    reaching = ""
    for up, low in zip(upper, lower, strict=True):
        reaching = up.strip() or reaching
        if not low.strip() or low == up:
            out.append(up)
        else:
            out.append(f"{reaching} {low}".strip())
    return out


def _used_columns(headers: Sequence[str]) -> list[int]:
    """The columns that may be fields: those with a header that is not last week's."""
    return [j for j, header in enumerate(headers) if header.strip() and not is_comparison(header)]


def _single(row: Sequence[str]) -> bool:
    return len({t.strip() for t in row if t.strip()}) <= 1 or is_note(row)


def _at(row: Sequence[str], j: int) -> str:
    return row[j] if j < len(row) else ""
