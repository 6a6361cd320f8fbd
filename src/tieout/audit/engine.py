"""The audit itself: prose, claims, verdicts, accounting, findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

from ..model.claim import Claim, ClaimKind, Finding, Severity
from ..model.evidence import json_value
from ..model.report import Report
from ..quantity import Quantity
from .accounting import Number, SkippedRun, number_verdicts, summary_of, uncovered
from .align import Names, printed_aliases
from .boards import boards_of
from .claims import (
    covered,
    named_wholes,
    nearties,
    notation,
    past,
    percents,
    ranks,
    repeat,
    scales,
    siblings,
    twins,
    weekdays,
)
from .claims.adding import divisions
from .claims.base import Context, Judged, judge
from .claims.columns_meant import reconsidered
from .claims.english import against, stories, topline
from .claims.identities import bullets, exchange
from .claims.plausible import Figures
from .claims.slips import DIGITS
from .claims.zh import again, headline
from .claims.zh.outer import as_outside
from .coarse import coarsened
from .families import Page, drafts_of
from .grid import build
from .loose import with_loose_tables
from .mentions import Mention, mentions_of
from .prose import Passage, passages
from .quantities import known_names, scan_passage
from .statements import Statement, statements_of
from .wording import in_chinese, language_of

__all__ = ["Audit", "audit"]

_BETWEEN_PASSAGES = (
    divisions,
    again,
    headline,
    stories,
    topline,
    weekdays,
    notation,
    bullets,
    exchange,
    named_wholes,
    siblings,
)
"""Families that read the passages of a report side by side."""

_SEVERITY = {"high": 0, "medium": 1, "low": 2}
_VERDICT = {"contradicted": 0, "supported": 1, "supported_by_rounding": 2, "unchecked": 3}


@dataclass(frozen=True)
class Audit:
    """What the audit found: every number with its verdict, the claims, and the findings."""

    numbers: tuple[Number, ...]
    skipped: tuple[SkippedRun, ...]
    claims: tuple[Claim, ...]
    findings: tuple[Finding, ...]
    summary: dict[str, Any]
    report: Report = field(repr=False, compare=False, default_factory=lambda: Report(""))

    def as_json(self, file: str = "") -> dict[str, Any]:
        """What ``tieout audit --format json`` prints for one file."""
        return {
            "file": file,
            "summary": dict(self.summary),
            "numbers": [n.as_json() for n in self.numbers],
            "skipped": [s.as_json() for s in self.skipped],
            "claims": [c.as_json() for c in self.claims],
            "findings": [f.as_json() for f in self.findings],
        }

    def to_json(self, file: str = "", *, indent: int | None = None) -> str:
        """The JSON text."""
        return json.dumps(self.as_json(file), ensure_ascii=False, indent=indent)


def audit(
    report: Report, *, desk: Any = None, earlier: Sequence[Report] = (), language: str | None = None
) -> Audit:
    """Account for every number in a report.

    ``desk`` gives earlier issues, market data and house rules; ``earlier`` are earlier issues given
    directly; ``language`` (zh or en) is that of the messages, the report's own if left out. Nothing is read from the network and nothing is written.

    >>> from tieout.model.report import Block, Report
    >>> text = "恒指收16587点，升198点，升幅1.5%。"
    >>> result = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    >>> [(f.code, f.quote) for f in result.findings]
    [('TIE201', '16587点，升198点，升幅1.5%')]
    """
    from .rules import all_findings
    from .rules.base import View

    prose = passages(report)
    printed = len(report.tables)
    report = with_loose_tables(report)
    grids = build(report, printed=printed)
    names = Names(grids, printed_aliases((p.text for p in prose), grids))
    boards = boards_of(grids)
    known = known_names(report)
    statements = _statements(report)
    quantities: list[Quantity] = []
    skipped: list[SkippedRun] = []
    judged: list[Judged] = []
    contexts: list[Context] = []
    standing = ranks.Standing()
    lines = against.Lines(statements)
    scanned = [scan_passage(passage, known) for passage in prose]
    for passage, (_, passed), found in zip(prose, scanned, coarsened([q for q, _ in scanned]), strict=True):
        quantities += found
        skipped += [SkippedRun(report.text[s.start : s.end], s.start, s.end, s.reason) for s in passed]
        spans = [(q.start, q.end) for q in found] + [(s.start, s.end) for s in passed]
        for start, end in uncovered(report.text, passage.start, passage.end, spans):
            skipped.append(SkippedRun(report.text[start:end], start, end, "name"))
        context = _context(passage, found)
        contexts.append(context)
        if passage.role != "source":
            page = Page(context, grids, names, boards, standing, lines)
            judged += [judge(d) for d in drafts_of(page)]
    figures = Figures(quantities, grids)
    settled = reconsidered(_settled([figures.reviewed(j) for j in judged]))
    settled += [figures.reviewed(judge(d)) for d in repeat.find(contexts, settled)]
    settled += [figures.reviewed(judge(d)) for family in _BETWEEN_PASSAGES for d in family.find(contexts)]
    settled = _settled(settled)
    open_figures, free_figures = _open_figures(quantities, settled)
    points = percents.printed(report.text)
    told = [(j.draft.start, j.draft.end) for j in settled if j.verdict == "contradicted"]
    untold = {s for s in open_figures if not any(a <= s < b for a, b in told)}
    settled += [judge(d) for c in contexts for d in percents.find(c, grids, untold, points=points)]
    settled += [judge(d) for c in contexts for d in covered.find(c, grids, untold)]
    settled += [judge(d) for c in contexts for d in scales.find(c, grids, untold, quantities)]
    settled += [judge(d) for c in contexts for d in nearties.find(c, quantities, open_figures, free_figures)]
    settled += [judge(d) for d in twins.find(contexts, quantities, grids, open_figures)]
    if earlier or desk is not None:
        known_before = past.history_of(report, earlier, desk)
        tied = {s for j in settled if j.verdict.startswith("supported") for s, _ in j.draft.numbers}
        still_open = {q.start for q in quantities} - tied
        for context in contexts:
            settled += [judge(d) for d in past.find(context, grids, names, known_before, still_open)]
    claims = _number_claims(report, _settled(settled))
    numbers = number_verdicts(report.text, sorted(quantities, key=lambda q: q.start), [c for c, _ in claims])
    findings = [f for c, d in claims if (f := _finding(report.text, c, d))]
    meta = {c.id: j.draft.meta for c, j in claims if j.draft.meta}
    findings += all_findings(
        View(report, grids, contexts, [c for c, _ in claims], meta, desk, tuple(earlier), statements)
    )
    findings += _doubts(report)
    if (language or language_of(report.text)) == "zh":
        findings = [replace(f, message=in_chinese(f.message)) for f in findings]
    findings.sort(key=lambda f: (_SEVERITY[f.severity], f.start, f.code))
    only = tuple(c for c, _ in claims)
    return Audit(
        numbers,
        tuple(sorted(skipped, key=lambda s: s.start)),
        only,
        tuple(_unique(findings)),
        summary_of(numbers, only),
        report,
    )


def _statements(report: Report) -> tuple[Statement, ...]:
    """The statements of a text, outside the tables a tracker reads: those have rules of their own."""
    tracked = [(t.start, t.end) for t in report.tables if t.tracker]
    found = statements_of(report.text)
    return tuple(s for s in found if not any(s.start < e and b < s.end for b, e in tracked))


def _doubts(report: Report) -> Iterable[Finding]:
    """The reader's doubts as findings: they name the converter, and outrank what rests on them."""
    from .rules import all_rules

    severities = {r.code: r.severity for r in all_rules()}
    first = report.text.find("\n")
    for warning in report.warnings:
        code = _CODES.get(warning.code, warning.code)
        # What was left out of the text stands nowhere in it: it is told at the first line.
        start, end = warning.start, warning.end
        if end <= start:
            start, end = 0, first if first > 0 else len(report.text)
        words = "not collected" if code == "TIE604" else "import"
        yield Finding(
            code,
            severities.get(code, "low"),
            f"{words}: {warning.message}",
            report.text[start:end],
            start,
            end,
        )


