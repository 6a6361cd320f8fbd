"""Orders that are told: 由快到慢依次为甲、乙、丙; the first, the next, the second with a figure each; the higher of two.

Each is held against figures of the same sentence or the list before it, and contradicted only by a pair of them
that stands the other way round.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ...lexicon.counts import count_of
from ...mentions import Mention
from ...prose import Sentence
from ..base import Context, Draft
from .panels import Item, Panel, about, core, panels_of

__all__ = ["find"]

_RANKED = re.compile(
    r"(?P<how>由[高多大快]到[低少小慢]|从[高多大快]到[低少小慢]|由[低少小慢]到[高多大快]|从[低少小慢]到[高多大快])(?:排[列序名]?)?[^，,；;。：:、]{0,6}?(?:依次|分别|顺序)?(?:为|是|：|:)(?P<names>[^，,；;。]+)"
)
_PLACE = re.compile(
    r"最[高多大快强低少小慢弱](?![近后终新初佳优])|居首|居第一|列第一|次之|其次|居次|次席|第(?P<n>[二三四五])(?!季|批|轮|代|产|个|次|阶|期|类|方|大[股客供])"
)
LAST = 99
"""The place of the smallest, however many there are."""
_BEHIND = re.compile(r"^[^，,；;。、]{0,8}$")
_HIGHER = re.compile(
    r"(?P<who>[^，,；;。：:、（(）)]{2,12}?)(?:则|均|整体|相对|明显|略)*(?:(?P<up>高出|多出|(?:高于|领先(?!第))(?P<b>[^，,；;。]{2,8}?)?)|(?P<down>低出|少出|(?:低于|落后于?)(?P<c>[^，,；;。]{2,8}?)?))(?:了|约|近)*$"
)
_THEN = re.compile(r"[，,][^，,；;。]{0,12}?(?:分别|依次)(?:为|是|达)?[^，,；;。\d]{0,4}$")
_LARGER = re.compile(
    r"(?P<who>[a-z][\w&'’.\- ]{0,30}?) (?:is|was|remains|remained|being)(?: still| the)* (?P<word>larger|bigger|higher|smaller|lower)(?: of the (?:two|pair))?(?=[.,;)]|$)"
    r"|(?P<who2>[a-z][\w&'’.\- ]{0,30}?) (?:has|had|posted|shows?|showed|holds?|held|offers?)(?: still)* the (?P<word2>larger|bigger|higher|smaller|lower) (?:[a-z]+)(?: of the (?:two|pair))?(?=[.,;)]|$)"
)
_BEST = re.compile(
    r"(?:\b(?:best|top|strongest|leading) (?:performers?|gainers?|risers?)|\b(?:biggest|largest|top) (?:gainers?|risers?|winners?|decliners?|losers?|fallers?)|\b(?:worst|weakest)(?: performers?)?)\b[^:;.]{0,24}[:;]?\s*(?:were|was|included?)?\s*$"
)


def find(context: Context) -> Iterator[Draft]:
    """Every order a passage tells of listed names or placed figures."""
    panels = panels_of(context)
    for i, sentence in enumerate(context.sentences):
        near = [p for p in panels if i - 2 <= p.i <= i]
        yield from _ranked(sentence, near)
        yield from _ranked_first(sentence, context.mentions[i])
        yield from _placed(sentence, context.mentions[i])
        yield from _higher(sentence, context.mentions[i], near)
        yield from _larger(sentence, near)
    for panel in panels:
        yield from _best(context.sentences[panel.i], panel)


def _ranked(sentence: Sentence, panels: Sequence[Panel]) -> Iterator[Draft]:
    """由快到慢依次为甲、乙、丙."""
    for found in _RANKED.finditer(sentence.low):
        names = [core(x) for x in re.split(r"、|和|与|及", found.group("names"))]
        falling = found.group("how")[1] in "高多大快"
        for panel in reversed(panels):
            if panel.end > sentence.start + found.start():
                continue
            items = [panel.find(n) for n in names]
            told = [x for x in items if x is not None]
            if len(told) < len(names) or len(told) < 2:
                continue
            kind = "move" if found.group("how")[1] in "快慢" else ""
            if kind == "move" and not panel.moves:
                continue
            values = [x.value for x in told]
            good = values == sorted(values, reverse=falling)
            start, end = sentence.start + found.start(), sentence.start + found.end()
            yield _draft(start, end, told, good, found.group("how"))
            break


def _ranked_first(sentence: Sentence, row: Sequence[Mention]) -> Iterator[Draft]:
    """由快到慢依次为甲、乙、丙，增速分别为 40%、36% 和 20%: the figures behind keep the order announced."""
    for found in _RANKED.finditer(sentence.low):
        names = [core(x) for x in re.split(r"、|和|与|及", found.group("names"))]
        behind = [m for m in row if m.q.start >= sentence.start + found.end()][: len(names)]
        if len(names) < 2 or len(behind) < len(names) or len({m.q.unit for m in behind}) > 1:
            continue
        gap = sentence.low[found.end() : behind[0].q.start - sentence.start]
        between = [
            sentence.low[a.q.end - sentence.start : b.q.start - sentence.start]
            for a, b in itertools.pairwise(behind)
        ]
        if not _THEN.search(gap) or any(not re.fullmatch(r"\s*(?:、|和|及|与|以及)\s*", x) for x in between):
            continue
        values = [m.q.value for m in behind]
        good = values == sorted(values, reverse=found.group("how")[1] in "高多大快")
        items = [Item(n, m, 0) for n, m in zip(names, behind, strict=True)]
        yield _draft(sentence.start + found.start(), behind[-1].q.end, items, good, found.group("how"))


def _placed(sentence: Sentence, row: Sequence[Mention]) -> Iterator[Draft]:
    """电子最多，为 96.2 亿元，计算机次之，为 88.5 亿元，军工以 74.1 亿元列第二."""
    if re.search(r"[涨升增]", sentence.low) and re.search(r"[跌降减]", sentence.low):
        return  # the first of those that rose and the second of those that fell are of two orders
    figures = [m for m in row if not m.q.rank and m.unit_kind not in ("time", "times") and _digit(m)]
    told: list[tuple[int, Mention, str]] = []
    for k, m in enumerate(figures):
        begin = figures[k - 1].q.end if k else max(sentence.start, m.q.start - 40)
        gap = sentence.low[begin - sentence.start : m.q.start - sentence.start]
        for found in _PLACE.finditer(gap):
            place = _place_of(found)
            behind = gap[: found.end()]
            if k and _BEHIND.match(behind):
                told.append((place, figures[k - 1], found.group()))
            elif not re.search(r"[；;]", gap[found.end() :]):
                told.append((place, m, found.group()))
    if figures:
        tail = sentence.low[figures[-1].q.end - sentence.start :]
        last = _PLACE.search(tail)
        if last and _BEHIND.match(tail[: last.end()]):
            told.append((_place_of(last), figures[-1], last.group()))
    for (p, a, word), (q, b, other) in ((x, y) for k, x in enumerate(told) for y in told[k + 1 :]):
        if a is b or a.q.unit != b.q.unit or p > q:
            continue
        between = sentence.low[a.q.start - sentence.start : b.q.end - sentence.start]
        between = between.replace(other, "") if q == LAST else between
        if re.search(r"[；;。]|低|少|小|慢|跌|降", between) or about(between):
            # a measure of its own: the places are of two things
            continue
        turned = abs(a.q.value) < abs(b.q.value) and p < q
        twice = p == q and a.q.value != b.q.value and len(told) > 2
        if turned or twice:
            start, end = sorted((a, b), key=lambda m: m.q.start)
            items = [Item(word, a, 0), Item(other, b, 0)]
            yield _draft(start.q.start, end.q.end, items, False, f"{word} {other}")


def _place_of(found: re.Match[str]) -> int:
    if found.group("n"):
        return count_of(found.group("n")) or 1
    if re.search(r"[低少小慢弱]", found.group()):
        return LAST
    return 1 if re.search(r"最|首|一", found.group()) else 2


def _digit(m: Mention) -> bool:
    return any(c.isdigit() for c in m.q.text)


def _higher(sentence: Sentence, row: Sequence[Mention], panels: Sequence[Panel]) -> Iterator[Draft]:
    """两家毛利率分别为 42.8% 和 46.9%，旭创高出 4.1 个百分点: the one said to be ahead has the larger figure."""
    for m in row:
        clause = re.split(r"[，,；;。：:]", sentence.low[: m.q.start - sentence.start])[-1]
        found = _HIGHER.search(clause)
        if found is None or m.unit_kind == "times":
            continue
        for panel in reversed(panels):
            if panel.end > m.q.start:
                continue
            item = panel.find(found.group("who"))
            named = found.group("b") or found.group("c")
            rival = panel.find(named) if named else None
            if item is None or (rival is None and len(panel.items) != 2) or rival is item:
                continue
            other = rival or next(x for x in panel.items if x is not item)
            gap = abs(item.value - other.value)
            word = found.group("up") or found.group("down")
            behind = item.value < other.value if found.group("up") else item.value > other.value
            if abs(m.q.value) == gap and behind:
                yield _draft(m.q.start - len(clause), m.q.end, [item, other], False, word)
            break


def _larger(sentence: Sentence, panels: Sequence[Panel]) -> Iterator[Draft]:
    """Ames remains the larger, of two listed."""
    for found in _LARGER.finditer(sentence.low):
        for panel in reversed(panels):
            if len(panel.items) != 2 or panel.moves or panel.end > sentence.start + found.start():
                continue
            item = panel.find(
                re.sub(r"^(?:so|but|and|thus|hence) ", "", found.group("who") or found.group("who2"))
            )
            if item is None:
                continue
            other = next(x for x in panel.items if x is not item)
            word = found.group("word") or found.group("word2")
            more = word in ("larger", "bigger", "higher")
            if (item.value < other.value) if more else (item.value > other.value):
                start, end = sentence.start + found.start(), sentence.start + found.end()
                yield _draft(start, end, [item, other], False, word)
            break


def _best(sentence: Sentence, panel: Panel) -> Iterator[Draft]:
    """Best performers: Ames (+6.2%), Bolt (+4.9%), Cole (+5.1%): a list that announces its order keeps it."""
    head = sentence.low[: panel.items[0].m.q.start - sentence.start]
    name = panel.items[0].name
    before = head[: head.rfind(name)] if name in head else head
    if len(panel.items) < 3 or not _BEST.search(before):
        return
    sizes = [abs(x.value) for x in panel.items]
    wrong = [k for k in range(len(sizes) - 1) if sizes[k] < sizes[k + 1]]
    if len(wrong) == 1 and len({x.value > 0 for x in panel.items}) == 1:
        pair = panel.items[wrong[0] : wrong[0] + 2]
        yield _draft(pair[0].m.q.start, pair[1].m.q.end, pair, False, "listed by size")


def _draft(start: int, end: int, items: Sequence[Item], good: bool, words: str) -> Draft:
    listed = ", ".join(f"{x.name} {x.m.q.text}" for x in items)
    return Draft(
        "order",
        "TIE208",
        start,
        end,
        None,
        subject=items[0].name,
        metric=words,
        fixed="supported" if good else "contradicted",
        said=items[0].name,
        reason=f"the values listed: {listed}",
        evidence=tuple(x.m.evidence() for x in items),
    )
