"""Reports of our own making, and the many dresses one report can be printed in.

The content of a report is a few tables of known records; a :class:`Dress` says how they are printed:
which words head the columns, in which order, as tabs, bars or HTML, under which figure labels, by which
house, in which language, cut by a page or not. Whatever the dress, the same records must come back.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tieout.trackers import get_tracker

NAMES = [
    "云雀",
    "Nimbus",
    "Alpha.AI",
    "小舟",
    "Kite-2",
    "星链助手",
    "Orchid",
    "问渠",
    "Tandem AI",
    "百川通",
    "PixelFox",
    "墨斗",
]
CLOUDS = ["甲云", "乙云", "丙云", "North Cloud"]
GPUS = ["A100-40G", "H800-80G", "L40S-48G", "MI300X-192G"]
LABELS = [
    "图表 {n}：",
    "图表{n}: ",
    "图 {n}：",
    "表 {n} ",
    "Figure {n}: ",
    "Table {n}. ",
    "Exhibit {n}: ",
    "图表 {n}、",
]
HOUSES = ["北辰证券", "南岭证券", "东湖证券"]


@dataclass(frozen=True)
class Content:
    """Records of one table: fields, the printed cell of each, and the value it stands for."""

    tracker: str
    caption: str
    caption_en: str
    fields: tuple[str, ...]
    printed: tuple[tuple[str, ...], ...]
    values: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Dress:
    """How a report is printed."""

    form: str = "tab"
    english: bool = False
    wording: int = 0
    order: int = 0
    label: int = 0
    house: int = 0
    cut: bool = False
    flat: bool = False
    decorated: bool = False
    trade: int = 0
    under: bool = False
    apart: bool = False
    wide: bool = False
    page: int = 0
    source: int = 0


# Headers that are nobody's default: the trade's own, in simplified and traditional characters and English.
TRADE = {
    "app": ("产品", "网站名称", "應用", "Site"),
    "app_type": ("赛道", "细分领域", "類型", "Category"),
    "owner": ("所属企业", "母公司", "公司", "Parent"),
    "weekly_visits_m": ("周均访问次数（M）", "平均周访问量(百万次)", "週訪問量（M）", "Visits (mn)"),
    "visits_wow_pct": ("访问次数较上周", "访问量变动", "訪問量環比", "Visits w/w"),
    "avg_duration_s": ("单次访问时长", "人均停留时间", "停留時長", "Time per visit"),
    "duration_wow_pct": ("访问时长较上周", "停留时间变动", "時長環比", "Duration w/w"),
    "gpu": ("算力卡型号", "机型", "顯卡", "Accelerator"),
    "cpu_cores": ("处理器核数", "CPU核心数", "CPU", "vCPUs"),
    "memory_gb": ("内存(GiB)", "运行内存", "內存", "RAM (GB)"),
    "disk": ("数据盘", "存储空间", "磁碟", "SSD"),
    "platform": ("云服务商", "供应商", "平台", "Vendor"),
    "price_per_hour": ("租金（元/小时）", "每卡时价格(元)", "價格（每小時）", "Hourly rate (CNY)"),
    "price_wow_pct": ("较上周变动", "周环比(%)", "價格環比", "w/w chg"),
    "ticker": ("证券代码", "股票代码", "代碼", "Bloomberg code"),
    "name": ("证券简称", "公司简称", "公司名稱", "Security"),
    "price": ("最新收盘价", "现价(元)", "股價", "Last price"),
    "eps": ("每股收益(元)", "摊薄EPS", "EPS", "EPS (CNY)"),
    "pe": ("市盈率(倍)", "PE(x)", "市盈率", "P/E (x)"),
    "rating": ("最新评级", "评级", "投資評級", "Recommendation"),
    "company": ("融资企业", "项目名称", "公司", "Startup"),
    "business": ("主营业务", "所属行业", "領域", "Sector"),
    "lead_investors": ("主要投资方", "投资机构", "投資方", "Investors"),
    "round": ("融资阶段", "轮次", "輪次", "Stage"),
    "amount": ("本轮融资金额", "融资规模", "融資金額", "Amount raised"),
    "total_raised": ("总融资额", "累计融资金额", "累計融資", "Raised to date"),
    "valuation": ("投后估值", "最新估值", "估值", "Post-money valuation"),
    "rank": ("名次", "排名", "排名", "Rank"),
    "rank_style_control": ("风格控制后排名", "排名(风格控制)", "風格控制排名", "Style rank"),
    "model": ("模型名称", "大模型", "模型", "Model name"),
    "score": ("Elo评分", "积分", "評分", "Elo rating"),
    "ci_plus": ("95% CI", "置信区间(95%)", "置信區間", "Confidence interval"),
    "votes": ("得票数", "投票量", "投票數", "# Votes"),
    "organization": ("研发机构", "开发商", "機構", "Lab"),
    "license": ("开源协议", "授权", "許可證", "Licence"),
    "knowledge_cutoff": ("训练数据截止", "知识截止时间", "知識截止", "Cutoff date"),
}
FOOT = ("请务必阅读正文之后的免责声明", "请阅读最后一页重要声明及评级说明")
SOURCES = (
    "资料来源：{s}，{h}研究所",
    "数据来源：{s}、{h}",
    "來源：{s}，{h}研究",
    "Source: {s}, {h}",
    "资料来源:{s}，{h}整理",
)


dresses = st.builds(
    Dress,
    form=st.sampled_from(["tab", "pipe", "html"]),
    english=st.booleans(),
    wording=st.integers(0, 5),
    order=st.integers(0, 50),
    label=st.integers(0, len(LABELS) - 1),
    house=st.integers(0, len(HOUSES) - 1),
    cut=st.booleans(),
    flat=st.booleans(),
    decorated=st.booleans(),
    trade=st.integers(0, 4),
    under=st.booleans(),
    apart=st.booleans(),
    wide=st.booleans(),
    page=st.integers(0, 4),
    source=st.integers(0, len(SOURCES) - 1),
)


def traffic(seed: int) -> Content:
    rng = random.Random(seed)
    printed, values = [], []
    for name in rng.sample(NAMES, rng.randint(4, 9)):
        visits = f"{rng.uniform(1, 900):.{rng.choice([1, 2, 3])}f}"
        change, change2 = f"{rng.uniform(-30, 30):.2f}", f"{rng.uniform(-9, 9):.2f}"
        seconds = rng.randint(61, 1400)
        kind, owner = (
            rng.choice(["聊天机器人", "搜索", "在线设计"]),
            rng.choice(["OpenAI", "微软", "Moonshot AI"]),
        )
        printed.append(
            (name, kind, owner, visits, f"{change}%", f"{seconds // 60}:{seconds % 60:02d}", f"{change2}%")
        )
        values.append(
            {
                "app": name, "app_type": kind, "owner": owner, "weekly_visits_m": float(visits),
                "visits_wow_pct": float(change), "avg_duration_s": seconds, "duration_wow_pct": float(change2),
            }
        )  # fmt: skip
    fields = (
        "app",
        "app_type",
        "owner",
        "weekly_visits_m",
        "visits_wow_pct",
        "avg_duration_s",
        "duration_wow_pct",
    )
    return Content(
        "site_traffic",
        "2025.3.3-2025.3.7 AI 相关网站流量",
        "AI site traffic, 2025.3.3-2025.3.7",
        fields,
        tuple(printed),
        tuple(values),
    )


def rental(seed: int) -> Content:
    rng = random.Random(seed)
    printed, values = [], []
    for gpu in rng.sample(GPUS, rng.randint(2, 4)):
        for k, cloud in enumerate(rng.sample(CLOUDS, rng.randint(1, 3))):
            cores, memory = rng.choice([12, 16, 32]), rng.choice([94, 125, 256])
            none = rng.random() < 0.2
            price, change = f"{rng.uniform(5, 60):.2f}", f"{rng.choice([0.0, 0.0, -3.5, 1.25]):.2f}"
            printed.append(
                (
                    "" if k else gpu, rng.choice([str(cores), f"{cores} 核"]), rng.choice([str(memory), f"{memory}G", f"{memory}GiB"]),
                    "可自定, 额外收费", cloud, "——" if none else f"{price}/元", "——" if none else f"{change}%",
                )
            )  # fmt: skip
            values.append(
                {
                    "gpu": gpu, "cpu_cores": cores, "memory_gb": memory, "platform": cloud,
                    "price_per_hour": None if none else float(price), "price_wow_pct": None if none else float(change),
                }
            )  # fmt: skip
    fields = ("gpu", "cpu_cores", "memory_gb", "disk", "platform", "price_per_hour", "price_wow_pct")
    return Content(
        "compute_rental",
        "本周算力租赁情况",
        "GPU rental prices this week",
        fields,
        tuple(printed),
        tuple(values),
    )


def covered(seed: int) -> Content:
    rng = random.Random(seed)
    printed, values = [], []
    for code in rng.sample(range(600000, 605000), rng.randint(2, 6)):
        price = f"{rng.uniform(5, 600):.2f}"
        eps = [f"{rng.uniform(-3, 5):.2f}" for _ in range(3)]
        pe = [f"{rng.uniform(-900, 900):.2f}" for _ in range(3)]
        name = rng.choice(["远山科技", "澄海股份", "云图-U", "长风信息"])
        printed.append((f"{code}.SH", name, price, *eps, *pe, "买入"))
        value: dict[str, Any] = {
            "ticker": f"{code}.SH",
            "name": name,
            "price": float(price),
            "rating": "买入",
        }
        for year, a, b in zip(("2024a", "2025e", "2026e"), eps, pe, strict=True):
            value[f"eps_{year}"], value[f"pe_{year}"] = float(a), float(b)
        values.append(value)
    fields = (
        "ticker", "name", "price", "eps_2024a", "eps_2025e", "eps_2026e", "pe_2024a", "pe_2025e", "pe_2026e", "rating",
    )  # fmt: skip
    return Content(
        "coverage", "重点关注公司及盈利预测", "Covered companies", fields, tuple(printed), tuple(values)
    )


def funded(seed: int) -> Content:
    rng = random.Random(seed)
    printed, values = [], []
    scale = {"万": 10**4, "亿": 10**8}
    for name in rng.sample(NAMES, rng.randint(2, 6)):
        number, word, currency = (
            rng.choice(["1200", "3.72", "85", "1.055"]),
            rng.choice(["万", "亿"]),
            rng.choice(["美元", "元"]),
        )
        fuzzy = rng.random() < 0.3
        amount = f"数千万{currency}" if fuzzy else f"{number} {word}{currency}"
        low = 2 * 10**7 if fuzzy else round(float(number) * scale[word])
        high = 10**8 if fuzzy else low
        who = rng.choice([("春华资本",), ("甲基金", "乙基金"), ("Emergence", "GV")])
        stage = rng.choice(["A 轮", "Pre-A 轮", "种子轮", "——"])
        printed.append((name, "AI 基础设施", "、".join(who), stage, amount, "——", "——"))
        money = {
            "low": low,
            "high": high,
            "currency": "USD" if currency == "美元" else "CNY",
            "comparator": None,
            "text": amount,
        }
        values.append(
            {
                "company": name, "business": "AI 基础设施", "lead_investors": list(who),
                "round": None if stage == "——" else stage, "amount": money, "total_raised": None, "valuation": None,
            }
        )  # fmt: skip
    fields = ("company", "business", "lead_investors", "round", "amount", "total_raised", "valuation")
    return Content(
        "funding", "本周 AI 初创公司的融资动态", "AI funding rounds", fields, tuple(printed), tuple(values)
    )


def board(seed: int) -> Content:
    rng = random.Random(seed)
    printed, values = [], []
    for place, name in enumerate(
        rng.sample(["o1-mini", "Kite-1.5-Pro", "Orchid-2", "GLM-4-Plus", "Yi-Lightning"], 4), start=1
    ):
        score, up, down, votes = (
            rng.randint(1200, 1400),
            rng.randint(2, 20),
            rng.randint(2, 20),
            rng.randint(900, 99999),
        )
        printed.append(
            (
                str(place),
                str(place + 1),
                name,
                str(score),
                f"+{up}/-{down}",
                str(votes),
                "OpenAI",
                "Proprietary",
                "2023/10",
            )
        )
        values.append(
            {
                "rank": place, "rank_style_control": place + 1, "model": name, "score": score, "ci_plus": up,
                "ci_minus": -down, "votes": votes, "organization": "OpenAI", "license": "Proprietary",
                "knowledge_cutoff": "2023/10",
            }
        )  # fmt: skip
    fields = (
        "rank", "rank_style_control", "model", "score", "ci_plus", "votes", "organization", "license", "knowledge_cutoff",
    )  # fmt: skip
    return Content(
        "leaderboard", "大模型竞技场总榜", "Overall leaderboard", fields, tuple(printed), tuple(values)
    )


def headers(content: Content, dress: Dress) -> list[str]:
    """The header of each field in the dress's words."""
    tracker = get_tracker(content.tracker)
    out = []
    for name in content.fields:
        column = tracker.column(name)
        assert column is not None
        words = column.headers_en if dress.english else column.headers_zh
        said = words[dress.wording % len(words)]
        if dress.trade:
            said = TRADE[name.split("_")[0] if column.per_year else name][dress.trade - 1]
        if column.per_year:
            year = name.split("_")[1]
            said = f"{said} {year[:4]}{'E' if year[4] == 'e' else 'A' if dress.wording % 2 else ''}"
        out.append(said)
    return out


