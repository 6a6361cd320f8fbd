"""Joining neighbours: two ends of a range, and lists whose last member prints the unit for all."""

from __future__ import annotations

import re
from decimal import Decimal

from .atoms import Atom
from .direction import is_movement
from .unit_match import match_unit
from .units import SCALES

__all__ = ["join_ranges", "note_units", "share_units"]

_DASH = re.compile(r" ?(?:-{1,2}|–{1,2}|—{1,2}|~) ?\Z")
_WORD = re.compile(r" ?(?:至|到|to|through) ?\Z|-to-\Z")
_AND = re.compile(r" and \Z")
_BETWEEN = re.compile(r"\bbetween ?\Z", re.IGNORECASE)
_SLASH = re.compile(r" ?/ ?\Z")
_NOTE = re.compile(
    rf"\((?:单位:? ?)?(?P<scale>{'|'.join(w for w in SCALES if not w.isascii())})?(?P<unit>[^()\d\s]{{1,6}})\) ?:"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN = re.compile(r"\b(?:in|by|since|during|until|through|fiscal|of|for|from|to) \Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。\n]")
_LIST = re.compile(r" ?[、] ?\Z| ?(?:和|及|与|或) ?\Z| (?:and|or) \Z")


def join_ranges(text: str, atoms: list[Atom]) -> list[Atom]:
    """Merge ``A-B unit`` and its like into one atom with ``high``.

    至, 到 and "to" join a range only where no verb of movement governs the first number: 跌748點至25882點
    holds a change and a level.
    """
    joined: list[Atom] = []
    for atom in atoms:
        last = joined[-1] if joined else None
        if last is not None and _is_range(text, last, atom):
            if atom.scale != last.scale and last.scale == 1:
                last.value *= atom.scale
            last.high, last.bound = atom.value, "range"
            last.unit, last.money, last.scale = atom.unit or last.unit, atom.money or last.money, atom.scale
            last.decimals = max(last.decimals, atom.decimals)
            last.end, last.word = atom.end, atom.word
        else:
            joined.append(atom)
    return joined


def _is_range(text: str, low: Atom, high: Atom) -> bool:
    gap = text[low.end : high.start]
    english = _in_words(text, low) != _in_words(text, high) or (_in_words(text, low) and gap == " to ")
    english = english and not (low.fixed and not low.spelled) and not (high.fixed and not high.spelled)
    if (
        not gap
        or len(gap) > 9
        or low.high is not None
        or low.rank
        or high.rank
        or high.high is not None
        or (low.fixed and low.unit != "s" and not english)
    ):
        return False
    if (high.fixed and not (high.spelled and low.spelled) and not english) or (
        high.signed and not (low.signed and low.negative)
    ):
        return False
    if any(re.match(r"0\d", text[atom.digits_start : atom.digits_end]) for atom in (low, high)):
        return False
    dash = _DASH.match(gap)
    word = _WORD.match(gap)
    if word and not dash and text[max(0, low.start - 4) : low.start].lower().endswith(" by "):
        return False  # narrowed by 0.8% to 24.0%: a change and where it led
    if (
        not dash
        and not word
        and not (_AND.match(gap) and _BETWEEN.search(text[max(0, low.start - 9) : low.start]))
    ):
        return False
    if (
        low.unit is not None
        and low.unit != high.unit
        and not (low.money and (high.unit is None or high.unit.startswith(low.unit)))
    ):
        return False
    value = low.value * high.scale if low.scale == 1 and high.scale != 1 else low.value
    if value >= high.value:
        return False
    if dash:
        return True
    if low.unit is None and high.unit is None and low.scale == high.scale == 1 and not low.signed:
        ratio_ok = low.value > 0 and high.value / low.value <= 10
        return ratio_ok and not is_movement(text, low.start)
    # A change followed by a level: the unit is printed twice and a verb of movement comes first.
    return not is_movement(text, low.start) or (
        low.unit == "%" and high.value <= low.value * 3 and "到" not in gap and gap.strip() != "to"
    )


def _in_words(text: str, atom: Atom) -> bool:
    """True for an English number word: seven to 7.5 percent, two to seven percent."""
    return atom.spelled and text[atom.start : atom.start + 1].isascii()


def note_units(text: str, atoms: list[Atom]) -> None:
    """Give the unit of a note in front of a list, ``(亿美元):A 480;B 280``, to the bare numbers of its sentence."""
    for note in _NOTE.finditer(text):
        unit = match_unit(text, note.end("scale"))
        scale = SCALES.get(note.group("scale") or "", Decimal(1))
        if unit is None or unit.end != note.end("unit"):
            continue
        stop = _SENTENCE_END.search(text, note.end())
        end = min(stop.start() if stop else len(text), note.end() + 240)
        for atom in atoms:
            if (
                note.end() <= atom.start
                and atom.end <= end
                and atom.bare
                and atom.high is None
                and not atom.spelled
            ):
                atom.unit, atom.money, atom.scale = unit.unit, unit.money, scale * unit.factor
                atom.value *= atom.scale


def share_units(text: str, atoms: list[Atom]) -> None:
    """Give the unit and scale behind the last member of a list to the bare members before it.

    ``3.72 亿 / 0.85 亿美元`` are both dollars; ``15/20/30 亿元`` are all 亿元; ``5、8、10 个百分点``.
    """
    for left, right in zip(reversed(atoms[:-1]), reversed(atoms[1:]), strict=True):
        if (
            left.unit is not None
            or left.rank
            or right.rank
            or right.unit is None
            or left.fixed
            or right.fixed
        ):
            continue
        gap = text[left.end : right.start]
        if (
            left.bare
            and _YEAR.fullmatch(text, left.digits_start, left.digits_end)
            and _IN.search(text[max(0, left.start - 12) : left.start])
        ):
            continue  # for delivery in 2025 and €1.7bn thereafter
        if (left.scale != 1 or left.value >= 1000) and right.unit in ("%", "pp", "bp", "times"):
            continue  # from 1.50 billion and 10 percent in the quarter
        slash = _SLASH.match(gap)
        if not slash and not (_LIST.match(gap) and not left.signed):
            continue
        if not slash and not (
            right.money or right.unit in ("%", "pp", "bp", "times", "points") or left.scale == right.scale
        ):
            continue
        left.unit, left.money = right.unit, right.money
        if left.scale == 1 and right.scale != 1 and left.bound is None:
            left.scale = right.scale
            left.value *= right.scale
