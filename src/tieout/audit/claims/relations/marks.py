"""Figures against a mark with a name of its own, a run that rose or fell, and a day set beside itself.

The line of fifty that purchasing managers' indices are read by; the five percent that make a holder one who reports;
``连续三个月下降`` with the three figures listed; a session of Tuesday compared with late on Tuesday.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.evidence import Evidence
from ..base import Context, Draft
from .masked import Masked, Slot, borne_out, disagreement, masked_of

__all__ = ["find"]

FIFTY = Decimal(50)
REPORTS = Decimal(5)
"""Percent of the shares from which a holder has to report changes (PRC Securities Law, article 36; SFO part XV)."""
_LINE = re.compile(
    r"#a(?P<n>\d+)#[^#，,。；;]{0,8}(?:pmi|指数)(?:均|都|全部|皆)(?:(?P<up>高于|超过|位于[^#，,。；;]{0,2}(?=临界点以上|荣枯线以上|荣枯线上方)|处于扩张)|(?P<down>低于|处于收缩))(?:临界点|荣枯线|区间)"
)
_ALONE = re.compile(
    r"(?:pmi|指数)[^#，,。；;]{0,6}#[ap](?P<a>\d+)#(?:[，,][^#。；;]{0,12}#[adp]\d+#)?[，,](?:但|仍|继续|连续#t\d+#|已|重新|再次|均)*(?:(?P<up>高于|升至|重回|处于|位于|站上|回到)|(?P<down>低于|跌破|降至|落入|处于|位于))(?P<side>临界点(?:以[上下])?|荣枯线(?:以[上下]|[上下]方)?|(?:扩张|收缩)区间)"
)
_INDEX = re.compile(r"pmi|采购经理|指数")
_BEFORE = re.compile(r"上月|上年|去年|此前|前值|较|比")
_HOLDER = re.compile(
    r"(?:(?P<down>不再(?:是|为|属于)|降至?|低于)|(?P<up>仍(?:是|为|属)))[^#。；;]{0,14}#p(?P<mark>\d+)#(?:以上|以下)?[^#。；;]{0,4}(?:股东|大股东)"
)
_HELD = re.compile(
    r"(?:减持后|变动后|完成后|交易后|发行后|降至|减少至|下降至|占)[^#。；;]{0,16}(?:#a\d+#[^#。；;]{0,12}){0,2}#p(?P<a>\d+)#"
)
_RUN = re.compile(
    r"连续#[ta]\d+#(?:环比|同比)?(?:持续|稳步)?(?:(?P<up>上升|上涨|增长|增加|回升|走高|净增)|(?P<down>下降|下跌|减少|回落|走低|下滑))"
    r"[^#。；;]{0,24}?(?:依次|分别)(?:为|是|录得|报)(?P<list>#a\d+#(?:[、和及与至]#a\d+#)+)"
)
_DAY = r"(?P<day>mon|tues|wednes|thurs|fri)day"
_OWN_EN = (
    re.compile(rf"^[^\n]{{0,120}}?(?:^|\n|, ){_DAY},? \d{{1,2}} [a-z]+ 20\d\d\b"),
    re.compile(
        rf"\b(?:fell|rose|ended|closed|finished|slipped|gained|dropped|retreated|rallied|advanced|declined) (?:[a-z]+ ){{0,3}}?on {_DAY}\b"
    ),
)
_BASE_EN = (
    re.compile(
        rf"\b(?:from|against|versus|than|compared with)\b(?:[^.;]|\.\d){{0,40}}?\d[^.;,\d]{{0,20}} (?:late |at the close )?on {_DAY}\b"
    ),
    re.compile(
        rf"\b(?:from|against|versus|than|compared with) {_DAY}['’]s (?:close of )?(?:[a-z]{{0,3}}[$€£¥])?\d"
    ),
)
_OTHER_WEEK = re.compile(
    r"\blast\b|\bweek|\bago\b|\bearlier\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|上周|前一?周|\d{1,2}日"
)
_OWN_ZH = re.compile(
    r"^[^。；;]{0,20}(?:周|星期|礼拜)(?P<day>[一二三四五])(?:[(（]\d{1,2}日[)）])?[^。；;\d]{0,12}(?:收|跌|涨|挫|升|重挫|大涨|大跌)"
)
_BASE_ZH = re.compile(r"(?:较|比)(?<!上)(?:周|星期)(?P<day>[一二三四五])(?:的|收盘)")


def find(context: Context) -> Iterator[Draft]:
    """Every statement of a passage about a named mark, a run or the day before that its own figures deny."""
    masked = masked_of(context)
    for found in masked.each(_LINE):
        yield from _against_fifty(masked, found)
    for found in masked.each(_ALONE):
        yield from _one_against_fifty(masked, found)
    for found in masked.each(_HOLDER):
        yield from _holder(masked, found)
    for found in masked.each(_RUN):
        yield from _ran(masked, found)
    yield from _same_day(context)


def _against_fifty(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``三类企业PMI均高于临界点``: the last three indices told before it."""
    before = masked.text[: found.start()]
    levels = [
        s
        for s in masked.slots
        if s.kind in "pa" and s.m.role not in ("change", "delta", "base") and 30 < s.m.q.value < 70
        and f"#{s.kind}{s.n}#" in before and _INDEX.search(_words(masked, s)) and not _BEFORE.search(_words(masked, s))
    ]  # fmt: skip
    count = int(masked.slot(found, "n").m.q.value)
    if not 2 <= count <= len(levels):
        return
    way = 1 if found.group("up") else -1
    last = levels[-count:]
    wrong = [s for s in last if (s.m.q.value - FIFTY) * way <= 0]
    said = "above" if way > 0 else "below"
    if any(s.m.q.value == FIFTY for s in last) or (
        wrong and len({s.i for s in last}) > 1 and last[0].i < last[-1].i - 3
    ):
        return
    reason = f"{(wrong or last)[0].m.q.text} is not {said} {FIFTY}"
    draft = disagreement("order", tuple(wrong or last), said, "", reason, metric="threshold")
    start = masked.context.passage.start
    draft = draft.replace(start=start + masked.place(found.start()), end=start + masked.place(found.end()))
    yield draft if wrong else borne_out(draft)


