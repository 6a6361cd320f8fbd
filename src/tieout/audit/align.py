"""Alignment: which names a stretch of prose speaks of, and which column a number belongs to.

Names come from the report's own tables. A name found in prose is a :class:`Hit` with the rows that
go by it; columns are chosen by the words of the clause and the unit of the number, and the choice
says how sure it is. A matching value plays no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..quantity import Quantity
from .grid import Grid, Grids, Row, norm, unit_fits
from .lexicon import folded
from .lexicon.metrics import YEARLY
from .senses import change_columns as changes
from .senses import senses_of, window_said
from .squeezed import squeezed

__all__ = ["Hit", "Names", "change_columns", "choose_column", "metric_columns", "printed_aliases"]

_SKIPPED = "-_‐–—·.,，、'’()（）[]【】<>/"
_CHANGE_WORD = re.compile(r"环比|同比|增速|涨跌|变化|涨幅|跌幅|升幅|降幅|change|growth|wow|yoy|weekonweek")
_YEAR = re.compile(r"(20\d{2})\s*年?\s*[AaEe]?")
_FULL_DATE = re.compile(r"20\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_YEAR_SAID = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
# A company's own name in front of 的 or 发布 is still the name; Latin names need a boundary.
_MIN_CJK = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the tables found in prose, with the rows (grid, row) that go by it."""

    start: int
    end: int
    key: str
    rows: tuple[tuple[int, int], ...]
    damaged: bool = False
    pronoun: bool = False


class Names:
    """Finds the names of the tables in prose; spaces, hyphens, case and width do not matter."""

    def __init__(self, grids: Grids, extra: Iterable[tuple[str, str]] = ()) -> None:
        self.grids = grids
        self.keys = sorted((k for k in grids.by_name if _worth(k)), key=lambda k: (-len(k), k))
        self._first: dict[str, list[str]] = {}
        for key in self.keys:
            self._first.setdefault(key[:2], []).append(key)
        spelled = [(norm(re.sub(r"\bex\b", "excluding", n, flags=re.I)), k) for k, n in grids.printed.items()]
        for alias, key in [*extra, *spelled]:
            if alias not in grids.by_name and len(alias) >= 2:
                grids.by_name[alias] = grids.by_name[key]
                self._first.setdefault(alias[:2], []).insert(0, alias)

    def find(self, text: str, offset: int = 0) -> list[Hit]:
        """The hits in a text, leftmost longest, without overlap."""
        joined, at = squeezed(folded(text), _SKIPPED)
        flat = "".join(c.casefold() if len(c.casefold()) == 1 else c for c in joined)
        out: list[Hit] = []
        i = 0
        while i < len(flat) - 1:
            for key in self._first.get(flat[i : i + 2], ()):
                if not flat.startswith(key, i):
                    continue
                start, end = at[i], at[i + len(key) - 1] + 1
                if text[end : end + 1] in (")", "）") and re.search(r"[(（][^)）]*$", text[start:end]):
                    end += 1  # 计算机(申万)
                if _bounded(text, start, end, key):
                    out.append(Hit(offset + start, offset + end, key, tuple(self.grids.by_name[key])))
                    i += len(key) - 1
                    break
            i += 1
        return out


_ALIAS = re.compile(
    r"[“\"「《]?(?P<a>[^“”\"「」《》（）()，,。；;：:、\s]{2,20})[”\"」》]?\s*[（(](?P<b>[^（）()，,。；;]{2,30})[)）]"
)


def printed_aliases(texts: Iterable[str], grids: Grids) -> list[tuple[str, str]]:
    """Aliases the report itself introduces: 星际之门（Stargate） where one side names a row.

    A side that is a figure, a code or a date is no alias.
    """
    out: dict[str, str] = {}
    for text in texts:
        for found in _ALIAS.finditer(text):
            a, b = norm(found.group("a")), norm(found.group("b"))
            for alias, key in ((a, b), (b, a)):
                if (
                    key in grids.by_name
                    and alias not in grids.by_name
                    and _worth(alias)
                    and not any(c.isdigit() for c in alias)
                ):
                    out.setdefault(_bare(alias), key)
    return [(a, k) for a, k in out.items() if len(a) >= 2]


def _bare(alias: str) -> str:
    """The name at the end of what stands before the bracket: 该项目名为星际之门 -> 星际之门."""
    return re.split(r"名为|称为|叫做|名叫|推出|发布|旗下|公司|项目|[“”\"]", alias)[-1] or alias


def _worth(key: str) -> bool:
    if key.isascii():
        return len(key) >= 3 or (len(key) == 2 and key.isalpha())
    return len(key) >= _MIN_CJK


