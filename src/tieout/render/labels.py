"""The few words of the layout itself, in both languages; everything else printed is in the report."""

from __future__ import annotations

__all__ = ["FORMULAS", "UNITS", "labels"]

_LABELS = {
    "zh": {
        "footer": "请阅读最后的评级说明与免责声明",
        "attachment": "本报告的结构化数据",
        "contents": "目录",
        "evidence": "依据",
        "close": "关闭",
        "copy": "内部稿：点按带虚线的数字可查看依据（Tab 选择，Enter 打开，Esc 关闭）",
        "skip": "跳到正文",
        "notes": "资料出处",
        "note": "注 {n}",
        "back": "回到引用处 {n}",
        "value": "取值",
        "period": "期间",
        "formula": "公式",
        "inputs": "输入",
        "source": "来源",
        "statement": "外部说法",
        "nature": "性质",
        "nature_claim": "某方的说法",
        "nature_forecast": "预测",
        "nature_plan": "计划",
        "snapshot": "快照",
        "printed": "原文",
        "missing": "无值",
        "missing_on_offer": "在售，未标价",
        "missing_tight": "售罄或紧张",
        "missing_withdrawn": "已下架",
        "missing_undisclosed": "未披露",
        "missing_not_collected": "未获取",
        "gaps": "未获取的记录",
    },
    "en": {
        "footer": "See the rating definitions and the disclaimer at the end",
        "attachment": "The report as structured data",
        "contents": "Contents",
        "evidence": "Evidence",
        "close": "Close",
        "copy": "Internal copy: numbers with a dotted line open their evidence (Tab, Enter, Esc)",
        "skip": "Skip to the text",
        "notes": "Sources cited",
        "note": "Note {n}",
        "back": "Back to reference {n}",
        "value": "Value",
        "period": "Period",
        "formula": "Formula",
        "inputs": "Inputs",
        "source": "Source",
        "statement": "Outside statement",
        "nature": "Nature",
        "nature_claim": "somebody's claim",
        "nature_forecast": "forecast",
        "nature_plan": "plan",
        "snapshot": "Snapshot",
        "printed": "Printed",
        "missing": "No value",
        "missing_on_offer": "on offer without a price",
        "missing_tight": "sold out or tight",
        "missing_withdrawn": "withdrawn",
        "missing_undisclosed": "undisclosed",
        "missing_not_collected": "not collected",
        "gaps": "Records not collected",
    },
}

FORMULAS = {
    "value": {"zh": "取值", "en": "the value"},
    "negate": {"zh": "取负", "en": "minus a"},
    "sum": {"zh": "合计", "en": "sum"},
    "product": {"zh": "乘积", "en": "product"},
    "difference": {"zh": "差：a − b", "en": "difference: a − b"},
    "ratio": {"zh": "比值：a ÷ b", "en": "ratio: a ÷ b"},
    "share": {"zh": "占比：a ÷ b × 100", "en": "share: a ÷ b × 100"},
    "change": {"zh": "变动：(本期 ÷ 上期 − 1) × 100", "en": "change: (now ÷ before − 1) × 100"},
    "change_by_delta": {
        "zh": "变动：增量 ÷ (本期 − 增量) × 100",
        "en": "change: delta ÷ (now − delta) × 100",
    },
    "before": {"zh": "上期：本期 ÷ (1 + 变动)", "en": "before: now ÷ (1 + change)"},
    "after": {"zh": "本期：上期 × (1 + 变动)", "en": "after: before × (1 + change)"},
    "mean": {"zh": "平均", "en": "mean"},
    "max": {"zh": "最大", "en": "largest"},
    "min": {"zh": "最小", "en": "smallest"},
    "count": {"zh": "计数", "en": "count"},
    "top_k": {"zh": "由大到小排名", "en": "ranked, largest first"},
    "bottom_k": {"zh": "由小到大排名", "en": "ranked, smallest first"},
    "extreme": {"zh": "极值", "en": "extreme"},
    "rank": {"zh": "名次", "en": "rank"},
    "unchanged": {"zh": "全部不变", "en": "all unchanged"},
}
"""The operators in words; a name that is not here is shown as it is."""

UNITS = {
    "CNY/hour": {"zh": "元/时", "en": "CNY/hour"},
    "CNY": {"zh": "元", "en": "CNY"},
    "USD": {"zh": "美元", "en": "USD"},
    "M": {"zh": "百万次", "en": "million"},
    "s": {"zh": "秒", "en": "s"},
    "times": {"zh": "倍", "en": "times"},
    "count": {"zh": "个", "en": ""},
}
"""Units in words; a unit that is not here is shown as it is."""


def labels(language: str) -> dict[str, str]:
    """The layout's words in ``zh`` or ``en``.

    >>> labels("en")["close"]
    'Close'
    """
    return dict(_LABELS["zh" if language == "zh" else "en"])
