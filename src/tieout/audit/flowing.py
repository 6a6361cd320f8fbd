"""Lines broken by their width alone: text saved at a fixed width reads on as if the break were a space.

Nothing is moved in the report: the text of a passage keeps its length, so that positions stay those of the
report. A Chinese word cut in two by the break is closed up, the space put in front of its run of characters.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

__all__ = ["Width", "flowing", "width_of"]

LEAST, LINES, SHARE = 30, 5, 0.4
"""A width is the report's own if that many lines end within a tenth of it, of those that fill half of it."""

_RUN = re.compile(
    r"(?:(?<=\d)[月日年号]|(?<=\d )[月日年号])?(?P<run>(?<!\d)(?<!\d )[\u4e00-\u9fff]+|(?![月日年号])[\u4e00-\u9fff]+)$"
)
"""The characters in front of a break that may belong to one word with those behind; 月 in 7 月 stays with its number."""
_TOKEN = re.compile(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+")
_ITEM = re.compile(
    r"\s*(?:[-–—*•●◆■▲▌▶○·]\s|[（(]\d{1,2}[)）]|\d{1,2}[.、)）]\s*\D|[一二三四五六七八九十]{1,3}、|[#|])"
)


def _shown(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@dataclass(frozen=True)
class Width:
    """How wide the lines of a report are, and by which measure: characters, or columns on a screen."""

    columns: int
    measure: Callable[[str], int]

    def full(self, line: str, following: str) -> bool:
        """True when the first word of the line behind could not have stood on this one."""
        token = _TOKEN.match(following.lstrip())
        if token is None or _ITEM.match(following):
            return False
        return self.measure(line.rstrip()) + 1 + self.measure(token.group()) > self.columns * 0.94


def width_of(lines: Iterable[str]) -> Width | None:
    """The width a text was broken at, or None where its lines end where their sense does."""
    held = [line.rstrip() for line in lines if line.strip() and "\t" not in line]
    best: tuple[float, Width] | None = None
    for measure in (len, _shown):
        widths = sorted(measure(line) for line in held)
        if len(widths) < LINES:
            return None
        columns = widths[-1 - len(widths) // 50]
        near = sum(columns * 0.9 < w <= columns * 1.05 for w in widths)
        long = sum(w * 2 >= columns for w in widths)
        if columns >= LEAST and near >= LINES and near >= long * SHARE:
            found = near / long, Width(columns, measure)
            best = found if best is None or found[0] > best[0] else best
    return best[1] if best else None


_OPEN_END = re.compile(
    r"\b(?:of|to|by|the|an?|and|or|in|from|for|with|at|than|was|were|is|are|on|its|their|which|that|as|between|against|about|over|under)$"
)
_WORDS = re.compile(r"[A-Za-z][a-z']+")


def _reads_on(before: str, line: str) -> bool:
    """True for an English line of prose whose last word asks for another, or whose next begins in lower case."""
    end, begin = before.rstrip(), line.lstrip()
    if any(c in before + line for c in "\t|") or len(_WORDS.findall(end)) < 6 or _ITEM.match(line):
        return False
    if _OPEN_END.search(end):
        return True
    return begin[0].islower() and begin[0].isascii() and (end[-1].isalnum() or end[-1] in ",%")


def flowing(text: str, width: Width | None) -> str:
    """A passage with the breaks that only its width made turned into spaces; as long as before.

    An English line that ends in the middle of its sentence reads on whatever the width.

    >>> flowing("环比增\\n长 3.5%", Width(4, len))
    ' 环比增长 3.5%'
    """
    if "\n" not in text.strip():
        return text
    lines = text.split("\n")
    out = lines[0]
    for before, line in itertools.pairwise(lines):
        full = width is not None and width.full(before, line)
        if not before.strip() or not line.strip() or not (full or _reads_on(before, line)):
            out += "\n" + line
            continue
        run = _RUN.search(out) if re.match(r"[\u4e00-\u9fff]", line) else None
        out = out[: run.start("run")] + " " + run.group("run") + line if run else out + " " + line
    return out
