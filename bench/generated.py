"""Generated sentences over random tables, and every way one bound part of them can be wrong.

Each tracker's own sentence is written over a table of random figures, in Chinese and in English; then one
bound part (a number, a name, a direction, a count, a year) is changed at a time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tieout.model import Bound, Record, Sentence
from tieout.read import read_text
from tieout.trackers import Tracker, get_tracker
from tieout.trackers.view import Choices, View

__all__ = ["TRACKERS", "Page", "mistakes", "page"]

NAMES = ("Alpha", "Beta Search", "Gamma", "Delta.AI", "Epsilon", "Zeta", "Kappa", "Lambda", "Omega", "Sigma")
FIRMS = ("甲科技", "乙软件", "丙智能", "丁信息", "戊股份", "己电子", "庚数据", "辛网络")
FIRMS_EN = (
    "Jia Tech",
    "Yi Soft",
    "Bing Smart",
    "Ding Info",
    "Wu Holdings",
    "Ji Electronics",
    "Geng Data",
    "Xin Net",
)
MODELS = ("Alpha-Max-01", "Beta-Pro-02", "Gamma-Mini-03", "Delta-Lite-04", "Kappa-XL-05", "Sigma-7B-06")
TESTS = ("MMLU", "GPQA", "MATH", "DROP", "BBH", "CMMLU")


def _cents(rng: random.Random, low: int, high: int) -> str:
    return str((Decimal(rng.randrange(low, high)) / 100).quantize(Decimal("0.01")))


def _distinct(rng: random.Random, n: int, low: int, high: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < n:
        found[_cents(rng, low, high)] = None
    return list(found)


Rows = tuple[tuple[str, ...], list[list[str]]]


def _traffic(rng: random.Random, zh: bool) -> Rows:
    apps = rng.sample(NAMES, 7)
    visits, moves = _distinct(rng, 7, 300, 90000), _distinct(rng, 7, -900, 900)
    seconds, spans = rng.sample(range(95, 1100), 7), _distinct(rng, 7, -300, 300)
    rows = [
        [a, "工具" if zh else "Tool", "甲" if zh else "A", v, f"{c}%", f"{s // 60}:{s % 60:02d}", f"{d}%"]
        for a, v, c, s, d in zip(apps, visits, moves, seconds, spans, strict=True)
    ]
    return (
        "app",
        "app_type",
        "owner",
        "weekly_visits_m",
        "visits_wow_pct",
        "avg_duration_s",
        "duration_wow_pct",
    ), rows


def _rental(rng: random.Random, zh: bool) -> Rows:
    clouds = (
        ("甲云", "乙云", "丙云", "丁云") if zh else ("North Cloud", "East Cloud", "West Cloud", "South Cloud")
    )
    rows = []
    for gpu, cloud in zip(
        ("A100-40G", "A100-80G", "H800-80G", "A800-80G"), rng.sample(clouds, 4), strict=True
    ):
        move = rng.choice(("0.00", "0.00", _cents(rng, -900, -100), _cents(rng, 100, 900)))
        rows.append(
            [
                gpu,
                str(rng.choice((12, 16, 24))),
                str(rng.choice((96, 125, 256))),
                "20G",
                cloud,
                _cents(rng, 900, 6000),
                f"{move}%",
            ]
        )
    return ("gpu", "cpu_cores", "memory_gb", "disk", "platform", "price_per_hour", "price_wow_pct"), rows


def _funding(rng: random.Random, zh: bool) -> Rows:
    names = rng.sample(NAMES, 4)
    amounts = sorted(rng.sample(range(20, 900), 4), reverse=True)
    rows = [
        [n, "AI 软件" if zh else "AI software", "甲资本" if zh else "A Capital", "A 轮" if zh else "Series A",
         f"{Decimal(a) / 100} 亿美元" if zh else f"USD {a} million"]
        for n, a in zip(names, amounts, strict=True)
    ]  # fmt: skip
    rng.shuffle(rows)
    return ("company", "business", "lead_investors", "round", "amount"), rows


def _coverage(rng: random.Random, zh: bool) -> Rows:
    rows = []
    for k, name in enumerate(rng.sample(FIRMS if zh else FIRMS_EN, 4)):
        price = Decimal(_cents(rng, 1500, 60000))
        eps = [Decimal(_cents(rng, 30, 400)) for _ in range(3)]
        pes = [str((price / e).quantize(Decimal("0.01"), ROUND_HALF_UP)) for e in eps]
        rows.append([f"60{k}8{k}1.SH", name, str(price), *map(str, eps), *pes, "买入" if zh else "Buy"])
    return (
        "ticker",
        "name",
        "price",
        "eps_2023a",
        "eps_2024e",
        "eps_2025e",
        "pe_2023a",
        "pe_2024e",
        "pe_2025e",
        "rating",
    ), rows


def _market(rng: random.Random, zh: bool) -> Rows:
    firms = rng.sample(FIRMS if zh else FIRMS_EN, 4)
    words = ("日涨幅最大值", "日跌幅最大值", "涨幅最大成分股", "跌幅最大成分股") if zh else (
        "Largest daily gain", "Largest daily loss", "Best member", "Worst member")  # fmt: skip
    rows = []
    for n, index in enumerate(("甲指数", "乙指数") if zh else ("Jia Index", "Yi Index")):
        gain, loss = _cents(rng, 80, 600), _cents(rng, -600, -80)
        best, worst = _cents(rng, 900, 5000), _cents(rng, -3000, -700)
        for word, member, value in zip(
            words, ("——", "——", *firms[2 * n : 2 * n + 2]), (gain, loss, best, worst), strict=True
        ):
            rows.append([index, word, member, f"{value}%"])
    return ("index", "stat", "member", "value_pct"), rows


def _performance(rng: random.Random, zh: bool) -> Rows:
    def row(name: str) -> list[str]:
        return [name, *(f"{Decimal(rng.randrange(-300, 300)) / 10:.1f}" for _ in range(3))]

    return ("index_name", "ret_1m_pct", "ret_3m_pct", "ret_12m_pct"), [
        row("计算机(申万)" if zh else "SW Computer"),
        row("沪深300" if zh else "CSI 300"),
    ]


def _tokens(rng: random.Random, zh: bool) -> Rows:
    rows = []
    for model in rng.sample(MODELS, 3):
        for item in ("输入", "输出") if zh else ("Input", "Output"):
            rows.append(
                [
                    model,
                    "甲" if zh else "A",
                    item,
                    _cents(rng, 20, 6000),
                    "每百万 tokens" if zh else "per 1M tokens",
                    "USD",
                ]
            )
    return ("model", "provider", "item", "price", "unit", "currency"), rows


def _board(rng: random.Random, zh: bool) -> Rows:
    del zh
    scores = sorted(rng.sample(range(1200, 1400), 5), reverse=True)
    rows = [
        [
            str(k + 1),
            str(k + 1),
            model,
            str(s),
            "+4/-4",
            str(rng.randrange(2000, 30000)),
            "A",
            "Proprietary",
            "Unknown",
        ]
        for k, (model, s) in enumerate(zip(rng.sample(MODELS, 5), scores, strict=True))
    ]
    return (
        "rank",
        "rank_style_control",
        "model",
        "score",
        "ci_plus",
        "votes",
        "organization",
        "license",
        "knowledge_cutoff",
    ), rows


_MAKERS: dict[str, Callable[[random.Random, bool], Rows]] = {
    "site_traffic": _traffic, "compute_rental": _rental, "funding": _funding, "coverage": _coverage,
    "market_stat": _market, "relative_performance": _performance, "token_price": _tokens, "leaderboard": _board,
}  # fmt: skip
TRACKERS = (*_MAKERS, "benchmark")
_CAPTIONS = {
    "site_traffic": ("2025.1.20-2025.1.24 AI 相关网站流量", "Traffic of AI sites, 2025-01-20 to 2025-01-24"),
    "leaderboard": ("大模型竞技场总榜", "Chatbot Arena, overall"),
}
_RANK = {"rank": "Rank* (UB)", "rank_style_control": "Rank (StyleCtrl)", "model": "Model", "score": "Arena Score", "ci_plus": "95% CI",
         "votes": "Votes", "organization": "Organization", "license": "License", "knowledge_cutoff": "Knowledge Cutoff"}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A table as text and the sentence its tracker writes of it."""

    tracker: str
    language: str
    table: str
    sentence: Sentence
    names: tuple[str, ...]

    def text(self, said: str | None = None) -> str:
        """The whole page, with the sentence or another in its place."""
        return f"{self.table}{self.sentence.text if said is None else said}\n"


