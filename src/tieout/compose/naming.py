"""Whom a number in prose speaks of: the name nearest before it, or its place in a list of names; who is named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ..desk.schema import DeskConfig
from ..quantity import scan

__all__ = ["named_in", "spellings_of", "spoken_of"]

_RESPECTIVELY = re.compile(r"分别|依次|\brespectively\b", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:、|,|，|/|和|与|及|以及|,?\s*\band\b)\s*")
_BREAK = re.compile(r"[，；。;]")


def spoken_of(names: Mapping[str, Iterable[str]], sentence: str, at: int) -> str:
    """The subject a number at ``at`` speaks of; empty where nobody is named, or nobody can tell.

    ``names`` gives each subject its spellings. Beside 分别 the numbers of a list belong to the names of
    the list before it one by one; where their counts differ nobody can tell. Else it is the last name
    before the number, or the first behind it where none stands before.

    >>> who = {"ChatGPT": ["ChatGPT"], "Bing": ["Bing", "必应"]}
    >>> text = "ChatGPT、必应访问量分别为 882.9M、412.7M"
    >>> spoken_of(who, text, text.index("882")), spoken_of(who, text, text.index("412"))
    ('ChatGPT', 'Bing')
    """
    found = _occurrences(names, sentence)
    place = _place_in_list(sentence, at)
    if place is not None:
        begin, index, count = place
        run = _last_run([o for o in found if o[1] <= begin], sentence)
        if len(run) > 1:
            return run[index][2] if len(run) == count else ""
    before = [o for o in found if o[1] <= at]
    behind = [o for o in found if o[0] > at]
    return before[-1][2] if before else behind[0][2] if behind else ""


def spellings_of(config: DeskConfig) -> dict[str, set[str]]:
    """The sites, companies and indexes that a desk follows, by key, each with every name it is known by."""
    universe = config.universe
    found: dict[str, set[str]] = {}
    for app in universe.site_traffic:
        found[app.key] = {app.key, app.zh, app.en, *app.aliases} - {""}
    for firm in universe.coverage:
        found[firm.ticker] = {firm.ticker, firm.zh, firm.en, *firm.aliases} - {""}
    for index in universe.indexes:
        found[index.code] = {index.code, index.zh, index.en, *index.aliases} - {""}
    return found


def named_in(names: Mapping[str, Iterable[str]], text: str) -> dict[str, tuple[int, str]]:
    """The subjects that a text names, each with the place and the spelling of its first mention.

    >>> named_in({"ChatGPT": ["ChatGPT"], "Bing": ["Bing", "必应"], "Canva": ["Canva"]}, "必应居首，Canvas 不在其列")
    {'Bing': (0, '必应')}
    """
    found: dict[str, tuple[int, str]] = {}
    for start, end, subject in _occurrences(names, text):
        found.setdefault(subject, (start, text[start:end]))
    return found


def _occurrences(names: Mapping[str, Iterable[str]], sentence: str) -> list[tuple[int, int, str]]:
    """Where subjects are named, as (start, end, subject) in order; of two at one place the longer."""
    every = [
        (found.start(), found.end(), subject)
        for subject, spellings in names.items()
        for spelling in spellings
        for found in _spelled(spelling).finditer(sentence)
    ]
    return sorted(
        o
        for o in every
        if not any(p[0] <= o[0] and o[1] <= p[1] and p[1] - p[0] > o[1] - o[0] for p in every)
    )


def _spelled(name: str) -> re.Pattern[str]:
    """A name where it stands for itself: Canva is not in Canvas."""
    before = r"(?<![A-Za-z0-9])" if name[:1].isascii() and name[:1].isalnum() else ""
    behind = r"(?![A-Za-z0-9])" if name[-1:].isascii() and name[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(name)}{behind}")


def _place_in_list(sentence: str, at: int) -> tuple[int, int, int] | None:
    """Where the numbers of a list begin, which of them stands at ``at``, and how many they are.

    None where the number stands in no list that a word such as 分别 speaks of.
    """
    numbers = [(q.start, q.end) for q in scan(sentence).quantities]
    mine = next((i for i, (start, end) in enumerate(numbers) if start <= at < end), None)
    if mine is None:
        return None
    first = last = mine
    while first and _JOINT.fullmatch(sentence[numbers[first - 1][1] : numbers[first][0]]):
        first -= 1
    while last + 1 < len(numbers) and _JOINT.fullmatch(sentence[numbers[last][1] : numbers[last + 1][0]]):
        last += 1
    begin, end = numbers[first][0], numbers[last][1]
    marks = [
        m for m in _RESPECTIVELY.finditer(sentence, 0, begin) if not _BREAK.search(sentence, m.end(), begin)
    ]
    behind = _RESPECTIVELY.match(sentence[end:].lstrip(" ,"))
    if last == first or not (marks or behind):
        return None
    return (marks[-1].start() if marks else begin), mine - first, last - first + 1


def _last_run(found: list[tuple[int, int, str]], sentence: str) -> list[tuple[int, int, str]]:
    """The last names that stand side by side, with nothing but marks of a list between them."""
    run: list[tuple[int, int, str]] = []
    for o in reversed(found):
        if run and not _JOINT.fullmatch(sentence[o[1] : run[0][0]]):
            break
        run.insert(0, o)
    return run
