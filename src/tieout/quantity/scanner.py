"""Every number of a text: what is a quantity, and what is not and why.

The scanner works from the certain to the doubtful. Spans whose form decides (links, tickers, names
with digits in them, dates, numbering) are taken first; the digits left over are read with the
number grammar of :mod:`~tieout.quantity.phrase`; neighbours are joined into ranges and lists; the
words around give bounds, ranks and directions; and a bare number is kept or given to a name by the
evidence of its neighbours. Each run of digits ends up in exactly one place, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import cast

from .atoms import Atom
from .bounds import prefix_bound, suffix_bound
from .chinese import chinese_atoms, fraction_atoms
from .datemarks import mark_dates
from .direction import Direction, direction_before, direction_behind
from .english import english_atoms
from .indices import mark_indices
from .latin import mark_latin, mark_names, token_end
from .marks import Marks, is_cjk
from .numerals import fold, parse_digits
from .phrase import NUMBER, read_phrase
from .ranges import join_ranges, note_units, share_units
from .skips import mark_contacts, mark_numbering, mark_tickers
from .types import Comparator, Quantity, Scan, Skipped
from .versions import VALUE_CHARS, Evidence

__all__ = ["scan"]

_RUN = re.compile(r"\d+")
_DOTTED = re.compile(r"(?<![\d.])\d+(?:\.\d+){2,}(?![\d])")
_CJK_NAME = re.compile(
    r"(?<![\d.])\d{1,2}号(?=[线店楼机院])|[Pp]\d{1,3}(?= ?页)|(?<![\d.,])(?:7 ?[×xX*] ?24|24/7|996|007)(?![\d.])|(?<!\d)\d0后(?!\d)|(?<!\d)\d5后(?!\d)|"
    r"(?<![\d.,$€£])\d{2,5}(?=-(?:based|compatible|powered)(?![A-Za-z]))|"
    r"(?<![\d.])[248]K(?= ?(?:超?高清|视频|分辨率|电视|显示|画质|屏|直播|摄|UHD|[Vv]ideo|resolution|TV|display|HDR))"
)
# English nouns that are numbered, not counted: Tier 1 capital, Phase 3, Form 10, IFRS 9.
_LABEL = re.compile(
    r"(?<![A-Za-z-])(?:ISO|IEC|IEEE|RFC|GB/T|ASTM|IFRS|IAS|ASC|ASU|FAS|Rule|Form|Article|Regulation|Item|Schedule|Class|Level|Tier|Phase|"
    r"Series|Grade|Category|Type|Stage|Scope|Basel|Title|Highway|Route|Flight|Area|Group|Zone|Gate|Terminal|Room|Suite|Building) "
    r"(\d{1,5}(?:[-.]\d{1,4})?(?:-?[A-Z](?![A-Za-z]))?(?:\([a-z0-9]+\))?)(?![\d%.,]\d| ?%| (?:million|billion|percent))"
)
_DOT_DAYS = re.compile(r"(?<!\d)\d{1,2}·\d{1,2}(?!\d)|(?<![\d.+])\d\+[A-Z](?![A-Za-z])")
_RANK_BEFORE = re.compile(
    r"(?:第|(?<![目此之当以日提年盘先月周生午眼事会赛课从])前|排名|排行|(?<![A-Za-z])(?:top|Top|TOP|No\.?|NO\.?|no\.|Nr\.|"
    r"ranks?|ranked|ranking|Ranks?|Ranked|number|Number)-?|(?<![A-Za-z0-9&])#) ?\Z"
)
_RANK_LIST = re.compile(r" ?(?:[-–—~、]|至|到|和|及|与|and|to) ?\Z")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z])")
_LONGEST = 40  # more digits than that are a key or a hash, not an amount
_TIME_UNITS = frozenset({"month", "year", "week", "day", "trading_day", "quarter", "s"})
_SAME_CHANGE = re.compile(r" ?(?:\(|[,，]? ?(?:即|或|or|也就是)) ?\Z")
_SAME_LIST = re.compile(r" ?(?:[/、]|和|及|与|and) ?\Z")
_CELL = re.compile(r"(?:\A|[\t|\n])[ ]*\Z")
_CELL_END = re.compile(r"\)[ ]*(?:\Z|[\t|\n])")
_NOT_BOUND = {"约": "签合预制节契续违履特条公", "近": "最附临靠邻就新亲", "超": "高反赶买卖賣買出入"}
_BE = re.compile(r"\b(?:is|are|was|were|now|back|been)\s+\Z", re.IGNORECASE)


def scan(text: str, *, names: Iterable[str] = (), headings: bool = False) -> Scan:
    """Quantities and skipped runs of digits of a text, both in order of position.

    Parameters: ``names`` are names known to hold digits (models, apps, configurations), found with
    any spacing, hyphens and case; ``headings=True`` says the text is a heading, so a number that
    opens it is its own. Every run of decimal digits lies in exactly one quantity or skipped span;
    spans do not overlap; nothing is raised, whatever the text. Numbers without digits (三成, 第二,
    a fifth) come as quantities too.

    >>> found = scan("Kimi 访问量环比增长超 32.36%，Grok-2-08-13 排名第 6")
    >>> [(q.text, str(q.value), q.unit, q.comparator, q.direction, q.rank) for q in found.quantities]
    [('32.36%', '32.36', '%', 'over', 'up', False), ('6', '6', None, None, None, True)]
    >>> [(s.text, s.reason) for s in found.skipped]
    [('Grok-2-08-13', 'name')]
    """
    folded = fold(text)
    marks = Marks(text, folded)
    if _RUN.search(folded):
        mark_contacts(marks)
        mark_names(marks, names)
        mark_tickers(marks)
        mark_latin(marks)
        mark_dates(marks)
        mark_numbering(marks, headings=headings)
        marks.skip_all(_CJK_NAME, "name")
        marks.skip_all(_LABEL, "name", 1)
        marks.skip_all(_DOT_DAYS, "name")
        mark_indices(marks)
        marks.skip_all(_DOTTED, "version")
    atoms = fraction_atoms(marks)
    atoms += _digit_atoms(marks)
    atoms += chinese_atoms(marks)
    atoms += english_atoms(marks)
    atoms.sort(key=lambda atom: atom.start)
    for index, atom in enumerate(atoms):
        _mark_rank(folded, atom, atoms[index - 1] if index else None)
    atoms = join_ranges(folded, atoms)
    share_units(folded, atoms)
    note_units(folded, atoms)
    evidence = Evidence(folded, atoms)
    kept: list[Atom] = []
    for atom in atoms:
        reason = evidence.reason(atom)
        if reason is None:
            kept.append(atom)
        else:
            start, end = (atom.digits_start, atom.digits_end) if atom.high is None else (atom.start, atom.end)
            marks.skipped.append(Skipped(text[start:end], start, end, reason))
    quantities = _finish(text, folded, kept)
    marks.skipped.sort(key=lambda skipped: skipped.start)
    return Scan(tuple(quantities), tuple(marks.skipped))


def _digit_atoms(marks: Marks) -> list[Atom]:
    """Read every run of digits that is still free as a number phrase, or skip it as a name."""
    text = marks.text
    atoms: list[Atom] = []
    at, floor = 0, 0
    while match := NUMBER.search(text, at):
        start, at = match.start(), match.end()
        if not marks.free(start, at):
            # Part of it belongs to something else: take what is left, run by run.
            for run in _RUN.finditer(text, start, at):
                if marks.free(*run.span()):
                    atoms.append(_plain(text, *run.span()))
                    marks.take(*run.span())
                    floor = run.end()
            continue
        atom = read_phrase(text, match, floor) if at - start <= _LONGEST else None
        if atom is None:
            end = token_end(text, start)
            if marks.skip(start, max(end, at), "name"):
                at = max(end, at)
            else:
                marks.skip(start, at, "name")
            continue
        if not marks.free(atom.start, atom.end):
            atom = _plain(text, start, match.end())
        elif _hyphenated_name(text, atom) or _sized_model(text, atom):
            marks.skip(atom.digits_start, atom.end, "name")
            continue
        marks.take(atom.start, atom.end)
        atoms.append(atom)
        at = floor = max(at, atom.end)
    for run in _RUN.finditer(text):  # nothing may be lost, whatever the text was
        if marks.free(*run.span()):
            atoms.append(_plain(text, *run.span()))
            marks.take(*run.span())
    return atoms


def _plain(text: str, start: int, end: int) -> Atom:
    # Past the longest amount only a bounded value matters; the span still covers the run.
    value, decimals = parse_digits(text[start : min(end, start + _LONGEST)])
    return Atom(start, end, start, end, value, decimals)


def _hyphenated_name(text: str, atom: Atom) -> bool:
    # 长征-5, 天舟-8: a hyphen between a Chinese noun and a bare whole number joins a name.
    if not (atom.signed and atom.negative) or atom.unit or atom.decimals or atom.scale != 1:
        return False
    before = text[atom.start - 1 : atom.start]
    return is_cjk(before) and before not in VALUE_CHARS


def _sized_model(text: str, atom: Atom) -> bool:
    # 昇腾910B, 千问72B: a noun glued to digits and B is a product, 参数21B an amount.
    if atom.money or atom.unit or atom.signed or text[atom.end - 1] != "B" or atom.start == 0:
        return False
    before = text[atom.start - 1]
    return is_cjk(before) and before not in VALUE_CHARS


def _mark_rank(text: str, atom: Atom, previous: Atom | None) -> None:
    floor = previous.end if previous else 0
    if (
        atom.rank
        or atom.spelled
        or atom.money
        or atom.decimals
        or atom.scale != 1
        or atom.signed
        or atom.fixed
        or atom.rank
    ):
        return
    ordinal = _ORDINAL_END.match(text, atom.end) if atom.unit is None else None
    found = _RANK_BEFORE.search(text[max(floor, atom.start - 10) : atom.start])
    if found and atom.unit in _TIME_UNITS and "前" in found.group():
        return
    counted = atom.unit in (None, "位", "名", "大", "家", "只", "个", "款", "代", "强", "支", "次", "座")
    gap = text[floor : atom.start]
    listed = previous and previous.rank and atom.unit in (None, "位", "名") and _RANK_LIST.match(gap)
    atom.rank = bool(
        (found and (counted or "第" in found.group() or found.group()[0] in "tT")) or ordinal or listed
    )


def _finish(text: str, folded: str, atoms: list[Atom]) -> list[Quantity]:
    _mark_directions(folded, atoms)
    quantities = []
    for index, atom in enumerate(atoms):
        floor = atoms[index - 1].end if index else 0
        start, end = atom.start, atom.end
        value = atom.value
        if _accounting_negative(folded, atom):
            start, end, value = start - 1, end + 1, -value
        bound = atom.bound if atom.high is not None else _bound(folded, atom, floor) or atom.bound
        quantities.append(
            Quantity(
                text[start:end],
                start,
                end,
                value,
                unit=atom.unit,
                decimals=atom.decimals,
                scale=atom.scale,
                comparator=bound,
                high=atom.high,
                direction=cast("Direction | None", atom.direction),
                signed=atom.signed or start != atom.start,
                rank=atom.rank,
            )
        )
    return quantities


def _bound(text: str, atom: Atom, floor: int) -> Comparator | None:
    if atom.rank:
        return None
    before = prefix_bound(text, atom.start)
    if before:
        word = text[before[1] : atom.start].strip()
        touches = floor and text[floor : before[1]].strip(" )") == "" and before[1] >= floor
        if (
            (
                touches and word not in ("约", "≈", "about", "around")
            )  # 3% above 2000; $3.6B over 88 deals; 3~5
            or before[1] < floor
            or text[before[1] - 1 : before[1]] in tuple(_NOT_BOUND.get(word[0], ""))
            or (word == "近" and atom.unit in _TIME_UNITS)  # 近 6 天 is a window, not a bound
            or (word.lower() == "up to" and _BE.search(text[max(0, before[1] - 8) : before[1]]))
        ):
            before = None
    if before:
        return before[0]
    behind = suffix_bound(text, atom.end)
    if behind is None or (text[behind[1] - 1] == "+" and text[behind[1] : behind[1] + 1].isalnum()):
        return None
    return behind[0]


def _mark_directions(text: str, atoms: list[Atom]) -> None:
    for index, atom in enumerate(atoms):
        if atom.rank or atom.direction:
            continue
        previous = atoms[index - 1] if index else None
        floor = previous.end if previous else 0
        ceiling = atoms[index + 1].start if index + 1 < len(atoms) else len(text)
        found = direction_before(text, atom.start, floor)
        gap = text[floor : atom.start]
        if (
            found is None
            and previous
            and previous.direction
            and (_SAME_CHANGE.match(gap) or (_SAME_LIST.match(gap) and previous.unit == atom.unit))
        ):
            found = cast("Direction", previous.direction)
        if found is None and atom.unit not in _TIME_UNITS:
            found = direction_behind(text, atom.end, ceiling)
        atom.direction = found
    for left, right in pairwise(atoms):
        if (
            left.direction is None
            and right.direction
            and text[left.end : right.start] in (" or ", "或", "即")
        ):
            left.direction = right.direction


def _accounting_negative(text: str, atom: Atom) -> bool:
    """True for ``(1,234)`` that fills a table cell, or follows a currency sign."""
    if (
        atom.signed
        or atom.rank
        or text[atom.start - 1 : atom.start] != "("
        or text[atom.end : atom.end + 1] != ")"
    ):
        return False
    if not (_CELL_END.match(text, atom.end)):
        return False
    line = text.rfind("\n", 0, atom.start)
    return "\t" in text[line + 1 : atom.start] and bool(
        _CELL.search(text[max(0, atom.start - 6) : atom.start - 1])
    )
