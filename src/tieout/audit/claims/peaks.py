"""Superlatives that carry their figure, and "the only one": whose are they by the table?

``跳出率最高的是 Vidu，为 40.1%``: where 40.1 % is the largest of a column that holds Vidu's own, smaller figure, it
is the row of the 40.1 % that the words fit. ``昇腾910C 是唯一下跌的芯片，累计上涨 3.16%``: the figure says which
column of changes is meant, the column says which signs are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.formula import Operand, verify
from ...quantity import Quantity
from ..align import Hit, Names, choose_column, metric_columns
from ..grid import Cell, Grid, Grids, Row, unit_fits
from ..mentions import Mention
from ..prose import Sentence
from .base import Context, Draft
from .rows import members, row_of

__all__ = ["find"]

_TOP = re.compile(
    r"(?P<down>(?:跌幅|降幅|减幅)(?:最大|居首|居前|最深)|最低|最小|最少|最慢|最便宜|最短|\b(?:lowest|smallest|fewest|slowest|cheapest|least|steepest (?:fall|drop|decline)|(?:fell|dropped|declined|lost) the most)\b)"
    r"|(?P<up>(?:涨幅|升幅|增幅|增速)(?:最大|居首|最快)|最高|最大|最多|最快|最贵|最长|最久|居首|\b(?:highest|largest|biggest|fastest|greatest|most expensive|(?:rose|grew|gained) the most)\b)"
)
_NARROW = re.compile(
    r"之一|除|历史|以来|曾|一度|第二|之外|连续|盘中|[^一-龥]中，|[款类家个]中[，,]|(?:产品|模型|公司|平台|应用|机构|个股|标的|城市|地区)中|"
    r"\bamong\b|\bexclud|\bex\b|\bexcept|\bother than|\bsecond[- ]|\bever\b|\bsince\b|\bone of\b|\bwithin\b|\bat most\b|up to"
)
_ONLY = re.compile(
    r"唯一(?:一个|一家|一款|一只)?(?:实现|录得|出现|为)?(?P<zh>负增长|正增长|上涨|增长|上升|回升|涨价|下跌|下降|下滑|回落|降价)的?"
    r"|\bthe only (?:[a-z]+ ){0,4}?(?:to |that |which )?(?P<en>rise|rose|gain|gained|grow|grew|increase|increased|fall|fell|decline|declined|drop|dropped|decrease|decreased|raise|raised|lift|lifted|cut|lower|lowered)\b"
)
_SEVERAL = re.compile(r"\b(?:two|three|four|five|pair)\b")
_SEVERAL_IS = {"two": 2, "pair": 2, "three": 3, "four": 4, "five": 5}
_OTHERS = re.compile(r"之一|除|其余|其他|其它|另外|历史|以来|曾|一度|国产|海外|其中[^，,。；;]{0,6}类")
_OTHERS_ONLY = re.compile(r"仅|只有|唯有")
_ONLY_NAMED = re.compile(r"(?:仅有?|只有|唯有)\s*$")
_MOVED = re.compile(
    r"^[^，,。；;\d]{0,10}?(?P<zh>负增长|上涨|(?<!负)增长|上升|回升|涨价|下跌|下降|下滑|回落|降价)"
)
_FALL = re.compile(r"跌|降|滑|落|负|fall|fell|declin|drop|decreas|cut|lower")


def find(context: Context, grids: Grids, names: Names) -> Iterator[Draft]:
    """Superlatives and only-ones of a passage that one table settles."""
    for i, sentence in enumerate(context.sentences):
        if not (_TOP.search(sentence.low) or _ONLY.search(sentence.low) or _OTHERS_ONLY.search(sentence.low)):
            continue
        hits = [h for h in names.find(sentence.text, sentence.start) if not h.pronoun]
        for found in _TOP.finditer(sentence.low):
            yield from _peak(context, i, sentence, found, hits, grids)
        for found in _ONLY.finditer(sentence.low):
            hit = next((h for h in reversed(hits) if h.end <= sentence.start + found.start()), None)
            word = found.group("zh") or found.group("en")
            if hit and not _NARROW.search(sentence.low[: found.start()]):
                end = sentence.start + found.end()
                several = _SEVERAL.search(found.group())
                n = _SEVERAL_IS[several.group()] if several else 1
                named = [h for h in hits if h.end <= sentence.start + found.start()][-n:]
                if len(named) == n:
                    words = sentence.low[: found.end()]
                    yield from _only(context, i, hit, word, end, words, grids, named)
        for hit in hits:
            at = hit.start - sentence.start
            moved = _MOVED.match(sentence.low[hit.end - sentence.start :])
            if moved and _ONLY_NAMED.search(sentence.low[:at]) and not _OTHERS.search(sentence.low[:at]):
                end = hit.end + moved.end()
                yield from _only(
                    context, i, hit, moved["zh"], end, sentence.low[: end - sentence.start], grids
                )


def _tables(hit: Hit, grids: Grids) -> Iterator[tuple[Grid, Row, list[Row]]]:
    """Each table of three members and more that the name is one of, with its row and all of them."""
    for grid in grids.grids:
        own, rows = row_of(grid, hit), members(grid)
        if own is not None and own in rows and len(rows) >= 3 and not grid.doubtful:
            yield grid, own, rows


def _peak(
    context: Context, i: int, sentence: Sentence, found: re.Match[str], hits: Sequence[Hit], grids: Grids
) -> Iterator[Draft]:
    at, end = sentence.start + found.start(), sentence.start + found.end()
    hit = _whose(sentence, hits, at, end)
    m = _figure(context.mentions[i], hits, hit, end) if hit else None
    if hit is None or m is None or _narrowed(sentence, found, m):
        return
    highest = found.group("up") is not None
    tables = list(_tables(hit, grids))
    holding = [t for t in tables if any(_same(m.q, c) for c in t[1].cells)]
    for grid, own, rows in holding or tables:
        yield from _named(sentence, hit, m, grid, own)
        for j in range(len(grid.headers)):
            best = _best(rows, j, highest, m.q)
            if best is None or j >= len(own.cells):
                continue
            mine = own.cells[j]
            if mine.operand is None or any(_same(m.q, c) for c in own.cells if c.operand is not None):
                fits = mine.operand is not None and _same(m.q, mine) and best.row == mine.row
                if fits:
                    yield _draft(hit, at, end, m, mine, own, "supported", "")
                continue
            if _same(m.q, best) and _digits(m.q) >= 2:
                who = grid.rows[best.row]
                reason = f"the table gives {best.text} for {who.label}, {mine.text} for {own.label}"
                yield _draft(hit, at, end, m, best, who, "contradicted", reason, own)


_IS = re.compile(
    r"(?:最大|最小|最高|最低|最多|最少|居首|最快|最慢)[，,]\s*(?:为|达到?|跌|涨|至)(?:约|近)?\s*$"
)


def _named(sentence: Sentence, hit: Hit, m: Mention, grid: Grid, row: Row) -> Iterator[Draft]:
    """``月度来看，… A 跌幅最大，为 5.01%``: the figure behind is A's own, in the column the words name."""
    words = sentence.text[: m.q.start - sentence.start]
    if grid.tracker is not None or hit.end > m.q.start or not _IS.search(words):
        return
    column, named = choose_column(grid, words, m.q, [row], changing=True)
    cell = row.cells[column] if column is not None and column < len(row.cells) else None
    if not named or cell is None or cell.operand is None or not unit_fits(m.q, cell):
        return
    size = Operand(abs(cell.operand.value), abs(cell.operand.interval))
    if verify(m.q, size).verdict == "contradicted" and not any(_same(m.q, c) for c in row.cells):
        reason = f"the table gives {cell.text} for {row.label}, {cell.header}"
        yield _draft(hit, hit.start, hit.end, m, cell, row, "contradicted", reason).replace(
            kind="value", rule="TIE101", said=m.q.value, expected=cell.operand.value
        )


