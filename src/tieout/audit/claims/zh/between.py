"""The word between two levels of one topic: 由 16.2% 提升至 13.9% says a rise, the figures give a fall."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...lexicon.patterns import FROM_ZH
from ...mentions import same_unit
from ..base import Draft, caveat_of
from ..change import caveat_words
from ..order import _draft
from .topics import Page

__all__ = ["find"]

_UP = r"提升|提高|上升|上涨|增长|增加|升|涨|增|扩大|攀升|回升|上调|走高|抬升"
_DOWN = r"下降|下滑|下跌|降低|回落|减少|缩减|收窄|降|跌|减|下调|压降|走低|缩短"
_TO = re.compile(
    rf"^(?:的[^，,]{{0,4}})?(?:逐步|进一步|大幅|小幅|快速|稳步|持续|显著|明显|略微?)*(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:至|到|为)(?:约|近)?$"
)
_BOTH_WAYS = re.compile(r"汇率|兑|人民币|排名|名次|位次|亏损|逆差|赤字|负|跌幅|降幅|贴水|折价|净流")


def find(page: Page) -> Iterator[Draft]:
    """Every from-to of one clause whose verb goes the other way."""
    for (a, _), (b, _) in zip(page.order, page.order[1:], strict=False):
        if (
            a.kind != "base"
            or a.i != b.i
            or b.m.index != a.m.index + 1
            or a.m.clause.start != b.m.clause.start
        ):
            continue
        if not same_unit(a.m.q, b.m.q) and a.m.q.unit != b.m.q.unit:
            continue
        if not re.search(rf"{FROM_ZH}[^，,；;。]*$", a.words) or _BOTH_WAYS.search(a.clause + b.words):
            continue
        found = _TO.match(page.between(a.m, b.m))
        if not found or min(a.value, b.value) <= 0 or a.m.q.high is not None or b.m.q.high is not None:
            continue
        draft = _draft(page.context, a.i, "direction", "TIE208", a.m, b.m, 1 if found.group("up") else -1)
        if (
            draft is not None
            and draft.fixed == "contradicted"
            and not caveat_of(caveat_words(page.context, a.i, b.m))
        ):
            yield draft
