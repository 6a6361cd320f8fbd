"""What a tracker is: one list of columns, said once, that serves inbox, reader and renderer."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ..model import Fact, Record, Sentence

if TYPE_CHECKING:
    from .view import View

__all__ = ["RECHECKED_ON", "Column", "Kind", "PeriodKind", "Pivot", "Tracker"]

Kind = Literal["text", "integer", "decimal", "percent", "duration", "money", "list", "date", "bounds"]
PeriodKind = Literal["window", "day"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a tracker.

    ``field`` is the record's field name (part of the contract); with ``{year}`` in it the column
    repeats for each fiscal year (``eps_{year}`` becomes ``eps_2023a``, ``eps_2024e``). The first
    header of each language is the one printed; the others are recognised on the way in. ``unit`` is
    the unit of the stored value (``CNY/hour``, ``M`` for millions, ``s``, ``%``). ``key`` columns
    identify the subject. ``merged`` columns are printed once for a run of equal values and filled
    down when read. ``dated_by`` names the field that takes a date printed in this column's header
    (``2025-01-27 股价``). ``derived`` is an operator of ``model/formula.py`` and the fields it
    takes: the value is computed where the source gives none. ``change_of`` names the field whose change
    from the week before this column states, in percent. ``decimals`` is how many places are
    printed (None: as the source printed it). ``jump`` is the largest believable change from one
    week to the next, in percent. ``move`` marks a rise or fall whose sign a word may say instead (下跌
    4.96%), as ``change_of`` does. ``words`` gives a code its printed forms, the Chinese one first, then the
    English one, then others that are read. ``printed`` is False for a column kept in records but not shown.
    ``beside`` is the shape of words that may stand in a cell beside its value (``买入（维持）``).
    ``any_currency`` marks an amount in the currency of its market, which is not recorded.
    """

    field: str
    headers_zh: tuple[str, ...]
    headers_en: tuple[str, ...]
    kind: Kind = "text"
    unit: str | None = None
    key: bool = False
    nullable: bool = True
    merged: bool = False
    dated_by: str | None = None
    derived: tuple[str, tuple[str, ...]] | None = None
    decimals: int | None = None
    jump: int | None = None
    change_of: str | None = None
    pair: str | None = None
    values: tuple[str, ...] = ()
    printed: bool = True
    words: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict, hash=False)
    move: bool = False
    beside: str = ""
    any_currency: bool = False

    @property
    def per_year(self) -> bool:
        """True when the column repeats for each fiscal year."""
        return "{year}" in self.field

    def header(self, language: str) -> str:
        """The header to print."""
        return (self.headers_zh if language == "zh" else self.headers_en)[0]

    def word(self, code: str, language: str) -> str:
        """A code as printed; itself where it has no words.

        >>> Column("item", ("计费项",), ("Item",), words={"input": ("输入", "Input")}).word("input", "zh")
        '输入'
        """
        said = self.words.get(code)
        return code if said is None else said[0 if language == "zh" else 1]

    def code(self, printed: str) -> str:
        """The code behind a printed word; the word itself where it stands for none."""
        folded = "".join(printed.split()).casefold()
        for code, said in self.words.items():
            if folded in ("".join(w.split()).casefold() for w in (code, *said)):
                return code
        return printed

    @property
    def moves(self) -> bool:
        """True when the value is itself a rise or a fall."""
        return self.move or self.change_of is not None

    @property
    def numeric(self) -> bool:
        """True when the values are numbers, set flush right."""
        return self.kind in ("integer", "decimal", "percent", "duration", "money", "bounds")


