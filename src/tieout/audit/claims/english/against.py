"""Sentences of a filing against its own statements: a named line, a named period, one figure.

``Net sales for the third quarter of 2024 were $412.6 million, an increase of 8.3%`` is read against the
line *Net sales* and the columns of three months of 2024 and 2023. A figure that one of the line's columns
holds is confirmed when the column is that of the period said; a figure that no column of the line holds,
nor any line of that name, is contradicted only where line and period leave no choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....errors import UndefinedFormula
from ....model.evidence import Evidence
from ....model.formula import Operand, compute, verify
from ....quantity import Quantity
from ...statements.lines import per_share
from ..base import Context, Draft, operand, unsigned
from ..slips import one_slip
from .figures import FORECAST, Figure, Masked, masked_of, with_direction
from .ledger import Line, Lines, columns_said, holds, moved, name_of, value_for
from .moving import MOVE_OF, is_change, way_of
from .pairs import pairs_of

__all__ = ["Lines", "find"]

_OTHER_BASE = re.compile(
    r"\b(?:adjusted|non-gaap|pro forma|constant|organic|excluding|underlying|core|comparable|like-for-like|guidance|outlook|expect|annuali[sz]ed|approximately|restated|as reported|discontinued|forecast|previously|acqui|contribut|attributable)\w*"
)
_SPANS = (
    (9, re.compile(r"\bnine[- ]months?\b|first nine months|nine-month")),
    (6, re.compile(r"\bsix[- ]months?|first half|half[- ]year|\bh1\b|first six")),
    (3, re.compile(r"\bthree months|\bquarter|\bq[1-4]\b")),
    (12, re.compile(r"\btwelve months|full[- ]year|fiscal year|year ended|years ended|for the year|\bannual")),
)  # fmt: skip
_YEAR = re.compile(r"(?<![\d,.$])(20\d\d|19\d\d)(?![\d,.]?\d)")


def find(context: Context, lines: Lines) -> Iterator[Draft]:
    """Figures and changes of the passage's sentences that a line of a statement supports or contradicts."""
    if not lines.by_name:
        return
    months = 0
    for masked in masked_of(context, least=1):
        if _PART_OF.match(masked.sentence.low):
            continue
        said = next((n for n, rx in _SPANS if rx.search(masked.sentence.low)), 0)
        months = said or months
        pairs = pairs_of(masked)
        bases = {q.base.index: q.now.index for q in pairs}
        subjects: dict[int, str] = {}
        tied: set[int] = set()
        last = ""
        for f in masked.figures:
            own = _subject(f)
            if own:
                last = own
            subjects[f.index] = own or last
            for draft in _checked(masked, f, subjects, bases, lines, said or months, tied):
                if draft.kind == "value" and draft.fixed != "contradicted":
                    tied.add(f.index)
                yield draft


# In UK stores, sales rose 3.0%: the sales of a part, in the words of the whole.
_PART_OF = re.compile(
    r"\s*(?:in|at|within|across|for) (?!(?:the )?(?:\w+ )?(?:quarter|half|year|period|month|week|three|six|nine|twelve|first|second|third|fourth|fiscal|\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|total|addition|all|q[1-4]|h[12]|fy))[^,.#]{2,40},"
)
_VERBS = re.compile(
    r"\b(?:was|were|is|are|(?<!cost )(?<!costs )of|totall?ed|rose|fell|grew|increased|decreased|declined|improved|came|reached|amounted|stood|climbed|dropped|jumped|gained|up|down|advanced|slipped|for|in|during|expanded|narrowed|:)\b"
)


def _subject(f: Figure) -> str:
    """The noun phrase that governs a figure, as the name of a line, or an empty string."""
    if f.kind == "p" and (moved := MOVE_OF.match(f.after)):
        return name_of(
            re.split(r"[^a-z' -]|\b(?:and|to|from|in|on|at|as|for|by|with)\b", f.after[moved.end() :])[0]
        )
    words = re.split(
        r"[,;:()]|\b(?:and|while|but|with|on|as|whereas|when|after|because|which|that)\b(?! (?:administrative|development|amortization|expenses|equipment|services|solutions|marketing|distribution|maintenance|occupancy|support|production|benefits|other|license|royalt))",
        f.before,
    )[-1]
    found = _VERBS.search(words)
    noun = words[: found.start()] if found else ""
    if not noun.strip():
        return ""
    return name_of(
        re.sub(
            r"#[a-z]\d*#|\b(?:first|second|third|fourth)[- ]quarter\b|\bfull[- ]year\b|\bfiscal\b|\byear\b",
            " ",
            noun,
        )
    )


