"""Values of a named subject and the cells they are read from; unchanged prices; what is not on offer; tickers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...quantity import Quantity
from ..align import Hit, Names, change_columns, choose_column, metric_columns
from ..grid import Cell, Grid, Grids, Row, norm
from ..lexicon import folded
from ..lexicon.patterns import residual
from ..mentions import Mention
from ..prose import Sentence
from ..senses import senses_of, window_said
from . import places, respective
from .anaphora import with_pronouns
from .another import of_a_total, other_base, scaled_twin
from .bare import bare_change
from .base import Context, Draft
from .cells import judge_value
from .cube.cues import MOVED_NOUN, OTHER_BASIS, SHARE_WORD, opens, plain
from .cube.spoken import spoken_of
from .cube.table import cube_of
from .nearby import Nearby
from .rows import describe, rows_at
from .statements import tickers, tight, unchanged, unpaired, windows

__all__ = ["find"]


def find(context: Context, grids: Grids, names: Names, taken: set[int]) -> Iterator[Draft]:
    """Values, unchanged statements, availability and tickers of a passage.

    ``taken`` holds the starts of numbers a list claim has already tied. Figures of a list whose names were not
    found (``held``) are no single values either.
    """
    plain = [names.find(s.text, s.start) for s in context.sentences]
    hits_by_sentence = with_pronouns(context.sentences, plain)
    listed = list(respective.find(context, grids, hits_by_sentence, held := set(taken)))
    taken |= {s for d in listed for s, _ in d.numbers}
    yield from listed
    yield from places.find(context, grids, hits_by_sentence, taken)
    carried: dict[int, Hit] = {}
    for i, sentence in enumerate(context.sentences):
        hits = hits_by_sentence[i]
        yield from unchanged(sentence, hits, grids)
        yield from tight(sentence, hits, grids, carried, context.mentions[i])
        yield from tickers(sentence, grids)
        for draft in unpaired(sentence, hits, grids, context.mentions[i]):
            # The figure behind two names that no row holds together is neither's.
            taken |= {m.q.start for m in context.mentions[i] if draft.end <= m.q.start <= draft.end + 30}
            yield draft
        if context.passage.role != "caption":
            yield from windows(sentence, grids)
        yield from _numbers(context, i, hits, grids, carried, held | taken)
        for hit in hits:
            for g, _ in hit.rows:
                carried[g] = hit


def _numbers(
    context: Context, i: int, hits: Sequence[Hit], grids: Grids, carried: dict[int, Hit], taken: set[int]
) -> Iterator[Draft]:
    sentence = context.sentences[i]
    row = context.mentions[i]
    done: set[int] = set()
    for m in row:
        if m.q.start not in taken:
            for draft in _described_value(sentence, row, m, hits, grids, carried):
                done |= {s for s, _ in draft.numbers}
                yield draft
    for m in row:
        if m.q.start in taken or m.q.start in done or m.role in ("rank",) or _AHEAD.search(m.lead):
            continue
        if _FORMER.search(m.lead):
            continue  # 原目标价为 93.00 元: what the table no longer has
        if m.unit_kind == "times" and _OF.search(m.lead):
            continue  # 是乙的 5.4 倍: a ratio to the name in front of it
        if any(
            0 < h.start - m.q.end <= 3
            and "(" in sentence.low[m.q.end - sentence.start : h.start - sentence.start]
            for h in hits
        ):
            continue  # from $4.99 (Lambda) to $8.60 (CoreWeave): the name stands behind its figure
        ahead = [
            h
            for h in hits
            if h.end <= m.q.start
            and not sentence.text[h.end - sentence.start : m.q.start - sentence.start].strip()
        ]
        if any(_partner(sentence, h) for h in ahead):
            continue  # 领先乙 17 分: a difference from the name in front of it
        mine = [h for h in hits if h.end >= m.clause.start or not _partner(sentence, h)]
        drafts = list(_one_number(context, sentence, row, m, mine, grids, carried))
        for draft in drafts:
            done |= {s for s, _ in draft.numbers}
            yield draft


# 比乙模型高 11 分: a difference from the name in front of it, no value of that name.
_CURRENCIES = frozenset(["CNY", "USD", "HKD", "EUR", "GBP", "JPY", "TWD", "KRW", "INR"])
_AHEAD = re.compile(
    r"(?:比|较|领先|落后|高于|低于|超过|超出)[^，,；;。]*?(?:高|低|多|少|快|慢|领先|落后|贵|便宜)(?:出|了|约|近|于)*\s*$"
)


_FORMER = re.compile(
    r"(?:原先?|旧|前次|上次|前期)的?(?:目标价|盈利预测|预测|指引)[^，,。；;]{0,6}$|\b(?:old|former|previous|prior) (?:target|estimate|forecast|guidance)\b[^,.;]{0,16}$"
)
_OF = re.compile(r"的\s*(?:约|近|逾|超)?\s*$")
_COMPARED = re.compile(
    r"(?:超过|超越|反超|高于|低于|大于|小于|不及|领先于?|落后于?|仅次于|多于|少于|优于|逊于|击败|紧随|比|较|"
    r"\b(?:ahead of|behind|than|above|below|beat(?:s|ing)?|surpass(?:es|ed|ing)?|overt(?:akes?|ook|aking)|passed))\s*(?:第[一二三四五六七八九十\d]+名?|榜首|首位)?\s*$"
)


def _partner(sentence: Sentence, hit: Hit) -> bool:
    """True for a name that only serves a comparison: 甲访问量超过乙，达到 75.20M speaks of 甲."""
    return _COMPARED.search(sentence.low[: hit.start - sentence.start]) is not None


def _described_value(
    sentence: Sentence,
    row: Sequence[Mention],
    m: Mention,
    hits: Sequence[Hit],
    grids: Grids,
    carried: dict[int, Hit],
) -> Iterator[Draft]:
    """Figures that describe a row (16 核+96G behind its name) against the cells that describe it."""
    for grid in grids.grids:
        if grid.tracker is None:
            continue
        rows, used = rows_at(grid, hits, m.q.start, carried, m.clause.start)
        if not rows or used[0].start < m.clause.start or used[0].end < m.q.start - 24:
            continue
        group = [
            x
            for x in row
            if used[0].end <= x.q.start
            and x.q.start - used[0].end <= 24
            and x.clause.segment == m.clause.segment
        ]
        group = [x for x in group if _plus_run(sentence, used[0].end, x)]
        if not group or m is not group[0]:
            continue
        kept, tied = describe(rows, [x.q for x in group])
        if len(kept) != 1:
            continue
        for x in group:
            if x.q.start in tied:
                cell = tied[x.q.start][1]
                yield _of_cell(used[0].start, x.q, kept[0], cell, grid, "supported")
            elif len(rows) == 1 or tied:
                free = [
                    c
                    for c in kept[0].cells
                    if c.operand is not None
                    and c.unit in ("核", "GB")
                    and c not in [t[1] for t in tied.values()]
                    and _described_by(x.q, c)
                ]
                if len(free) == 1 and free[0].operand is not None:
                    yield _of_cell(used[0].start, x.q, kept[0], free[0], grid, "contradicted")
        return


def _of_cell(start: int, q: Quantity, row: Row, cell: Cell, grid: Grid, verdict: str) -> Draft:
    """A figure that a cell of the described row has, or contradicts."""
    differs = verdict == "contradicted"
    return Draft(
        "value",
        "TIE101",
        start,
        q.end,
        q,
        fixed=verdict,
        subject=row.label,
        metric=cell.header,
        said=q.value,
        expected=cell.operand.value if cell.operand else None,
        evidence=(cell.evidence(grid.table.period),),
        reason=f"the table gives {cell.text} for {row.label}, {cell.header}" if differs else "",
        numbers=((q.start, q.end),),
    )


def _plus_run(sentence: Sentence, begin: int, x: Mention) -> bool:
    between = sentence.text[begin - sentence.start : x.q.start - sentence.start]
    return re.fullmatch(r"(?:[\s+＋/,，(（\d核GBi.]|v?CPUs?|cores?)*", between) is not None


def _described_by(q: Quantity, cell: Cell) -> bool:
    if cell.unit == "核":
        return q.unit in ("核", None)
    return q.unit in ("G", "GB", "GiB")


def _holding(grids: Grids, hits: Sequence[Hit], at: int) -> list[Grid]:
    """The tables that hold a name of the sentence, the nearest of them where many tables share their names."""
    held = sorted({g for h in hits for g, _ in h.rows})
    if len(held) > _NEAREST:
        held = sorted(sorted(held, key=lambda g: abs(grids.grids[g].table.start - at))[:_NEAREST])
    return [grids.grids[g] for g in held]


_NEAREST = 24


def _one_number(
    context: Context,
    sentence: Sentence,
    row: Sequence[Mention],
    m: Mention,
    hits: Sequence[Hit],
    grids: Grids,
    carried: dict[int, Hit],
) -> Iterator[Draft]:
    clause = m.clause
    candidates: list[tuple[int, Grid, list[Row], int, bool, list[Hit]]] = []
    for grid in _holding(grids, hits, m.q.start):
        rows, used = rows_at(grid, hits, m.q.start, carried, clause.start)
        if not any(h.start >= sentence.start for h in used):
            rows, used = _named_behind(sentence, grid, hits, m) or (rows, used)
        if not rows:
            continue
        lead = used[0]
        if of_a_total(sentence, lead.start, lead.key, clause.start) and not metric_columns(
            grid, sentence.text[clause.start - sentence.start : lead.start - sentence.start]
        ):
            continue
        # A number of another clause with a subject of its own does not belong to the name.
        if lead.end < clause.start and _has_subject(row, m, lead, grid):
            if not metric_columns(grid, m.lead):
                continue
            between_them = next(x for x in row if x.q.start > lead.end)
            if not _measure_said(grid, m.lead) and not any(
                scaled_twin(between_them.q, r.cells) for r in rows
            ):
                continue  # 至 6 月底装机 11.0 亿千瓦，同比增长 54.2%: the growth of what stands between
        if lead.end < clause.start and (_stranger(sentence, m, grid) or _other_noun(m, grid)):
            continue
        begin = max(sentence.start, min(lead.start, clause.start))
        words = sentence.text[begin - sentence.start : m.q.end - sentence.start]
        tail = re.split(
            r"[，,；;。（(]|\b(?:and|but|while)\b|\b(?:from|than|versus|against)\s+[$€£]?\d",
            sentence.text[m.q.end - sentence.start :],
        )[0][:24]
        # The measure said closest counts: 访问量下降 4.45%，停留时长同时下降 9.65% names another in its last clause.
        own = sentence.text[max(begin, clause.start) - sentence.start : m.q.end - sentence.start]
        column, named = choose_column(grid, own + " " + tail, m.q, rows, changing=m.role == "change")
        if m.q.unit in _CURRENCIES:
            # raised USD 250 million at a valuation of …: what stands before an amount names it first.
            first = choose_column(grid, own, m.q, rows)
            column, named = first if first[1] else (column, named)
        if not named:
            column, named = choose_column(grid, words + " " + tail, m.q, rows, changing=m.role == "change")
        if not named and lead.start >= clause.start:
            # 出货量方面，甲公司为 412 万颗: the measure is named once for the sentence.
            wider = choose_column(grid, sentence.text[: m.q.end - sentence.start], m.q, rows)
            column, named = wider if wider[1] else (column, named)
        if not named and m.q.unit == "%":
            between = sentence.text[lead.end - sentence.start : m.q.start - sentence.start]
            between = re.split(r"[，,；;]", between)[-1] if lead.end < clause.start else between
            passage = context.passage
            before = passage.text[: m.q.start - passage.start]
            moved, sure = bare_change(grid, between, tail, before)
            if moved is not None and column in (None, moved):
                column, named = moved, sure
        if (
            column is None
            or _BEFORE_IT.search(m.gap)
            or (_CUMULATIVE.search(sentence.low[: m.q.start - sentence.start]) and not _spans(grid))
            or (_MEAN.search(own) and not _MEAN.search(grid.headers[column] + (grid.table.caption or "")))
            or other_base(m, grid.headers[column])
            or _share_said(sentence, m, grid, column, lead)
        ):
            continue
        described = [
            x.q
            for x in row
            if lead.end <= x.q.start < m.q.start and x.q.unit in ("核", "G", "GB", "GiB", None)
        ]
        if len(rows) > 1 and described:
            rows, _ = describe(rows, described)
        near = 2 if lead.start >= clause.start else 1
        # 周涨 1.13 %: of two tables with the name, the one of this window.
        window = window_said(own + " " + tail)
        sense = senses_of(grid).get(column)
        timed = bool(window) and sense is not None and sense.window == window
        candidates.append((near + (2 if named else 0) + timed, grid, rows, column, named, used))
    if not candidates:
        return
    top = max(c[0] for c in candidates)
    best = [c for c in candidates if c[0] == top]
    above = context.passage.section
    about = " ".join(above[:-1][-1:] if context.passage.role == "heading" else above[-1:])
    for draft in judge_value(sentence, m, best, candidates, Nearby(row, hits, grids, about)):
        if draft.fixed == "contradicted" and _led_astray(sentence, m, best[0][1], best[0][5][0]):
            draft = draft.replace(
                fixed="unchecked", reason="a word between the name and the figure is not of the table"
            )
        yield draft


_BEFORE_IT = re.compile(
    r"[由从]\s*$|\bfrom\s*$|\btwice the\s*$|\btimes the\s*$|\bthan the\s*$|(?:差距|价差|相差)[^，,。；;]*$"
)
"""由 10.7% 升到 20.0%, just over twice the $1.9bn: what a figure is told against is no figure of the row now."""
_CUMULATIVE = re.compile(
    r"前三季度|前[二三]季|上半年|1-\d{1,2}月|一至[三四五六七八九十]月|\b(?:six|nine) months\b|year to date"
)


def _spans(grid: Grid) -> bool:
    """True for a table whose heads or caption tell of such a span themselves."""
    return bool(
        re.search(
            r"前三季|累计|上半年|半年|1-|\bh1\b|\b9m\b|months|20\d\d",
            folded(" ".join((grid.table.caption or "", *grid.headers))).lower(),
        )
    )


_MEAN = re.compile(
    r"平均|均值|中值|中枢|人均|户均|单均|\b(?:average|averag(?:ed|ing)|mean|median|midpoint)\b|中位数", re.I
)
"""A mean of what a column holds is no figure of the column."""


def _share_said(sentence: Sentence, m: Mention, grid: Grid, column: int, lead: Hit) -> bool:
    """True where the words say a share, the table has shares, and the column is one of changes: cars took 24.1%."""
    if m.unit_kind != "%" or m.direction or column not in change_columns(grid):
        return False
    words = sentence.low[max(0, lead.end - sentence.start) : m.q.start - sentence.start]
    cube = cube_of(grid)
    return (
        bool(SHARE_WORD.search(words))
        and not MOVED_NOUN.search(words)
        and cube is not None
        and any(h.kind == "share" for h in cube.heads)
    )


def _led_astray(sentence: Sentence, m: Mention, grid: Grid, lead: Hit) -> bool:
    """True where English words that are no table's stand between a name and its figure: devices sold in Asia rose 9%."""
    cube = cube_of(grid) if grid.tracker is None and lead.end <= m.q.start else None
    if cube is None or re.search(r"[\u4e00-\u9fff]", sentence.low):
        return False
    spoken = spoken_of(cube, sentence, ())
    other = OTHER_BASIS.search(sentence.low) and not OTHER_BASIS.search(cube.title)
    return bool(other) or not (plain(cube, spoken, lead.end, m.q.start) and opens(cube, spoken, lead.start))


