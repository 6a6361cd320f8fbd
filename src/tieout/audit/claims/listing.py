"""Announced counts against the items listed beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.claim import Verdict
from ...model.evidence import Evidence
from ...quantity import Quantity
from ..lexicon.counts import count_of
from .base import Context, Draft

__all__ = ["count_items", "find"]

_N = r"(?P<n>[两二三四五六七八九十]|\d{1,2})"
_MEASURE = r"(?:大|家|个|者|款|种|项|类|名|位|只|支|条|部分|方面|地|国)"
# The list right in front of its count: 语言和知识、推理数理、编程、考试五大能力.
_BEFORE = re.compile(
    rf"(?P<list>[^，,。；;：:！？()（）“”\"]+(?:、[^，,。；;：:！？()（）“”\"]+)+?)(?P<etc>等)?(?:这|共)?{_N}(?P<m>大|家|个|款|项|种|类|名|位|者|地|国|省|市)(?P<noun>[\u4e00-\u9fffA-Za-z]{{1,8}})"
)
# The count, then the list behind a colon or 分别是.
_AFTER = re.compile(
    rf"{_N}{_MEASURE}(?P<noun>[\u4e00-\u9fffA-Za-z ]{{0,12}}?)(?P<link>[：:]|分别(?:是|为)|，?即|——|，?依次(?:是|为))\s*(?P<list>[^。；;！？\n：:]+)"
)
_AFTER_EN = re.compile(
    r"\b(?P<n>two|three|four|five|six|seven|eight|nine|ten)\b(?P<noun>(?: (?!(?:two|three|four|five|six|seven|eight|nine|ten)\b)[a-z'’\-]+){1,5})(?P<link>\s[-–—]{1,2}\s|: )(?P<list>[^.;:]+?)(?P<end>\s[-–—]{1,2}\s|\.(?:\s|$)|;|$)",
    re.I,
)
# A list of names joined by 和 alone, then its count: A 和 B 两款产品.
_PAIR = re.compile(
    r"(?P<list>[^，,。；;：:！？、()（）]{2,30}?\s?(?:和|与|及|以及)\s?[^，,。；;：:！？、()（）和与及]{1,24}?)\s?(?:这|共)?(?P<n>[两二])(?P<m>大|家|个|款|项|种|类|名|位|者|地|国)(?P<noun>[\u4e00-\u9fffA-Za-z]{1,8})"
)
# Several, with the list that shows it: 支持多种模式，包括甲、乙、丙等.
_SEVERAL = re.compile(
    r"(?P<n>多|数)(?P<m>种|个|款|项|类|家|位|名|大)(?P<noun>[\u4e00-\u9fffA-Za-z]{1,12}?)[，,]?\s*(?P<link>包括了?|包含|涵盖|例如|比如|如|分别(?:是|为)|[：:]|——)\s*(?P<list>[^。；;！？\n：:]+)"
)
_OPEN = re.compile(r"等(?!级|待|候|于)|之一|包括|例如|比如|such as|including|among")
_ITEM_TAIL = re.compile(r"^(?:分别|依次|为|是)+")


_TOP_OF = re.compile(r"[前后第][一二两三四五六七八九十\d]")


def count_items(text: str) -> tuple[int, int]:
    """The fewest and the most items a list can be read as.

    The list mark 、 separates; a last 和 does too when what stands before it has marks; a 和 inside
    another item may or may not.

    >>> count_items("语言和知识、推理数理、编程、考试"), count_items("北京、上海和深圳")
    ((4, 5), (3, 3))
    """
    parts = [x for x in re.split(r"、", text) if x.strip()]
    fewest = most = len(parts)
    inner = [len(re.findall(r"(?:和|及|与|以及|、?and)(?!平|谐|解|睦|声)", x)) for x in parts]
    most += sum(inner)
    if inner and inner[-1] and len(parts) > 1:
        fewest += 1
    return fewest, most


def find(context: Context) -> Iterator[Draft]:
    """Every announced count of a passage that has its list beside it."""
    for i, sentence in enumerate(context.sentences):
        low, offset = sentence.low, sentence.start
        taken: list[tuple[int, int]] = []
        for found in _AFTER.finditer(low):
            draft = _zh(low, offset, found, before=False)
            if draft is not None:
                taken.append((draft.start, draft.end))
                yield draft
        for found in _BEFORE.finditer(low) if "、" in low else ():
            if any(offset + found.start("n") < e and offset + found.end() > s for s, e in taken):
                continue
            draft = _zh(low, offset, found, before=True)
            if draft is not None:
                yield draft
        for found in _PAIR.finditer(low):
            draft = _pair(sentence.text, offset, found, [m.q for m in context.mentions[i]])
            if draft is not None:
                yield draft
        for found in _SEVERAL.finditer(low):
            draft = _several(offset, found)
            if draft is not None:
                yield draft
        for found in _AFTER_EN.finditer(sentence.text):
            draft = _en(offset, found)
            if draft is not None:
                yield draft
        for only in _ONLY.finditer(low):
            draft = _only(context, i, offset, only)
            if draft is not None:
                yield draft


def _zh(low: str, offset: int, found: re.Match[str], *, before: bool) -> Draft | None:
    n = count_of(found.group("n")) or 0
    if n < 2 or re.search(
        r"第\s*$|前\s*$|近\s*$|\d\s*$|十\s*$|百|[年月日]\s*$",
        low[max(0, found.start("n") - 2) : found.start("n")],
    ):
        return None
    if not before and _TOP_OF.search(found.group("noun")):
        return None  # 12 家网站访问量前三位分别为: the list has the three
    listed = found.group("list").strip()
    if (
        before
        and re.match(r"[年月日个人]", low[found.end("n") : found.end("n") + 1])
        and found.group("m") != "个"
    ):
        return None
    if not before:
        if re.search(r"分别.{0,4}\d", low[found.end("n") : found.end("n") + 60]):
            return None  # 三家费用分别为 343 亿元、211 亿元和 665 亿元: figures, not names
        listed = _ITEM_TAIL.sub("", listed)
        listed = _until_verb(listed)
        if "、" not in listed:
            return None
    else:
        listed = _after_preposition(listed)
        if re.search(r"\d", listed) or re.match(r"以[上下内外]", found.group("noun")):
            return None
        if not _uniform(listed) or _NOT_LAST.search(listed) or _DURATION.match(low[found.end("m") :]):
            return None
        if all(re.fullmatch(r"[一二两三四五六七八九十\d第]+.?", x.strip()) for x in listed.split("、")):
            return None
    fewest, most = count_items(listed)
    if fewest < 2:
        return None
    is_open = (
        bool(_OPEN.search(listed[-3:])) or bool(found.groupdict().get("etc")) or bool(_OPEN.search(listed))
    )
    return _draft(
        offset + (found.start("list") + found.group("list").find(listed) if before else found.start("n")),
        offset
        + (found.end() if before else found.start("list") + found.group("list").find(listed) + len(listed)),
        n,
        fewest,
        most,
        is_open=is_open,
        number=(offset + found.start("n"), offset + found.end("n")),
        pairs=all(re.search(r"和|及|与", x) for x in listed.split("、")),
        certain=_certain(low, found, listed, before=before),
    )


_NAME = re.compile(r"[A-Z\u4e00-\u9fff][\w.\-+ ]*")


def _pair(text: str, offset: int, found: re.Match[str], row: Sequence[Quantity]) -> Draft | None:
    """``Alpha-1 和 Beta-2 两款模型``: two announced, two named. Only names in Latin letters are sure to end where
    they seem to, so this confirms and never contradicts."""
    if not any(q.start <= offset + found.start("n") < q.end for q in row):
        return None
    listed = text[found.start("list") : found.end("list")]
    parts = [x.strip() for x in re.split(r"以及|和|与|及", listed)]
    if len(parts) != 2 or not all(_NAME.fullmatch(x) and re.search(r"[A-Za-z]", x) for x in parts):
        return None
    return _draft(
        offset + found.start("list"), offset + found.end(), 2, 2, 2, is_open=False,
        number=(offset + found.start("n"), offset + found.end("n")), certain=False,
    )  # fmt: skip


def _several(offset: int, found: re.Match[str]) -> Draft | None:
    """``多种模式，包括甲、乙、丙等``: several announced, and two or more listed. No number is stated."""
    listed = _until_verb(_ITEM_TAIL.sub("", found.group("list").strip()))
    if "、" not in listed:
        return None
    fewest, _ = count_items(listed)
    if fewest < 2:
        return None
    at = offset + found.start("list") + found.group("list").find(listed)
    return Draft(
        "count",
        "TIE204",
        offset + found.start("n"),
        at + len(listed),
        None,
        fixed="supported",
        reason=f"several announced, {fewest} listed",
        said="several",
        expected=fewest,
        metric="items listed",
        evidence=(Evidence("sentence", start=at, end=at + len(listed), value=fewest),),
    )


def _certain(low: str, found: re.Match[str], listed: str, *, before: bool) -> bool:
    """True when the list surely is the announced one and surely ends where it seems to."""
    if before:
        return _uniform(listed)
    if found.group("link") in ("分别是", "分别为", "依次是", "依次为"):
        return True
    items = [x.strip() for x in re.split(r"、|和|及", listed)]
    ends = re.match(
        r"\s*(?:[。；;]|$)", low[found.start("list") + found.group("list").find(listed) + len(listed) :]
    )
    return (
        bool(ends) and _uniform(listed) and all(len(x) <= 10 and not re.search(r"\d|[，,]", x) for x in items)
    )


# What stands between a list and a number that does not count it: 甲、乙各三家.
_NOT_LAST = re.compile(
    r"(?:各|均|都|共|有|近|超|约|达|为|至|到|于|新增|增加|减少|增长|下降|排名|排|列|前|后|第|另|其他|其余|剩余|等|还有|以及|和|及|的)$"
)
_DURATION = re.compile(r"月|小时|季度|交易日|工作日|星期|百分点|基点|年度|财年|工作|亿|万|百|千")


def _after_preposition(listed: str) -> str:
    """The list without the words that lead up to its first item: 在语言和知识 -> 语言和知识."""
    first = listed.split("、")[0]
    cut = max(
        (
            first.rfind(x) + len(x)
            for x in (
                "在",
                "对",
                "于",
                "为",
                "是",
                "从",
                "将",
                "把",
                "由",
                "向",
                "给",
                "括",
                "了",
                "与",
                "用",
                "以",
            )
            if x in first
        ),
        default=0,
    )
    return listed[cut:] if cut < len(first) else listed


def _uniform(listed: str) -> bool:
    """True when the items look like items of one list: names of alike, short length."""
    items = [x.strip() for x in listed.split("、")]
    return all(1 <= len(x) <= 16 for x in items) and max(len(x) for x in items) <= 4 * max(
        2, min(len(x) for x in items)
    )


def _until_verb(listed: str) -> str:
    """The list up to the clause that follows its last item."""
    cut = re.search(
        r"[，,](?![^，,]*、)|[，,](?=(?:其|且|并|而|同比|环比|占|对应|合计)|[^，,、]*(?:分别|依次))", listed
    )
    return listed[: cut.start()] if cut else listed


def _draft(
    start: int,
    end: int,
    n: int,
    fewest: int,
    most: int,
    *,
    is_open: bool,
    number: tuple[int, int],
    certain: bool,
    pairs: bool = False,
) -> Draft:
    verdict: Verdict
    if fewest == n or (most == n and (is_open or pairs)):
        verdict, reason = "supported", f"{n} announced, {n} listed"
    elif is_open:
        if fewest <= n:
            verdict, reason = "unchecked", f"{n} announced, {fewest} listed, the list is left open"
        else:
            verdict, reason = "contradicted" if certain else "unchecked", f"{n} announced, {fewest} listed"
    elif fewest < n <= most:
        verdict, reason = (
            "unchecked",
            f"{n} announced; the list marks give {fewest}, {n} only when an item joined by 和 is split",
        )
    elif certain:
        verdict, reason = "contradicted", f"{n} announced, {fewest} listed"
    else:
        verdict, reason = (
            "unchecked",
            f"{n} announced, {fewest} counted, but where the list ends is not certain",
        )
    return Draft(
        "count",
        "TIE204",
        start,
        end,
        None,
        fixed=verdict,
        reason=reason,
        said=n,
        expected=fewest,
        metric="items listed",
        numbers=(number,),
        meta={"ambiguous": verdict == "unchecked" and fewest < n <= most and not is_open},
    )


def _en(offset: int, found: re.Match[str]) -> Draft | None:
    n = count_of(found.group("n")) or 0
    listed = found.group("list").strip()
    parts = [x for x in re.split(r",(?!\d)\s*(?:and\s+)?|\s+and\s+", listed) if x.strip()]
    if len(parts) < 2:
        return None
    fewest = len([x for x in re.split(r",(?!\d)\s*(?:and\s+)?", listed) if x.strip()])
    most = len(parts)
    is_open = bool(_OPEN.search(listed))
    named = all(re.match(r"[A-Z$]", x.strip()) for x in parts)
    if most == n or fewest == n:
        fewest = n
    return _draft(
        offset + found.start("n"),
        offset + found.end("list"),
        n,
        max(fewest, most) if named else fewest,
        most,
        is_open=is_open,
        number=(offset + found.start("n"), offset + found.end("n")),
        certain=named and len(parts) >= 2,
    )


_ONLY = re.compile(
    r"(?P<n>[两二三四五六七八九十]|\d{1,2})(?:大|个|条|家|只|项)?(?P<noun>[\u4e00-\u9fff]{1,8}?)(?:里|中|当中|之中)?(?:只有|仅有?|唯)(?P<who>[^，,。；;]{1,12}?)(?P<word>上涨|上升|录得升幅|下跌|下降|录得跌幅)"
)


def _only(context: Context, i: int, offset: int, found: re.Match[str]) -> Draft | None:
    """``四大航线里只有欧洲线上涨``: of the subjects whose changes stand in the passage, one rose."""
    n = count_of(found.group("n")) or 0
    moves: dict[str, int] = {}
    for row in context.mentions[: i + 1]:
        for m in row:
            if m.role == "delta" and m.q.start < offset + found.start():
                moves[m.subject] = m.direction
    up = found.group("word") in ("上涨", "上升", "录得升幅")
    who = found.group("who")
    movers = [s for s, d in moves.items() if (d > 0) == up]
    named = [s for s in moves if who in s or s in who or who[:2] in s]
    if len(named) != 1 or len(moves) < n:
        return None
    # A headline index may stand before the n it is about.
    others = [s for s in movers if s not in named]
    good = named[0] in movers and not others
    listed = len(moves) in (n, n + 1)
    return Draft(
        "count",
        "TIE204",
        offset + found.start(),
        offset + found.end(),
        None,
        fixed="supported" if good else "contradicted" if listed and len(moves) == n else "unchecked",
        reason=f"{len(movers)} of {len(moves)} stated changes go that way",
        said=1,
        expected=len(movers),
        metric="how many moved",
        numbers=((offset + found.start("n"), offset + found.end("n")),),
    )
