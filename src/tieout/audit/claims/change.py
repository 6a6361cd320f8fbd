"""Changes in percent: against a change in points, or against a level before.

Frames: ``恒指收 16587 點，升 198 點，升幅 1.2%``; ``lost 155.88 points (1.8 percent) to finish at 8,418.77``;
``38% above the $1.70 trough``; ``from 15 to 12, down 20%``; ``比去年同期的 208.2 億多 92.5 億，同比增 44.4%``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..mentions import Mention, counted_by, same_unit
from .base import MEDIUM, STRONG, WEAK, Context, Draft, Reading, caveat_of, operand, reading
from .bases import WINDOW_BEHIND, by_base, by_delta, signed
from .labels import (
    FX,
    NEXT_BASE,
    NEXT_SAID,
    OTHER_BASE,
    YEAR_BASE,
    YEAR_SAID,
    labels_clash,
    other_month,
)
from .rates import between_rates
from .stated import clause_span, loosened

__all__ = ["caveat_words", "find"]


def find(context: Context) -> Iterator[Draft]:
    """Every stated percent change of a passage, with its readings."""
    flat = context.flat()
    for at, (i, m) in enumerate(flat):
        if m.role != "change" or m.unit_kind != "%" or counted_by(m):
            continue
        if OTHER_BASE.match(m.tail):
            continue
        found = list(by_delta(context, flat, at))
        found += by_base(context, flat, at)
        found += between_rates(context, i, m)
        readings = [r for r in found if r is not None]
        if m.index and WINDOW_BEHIND.match(m.tail):
            # up 93,000 to 3.6 million, a rise of 36 percent during the last 12 months: of another period
            readings = [replace(r, strength=min(r.strength, MEDIUM)) for r in readings]
        readings = loosened(context, i, m, readings)
        readings = [
            replace(r, strength=min(r.strength, MEDIUM)) if any(other_month(x) for x in r.operands) else r
            for r in readings
        ]
        if _listed_english(context.mentions[i], m):
            # increases of 7% and 9%, each of its own pair: no single base is the one meant
            readings = [replace(r, strength=min(r.strength, MEDIUM)) for r in readings]
        if _listed(context.mentions[i], m):
            readings = [replace(r, strength=min(r.strength, WEAK)) for r in readings]
        loose = [r for r in _loose(flat, at, readings) if not _rival_base(m, readings, r)]
        clause = context.sentences[i].clause_at(m.q.start)
        start, end = clause_span(context, i, m)
        yield Draft(
            "change",
            "TIE201",
            start,
            end,
            m.q,
            (*readings, *loose),
            subject=m.subject or None,
            metric="percent change",
            period=m.scope or None,
            direction=0 if FX.search(context.words(i)) else m.direction,
            caveat=caveat_of(caveat_words(context, i, m), context.words(i)) or _annualised(context),
            numbers=((m.q.start, m.q.end),),
            meta={"clause": (clause.start, clause.end)},
        )


_ANNUAL = re.compile(r"\bannual(?:i[sz]ed)? rate|annuali[sz]ed|年化|折年")


def _annualised(context: Context) -> str:
    """Where a passage gives a rate a year, its changes are not those of the amounts beside them."""
    found = _ANNUAL.search(context.passage.text.lower())
    return f"a rate a year: {found.group()}" if found else ""


def _listed_english(row: tuple[Mention, ...], m: Mention) -> bool:
    near = [x for x in row if abs(x.index - m.index) == 1 and x.unit_kind == "%"]
    return any((x if x.index > m.index else m).gap.strip() in ("and", ", and", "or") for x in near)


def _listed(row: tuple[Mention, ...], m: Mention) -> bool:
    """True for one of several percents joined by list marks: each belongs to a name of its own."""
    after = row[m.index + 1] if m.index + 1 < len(row) else None
    joined = (m.index and _LIST_MARK.match(m.gap) and row[m.index - 1].unit_kind == "%") or (
        after is not None and _LIST_MARK.match(after.gap) and after.unit_kind == "%"
    )
    return bool(joined)


_LIST_MARK = re.compile(r"^\s*(?:、|和|及|与|以及)\s*$")


def _rival_base(m: Mention, readings: list[Reading], loose: Reading) -> bool:
    """True for a base that the label rules out: the base the label asks for is stated as well.

    In 去年同期为 100 亿元，一季度为 110 亿元，同比增长 9.1% the quarter's figure explains nothing.
    """
    said = m.lead + m.tail
    year, following = bool(YEAR_SAID.search(said)), bool(NEXT_SAID.search(said))
    if year == following or len(loose.operands) != 2:
        return False
    asked, other = (YEAR_BASE, NEXT_BASE) if year else (NEXT_BASE, YEAR_BASE)
    for r in readings:
        if r.strength < STRONG or len(r.operands) != 2:
            continue
        now, base = r.operands
        words = base.lead + base.tail
        if (
            base.role == "base"
            and asked.search(words)
            and not other.search(words)
            and loose.operands[0] in (now, base)
            and loose.operands[1] is not base
        ):
            return True
    return False


def caveat_words(context: Context, i: int, m: Mention) -> str:
    """The words that can move the base: those of the number's own clause and of the one before."""
    sentence = context.sentences[i]
    clauses = sentence.clauses
    own = next((k for k, c in enumerate(clauses) if m.q.start < c.end), len(clauses) - 1)
    begin = clauses[max(0, own - 2)].start
    return sentence.low[begin - sentence.start : clauses[own].end - sentence.start]


def _loose(flat: list[tuple[int, Mention]], at: int, found: list[Reading]) -> list[Reading]:
    """Readings that would explain the figure otherwise: other pairs of the same subject nearby."""
    i, m = flat[at]
    if not found:
        return []
    used = {x.q.start for r in found for x in r.operands}
    subjects = {x.subject for r in found for x in r.operands} | {m.subject}
    near = [
        x
        for j, x in flat
        if abs(j - i) <= 1
        and x.is_amount
        and x.role != "time"
        and (x.subject in subjects or x.q.start in used)
    ][:9]
    out: list[Reading] = []
    for a in near:
        for b in near:
            if a is b or not same_unit(a.q, b.q) or labels_clash(m, b) or labels_clash(m, a):
                continue
            if {a.q.start, b.q.start} <= used and any(
                {x.q.start for x in r.operands} == {a.q.start, b.q.start} for r in found
            ):
                continue
            if b.role == "delta":
                r = reading(
                    "change_by_delta",
                    WEAK,
                    (a, b),
                    operand(a),
                    signed(b, m),
                    formula=f"{b.q.text} against {a.q.text}",
                )
            else:
                r = reading(
                    "change", WEAK, (a, b), operand(a), operand(b), formula=f"{a.q.text} / {b.q.text} - 1"
                )
            if r is not None:
                out.append(r)
    return out