def _whose(sentence: Sentence, hits: Sequence[Hit], at: int, end: int) -> Hit | None:
    """The name right behind a superlative (最高的是 A), else the one right before it in its sentence."""
    behind = next((h for h in hits if h.start >= end), None)
    if behind is not None:
        between = sentence.low[end - sentence.start : behind.start - sentence.start]
        if re.fullmatch(
            r"的?[^，,。；;\d]{0,6}(?:是|为|系|：|:)\s*|\s*(?:[a-z ]{0,24}\b)?(?:was|is|at|by|from|:)\s+",
            between,
        ):
            return behind
    before = [h for h in hits if h.end <= at]
    if (
        before
        and re.search(
            r"[。；;]|\b(?:than|比|较)", sentence.low[before[-1].end - sentence.start : at - sentence.start]
        )
        is None
    ):
        return before[-1]
    return None


def _figure(row: Sequence[Mention], hits: Sequence[Hit], hit: Hit | None, end: int) -> Mention | None:
    """The figure that belongs to the superlative: the next behind it and its name, before another name."""
    if hit is None:
        return None
    begin = max(hit.end, end) if hit.start >= end else hit.end
    following = next((h.start for h in hits if h.start >= begin and h is not hit), None)
    inside = [m for m in row if m.q.start >= begin and (following is None or m.q.start < following)]
    if hit.start < end and any(m.q.start < end for m in inside):
        inside = [m for m in inside if m.q.start < end][-1:]  # 累计下跌 6.80%，跌幅最大
    m = inside[0] if inside else None
    if m is None or m.role == "rank" or m.q.high is not None:
        return None
    return m if m.role != "time" or ":" in m.q.text else None


def _narrowed(sentence: Sentence, found: re.Match[str], m: Mention) -> bool:
    return _NARROW.search(sentence.low[: max(found.end(), m.q.start - sentence.start)]) is not None


