"""Seeded mistakes: take clean text, change one thing, see whether the audit finds it.

The clean texts are made here (tables of random figures with the sentences a weekly says of them, the
sentence of every tracker over such tables with each of its bound parts wrong in turn, and sentences of
market and company news with figures that fit), in Chinese and English; ``--report`` adds published reports, where only statements the audit confirms are changed. One change at a time, of a
fixed seed; changes the page cannot reveal (inside the rounding) are not made.

python bench/seeded.py                    recall by kind, false alarms per 1,000 numbers
python bench/seeded.py --report a.txt     the same with published reports among the clean texts
python bench/seeded.py --list             and every miss
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from generated import TRACKERS, mistakes, page

from tieout.audit import audit
from tieout.audit.accounting import Number
from tieout.model import Claim
from tieout.read import read, read_text

SEED = 20250127
ROUNDS = 40

APPS = ("Alpha", "Beta Search", "Gamma", "Delta.AI", "Epsilon", "文心", "Zeta", "Kappa", "Lambda", "Omega")
CLOUDS = ("甲云", "乙云", "丙云", "丁云")
GPUS = ("A100-40G", "A100-80G", "H800-80G")


@dataclass(frozen=True)
class Case:
    """A clean text and its mistakes: (kind, text)."""

    clean: str
    wrong: tuple[tuple[str, str], ...]


@dataclass
class Score:
    """What was found, by kind, and the alarms on clean text."""

    seeded: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    numbers: int = 0
    texts: int = 0
    alarms: list[str] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.seeded.values()))


def places(value: Decimal, n: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-n), ROUND_HALF_UP))


def off(shown: str, rng: random.Random) -> str:
    """The figure with one digit changed: never the last alone by one, which rounding could explain."""
    spots = [i for i, c in enumerate(shown) if c.isdigit()]
    for _ in range(50):
        i = rng.choice(spots)
        new = rng.choice([d for d in "0123456789" if d != shown[i]])
        if i == spots[0] and new == "0":
            continue
        text = shown[:i] + new + shown[i + 1 :]
        step = Decimal(1).scaleb(-(len(shown.split(".")[1]) if "." in shown else 0))
        if abs(Decimal(text) - Decimal(shown)) >= 3 * step and abs(Decimal(text) - Decimal(shown)) >= abs(
            Decimal(shown)
        ) * Decimal("0.02"):
            return text
    return places(Decimal(shown) * Decimal("1.5"), len(shown.split(".")[1]) if "." in shown else 0)


# --- tables --------------------------------------------------------------------------------------


def weekly(rng: random.Random) -> Case:
    """Two tables of the trackers with the sentences a weekly prints of them."""
    apps = rng.sample(APPS, 7)
    visits = rng.sample([places(Decimal(rng.randrange(3000, 90000)) / 100, 2) for _ in range(60)], 7)
    changes = rng.sample([places(Decimal(rng.randrange(-900, 900)) / 100, 2) for _ in range(60)], 7)
    seconds = rng.sample(range(95, 1100), 7)
    times = [f"{s // 60}:{s % 60:02d}" for s in seconds]
    spans = rng.sample([places(Decimal(rng.randrange(-300, 300)) / 100, 2) for _ in range(40)], 7)
    rows = "\n".join(
        f"{a}\t工具\t某公司\t{v}\t{c}%\t{t}\t{s}%"
        for a, v, c, t, s in zip(apps, visits, changes, times, spans, strict=True)
    )
    table = (
        "图表 2：2025.1.20-2025.1.24 AI 相关网站流量\n\n应用\t应用类型\t归属公司\t周平均访问量 (M)\t访问量环比\t平均停留时长\t时长环比\n"
        f"{rows}\n\n资料来源：similarweb\n"
    )
    by_visits = sorted(range(7), key=lambda i: -Decimal(visits[i]))
    by_time = sorted(range(7), key=lambda i: -seconds[i])
    first = max(range(7), key=lambda i: Decimal(changes[i]))
    a, b, c, d = by_visits[:4]
    lines = {
        "window": "2025.1.20-2025.1.24",
        "top": f"{apps[a]}（{visits[a]}M）、{apps[b]}（{visits[b]}M）和 {apps[c]}（{visits[c]}M）",
        "rise": f"{apps[first]}（{changes[first]}%）",
        "time": "、".join(
            f"{apps[i]}（00:{seconds[i] // 60:02d}:{seconds[i] % 60:02d}）" for i in by_time[:2]
        ),
    }

    def page(**changed: str) -> str:
        said = {**lines, **changed}
        return (
            f"本期（{said['window']}）AI 相关网站流量数据：访问量前三位分别为 {said['top']}；访问量环比增速第一为 {said['rise']}；"
            f"平均停留时长前两位分别为 {said['time']}。\n\n{table}"
        )

    other = next(i for i in range(7) if i not in (a, b, c))
    second = sorted(range(7), key=lambda i: -Decimal(changes[i]))[1]
    wrong = (
        ("digit", page(top=f"{apps[a]}（{visits[a]}M）、{apps[b]}（{off(visits[b], rng)}M）和 {apps[c]}（{visits[c]}M）")),
        ("digit", page(rise=f"{apps[first]}（{off(changes[first].lstrip('-'), rng)}%）")),
        ("swapped names", page(top=f"{apps[b]}（{visits[a]}M）、{apps[a]}（{visits[b]}M）和 {apps[c]}（{visits[c]}M）")),
        ("rank order", page(top=f"{apps[a]}（{visits[a]}M）、{apps[c]}（{visits[c]}M）和 {apps[b]}（{visits[b]}M）")),
        ("wrong row", page(top=f"{apps[a]}（{visits[a]}M）、{apps[b]}（{visits[other]}M）和 {apps[c]}（{visits[c]}M）")),
        ("wrong row", page(top=f"{apps[a]}（{visits[a]}M）、{apps[b]}（{visits[b]}M）和 {apps[d]}（{visits[d]}M）")),
        ("wrong column", page(rise=f"{apps[first]}（{spans[first].lstrip('-')}%）")),
        ("wrong row", page(rise=f"{apps[second]}（{changes[second]}%）")),
        ("magnitude", page(top=f"{apps[a]}（{visits[a]}K）、{apps[b]}（{visits[b]}M）和 {apps[c]}（{visits[c]}M）")),
        ("mislabelled date", page(window="2025.1.13-2025.1.17")),
    )  # fmt: skip
    return Case(page(), wrong)


def rental(rng: random.Random) -> Case:
    """GPU prices with unchanged weeks, on the cover and in the body."""
    specs = [
        (g, c, rng.choice((12, 16, 24)), rng.choice((96, 125, 256)))
        for g, c in zip(GPUS, rng.sample(CLOUDS, 3), strict=True)
    ]
    prices = [places(Decimal(rng.randrange(900, 6000)) / 100, 2) for _ in specs]
    table = "图表 1：本周算力租赁情况\n\n显卡配置\tCPU\t内存\t磁盘大小 (G)\t平台名称\t价格 (每小时)\t价格环比上周\n{}\n\n资料来源：各平台\n"

    def page(
        said: list[str], *, first: list[str] | None = None, change: str = "0.00%", cpu: int | None = None
    ) -> str:
        rows = "\n".join(
            f"{g}\t{n} 核\t{m}G\t可自定\t{c}\t{p}/元\t{change if k == 1 else '0.00%'}"
            for k, ((g, c, n, m), p) in enumerate(zip(specs, prices, strict=True))
        )

        def sentence(figures: list[str]) -> str:
            parts = "；".join(
                f"显卡配置为 {g} 中，{c} {cpu if cpu and k == 0 else n} 核+{m}G 价格为 {p} 元/时"
                for k, ((g, c, n, m), p) in enumerate(zip(specs, figures, strict=True))
            )
            return f"本周算力租赁价格环比持平。具体来看，{parts}。"

        cover = (
            f"投资要点\n\n{sentence(first)}\n\n正文目录\n\n1、算力动态：价格平稳\t3\n\n1、算力动态：价格平稳\n\n"
            if first
            else ""
        )
        return cover + sentence(said) + "\n\n" + table.format(rows)

    changed = [off(prices[0], rng), *prices[1:]]
    wrong = (
        ("digit", page(changed)),
        ("wrong row", page([prices[1], prices[1], prices[2]])),
        ("sign or direction", page(prices, change="2.50%")),
        ("digit", page(prices, cpu=specs[0][2] + 6)),
        ("cover against body", page(prices, first=changed)),
        ("stale carry-over", page([places(Decimal(prices[0]) * Decimal("1.12"), 2), *prices[1:]])),
    )
    return Case(page(prices), wrong)


# --- prose ----------------------------------------------------------------------------------------


def index_move(rng: random.Random) -> Case:
    level, move = Decimal(rng.randrange(2000, 30000)), Decimal(rng.randrange(40, 600))
    up = rng.random() < 0.5
    share = places(move / (level - move if up else level + move) * 100, 2)
    zh = rng.random() < 0.6
    words = ("升", "升幅", "跌", "跌幅") if zh else ("rose", "", "fell", "")

    def page(pct: str = share, points: str = str(move), rising: bool = up, said: bool = up) -> str:
        if zh:
            return f"恒指收{level}点，{words[0] if rising else words[2]}{points}点，{words[1] if said else words[3]}{pct}%，全日成交1019亿元。"
        return f"The index {words[0] if rising else words[2]} {points} points, or {pct}%, to {level:,} on Friday."

    return Case(page(), (("digit", page(pct=off(share, rng))), ("digit", page(points=off(str(move), rng)))))


def growth(rng: random.Random) -> Case:
    before = Decimal(rng.randrange(200, 9000)) / 10
    now = before * Decimal(rng.randrange(70, 150)) / 100
    now = Decimal(places(now, 1))
    if abs(now / before - 1) < Decimal("0.03"):
        now = before * 2
    up = now > before
    share = places(abs(now / before - 1) * 100, 1)
    zh = rng.random() < 0.5

    def page(pct: str = share, rising: bool = up, unit: str = "%", first: str = "") -> str:
        a, b = first or places(now, 1), places(before, 1)
        if zh:
            return f"公司全年营收{a}亿元，上年同期为{b}亿元，同比{'增长' if rising else '下降'}{pct}{unit if unit != 'pp' else '个百分点'}。"
        return f"Revenue {'rose' if rising else 'fell'} {pct}{unit if unit != 'pp' else ' percentage points'} to ${a} million from ${b} million a year earlier."

    return Case(
        page(),
        (
            ("digit", page(pct=off(share, rng))),
            ("sign or direction", page(rising=not up)),
            ("magnitude", page(first=places(now * 10, 1))),
        ),
    )


def margin(rng: random.Random) -> Case:
    before, step = Decimal(rng.randrange(150, 600)) / 10, Decimal(rng.randrange(8, 60)) / 10
    now = before + step
    zh = rng.random() < 0.5

    def page(points: str = str(step), unit: str = "pp", rising: bool = True) -> str:
        if zh:
            return f"毛利率由{places(before, 1)}%{'提升' if rising else '下降'}至{places(now, 1)}%，提升{points}{'个百分点' if unit == 'pp' else '%'}。"
        return f"The operating margin {'rose' if rising else 'fell'} to {places(now, 1)}% from {places(before, 1)}%, an increase of {points}{' percentage points' if unit == 'pp' else '%'}."

    return Case(
        page(),
        (
            ("digit", page(points=off(str(step), rng))),
            ("percent against points", page(unit="%")),
            ("sign or direction", page(rising=False)),
        ),
    )


def share_of(rng: random.Random) -> Case:
    whole = Decimal(rng.randrange(400, 3000)) / 10
    a = Decimal(places(whole * Decimal(rng.randrange(30, 60)) / 100, 1))
    b = Decimal(places(whole * Decimal(rng.randrange(10, 28)) / 100, 1))
    pa, pb = places(a / whole * 100, 1), places(b / whole * 100, 1)

    def page(x: str = pa, y: str = pb, unit: str = "亿元") -> str:
        return f"公司前三季度营收{whole}亿元，其中国内业务{a}{unit}，占比{x}%；海外业务{b}亿元，占比{y}%。"

    return Case(
        page(),
        (("digit", page(x=off(pa, rng))), ("digit", page(y=off(pb, rng))), ("magnitude", page(unit="万元"))),
    )


def totals(rng: random.Random) -> Case:
    parts = [Decimal(rng.randrange(80, 900)) / 10 for _ in range(3)]
    total = sum(parts, Decimal(0))
    zh = rng.random() < 0.5

    def page(t: str = str(total), p: list[Decimal] | None = None) -> str:
        x = p or parts
        if zh:
            return f"甲公司销量{x[0]}万辆，乙公司{x[1]}万辆，丙公司{x[2]}万辆，三家合计{t}万辆。"
        return f"The three rounds - Alpha ${x[0]} million, Beta ${x[1]} million and Gamma ${x[2]} million - came to ${t} million."

    return Case(
        page(), (("total", page(t=off(str(total), rng))), ("total", page(p=[parts[0] + 20, *parts[1:]])))
    )


def counts(rng: random.Random) -> Case:
    up, down, flat = rng.randrange(5, 40), rng.randrange(5, 40), rng.randrange(1, 6)
    total = up + down + flat

    def page(n: int = total, u: int = up, k: str = "三") -> str:
        return f"板块共{n}只成分股，上涨{u}只，下跌{down}只，持平{flat}只；三大业务分别为游戏、广告和云计算。".replace(
            "三大", f"{k}大"
        )

    return Case(page(), (("count", page(n=total + 3)), ("count", page(u=up + 2)), ("count", page(k="四"))))


def averages(rng: random.Random) -> Case:
    n = rng.randrange(4, 22)
    total = Decimal(rng.randrange(3000, 90000)) / 100
    mean = places(total / n, 2)

    def page(m: str = mean, unit: str = "亿元") -> str:
        return f"近{n}个交易日合计净流入{total}亿元，日均净流入{m}{unit}。"

    return Case(page(), (("digit", page(m=off(mean, rng))), ("magnitude", page(unit="万元"))))


MAKERS: tuple[Callable[[random.Random], Case], ...] = (
    weekly,
    rental,
    index_move,
    growth,
    margin,
    share_of,
    totals,
    counts,
    averages,
)


def generated(rounds: int, rng: random.Random) -> Iterator[Case]:
    """The sentence of every tracker over random tables, in both languages, one bound part wrong at a time."""
    for tracker in TRACKERS:
        for language in ("zh", "en"):
            for _ in range(rounds):
                clean = page(tracker, rng, language)
                yield Case(clean.text(), tuple(mistakes(clean, rng, off)))


def reports(paths: list[Path], rng: random.Random) -> Iterator[Case]:
    """Published reports: a digit, a direction or a name of a statement the audit confirmed, changed.

    What the audit finds in the report as it was published is set aside: only new findings count.
    """
    for path in paths:
        report = read(path)
        text = report.text
        result = audit(report)
        confirmed = [
            n
            for n in result.numbers
            if n.verdict == "supported"
            and any(c.isdigit() for c in n.quote)
            and "." in n.quote
            and ":" not in n.quote
        ]
        wrong: list[tuple[str, str]] = []
        for n in rng.sample(confirmed, min(25, len(confirmed))):
            digits = "".join(c for c in n.quote if c.isdigit() or c == ".")
            if n.quote.count(digits) != 1:
                continue
            changed = n.quote.replace(digits, off(digits, rng))
            wrong.append(("digit in a report", text[: n.q.start] + changed + text[n.q.end :]))
        wrong += [*_turned(text, confirmed), *_exchanged(text, result.claims)]
        yield Case(text, tuple(wrong))


_TURN = {
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "上涨": "下跌",
    "下跌": "上涨",
    "跑赢": "跑输",
    "跑输": "跑赢",
}


def _turned(text: str, confirmed: list[Number]) -> Iterator[tuple[str, str]]:
    """The direction word in front of a confirmed change, turned."""
    for n in confirmed:
        before = text[max(0, n.q.start - 4) : n.q.start].rstrip()
        word = next((w for w in _TURN if before.endswith(w)), None)
        if word is not None and n.quote.endswith("%"):
            at = text.rindex(word, 0, n.q.start)
            yield "direction in a report", text[:at] + _TURN[word] + text[at + len(word) :]


def _exchanged(text: str, claims: tuple[Claim, ...]) -> Iterator[tuple[str, str]]:
    """Two neighbours of a confirmed list, their names exchanged."""
    members = [c for c in claims if c.kind == "topk" and c.verdict == "supported" and c.numbers and c.subject]
    for a, b in itertools.pairwise(members):
        x, y = str(a.subject), str(b.subject)
        if (
            0 <= b.start - a.end <= 6
            and x != y
            and text.startswith(x, a.start)
            and text.startswith(y, b.start)
        ):
            yield (
                "swapped names in a report",
                text[: a.start] + y + text[a.start + len(x) : b.start] + x + text[b.start + len(y) :],
            )


def run(rounds: int, paths: list[Path]) -> Score:
    """The whole bench; the same seed gives the same texts."""
    rng = random.Random(SEED)  # noqa: S311 (figures of a bench, not secrets)
    score = Score()
    cases = [make(rng) for _ in range(rounds) for make in MAKERS]
    for case in [*cases, *generated(-(-rounds // 8), rng), *reports(paths, rng)]:
        base = audit(read_text(case.clean))
        score.texts += 1
        score.numbers += base.summary["numbers"]
        known = {(f.code, f.quote) for f in base.findings}
        if len(case.clean) < 5000:
            score.alarms += [f"{f.code} {f.message}" for f in base.findings if f.severity == "high"]
        for kind, text in case.wrong:
            score.seeded[kind] = score.seeded.get(kind, 0) + 1
            fresh = [
                f
                for f in audit(read_text(text)).findings
                if f.severity in ("high", "medium") and (f.code, f.quote) not in known
            ]
            if fresh:
                score.found[kind] = score.found.get(kind, 0) + 1
            else:
                score.missed.append((kind, text[:200].replace("\n", " ")))
    return score


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 when clean text raised an alarm."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="texts per kind of sentence")
    parser.add_argument(
        "--report", type=Path, action="append", default=[], help="a published report to change as well"
    )
    parser.add_argument("--list", action="store_true", help="print every miss")
    chosen = parser.parse_args(arguments)
    score = run(chosen.rounds, chosen.report)
    print(f"{'kind':24}{'seeded':>8}{'found':>8}{'recall':>8}")
    for kind in sorted(score.seeded):
        n, k = score.seeded[kind], score.found.get(kind, 0)
        print(f"{kind:24}{n:8}{k:8}{k / n:8.2f}")
    print(f"{'all':24}{sum(score.seeded.values()):8}{sum(score.found.values()):8}{score.recall:8.3f}")
    print(
        f"false alarms: {len(score.alarms)} in {score.texts} clean texts, {score.numbers} numbers ({1000 * len(score.alarms) / max(1, score.numbers):.2f} per 1,000)"
    )
    if chosen.list:
        for alarm in score.alarms:
            print("  alarm ", alarm)
        for kind, text in score.missed:
            print("  missed", kind, "|", text)
    return 1 if score.alarms else 0


if __name__ == "__main__":
    sys.exit(main())
