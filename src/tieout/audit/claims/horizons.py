"""Relative performance: ``甲相对乙，近一个月跑输 2.0 个百分点``, ``3-month ahead by 3.5 percentage points``.

The box prints the return of two indexes over one, three and twelve months. The window word chooses the
column, the verb says which of the two is ahead, the figure is their difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.formula import Operand, compute, verify
from ..grid import Grid, Grids, norm
from ..mentions import Mention
from ..prose import Sentence
from .base import Context, Draft
from .spotting import names_of, spots

__all__ = ["find"]

_WINDOWS = (
    ("ret_12m_pct", re.compile(r"近?(?:十二|12)\s*个月|近一年|(?<!\d)12[- ]?months?\b|\b12m\b|\btwelve[- ]months?\b")),
    ("ret_3m_pct", re.compile(r"近?(?:三|3)\s*个月|(?<!\d)3[- ]?months?\b|\b3m\b|\bthree[- ]months?\b")),
    ("ret_1m_pct", re.compile(r"近?(?:一|1)\s*个月(?!\d)|近一月|(?<!\d)1[- ]?months?\b|\b1m\b|\bone[- ]months?\b")),
)  # fmt: skip
_OVER = re.compile(r"\s*(?:over|in)\s+(?:the (?:last|past)\s+)?(?:\d+|one|three|twelve)[- ]months?\b")
_WAY = re.compile(
    r"(?P<up>跑赢|领先|超额|\bahead\b|outperform\w*|\bbeat\w*)|(?P<down>跑输|落后|\bbehind\b|underperform\w*|trail\w*)"
)


def find(context: Context, grids: Grids, taken: set[int]) -> Iterator[Draft]:
    """Leads in points of one index over another, by the box of the report."""
    boxes = [g for g in grids.grids if g.tracker is not None and g.tracker.name == "relative_performance"]
    if not boxes or boxes[0].doubtful or len(boxes[0].rows) < 2:
        return
    box = boxes[0]
    names = names_of(n for r in box.rows for n in r.names)
    for i, sentence in enumerate(context.sentences):
        named = [k for _, _, k in spots(sentence, names)]
        order = list(dict.fromkeys(named))
        if len(order) == 2 and re.match(r"\s*(?:against\b|相对于?|relative to\b)", sentence.low):
            order.reverse()  # Against B, A is ahead by ...
        for m in context.mentions[i]:
            if m.unit_kind in ("pp", "%") and m.q.start not in taken:
                draft = _lead(sentence, context.mentions[i], m, box, order)
                if draft is not None:
                    taken |= {s for s, _ in draft.numbers}
                    yield draft


def _lead(
    sentence: Sentence, row: Sequence[Mention], m: Mention, box: Grid, order: Sequence[str]
) -> Draft | None:
    at = m.q.start - sentence.start
    before = [x.q.end for x in row if x.q.end <= m.q.start and x.unit_kind in ("pp", "%")]
    begin = max(before, default=sentence.start) - sentence.start
    over = _OVER.match(sentence.low, begin) if before else None
    begin = over.end() if over else begin
    words = sentence.low[begin:at]
    ways = list(_WAY.finditer(words))
    # ahead by 2.0 percentage points over 1 month: the window behind the figure is its own.
    behind = _OVER.match(sentence.low, m.q.end - sentence.start)
    end = behind.end() if behind else at
    fields = sorted(
        (f.start(), field)
        for field, p in _WINDOWS
        for f in p.finditer(sentence.low, *((behind.start(), end) if behind else (begin, at)))
    )
    if not ways or not fields:
        return None
    column = box.table.column_of(fields[-1][1])
    keys = [_row(box, k) for k in order]
    first, second = (keys[0], keys[1]) if len(keys) >= 2 else (0, 1)
    if column is None or first is None or second is None or first == second:
        return None
    a, b = box.rows[first].cells[column], box.rows[second].cells[column]
    if a.operand is None or b.operand is None:
        return None
    gap = compute("difference", a.operand, b.operand)
    up = bool(ways[-1].group("up"))
    check = verify(m.q, Operand(abs(gap.value), abs(gap.interval)))
    wrong_way = (gap.interval.hi < 0) if up else (gap.interval.lo > 0)
    bad = check.verdict == "contradicted" or wrong_way
    first_at, last_at = (behind.start(), end) if behind else (begin, at)
    window = [x.q for x in row if first_at <= x.q.start - sentence.start < last_at and x.unit_kind == "time"]
    start = begin + ways[-1].start() if behind else fields[-1][0]
    return Draft(
        "difference",
        "TIE202",
        sentence.start + start,
        max(m.q.end, sentence.start + end),
        m.q,
        fixed="unchecked" if bad and len(keys) < 2 else "contradicted" if bad else check.verdict,
        subject=box.rows[first].label,
        metric=box.headers[column],
        said=m.q.value,
        expected=abs(gap.value),
        reason=f"the table gives {a.text} and {b.text}" if bad else check.reason,
        evidence=(a.evidence(), b.evidence()),
        # The window is the column's name; it is right when the statement is.
        numbers=((m.q.start, m.q.end), *(() if bad else ((q.start, q.end) for q in window[-1:]))),
    )


def _row(box: Grid, key: str) -> int | None:
    return next((k for k, r in enumerate(box.rows) if any(norm(n) == key for n in r.names)), None)
