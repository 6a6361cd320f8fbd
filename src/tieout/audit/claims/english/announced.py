"""A change told in one sentence and the two levels it runs between in the next.

``reported a 34-percent jump in third-quarter net profit. Sinopec earned 6.34 billion yuan, up from 4.66
billion``: profit was announced, profit is what the levels are of. ``The S&P 500 fell 86.84 points, or 2.4%,
to 3,583.07. For the week: The S&P 500 is down 56.59 points, or 1.6%``: the close is told with the day, the
move of the week or the year goes back from it. ``has doubled since 2007 ... up 200 percent``: one move, as a
multiple and as a percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ....model.evidence import Evidence
from ...mentions import same_unit
from ..base import STRONG, Context, Draft, magnitude, operand, reading
from ..labels import period_label
from ..stated import clause_span, stated
from .figures import FORECAST, Figure, Masked, masked_of, noun_free
from .moving import is_change, way_of
from .pairs import pairs_of, slotless

__all__ = ["find"]

_MEASURES = {
    "profit": re.compile(r"\b(?:net |operating |quarterly )?(?:profits?|earnings|net income)\b|\bearned\b"),
    "sales": re.compile(r"\b(?:revenues?|sales|turnover)\b"),
    "loss": re.compile(r"\bloss(?:es)?\b|\blost\b"),
    "price": re.compile(
        r"\b(?:prices?|fares?|tolls?)\b|\b(?:sells?|sold|selling|costs?) (?:for |at )?(?=$|#)"
    ),
}
_NOUN = re.compile(
    r"^\s*(?:year-on-year |year-over-year )?(?:jump|rise|increase|gain|growth|surge|drop|decline|fall|decrease|slump|plunge)?\s*in (?:the |its |their )?(?P<noun>[a-z' \-]{3,60}?)(?=$|[.,;#]| (?:of|for|as|after|on|from|to|and)\b)"
)
_OTHER = re.compile(
    r"\b(?:adjusted|organic|constant|underlying|comparable|same-store|like-for-like|excluding|expect\w*|forecast|guidance|average|currency|per share|share price|stock|shares (?:rose|fell|jumped|gained|lost|surged|slid))\b"
)


def find(context: Context) -> Iterator[Draft]:
    """Changes of a passage whose levels stand in the sentence behind, or were told before."""
    told = masked_of(context, least=1)
    for masked, following in pairwise(told):
        if following.i == masked.i + 1:
            yield from _announced(context, masked, following)
    yield from _since(context, told)
    yield from _doubled(context, told)


def _measure(words: str) -> str:
    """The one measure the words name, or an empty string."""
    found = {name for name, rx in _MEASURES.items() if rx.search(words)}
    return found.pop() if len(found) == 1 else ""


def _announced(context: Context, masked: Masked, following: Masked) -> Iterator[Draft]:
    moves = [f for f in masked.figures if f.kind == "p"]
    if len(moves) != 1 or not is_change(moves[0]) or pairs_of(masked) or FORECAST.search(masked.text):
        return
    by = moves[0]
    noun = _NOUN.match(by.after)
    measure = _measure(noun.group("noun")) if noun else ""
    if not measure or _OTHER.search(noun.group("noun") if noun else ""):
        return
    pairs = [p for p in pairs_of(following) if p.now.kind == "a" and not p.now.per and not p.forecast]
    if not pairs or pairs[0].tie < STRONG or pairs[0].grouped:
        return
    pair = pairs[0]
    head = following.text[: following.position(pair.first)]
    if _measure(head) != measure or _OTHER.search(head):
        return
    between = following.text[: following.position(pair.last)]
    if any(f.kind == "p" and is_change(f) for f in following.figures[: pair.last.index]) or ";" in between:
        return
    labels = {period_label(by.before + by.after), pair.label} - {""}
    if len(labels) > 1 or "far" in labels:
        return
    now, base = pair.now.m, pair.base.m
    if now.q.value <= 0 or base.q.value <= 0:
        return
    formula = f"{now.q.text} / {base.q.text} - 1"
    one = reading(
        "change", STRONG, (now, base), magnitude(operand(now)), magnitude(operand(base)), formula=formula
    )
    if one is not None:
        draft = stated(context, masked.i, by.m, "change", "TIE201", (one,), "percent change")
        yield draft.replace(direction=way_of(by) if measure != "loss" else 0)


_UP = (
    r"(?:rose|gained|added|climbed|jumped|advanced|surged|rallied|increased|ticked up|edged up|is up|was up)"
)
_DOWN = r"(?:fell|lost|dropped|slipped|slid|sank|declined|shed|tumbled|plunged|retreated|dipped|eased|is down|was down)"
_NAME = r"(?P<name>\bthe (?:(?!\bthe\b)[^#:;.,])*?(?:#t\d*#(?:(?!\bthe\b)[^#:;.,])*?)?)"
_CLOSED = re.compile(
    rf"{_NAME}\s(?:(?P<up>{_UP})|{_DOWN}) #a(?P<by>\d+)# ?(?:points?)?,? or #p\d+#,? to #a(?P<now>\d+)#"
)
_SINCE = re.compile(
    rf"{_NAME}\s(?:(?P<up>{_UP})|{_DOWN}) #a(?P<by>\d+)# ?(?:points?)?,? or (?:less than |more than )?#p(?P<share>\d+)#(?!,? to #a)"
)


def _since(context: Context, told: Sequence[Masked]) -> Iterator[Draft]:
    """Moves of the week and the year, from the close that was told with the day."""
    closes: dict[str, list[Figure]] = {}
    for masked in told:
        for found in _CLOSED.finditer(masked.text):
            closes.setdefault(_plain(found.group("name")), []).append(masked.figure(found.group("now")))
        for found in _SINCE.finditer(masked.text):
            name = _plain(found.group("name"))
            known = next((v for k, v in closes.items() if k.startswith(name) or name.startswith(k)), [])
            if len({f.m.q.value for f in known}) != 1:
                continue
            now, by, share = (
                known[0].m,
                masked.figure(found.group("by")).m,
                masked.figure(found.group("share")),
            )
            if not same_unit(by.q, now.q) or by.q.value >= now.q.value:
                continue
            up = bool(found.group("up"))
            moved = operand(by) if up else -operand(by)
            formula = f"{by.q.text} / ({now.q.text} {'-' if up else '+'} {by.q.text})"
            one = reading("change_by_delta", STRONG, (now, by), operand(now), moved, formula=formula)
            if one is not None:
                yield stated(context, masked.i, share.m, "change", "TIE201", (one,), "percent change")


def _plain(name: str) -> str:
    return " ".join(re.sub(r"\b(?:the|index|composite|average|of smaller companies)\b", " ", name).split())


_TIMES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5}
_WORD = re.compile(r"(?P<word>doubl|tripl|trebl|quadrupl|quintupl)(?:ed|es|ing|e)$", re.I)
REACH = 2
"""Sentences on in which the multiple may be told again."""


def _doubled(context: Context, told: Sequence[Masked]) -> Iterator[Draft]:
    """A multiple as a word, and the same move as a percent that forgets what was there before."""
    for k, masked in enumerate(told):
        for f in masked.figures:
            word = _WORD.match(f.m.q.text) if f.kind == "x" else None
            if word is None:
                continue
            times = _TIMES[word.group("word").lower()]
            for later in told[k : k + 1 + REACH]:
                for g in later.figures:
                    forgets = g.kind == "p" and not g.m.q.comparator and g.m.q.value == 100 * times
                    if forgets and way_of(g) > 0 and _of_one(masked, f, later, g):
                        yield _forgot(context, later, f, g, times)


def _of_one(masked: Masked, word: Figure, later: Masked, share: Figure) -> bool:
    """True when both speak of one thing: joined by small words, or of the very level they both print."""
    if later is masked:
        if share.index < word.index or any(f.kind == "p" for f in masked.figures if f is not share):
            return False
        return noun_free(slotless(masked.between(word, share)))
    levels = {(f.m.q.value, f.m.q.unit) for f in masked.figures if f.kind == "a"}
    return any((f.m.q.value, f.m.q.unit) in levels for f in later.figures if f.kind == "a")


def _forgot(context: Context, masked: Masked, word: Figure, share: Figure, times: int) -> Draft:
    start, end = clause_span(context, masked.i, share.m)
    wanted = Decimal(100 * (times - 1))
    return Draft(
        "multiple",
        "TIE207",
        start,
        end,
        share.m.q,
        subject=share.m.subject or None,
        metric="multiple",
        fixed="contradicted",
        said=share.m.q.value,
        expected=wanted,
        reason=f"{word.m.q.text} is an increase of {wanted}%",
        numbers=((share.m.q.start, share.m.q.end),),
        evidence=(Evidence("formula", value=wanted, note=word.m.q.text, inputs=(word.m.evidence(),)),),
    )
