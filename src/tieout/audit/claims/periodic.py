"""Tables whose columns are periods and whose rows are measures: forecasts, results, segments by year.

``预计 2025-2027 年归母净利润分别为 3.2/4.1/5.0 亿元，同比增长 29%/28%/22%，对应 PE 为 34/27/22 倍``: a sentence names
measures and periods, and its figures run in the order of the periods. A row headed 同比 belongs to the measure above
it. A figure is only held against the report's table where one table alone has that measure and that period.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...model.claim import ClaimKind
from ...model.formula import Operand, compute, verify
from ...quantity import Quantity
from ..align import Names
from ..grid import Cell, Grid, Grids, Row, norm, unit_fits
from ..lexicon import folded
from ..mentions import Mention
from ..prose import Sentence
from .another import step_said
from .base import Context, Draft

__all__ = ["find"]

Moment = tuple[int | None, str]
"""A year and a part of it: (2025, ""), (2025, "q3"), (None, "h1")."""

_PARTS = {
    "一": "q1",
    "二": "q2",
    "三": "q3",
    "四": "q4",
    "first": "q1",
    "second": "q2",
    "third": "q3",
    "fourth": "q4",
}
_WHEN = re.compile(
    r"(?<!\d)(?P<from>20\d\d)\s*年?\s*[-–—~至到]\s*(?P<to>20\d\d|\d\d)(?!\d)\s*年?"
    r"|(?<!\d)(?P<y>20\d\d)\s*年?\s*(?:(?P<h>上半年|中报|h1\b)|(?P<h2>下半年|h2\b)|(?P<m9>前三季度|三季报)|第?(?P<q>[一二三四])季度?|q(?P<qn>[1-4]))?[ae]?(?!\d)"
    r"|\b(?P<q3>[1-4])q(?P<yy>\d\d)\b|\bq(?P<q4>[1-4]) ?(?:of )?(?P<y4>20\d\d)\b|\b(?P<en>first|second|third|fourth)[- ]quarter(?: of (?P<y5>20\d\d))?"
)
_GROWTH_ROW = re.compile(
    r"^(?:同比(?:增长|增速|变动|变化)?|增长率|增速|增幅|yoy|growth|%? ?change|(?:y/y|yoy) ?(?:growth|change)?)[%（(）)]*$",
    re.I,
)
_SAME = (
    ("营业总收入", "营业收入", "营收", "收入", "revenue", "revenues", "net sales", "total revenue"),
    ("归属于母公司净利润", "归母净利润", "归母净利", "归属母公司净利润", "归属于上市公司股东的净利润"),
    ("每股收益", "eps", "摊薄每股收益", "每股盈利", "每股净收益"),
    ("市盈率", "pe", "p/e"),
    ("市净率", "pb", "p/b"),
    ("销售毛利率", "毛利率"),
    ("净资产收益率", "roe"),
)  # fmt: skip
_OTHER = re.compile(
    r"上修|下修|上调|下调|调整|此前|原预测|前次|一致预期|市场预期|重述|指引|目标|行业|同业|consensus|previous estimate|guidance|restated"
)
_BEHIND = re.compile(r"同比|增长|增速|下降|增加|减少|yoy|year|grew|rose|up|down|fell")


@dataclass(frozen=True)
class _Statement:
    """A grid read as measures by periods."""

    grid: Grid
    heads: dict[int, Moment]
    rows: dict[str, Row]
    growth: dict[str, Row]


def find(context: Context, grids: Grids, names: Names) -> Iterator[Draft]:
    """Figures of prose against the report's tables of measures by periods."""
    statements = [s for g in grids.grids if g.tracker is None and not g.doubtful and (s := _statement(g))]
    yearly = [g for g in grids.grids if not g.doubtful and len(_yearly(g)) >= 2]
    if not statements and not yearly:
        return
    for i, sentence in enumerate(context.sentences):
        if _OTHER.search(sentence.low) or not context.mentions[i]:
            continue
        yield from _sentence(sentence, context.mentions[i], statements)
        if yearly:
            hits = [h for h in names.find(sentence.text, sentence.start) if not h.pronoun]
            own = {r for h in hits for r in h.rows if grids.grids[r[0]] in yearly}
            if len(own) == 1:
                g, r = next(iter(own))
                line = _line(grids.grids[g], grids.grids[g].rows[r])
                yield from _sentence(sentence, context.mentions[i], [line], lists=True)


