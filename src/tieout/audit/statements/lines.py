"""Lines of label and figures, grouped into statements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...model.evidence import Evidence
from ...model.formula import Operand
from ...quantity import Interval
from .columns import Column, columns_of, rated, scale_of, spread

__all__ = ["Statement", "StatementRow", "Value", "statements_of"]

_SIGN = r"(?:US\$|HK\$|A\$|C\$|NT\$|[$€£¥])"
_TOKEN = re.compile(
    rf"(?P<money>{_SIGN})?\s{{0,14}}(?P<open>\()?\s?(?:{_SIGN}\s?)?(?P<minus>[-−–])?(?P<num>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|\.\d+)"
    r"(?P<tail>p(?![a-z])|x(?![a-z])|bps?|pts?|pp)?\s?(?P<close>\))?\s?(?P<pct>%)?\s?(?:\))?|(?P<null>[-–—]+|n/?m\b|n/?a\b|\*+|nil\b)",
    re.I,
)
_VALUES = re.compile(
    rf"(?P<vals>(?>(?:^|(?<=\s))(?:{_SIGN}\s{{0,14}})?(?:\(?\s?(?:{_SIGN}\s?)?[-−–]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:p|x|bps?|pts?|pp)?|\(?\s?[-−–]?\.\d+|[-–—]+|n/?m|n/?a|nil)"
    rf"\s?\)?\s?%?\s?\)?(?:\s+|$))+)$",
    re.I,
)
"""Figures to the end of a line. Each is taken whole, or the blanks between wide columns could be cut in ways without number."""
_LETTERS = re.compile(r"[A-Za-z\u4e00-\u9fff]{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAX_LABEL = 110
_BREAK = 4
"""Lines without figures that may stand inside one statement: headings of its parts, blank lines."""


@dataclass(frozen=True)
class Value:
    """A printed figure of a statement in base units; ``operand`` None where a dash or NM stands."""

    text: str
    start: int
    end: int
    operand: Operand | None
    percent: bool
    money: bool
    decimals: int = 0
    suffix: str = ""
    cell: int = 0
    """Which cell of its line it stands in, where tabs or bars divide the line."""

    def evidence(self, label: str, column: str) -> Evidence:
        """The figure as evidence: its row's label and its column."""
        return Evidence(
            "cell",
            column=column or None,
            start=self.start,
            end=self.end,
            value=self.operand.value if self.operand else self.text,
            note=label,
        )


@dataclass(frozen=True)
class StatementRow:
    """A line: its label and its figures from left to right."""

    label: str
    values: tuple[Value, ...]
    start: int
    end: int
    section: str = ""


@dataclass(frozen=True)
class Statement:
    """Neighbouring lines with figures; ``columns`` say which period each figure of a full row is of."""

    rows: tuple[StatementRow, ...]
    columns: tuple[Column, ...]
    width: int
    scale: Decimal
    currency: str | None
    start: int
    end: int

    def full(self, row: StatementRow) -> bool:
        """True when the row has a figure, or a dash, for each column."""
        return len(row.values) == self.width

    def amount(self, row: StatementRow, j: int) -> Operand | None:
        """A cell in base units: the statement's scale, but not for rates and figures per share."""
        value = row.values[j]
        if value.operand is None or value.percent or value.suffix:
            return value.operand
        factor = Decimal(1) if per_share(row.label) else self.scale
        if factor == 1:
            return value.operand
        return Operand(value.operand.value * factor, value.operand.interval.scaled(factor))


def per_share(label: str) -> bool:
    """True for figures that a statement in thousands does not scale."""
    return bool(
        re.search(r"\bper\b.{0,30}\b(?:share|unit|ads)\b|\beps\b|\bdividends? declared\b", label, re.I)
    )


