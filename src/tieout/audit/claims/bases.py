"""The levels a stated change may run between: now, before, and the amount of the change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.formula import Operand, compute
from ..lexicon.patterns import FROM_ZH
from ..mentions import Mention, same_unit
from .base import MEDIUM, STRONG, WEAK, Context, Reading, magnitude, operand, quotient, reading
from .labels import (
    BARE_MONTH,
    ITSELF_A_BASE,
    YEAR_SAID,
    labels_clash,
)

__all__ = ["WINDOW_BEHIND", "by_base", "by_delta", "signed", "levels_for", "nows_of"]

_OR = re.compile(
    r"^[\s,，(（]*(?:or|即|或|亦即|也就是|约合|相当于|about|[(（])[\s(（]*(?:约|近|逾|about|nearly|some|roughly|around)?\s*$"
)


WINDOW = 12
"""How many numbers back a change looks for its base; what stands further off belongs to other words."""


def _delta_of(row: tuple[Mention, ...], m: Mention) -> list[tuple[Mention, int]]:
    """The change in points that a percent repeats: the neighbour before or behind it."""
    out: list[tuple[Mention, int]] = []
    k = m.index
    steps = [j for j in (k - 1, k + 1) if 0 <= j < len(row)]
    if (
        k >= 2
        and row[k - 1].role == "level"
        and row[k - 2].role == "delta"
        and not m.own_subject
        and not row[k - 1].own_subject
    ):
        # 跌312点，报19,456点，跌幅1.6%
        d = row[k - 2]
        if (
            d.is_amount
            and (not m.direction or not d.direction or m.direction == d.direction)
            and same_unit(d.q, row[k - 1].q)
        ):
            out.append((d, STRONG))
    for j in steps:
        d = row[j]
        if not d.is_amount:
            continue
        later = row[max(j, k)]
        gap = later.gap
        plain = not later.own_subject and len(gap) <= 16
        joined = bool(_OR.search(gap)) or gap.strip() in ("(", "（")
        if j < k and d.role == "delta" and plain:
            if d.direction and m.direction and d.direction != m.direction:
                continue
            mine, his = _comparison(m.gap), _comparison(d.gap)
            if mine and his and mine != his:
                continue
            tight = joined or (len(gap) <= 8 and not (mine and not his))
            out.append((d, STRONG if tight else MEDIUM))
        elif j < k and joined and d.role in ("bare", "delta") and m.direction:
            out.append((d, STRONG))
        elif j > k and plain and (joined or d.role == "delta"):
            if d.role == "base":
                continue
            if d.direction and m.direction and d.direction != m.direction:
                continue
            if joined or len(gap) <= 6:
                out.append((d, STRONG if joined or d.role == "delta" else MEDIUM))
    return out


def levels_for(
    context: Context, i: int, pair: tuple[Mention, ...], like: Mention
) -> list[tuple[Mention, int]]:
    """The levels a change can belong to, strongest first."""
    row = context.mentions[i]
    low, high = min(x.index for x in pair), max(x.index for x in pair)
    first = row[low]
    out: list[tuple[Mention, int]] = []
    for j in range(high + 1, len(row)):
        n = row[j]
        if n.own_subject or n.role in ("delta", "change") or n.clause.segment != first.clause.segment:
            break
        if (
            n.is_amount
            and n.role in ("level", "bare", "total")
            and same_unit(n.q, like.q)
            and n.intraday == first.intraday
        ):
            out.append((n, STRONG if n.role == "level" else MEDIUM))
            break
    for n in row[low + 1 : high]:
        if n.is_amount and n.role == "level" and same_unit(n.q, like.q) and not n.own_subject:
            out.append((n, STRONG))
    if out:
        return out
    for j in range(low - 1, -1, -1):
        n = row[j]
        if (
            not n.is_amount
            or n.role not in ("level", "bare", "total", "threshold", "mean")
            or not same_unit(n.q, like.q)
        ):
            continue
        if n.intraday and not first.intraday:
            continue
        if n.subject == first.subject:
            between = [
                x
                for x in row[j + 1 : low]
                if x.is_amount and x.role in ("level", "bare", "total") and same_unit(x.q, like.q)
            ]
            out.append((n, STRONG if not between else MEDIUM))
            break
        if first.own_subject:
            break
    if not out:
        out.extend(_earlier(context, i, first, like))
    return out


def _earlier(context: Context, i: int, first: Mention, like: Mention) -> Iterator[tuple[Mention, int]]:
    for back in range(i - 1, max(-1, i - 3), -1):
        for n in reversed(context.mentions[back]):
            if (
                n.is_amount
                and n.role in ("level", "bare", "total")
                and same_unit(n.q, like.q)
                and n.subject == first.subject
            ):
                if not n.intraday:
                    yield n, MEDIUM
                    return


def signed(d: Mention, m: Mention) -> Operand:
    """The amount of a change, with the sign its own words or those of the percent give."""
    value = operand(d)
    if d.q.value < 0:
        return value
    return -value if (d.direction or m.direction) < 0 else value


def by_delta(context: Context, flat: list[tuple[int, Mention]], at: int) -> Iterator[Reading | None]:
    """The amount of the change beside it, and the level it leads to or came from."""
    i, m = flat[at]
    row = context.mentions[i]
    for d, tie in _delta_of(row, m):
        for n, strength in levels_for(context, i, (d, m), d):
            text = f"{d.q.text} / ({n.q.text} {'+' if (d.direction or m.direction) < 0 else '-'} {d.q.text})"
            yield reading(
                "change_by_delta", min(tie, strength), (n, d), operand(n), signed(d, m), formula=text
            )
            # The level may be the one before the change, unless the words say that it is the close.
            if not _CLOSED_AT.search(n.lead):
                yield quotient("share", WEAK, d, n)
        base = next((x for x in reversed(row[: d.index]) if x.role == "base" and same_unit(x.q, d.q)), None)
        if base is not None and base.subject == d.subject:
            yield reading(
                "share",
                min(tie, MEDIUM),
                (d, base),
                signed(d, m),
                operand(base),
                formula=f"{d.q.text} / {base.q.text}",
            )


def by_base(context: Context, flat: list[tuple[int, Mention]], at: int) -> Iterator[Reading | None]:
    """The level now and the one named as its base."""
    i, m = flat[at]
    row = context.mentions[i]
    for base, tie in _bases(row, m):
        for n, strength in nows_of(context, i, base, m):
            if n is base or not same_unit(n.q, base.q) or (n.q.high is not None and m.q.high is not None):
                continue  # of two ranges each end has its own partner
            text = f"{n.q.text} / {base.q.text} - 1"
            if base.q.value <= 0 or n.q.value < 0:
                # On a base that is not above zero a percent change has no agreed meaning; houses print this one.
                if base.q.value < 0 and n.q.value < 0 and _LOSS.search(m.lead):
                    yield reading(
                        "change",
                        min(tie, strength),
                        (n, base),
                        magnitude(operand(n)),
                        magnitude(operand(base)),
                        formula=f"|{n.q.text}| / |{base.q.text}| - 1",
                    )
                elif base.q.value:
                    moved = compute("difference", operand(n), operand(base))
                    size = magnitude(operand(base))
                    yield reading(
                        "share",
                        MEDIUM,
                        (n, base),
                        moved,
                        size,
                        formula=f"({n.q.text} - {base.q.text}) / |{base.q.text}|",
                    )
                continue
            yield reading("change", min(tie, strength), (n, base), operand(n), operand(base), formula=text)


def _bases(row: tuple[Mention, ...], m: Mention) -> Iterator[tuple[Mention, int]]:
    k = m.index
    for j in range(k + 1, min(k + 3, len(row))):
        b = row[j]
        if any(x.unit_kind == "%" and re.search(r"\b(?:and|but)\b", x.gap) for x in row[k + 1 : j]):
            break  # up 1.7% on the week and 13.9% higher than the 73.00: the base is that of the second
        if j > k + 1 and YEAR_SAID.search(row[k + 1].gap) and BARE_MONTH.search(b.tail):
            break  # rose 70% in February, year-on-year, to 8.1 from 5.7 in January
        if b.clause.segment != m.clause.segment:
            break
        if b.role == "base" and _OWN_MOVE.search(b.gap):
            break  # 17% up on last year but down from the record 1.22 million: another comparison
        if b.role == "base" and b.is_amount and not b.own_subject_far(m):
            # "38% above the B", or "rose 12% to N from B"; in 增长 48.2%，较 8 月的 B 增长 17.0% the base is the next one's.
            following = row[j + 1] if j + 1 < len(row) else None
            taken = (
                following is not None
                and following.role in ("change", "delta", "pp")
                and not re.search(r"[，,；;。]", following.gap)
            )
            if not taken and not labels_clash(m, b):
                yield b, STRONG if j == k + 1 or row[k + 1].role == "level" else MEDIUM
            break
        if b.role in ("change", "delta"):
            break
    for j in range(k - 1, max(-1, k - 1 - WINDOW), -1):
        b = row[j]
        if (
            b.role == "level"
            and b.is_amount
            and _PAST.search(b.lead)
            and j + 1 < k
            and _PRESENT.search(row[j + 1].gap)
        ):
            yield b, STRONG if k - j <= 3 else MEDIUM
        elif b.role == "base" and b.is_amount:
            own = any(x.own_subject and x.index > j for x in row[j + 1 : k + 1])
            # to 53.3 from 52.5 and was up 0.4 percent for the quarter to 134.6: a predicate of its own
            own = own or bool(re.search(r"\band (?:[a-z]+ ){0,2}$", m.gap) and _level_behind(row, k))
            if labels_clash(m, b):
                continue
            yield b, STRONG if not own and b.clause.segment == m.clause.segment and k - j <= 3 else MEDIUM
        elif b.role == "change" and j < k - 1 and row[j + 1].role != "base":
            break


_LOSS = re.compile(r"亏|净流出|\bloss")
"""A loss is printed below zero and grows in size: 亏损扩大, 减亏."""
_OWN_MOVE = re.compile(r"\b(?:but|and|while|though|yet)\b[^#]*\b(?:up|down|higher|lower)\b")
WINDOW_BEHIND = re.compile(r"^\s*(?:during|over|in|for) the (?:last|past)\b")
_CLOSED_AT = re.compile(
    r"收(?:盘|市)?(?:报|于|在)(?:约)?$|\b(?:closed|ended|finished|settled) (?:the (?:day|week|session) )?at\s*[$€£]?$"
)
_ENDS = re.compile(r"收于|收报|收盘|报|至|到|\bto\b|stands? at|close[ds]? at|ended at|finish")
_PAST = re.compile(r"去年|上年|上季|上月|上周|此前|之前")
_PRESENT = re.compile(r"今年|本年|本季|本月|本周|本期|现|至|到")


def nows_of(context: Context, i: int, base: Mention, m: Mention) -> Iterator[tuple[Mention, int]]:
    """The value after the change: behind ``from B to``, else the nearest level before the base."""
    row = context.mentions[i]
    j = base.index
    if j + 1 < len(row) and row[j + 1].role in ("level", "bare") and row[j + 1].is_amount:
        n = row[j + 1]
        of_another = re.search(r"\b(?:with|while)\b", n.gap)
        if (
            re.search(rf"{FROM_ZH}|\bfrom\b", base.lead)
            and re.search(r"至|到|\bto\b", n.gap)
            and not of_another
        ):
            yield n, STRONG
            return
        if _PAST.search(base.lead) and _PRESENT.search(n.gap):
            yield n, STRONG
            return
    if j >= 2 and m.index == j - 2 and row[j - 1].role == "level" and same_unit(row[j - 1].q, base.q):
        yield row[j - 1], STRONG
        return
    last = max(j, m.index)
    if last + 1 < len(row) and last - min(j, m.index) == 1:
        # 昨收 23.5 元，今日大涨 10.0% 收于 25.85 元; fallen 14% from its peak of 5,000 and now stands at 4,300
        n = row[last + 1]
        if n.role == "level" and same_unit(n.q, base.q) and not n.own_subject and _ENDS.search(n.gap):
            yield n, STRONG
            return
    for back in range(min(j, m.index) - 1, -1, -1):
        n = row[back]
        if ITSELF_A_BASE.search(n.lead):
            continue
        if n.is_amount and n.role in ("level", "bare", "total", "mean") and same_unit(n.q, base.q):
            same = n.subject == base.subject or not base.own_subject or _descends(base, n)
            nearest = not any(
                x.is_amount and x.role in ("level", "bare", "total", "mean") and same_unit(x.q, base.q)
                for x in row[back + 1 : min(j, m.index)]
            )
            yield n, STRONG if same and nearest else MEDIUM
            return
    for back_row in reversed(context.mentions[max(0, i - 1) : i]):
        for n in reversed(back_row):
            if n.is_amount and n.role in ("level", "bare", "total", "mean") and same_unit(n.q, base.q):
                yield n, MEDIUM
                return


def _level_behind(row: tuple[Mention, ...], k: int) -> bool:
    return k + 1 < len(row) and bool(re.search(r"\b(?:to|at)\s*[$€£]?$", row[k + 1].gap))


def _descends(base: Mention, n: Mention) -> bool:
    """True when the noun of the base only names the record or level it was: "year's lowest close"."""
    return bool(
        re.search(
            r"record|lowest|highest|low|high|trough|peak|close|level|forecast|estimate|预期|高点|低点|纪录|峰值",
            base.lead + base.tail,
        )
    ) and bool(n.subject)


_COMPARED = re.compile(
    r"同比|环比|按年|按季|按月|较[^，,。；;0-9]{1,10}|比[^亚例，,。；;0-9]{1,10}|year[- ](?:on|over)[- ]year|yoy|qoq|mom|from a year|on the week|on the year|on the month"
)


def _comparison(text: str) -> str:
    """What a text says it is compared with last: 同比, yoy; empty where it says nothing."""
    found = _COMPARED.findall(text)
    return found[-1] if found else ""
