"""Every error Tieout raises, one base class to catch.

::

    TieoutError
    ├── UsageError            wrong arguments, a path that is not there
    ├── ConfigError           desk.toml: unknown or mistyped key, wrong value
    ├── InboxError            a cell, row or file of the inbox that cannot be read
    ├── StoreError            history is locked, damaged or of another version
    ├── IssueError            an issue file: syntax, unknown fact, dead link
    │   ├── UnknownFact       a link to a fact nobody has
    │   ├── GapError          a needed record is missing
    │   └── SignOffError      an issue that may not be released yet
    ├── LockError             what an issue was built from has changed
    ├── RenderError           typesetting failed: missing glyph, warning, bad picture
    ├── ReadError             a document that cannot be read
    ├── RankError             votes that cannot carry a leaderboard
    ├── UndefinedFormula      a formula has no value on these intervals (division by zero)
    └── MissingExtra          an optional library is not installed

An error keeps what it knows as attributes, and its text ends with the next step.
"""

from __future__ import annotations

from typing import Any


def counted(n: int, what: str) -> str:
    """A count with its noun, for messages: the last word takes an s, or a form of its own after ``/``.

    >>> counted(1, "row"), counted(3, "row"), counted(2, "entry/entries")
    ('1 row', '3 rows', '2 entries')
    """
    one, _, many = what.partition("/")
    return f"{n} {one if n == 1 else many or one + 's'}"


class TieoutError(Exception):
    """Base of all errors; ``next_step`` says what a person can do about it.

    >>> str(TieoutError("the store is locked", next_step="wait a moment and try again"))
    'the store is locked. Next: wait a moment and try again'
    """

    def __init__(self, message: str, *, next_step: str = "", **data: Any) -> None:
        self.message = message
        self.next_step = next_step
        self.data = data
        for name, value in data.items():
            setattr(self, name, value)
        super().__init__(message)

    def __str__(self) -> str:
        if not self.next_step:
            return self.message
        # Under a list the next step has a line of its own.
        joint = "\n" if "\n" in self.message else ". "
        return f"{self.message.rstrip()}{joint}Next: {self.next_step}"


class UsageError(TieoutError):
    """Wrong arguments, or a path that does not exist."""


class ConfigError(TieoutError):
    """``desk.toml`` is wrong; carries ``path``, ``line``, ``key`` and ``nearest``."""


class InboxError(TieoutError):
    """Something in the inbox cannot be read; carries ``file``, ``sheet``, ``row``, ``column``, ``seen``, ``expected``."""


class StoreError(TieoutError):
    """History is locked by somebody else, damaged, or of another version."""


class IssueError(TieoutError):
    """An issue file is wrong; carries ``path``, ``line``, ``column``."""


class UnknownFact(IssueError):
    """A link names a fact that nobody has; carries ``key`` and ``candidates``."""


class GapError(IssueError):
    """Needed records are missing; carries ``gaps``, a list of record keys."""


class SignOffError(IssueError):
    """An issue may not be released yet; carries ``problems``, all of them."""


class LockError(TieoutError):
    """What a lock pins is not here any more; carries ``path`` and ``changed``."""


class RenderError(TieoutError):
    """Typesetting failed: a glyph the fonts lack, a typst warning, a picture that cannot be read."""


class ReadError(TieoutError):
    """A document cannot be read; carries ``path`` and ``reason``."""


class RankError(TieoutError):
    """The votes cannot carry a leaderboard; carries what is wrong with them."""


class UndefinedFormula(TieoutError, ArithmeticError):
    """A formula has no value on the given intervals, such as a ratio whose base may be zero."""


class MissingExtra(TieoutError):
    """An optional library is missing; ``next_step`` is the exact install command."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(
            f"this needs the library {library!r}, which is not installed",
            next_step=f"pip install 'tieout[{extra}]'",
            library=library,
            extra=extra,
        )
