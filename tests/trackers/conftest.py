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
    [
        "公司代码",
        "名称",
        "2025-01-27 股价",
        "EPS 2023",
        "EPS 2024E",
        "EPS 2025E",
        "PE 2023",
        "PE 2024E",
        "PE 2025E",
        "投资评级",
    ],
    [
        ["002230.SZ", "科大讯飞", "50.68", "0.28", "0.40", "0.56", "181.00", "126.70", "90.50", "买入"],
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
    ],
)
LEADERBOARD = (
    [
        "Rank* (UB)",
        "Rank (StyleCtrl)",
        "Model",
        "Arena Score",
        "95% CI",
        "Votes",
        "Organization",
        "License",
        "Knowledge Cutoff",
    ],
    [
        ["1", "1", "o1-preview", "1335", "+4/-5", "17562", "OpenAI", "Proprietary", "2023/10"],
        ["6", "9", "Yi-Lightning", "1287", "+5/-3", "13262", "01 AI", "Proprietary", "Unknown"],
        ["6", "8", "Grok-2-08-13", "1291", "+3/-3", "35661", "xAI", "Proprietary", "2024/3"],
    ],
)
FUNDING = (
    ["应用", "应用类型", "领投方", "融资轮", "融资额", "目前累计融资额", "目前估值"],
    [
        ["Abridge", "人工智能软件", "Elad Gil、IVP", "—", "2.5 亿美元", "—", "25 亿美元"],
        ["玻色量子", "量子计算机技术", "启赋资本", "A 轮", "数亿元", "—", "—"],
        ["Gladia", "AI 转录音频", "XAnge", "—", "1600 万美元", "—", "—"],
    ],
)
PERFORMANCE = (
    ["表现", "1M", "3M", "12M"],
    [["计算机(申万)", "-6.1", "0.0", "19.5"], ["沪深300", "-4.1", "-3.5", "14.5"]],
)
TOKENS = (
    ["模型", "厂商", "计费项", "价格", "单位", "币种", "生效日期"],
    [
        ["o1", "OpenAI", "input", "15", "per_1m_tokens", "USD", "2024-12-17"],
        ["R1", "DeepSeek", "input", "0.55", "per_1m_tokens", "USD", "2025-01-20"],
        ["R1", "DeepSeek", "output", "2.19", "per_1m_tokens", "USD", "2025-01-20"],
    ],
)
MARKET = (
    ["指数", "统计项", "成分股", "涨跌幅"],
    [
        ["AI 算力指数", "max_daily_gain", "——", "3.83%"],
        ["", "bottom_member", "赛为智能", "-8.61%"],
        ["AI 应用指数", "top_member", "每日互动", "19.59%"],
    ],
)
BARS = (
    ["代码", "日期", "收盘价"],
    [
        ["000300.SH", "2025-01-24", "3832.86"],
        ["801750.SI", "2025-01-24", "4571.35"],
    ],
)
TABLES = {
    "site_traffic": TRAFFIC,
    "compute_rental": RENTAL,
    "coverage": COVERAGE,
    "leaderboard": LEADERBOARD,
    "funding": FUNDING,
    "relative_performance": PERFORMANCE,
    "token_price": TOKENS,
    "market_stat": MARKET,
    "market": BARS,
}


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
