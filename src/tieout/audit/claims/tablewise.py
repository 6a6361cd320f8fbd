"""Figures that relate cells of a table: how many times, by how much, more or less, all together, how many of them.

``A 访问量是 B 的 2.4 倍``, ``A 较 B 贵 2.40 元``, ``跑赢 B 1.33 个百分点``, ``较上周增加 83 万次``, ``五款产品合计 5001 万次``.
A sentence is read as a pattern over slots: the names of rows and the figures stand for themselves, whatever
they are called. The column comes from its words, from a figure of the sentence that stands in one column of
the named row alone, or from what the column means; a relation that holds in another column is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...errors import UndefinedFormula
from ...model.claim import ClaimKind
from ...model.formula import Operand, compute, verify
from ..align import Hit, Names, metric_columns
from ..grid import Cell, Grid, Grids, Row, norm, unit_fits
from ..lexicon.patterns import residual
from ..mentions import Mention
from ..prose import Sentence
from ..senses import change_columns, now_column, prior_column, senses_of
from .base import Context, Draft
from .rows import members, row_of

__all__ = ["find"]

_N, _Q = "[\ue000-\ue3ff]", "[\ue400-\ue7ff]"
_ABOUT = r"(?:约为?|近|逾|超过?|大约|了|\s|about |nearly |some |roughly |around )*"
_TIMES = re.compile(
    rf"(?:为|是|相当于|达到?|约)+(?:同期)?(?P<b>{_N})(?:指数|价格|的|产品|报价)*{_ABOUT}(?P<q>{_Q})"
    rf"|(?P<q2>{_Q})\s*(?:(?:as (?:much|many|large|expensive|high) as|that of|those of|the (?:price|level|traffic|visits|rate) of)\s*)(?P<b2>{_N})"
)
_GAP = re.compile(
    rf"(?:较|比|相较于?|相比于?)[^{_N[1:-1]}{_Q[1:-1]}，,。；;]{{0,5}}{_Q}?[^{_N[1:-1]}{_Q[1:-1]}，,。；;]{{0,3}}(?P<b>{_N})(?:指数|的|价格|报价|[^{_N[1:-1]}{_Q[1:-1]}，,。；;]{{0,4}}?)"
    rf"(?P<w>高|低|贵|便宜|多|少|大|小|快|慢)(?:出|了)?{_ABOUT}(?P<q>{_Q})"
    rf"|(?P<w2>跑赢|跑输|领先|落后|高出|高于|低于)(?:了|于)?(?P<b2>{_N})(?:指数)?{_ABOUT}(?P<q2>{_Q})"
)
_ORDER = re.compile(
    rf"(?P<w>高于|低于|大于|小于|多于|少于|优于|逊于|快于|慢于|贵于|不及|超过)(?P<b>{_N})(?!{_Q}|指数{_Q}|\s*{_Q})"
)
_STEP = re.compile(
    rf"较(?:上周|上期|上月|前一周|上季)(?:的|同期)?(?P<old>{_Q})?(?:净|小幅|大幅|略)?(?P<w>增加|增长|上涨|上升|提高|提升|上调|减少|下降|下跌|回落|降低|下调|下滑){_ABOUT}(?P<q>{_Q})"
)
_MOVE = re.compile(
    rf"(?:由|从)(?:上周的?)?(?P<old>{_Q})[^{_Q[1:-1]}，,。；;]{{1,6}}(?:至|到){_ABOUT}(?P<new>{_Q})"
)
_SUM = re.compile(
    rf"(?P<n>{_Q})[^{_Q[1:-1]}{_N[1:-1]}，,。；;]{{0,12}}(?:合计|总计|共计|合共)(?:为|达到?|约|\s)*(?P<q>{_Q})"
    rf"(?:[，,](?:环比|较上周)(?P<w>增长|上升|增加|下降|下跌|减少)(?P<p>{_Q}))?"
)
_SUM_EN = re.compile(
    rf"(?P<n>{_Q}) [a-z ]{{0,24}}?(?:together|combined|jointly|in total|in all|a total of)(?: [a-z]+){{0,3}} (?P<q>{_Q})"
)
_COUNT_EN = re.compile(
    rf"(?P<k>{_Q}) of the (?P<n>{_Q}) (?:[a-z]+ ){{0,3}}?(?P<w>gained|rose|grew|increased|advanced|lost|fell|declined|dropped|decreased|slipped)\b"
)
_COUNT = re.compile(
    rf"(?P<n>{_Q})[^{_Q[1:-1]}{_N[1:-1]}，,。；;]{{0,8}}中[，,]?(?:有|共)?(?P<k>{_Q})[^{_Q[1:-1]}{_N[1:-1]}，,。；;]{{0,10}}?(?P<w>上涨|增长|上升|回升|涨价|下跌|下降|下滑|回落|降价)"
)
_DOWN = re.compile(r"lost|fell|declin|drop|decreas|slip|低|便宜|少|小|慢|跑输|落后|逊|不及|降|跌|滑|落")
_BY_FALL = re.compile(r"跌幅|降幅|回撤|(?:降价|回落|下降|下滑|下跌|收缩|变动|波动|变化)幅度")
# 增速快于 B, 回落幅度大于 B: what is compared is the move, whatever level the sentence names before.
_MOVES = re.compile(r"(?:幅度|[涨跌升降增减]幅|增速)\s*(?:明显|显著|远|略|均|都)?$")
_OTHER_TIME = re.compile(
    r"去年|上年|同期|前值|历史|曾|预计|预期|目标|有望|将|计划|last year|target|expect|forecast|record"
)
_NOT_SUMMED = re.compile(
    r"价|率|均|幅|比|得分|评分|时长|倍|每|price|rate|average|score|margin|eps|\bpe\b", re.I
)


@dataclass(frozen=True)
class _Slots:
    """A sentence with its names and figures as single characters, and what they stand for."""

    text: str
    at: tuple[int, ...]
    hits: Sequence[Hit]
    row: Sequence[Mention]

    def hit(self, c: str) -> Hit:
        return self.hits[ord(c) - 0xE000]

    def mention(self, c: str) -> Mention:
        return self.row[ord(c) - 0xE400]

    def subject(self, before: int, other: Hit | None = None) -> Hit | None:
        """The last name before a place, its own partner apart."""
        names = [self.hit(c) for c in self.text[:before] if "\ue000" <= c <= "\ue3ff"]
        names = [h for h in names if other is None or h.start != other.start]
        return names[-1] if names else None


def find(context: Context, grids: Grids, names: Names) -> Iterator[Draft]:
    """Relations between the cells of named rows, and over whole columns."""
    for i, sentence in enumerate(context.sentences):
        hits = [h for h in names.find(sentence.text, sentence.start) if not h.pronoun]
        slots = _slots(sentence, hits, context.mentions[i])
        if not slots.row or _OTHER_TIME.search(slots.text):
            continue
        yield from _pairs(sentence, slots, grids)
        yield from _steps(sentence, slots, grids)
        yield from _wholes(sentence, slots, grids)


def _slots(sentence: Sentence, hits: Sequence[Hit], row: Sequence[Mention]) -> _Slots:
    spans = [(h.start, h.end, chr(0xE000 + k)) for k, h in enumerate(hits)]
    taken = [(a, b) for a, b, _ in spans]
    spans += [
        (m.q.start, m.q.end, chr(0xE400 + k))
        for k, m in enumerate(row)
        if m.unit_kind != "time" and all(m.q.end <= a or b <= m.q.start for a, b in taken)
    ]
    out: list[tuple[str, int]] = []
    here = sentence.start
    for a, b, c in sorted(spans):
        out += [(sentence.low[k - sentence.start], k) for k in range(here, a)]
        out.append((c, a))
        here = b
    out += [(sentence.low[k - sentence.start], k) for k in range(here, sentence.start + len(sentence.low))]
    # The blanks that typesetting puts between Chinese and Latin letters say nothing.
    kept = [
        (c, k)
        for n, (c, k) in enumerate(out)
        if not (c == " " and 0 < n < len(out) - 1 and out[n - 1][0] > "\u2e7f" and out[n + 1][0] > "\u2e7f")
    ]
    return _Slots("".join(c for c, _ in kept), (*(k for _, k in kept), sentence.end), hits, row)


def _pairs(sentence: Sentence, slots: _Slots, grids: Grids) -> Iterator[Draft]:
    for found in _TIMES.finditer(slots.text):
        m = slots.mention(found["q"] or found["q2"])
        if m.unit_kind == "times" and not re.match(r"\s*(?:以上|多)", m.tail):
            yield from _related(sentence, slots, grids, found, found["b"] or found["b2"], m, "multiple", "")
    for found in _GAP.finditer(slots.text):
        m = slots.mention(found["q"] or found["q2"])
        word = found["w"] or found["w2"]
        if m.unit_kind not in ("%", "times", "time"):
            yield from _related(
                sentence, slots, grids, found, found["b"] or found["b2"], m, "difference", word
            )
    for found in _ORDER.finditer(slots.text):
        yield from _related(sentence, slots, grids, found, found["b"], None, "order", found["w"])


def _related(
    sentence: Sentence,
    slots: _Slots,
    grids: Grids,
    found: re.Match[str],
    partner: str,
    m: Mention | None,
    kind: ClaimKind,
    word: str,
) -> Iterator[Draft]:
    """One relation between two named rows of one table."""
    b = slots.hit(partner)
    a = slots.subject(found.start("b") if found.groupdict().get("b") else found.start("b2"), b)
    if a is None or re.search(r"[。；;]", sentence.low[a.end - sentence.start : b.start - sentence.start]):
        return
    for grid in grids.grids:
        first, second = row_of(grid, a), row_of(grid, b)
        if first is None or second is None or first is second or grid.doubtful:
            continue
        fits = {
            j: _holds(first.cells[j], second.cells[j], m, kind, word, slots.text)
            for j in senses_of(grid)
            if j < min(len(first.cells), len(second.cells))
        }
        good = [j for j, ok in fits.items() if ok]
        before = slots.at[found.start()]
        chosen, named = _column(sentence, slots, grid, (first, second), m, kind, before)
        if chosen is None or fits.get(chosen) is None:
            continue
        if not fits[chosen] and not named and (good or _other_measure(sentence, a, b, grid)):
            continue  # it holds in another column, or is said of what no column holds
        senses = senses_of(grid)
        if not fits[chosen] and any(senses[j].measure == senses[chosen].measure for j in good):
            continue  # the same measure at another moment: 上周 may be the week the report is about
        cells = (first.cells[chosen], second.cells[chosen])
        at = found.start("w") if found.groupdict().get("w") else found.start()
        if kind == "order" and cells[0].unit != "%" and _MOVES.search(slots.text[:at]):
            continue
        yield _draft(slots, found, m, kind, first, cells, bool(fits[chosen]), word)
        return


def _other_measure(sentence: Sentence, a: Hit, b: Hit, grid: Grid) -> bool:
    """True when a noun behind the name stands neither in the headers nor in the caption: A 算力约为 B 的 3.4 倍."""
    between = sentence.low[a.end - sentence.start : b.start - sentence.start]
    return any(norm(w) not in grid.words for w in residual(between).split())


def _holds(a: Cell, b: Cell, m: Mention | None, kind: str, word: str, text: str) -> bool | None:
    """Whether the relation holds of two cells; None where it has no meaning there."""
    if a.operand is None or b.operand is None or a.unit != b.unit:
        return None
    x, y = a.operand, b.operand
    if kind == "order":
        if _BY_FALL.search(text):
            x, y = Operand(abs(x.value), abs(x.interval)), Operand(abs(y.value), abs(y.interval))
        if x.interval.meets(y.interval):
            return None
        return (x.value < y.value) == bool(_DOWN.search(word))
    assert m is not None
    try:
        result = compute("ratio" if kind == "multiple" else "difference", x, y)
    except UndefinedFormula:
        return None
    if kind == "difference":
        if (m.unit_kind == "pp") != (a.unit == "%") or not (m.unit_kind == "pp" or unit_fits(m.q, a)):
            return None
        if (result.value < 0) != bool(_DOWN.search(word)) and result.value:
            return False
        result = Operand(abs(result.value), abs(result.interval))
    elif a.unit == "%" and x.value < 0:
        return None
    return verify(m.q, result).verdict != "contradicted"


def _column(
    sentence: Sentence,
    slots: _Slots,
    grid: Grid,
    rows: Sequence[Row],
    m: Mention | None,
    kind: str,
    before: int,
) -> tuple[int | None, bool]:
    """The column a relation is about, None where the words leave a choice; and whether words or figures name it."""
    clause = sentence.clause_at(before)
    anchors = [
        (x.q.start < clause.end, cell)
        for x in slots.row
        if x is not m and sum(c.isdigit() for c in x.q.text) >= 2
        for row in rows
        for cell in row.cells
        if cell.operand is not None and unit_fits(x.q, cell) and abs(cell.operand.value) == abs(x.q.value)
    ]
    # A figure of a later clause is of what that clause is about, unless both rows have theirs there.
    ahead = {c.col for early, c in anchors if early and sum(k.isdigit() for k in c.text) >= 3}
    both = {c.col for _, c in anchors if len({k.row for _, k in anchors if k.col == c.col}) > 1}
    anchored = ahead or both
    if len(anchored) == 1:
        return next(iter(anchored)), True
    senses = senses_of(grid)
    percent = m is not None and m.unit_kind == "pp"
    words = sentence.text[: (m.q.start if m else sentence.end) - sentence.start]
    possible = [j for j in senses if kind == "order" or any(c.unit == "%" for c in grid.column(j)) == percent]
    named = [(j, s) for j, s in metric_columns(grid, words) if j in possible]
    if named and [s for _, s in named].count(named[0][1]) == 1:
        return named[0][0], True
    if percent or _BY_FALL.search(words) or re.search(r"涨幅|升幅|增速", words):
        found = [j for j in change_columns(grid, words) if j in possible]
        return (found[0], True) if len(found) == 1 else (None, False)
    return (None if kind == "order" else now_column(grid, possible)), False


def _draft(
    slots: _Slots,
    found: re.Match[str],
    m: Mention | None,
    kind: ClaimKind,
    row: Row,
    cells: Sequence[Cell],
    good: bool,
    word: str,
) -> Draft:
    start = slots.at[found.start()]
    end = slots.at[found.end() - 1] + 1 if m is None else m.q.end
    if m is None:
        end = max(end, slots.hit(found["b"]).end)
    values = [c.operand for c in cells if c.operand is not None]
    expected = None
    if m is not None and len(values) == 2:
        expected = abs(compute("ratio" if kind == "multiple" else "difference", *values).value)
    told = " and ".join(c.text for c in cells)
    return Draft(
        kind,
        "TIE107",
        min(start, m.q.start) if m else start,
        end,
        m.q if m else None,
        fixed="supported" if good else "contradicted",
        subject=row.label,
        metric=cells[0].header,
        said=m.q.value if m else word,
        expected=expected,
        reason="" if good else f"the table gives {told} ({cells[0].header})",
        evidence=tuple(c.evidence() for c in cells),
        numbers=((m.q.start, m.q.end),) if m else (),
    )


def _steps(sentence: Sentence, slots: _Slots, grids: Grids) -> Iterator[Draft]:
    """``较上周增加 83 万次`` and ``由 4.65 元降至 4.55 元`` of a row whose period before has a column."""
    for pattern in (_STEP, _MOVE):
        for found in pattern.finditer(slots.text):
            hit = slots.subject(found.start())
            rows = [(g, r) for g in grids.grids if hit and not g.doubtful and (r := row_of(g, hit))]
            for grid, row in rows:
                yield from _step(sentence, slots, found, grid, row)


def _step(sentence: Sentence, slots: _Slots, found: re.Match[str], grid: Grid, row: Row) -> Iterator[Draft]:
    senses = senses_of(grid)
    words = sentence.text[: slots.at[found.start()] - sentence.start]
    named = [j for j, _ in metric_columns(grid, words) if senses.get(j) and senses[j].kind == "level"]
    now = named[0] if named else now_column(grid)
    prior = prior_column(grid, now) if now is not None else None
    if now is None or prior is None or max(now, prior) >= len(row.cells):
        return
    new, old = row.cells[now], row.cells[prior]
    if new.operand is None or old.operand is None:
        return
    if found["old"]:
        m = slots.mention(found["old"])
        if unit_fits(m.q, old):
            yield _said(
                sentence, m, row, (old,), verify(m.q, old.operand).verdict, "TIE101", "value", old.operand
            )
    if found.re is _STEP:
        m = slots.mention(found["q"])
        if m.unit_kind in ("%", "pp") or not unit_fits(m.q, new):
            return
        change = compute("difference", new.operand, old.operand)
        wrong_way = (change.interval.hi < 0) != bool(_DOWN.search(found["w"])) and change.value != 0
        size = Operand(abs(change.value), abs(change.interval))
        verdict = "contradicted" if wrong_way else verify(m.q, size).verdict
        yield _said(sentence, m, row, (new, old), verdict, "TIE107", "difference", size)


def _said(
    sentence: Sentence,
    m: Mention,
    row: Row,
    cells: Sequence[Cell],
    verdict: str,
    rule: str,
    kind: ClaimKind,
    expected: Operand,
) -> Draft:
    return Draft(
        kind,
        rule,
        max(m.clause.start, sentence.start),
        m.q.end,
        m.q,
        fixed=verdict,
        subject=row.label,
        metric=cells[0].header,
        said=m.q.value,
        expected=expected.value,
        reason=""
        if verdict != "contradicted"
        else f"the table gives {' and '.join(c.text for c in cells)} for {row.label}",
        evidence=tuple(c.evidence() for c in cells),
        numbers=((m.q.start, m.q.end),),
    )


def _wholes(sentence: Sentence, slots: _Slots, grids: Grids) -> Iterator[Draft]:
    """Sums and counts over all rows of the one table whose rows are as many as the sentence says."""
    for found in (*_SUM.finditer(slots.text), *_SUM_EN.finditer(slots.text)):
        for grid, rows in _of_size(grids, slots.mention(found["n"]), found.group()):
            yield from _summed(sentence, slots, found, grid, rows)
    for found in (*_COUNT.finditer(slots.text), *_COUNT_EN.finditer(slots.text)):
        for grid, rows in _of_size(grids, slots.mention(found["n"]), found.group()):
            k = slots.mention(found["k"])
            words = slots.text[found.start() : found.end()]
            columns = change_columns(grid, words)
            if len(columns) > 1:
                named = [j for j, _ in metric_columns(grid, words) if j in columns]
                columns = named[:1]
            if len(columns) != 1 or k.q.decimals:
                continue
            held = [r.cells[columns[0]] for r in rows if columns[0] < len(r.cells)]
            signs = [c.operand.value for c in held if c.operand is not None]
            falls = bool(_DOWN.search(found["w"]))
            count = sum((v < 0) == falls and v != 0 for v in signs)
            if len(signs) == len(rows):
                verdict = "supported" if count == k.q.value else "contradicted"
                yield _said(sentence, k, rows[0], held, verdict, "TIE204", "count", Operand.exact(count)).replace(
                    subject=None, reason="" if verdict == "supported" else f"the table gives {count} of {len(rows)}"
                )  # fmt: skip


def _of_size(grids: Grids, n: Mention, words: str) -> list[tuple[Grid, list[Row]]]:
    """The one table with as many rows; of several, the one whose rows or columns the words name."""
    found = []
    for grid in grids.grids:
        rows = members(grid)
        if len(rows) == n.q.value and len(rows) >= 2 and not grid.doubtful:
            found.append((grid, rows))
    if len(found) > 1:
        said = norm(words)
        found = [x for x in found if norm(x[0].headers[0]) in said or metric_columns(x[0], words)]
    return found if len(found) == 1 else []


def _summed(
    sentence: Sentence, slots: _Slots, found: re.Match[str], grid: Grid, rows: Sequence[Row]
) -> Iterator[Draft]:
    m = slots.mention(found["q"])
    words = slots.text[max(0, found.start() - 30) : found.end()]
    senses = senses_of(grid)
    levels = [j for j, s in senses.items() if s.kind == "level" and not _NOT_SUMMED.search(grid.headers[j])]
    named = [j for j, _ in metric_columns(grid, words) if j in levels]
    now = named[0] if named else now_column(grid, levels)
    kind = norm(grid.headers[0])
    if now is None or _NOT_SUMMED.search(words.replace("环比", "")) or not (named or kind in norm(words)):
        return  # 四笔合计: other things than the four rows
    parts = [r.cells[now].operand for r in rows if now < len(r.cells)]
    if any(p is None for p in parts) or not unit_fits(m.q, rows[0].cells[now]):
        return
    total = compute("sum", *(p for p in parts if p is not None))
    cells = [r.cells[now] for r in rows]
    verdict = verify(m.q, total).verdict
    yield _said(sentence, m, rows[0], cells, verdict, "TIE203", "sum", total).replace(
        subject=None, reason="" if verdict != "contradicted" else f"the cells of {grid.headers[now]} add up to {total.value.normalize():f}"
    )  # fmt: skip
    prior = prior_column(grid, now)
    if found.groupdict().get("p") is None or prior is None:
        return
    before = [r.cells[prior].operand for r in rows if prior < len(r.cells)]
    p = slots.mention(found["p"])
    if any(b is None for b in before) or p.unit_kind != "%":
        return
    change = compute("change", total, compute("sum", *(b for b in before if b is not None)))
    wrong_way = (change.interval.hi < 0) != bool(_DOWN.search(found["w"])) and change.value != 0
    size = Operand(abs(change.value), abs(change.interval))
    verdict = "contradicted" if wrong_way else verify(p.q, size).verdict
    both = [*cells, *(r.cells[prior] for r in rows)]
    yield _said(sentence, p, rows[0], both, verdict, "TIE107", "change", size).replace(
        subject=None, reason="" if verdict != "contradicted" else "the sums of the two columns give another change"
    )  # fmt: skip
