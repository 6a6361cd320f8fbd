"""TIE9xx: what an import can be doubtful about. A doubt names the converter, never the author."""

from __future__ import annotations

from ..model import Rule, Warn

__all__ = ["RULES", "doubt"]

RULES = (
    Rule(
        "TIE901",
        "low",
        "Digits left out of the report",
        "未归入正文的数字",
        "Digits stand on the page that went into no block, cell, caption or source line: a header or "
        "footer, a page number, a form widget, or something the reader could not place. Each is listed.",
    ),
    Rule(
        "TIE902",
        "medium",
        "Row narrower or wider than its header",
        "行宽与表头不符",
        "A row has fewer or more cells than the header. Where the types of its cells fit one place only, "
        "they were put there; the row is worth a look.",
    ),
    Rule(
        "TIE903",
        "medium",
        "Header moved to fit its columns",
        "表头错位已修复",
        "The header has as many names as there are columns of figures but stands beside them by exactly "
        "the number of label columns, so it was moved. No value was moved.",
    ),
    Rule(
        "TIE904",
        "medium",
        "Header does not fit its rows",
        "表头与数据列对不上",
        "The header names more, or fewer, columns than there are figures, and nothing tells which name "
        "is without figures. The names were left open; no value was moved.",
    ),
    Rule(
        "TIE905",
        "low",
        "Space inside a word taken out",
        "词内空格已清除",
        "A converter left a space inside a name. Records hold the name without it; the cell is kept.",
    ),
    Rule(
        "TIE906",
        "low",
        "Rows of no data set aside",
        "非数据行已剔除",
        "Rows above the header are remains of a web page (a filter, a tick box), or the header was printed again on "
        "the next page: no data.",
    ),
    Rule(
        "TIE907",
        "low",
        "Two pieces of one table joined",
        "跨页表格已合并",
        "A table was cut in two, by a page break as a rule, and was joined again.",
    ),
    Rule(
        "TIE908",
        "medium",
        "Cell that does not read as its column",
        "单元格类型不符",
        "A cell could not be read as the kind of value its column holds, so its row gives no record.",
    ),
    Rule(
        "TIE909",
        "medium",
        "Row moved to fit its columns",
        "错位行已修复",
        "A row stands one or more columns beside its places, as its types show; it was moved back.",
    ),
    Rule(
        "TIE910",
        "medium",
        "Text from optical recognition",
        "文字来自 OCR 识别",
        "This page had no text layer; its words were recognised from the picture.",
    ),
    Rule(
        "TIE911",
        "medium",
        "Part of the document is missing",
        "文档内容不完整",
        "Bytes could not be decoded, a page could not be read, or the file ends too early. The rest was read.",
    ),
    Rule(
        "TIE912",
        "medium",
        "Merged cell whose group is open",
        "合并单元格归属不明",
        "A row stands outside the group labels around it, so its group was left empty.",
    ),
    Rule(
        "TIE913",
        "low",
        "Column placed by its cells",
        "列名按内容识别",
        "A header says something its column is not; the cells and the place told which column it is.",
    ),
    Rule(
        "TIE914",
        "medium",
        "Names placed by published scores",
        "列名据公开成绩判定",
        "The header has a name too many or too few. Scores that the models' makers have published, found in "
        "the cells, told whose columns these are. No value was moved; the records are marked as doubtful.",
    ),
)

_CODES = {r.code for r in RULES}


def doubt(code: str, message: str, start: int = 0, end: int = 0) -> Warn:
    """A warning of one of these rules.

    >>> doubt("TIE907", "图表 3: 2 rows joined", 10, 20).code
    'TIE907'
    """
    if code not in _CODES:
        raise ValueError(f"no such doubt: {code}")
    return Warn(code, message, start, end)
