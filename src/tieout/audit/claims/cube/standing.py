"""How the lines of a cube stand to each other, in words: who is largest, third, above another, so many times another.

``The K5 remains the cheapest card``; ``Ningbo grew the fastest``; ``Qingdao ranked fourth``; ``a B20 costs 1.9 times as much as
an H10``; 中陆电信净利率高于联港通信; 由高到低依次为. Only the table's own words may stand between the name and the word, and the
column is the one of the measure and the moment said, or the only one there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.claim import ClaimKind
from ....model.formula import Operand, compute, verify
from ....quantity import Quantity
from ..base import unsigned
from . import cues
from .naming import Named
from .ranged import Column, by_amount, column_of, columns_of, own_figures
from .spoken import Spoken
from .table import Cube
from .told import Told

__all__ = ["standing_of"]

_NAME = "(?:[\ue000-\uefff]\uf8ff*)"
_GAP = "[^\ue000-\uf8ff;；。!?]"
_HI = r"largest|biggest|highest|greatest|most expensive|dearest|priciest|most valuable|busiest|heaviest|top"
_LO = r"smallest|lowest|cheapest|least expensive|least valuable|bottom"
_FAST = r"fastest|strongest|quickest|steepest|sharpest"
_SLOW = r"slowest|weakest"
_SUP = rf"(?:(?P<nth>second|third|fourth|fifth)[- ])?(?:(?P<hi>{_HI})|(?P<lo>{_LO})|(?P<fast>{_FAST})|(?P<slow>{_SLOW}))\b"
_IS = r"\b(?:is|was|are|were|remain(?:s|ed)?|being|had|has|have|posted|showed|saw|recorded|became|stay(?:s|ed)|offers?|carries|commands?)\s+(?:(?:still|again|by far|thus|therefore|also|easily|now|once more)\s+)*(?:the\s+)?"
_HAS = re.compile(rf"(?P<a>{_NAME})(?:['’]s?)?(?P<m>{_GAP}{{0,60}}?){_IS}{_SUP}(?P<t>{_GAP}{{0,48}})")
_OF = re.compile(
    rf"(?P<m>)(?:\bthe |^\W*){_SUP}(?P<t>{_GAP}{{0,48}}?)\b(?:is|was|were|are|remains|remained|being|came|comes|went|goes|belongs|belonged|at|in|by)\s+(?:(?:from|to|at|in|by|that of|those of|the|seen in|recorded at|recorded in|recorded by|still|again)\s+)*(?P<a>{_NAME})"
)
_SEEN = re.compile(
    rf"(?P<m>)\b(?:is|was|were|and|but|,)\s+(?:the )?{_SUP}(?P<t>)(?:\s*,[^,\ue000-\uf8ff]{{0,24}},)?\s+(?:at|in|for|among|from)\s+(?:the )?(?P<a>{_NAME})(?=\s*(?:[,.;(]|$|and\b|with\b|at\b))"
)
_LED = re.compile(
    rf"(?P<a>{_NAME})(?P<m>{_GAP}{{0,12}}?)\b(?:(?P<hi>led|leads|topped|tops)|(?P<lo>lagged|trailed|brought up the rear))(?P<t> the (?:week|month|quarter|table|list|field|gainers|market|way|pack|group|gains|board|rankings?)\b)"
)
_GAPPED = re.compile(
    rf"(?:\band|,|;|\bwhile)\s*(?:the )?(?P<a>{_NAME})(?P<m>)\s+the {_SUP}(?P<t>{_GAP}{{0,48}})"
)
_GREW = re.compile(
    rf"(?P<a>{_NAME})(?P<m>{_GAP}{{0,30}}?)\b(?:(?P<up>grew|rose|gained|increased|expanded|climbed|advanced)|(?P<down>fell|declined|dropped|lost|shrank|slipped|decreased|slid))(?: by)?(?: the)? (?:(?P<hi>fastest|most|furthest|quickest|hardest|sharpest|strongest)|(?P<lo>slowest|least))\b(?P<t>{_GAP}{{0,40}})"
)
_PLACE = re.compile(
    rf"(?P<a>{_NAME})(?P<m>{_GAP}{{0,40}}?)\b(?:is|was|ranks?|ranked|came|comes|finished|placed|stands|stood|remain(?:s|ed)|stays?|stayed|took|takes|held|holds)\s+(?:(?:in|the|now|still|again|only)\s+)*(?P<k>first|second|third|fourth|fifth|sixth|seventh|eighth)(?: place| spot)?(?=\s*(?:[,.;:)]|$|with\b|at\b|by\b|on\b|behind\b|ahead\b|and\b))"
)
_ONLY = re.compile(
    rf"(?P<a>{_NAME})(?P<m>{_GAP}{{0,24}}?)\b(?:is|was|were|being|remained) the only (?:[a-z\-]+ ){{1,3}}(?:to (?:have )?(?:(?P<up>rise|risen|grow|grown|gain|gained|increase|increased|advance|expand|climb|improve)|(?P<down>fall|fallen|decline|declined|drop|dropped|decrease|decreased|shrink|shrunk|slip|lose|contract|ease))|(?:that|which) (?:(?P<up2>rose|grew|gained|increased|expanded|climbed)|(?P<down2>fell|declined|dropped|decreased|shrank|slipped|eased)))\b(?P<t>{_GAP}{{0,50}})"
)
_NTH = {
    w: k
    for k, w in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"), 1)
}
_MORE = r"exceed(?:s|ed)|surpass(?:es|ed)|outsold|(?:is|was|are|were|stood|remain(?:s|ed)|cost(?:s)?) (?:still |again |well |slightly )*(?:higher than|larger than|bigger than|greater than|above|ahead of|dearer than|more than|more expensive than)|高于|大于|多于|超过|贵于|高过"
_LESS = r"(?:is|was|are|were|stood|remain(?:s|ed)|cost(?:s)?) (?:still |again |well |slightly )*(?:lower than|smaller than|below|less than|fewer than|behind|cheaper than)|低于|小于|少于|不及|不如"
_FASTER = r"outgrew|outpaced|(?:grew|rose|gained) (?:faster|more|more quickly) than|快于|跑赢"
_SLOWER = r"(?:grew|rose|gained) (?:more slowly|less) than|慢于|跑输"
_VERSUS = re.compile(
    rf"(?P<a>{_NAME})(?:['’]s?)?(?P<m>{_GAP}{{0,40}}?)(?:(?P<more>{_MORE})|(?P<less>{_LESS})|(?P<faster>{_FASTER})|(?P<slower>{_SLOWER}))\s*(?:that |those )?(?:of |in |at |for )?(?:the )?(?P<b>{_NAME})(?P<t>)(?!['’]?s? (?:in|of|a year|last)\b)"
)
_TIMES = re.compile(
    rf"(?P<a>{_NAME})(?:['’]s?)?(?P<m>{_GAP}{{0,50}}?)(?P<n>[1-9][\d.]*|two|three|four|five|six|seven|eight|nine|ten|twelve)(?:[\s-]*times|x|-fold)\s+(?:as (?:many|much|large|big|high|dear|expensive|fast|heavy|costly)(?: [a-z]+)? as|that (?:of|at|in|for)|those (?:of|at|in)|the (?:size|level|rate|price|value|cost|figure|[a-z]+) (?:of|at|in|for)|(?=an? |the |[\ue000-\uefff]))\s*(?:in |at )?(?:an? |the |that of )?(?P<b>{_NAME})"
)
_TIMES_ZH = re.compile(
    rf"(?P<a>{_NAME})(?P<m>{_GAP}{{0,30}}?)(?:约|仅|已|则)*(?:为|是|相当于|达到?)(?:约|近|逾|超过?)*(?P<b>{_NAME})的?(?:约|近|逾|超过?|仅)*(?P<n>[\d.]+|[两二三四五六七八九十])\s*倍"
)
_TIMES_NEXT = re.compile(
    rf"(?:、|，|,|和|及|与|是|为|同时)+(?P<b>{_NAME})的?(?:约|近|逾|超过?|仅)*(?P<n>[\d.]+|[两二三四五六七八九十])\s*倍"
)
_ORDER = re.compile(
    rf"\b(?:ranked|ordered|in order of|by) (?:by |of )?(?P<m>{_GAP}{{2,24}}?), the order (?:is|was)(?: still| again)? (?P<names>{_NAME}(?:,? (?:and )?(?:then )?{_NAME})+)"
)
_AMONG = re.compile(
    rf"(?P<a>{_NAME})(?P<m>{_GAP}{{0,14}}?)介[于乎](?P<b>{_NAME})(?:与|和|及|同)(?P<c>{_NAME})(?:{_GAP}{{0,4}})之间"
)
_RANKED = re.compile(
    rf"(?P<how>[由从](?:[高多大快]到[低少小慢]|[低少小慢]到[高多大快]))(?:排[列序名]?)?(?:依次|分别|顺序)?(?:为|是|：|:)(?P<names>{_NAME}(?:\s*(?:、|和|与|及|，|,)\s*{_NAME})+)"
)
_SOME = re.compile(
    r"\b(?:among|except|excluding|ex|other than|ever|since|one of|within|of which|outside|after|behind|without|apart|aside|record|in (?:asia|europe|america|china)|joint|tied|equal|if|for (?:the )?(?:first|second|third|\d)|in (?:\w+ )?(?:years?|months|weeks|decade)|so far|single|relative|adjusted|average|per|margin|contribut\w*|respectively|absolute)\b"
    r"|除|其中|之一|历史|以来|并列|若|预计|有望|剔除|贡献|人均"
)
_OF_N = re.compile(
    r"\bof (?:the|all|our|these) (?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_COUNT = {
    w: k for k, w in enumerate(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 2)
}
_RATE = re.compile(
    r"\b(?:growth|increase|rise|gain|grow\w*|rate of increase|change)\b|增速|涨幅|升幅|增幅|增长"
)
_DROP = re.compile(
    r"\b(?:fall|falls|decline|declines|drop|decrease|loss|losses|slide|contraction)\b|跌幅|降幅"
)


def standing_of(cube: Cube, spoken: Spoken) -> Iterator[Told]:
    """The statements of a sentence on how lines of the cube stand to each other."""
    if not spoken.names or cube.grid.table.tracker:
        return  # a tracked table has its own readers of places
    text = _slotted(spoken)
    for pattern in (_HAS, _OF, _SEEN, _GREW, _LED, _GAPPED):
        for x in pattern.finditer(text):
            yield from _extreme(cube, spoken, text, x)
    for x in _ONLY.finditer(text):
        yield from _only(cube, spoken, x)
    for x in _PLACE.finditer(text):
        yield from _place(cube, spoken, x)
    for x in _VERSUS.finditer(text):
        yield from _versus(cube, spoken, text, x)
    for pattern in (_TIMES, _TIMES_ZH):
        at = 0
        while found := pattern.search(text, at):
            at = found.start() + 1
            yield from _times(cube, spoken, found, found)
            more = _TIMES_NEXT.match(text, found.end())
            while more is not None:  # 是 B 的 3.5 倍、C 的 11.8 倍
                yield from _times(cube, spoken, found, more)
                more = _TIMES_NEXT.match(text, more.end())
    for x in _ORDER.finditer(text):
        yield from _ordered(cube, spoken, x)
    for x in _AMONG.finditer(text):
        yield from _among(cube, spoken, x)
    for x in _RANKED.finditer(text):
        yield from _ranked(cube, spoken, text, x)


def _slotted(spoken: Spoken) -> str:
    """The folded sentence with each name as one slot of the same length."""
    chars, at = list(spoken.sentence.low), spoken.sentence.start
    for k, n in enumerate(spoken.names[:900]):
        chars[n.start - at : n.end - at] = [chr(0xE000 + k)] + ["\uf8ff"] * (n.end - n.start - 1)
    return "".join(chars)


def _who(spoken: Spoken, x: re.Match[str], group: str = "a") -> Named:
    return spoken.names[ord(x[group][0]) - 0xE000]


def _free(
    cube: Cube, spoken: Spoken, x: re.Match[str], lead: Named, *, words: Sequence[str] = ("m", "t")
) -> bool:
    """True where nothing but the table's own words stands in the gaps of a frame, and nothing narrows the rows."""
    at = spoken.sentence.start
    before = re.split(r"[,，;；。]", spoken.sentence.low[: x.start()])[-1]
    if _SOME.search(before) or any(_SOME.search(x[w] or "") for w in words if w in x.groupdict()):
        return False
    count = _OF_N.search(x.group())
    if count and _COUNT[count["n"]] != len([k for k in cube.members if not k.rest]):
        return False
    for w in words:
        if w not in x.groupdict() or not x[w]:
            continue
        end = x.end(w)
        cut = (
            re.match(r"(?:(?!\band\b|\bbut\b|\bwhile\b|\bwith\b|\bat [$\d])[^,;.])*", x[w])
            if w == "t"
            else None
        )
        end = x.start(w) + cut.end() if cut else end
        if not cues.plain(cube, spoken, at + x.start(w), at + _trimmed(spoken, x.start(w), end)):
            return False
    return cues.opens(cube, spoken, lead.start)


