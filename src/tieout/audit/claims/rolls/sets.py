"""Signs over the members: 五涨两跌, A 与 B 均下降, 唯一下滑的是 A, 六项指标均增长, 两只涨逾 20%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...prose import Sentence
from ..base import Draft
from .choose import alien, moves, verdict
from .roll import Column, Member, Roll
from .said import DOWN, LIST, NAME, NUMBER, UP, Said, number, said_of, sign_of
from .tallies import of_noun, value_of

__all__ = ["announced", "counts", "lists", "only", "the_rest", "those", "told"]

_MOVE = rf"(?P<w>{UP}|{DOWN})"
_GAP = "[^\ue000-\uf8ff，。；;,!?\\d%]"
_BIT = "[^\ue000-\uf8ff，。；;,!?\\d%一二三四五六七八九十两]"
_UNIT = r"(?:家|只|隻|个|款|项|支|种|大|名|地区|stocks?|indices|names?|regions?|companies|sectors?|shares|sub-sectors?)"
_SIGNS = re.compile(
    rf"(?P<list>{LIST})(?P<n>\s*(?:这|等)?\s*{NUMBER}\s*{_UNIT}{_GAP}{{0,6}})?(?P<mid>{_GAP}{{0,10}}?){_MOVE}"
)
_ONLY = re.compile(
    rf"(?P<a>{NAME})(?P<x>[^。；;\ue000-\uf8ff]{{0,14}}?)(?:唯一|仅有的)(?:一[家个只款项])?(?P<m>{_GAP}{{0,10}}?){_MOVE}"
    rf"|(?:唯一|仅有的?|只有|仅|除)(?:一[家个只款项])?(?P<m2>{_GAP}{{0,10}}?)(?P<w2>{UP}|{DOWN})的?{_GAP}{{0,6}}(?:是|为|系)\s*(?P<a2>{NAME})"
    rf"|(?:只有|仅|唯有|only)\s*(?P<a3>{NAME})(?P<m3>{_GAP}{{0,8}}?)(?P<w3>{UP}|{DOWN})"
    rf"|(?P<a4>{NAME})[^.;\ue000-\uf8ff]{{0,40}}?\bthe only (?P<m4>[a-z ]{{0,24}}?)(?P<w4>{UP}|{DOWN})"
)
_COUNTS = re.compile(
    rf"(?P<u>{NUMBER})\s*{_UNIT}?{_BIT}{{0,4}}?(?:涨|升|增|上涨|上升|增长)[,，、]?\s*(?P<d>{NUMBER})\s*{_UNIT}?{_BIT}{{0,4}}?(?:跌|降|减|下跌|下降)(?:[,，、]?\s*(?P<f>{NUMBER})\s*{_UNIT}?{_BIT}{{0,2}}?(?:平|持平))?"
    rf"|(?P<d3>{NUMBER})\s*{_UNIT}?{_BIT}{{0,4}}?(?:跌|降|减|下跌|下降)[,，、]?\s*(?P<u3>{NUMBER})\s*{_UNIT}?{_BIT}{{0,4}}?(?:涨|升|增|上涨|上升|增长)"
    rf"|\b(?P<u2>{NUMBER})\s+{_UNIT}?\s*{UP} and (?P<d2>{NUMBER})\s*{_UNIT}?\s*{DOWN}"
)
_ALL = re.compile(
    rf"(?P<n>{NUMBER})\s*{_UNIT}(?P<noun>{_GAP}{{0,10}}?)(?P<q>均|全部|悉数|都|全线)(?P<mid>{_GAP}{{0,10}}?){_MOVE}"
    rf"|(?P<n2>{NUMBER})\s*{_UNIT}(?P<noun2>{_GAP}{{0,10}}?)(?:涨跌互现|涨跌不一|有涨有跌|升跌互见|有升有跌)"
)
_OVER = re.compile(
    rf"(?P<n>{NUMBER})\s*{_UNIT}{_GAP}{{0,10}}?(?:周|月)?(?P<w>涨幅|升幅|跌幅|降幅|涨|升|跌)(?:均|都)?(?P<op>超过?|逾|高于|大于|达)\s*(?P<x>\d+(?:\.\d+)?)\s*%"
)
_SOME = re.compile(
    r"国产|国内|海外|其中|除|剔除|不[含计]|以[上外]|\bexcept|\bexcluding|\bex\b|\bother than|类|前者|后者|ago|曾|预计|有望|预期|若|假设|will|expect|forecast|之一|历史|以来|连续|将|"
    r"累计(?!跌幅|涨幅)"
)
_LONE = re.compile(r"[，,]?\s*(?:而|但)?(?:跌|降|涨|升)?$")


def lists(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """Two names and more (or one said of all) that are told to move one way."""
    for x in _SIGNS.finditer(said.text):
        named = said.at(x.start("list"), x.end("list"))
        before = _clause(said.text, x.start())
        if (
            len({m.index for m in named}) < 2
            or _SOME.search(before + x["mid"])
            or _tied(said.text, x.start())
        ):
            continue
        if alien(roll, x["mid"] + "|" + (x["n"] or "")) or alien(roll, _topic(said.text, x.start())):
            continue
        if re.match(r"\s*(?:速|幅)", said.text[x.end() :]) or re.match(
            r"[^，。；]{0,4}(?:第|前|名次|位)", said.text[x.end() :]
        ):
            continue
        sign = sign_of(x["w"])
        columns = [
            c for c in moves(roll, before + x["mid"] + x["w"]) if all(m.value(c) is not None for m in named)
        ]
        wrong = [[m for m in named if (m.value(c) or 0) * sign < 0] for c in columns]
        state = verdict([not w for w in wrong])
        if state is None:
            continue
        bad = next((w for w in wrong if w), [])
        who, column = (
            (bad[0], columns[next(k for k, w in enumerate(wrong) if w)]) if bad else (named[0], columns[0])
        )
        yield _draft(sentence, x.start(), x.end(), "direction", "TIE107", state, who, column)


_THOSE = re.compile(
    rf"{_MOVE}的(?P<mid>{_GAP}{{0,6}})(?:有|是|为|包括)\s*(?P<list>{LIST})(?P<n>\s*(?:这|等)?\s*(?P<k>{NUMBER})\s*{_UNIT})?(?!等)"
)


def those(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """``环比下滑的有 A、B 两款``: the members that fell, all of them."""
    for x in _THOSE.finditer(said.text):
        named = {m.index: m for m in said.at(x.start("list"), x.end("list"))}
        before = _clause(said.text, x.start())
        if (
            not named
            or _SOME.search(before + x["mid"])
            or alien(roll, before)
            or re.match(r"[^，。；;]{0,3}(?:等|、|和|与)", said.text[x.end() :])
        ):
            continue
        if len(named) < 2 and not x["n"]:
            continue
        sign = sign_of(x["w"])
        columns = [c for c in moves(roll, before + x["w"]) if roll.whole(c)]
        sets = [{m.index for m, v in roll.values(c) if v * sign > 0} for c in columns]
        state = verdict([s == set(named) for s in sets])
        if state is None:
            continue
        reason = f"the table gives {len(sets[0])} of {len(roll.members)}"
        said_n = number(x["k"]) if x["k"] else len(named)
        if said_n != len(named):
            state = "contradicted"  # 正增长的有甲和乙三家
        yield _count_draft(sentence, x.start(), x.end(), state, roll, columns[0], reason, said_n)


_THE_REST = re.compile(
    rf"(?P<list>{LIST})(?P<mid>{_GAP}{{0,10}}?)(?P<w>{UP}|{DOWN})[，,；;]\s*(?:而|但)?其[余他它](?P<k>{NUMBER})\s*{_UNIT}(?P<noun>{_GAP}{{0,6}}?)(?P<w2>{UP}|{DOWN})"
    rf"|(?P<list3>{LIST})(?P<mid3>[^.;\ue000-\uf8ff\d]{{0,24}}?)\b(?P<w3>{UP}|{DOWN})[^.\ue000-\uf8ff\d]{{0,40}}?\bthe (?:other|remaining) (?P<k3>{NUMBER})\b[a-z ]{{0,20}}?(?P<w4>{UP}|{DOWN})"
)


def the_rest(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """``A 和 B 环比下降，其余三款上升``: the rest are as many as the table has beside those named."""
    for x in _THE_REST.finditer(said.text):
        key = "3" if x["list3"] else ""
        first, second = x["w3" if key else "w"], x["w4" if key else "w2"]
        named = {m.index for m in said.at(x.start("list" + key), x.end("list" + key))}
        n, sign = number(x["k" + key]), sign_of(first)
        if sign == sign_of(second) or n < 1 or _SOME.search(_clause(said.text, x.start())):
            continue
        if _tied(said.text, x.start()) or alien(roll, x["mid" + key] or ""):
            continue
        for c in moves(roll, said.text[max(0, x.start() - 12) : x.end()]):
            values = {m.index: value_of(m, c) for m in roll.members}
            if any(v is None for v in values.values()):
                continue
            if {k for k, v in values.items() if v is not None and v * sign > 0} == named:
                rest = sum(1 for v in values.values() if v is not None and v * sign < 0)
                state = "supported" if rest == n else "contradicted"
                reason = f"the table gives {rest} of {len(roll.members)}"
                yield _count_draft(sentence, x.start(), x.end(), state, roll, c, reason, n)
                break


_TOP_N = re.compile(
    rf"(?:最[快慢高低大小多少]|居前|领先|靠前|垫底|居末)的?(?:前)?(?P<n>{NUMBER})\s*{_UNIT}{_GAP}{{0,6}}?(?:为|是|分别为|分别是|依次为|依次是)(?P<list>{LIST})(?!\s*(?:等|、|和|与|及))"
    rf"|\bthe (?:best|worst|top|largest|biggest|smallest|weakest|strongest|fastest|slowest|leading) (?P<n2>{NUMBER})(?: [a-z]+)? (?:were|are|was) (?P<list2>{LIST})(?!\s*(?:,|and\b))"
)


def announced(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """``增速最快的三家为 A、B 和 C``: as many names as are announced."""
    for x in _TOP_N.finditer(said.text):
        key = "2" if x["n2"] else ""
        named = said.at(x.start("list" + key), x.end("list" + key))
        n = number(x["n" + key])
        if n < 2 or len(named) < 2:
            continue
        state = "supported" if len(named) == n else "contradicted"
        reason = f"{n} announced, {len(named)} listed"
        yield _count_draft(sentence, x.start(), x.end(), state, roll, roll.columns[0], reason, n)


_TOLD = re.compile(
    rf"(?P<n>{NUMBER})\s+{_UNIT}\b[^.;:\ue000-\uf8ff]{{0,60}}:\s*(?P<list>{NAME}(?:\s*\([^()]*\))?(?:\s*(?:,|and|,\s*and)\s*{NAME}(?:\s*\([^()]*\))?)+)(?=\s*[.;]|\s*$)"
)


def told(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """``Two regions spent less: A, B (-16%) and C``: the names behind the colon are as many as announced."""
    for x in _TOLD.finditer(said.text):
        named = {m.index for m in said.at(x.start("list"), x.end("list"))}
        n = number(x["n"])
        if n >= 2 and len(named) >= 2:
            state = "supported" if n == len(named) else "contradicted"
            column = roll.columns[0]
            reason = f"the table gives {len(named)} of {len(roll.members)}"
            yield _count_draft(sentence, x.start(), x.end(), state, roll, column, reason, n)


def _clause(text: str, at: int) -> str:
    return re.split(r"[，,。；;：:]", text[:at])[-1]


def _topic(text: str, at: int) -> str:
    """The clause that says what is spoken of: 毛利率方面，."""
    found = re.search(r"(?:^|[。；;])([^，。；;]{0,16})(?:方面|来看|上)[，,][^。；;]*$", text[:at])
    return found.group(1) if found else ""


def _tied(text: str, at: int) -> bool:
    """True where the list goes on before the names: 海湖、A 和 B, or stands behind a verb of comparison."""
    return bool(re.search(r"(?:[、和与及较比于]|[a-z]\s*,?\s*and)\s*$", text[:at]))


def only(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """``A 是唯一下滑的厂商``, ``the only region to fall``."""
    for x in _ONLY.finditer(said.text):
        key = next((k for k in ("", "2", "3", "4") if x[f"a{k}" if k else "a"]), None)
        if key is None or x.group().startswith("除"):
            continue
        a, w, mid = f"a{key}", f"w{key}", x[f"m{key}"] or ""
        named = said.at(x.start(a), x.end(a))
        words = said.text[max(0, x.start() - 30) : x.end()]
        if not named or _SOME.search(_clause(said.text, x.start()) + x.group()) or alien(roll, mid):
            continue
        if _tied(said.text, x.start(a)) and key in ("", "4"):
            continue  # A and B were the only two to fall: of both
        if key == "4" and re.match(r"(?:two|three|four|five)\b", mid):
            continue
        if re.match(r"速|幅|(?:最|得)", said.text[x.end() :]) or re.search(r"亦|也|同时|仍|还|依然", mid):
            continue  # 唯一日均亦下跌者: of two measures at once
        sign, who = sign_of(x[w]), named[-1]
        columns = [c for c in moves(roll, words) if who.value(c) is not None and roll.whole(c)]
        if len(columns) > 1 and re.search(r"双", x.group()):
            pass
        sets = [[m for m, v in roll.values(c) if v * sign > 0] for c in columns]
        state = verdict([s == [who] for s in sets])
        if state == "contradicted" and any((who.value(c) or 0) * sign > 0 for c in columns):
            continue  # the only one of some: those that reported, those of a kind
        if state is not None:
            yield _draft(sentence, x.start(), x.end(), "extreme", "TIE107", state, who, columns[0])


def counts(rolls: Sequence[Roll], text: Said, sentence: Sentence, near: Sequence[Roll]) -> Iterator[Draft]:
    """``七个子行业五涨两跌``, ``六项指标均增长``, ``两只涨逾 20%``: held to the tables of that many members."""
    low = text.text
    for x in _COUNTS.finditer(low):
        if _LONE.fullmatch(low[: x.start()]) and len(low) < 4:
            continue
        up, down = number(x["u"] or x["u2"] or x["u3"] or ""), number(x["d"] or x["d2"] or x["d3"] or "")
        flat = number(x["f"]) if x["f"] else 0
        if min(up, down) < 0 or up + down + flat < 3:
            continue
        yield from _counted(rolls, near, sentence, low, x, up, down, flat)
    for x in _ALL.finditer(low):
        n = number(x["n"] or x["n2"])
        mixed = x["n2"] is not None
        noun = x["noun"] or x["noun2"] or ""
        if n < 3 or _SOME.search(_clause(low, x.start())):
            continue
        held = [r for r in _of_size(rolls, n) if r in near and of_noun(r, noun)]
        mid = "" if mixed else x["mid"]
        sign = 0 if mixed else sign_of(x["w"])
        truths, shown = [], None
        for r in held:
            if alien(r, mid):
                continue
            for c in moves(r, mid):
                if r.whole(c):
                    values = [v for _, v in r.values(c)]
                    truths.append(
                        min(values) < 0 < max(values) if mixed else all(v * sign > 0 for v in values)
                    )
                    shown = shown or (r, c)
        state = verdict(truths)
        if state is not None and shown is not None:
            r, c = shown
            up = sum(v > 0 for _, v in r.values(c))
            down = sum(v < 0 for _, v in r.values(c))
            yield _count_draft(
                sentence, x.start(), x.end(), state, r, c, f"the table gives {up} up and {down} down", n
            )
    for x in _OVER.finditer(low):
        named = [r for r in rolls if said_of(r, sentence).names]
        yield from _above(named or near, sentence, low, x)


def _of_size(rolls: Sequence[Roll], n: int) -> list[Roll]:
    return [r for r in rolls if len(r.members) == n and any(c.kind == "change" for c in r.columns)]


def _counted(
    rolls: Sequence[Roll],
    near: Sequence[Roll],
    sentence: Sentence,
    low: str,
    x: re.Match[str],
    up: int,
    down: int,
    flat: int,
) -> Iterator[Draft]:
    before = re.split(r"[。；;]", low[: x.start()])[-1][-36:]
    n = up + down + flat
    stated = re.findall(rf"(?<![\d.第])({NUMBER})\s*{_UNIT}", before)
    if stated and number(stated[-1]) not in (-1, n):
        return
    if _SOME.search(_clause(low, x.start())):
        return
    noun = re.findall(rf"{_UNIT}({_GAP}{{2,10}})$", re.sub(r"[中里]?[，,]?\s*$", "", before))
    held = [r for r in _of_size(rolls, n) if of_noun(r, noun[-1] if noun else "")]
    truths: list[bool] = []
    shown: tuple[Roll, Column] | None = None
    for r in held:
        for c in moves(r, low[max(0, x.start() - 12) : x.end()]):
            values = [v for m in r.members if (v := value_of(m, c)) is not None]
            if len(values) < len(r.members):
                continue
            fits = (sum(v > 0 for v in values), sum(v < 0 for v in values)) == (up, down)
            truths.append(fits)
            if fits or shown is None or (r in near and shown[0] not in near):
                shown = r, c
    state = verdict(truths)
    if state is None or shown is None:
        return
    r, c = shown
    sure = r in near or (bool(noun) and len(held) == 1) or (bool(stated) and len(held) == 1)
    if state == "contradicted" and not sure:
        return
    values = [v for m in r.members if (v := value_of(m, c)) is not None]
    reason = f"the table gives {sum(v > 0 for v in values)} up and {sum(v < 0 for v in values)} down"
    yield _count_draft(sentence, x.start(), x.end(), state, r, c, reason, n)


def _above(near: Sequence[Roll], sentence: Sentence, low: str, x: re.Match[str]) -> Iterator[Draft]:
    n, limit = number(x["n"]), Decimal(x["x"])
    sign = -1 if x["w"] in ("跌幅", "降幅", "跌") else 1
    if n < 1 or x["op"] == "达" or _SOME.search(re.sub("其中", "", _clause(low, x.start()))):
        return
    truths, shown = [], None
    for r in near:
        for c in moves(r, x.group()):
            if not r.whole(c):
                continue
            over = sum(v * sign > limit for _, v in r.values(c))
            truths.append(over == n)
            if over and (shown is None or over == n):
                shown = r, c, over
    state = verdict(truths)
    if state is None or shown is None or (state == "contradicted" and len(truths) > 2):
        return
    r, c, over = shown
    yield _count_draft(
        sentence, x.start(), x.end(), state, r, c, f"the table gives {over} of {len(r.members)}", n
    )


def _count_draft(
    sentence: Sentence, start: int, end: int, state: str, roll: Roll, column: Column, reason: str, n: int
) -> Draft:
    return Draft(
        "count", "TIE204", sentence.start + start, sentence.start + end, None,
        fixed=state, metric=column.header, said=n, reason=reason,
        evidence=tuple(c.evidence() for m in roll.members if (c := m.cell(column)) is not None),
    )  # fmt: skip


def _draft(
    sentence: Sentence,
    start: int,
    end: int,
    kind: str,
    rule: str,
    state: str,
    who: Member,
    column: Column,
) -> Draft:
    cell = who.cell(column)
    assert cell is not None

    return Draft(
        kind, rule, sentence.start + start, sentence.start + end, None,
        fixed=state, subject=who.name, metric=column.header, said=who.name,
        reason=f"the table gives {cell.text} for {who.name}, {column.header}", evidence=(cell.evidence(),),
    )  # fmt: skip
