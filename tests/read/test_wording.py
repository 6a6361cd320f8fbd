"""Tables of our trackers under the headers, units and marks that other houses print."""

from __future__ import annotations

from typing import Any

import pytest

from tieout.model import Table
from tieout.read import read_text


def table(caption: str, head: str, *rows: str) -> Table:
    body = "\n".join(line.replace("|", "\t") for line in (head, *rows))
    text = f"2025年03月10日\n\n北辰证券\n\n# 推理成本继续下行\n\n图表 1：{caption}\n\n{body}\n\n资料来源：Wind，北辰证券研究所\n"
    return read_text(text).tables[0]


def check(found: Table, tracker: str, *wanted: dict[str, Any]) -> None:
    assert found.tracker == tracker
    got = [r.as_json() for r in found.records]
    assert [{k: g.get(k) for k in w} for g, w in zip(got, wanted, strict=True)] == list(wanted)


RENTAL = (
    "A100-40G|16|96|可自定, 额外收费|腾讯云|28.64|0.00%",
    "A800-80G|16|256|系统盘: 20G|恒源云|9.00|-3.50%",
    "H800|32|512|——|阿里云|——|——",
)
RENTED: tuple[dict[str, Any], ...] = (
    {"gpu": "A100-40G", "cpu_cores": 16, "memory_gb": 96, "platform": "腾讯云", "price_per_hour": 28.64},
    {"gpu": "A800-80G", "memory_gb": 256, "price_per_hour": 9, "price_wow_pct": -3.5},
    {"gpu": "H800", "platform": "阿里云", "price_per_hour": None, "price_wow_pct": None},
)


@pytest.mark.parametrize(
    "head",
    [
        "显卡型号|CPU核数|内存(G)|磁盘|云平台|单价(元/小时)|周环比",
        "算力卡|vCPU|内存(GiB)|存储|服务商|租金（元/时）|较上周变动",
        "芯片型号|处理器核数|内存大小|磁盘空间|供应商|时租价格|环比(%)",
        "顯卡配置|CPU|內存|磁碟大小|平台名稱|價格（每小時）|價格環比上週",
        "GPU配置|CPU核心|运行内存|数据盘|厂商|每小时价格(元)|较上期",
        "型号|CPU|内存|磁盘|平台|报价|环比",
        "GPU model|CPU cores|RAM|Disk|Cloud|Hourly price|Change (WoW)",
        "GPU|CPU|RAM|Disk|Vendor|Rate (¥/hr)|w/w",
    ],
)
def test_rental_under_other_headers(head: str) -> None:
    check(table("本周算力租赁情况", head, *RENTAL), "compute_rental", *RENTED)


@pytest.mark.parametrize(
    "price",
    [
        "28.64/元",
        "28.64元/时",
        "28.64 元/小时",
        "¥28.64/小时",
        "28.64元/卡时",
        "28.64 元/卡/时",
        "RMB 28.64/hr",
    ],
)
def test_a_price_with_its_unit(price: str) -> None:
    rows = (RENTAL[0].replace("28.64", price), *RENTAL[1:])
    check(table("算力", "显卡|CPU|内存|磁盘|平台|价格|环比", *rows), "compute_rental", *RENTED)


@pytest.mark.parametrize("mark", ["-", "--", "——", "N/A", "空", "暂无", "/", "…", "***", "暂无报价", "售罄"])
def test_marks_of_nothing(mark: str) -> None:
    rows = (*RENTAL[:2], RENTAL[2].replace("阿里云|——|——", f"阿里云|{mark}|-"))
    check(table("算力", "显卡|CPU|内存|磁盘|平台|价格|环比", *rows), "compute_rental", *RENTED)


@pytest.mark.parametrize("fall", ["－3.50％", "−3.50%", "(3.50%)", "-3.50", "↓3.50%", "▼3.50%", "下降3.50%"])
def test_falls(fall: str) -> None:
    rows = (RENTAL[0], RENTAL[1].replace("-3.50%", fall), RENTAL[2])
    check(table("算力", "显卡|CPU|内存|磁盘|平台|价格|环比(%)", *rows), "compute_rental", *RENTED)


