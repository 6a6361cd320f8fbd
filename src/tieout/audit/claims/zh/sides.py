"""A total over both sides of a division named in one word: 国内 21 起 ……，海外 12 起 ……，国内外共 33 起."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import compute
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .facts import Fact
from .parts import alike
from .topics import Page

__all__ = ["find"]

_ALL = re.compile(r"(?:合计|共计?|总计)(?:有|达|为|完成|发生)?$")
_BOTH: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"国内外|海内外"), re.compile(r"国内(?!外)"), re.compile(r"海外|国外|国际")),
    (re.compile(r"境内外"), re.compile(r"境内(?!外)"), re.compile(r"境外|海外")),
    (re.compile(r"线上线下"), re.compile(r"线上(?!线下)"), re.compile(r"(?<!线上)线下")),
    (re.compile(r"新房(?:和|及|、)?二手房|一二手房?"), re.compile(r"新房(?!和|及|、|二)|一手"), re.compile(r"(?<!新房)二手")),
    (re.compile(r"陆海风|海陆风"), re.compile(r"陆上|陆风"), re.compile(r"海上|(?<!陆)海风(?!陆)")),
)  # fmt: skip
_NOT_ADDED = re.compile(r"其中|累计|率|均|价|占")


def find(page: Page) -> Iterator[Draft]:
    """Every total over two sides that stand in front of it, each the first figure of its own sentence or clause."""
    levels = [f for f, _ in page.order if f.kind in ("level", "base") and f.m.is_amount]
    for k, f in enumerate(levels):
        both = next((b for b in _BOTH if b[0].search(f.words)), None)
        if both is None or not _ALL.search(f.words) or f.m.q.comparator or _NOT_ADDED.search(f.words):
            continue
        sides = [_side(page, levels[:k], f, pattern) for pattern in both[1:]]
        if any(len(x) != 1 for x in sides):
            continue
        parts = [x[0] for x in sides]
        if parts[0] is parts[1] or any(x.m.q.comparator or x.m.q.high is not None for x in parts):
            continue
        one = Reading(
            compute("sum", *(operand(x.m) for x in parts)),
            STRONG,
            " + ".join(x.m.q.text for x in parts),
            tuple(x.m for x in parts),
        )
        yield stated(page.context, f.i, f.m, "sum", "TIE203", (one,), "both sides")


def _side(page: Page, before: list[Fact], f: Fact, pattern: re.Pattern[str]) -> list[Fact]:
    """The figures of the total's unit that the name of one side opens, with no other figure of it between."""
    start = page.context.passage.start
    out: list[Fact] = []
    for k, x in enumerate(before):
        begin = before[k - 1].m.q.end if k else start
        words = page.context.passage.low[begin - start : x.m.q.start - start]
        words = re.split(r"[。；;\n]", words)[-1]
        if alike(x, f) and f.i - x.i <= 3 and pattern.search(words) and not re.search(r"其中|占", words):
            out.append(x)
    return out