def _trimmed(spoken: Spoken, start: int, end: int) -> int:
    """The end of a stretch without the words that only say of how many: of the three, of the week."""
    words = spoken.sentence.low[start:end]
    found = re.search(
        r"\s*\b(?:of|in|on) (?:the|all|our|these) (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|week|month|quarter|year|table|list|group|lot)\b.*$",
        words,
    )
    return start + found.start() if found else end


def _extreme(cube: Cube, spoken: Spoken, text: str, x: re.Match[str]) -> Iterator[Told]:
    at = spoken.sentence.start
    who = _who(spoken, x)
    groups = x.groupdict()
    before = re.split(r"[;；。]", text[: x.start()])[-1][-90:] if x.re is _SEEN else x["m"][-40:]
    near = before + " " + x["t"].split(",")[0]
    rate = bool(
        groups.get("up")
        or groups.get("down")
        or groups.get("fast")
        or groups.get("slow")
        or _RATE.search(near)
        or _DROP.search(near)
    )
    drop = bool(groups.get("down") or _DROP.search(near))
    vague = rate and not (groups.get("up") or groups.get("down") or _RATE.search(near) or _DROP.search(near))
    if (_RATE.search(near) and _DROP.search(near)) or re.search(
        r"\b(?:followed|ahead|except|than)\b", x["t"]
    ):
        return
    if not _free(cube, spoken, x, who) or _listed(text, x):
        return
    column = None if vague else column_of(cube, spoken, at + x.start(), at + x.end(), rate=rate)
    if column is None and (not rate or vague or groups.get("up")):
        yield from _in_any(cube, spoken, x, who, high=bool(groups.get("hi") or groups.get("fast")))
    if column is None or who.line not in column.values or len(column.values) < 3:
        return
    if not rate and not own_figures(cube, spoken, x, column, who.line):
        return
    high = bool(groups.get("hi") or groups.get("fast"))
    if groups.get("up") or groups.get("down") or re.search(r"increase|rise|gain|fall|decline|drop", near):
        if by_amount(cube, column, who.line, high=high, drop=drop):
            return
    values = sorted(column.values.values(), reverse=high != drop)
    place = _NTH[groups["nth"]] if groups.get("nth") else 1
    if drop and not any(v < 0 for v in values):
        return
    yield from _at_place(cube, spoken, x, who, column, values, place, "extreme")


