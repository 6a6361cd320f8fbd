"""Figures told one behind another and the word for how they follow: followed by, step by step, the slowest after.

``the largest holding was Orrin (6.2%), followed by Moor (5.5%)``; ``rose 2.1%, the slowest pace of the year, after gains of
3.4% and 4.0%``; ``the 2032 notes 5.85%, 75 basis points more``; 分别为 12.1、13.4 和 15.0 亿元，逐季走高; 38 天，同比缩短 2 天（上年同期
40 天）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..base import Context, Draft, caveat_of
from .masked import Masked, Slot, borne_out, disagreement, masked_of
from .words import THEN

__all__ = ["find"]

_TOP = r"(?:largest|biggest|highest|heaviest|longest|top|leading|greatest|busiest|most expensive)"
_FOOT = r"(?:smallest|lowest|shortest|cheapest|least expensive)"
_FOLLOWED = re.compile(
    rf"\b(?:(?P<up>{_TOP})|(?P<down>{_FOOT}))\b[^#;.]{{1,60}}?#(?P<k>[ap])(?P<a>\d+)#\)?[^#;.,]{{0,20}},? followed by (?P<rest>[^#;.]{{1,30}}?#(?P=k)\d+#(?:\)?,? (?:and |then )?[^#;.]{{1,30}}?#(?P=k)\d+#){{0,4}})"
)
_FOLLOWED_ZH = re.compile(
    r"(?:(?P<up>最大|最高|最多|第(?:一|#t\d+#)大|居首|首位)|(?P<down>最小|最低|最少))[^#。；;]{0,16}?#(?P<k>[ap])(?P<a>\d+)#[)）]?[，,、](?:其次|次之|紧随其后|随后|其后)(?:的)?(?:为|是|分别为|依次为)?(?P<rest>[^#。；;，,]{1,14}?#(?P=k)\d+#(?:[)）]?(?:、|和|及|，)[^#。；;，,]{1,14}?#(?P=k)\d+#){0,4})"
)
_AFTER = re.compile(
    r"#(?P<k>[ap])(?P<a>\d+)#[^#;.]{0,44}?,? (?:is |are |was |were )?(?:its |their )?the (?:(?P<up>fastest|largest|biggest|highest|strongest|steepest|sharpest|longest)|(?P<down>slowest|smallest|lowest|weakest|mildest|shortest))\b(?P<t>(?:[^#;.]|#t\d+#){0,44}?),? (?:after|following|compared with|against|down from|up from) (?P<rest>(?:[a-z]+ )*?(?:of |by )?#(?P=k)\d+#(?:[^#;.]{0,34}?(?:,|and) [^#;.]{0,24}?#(?P=k)\d+#){1,4})"
)
_APART = re.compile(
    r"#(?P<k>[apd])(?P<a>\d+)#[^#;.]{0,24}?(?:,| and| while| against| versus) [^#;.]{1,30}? (?:at |was |is |yield |pays? )?#(?P=k)(?P<b>\d+)#, (?:or |about |some )?#[adp](?P<d>\d+)# (?:(?P<up>more|higher|above|dearer|longer)|(?P<down>less|lower|below|cheaper|fewer|shorter))(?=[.,;]|$)"
)
_LATTER = re.compile(
    r"#(?P<k>[apt])(?P<a>\d+)#[^#。；;]{0,6}[，,；;][^#。；;，,]{0,16}#(?P=k)(?P<b>\d+)#[，,](?P<who>后者|前者)(?:较前者|较后者|比前者|比后者)?(?:(?P<up>高出?|多出?|贵|长)|(?P<down>低|少|便宜|短))(?:了|约)?#[apdt](?P<d>\d+)#"
)
_BY_ZH = re.compile(
    rf"#(?P<k>[apt])(?P<a>\d+)#[，,](?:同比|环比|较[^#，,。；;]{{1,6}})?(?:(?P<up>延长|增加|上升|提高|提升|上涨|扩大|多)|(?P<down>缩短|减少|下降|降低|下滑|回落|收窄|少))(?:了|约)?#[apdt](?P<d>\d+)#\s*[(（]{THEN}[^#()（）]{{0,6}}#(?P=k)(?P<b>\d+)#[)）]"
)
_STEPS = re.compile(
    r"(?P<what>[^#，,。；;]{0,8})逐[季月年周日](?:(?P<up>走高|上升|回升|攀升|提高|提升|增加|增长|加快|扩大|走阔|抬升)|(?P<down>走低|下降|回落|下滑|减少|放缓|收窄|缩小|走弱))"
)
_STEP_BETWEEN = re.compile(
    r"(?:[、，,；;]|和|及|与|\s)*(?:[^#，,。；;、]{0,3}(?:[一二三四]季度?|\d{1,2}月份?|#t\d+#|q[1-4]|20\d\d年?)[^#，,。；;、]{0,8})?"
)
_RECORD_ZH = re.compile(
    r"#(?P<k>[ap])(?P<a>\d+)#[^#。；;]{0,8}(?:(?P<up>新高|最高(?:纪录|水平|值)?)|(?P<down>新低|最低(?:纪录|水平|值)?))\s*[，,(（](?:次[高低]|前[高低]|此前(?:的)?(?:最[高低]|[高低]点|纪录)|前值|原纪录)(?:点|位|值)?(?:为|是|在)?[^#。；;()（）]{0,10}#(?P=k)(?P<b>\d+)#"
)
_RECORD = re.compile(
    r"\b(?:(?P<up>(?:record|all-time) high|record)|(?P<down>(?:record|all-time) low)) of [^#.;]{0,3}#(?P<k>[ap])(?P<a>\d+)#[^#;.]{0,40}?(?:previous|prior|old|earlier|last) (?:record|high|low|peak|best)(?:,? (?:of|was|set|at|in|from|[a-z]+)){0,4}[^#.;]{0,3} (?:[$€£])?#(?P=k)(?P<b>\d+)#"
)
_NOT = re.compile(
    r"\b(?:if|would|could|expect\w*|forecast\w*|target\w*|except|excluding|since|ever|record)\b|预计|若|除|剔除|有望|目标"
)


def find(context: Context) -> Iterator[Draft]:
    """Every statement of a passage on how figures told one behind another follow."""
    low = context.passage.low
    if not re.search(
        r"followed by|\bafter\b|following|compared with|against|\b(?:more|less|higher|lower|above|below)\b|其次|次之|随后|其后|逐|后者|前者|新[高低]|record|[(（]",
        low,
    ):
        return
    masked = masked_of(context)
    for pattern in (_FOLLOWED, _FOLLOWED_ZH):
        for found in masked.each(pattern):
            yield from _in_order(masked, found)
    done: set[int] = set()
    for found in masked.each(_AFTER):
        if masked.slot(found, "a").n not in done:
            done.add(masked.slot(found, "a").n)
            yield from _beyond(masked, found)
    for pattern in (_APART, _LATTER, _BY_ZH):
        for found in masked.each(pattern):
            yield from _signed(masked, found)
    for pattern in (_RECORD, _RECORD_ZH):
        for found in masked.each(pattern):
            yield from _record(masked, found)
    for found in masked.each(_STEPS):
        yield from _stepwise(masked, found)


def _run(masked: Masked, words: str) -> list[Slot]:
    return [masked.slots[int(n)] for n in re.findall(r"#[apdt](\d+)#", words)]


def _plain(slots: Sequence[Slot]) -> bool:
    return (
        all(s.m.q.high is None and not s.m.q.rank and s.m.q.value > 0 for s in slots)
        and len({s.m.q.unit for s in slots} - {None}) <= 1
        and not any(s.m.q.comparator for s in slots)
    )


def _placed(masked: Masked, found: re.Match[str], draft: Draft) -> Draft:
    end = masked.context.passage.start + masked.place(found.end())
    return draft.replace(end=max(draft.end, end))


def _in_order(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``the largest ... (6.2%), followed by B (5.5%) and C (4.1%)``."""
    run = [masked.slot(found, "a"), *_run(masked, found.group("rest"))]
    if not _plain(run) or _NOT.search(found.group()) or len({s.i for s in run}) > 1:
        return
    way = 1 if found.group("up") else -1
    if re.search(
        r"\b(?:falls?|fell|declines?|drops?|loss(?:es)?|lost|increases?|rises?|gains?)\b|[跌降]",
        found.group(),
    ):
        if any(s.m.direction for s in run) and len({s.m.direction for s in run}) > 1:
            return
    wrong = next(((a, b) for a, b in pairwise(run) if (a.m.q.value - b.m.q.value) * way < 0), None)
    # who stands behind the first cannot lead it; later ones may be listed in any order
    if (
        wrong is not None
        and wrong[0] is not run[0]
        and max(s.m.q.value * way for s in run[1:]) <= run[0].m.q.value * way
    ):
        return
    one, two = wrong or (run[0], run[1])
    word = "above" if way > 0 else "below"
    reason = f"{one.m.q.text} is not {word} {two.m.q.text}"
    draft = disagreement("order", tuple(run), word, "", reason, metric="comparison")
    yield _placed(masked, found, draft if wrong else borne_out(draft))