_LEFT_OUT = re.compile(r"(?:\b(?:excluding|except|ex)[\s-]+|剔除|不含|不包括|扣除)$", re.I)


def _bounded(text: str, start: int, end: int, key: str) -> bool:
    if _LEFT_OUT.search(text[max(0, start - 12) : start]):
        return False  # Asia Pacific excluding China speaks of no row of China
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if key[0].isascii() and before.isascii() and before.isalnum():
        return False
    if key[-1].isascii() and after.isascii() and after.isalnum():
        return False
    # GPT-4o inside ChatGPT-4o-latest or GPT-4o-mini is another name.
    if (
        key[-1].isascii()
        and after in "-_."
        and end + 1 < len(text)
        and text[end + 1].isascii()
        and text[end + 1].isalnum()
    ):
        return False
    return not (
        key[0].isascii()
        and before in "-_."
        and start >= 2
        and text[start - 2].isascii()
        and text[start - 2].isalnum()
    )


def metric_columns(grid: Grid, words: str) -> list[tuple[int, int]]:
    """The columns a stretch of words names, with the length of the longest alias found, best first.

    A column of changes is named only by words of change, and the other way round:
    访问量 is not 访问量环比.
    """
    said = norm(words)
    changing = bool(_CHANGE_WORD.search(said))
    out: list[tuple[int, int, int]] = []
    for j, aliases in enumerate(grid.aliases):
        if not grid.numeric(j):
            continue
        dated = None if _FULL_DATE.search(grid.headers[j]) else _YEAR.search(grid.headers[j])
        if dated:
            rest = norm(_YEAR.sub("", grid.headers[j]))
            rest = next((w for w in (*YEARLY.get(rest, ()), *aliases) if w in said), rest)
            # The year said last belongs to the number: （2025-01-27 股价 …）对应 2024E PE 52.88 倍.
            years = set(_YEAR_SAID.findall(words)[-1:])
            if len(rest) >= 2 and rest in said and (dated.group(1) in years or not years):
                out.append((j, len(rest) + (8 if years else 0), said.rfind(rest)))
            elif len(rest) < 2 and dated.group(1) in years:
                out.append((j, 2, 0))
            continue
        header_changes = any(_CHANGE_WORD.search(a) for a in aliases[:1])
        for alias in aliases:
            at = said.rfind(alias)
            if at < 0:
                continue
            if header_changes != changing and _CHANGE_WORD.search(alias) is None and header_changes:
                continue
            score = len(alias) + (4 if header_changes == changing else 0)
            out.append((j, score, at))
            break
    out.sort(key=lambda x: (-x[1], -x[2], x[0]))
    return [(j, score) for j, score, _ in out]


_PART = (
    ("h1", re.compile(r"上半年|中报|半年度?|h1\b|first[- ]half", re.I)), ("9m", re.compile(r"前三季度|三季报|1-9月|nine months", re.I)),
    ("q1", re.compile(r"一季|q1\b|1q|first[- ]quarter", re.I)), ("q2", re.compile(r"二季|q2\b|2q|second[- ]quarter", re.I)),
    ("q3", re.compile(r"三季度|q3\b|3q|third[- ]quarter", re.I)), ("q4", re.compile(r"四季|q4\b|4q|fourth[- ]quarter", re.I)),
)  # fmt: skip


def _period_of(text: str) -> tuple[str, str] | None:
    """Year and part of the year that words or a header name; the last one said."""
    years = re.findall(r"(?<!\d)(20\d{2})(?!\d)", text)
    if not years:
        return None
    part = next((name for name, pattern in _PART if pattern.search(text)), "")
    return years[-1], part


def period_column(grid: Grid, words: str) -> int | None:
    """The column of a statement whose heads are periods (2024年中报 | 2023年年报), by the period the words name."""
    if grid.tracker is not None:
        return None
    heads = {
        j: p
        for j, h in enumerate(grid.headers)
        if (p := _period_of(h)) is not None and len(norm(_YEAR.sub("", h))) <= 12
    }
    said = _period_of(words)
    if len(heads) < 2 or said is None:
        return None
    exact = [j for j, p in heads.items() if p == said]
    return exact[0] if len(exact) == 1 else None


