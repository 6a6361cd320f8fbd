"""Charts of models: leaderboard with intervals, benchmarks, score against price."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from ...model import Axis, ChartSpec, Fact, Point, Record, Series
from ...quantity import format_number
from ..view import View
from .tools import Ask, describe, first_rows, pick, point, unit_words

__all__ = ["benchmark_scores", "board_scores", "score_against_price"]

MOST_BARS = 24
MOST_BAR_SERIES = 4


def board_scores(view: View, ask: Ask) -> ChartSpec | None:
    """Scores of one board with their 95 % intervals, best first.

    Of several boards in the view the one named in ``only`` is drawn, else the overall board, else
    the first.
    """
    rows = _board(view, ask)
    if len(rows) < 2:
        return None
    rows.sort(key=lambda it: -it[1].value)
    points = []
    bounded = False
    for record, score in rows:
        up, down = record.get("ci_plus"), record.get("ci_minus")
        text, lo, hi = view.digits(score), None, None
        if isinstance(up, Decimal) and isinstance(down, Decimal):
            view.value(record, "ci_plus")
            view.value(record, "ci_minus")
            lo, hi, bounded = score.value + down, score.value + up, True
            text += f" ({format_number(up, sign=True)}/{format_number(down)})"
        points.append(Point(view.name(record), score.value, text, lo=lo, hi=hi, fact=str(score.key)))
    title = view.tracker.title(view.language)
    unit = pick(view, "得分", "Score")
    if bounded:
        unit = pick(view, "得分，横线为 95% 置信区间", "Score, with its 95% confidence interval")
    series, notes = first_rows(view, [Series(unit, tuple(points))])
    return ChartSpec(
        "interval",
        title,
        series,
        value=Axis(unit),
        notes=notes,
        alt=describe(view, title, ((p.label, p.text) for p in points)),
        language=view.language,
    )


def benchmark_scores(view: View, ask: Ask) -> ChartSpec | None:
    """Scores of models by benchmark; the first model of the table is the one the chart is about.

    A few are drawn as bars, many as dots that share a row. Benchmarks on another scale than most
    (a rating in thousands among percentages) cannot share the axis and are named below.
    """
    scored = [(r, f) for r, f in view.items("score") if not ask.only or r.subject[0] in ask.only]
    models = list(dict.fromkeys(str(r["model"]) for r, _ in scored))
    kept, left_out = _one_scale(scored)
    if len(kept) < 2:
        return None
    rows = list(dict.fromkeys(_row(view, r) for r, _ in kept))
    few = len(models) <= MOST_BAR_SERIES and len(rows) * len(models) <= MOST_BARS
    series: list[Series] = []
    for number, model in enumerate(models):
        points = [
            point(view, _row(view, r), f, group=str(r.get("group") or ""), text=view.digits(f))
            for r, f in kept
            if r["model"] == model
        ]
        if points:
            name = next(view.name(r) for r, _ in kept if r["model"] == model)
            series.append(Series(name, tuple(points), subject=number == 0))
    shown, notes = first_rows(view, series, stacked=few)
    if left_out:
        names = pick(view, "、", ", ").join(left_out)
        notes = (
            *notes,
            pick(view, f"量纲不同，未列入：{names}", f"Left out, on another scale: {names}"),
        )
    title = view.tracker.title(view.language)
    return ChartSpec(
        "bar" if few else "interval",
        title,
        shown,
        value=Axis(pick(view, "得分", "Score")),
        notes=notes,
        alt=describe(view, title, ((f"{s.name} {p.label}", p.text) for s in series for p in s.points)),
        language=view.language,
    )


def score_against_price(view: View, ask: Ask) -> ChartSpec | None:
    """Score against the price of tokens, with the frontier: no cheaper model scores as high.

    Takes the view of ``token_price`` from ``others``. Prices are those of output tokens where most
    models have one, else of input; in the currency and unit most of them have; of several
    providers the cheapest. A model is matched by its name, case, spaces and hyphens apart.
    """
    prices_view = ask.others.get("token_price")
    if prices_view is None:
        return None
    scores = _scores(view, ask)
    kinds: dict[tuple[str, str, str], dict[str, Fact]] = {}
    for record, fact in prices_view.items("price"):
        if fact.value <= 0:
            continue
        told = [str(record.get(n) or "") for n in ("item", "currency", "unit")]
        book = kinds.setdefault((told[0], told[1], told[2]), {})
        name = _fold(prices_view.name(record))
        if name in scores and (name not in book or fact.value < book[name].value):
            book[name] = fact
    if not kinds:
        return None
    kind = max(kinds, key=lambda k: (len(kinds[k]), k[0] == "output"))
    both = [(name, *scores[name], kinds[kind][name]) for name in scores if name in kinds[kind]]
    if len(both) < 2:
        return None
    points = [
        Point(
            label,
            score.value,
            view.digits(score),
            x=price.value,
            x_text=prices_view.digits(price),
            fact=str(score.key),
            x_fact=str(price.key),
        )
        for _, label, score, price in both
    ]
    title = pick(view, "得分与价格", "Score against price")
    item, currency, unit = kind
    words = pick(view, "，", ", ").join(w for w in (currency, unit_words(view, unit)) if w)
    item_word = {"output": pick(view, "输出", "output"), "input": pick(view, "输入", "input")}.get(item, item)
    spread = max(p.x for p in points if isinstance(p.x, Decimal)) / min(
        p.x for p in points if isinstance(p.x, Decimal)
    )
    far = spread > 8
    base = pick(
        view,
        f"{item_word}价格（{words}{'，对数轴' if far else ''}）",
        f"Price of {item_word} ({words}{', log scale' if far else ''})",
    )
    return ChartSpec(
        "scatter",
        title,
        (Series(title, tuple(points)),),
        value=Axis(pick(view, "得分", "Score")),
        base=Axis(base, log=far),
        frontier=_frontier(points),
        alt=describe(view, title, ((p.label, f"{p.text} / {p.x_text}") for p in points)),
        language=view.language,
    )


def _frontier(points: list[Point]) -> tuple[str, ...]:
    """The points that no cheaper or equally cheap one matches in score, from cheap to dear."""
    ordered = sorted(
        (p for p in points if p.y is not None and isinstance(p.x, Decimal)),
        key=lambda p: (p.x, -p.y if p.y is not None else 0),
    )
    out: list[str] = []
    best: Decimal | None = None
    for p in ordered:
        if p.y is not None and (best is None or p.y > best):
            out.append(p.label)
            best = p.y
    return tuple(out)


def _board(view: View, ask: Ask) -> list[tuple[Record, Fact]]:
    rows = view.items("score")
    boards = list(dict.fromkeys(str(r.get("board") or "") for r, _ in rows))
    wanted = next((b for b in boards if b in ask.only), None)
    if wanted is None:
        wanted = "overall" if "overall" in boards else boards[0] if boards else ""
    return [(r, f) for r, f in rows if str(r.get("board") or "") == wanted]


def _scores(view: View, ask: Ask) -> dict[str, tuple[str, Fact]]:
    """One score per model: of the board, or of the benchmark that most models have."""
    if view.tracker.name == "leaderboard":
        rows = _board(view, ask)
    else:
        found: dict[str, list[tuple[Record, Fact]]] = {}
        for r, f in view.items("score"):
            if not ask.only or r.subject[0] in ask.only:
                found.setdefault(_row(view, r), []).append((r, f))
        rows = max(found.values(), key=len, default=[])
    return {_fold(view.name(r)): (view.name(r), f) for r, f in rows}


def _row(view: View, record: Record) -> str:
    metric = record.get("metric")
    name = str(record["benchmark"])
    return pick(view, f"{name}（{metric}）", f"{name} ({metric})") if metric else name


def _one_scale(scored: list[tuple[Record, Fact]]) -> tuple[list[tuple[Record, Fact]], list[str]]:
    """The rows that share a scale, and the benchmarks that do not; most scores run to a hundred."""
    tops: dict[str, Decimal] = {}
    for r, f in scored:
        name = str(r["benchmark"])
        tops[name] = max(tops.get(name, f.value), f.value)
    wide = [n for n, top in tops.items() if top > 100]
    narrow = [n for n in tops if n not in wide]
    out = wide if len(wide) <= len(narrow) else narrow
    return [it for it in scored if str(it[0]["benchmark"]) not in out], out


def _fold(name: str) -> str:
    return re.sub(r"[\s_\-.·]+", "", unicodedata.normalize("NFKC", name).casefold())