_CODES = {"gap": "TIE604"}
"""Warnings of a build that are findings of an audit, by their code here."""


def _context(passage: Passage, quantities: Sequence[Quantity]) -> Context:
    rows: list[tuple[Mention, ...]] = []
    last: Mention | None = None
    for sentence in passage.sentences:
        inside = [q for q in quantities if sentence.start <= q.start < sentence.end]
        row = as_outside(tuple(mentions_of(sentence, inside, last)))
        rows.append(row)
        last = row[-1] if row else last
    return Context(passage, passage.sentences, tuple(rows))


def _settled(judged: Iterable[Judged]) -> list[Judged]:
    """One verdict per stated number: a claim that is checked replaces one that is not.

    When a cell supports a figure, an arithmetic reading that does not fit it was the wrong reading.
    """
    kept: list[Judged] = []
    by_number: dict[tuple[int, int], list[Judged]] = {}
    for j in judged:
        for span in j.draft.numbers:
            by_number.setdefault(span, []).append(j)
    dropped: set[int] = set()
    for group in by_number.values():
        good = [j for j in group if j.verdict in ("supported", "supported_by_rounding")]
        bad = [j for j in group if j.verdict == "contradicted"]
        open_ones = [j for j in group if j.verdict == "unchecked"]
        if good:
            dropped |= {id(j) for j in bad if not _by_cell(j) or any(_by_cell(g) for g in good)}
            dropped |= {id(j) for j in open_ones}
        elif bad:
            dropped |= {id(j) for j in open_ones}
            dropped |= {id(j) for j in bad[1:]}
        else:
            dropped |= {id(j) for j in open_ones[1:]}
    for j in judged:
        if id(j) not in dropped and not any(_same_fault(j, k) for k in kept):
            kept.append(j)
    return kept


