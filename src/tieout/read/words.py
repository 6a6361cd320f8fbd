"""The vocabulary of a weekly's furniture: numbering, captions, sources, contents, section names.

Words of the trade, Chinese and English, that any house uses. None of them is the name of a house, a
series, a figure or a product.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = [
    "ANALYST_HEAD",
    "ANY_REPORT",
    "BACK_HEAD",
    "CAPTION",
    "CONTENTS_HEAD",
    "CONTENTS_LINE",
    "DASH_LINE",
    "FIGURES_HEAD",
    "LIST_MARK",
    "NOTE",
    "NUMBERING",
    "POINTER",
    "RELATED_HEAD",
    "SECTION_WORDS",
    "SOURCE",
    "TERMINAL",
    "bare",
    "fold",
    "width",
]


class OneLine:
    """A pattern for one printed line: what is longer is running text and not looked at.

    It keeps the expressions below from taking quadratic time on a line of a hundred thousand dots.
    """

    def __init__(self, pattern: str, flags: re.RegexFlag, longest: int) -> None:
        self._pattern = re.compile(pattern, flags)
        self._longest = longest

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning, or None."""
        return self._pattern.match(text) if len(text) <= self._longest else None


_CN = "一二三四五六七八九十百"

# 图表 1：..., 图1 ..., 表 3-2 ..., Figure 1: ..., Table A1. ...; the label alone may be all there is.
CAPTION = OneLine(
    r"^\W{0,3}(?P<label>(?:附?图表|附?圖表|附?图|附?圖|附?表|附件图)\s*(?:[A-Z]?\d{1,3}(?:\s?[-.–]\s?\d{1,2})?|["
    + _CN
    + r"]{1,3})"
    r"|(?:Figure|Fig\.?|Table|Exhibit|Chart)\s*[A-Z]?\d{1,3}(?:[-.]\d{1,2})?)"
    r"(?P<sep>\s*[：:.、|]\s*|\s+|$)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
    500,
)

SOURCE = OneLine(
    r"^\W{0,3}(?:(?:图表|图|表)?(?:资料|資料|数据|數據|信息|资讯)?(?:来源|來源|出处)|资料|Data sources?|Sources?(?: of data)?)\s*[：:]\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
    600,
)

NOTE = OneLine(r"^\W{0,3}(?:备?注\s*\d{0,2}|说明|Notes?)\s*[：:]", re.IGNORECASE, 2000)

CONTENTS_HEAD = re.compile(
    r"^(?:正文|内容|本期|报告)?(?:目录|目錄|目次|内容目录)$|^(?:table of )?contents$", re.IGNORECASE
)
FIGURES_HEAD = re.compile(
    r"^(?:插?图表?|表格?|插图)(?:和表格)?(?:目录|索引|清单|目次)$|^(?:图表|插图|表格)与?(?:表格)?目录$"
    r"|^(?:list|table|index) of (?:figures|tables|exhibits|charts)(?: and \w+)?$",
    re.IGNORECASE,
)
# 1.2、标题 ..... 5 ; 图表 3：标题\t7 ; Compute prices . . . . 5
CONTENTS_LINE = OneLine(
    r"^(?P<title>.*?\S)\s*(?P<dots>[.．·…•‥_\s]{2,}|\t\s*)(?P<page>\d{1,4})$", re.DOTALL, 300
)

RELATED_HEAD = re.compile(
    r"^【?(?:相关|相關|近期|前期|往期|历史|歷史|最新|推荐)(?:研究|报告|報告|研报|研報|阅读|閱讀)(?:报告|報告|成果)?】?[：:]?$|^(?:related|recent|previous|earlier) (?:research|reports?|publications?):?$",
    re.IGNORECASE,
)
SECTION_WORDS = re.compile(
    r"^【?(?:(?:投资|投資|报告|報告|核心|主要|本周|本期)?(?:要点|要點|观点|觀點)|(?:报告|報告|内容)?(?:摘要|提要)|投资逻辑|事件|正文|(?:核心|投资)(?:提示|结论))】?[：:]?$"
    r"|^(?:key points|investment (?:highlights|summary|thesis)|highlights|summary|executive summary):?$",
    re.IGNORECASE,
)
# What a first page calls any report; it names no series.
ANY_REPORT = re.compile(
    r"^(?:证券研究报告|證券研究報告|研究报告|行业研究|公司研究|行业报告|equity research)\b|^(?:证券|證券)?研究(?:报告|報告)",
    re.IGNORECASE,
)
ANALYST_HEAD = re.compile(r"(?:首席|证券|联席|资深|行业)*分析师|研究员|\banalysts?\b", re.IGNORECASE)

