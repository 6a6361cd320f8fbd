"""A passage with its numbers as slots, across sentences and in any script, so that frames can span clauses.

``差距达7.04个百分点，较上周的5.12个百分点收窄`` becomes ``差距达#d0#，较上周的#d1#收窄``. The letter is the kind: ``a`` amount,
``p`` percent, ``d`` points, ``x`` times, ``g`` a range, ``t`` a time or a place. The number is that of the
figure in the passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ....model import ClaimKind
from ...mentions import Mention
from ..base import Context, Draft

__all__ = ["Masked", "Slot", "borne_out", "disagreement", "masked_of"]


_SLOT = re.compile(r"#[a-z](\d+)#")


@dataclass(frozen=True)
class Slot:
    """A figure of the passage: its sentence, its number in the passage and its kind."""

    i: int
    n: int
    m: Mention
    kind: str

    @property
    def fine(self) -> bool:
        """Printed so that a move would show: three digits, or a rate with a decimal."""
        digits = sum(c.isdigit() for c in self.m.q.text)
        return digits >= 3 or (self.kind in "pdx" and self.m.q.decimals > 0)


@dataclass(frozen=True)
class Masked:
    """The folded words of a passage with slots, and its figures in order."""

    context: Context
    text: str
    slots: tuple[Slot, ...]

    def slot(self, found: re.Match[str], name: str) -> Slot:
        """The figure of a frame's group, which holds the slot's number."""
        return self.slots[int(found.group(name))]

    def place(self, at: int) -> int:
        """The position of the passage that a position of the masked words stands for."""
        last = list(_SLOT.finditer(self.text, 0, at))
        if not last:
            return at
        q = self.slots[int(last[-1].group(1))].m.q
        return at - last[-1].end() + q.end - self.context.passage.start

    def each(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every place a frame fits, overlapping ones included."""
        at = 0
        while found := pattern.search(self.text, at):
            yield found
            at = found.start() + 1


_last: list[Masked] = []


def masked_of(context: Context) -> Masked:
    """The passage with its numbers as slots; that of the passage asked for last is kept."""
    if not _last or _last[0].context is not context:
        _last[:] = [_masked(context)]
    return _last[0]


def _masked(context: Context) -> Masked:
    low, offset = context.passage.low.replace("#", " "), context.passage.start
    pieces: list[str] = []
    slots: list[Slot] = []
    at = 0
    for i, m in context.flat():
        begin, end = m.q.start - offset, m.q.end - offset
        if begin < at:
            continue
        slot = Slot(i, len(slots), m, _kind(m))
        pieces += [low[at:begin], f"#{slot.kind}{slot.n}#"]
        slots.append(slot)
        at = end
    pieces.append(low[at:])
    return Masked(context, "".join(pieces), tuple(slots))


def _kind(m: Mention) -> str:
    if m.q.rank or m.unit_kind == "time":
        return "t"
    if m.q.high is not None:
        return "g"
    return {"%": "p", "pp": "d", "points": "d", "times": "x"}.get(m.unit_kind, "a")


def disagreement(
    kind: ClaimKind,
    slots: tuple[Slot, ...],
    said: str,
    expected: str,
    reason: str,
    *,
    metric: str = "direction",
) -> Draft:
    """What words say of figures, and the figures do not bear out."""
    marks = tuple(s.m.evidence() for s in slots)
    return Draft(
        kind, "TIE208", min(s.m.q.start for s in slots), max(s.m.q.end for s in slots), None,
        subject=slots[0].m.subject or None, metric=metric, fixed="contradicted", said=said, expected=expected,
        reason=reason, evidence=marks,
    )  # fmt: skip


def borne_out(draft: Draft) -> Draft:
    """The same statement where the figures do bear it out."""
    return draft.replace(fixed="supported", expected=draft.said, reason="the figures beside it bear it out")
