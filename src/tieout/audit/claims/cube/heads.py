"""The heads of a table's columns: levels of a measure at a moment, shares, changes, and what those are taken of.

What a column of changes is taken of is told by its own figures: it is the pair of columns from which three rows in
four of it can be computed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ....errors import UndefinedFormula
from ....model.formula import Operand, compute
from ...grid import Grid, norm
from ...lexicon import folded
from .moments import Moment, moments_in, relation
from .parts import Figure, Head, Kind, Line

__all__ = ["dated", "derived", "head_of", "line_scale", "measured", "meets", "names_change", "scale_of"]

_SHARE = re.compile(
    r"占比|占收入|份额|比重|市占|占有率|(?<!/)(?<!per )\bshare\b|% of|\bmix\b|\bweight(?:ing)?\b"
)
_RANK = re.compile(r"排名|名次|^排序|^序号|^rank|^#$|^no\.?$|^位次")
_CODE = re.compile(r"代码|\bcode\b|\bticker\b|日期$|申购日|发布日|\bdate\b")
_MOVE = re.compile(
    r"^较|环比|同比|按年|按月|按季|按周|变[动化]|增减|涨跌|升跌|增速|增幅|涨幅|跌幅|\bchange|\bchg\b|growth|\byoy\b|\bqoq\b|\bwow\b|\bmom\b|[yqmw]/[yqmw]|±|\blike-for-like\b|\blfl\b|\bvar(?:iance)?\b|increase|decrease"
)
_ADDED = re.compile(r"net add|additions?\b|净增|新增|net change")
_RETURN = re.compile(r"年初至今|今年以来|\bytd\b|year[- ]to[- ]date")
_UNIT = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")


def head_of(grid: Grid, j: int, column: Sequence[Figure | None], before: Sequence[Head]) -> Head:
    text = grid.headers[j]
    low = folded(text).lower().strip()
    shown = [f for f in column if f is not None]
    filled = sum(1 for r in grid.rows if j < len(r.cells) and r.cells[j].text.strip(" -–—/"))
    percent = bool(shown) and (sum(f.percent for f in shown) * 2 > len(shown) or "%" in low)
    moments = moments_in(_UNIT.sub("", low))
    moment = next((m for _, _, m in moments if not m.move), moments[0][2] if moments else None)
    if not moments and (day := _DAY.fullmatch(_UNIT.sub("", low).strip())):
        moment, low = Moment(None, f"m{int(day['m'])}", day=int(day["d"])), ""
    rest = _UNIT.sub("", low)
    for start, end, _ in sorted(moments, reverse=True):
        rest = rest[:start] + " " + rest[end:]
    measure = norm(
        re.sub(
            r"\b(?:end|three|six|nine|twelve|months?|ended|year|as of|at|on|restated|unaudited|audited)\b|[-–*]",
            " ",
            rest,
        )
    )
    if re.fullmatch(r"[年月日周季度末底初期前上中下旬截至止个实际值值]*", measure):
        measure = ""
    left = before[-1].moment if before else None
    if moment is not None and left is not None and moment.year is None and moment.part in ("3m", "6m", "9m"):
        moment = left if left.part == moment.part else moment  # % of revenue under the same head
    kind: Kind = "level"
    if not shown or len(shown) * 2 < filled or _CODE.search(low):
        kind = "text"
    elif _RANK.search(low):
        kind = "rank"
    elif _SHARE.search(low):
        kind, percent = "share", True
        if moment is None and before and before[-1].kind in ("level", "share"):
            moment = before[-1].moment
    elif (
        _MOVE.search(low)
        or (percent and (_RETURN.search(low) or _signed(shown)))
        or (percent and not measure and moment and moment.rel)
    ):
        kind = (
            "change"
            if percent
            else "points"
            if any(re.search(r"pp|pt|百分点", f.cell.text) for f in shown)
            else "amount"
        )
    elif _ADDED.search(low):
        kind = "amount"
    window = ""
    if kind in ("change", "amount", "points"):
        window = next((m.rel for _, _, m in moments if m.rel in ("prev", "yearago", "ytd", "prev2")), "")
        if re.search(
            r"[一当今]日|\bday\b|\b1d\b|周(?:涨跌|变[动化])|like-for-like|\blfl\b|constant|[二两三四]周|三个?月|\b\d+[dwm]\b",
            low,
        ):
            window = window or "other"
    return Head(j, kind, moment, measure, percent, text, window=window)


_DAY = re.compile(r"(?P<m>0?[1-9]|1[0-2])[-/](?P<d>[0-2]\d|3[01])")
"""A head that is a day: 03-13."""


def dated(heads: Sequence[Head]) -> list[Head]:
    """Months without a year beside months with one: 03-13 | 03-06 | 2025-12-31, September beside October 2026."""
    known = [h.moment for h in heads if h.moment and h.moment.year and h.moment.part[:1] == "m"]
    if not known:
        return list(heads)
    last = max(known, key=lambda m: m.order)
    out: list[Head] = []
    for h in heads:
        m = h.moment
        if m is not None and m.year is None and not m.rel and m.part[:1] == "m" and last.year is not None:
            later = int(m.part[1:]) > int(last.part[1:])
            ahead = 1 if last.part == "m12" and len(known) == 1 and not later else -1 if later else 0
            h = replace(h, moment=replace(m, year=last.year + ahead))
        out.append(h)
    return out


def _signed(shown: Sequence[Figure]) -> bool:
    """True for a column of percents with printed plus signs: changes, whatever its head says."""
    return any(f.cell.text.strip().startswith("+") for f in shown)


def measured(heads: Sequence[Head]) -> list[Head]:
    """Columns headed by a moment alone belong to the measure on their left: 均价 | 上周, 访问量 | 上周."""
    out: list[Head] = []
    named = [h for h in heads if h.kind == "level" and h.measure]
    for h in heads:
        if h.kind == "level" and not h.measure and named:
            left = [x for x in out if x.kind == "level" and x.measure]
            measure = left[-1].measure if left else named[0].measure
            h = Head(h.index, h.kind, h.moment, measure, h.percent, h.text)
        elif h.kind == "level" and h.moment is not None:
            longer = [
                x
                for x in named
                if x.moment is None and x.measure.endswith(h.measure) and x.measure != h.measure
            ]
            if len(longer) == 1:
                h = Head(h.index, h.kind, h.moment, longer[0].measure, h.percent, h.text)
        elif (
            h.kind in ("change", "points", "amount") and not h.measure and len({x.measure for x in named}) > 1
        ):
            left = [x for x in out if x.kind == "level" and x.measure]
            h = replace(h, measure=left[-1].measure if left else "")
        out.append(h)
    return out


def names_change(text: str) -> bool:
    """True for the head of a column of changes: 同比, growth."""
    return _MOVE.search(folded(text).lower()) is not None


def meets(a: Operand, b: Operand) -> bool:
    return a.interval.meets(b.interval)


def derived(
    h: Head,
    heads: Sequence[Head],
    lines: Sequence[Line],
    figures: Sequence[Sequence[Figure | None]],
) -> Head:
    """A column of changes with the two columns it is taken of, where its figures tell them."""
    if h.kind not in ("change", "amount", "points"):
        return h
    levels = [x for x in heads if x.kind == "level"]
    best: tuple[int, Head, Head, Kind] | None = None
    for now in levels:
        for base in levels:
            if now is base or now.measure != base.measure:
                continue
            for kind in ("change",) if h.percent else ("amount", "change"):
                checked = [_follows(kind, figures[x.index], h, now, base) for x in lines]
                known = [c for c in checked if c is not None]
                if (
                    len(known) >= 2
                    and sum(known) * 4 >= len(known) * 3
                    and (best is None or sum(known) > best[0])
                ):
                    best = (sum(known), now, base, kind)  # type: ignore[assignment]
    if best is None:
        return h
    _, now, base, kind = best
    window = h.window
    if not window and now.moment is not None and base.moment is not None:
        window = relation(now.moment, base.moment)
    return Head(
        h.index,
        h.kind if h.kind == "points" else kind,
        h.moment,
        now.measure or h.measure,
        h.percent,
        h.text,
        base.index,
        now.index,
        window,
    )


def _follows(kind: str, row: Sequence[Figure | None], h: Head, now: Head, base: Head) -> bool | None:
    cells = [row[x.index] if x.index < len(row) else None for x in (h, now, base)]
    if any(c is None for c in cells):
        return None
    printed, new, old = (c.operand for c in cells if c is not None)
    try:
        return meets(printed, compute("difference" if kind == "amount" else "change", new, old))
    except UndefinedFormula:
        return None


_SCALES: tuple[tuple[re.Pattern[str], Decimal], ...] = tuple(
    (re.compile(pattern), Decimal(10) ** power)
    for pattern, power in (
        (r"万亿|\btrillions?\b|[$€£¥]\s?tn\b|\btn\b", 12),
        (r"十亿|\bbillions?\b|\bbn\b|[$€£¥]\s?b\b", 9),
        (r"亿", 8),
        (r"千万", 7),
        (r"百万|\bmillions?\b|\bmn\b|[$€£¥]\s?m\b|\bm\b|\bmm\b", 6),
        (r"万", 4),
        (r"千(?!克|米|瓦)|\bthousands?\b|'000|[$€£¥]\s?k\b|\bk\b|\b000s?\b", 3),
        (r"(?<![十百千万])元|\$|usd|cny|rmb|[€£¥]|gwh|[mg]w|\bkt\b|\bmt\b|\bkoz\b", 0),
    )
)  # fmt: skip


_PER_SHARE = re.compile(r"每股|\bper share\b|\beps\b|/股")

_CENTS = re.compile(r"[分仙]|\bcents?\b|\bpence\b|\([pc]\)|¢")


def line_scale(label: str) -> Decimal | None:
    """What the name of a line says its figures are to be multiplied by: 1 for 基本每股收益（元/股）, None for no unit."""
    low = folded(label).lower()
    return Decimal(1) if _PER_SHARE.search(low) and not _CENTS.search(low) else None


def scale_of(grid: Grid, h: Head, title: str) -> Decimal | None:
    """What the heads say a printed figure is to be multiplied by; None where they say nothing."""
    if h.percent:
        return Decimal(1)
    first = grid.headers[0] if grid.headers else ""
    for text in (h.text, first, title):
        low = folded(text).lower()
        inside = [b.strip("()（）[]") for b in _UNIT.findall(low)]
        if text is title and len(inside) > 1 and not h.measure:
            return None
        if text is title:
            inside.append(low.rsplit(",", 1)[-1] if "," in low and len(low.rsplit(",", 1)[-1]) < 24 else "")
        for piece in inside:
            piece = re.split(r"/|\bper\b|每", piece)[0] if not re.search(r"^\s*/", piece) else piece
            for pattern, factor in _SCALES:
                if pattern.search(piece):
                    return factor
    return None
