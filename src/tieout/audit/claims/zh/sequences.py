"""Runs of quarters and months told with 分别: their sum, the first to pass a mark, how long they rose."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.evidence import Evidence
from ....model.formula import compute
from ...lexicon.counts import count_of
from ...mentions import same_unit
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .facts import Fact
from .nouns import noun_of, related
from .topics import Page

__all__ = ["find"]

_QUARTERS = "一二三四"
_RUN = re.compile(
    r"(?:第?(?P<qa>[一二三])季?度?(?:至|到|-|—|–|~)第?(?P<qb>[二三四])季度|(?P<ma>\d{1,2})月?(?:至|到|-|—|–|~)(?P<mb>\d{1,2})月)"
    r"(?P<noun>[^0-9，,。；;]{0,14}?)(?:分别|依次)(?P<what>[^0-9，,。；;]{0,14})$"
)
_FIRST = re.compile(
    r"(?:第?(?P<q>[一二三四])季度|(?<![\d至到\-—–~])(?P<m>\d{1,2})月)(?:首次|首度)(?:突破|超过|站上|迈过|超)"
    r"(?P<k>[一二两三四五六七八九])?(?P<n>\d+(?:\.\d+)?|十|百|千|万)?(?P<s>万亿|亿|万|千)?(?P<u>[^\d，,。；;]{1,3})"
)
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_STREAK = re.compile(
    r"(?:连续(?P<a>[两二三四五六七八九十])个月(?P<up>[上回]升|上涨|增长|走高|下[降跌]|回落|走低)|连(?P<up2>[升涨跌降])(?P<b>[两二三四五六七八九十])个月)"
)


def find(page: Page) -> Iterator[Draft]:
    """Every statement about a run of periods whose figures stand in the passage."""
    runs = list(_runs(page))
    for noun, run in runs:
        yield from _year(page, noun, run)
        yield from _first(page, run)
    yield from _streaks(page, [run for _, run in runs])


def _runs(page: Page) -> Iterator[tuple[str, dict[str, Fact]]]:
    facts = [f for f, _ in page.order]
    for k, f in enumerate(facts):
        sentence = page.context.sentences[f.i]
        found = _RUN.search(sentence.low[: f.m.q.start - sentence.start])
        if not found:
            continue
        kind = "q" if found.group("qa") else "m"
        if kind == "q":
            a, b = (_QUARTERS.index(found.group(g)) + 1 for g in ("qa", "qb"))
        else:
            a, b = int(found.group("ma")), int(found.group("mb"))
        size = b - a + 1
        run = facts[k : k + size]
        joined = all(
            re.match(r"^\s*[、和及与]\s*$", page.between(x.m, y.m)) for x, y in itertools.pairwise(run)
        )
        after = facts[k + size] if k + size < len(facts) else None
        more = after is not None and re.match(r"^\s*[、和及与]\s*$", page.between(run[-1].m, after.m))
        if 2 <= size == len(run) and joined and not more and len({x.m.q.unit for x in run}) == 1:
            noun = noun_of(found.group("what")) or noun_of(found.group("noun"))
            yield noun, {f"{kind}{a + j}": x for j, x in enumerate(run)}


def _year(page: Page, noun: str, run: dict[str, Fact]) -> Iterator[Draft]:
    """``净利润 50.74 亿元 ……第一至第四季度净利润分别为 ……``: the four quarters make the year."""
    parts = list(run.values())
    if set(run) != {"q1", "q2", "q3", "q4"} or not noun or any(x.m.q.comparator for x in parts):
        return
    if re.search(r"余额|存量|率|价|数$|期末|人数", noun):
        return
    wholes = [
        f
        for f, _ in page.order
        if f.kind == "level"
        and f not in parts
        and not f.period[1].startswith(("q", "m", "x"))
        and related(noun, f.noun)
        and same_unit(f.m.q, parts[-1].m.q)
        and 0 <= parts[0].i - f.i <= 3
    ]
    if len({f.value for f in wholes}) != 1 or wholes[0].value <= max(x.value for x in parts):
        return
    whole = wholes[-1]
    one = Reading(
        compute("sum", *(operand(x.m) for x in parts)),
        STRONG,
        " + ".join(x.m.q.text for x in parts),
        tuple(x.m for x in parts),
    )
    yield stated(page.context, whole.i, whole.m, "sum", "TIE203", (one,), "four quarters").replace(
        numbers=tuple((x.m.q.start, x.m.q.end) for x in (whole, *parts))
    )


def _first(page: Page, run: dict[str, Fact]) -> Iterator[Draft]:
    """``一至三季度分别 66.7 亿元、81.2 亿元和 102.2 亿元，三季度首次突破百亿元``."""
    last = list(run.values())[-1]
    sentence = page.context.sentences[last.i]
    for found in _FIRST.finditer(sentence.low, last.m.q.end - sentence.start):
        part = (
            f"q{_QUARTERS.index(found.group('q')) + 1}" if found.group("q") else f"m{int(found.group('m'))}"
        )
        number, scale = found.group("n") or "", found.group("s") or ""
        if part not in run or not (number or scale):
            continue
        count = Decimal(number) if number[:1].isdigit() else Decimal(_SCALES.get(number, 1))
        mark = count * _SCALES[scale] * (count_of(found.group("k") or "一") or 1)
        value = run[part].value
        ratio = mark / value if value > 0 else Decimal(0)
        if not Decimal("0.2") < ratio < 5:
            continue  # another measure
        passed = next((p for p, x in run.items() if x.value >= mark), None)
        if value >= mark or passed is None:
            continue
        yield Draft(
            "order", "TIE208", sentence.start + found.start(), sentence.start + found.end(), None,
            fixed="contradicted", said=part, expected=passed, metric="first above a mark",
            reason=f"{run[part].m.q.text} is below the mark; {run[passed].m.q.text} is the first above it",
            evidence=_evidence(run[part], run[passed]),
        )  # fmt: skip


def _streaks(page: Page, runs: list[dict[str, Fact]]) -> Iterator[Draft]:
    """``10月报 294.2 点，连升七个月``: a month among them that did not rise ends the run."""
    for i, sentence in enumerate(page.context.sentences):
        for found in _STREAK.finditer(sentence.low):
            levels = [
                f
                for f, _ in page.order
                if f.i == i and f.kind == "level" and re.fullmatch(r"m\d+", f.period[1])
                and f.m.q.end <= sentence.start + found.start()
            ]  # fmt: skip
            if not levels:
                continue
            now = levels[0]
            known: dict[int, Fact] = {}
            for run in runs:
                if all(p[0] == "m" and same_unit(f.m.q, now.m.q) for p, f in run.items()):
                    known |= {int(p[1:]): f for p, f in run.items()}
            for f, _ in page.order:
                month = re.fullmatch(r"m(\d+)", f.period[1])
                near = Decimal("0.8") < (f.value / now.value if now.value > 0 else 0) < Decimal("1.25")
                own = f.kind in ("level", "base") and not f.listed and f.i == i
                if month and near and own and same_unit(f.m.q, now.m.q) and f.m.unit_kind != "%":
                    known.setdefault(int(month.group(1)), f)
            count = count_of(found.group("a") or found.group("b")) or 0
            up = (found.group("up") or found.group("up2"))[-1] in "升涨长高"
            last = int(now.period[1][1:])
            for month_ in range(last, max(last - count, 1), -1):
                a, b = known.get(month_), known.get(month_ - 1)
                if a is None or b is None:
                    break
                if (a.value <= b.value) if up else (a.value >= b.value):
                    yield Draft(
                        "count", "TIE204", sentence.start + found.start(), sentence.start + found.end(), None,
                        fixed="contradicted", said=count, expected=last - month_, metric="months in a row",
                        reason=f"{b.m.q.text} and {a.m.q.text} one month later end the run",
                        evidence=_evidence(b, a),
                    )  # fmt: skip
                    break


def _evidence(*facts: Fact) -> tuple[Evidence, ...]:
    return tuple(f.m.evidence() for f in facts)