def _header(tracker: Tracker, name: str, zh: bool) -> str:
    if tracker.name == "leaderboard":
        return _RANK[name]
    year = next((p for p in name.split("_") if p[:4].isdigit()), "")
    if year:
        return f"{name.split('_')[0].upper()} {year[:4]}{'E' if year.endswith('e') else ''}"
    column = tracker.column(name)
    head = (column.headers_zh if zh else column.headers_en)[0] if column else name
    return f"2025-01-27 {head}" if name == "price" and tracker.name == "coverage" else head


def page(name: str, rng: random.Random, language: str) -> Page:
    """A random table of a tracker, read as a stranger's, and its own sentence."""
    zh = language == "zh"
    tracker = get_tracker(name)
    if name == "benchmark":
        models, tests = rng.sample(MODELS, 3), rng.sample(TESTS, 5)
        head = ["测评集" if zh else "Benchmark", *models]
        rows = [[t, *(f"{Decimal(rng.randrange(300, 950)) / 10:.1f}" for _ in models)] for t in tests]
    else:
        fields, rows = _MAKERS[name](rng, zh)
        head = [_header(tracker, f, zh) for f in fields]
    captions = tracker.captions_zh if zh else tracker.captions_en
    caption = _CAPTIONS.get(name, (captions[0] if captions else tracker.title(language),) * 2)[0 if zh else 1]
    lines = "\n".join("\t".join(r) for r in [head, *rows])
    table = (
        f"图表 1：{caption}\n\n{lines}\n\n资料来源：公开资料\n\n"
        if zh
        else f"Figure 1: {caption}\n\n{lines}\n\nSource: public\n\n"
    )
    found = [t for t in read_text(table).tables if t.tracker == name]
    if not found:
        raise ValueError(f"the reader does not know the {language} table of {name}")
    records: tuple[Record, ...] = found[0].records
    view = View(tracker, records, language=language, choices=Choices(top=3))
    printed = tuple(dict.fromkeys(view.name(r) for r in view.records))
    return Page(name, language, table, view.sentence("summary"), printed)


