"""TIE1xx and TIE2xx: prose against tables, and arithmetic inside prose. The claims carry the codes."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.claim import Finding
from ...model.rules import Rule
from .base import View, finding

__all__ = ["RULES", "find"]

_TRAFFIC = (
    "图表 1：2025.1.20-2025.1.24 AI 相关网站流量\n\n"
    "应用\t应用类型\t归属公司\t周平均访问量 (M)\t访问量环比\t平均停留时长\t时长环比\n"
    "Alpha\t搜索\tA\t882.9\t0.93%\t6:34\t0.51%\n"
    "Beta\t搜索\tB\t412.7\t0.10%\t6:21\t0.26%\n"
    "Gamma\t设计\tC\t166.7\t5.60%\t7:38\t-0.65%\n\n"
    "资料来源：similarweb\n\n"
)
_RENTAL = (
    "图表 1：本周算力租赁情况\n\n"
    "显卡配置\tCPU\t内存\t磁盘大小 (G)\t平台名称\t价格 (每小时)\t价格环比上周\n"
    "A100-40G\t16\t96\t可自定\t甲云\t28.64/元\t{}\n"
    "A800-80G\t16\t256\t可自定\t乙云\t9.00/元\t0.00%\n\n"
    "资料来源：甲云\n\n"
)
_COVERAGE = (
    "公司代码\t名称\t2025-01-27 股价\tEPS 2023\tEPS 2024E\tPE 2023\tPE 2024E\t投资评级\n"
    "002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t181.00\t126.70\t买入\n"
    "688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n\n"
)
_BOARD = (
    "图表 1：总榜\n\n"
    "Rank* (UB)\tDelta\tModel\tArena Score\t95% CI\tVotes\tOrganization\tLicense\tKnowledge Cutoff\n"
    "1\t0\tAlpha-Max-01\t1339\t+4/-4\t28488\tA\tProprietary\tUnknown\n"
    "2\t0\tBeta-Pro-02\t1305\t+5/-4\t11430\tB\tProprietary\tUnknown\n"
    "3\t0\tGamma-Mini-03\t1287\t+5/-3\t13262\tC\tProprietary\tUnknown\n\n"
    "资料来源：lmarena\n\n"
)
_BENCH = (
    "图表 1：测评结果\n\n"
    "\tMMLU\tGPQA\tMATH\n"
    "Alpha-5\t88.6\t65.0\t78.3\n"
    "Beta-4o\t88.0\t53.1\t83.1\n\n"
    "资料来源：Alpha\n\n"
)

RULES = (
    Rule("TIE101", "high", "Value differs from its cell", "数值与表格不符",
         "A sentence gives a named subject's figure in a named measure, and the one cell of that row and column holds another. "
         "Subject, measure and unit must all be named; a value for another moment (last week, a target) is left alone.",
         _RENTAL.format("0.00%") + "A100-40G 中，甲云 16 核+96G 价格为 28.46 元/时。\n",
         _RENTAL.format("0.00%") + "A100-40G 中，甲云 16 核+96G 价格为 28.64 元/时。\n"),
    Rule("TIE102", "high", "Figure of a list member differs from its cell", "榜单成员数值与表格不符",
         "In a list such as 前三位分别为 A（x）、B（y）, the figure behind a name is not that of the name's row. Only the wrong member is flagged.",
         _TRAFFIC + "访问量前三位分别为 Alpha（882.9M）、Beta（421.7M）和 Gamma（166.7M）。\n",
         _TRAFFIC + "访问量前三位分别为 Alpha（882.9M）、Beta（412.7M）和 Gamma（166.7M）。\n"),
    Rule("TIE103", "high", "List not in the order of the table", "榜单次序或成员与表格不符",
         "A stated top-k list holds a name that is not among the first k of the column, or holds the right names in another order.",
         _TRAFFIC + "访问量前两位分别为 Alpha（882.9M）和 Gamma（166.7M）。\n",
         _TRAFFIC + "访问量前两位分别为 Alpha（882.9M）和 Beta（412.7M）。\n"),
    Rule("TIE104", "high", "Said to be unchanged, but changed", "称持平而表中有变动",
         "Prices are said to be flat, and the column of changes holds a figure other than zero. Empty cells are no evidence.",
         _RENTAL.format("2.50%") + "本周算力租赁价格环比持平。\n", _RENTAL.format("0.00%") + "本周算力租赁价格环比持平。\n"),
    Rule("TIE105", "high", "Name and code do not belong together", "公司名称与代码不符",
         "A company is followed by the code that the table gives to another company.",
         _COVERAGE + "建议关注科大讯飞（688668.SH）。\n", _COVERAGE + "建议关注科大讯飞（002230.SZ）和鼎通科技（688668.SH）。\n"),
    Rule("TIE106", "high", "Rank differs from the board", "名次与榜单不符",
         "A model is given a rank on a named board, and the board prints another. A rank by style control counts as a fit.",
         _BOARD + "Beta-Pro-02 位列总榜第 3。\n", _BOARD + "Beta-Pro-02 位列总榜第 2。\n"),
    Rule("TIE107", "high", "Comparison against the table", "比较与表格相反",
         "One name is said to be ahead of another, and the table's scores say the opposite. Ties and families of names are not contradicted.",
         _BOARD + "在总榜上，Gamma-Mini-03 超越了 Alpha-Max-01。\n", _BOARD + "在总榜上，Alpha-Max-01 超越了 Gamma-Mini-03。\n"),
    Rule("TIE108", "medium", "Said to lead, but not on every measure", "称领先但并非全部领先",
         "A lead is claimed on a named benchmark, and another column is ahead on one of its measures.",
         _BENCH + "Alpha-5 在 MATH 上已取得业内领先的成绩。\n", _BENCH + "Alpha-5 在 GPQA 上已取得业内领先的成绩。\n"),
    Rule(
        "TIE109",
        "high",
        "Window of days differs from the table's",
        "正文时间窗与图表不符",
        "A sentence introduces the figures of a table with a window of days, and the table's caption prints another.",
        _TRAFFIC + "本期（2025.1.13-2025.1.17）AI 相关网站流量数据：访问量第一为 Alpha（882.9M）。\n",
        _TRAFFIC + "本期（2025.1.20-2025.1.24）AI 相关网站流量数据：访问量第一为 Alpha（882.9M）。\n",
    ),
    Rule("TIE110", "medium", "Broader than its evidence", "表述范围大于证据",
         "A comparison names a family (超越 Beta-Pro) while the same table holds a member of that family that is ahead.",
         _BOARD.replace("Alpha-Max-01", "New-Beta-Pro").replace("1305", "1280") + "在总榜上，Gamma-Mini-03 首超 Beta-Pro。\n",
         _BOARD.replace("1305", "1280") + "在总榜上，Gamma-Mini-03 首超 Beta-Pro。\n"),
    Rule("TIE201", "high", "Percent change does not fit the figures beside it", "涨跌幅与旁边的数字不符",
         "The change in percent, the change in points and the level (or the level before) stand side by side and do not fit under any rounding, "
         "and no other pair of figures nearby explains it. Restated, like-for-like and constant-currency bases are left alone.",
         "恒指收16587点，升198点，升幅2.1%。\n", "恒指收16587点，升198点，升幅1.2%。\n"),
    Rule("TIE202", "high", "Difference does not fit", "差值不符",
         "A difference in amounts or percentage points between two stated figures is not what they give.",
         "毛利率由 31.2% 提升至 33.5%，提升 3.3 个百分点。\n", "毛利率由 31.2% 提升至 33.5%，提升 2.3 个百分点。\n"),
    Rule("TIE203", "high", "Sum does not fit its parts", "合计与分项不符",
         "A total stands directly behind its parts (合计, together, came to), or parts exceed the whole they are parts of. "
         "Lists opened by 其中 or including need not add up.",
         "A 市占率 32.5%，B 21.3%，C 15.2%，前三家合计 72.0%。\n", "A 市占率 32.5%，B 21.3%，C 15.2%，前三家合计 69.0%。\n"),
    Rule("TIE204", "high", "Count does not fit what is listed", "数量与所列不符",
         "An announced number and the closed list beside it differ, or up, down and unchanged do not make the total.",
         "三大业务分别为游戏、广告、云、支付。\n", "三大业务分别为游戏、广告和云。\n"),
    Rule("TIE205", "high", "Share does not fit part and whole", "占比与分子分母不符",
         "A part, its whole and the share are all stated and do not fit. Shares of a whole the text does not state are left alone.",
         "公司拥有员工 1.2 万人，其中研发人员 3600 人，占比 40%。\n", "公司拥有员工 1.2 万人，其中研发人员 3600 人，占比 30%。\n"),
    Rule("TIE206", "high", "Average does not fit", "均值不符",
         "A total, how many, and the average per one stand together and do not fit; or three figures that define each other do not "
         "(RevPAR = ADR × occupancy, market value = price × shares, book-to-bill = orders / revenue). The finding names the one a slip of the pen explains, the ratio where none does.",
         "近6天合计流入 3246.76 万元，日均 641.13 万元。\n", "近6天合计流入 3246.76 万元，日均 541.13 万元。\n"),
    Rule("TIE207", "high", "Multiple does not fit", "倍数不符",
         "A figure is said to have doubled, tripled or halved between two stated values that are far from it; or 由 A 增至 B，增长 k 倍, where B is not k + 1 times A. A multiple without its two values is left alone.",
         "Profit doubled to $300 million from $250 million.\n", "Profit doubled to $500 million from $250 million.\n"),
    Rule("TIE208", "high", "Direction or threshold against the figures", "方向或界限与数字相反",
         "A figure is said to rise, fall, exceed or miss another that stands beside it, and it is the other way round; or a list by rank does not fall.",
         "营业收入从 15 亿元下降到 18 亿元。\n", "营业收入从 15 亿元上升到 18 亿元。\n"),
    Rule("TIE209", "high", "One fact, two figures", "同一事实前后数字不一",
         "The same noun in the same period is given two figures in one passage. Expected, revised, adjusted, cumulative and approximate figures are left alone.",
         "本周甲醇价格为2415元/吨，成交平稳。综合来看，本周甲醇价格为2384元/吨。\n", "本周甲醇价格为2415元/吨，成交平稳。综合来看，本周甲醇价格为2415元/吨。\n"),
    Rule("TIE210", "high", "One figure in two units", "同一数值的两种单位不符",
         "A figure is followed by itself in another unit (1.2 GW（1200 MW）, 10 EFLOPS，即 10000 PFLOPS), and the two do not meet under any rounding. "
         "So is an amount and its conversion, at the rate the page states or, for a power of ten, at any rate the two currencies have had. "
         "A bracket that adds another figure instead of repeating the first is left alone.",
         "集群算力达 10 EFLOPS，即 1000 PFLOPS。\n", "集群算力达 10 EFLOPS，即 10000 PFLOPS。\n"),
)  # fmt: skip


def find(view: View) -> Iterator[Finding]:
    """Findings about statements that are not false but wider than what the table holds."""
    for claim in view.claims:
        meta = view.drafts.get(claim.id, {})
        if meta.get("overclaim"):
            yield finding(
                view,
                "TIE108",
                "medium",
                claim.start,
                claim.end,
                f"{claim.subject} is said to lead; the table gives {claim.reason}",
                claim=None,
                evidence=claim.evidence,
            )
        family = meta.get("family")
        if family:
            yield finding(
                view,
                "TIE110",
                "medium",
                claim.start,
                claim.end,
                f"“{meta.get('object')}” names a family; the same table has {'、'.join(family)} ahead of {claim.subject}",
                evidence=claim.evidence,
            )
