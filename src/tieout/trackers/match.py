"""From printed headers to the fields of a tracker, by scored evidence.

Three kinds of evidence are added up: what the header says (an alias, or nearly one), what the
cells look like (they parse as the column's kind), and where the column stands (between two columns
that are sure). No rule rests on a figure's number or a fixed title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from ..quantity import CellError
from .base import Column, Tracker
from .cells import read_column
from .lexicon import change_of_what, of_another_week, said_by, simplified
from .registry import all_trackers

__all__ = ["Match", "match_columns", "normalise_header", "recognise", "split_unit"]

_YEAR = re.compile(
    r"(?:FY|CY)?\s*(?:(?P<long>20\d{2})|'?(?<!\d)(?P<short>\d{2})(?=\s*年?\s*[(]?\s*[AEF])|(?<=FY)(?P<fiscal>\d{2}))"
    r"\s*年?(?:度)?\s*[(]?\s*(?P<kind>[AEFaef](?![A-Za-z])|预测|预计|实际)?\s*[)]?(?![\d./年-])"
)
_DATE = re.compile(r"(20\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_UNIT = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")

# Below this a header says nothing about a column; found where unrelated Chinese headers top out.
FUZZY_FLOOR = 72
UNREAD = 0.35


@dataclass(frozen=True, slots=True)
class Match:
    """How the columns of a table map to a tracker.

    ``fields[j]`` is the field of column j, years resolved (``eps_2024e``), or None. ``score`` runs
    from 0 to 1: the weighted share of the tracker's columns found. ``guessed`` holds the columns
    placed by shape and position although their header says otherwise. ``header_dates`` gives
    fields their date when the header prints one.
    """

    tracker: Tracker
    fields: tuple[str | None, ...]
    score: float
    header_dates: dict[str, date] = field(default_factory=dict)
    guessed: tuple[int, ...] = ()

    @property
    def unmatched(self) -> tuple[int, ...]:
        """The columns nobody claims."""
        return tuple(j for j, f in enumerate(self.fields) if f is None)

    @property
    def complete(self) -> bool:
        """True when every key column was found, so rows can become records."""
        return all(k.field in self.fields for k in self.tracker.keys if k.printed)


@lru_cache(maxsize=16384)
def split_unit(header: str) -> tuple[str, str]:
    """A header and the unit in its brackets.

    >>> split_unit("周平均访问量 (M)")
    ('周平均访问量', 'M')
    """
    found = _UNIT.search(header)
    if not found:
        return header.strip(), ""
    return (header[: found.start()] + header[found.end() :]).strip(), found.group(1).strip()


@lru_cache(maxsize=16384)
def normalise_header(header: str) -> str:
    """Width, case and spaces folded, for comparing headers.

    >>> normalise_header("平均 停留时长（Ｓ）")
    '平均停留时长(s)'
    """
    folded = unicodedata.normalize("NFKC", re.sub(r"<[^>]+>", "", header)).casefold()
    return re.sub(r"[\s_:：]+", "", folded)


def match_columns(
    tracker: Tracker,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    *,
    trust_headers: bool = False,
) -> Match:
    """The best mapping of these headers (and cells) to the tracker's columns.

    With ``trust_headers`` a header that is a column's own, word by word, is that column whatever stands
    under it: of a form that people fill in the cells are wrong then, not the header.
    """
    candidates: list[tuple[float, int, str, Column]] = []
    dates: dict[int, date] = {}
    for j, header in enumerate(headers):
        bare, found_date = _without_date(header)
        if found_date:
            dates[j] = found_date
        cells = [r[j] for r in rows if j < len(r)]
        for column, name, said in _claims(_Same(tracker), header, bare):
            shape = _shape(column, header, cells)
            if shape >= UNREAD or (trust_headers and said == 1.0):
                candidates.append((said * (0.6 + 0.4 * shape), j, name, column))
    # Stable order: the earlier of equally good columns wins, as tables are printed key first.
    candidates.sort(key=lambda c: (-c[0], c[1]))
    taken: dict[int, tuple[str, Column, float]] = {}
    used: set[str] = set()
    for score, j, name, column in candidates:
        if j not in taken and name not in used:
            taken[j] = (name, column, score)
            used.add(name)
    _place_changes(tracker, headers, rows, taken, used)
    guessed = _place_by_shape(tracker, headers, rows, taken, used)
    guessed += _place_first_key(tracker, headers, rows, taken, used)
    header_dates = {
        column.field: dates[j] for j, (_, column, _) in taken.items() if j in dates and column.dated_by
    }
    fields = tuple(taken[j][0] if j in taken else None for j in range(len(headers)))
    measured = any(
        column.field == tracker.main and (column.kind == "money" or split_unit(headers[j])[1])
        for j, (_, column, _) in taken.items()
    )
    return Match(tracker, fields, _score(tracker, taken, len(headers), measured), header_dates, guessed)


def recognise(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    *,
    caption: str = "",
    trackers: Iterable[Tracker] | None = None,
) -> list[Match]:
    """Every tracker that could have printed this table, best first.

    The caption may break a tie but cannot make a match: a table is recognised by its columns.
    """
    found = []
    for tracker in trackers if trackers is not None else all_trackers():
        if tracker.pivot is not None and not _long_form(tracker, headers):
            continue
        match = match_columns(tracker, headers, rows)
        if not match.complete or match.score < 0.5:
            continue
        bonus = 0.05 * max((_alike(c, caption) for c in _captions(tracker)), default=0.0)
        found.append((match.score + bonus, match))
    return [m for _, m in sorted(found, key=lambda it: -it[0])]


def _long_form(tracker: Tracker, headers: Sequence[str]) -> bool:
    """A tracker printed as a grid is matched by columns only where its cell column is named."""
    column = tracker.column(tracker.main)
    return column is not None and any(_spelled(column, h) >= 0.9 for h in headers)


def _captions(tracker: Tracker) -> tuple[str, ...]:
    return tuple(c.replace("{period}", "") for c in tracker.captions_zh + tracker.captions_en)


def _alike(a: str, b: str) -> float:
    return fuzz.partial_ratio(normalise_header(a), normalise_header(b)) / 100 if a and b else 0.0


def _without_date(header: str) -> tuple[str, date | None]:
    found = _DATE.search(header)
    if not found:
        return header, None
    try:
        day = date(*(int(g) for g in found.groups()))
    except ValueError:
        return header, None
    return header[: found.start()] + header[found.end() :], day


class _Same:
    """A tracker as a key: itself and no other, whatever it holds."""

    __slots__ = ("tracker",)

    def __init__(self, tracker: Tracker) -> None:
        self.tracker = tracker

    def __hash__(self) -> int:
        return id(self.tracker)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.tracker is other.tracker


@lru_cache(maxsize=65536)
def _claims(key: _Same, header: str, undated: str) -> tuple[tuple[Column, str, float], ...]:
    """The columns that a header's words may mean, with the field name and what they say for it.

    Damaged headers are tried in many ways: the words of one are weighed once.
    """
    return tuple(
        (column, name, said)
        for column in key.tracker.columns
        for name, said in _readings(key.tracker, column, undated if column.dated_by else header)
        if said > 0
    )


def _readings(tracker: Tracker, column: Column, header: str) -> list[tuple[str, float]]:
    """The field names a header could mean for this column, with what the words say (0..1)."""
    if not column.per_year:
        return [(column.field, _said(tracker, column, header))]
    year = _YEAR.search(unicodedata.normalize("NFKC", header))
    if not year:
        return []
    folded = unicodedata.normalize("NFKC", header)
    rest = folded[: year.start()] + folded[year.end() :]
    full = year.group("long") or "20" + (year.group("short") or year.group("fiscal"))
    suffix = "e" if (year.group("kind") or "").lower() in ("e", "f", "预测", "预计") else "a"
    return [(column.field.replace("{year}", full + suffix), _said(tracker, column, rest))]


# Placing names that stand beside their columns asks the same of the same words hundreds of times.
_SAID: dict[tuple[int, str], tuple[Column, float]] = {}
_MOST_SAID = 50_000


def _said(tracker: Tracker, column: Column, header: str) -> float:
    """What the words of a header say for a column: its own headers first, then the words of the trade."""
    known = _SAID.get((id(column), header))
    if known is not None and known[0] is column:
        return known[1]
    if len(_SAID) >= _MOST_SAID:
        _SAID.clear()
    said = _weighed(tracker, column, header)
    _SAID[id(column), header] = (column, said)
    return said


def _weighed(tracker: Tracker, column: Column, header: str) -> float:
    best = _spelled(column, simplified(header))
    if best == 1.0:
        return best
    trade = said_by(tracker.name, column.field, header)
    changed = change_of_what(header)
    if changed and column.change_of:
        base = tracker.column(column.change_of)
        if base is not None:
            of_base = max(_spelled(base, changed), said_by(tracker.name, base.field, changed))
            trade = max(trade, 0.95 * of_base)
    elif changed is not None and not column.moves and trade < 0.9:
        best *= 0.3  # the change of a thing is not the thing
    best = max(best, trade)
    return best * 0.4 if of_another_week(header) else best


def _spelled(column: Column, header: str) -> float:
    whole, bare = normalise_header(header), normalise_header(split_unit(header)[0])
    if not bare:
        return 0.0
    best = 0.0
    for alias in column.headers_zh + column.headers_en:
        a_whole, a_bare = normalise_header(alias), normalise_header(split_unit(alias)[0])
        if whole == a_whole:
            return 1.0
        if bare == a_bare:
            best = max(best, 0.97)
            continue
        ratio = fuzz.ratio(bare, a_bare)
        if ratio >= FUZZY_FLOOR:
            best = max(best, 0.9 * ratio / 100)
        elif len(a_bare) >= 2 and a_bare in bare:
            best = max(best, 0.5 + 0.3 * len(a_bare) / len(bare))
    return best


def _shape(column: Column, header: str, cells: Sequence[str]) -> float:
    """The share of filled cells that read as the column's kind; 0.7 where there is nothing to see."""
    if column.kind in ("text", "list"):
        filled = [c for c in cells if c.strip()]
        if not filled:
            return 0.7
        if column.values:
            known = {normalise_header(v) for v in column.values}
            return sum(1 for c in filled if normalise_header(column.code(c)) in known) / len(filled)
        wordy = sum(1 for c in filled if re.search(r"[^\W\d_]", c) or not re.search(r"\d", c))
        return 0.4 + 0.6 * wordy / len(filled)
    good = seen = 0
    for cell in cells:
        try:
            values = read_column(column, cell, header)
        except CellError:
            seen += 1
            continue
        if all(v.null for _, v in values):
            continue
        seen += 1
        good += 1
    return 0.7 if seen == 0 else good / seen


