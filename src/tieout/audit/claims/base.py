"""Candidate claims: what is stated, the readings that could support it, and the verdict policy.

A :class:`Draft` holds the number that is stated and every :class:`Reading` (a formula with its
operands) that the words allow, each with a strength:

``STRONG``
    the frame ties the operands: same subject, adjacent, the cue words name the relation;
``FRAMED``
    strong, and one phrase prints all its operands (``X，占 W 的 P``): they cannot be those of another statement;
``MEDIUM``
    likely, but a word or a sentence lies between: it may confirm, it never contradicts;
``WEAK``
    merely possible: it only keeps a doubtful statement from being contradicted.

:func:`judge` turns a draft into a verdict. ``contradicted`` needs a strong reading, no caveat in
the sentence, and that no reading at all fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

from ...errors import UndefinedFormula
from ...model.claim import Verdict
from ...model.evidence import Evidence
from ...model.formula import Operand, compute, verify
from ...quantity import Interval, Quantity
from ...quantity.interval import INF
from ..lexicon import patterns as p
from ..mentions import COUNT_UNITS, Mention
from ..prose import Passage, Sentence

__all__ = [
    "FRAMED",
    "MEDIUM",
    "STRONG",
    "WEAK",
    "Context",
    "Draft",
    "Judged",
    "Reading",
    "judge",
    "magnitude",
    "operand",
    "opposed",
    "quotient",
    "reading",
]

FRAMED, STRONG, MEDIUM, WEAK = 4, 3, 2, 1
SLACK = Decimal("0.1")
_HAN = re.compile(r"[\u4e00-\u9fff]")
COUNTED = 1000
"""Below this a number of companies or shares is a count; above it is often rounded."""


@dataclass(frozen=True)
class Context:
    """One passage with the mentions of its sentences."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    mentions: tuple[tuple[Mention, ...], ...]

    def flat(self) -> list[tuple[int, Mention]]:
        """Every mention with the index of its sentence, in order."""
        return [(i, m) for i, row in enumerate(self.mentions) for m in row]

    def words(self, i: int) -> str:
        """The folded text of sentence ``i``."""
        return self.sentences[i].low