@lru_cache(maxsize=128)
def _statement(grid: Grid) -> _Statement | None:
    heads: dict[int, Moment] = {}
    for j, header in enumerate(grid.headers):
        low = folded(header).lower()
        found = _WHEN.search(low)
        if (
            found
            and not found["from"]
            and len(re.sub(r"[\s（()）aeAE年]", "", low[: found.start()] + low[found.end() :])) <= 2
        ):
            heads[j] = _moments(found)[0]
    if len(heads) < 2 or len(set(heads.values())) != len(heads):
        return None
    rows: dict[str, Row] = {}
    growth: dict[str, Row] = {}
    last = ""
    for row in grid.rows:
        label = re.sub(r"[（(\[][^（）()\[\]]*[)）\]]\s*$", "", row.names[0] if row.names else "")
        key = _measure(norm(label))
        if _GROWTH_ROW.match(folded(label).strip().lower()):
            if last:
                growth.setdefault(last, row)
            continue
        if not key or key in rows:
            last = ""
            continue
        rows[key], last = row, key
    return _Statement(grid, heads, rows, growth) if len(rows) >= 2 else None


def _measure(key: str) -> str:
    return next((names[0] for names in _SAME if key in (norm(n) for n in names)), key)


def _moments(found: re.Match[str]) -> list[Moment]:
    if found["from"]:
        last = found["to"]
        end = int(last) if len(last) == 4 else int(found["from"][:2] + last)
        return [(y, "") for y in range(int(found["from"]), min(end, int(found["from"]) + 8) + 1)]
    if found["q3"]:
        return [(2000 + int(found["yy"]), f"q{found['q3']}")]
    if found["q4"]:
        return [(int(found["y4"]), f"q{found['q4']}")]
    if found["en"]:
        return [(int(found["y5"]) if found["y5"] else None, _PARTS[found["en"]])]
    part = (
        "h1" if found["h"] else "h2" if found["h2"] else "9m" if found["m9"]
        else _PARTS[found["q"]] if found["q"] else f"q{found['qn']}" if found["qn"] else ""
    )  # fmt: skip
    return [(int(found["y"]), part)]


@lru_cache(maxsize=128)
def _yearly(grid: Grid) -> dict[int, tuple[str, Moment]]:
    """The columns headed by a measure and a year (EPS 2025E), of a table with a row for each company."""
    out: dict[int, tuple[str, Moment]] = {}
    for j, header in enumerate(grid.headers):
        low = re.sub(r"[（(][^（）()]*[)）]", "", folded(header)).lower()
        found = _WHEN.search(low)
        if found is None or found["from"] or re.search(r"\d\s*[-./月]\s*\d", low):
            continue
        measure = _measure(norm(low[: found.start()] + low[found.end() :]))
        if any(measure == names[0] for names in _SAME):
            out[j] = (measure, _moments(found)[0])
    return out


def _line(grid: Grid, row: Row) -> _Statement:
    """One company's row as a statement of its own: its measures by years."""
    yearly = _yearly(grid)
    moments = sorted({when for _, when in yearly.values()}, key=lambda w: (w[0] or 0, w[1]))
    rows: dict[str, Row] = {}
    for measure in dict.fromkeys(m for m, _ in yearly.values()):
        at = {when: j for j, (m, when) in yearly.items() if m == measure and j < len(row.cells)}
        none = Cell(grid.index, row.index, -1, "", None, "", null=True)
        rows[measure] = Row(
            row.index, row.names, tuple(row.cells[at[w]] if w in at else none for w in moments)
        )
    return _Statement(grid, dict(enumerate(moments)), rows, {})


