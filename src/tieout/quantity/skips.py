"""Runs of digits that are no quantity by their form: contacts, tickers, numbering."""

from __future__ import annotations

import re

from .marks import Marks, is_cjk, is_latin
from .unit_match import match_unit
from .units import SCALE

__all__ = ["mark_contacts", "mark_numbering", "mark_tickers"]

_CONTACTS = (
    re.compile(r"(?:https?://|www\.)[^\s\u3400-\u9fff，。；、)(<>]+", re.I),
    re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}"),
    re.compile(r"(?<![A-Za-z0-9])S\d{13}(?!\d)"),
    re.compile(r"(?:编号|证书号?|许可证号?|牌照|文号|备案号?|登记号|CE No\.?|License No\.?|ISBN|ISSN|DOI)[:： ]{0,3}[A-Z]{0,4}[\d-]{5,}[\dXx](?!\d)"),
    re.compile(r"(?:邮编|邮政编码|ZIP|Zip ?[Cc]ode)[:： ]{0,3}\d{5,6}(?!\d)"),
    re.compile(r"(?:电话|传真|热线|手机|联系方式|Tel|TEL|Fax|FAX|Phone|Mobile|微信号?|QQ群?|客服)[.:： ]{0,3}[+(]?\d[\d() +-]{3,24}\d(?!\d)"),
    re.compile(r"(?<![\d.,+-])(?:\+?\(?86\)?[ -]?)?\(?0\d{2,3}\)?[ -]?\d{7,8}(?:-\d{1,5})?(?![\d.,%])"),
    re.compile(r"(?<![\d.,])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.,%])"),
    re.compile(r"(?<![\d.,])[48]00[ -]\d{3,4}[ -]\d{3,4}(?!\d)"),
    re.compile(r"\+\d{1,3}[ -]\(?\d{1,4}\)?[ -]\d{3,4}[ -]?\d{3,4}(?!\d)"),
    re.compile(r"(?<![\d.,-])\(?[2-9]\d{2}\)?[ -][2-9]\d{2}-\d{4}(?![\d-])"),
    re.compile(r"(?:路|街|大道|胡同|巷|弄|道)\d{1,5}(?:-\d{1,4})?(?:号|弄)(?:院|楼)?(?:[^\d\s，。；]{0,14}\d{1,5}(?:室|层|楼|座|号楼|单元|F))*"),
)  # fmt: skip
_ADDRESS_LINE = re.compile(r"(?m)^[ \t]*(?:办公)?(?:地址|Address)[:： ][^\n]*")
_ZEROS = re.compile(r"[0-9]+")


def mark_contacts(marks: Marks) -> None:
    """Addresses of all sorts, telephones, licence numbers, links."""
    for pattern in _CONTACTS:
        marks.skip_all(pattern, "contact")
    for line in _ADDRESS_LINE.finditer(marks.text):
        for run in _ZEROS.finditer(marks.text, line.start(), line.end()):
            marks.skip(run.start(), run.end(), "contact")


_TICKERS = (
    re.compile(r"(?<![A-Za-z0-9.])\d{4,6}\.[A-Z]{1,4}(?![A-Za-z0-9])"),
    re.compile(r"(?<![A-Za-z0-9.])\d{1,5}\.HK(?![A-Za-z0-9$])", re.I),
    re.compile(r"(?<![A-Za-z0-9])(?:SZ|SH|BJ|HK)\.?\d{5,6}(?!\d)", re.I),
    re.compile(r"(?<![A-Za-z0-9.])\d{3,6} (?:HK|TT|KS|KQ|JP|CH|US|LN|SP) Equity"),
    re.compile(r"\((\d{3,6} (?:HK|TT|KS|KQ|JP|CH|SS|SZ|LN|SP))\)"),
    re.compile(r"(?:代码|代號|代号|Ticker|ticker)[:： ]{0,3}(\d{4,6})(?!\d)"),
    re.compile(
        r"(?<=[\u3400-\u9fffA-Za-z*-])\( ?((?:[034689]\d{5}|0\d{3,4})(?:[/,、] ?(?:[034689]\d{5}|0\d{3,4}))*) ?\)"
    ),
    re.compile(r"(?<![\d.,:/-])(0\d{4,5})(?![\d.,:/-])"),
)


_TAIWANESE = re.compile(r"(?<=[\u3400-\u9fff*-])\(([1-9]\d{3})\)(?!年)")
_OF_SHARES = re.compile(
    r"股[價价票]|个股|個股|台股|股市|買超|賣超|漲停|跌停|收盤|法說|法人|上市|上櫃|財報|營收"
)


def mark_tickers(marks: Marks) -> None:
    """Codes of shares, funds and indices."""
    for pattern in _TICKERS:
        marks.skip_all(pattern, "ticker", 1 if pattern.groups else 0)
    if _OF_SHARES.search(marks.text):  # 台積電(2330): four digits behind a name, where shares are spoken of
        for found in _TAIWANESE.finditer(marks.text):
            if found.group(1)[:2] not in ("19", "20"):
                marks.skip(*found.span(1), "ticker")


