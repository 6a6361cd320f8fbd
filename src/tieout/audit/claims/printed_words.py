"""Words that a table prints in a cell: the rating of a company, the round of a financing.

``给予云帆数据“买入”评级`` is held against the rating of its row, ``智行科技完成 B 轮融资`` against its round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..align import Hit, Names
from ..grid import Cell, Grids, norm
from ..prose import Sentence
from .base import Context, Draft

__all__ = ["find"]


@dataclass(frozen=True)
class _Kind:
    """A field of a tracker in words: how prose says it, and what would make it another time's."""

    tracker: str
    field: str
    said: re.Pattern[str]
    other: re.Pattern[str]


_KINDS = (
    _Kind(
        "coverage",
        "rating",
        re.compile(
            r"[“\"「]?(?P<w>强烈推荐|买入|增持|推荐|中性|持有|减持|卖出|强于大市|跑赢行业)[”\"」]?(?:的)?(?:投资)?评级"
            r"|评级(?:为|：|:)?\s*[“\"「](?P<v>强烈推荐|买入|增持|推荐|中性|持有|减持|卖出)[”\"」]"
        ),
        re.compile(r"上调|下调|此前|原|由|从|行业|板块|upgrade|downgrade"),
    ),
    _Kind(
        "funding",
        "round",
        re.compile(r"(?P<w>(?:pre-?)?[a-h]\d?\+{0,2}|天使\+?|种子)\s*轮|\bseries (?P<v>[a-h]\d?)\b"),
        re.compile(r"此前|曾|上一轮|首轮|下一轮|计划|拟|previous|earlier|planned"),
    ),
)


def find(context: Context, grids: Grids, names: Names) -> Iterator[Draft]:
    """Ratings and rounds said of a named row, against its cell."""
    for kind in _KINDS:
        if not any(g.tracker is not None and g.tracker.name == kind.tracker for g in grids.grids):
            continue
        for sentence in context.sentences:
            found = list(kind.said.finditer(sentence.low))
            if found:
                hits = [h for h in names.find(sentence.text, sentence.start) if not h.pronoun]
                yield from _said(sentence, kind, found, hits, grids)


def _said(
    sentence: Sentence, kind: _Kind, found: Sequence[re.Match[str]], hits: Sequence[Hit], grids: Grids
) -> Iterator[Draft]:
    last = 0
    for said in found:
        before = [
            h for h in hits if sentence.start + last <= h.start and h.end <= sentence.start + said.start()
        ]
        opening, last = last, said.end()
        rows = {r for h in before for r in h.rows if _tracked(grids, r, kind)}
        if len(rows) != 1 or kind.other.search(sentence.low[opening : said.end()]):
            continue  # 给予 A 和 B“买入”评级 names two: each has a row of its own
        g, r = next(iter(rows))
        cell = _cell(grids, g, r, kind)
        if cell is None or cell.null or grids.grids[g].doubtful:
            continue
        word = said["w"] or said["v"]
        good = _same(word, cell.text)
        label = grids.grids[g].rows[r].label
        yield Draft(
            "value",
            "TIE101",
            before[-1].start,
            sentence.start + said.end(),
            None,
            fixed="supported" if good else "contradicted",
            subject=label,
            metric=cell.header,
            said=word,
            expected=cell.text,
            reason="" if good else f"the table gives {cell.text} for {label}, {cell.header}",
            evidence=(cell.evidence(),),
        )


def _tracked(grids: Grids, row: tuple[int, int], kind: _Kind) -> bool:
    tracker = grids.grids[row[0]].tracker
    return tracker is not None and tracker.name == kind.tracker


def _cell(grids: Grids, g: int, r: int, kind: _Kind) -> Cell | None:
    return next((c for c in grids.grids[g].rows[r].cells if c.field == kind.field), None)


def _same(word: str, printed: str) -> bool:
    """Equal but for 轮, spaces and what is printed behind (买入（维持）)."""
    a = norm(word)
    b = norm(re.sub(r"[（(].*$|轮(?:融资)?|series", "", printed, flags=re.I))
    return a == b