def _sentence(
    sentence: Sentence, row: Sequence[Mention], statements: Sequence[_Statement], *, lists: bool = False
) -> Iterator[Draft]:
    named = _named(sentence, statements)
    times = _times(sentence)
    for group in _groups(sentence, row):
        first = group[0]
        at = first.q.start
        when = [m for start, m in times if start < at]
        spoken = [(a, b, key) for a, b, key in named if b <= at]
        if not when or not spoken or any(m.role in ("rank", "time") for m in group):
            continue
        moments, (_, end, key) = when[-1], spoken[-1]
        between = sentence.low[end - sentence.start : at - sentence.start]
        if (
            (lists and len(group) < 2)
            or len(moments) != len(group)
            or not _reaches(between, end, at, row, first)
        ):
            continue
        yield from _figures(sentence, group, moments, key, statements)


def _times(sentence: Sentence) -> list[tuple[int, list[Moment]]]:
    """Where moments are named, those of one list together: 2025-2027 年, 2025 and 2026."""
    out: list[tuple[int, list[Moment]]] = []
    last = 0
    for found in _WHEN.finditer(sentence.low):
        joined = out and re.fullmatch(
            r"\s*(?:[、,，和及与]|and|,\s*and)\s*", sentence.low[last : found.start()]
        )
        if joined:
            out[-1] = (out[-1][0], [*out[-1][1], *_moments(found)])
        else:
            out.append((sentence.start + found.start(), _moments(found)))
        last = found.end()
    return out


def _named(sentence: Sentence, statements: Sequence[_Statement]) -> list[tuple[int, int, str]]:
    """The measures a sentence names, longest first where they overlap."""
    words: dict[str, str] = {}
    for s in statements:
        for key in s.rows:
            words[key] = key
            for names in _SAME:
                if names[0] == key:
                    words |= dict.fromkeys(names, key)
    found: list[tuple[int, int, str]] = []
    for word in sorted(words, key=len, reverse=True):
        for hit in re.finditer(re.escape(word), sentence.low):
            a, b = sentence.start + hit.start(), sentence.start + hit.end()
            latin = word.isascii() and (
                (sentence.low[hit.start() - 1 : hit.start()].isascii() and sentence.low[hit.start() - 1 : hit.start()].isalnum())
                or (sentence.low[hit.end() : hit.end() + 1].isascii() and sentence.low[hit.end() : hit.end() + 1].isalnum())
            )  # fmt: skip
            if not latin and all(b <= x or y <= a for x, y, _ in found) and _whole(sentence, hit.start()):
                found.append((a, b, words[word]))
    return sorted(found)


def _whole(sentence: Sentence, at: int) -> bool:
    """False where the word is the end of a longer measure: 云业务收入, 扣非归母净利润."""
    before = re.sub(
        r"(?:实现|公司|的|预计|年|度|和|及|与|总|合计|现|对应|以及|上半|季|our|total|the)+\s*$",
        "",
        sentence.low[:at].rstrip(),
    )
    return (
        not re.search(r"[\u4e00-\u9fff]$", before)
        or bool(re.search(r"[，,；;。：:、\d)）]$", before))
        or before == ""
    )


