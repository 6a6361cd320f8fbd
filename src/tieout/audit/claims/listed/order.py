"""What a sentence says of the places of listed names, held against their figures.

A superlative or a place may be said of a wider circle than the list: 计算机设备跌幅居首 of ten branches of which
three are listed. It is wrong all the same when more of the listed figures are ahead than the place allows,
and that alone is contradicted; which list is meant is told by the kind of measure the words name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...lexicon.counts import count_of
from ..base import Context, Draft
from .panels import Item, Panel, about, panels_of

__all__ = ["find"]

_MEASURE = (
    r"增速|增幅|涨幅|跌幅|降幅|升幅|占比|份额|市占率|比重|毛利率|净利率|费用率|规模|金额|收入|营收|净利润|利润|价格|产量|销量|得分|出货量|交付量|"
    r"访问量|调用量|净流[入出]|市值|贡献|增长|表现|客流|客运量|货运量|装机|产能|库存|订单|保费|票房|流量|用户|月活|日活|均价|单价|报价|利差|价差|空置率|失业率|收益率|利率|得票"
)
_ZH = re.compile(
    rf"(?P<who>[^，,；;。：:、（(）)]{{2,20}}?)(?:的|人群|板块|业务|地区|领域|行业)?(?P<about>(?:{_MEASURE}))?(?:均|也|仍|继续|依然|为各[^，,]{{1,6}}|在[^，,]{{1,8}}中|排名?|位|是|为|最为)?"
    r"(?P<word>居首位?|居第一|列第一|名列第一|第一位|领先其[他余]|领跑|第(?P<nth>[一二三四五])大[^，,；;。]{0,6}|最(?P<way>[高大多快强低小少慢弱])(?![近后终新初佳优]|的|达|至|可|一)|之首|垫底|居末|最末|"
    r"(?:位?列|位?居|排名?)第(?P<n>[二三四五六])(?!季|批|轮|代|产)|次高|居次)"
)
_EN = re.compile(
    r"(?P<who>[a-z][\w&'’.\- ]{0,40}?)(?:,)? (?:is|was|were|are|being|remains|remained|has|had|having|posted|saw|made|recorded|took|again|still|thus|therefore| )+ ?"
    r"the (?:(?P<max>largest|highest|biggest|fastest|strongest|best|widest|longest|busiest|dearest|most)|(?P<min>lowest|smallest|slowest|weakest|least|narrowest|shortest|cheapest|worst))\b(?!\s+since|\s+in \d| ever|[- ](?:known|traded))"
    r"(?P<about>(?: [a-z\-]+){0,3})"
)


_WITH = re.compile(
    r"\bwith (?:the )?(?P<who>[a-z][\w&'’.\- ]{0,30}?)(?: being)? the (?:(?P<max>largest|highest|biggest|fastest|strongest|best)|(?P<min>lowest|smallest|slowest|weakest|worst))\b(?P<about>(?: [a-z\-]+){0,3})"
)
_GREW = re.compile(
    r"(?:^|[,;:.]|\b(?:and|but|while|so|that|where)\b) ?(?P<who>[a-z][\w&'’.\- ]{0,30}?) (?P<about>(?P<up>grew|rose|gained|expanded|climbed)|(?P<down>fell|declined|dropped|lost|shrank)) (?:the |by the )?(?:(?P<max>fastest|most|quickest)|(?P<min>slowest|least))\b"
)
_AT = re.compile(
    r"\b(?P<about>growth|inflation|increases?|rises?|margins?|prices?|sales|revenues?|share)? ?(?:is|was|were) (?:(?P<max>largest|highest|biggest|fastest|strongest)|(?P<min>lowest|smallest|slowest|weakest)) (?:in|at|to|for|among) (?:the )?(?P<who>[a-z][\w&'’.\- ]{0,24}?)(?=[,.;:)]|$| (?:and|with|at)\b)"
)
_BEHIND = re.compile(
    r"(?:\s*(?:at|in|for|from|to) (?:the )?(?P<name>[a-z][\w&'’.\- ]{0,24}?))?\s*,\s*(?:by far )?the (?:(?P<max>largest|highest|biggest|fastest|strongest|best)|(?P<min>lowest|smallest|slowest|weakest|worst))\b(?P<about>(?: [a-z\-]+){0,4})"
)


@dataclass(frozen=True)
class _Said:
    """A name said to stand at a place: 1 from the top, or with ``low`` from the bottom."""

    start: int
    end: int
    who: str
    words: str
    measure: str
    place: int
    low: bool


def find(context: Context) -> Iterator[Draft]:
    """Superlatives and places of listed names."""
    panels = [p for p in panels_of(context) if len(p.items) > 1]
    if not panels:
        return
    for i, sentence in enumerate(context.sentences):
        own = [p for p in panels if p.i == i]
        for said in (
            *_said_zh(sentence.low),
            *_said_en(sentence.low),
            *_said_behind(sentence.start, sentence.low, own),
        ):
            at = sentence.start + said.start
            near = [p for p in panels if i - 2 <= p.i <= i and (p.i < i or p.items[-1].m.q.start < at + 40)]
            yield from _judged(sentence.start, said, near)


def _said_zh(low: str) -> Iterator[_Said]:
    for found in _ZH.finditer(low):
        word, measure = found.group("word"), found.group("about") or ""
        if found.group("nth"):
            place = count_of(found.group("nth")) or 1
        elif found.group("n"):
            place = count_of(found.group("n")) or 1
        else:
            place = 2 if word in ("次高", "居次") else 1
        bottom = (found.group("way") or "") in tuple("低小少慢弱") or word in ("垫底", "居末", "最末")
        yield _Said(found.start(), found.end(), found.group("who"), measure + word, measure, place, bottom)


def _said_en(low: str) -> Iterator[_Said]:
    for found in _EN.finditer(low):
        words = (found.group("max") or found.group("min")) + found.group("about")
        yield _Said(
            found.start(),
            found.end(),
            found.group("who"),
            words,
            found.group("about"),
            1,
            bool(found.group("min")),
        )

    for pattern in (_WITH, _GREW, _AT):
        for found in pattern.finditer(low):
            groups = found.groupdict()
            told = groups.get("about") or ""
            words = (groups.get("max") or groups.get("min") or "") + " " + told
            yield _Said(
                found.start("who"), found.end(), found.group("who"), words, told, 1, bool(groups.get("min"))
            )


def _said_behind(sentence_start: int, low: str, panels: Sequence[Panel]) -> Iterator[_Said]:
    """``Margins were 42% at Ames and 35% at Cole, the lowest``: of the figure it stands behind."""
    for panel in panels:
        last = panel.items[-1]
        found = _BEHIND.match(low, last.m.q.end - sentence_start)
        if found and not re.search(
            r"since|ever|record|in \d|on record", low[found.start() : found.end() + 12]
        ):
            words = (found.group("max") or found.group("min")) + found.group("about")
            yield _Said(
                found.start(),
                found.end(),
                last.name,
                words,
                found.group("about"),
                1,
                bool(found.group("min")),
            )


def _judged(offset: int, said: _Said, panels: Sequence[Panel]) -> Iterator[Draft]:
    kind = about(said.measure) or ("move" if re.search(r"快|慢|fast|slow", said.words) else "")
    wrong: list[tuple[Panel, Item, list[Item]]] = []
    for panel in reversed(panels):
        item = panel.find(said.who) or panel.find(re.split(r"['’]s\b", said.who)[0])
        if item is None:
            continue
        fits = _fits(panel, kind)
        if fits is None:
            continue
        ahead = _ahead(panel, item, said)
        if len(ahead) < said.place:
            if fits and said.place == 1 and len(panel.items) > 2:
                yield _draft(offset, said, item, ahead, good=True)
            return
        wrong.append((panel, item, ahead))
        if not fits:
            return  # the list may measure something else than the superlative speaks of
    if wrong:
        yield _draft(offset, said, wrong[0][1], wrong[0][2], good=False)


def _fits(panel: Panel, kind: str) -> bool | None:
    """Whether the list measures what the words speak of: True, False if it cannot be told, None if it does not."""
    unit = panel.items[0].m.unit_kind
    if unit == "pp" and not re.search(r"利差|价差|spread|gap", panel.words):
        return None
    has = "move" if panel.moves else about(panel.words) or ("share" if unit == "%" else "size")
    if not kind or kind == has:
        return True  # 居首, 第二 behind a list speak of the list
    if {kind, has} <= {"share", "size"}:
        return True if unit == "%" or kind == "size" else None
    return None


def _ahead(panel: Panel, item: Item, said: _Said) -> list[Item]:
    """The items that stand before the one said to have the place."""
    falls = bool(re.search(r"跌幅|降幅|流出|下跌|下降|fall|fell|declin|drop|loss|lost|shrank", said.words))
    fallen = all(x.way < 0 or x.m.q.value < 0 for x in panel.items)

    def size(x: Item) -> tuple[Decimal, Decimal]:
        low, high = x.span
        if not falls:
            return low, high
        return (abs(high), abs(low)) if fallen else (-high, -low)

    mine = size(item)
    return [x for x in panel.items if (size(x)[1] < mine[0] if said.low else size(x)[0] > mine[1])]


def _draft(offset: int, said: _Said, item: Item, ahead: Sequence[Item], *, good: bool) -> Draft:
    shown = (item, *ahead)
    others = ", ".join(f"{x.name} {x.m.q.text}" for x in ahead)
    return Draft(
        "extreme" if said.place == 1 else "order",
        "TIE208",
        offset + said.start,
        offset + said.end,
        None,
        subject=item.name,
        metric=said.words,
        fixed="supported" if good else "contradicted",
        said=item.name,
        expected=None if good else ahead[0].name,
        reason="the list bears it out"
        if good
        else f"the values listed: {others}, {item.name} {item.m.q.text}",
        evidence=tuple(x.m.evidence() for x in shown),
    )