def _in_any(cube: Cube, spoken: Spoken, x: re.Match[str], who: Named, *, high: bool) -> Iterator[Told]:
    """Where no measure is named: wrong only if it is so in no column of the table."""
    columns = columns_of(cube)
    if (
        not columns
        or len(columns[0].values) < 3
        or who.line not in columns[0].values
        or x.groupdict().get("nth")
    ):
        return
    if any(c.values[who.line] == (max if high else min)(c.values.values()) for c in columns):
        return
    figures = [m for m in spoken.row if 0 <= m.q.start - spoken.sentence.start - x.end() < 24]
    held: list[Column] = []
    if figures:  # the weakest, down 2.1%: the figure tells the column
        size = abs(figures[0].q.value / figures[0].q.scale)
        held = [c for c in columns if any(abs(v) == size for v in c.values.values())]
    noun = re.match(r"\s*([a-z\-]{3,})", x["t"])
    own = noun is not None and any(
        noun[1].rstrip("s") in h.text.lower() for h in cube.heads if h.kind == "text"
    )
    if not held and not own and x.re is not _LED:
        return  # was weakest: in what is not said
    held = held or columns
    values = sorted(held[0].values.values(), reverse=high)
    yield from _at_place(cube, spoken, x, who, held[0], values, 1, "extreme")