_NAMED = re.compile(
    r"(?:名为|名叫|称为|叫做|命名为|代号为?|\b(?:called|named|dubbed|known as))\s*[“”\"「『《]?\s*$", re.I
)


def _named_behind(
    sentence: Sentence, grid: Grid, hits: Sequence[Hit], m: Mention
) -> tuple[list[Row], list[Hit]] | None:
    """The row a sentence names only at its end: ``共同投资 20 亿美元建设…, 该项目名为“北极星”``."""
    for h in hits:
        rows = [grid.rows[r] for g, r in h.rows if g == grid.index]
        if h.start >= m.q.end and len(rows) == 1 and _NAMED.search(sentence.text[: h.start - sentence.start]):
            return rows, [h]
    return None


_OPENING = re.compile(
    r"\s*(?:而|但|且|并|同时|其中|另外|此外|and|but|while)?\s*"
    r"(?:(?P<latin>[A-Z][A-Za-z0-9.&-]*(?: [A-Z][A-Za-z0-9.&-]*)*)|(?P<cjk>[\u4e00-\u9fff]{2,8}?)(?=的))"
)
_NO_NAME = re.compile(
    r"其|该|此|这|那|它|本|上|同|公司|集团|网站|应用|平台|产品|行业|市场|[周月季年日期]|AI\b|The\b|Its?\b|Their\b"
)


