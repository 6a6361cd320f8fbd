"""Names of subjects: every spelling leads to one canonical name, which has a Chinese and an English form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .lines import Path as KeyPath

if TYPE_CHECKING:
    from .schema import DeskConfig

__all__ = ["Spellings", "fold_name"]

Slot = tuple[str, str]
"""(tracker, key field); ("", "") for names that hold everywhere."""


def fold_name(text: str) -> str:
    """A name without what people and converters vary: width, case, spaces, hyphens.

    >>> fold_name("Ａ100 -40g"), fold_name("Character. AI")
    ('a10040g', 'character.ai')
    """
    return re.sub(r"[\s_\-‐‑–—·]+", "", unicodedata.normalize("NFKC", text).casefold())


class Spellings:
    """All spellings a desk knows, with what they stand for.

    ``clashes`` are (key path, message) where two subjects claim one spelling.
    """

    def __init__(self, config: DeskConfig) -> None:
        self._canonical: dict[Slot, dict[str, str]] = {}
        self._shown: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
        self._claimed: set[tuple[Slot, str]] = set()
        self.clashes: list[tuple[KeyPath, str]] = []
        universe = config.universe
        for i, name in enumerate(config.names):
            self._add(("", ""), name.zh, (name.zh, name.en, *name.aliases), ("names", i))
            self._show(name.zh, name.zh, name.en)
        for i, app in enumerate(universe.site_traffic):
            where: KeyPath = ("universe", "site_traffic", i)
            self._add(("site_traffic", "app"), app.key, (app.key, app.zh, app.en, *app.aliases), where)
            self._show(app.key, app.zh, app.en)
        for i, firm in enumerate(universe.coverage):
            where = ("universe", "coverage", i)
            spelled = (*_ticker_forms(firm.ticker), firm.zh, firm.en, *firm.aliases)
            self._add(("coverage", "ticker"), firm.ticker, spelled, where)
            self._show(firm.ticker, firm.zh, firm.en)
            self._show(firm.zh, firm.zh, firm.en)
        for i, index in enumerate(universe.indexes):
            where = ("universe", "indexes", i)
            self._add(("", "index"), index.code, (index.code, index.zh, index.en, *index.aliases), where)
            self._show(index.code, index.zh, index.en)
            self._show(index.zh, index.zh, index.en)
        for grade in (*config.rating.stock, *config.rating.industry):
            self._show(grade.word.zh, grade.word.zh, grade.word.en)
        seen: dict[tuple[str, str], str] = {}
        for i, machine in enumerate(universe.compute_rental):
            pair = (
                fold_name(machine.gpu),
                fold_name(self.resolve("compute_rental", "platform", machine.platform)),
            )
            label = f"{machine.gpu} {machine.platform}"
            if pair in seen:
                self.clashes.append((("universe", "compute_rental", i), f"{seen[pair]!r} is listed twice"))
            seen[pair] = label
            self._canonical.setdefault(("compute_rental", "gpu"), {}).setdefault(pair[0], machine.gpu)
            self._canonical.setdefault(("compute_rental", "platform"), {}).setdefault(
                fold_name(machine.platform), self.resolve("compute_rental", "platform", machine.platform)
            )

    def resolve(self, tracker: str, field: str, printed: str) -> str:
        """The canonical name of a printed one; itself when no subject claims it."""
        folded = fold_name(printed)
        for slot in ((tracker, field), ("", field), ("", "")):
            found = self._canonical.get(slot, {}).get(folded)
            if found is not None:
                return found
        return printed

    def display(self, name: str, language: str) -> str:
        """A canonical or printed name as shown in a language; itself when the desk has no other."""
        return (
            self._shown[language].get(name) or self._shown[language].get(self.resolve("", "", name)) or name
        )

    def translated(self, name: str, language: str) -> bool:
        """True when the name needs no translation or has one."""
        if language == "zh" or not re.search(r"[\u3400-\u9fff]", name):
            return True
        return self.display(name, language) != name

    def _add(self, slot: Slot, canonical: str, spellings: tuple[str, ...], where: KeyPath) -> None:
        if (slot, canonical) in self._claimed:
            self.clashes.append((where, f"{canonical!r} is listed twice"))
            return
        self._claimed.add((slot, canonical))
        book = self._canonical.setdefault(slot, {})
        for spelling in spellings:
            folded = fold_name(spelling)
            if folded and book.setdefault(folded, canonical) != canonical:
                self.clashes.append((where, f"{spelling!r} already stands for {book[folded]!r}"))

    def _show(self, name: str, zh: str, en: str) -> None:
        self._shown["zh"].setdefault(name, zh)
        if en:
            self._shown["en"].setdefault(name, en)


def _ticker_forms(ticker: str) -> Iterator[str]:
    """A ticker as terminals and spreadsheets write it: 002230.SZ, SZ002230, 002230, and 2230 as a number."""
    yield ticker
    code, dot, market = ticker.partition(".")
    if dot:
        yield f"{market}{code}"
        yield code
    if code.isdigit() and code.startswith("0"):
        yield str(int(code))
