"""Is it this cell the words mean? The third wall before prose is held against a table.

A table has a subject of the sentence and a column of the unit: that is not enough. The words between the
name and the figure must be read to the last noun (线上营销收入 is not 收入, 平均每个项目 is not 金额), the window
must be the column's (环比 is not 同比), a modifier on one side must stand on the other (目标价, 上限, 累计), and
no other table of the report may have something to say of the name that fits as well. Words that name no
measure at all choose nothing: then only a figure that is a slip of this very cell, or another cell of its
table, tells that this cell was meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model.formula import Operand, verify
from ...quantity import Quantity
from ..align import Hit, metric_columns
from ..grid import Cell, Grid, Grids, Row, norm, unit_fits
from ..lexicon import folded
from ..lexicon.readings import CATCH_ALL, FORECAST, METRIC_ROW, MODIFIERS, SAID_OF, whole_nouns
from ..mentions import Mention
from ..prose import Sentence
from ..senses import senses_of, window_said
from .slips import one_slip

__all__ = ["Meant"]

_PIECE = re.compile(r"[，,；;：:。]|\b(?:and|but|while|which|whereas)\b")
_APART = re.compile(r"\b(?:while|whereas|but|although|though)\b|；|;|而(?!且)")  # another subject may follow
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_DIGITS = re.compile(r"[+\-−–]?[$€£¥]?\d[\d,.]*(?:%|万亿|百万|千万|[万亿千百])?")
_ESTIMATE = re.compile(r"\d\s*e\b")
_LATIN = re.compile(r"[a-z]+")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_CLOSE = {"step": {"week", "month", "quarter"}}


@dataclass(frozen=True)
class Meant:
    """What a report offers a figure besides the cell it is held against."""

    sentence: Sentence
    row: Sequence[Mention]
    hits: Sequence[Hit]
    grids: Grids
    about: str = ""

    def doubt(self, m: Mention, lead: Hit, cell: Cell, grid: Grid, row: Row) -> str:
        """Why the words need not mean this cell; empty when they do."""
        rival = self._rival(m, lead, cell, grid, row)
        if rival:
            return rival
        if grid.tracker is not None:
            return ""
        own, carried = self._words(m, lead)
        # 月活 4.21 亿，同比增 38.0%: a change names no measure of its own, it has that of the clause before.
        said = own if self._nouns(own, cell, grid)[0] else carried
        nouns, unread = self._nouns(said, cell, grid)
        if unread:
            return f"the words name another measure: {unread}"
        tail = _PIECE.split(m.tail)[0]
        sense = senses_of(grid).get(cell.col)
        if sense is not None and cell.unit == "%" and sense.kind != m.role and m.role in ("change", "share"):
            return "a change or a share is no other rate"  # 净利润下降 10.5 % beside a column of margins
        between = "" if lead.key in CATCH_ALL else self._between(lead, m)
        if sense is not None and sense.window in ("weeks", "ytd") and sense.window == window_said(own):
            own, between = (
                w.replace("累计", "") for w in (own, between)
            )  # 四周累计下跌: the column's own window
        other = self._modified(f"{carried} {own} {between} {tail}", cell, grid)
        if other:
            return f"the words name another measure: {other}"
        if not self._same_window(f"{own} {tail}", cell, grid):
            return "the words name another window"
        if (
            METRIC_ROW.search(row.label)
            and not self._slip(m.q, cell, grid)
            and not self._fits_beside(m, grid)
        ):
            return "nothing else the sentence says is of this table"
        named = bool(nouns) or self._names(f"{carried} {own} {tail}", cell, grid)
        if named and lead.key not in CATCH_ALL:
            return ""
        return "" if self._slip(m.q, cell, grid) else "the words name no measure"

    def _rival(self, m: Mention, lead: Hit, cell: Cell, grid: Grid, row: Row) -> str:
        """Another table that has the subject and the figure, or a different figure by the same words."""
        own, carried = self._words(m, lead)
        for other, theirs in self._elsewhere(lead, grid, row):
            held = [c for c in theirs.cells if c.operand is not None and unit_fits(m.q, c)]
            if any(_holds(m.q, c) for c in held):
                return "another table holds this figure"
            if grid.tracker is not None or other.tracker is not None:
                continue
            mine = metric_columns(grid, f"{carried} {own}")
            said = dict(metric_columns(other, f"{carried} {own}"))
            best = max((s for j, s in mine if j == cell.col), default=0)
            for c in held:
                differs = c.operand is not None and not _agree(c, cell)
                if differs and _alike(other, c.col, grid, cell.col) and said.get(c.col, 0) >= best:
                    return "another table has such a column"
        return ""

    def _elsewhere(self, lead: Hit, grid: Grid, row: Row) -> list[tuple[Grid, Row]]:
        places = {p for name in row.names for p in self.grids.by_name.get(norm(name), ())} | set(lead.rows)
        return [
            (self.grids.grids[g], self.grids.grids[g].rows[r]) for g, r in sorted(places) if g != grid.index
        ]

    def _words(self, m: Mention, lead: Hit) -> tuple[str, str]:
        """The words that say what the number is: its own clause from the name on, and the clauses before it."""
        low, at = self.sentence.low, self.sentence.start
        begin = max(m.clause.start, lead.end if lead.end <= m.q.start else m.clause.start)
        if lead.key in CATCH_ALL and m.clause.start <= lead.start < m.q.start:
            begin = m.clause.start  # 五家公司收入合计: what is added up stands before the word
        own = _APART.split(self._plain(low[begin - at : m.q.start - at], begin))[-1]
        first = lead.end if lead.end < m.clause.start else max(0, m.clause.start)
        carried = self._plain(low[max(0, first - at) : max(0, m.clause.start - at)], first)
        if not carried.strip() and lead.start >= m.clause.start:
            carried = self._plain(low[m.clause.start - at : lead.start - at], m.clause.start)
        return own, carried

    def _between(self, lead: Hit, m: Mention) -> str:
        """All that stands between the name and the figure, other names too: A 与 B 二者合计."""
        at = self.sentence.start
        return _BRACKETED.sub(" ", self.sentence.low[max(0, lead.end - at) : m.q.start - at])

    def _plain(self, text: str, begin: int) -> str:
        """A stretch without its brackets, the names in it and its figures."""
        chars = list(text)
        for hit in self.hits:
            for k in range(max(0, hit.start - begin), min(len(chars), hit.end - begin)):
                chars[k] = " "
        return _DIGITS.sub(" ", _BRACKETED.sub(" ", "".join(chars)))

    def _nouns(self, words: str, cell: Cell, grid: Grid) -> tuple[list[str], str]:
        """The nouns of a stretch, and the first of them that nothing the table prints accounts for."""
        nouns = [w for w in whole_nouns(words) if norm(SAID_OF.sub("", w))]
        for word in self._before_its_name(words, nouns, cell, grid):
            left = self._unread(SAID_OF.sub("", word), grid)
            if left:
                return nouns, left
        return nouns, ""

    def _before_its_name(self, words: str, nouns: list[str], cell: Cell, grid: Grid) -> list[str]:
        """Of English words that name the column, those that stand right before its name: service in service revenue."""
        if any(_CJK.search(w) for w in nouns) or not self._names(words, cell, grid):
            return nouns
        own = {_stem(w) for w in _LATIN.findall(folded(_BRACKETED.sub(" ", cell.header)).lower())}
        run: list[str] = []
        out: list[str] = []
        for word in re.findall(r"[a-z][a-z&'’\-]*|[^\sa-z]", words):
            if _stem(word) in own:
                out += run
                run = []
            else:
                run = [*run, word] if word in nouns else []
        return out

    def _unread(self, word: str, grid: Grid) -> str:
        key = norm(word)
        printed = [grid.table.caption or "", *grid.headers, self.about, *(a for n in grid.aliases for a in n)]
        known = folded(" ".join(printed)).lower()
        if key in ("月活", "日活", "周活") and re.search(r"活跃|[md]au", known):
            return ""
        if not _CJK.search(key):
            return "" if _stem(key) in {_stem(w) for w in _LATIN.findall(known)} else word
        at = 0
        left: list[str] = [""]
        while at < len(key):
            size = next((n for n in range(len(key) - at, 1, -1) if key[at : at + n] in known), 0)
            if size:
                left.append("")
            else:
                left[-1] += key[at]
            at += size or 1
        return next((x for x in left if len(x) >= 2), "")

    def _names(self, words: str, cell: Cell, grid: Grid) -> bool:
        return cell.col in {j for j, _ in metric_columns(grid, words)}

    def _modified(self, words: str, cell: Cell, grid: Grid) -> str:
        """A word that makes another measure of it on one side only: an average, a target, a limit."""
        head = folded(cell.header).lower()
        whole = f"{head} {folded(grid.table.caption or '').lower()} {self.about}"
        here = folded(self.sentence.text).lower()
        for pattern in MODIFIERS:
            found, printed = pattern.search(words), pattern.search(head)
            if (
                found
                and not pattern.search(whole)
                and not (found.group() in FORECAST and _ESTIMATE.search(head))
            ):
                return found.group()
            if printed and not pattern.search(here) and not pattern.search(self.about):
                return printed.group()
        return ""

    def _same_window(self, words: str, cell: Cell, grid: Grid) -> bool:
        sense = senses_of(grid).get(cell.col)
        said = window_said(words)
        if sense is None or sense.kind != "change" or not said:
            return True
        own = sense.window or window_said(grid.table.caption or "")
        return not own or own == said or own in _CLOSE.get(said, ()) or said in _CLOSE.get(own, ())

    def _fits_beside(self, m: Mention, grid: Grid) -> bool:
        """True when another figure of the sentence stands in the table: it speaks of that company."""
        cells = [c for r in grid.rows for c in r.cells if c.operand is not None]
        beside = [x for x in self.row if x is not m and sum(c.isdigit() for c in x.q.text) >= 2]
        return any(_holds(x.q, c) for x in beside for c in cells)

    def _slip(self, q: Quantity, cell: Cell, grid: Grid) -> bool:
        """True when the figure is a slip of the pen of this cell, or stands in another cell of its row or column."""
        if cell.operand is None:
            return False
        if sum(c.isdigit() for c in q.text) >= 3 and one_slip(q, abs(cell.operand.interval)):
            return True
        near = [c for r in grid.rows for c in r.cells if (c.row == cell.row) != (c.col == cell.col)]
        return any(_holds(q, c) for c in near)


def _holds(q: Quantity, cell: Cell) -> bool:
    if cell.operand is None or not unit_fits(q, cell):
        return False
    if verify(q, cell.operand).verdict != "contradicted":
        return True
    size = Operand(abs(cell.operand.value), abs(cell.operand.interval))
    return cell.operand.value < 0 < q.value and verify(q, size).verdict != "contradicted"


def _agree(a: Cell, b: Cell) -> bool:
    return a.operand is not None and b.operand is not None and a.operand.interval.meets(b.operand.interval)


def _alike(a: Grid, i: int, b: Grid, j: int) -> bool:
    """True when two columns are of one kind: changes, shares or levels."""
    one, two = senses_of(a).get(i), senses_of(b).get(j)
    return one is not None and two is not None and one.kind == two.kind


def _stem(word: str) -> str:
    """Shipments, shipped and shipping are one word."""
    short = re.sub(r"(?:ments?|ings?|ies|es|s|ed|d|y|e)$", "", word) if len(word) > 4 else word
    return short[:-1] if len(short) > 3 and short[-1] == short[-2] else short
