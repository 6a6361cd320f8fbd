"""What stands around a table: the days it speaks of, and why a price is not printed."""

from __future__ import annotations

import pytest

from tieout.model import Report
from tieout.read import read_text

VISITS = "应用\t公司\t访问量(M)\t访问量环比\t停留时长\nChatGPT\tOpenAI\t882.9\t0.93%\t6:34\nKimi\t月之暗面\t7.45\t-3.98%\t3:17"
STATS = (
    "指数\t统计项\t成分股\t涨跌幅\nAI 算力指数\t日涨幅最大值\t——\t3.83%\n\t涨幅最大成分股\t远山科技\t24.43%"
)


def read(table: str, caption: str, before: str = "各项数据见下表。", after: str = "") -> Report:
    return read_text(
        f"2025年01月27日\n\n北辰证券\n\n# 推理成本继续下行\n\n{before}\n\n图表 1：{caption}\n\n{table}\n\n"
        f"资料来源：Wind，北辰证券研究所\n\n{after}\n\n此后的正文继续说明行业的变化，并不涉及本表。\n"
    )


@pytest.mark.parametrize(
    ("caption", "before", "after"),
    [
        ("2025.1.20-2025.1.24 网站流量", "见下表。", ""),
        ("网站流量（1.20-1.24）", "见下表。", ""),
        ("网站流量（2025年1月20日—1月24日）", "见下表。", ""),
        ("Site traffic, 20-24 January 2025", "见下表。", ""),
        ("网站流量", "本期（2025.1.20-2025.1.24）访问量居前的为 ChatGPT 和 Kimi。", ""),
        ("网站流量", "见下表。", "注：数据日期为 2025-01-20 至 2025-01-24"),
        ("网站流量", "见下表。", "注：环比为较 2025.1.13-2025.1.17，统计区间 2025.1.20-2025.1.24"),
    ],
)
def test_the_window_of_a_table(caption: str, before: str, after: str) -> None:
    found = read(VISITS, caption, before, after).tables[0]
    assert found.tracker == "site_traffic"
    assert str(found.period) == "2025-01-20..2025-01-24"


def test_the_window_of_market_statistics_stands_in_a_note() -> None:
    found = read(STATS, "本周指数涨跌幅统计", after="注：数据日期为 2025-01-20 至 2025-01-24").tables[0]
    assert found.tracker == "market_stat"
    assert {str(r.period) for r in found.records} == {"2025-01-20..2025-01-24"}


RENTAL = (
    "显卡\tCPU\t内存\t平台\t价格\t环比\nA100-40G\t16\t96\t甲云\t28.64\t0.00%\n"
    "A100-80G\t13\t128\t丙云\t——\t——\nH800\t32\t256\t丙云\t——\t——\nH800\t16\t125\t乙云\t34.74\t0.00%"
)


@pytest.mark.parametrize(
    ("prose", "told"),
    [
        (
            "A100-40G 中，甲云 16 核+96G 为 28.64 元/时；A100-80G 中，丙云 13 核+128G 算力紧张，暂无报价。",
            ["tight", None],
        ),
        ("本周丙云 13 核+128G 算力紧张。", ["tight", None]),
        ("H800 中，丙云 32 核+256G 已下架，乙云 16 核+125G 为 34.74 元/时。", [None, "withdrawn"]),
        ("因算力紧张，丙云 A100-80G 本周未报价。", ["tight", None]),
        ("丙云 64 核+512G 算力紧张。", [None, None]),
        ("丙云部分机型算力紧张。", [None, None]),
        ("甲云 16 核+96G 算力紧张，丙云 13 核+128G 未报价。", [None, None]),
        ("行业算力紧张的局面没有改变。", [None, None]),
    ],
)
def test_why_a_price_is_not_printed(prose: str, told: list[str | None]) -> None:
    found = read(RENTAL, "本周算力租赁情况", before=prose).tables[0]
    assert [r.availability for r in found.records] == [None, *told, None]
