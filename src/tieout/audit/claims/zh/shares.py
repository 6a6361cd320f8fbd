"""Shares of a whole that the clause names, or whose list the part stands in, before it or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....model.formula import compute
from ..base import MEDIUM, STRONG, Draft, Reading, operand, quotient
from ..share import _OUTSIDE, _own_basis
from ..stated import stated
from .facts import Fact
from .nouns import noun_of, related
from .parts import HOW_MANY, NUMBERS, TOGETHER, Group, added, alike, groups_of
from .topics import Page

__all__ = ["find"]

_OF = re.compile(
    r"占(?:到|了|据)?(?P<what>[^，,；;。0-9]{2,16}?)(?:的比重|的比例|的份额|比重|比例|的|约|近|逾|超过?|达到?|为)*$"
)


def find(page: Page) -> Iterator[Draft]:
    """Every share of a page with its part and its whole."""
    groups = groups_of(page)
    yield from _dealt_shares(page)
    for f, _ in page.order:
        if (
            f.m.unit_kind == "%"
            and f.kind != "share"
            and re.search(r"(?:完成率|达成率|完成进度)(?:为|达到?|约)*$", f.words)
        ):
            yield from _of_goal(page, f)
    for f, _ in page.order:
        if (f.kind == "share" and not f.listed) or (
            f.m.unit_kind == "%" and _whole_inside(page, f) is not None
        ):
            yield from _share(page, f, groups)


def _share(page: Page, f: Fact, groups: Sequence[Group]) -> Iterator[Draft]:
    """``占房地产开发投资的比重为 75.9%``: the part is the topic, the whole the one that is named."""
    found = _OF.search(re.sub(r"[(（][^()（）]*[)）]", "", f.words))
    inside = _whole_inside(page, f)
    if inside is not None and not (TOGETHER.search(f.clause) or _BOTH.search(f.clause)):
        yield from _of_inside(page, f, inside)
        return
    if re.search(r"(?:目标|计划|预算|任务)[^，,；;。]{0,4}的[^，,；;。]{0,4}$", f.words):
        yield from _of_goal(page, f)
        return
    if TOGETHER.search(f.clause) or _BOTH.search(f.clause):
        yield from _of_several(page, f, found)
        return
    if _own_basis(page.context, f.i, f.m):
        return
    part = _part(page, f)
    if part is not None and found and _OUTSIDE.search(f.words):
        yield from _of_market(page, f, part, found.group("what"))
        return
    if part is None or _OUTSIDE.search(f.words) or f.m.q.high is not None:
        return
    before = [
        x
        for x, _ in page.order
        if x.kind == "level"
        and alike(x, part)
        and x is not part
        and x.value >= part.value
        and not _other_time(page, x, part)
    ]
    what = noun_of(found.group("what")) if found else ""
    if what:
        wholes = [x for x in before if related(what, x.noun)]
        tie = STRONG if len({x.value for x in wholes}) == 1 else MEDIUM
    else:
        wholes = [g.wholes[0] for g in groups if part in g.parts][-1:]
        itself = wholes and any(x.kind == "share" and _part(page, x) is wholes[0] for x, _ in page.order)
        # 119 只盈利，占 71%；其中 57 只跑赢，占 34%: the second may be of what the first was a share of.
        tie = STRONG if len(wholes) == 1 and not itself else MEDIUM
    readings = [r for w in wholes[-3:] if (r := quotient("share", tie, part.m, w.m))]
    if readings:
        yield stated(page.context, f.i, f.m, "share", "TIE205", readings, "share of the whole")


_OTHER_TIME = re.compile(r"上年|去年|上季|上月|前年|预计|预期|指引|目标|计划|明年|累计|同期")


def _other_time(page: Page, whole: Fact, part: Fact) -> bool:
    """True for a level behind its part that its own words put into another time: 上年总票房, 预计营收."""
    if whole.i <= part.i:
        return False
    said = _OTHER_TIME.search(page.words(whole.i)[: whole.m.q.start - page.context.sentences[whole.i].start])
    return said is not None and said.group() not in part.clause


def _dealt_shares(page: Page) -> Iterator[Draft]:
    """``甲（24.9 万人）及乙（20.5 万人）分别占 26.2% 及 21.5%``: each share to its own part, of one whole."""
    order = [f for f, _ in page.order]
    for k, f in enumerate(order):
        if f.kind != "share" or not f.listed or not re.search(r"分别|依次", f.words):
            continue
        run = [f]
        while k + len(run) < len(order) and order[k + len(run)].listed and order[k + len(run)].i == f.i:
            run.append(order[k + len(run)])
        before = [x for x in order[:k] if x.kind == "level" and x.m.is_amount and x.i == f.i]
        parts = before[-len(run) :]
        if len(parts) != len(run) or not all(alike(x, parts[0]) for x in parts):
            continue
        found = _OF.search(re.sub(r"分别|依次", "", f.words))
        what = noun_of(found.group("what")) if found else ""
        wholes = [x for x in before[: -len(run)] if alike(x, parts[0])]
        wholes += [x for x in order[:k] if x.kind == "level" and x.i == f.i - 1 and alike(x, parts[0])]
        if what:
            wholes = [x for x in wholes if related(what, x.noun)]
        tie = STRONG if len({x.value for x in wholes}) == 1 else MEDIUM
        for share, part in zip(run, parts, strict=True):
            readings = [r for w in wholes[-4:] if (r := quotient("share", tie, part.m, w.m))]
            if readings:
                yield stated(
                    page.context, share.i, share.m, "share", "TIE205", readings, "share of the whole"
                )


def _whole_inside(page: Page, f: Fact) -> Fact | None:
    """The whole that stands in the clause of its share: 完成全年 360 万辆目标的 35.6%."""
    before = [
        x
        for x, _ in page.order
        if x.i == f.i and x.m.index == f.m.index - 1 and x.m.clause.start == f.m.clause.start
    ]
    if (
        not before
        or before[0].kind != "base"
        or not re.match(r"^[^，,；;。]{0,6}的[^，,；;。0-9]{0,6}$", page.between(before[0].m, f.m))
    ):
        return None
    return before[0] if re.search(r"(?:占|相当于|完成)[^，,；;。]*$", before[0].words) else None


def _of_inside(page: Page, f: Fact, whole: Fact) -> Iterator[Draft]:
    parts = [
        x
        for x, _ in page.order
        if x.kind == "level" and x.i == f.i and x.m.q.start < whole.m.q.start and alike(x, whole)
    ]
    if not parts or parts[-1].listed or parts[-1].m.q.high is not None or parts[-1].value > whole.value * 2:
        return
    part = parts[-1]
    if len(parts) > 1 and (part.m.bracketed or re.search(r"分别|、", page.between(parts[-2].m, part.m))):
        return  # of a list, the share may be of all its members
    one = quotient("share", STRONG, part.m, whole.m)
    if one is not None:
        yield stated(page.context, f.i, f.m, "share", "TIE205", (one,), "share of the whole")


def _of_goal(page: Page, f: Fact) -> Iterator[Draft]:
    """``全年目标为 12 万辆，首季完成全年目标的 17.5%``: the goal is stated by name, the part before it."""
    before = [
        x
        for x, _ in page.order
        if x.kind in ("level", "base") and x.i == f.i and x.m.q.start < f.m.q.start and x.m.is_amount
    ]
    goals = [x for x in before if re.search(r"(?:目标|计划|预算|任务)(?:为|是|达|定为|设为|约)*$", x.words)]
    parts = [x for x in before if x not in goals and x.kind == "level" and goals and alike(x, goals[0])]
    if len(goals) != 1 or len({x.value for x in parts}) != 1 or goals[0].m.q.high is not None:
        return
    part, goal = parts[0], goals[0]
    one = quotient("share", STRONG, part.m, goal.m)
    if one is not None:
        yield stated(page.context, f.i, f.m, "share", "TIE205", (one,), "share of the goal")


def _of_market(page: Page, f: Fact, part: Fact, what: str) -> Iterator[Draft]:
    """``全球出货 429.6 万台；中国 62.3 万台，占全球的 14.5%``: the market is the head of the same sentence."""
    place = re.match(r"(?:全球|全国|全市场|行业)", what)
    heads = [
        x
        for x, _ in page.order
        if x.kind == "level" and x.i == f.i and x.m.q.start < part.m.q.start and alike(x, part)
    ]
    if (
        not place
        or len(what) > 6
        or len(heads) != 1
        or place.group() not in heads[0].words
        or heads[0].value <= part.value
    ):
        return
    one = quotient("share", STRONG, part.m, heads[0].m)
    if one is not None:
        yield stated(page.context, f.i, f.m, "share", "TIE205", (one,), "share of the market")


def _of_several(page: Page, f: Fact, found: re.Match[str] | None) -> Iterator[Draft]:
    """``二者合计占总净收入的 97.3%``: the parts together over the whole that is named."""
    announced = HOW_MANY.search(f.clause)
    n = (
        2
        if re.search(r"[二两]者", f.clause)
        else 3
        if "三者" in f.clause
        else NUMBERS[announced.group("n")]
        if announced
        else 0
    )
    before = [
        x
        for x, _ in page.order
        if x.kind == "level" and x.m.q.start < f.m.q.start and f.i - x.i <= 1 and x.m.is_amount
    ]
    before = [x for x in before if not (x.m.q.unit in ("家", "大") and x.value < 20)]
    parts = before[-n:] if n else []
    what = noun_of(found.group("what")) if found else ""
    wholes = [x for x in before if related(what, x.noun) and x not in parts] if what else []
    inside = _whole_inside(page, f)
    wholes = [inside] if inside is not None else wholes
    if (
        len(parts) != n
        or n < 2
        or not all(alike(x, parts[0]) for x in parts)
        or len({x.value for x in wholes}) != 1
    ):
        return
    if not alike(wholes[0], parts[0]):
        return
    result = compute("share", added(parts), operand(wholes[0].m))
    text = f"({' + '.join(x.m.q.text for x in parts)}) / {wholes[0].m.q.text}"
    one = Reading(result, STRONG, text, (*(x.m for x in parts), wholes[0].m))
    yield stated(page.context, f.i, f.m, "share", "TIE205", (one,), "share of the whole")


_BOTH = re.compile(r"[二两三四五]者|前[二两三四五六七八九十]")


def _part(page: Page, f: Fact) -> Fact | None:
    """The amount a share belongs to: that of the clauses before it, named again or not."""
    cue = re.search(r"占|比例|比重|份额", f.words)
    name = noun_of(f.words[: cue.start()]) if cue else ""
    before = [
        x
        for x, _ in page.order
        if x.m.q.start < f.m.q.start and f.i - x.i <= 1 and x.kind == "level" and x.m.is_amount
    ]
    if name:
        named = [x for x in before if related(name, x.noun)] or [x for x in before if x.noun.startswith(name)]
        return named[-1] if len({x.value for x in named}) == 1 else None
    if not before or before[-1].i != f.i or before[-1].listed:
        return None
    since = [x for x, _ in page.order if before[-1].m.q.start < x.m.q.start < f.m.q.start]
    return before[-1] if all(x.kind in ("percent", "delta", "points", "base") for x in since) else None