def _period(masked: Masked, f: Figure, base: bool, lines: Lines) -> tuple[int, bool]:
    """The year the figure speaks of and whether the sentence says it.

    A year behind the figure, before the next like it, is its own; one at the head of the sentence is that
    of the later of two figures, and the earlier is of the year before.
    """
    if not lines.years:
        return 0, False
    own = _years(masked, f, lines)
    if own:
        return own[0], True
    first = next(g for g in masked.figures if g.kind in ("a", "p", "d"))
    head = [int(y) for y in _YEAR.findall(masked.sentence.text[: first.m.q.start - masked.sentence.start])]
    head = [y for y in head if y in lines.years]
    if head:
        return (head[0] - 1, False) if base else (head[0], True)
    others = [y for g in masked.figures if g is not f for y in _years(masked, g, lines)]
    if base:
        return (max(others) - 1, False) if others else (lines.years[1] if len(lines.years) > 1 else 0, False)
    if others and any(_base_of(g) for g in masked.figures if _years(masked, g, lines)):
        return min(others) + 1, True
    return (others[0], True) if others else (lines.years[0], False)


def _base_of(f: Figure) -> bool:
    return bool(re.search(r"\b(?:compared|versus|against|from)\b", f.before))


def _years(masked: Masked, f: Figure, lines: Lines) -> list[int]:
    """The years printed between a figure and the next amount."""
    following = [g for g in masked.figures[f.index + 1 :] if g.kind == "a" and not is_change(g)]
    end = following[0].m.q.start if following else masked.sentence.end
    words = masked.sentence.text[f.m.q.end - masked.sentence.start : end - masked.sentence.start]
    cut = re.split(r"\b(?:compared|versus|against|from)\b", words)[0]
    return [int(y) for y in _YEAR.findall(cut) if int(y) in lines.years]


def _checked(
    masked: Masked,
    f: Figure,
    subjects: dict[int, str],
    bases: dict[int, int],
    lines: Lines,
    months: int,
    tied: set[int],
) -> Iterator[Draft]:
    if f.kind not in ("a", "p") or f.m.q.high is not None:
        return
    if f.kind == "p" and not is_change(f) and _chain_of(masked, f) is None:
        yield from _rate(masked, f, lines, *_period(masked, f, f.index - 1 in bases, lines), months)
    is_base = f.index in bases
    name = subjects.get(bases[f.index], "") if is_base else subjects[f.index]
    found = lines.named(name) if name else []
    if not found and f.kind == "p" and is_change(f):
        yield from _anchored(masked, f, lines)
        return
    if not found or FORECAST.search(masked.text) or _other_years(masked, lines) or _own_pair(masked, f):
        return
    year, sure = _period(masked, f, is_base, lines)
    if is_base and bases[f.index] in tied:
        sure = True  # compared with the figure of the year before, whose neighbour the line confirms
    chain = _chain_of(masked, f)
    if chain is not None:
        f = with_direction(f, way_of(chain))
    if f.kind == "p" and (is_change(f) or chain is not None):
        if not f.m.q.comparator:
            yield from _change(masked, f, name, found, year, months, sure)
        return
    if f.kind == "a" and is_change(f) and not f.per:
        yield from _delta(masked, f, name, found, year, months, sure)
        return
    if is_change(f) or f.m.q.unit in ("股",) or f.index != _first_of(masked, f, subjects, bases):
        return
    yield from _level(masked, f, name, found, year, months, sure)


def _other_years(masked: Masked, lines: Lines) -> bool:
    """True for a sentence that names years, none of which the tables have."""
    said = {int(y) for y in _YEAR.findall(masked.sentence.text)}
    return bool(said and lines.years) and not said & set(lines.years)