def _at_place(
    cube: Cube,
    spoken: Spoken,
    x: re.Match[str],
    who: Named,
    column: Column,
    values: list[Decimal],
    place: int,
    kind: ClaimKind,
) -> Iterator[Told]:
    at = spoken.sentence.start
    own = column.values[who.line]
    first, last = values.index(own) + 1, len(values) - values[::-1].index(own)
    best = next(k for k, v in column.values.items() if v == values[place - 1])
    label, other = cube.lines[who.line].label, cube.lines[best].label
    cells = (*column.cells[who.line], *column.cells[best])
    reason = f"the table gives {column.text(who.line)} for {label}, {column.text(best)} for {other}"
    yield Told(
        kind,
        at + x.start(),
        at + x.end() - len(x["t"]) if "t" in x.groupdict() else at + x.end(),
        first <= place <= last,
        reason,
        cells,
        label,
    )


def _listed(text: str, x: re.Match[str]) -> bool:
    """True where the name is one of several: A and B are the cheapest."""
    before, after = text[: x.start("a")], text[x.end("a") :]
    return bool(
        re.search(rf"{_NAME}\s*(?:,|and|or|&|/|、|和|与)\s*(?:the )?$", before)
        or re.match(rf"\s*(?:,|and|or|&|/|、|和|与)\s*(?:the )?{_NAME}", after)
    )


