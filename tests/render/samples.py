"""A report made by hand: what a renderer gets, without desk, store or issue file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tieout.compose import parts
from tieout.compose.builder import Piece, ReportBuilder, TableCell
from tieout.model import Analyst, Evidence, Fact, FactKey, Meta, Related, Report, Table
from tieout.quantity import Period

DAY = Period.day(date(2025, 1, 27))
META = Meta(
    date=date(2025, 1, 27),
    title="算力价格平稳，头部应用流量分化",
    series="人工智能行业周报",
    publisher="示例证券",
    language="zh",
    industry_rating="推荐",
    rating_action="维持",
    analysts=(Analyst("张三丰", "S0000000000001", "zhangsf@example.com"),),
    related=(Related("人工智能行业周报：上一期", date(2025, 1, 19)),),
)


def price(gpu: str, platform: str, value: str) -> Fact:
    """An observed price with the inbox cell it stands in."""
    cell = Evidence("cell", value=Decimal(value), period=DAY, note="inbox/2025-01-27.xlsx!compute_rental!F2")
    key = FactKey("compute_rental", "price_per_hour", (gpu, platform))
    return Fact(key, Decimal(value), "CNY/hour", 2, DAY, value, evidence=(cell,))


def facts() -> dict[str, Fact]:
    """Two prices and the cheaper of them."""
    first, second = price("A100-40G", "腾讯云", "28.64"), price("A100-40G", "阿里云", "31.58")
    low = Fact(
        FactKey("compute_rental", "price_per_hour.min", ("A100-40G",)),
        Decimal("28.64"),
        "CNY/hour",
        2,
        DAY,
        "28.64",
        operator="min",
        inputs=(first, second),
    )
    return {str(f.key): f for f in (first, second, low)}


def sample(*, rows: int = 5, title: str = META.title or "", extra: str = "") -> Report:
    """A small weekly: cover, contents, two sections with tables, back matter."""
    known = facts()
    low = known["compute_rental/price_per_hour.min/A100-40G"]
    one = known["compute_rental/price_per_hour/A100-40G/腾讯云"]
    b = ReportBuilder()
    b.block("paragraph", "2025年01月27日", zone="cover", part=parts.DATE)
    b.block("paragraph", "示例证券", zone="cover", part=parts.PUBLISHER)
    b.block("paragraph", "EXAMPLE SECURITIES", zone="cover", part=parts.PUBLISHER_ALT)
    b.block("heading", title, zone="cover", level=1, part=parts.TITLE)
    b.block("paragraph", "—人工智能行业周报", zone="cover", part=parts.SERIES)
    b.block("paragraph", "推荐(维持)", zone="cover", part=parts.RATING)
    b.block("paragraph", "分析师：张三丰 S0000000000001", zone="cover", part=parts.ANALYST)
    b.block("paragraph", "zhangsf@example.com", zone="cover", part=parts.CONTACT)
    b.block("heading", "相关研究", zone="cover", level=2, part=parts.RELATED_TITLE)
    b.block(
        "list_item",
        "1、《人工智能行业周报：上一期》2025-01-19",
        zone="cover",
        part=parts.RELATED,
        marker="1、",
    )
    b.block("heading", "投资要点", zone="cover", level=1, part=parts.POINTS)
    b.block("heading", "算力：挂牌价格平稳", zone="cover", level=2)
    b.block(
        "paragraph",
        [
            "A100-40G 最低价为 ",
            Piece("28.64", "number", low),
            " 元/时，",
            Piece("价格未动", strong=True),
            "。" + extra,
        ],
        zone="cover",
    )
    b.block("heading", "正文目录", zone="contents", level=1)
    b.block("list_item", "1、算力动态", zone="contents", level=1, part=parts.ENTRY, target="sec-1")
    b.block("list_item", "1.1、价格", zone="contents", level=2, part=parts.ENTRY, target="sec-1-1")
    b.block("list_item", "2、重点公司", zone="contents", level=1, part=parts.ENTRY, target="sec-2")
    b.block("heading", "图表目录", zone="figures", level=1)
    b.block(
        "list_item", "图表 1：本周算力租赁情况", zone="figures", level=1, part=parts.ENTRY, target="fig-1"
    )
    b.block(
        "list_item",
        "图表 2：重点关注公司及盈利预测",
        zone="figures",
        level=1,
        part=parts.ENTRY,
        target="fig-2",
    )
    b.block("heading", "1、算力动态", level=1, id="sec-1")
    b.block("heading", "1.1、价格", level=2, id="sec-1-1")
    b.block("paragraph", ["腾讯云 A100-40G 价格为 ", Piece("28.64", "number", one), " 元/时。" + extra])
    rental(b, one, rows)
    b.block("heading", "2、重点公司", level=1, id="sec-2")
    b.block("list_item", "1) 需求不及预期。", level=1, marker="1)")
    coverage(b)
    b.block("heading", "免责声明", zone="back", level=1)
    b.block("paragraph", "本报告仅供示例。", zone="back")
    return b.report(META)


def rental(b: ReportBuilder, fact: Fact, rows: int) -> None:
    """A table of prices; the first column is merged over each pair of rows."""
    b.block("paragraph", "图表 1：本周算力租赁情况", part=parts.CAPTION, id="fig-1")
    cells = [
        [
            TableCell(f"A{100 + i // 2}-40G", "name", merged=bool(i % 2)),
            TableCell("16 核"),
            TableCell("96"),
            TableCell("可自定, 额外收费"),
            TableCell("腾讯云", "name"),
            TableCell("28.64/元", "number", fact if i == 0 else None),
            TableCell("0.00%", "number"),
        ]
        for i in range(rows)
    ]
    b.table(
        Table(
            ("显卡配置", "CPU", "内存", "磁盘大小 (G)", "平台名称", "价格 (每小时)", "价格环比上周"),
            (),
            figure="图表 1",
            caption="本周算力租赁情况",
            tracker="compute_rental",
            fields=("gpu", "cpu_cores", "memory_gb", "disk", "platform", "price_per_hour", "price_wow_pct"),
        ),
        cells,
    )
    b.block("paragraph", "资料来源：腾讯云，阿里云，示例证券研究", part=parts.SOURCE)


def coverage(b: ReportBuilder) -> None:
    """The table of companies, with its two-row header."""
    years = ("2023", "2024E", "2025E")
    b.block("paragraph", "图表 2：重点关注公司及盈利预测", part=parts.CAPTION, id="fig-2")
    columns = (
        "公司代码",
        "名称",
        "2025-01-27 股价",
        *(f"EPS {y}" for y in years),
        *(f"PE {y}" for y in years),
        "投资评级",
    )
    fields = (
        "ticker",
        "name",
        "price",
        *(f"{m}_{y}" for m in ("eps", "pe") for y in ("2023a", "2024e", "2025e")),
    )
    rows = [
        [
            "688256.SH",
            "寒武纪-U",
            "572.00",
            "-2.04",
            "-1.21",
            "-0.50",
            "-280.39",
            "-472.73",
            "-1144.00",
            "买入",
        ],
        ["688668.SH", "鼎通科技", "51.46", "0.67", "1.04", "1.41", "76.81", "49.48", "36.50", "买入"],
    ]
    b.table(
        Table(columns, (), figure="图表 2", tracker="coverage", fields=(*fields, "rating")),
        [[TableCell(c) for c in row] for row in rows],
    )
    b.block("paragraph", "资料来源：Wind，示例证券研究", part=parts.SOURCE)
