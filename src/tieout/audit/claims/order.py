"""Directions, thresholds and orders stated in words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ...model.evidence import Evidence
from ..lexicon import patterns as p
from ..lexicon.counts import count_of
from ..lexicon.moves import DOWN_EN, DOWN_ZH, UP_EN, UP_ZH
from ..mentions import Mention, in_words, same_unit
from .base import Context, Draft, caveat_of, operand
from .stated import apart

__all__ = ["find"]

_ONCE = re.compile(r"一度|曾|盘中|at one point|briefly|intraday|earlier")
_RANKED = re.compile(
    r"(?:排名?|位列|位居|居|列)(?:在)?第[一二三四五六七八九十\d]+至第?[一二三四五六七八九十\d]+"
)
_ORDERED = re.compile(
    r"依次(?:为|是)|由高到低|从高到低|由大到小|从大到小|in (?:descending )?order(?! (?:to|for|that|not)\b)|in that order"
)
_TOP_EN = re.compile(r"\btop (?:two|three|four|five|six|ten|\d+)\b[^.;:]{0,30}?(?:were|was|are|is|:)")
_TOP_ZH = re.compile(
    r"前[二两三四五六七八九十\d]+(?:位|名|大|强)?(?:的)?[^，。；：:]{0,12}?(?:分别为|分别是|为|是|:|：)"
)
_UP_WORD = re.compile(p.any_of([*UP_ZH, *UP_EN, "higher", "扩大"]))
_DOWN_WORD = re.compile(p.any_of([*DOWN_ZH, *DOWN_EN, "lower"]))

# A rate of exchange, a place and a target may count the other way round.
BOTH_WAYS = re.compile(
    r"兑|汇率|人民币|日元|日圆|美元指数|升值|贬值|排名|名次|位次|第.{0,3}位|分别|目标|预计|如果|若|有望|"
    r"\b(?:exchange rate|yen|yuan|renminbi|(?:per|to the) (?:u\.?s\.? )?(?:dollar|mark|euro|pound|franc|lira)|rank(?:ed|ing|s)?|place|spot|position|respectively|if|would|could|should|may)\b"
)
# A combined ratio, a rate of defaults or a time improves when it falls.
_BETTER = re.compile(r"改善|恶化|优化|好转|\b(?:improv|worsen|deteriorat)")
_CROSSES = re.compile(r"亏|盈利|逆差|顺差|流入|流出|\b(?:loss|profit|surplus|deficit|gains? of)\b")


def find(context: Context) -> Iterator[Draft]:
    """Every direction, threshold and order of a passage that two figures can check."""
    for i, row in enumerate(context.mentions):
        for m in row:
            if m.role == "base":
                yield from _announced(context, i, m)
            better = m.unit_kind in ("%", "", "times", "time") and _BETTER.search(context.words(i))
            if m.role == "base" and not better and not BOTH_WAYS.search(context.words(i)):
                yield from _from_to(context, i, m)
                yield from _compared(context, i, m)
                yield from _to_from(context, i, m)
            elif m.role == "threshold" and m.unit_kind == "%":
                yield from _rate_threshold(context, i, m)
            elif m.role == "threshold":
                yield from _threshold(context, i, m)
        yield from _descending(context, i, row)


def _draft(
    context: Context,
    i: int,
    kind: str,
    rule: str,
    a: Mention,
    b: Mention,
    direction: int,
    *,
    metric: str = "direction",
    numbers: tuple[tuple[int, int], ...] = (),
) -> Draft | None:
    """``b`` stated to be above (or below) ``a``."""
    first, last = sorted((a, b), key=lambda m: m.q.start)
    left, right = operand(a).interval, operand(b).interval
    rises, falls = left.below(right), right.below(left)
    sentence = context.sentences[i]
    begin = sentence.low.rfind(";", 0, first.q.start - sentence.start) + 1
    until = sentence.low.find(";", last.q.end - sentence.start)
    caveat = caveat_of(sentence.low[begin : until if until >= 0 else None])
    agrees = rises if direction > 0 else falls
    opposes = falls if direction > 0 else rises
    if not agrees and not opposes:
        if left.meets(right) and a.q.value == b.q.value:
            return None
        agrees = (a.q.value < b.q.value) == (direction > 0)
    word = "above" if direction > 0 else "below"
    verdict = "supported" if agrees else "unchecked" if caveat else "contradicted"
    if verdict == "contradicted" and apart(context.sentences[i], first, last, by_and=True):
        verdict, caveat = "unchecked", "the figures stand in two statements"
    lead = first.lead if re.search(r"[a-z]{3}.*\bto\s*[$€£]?$", first.lead) else ""
    if verdict == "contradicted" and lead and (_DOWN_WORD if direction > 0 else _UP_WORD).search(lead):
        # it cut the amount available for raises to 3.5 percent from 5.5
        verdict, caveat = "unchecked", "the words say both directions"
    evidence = tuple(m.evidence() for m in (a, b))
    said = _SAID_BEFORE.search(sentence.low[: first.q.start - sentence.start])
    return Draft(
        kind,
        rule,
        sentence.start + said.start() if said else first.q.start,
        last.q.end,
        None,
        subject=b.subject or a.subject or None,
        metric=metric,
        direction=direction,
        fixed=verdict,
        reason=caveat
        if verdict == "unchecked"
        else f"{b.q.text} is {'' if agrees else 'not '}{word} {a.q.text}",
        evidence=(
            Evidence(
                "formula",
                note=f"{b.q.text} {'>' if b.q.value > a.q.value else '<'} {a.q.text}",
                inputs=evidence,
            ),
        ),
        said="up" if direction > 0 else "down",
        expected="up" if b.q.value > a.q.value else "down" if b.q.value < a.q.value else "flat",
        numbers=numbers,
    )


_SAID_BEFORE = re.compile(
    rf"\b(?:{p.any_of([*UP_EN, *DOWN_EN, 'higher', 'lower', 'widened', 'narrowed'])})(?: (?:sharply|slightly|further|by|to|from|at|up|down)| #[a-z]\d+#)*\s+(?:from|to|at)\s+[a-z]{{0,3}}[$€£¥]?$"
)
"""The word of direction that leads to the first of two figures: it is part of what is said."""


def _from_to(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    row = context.mentions[i]
    if m.index + 1 >= len(row):
        return
    n = row[m.index + 1]
    comparable = (m.is_amount and n.is_amount and same_unit(m.q, n.q)) or (m.unit_kind == n.unit_kind == "%")
    before = row[m.index - 1] if m.index else None
    if re.search(r"\b(?:and|but|while|whereas)\b", n.gap):
        return
    if before is not None and re.search(r"\bto\s*[$€£]?$", before.lead) and re.match(r"\s*from\b", m.gap):
        return  # falls to one percent from five, and rises to seven: the base is already that of the first
    if not comparable or (n.own_subject_far(m) and n.own_subject_noun and not _ends_to(n)):
        return
    if not re.search(rf"(?:{p.FROM_ZH}|\bfrom\b)[^，,]{{0,24}}$", m.lead) or not _ends_to(n):
        return
    words = (
        n.gap
        if re.search(r"[\u4e00-\u9fff]", n.gap)
        else m.lead + " " + re.split(r"\b(?:and|while|but)\b", n.tail)[0]
    )
    up, down = bool(_UP_WORD.search(words)), bool(_DOWN_WORD.search(words))
    if up == down or _CROSSES.search(n.gap) or _places(m, n):
        return
    if m.q.high is not None and n.q.high is not None and _WIDTH.search(words):
        return  # 区间由 640-720 亿美元收窄至 660-720 亿美元: the range is narrower, not lower
    draft = _draft(context, i, "direction", "TIE208", m, n, 1 if up else -1)
    if draft is not None:
        yield _only_contradiction(draft)


_WIDTH = re.compile(r"收窄|扩大|放宽|缩小|narrow|widen")

# A clause that says a direction and no figure: 资本支出仍在调升, Capital spending keeps rising.
_LONE = frozenset("多高扬少低亏滑损")
_SAID_ZH = re.compile(
    rf"[\u4e00-\u9fff](?:(?P<up>{p.any_of([w for w in UP_ZH if w not in _LONE])})|(?P<down>{p.any_of([w for w in DOWN_ZH if w not in _LONE])}))了?[，,；;：:]?\s*$"
)
_SAID_EN = re.compile(
    r"\b(?:keeps?|kept|continue[sd]? to|is|are|was|were|has been|have been)\s+(?:(?P<up>ris(?:e|ing)|grow(?:ing)?|climb(?:ing)?|increas(?:e|ing))|(?P<down>fall(?:ing)?|declin(?:e|ing)|shrink(?:ing)?|drop(?:ping)?))[,;:]?\s*$"
)


def _announced(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """A direction said in the clause before ``从 A 升至 B``, which the two figures bear out.

    The direction word between the figures repeats them; the one said before them is a statement of
    its own, and figures that go the same way are its evidence.
    """
    row, sentence = context.mentions[i], context.sentences[i]
    if m.index + 1 >= len(row):
        return
    n = row[m.index + 1]
    before = [c for c in sentence.clauses if c.end <= m.clause.start]
    if not before or n.clause.start != m.clause.start or not m.is_amount or not same_unit(m.q, n.q):
        return
    if not re.search(rf"(?:{p.FROM_ZH}|\bfrom\b)[^，,]{{0,24}}$", m.lead) or not _ends_to(n) or _places(m, n):
        return
    clause = before[-1]
    words = sentence.low[clause.start - sentence.start : clause.end - sentence.start]
    said = _SAID_ZH.search(words) or _SAID_EN.search(words)
    held = [x for x in row if clause.start <= x.q.start < clause.end and x.is_amount]
    if said is None or held or _CROSSES.search(words + n.gap):
        return
    draft = _draft(context, i, "direction", "TIE208", m, n, 1 if said["up"] else -1)
    if draft is not None and draft.fixed == "supported":
        start = clause.start + len(words) - len(words.lstrip(" \t，,；;"))
        yield draft.replace(start=start, end=clause.start + said.end("up" if said["up"] else "down"))


def _places(a: Mention, b: Mention) -> bool:
    """Small whole numbers without a unit may be places of a ranking, where less is more."""
    return (
        a.q.unit is None
        and b.q.unit is None
        and a.q.decimals == b.q.decimals == 0
        and max(a.q.value, b.q.value) < 30
    )


def _only_contradiction(draft: Draft) -> Draft:
    """A direction word between two figures repeats what they say; agreement supports neither."""
    if draft.fixed != "supported":
        return draft
    return draft.replace(
        fixed="unchecked",
        reason=f"the direction agrees with the figures ({draft.reason}), which nothing here checks",
    )


def _to_from(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """``fell to $610 million from $680 million``."""
    row = context.mentions[i]
    if not m.index or not re.search(r"^[^,;]{0,24}\bfrom\b[^,;]{0,24}$", m.gap):
        return
    n = row[m.index - 1]
    comparable = (m.is_amount and n.is_amount and same_unit(m.q, n.q)) or (m.unit_kind == n.unit_kind == "%")
    if m.q.value <= 0 or n.q.value <= 0:
        return  # a loss that narrowed is a smaller figure below zero
    found = re.search(
        r"\b([a-z]+)\s+(?:sharply |slightly |further )?to\s*(?:about |nearly |around |just )?[$€£]?$",
        n.lead,
    )
    if not comparable or not found or m.own_subject_noun:
        return
    word = found.group(1)
    if word in UP_EN or word in DOWN_EN:
        draft = _draft(context, i, "direction", "TIE208", m, n, 1 if word in UP_EN else -1)
        if draft is not None:
            yield draft


def _ends_to(n: Mention) -> bool:
    # 提升至 2024 年的逾 …: a date may stand between the word and the figure.
    lead = re.sub(r"20\d\d\s*年\s*的?|\d{1,2}\s*月份?\s*的?", "", n.lead)
    return bool(re.search(r"(?:至|到|\bto\b)[^，,]{0,8}$", lead))


def _compared(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """``higher at Rs.270 crore, compared with Rs.239 crore``."""
    row = context.mentions[i]
    if not m.index or not re.search(r"compared (?:with|to)|against|versus|\bvs\b", m.gap):
        return
    n = row[m.index - 1]
    if not n.is_amount or not same_unit(n.q, m.q) or n.role not in ("level", "bare", "delta"):
        return
    found = re.search(
        r"\b([a-z]+)\s+(?:sharply |slightly |further )?(?:at|to)\s*(?:about |nearly |around |just )?[$€£]?$",
        n.lead,
    )
    word = found.group(1) if found else ""
    if word not in UP_EN and word not in DOWN_EN:
        return
    direction = 1 if word in UP_EN else -1
    draft = _draft(context, i, "direction", "TIE208", m, n, direction)
    if draft is not None:
        yield draft


_OWN_NOUN = re.compile(
    r"^(?:但|而|也|仍|已经?|首次|均|都|明显|大幅|显著|远远?|略微?|小幅|并且?|且|继续|连续|再度|再次|轻松|一举|成功)*"
    r"(?!但|而|也|仍|已|首|均|都|明|大|显|远|略|小|并|且|继|连|再|轻|一|成)[\u4e00-\u9fff]{2,}(?:超过|超出|超|逾|高于|多于|大于|不足|不到|低于|不及|少于)\s*$"
)


def _threshold(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    row = context.mentions[i]
    if not m.is_amount:
        return
    if re.search(
        r"目标|有望|预计|如果|若|能否|需要?|必须|应|可望|expected|forecast|target|if\b|could|may\b|should|would",
        m.lead + m.tail,
    ):
        return
    if re.search(r"不(?:高于|低于|超过|超出|少于|多于|大于|小于)", m.lead):
        return  # 不高于 38 元 sets a bound
    candidates = [
        x
        for x in row[: m.index]
        if x.is_amount and same_unit(x.q, m.q) and x.role in ("level", "bare", "total")
    ]
    strict = [x for x in candidates if (x.q.unit == m.q.unit or None in (x.q.unit, m.q.unit)) and _near(x, m)]
    if not strict:
        return
    n = strict[-1]
    if n.q.high is not None or (in_words(m.q) and not in_words(n.q)):
        return  # 0.75 point above the Group of Five
    if m.q.comparator and n.clause.start != m.clause.start and _OWN_NOUN.search(m.lead):
        return  # 上涨不足 2000 家，下跌超 3300 家: the word bounds a figure of its own subject
    if n.clause.segment != m.clause.segment:
        return  # A 持平于 24.30 美元; B 站上 28 美元: a statement of its own
    direct = bool(
        re.match(
            r"^\s*(?:exceeded|topped|beat|surpassed|trailed|missed|fell short of|was above|was below|超过|高于|低于|不及)",
            m.gap,
        )
    )
    if (
        m.own_subject
        and m.subject != n.subject
        and not direct
        and not re.search(r"去年|上年|全年|预期|市场|consensus|estimate|forecast|expectation", m.gap)
    ):
        return
    draft = _draft(
        context, i, "order", "TIE208", m, n, m.direction, metric="threshold", numbers=((m.q.start, m.q.end),)
    )
    if draft is None:
        return
    later = re.search(r"\b(?:after|before|until|when|had)\b", m.gap)
    if draft.fixed == "contradicted" and (
        _ONCE.search(context.words(i)) or len(strict) > 1 or n.intraday or later
    ):
        draft = draft.replace(fixed="unchecked", reason="the figure may speak of another moment")
    yield draft


def _rate_threshold(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """``毛利率 28.6%，低于行业平均的 33.1%``: two rates side by side."""
    row = context.mentions[i]
    if not m.index or re.search(r"目标|有望|预计|如果|若|将|个百分点", m.lead + m.tail):
        return
    n = row[m.index - 1]
    if (
        n.unit_kind != "%"
        or n.role not in ("rate", "share", "change", "bare")
        or n.clause.segment != m.clause.segment
    ):
        return
    left = n if not (n.role == "change" and n.direction < 0) else None
    if left is None or m.q.comparator in ("over", "under", "about"):
        return
    draft = _draft(
        context, i, "order", "TIE208", m, n, m.direction, metric="comparison", numbers=((m.q.start, m.q.end),)
    )
    if draft is None:
        return
    close = m.q.start - n.q.end <= 24
    if draft.fixed == "contradicted" and not close:
        draft = draft.replace(fixed="unchecked", reason="the rates stand too far apart")
    yield draft


def _near(a: Mention, b: Mention) -> bool:
    """A bare threshold is of the order of what it is compared with: 二萬六 against 25882 points."""
    low, high = sorted((abs(a.q.value), abs(b.q.value)))
    return a.q.unit == b.q.unit or (low > 0 and high / low < 2)


def _descending(context: Context, i: int, row: tuple[Mention, ...]) -> Iterator[Draft]:
    words = context.words(i)
    offset = context.sentences[i].start
    found = _RANKED.search(words)
    strict = bool(found)
    begin = 0
    if found:
        members = [
            m
            for m in row
            if m.q.end - offset <= found.start()
            and m.clause.start <= offset + found.start() < m.clause.end + 40
        ]
        members = [m for m in members if not m.q.rank and m.unit_kind not in ("time",)]
        members = members[-_span_of(found.group()) :] if members else []
    else:
        cue = _TOP_EN.search(words) or _TOP_ZH.search(words) or _ORDERED.search(words)
        if not cue:
            return
        strict = bool(_ORDERED.search(words))
        by_figure = bool(
            re.search(
                r"增速|涨幅|跌幅|升幅|金额|收入|营收|销量|市值|规模|得分|成交|访问量|时长|票房|by [a-z]+",
                words[: cue.end()],
            )
        )
        begin = cue.start()
        members = []
        for m in row:
            if m.q.start - offset < cue.end():
                continue
            if members and members[0].bracketed and not m.bracketed:
                break
            if members and (
                m.clause.segment != members[0].clause.segment
                or not same_unit(m.q, members[0].q)
                or not (m.own_subject or m.bracketed)
            ):
                break
            if m.role in ("bare", "level", "rate", "change") and not m.q.rank:
                members.append(m)
    if len(members) < 2 or any(m.unit_kind != members[0].unit_kind for m in members):
        return
    if not found and by_figure and all(m.bracketed for m in members):
        strict = True
    good = all(a.q.value >= b.q.value for a, b in itertools.pairwise(members))
    if all(m.q.value < 0 for m in members):
        # 跌幅前三为 A（-14.77%）、B（-13.20%）: the falls are ordered by their size
        good = good or all(a.q.value <= b.q.value for a, b in itertools.pairwise(members))
    if not good and not strict:
        return
    evidence = tuple(m.evidence() for m in members)
    end = offset + found.end() if found else members[-1].q.end
    close = context.sentences[i].text[end - offset : end - offset + 1]
    yield Draft(
        "order",
        "TIE208",
        members[0].q.start if found else offset + begin,
        end + (1 if close in (")", "）") else 0),
        None,
        fixed="supported" if good else "contradicted",
        metric="order of the values listed",
        evidence=evidence,
        reason="the values listed fall from first to last"
        if good
        else "the values listed do not fall from first to last",
        subject=members[0].subject or None,
        meta={"values": True},
    )


def _span_of(text: str) -> int:
    numbers = [_place(x) for x in re.findall(r"第?([一二三四五六七八九十\d]+)", text)]
    return max(2, abs(numbers[-1] - numbers[0]) + 1) if len(numbers) >= 2 else 2


def _place(text: str) -> int:
    return count_of(text) or 10