def _only(cube: Cube, spoken: Spoken, x: re.Match[str]) -> Iterator[Told]:
    at, who = spoken.sentence.start, _who(spoken, x)
    if not _free(cube, spoken, x, who) or _listed(_slotted(spoken), x):
        return
    column = column_of(cube, spoken, at + x.start(), at + x.end(), rate=True)
    if column is None or who.line not in column.values or len(column.values) < 3:
        return
    way = 1 if x["up"] or x["up2"] else -1
    went = [k for k, v in column.values.items() if v * way > 0]
    label = cube.lines[who.line].label
    if who.line in went and len(went) > 1:
        return  # the only one of some that are not named
    cells = column.cells[who.line]
    reason = f"the table gives {column.text(who.line)} for {label}"
    yield Told("extreme", at + x.start(), at + x.start("t"), went == [who.line], reason, cells, label)


def _place(cube: Cube, spoken: Spoken, x: re.Match[str]) -> Iterator[Told]:
    at, who = spoken.sentence.start, _who(spoken, x)
    if not _free(cube, spoken, x, who) or len(cube.measures) != 1 or _listed(_slotted(spoken), x):
        return
    if _RATE.search(spoken.sentence.low) or _DROP.search(spoken.sentence.low):
        return  # third of those that grew fastest
    column = column_of(cube, spoken, at + x.start(), at + x.end(), rate=False)
    k = _NTH[x["k"]]
    if column is None or who.line not in column.values or k > len(column.values):
        return
    values = sorted(column.values.values(), reverse=True)
    if [*column.values.values()] != values:
        return  # a table that is not set in order may be ranked by anything
    yield from _at_place(cube, spoken, x, who, column, values, k, "order")


def _versus(cube: Cube, spoken: Spoken, text: str, x: re.Match[str]) -> Iterator[Told]:
    at, one, two = spoken.sentence.start, _who(spoken, x), _who(spoken, x, "b")
    if one.line == two.line or not _free(cube, spoken, x, one, words=("m",)) or _listed(text, x):
        return
    if re.match(r"\s*(?:、|和|与|及|,|and\b|or\b)", text[x.end() :]) or re.search(r"\d", x["m"]):
        return
    behind = text[x.end() : x.end() + 24]
    if re.match(r"(?:的)?[^，,。；;\ue000-\uf8ff\d]{2,}", behind) and not re.match(
        r"['’]?s?\s*(?:[,，.。]|by\b|for\b|to\b)", behind
    ):
        return
    faster, slower = x["faster"], x["slower"]
    rate = bool(faster or slower or _RATE.search(x["m"]))
    column = column_of(cube, spoken, at + x.start(), at + x.end(), rate=rate)
    if column is None or not {one.line, two.line} <= column.values.keys():
        return
    if not rate and not own_figures(cube, spoken, x, column, one.line):
        return
    a, b = column.values[one.line], column.values[two.line]
    more = bool(x["more"] or faster)
    labels = [cube.lines[n.line].label for n in (one, two)]
    cells = (*column.cells[one.line], *column.cells[two.line])
    reason = (
        f"the table gives {column.text(one.line)} for {labels[0]}, {column.text(two.line)} for {labels[1]}"
    )
    yield Told("order", at + x.start(), at + x.end(), a != b and (a > b) == more, reason, cells, labels[0])


def _times(cube: Cube, spoken: Spoken, x: re.Match[str], y: re.Match[str]) -> Iterator[Told]:
    at, one, two = spoken.sentence.start, _who(spoken, x), _who(spoken, y, "b")
    m = next((m for m in spoken.row if m.q.start - at <= y.start("n") < m.q.end - at), None)
    if (
        m is None
        or m.unit_kind != "times"
        or one.line == two.line
        or not _free(cube, spoken, x, one, words=("m",))
    ):
        return
    if _RATE.search(x["m"]):
        return
    column = column_of(cube, spoken, at + x.start(), at + x.end("m"), rate=False)
    if column is None or not {one.line, two.line} <= column.values.keys():
        return
    if not own_figures(cube, spoken, x, column, one.line):
        return
    (ca,), (cb,) = column.cells[one.line], column.cells[two.line]
    a, b = cube.figure(one.line, ca.col), cube.figure(two.line, cb.col)
    if a is None or b is None or min(a.operand.value, b.operand.value) <= 0:
        return
    labels = [cube.lines[n.line].label for n in (one, two)]
    ratio = a.operand.value / b.operand.value
    reason = f"{ca.text} / {cb.text} = {ratio:.2f}"
    good = _fits(m.q, a.operand, b.operand)
    yield Told(
        "multiple",
        m.q.start,
        at + y.end() if at + y.end() > m.q.end else m.q.end,
        good,
        reason,
        (ca, cb),
        labels[0],
    )


