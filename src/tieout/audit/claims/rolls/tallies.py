"""How many of a group went one way: 六大品牌中正增长的有 3 家, four of the six areas had rising prices.

The frames give the size of the group, the counts and their signs; a table of that many rows, or a list of that
many signed figures in the passage, says how many there were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ...grid import norm
from ...mentions import Mention
from ...prose import Sentence
from ..base import Context, Draft
from .choose import moves, verdict
from .roll import Column, Member, Roll
from .said import NUMBER, number

__all__ = ["Tally", "find", "groups_of", "of_noun", "tabled", "tallies_of", "value_of"]

_UNIT = r"(?:大|个|家|只|隻|款|项|类|種|种|支|条|名|城|省)"
_IN = "[^，。；;,!?：:\\d%]"
_UP_ZH = r"正增长|录得增长|实现增长|录得上涨|(?<!负)增长|上涨|上升|走高|回升|收涨|录得升幅|升(?!幅)|涨(?!幅|超|逾|价)|为正"
_DOWN_ZH = r"负增长|录得下降|录得下跌|下降|下跌|下滑|回落|减少|收跌|跌(?!幅|超|逾)|降(?!幅|价)|为负"
_WAY_ZH = rf"(?:(?P<up>{_UP_ZH})|(?P<down>{_DOWN_ZH}))"
_UP = r"rose|grew|gained|advanced|increased|climbed|growth|gains?|rising|higher|up|increases"
_DOWN = (
    r"fell|shrank|declined|lost|dropped|decreased|slipped|contracted|falling|lower|down|declines|decreases"
)
_MID = r"(?:(?:should|will|also|then|thus|had|saw|posted|recorded|reported|showed|show|manage|managed|closed|ended|finished|were|are|was|is|being|with|in) ){0,3}"
_WAY = rf"{_MID}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?! (?:than|by more|over|to|at least|more than))"
_NOUN = r"(?P<noun>(?:[a-z][a-z\-]* ){1,4}?)"
_FRAMES = (
    re.compile(
        rf"(?P<n>{NUMBER})\s*{_UNIT}(?P<noun>{_IN}{{0,12}}?)(?:中|里|内)[，,]?(?P<mid>{_IN}{{0,12}}?){_WAY_ZH}的?{_IN}{{0,4}}?(?:有|共|仅|为|达)+\s*(?P<k>{NUMBER})\s*{_UNIT}"
    ),
    re.compile(
        rf"(?P<n>{NUMBER})\s*{_UNIT}(?P<noun>{_IN}{{0,12}}?)(?:中|里|内)[，,]?(?:有|共有|仅有|仅)?\s*(?P<k>{NUMBER})\s*{_UNIT}(?P<mid>{_IN}{{0,8}}?){_WAY_ZH}"
    ),
    re.compile(rf"\b(?P<k>{NUMBER}) of (?:the |our |these |its |all )?(?P<n>{NUMBER}) {_NOUN}{_WAY}"),
    re.compile(
        rf"\bof (?:the |our |these )?(?P<n>{NUMBER}) (?P<noun>[a-z][a-z\- ]{{1,40}}?)[,;]? (?P<k>{NUMBER}) {_WAY}"
    ),
    re.compile(
        rf"\bthe (?P<n>{NUMBER})\b(?:[^.;]|\.\d){{0,80}}\b(?P<k>{NUMBER}) of (?:them|these|those|which) {_WAY}"
    ),
    re.compile(rf"\ball (?P<n>{NUMBER}) {_NOUN}{_WAY}"),
)
_AND = re.compile(rf"[a-z ]{{0,24}}?(?:,| and| while| but)+ (?P<k>{NUMBER}) (?:of them )?{_WAY}")
_SOME = re.compile(
    r"除|剔除|不[含计]|以[上外]|曾|预计|有望|预期|若|假设|历史|连续|累计超|跑赢|跑输|新高|新低|\b(?:except|excluding|ex|other than|forecast|expected|if|record|beat|missed|past|last|consecutive|more than|at least)\b"
)
_LABEL = re.compile(r"(?:exhibit|table|figure|chart|part|图表?|表)\s*$")
_PAST_NUMBER = re.compile(r"[\d.第前约近超逾]\s*$|\b(?:top|past|last|first|nearly|about|over)\s*$")
_TOTAL = re.compile(
    r"(?:合计|总计|共计|小计|平均|均值|中位|整体|总体|全国|全球|全部|加权)|\b(?:totals?|average|mean|median|sum|world(?!$)|overall|aggregate|group)\b"
)
_COUNTED_ROW = re.compile(
    rf"(?:{NUMBER})(?:[,:]|\s+\w+|[家个大只款])|前[一二三四五六七八九十\d]+|top \d+|以上"
)
"""A row that says how many others it adds up: Four, quarter."""
_FLAT = re.compile(r"持平|平|不变|unchanged|flat|unch\.?|n/?c")
_ANY = re.compile(
    r"品种|产品|个股|公司|企业|标的|样本|品类|\b(?:names|shown|series|lines|groups|ones|products|companies)\b"
)
"""Words for the rows of any table."""


@dataclass(frozen=True)
class Tally:
    """A statement: of ``n`` members, ``counts`` (a sign and how many) went each way."""

    n: int
    counts: tuple[tuple[int, int], ...]
    noun: str
    start: int
    end: int


@lru_cache(maxsize=64)
def tallies_of(low: str) -> tuple[Tally, ...]:
    """The statements of a folded sentence on how many of a group went one way.

    >>> [(t.n, t.counts) for t in tallies_of("of the six areas shown, four had rising prices and two had falling prices.")]
    [(6, ((1, 4), (-1, 2)))]
    >>> [(t.n, t.counts) for t in tallies_of("六大品牌中同比正增长的有3家")]
    [(6, ((1, 3),))]
    """
    return tuple(_read(low))


def _read(low: str) -> Iterator[Tally]:
    taken: list[tuple[int, int]] = []
    for frame in _FRAMES:
        for x in frame.finditer(low):
            groups = x.groupdict()
            n = number(x["n"])
            k = number(groups["k"]) if groups.get("k") else n
            if n < 3 or not 0 < k <= n or any(x.start() < e and s < x.end() for s, e in taken):
                continue
            clause = re.split(r"[。；;]|\. ", low[: x.start()])[-1]
            if groups.get("k") and _LABEL.search(low[: x.start("k")]):
                continue
            if (
                _PAST_NUMBER.search(low[: x.start("n")])
                or _SOME.search(x.group())
                or _SOME.search(clause[-24:])
            ):
                continue
            counts = [(1 if x["up"] else -1, k)]
            end = x.end()
            more = _AND.match(low, end) if low[x.start() : x.end()].isascii() else None
            if more:
                counts.append((1 if more["up"] else -1, number(more["k"])))
                end = more.end()
            taken.append((x.start(), end))
            yield Tally(n, tuple(counts), groups.get("noun") or "", x.start(), end)


def tabled(tally: Tally, near: Sequence[Roll], sentence: Sentence) -> Iterator[Draft]:
    """The statement held to the tables of that many rows near by, nearest first."""
    low = sentence.low
    words = low[max(0, tally.start - 16) : tally.end + 32]
    shown: tuple[str, tuple[Member, ...], Column, list[tuple[int, int]]] | None = None
    truths: list[bool] = []
    for roll in near:
        for rows in groups_of(roll):
            if len(rows) != tally.n or not of_noun(roll, tally.noun):
                continue
            for column in moves(roll, words):
                values = [value_of(m, column) for m in rows]
                if column.kind != "change" or any(v is None for v in values):
                    continue
                found = [(s, sum(1 for v in values if v is not None and v * s > 0)) for s, _ in tally.counts]
                truths.append(found == list(tally.counts))
                if shown is None:
                    shown = column.header, rows, column, found
    state = verdict(truths)
    if state is None or shown is None:
        return
    header, rows, column, found = shown
    up = sum(1 for m in rows if (value_of(m, column) or 0) > 0)
    down = sum(1 for m in rows if (value_of(m, column) or 0) < 0)
    yield Draft(
        "count", "TIE204", sentence.start + tally.start, sentence.start + tally.end, None,
        fixed=state, metric=header, said=tally.counts[0][1], expected=found[0][1],
        reason=f"the table gives {up} up and {down} down",
        evidence=tuple(c.evidence() for m in rows if (c := m.cell(column)) is not None),
    )  # fmt: skip


def groups_of(roll: Roll) -> Iterator[tuple[Member, ...]]:
    """The rows a count can be of: the members, and these with the rest of the world."""
    members = tuple(m for m in roll.members if not _COUNTED_ROW.match(m.name.lower()))
    yield members
    held = {m.index for m in roll.members}
    start = min(
        (k for m in roll.members for k, c in enumerate(m.cells) if c.text.strip() == m.name), default=None
    )
    if start is None:
        return
    others = [
        Member(r.index, name, (), r.cells)
        for r in roll.grid.rows
        if r.index not in held
        and start < len(r.cells)
        and (name := r.cells[start].text.strip())
        and not _TOTAL.search(name.lower())
    ]
    if others:
        yield (*members, *others)


def value_of(m: Member, column: Column) -> Decimal | None:
    """A member's figure in a column of changes; nothing for 持平."""
    value = m.value(column)
    if value is None and column.index < len(m.cells) and _FLAT.fullmatch(m.cells[column.index].text.strip()):
        return Decimal(0)
    return value