VISITS = ("ChatGPT|聊天|OpenAI|882.9|0.93%|6:34|0.51%", "文心一言|聊天|百度|3.333|-17.36%|2:48|-3.45%")
VISITED: tuple[dict[str, Any], ...] = (
    {"app": "ChatGPT", "app_type": "聊天", "owner": "OpenAI", "weekly_visits_m": 882.9, "visits_wow_pct": 0.93,
     "avg_duration_s": 394, "duration_wow_pct": 0.51},
    {"app": "文心一言", "weekly_visits_m": 3.333, "visits_wow_pct": -17.36, "avg_duration_s": 168,
     "duration_wow_pct": -3.45},
)  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "网站|类别|母公司|访问量(百万)|环比|平均时长|环比",
        "平台|赛道|厂商|周访问量(M)|较上周|单次访问时长|较上周",
        "App|Type|Owner|Weekly visits (M)|WoW|Avg. duration|WoW",
        "應用|應用類型|歸屬公司|週平均訪問量（M）|訪問量環比|平均停留時長|時長環比",
        "名称|类型|公司|周均访问量（M）|访问量变动|人均停留时长|时长变动",
        "AI应用|细分领域|开发公司|平均周访问量(百万次)|访问量周度环比|平均停留时间|停留时间环比",
        "网站名称|领域|所属企业|访问次数(M)|访问次数环比|平均访问持续时间|持续时间环比",
        "|类型|公司|访问量(M)|访问量环比|停留时长|时长环比",
    ],
)
def test_traffic_under_other_headers(head: str) -> None:
    check(table("2025.3.3-2025.3.7 流量", head, *VISITS), "site_traffic", *VISITED)


@pytest.mark.parametrize(
    "shown", ["0:06:34", "00:06:34", "6分34秒", "394s", "394秒", "6′34″", "6'34\"", "6m34s"]
)
def test_a_length_of_time(shown: str) -> None:
    rows = (VISITS[0].replace("6:34", shown), VISITS[1])
    head = "应用|类型|公司|访问量(M)|访问量环比|停留时长|时长环比"
    check(table("2025.3.3-2025.3.7 流量", head, *rows), "site_traffic", *VISITED)


@pytest.mark.parametrize(
    ("head", "one", "two"),
    [
        ("访问量（万次）", "88290", "333.3"),
        ("访问量（亿次）", "8.829", "0.03333"),
        ("访问量（次）", "882,900,000", "3,333,000"),
        ("访问量/万次", "88290", "333.3"),
        ("Visits (K)", "882,900", "3,333"),
        ("访问量", "8.829亿", "333.3万"),
        ("访问量", "88290万次", "333.3万次"),
    ],
)
def test_the_scale_of_visits(head: str, one: str, two: str) -> None:
    rows = (VISITS[0].replace("882.9", one), VISITS[1].replace("3.333", two))
    found = table("2025.3.3-2025.3.7 流量", f"应用|类型|公司|{head}|访问量环比|停留时长|时长环比", *rows)
    check(found, "site_traffic", *VISITED)


def test_last_week_beside_this_week_is_not_taken_for_it() -> None:
    found = table(
        "2025.3.3-2025.3.7 流量",
        "应用|上周访问量(M)|本周访问量(M)|环比|停留时长",
        "ChatGPT|800.0|882.9|10.36%|6:34",
        "Kimi|7.0|7.7|10.00%|3:17",
    )
    check(
        found, "site_traffic", {"weekly_visits_m": 882.9, "visits_wow_pct": 10.36}, {"weekly_visits_m": 7.7}
    )


COVERED = (
    "688256.SH|寒武纪-U|572.00|-2.04|-1.21|-280.39|-472.73|买入",
    "0700.HK|某控股|50.68|0.28|0.40|181.00|126.70|买入",
)


@pytest.mark.parametrize(
    "head",
    [
        "证券代码|证券简称|收盘价|EPS2023A|EPS2024E|PE2023A|PE2024E|评级",
        "Ticker|Name|Last price|EPS FY23A|EPS FY24E|PE FY23A|PE FY24E|Recommendation",
        "代碼|公司名稱|股價|每股收益 2023年|每股收益 2024年E|市盈率 2023年|市盈率 2024年E|投資評級",
        "代码|简称|收盘价(元)|23A EPS|24E EPS|23A PE|24E PE|评级",
    ],
)
def test_years_of_many_kinds(head: str) -> None:
    first = {"ticker": "688256.SH", "price": 572, "eps_2023a": -2.04, "eps_2024e": -1.21, "pe_2024e": -472.73}
    check(table("重点公司", head, *COVERED), "coverage", first, {"ticker": "0700.HK", "rating": "买入"})


def test_two_header_rows_that_say_the_group_over_each_year() -> None:
    head = "公司代码|名称|股价|EPS|EPS|PE|PE|投资评级\n公司代码|名称|股价|23A|24E|23A|24E|投资评级"
    check(table("重点公司", head, *COVERED), "coverage", {"eps_2023a": -2.04, "pe_2024e": -472.73}, {})
    head = "公司代码|名称|股价|EPS|PE|投资评级\n23A|24E|23A|24E"
    check(table("重点公司", head, *COVERED), "coverage", {"eps_2023a": -2.04, "pe_2024e": -472.73}, {})


