"""English number words that count, rank or take a share.

"One" and "second" are numbers only where something is counted or ranked: "one sector is higher" and
"in second place", but not "one of the best" or "second half".
"""

from __future__ import annotations

import re
from decimal import Decimal

from .atoms import Atom, spelled_atom
from .marks import Marks, is_cjk, is_latin
from .unit_match import unit_at
from .vocabulary import listed

__all__ = ["english_atoms"]

_SMALL = {
    word: number
    for number, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen twenty"
        )
    )
}
_TENS = {w: n * 10 for n, w in enumerate(listed("thirty forty fifty sixty seventy eighty ninety"), start=3)}
_CARDINAL = _SMALL | _TENS
_ORDINAL = {
    word: number
    for number, word in enumerate(
        listed("first second third fourth fifth sixth seventh eighth ninth tenth"),
        start=1,
    )
}
_PARTS = {
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
_WORD = re.compile(
    r"(?<![A-Za-z-])(?P<ten>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?P<n>"
    + "|".join(sorted(_CARDINAL, key=len, reverse=True))
    + r")(?![A-Za-z-])(?P<scale> (?:hundred|thousand|million|mln|billion|bln|trillion|dozen))?(?![A-Za-z-])",
    re.IGNORECASE,
)
_EN_RANK = re.compile(
    r"(?<![A-Za-z-])(?:(?:comes?|came|ranks?|ranked|placed|finished|finishing|is|was) (?P<a>first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth)(?= (?:with|at|in|on|by|behind|after|overall)|[,.;])|(?P<b>first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth|tenth)(?=[ -](?:place|position|spot|rank|largest|biggest|highest|most|best|lowest|smallest)))(?![A-Za-z])",
    re.IGNORECASE,
)
_EN_FRACTION = re.compile(
    r"(?<![A-Za-z-])(?P<top>an?|one|two|three|four|five|seven|nine)[ -](?P<part>third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?P<s>s?)(?![A-Za-z-])(?= (?:of|less|more|higher|lower|to|in|from|below|above|the|its|their)\b|[,.;)]|\s*\Z)",
    re.IGNORECASE,
)
_EN_ONE_IN = re.compile(
    r"(?<![A-Za-z-])(?P<top>one|two|three|four|five|seven|nine)(?: in | out of (?:every )?)(?P<whole>two|three|four|five|six|seven|eight|nine|ten|twenty)"
    r"(?![A-Za-z-])(?! (?:years?|months?|weeks?|days?|quarters?|hours?)\b)",
    re.IGNORECASE,
)
_SPAN_AHEAD = re.compile(
    r"(?:,| and| or| to|,? and) (?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})[ -](?P<unit>months?|quarters?|years?|weeks?|days?)\b",
    re.IGNORECASE,
)
_EN_HALF = re.compile(
    r"(?<!first )(?<!second )(?<!latter )(?<!other )(?<!final )(?<!last )(?<!early )(?<!better )(?<![A-Za-z-])(?:one[ -])?half"
    r"(?= (?:of|the|its|their|were|was|are|is|as|that|lower|higher|less|more|cheaper)\b|[,.;)])",
    re.IGNORECASE,
)
_EN_MULTIPLE = re.compile(
    r"(?<![A-Za-z-])(?P<w>twice|doubled|doubling|tripled|tripling|trebled|quadrupled|halved|twofold|threefold|fourfold|fivefold|tenfold)"
    r"(?![A-Za-z-])(?! (?:a|daily|weekly|monthly|per|in|this|before)\b)",
    re.IGNORECASE,
)
_MULTIPLES = {
    "twice": (2, None), "doubled": (2, "up"), "doubling": (2, "up"), "tripled": (3, "up"), "tripling": (3, "up"),
    "trebled": (3, "up"), "quadrupled": (4, "up"), "twofold": (2, None), "threefold": (3, None),
    "fourfold": (4, None), "fivefold": (5, None), "tenfold": (10, None),
}  # fmt: skip
_SCALE = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "mln": 10**6,
    "billion": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
_ONE_NOT = re.compile(
    r" (?:of|another|or|and|day|that|which|who|can|could|hand|time|thing|more|way|would|should|must|is|was|has|by|to|might)\b",
    re.I,
)
_ONE_YES = re.compile(r"(?:\A|[.;:!?(\n] ?|\b(?:only|just|exactly|with|and)\s)\Z", re.I)


_BOUNDED = re.compile(r"\b(?:more than|less than|over|nearly|almost|just under|about|roughly|around) $", re.I)
_CLOSED = re.compile(r"\s*(?:[,;)]|\.(?:\s|$)|$)")


def english_atoms(marks: Marks) -> list[Atom]:
    """English number words that count, rank or take a share."""
    text, atoms = marks.text, []
    found: list[Atom] = []
    for match in _EN_FRACTION.finditer(text):
        top = {"a": 1, "an": 1}.get(match.group("top").lower()) or _SMALL[match.group("top").lower()]
        bottom = _PARTS[match.group("part").lower()]
        if top >= bottom or (top > 1) != bool(match.group("s")):
            continue
        if (
            match.group("part").lower() == "quarter"
            and top == 1
            and not text.startswith(" of", match.end())
            and not (_BOUNDED.search(text, 0, match.start()) and _CLOSED.match(text, match.end()))
        ):
            continue  # a quarter of a year, unless "more than a quarter" ends the clause
        found.append(spelled_atom(match.start(), match.end(), Decimal(100 * top) / bottom, "%"))
    found += [spelled_atom(match.start(), match.end(), Decimal(50), "%") for match in _EN_HALF.finditer(text)]
    for match in _EN_ONE_IN.finditer(text):
        top, whole = _SMALL[match.group("top").lower()], _SMALL[match.group("whole").lower()]
        if top < whole:
            found.append(spelled_atom(match.start(), match.end(), Decimal(100 * top) / whole, "%"))
    for match in _EN_MULTIPLE.finditer(text):
        word = match.group("w").lower()
        if word == "halved":
            atom = spelled_atom(match.start(), match.end(), Decimal("0.5"), "times")
            atom.decimals, atom.direction = 1, "down"
        else:
            number, direction = _MULTIPLES[word]
            atom = spelled_atom(match.start(), match.end(), Decimal(number), "times")
            atom.direction = direction
        found.append(atom)
    for match in _EN_RANK.finditer(text):
        group = "a" if match.group("a") else "b"
        atom = spelled_atom(*match.span(group), Decimal(_ORDINAL[match.group(group).lower()]))
        atom.rank = True
        found.append(atom)
    for match in _WORD.finditer(text):
        counted = _cardinal(text, match)
        if counted:
            found.append(counted)
    for atom in found:
        if marks.free(atom.start, atom.end):
            marks.take(atom.start, atom.end)
            atoms.append(atom)
    return atoms


_MONTH_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec) \Z"
)