RECHECKED_ON = Column(
    "rechecked_on", ("复核日期", "复核日"), ("Rechecked on", "Rechecked"), kind="date", printed=False
)
"""The column of a tracker with sticky fields that says when somebody last looked at the source again."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """A tracker printed as a grid: one axis names the benchmarks, the other the models.

    ``across`` is the field of the names in the header, ``down`` the field of the row labels,
    ``group`` the field of an outer label, ``cell`` the field of a cell. ``down_words`` and
    ``across_words`` are shapes of names by which the axes are told apart when the grid is turned.
    """

    across: str
    down: str
    group: str
    metric: str
    cell: str
    across_words: str
    down_words: str


SentenceMaker = Callable[["View"], Sentence]
MeasureMaker = Callable[["View"], tuple[Fact, ...]]


@dataclass(frozen=True, slots=True)
class Tracker:
    """One subject followed over time.

    ``period`` says what a record speaks of: a ``window`` of days printed in the caption, or one
    ``day``. ``captions_*`` are the default captions; ``{period}`` in them is filled in.
    ``sentences`` are the generated sentences by name; ``measures`` make the facts with an operator that
    belong to a subject, such as ``score.mean`` of a model, by the metric in their keys. ``named`` is the
    key field whose value a subject is called by (the last key where it is empty). ``consistency`` are checks of one record that
    need no other (``pe = price / eps``), given as (field, operator, operands). ``rules`` are the audit's
    rules on its tables, for the docs; ``sense`` says what the records of one set cannot say together. ``sticky`` fields
    may stay the same for months without being stale. ``missing_price_means`` is the availability
    word a null main value stands for when the source says nothing more. ``context`` gives fields
    that are not printed in a column but told by the caption or the lines above: field to value to
    the words that tell it. ``pivot`` marks a tracker printed as a grid.
    """

    name: str
    title_zh: str
    title_en: str
    doc: str
    columns: tuple[Column, ...]
    period: PeriodKind = "day"
    captions_zh: tuple[str, ...] = ()
    captions_en: tuple[str, ...] = ()
    sentences: Mapping[str, SentenceMaker] = field(default_factory=dict)
    measures: Mapping[str, MeasureMaker] = field(default_factory=dict)
    named: str = ""
    consistency: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    rules: tuple[str, ...] = ("TIE306", "TIE505")
    sense: Callable[[Sequence[Record]], Iterable[tuple[Record, str]]] | None = None
    sticky: tuple[str, ...] = ()
    main: str = ""
    missing_main_means: str = "not_collected"
    context: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    pivot: Pivot | None = None

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that identify a subject, in order."""
        return tuple(c for c in self.columns if c.key)

    def called(self, subject: Sequence[str]) -> str:
        """The part of a subject it is called by: the model of (model, provider, item)."""
        names = [c.field for c in self.keys]
        return subject[names.index(self.named) if self.named in names else -1]

    def column(self, name: str) -> Column | None:
        """The column of a field name, years included: ``eps_2024e`` finds ``eps_{year}``."""
        for c in self.columns:
            if c.field == name:
                return c
            if c.per_year:
                head, tail = c.field.split("{year}")
                if (
                    name.startswith(head)
                    and name.endswith(tail)
                    and _is_year(name[len(head) : len(name) - len(tail)])
                ):
                    return c
        return None

    def title(self, language: str) -> str:
        """The tracker's title."""
        return self.title_zh if language == "zh" else self.title_en

    def subject_of(self, values: Mapping[str, object]) -> tuple[str, ...]:
        """The subject of a row of values, from the key columns, as printed."""
        return tuple(str(values.get(c.field) or "") for c in self.keys)

    def years(self, records: tuple[Record, ...] | list[Record], name: str) -> list[str]:
        """The fiscal years (``2023a``, ``2024e``) that records hold for a ``{year}`` column."""
        head, tail = name.split("{year}")
        found = {
            f[len(head) : len(f) - len(tail)]
            for r in records
            for f in r.values
            if f.startswith(head) and f.endswith(tail) and _is_year(f[len(head) : len(f) - len(tail)])
        }
        return sorted(found)


def _is_year(text: str) -> bool:
    return len(text) == 5 and text[:4].isdigit() and text[4] in "ae"
