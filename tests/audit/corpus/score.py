"""The labelled passages: reading them, proving the labels, and scoring an audit against them.

Each line of ``passages.jsonl`` is a short passage in the manner of some publisher. The sentences and the
figures are ours. ``wrong`` is null, or the one seeded mistake with what stood there before; ``supported``
are the arithmetic statements a reader can recompute from the passage; ``checks`` are the formulas that
prove the labels, so that a label is never somebody's word.
"""

from __future__ import annotations

import ast
import itertools
import json
import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

PASSAGES = Path(__file__).with_name("passages.jsonl")
_GOOD = ("supported", "supported_by_rounding")


@dataclass(frozen=True)
class Passage:
    """One labelled passage; ``repaired`` is its text with the seeded mistake undone."""

    id: str
    lang: str
    text: str
    wrong: dict[str, Any] | None
    supported: tuple[str, ...]
    checks: tuple[dict[str, Any], ...]
    note: str

    @property
    def repaired(self) -> str:
        if self.wrong is None:
            return self.text
        return self.text[: self.wrong["start"]] + self.wrong["right"] + self.text[self.wrong["end"] :]


def load(path: Path = PASSAGES) -> list[Passage]:
    """All passages, in the order of the file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Passage(
            r["id"], r["lang"], r["text"], r["wrong"], tuple(r["supported"]), tuple(r["checks"]), r["note"]
        )
        for r in rows
    ]


_BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_COMPARE = {
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def evaluate(formula: str) -> Decimal | bool:
    """A formula of ``checks`` in Decimal arithmetic; comparisons and ``and`` give a bool.

    >>> evaluate("(25.6/24.1-1)*100").quantize(Decimal("0.1"))
    Decimal('6.2')
    >>> evaluate("5.12>4.08>3.40")
    True
    """
    return _value(ast.parse(formula, mode="eval").body, formula)


def _value(node: ast.expr, formula: str) -> Any:
    match node:
        case ast.Constant():
            return Decimal(ast.get_source_segment(formula, node) or "")
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, formula)
        case ast.BinOp():
            return _BINARY[type(node.op)](_value(node.left, formula), _value(node.right, formula))
        case ast.BoolOp(op=ast.And()):
            return all(_value(v, formula) for v in node.values)
        case ast.Compare():
            terms = [_value(node.left, formula), *(_value(c, formula) for c in node.comparators)]
            return all(_COMPARE[type(op)](a, b) for op, a, b in zip(node.ops, terms, terms[1:], strict=False))
        case ast.Call(func=ast.Name(id="abs"), args=[argument]):
            return abs(_value(argument, formula))
    raise ValueError(f"not a formula of the corpus: {formula}")


def literals(formula: str) -> list[str]:
    """The numbers a formula is made of, as typed."""
    tree = ast.walk(ast.parse(formula, mode="eval"))
    return [ast.get_source_segment(formula, n) or "" for n in tree if isinstance(n, ast.Constant)]


def rounds_to(value: Decimal, shown: str) -> bool:
    """Whether ``value`` rounded half-up or half-even to the decimals of ``shown`` is ``shown``."""
    printed = Decimal(shown.replace(",", ""))
    step = Decimal(1).scaleb(printed.as_tuple().exponent)  # type: ignore[arg-type]
    return any(value.quantize(step, mode) == printed for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def reaches(formula: str, shown: str) -> bool:
    """Whether some operands that print as those of ``formula`` give a value that may print as ``shown``.

    Numbers with decimals move by half their last digit; whole numbers stay (counts, scales). ``shown``
    gets a whole unit of its last digit, so that cutting off counts as printing.
    """
    nodes = [n for n in ast.walk(ast.parse(formula, mode="eval")) if isinstance(n, ast.Constant)]
    tokens = sorted({ast.get_source_segment(formula, n) or "" for n in nodes} - {"1", "100"})
    printed = Decimal(shown.replace(",", ""))
    unit = Decimal(1).scaleb(printed.as_tuple().exponent)  # type: ignore[arg-type]
    ends: list[Decimal] = []
    moves = [t for t in tokens if "." in t]
    for signs in itertools.product((-1, 1), repeat=len(moves)):
        moved = formula
        for token, sign in zip(moves, signs, strict=True):
            half = Decimal(5).scaleb(Decimal(token).as_tuple().exponent - 1)  # type: ignore[operator]
            moved = re.sub(
                rf"(?<![\d.]){re.escape(token)}(?![\d.])", str(Decimal(token) + sign * half), moved
            )
        value = evaluate(moved)
        assert isinstance(value, Decimal)
        ends.append(value)
    return min(ends) - unit <= printed <= max(ends) + unit


def run(text: str) -> dict[str, Any]:
    """The audit of a text file with this content, as ``--format json`` prints it."""
    from tieout.audit import audit
    from tieout.read import read_text

    return audit(read_text(text)).as_json()


def alarms(result: dict[str, Any]) -> list[str]:
    """Everything the audit says is wrong: contradicted claims and high findings."""
    said = [
        f"contradicted {c['kind']} “{c['quote']}”: {c['reason']}"
        for c in result["claims"]
        if c["verdict"] == "contradicted"
    ]
    owned = {c["id"] for c in result["claims"] if c["verdict"] == "contradicted"}
    said += [
        f"{f['code']} “{f['quote']}”: {f['message']}"
        for f in result["findings"]
        if f["severity"] == "high" and f["claim"] not in owned
    ]
    return said


def confirmed(text: str, quote: str, result: dict[str, Any]) -> bool:
    """Whether the audit confirms the statement ``quote`` by a computation or a cell.

    The last number of the quote is the one stated; it must be supported by a claim. A quote without
    numbers is confirmed by any supported claim that overlaps it.
    """
    start = text.index(quote)
    end = start + len(quote)
    good = {c["id"]: c for c in result["claims"] if c["verdict"] in _GOOD and c["evidence"]}
    inside = [n for n in result["numbers"] if n["start"] < end and start < n["end"]]
    if inside:
        return any(n["verdict"] in _GOOD and any(i in good for i in n["claims"]) for n in inside)
    return any(c["start"] < end and start < c["end"] for c in good.values())


def violations(text: str, result: dict[str, Any]) -> list[str]:
    """Where the audit breaks what it promises of its output, whatever it says about the text.

    Every quote is the text at its span, every run of digits outside tables is in exactly one of numbers
    and skipped, every contradicted claim has exactly one high finding, and the summary counts the rest.
    """
    out = [
        f"{part}: quote {x['quote']!r} is not the text at {x['start']}:{x['end']}"
        for part in ("numbers", "skipped", "claims", "findings")
        for x in result[part]
        if text[x["start"] : x["end"]] != x["quote"]
    ]
    spans = [(x["start"], x["end"]) for part in ("numbers", "skipped") for x in result[part]]
    tabled = [(m.start(), m.end()) for m in re.finditer(r"(?m)^.*(?:\t| \| ).*$", text)]
    for run_ in re.finditer(r"\d+", text):
        if any(s <= run_.start() < e for s, e in tabled):
            continue
        holders = [s for s in spans if s[0] <= run_.start() and run_.end() <= s[1]]
        if len(holders) != 1:
            out.append(
                f"digits {run_.group()!r} at {run_.start()} are in {len(holders)} of numbers and skipped"
            )
    ids = [c["id"] for c in result["claims"]]
    out += ["claim ids repeat"] * (len(ids) != len(set(ids)))
    for c in result["claims"]:
        owned = [f for f in result["findings"] if f["claim"] == c["id"] and f["severity"] == "high"]
        if len(owned) != (c["verdict"] == "contradicted"):
            out.append(f"claim {c['id']} is {c['verdict']} and has {len(owned)} high findings")
    for n in result["numbers"]:
        if n["verdict"] not in (*_GOOD, "contradicted", "unchecked"):
            out.append(f"verdict {n['verdict']!r}")
        if n["verdict"] == "unchecked" and not n["reason"]:
            out.append(f"unchecked without a reason: {n['quote']!r}")
        if not set(n["claims"]) <= set(ids):
            out.append(f"{n['quote']!r} names claims that are not there")
    for verdict in (*_GOOD, "contradicted", "unchecked"):
        if result["summary"][verdict] != sum(n["verdict"] == verdict for n in result["numbers"]):
            out.append(f"summary miscounts {verdict}")
    if result["summary"]["numbers"] != len(result["numbers"]):
        out.append("summary miscounts numbers")
    return out


@dataclass
class Score:
    """Counts over a corpus; ``false_alarms`` and ``missed`` hold (id, what was said)."""

    right: int = 0
    numbers: int = 0
    false_alarms: list[tuple[str, str]] = field(default_factory=list)
    statements: int = 0
    unconfirmed: list[tuple[str, str]] = field(default_factory=list)
    wrong: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    pointed: dict[str, int] = field(default_factory=dict)
    missed: list[tuple[str, str]] = field(default_factory=list)
    beside: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> Decimal:
        """Wrong passages in which the mistake was found, of all wrong passages."""
        return Decimal(sum(self.found.values())) / max(sum(self.wrong.values()), 1)

    @property
    def confirmation(self) -> Decimal:
        """Statements confirmed, of all that a reader can recompute."""
        return Decimal(self.statements - len(self.unconfirmed)) / max(self.statements, 1)


def _touches(claim_or_finding: dict[str, Any], start: int, end: int) -> bool:
    return bool(claim_or_finding["start"] < end and start < claim_or_finding["end"])


def _relies_on(item: dict[str, Any], start: int, end: int) -> bool:
    spans = [*item.get("evidence", ()), *(o for o in item.get("operands", ()) if isinstance(o, dict))]
    return any(s.get("start") is not None and s["start"] < end and start < s["end"] for s in spans)


def score(passages: Sequence[Passage]) -> Score:
    """Audit every passage, and every wrong one once more with its mistake undone."""
    out = Score()
    for p in passages:
        for name, text in right_texts(p):
            result = run(text)
            out.right += 1
            out.numbers += len(result["numbers"])
            out.false_alarms += [(name, said) for said in alarms(result)]
            for quote in p.supported:
                out.statements += 1
                if not confirmed(text, quote, result):
                    out.unconfirmed.append((name, quote))
        if p.wrong is None:
            continue
        result = run(p.text)
        kind, start, end = p.wrong["kind"], p.wrong["start"], p.wrong["end"]
        out.wrong[kind] = out.wrong.get(kind, 0) + 1
        high = [f for f in result["findings"] if f["severity"] == "high"]
        contradicted = {c["id"]: c for c in result["claims"] if c["verdict"] == "contradicted"}
        at = [f for f in high if _touches(f, start, end)]
        on = [
            f
            for f in high
            if f not in at
            and (_relies_on(f, start, end) or _relies_on(contradicted.get(f["claim"], {}), start, end))
        ]
        out.found[kind] = out.found.get(kind, 0) + bool(at or on)
        out.pointed[kind] = out.pointed.get(kind, 0) + bool(at)
        if not at and not on:
            out.missed.append((p.id, kind))
        out.beside += [
            (p.id, f"{f['code']} “{f['quote']}”: {f['message']}") for f in high if f not in at + on
        ]
        if kind != "swap":  # two members of a list are wrong
            out.beside += [(p.id, f"second finding {f['code']} “{f['quote']}”") for f in (at + on)[1:]]
    return out


def right_texts(p: Passage) -> Iterator[tuple[str, str]]:
    """The text to be silent on: the passage, or the passage with its mistake undone."""
    yield (p.id, p.text) if p.wrong is None else (f"{p.id} repaired", p.repaired)


def table(result: Score) -> str:
    """The score as text: recall by kind, then the totals."""
    lines = [f"{'kind':12}{'seeded':>8}{'found':>8}{'pointed':>9}"]
    for kind in sorted(result.wrong):
        lines.append(f"{kind:12}{result.wrong[kind]:8}{result.found[kind]:8}{result.pointed[kind]:9}")
    total = sum(result.wrong.values())
    lines.append(f"{'all':12}{total:8}{sum(result.found.values()):8}{sum(result.pointed.values()):9}")
    alarmed = len({name for name, _ in result.false_alarms})
    lines += [
        "",
        f"recall on seeded mistakes      {result.recall:.3f}",
        f"findings beside the mistake    {len(result.beside)}",
        f"false alarms on right passages {len(result.false_alarms)} in {alarmed} of {result.right}"
        f" passages, {result.numbers} numbers",
        f"statements confirmed           {result.statements - len(result.unconfirmed)} of {result.statements}"
        f" ({result.confirmation:.3f})",
    ]
    return "\n".join(lines)
