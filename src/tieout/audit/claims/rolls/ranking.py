"""Places among the members: 增速最快的是 A, A 最低, 涨幅前三的是 A、B 和 C, 列第五, 第二低, the cheapest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....quantity import Quantity
from ...grid import norm
from ...mentions import Mention
from ...prose import Sentence
from ..base import Draft
from .choose import alien, columns_for, falling, moves, prints, verdict
from .roll import Column, Member, Roll
from .said import LIST, NAME, NUMBER, Said, number

__all__ = ["extremes", "places", "tops"]

_GAP = "[^\ue000-\uf8ff，。；;,!?\\d%、]"
_HIGH = r"最高|最快|最大|最多|居首|居前|领先|领涨|(?:位居|排名|排在|位列|居|列)第一|居第一|最贵|之最|居榜首"
_LOW = r"最低|最慢|最小|最少|居末|垫底|领跌|(?:排在|居|列)末位|最便宜|殿后"
_SUP = rf"(?P<hi>{_HIGH})|(?P<lo>{_LOW})"
_OF = re.compile(
    rf"(?:{_SUP})的?(?P<t>{_GAP}{{0,8}}?)(?:是|为|系|:|：)\s*[《“「]?(?P<a>{NAME})(?!{_GAP}{{0,6}}[、和与及/])"
)
_HAS = re.compile(rf"(?P<a>{NAME})(?P<m>{_GAP}{{0,12}}?)(?:{_SUP})(?!的?{_GAP}{{0,6}}(?:是|为|系))")
_EN_HI = r"largest|biggest|highest|fastest|greatest|strongest|dearest|most expensive"
_EN_LO = r"smallest|lowest|slowest|weakest|cheapest|least expensive"
_EN_HAS = re.compile(
    rf"(?P<a>{NAME})(?:'s|’s)?[^.;,\ue000-\uf8ff\d%]{{0,20}}?\b(?:is|was|are|were|has|had|showed|posted|saw|remained?|carries|trades as)\s+(?:the\s+)?(?:(?P<hi>{_EN_HI})|(?P<lo>{_EN_LO}))\b(?P<m>[a-z0-9 \-]{{0,40}})"
    rf"|(?P<a3>{NAME})\s+(?P<m3>grew|rose|gained|fell|declined|lost)\s+(?:the\s+)?(?:(?P<hi3>fastest|most)|(?P<lo3>slowest|least))\b"
)
_EN_OF = re.compile(
    rf"\bthe (?:(?P<hi>{_EN_HI})|(?P<lo>{_EN_LO}))\s+(?P<m>[a-z0-9 \-]{{0,30}}?)\s*(?:was|is|came from|at|by)\s+(?:that of |those of |the )?(?P<a>{NAME})"
)
_PLACE = re.compile(
    rf"(?P<a>{NAME})(?P<mid>[^。；;\ue000-\uf8ff]{{0,64}}?)(?:(?:位?列|位居|居|排名?|排在|名列|[升跌降回退滑]至|是|为)(?P<t>[^。；;，,由从\ue000-\uf8ff]{{0,10}}?)第(?P<k>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?P<way>高|低|大|小|快|慢)?(?![升跌降回退滑])"
    rf"|(?P<one>{_HIGH}|{_LOW}|次高|次低|次大|次小|居次|次之)(?!的|达|见|可|为|至|价|点|跌|涨|降|升|回|单|限|优))"
)
_TOP = re.compile(
    rf"(?P<m>{_GAP}{{0,10}}?)(?:居|排名?|位居|位列|列)?前(?P<k>[二三两四五六七八九十\d]{{1,2}})(?:位|名|大|强|家|款)?的?(?P<t>{_GAP}{{0,8}}?)(?:分别|依次)?(?:是|为|:|：)(?:分别|依次)?(?P<items>[^。；;：:（(]{{2,90}})"
)
_LED = re.compile(
    rf"(?P<list>{LIST})(?P<m>{_GAP}{{0,8}}?(?:涨幅|跌幅|升幅|降幅|增速))(?P<v>居前|领先|靠前|(?:位居|位列|排名|居|列)前(?P<k>[二三两四五\d]))"
)
_SOME = re.compile(
    r"国产|国内|海外|其中|除|剔除|不[含计]|之一|历史|以来|曾|一度|连续|创|若|假设|预计|有望|预期|同行|全球|区间|类|单[日月周笔]|"
    r"\bamong\b|\bexcept|\bexcluding|\bex\b|\bother than|\bever\b|\bsince\b|\bone of\b|\bwithin\b|of the \w+|\bof which\b|second[- ]|without|expect|forecast|will\b"
)


_LEVEL = re.compile(
    r"价格|单价|报价|均价|租金|收入|营收|利润|销量|产量|出货|规模|市值|用户|月活|访问量|\b(?:price|sales|revenue|profit|users|visits)"
)
_MOVES = re.compile(r"[涨跌升降增减]|环比|同比|变动|grow|grew|rise|rose|fall|fell|gain|drop|declin|chang")


def extremes(roll: Roll, said: Said, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Draft]:
    """The one at the head or the foot of a column."""
    for pattern in (_OF, _HAS, _EN_HAS, _EN_OF):
        for x in pattern.finditer(said.text):
            groups = x.groupdict()
            name = "a3" if groups.get("a3") else "a"
            if not groups.get(name):
                continue
            named = said.at(x.start(name), x.end(name))
            high = bool(groups.get("hi") or groups.get("hi3"))
            begin = max(said.text.rfind(c, 0, x.start()) for c in "。；;") + 1
            clause = re.split(r"[，,。；;]", said.text[: x.start()])[-1]
            words = said.text[begin : x.end()]
            if not named or _SOME.search(clause + x.group()) or _enumerated(said.text, x.start(name)):
                continue
            if _narrowed(said.text, x.start()) or re.search(r"并列|同[为是列样]", x.group()):
                continue
            if re.match(r"\s*(?:以外|之外|外)|\s*(?:excluded|aside)", said.text[x.end(name) :]):
                continue
            if alien(roll, (groups.get("m") or groups.get("m3") or "")[:16] + "|" + (groups.get("t") or "")):
                continue
            if re.match(r"[^，。；;]{0,3}的?(?:两|三|[2-5])[家个只款]", said.text[x.end() :]):
                continue
            figures = _figures(row, sentence, x, said)
            yield from _extreme(roll, sentence, x, named[-1], high, words, figures, said)


def _enumerated(text: str, at: int) -> bool:
    return bool(re.search(r"[、和与及]\s*$|\band\s+$", text[:at]))


def _figures(row: Sequence[Mention], sentence: Sentence, x: re.Match[str], said: Said) -> list[Quantity]:
    """Figures that stand right behind the statement: 最低的是 A（39.7 倍）, A 最高，为 5.2%."""
    tail = re.match(
        r"[^。；;，,\ue000-\uf8ff]{0,4}(?:[，,](?:为|达到?|报|跌|涨|升|降|at)?)?[^。；;，,\ue000-\uf8ff]{0,12}",
        said.text[x.end() :],
    )
    end = sentence.start + x.end() + (tail.end() if tail else 0)
    begin = sentence.start + x.start()
    return [m.q for m in row if begin <= m.q.start < end and m.q.high is None and _digits(m.q) >= 2][:1]


def _digits(q: Quantity) -> int:
    return sum(c.isdigit() for c in q.text.lstrip("0."))


def _extreme(
    roll: Roll,
    sentence: Sentence,
    x: re.Match[str],
    who: Member,
    high: bool,
    words: str,
    figures: Sequence[Quantity],
    said: Said,
) -> Iterator[Draft]:
    columns, named = columns_for(roll, words, figures, who)
    if not columns and re.search(r"快|慢|领涨|领跌|fast|slow", x.group()):
        columns, named = moves(roll, words), True
    clause = re.split(r"[，,；;]", words)[-1]
    if _LEVEL.search(clause) and not _MOVES.search(clause):
        columns = [c for c in columns if c.kind != "change"]  # 跌幅最大的是甲，乙价格最低
    columns = [c for c in columns if who.value(c) is not None and roll.whole(c)]
    if not named or not columns or len(roll.members) < 3:
        return
    truths, shown = [], None
    for c in columns:
        ranked = roll.values(c)
        down = not high
        moved = c.kind == "change" or any(v < 0 for _, v in ranked)
        if moved and falling(words[-30:]) and not re.search(r"涨跌", words[-30:]):
            down = high
        if re.search(r"领涨|领跌", x.group()):
            down = "领跌" in x.group()
        if down:
            ranked.reverse()
        value = who.value(c)
        truths.append(value == ranked[0][1])
        if shown is None:
            place = next(k for k, (m, _) in enumerate(ranked, 1) if m is who)
            shown = c, place, ranked[0][0]
    state = verdict(truths)
    if state is None or shown is None:
        return
    column, place, best = shown
    if state == "contradicted" and _other_measure(roll, said, x):
        return
    yield _draft(
        sentence, x, state, "extreme", "TIE107", who, column,
        f"{who.name} is at place {place} of {column.header}; place 1 is {best.name}", best.name,
    )  # fmt: skip


def _other_measure(roll: Roll, said: Said, x: re.Match[str]) -> bool:
    """True where the clause speaks of something the table does not measure."""
    clause = re.split(r"[，,。；;]", said.text[: x.start()])[-1]
    return alien(roll, clause)


def places(roll: Roll, said: Said, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Draft]:
    """``9.6 百万部，由第一跌至第四``, ``54.8 倍，是 7 家中第二低的``: the figure says which column is meant."""
    for x in _PLACE.finditer(said.text):
        one = x["one"] or ""
        named = said.at(x.start("a"), x.end("a"))
        k = (2 if "次" in one else 1) if one else number(x["k"])
        way = one or x["way"] or ""
        mid = x["mid"] + (x["t"] or "")
        scope = re.findall(
            rf"({NUMBER})\s*(?:家|个|只|款|项|种|大)[^，。；]{{0,6}}?(?:中|里)?[^，。；]{{0,5}}$", mid
        )
        if (
            not named
            or k < 1
            or k > len(roll.members)
            or _SOME.search(mid)
            or _enumerated(said.text, x.start())
        ):
            continue
        if scope and number(scope[-1]) not in (len(roll.members), -1):
            continue
        if _narrowed(said.text, x.start()) or re.search(r"并列|同[为是列样]", mid):
            continue
        tail = said.text[x.end() : x.end() + 4]
        if re.match(r"名?[\ue000-\uefff]", said.text[x.end() :]):
            continue  # 是第二名三星的 11.6 倍
        if re.match(r"[\s\-—]*(?:季|次|代|批|期|周|个|款|家|阶|类|大?股东|届|步|部|天|年|月|轮|份额)", tail):
            continue
        begin, end = sentence.start + x.start(), sentence.start + x.end()
        before = [m.q for m in row if begin <= m.q.start < end and m.q.high is None and not m.q.rank]
        figures = [q for q in before if _digits(q) >= 2 and not _counts(q)][-1:]
        columns = [c for c in roll.columns if figures and _own(named[-1], c, figures)]
        if not columns:
            continue
        who = named[-1]
        truths, shown = [], None
        for c in columns:
            ranked = roll.values(c)
            if not roll.whole(c):
                continue
            if re.search(r"低|小|慢|少|末|垫底|领跌|便宜", way) or (
                c.kind == "change" and falling(mid[-12:])
            ):
                ranked.reverse()
            value = who.value(c)
            better = sum(v != value and (m_before(ranked, v) < m_before(ranked, value)) for _, v in ranked)
            truths.append(better + 1 == k)
            shown = shown or (c, better + 1)
        state = verdict(truths)
        if state is None or shown is None:
            continue
        if state == "contradicted" and not way and _ranked_otherwise(roll, who, k):
            state = "supported"
        if state == "contradicted" and any(_at(roll, who, q, k, way) for q in before):
            continue
        if state == "contradicted" and shown[0].kind == "change" and _placed_elsewhere(roll, who, k):
            continue
        if state == "contradicted" and one and alien(roll, re.sub(r"^.*[，,]", "", mid)):
            continue
        yield _draft(
            sentence,
            x,
            state,
            "order",
            "TIE107",
            who,
            shown[0],
            f"{who.name} is at place {shown[1]} of {shown[0].header}",
            shown[1],
        )


_WITHIN = re.compile(
    r"(?:国产|国内|海外|国外|A股|港股|美股|垂类|头部|开源|闭源|[类端]|(?:模型|产品|应用|品牌|公司|领域|赛道|阵营|业务|市场|板块)[中里]|among|within|in the)[^，。；;]{0,8}(?:[中里]|方面)?[，,：:]?[^，。；;]{0,10}$"
)


def _narrowed(text: str, at: int) -> bool:
    """True where what stands before the name speaks of some of the rows: 国产模型中，."""
    begin = max(text.rfind(c, 0, at) for c in "。；;") + 1
    return bool(_WITHIN.search(text[begin:at]) or _SOME.search(text[max(begin, at - 24) : at]))


def _at(roll: Roll, who: Member, q: Quantity, k: int, way: str) -> bool:
    """True where another figure told of the same name has the place said."""
    for c in roll.columns:
        if not prints(who.cell(c), q) or not roll.whole(c):
            continue
        values = [v for _, v in roll.values(c)]
        value = who.value(c)
        if value is None:
            continue
        over, under = sum(v > value for v in values) + 1, sum(v < value for v in values) + 1
        if k in ((under,) if re.search(r"低|小|慢|少|末", way) else (over,)):
            return True
    return False


def _counts(q: Quantity) -> bool:
    return (
        q.scale == 1
        and q.decimals == 0
        and abs(q.value) < 100
        and q.unit in ("家", "个", "只", "款", "项", "种", None)
    )


def m_before(ranked: Sequence[tuple[Member, Decimal]], value: Decimal | None) -> int:
    """The first place of a figure in the order given."""
    return next((i for i, (_, v) in enumerate(ranked) if v == value), len(ranked))


def _own(who: Member, column: Column, figures: Sequence[Quantity]) -> bool:
    return any(prints(who.cell(column), q) for q in figures)


def _ranked_otherwise(roll: Roll, who: Member, k: int) -> bool:
    """True where a printed rank of the row, or its place in another column of levels, is the one said."""
    cells = roll.grid.rows[who.index].cells if who.index < len(roll.grid.rows) else ()
    first = cells[0].text.strip() if cells else ""
    return first == str(k)


def _placed_elsewhere(roll: Roll, who: Member, k: int) -> bool:
    """True where another column of the table gives the place: 由第四退到第五 beside a growth of -2.7%."""
    for c in roll.columns:
        value, ranked = who.value(c), [v for _, v in roll.values(c)]
        if value is not None and k in (
            1 + sum(v > value for v in ranked),
            1 + sum(v < value for v in ranked),
        ):
            return True
    return False


def tops(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """``涨幅前三的是 A、B 和 C``; ``A、B 周涨幅居前``."""
    for x in _TOP.finditer(said.text):
        if _SOME.search(re.split(r"[，,。；;]", said.text[: x.start()])[-1] + x["m"] + x["t"]):
            continue
        k = number(x["k"])
        items = [i for i in re.split(r"、|和|与|以及|及|,", re.split(r"[，]", x["items"])[0]) if i.strip()]
        named = [said.at(x.start("items"), x.end("items"))]
        members = named[0]
        if k < 2 or len(items) != k or len(members) < k - 1 or len(roll.members) < k:
            continue
        stranger = next((i for i in items if not re.search("[\ue000-\uefff]", i)), None)
        words = said.text[: x.end("m")] + said.text[x.start("m") : x.start("items")]
        yield from _topk(roll, sentence, x, members, k, words, stranger)
    for x in _LED.finditer(said.text):
        members = said.at(x.start("list"), x.end("list"))
        k = number(x["k"]) if x["k"] else len(members)
        before = re.split(r"[，,。；;]", said.text[: x.start()])[-1]
        if (
            len(members) < 2
            or len(members) != k
            or _SOME.search(before)
            or re.search(r"[、和与及]\s*$", before)
        ):
            continue
        yield from _topk(roll, sentence, x, members, k, before + x["m"], None)


def _topk(
    roll: Roll,
    sentence: Sentence,
    x: re.Match[str],
    members: Sequence[Member],
    k: int,
    words: str,
    stranger: str | None,
) -> Iterator[Draft]:
    columns, named = columns_for(roll, words)
    columns = [c for c in columns if roll.whole(c) and len(roll.members) >= k]
    if not named or not columns:
        return
    truths, shown = [], None
    for c in columns:
        ranked = roll.values(c)
        if falling(words[-12:]):
            ranked.reverse()
        best = [m for m, _ in ranked[:k]]
        fits = stranger is None and {m.index for m in members} == {m.index for m in best}
        truths.append(fits)
        overlap = sum(m in best for m in members)
        if shown is None or overlap > shown[2]:
            shown = c, best, overlap
    state = verdict(truths)
    if state is None or shown is None:
        return
    column, best, overlap = shown
    if state == "contradicted" and overlap < k - 1:
        return  # the first of another table
    names = "、".join(m.name for m in best)
    who = next((m for m in members if m not in best), members[0])
    yield _draft(
        sentence, x, state, "topk", "TIE103", who, column, f"by {column.header} the places are {names}", names
    )


def _draft(
    sentence: Sentence,
    x: re.Match[str],
    state: str,
    kind: str,
    rule: str,
    who: Member,
    column: Column,
    reason: str,
    expected: object,
) -> Draft:
    cell = who.cell(column)
    return Draft(
        kind, rule, sentence.start + x.start(), sentence.start + x.end(), None,
        fixed=state, subject=who.name, metric=column.header, said=norm(who.name), expected=expected,
        reason=reason, evidence=(cell.evidence(),) if cell is not None else (),
    )  # fmt: skip
