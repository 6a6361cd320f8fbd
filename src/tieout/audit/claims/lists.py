"""Top-k lists and leaders against a table: who, in which order, with what figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.formula import verify
from ...quantity import Quantity
from ...trackers.funding_text import PLAUSIBLE_CNY
from ..align import metric_columns
from ..grid import Cell, Grid, Grids, Row
from ..lexicon.counts import count_of
from .base import Context, Draft
from .members import Item, check_list, currencies_in, places_in, resolve

__all__ = ["find"]

_METRIC = r"(?P<metric>[^，,。；;：:、()（）]{0,40}?)"
_LINK = r"(?:(?:应用|网站|公司|产品|平台|模型|企业|项目)?(?:[(（]含并列[)）])?\s*(?:分别)?(?:依次)?(?:为|是|：|:)\s*|分别|依次)"
_TOP = re.compile(
    rf"{_METRIC}(?:排名|位居|位列|排在|居|位)?前(?P<k>[一二两三四五六七八九十]|\d{{1,2}})(?:位|名|大|家|强)?(?:的)?{_LINK}"
)
_FIRST = re.compile(
    rf"{_METRIC}(?P<which>第一|最高|最大|最多|最长|最快|居首|榜首|首位|最低|最小|最少|最短|最慢)(?:的)?{_LINK}"
)
_RISERS = re.compile(rf"{_METRIC}为正的?仅(?:有|为)?\s*")
_TOP_EN = re.compile(
    r"\b(?P<k>first|top (?:two|three|four|five|six|seven|eight|nine|ten|\d+)|leaders?)\s+(?:by|in|on)\s+(?P<metric>[^:,.;]{2,40}?)(?:\s*\(with ties\))?\s*(?::|\b(?:were|was|are|is)\b)\s*",
    re.I,
)
_BY_NAME = re.compile(
    r"(?P<names>[A-Za-z0-9\u4e00-\u9fff][^，,。；;：:、]{1,60}?(?:\s?[/、]\s?[A-Za-z0-9\u4e00-\u9fff][^，,。；;：:/、]{1,40}?)+)\s*"
    r"(?P<metric>(?:融资额|[^，,。；;：:、/\s]{2,12}))(?:位居|位列|排名|排|居)?前(?P<k>[一二两三四五六七八九十]|\d{1,2})(?:位|名)?"
)
_NEXT_CUE = re.compile(
    r"分别|第一|前[一二三四五六七八九十\d]+(?:位|名)?|最[高低大小多少长短]|依次|环比增速|by\b|；|;"
)
_LOW = ("最低", "最小", "最少", "最短", "最慢")
_JOIN = re.compile(
    r"^(?:\s|、|,|，|和|及|与|以及|\band\b|&|分别|依次|为|是|:|：)+|(?:\s|、|,|，|和|及|与|以及|\band\b|[(（:：])+$"
)


def find(context: Context, grids: Grids) -> Iterator[Draft]:
    """The members and the order of every top-k list that a table of the report can check."""
    for i, sentence in enumerate(context.sentences):
        low, offset = sentence.low, sentence.start
        row = [m.q for m in context.mentions[i]]
        used: list[tuple[int, int]] = []
        for pattern, kind in ((_TOP, "topk"), (_FIRST, "extreme"), (_RISERS, "topk"), (_TOP_EN, "topk")):
            for found in pattern.finditer(low):
                if any(s <= offset + found.start("metric") < e for s, e in used) or any(
                    s < offset + found.end() <= e for s, e in used
                ):
                    continue
                k = _k(found.groupdict().get("k"), found.groupdict().get("which"))
                items = list(_items(sentence.text, low, offset, found.end(), row, k))
                if not items:
                    continue
                drafts = list(
                    check_list(
                        grids,
                        found.group("metric"),
                        items,
                        k,
                        kind if k != 1 else "extreme",
                        lowest=found.groupdict().get("which") in _LOW,
                        start=offset + _trim(low, found.start()),
                    )
                )
                if drafts:
                    used.append((offset + found.start(), items[-1].end))
                    where = "k" if found.groupdict().get("k") else "which"
                    yield from _placed(drafts, row, offset, found, where, k, items, sentence.low)
        for found in _BY_NAME.finditer(low) if "前" in low else ():
            if any(s <= offset + found.start() < e for s, e in used):
                continue
            yield from _slashed(grids, sentence.text, offset, found, row)


_OPEN = re.compile(r"^[\s)）]*等|such as|including|among")
_LAST = re.compile(r"(?:和|与|及|以及|\band\b|&)\s*$")


def _placed(
    drafts: Sequence[Draft],
    row: Sequence[Quantity],
    offset: int,
    found: re.Match[str],
    where: str,
    k: int | None,
    items: Sequence[Item],
    low: str,
) -> Iterator[Draft]:
    """The drafts of a list, its announced number with the claim of its order.

    A list that is closed (its last member joined by 和) and shorter than announced contradicts the number.
    """
    spans: tuple[tuple[int, int], ...] = ()
    if found.groupdict().get(where):
        begin, end = offset + found.start(where), offset + found.end(where)
        spans = tuple((q.start, q.end) for q in row if q.start < end and q.end > begin)
    last = items[-1]
    closed = bool(_LAST.search(low[: last.start - offset])) and not _OPEN.match(low[last.end - offset :])
    short = closed and k is not None and k > len(items) > 1 and all(d.fixed != "contradicted" for d in drafts)
    for d in drafts:
        if d.stated is not None or d.numbers:
            yield d
        elif short:
            yield d.replace(
                kind="count",
                rule="TIE204",
                fixed="contradicted",
                numbers=spans,
                said=k,
                expected=len(items),
                reason=f"{k} announced, {len(items)} listed",
            )
        else:
            yield d.replace(numbers=spans if d.fixed != "contradicted" else ())


def _k(text: str | None, which: str | None) -> int | None:
    if which or text == "first":
        return 1
    if not text:
        return None
    return count_of(text.split()[-1])


def _trim(low: str, at: int) -> int:
    while at < len(low) and low[at] in " \t，,；;。:：":
        at += 1
    return at


def _items(
    text: str, low: str, offset: int, at: int, quantities: Sequence[Quantity], k: int | None
) -> Iterator[Item]:
    """The members from ``at`` to the end of their segment: name then figure, figure in brackets or not."""
    stop = re.search(
        r"[；;。]|(?<=[)）])\s*[，,](?!\s*(?:和|及|与|以及|and\b)?\s*[A-Za-z\u4e00-\u9fff][^，,；;。]{0,30}[(（]\s*[+-]?[\d$])",
        low[at:],
    )
    end = at + (stop.start() if stop else len(low) - at)
    inside = [q for q in quantities if at <= q.start - offset < end]
    begin = at
    for n, q in enumerate(inside):
        head = text[begin : q.start - offset]
        bracket = re.search(r"[(（]\s*[+-]?\s*$", head)
        name = _JOIN.sub("", re.sub(r"[(（]\s*[+\-]?\s*$", "", head)).strip()
        name = _JOIN.sub("", name)
        if n and _NEXT_CUE.search(head):
            return
        close = text[q.end - offset :]
        shut = re.match(r"\s*[^()（）]{0,12}?[)）]", close) if bracket else None
        stop_at = q.end - offset + (shut.end() if shut else 0)
        if not name or len(name) > 40 or (not bracket and n and len(name) > 24):
            return
        start = begin + head.find(name) if name in head else begin
        yield Item(name, offset + start, offset + stop_at, q)
        begin = stop_at
        if k == 1 or (n and re.match(r"^\s*[，,、]?\s*(?:和|及|与|以及|and\b|&)", head)):
            return
    if not inside:
        listed = text[at:end]
        for part in re.finditer(r"[^、，,和]+", listed):
            name = part.group().strip()
            if name:
                yield Item(
                    name,
                    offset + at + part.start(),
                    offset + at + part.start() + len(part.group().rstrip()),
                    None,
                )


def _slashed(
    grids: Grids, text: str, offset: int, found: re.Match[str], row: Sequence[Quantity]
) -> Iterator[Draft]:
    """``A / B 融资额前二，分别为 x / y``: names and figures in two lists of one length."""
    k = _k(found.group("k"), None)
    spans = list(re.finditer(r"[^/、]+", text[found.start("names") : found.end("names")]))
    names = [
        (
            m.group().strip(),
            offset + found.start("names") + m.start() + (len(m.group()) - len(m.group().lstrip())),
        )
        for m in spans
    ]
    figures = [q for q in row if q.start - offset >= found.end()][: len(names)]
    if len(figures) != len(names) or k != len(names):
        figures = []
    items = [
        Item(name, start, start + len(name), figures[n] if figures else None)
        for n, (name, start) in enumerate(names)
    ]
    for grid in grids.grids:
        rows = [resolve(grids, grid, it.name)[0] for it in items]
        if not all(rows):
            continue
        named = metric_columns(grid, found.group("metric"))
        if not named:
            continue
        column = named[0][0]
        several = currencies_in(grid, column) > 1
        ranked = {int(r.subject): r.place for r in places_in(grid, column, lowest=False)}
        order = [ranked.get(r.index, 99) for r in rows if r is not None]
        cells = [r.cells[column] for r in rows if r is not None]
        sure = _apart(grid, column, rows)
        plain = order == list(range(1, len(order) + 1))
        vague = several and not sure and _apart(grid, column, rows, vague=True)
        good = (plain and not several) or sure or vague
        yield Draft(
            "topk",
            "TIE103",
            offset + found.start("names"),
            offset + found.end(),
            None,
            fixed="supported_by_rounding"
            if vague
            else "supported"
            if good
            else "unchecked"
            if several
            else "contradicted",
            metric=grid.headers[column],
            reason=f"places {', '.join(map(str, order))} of {grid.headers[column]}"
            + (
                "; amounts in several currencies, the order holds at every plausible rate"
                if several and good
                else ""
            )
            + (", unless a vague amount lies at its upper end" if vague else ""),
            said=[it.name for it in items],
            evidence=tuple(c.evidence() for c in cells),
            numbers=tuple((q.start, q.end) for q in row if q.start == offset + found.start("k")),
        )
        for item, cell in zip(items, cells, strict=True):
            if item.q is None or cell.operand is None:
                continue
            q = item.q
            check = verify(q, cell.operand)
            if check.verdict == "contradicted" and q.unit is None:
                # 3.72 亿/0.85 亿美元: the first figure borrows the unit of the last.
                continue
            yield Draft(
                "value",
                "TIE101",
                q.start,
                q.end,
                q,
                fixed=check.verdict,
                subject=item.name,
                metric=grid.headers[column],
                expected=cell.operand.value,
                said=q.value,
                reason=check.reason or f"the table gives {cell.text}",
                evidence=(cell.evidence(),),
                numbers=((q.start, q.end),),
            )
        return


def _apart(grid: Grid, column: int, rows: Sequence[Row | None], *, vague: bool = False) -> bool:
    """True when the rows named lead the column at every plausible rate between its currencies.

    An amount of unknown size (数亿元) is
    taken at its upper end, or with ``vague`` at its lower one.
    """

    def bounds(cell: Cell) -> tuple[Decimal, Decimal]:
        low, high = (Decimal(x) for x in PLAUSIBLE_CNY.get(cell.unit or "", ("1", "1")))
        o = cell.operand
        assert o is not None
        return o.value * low, (o.interval.lo if vague else o.interval.hi) * high

    inside = [r.cells[column] for r in rows if r is not None and r.cells[column].operand is not None]
    outside = [c for c in grid.column(column) if c.operand is not None and c not in inside]
    if not inside:
        return False
    lowest = min(bounds(c)[0] for c in inside)
    return all(bounds(c)[1] <= lowest for c in outside)
