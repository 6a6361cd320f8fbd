"""The two sides of a division: their shares of both together, and their sum.

``集中式 99.6GW、分布式 112.6GW，分布式占 53%``: the share is of the two. ``1,284 例，男 702 例，女 582 例``; ``employment rose
by 42,200; full-time employment rose by 55,300 and part-time employment fell by 13,100``: two names that
leave nothing out add up to the figure in front of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import compute
from ...mentions import same_unit
from ..base import MEDIUM, STRONG, Context, Draft, Reading, operand, unsigned
from ..slips import one_slip
from ..stated import stated
from .masked import Masked, Slot, masked_of

__all__ = ["find"]

_NAME = r"[^#，,。；;、:：()（）]{1,14}?"
_SHARE_ZH = re.compile(
    rf"(?:^|[，,。；;:：\n])(?P<x>{_NAME})(?:为|达|共|约|有)*#a(?P<a>\d+)#[^#，,。；;、()（）]{{0,3}}[、，,和及](?P<y>{_NAME})(?:为|达|共|约|有)*#a(?P<b>\d+)#[^#，,。；;、()（）]{{0,3}}"
    rf"[，,；;](?:其中)?(?P<z>{_NAME})(?:占比?|比重|比例)(?:约|为|达到?|近|逾)*#p(?P<share>\d+)#(?![^，,。；;]{{0,4}}的)"
)
_WHOLLY: tuple[tuple[str, str], ...] = (
    (r"男(?:性|生|员工)?", r"女(?:性|生|员工)?"), (r"一手", r"二手"), (r"新房", r"二手房"), (r"集中式", r"分布式"),
    (r"城镇", r"乡村|农村"), (r"香港(?:公开)?发售", r"国际发售"), (r"全职", r"兼职"), (r"上半年", r"下半年"),
    (r"full-time", r"part-time"), (r"men|male", r"women|female"), (r"onshore", r"offshore"), (r"urban", r"rural"),
)  # fmt: skip
"""Two names that leave nothing out."""
_MOSTLY: tuple[tuple[str, str], ...] = (
    (r"国内(?!外)|境内|内销", r"海外|国外|境外|出口|外销"), (r"线上", r"线下"), (r"国产", r"海外|进口|外资"), (r"直销", r"经销|分销"),
    (r"domestic|home", r"overseas|international|foreign|export"), (r"online|e-commerce", r"offline|stores|in-store"),
    (r"single-family", r"multi-?family"),
)  # fmt: skip
"""Two names beside which a publisher may keep a third (other, elimination): only a slip of the pen is held against them."""
_NO_SUM = re.compile(r"率|均|价|倍|每|\b(?:average|mean|rate|price|per|margin|yield|median|growth)\b")
_TOTAL = re.compile(r"合计|共|总")
_DIVIDED = re.compile(r"[按分从][^，,。；;]{2,12}(?:分|看|划分|统计)|其中[^，,。；;#]{4,}")
_REST = re.compile(r"^#a\d+#[^#。]{0,12}(?:其余|其他|其它|另有|另外|\b(?:other|rest|remaind|the balance))")
_PLAIN_GAP = 60


def find(context: Context) -> Iterator[Draft]:
    """The shares and sums of the two sides of a passage."""
    masked = masked_of(context)
    for found in _SHARE_ZH.finditer(masked.text):
        yield from _share(masked, found)
    yield from _sums(masked)


def _share(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    a, b, share = (masked.slot(found, g) for g in ("a", "b", "share"))
    if _TOTAL.search(found["x"] + found["y"]):
        return
    x, y, z = (re.sub(r"(?:其中|前者为|后者为)", "", found[g]).strip() for g in "xyz")
    if z in ("前者", "后者"):
        part = a if z == "前者" else b
    else:
        named = [s for s, name in ((a, x), (b, y)) if len(z) >= 2 and z in name]
        if len(named) != 1:
            return
        part = named[0]
    if not same_unit(a.m.q, b.m.q) or not (_level(a) and _level(b)) or share.m.q.high is not None:
        return
    whole = compute("sum", operand(a.m), operand(b.m))
    told = [
        s for s in masked.slots if s.kind == "a" and s.n < a.n and a.i - s.i <= 1 and same_unit(s.m.q, a.m.q)
    ]
    if told and not any(whole.interval.meets(s.m.q.shown) for s in told if s.m.q.value >= whole.value):
        if any(s.m.q.value > whole.value for s in told):
            return  # two of the parts of a larger whole told before
    formula = f"{part.m.q.text} / ({a.m.q.text} + {b.m.q.text})"
    one = Reading(compute("share", operand(part.m), whole), STRONG, formula, (a.m, b.m))
    yield stated(masked.context, share.i, share.m, "share", "TIE205", (one,), "share of the whole")


def _level(s: Slot) -> bool:
    m = s.m
    return m.is_amount and m.q.value > 0 and m.q.high is None and m.role in ("level", "bare", "total")


def _sums(masked: Masked) -> Iterator[Draft]:
    slots = [s for s in masked.slots if s.kind == "a"]
    for k in range(2, len(slots)):
        a, b = slots[k - 1 : k + 1]
        moved = a.m.role == "delta"
        like = [s for s in slots[max(0, k - 5) : k - 1] if (s.m.role == "delta") == moved and b.i - s.i <= 1]
        whole = like[-1] if like else None
        if (
            moved and len(like) > 1
        ):  # employment rose by X, unemployment fell by Y; full-time employment rose by A
            named = [s for s in like if _same_thing(_words(masked, s), _between(masked, slots[k - 2], a))]
            whole = named[0] if len(named) == 1 else None
        if whole is None or b.i - whole.i > 1 or (b.m.role == "delta") != moved:
            continue
        words, words_a, words_b = (
            _words(masked, whole),
            _between(masked, slots[k - 2], a),
            _between(masked, a, b),
        )
        sides = [x for x in _PAIRS if x[0].search(words_a) and x[1].search(words_b)]
        sides = [x for x in sides if not any(x[0].search(w) for w in (words, words_b))]
        sides = [x for x in sides if not any(x[1].search(w) for w in (words, words_a))]
        if not sides:
            continue
        if _NO_SUM.search(words_a + words_b) or _DIVIDED.search(words_a) or len(words_a) > _PLAIN_GAP:
            continue
        if _REST.search(masked.text[masked.text.index(f"#a{b.n}#") :][:60]):
            continue
        three = (whole, a, b)
        if any(
            not s.m.is_amount
            or s.m.q.high is not None
            or s.m.q.comparator
            or s.m.q.unit != b.m.q.unit
            or s.m.role in ("base", "threshold", "rank")
            for s in three
        ):
            continue
        values = [-operand(s.m) if moved and s.m.direction < 0 < s.m.q.value else operand(s.m) for s in three]
        if not moved and max(values[1].value, values[2].value) > values[0].value:
            continue
        together = abs(compute("sum", values[1], values[2]).interval)
        if any(
            together.meets(s.m.q.shown) for s in slots[: k - 1] if s is not whole and same_unit(s.m.q, b.m.q)
        ):
            continue  # 社零 46,291 亿元，除汽车外 41,250 亿元 ... 城镇 …，乡村 …: of the total told first
        result = compute("difference", values[0], values[1])
        slipped = sum(c.isdigit() for c in b.m.q.text) > 2 and one_slip(unsigned(b.m.q), abs(result.interval))
        sure = slipped or any(x[2] for x in sides)
        one = Reading(result, STRONG if sure else MEDIUM, f"{_shown(whole)} - {_shown(a)}", (whole.m, a.m))
        draft = stated(masked.context, b.i, b.m, "sum", "TIE203", (one,), "both sides")
        yield draft.replace(direction=b.m.direction if moved else 0)


def _side(pattern: str) -> re.Pattern[str]:
    if pattern.isascii():
        return re.compile(rf"\b(?:{pattern})\b")
    return re.compile(rf"(?:^|[，,。；;:：、\s(（和及中])[^，,。；;:：、#]{{0,6}}(?:{pattern})")


_PAIRS = tuple(
    (*pair, sure)
    for names, sure in ((_WHOLLY, True), (_MOSTLY, False))
    for one, two in names
    for pair in ((_side(one), _side(two)), (_side(two), _side(one)))
)


def _same_thing(whole: str, part: str) -> bool:
    """True where the words of a part hold a noun of the whole's: employment, full-time employment."""
    nouns = set(re.findall(r"\b[a-z]{6,}|[\u4e00-\u9fff]{2}", part))
    return any(
        re.search(rf"(?<![a-z]){n}", whole) for n in nouns if not re.match(r"increas|decreas|declin", n)
    )


def _words(masked: Masked, s: Slot) -> str:
    """The words before a figure back to the figure before it or the end of a sentence."""
    return re.split(r"#\w\d+#|[。；;\n]", masked.text[: masked.text.index(f"#a{s.n}#")])[-1]


def _shown(s: Slot) -> str:
    return f"-{s.m.q.text}" if s.m.role == "delta" and s.m.direction < 0 < s.m.q.value else s.m.q.text


def _between(masked: Masked, a: Slot, b: Slot) -> str:
    left, right = masked.text.index(f"#a{a.n}#"), masked.text.index(f"#a{b.n}#")
    return re.sub(r"#\w\d+#", "", masked.text[left:right])