@dataclass(frozen=True)
class Reading:
    """One way to compute what is stated."""

    result: Operand
    strength: int
    formula: str
    operands: tuple[Mention, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    cut: Operand | None = None


@dataclass(frozen=True)
class Draft:
    """A candidate claim about a number (``stated``), or about an order or a name (``holds`` set)."""

    kind: str
    rule: str
    start: int
    end: int
    stated: Quantity | None
    readings: tuple[Reading, ...] = ()
    subject: str | None = None
    metric: str | None = None
    period: str | None = None
    direction: int = 0
    caveat: str = ""
    numbers: tuple[tuple[int, int], ...] = ()
    note: str = ""
    said: Any = None
    expected: Any = None
    fixed: str | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    severity: str = "high"
    message: str = ""
    meta: dict[str, Any] = field(default_factory=dict)

    def replace(self, **changes: Any) -> Draft:
        """A copy with some attributes changed."""
        return replace(self, **changes)


@dataclass(frozen=True)
class Judged:
    """A draft with its verdict."""

    draft: Draft
    verdict: Verdict
    reason: str
    expected: Any = None
    evidence: tuple[Evidence, ...] = ()
    rivals: int = 0
    formula: str = ""
    operands: tuple[Any, ...] = ()
    best: Reading | None = None


def operand(m: Mention | Quantity) -> Operand:
    """A mention as operand of a formula.

    A bound such as 逾 leaves the value open on one side; as an operand it is taken to be within a
    tenth of what is printed, so that an open end does not make every result fit.
    """
    q = m.q if isinstance(m, Mention) else m
    if (
        q.decimals == 0
        and q.scale == 1
        and q.unit in COUNT_UNITS
        and abs(q.value) < COUNTED
        and not q.comparator
        and q.high is None
    ):
        return Operand.exact(q.value)  # fifteen companies are fifteen, not between 14.5 and 15.5
    shown = q.shown
    if q.high is not None or q.comparator is None:
        return Operand(q.value, shown)
    if q.comparator == "about" and q.decimals > 0 and _HAN.search(q.text):
        if abs(q.value).scaleb(q.decimals) >= 100 * q.scale:
            return Operand(q.value, shown)  # 约人民币 191.5 百万元: rounded to its digits, not guessed
    room = abs(q.value) * SLACK
    low, high = shown.lo, shown.hi
    if q.comparator in ("over", "at_least", "about"):
        high += room
    if q.comparator in ("under", "at_most", "about"):
        low -= room
    return Operand(q.value, Interval(low, high))


def magnitude(o: Operand) -> Operand:
    """The operand without its sign."""
    return Operand(abs(o.value), abs(o.interval))


def reading(
    name: str, strength: int, operands: Sequence[Mention], *values: Operand, formula: str = ""
) -> Reading | None:
    """A reading by a named operator, or None where the formula has no value."""
    try:
        result = compute(name, *values)
    except UndefinedFormula:
        return None
    if result.interval.width == INF:
        return None
    shown = formula or f"{name}({', '.join(m.q.text for m in operands)})"
    return Reading(result, strength, shown, tuple(operands), cut=_cut_off(name, values))


def quotient(name: str, strength: int, a: Mention, b: Mention) -> Reading | None:
    """``a / b`` as a share, a ratio: the reading of two figures of the text, shown as it is computed."""
    return reading(name, strength, (a, b), operand(a), operand(b), formula=f"{a.q.text} / {b.q.text}")


def _cut_off(name: str, values: Sequence[Operand]) -> Operand | None:
    """The result if every operand was cut off instead of rounded: each lies up to a whole unit further out."""
    try:
        return compute(name, *(_truncated(v) for v in values))
    except UndefinedFormula:
        return None


def _truncated(v: Operand) -> Operand:
    width = v.interval.width
    if width == 0 or width == INF:
        return v
    if v.value >= 0:
        return Operand(v.value, Interval(v.value, v.value + width))
    return Operand(v.value, Interval(v.value - width, v.value))


def unsigned(q: Quantity) -> Quantity:
    """The quantity as a magnitude: the sign of 跌幅 -4.96% is house style."""
    if q.value >= 0:
        return q
    if q.high is not None:
        return replace(q, value=abs(q.high), high=abs(q.value))
    return replace(q, value=-q.value)


def judge(draft: Draft) -> Judged:
    """The verdict on a draft; see the module's text for the policy."""
    if draft.fixed is not None:
        return Judged(draft, cast(Verdict, draft.fixed), draft.reason, draft.expected, draft.evidence)
    stated = draft.stated
    if stated is None or not draft.readings:
        return Judged(draft, "unchecked", draft.reason or "nothing in the report to check it against")
    checks = [(r, verify(unsigned(stated), magnitude(r.result))) for r in draft.readings]
    fits = [(r, c) for r, c in checks if c.verdict != "contradicted"]
    sure = [(r, c) for r, c in fits if r.strength >= MEDIUM]
    if sure:
        best, check = min(sure, key=lambda rc: (rc[1].verdict != "supported", -rc[0].strength))
        if draft.direction and opposed(best.result, draft.direction):
            return _opposite(draft, best)
        rivals = sum(1 for r, _ in fits if r.formula != best.formula)
        return Judged(
            draft,
            check.verdict,
            check.reason,
            check.expected,
            _evidence(best),
            rivals,
            best.formula,
            tuple(m.q.value for m in best.operands),
        )
    strong = [(r, c) for r, c in checks if r.strength >= STRONG]
    if fits:
        return Judged(
            draft, "unchecked", f"only a loose reading fits: {fits[0][0].formula}", rivals=len(fits)
        )
    if not strong:
        return Judged(
            draft, "unchecked", "no reading of the sentence ties it to other figures closely enough"
        )
    if draft.caveat:
        return Judged(draft, "unchecked", draft.caveat)
    best, check = strong[0]
    if best.cut is not None and unsigned(stated).shown.meets(abs(best.cut.interval)):
        return Judged(
            draft, "unchecked", f"fits {best.formula} only if a figure was cut off instead of rounded"
        )
    return Judged(
        draft,
        "contradicted",
        f"{best.formula} = {_short(check.expected)}",
        check.expected,
        _evidence(best),
        0,
        best.formula,
        tuple(m.q.value for m in best.operands),
        best,
    )


def opposed(result: Operand, direction: int) -> bool:
    """True when a result surely has the sign the direction word denies."""
    # Two roundings that differ keep their order: 1.05 % is below 1.06 % although the intervals touch.
    interval, value = result.interval, result.value
    return (interval.hi <= 0 and value < 0 < direction) or (interval.lo >= 0 and value > 0 > direction)


def _opposite(draft: Draft, best: Reading) -> Judged:
    if draft.caveat or best.strength < STRONG:
        return Judged(draft, "unchecked", draft.caveat or "the direction word and the figures point apart")
    word = "a rise" if draft.direction > 0 else "a fall"
    return Judged(
        draft,
        "contradicted",
        f"the words say {word}, the figures give {_short(best.result.value)}",
        best.result.value,
        _evidence(best),
        0,
        best.formula,
        tuple(m.q.value for m in best.operands),
    )


def _evidence(best: Reading) -> tuple[Evidence, ...]:
    spans = tuple(m.evidence() for m in best.operands)
    if best.evidence and not spans:
        return best.evidence
    return (
        Evidence("formula", value=best.result.value, note=best.formula, inputs=spans + best.evidence),
        *best.evidence,
    )


def _short(value: Any) -> str:
    if not isinstance(value, Decimal):
        return str(value)
    text = (
        f"{value:.4f}".rstrip("0").rstrip(".")
        if abs(value) < 1000
        else f"{value:,.2f}".rstrip("0").rstrip(".")
    )
    return text or "0"


_WHOLE = re.compile(
    r"重述|追溯|调整后|可比口径|同口径|拆股|送转|除权|restated|constant currenc|like-for-like|pro forma|stock split|share split|"
    r"(?:before|after|reflects?|reflecting|adjusted for) the (?:stock )?split"
)


def caveat_of(words: str, sentence: str = "") -> str:
    """Why a change in these words may rest on another base, or an empty string.

    Restatement covers the whole sentence; the other words only the clauses they stand in.
    """
    found = p.RESTATED.search(words) or _WHOLE.search(sentence)
    return f"possible restated or other base: {found.group()}" if found else ""


def within(items: Iterable[Mention], unit_of: Mention) -> list[Mention]:
    """The amounts among the mentions that can be compared with one."""
    from ..mentions import same_unit

    return [m for m in items if m.is_amount and same_unit(m.q, unit_of.q)]