def _place_changes(
    tracker: Tracker,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    taken: dict[int, tuple[str, Column, float]],
    used: set[str],
) -> None:
    """A column headed by a word for change alone states the change of the column it follows.

    Where a tracker has one change only, it is that one wherever it stands.
    """
    for j, header in enumerate(headers):
        if j in taken or change_of_what(header) != "":
            continue
        before = next((taken[i][1] for i in range(j - 1, -1, -1) if i in taken), None)
        changes = [c for c in tracker.columns if c.change_of]
        for column in changes:
            follows = before is not None and column.change_of == before.field
            if column.field in used or not (follows or (len(changes) == 1 and column.change_of in used)):
                continue
            if _shape(column, header, [r[j] for r in rows if j < len(r)]) > 0.8:
                taken[j] = (column.field, column, 0.9)
                used.add(column.field)


def _place_first_key(
    tracker: Tracker,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    taken: dict[int, tuple[str, Column, float]],
    used: set[str],
) -> tuple[int, ...]:
    """The names at the left of a table are its subjects, whatever they are called.

    Only where the table is this tracker's beyond doubt: this is the one key that is missing, and its main
    value is found with three more columns, or with every other column there is.
    """
    missing = [c for c in tracker.keys if c.printed and c.field not in used and not c.numeric]
    if len(missing) != 1 or 0 in taken or not rows or tracker.main not in used:
        return ()
    if len(taken) < 4 and not (len(taken) == len(headers) - 1 >= 3):
        return ()
    cells = [r[0] for r in rows if r and r[0].strip()]
    if not cells or len(set(cells)) < len(cells) or _shape(missing[0], "", cells) < 0.8:
        return ()
    taken[0] = (missing[0].field, missing[0], 0.6)
    used.add(missing[0].field)
    return (0,)