def of_noun(roll: Roll, noun: str) -> bool:
    """True where the counted noun is the table's, or a word for rows of any kind."""
    word = re.sub(r"[^\u4e00-\u9fffa-z ]", "", noun).strip()
    if len(norm(word)) < 2 or _ANY.search(word):
        return True
    if word.isascii():
        return any(len(w) > 3 and w.rstrip("s") in roll.words for w in word.split())
    key = word[-2:]  # 站点 of a table of 网站
    return any(word[k : k + 2] in roll.words for k in range(len(word) - 1)) or any(
        c in roll.noun for c in key
    )


def find(context: Context) -> Iterator[Draft]:
    """The statements of a passage held to a list of that many signed changes told in front of them."""
    for i, sentence in enumerate(context.sentences):
        for tally in tallies_of(sentence.low):
            yield from _listed(context, i, tally)


def _listed(context: Context, i: int, tally: Tally) -> Iterator[Draft]:
    at = context.sentences[i].start + tally.start
    ways = _run(context, i, at)
    run = [m for m, _ in ways]
    if len(run) != tally.n:
        return
    found = [(s, sum(1 for _, w in ways if w == s)) for s, _ in tally.counts]
    state = "supported" if found == list(tally.counts) else "contradicted"
    up, down = (sum(1 for _, w in ways if w == s) for s in (1, -1))
    start = context.sentences[i].start
    yield Draft(
        "count", "TIE204", start + tally.start, start + tally.end, None,
        fixed=state, metric="how many moved", said=tally.counts[0][1], expected=found[0][1],
        reason=f"the list gives {up} up and {down} down", evidence=tuple(m.evidence() for m in run),
    )  # fmt: skip


