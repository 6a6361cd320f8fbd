"""The figure of a headline against the body: 净利同比增长 28.56% above, 归母净利润同比增长 25.86% below.

The metric, what it is compared with and the period must be the same, the body must speak of the name in the
headline, and the headline's figure must stand nowhere in the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....model.evidence import Evidence
from ..base import Context, Draft, caveat_of
from ..stated import stated
from .facts import Fact
from .topics import Page, topics_of

__all__ = ["find"]

LONGEST = 60
_METRICS = (
    re.compile(r"(?<!扣非)(?<!扣非后)(?:归母净利润?|归属[^，,]{2,12}净利润|净利润?|纯利)$"),
    re.compile(r"(?:营业?总?收入?|营收)$"),
)
_OTHERS = re.compile(r"扣非|扣除|预计|预期|有望")


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every change of a headline that the body gives with another figure."""
    bodies = [c for c in contexts if c.passage.role not in ("source", "contents", "caption")]
    if len(bodies) < 2 or len(bodies[0].sentences) != 1:
        return
    text = bodies[0].passage.low.strip().strip("#* ")
    page = topics_of(bodies[0])
    if page is None or len(text) > LONGEST or text.endswith(("。", "；", ";")):
        return
    pages = [p for c in bodies[1:4] if (p := topics_of(c)) is not None]
    body = "".join(p.context.passage.low for p in pages)
    name = re.match(r"[\u4e00-\u9fffa-z]{2,4}", text)
    if not name or name.group() not in body:
        return
    for f, topic in page.order:
        if f.kind != "percent" or not f.key or f.m.q.comparator or f.m.q.decimals < 1 or f.listed:
            continue
        metric = next((m for m in _METRICS if m.search(f.noun or topic.noun)), None)
        if metric is None or _OTHERS.search(text) or len(str(f.m.q.text)) < 4:
            continue
        yield from _against(f, metric, pages)


def _against(head: Fact, metric: re.Pattern[str], pages: Sequence[Page]) -> Iterator[Draft]:
    facts = [(page, f, t) for page in pages for f, t in page.order]
    if any(f.m.unit_kind == "%" and f.m.q.shown.meets(head.m.q.shown) for _, f, _ in facts):
        return
    same = [
        (page, f)
        for page, f, topic in facts
        if f.kind == "percent"
        and f.key == head.key
        and not f.listed
        and not f.far
        and metric.search(topic.noun)
        and not _OTHERS.search(topic.noun + f.clause)
        and any(x.kind == "level" and x.period == head.period for x in topic.facts)
        and all(x.period == head.period for x in topic.facts if x.kind == "level")
    ]
    if len(same) != 1:
        return
    page, f = same[0]
    if f.m.q.decimals != head.m.q.decimals or f.m.q.comparator or caveat_of(page.words(f.i), page.words(f.i)):
        return
    yield stated(page.context, f.i, f.m, "repeat", "TIE209", (), "figure of the headline").replace(
        fixed="contradicted",
        said=f.value,
        expected=head.value,
        reason=f"the headline gives {head.m.q.text}",
        evidence=(
            Evidence(
                "sentence", start=head.m.q.start, end=head.m.q.end, value=head.value, note=head.m.q.text
            ),
        ),
    )