def _place_by_shape(
    tracker: Tracker,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    taken: dict[int, tuple[str, Column, float]],
    used: set[str],
) -> tuple[int, ...]:
    """Give a misnamed column to the one field that fits between its sure neighbours.

    A converter may print GPU over a column of CPU cores; the cells and the place tell. Only done
    when exactly one unclaimed numeric column of the tracker belongs there and every cell fits it.
    """
    order = [c.field for c in tracker.columns]
    placed: list[int] = []
    for j in range(len(headers)):
        if j in taken or not rows:
            continue
        left = [order.index(taken[i][1].field) for i in range(j - 1, -1, -1) if i in taken][:1]
        right = [order.index(taken[i][1].field) for i in range(j + 1, len(headers)) if i in taken][:1]
        if not left or not right:
            continue
        between = [
            c
            for c in tracker.columns[left[0] + 1 : right[0]]
            if c.field not in used and c.numeric and not c.per_year and c.printed
        ]
        cells = [r[j] for r in rows if j < len(r)]
        if len(between) == 1 and _shape(between[0], "", cells) == 1.0:
            taken[j] = (between[0].field, between[0], 0.5)
            used.add(between[0].field)
            placed.append(j)
    return tuple(placed)


def _score(
    tracker: Tracker, taken: dict[int, tuple[str, Column, float]], width: int, measured: bool
) -> float:
    """Weighted share of the tracker's printed columns found, less a little for foreign columns."""
    best: dict[str, float] = {}
    for _, column, score in taken.values():
        best[column.field] = max(best.get(column.field, 0.0), score)
    total = sum(_weight(tracker, c) for c in tracker.columns if c.printed)
    got = sum(_weight(tracker, c) * best.get(c.field, 0.0) for c in tracker.columns if c.printed)
    foreign = (width - len(taken)) / width if width else 1.0
    score = max(0.0, got / total - 0.2 * foreign) if total else 0.0
    # A narrow table is known too, where every column of it is named as this tracker names its own.
    keys = {c.field for c in tracker.keys if c.printed}
    if score < 0.5 and not foreign and {*keys, tracker.main} <= set(best):
        sure = min(score for _, _, score in taken.values())
        # Of two columns one must say in what it counts; bare figures beside names may be anything.
        if sure >= 0.85 and (width >= 3 or (width == 2 and measured)):
            return max(score, 0.5)
    return score


def _weight(tracker: Tracker, column: Column) -> float:
    return 2.0 if column.key or column.field == tracker.main else 1.0