def _own_pair(masked: Masked, f: Figure) -> bool:
    """True for a change that the two levels printed behind it give: up 14% to £679m (H1 2022: £594m)."""
    levels = [g for g in masked.figures[f.index + 1 : f.index + 3] if g.kind == "a" and not is_change(g)]
    if f.kind != "p" or not is_change(f) or len(levels) != 2 or levels[1].m.q.value <= 0:
        return False
    result = compute("change", operand(levels[0].m), operand(levels[1].m))
    return verify(unsigned(f.m.q), Operand(abs(result.value), abs(result.interval))).verdict != "contradicted"


def _anchored(masked: Masked, f: Figure, lines: Lines) -> Iterator[Draft]:
    """``its balance grew 22.3% to CNY30.7bn``: the one line whose latest figure is the level it rose to."""
    if f.index + 1 >= len(masked.figures) or FORECAST.search(masked.text):
        return
    level = masked.figures[f.index + 1]
    if level.kind != "a" or level.per or not re.match(r"^\s*,?\s*to\s*$", level.before) or f.m.q.comparator:
        return
    q = unsigned(level.m.q)
    holders: dict[str, tuple[Line, int]] = {}
    for name, several in lines.by_name.items():
        for x in several:
            for j, c in enumerate(x.statement.columns):
                if not c.change and c.year == (lines.years[0] if lines.years else -1) and holds(x, j, q):
                    holders[name] = (x, j)
    if len(holders) != 1 or len(q.text) < 4:
        return
    name, (x, j) = next(iter(holders.items()))
    column = x.statement.columns[j]
    yield from _change(masked, f, name, [x], column.year, column.months or 1, True)


def _chain_of(masked: Masked, f: Figure) -> Figure | None:
    """The change a percent repeats: increased $3.4 million, or 14%."""
    if (
        f.kind != "p"
        or not f.index
        or not re.match(r"^\s*,?\s*(?:or|\()\s*$", f.before)
        or re.match(r"^\s*of\b", f.after)
    ):
        return None
    before = masked.figures[f.index - 1]
    return before if is_change(before) else None


def _first_of(masked: Masked, f: Figure, subjects: dict[int, str], bases: dict[int, int]) -> int:
    """The figure right behind its subject: what follows ``or``, ``including`` is of something else."""
    if f.index in bases:
        return f.index
    for g in masked.figures[: f.index]:
        if (
            g.kind == f.kind
            and subjects.get(g.index) == subjects[f.index]
            and not is_change(g)
            and _subject(f) == ""
        ):
            return g.index
    return f.index


def _level(
    masked: Masked, f: Figure, name: str, found: Sequence[Line], year: int, months: int, sure: bool
) -> Iterator[Draft]:
    q = unsigned(f.m.q)
    whole = [x for x in found if per_share(x.row.label) == bool(f.per)] if f.kind == "a" else list(found)
    hits = [(x, j) for x in whole for j in range(x.statement.width) if holds(x, j, q)]
    chosen = [(x, j) for x in whole for j in columns_said(x, year, months)]
    good = [(x, j) for x, j in hits if (x, j) in chosen]
    if good:
        x, j = good[0]
        cell = value_for(x, j, q)
        assert cell is not None
        yield _draft(
            f,
            x,
            j,
            name,
            verify(q, Operand(abs(cell.value), abs(cell.interval))).verdict,
            cell.value,
        )
        return
    if hits or f.m.q.comparator or not sure or _OTHER_BASE.search(masked.text) or q.unit is None:
        return
    cells = {(value_for(x, j, q) or Operand.exact(0)).value for x, j in chosen}
    if len(cells) != 1 or not all(cells) or len({x.row.label for x, _ in chosen}) != 1:
        return
    x, j = chosen[0]
    value = abs(next(iter(cells)))
    ratio = q.value / value if value else Decimal(0)
    months_known = not months or x.statement.columns[j].months in (0, months) or not months
    close = Decimal("0.4") < ratio < Decimal("2.5") or ratio in (Decimal(1000), Decimal("0.001"))
    close = close or _one_digit(q, value)
    if close and months_known and not _elsewhere(found, q):
        yield _draft(f, x, j, name, "contradicted", value)


def _one_digit(q: Quantity, value: Decimal) -> bool:
    """True when the printed figure is the line's but for one digit or two that changed places."""
    unit = q.scale.scaleb(-q.decimals) if q.decimals else q.scale
    a, b = str(int(q.value / unit)), str(round(value / unit))
    if len(a) != len(b) or len(a) < 3:
        return False
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(differ) == 1 or (len(differ) == 2 and sorted(a) == sorted(b))