@pytest.mark.parametrize(
    ("cell", "rating"),
    [("买入（维持）", "买入"), ("增持/首次", "增持"), ("维持买入", "买入"), ("Buy (Maintain)", "Buy")],
)
def test_a_rating_without_its_action(cell: str, rating: str) -> None:
    head = "证券代码|证券简称|收盘价|EPS2023A|EPS2024E|PE2023A|PE2024E|评级"
    rows = (COVERED[0].replace("买入", cell), COVERED[1].replace("50.68", "HK$50.68"))
    check(table("重点公司", head, *rows), "coverage", {"rating": rating}, {"price": 50.68})


@pytest.mark.parametrize("bounds", ["+4/-5", "-5/+4", "(+4, -5)", "+4-5", "[-5, +4]", "+4 / −5"])
def test_bounds_of_an_interval(bounds: str) -> None:
    found = table(
        "总榜", "排名|模型|得分|95% CI|投票数|机构", f"1|A-1|1339|{bounds}|28488|甲", "2|B-2|1330|±3|2,848|乙"
    )
    check(found, "leaderboard", {"ci_plus": 4, "ci_minus": -5}, {"ci_plus": 3, "ci_minus": -3, "votes": 2848})


def test_bounds_in_two_columns_and_a_narrow_board() -> None:
    head = "排名|模型|得分|置信区间上界|置信区间下界|机构"
    found = table("总榜", head, "1|A-1|1339|+4|-5|甲", "2|B-2|1330|+3|-3|乙")
    check(found, "leaderboard", {"ci_plus": 4, "ci_minus": -5}, {"ci_plus": 3, "ci_minus": -3})
    check(
        table("总榜", "排名|模型|得分", "1|A-1|1339", "2|B-2|1330"),
        "leaderboard",
        {"score": 1339},
        {"rank": 2},
    )


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("融资金额（亿美元）", "1.2"),
        ("融资金额(百万美元)", "120"),
        ("Amount ($m)", "120"),
        ("融资额", "1.2 亿美元"),
    ],
)
def test_money_whose_unit_stands_in_the_header(head: str, cell: str) -> None:
    found = table(
        "融资动态", f"公司|轮次|{head}|投资方", f"A 公司|B 轮|{cell}|甲基金", "B 公司|天使轮|未披露|乙基金"
    )
    amount = found.records[0].as_json()["amount"]
    assert (amount["low"], amount["currency"], amount["text"]) == (120_000_000, "USD", cell)
    assert found.records[1].as_json()["amount"] is None


def test_prices_of_models_are_no_scores() -> None:
    assert (
        table("价格", "模型|厂商|输入价格|输出价格", "Qwen-Max|阿里云|2.4|9.6", "GLM-4|智谱|5|5").tracker
        is None
    )


@pytest.mark.parametrize(
    "head", ["表现|1M|3M|12M", "指数|近1月|近3月|近12月", "（%）|1个月|3个月|1年", "%|1M|3M|1Y"]
)
def test_the_performance_box(head: str) -> None:
    found = table("行业相对表现", head, "计算机(申万)|-6.1%|0.0%|19.5%", "沪深300|(4.1%)|－3.5%|14.5％")
    check(
        found,
        "relative_performance",
        {"index_name": "计算机(申万)", "ret_1m_pct": -6.1},
        {"ret_12m_pct": 14.5, "ret_1m_pct": -4.1},
    )


@pytest.mark.parametrize(
    ("caption", "one", "two"),
    [
        ("2025.3.3-2025.3.7 访问量（万次）", "88290", "333.3"),
        ("2025.3.3-2025.3.7 访问量，单位：亿次", "8.829", "0.03333"),
        ("2025.3.3-2025.3.7 访问量（百万次）", "882.9", "3.333"),
        ("2025.3.3-2025.3.7 访问量", "882.9", "3.333"),
    ],
)
def test_a_unit_said_once_for_the_table(caption: str, one: str, two: str) -> None:
    rows = (VISITS[0].replace("882.9", one), VISITS[1].replace("3.333", two))
    found = table(caption, "应用|类型|公司|访问量|访问量环比|停留时长|时长环比", *rows)
    check(found, "site_traffic", *VISITED)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("甲基金领投，乙基金跟投", ["甲基金"]),
        ("由甲基金领投", ["甲基金"]),
        ("甲基金、乙基金联合领投", ["甲基金", "乙基金"]),
        ("甲基金、乙基金", ["甲基金", "乙基金"]),
        ("由你资本", ["由你资本"]),
    ],
)
def test_who_leads_a_round(cell: str, names: list[str]) -> None:
    found = table(
        "融资动态", "公司|轮次|融资额|投资方", f"A 公司|B 轮|1 亿元|{cell}", "B 公司|天使轮|未披露|丙基金"
    )
    assert found.records[0].as_json()["lead_investors"] == names
