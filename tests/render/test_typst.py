"""The PDF: what is in it, what must not be, and what stops it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
import pytest

from tieout.compose import Look, parts
from tieout.compose.builder import ReportBuilder, TableCell
from tieout.errors import RenderError
from tieout.model import Meta, Report, Table
from tieout.render.typst import pdf_of

HOSTILE = r"#set page(width: 1cm) $x^2$ *bold* _it_ @ref <lab> \ `raw` #panic() [a](b) // c /* d */ ~ = +"


def texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    # U+FFFE is how pdfium writes a hyphen at a line's end.
    return re.sub(r"\s+", "", text.replace("\ufffe", "-"))


def test_every_block_is_in_the_text(sample: Callable[..., Report]) -> None:
    report = sample()
    shown = squeezed("".join(texts(pdf_of(report))))
    for block in report.blocks:
        if block.type != "table":
            assert squeezed(report.quote(block)) in shown
    for table in report.tables:
        for row in table.rows:
            for cell in row:
                assert squeezed(cell) in shown


def test_same_report_same_bytes(sample: Callable[..., Report]) -> None:
    assert pdf_of(sample(), internal=True) == pdf_of(sample(), internal=True)


def test_contents_carry_page_numbers_and_links(sample: Callable[..., Report]) -> None:
    pdf = pdf_of(sample(rows=60))
    contents = texts(pdf)[1]
    assert re.search(r"1、算力动态[ .]*3\b", contents)
    assert re.search(r"2、重点公司[ .]*4\b", contents)
    document = pdfium.PdfDocument(pdf)
    titles = [entry.get_title() for entry in document.get_toc()]
    assert titles[:3] == ["1、算力动态", "1.1、价格", "2、重点公司"]
    document.close()


def test_long_table_repeats_its_header(sample: Callable[..., Report]) -> None:
    pages = [p for p in texts(pdf_of(sample(rows=60))) if "A1" in p and "腾讯云" in p and "显卡配置" in p]
    assert len(pages) == 2


def test_back_matter_stands_under_the_last_section_where_it_fits(sample: Callable[..., Report]) -> None:
    pages = texts(pdf_of(sample(rows=60)))
    assert len(pages) == 4 and "鼎通科技" in pages[-1] and "免责声明" in pages[-1]


def test_a_cut_table_keeps_rows_and_source_together(sample: Callable[..., Report]) -> None:
    """However the page ends, four rows stand with the header, three with the source line."""
    for rows in range(20, 48, 3):
        pages = [p for p in texts(pdf_of(sample(rows=rows))) if "16 核" in p]
        counts = [p.count("16 核") for p in pages]
        assert sum(counts) == rows and counts[0] >= 4 and counts[-1] >= 3, counts
        assert "资料来源" in pages[-1]


def test_hostile_strings_are_shown_not_run(sample: Callable[..., Report]) -> None:
    shown = squeezed("".join(texts(pdf_of(sample(title=HOSTILE, extra=HOSTILE)))))
    assert shown.count(squeezed(HOSTILE)) >= 3


def test_missing_glyph_stops_the_build(sample: Callable[..., Report]) -> None:
    with pytest.raises(RenderError) as caught:
        pdf_of(sample(extra="新品 \U0001f680 与 한국어"))
    assert caught.value.missing == ["\U0001f680", "한", "국", "어"]  # type: ignore[attr-defined]
    assert "U+1F680" in str(caught.value)


def test_internal_copy_carries_the_report(sample: Callable[..., Report]) -> None:
    report = sample()
    document = pdfium.PdfDocument(pdf_of(report, internal=True))
    assert document.count_attachments() == 1
    attachment = document.get_attachment(0)
    data: dict[str, Any] = json.loads(bytes(attachment.get_data()))
    assert data["text"] == report.text
    assert data["spans"] == [s.as_json() for s in report.spans]
    document.close()


def test_client_copy_carries_nothing_but_print(sample: Callable[..., Report]) -> None:
    pdf = pdf_of(sample())
    document = pdfium.PdfDocument(pdf)
    assert document.count_attachments() == 0
    document.close()
    assert b"compute_rental" not in pdf
    assert b"inbox" not in pdf


def test_properties(sample: Callable[..., Report]) -> None:
    document = pdfium.PdfDocument(pdf_of(sample()))
    meta = document.get_metadata_dict()
    document.close()
    assert meta["Title"] == "算力价格平稳，头部应用流量分化"
    assert meta["Author"] == "张三丰"
    assert meta["CreationDate"].startswith("D:20250127")


def test_fonts_are_ours_and_embedded(sample: Callable[..., Report]) -> None:
    names = set(re.findall(rb"/FontName\s*/([A-Z]{6}\+[\w-]+)", pdf_of(sample())))
    assert {n.split(b"+")[1] for n in names} <= {b"NotoSansSC-Regular", b"NotoSansSC-Bold"}


def test_wide_table_keeps_numbers_on_one_line(sample: Callable[..., Report]) -> None:
    lines = [line.strip() for page in texts(pdf_of(sample())) for line in page.splitlines()]
    assert any(line.endswith("买入") and "-1144.00" in line and "-280.39" in line for line in lines)


def test_logo_and_colour_of_the_house(sample: Callable[..., Report]) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
    )
    plain, dressed = pdf_of(sample()), pdf_of(sample(), look=Look("#8B1A1A", svg, "svg"))
    assert plain != dressed
    broken = Look("#8B1A1A", b"no picture", "png")
    with pytest.raises(RenderError):
        pdf_of(sample(), look=broken)


def wide(columns: int, rows: int) -> Report:
    b = ReportBuilder()
    b.block("heading", "宽表", level=1, zone="cover", part=parts.TITLE)
    b.block("paragraph", "图表 1：宽表", part=parts.CAPTION, id="fig-1")
    fields = ("app", *["weekly_visits_m"] * columns)
    table = Table(("模型", *(f"基准{i}" for i in range(columns))), (), tracker="site_traffic", fields=fields)
    b.table(table, [[TableCell("甲"), *[TableCell(f"-1,1{r:02d}.00")] * columns] for r in range(rows)])
    return b.report(Meta(title="宽表"))


def test_a_table_wider_than_the_page_is_turned() -> None:
    document = pdfium.PdfDocument(pdf_of(wide(15, 10)))
    page = document[len(document) - 1]
    text = page.get_textpage()
    box = text.get_charbox(text.get_text_range().index("基准14"))
    assert all(0 < edge < limit for edge, limit in zip(box, (595, 842, 595, 842), strict=True))
    document.close()


def test_a_table_too_large_for_any_page_is_refused_by_name() -> None:
    with pytest.raises(RenderError, match="宽表") as caught:
        pdf_of(wide(15, 90))
    assert "fewer columns" in str(caught.value)
