"""Generated sentences: literal text and bound parts, each part with its fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .fact import Fact
from .report import Role

__all__ = ["Bound", "Sentence", "SentenceBuilder"]


_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")


@dataclass(frozen=True, slots=True)
class Bound:
    """A stretch of a sentence that says a fact: what is shown, which role it plays, which fact."""

    shown: str
    role: Role
    fact: Fact


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of literal text and bound parts.

    Every number, name, direction word and count of a generated sentence is a bound part, so a
    wrong name or order can be caught like a wrong digit.
    """

    name: str
    parts: tuple[str | Bound, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return "".join(p if isinstance(p, str) else p.shown for p in self.parts)

    def tightened(self) -> Sentence:
        """The sentence without blanks between two Chinese characters, as Chinese is set.

        >>> name = Bound("豆包", "name", None)
        >>> Sentence("s", ("第一为 ", name, " 等")).tightened().text
        '第一为豆包等'
        """
        parts = list(self.parts)
        for i, part in enumerate(parts):
            if not isinstance(part, str):
                continue
            before, after = (
                _text(parts[i - 1]) if i else "",
                _text(parts[i + 1]) if i + 1 < len(parts) else "",
            )
            whole = _BETWEEN.sub("", f"{before[-1:]}{part}{after[:1]}")
            parts[i] = whole[len(before[-1:]) : len(whole) - len(after[:1])]
        return Sentence(self.name, tuple(parts))

    def facts(self) -> tuple[Fact, ...]:
        """The facts it states, in order."""
        return tuple(p.fact for p in self.parts if isinstance(p, Bound))


def _text(part: str | Bound) -> str:
    return part if isinstance(part, str) else part.shown


class SentenceBuilder:
    """Collects the parts of one sentence; the only mutable thing here, and short-lived.

    >>> SentenceBuilder("note").say("本周").say("平稳。").done().text
    '本周平稳。'
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str | Bound] = []

    def say(self, text: str) -> SentenceBuilder:
        """Add literal text; it must hold no number."""
        if any(c.isdigit() for c in text):
            raise ValueError(f"literal text of a generated sentence holds a digit: {text!r}")
        if self._parts and isinstance(self._parts[-1], str):
            self._parts[-1] += text
        elif text:
            self._parts.append(text)
        return self

    def bind(self, shown: str, role: Role, fact: Fact) -> SentenceBuilder:
        """Add a part bound to a fact."""
        self._parts.append(Bound(shown, role, fact))
        return self

    def join(self, other: Sentence) -> SentenceBuilder:
        """Add the parts of another sentence."""
        self._parts.extend(other.parts)
        return self

    def done(self) -> Sentence:
        """The finished sentence."""
        return Sentence(self._name, tuple(self._parts))
