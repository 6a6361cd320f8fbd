"""Tables as a weekly prints them, shared by the tracker tests."""

from datetime import date

import pytest

from tieout.quantity import Period
from tieout.trackers import get_tracker, match_columns, rows_to_records

TRAFFIC = (
    ["应用", "应用类型", "归属公司", "周平均访问量 (M)", "访问量环比", "平均停留时长", "时长环比"],
    [
        ["ChatGPT", "聊天机器人", "OpenAI", "882.9", "0.93%", "6:34", "0.51%"],
        ["Bing", "搜索", "微软", "412.7", "0.10%", "6:21", "0.26%"],
        ["Discord", "游戏社区", "微软", "131.9", "-1.49%", "12:08", "0.00%"],
        ["QuillBot", "释义工具", "QuillBot", "12.830", "5.60%", "3:48", "1.79%"],
    ],
)
RENTAL = (
    ["显卡配置", "CPU", "内存", "磁盘大小 (G)", "平台名称", "价格 (每小时)", "价格环比上周"],
    [
        ["A100-40G", "16", "96", "可自定", "腾讯云", "28.64/元", "0.00%"],
        ["", "12 核", "94G", "可自定", "阿里云", "31.58/元", "0.00%"],
        ["A100-80G", "13", "128", "系统盘: 20G", "恒源云", "——", "——"],
    ],
)
COVERAGE = (
    ["公司代码", "名称", "2025-01-27 股价", "EPS 2023", "EPS 2024E", "EPS 2025E", "PE 2023", "PE 2024E", "PE 2025E",
     "投资评级"],
    [
        ["002230.SZ", "科大讯飞", "50.68", "0.28", "0.40", "0.56", "181.00", "126.70", "90.50", "买入"],
        ["688256.SH", "寒武纪-U", "572.00", "-2.04", "-1.21", "-0.50", "-280.39", "-472.73", "-1144.00", "买入"],
    ],
)
TABLES = {"site_traffic": TRAFFIC, "compute_rental": RENTAL, "coverage": COVERAGE}


@pytest.fixture
def records():
    """Records of a tracker from its printed table."""

    def make(name, headers=None, rows=None, period=None):
        tracker = get_tracker(name)
        headers = headers or TABLES[name][0]
        rows = rows or TABLES[name][1]
        match = match_columns(tracker, headers, rows)
        result = rows_to_records(
            match, rows, headers=headers, period=period or Period(date(2025, 1, 20), date(2025, 1, 24))
        )
        assert not result.problems
        return result.records

    return make