def _fits(q: Quantity, a: Operand, b: Operand) -> bool:
    return verify(unsigned(q), compute("ratio", a, b)).verdict != "contradicted"


def _ordered(cube: Cube, spoken: Spoken, x: re.Match[str]) -> Iterator[Told]:
    """``Ranked by visits, the order is A, B and C``: from the greatest down."""
    at = spoken.sentence.start
    names = [spoken.names[ord(c) - 0xE000] for c in re.findall("[\ue000-\uefff]", x["names"])]
    if not cues.plain(cube, spoken, at + x.start("m"), at + x.end("m")) or _SOME.search(x["m"]):
        return
    column = column_of(cube, spoken, at + x.start(), at + x.start("names"), rate=bool(_RATE.search(x["m"])))
    if column is not None:
        yield from _descending(cube, spoken, x, names, column, falling=True)


def _among(cube: Cube, spoken: Spoken, x: re.Match[str]) -> Iterator[Told]:
    """``甲的涨幅介于乙与丙之间``: wrong where it is so in no column."""
    at = spoken.sentence.start
    one, low, high = (_who(spoken, x, g) for g in "abc")
    columns = [c for c in columns_of(cube) if {one.line, low.line, high.line} <= c.values.keys()]
    if _RATE.search(x["m"]):
        changes = {h.text for h in cube.heads if h.kind == "change"}
        columns = [c for c in columns if c.name in changes]
    if not columns or not cues.plain(cube, spoken, at + x.start("m"), at + x.end("m")):
        return

    def inside(c: Column) -> bool:
        ends = sorted((c.values[low.line], c.values[high.line]))
        return ends[0] <= c.values[one.line] <= ends[1]

    good = any(inside(c) for c in columns)
    c = columns[0]
    labels = [cube.lines[n.line].label for n in (one, low)]
    reason = f"the table gives {c.text(one.line)} for {labels[0]}, {c.text(low.line)} for {labels[1]}"
    cells = (*c.cells[one.line], *c.cells[low.line], *c.cells[high.line])
    yield Told("order", at + x.start(), at + x.end(), good, reason, cells, labels[0])


def _ranked(cube: Cube, spoken: Spoken, text: str, x: re.Match[str]) -> Iterator[Told]:
    at = spoken.sentence.start
    names = [spoken.names[ord(c) - 0xE000] for c in re.findall("[\ue000-\uefff]", x["names"])]
    clause = re.split(r"[，,。；;]", text[: x.start()])[-1]
    if _SOME.search(clause) or len(names) < 2:
        return
    begin = at + x.start() - len(clause)
    if not cues.plain(cube, spoken, begin, at + x.start()):
        return
    rate = bool(_RATE.search(clause)) or x["how"][1] in "快慢"
    column = column_of(cube, spoken, begin, at + x.start("names"), rate=rate)
    if column is None or not {n.line for n in names} <= column.values.keys():
        return
    yield from _descending(cube, spoken, x, names, column, falling=x["how"][1] in "高多大快")


def _descending(
    cube: Cube, spoken: Spoken, x: re.Match[str], names: Sequence[Named], column: Column, *, falling: bool
) -> Iterator[Told]:
    at = spoken.sentence.start
    if not {n.line for n in names} <= column.values.keys():
        return
    values = [column.values[n.line] for n in names]
    good = values == sorted(values, reverse=falling)
    wrong = next((k for k in range(len(values) - 1) if (values[k] < values[k + 1]) == falling), 0)
    one, two = names[wrong], names[wrong + 1]
    labels = [cube.lines[n.line].label for n in (one, two)]
    reason = (
        f"the table gives {column.text(one.line)} for {labels[0]}, {column.text(two.line)} for {labels[1]}"
    )
    cells = (*column.cells[one.line], *column.cells[two.line])
    yield Told("order", at + x.start(), at + x.end(), good, reason, cells, labels[0])