def _one_against_fifty(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``新订单指数 49.2%，较上月下降 1.4 个百分点，低于临界点``."""
    now = masked.slot(found, "a")
    side = found.group("side")
    above = (
        "扩张" in side
        or "上" in side
        or (found.group("up") is not None and "收缩" not in side and "下" not in side)
    )
    value = now.m.q.value
    if not 30 < value < 70 or value == FIFTY or now.m.role in ("change", "delta", "base"):
        return
    if re.search(r"位于|处于", found.group()) and side in ("临界点", "荣枯线"):
        return
    good = (value > FIFTY) == above
    said = "above" if above else "below"
    reason = f"{now.m.q.text} is not {said} {FIFTY}"
    draft = disagreement("order", (now,), said, "", reason, metric="threshold")
    draft = draft.replace(end=max(draft.end, masked.context.passage.start + masked.place(found.end())))
    yield borne_out(draft) if good else draft


def _words(masked: Masked, s: Slot) -> str:
    """The clause of a figure up to it."""
    at = masked.text.index(f"#{s.kind}{s.n}#")
    return re.split(r"[，,。；;]", masked.text[:at])[-1]


def _holder(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``减持后持股 7.08%……不再是持股5%以上股东``."""
    mark = masked.slot(found, "mark")
    held = [masked.slot(x, "a") for x in _HELD.finditer(masked.text, 0, found.start())]
    held = [
        s
        for s in held
        if mark.i - s.i <= 3 and re.search(r"减持后|变动后|完成后|降至|减少至|下降至", _sentence(masked, s))
    ]
    if mark.m.q.value != REPORTS or not held:
        return
    now, below = held[-1], found.group("down") is not None
    if (now.m.q.value < REPORTS) == below:
        return
    said = "below" if below else "above"
    reason = f"{now.m.q.text} is not {said} {mark.m.q.text}"
    yield disagreement("order", (now, mark), said, "", reason, metric="threshold")


def _sentence(masked: Masked, s: Slot) -> str:
    at = masked.text.index(f"#{s.kind}{s.n}#")
    return re.split(r"[。；;]", masked.text[:at])[-1]


def _ran(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """Contradicted where every step of the figures listed goes the other way."""
    run = [masked.slots[int(n)] for n in re.findall(r"#a(\d+)#", found.group("list"))]
    way = 1 if found.group("up") else -1
    values = [s.m.q.value for s in run]
    if len(run) < 2 or max(values) > 3 * min(values) or min(values) <= 0 or any(s.m.q.high for s in run):
        return
    steps = [b - a for a, b in itertools.pairwise(values)]
    said = "up" if way > 0 else "down"
    above = "above" if way > 0 else "below"
    reason = f"{run[1].m.q.text} is not {above} {run[0].m.q.text}"
    draft = disagreement("direction", tuple(run), said, "down" if way > 0 else "up", reason)
    draft = draft.replace(start=masked.context.passage.start + masked.place(found.start()))
    if all(x * way > 0 for x in steps):
        yield borne_out(draft)
    elif all(x * way < 0 for x in steps):
        yield draft


def _same_day(context: Context) -> Iterator[Draft]:
    """A session compared with the close of its own day: fell on Tuesday ... from 4.13% late on Tuesday."""
    low, offset = context.passage.low, context.passage.start
    for owns, bases in ((_OWN_EN, _BASE_EN), ((_OWN_ZH,), (_BASE_ZH,))):
        own = next((found for pattern in owns if (found := pattern.search(low))), None)
        if own is None:
            continue
        for pattern in bases:
            for base in pattern.finditer(low, own.end()):
                day = base.group("day")
                if day != own.group("day") or _OTHER_WEEK.search(low, base.start(), base.end() + 14):
                    continue
                name = f"{day.capitalize()}day" if day.isascii() else f"周{day}"
                yield Draft(
                    "value", "TIE208", offset + base.start(), offset + base.end(), None, metric="weekday",
                    fixed="contradicted", said=name, expected=None, reason=f"both are {name}",
                    evidence=(Evidence("sentence", start=offset + own.start("day"), end=offset + own.end(), note=name),),
                )  # fmt: skip