_RATES = {
    "gross margin": ("gross profit", "revenue"),
    "operating margin": ("operating income", "revenue"),
    "net margin": ("net income", "revenue"),
    "effective tax rate": ("tax", "pretax"),
    "effective income tax rate": ("tax", "pretax"),
    "tax rate": ("tax", "pretax"),
}
_OF_LINE = re.compile(
    r"^\s*of (?:our |the |its |total |net |consolidated )*(?P<whole>revenues?|sales|net sales|turnover)\b(?! (?:from|in|of)\b)"
)


def _rate(masked: Masked, f: Figure, lines: Lines, year: int, sure: bool, months: int) -> Iterator[Draft]:
    """A margin, a tax rate, or a share of revenue, from the lines of the period it speaks of."""
    share = _OF_LINE.match(f.after)
    part: Figure | None = None
    if share:
        before = masked.figures[f.index - 1] if f.index else None
        if (
            before is None
            or before.kind != "a"
            or before.per
            or not re.match(r"^\s*,?\s*(?:or|\(|representing|equal to)\s*$", f.before)
        ):
            return
        part = before
        names: tuple[str, str] = ("", "revenue")
    else:
        subject = _subject(f)
        if subject not in _RATES:
            return
        names = _RATES[subject]
    q = unsigned(f.m.q)
    fits: list[tuple[Line, int, Operand]] = []
    chosen: list[tuple[Line, int, Operand]] = []
    for x in lines.named(names[1]):
        for j in range(x.statement.width):
            if x.statement.columns[j].change:
                continue
            whole = x.statement.amount(x.row, j)
            top = operand(part.m) if part is not None else _same_column(lines, names[0], x, j)
            if whole is None or top is None or not whole.value or x.row.values[j].percent:
                continue
            try:
                result = compute("share", Operand(abs(top.value), abs(top.interval)), whole)
            except UndefinedFormula:
                continue
            if verify(q, Operand(abs(result.value), abs(result.interval))).verdict != "contradicted":
                fits.append((x, j, result))
            if j in columns_said(x, year, months):
                chosen.append((x, j, result))
    good = [c for c in chosen if c in fits]
    if good:
        x, j, result = good[0]
        yield _draft(f, x, j, "share", "supported", result.value)
        return
    if fits or not chosen or q.comparator or _OTHER_BASE.search(masked.text):
        return
    if len({round(r.value, 1) for _, _, r in chosen}) != 1 or not (sure or f.index > 1):
        return
    x, j, result = chosen[0]
    if part is not None and not Decimal(0) < result.value < Decimal(100):
        return  # the part is of another size than the line: they do not belong together
    if not months and x.statement.columns[j].months not in (0, 12):
        return
    yield _draft(f, x, j, "share", "contradicted", round(result.value, 2))


def _same_column(lines: Lines, name: str, x: Line, j: int) -> Operand | None:
    for y in lines.named(name):
        if y.statement is x.statement and not y.row.values[j].percent:
            return y.statement.amount(y.row, j)
    return None


def _elsewhere(found: Sequence[Line], q: Quantity) -> bool:
    return any(holds(x, j, q) for x in found for j in range(x.statement.width))