def choose_column(
    grid: Grid, words: str, q: Quantity | None, rows: Sequence[Row], *, changing: bool = False
) -> tuple[int | None, bool]:
    """The column for a number given the words around it, and whether the words name it.

    Without a naming word the unit may leave one column only; that is weaker.
    """

    def fits(j: int) -> bool:
        if q is None:
            return True
        cells = [r.cells[j] for r in rows if j < len(r.cells)] or grid.column(j)
        known = [c for c in cells if c.operand is not None] or [
            c for c in grid.column(j) if c.operand is not None
        ]
        return any(unit_fits(q, c) for c in known)

    dated_column = period_column(grid, words)
    if dated_column is not None and fits(dated_column):
        return dated_column, True
    named = [(j, s) for j, s in metric_columns(grid, words) if fits(j)]
    if named:
        best = named[0][1]
        tops = [j for j, s in named if s == best]
        if len(tops) == 1:
            return tops[0], True
        return None, False
    if q is None:
        return None, False
    meant = _sensed(grid, words, q, changing)
    if meant is not None and fits(meant) and (grid.tracker is None or grid.table.fields[meant] is None):
        return meant, True
    if q.unit == "%":
        sibling = _change_of(grid, words)
        if sibling is not None and fits(sibling):
            return sibling, True
    if changing and grid.tracker is None:
        changes = [j for j in change_columns(grid) if fits(j)]
        dated = [j for j in changes if any(w in words for w in _SPANS.findall(grid.headers[j]))]
        if len(dated) == 1:
            return dated[0], True
        if len(changes) == 1:
            return changes[0], True
    options = [j for j in range(len(grid.headers)) if grid.numeric(j) and fits(j)]
    if q.unit is not None and "/" in q.unit:
        # CNY 8.50 per hour: a rate names the one column of that rate.
        rates = [j for j in options if _same_kind(grid, j, q)]
        if len(rates) == 1:
            return rates[0], True
    strict = [j for j in options if _same_kind(grid, j, q)]
    pick = strict if len(strict) == 1 else options
    return (pick[0], False) if len(pick) == 1 else (None, False)


_SPANS = re.compile(
    r"本周|上周|近一周|本月|近一月|近一个月|今年以来|年初至今|近一年|近三月|YTD|1W|1M|3M|12M|同比|环比"
)
_MOVES = re.compile(
    r"环比|增|降|升|跌|涨|增速|回落|提升|rose|fell|up\b|down\b|gain|declin|growth|slip|drop|week on week|wow",
    re.I,
)


def _change_of(grid: Grid, words: str) -> int | None:
    """The column of changes of the measure said last: 访问量为 22.72M，环比增长 2.85% speaks of 访问量环比."""
    if grid.tracker is None or not _MOVES.search(folded(words)):
        return None
    fields = grid.table.fields
    said = norm(words)
    best: tuple[int, int, str] | None = None
    for j, name in enumerate(fields):
        if not name or name.endswith("_wow_pct") or not grid.numeric(j):
            continue
        for alias in grid.aliases[j]:
            at = said.rfind(alias)
            if at >= 0 and (best is None or (at + len(alias), len(alias)) > best[:2]):
                best = (at + len(alias), len(alias), name)
    if best is None:
        return None
    stems = [f for f in fields if f and f.endswith("_wow_pct") and f.removesuffix("_wow_pct") in best[2]]
    return fields.index(stems[0]) if len(stems) == 1 else None


def _sensed(grid: Grid, words: str, q: Quantity, changing: bool) -> int | None:
    """The column meant by its sense: a change by its window, a level by its moment; None where that leaves a choice."""
    senses = senses_of(grid)
    if q.unit == "%":
        moves = changing or _MOVES.search(folded(words)) is not None
        found = changes(grid, words) if moves and window_said(words) else []
        return found[0] if len(found) == 1 else None
    moments = [
        j for j, s in senses.items() if s.kind == "level" and not s.measure and s.when in ("now", "prior")
    ]
    # 较上周的 9.60, 9.60 last week: the moment stands beside the number, no other between.
    at = words.rfind(q.text)
    before, behind = words[:at] if at >= 0 else words, words[at + len(q.text) :] if at >= 0 else ""
    near = folded(before[-8:]).lower() + "|" + folded(re.split(r"\d", behind)[0][:16]).lower()
    prior = re.search(r"上周|上期|上月|last (?:week|month)|previous", near) is not None and not re.search(
        r"\bfrom\b", folded(re.split(r"\d", behind)[0]).lower()
    )
    meant = [j for j in moments if (senses[j].when == "prior") == prior]
    return (
        meant[0]
        if len(meant) == 1
        and len(moments)
        == len([s for s in senses.values() if s.kind == "level" and s.when in ("now", "prior")])
        else None
    )


def change_columns(grid: Grid) -> list[int]:
    """The columns of figures whose header says that they are changes."""
    return [
        j for j, header in enumerate(grid.headers) if grid.numeric(j) and _CHANGE_WORD.search(norm(header))
    ]


def _same_kind(grid: Grid, j: int, q: Quantity) -> bool:
    units = {c.unit for c in grid.column(j) if c.operand is not None}
    return q.unit in units
