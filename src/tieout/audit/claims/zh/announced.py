"""How many the total says it adds up, where the figures in front close it with another number of them."""

from __future__ import annotations

from collections.abc import Iterator

from ....model.evidence import Evidence
from ..base import Draft
from .facts import Fact
from .parts import HOW_MANY, NUMBERS, TOGETHER, added, alike
from .topics import Page

__all__ = ["find"]

FEWEST, DIGITS = 3, 3


def find(page: Page) -> Iterator[Draft]:
    """``甲(2.74)、乙(2.69)、丙(1.82)……六家合计 10.71``: five figures give the total to the last digit."""
    levels = [f for f, _ in page.order if f.kind == "level" and f.m.is_amount]
    for k, f in enumerate(levels):
        found = HOW_MANY.search(f.clause)
        if not found or not TOGETHER.search(f.words) or f.m.q.comparator or f.m.q.high is not None:
            continue
        n = NUMBERS[found.group("n")]
        run: list[Fact] = []
        for x in reversed(levels[:k]):
            if f.i - x.i > 1 or (run and x.i != run[0].i) or not alike(x, f) or x.m.q.comparator:
                break
            run.insert(0, x)
        if len(run) < FEWEST or n == len(run) or len(str(f.m.q.text).replace(".", "")) < DIGITS:
            continue
        tails = [run[-n:]] if n < len(run) else []
        if any(added(x).interval.meets(f.m.q.shown) for x in tails) or max(x.value for x in run) >= f.value:
            continue
        total = sum(x.value for x in run)
        if total != f.value:
            continue
        start = f.m.clause.start + found.start()
        yield Draft(
            "count",
            "TIE204",
            start,
            f.m.q.end,
            None,
            metric="figures added up",
            fixed="contradicted",
            said=n,
            expected=len(run),
            reason=f"{n} announced, {len(run)} listed",
            evidence=tuple(
                Evidence("sentence", start=x.m.q.start, end=x.m.q.end, value=x.value, note=x.m.q.text)
                for x in run
            ),
        )