_ENUMERATED = r"[ \t#>*■●◆•○□▪–—-]{0,12}"
_LINE_NUMBER = re.compile(
    rf"(?m)^{_ENUMERATED}(?P<n>\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}(?:[、)]|\.(?=[ \t\u3400-\u9fffA-Z])))"
    rf"|^{_ENUMERATED}(?P<paren>\(\d{{1,2}}\))(?=[ \t]*[\u3400-\u9fffA-Za-z“\"《])"
)
_SECTION = re.compile(r"(?m)^[ \t#*]{0,12}(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})[ \t]+(?=[\u3400-\u9fffA-Z])")
_INLINE = re.compile(
    r"(?:(?<=[。;；:：，,、!?！？])|(?<=[。;；:：，,、!?！？] ))(?P<n>\d{1,2}\)|\(\d{1,2}\))(?=[ ]?[\u3400-\u9fffA-Za-z“\"《])"
)
_SEQUENCE = re.compile(r"\((\d{1,2})\)(?=[ ]?[\u3400-\u9fffA-Za-z“\"《])")
_REFERENCE = re.compile(
    r"(?:(?<![地版蓝意截视企试插])图表|(?<![地版蓝意截视企试插])图|(?<![代外仪手钟报一列发])表格?|附[图表录件]|专栏|公式|注|脚注|步骤|"
    r"(?<![A-Za-z])(?:Figures?|Figs?\.?|Tables?|Exhibits?|Charts?|Box|Panel|Appendix|Sections?|Sec\.|Chapters?|Notes?|Step|Pages?|"
    r"FIGURE|TABLE|EXHIBIT|CHART|Equation|Eq\.))"
    r"[ ]?(?P<n>\d{1,3}(?:[-.–]\d{1,3})*(?:(?:[、,，]|[ ]?(?:和|及|与|至|到|and|to|&)[ ]?)[ ]?(?:图|表)?\d{1,3})*)"
    r"(?![\d.]*[ ]?(?:[%\d]|个|家|亿|万|元|倍|款|只|percent))"
)  # fmt: skip
_PAGE_REFERENCE = re.compile(r"(?<![A-Za-z])(?:pp?\.|[Pp]ages?)[ ]?(\d{1,4}(?:[-–]\d{1,4})?)(?!\d)")
_PART = re.compile(
    r"第[ ]?(\d{1,4})[ ]?(?:章|节|条|页|期|款(?!车|产|新)|编|部分|卷|册|讲|集|回|版|辑|号|步|小节)"
)
_LEADERS = re.compile(r"(?m)(?:[.…·‥_]{2,}|\.(?: \.){2,})[ \t]*(\d{1,4})[ \t]*$")
_CONTENTS = re.compile(
    r"(?m)^[ \t]*(?:\d{1,2}(?:\.\d{1,2}){0,3}、?|(?:图表|图|表|Figure|Table|Exhibit|Chart)[ ]?\d{1,3}[:：. ])[^\t\n]*\t[ \t]*(\d{1,4})[ \t]*$"
)
_MARKERS = (
    re.compile(r"\[(\d{1,3}(?:[,，-] ?\d{1,3})*)\]"),
    re.compile(r"(?<!10)\^\{?(-?\d{1,3})\}?"),
    re.compile(r"(?<=[A-Za-z}])_\{?(\d{1,3})\}?"),
    re.compile(r"<su[pb]>(\d{1,3})</su[pb]>", re.I),
)
_HEADING = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){0,3})(?=[ \t、.])")


def mark_numbering(marks: Marks, *, headings: bool) -> None:
    """Numbers of sections, items, figures, pages, footnotes and exponents."""
    text = marks.text
    for match in _LINE_NUMBER.finditer(text):
        marks.skip(*match.span("n" if match.group("n") else "paren"), "numbering")
    for match in _CONTENTS.finditer(text):
        marks.skip(*match.span(1), "numbering")
    marks.skip_all(_LEADERS, "numbering", 1)
    if headings and (lead := _HEADING.match(text)):
        marks.skip(*lead.span(1), "numbering")
    for match in _SECTION.finditer(text):
        if _starts_a_heading(text, match):
            marks.skip(*match.span("n"), "numbering")
    for match in _INLINE.finditer(text):
        if match.group("n")[0] == "(" or not _open_paren(text, match.start("n")):
            marks.skip(*match.span("n"), "numbering")
    seen_one = False
    for match in _SEQUENCE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        seen_one |= match.group(1) == "1" and not is_latin(before)
        if seen_one and (is_cjk(before) or not before.strip()):
            marks.skip(*match.span(), "numbering")
    marks.skip_all(_REFERENCE, "numbering", "n")
    marks.skip_all(_PAGE_REFERENCE, "numbering", 1)
    marks.skip_all(_PART, "numbering", 1)
    for pattern in _MARKERS:
        marks.skip_all(pattern, "numbering", 1)


def _starts_a_heading(text: str, match: re.Match[str]) -> bool:
    # A heading is a short line without a full stop; "3.5 亿元 ..." begins with an amount.
    end = text.find("\n", match.end())
    line = text[match.end() : end if end != -1 else len(text)]
    if len(line) > 80 or "。" in line or line.rstrip().endswith((".", ";", "；", "，")):
        return False
    after = match.end("n")
    return not (SCALE.match(text, after) or match_unit(text, match.end()))


def _open_paren(text: str, at: int) -> bool:
    window = text[max(0, at - 120) : at]
    return window.rfind("(") > window.rfind(")")
