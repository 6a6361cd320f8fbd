"""The prose of a report: every stretch of text outside the grids, cut into sentences and clauses.

Blocks give the pieces where the reader found them; text that no block and no grid covers is prose
too, line by line, so that every run of digits is looked at. Offsets are those of the report's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..model.report import Block, Report
from .flowing import Width, flowing, width_of
from .lexicon import folded

__all__ = ["Clause", "Passage", "Sentence", "passages", "split_sentences"]

_CAPTION = re.compile(
    r"^\s*[*#]*\s*(?:图表|表格|图|表|figure|fig\.?|table|exhibit|chart)\s*(?:[甲乙丙丁戊己庚辛壬癸]?\d+(?:[-.]\d+)?|[一二三四五六七八九十]{1,3}(?=[:：、\s]))\s*[:：.、\s|]",
    re.I,
)
_SAID = re.compile(r"。|[，,][^。\n]*[，,]\s*$|[a-z0-9%)][.!?]\s*$")
"""A line that begins like a caption and goes on as a sentence: 图表 5 列出月活前八。豆包……"""
_SOURCE = re.compile(r"^\s*(?:资料来源|数据来源|来源|资料源|source)s?\s*[:：]", re.I)

_END = re.compile(
    r"[。！？!?]+[”’」』）)\"']*|(?<=[^\W\d_A-Z])[.](?=[\"”')]*\s+[\"“(]?[A-Z0-9\u4e00-\u9fff])|(?<=[\d%)])[.](?=\s+[\"“(]?[A-Z])|\n+"
)
_ABBREVIATED = re.compile(
    r"(?:\b(?:Rs|No|vs|Inc|Corp|Co|Ltd|Mr|Ms|Mrs|Dr|St|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e|U\.S|U\.K|a\.m|p\.m|cf|Fig|incl|avg)|\b[A-Z])$"
)
_CLAUSE = re.compile(r"[，；;：]|,(?!\d)|(?<!\d),|:(?!\d)|\s[-–—]{1,2}\s|——")
_SEGMENT = re.compile(r"[；;]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two commas; ``segment`` counts the semicolons before it in its sentence."""

    start: int
    end: int
    segment: int


@dataclass(frozen=True)
class Sentence:
    """One sentence of a passage; ``start``/``end`` in the report's text."""

    start: int
    end: int
    text: str

    @cached_property
    def low(self) -> str:
        """The folded text, for matching cues; same length."""
        return folded(self.text)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, in order; separators belong to the clause before them."""
        out: list[Clause] = []
        begin = segment = 0
        for match in _CLAUSE.finditer(self.text):
            if match.end() > begin:
                out.append(Clause(self.start + begin, self.start + match.end(), segment))
            begin = match.end()
            if _SEGMENT.fullmatch(match.group()):
                segment += 1
        if begin < len(self.text) or not out:
            out.append(Clause(self.start + begin, self.end, segment))
        return tuple(out)

    def clause_at(self, position: int) -> Clause:
        """The clause that holds a position of the report's text."""
        for clause in self.clauses:
            if position < clause.end:
                return clause
        return self.clauses[-1]


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list item, caption or line: one block of prose.

    ``role`` is heading, paragraph, list_item, caption, source or contents; ``zone`` that of the
    block; ``section`` the headings above it, outermost first.
    """

    index: int
    start: int
    end: int
    text: str
    role: str
    zone: str
    section: tuple[str, ...] = ()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        return tuple(split_sentences(self.text, self.start))

    @cached_property
    def low(self) -> str:
        """The folded text; same length."""
        return folded(self.text)


def split_sentences(text: str, offset: int = 0) -> Iterator[Sentence]:
    """The sentences of a text. A point after an abbreviation or inside a number ends nothing.

    >>> [s.text for s in split_sentences("It rose to Rs.72.63 crore. Profit fell. 恒指收低。成交少。")]
    ['It rose to Rs.72.63 crore.', 'Profit fell.', '恒指收低。', '成交少。']
    """
    begin = 0
    for match in _END.finditer(text):
        if match.group().startswith(".") and _ABBREVIATED.search(
            text[max(0, match.start() - 8) : match.start()]
        ):
            continue
        sentence = _trimmed(text, begin, match.end(), offset)
        if sentence:
            yield sentence
        begin = match.end()
    last = _trimmed(text, begin, len(text), offset)
    if last:
        yield last


def _trimmed(text: str, begin: int, end: int, offset: int) -> Sentence | None:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return Sentence(offset + begin, offset + end, text[begin:end]) if end > begin else None


def passages(report: Report) -> tuple[Passage, ...]:
    """Every stretch of prose of the report, in order, outside the grids of its tables."""
    grids = sorted((t.start, t.end) for t in report.tables if t.end > t.start)
    width = width_of(
        line for s, e in _outside(0, len(report.text), grids) for line in report.text[s:e].split("\n")
    )
    out: list[Passage] = []
    section: list[tuple[int, str]] = []
    at = 0
    for block in sorted(report.blocks, key=lambda b: (b.start, b.end)):
        if (
            block.type == "table"
            and block.table is not None
            and any(s == block.start and e == block.end for s, e in grids)
        ):
            continue
        for start, end in _outside(at, block.start, grids):
            _lines(report, start, end, out, section)
        if block.type == "heading":
            title = report.text[block.start : block.end].strip()
            while section and section[-1][0] >= max(1, block.level):
                section.pop()
            section.append((max(1, block.level), title))
        for start, end in _outside(max(at, block.start), block.end, grids):
            _add(report, start, end, block, out, section, width)
        at = max(at, block.end)
    for start, end in _outside(at, len(report.text), grids):
        _lines(report, start, end, out, section)
    return tuple(out)


def _outside(start: int, end: int, grids: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = start
    for low, high in grids:
        if high <= at or low >= end:
            continue
        if low > at:
            yield at, low
        at = max(at, high)
    if at < end:
        yield at, end


def _lines(report: Report, start: int, end: int, out: list[Passage], section: list[tuple[int, str]]) -> None:
    at = start
    for line in report.text[start:end].splitlines(keepends=True):
        _add(report, at, at + len(line), None, out, section)
        at += len(line)


_TAG = re.compile(
    r"</?(?:b|i|u|p|em|strong|span|sub|sup|li|ul|ol|div|br|a|font|h[1-6])(?:\s[^<>\n]*)?/?>", re.I
)
"""Marks of a page that was saved as it is: blanks of the same length in their place."""


def _add(
    report: Report,
    start: int,
    end: int,
    block: Block | None,
    out: list[Passage],
    section: list[tuple[int, str]],
    width: Width | None = None,
) -> None:
    text = _TAG.sub(lambda m: " " * len(m.group()), flowing(report.text[start:end], width))
    if not text.strip():
        return
    low = folded(text)
    kind = block.type if block else "paragraph"
    zone = block.zone if block else "body"
    role = "paragraph"
    if zone in ("contents", "figures"):
        role = "contents"
    elif _CAPTION.match(low) and not (_SAID.search(low) and block is not None):
        role = "caption"
    elif _SOURCE.match(low):
        role = "source"
    elif kind in ("heading", "list_item"):
        role = kind
    out.append(Passage(len(out), start, end, text, role, zone, tuple(t for _, t in section)))