def _beyond(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``2.1%, the slowest of the year, after gains of 3.4% and 4.0%``: beyond every one of them."""
    now, others = masked.slot(found, "a"), _run(masked, found.group("rest"))
    if not _plain([now, *others]) or _NOT.search(found.group()) or caveat_of(found.group()):
        return
    if re.search(
        r"\b(?:fell|fall|falls|declin\w*|drop\w*|loss\w*)\b",
        masked.text[max(0, found.start() - 30) : found.start()],
    ) != re.search(r"\b(?:fell|fall|falls|declin\w*|drop\w*|loss\w*)\b", found.group("rest")) and re.search(
        r"\b(?:fell|fall|falls|declin\w*|drop\w*|loss\w*)\b",
        found.group("rest") + masked.text[max(0, found.start() - 30) : found.start()],
    ):
        return
    way = 1 if found.group("up") else -1
    word = "above" if way > 0 else "below"
    wrong = next((s for s in others if (now.m.q.value - s.m.q.value) * way <= 0), None)
    reason = f"{now.m.q.text} is not {word} {(wrong or others[0]).m.q.text}"
    draft = disagreement("extreme", (now, *others), word, "", reason, metric="comparison")
    yield _placed(masked, found, draft if wrong else borne_out(draft))


def _signed(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``5.10% and ... 5.85%, 75 basis points more``: as far apart as is said to the last digit, and which is ahead."""
    a, b, d = (masked.slot(found, g) for g in "abd")
    if not _plain([a, b]) or d.m.q.comparator or d.m.q.high is not None or _NOT.search(found.group()):
        return
    size = d.m.q.value / 100 if d.m.q.unit == "bp" and a.m.q.unit != "bp" else d.m.q.value
    if not size or abs(a.m.q.value - b.m.q.value) != abs(size):
        return
    of_first = found.re is _BY_ZH or found.groupdict().get("who") == "前者"
    now, base = (a, b) if of_first else (b, a)
    way = 1 if found.group("up") else -1
    good = (now.m.q.value > base.m.q.value) == (way > 0)
    word, other = ("above", "below") if way > 0 else ("below", "above")
    reason = f"{now.m.q.text} is not {word} {base.m.q.text}"
    draft = _placed(
        masked, found, disagreement("direction", (now, base), word, other, reason, metric="comparison")
    )
    yield borne_out(draft).replace(numbers=((d.m.q.start, d.m.q.end),)) if good else draft


def _record(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``a record high of A, above the previous record of B``; 1,284 万件，为历史新高（次高为 3 月的 1,302 万件）."""
    now, other = masked.slot(found, "a"), masked.slot(found, "b")
    if not _plain([now, other]) or now.m.q.value == other.m.q.value:
        return
    way = 1 if found.group("up") else -1
    word = "above" if way > 0 else "below"
    reason = f"{now.m.q.text} is not {word} {other.m.q.text}"
    draft = _placed(
        masked, found, disagreement("extreme", (now, other), word, "", reason, metric="comparison")
    )
    yield borne_out(draft) if (now.m.q.value - other.m.q.value) * way > 0 else draft


def _stepwise(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``一季度 5.4%，二季度 5.2%，三季度 4.8%，逐季放缓``: the run of one unit that ends in front of the word."""
    before = masked.text[: found.start()]
    slots = [s for s in masked.slots if f"#{s.kind}{s.n}#" in before[-160:] and s.kind in "apd"]
    if not slots or not re.fullmatch(r"[^#。；;]{0,10}", before[before.rindex("#") + 1 :]):
        return
    run = [slots[-1]]
    for s in reversed(slots[:-1]):
        gap = before[
            before.index(f"#{s.kind}{s.n}#") + len(f"#{s.kind}{s.n}#") : before.index(
                f"#{run[0].kind}{run[0].n}#"
            )
        ]
        if s.kind != run[0].kind or s.m.q.unit != run[0].m.q.unit or not _STEP_BETWEEN.fullmatch(gap):
            break
        run.insert(0, s)
    if len(run) < 3 or not _plain(run) or _NOT.search(found.group()):
        return
    way = 1 if found.group("up") else -1
    fallen = [s.m.direction < 0 for s in run]
    if any(fallen) and not re.search(r"幅|扩大|收窄|走阔|缩小", found.group()):
        return
    steps = [(x.m.q.value - y.m.q.value) * -way for x, y in pairwise(run)]
    good = all(x > 0 for x in steps)
    k = next((k for k, x in enumerate(steps) if x <= 0), 0)
    if not good and steps[k] == 0:
        return
    word = "above" if way > 0 else "below"
    reason = f"{run[k + 1].m.q.text} is not {word} {run[k].m.q.text}"
    draft = disagreement("direction", tuple(run), word, "", reason)
    yield _placed(masked, found, borne_out(draft) if good else draft)
