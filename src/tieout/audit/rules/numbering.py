"""TIE401, one number under two captions: 图表 6, 图表 6, 图表 8; 表 4-2 and 表 4-2."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...model.claim import Finding
from ..grid import norm
from ..lexicon.counts import count_of
from .base import View, finding

__all__ = ["find"]

_CAPTION = re.compile(
    r"^[\s*#【\[]*(?P<label>(?P<kind>图表|表格|图|表|figure|fig\.?|exhibit|table|chart)\s*"
    r"(?P<series>[甲乙丙丁戊己庚辛壬癸a-z]?|\d{1,2}(?=[-.]\d))\s*[-.]?\s*(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3}))(?P<title>[\s:：.、】\]][^\n]*)",
    re.I,
)
_AGAIN = re.compile(r"续|continued|cont'd|cont\.", re.I)


@dataclass(frozen=True)
class _Caption:
    start: int
    end: int
    kind: str
    series: str
    n: int
    title: str
    label: str


def find(view: View) -> Iterator[Finding]:
    """A number that stands over two tables, where the one it should be stands over none."""
    captions = list(_captions(view))
    groups: dict[tuple[str, str], list[_Caption]] = {}
    for c in captions:
        groups.setdefault((c.kind, c.series), []).append(c)
    for run in groups.values():
        twice = [n for n, k in Counter(c.n for c in run).items() if k == 2]
        if len(twice) != 1 or len(captions) < 3:
            continue
        at = [k for k, c in enumerate(run) if c.n == twice[0]]
        first, second = (run[k] for k in at)
        if norm(first.title) == norm(second.title) or _AGAIN.search(first.title + second.title):
            continue
        wanted = _wanted(run, at)
        if wanted is None:
            continue
        wrong, number = wanted
        yield finding(
            view, "TIE401", "medium", wrong.start, wrong.end,
            f"number {wrong.n} stands over two captions, number {number} over none",
            stated=wrong.label, expected=number,
        )  # fmt: skip


def _wanted(run: list[_Caption], at: list[int]) -> tuple[_Caption, int] | None:
    """The caption that carries a number not its own, and its own: the rest of the run is in order."""
    for k in reversed(at):
        rest = [c.n for j, c in enumerate(run) if j != k]
        before = run[k - 1].n if k else 0
        own = before + 1
        after = run[k + 1].n if k + 1 < len(run) else None
        if own in rest or own == run[k].n or rest != sorted(rest) or len(set(rest)) != len(rest):
            continue
        if after is not None and after != own + 1:
            continue
        if after is None and not (len(run) >= 4 and rest == list(range(rest[0], rest[0] + len(rest)))):
            continue
        return run[k], own
    return None


def _captions(view: View) -> Iterator[_Caption]:
    for context in view.contexts:
        p = context.passage
        if p.zone in ("contents", "figures", "back") or p.role not in ("caption", "heading"):
            continue
        for line in re.finditer(r"[^\n]+", p.low):
            found = _CAPTION.match(line.group())
            if not found:
                continue
            number = count_of(found["n"])
            if number is None:
                continue
            start = p.start + line.start() + found.start("label")
            yield _Caption(
                start, start + len(found["label"]), found["kind"].rstrip("."), found["series"] or "", number,
                found["title"], found["label"],
            )  # fmt: skip