def _best(rows: Sequence[Row], j: int, highest: bool, q: Quantity) -> Cell | None:
    """The one cell at the end of a column that can hold such a figure."""
    cells = [r.cells[j] for r in rows if j < len(r.cells)]
    held = [c for c in cells if c.operand is not None and unit_fits(q, c)]
    if len(held) < 3 or len(held) * 4 < len(rows) * 3:
        return None
    values = sorted((_value(c) for c in held), reverse=highest)
    if values[0] == values[1]:
        return None
    return next(c for c in held if _value(c) == values[0])


def _value(cell: Cell) -> Decimal:
    assert cell.operand is not None
    return cell.operand.value


def _same(q: Quantity, cell: Cell) -> bool:
    if cell.operand is None or not unit_fits(q, cell):
        return False
    check = verify(q, cell.operand).verdict == "supported"
    # 跌幅最大，下跌 6.80%: the sign is in the word.
    return check or (cell.unit == "%" and abs(cell.operand.value) == abs(q.value))


def _digits(q: Quantity) -> int:
    return sum(c.isdigit() for c in q.text.lstrip("0."))


def _draft(
    hit: Hit,
    at: int,
    end: int,
    m: Mention,
    cell: Cell,
    row: Row,
    verdict: str,
    reason: str,
    said: Row | None = None,
) -> Draft:
    return Draft(
        "extreme",
        "TIE107",
        min(hit.start, at),
        max(hit.end, end, m.q.end),
        m.q,
        fixed=verdict,
        subject=(said or row).label,
        metric=cell.header,
        said=(said or row).label,
        expected=row.label,
        reason=reason,
        evidence=(cell.evidence(),),
        numbers=((m.q.start, m.q.end),),
    )


def _only(
    context: Context,
    i: int,
    hit: Hit,
    word: str,
    end: int,
    words: str,
    grids: Grids,
    named: Sequence[Hit] = (),
) -> Iterator[Draft]:
    found = list(_only_by(context, i, hit, word, end, words, grids, named or [hit]))
    good = [d for d in found if d.fixed == "supported"]
    # Two tables that both have the name: the one it holds in was meant; where it holds in none, nobody can tell.
    yield from good[:1] or (found if len(found) == 1 else [])


def _only_by(
    context: Context,
    i: int,
    hit: Hit,
    word: str,
    end: int,
    words: str,
    grids: Grids,
    named: Sequence[Hit],
) -> Iterator[Draft]:
    """What each table and column of changes that holds the name says of an only one."""
    falls = _FALL.search(word) is not None
    row = context.mentions[i]
    behind = next((m for m in row if m.q.start >= end - 1 and m.unit_kind == "%"), None)
    if behind is None:
        behind = next((m for m in row if hit.end <= m.q.start < end and m.unit_kind == "%"), None)
    for grid, own, rows in _tables(hit, grids):
        whose = [r for h in named if (r := row_of(grid, h)) is not None]
        if len(whose) != len(named):
            continue
        columns = [j for j in range(len(grid.headers)) if _changes(rows, j)]
        if len(columns) > 1:
            columns = [j for j, _ in metric_columns(grid, words) if j in columns][:1] or columns
        if behind is not None:
            columns = [j for j in columns if j < len(own.cells) and _same(behind.q, own.cells[j])]
        for j in columns:
            yield _only_draft(hit, end, word, whose, own, rows, j, falls=falls)


def _only_draft(
    hit: Hit, end: int, word: str, whose: Sequence[Row], own: Row, rows: Sequence[Row], j: int, *, falls: bool
) -> Draft:
    held = [r.cells[j] for r in rows if r.cells[j].operand is not None and not _rest(r, own)]
    alike = [c for c in held if (_value(c) < 0) == falls and _value(c) != 0]
    mine = own.cells[j]
    good = {c.row for c in alike} == {r.cells[j].row for r in whose}
    reason = (
        ""
        if good
        else f"the table gives {mine.text} for {own.label}; {len(alike)} of {len(held)} rows of {mine.header} fit “{word}”"
    )
    return Draft(
        "extreme",
        "TIE107",
        hit.start,
        end,
        None,
        fixed="supported" if good else "contradicted",
        subject=own.label,
        metric=mine.header,
        said=own.label,
        expected="、".join(r.label for r in rows if r.cells[j] in alike) or None,
        reason=reason,
        evidence=(mine.evidence(), *(c.evidence() for c in alike if c is not mine)),
    )


def _rest(row: Row, own: Row) -> bool:
    """The rest of a market (Others, 其他) is no member that could be the second one to decline."""
    return row is not own and any(_REST.match(n.strip().lower()) for n in row.names)


_REST = re.compile(r"(?:all )?others?\b|rest of|其他|其它|其余|其餘")


def _changes(rows: Sequence[Row], j: int) -> bool:
    """A column of changes: percentages with at least one below zero or a plus sign."""
    held = [r.cells[j] for r in rows if j < len(r.cells) and r.cells[j].operand is not None]
    return (
        len(held) == len(rows)
        and all(c.unit == "%" for c in held)
        and any(_value(c) < 0 or c.text.strip().startswith("+") for c in held)
    )
