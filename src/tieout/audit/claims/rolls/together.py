"""What several rows of a table come to: 四家公司合计营收 147 亿元, 前三家占比 71.4%, spending by the four came to $127bn.

The sum may be of any column whose unit is the figure's, so that one that fits confirms it; where none does, a
figure is held against the table only with the story of a mistake: a row left out, one slip of the pen, or what
fell added as if it had risen.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....model.claim import ClaimKind
from ....model.evidence import Evidence
from ....model.formula import Operand, compute, verify
from ....quantity import Quantity
from ...grid import Cell, norm, unit_fits
from ...mentions import Mention
from ...prose import Sentence
from ..base import STRONG, Draft, Reading, unsigned
from ..cube.moments import moments_in, relation
from ..slips import one_slip
from .roll import Member, Roll, window_of
from .said import LIST, NUMBER, Said, number
from .tallies import groups_of

__all__ = ["find"]

_UNIT = r"(?:大|个|家|只|款|项|类|种|支|条|名|省|市|国|地|起|笔)"
_IN = "[^，。；;,!?：:\\d\ue000-\uf8ff]"
_SUM = r"(?:合计|共计|总计|合共|一共|总共|加总|总和|之和)"
_COUNTED = (
    re.compile(rf"(?P<n>{NUMBER})\s*{_UNIT}{_IN}{{0,18}}?{_SUM}"),
    re.compile(rf"前(?P<top>{NUMBER})\s*[名大家位]?{_IN}{{0,12}}?(?:{_SUM}|占比?|份额)"),
    re.compile(
        rf"\b(?:the|all|our|these) (?P<n>{NUMBER})(?: [a-z\-]+){{0,3}}? (?:together|combined|between them|in total|jointly|raised|spent|came to|totalled|totaled|added up to)\b"
    ),
    re.compile(rf"\bcombined [a-z\- ]{{2,30}}? (?:of|at|by|across) the (?P<n>{NUMBER})\b"),
    re.compile(rf"\bthe top (?P<top>{NUMBER})(?: [a-z]+){{0,2}} (?:together |combined )?(?:had|held|took|accounted for|with|made up)\b"),
    re.compile(rf"\b(?:by|of|at|for|across) the (?P<n>{NUMBER})(?: [a-z]+){{0,2}} (?:together |combined )?(?:came to|totalled|totaled|was|were|reached|added up to)\b"),
)  # fmt: skip
_MORE = re.compile(rf"[，,；;]\s*(?:\d{{1,2}}月|[^，,。；;\d]{{0,8}}?){_SUM}")
"""The same rows over another column: ，上限合计 9.45 亿元；7月合计 45.47 亿次."""
_SHARE = re.compile(
    r"[^，,。；;\d]{0,4}[，,(（]\s*(?:合计|共)?(?:占比?|份额|市占率|市场份额)[^，,。；;\d]{0,8}|[^\d.;]{0,16}, or "
)
_NAMED = re.compile(
    rf"(?P<list>{LIST})\s*(?P<n>{NUMBER}\s*{_UNIT})?{_IN}{{0,6}}?(?:{_SUM}|[两二三四五]者(?:合计)?|(?:together|combined|between them)\b)"
    rf"|(?P<list2>{LIST})\s*(?P<n2>{NUMBER}\s*{_UNIT})(?=占|份额)"
)
_NOT = re.compile(
    r"除|剔除|不[含计]|以[上外下]|其中|预计|目标|指引|此前|均|平均|每|净增|分别|上期|上年|去年同期|曾|\b(?:except|excluding|other than|average|each|respectively|guidance|guide|expected|of which|per|last|previous)\b"
)
_CUE = re.compile(
    rf"{_SUM}|前{NUMBER}|[省市家国地款个者]占|者|\b(?:together|combined|between them|in total|jointly|raised|spent|came to|total\w*|added up|top|the {NUMBER})\b"
)
_REACH = 40
FINE = 3
"""Digits a figure needs before a row left out is likelier its story than chance."""


@dataclass(frozen=True)
class _Sum:
    roll: Roll
    rows: tuple[Member, ...]
    column: int
    values: tuple[Operand, ...]
    total: Operand


def find(
    near: Sequence[Roll], texts: Sequence[Said], sentence: Sentence, row: Sequence[Mention]
) -> Iterator[Draft]:
    """The sums of a sentence over rows it counts or names."""
    if not _CUE.search(sentence.low):
        return
    told: set[int] = set()
    for begin, end, groups in _anchors(near, texts, sentence):
        m = _figure(sentence, row, end)
        if (
            m is None
            or m.q.start in told
            or _NOT.search(sentence.low[max(0, begin - 12) : m.q.start - sentence.start])
        ):
            continue
        told.add(m.q.start)
        yield from _held(groups, sentence, m, begin)
        after = next((x for x in row if x.index == m.index + 1), None)
        if after is None or after.unit_kind != "%" or m.unit_kind == "%":
            continue
        if after.role != "change":
            if _SHARE.fullmatch(sentence.low[m.q.end - sentence.start : after.q.start - sentence.start]):
                yield from _held(groups, sentence, after, begin)
        else:
            yield from _growth(groups, sentence, m, after)


def _anchors(
    near: Sequence[Roll], texts: Sequence[Said], sentence: Sentence
) -> Iterator[tuple[int, int, list[tuple[Roll, tuple[Member, ...]]]]]:
    """Where rows are taken together: the stretch that says so, and the rows of each table it can mean."""
    for frame in _COUNTED:
        for x in frame.finditer(sentence.low):
            got = x.groupdict()
            top = got.get("top")
            n = number(top or x["n"])
            if n < 2 or re.search(r"[\d.第前约近超逾]\s*$", sentence.low[: x.start()]):
                continue
            if top:
                groups = [(r, r.members[:n]) for r in near if len(r.members) >= n]
            else:
                groups = [(r, rows) for r in near for rows in groups_of(r) if len(rows) == n]
            if groups:
                yield x.start(), x.end(), groups
            for more in _MORE.finditer(sentence.low, x.end()) if groups else ():
                if "。" not in sentence.low[x.end() : more.start()]:
                    yield more.start(), more.end(), groups
    for roll, said in zip(near, texts, strict=True):
        if not said.names:
            continue
        for x in _NAMED.finditer(said.text):
            key = "list" if x["list"] else "list2"
            rows = tuple(dict.fromkeys(said.at(x.start(key), x.end(key))))
            counted = x["n"] or x["n2"]
            if len(rows) >= 2 and (not counted or number(re.sub(rf"\s*{_UNIT}$", "", counted)) == len(rows)):
                yield x.start(), x.end(), [(roll, rows)]


def _figure(sentence: Sentence, row: Sequence[Mention], end: int) -> Mention | None:
    """The figure directly behind the words, with no other and no full stop between."""
    behind = [m for m in row if m.q.start - sentence.start >= end]
    if not behind:
        return None
    m = behind[0]
    gap = sentence.low[end : m.q.start - sentence.start]
    plain = m.q.high is None and not m.q.rank and m.role not in ("base", "threshold", "mean", "time")
    if (
        not plain
        or len(gap) > _REACH
        or re.search(r"[。；;，]|[,.]\s", gap)
        or m.unit_kind in ("pp", "times", "time")
    ):
        return None
    if m.unit_kind == "%" and m.role == "change":
        return None
    return m


_RECOUNTED = re.compile(r"[(（][^()（）]*[\d一二三四五六七八九十][^()（）]*[)）]")
"""前五大（含并列共六家）合计: the brackets count the rows anew."""


def _named_otherwise(roll: Roll, words: str) -> bool:
    """True where the words print a Latin name that the table has not: 5 只 ETF beside a table of five apps."""
    own = norm(" ".join((roll.grid.table.caption or "", *roll.grid.headers, *roll.words)))
    return any(w not in own for w in re.findall(r"(?<![a-z])[a-z]{3,}(?![a-z])", words)) and bool(
        re.search(r"[\u4e00-\u9fff]", words)
    )


def _held(
    groups: Sequence[tuple[Roll, tuple[Member, ...]]], sentence: Sentence, m: Mention, begin: int
) -> Iterator[Draft]:
    sums = [s for roll, rows in groups for s in _sums(roll, rows, m)]
    if not sums:
        return
    fitting = [s for s in sums if verify(unsigned(m.q), s.total).verdict != "contradicted"]
    if fitting:
        yield _draft(sentence, m, begin, fitting[0], "supported", "")
        return
    if m.q.comparator or sum(c.isdigit() for c in m.q.text) < FINE or _printed(groups, m):
        return
    words = sentence.low[begin : m.q.start - sentence.start]
    for s in sums:
        story = _story(s, m.q)
        if story and not _named_otherwise(s.roll, words) and not _RECOUNTED.search(words):
            yield _draft(sentence, m, begin, s, "contradicted", story)
            return


def _sums(roll: Roll, rows: tuple[Member, ...], m: Mention) -> Iterator[_Sum]:
    share = m.unit_kind == "%"
    for c in roll.columns:
        if c.kind not in (("share",) if share else ("level",)):
            continue
        cells = [cell for r in rows if (cell := r.cell(c)) is not None and cell.operand is not None]
        if len(cells) != len(rows) or not all(unit_fits(m.q, x) for x in cells):
            continue
        values = tuple(x.operand for x in cells if x.operand is not None)
        total = compute("sum", *values)
        if not total.value:
            continue
        if all(x.unit is None for x in cells) and not share:
            factor = _scale(abs(m.q.value), abs(total.value))
            values = tuple(Operand(v.value * factor, v.interval.scaled(factor)) for v in values)
            total = compute("sum", *values)
        yield _Sum(roll, rows, c.index, values, total)


def _scale(said: Decimal, total: Decimal) -> Decimal:
    """The power of ten between a figure and cells whose unit stands elsewhere, in a caption or the line above."""
    power = said.adjusted() - total.adjusted()
    steps = (Decimal(1).scaleb(power + k) for k in (-1, 0, 1))
    return min(steps, key=lambda f: abs(said / (total * f) - 1))


_GREW = re.compile(
    r"\s*[，,(（]?\s*(?:较[^，,。；;\d]{1,8}|同比|环比|按[年月季]|up|down|a rise of|an increase of)[^，,。；;\d]{0,8}"
)
_STEP_OF = {"year": "yearago", "step": "prev"}


def _growth(
    groups: Sequence[tuple[Roll, tuple[Member, ...]]], sentence: Sentence, m: Mention, after: Mention
) -> Iterator[Draft]:
    """The change of a sum: 海外（A、B）合计 14.5 亿元，同比增长 30.1%, with both years in the table."""
    gap = sentence.low[m.q.end - sentence.start : after.q.start - sentence.start]
    window = window_of(gap + after.tail[:24])
    if not _GREW.fullmatch(gap) or window not in _STEP_OF or after.q.high is not None or after.q.comparator:
        return
    bases: list[tuple[_Sum, _Sum]] = []
    for roll, rows in groups:
        sums = list(_sums(roll, rows, m))
        for now in sums:
            if verify(unsigned(m.q), now.total).verdict == "contradicted":
                continue
            bases += [
                (now, s)
                for s in sums
                if s is not now and _step(roll, now.column, s.column) == _STEP_OF[window]
            ]
    results = {s.total.value: compute("change", now.total, s.total) for now, s in bases if s.total.value > 0}
    if len(results) != 1:
        return
    now, base = bases[0]
    result = results[base.total.value]
    reading = Reading(
        result, STRONG, f"({' + '.join(c.text for c in _cells(now))}) / ({' + '.join(c.text for c in _cells(base))}) - 1",
        evidence=tuple(c.evidence() for c in (*_cells(now), *_cells(base))),
    )  # fmt: skip
    yield Draft(
        "change", "TIE201", m.q.end, after.q.end, after.q, (reading,),
        metric=_cells(now)[0].header, direction=after.direction, numbers=((after.q.start, after.q.end),),
    )  # fmt: skip


def _step(roll: Roll, now: int, base: int) -> str:
    """What one column's moment is to another's, by their heads."""
    one, two = (moments_in(roll.grid.headers[k]) for k in (now, base))
    return relation(one[0][2], two[0][2]) if one and two else ""


def _cells(s: _Sum) -> list[Cell]:
    return [r.cells[s.column] for r in s.rows]


def _story(s: _Sum, q: Quantity) -> str:
    """How the figure came to differ from the sum, or an empty string."""
    values = list(s.values)
    if any(v.value < 0 for v in values):
        gains = [v for v in values if v.value > 0]
        if len(gains) >= 2 and verify(unsigned(q), compute("sum", *gains)).verdict == "supported":
            return "what rose alone adds up to it"
    for k in range(len(values)):
        rest = [*values[:k], *values[k + 1 :]]
        some = compute("sum", *rest) if len(rest) > 1 else rest[0]
        if verify(unsigned(q), some).verdict == "supported" and some.value != s.total.value:
            return f"the figure is the sum without {s.rows[k].name}"
    if (
        one_slip(unsigned(q), abs(s.total.interval))
        and s.total.value / q.value < 2
        and q.value / s.total.value < 2
    ):
        return "one slip of the pen"
    return ""


def _printed(groups: Sequence[tuple[Roll, tuple[Member, ...]]], m: Mention) -> bool:
    """True where a cell of the tables prints the very figure."""
    for roll, _ in groups:
        for c in itertools.chain.from_iterable(r.cells for r in roll.grid.rows):
            if c.operand is not None and unit_fits(m.q, c) and abs(c.operand.value) == abs(m.q.value):
                return True
    return False


def _draft(sentence: Sentence, m: Mention, begin: int, s: _Sum, state: str, story: str) -> Draft:
    cells = _cells(s)
    kind: ClaimKind = "share" if m.unit_kind == "%" else "sum"
    header = cells[0].header
    spans: tuple[Evidence, ...] = tuple(c.evidence() for c in cells)
    total = round(s.total.value / m.q.scale, m.q.decimals + 2).normalize()
    return Draft(
        kind, "TIE203", sentence.start + begin, m.q.end, m.q,
        fixed=state, metric=header, said=m.q.value, expected=s.total.value,
        reason=f"the table gives {total:f} for {len(cells)} rows of {header}" + (f"; {story}" if story else ""),
        evidence=spans, numbers=((m.q.start, m.q.end),),
    )  # fmt: skip