def _run(context: Context, i: int, at: int) -> list[tuple[Mention, int]]:
    """The percents directly before a place, each a change with a name of its own and its sign, as far as they go."""
    before = [(j, m) for j in (i - 1, i) if j >= 0 for m in context.mentions[j] if m.q.start < at]
    run: list[tuple[Mention, int]] = []
    for j, m in reversed(before):
        if m.unit_kind != "%":
            if m.unit_kind in ("", "个", "家") and m.q.decimals == 0 and abs(m.q.value) <= 100 and not run:
                continue
            break
        way = _way(context.words(j)[: m.q.start - context.sentences[j].start], m)
        if not way or m.q.high is not None or not (m.own_subject or m.bracketed or m.q.signed):
            break
        run.insert(0, (m, way))
    names = {m.subject for m, _ in run}
    return run if len(run) >= 3 and len(names) * 2 > len(run) else []


_WAY_WORD = re.compile(rf"{_WAY_ZH}|\b(?:(?P<rose>{_UP})|(?P<fell>{_DOWN}))\b")


def _way(before: str, m: Mention) -> int:
    """Up or down: the sign that is printed, the verb beside the figure, or the verb in front of a bracket."""
    if m.q.signed:
        return (m.q.value > 0) - (m.q.value < 0)
    if not m.bracketed:
        return m.direction if m.role == "change" else 0
    words = list(_WAY_WORD.finditer(re.split(r"[。;；]", before)[-1]))
    if not words:
        return 0
    return 1 if words[-1]["up"] or words[-1]["rose"] else -1
