"""A sheet as a grid of typed cells, whatever file it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..quantity.format import format_duration

__all__ = ["EMPTY", "Cell", "Grid", "column_letter", "durations"]

CellKind = Literal["text", "number", "clock", "unstored", "broken"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text it shows, and of numbers and times what is stored behind it.

    ``kind`` is ``clock`` for a time or duration, whose ``stored`` is in seconds and whose
    ``seconds_shown`` tells whether its format has seconds; ``unstored`` for a formula whose result
    the file does not hold; ``broken`` for an error such as ``#REF!``.
    """

    text: str = ""
    kind: CellKind = "text"
    stored: Decimal | None = None
    seconds_shown: bool = True

    @property
    def blank(self) -> bool:
        """True when nothing stands in it."""
        return self.kind == "text" and not self.text.strip()


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one sheet, merged cells filled. ``name`` is the sheet's, empty for a CSV file.

    Row ``i`` of the grid is row ``numbers[i]`` of the file, counted from 1.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...]

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max((len(r) for r in self.rows), default=0)

    def column(self, j: int, rows: Sequence[int]) -> list[Cell]:
        """The cells of a column in these rows; missing ones are empty."""
        return [self.rows[i][j] if j < len(self.rows[i]) else EMPTY for i in rows]


def column_letter(j: int) -> str:
    """The spreadsheet's letter of column ``j``, counted from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    j += 1
    while j:
        j, rest = divmod(j - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def durations(cells: Sequence[Cell]) -> list[str]:
    """The texts of a column of durations, minutes and seconds first.

    A spreadsheet takes a typed ``6:34`` for 6 hours 34 minutes. In a column of durations it means
    minutes and seconds, so a time is read that way

    - where its format shows no seconds (``6:34``) and it has none, or
    - where its seconds are zero and the column has times of an hour and more, all with zero
      seconds: then they were typed as minutes and seconds. One ``1:02:30`` in the column shows
      that hours are meant.

    A number below one is a part of a day, as a spreadsheet stores times; others are seconds.
    """
    stored = [c.stored for c in cells if c.kind == "clock" and c.stored is not None]
    reaching_an_hour = [s for s in stored if s >= 3600]
    typed_as_minutes = bool(reaching_an_hour) and not any(s % 60 for s in reaching_an_hour)
    texts = []
    for cell in cells:
        if cell.kind == "clock" and cell.stored is not None:
            minutes = cell.stored % 60 == 0 and (typed_as_minutes or not cell.seconds_shown)
            texts.append(format_duration(cell.stored / 60 if minutes else cell.stored))
        elif (
            cell.kind == "number" and cell.stored is not None and 0 < cell.stored < 1 and "%" not in cell.text
        ):
            texts.append(format_duration(cell.stored * 86400))
        else:
            texts.append(cell.text)
    return texts
