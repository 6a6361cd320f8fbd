"""What tells one measure from another, and row labels that name nobody: data for holding prose to cells."""

from __future__ import annotations

import re

from .patterns import plain_verbs, residual

__all__ = ["CATCH_ALL", "FORECAST", "METRIC_ROW", "MODIFIERS", "SAID_OF", "whole_nouns"]

CATCH_ALL = frozenset(
    [
        "合计", "总计", "共计", "小计", "总和", "合共", "其他", "其它", "其余", "其他地区", "全国", "全球", "全部", "整体",
        "行业", "平均", "均值", "算术平均", "中位数", "国内", "海外", "国产", "进口", "total", "grandtotal", "subtotal", "sum", "other", "others",
        "world", "worldwide", "global", "average", "mean", "median", "all", "group", "restofworld",
    ]
)  # fmt: skip
"""Labels of rows (normalised) that prose says of many things besides the table's."""

MODIFIERS: tuple[re.Pattern[str], ...] = (
    re.compile(r"平均|日均|周均|月均|年均|人均|户均|单均|场均|均价|均值|每(?:个|家|笔|名|户|人|股|台|吨|件|款|部|年|月|日|天|片)|单个|单笔|单价|单位|\baverag|\bper (?!cent)|\bmean\b|\beach\b"),
    re.compile(r"累计|[前首](?:[二两三四五六七八九十]|十[一二]?|\d{1,2})个?月|[1一]\s*[-–—~至]\s*\d{1,2}月|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) months\b|总额|总量|总数|合共|合计|共计|总计|[两二三四五]者|\bcumulative|\bto date\b|\bin all\b|\bcombined\b|\btogether\b|\baltogether\b"),
    re.compile(r"目标|指引|预算|计划|预计|预期|预测|展望|潜在|上行空间|\btarget|\bguid|\bbudget|\bplan|\bexpect|\bforecast|\bupside\b|\bestimate|\bconsensus\b|\bpotential\b"),
    re.compile(r"上限|下限|最高|最低|峰值|高点|低点|\bmax(?:imum)?\b|\bmin(?:imum)?\b|\bpeak\b|\bceiling\b|\bfloor\b"),
    re.compile(r"经调整|调整后|扣非|扣除|剔除|不含|可比|内生|\badjusted\b|\borganic\b|\bexcluding\b|\bunderlying\b|like-for-like|constant[- ]currency"),
    re.compile(r"占比|占总|份额|比重|市占率|占有率|渗透率|\bshare of\b|\bmarket share\b|\bpenetration\b"),
    re.compile(r"新增|净增|增量|\bincremental\b|\bnet (?:new|add)"),
)  # fmt: skip
"""Words that make another measure of one: said on one side only, they part prose from a column."""

FORECAST = frozenset(["预计", "预期", "预测", "展望", "expect", "forecast", "estimate", "consensus"])
"""Those of them that a column of estimates (EPS 2025E) carries in its head."""

SAID_OF = re.compile(
    r"全部|所有|整个|总体|公布|公告|披露|发布|显示|数据|统计|报告|实现|取得|完成|表现|获得|来看|而言|方面|分别|合计|成为|位居|位列|居首|居前|排名|领涨|领跌|"
    r"幅度|水平|口径|情况|本身|尤其|其中|主要|继续|依然|仍然|逆势|同步|单独|期间|区间|受益|带动|\b(?:report|post|announc|print|logg?|book|deliver|achiev|generat|register|record|manag|see|saw|show|bring|brought|take|took|mak|made|lead|led|trail|top|tops|topp|rank|cost|scor|account|sell|sold|command|enjoy|carr|turn|suppl|ship|shipp|produc|consum|us|employ|hold|held|own|offer|charg|pa|attract|draw|drew|serv|install|operat|buil|fetch|quot|price|trad|contribut|collect|process|handl|run|ran|occup|remain|continu|guid)(?:e?d|ie[ds]|[yt]|e?s|ing|id|e)?\b|"
    r"\b(?:(?:cheap|dear|high|low|larg|small|bigg|fast|slow|strong|weak|great|fewe?|long|short|near|late|bett|b|hott|steep|clos)(?:e?st|e?r)?|most|least|best|worst|ahead|behind|expensive|first|second|third|top|alone|itself|"
    r"total|annual|quarterly|monthly|weekly|full-year|half-year|overall|own|group|company|market|sector|around|well|even|again|too|very|not|no|one|two|three|four|five|both|all|any)\b"
)
"""Words of saying and showing; they name no measure."""

METRIC_ROW = re.compile(
    r"收入|利润|成本|资产|负债|现金|毛利|费用|税|权益|每股|存货|账款|营收|净额|总额|revenue|income|profit|cost|expense|assets|liabilit|equity|cash|sales|margin|eps|tax",
    re.I,
)
"""Labels of rows that every company has: they name no one."""

_COMPOUNDS = (
    "出口", "进口", "收入", "支出", "出货", "产出", "收益", "收购", "出租", "出让", "出境", "入境", "到期", "到货", "计提", "年报", "年化", "报价",
    "月活", "日活", "周活", "月租", "日租", "月供", "比例", "至尊", "有色", "有机", "上市", "下载", "中标", "开工", "开盘", "达标", "录取", "价差",
    "涨停", "跌停", "降价", "涨价", "升级", "增值", "增资", "减值", "减持", "增持", "跌价", "回购", "回款", "升水", "降水", "升贴水",
)  # fmt: skip
_HIDDEN = {
    word: "".join(chr(0x9E00 + 4 * k + i) for i in range(len(word))) for k, word in enumerate(_COMPOUNDS)
}
_SHOWN = {hidden: word for word, hidden in _HIDDEN.items()}


def whole_nouns(words: str) -> list[str]:
    """The nouns of a stretch, with those kept whole that a small word begins or ends: 出口 is no 出.

    >>> whole_nouns("5月合计出口"), whole_nouns("月活环比增长")
    (['出口'], ['月活'])
    """
    for word, hidden in _HIDDEN.items():
        words = words.replace(word, hidden)
    found = residual(plain_verbs(words)).split()
    for hidden, word in _SHOWN.items():
        found = [w.replace(hidden, word) for w in found]
    return found