BACK_HEAD = re.compile(
    r"分析师(?:承诺|声明|简介|介绍|保证)|(?:小组|团队|研究组|组|研究员)(?:介绍|简介|成员)|评级(?:说明|定义|标准|体系)"
    r"|免责(?:声明|条款|申明)|重要(?:声明|提示)|法律声明|特别(?:声明|提示)|信息披露|利益冲突|销售(?:团队|联系)|联系我们"
    r"|analyst (?:certification|declaration|team)|rating (?:definitions?|system|criteria|guide)"
    r"|disclaimer|disclosures?|important (?:notice|information)|conflicts? of interest|about the (?:team|authors?)",
    re.IGNORECASE,
)

# A line of page furniture that points to the legal text and does not head it.
POINTER = re.compile(
    r"^\W*(?:请|敬请|务必|详见|参见|见|本报告|please|refer|see)\b|^\W*(?:请|敬请|务必|详见|参见)",
    re.IGNORECASE,
)

# The levels of numbering that printed Chinese and English reports use, outermost first.
NUMBERING = (
    (re.compile(r"^第[" + _CN + r"\d]+[章部节篇](?:分)?[\s、：:]*"), 1),
    (re.compile(r"^[" + _CN + r"]{1,3}[、.．]\s*"), 1),
    (re.compile(r"^[（(][" + _CN + r"]{1,3}[）)]\s*"), 2),
    (
        re.compile(
            r"^\d{1,2}(?P<deep>(?:[.．]\d{1,2})+)(?:\s*[、.．]|(?=\s)|(?=[^\d\s%.．,，年月日倍亿万元]))\s*"
        ),
        0,
    ),
    (re.compile(r"^\d{1,2}(?:\s*[、．]|\s*\.(?!\d))\s*"), 1),
    (re.compile(r"^(?:Section|Part|Chapter)\s+(?:\d{1,2}|[IVX]{1,4})[.:\s]\s*", re.IGNORECASE), 1),
    (re.compile(r"^[IVX]{1,4}[.、]\s+"), 1),
)

LIST_MARK = re.compile(
    r"^(?:[-*+•·●○◆◇▪▶►→➢➤✓√]\s+|[●•◆▪➢➤✓√](?=\S)|[（(]\d{1,2}[）)]\s*|\d{1,2}[)）]\s*|[①-⑳]\s*|[a-zA-Z][)）]\s+)"
)
# A mark that opens a section head in print; converters keep it.
SECTION_MARK = re.compile(r"^[■□▌▍◼]\s*")
DASH_LINE = re.compile(r"^\s*(?:[—–―－-]{1,3})\s*(?=\S)")
TERMINAL = re.compile(r"[。！？!?；;…]['”’」』）)\]]*$|[.](?<!\d\.)['”’)\]]*$")


def fold(text: str) -> str:
    """Width and case folded and all white space out: for comparing printed words.

    >>> fold("图表 目录 ＡＩ")
    '图表目录ai'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def width(text: str) -> int:
    """Columns the text takes: two for a full-width character, one for the others.

    >>> width("AI 算力")
    7
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def bare(text: str) -> str:
    """A line without the marks of Markdown and print around its words.

    >>> bare("## ■ **投资建议**")
    '投资建议'
    """
    text = re.sub(r"^#{1,6}\s+", "", text.strip())
    text = SECTION_MARK.sub("", text)
    if len(text) > 2000:
        return text
    whole = re.fullmatch(r"(\*\*|__)(.+?)\1\s*", text, re.DOTALL)
    text = whole.group(2) if whole else text
    return SECTION_MARK.sub("", text).strip()
