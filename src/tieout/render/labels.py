"""The few words of the layout itself, in both languages; everything else printed is in the report."""

from __future__ import annotations

__all__ = ["labels"]

_LABELS = {
    "zh": {
        "footer": "请阅读最后的评级说明与免责声明",
        "attachment": "本报告的结构化数据",
        "contents": "目录",
        "evidence": "依据",
        "close": "关闭",
        "copy": "内部稿：点按带虚线的数字可查看依据（Tab 选择，Enter 打开，Esc 关闭）",
        "skip": "跳到正文",
        "value": "取值",
        "shown": "显示",
        "period": "期间",
        "formula": "公式",
        "inputs": "输入",
        "source": "来源",
        "snapshot": "快照",
        "printed": "原文",
        "key": "键",
        "missing": "缺失",
        "unit": "单位",
    },
    "en": {
        "footer": "See the rating definitions and the disclaimer at the end",
        "attachment": "The report as structured data",
        "contents": "Contents",
        "evidence": "Evidence",
        "close": "Close",
        "copy": "Internal copy: numbers with a dotted line open their evidence (Tab, Enter, Esc)",
        "skip": "Skip to the text",
        "value": "Value",
        "shown": "Shown",
        "period": "Period",
        "formula": "Formula",
        "inputs": "Inputs",
        "source": "Source",
        "snapshot": "Snapshot",
        "printed": "Printed",
        "key": "Key",
        "missing": "Missing",
        "unit": "Unit",
    },
}


def labels(language: str) -> dict[str, str]:
    """The layout's words in ``zh`` or ``en``.

    >>> labels("en")["close"]
    'Close'
    """
    return dict(_LABELS["zh" if language == "zh" else "en"])
