"""Statements about a table that state no number: unchanged prices, what is not on offer, names and codes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ...model.evidence import Evidence
from ...quantity.dates import parse_period
from ..align import Hit, metric_columns
from ..grid import Grid, Grids, norm
from ..lexicon import patterns as p
from ..mentions import Mention
from ..prose import Sentence
from .base import Draft
from .rows import describe, rows_at

__all__ = ["tickers", "tight", "unchanged", "unpaired", "windows"]

_TIGHT = re.compile(r"紧张|售罄|缺货|暂无报价|无报价|sold out|no quote|out of stock")
_TICKER = re.compile(
    r"(?<![\d.])(?P<code>\d{6}\.(?:SH|SZ|BJ)|\d{4,5}\.HK|[A-Z]{1,5}\.(?:O|N|US))(?![A-Za-z\d])", re.I
)
_PAIR = re.compile(
    r"(?P<name>[A-Za-z0-9\u4e00-\u9fff·\-－]{2,24})\s*[(（]\s*(?P<code>\d{6}\.(?:SH|SZ|BJ)|\d{4,5}\.HK|[A-Z]{1,5}\.(?:O|N|US))\s*[)）]",
    re.I,
)


_WINDOW = re.compile(
    r"20\d{2}\s*[.年/]\s*\d{1,2}\s*[.月/]\s*\d{1,2}\s*日?\s*(?:-|–|—|~|至|到)\s*(?:20\d{2}\s*[.年/]\s*)?\d{1,2}\s*[.月/]\s*\d{1,2}\s*日?"
)


def windows(sentence: Sentence, grids: Grids) -> Iterator[Draft]:
    """A window of days in prose against the window of the table it introduces."""
    for found in _WINDOW.finditer(sentence.text):
        period = parse_period(re.sub(r"\s", "", found.group()))
        if period is None:
            continue
        said = norm(sentence.text)
        tables = [
            g
            for g in grids.grids
            if g.tracker is not None
            and g.tracker.period == "window"
            and g.table.period is not None
            and (
                any(w in said for w in _grams(norm(g.tracker.title_zh)))
                or norm(g.tracker.title_en) in said
                or bool(metric_columns(g, sentence.text))
            )
        ]
        known = {g.table.period for g in tables}
        if not tables:
            continue
        start, end = sentence.start + found.start(), sentence.start + found.end()
        good = period in known
        grid = tables[0]
        evidence = (
            Evidence(
                "sentence",
                start=grid.table.start,
                end=grid.table.start,
                period=grid.table.period,
                note=f"{grid.table.figure or ''} {grid.table.caption or ''}".strip(),
            ),
        )
        yield Draft(
            "value",
            "TIE109",
            start,
            end,
            None,
            fixed="supported" if good else "contradicted" if len(known) == 1 else "unchecked",
            subject=grid.tracker.title_zh if grid.tracker else None,
            metric="period",
            said=str(period),
            expected=str(grid.table.period),
            reason="" if good else f"the table's window is {grid.table.period}",
            evidence=evidence,
        )


def unchanged(sentence: Sentence, hits: Sequence[Hit], grids: Grids) -> Iterator[Draft]:
    for found in p.FLAT.finditer(sentence.low):
        clause = sentence.clause_at(sentence.start + found.start())
        words = sentence.text[clause.start - sentence.start : found.end()]
        for grid in grids.grids:
            if grid.tracker is None:
                continue
            column = _wow_column(grid, words)
            if column is None:
                continue
            rows = [
                grid.rows[r]
                for h in hits
                if clause.start <= h.start < clause.end
                for g, r in h.rows
                if g == grid.index
            ]
            cells = [r.cells[column] for r in (rows or grid.rows)]
            known = [c for c in cells if c.operand is not None]
            if not known:
                continue
            moved = [c for c in known if c.operand is not None and c.operand.value != 0]
            start = clause.start
            while sentence.text[start - sentence.start] in " \t，,；;":
                start += 1
            yield Draft(
                "unchanged",
                "TIE104",
                start,
                sentence.start + found.end(),
                None,
                fixed="supported" if not moved else "contradicted",
                subject=grid.tracker.title_zh,
                metric=grid.headers[column],
                reason=f"{len(known)} of {len(cells)} cells stated, all zero"
                if not moved
                else f"the table gives {moved[0].text}",
                evidence=tuple(c.evidence() for c in (moved or known)),
                said="flat",
                expected="flat" if not moved else moved[0].text,
            )
            break


def _wow_column(grid: Grid, words: str) -> int | None:
    """The column of changes of the measure the words name, when the table is surely the one meant."""
    said = norm(words)
    named = metric_columns(grid, words + "环比")
    changes = [j for j, f in enumerate(grid.table.fields) if f and f.endswith("_wow_pct") and grid.numeric(j)]
    if not changes or grid.tracker is None:
        return None
    title = norm(grid.tracker.title_zh)
    shared = max((len(x) for x in _grams(title) if x in said), default=0)
    subject = any(norm(n) in said for r in grid.rows for n in r.names if len(norm(n)) >= 3)
    if shared < 4 and not subject:
        return None
    for j, _ in named:
        if j in changes:
            return j
        field = grid.table.fields[j] or ""
        stem = field.split("_")[0]
        for c in changes:
            if (grid.table.fields[c] or "").startswith(stem):
                return c
    return None


def _grams(title: str) -> Iterator[str]:
    for size in range(len(title), 3, -1):
        for at in range(len(title) - size + 1):
            yield title[at : at + size]


def tight(
    sentence: Sentence, hits: Sequence[Hit], grids: Grids, carried: dict[int, Hit], row: Sequence[Mention]
) -> Iterator[Draft]:
    for found in _TIGHT.finditer(sentence.low):
        at = sentence.start + found.start()
        clause = sentence.clause_at(at)
        for grid in grids.grids:
            if grid.tracker is None or not grid.tracker.main:
                continue
            column = grid.table.column_of(grid.tracker.main)
            rows, used = rows_at(grid, hits, at, carried, clause.start)
            if column is None or not rows or used[0].start < clause.start - 40:
                continue
            described = [x.q for x in row if used[0].end <= x.q.start < at]
            rows, tied = describe(rows, described) if described else (rows, {})
            if len(rows) != 1:
                continue
            cell = rows[0].cells[column]
            start = max(used[0].start, clause.start)
            end = sentence.start + found.end()
            if cell.null:
                yield Draft(
                    "value",
                    "TIE101",
                    start,
                    end,
                    None,
                    fixed="supported",
                    subject=rows[0].label,
                    metric="availability",
                    reason="no price is printed for it; by convention that is what the words mean",
                    said="tight",
                    evidence=(cell.evidence(),),
                )
            else:
                yield Draft(
                    "value",
                    "TIE101",
                    start,
                    end,
                    None,
                    fixed="unchecked",
                    subject=rows[0].label,
                    metric="availability",
                    reason=f"the table prints a price, {cell.text}",
                    said="tight",
                    evidence=(cell.evidence(),),
                )
            for q in described:
                if q.start in tied:
                    _, found_cell = tied[q.start]
                    yield Draft(
                        "value",
                        "TIE101",
                        used[0].start,
                        q.end,
                        q,
                        fixed="supported",
                        subject=rows[0].label,
                        metric=found_cell.header,
                        said=q.value,
                        evidence=(found_cell.evidence(),),
                        expected=found_cell.operand.value if found_cell.operand else None,
                        numbers=((q.start, q.end),),
                    )
            break


def tickers(sentence: Sentence, grids: Grids) -> Iterator[Draft]:
    for found in _PAIR.finditer(sentence.text):
        code, printed = found.group("code").upper(), found.group("name")
        rows = grids.rows_named(code)
        start, end = sentence.start + found.start(), sentence.start + found.end()
        if not rows:
            continue
        names = {norm(n) for _, r in rows for n in r.names if norm(n) != norm(code)}
        said = norm(printed)
        matched = [n for n in names if said.endswith(n) or n.endswith(said)]
        cells = tuple(r.cells[0].evidence() for _, r in rows)
        if matched:
            size = max(len(n) for n in matched)
            text = found.group("name")
            start = sentence.start + found.start() + max(0, len(text) - size)
            yield Draft(
                "value",
                "TIE105",
                start,
                end,
                None,
                fixed="supported",
                subject=text[-size:],
                metric="ticker",
                said=code,
                expected=code,
                evidence=cells,
                reason="name and code stand in one row",
            )
            continue
        other = [n for n in names if said.endswith(n[-2:])]
        holder = next(
            (k for k in grids.by_name if len(k) >= 2 and said.endswith(k) and not k[0].isdigit()), None
        )
        if holder and not other:
            yield Draft(
                "value",
                "TIE105",
                start,
                end,
                None,
                fixed="contradicted",
                subject=printed,
                metric="ticker",
                said=code,
                expected=next(
                    (n for _, r in grids.rows_named(holder) for n in r.names if _TICKER.fullmatch(n)), None
                ),
                evidence=cells,
                reason=f"the table gives this code to {rows[0][1].names[-1]}",
            )


_THEN = re.compile(r"上周|上期|上月|去年|此前|之前|曾|上次|last |previous|earlier|used to|before")
_BESIDE = re.compile(r"\s*(?:[中里]\s*[，,]|[:：])?\s*")


def unpaired(
    sentence: Sentence, hits: Sequence[Hit], grids: Grids, row: Sequence[Mention]
) -> Iterator[Draft]:
    """``乙云 H800-80G 价格上涨 3.02%``: two keys side by side, with a figure, that no row of the table holds together.

    Without a figure they may be what is no longer on offer.
    """
    for a, b in itertools.pairwise(hits):
        told = [m for m in row if b.end <= m.q.start <= b.end + 30 and m.unit_kind not in ("", "time")]
        if not told or _THEN.search(sentence.low[: told[0].q.start - sentence.start]):
            continue
        if not _BESIDE.fullmatch(sentence.text[a.end - sentence.start : b.start - sentence.start]):
            continue
        for grid in grids.grids:
            if grid.tracker is None or len(grid.tracker.keys) < 2 or grid.doubtful:
                continue
            mine = {r for g, r in a.rows if g == grid.index}
            theirs = {r for g, r in b.rows if g == grid.index}
            columns = (_key_column(grid, a.key, mine), _key_column(grid, b.key, theirs))
            if None in columns or columns[0] == columns[1] or mine & theirs:
                continue
            cells = [
                grid.rows[r].cells[c]
                for rows, c in ((mine, columns[0]), (theirs, columns[1]))
                for r in sorted(rows)
                if c is not None
            ]
            yield Draft(
                "value",
                "TIE101",
                a.start,
                b.end,
                None,
                fixed="contradicted",
                subject=b.key,
                metric=grid.headers[columns[0]] if columns[0] is not None else None,
                said=sentence.text[a.start - sentence.start : b.end - sentence.start],
                reason="the table gives no row that holds both",
                evidence=tuple(c.evidence() for c in cells),
            )


def _key_column(grid: Grid, key: str, rows: set[int]) -> int | None:
    """The key column of a table in which a name stands."""
    fields = {c.field for c in grid.tracker.keys} if grid.tracker else set()
    for r in rows:
        for cell in grid.rows[r].cells:
            if cell.field in fields and norm(cell.text) == key:
                return cell.col
    return None
