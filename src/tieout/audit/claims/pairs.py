"""Two neighbouring figures of one unit and the word that says which is the larger.

A direction or a comparison is a claim of its own whenever both figures stand there, with or without a
percent: ``由 1.95% 扩大至 1.71%``, ``388 万吨，较上周的 410 万吨增加``, ``41.2%, up from 44.8%``,
``市盈率 14.2 倍，低于同业的 12.6 倍``, ``grew 4.1%, outpacing the 5.8% growth in goods``.

Only neighbours are paired, so the work grows with the number of figures. A pair that the words tie
loosely, that has a sign, or whose metric may count the other way round (exchange rates, ranks,
losses) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lexicon import patterns as p
from ..mentions import Mention
from .base import Context, Draft
from .order import BOTH_WAYS, _draft, _only_contradiction, _places

__all__ = ["find"]

_UP_ZH = r"(?:上升|上涨|升|涨|增加|增长|增|提升|提高|上调|扩大|攀升|回升|走高|抬升|走阔)"
_DOWN_ZH = r"(?:下降|下跌|下滑|下调|减少|减|降低|降|跌|回落|收窄|走低|缩减|压缩|滑落|缩小|萎缩|走低)"
_WAY_ZH = rf"(?:有所|略有|略微|小幅|大幅|明显|显著|进一步|继续|再|稳步|逐步|持续|微|略|快速)*(?:(?P<up>{_UP_ZH})|(?P<down>{_DOWN_ZH}))了?"
_UP_EN = r"(?:ris(?:e|es|en|ing)|rose|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|increas(?:e|es|ed|ing)|gr(?:ew|ow|ows|own|owing)|advanc(?:ed|es|ing)|surg(?:ed|es|ing)|soar(?:s|ed|ing)?|widen(?:s|ed|ing)?|expand(?:s|ed|ing)?|up|higher|rais(?:ed|es|ing)|lift(?:s|ed|ing)|boost(?:s|ed|ing)|hik(?:ed|es|ing)|edged up|ticked up|accelerat(?:ed|es|ing))"
_DOWN_EN = r"(?:f(?:ell|all|alls|allen|alling)|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|slip(?:s|ped|ping)?|slid(?:es|ing)?|slide|shr(?:ank|ink|inks|unk|inking)|narrow(?:s|ed|ing)?|tumbl(?:ed|es|ing)|plung(?:ed|es|ing)|s(?:ank|inks|unk)|contract(?:s|ed|ing)|down|lower|dip(?:s|ped|ping)?|cut(?:s|ting)?|trimm(?:ed|ing)|reduc(?:ed|es|ing)|lower(?:ed|s|ing)|eas(?:ed|es|ing)|slow(?:ed|s|ing)|edged down)"
_ADV_EN = r"(?:\s+(?:sharply|slightly|further|modestly|steadily|marginally|significantly|a little))?"
_MONEY = r"\s*(?:about |around |nearly |roughly |just |some )?(?:[a-z]{2,3})?[$€£¥]?\s*"
_WAY_EN = rf"\b(?:(?P<up>{_UP_EN})|(?P<down>{_DOWN_EN})){_ADV_EN}"
_WORDS_EN = r"(?:\s+(?!(?:and|or|but|while)\b)[a-z'’\-]+){0,5}?"

_FROM_ZH = re.compile(rf"{p.FROM_ZH}[^，,。；;]{{0,12}}$")
_TO_ZH = re.compile(rf"^(?:左右|的[\u4e00-\u9fff]{{1,6}})?\s*{_WAY_ZH}\s*(?:至|到|为)(?:约|近|了)?\s*[$€£]?$")
_THAN_ZH = re.compile(
    r"^(?:左右)?\s*[，,（(]?\s*(?:环比|同比)?(?:较|比|相比|相较)(?P<base>[^，,；;。]{1,14}?)\s*$"
)
_TAIL_ZH = re.compile(rf"^\s*{_WAY_ZH}\s*(?:约|近|逾|超过?|至少|[，,。；;)）]|$)")
_FROM_EN = re.compile(rf"{_WAY_EN}\s+from{_WORDS_EN}{_MONEY}$")
_TO_EN = re.compile(rf"^[^,;.]{{0,24}}?\bto{_MONEY}$")
_WAY_TO_EN = re.compile(rf"{_WAY_EN}\s+to{_MONEY}$")
_THEN_FROM_EN = re.compile(rf"^[^;.]{{0,24}}?\bfrom{_WORDS_EN}{_MONEY}$")
_UP_FROM_EN = re.compile(rf"^[^;.]{{0,30}}?[,(]?\s*{_WAY_EN}\s+from{_WORDS_EN}{_MONEY}$")

_THAN_WORD_ZH = re.compile(
    r"^(?:左右|的?[\u4e00-\u9fff]{0,4})[，,]?\s*(?:明显|显著|略|远|大幅|小幅|仍|也|均|已|并|且)*"
    r"(?:(?P<up>高于|大于|多于|快于|高过|超过)|(?P<down>低于|小于|少于|慢于|低过|不及))(?P<named>[^，,；;。]{2,16}?的)$"
)
_THAN_WORD_EN = re.compile(
    r"^[^;.,]{0,30}?,?\s*(?:(?:well|far|just|slightly|still|is|was|are|were|and|which|comfortably|much)\s+)*"
    r"\b(?:(?P<up>outpac(?:ing|ed|es)|exceed(?:ing|ed|s)|above|higher than|topp(?:ing|ed)|surpass(?:ing|ed|es)|faster than|greater than|larger than|more than|ahead of)"
    r"|(?P<down>below|lower than|less than|fewer than|slower than|smaller than|trail(?:ing|ed|s)|short of))"
    rf"(?P<named>\s+(?:the|its|their|a|last|that|an|[a-z]+['’]s)\b{_WORDS_EN}|\s+(?:[a-z]+\s+)(?:of|at)|\s+(?:imports|exports|consensus|estimates|forecasts|guidance)\s+(?:of|at|for)){_MONEY}$"
)

_SIGNED = re.compile(
    r"亏|(?<!市)盈|顺差|逆差|流入|流出|赤字|降幅|跌幅|减幅|负|跌|下降|"
    r"\b(?:loss(?:es)?|profit|surplus|deficit|gains? of|inflows?|outflows?|decline|drop|fall|decrease|negative)\b"
)
_MORE_FOLLOW = re.compile(r"^\s*(?:and|or|to|、|和|及|与|/|至|到|-|–)\s*(?:[a-z]{2,3})?[$€£¥]?\s*$")


def find(context: Context) -> Iterator[Draft]:
    """Every pair of neighbours whose words say that one is above the other."""
    for i, row in enumerate(context.mentions):
        if len(row) < 2 or BOTH_WAYS.search(context.words(i)):
            continue
        for k in range(len(row) - 1):
            a, b = row[k], row[k + 1]
            after = row[k + 2] if k + 2 < len(row) else None
            if not _comparable(a, b) or (after is not None and _MORE_FOLLOW.match(after.gap)):
                continue
            if re.search(r"\b(?:and|or|but)\s*[$€£]?$", b.gap):
                continue  # 11 percent above last week and 75 percent above the average: two statements
            if k and _MORE_FOLLOW.match(a.gap) and not _FROM_ZH.search(a.lead):
                continue  # 3 and 4, up from 2 ...: a list, whose members pair one by one
            yield from _moved(context, i, a, b)
            yield from _compared(context, i, a, b)


def _comparable(a: Mention, b: Mention) -> bool:
    if a.q.rank or b.q.rank or a.unit_kind in ("time", "pp") or a.q.unit != b.q.unit:
        return False
    if a.q.unit in ("级", "位", "名次") or a.q.high is not None or b.q.high is not None:
        return False
    if a.q.value <= 0 or b.q.value <= 0 or len(b.gap) > 60 or a.clause.segment != b.clause.segment:
        return False
    if _places(a, b):
        return False
    low, high = sorted((a.q.value, b.q.value))
    return high / low < 10


def _way(found: re.Match[str] | None) -> int:
    return 0 if found is None else 1 if found.group("up") else -1


def _moved(context: Context, i: int, a: Mention, b: Mention) -> Iterator[Draft]:
    """The figure before and the figure after, in either order of print."""
    if _SIGNED.search(b.gap.replace("下降", "").replace("下跌", "")) and not _FROM_ZH.search(a.lead):
        return
    before, now, way = a, b, 0
    if _FROM_ZH.search(a.lead):
        way = _way(_TO_ZH.match(b.gap))
    if not way and _TO_EN.match(b.gap) and not _bounds_of_base(context, i, a):
        way = _way(_FROM_EN.search(a.lead))
    if not way:
        before, now = b, a
        if _THAN_ZH.match(b.gap) and not (a.role == "change" and a.direction < 0):
            way = _way(_TAIL_ZH.match(b.tail))
        if not way and _THEN_FROM_EN.match(b.gap):
            way = _way(_WAY_TO_EN.search(a.lead))
        if not way and not (a.role == "change" and a.direction):
            found = _UP_FROM_EN.match(b.gap)
            way = _way(found) if found is None or not _OTHER_SUBJECT.search(_before_way(found)) else 0
    if way:
        draft = _draft(context, i, "direction", "TIE208", before, now, way)
        if draft is not None:
            yield _only_contradiction(draft)


_OTHER_SUBJECT = re.compile(r"\b(?:and|while|but|whereas|as|with)\s+[a-z]+")


def _before_way(found: re.Match[str]) -> str:
    at = found.start("up") if found.group("up") else found.start("down")
    return found.string[:at]


def _bounds_of_base(context: Context, i: int, a: Mention) -> bool:
    """``2.6 million tonnes, down from 2.4 to 2.7 million``: both ends belong to the base."""
    before = context.mentions[i][a.index - 1] if a.index else None
    return (
        before is not None
        and (before.q.unit == a.q.unit or a.q.unit is None)
        and bool(re.search(r"\b(?:up|down)\s+from\b", a.lead))
    )


_LEAD_OVER = re.compile(
    r"^\s*(?:above|below|over|under|more than|less than|higher than|lower than|ahead of|short of)\b"
)


def _compared(context: Context, i: int, a: Mention, b: Mention) -> Iterator[Draft]:
    """``a`` stated to be above or below ``b``."""
    if (
        p.DOWN_END.search(a.lead)
        or a.role in ("delta", "pp")
        or _SIGNED.search(a.lead + " " + b.gap + " " + b.tail)
    ):
        return
    if a.q.comparator or a.intraday or b.intraday:
        return
    way = _way(_THAN_WORD_ZH.match(b.gap) or _THAN_WORD_EN.match(b.gap))
    if not way or _LEAD_OVER.match(b.gap):
        return  # at £163m, £17m above the £146m: how far above
    draft = _draft(
        context, i, "order", "TIE208", b, a, way, metric="comparison", numbers=((b.q.start, b.q.end),)
    )
    if draft is not None and draft.fixed == "contradicted":
        yield draft
