"""Small pieces of wording shared by the generated sentences."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Fact, Record, SentenceBuilder
from .view import View

__all__ = ["count_word", "enumerate_facts", "joined", "name_after", "say_top"]


def count_word(view: View, line: SentenceBuilder, fact: Fact) -> None:
    """Say a count; it is a bound number."""
    line.bind(str(int(fact.value)), "count", fact)


def joined(view: View, i: int, n: int) -> str:
    """What stands before the ``i``-th of ``n`` names: ``A、B和 C`` or ``A, B and C``."""
    if i == 0:
        return ""
    if i == n - 1:
        return "和 " if view.language == "zh" else " and "
    return "、" if view.language == "zh" else ", "


def enumerate_facts(
    view: View,
    line: SentenceBuilder,
    who: Fact,
    members: Sequence[tuple[Record, Fact]],
    *,
    sign: bool = False,
) -> None:
    """``A（1）、B（2）和 C（3）`` or ``A (1), B (2) and C (3)``; names are bound to ``who``."""
    zh = view.language == "zh"
    for i, (record, fact) in enumerate(members):
        line.say(joined(view, i, len(members)))
        line.bind(view.name(record), "name", who)
        line.say("（" if zh else " (")
        line.bind(view.shown(fact, sign=sign), "number", fact)
        line.say("）" if zh else ")")


def name_after(view: View, line: SentenceBuilder, shown: str, fact: Fact) -> None:
    """Say a name behind Chinese words: a blank stands in front of Latin letters only."""
    line.say(" " if view.language == "zh" and shown[:1].isascii() else "")
    line.bind(shown, "name", fact)


_ORDINALS_ZH = {1: "第一", 2: "前两位", 3: "前三位", 4: "前四位", 5: "前五位"}
_ORDINALS_EN = {1: "first", 2: "top two", 3: "top three", 4: "top four", 5: "top five"}


def say_top(view: View, line: SentenceBuilder, field: str, label: str, *, rising: bool = False) -> None:
    """A ranking over a field: who leads and with what figure. ``label`` is what is ranked, in the view's language.

    The words follow the facts: with fewer risers than places it says how many rose; when somebody
    ties with the last place the list grows and says so; when nobody rose it says that.
    """
    zh = view.language == "zh"
    k = view.choices.top_for(field)
    who, members = view.top(field, rising=rising)
    strict = rising and view.choices.only_rising
    everybody = view.items(field)
    if not everybody:
        line.say(f"{label}暂无数据" if zh else f"no data on {label}")
        return
    if not members:
        line.say("各网站" + label.removesuffix("增速") if zh else "no site saw ")
        line.bind("均未上升" if zh else label, "direction", who)
        return
    if strict and len(members) < min(k, len(everybody)):
        _few_risers(view, line, label, who, members)
        return
    place = (_ORDINALS_ZH if zh else _ORDINALS_EN).get(min(k, len(members)))
    if place is None:
        place = f"前{_chinese(k)}位" if zh else "leaders"
    more = len(members) > k
    if zh:
        line.say(label)
        line.bind(place, "count", who)
        line.say("（含并列）为 " if more else ("为 " if len(members) == 1 else "分别为 "))
    else:
        one = len(members) == 1
        line.say("" if one else "the ")
        line.bind(place, "count", who)
        line.say(f" by {label}{' (with ties)' if more else ''} {'is' if one else 'are'} ")
    enumerate_facts(view, line, who, members)


def _few_risers(
    view: View, line: SentenceBuilder, label: str, who: Fact, members: Sequence[tuple[Record, Fact]]
) -> None:
    zh = view.language == "zh"
    line.say(f"{label}为正的仅 " if zh else f"{label} was positive only for ")
    enumerate_facts(view, line, who, members)


def _chinese(n: int) -> str:
    digits = "零一二三四五六七八九"
    if n < 10:
        return digits[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