def _open_figures(quantities: Sequence[Quantity], settled: Sequence[Judged]) -> tuple[set[int], set[int]]:
    """Where the figures start that no claim has judged, and those of them that are no evidence of one either."""
    done = [j for j in settled if j.verdict != "unchecked"]
    judged = {s for j in done for s, _ in j.draft.numbers}
    used = {x.start for j in done for e in j.evidence for x in (e, *e.inputs) if x.kind == "sentence"}
    judged_open = {q.start for q in quantities} - judged
    return judged_open, judged_open - used


def _same_fault(a: Judged, b: Judged) -> bool:
    """True when two claims without a number of their own, or two counts, blame one stretch by one rule.

    So do two claims that hold the same three figures against each other, whichever of them they name.
    """
    x, y = a.draft, b.draft
    if a.verdict == b.verdict == "contradicted" and len(one := _figures(a)) == 3 and one == _figures(b):
        return True
    words = {x.rule, y.rule} <= _PLACES or x.rule == y.rule == "TIE208"
    places = words and not (x.numbers and y.numbers)
    return (
        a.verdict == b.verdict == "contradicted"
        and ((not x.numbers and not y.numbers) or x.kind == y.kind == "count" or places)
        and (x.rule == y.rule or places)
        and (x.start <= y.start <= y.end <= x.end or y.start <= x.start <= x.end <= y.end)
    )


_PLACES = {"TIE103", "TIE106", "TIE107"}
"""Rules on who stands where: one wrong place is told once, whoever read it."""


def _figures(j: Judged) -> frozenset[int]:
    """Where the figure a claim states and those it is computed from begin."""
    inputs = {p.start for e in j.evidence for p in e.inputs if p.kind == "sentence" and p.start is not None}
    return frozenset(inputs | {s for s, _ in j.draft.numbers})


def _by_cell(j: Judged) -> bool:
    return any(e.kind in ("cell", "history") for e in j.evidence)


