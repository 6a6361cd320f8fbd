"""Forms of plain text: front matter, narrow tables, hard-wrapped prose, rows kept apart, pages."""

from __future__ import annotations

import pytest

from tieout.read import read_text


def test_front_matter_names_the_report_and_every_digit_stays() -> None:
    text = '---\ntitle: "算力租赁价格周报：H800 回落"\ndate: 2025-03-10\ntags: [算力, AI]\n---\n\n## 一、价格\n\n价格回落 3.5%。\n'
    found = read_text(text)
    assert found.meta.title == "算力租赁价格周报：H800 回落"
    assert (found.meta.series, str(found.meta.date)) == ("算力租赁价格周报", "2025-03-10")
    assert found.text == text and found.warnings == ()


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    found = read_text("---\n价格回落，3.5% 的跌幅不算大。\n---\n\n# 推理成本继续下行\n\n正文。\n")
    assert found.meta.title == "推理成本继续下行"


@pytest.mark.parametrize(
    "table",
    [
        "应用 | 访问量(M)\n--- | ---\nChatGPT | 882.9\nKimi | 7.45",
        "| 应用 | 访问量(M) |\n|:--|--:|\n| ChatGPT | 882.9 |\n| Kimi | 7.45 |",
        "<table><tr><td>应用<td>访问量(M)<tr><td>ChatGPT<td>882.9<tr><td>Kimi<td>7.45</table>",
        "应用\t访问量(M)\nChatGPT\t882.9\nKimi\t7.45",
    ],
)
def test_a_table_of_two_columns(table: str) -> None:
    found = read_text(f"# 周报\n\n表 1：流量\n\n{table}\n\n来源：Similarweb\n").tables[0]
    assert found.tracker == "site_traffic" and found.figure == "表 1"
    assert [(r["app"], str(r["weekly_visits_m"])) for r in found.records] == [
        ("ChatGPT", "882.9"),
        ("Kimi", "7.45"),
    ]


def test_two_columns_of_bare_figures_are_nobodys() -> None:
    found = read_text(
        "# 周报\n\n表 1：测评\n\n| 模型 | 得分 |\n|---|---|\n| A-1 | 88.5 |\n| B-2 | 80.1 |\n"
    ).tables[0]
    assert found.tracker is None


def test_a_title_and_a_related_report_set_over_two_lines() -> None:
    found = read_text(
        "2025年03月10日\n\n北辰证券\n\n推理成本继续下行，多家厂商联手启动“星际\n之门”计划\n\n——计算机行业周报\n\n推荐（维持）\n\n"
        "相关研究\n1、《计算机行业周报：一项很长的标题，\n分成两行》2025-03-03\n2、《计算机行业周报：二》2025-02-24\n\n投资要点\n\n"
        "本周算力租赁价格环比持平，整体供需格局没有明显变化，后续仍需观察\n大型云平台的挂牌价，它更接近目录价，不能据此推断供需平衡。\n"
    )
    assert found.meta.title == "推理成本继续下行，多家厂商联手启动“星际之门”计划"
    assert [(r.title, str(r.date)) for r in found.meta.related] == [
        ("计算机行业周报：一项很长的标题，分成两行", "2025-03-03"),
        ("计算机行业周报：二", "2025-02-24"),
    ]
    wrapped = [found.quote(b) for b in found.blocks if found.quote(b).startswith("本周算力")]
    assert len(wrapped) == 1 and wrapped[0].endswith("供需平衡。")


def test_a_header_alone_at_the_foot_of_a_page() -> None:
    head = "排名\t模型\t得分\t95% CI\t投票数\t机构"
    found = read_text(
        f"# 周报\n\n图表 1：总榜\n\n{head}\n\n请务必阅读正文之后的免责声明\n\n18\n\n1\tA-1\t1339\t+4/-5\t28488\t甲\n"
        "2\tB-2\t1330\t+3/-3\t2848\t乙\n\n资料来源：北辰证券研究所\n"
    )
    assert len(found.tables) == 1 and len(list(found.records("leaderboard"))) == 2


def test_names_that_a_narrow_cell_broke() -> None:
    found = read_text(
        "# 周报\n\n图表 1：价格\n\n显卡\tCPU\t内存\t平台\t价格\t环比\nA100-40G\t16\t96\t腾讯 云\t28.64\t0.00%\n"
        "H800\t16\t125\t阿里云\t34.74\t0.00%\n"
    )
    assert [r["platform"] for r in found.records("compute_rental")] == ["腾讯云", "阿里云"]
    assert found.tables[0].rows[0][3] == "腾讯 云" and [w.code for w in found.warnings] == ["TIE905"]


def test_rows_without_their_group_where_others_keep_its_blank() -> None:
    """A flush row among rows that keep the blank of their group stands under no group, whatever closes it."""
    for tail in ("\t", ""):
        found = read_text(
            "# 周报\n\n图表 1：测评\n\n类别\tBenchmark\tAlpha-1.5-pro\tGPT4o-0806\tQwen2-VL-72B\tGLM-4-Plus\n"
            "Vision\tMMMU\t88.6\t80.1\t65.0\t61.2\n\tMathVista\t59.1\t51.2\t49.0\t44.4\n"
            f"RealWorldQA\t78.9\t75.4\t66.6\t70.2{tail}\nGeneral\tMMStar\t71.9\t63.9\t65.1\t60.3\n\tMMBench\t87.5\t83.5\t81.7\t80.0\n"
        )
        lost = [r for r in found.records("benchmark") if r["benchmark"] == "RealWorldQA"]
        assert [r.as_json()["score"] for r in lost] == [78.9, 75.4, 66.6, 70.2]
        assert {r["group"] for r in lost} == {None} and all(r.doubtful for r in lost)


def test_contents_of_bare_numbers_are_no_table() -> None:
    found = read_text(
        "# 周报\n\n正文目录\n1 大模型榜单 \t3\n2 行情回顾 \t4\n\n1 大模型榜单\n\n正文在此，内容从略，不再展开。\n"
    )
    assert found.tables == ()


def test_the_kind_of_paper_above_a_page_number_parts_no_table() -> None:
    found = read_text(
        "# 周报\n\n图1：总榜\n排名\t模型\t评分\t95%置信区间\t票数\n1\tA-1\t1439\t+7/-10\t5,858\n2\tB-2\t1417\t+13/-12\t2,520\n"
        "请务必仔细阅读正文之后的评级说明和免责声明\n3\n证券研究报告\n4\tC-3\t1403\t+6/-6\t10,398\n5\tD-4\t1398\t+5/-7\t10,907\n资料来源：北辰证券研究所\n"
    )
    assert [r["model"] for r in found.records("leaderboard")] == ["A-1", "B-2", "C-3", "D-4"]
