"""Grids of scores in the forms that houses and model makers print them."""

from __future__ import annotations

from typing import Any

import pytest

from tieout.model import Table
from tieout.read import read_text

Scored = tuple[Any, Any, Any, Any, Any]


def table(printed: str) -> Table:
    return read_text(
        "2025年03月10日\n\n北辰证券\n\n# 推理成本继续下行\n\n正文一段话在这里，说明各项内容。\n\n图表 1：模型测评\n\n"
        f"{printed}\n\n资料来源：公司公告，北辰证券研究所\n"
    ).tables[0]


def scores(found: Table) -> list[Scored]:
    keys = ("group", "benchmark", "metric", "model", "score")
    return [tuple(r.as_json().get(k) for k in keys) for r in found.records]  # type: ignore[misc]


def plain(group: str | None = None, *, order: str = "rows") -> list[Scored]:
    by_row: list[Scored] = [
        (group, "MMLU", None, "GPT-4o", 87.2),
        (group, "MMLU", None, "DeepSeek-V3", 88.5),
        (group, "GPQA", None, "GPT-4o", 49.9),
        (group, "GPQA", None, "DeepSeek-V3", 59.1),
    ]
    return by_row if order == "rows" else [by_row[0], by_row[2], by_row[1], by_row[3]]


@pytest.mark.parametrize(
    "printed",
    [
        "Benchmark\tGPT-4o\tDeepSeek-V3\nMMLU\t87.2\t88.5\nGPQA\t49.9\t59.1",
        "Benchmark (Metric)\tGPT-4o\tDeepSeek-V3\nMMLU\t87.2%\t88.5%\nGPQA\t49.9%\t59.1%",
        "Benchmark\tGPT-4o\tDeepSeek-V3\nMMLU\t87.2\t**88.5**\nGPQA\t49.9\t<b>59.1</b>",
        "Benchmark\tGPT-4o\tDeepSeek-V3\nArchitecture\t-\tMoE\n# Params\t-\t671B\nMMLU\t87.2\t88.5\nGPQA\t49.9\t59.1",
    ],
)
def test_models_across(printed: str) -> None:
    assert scores(table(printed)) == plain()


@pytest.mark.parametrize(
    "printed",
    [
        "模型\tMMLU\tGPQA\nGPT-4o\t87.2\t49.9\nDeepSeek-V3\t88.5\t59.1",
        "模型\t机构\tMMLU\tGPQA\nGPT-4o\tOpenAI\t87.2\t49.9\nDeepSeek-V3\t深度求索\t88.5\t59.1",
        "排名\t模型\t参数量\tMMLU\tGPQA\n2\tGPT-4o\t-\t87.2\t49.9\n1\tDeepSeek-V3\t671B\t88.5\t59.1",
    ],
)
def test_models_down(printed: str) -> None:
    found = table(printed)
    assert scores(found) == plain(order="columns")
    assert found.record_rows == (0, 0, 1, 1)


@pytest.mark.parametrize(
    "printed",
    [
        "类别\t测评集\tGPT-4o\tDeepSeek-V3\n英文\tMMLU\t87.2\t88.5\n\tGPQA\t49.9\t59.1",
        "测评集\tGPT-4o\tDeepSeek-V3\n英文\nMMLU\t87.2\t88.5\nGPQA\t49.9\t59.1",
        "测评集\tGPT-4o\tDeepSeek-V3\n英文\t\t\nMMLU\t87.2\t88.5\nGPQA\t49.9\t59.1",
    ],
)
def test_groups(printed: str) -> None:
    assert scores(table(printed)) == plain("英文")


@pytest.mark.parametrize(
    "printed",
    [
        "参数\tH100\tH200\tB200\n显存(GB)\t80\t141\t192\n带宽(TB/s)\t3.35\t4.8\t8.0",
        "模型\t输入价格（元/百万tokens）\t输出价格\nDeepSeek-V3\t2\t8\nQwen-Max\t2.4\t9.6",
        "指数\t周涨跌幅\t月涨跌幅\n沪深300\t1.2%\t3.3%\n计算机(申万)\t2.2%\t-3.1%",
        "项目\t2023A\t2024E\t2025E\n营业收入(亿元)\t120.5\t150.2\t180.3\n净利润(亿元)\t12.5\t15.2\t18.3",
        "Company\t3Q18 Volumes\t3Q18 Share\t3Q17 Volumes\nAlpha\t72.2\t20.3%\t83.3\nBeta\t52.0\t14.6%\t39.1",
        "排名\t成分股\t涨跌幅\n1\t远山科技\t24.43%\n2\t长风信息\t19.59%",
    ],
)
def test_tables_that_are_nobodys(printed: str) -> None:
    found = table(printed)
    assert found.tracker is None and found.records == ()


def test_a_row_of_totals_is_no_record() -> None:
    found = table(
        "应用\t公司\t访问量(M)\t访问量环比\nChatGPT\tOpenAI\t882.9\t0.93%\nKimi\t月之暗面\t7.45\t-3.98%\n合计\t\t890.35\t"
    )
    assert [r["app"] for r in found.records] == ["ChatGPT", "Kimi"] and len(found.rows) == 3


def test_rows_that_head_others_in_a_list_of_companies() -> None:
    found = table(
        "证券代码\t证券简称\t收盘价\tEPS2023A\tEPS2024E\t评级\n算力\n688256.SH\t甲科技\t572.00\t-2.04\t-1.21\t买入\n应用\n"
        "002230.SZ\t乙股份\t50.68\t0.28\t0.40\t买入"
    )
    assert [(r["ticker"], str(r["price"])) for r in found.records] == [
        ("688256.SH", "572.00"),
        ("002230.SZ", "50.68"),
    ]


def test_a_header_shorter_than_its_rows_cuts_no_row() -> None:
    """The blank over the labels was lost; every score is there all the same."""
    found = table("MMLU\tGPQA\tMATH\nGPT-4o\t87.2\t49.9\t74.6\nDeepSeek-V3\t88.5\t59.1\t90.2")
    assert [r.as_json()["score"] for r in found.records] == [87.2, 49.9, 74.6, 88.5, 59.1, 90.2]
    assert [r["benchmark"] for r in found.records] == ["MMLU", "GPQA", "MATH"] * 2