def _cardinal(text: str, match: re.Match[str]) -> Atom | None:
    start, end = match.span()
    word = match.group("n").lower()
    value = Decimal(_CARDINAL[word])
    if match.group("ten"):
        value += (_SMALL | _TENS)[match.group("ten")[:-1].lower()]
    before = text[max(0, start - 12) : start]
    if is_latin(text[end : end + 1]) or (word == "zero" and not match.group("scale")):
        return None
    after = text[end : end + 14]
    if _MONTH_BEFORE.search(before) and re.match(r"\s*(?:[,.;:)]|\Z)", after):
        return None  # as of March six,
    if word == "one" and not match.group("ten") and not match.group("scale"):
        # "one" is a number only where it is counted, not where it stands for somebody.
        if not _ONE_YES.search(before) or not re.match(r" [a-z]", after) or _ONE_NOT.match(after):
            return None
    atom = spelled_atom(start, end, value)
    if match.group("scale"):
        factor = Decimal(_SCALE[match.group("scale").strip().lower()])
        atom.value, atom.scale = value * factor, factor
    if re.search(r"\btop ?\Z", before, re.IGNORECASE):
        atom.rank = True
        return atom
    span = _SPAN_AHEAD.match(text, end)
    if span:
        atom.unit = span.group("unit").lower().rstrip("s")  # the three and nine months ended
        return atom
    if not is_cjk(after[:1]):
        unit = unit_at(text, end)
        if unit and unit.word:
            atom.unit, atom.end = unit.unit, unit.end
            if unit.factor != 1:
                atom.value, atom.scale = atom.value * unit.factor, atom.scale * unit.factor
    return atom