_OPPOSITE = {
    "跑赢 ": "跑输 ", "跑输 ": "跑赢 ", "ahead by ": "behind by ", "behind by ": "ahead by ", "上涨 ": "下跌 ",
    "下跌 ": "上涨 ", "rose ": "fell ", "fell ": "rose ",
}  # fmt: skip
_PLACES = {"前两位": "前三位", "前三位": "前四位", "top two": "top three", "top three": "top four"}


def mistakes(
    clean: Page, rng: random.Random, off: Callable[[str, random.Random], str]
) -> Iterator[tuple[str, str]]:
    """Every bound part wrong in its own way: (kind, page)."""
    parts = clean.sentence.parts
    shown = [p.shown if isinstance(p, Bound) else p for p in parts]
    named = [(k, p) for k, p in enumerate(parts) if isinstance(p, Bound) and p.role == "name"]
    years = set(re.findall(r"20\d\dE", clean.table))

    def group(part: Bound) -> str:
        """Names are taken for others of their own kind: a site for a site, a cloud for a cloud."""
        return "subject" if part.shown in clean.names else part.fact.key.metric.split(".")[0]

    def with_part(k: int, text: str) -> str:
        return clean.text("".join([*shown[:k], text, *shown[k + 1 :]]))

    for k, part in enumerate(parts):
        if not isinstance(part, Bound):
            continue
        if part.role == "number":
            digits = "".join(c for c in part.shown if c.isdigit() or c == ".")
            if part.shown.count(digits) == 1 and len(digits) >= 2 and digits.strip(".") == digits:
                yield "digit", with_part(k, part.shown.replace(digits, off(digits, rng)))
            if part.shown[0] in "+-":
                yield "sign or direction", with_part(k, {"+": "-", "-": "+"}[part.shown[0]] + part.shown[1:])
        elif part.role == "name":
            alike = [(j, p) for j, p in named if group(p) == group(part) and p.shown != part.shown]
            others = sorted(
                {p.shown for _, p in alike} | (set(clean.names) if group(part) == "subject" else set())
            )
            others = [n for n in others if n != part.shown]
            if len({part.shown, *(p.shown for _, p in alike)}) == 2 and alike[0][0] > k:
                j = alike[0][0]
                both = [*shown]
                both[k], both[j] = shown[j], shown[k]
                yield "swapped names", clean.text("".join(both))
            elif len(others) > 1:
                yield "wrong name", with_part(k, rng.choice(others))
        elif part.role == "direction" and part.shown in _OPPOSITE:
            yield "sign or direction", with_part(k, _OPPOSITE[part.shown])
        elif part.role == "count" and part.shown in _PLACES:
            yield "count", with_part(k, _PLACES[part.shown])
        elif part.role == "count" and part.shown.isdigit():
            yield "count", with_part(k, str(int(part.shown) + rng.choice((1, 2))))
        elif part.role == "date" and part.shown.endswith("E"):
            for year in sorted(years - {part.shown})[:1]:
                yield "wrong column", with_part(k, year)