def statements_of(text: str) -> tuple[Statement, ...]:
    """The statements of a text, in order."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        lines.append((at, line.rstrip("\r\n")))
        at += len(line)
    out: list[Statement] = []
    group: list[StatementRow] = []
    head: list[str] = []
    recent: list[str] = []
    quiet = 0
    section = ""

    def close() -> None:
        made = _statement(group, head)
        if made is not None:
            out.append(made)
        group.clear()

    for start, line in lines:
        row = _row(start, line, section) if any(c.isdigit() for c in line) and len(line) <= 400 else None
        if row is not None:
            if not group:
                head = recent[-8:]
            group.append(row)
            quiet = 0
            continue
        plain = line.strip()
        if group:
            quiet += 1
            if quiet > _BREAK or len(plain) > 130 or _is_head(plain):
                close()
                section = ""
                recent = recent[-4:] if quiet <= _BREAK else []
            elif plain:
                section = plain
        recent.append(line)
        if len(recent) > 12:
            del recent[0]
    close()
    return tuple(out)


def _is_head(line: str) -> bool:
    return bool(
        re.search(r"\b(?:months|years?|quarter|weeks) ended\b|\(in (?:thousands|millions)", line, re.I)
    )


def _row(start: int, line: str, section: str) -> StatementRow | None:
    """A line as a row: letters first, then two figures or more to the end of the line."""
    flat = (
        line.replace("\t", "  ").replace("|", " ")
        if "\t" not in line
        else line.replace("\t", " ").replace("|", " ")
    )
    flat = _CELL_END.sub(_joined, flat)
    flat = re.sub(r"\.{3,}|(?:\. ){3,}", lambda m: " " * len(m.group()), flat)
    if len(flat) != len(line):
        flat = line.replace("\t", " ").replace("|", " ")
    stripped = flat.rstrip()
    if not stripped or not (stripped[-1].isdigit() or stripped[-1] in ")%-–—pxPMmAasl*"):
        return None
    found = _VALUES.search(stripped)
    if found is None:
        return None
    label = stripped[: found.start()].strip()
    if not _LETTERS.search(label) or len(label) > _MAX_LABEL or _period_label(label):
        return None
    values = tuple(
        replace(v, cell=len(re.findall(r"[\t|]", line[: v.start - start])))
        for v in _values(stripped, found.start(), start)
    )
    if len(values) < 2 or not any(v.operand is not None for v in values):
        return None
    if re.search(r"[.!?]\s+[A-Z]", label) or all(_YEAR.fullmatch(v.text) for v in values):
        return None  # a sentence, or the years that head the columns
    return StatementRow(clean(label), values, start, start + len(stripped), section)


_CELL_END = re.compile(r"(?<=[\d)])\s+(?P<mark>%\s?\)?|\))(?=\s|$)")


def _joined(found: re.Match[str]) -> str:
    """A percent sign or a bracket in a cell of its own, moved to its figure: ``(13   %)`` is ``(13%)``."""
    mark = found.group("mark")
    return mark + " " * (len(found.group()) - len(mark))


def _period_label(label: str) -> bool:
    """True for the words of a header: Year ended December 31."""
    return bool(
        re.search(r"\b(?:months?|years?|quarters?|weeks) (?:ended|ending|to)\b|^\(?(?:in|\$|£|€) ?(?:thousands|millions|billions|m\b)", label, re.I)
        or re.fullmatch(r"(?:fiscal|fy|as of|at|for the|year|years|quarter|january|february|march|april|may|june|july|august|september|october|november|december|[q1-4,. ]|and|change|%|vs\.?|\s)+", label, re.I)
    )  # fmt: skip


def clean(label: str) -> str:
    """The label without marks of notes, currency signs and dots."""
    label = re.sub(r"\s*(?:\(\d{1,2}\)|\([a-z]\)|\*+|†)+\s*$", "", label)
    return re.sub(r"[\s$£€:.]+$", "", re.sub(r"\s+", " ", label)).strip()


def _values(line: str, begin: int, offset: int) -> Iterator[Value]:
    at = begin
    while at < len(line):
        found = _TOKEN.match(line, at)
        if found is None or found.end() == at:
            at += 1
            continue
        at = found.end()
        text = found.group().strip()
        lead = len(found.group()) - len(found.group().lstrip())
        start = offset + found.start() + lead
        if found.group("null"):
            yield Value(text, start, start + len(text), None, False, False)
            continue
        digits = found.group("num").replace(",", "")
        decimals = len(digits.split(".")[1]) if "." in digits else 0
        value = Decimal(digits)
        # A bracket that a converter left open, (9,404 | -, is a bracket.
        negative = bool(found.group("minus") or found.group("open"))
        shown = Interval.shown(-value if negative else value, decimals, Decimal(1))
        yield Value(
            text,
            start,
            start + len(text),
            Operand(-value if negative else value, shown),
            bool(found.group("pct")),
            bool(found.group("money")),
            decimals,
            (found.group("tail") or "").lower(),
        )


def _without_notes(rows: Sequence[StatementRow]) -> Sequence[StatementRow]:
    """The rows without the column that numbers their notes: a small whole number some rows have and some do not."""
    widths = Counter(len(r.values) for r in rows)
    wide = max(widths)
    noted = [r for r in rows if len(r.values) == wide]
    if widths.get(wide - 1, 0) < 2 or wide < 3 or not all(_is_note(r.values[0]) for r in noted):
        return rows
    return [replace(r, values=r.values[1:]) if len(r.values) == wide else r for r in rows]


def _is_note(v: Value) -> bool:
    return (
        v.operand is not None
        and not v.decimals
        and not v.percent
        and not v.money
        and 0 < v.operand.value < 50
        and v.text.isdigit()
    )


def _statement(rows: Sequence[StatementRow], head: Sequence[str]) -> Statement | None:
    if len(rows) < 2:
        return None
    rows = _without_notes(rows)
    counts = Counter(len(r.values) for r in rows)
    width, often = max(counts.items(), key=lambda kv: (kv[1], kv[0]))
    if often < 2 or often * 2 < len(rows):
        return None
    scale, currency = scale_of(head, [r.label for r in rows[:1]])
    full = [r for r in rows if len(r.values) == width]
    at = [Counter(r.values[j].cell for r in full).most_common(1)[0][0] for j in range(width)]
    columns = columns_of(head, width)
    if not any(c.year for c in columns):
        percent = [sum(r.values[j].percent for r in full) * 2 > len(full) for j in range(width)]
        columns = (spread(head, percent) if any(percent) else None) or columns
    return Statement(
        tuple(rows),
        rated(columns, head, at),
        width,
        scale,
        currency,
        rows[0].start,
        rows[-1].end,
    )