def table(content: Content, dress: Dress) -> str:
    """The table as text."""
    order = list(range(len(content.fields)))
    merged = content.tracker == "compute_rental"
    rows = [list(r) for r in content.printed]
    if dress.order % 3:
        random.Random(dress.order).shuffle(order)
        if merged:
            # A label printed once can only be read where it leads its rows.
            order.remove(0)
            order.insert(0, 0)
    head = headers(content, dress)
    head = [head[j] for j in order]
    rows = [[r[j] for j in order] for r in rows]
    if dress.decorated and dress.form == "tab":
        rows = [[f"<b>{c}</b>" if i == 0 and c else c for c in r] for i, r in enumerate(rows)]
    if dress.wide:
        rows = [[_wide(c) for c in r] for r in rows]
    if dress.form == "html":
        return _html(head, rows, merged)
    if dress.form == "pipe":
        lines = [head, ["---"] * len(head), *rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)
    flat = dress.flat and merged and all(rows[k][0] for k in (0,))
    lines = ["\t".join(head)]
    for row in rows:
        lines.append("\t".join(row[1:] if flat and not row[0] else row))
    if dress.page and len(lines) > 4:
        # A page ends inside the table; the header may come again on the next.
        again = [lines[0]] if dress.page % 2 else []
        lines[3:3] = ["", FOOT[dress.page // 3], "", str(dress.page + 7), "", *again]
    elif dress.cut and len(lines) > 4:
        lines.insert(len(lines) - 2, "")
    elif dress.apart:
        lines = [part for line in lines for part in (line, "")]
    return "\n".join(lines)


def _wide(cell: str) -> str:
    """Figures as a full-width font prints them."""
    table = str.maketrans("0123456789.%-+", "０１２３４５６７８９．％－＋")
    return cell.translate(table) if re.fullmatch(r"[-+]?[\d.]+%?", cell) else cell


def _html(head: list[str], rows: list[list[str]], merged: bool) -> str:
    out = ["<table>", "<tr>" + "".join(f"<th>{h}</th>" for h in head) + "</tr>"]
    for i, row in enumerate(rows):
        cells = []
        for j, cell in enumerate(row):
            if merged and j == 0:
                if not cell:
                    continue
                down = 1
                while i + down < len(rows) and not rows[i + down][0]:
                    down += 1
                cells.append(f'<td rowspan="{down}">{cell}</td>' if down > 1 else f"<td>{cell}</td>")
            else:
                cells.append(f"<td>{cell}</td>")
        out.append("<tr>" + "".join(cells) + "</tr>")
    return "\n".join([*out, "</table>"])


def report(contents: list[Content], dress: Dress) -> str:
    """A whole report as text."""
    house = HOUSES[dress.house]
    parts = [
        "2025年03月10日", house, "# 推理成本继续下行，应用访问量分化", "——人工智能行业周报", "推荐（维持）",
        "分析师：王小明 S1234567890123", "## 1、数据跟踪", "本周各项数据如下，详见各表。",
    ]  # fmt: skip
    for n, content in enumerate(contents, start=1):
        caption = content.caption_en if dress.english else content.caption
        label = LABELS[dress.label].format(n=n) + caption
        parts += [table(content, dress), label] if dress.under else [label, table(content, dress)]
        parts += [SOURCES[3 if dress.english else dress.source].format(s="Wind", h=house)]
        parts += ["以上数据仅供参考，口径与上周一致。"]
    parts += ["## 2、风险提示", "需求不及预期。"]
    return "\n\n".join(parts) + "\n"