def _change(
    masked: Masked, f: Figure, name: str, found: Sequence[Line], year: int, months: int, sure: bool
) -> Iterator[Draft]:
    """``Research and development expenses increased 6.3%``: from the line's column of the year before."""
    q = unsigned(f.m.q)
    results: list[tuple[Line, int, int, Operand]] = []
    fits: list[tuple[Line, int, int, Operand]] = []
    for x in found:
        for now in range(x.statement.width):
            for base in range(x.statement.width):
                c, b = x.statement.columns[now], x.statement.columns[base]
                if now == base or c.change or b.change or (c.months != b.months):
                    continue
                result = moved(x, now, base)
                if result is None:
                    continue
                if verify(q, Operand(abs(result.value), abs(result.interval))).verdict != "contradicted":
                    fits.append((x, now, base, result))
                if c.year == year and b.year == year - 1 and (not months or c.months in (0, months)):
                    results.append((x, now, base, result))
    good = [r for r in results if r in fits and (r[3].value * (way_of(f) or f.m.direction) >= 0)]
    if good:
        x, now, base, result = good[0]
        yield _draft(f, x, now, name, "supported", result.value, base)
        return
    if fits and _opposed(f, fits, results) and not _OTHER_BASE.search(masked.text):
        x, now, base, result = results[0]
        yield _draft(f, x, now, name, "contradicted", result.value, base)
        return
    if fits or _OTHER_BASE.search(masked.text) or not results:
        return
    values = {round(r[3].value, 1) for r in results}
    blocks = {x.statement.columns[now].months for x, now, _, _ in results}
    if len(values) != 1 or (len(blocks) > 1) or (not months and any(blocks)):
        return
    if re.search(
        r"\b(?:sequential|quarter[- ]over[- ]quarter|currency|basis|volume|price|mix|due|driven|from|compared|excluding|per)\b",
        _around(f),
    ):
        return
    x, now, base, result = results[0]
    if not sure and not months:
        return
    yield _draft(f, x, now, name, "contradicted", result.value, base)


def _delta(
    masked: Masked, f: Figure, name: str, found: Sequence[Line], year: int, months: int, sure: bool
) -> Iterator[Draft]:
    """``Sales and marketing expenses increased by $9.0 million``: what the line moved by since the year before."""
    q = unsigned(f.m.q)
    way = way_of(f) or f.m.direction
    results: list[tuple[Line, int, int, Operand]] = []
    for x in found:
        for now in columns_said(x, year, months):
            for base in columns_said(x, year - 1, months):
                if x.statement.columns[now].months != x.statement.columns[base].months:
                    continue
                a, b = (value_for(x, j, q) for j in (now, base))
                if a is not None and b is not None:
                    results.append((x, now, base, compute("difference", a, b)))
    if not results or f.m.q.comparator or _OTHER_BASE.search(masked.text):
        return
    x, now, base, result = results[0]
    if verify(q, Operand(abs(result.value), abs(result.interval))).verdict != "contradicted":
        if result.value * way >= 0:
            yield _draft(f, x, now, name, "supported", result.value, base)
        return
    alone = len({round(r[3].value, 6) for r in results}) == 1 and len({r[0].row.label for r in results}) == 1
    slipped = result.value * way > 0 and one_slip(
        q, Operand(abs(result.value), abs(result.interval)).interval
    )
    two = sum(not c.change for c in x.statement.columns) == 2
    if (sure or two) and alone and slipped and not _elsewhere(found, q):
        yield _draft(f, x, now, name, "contradicted", result.value, base)


def _opposed(
    f: Figure,
    fits: Sequence[tuple[Line, int, int, Operand]],
    results: Sequence[tuple[Line, int, int, Operand]],
) -> bool:
    """True when the size of the change is the line's, its direction the other one."""
    way = way_of(f) or f.m.direction
    same = [r for r in results if any(r[0] is x[0] and r[1:3] == x[1:3] for x in fits)]
    return bool(way and same) and all(r[3].value * way < 0 for r in results)


def _around(f: Figure) -> str:
    return f.before[-60:] + " " + re.split(r"[,;]", f.after)[0]


def _draft(
    f: Figure,
    x: Line,
    j: int,
    name: str,
    verdict: str,
    value: Decimal,
    base: int | None = None,
) -> Draft:
    cells = [x.row.values[j], *([x.row.values[base]] if base is not None else [])]
    columns = [x.statement.columns[k].name for k in (j, *([base] if base is not None else []))]
    shown = " and ".join(v.text for v in cells)
    evidence: tuple[Evidence, ...] = tuple(
        v.evidence(x.row.label, c) for v, c in zip(cells, columns, strict=True)
    )
    return Draft(
        "value" if base is None else "change",
        "TIE101" if base is None else "TIE201",
        f.m.q.start,
        f.m.q.end,
        f.m.q,
        fixed=verdict,
        subject=x.row.label,
        metric=name,
        period=columns[0] or None,
        said=f.m.q.value,
        expected=value,
        numbers=((f.m.q.start, f.m.q.end),),
        reason=""
        if verdict != "contradicted"
        else f"the table gives {shown} for {x.row.label}, {columns[0]}",
        evidence=evidence,
    )