def _groups(sentence: Sentence, row: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Figures that stand in one list: 3.2/4.1/5.0 亿元, 0.80、1.03 和 1.25 元; a lone figure is a list of one."""
    group: list[Mention] = []
    for m in row:
        between = (
            sentence.text[group[-1].q.end - sentence.start : m.q.start - sentence.start] if group else ""
        )
        if group and re.fullmatch(r"\s*(?:[/、,，和及与]|and)\s*[+-]?\s*", between):
            group.append(m)
            continue
        if group:
            yield group
        group = [m]
    if group:
        yield group


def _reaches(between: str, end: int, at: int, row: Sequence[Mention], first: Mention) -> bool:
    """True when nothing but verbs, or the figures of the same measure, stand between a measure and its figures."""
    inner = [m for m in row if end <= m.q.start < at]
    if not inner:
        return len(between) <= 16 and not re.search(r"[；;。]", between)
    # 归母净利润 3.2 亿元，同比增长 29 %: the change behind the level of the same measure.
    ahead = ("pp",) if first.unit_kind == "pp" else ("%", "pp")
    return (
        first.unit_kind in ("%", "pp") and all(m.unit_kind not in ahead for m in inner) and len(between) <= 60
    )


def _figures(
    sentence: Sentence,
    group: Sequence[Mention],
    moments: Sequence[Moment],
    key: str,
    statements: Sequence[_Statement],
) -> Iterator[Draft]:
    unit = group[-1].q
    if unit.unit not in ("%", "pp", "bp") and step_said(group[0], group[0].lead):
        return  # raised the total by $23bn: how far it moved
    words = group[0].gap + group[0].tail
    found: list[tuple[_Statement, list[Cell], list[Operand]]] = []
    for s in statements:
        columns = [_column(s, when) for when in moments]
        if key not in s.rows or any(c is None for c in columns):
            continue
        own = [c for c in columns if c is not None]
        row = s.rows[key]
        cells = [row.cells[j] for j in own if j < len(row.cells)]
        grew = s.growth.get(key)
        if unit.unit == "%" and _BEHIND.search(words) and cells and cells[0].unit != "%":
            if grew is None:
                continue
            cells = [grew.cells[j] for j in own if j < len(grew.cells)]
        values = [c.operand for c in cells if c.operand is not None]
        if unit.unit == "pp" and len(cells) == 1 and cells[0].unit == "%":
            before = _column(s, ((moments[0][0] or 0) - 1, moments[0][1]))
            other = row.cells[before] if before is not None and before < len(row.cells) else None
            if other is None or other.operand is None or not values:
                continue
            cells, values = [*cells, other], [compute("difference", values[0], other.operand)]
        if len(values) == len(group):
            found.append((s, cells, values))
    if len(found) != 1:
        return
    s, cells, values = found[0]
    for k, (m, value) in enumerate(zip(group, values, strict=True)):
        q = m.q if m.q.unit is not None or len(group) == 1 else _with_unit(m, group[-1])
        if unit.unit != "pp" and not unit_fits(q, cells[k]):
            continue
        if unit.unit == "pp" or (m.direction < 0 < q.value and value.value < 0):
            value = Operand(abs(value.value), abs(value.interval))
        check = verify(q, value)
        bad = check.verdict == "contradicted"
        shown = cells if unit.unit == "pp" else [cells[k]]
        kind: ClaimKind = "difference" if unit.unit == "pp" else "value"
        yield Draft(
            kind,
            "TIE101",
            max(m.clause.start, sentence.start) if k == 0 else m.q.start,
            m.q.end,
            q,
            fixed=check.verdict,
            subject=key,
            metric=" ".join(c.header for c in shown),
            said=q.value,
            expected=value.value,
            reason=f"the table gives {' and '.join(c.text for c in shown)} for {key}, {shown[0].header}"
            if bad
            else check.reason,
            evidence=tuple(c.evidence() for c in shown),
            numbers=((m.q.start, m.q.end),),
        )


def _with_unit(m: Mention, last: Mention) -> Quantity:
    scale = last.q.scale
    return replace(m.q, unit=last.q.unit, scale=scale, value=m.q.value * scale / m.q.scale)


def _column(s: _Statement, when: Moment) -> int | None:
    """The column of a moment; one without a year is the latest of its part."""
    year, part = when
    if year is not None:
        return next((j for j, head in s.heads.items() if head == (year, part)), None)
    fitting = [(head[0] or 0, j) for j, head in s.heads.items() if head[1] == part]
    return max(fitting)[1] if fitting else None
