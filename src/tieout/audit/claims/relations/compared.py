"""Two figures and the word of comparison between them: wider than, three fewer than, exceeded, by A to B, the same as.

``$4.19, wider than the $4.05 of a week ago``; ``46 minutes, three more than the 43 of August``; ``exports at $30.2 billion
exceeded imports, which came to $27.9 billion``; ``advancers trailed decliners by 1,318 to 1,447``; ``the gap narrowed to 0.3
points`` behind a gap of 0.8; 亏损收窄至 3.2 亿元，上年同期亏损 5.1 亿元; 由 30BP 走阔至 35BP. Both sides stand in the words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from ...mentions import same_unit
from ..base import Context, Draft, caveat_of
from .masked import Masked, Slot, borne_out, disagreement, masked_of

__all__ = ["find"]

_IN = r"[^#.;。；]"
_MORE = r"wider|higher|larger|bigger|more|longer|faster|greater|above|heavier|steeper|stronger|quicker|up on|dearer"
_LESS = r"narrower|lower|smaller|less|fewer|shorter|slower|below|lighter|weaker|cheaper|down on"
_ADV = r"(?:slightly|a little|much|far|well|only|just|still|also|marginally|sharply|considerably|significantly|again|even) ?"
_THAN = re.compile(
    rf"#(?P<k>[apdtx])(?P<a>\d+)#(?:{_IN}(?!\b(?:and|but|while|whereas|or)\b)){{0,24}}?(?:[,(] ?(?:which (?:is|was) )?|\b(?:is|was|are|were) |,? and |,? but )(?:{_ADV}){{0,2}}\b(?:(?P<up>{_MORE})|(?P<down>{_LESS}))(?: than)? (?:the|its|their|last year's|a year earlier's)\b (?P<w>(?:(?!half|third|quarter|twice|double)[a-z'\-]+ ){{0,6}}?)[$€£]?#(?P=k)(?P<b>\d+)#"
)
_BY = re.compile(
    rf"#(?P<k>[adptx])(?P<d>\d+)#(?: (?:percentage|basis|minutes?|hours?|days?|people|cents?))?(?: points?)? (?:(?P<up>{_MORE})|(?P<down>{_LESS}))(?: than)?(?: that (?:of|in|for)| (?:the|its|their))? {_IN}{{0,60}}?#(?P<l>[adptx])(?P<b>\d+)#"
)
_BEAT = re.compile(
    rf"#(?P<k>[ap])(?P<a>\d+)#(?: a (?:year|month|week|day))? (?:{_ADV}|again |once more |comfortably |narrowly |easily )*(?:(?P<up>exceeded|exceeds|surpassed|topped|outstripped|outpaced|outweighed|beat)|(?P<down>trailed|lagged|fell short of|was short of|were short of|undershot)) (?P<w>[a-z' \-]{{0,40}}?),? ?(?:(?:which|who) (?:were|was|came to|totall?ed|stood at|reached|amounted to) |of |at )(?:about |some |around )?[$€£]?#(?P=k)(?P<b>\d+)#"
)
_STANDS = re.compile(
    rf"#(?P<k>[ap])(?P<a>\d+)#(?: a (?:year|month|week|day))?,? (?:is|was|are|were|remain(?:s|ed)|stands|stood|stay(?:s|ed)) (?:{_ADV}|well |just )*(?:(?P<up>above|ahead of|higher than|larger than|more than)|(?P<down>below|behind|lower than|smaller than|less than|short of)) (?P<w>(?:the |its |their |that )(?:[a-z'\-]+ ){{0,5}}?)(?:of |at |in [a-z]+ ?|\()+(?:about )?[$€£(]*#(?P=k)(?P<b>\d+)#"
)
_MARK_EN = re.compile(
    r"(?<!from )#(?P<k>[ap])(?P<a>\d+)#(?: from #[ap]\d+#)?,? (?:and )?(?:(?:falling|slipping|dropping|sinking|fell|slipped|dropped|moving|rising|climbing|moved|rose|climbed|back|still|remaining|well|just) ){0,3}(?:(?P<up>above|over)|(?P<down>below|under)) the #(?P=k)(?P<b>\d+)#(?: mark| level| line| threshold|-point| point)"
)
_RIVAL = re.compile(
    r"(?P<v>rose|gained|added|climbed|advanced|up|gain of|rise of|fell|lost|dropped|slipped|down|declined|loss of|fall of|returned|return of) (?:by )?#p(?P<a>\d+)#[^#;.]{0,16}, (?:(?P<up>outperforming|beating|outpacing|ahead of|topping)|(?P<down>underperforming|lagging|trailing|behind)) (?:the |its )?(?:[^#;.,]|#t\d+#|#a\d+#){2,40}, which (?P<v2>rose|gained|added|climbed|advanced|was up|fell|lost|dropped|slipped|was down|declined|returned) (?:by )?#p(?P<b>\d+)#"
)
_BRACKET = re.compile(
    r"\b(?:(?P<up>rose|increased|climbed|edged up|ticked up|grew|picked up|advanced|moved up|improved|widened)|(?P<down>fell|decreased|declined|slipped|edged down|ticked down|eased|dropped|slowed|narrowed|moved down)) to #(?P<k>[ap])(?P<a>\d+)#(?: of (?:[a-z]+ ?){1,3}|(?: [a-z]+){0,2}) \((?:from )?#(?P=k)(?P<b>\d+)# (?:in|at|for|a year|last|previously|before|previous|the|on)\b[^#()]{0,34}\)"
)
_A_TO_B = re.compile(
    rf"\b(?:(?:(?P<down>trail(?:ed|ing|s)?|lag(?:ged|ging)|(?:were |was )?outnumbered by)|(?P<up>outnumber(?:ed|ing|s)?|led|leading|beat|topped|exceeded|ahead of|outpaced|outstripped)))\b (?!by (?:an? )?[#\d])(?:{_IN}(?!\bby\b)){{0,50}}? ?by (?:a (?:margin|score|vote|count) of )?#a(?P<a>\d+)# to #a(?P<b>\d+)#(?! (?:ratio|margin)|-)"
)
_SAME = re.compile(
    r"\b(?P<word>(?:rose|climbed|increased|jumped|edged up|ticked up|fell|dropped|declined|slipped|edged down|eased|moved up|moved down)) to #(?P<k>[ap])(?P<a>\d+)#,? (?:(?:the same|unchanged|level) (?:as|from|with|on) (?:in )?(?:the )?(?:#t\d+#|(?:last|previous|prior|preceding) (?:month|week|quarter|year)|a (?:year|month|week) (?:ago|earlier)|month before|year before|january|february|march|april|may|june|july|august|september|october|november|december))"
)
_SAME_ZH = re.compile(
    r"(?P<word>[升降涨跌][至到]|回升至|回落至|上升至|下降至|提高至|续[涨跌]于)#(?P<k>[ap])(?P<a>\d+)#[，,](?:与|和|同)(?:上[月周季年期]|前一?[月周季]|去年同期|上年同期)(?:末|底)?(?:持平|相同|一致|相当)"
)
_NOUN = r"gap|spread|differential|deficit|surplus|discount|premium|backwardation|contango|shortfall|lead|advantage"
_OF = re.compile(
    rf"\b(?:an?|the) (?:[a-z\-]+ )?(?P<noun>{_NOUN}) (?:of|was|stood at|at|being) (?:about |some )?[$€£]?#(?P<k>[apdx])(?P<b>\d+)#"
)
_WENT = re.compile(
    rf"\b(?:the|that|this|its|their) (?P<noun>{_NOUN}) (?:had |has )?(?:(?P<up>widened|grew|increased|deepened|rose|expanded|lengthened)|(?P<down>narrowed|shrank|shrunk|decreased|fell|closed|eased|halved)) (?:sharply |slightly |further )?to (?:only |just |about )?[$€£]?#(?P<k>[apdx])(?P<a>\d+)#(?! from)"
)
_LOSS = re.compile(
    rf"\b(?:loss|losses|deficit|outflows?|shortfall|discount|gap|spread)\b{_IN}{{0,50}}?\b(?:(?P<up>widened|deepened|increased|grew|rose)|(?P<down>narrowed|shrank|decreased|fell|declined)|(?:was |were )(?:(?P<cut>reduced|trimmed|cut)))(?: sharply| slightly| further)? to [a-z]{{0,3}}[$€£]?#(?P<k>[apd])(?P<a>\d+)#,? (?:from|compared (?:with|to)|against|versus) (?:a (?:loss|deficit) of |(?:a year (?:earlier|ago)'s )|the )?[a-z]{{0,3}}[$€£]?#(?P=k)(?P<b>\d+)#"
)
_SIZE_ZH = r"(?:(?P<up>扩大|走阔|拉大|加深)|(?P<down>收窄|缩小|缩窄|收敛))"
_MOVED_ZH = r"(?:(?P<up>扩大|走阔|拉大|加深|上升|提升|提高|增长|增加|回升|上涨|攀升|加快|提速)|(?P<down>收窄|缩小|缩窄|收敛|下降|下滑|回落|减少|降低|下跌|滑落|放缓|减慢))"
_BEFORE_ZH = r"(?:上年同期|去年同期|上年|去年|上[个一]?[月周季期]度?|前一?[月周季]|前值)"
_SIZE_ZH = r"(?:(?P<up>扩大|走阔|拉大|加深|加快|提速)|(?P<down>收窄|缩小|缩窄|收敛|放缓|减慢))"
_WENT_ZH = (
    re.compile(
        rf"(?:由|从)[^#，,。；;]{{0,10}}#(?P<k>[apdx])(?P<b>\d+)#(?:大幅|小幅|进一步|继续|略)*{_SIZE_ZH}(?:至|到|为)[^#，,。；;盈亏]{{0,6}}#(?P=k)(?P<a>\d+)#"
    ),
    re.compile(
        rf"[^#，,。；;]{{0,6}}{_MOVED_ZH}(?:至|到|为)#(?P<k>[apdx])(?P<a>\d+)#[，,(（]\s*{_BEFORE_ZH}[^#，,。；;]{{0,5}}#(?P=k)(?P<b>\d+)#"
    ),
)
_OVER_ZH = re.compile(
    r"#a(?P<a>\d+)#[，,]\s*(?:但|且|仍|已|也|均|略|远|明显|显著|大幅)*(?:(?P<up>高于|超过|超出|大于|多于)|(?P<down>低于|不及|少于|小于))(?P<w>[^#，,。；;]{2,14}?)(?:的|为)?#a(?P<b>\d+)#(?!以[上下]|的[^，。]{0,6}(?:有|家|只)|[^，,。；;]{0,4}(?:的(?:有|公司|项目)|以上))"
)
_NOT_ZH = re.compile(
    r"不$|目标|预计|有望|若|上限|下限|预期|应|须|需|要求|分别|承诺|拟|将|全年|累计|历史|此前|前高|以来"
)
_FELL = re.compile(
    r"\b(?:fell|down|declin\w*|drop\w*|lost|slipped|decreas\w*|shrank|loss(?:es)?|negative|outflow\w*|deficit)\b[^#]*$|[跌降减亏]"
)


_Frames = tuple[tuple[re.Pattern[str], ...], Callable[[Masked, re.Match[str]], Draft | None]]


def find(context: Context) -> Iterator[Draft]:
    """Every comparison of a passage whose two figures are printed on its two sides."""
    if len(context.flat()) < 2 and not _SAME_ANY.search(context.passage.low):
        return
    masked = masked_of(context)
    if re.search(r"[\u4e00-\u9fff]", context.passage.low):
        frames: tuple[_Frames, ...] = ((_WENT_ZH, _sized), ((_OVER_ZH,), _over_zh), ((_SAME_ZH,), _same))
    else:
        frames = (
            ((_BY,), _by), ((_THAN,), _than), ((_BEAT, _STANDS, _MARK_EN), _than), ((_A_TO_B,), _than), ((_BRACKET,), _sized), ((_RIVAL,), _rival), ((_SAME,), _same), ((_LOSS,), _sized),
        )  # fmt: skip
        yield from _gaps(masked)
    seen: set[tuple[int, int]] = set()
    for patterns, read in frames:
        for pattern in patterns:
            for found in masked.each(pattern):
                key = (
                    int(found.group("a") if "a" in found.groupdict() else found.group("d")),
                    int(found.groupdict().get("b") or -1),
                )
                if key in seen or caveat_of(found.group()):
                    continue
                draft = read(masked, found)
                if draft is not None:
                    seen.add(key)
                    yield draft


_SAME_ANY = re.compile(r"the same|unchanged|level|持平|相同|一致")


def _way(found: re.Match[str]) -> int:
    return 1 if found.groupdict().get("up") else -1


def _told(masked: Masked, found: re.Match[str], now: Slot, base: Slot, way: int) -> Draft | None:
    a, b = abs(now.m.q.value), abs(base.m.q.value)
    if now.m.q.high is not None or base.m.q.high is not None or not _one_unit(now, base):
        return None
    if a == b and not (now.fine and base.fine):
        return None
    if not min(a, b) or max(a, b) / min(a, b) > 20:
        return None
    word, other = ("above", "below") if way > 0 else ("below", "above")
    good = (a > b) == (way > 0) and a != b
    reason = f"{now.m.q.text} is not {word} {base.m.q.text}"
    draft = disagreement("order", (now, base), word, other, reason, metric="comparison")
    end = masked.context.passage.start + masked.place(found.end())
    draft = draft.replace(end=max(draft.end, end))
    return borne_out(draft) if good else draft


def _one_unit(a: Slot, b: Slot) -> bool:
    return same_unit(a.m.q, b.m.q) or {a.m.q.unit, b.m.q.unit} == {"pp", "points"}


_UNLIKE = re.compile(
    r"\b(?:half|third|quarter|twice|double|times|sum|if|would|could|target|limit|up to|no)\b"
)


def _than(masked: Masked, found: re.Match[str]) -> Draft | None:
    """The figure in front against the one behind the word; both as sizes where both fell."""
    now, base = masked.slot(found, "a"), masked.slot(found, "b")
    if now.m.q.rank or base.m.q.rank or now.m.q.comparator or base.m.q.comparator:
        return None
    if _UNLIKE.search(found.group()) or now.m.q.value <= 0 or base.m.q.value <= 0:
        return None
    before = masked.text[max(0, found.start() - 40) : found.start()]
    fallen = [
        bool(_FELL.search(re.split(r"[,.;#]", w)[-1])) for w in (before, found.groupdict().get("w") or "")
    ]
    if fallen[0] and re.search(r"\b(?:higher|lower|above|below|stronger|weaker)\b", found.group()):
        return None  # fell 3.2%, lower than: as a rate or as a size
    if now.m.role in ("delta", "change") and base.m.role not in (
        "delta",
        "change",
        "base",
        "level",
        "rate",
        "bare",
    ):
        return None
    if (
        "w" in found.groupdict()
        and re.search(r"\b(?:rise|gain|increase|growth)\b", found.group("w") or "")
        and fallen[0]
    ):
        return None
    if found.re is _A_TO_B and min(now.m.q.value, base.m.q.value) < 10:
        return None  # by nearly two to one
    return _told(masked, found, now, base, _way(found))


def _by(masked: Masked, found: re.Match[str]) -> Draft | None:
    """``three fewer than the 43 of August``: a figure told before lies exactly so far from the base."""
    d, b = masked.slot(found, "d"), masked.slot(found, "b")
    rate = d.kind == "p" and b.kind == "a"
    if d.kind == b.kind == "p":
        return None  # 0.4% lower than the 2.3%: points that were called percent, or a percent of it
    if any(s.m.q.high is not None or s.m.q.comparator for s in (d, b)) or b.m.q.value <= 0:
        return None
    if ((d.kind == "d") != (b.kind == "p") and d.kind != b.kind and not rate) or (
        rate and not d.m.q.decimals
    ):
        return None
    told = [s for s in masked.slots[: d.n] if d.i - 1 <= s.i and _like(s, b)]
    fitting = [s for s in told if _apart(_value(s, b), b.m.q.value, d, rate=rate)]
    if len({s.m.q.value for s in fitting}) != 1 or (len(told) > 3 and fitting[0].n != told[-1].n):
        return None
    now = fitting[-1]
    before = masked.text[: masked.text.index(f"#{now.kind}{now.n}#")]
    if _FELL.search(before[-24:].split(".")[-1]):
        return None
    way = _way(found)
    word, other = ("above", "below") if way > 0 else ("below", "above")
    reason = f"{now.m.q.text} is not {word} {b.m.q.text}"
    draft = disagreement("direction", (now, b), word, other, reason, metric="comparison")
    start = d.m.q.start if now.i != d.i else min(draft.start, d.m.q.start)
    draft = draft.replace(start=start, end=max(draft.end, d.m.q.end))
    good = (_value(now, b) > b.m.q.value) == (way > 0)
    return borne_out(draft).replace(numbers=((d.m.q.start, d.m.q.end),)) if good else draft


def _like(s: Slot, b: Slot) -> bool:
    if s.m.q.high is not None or s.m.q.value <= 0 or s.m.q.rank:
        return False
    if b.m.q.unit is None and s.kind == "t":
        return b.kind == "a"  # 46 minutes a day, three more than the 43 of August
    return s.kind == b.kind and s.m.q.unit in (b.m.q.unit, None)


def _value(s: Slot, b: Slot) -> Decimal:
    """The figure in the unit the base is printed in."""
    return s.m.q.value / s.m.q.scale if s.kind == "t" and b.kind == "a" else s.m.q.value


def _apart(now: Decimal, base: Decimal, d: Slot, *, rate: bool) -> bool:
    """True where the two lie as far apart as is said, to the last digit."""
    size = d.m.q.value / 100 if d.m.q.unit == "bp" else d.m.q.value
    if not rate:
        return size != 0 and abs(now - base) == size
    half = Decimal(1).scaleb(-d.m.q.decimals) / 2
    return abs(abs(now / base - 1) * 100 - size) <= half + Decimal("0.005")


def _same(masked: Masked, found: re.Match[str]) -> Draft | None:
    """``rose to 4.4 percent, the same as in September``: it cannot have moved and be the same."""
    now = masked.slot(found, "a")
    draft = disagreement(
        "unchanged",
        (now,),
        found.group("word"),
        "flat",
        f"{now.m.q.text} is said to have moved and to be the same",
        metric="equality",
    )
    end = masked.context.passage.start + masked.place(found.end())
    return draft.replace(start=max(now.m.q.start - 24, masked.context.passage.start), end=end)


def _sized(masked: Masked, found: re.Match[str]) -> Draft | None:
    """``the loss narrowed to A from B``: sizes, whatever their sign."""
    now, base = masked.slot(found, "a"), masked.slot(found, "b")
    if (
        now.m.q.rank
        or now.m.q.comparator
        or base.m.q.comparator
        or (now.m.q.value < 0) != (base.m.q.value < 0)
    ):
        return None
    if now.m.q.unit != base.m.q.unit and None not in (now.m.q.unit, base.m.q.unit):
        return None
    return _told(masked, found, now, base, _way(found))


_LOST = re.compile(r"fell|lost|dropped|slipped|down|declined|loss|fall")


def _rival(masked: Masked, found: re.Match[str]) -> Draft | None:
    """``a gain of 4.1%, outperforming the index, which added 0.6%``."""
    a, b = masked.slot(found, "a"), masked.slot(found, "b")
    one, two = (
        -s.m.q.value if _LOST.search(found.group(v)) else s.m.q.value for s, v in ((a, "v"), (b, "v2"))
    )
    if one == two:
        return None
    way = _way(found)
    word, other = ("above", "below") if way > 0 else ("below", "above")
    reason = f"{a.m.q.text} is not {word} {b.m.q.text}"
    draft = disagreement("order", (a, b), word, other, reason, metric="comparison")
    return borne_out(draft) if (one > two) == (way > 0) else draft


def _over_zh(masked: Masked, found: re.Match[str]) -> Draft | None:
    """``成交 66 亿美元，低于授权额度 103 亿美元``."""
    now, base = masked.slot(found, "a"), masked.slot(found, "b")
    if (
        now.m.q.comparator
        or base.m.q.comparator
        or now.m.q.unit != base.m.q.unit
        or min(now.m.q.value, base.m.q.value) <= 0
    ):
        return None
    before = masked.text[max(0, found.start() - 24) : found.start()]
    if _NOT_ZH.search(found.group()) or _NOT_ZH.search(re.split(r"[，,。；;]", before)[-1]):
        return None
    if not Decimal("0.3") < now.m.q.value / base.m.q.value < 3:
        return None  # so far apart that the first is hardly what is compared
    if re.search(r"[跌降减亏]", re.split(r"[，,。；;]", before)[-1] + found.group("w")):
        return None
    return _told(masked, found, now, base, _way(found))


def _gaps(masked: Masked) -> Iterator[Draft]:
    """``a gap of 0.8 percentage points; after adjustment the gap narrowed to 0.3 points``."""
    for found in masked.each(_WENT):
        now = masked.slot(found, "a")
        told = [
            x
            for x in _OF.finditer(masked.text, 0, found.start())
            if x.group("noun") == found.group("noun") and masked.slot(x, "b").i >= now.i - 1
        ]
        if (
            len(told) != 1
            or len(re.findall(found.group("noun"), masked.text[told[0].start() : found.start()])) != 1
        ):
            continue
        base = masked.slot(told[0], "b")
        if base.kind != now.kind or not _one_unit(now, base) or base.m.q.comparator or now.m.q.comparator:
            continue
        draft = _told(masked, found, now, base, _way(found))
        if draft is not None:
            yield draft.replace(
                start=masked.context.sentences[now.i].start if base.i != now.i else draft.start
            )