def _number_claims(report: Report, judged: Sequence[Judged]) -> list[tuple[Claim, Judged]]:
    out: list[tuple[Claim, Judged]] = []
    seen: set[tuple[Any, ...]] = set()
    for j in sorted(judged, key=lambda j: (j.draft.start, j.draft.end, _VERDICT[j.verdict])):
        d = j.draft
        key = (d.start, d.end, d.kind, d.numbers)
        if key in seen:
            continue
        seen.add(key)
        stated = d.said if d.said is not None else (d.stated.value if d.stated else None)
        claim = Claim(
            id=f"c{len(out) + 1}",
            kind=cast(ClaimKind, d.kind),
            quote=report.text[d.start : d.end],
            start=d.start,
            end=d.end,
            subject=d.subject,
            metric=d.metric,
            period=d.period,
            operands=j.operands,
            stated=stated,
            expected=_rounded(j.expected if j.expected is not None else d.expected, d.stated),
            verdict=j.verdict,
            reason=j.reason or (f"{j.formula}" if j.formula else d.reason),
            evidence=j.evidence,
            numbers=d.numbers,
            rivals=j.rivals,
            rule=d.rule,
        )
        out.append((claim, j))
    return out


def _rounded(value: Any, stated: Quantity | None) -> Any:
    if not isinstance(value, Decimal) or stated is None:
        return value
    places = max(stated.decimals + 2, 0)
    scaled = value / stated.scale
    return (round(scaled, places) * stated.scale).normalize() if abs(scaled) < Decimal(10) ** 20 else value


def _finding(text: str, claim: Claim, j: Judged) -> Finding | None:
    if claim.verdict != "contradicted" or claim.rule is None:
        return None
    severity: Severity = "high"
    start, end = _frame(claim)
    return Finding(
        claim.rule,
        severity,
        _message(claim, j),
        text[start:end],
        start,
        end,
        claim.id,
        claim.stated,
        claim.expected,
        claim.evidence,
    )


FRAME = 160


def _frame(claim: Claim) -> tuple[int, int]:
    """What a person has to look at: the claim and the figures beside it that do not fit it.

    Any of them may be the wrong one, so all are shown; figures far away stay in the evidence.
    """
    start, end = claim.start, claim.end
    spans = [
        (p.start, p.end)
        for e in claim.evidence
        for p in (e, *e.inputs)
        if p.kind == "sentence" and p.start is not None and p.end is not None
    ]
    for a, b in sorted(spans, key=lambda s: abs(s[0] - claim.start)):
        if a is not None and b is not None and max(end, b) - min(start, a) <= FRAME:
            start, end = min(start, a), max(end, b)
    return start, end


def _message(claim: Claim, j: Judged) -> str:
    where = (
        "the table gives" if any(e.kind == "cell" for e in claim.evidence) else "the figures beside it give"
    )
    if claim.reason.startswith(("the table", "the words", "the values")):
        return f"“{claim.quote}”: {claim.reason}"
    expected = _as_stated(j.draft.stated, claim.expected)
    if j.formula:
        return f"“{claim.quote}”: {where} {expected} ({j.formula})"
    return f"“{claim.quote}”: {claim.reason}"


def _as_stated(stated: Quantity | None, expected: Any) -> Any:
    """What is expected, written as the page writes what it states: 104.6万辆, not 1046000."""
    if stated is None or not isinstance(expected, Decimal) or not DIGITS.search(stated.text):
        return json_value(expected)
    value = abs(expected) / stated.scale
    if stated.unit == "s" or abs(value) >= Decimal(10) ** 15:
        return json_value(expected)
    shown = (
        f"{round(value, stated.decimals):,f}" if "," in stated.text else f"{round(value, stated.decimals):f}"
    )
    return ("-" if expected < 0 < stated.value else "") + DIGITS.sub(shown, stated.text.lstrip("+-"), count=1)


def _unique(findings: Iterable[Finding]) -> list[Finding]:
    seen: set[tuple[str, int, int, str | None]] = set()
    out: list[Finding] = []
    for f in findings:
        key = (f.code, f.start, f.end, f.claim)  # two readers of one table find the same cell
        if key not in seen:
            seen.add(key)
            out.append(f)
    return out