def _stranger(sentence: Sentence, m: Mention, grid: Grid) -> bool:
    """True when the clause opens with a name that no table has: the figure is that name's.

    ``ChatGPT 访问量为 882.9M，Kimi 的访问量环比上升 12.5%`` says nothing of ChatGPT in its second clause.
    """
    text = sentence.text[max(0, m.clause.start - sentence.start) : m.q.start - sentence.start].lstrip(
        "，,；;、 "
    )
    found = _OPENING.match(text)
    name = (found.group("latin") or found.group("cjk") or "") if found else ""
    if not name or _NO_NAME.match(name):
        return False
    # Delta Visits WoW: a name with the measure behind it is still another's.
    return not metric_columns(grid, name) or (" " in name and not metric_columns(grid, name.split()[0]))


def _other_noun(m: Mention, grid: Grid) -> bool:
    """True when the figure's own clause names what no column holds: 移动端月活达到 1.2 亿 in a table of visits."""
    noun = residual(m.lead)
    words = [w for w in noun.split() if len(w) >= 2]
    return bool(words) and not metric_columns(grid, m.lead) and not any(norm(w) in grid.words for w in words)


def _measure_said(grid: Grid, words: str) -> bool:
    """True when the words name a column by more than a change: 同比增长 says nothing of whose change it is."""
    return any(j not in change_columns(grid) for j, _ in metric_columns(grid, words)) or bool(
        grid.tracker is not None and metric_columns(grid, words)
    )


def _has_subject(row: Sequence[Mention], m: Mention, lead: Hit, grid: Grid) -> bool:
    after = [x for x in row if lead.end < x.q.start <= m.q.start]
    return any(x.own_subject_noun and not metric_columns(grid, x.lead) for x in after[1:]) or (
        bool(after) and bool(_noun_between(after[0], lead)) and not _own_measure(after[0], lead, grid)
    )


def _noun_between(x: Mention, lead: Hit) -> str:
    """The noun between a name and the first number behind it; the name itself is none."""
    gap = x.gap[-(x.q.start - lead.end) :] if x.q.start > lead.end else ""
    return residual(gap)


def _own_measure(x: Mention, lead: Hit, grid: Grid) -> bool:
    """True when that noun is a measure of the table: ChatGPT 周平均访问量为 882.9M，环比增长 0.93%."""
    gap = x.gap[-(x.q.start - lead.end) :] if x.q.start > lead.end else ""
    return bool(metric_columns(grid, gap))
