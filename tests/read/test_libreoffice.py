"""Documents that LibreOffice wrote: what python-docx or a page says, saved by it as DOCX, XLSX and PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from dress import covered, rental, traffic
from test_dress import expected, records_of
from test_formats import CONTENTS, docx_of, html_table

from tieout.model import Report
from tieout.read import read, read_bytes
from tieout.read.draft import Grid


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Converts a file: ``office(data, ".docx", "pdf")`` gives the bytes of the PDF."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("no soffice (LibreOffice) is installed")
    home = tmp_path_factory.mktemp("office")

    def convert(data: bytes, suffix: str, into: str, *more: str) -> Path:
        source = home / f"weekly{suffix}"
        source.write_bytes(data)
        out = home / into.split(":")[0]
        subprocess.run(
            [program, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", *more, "--convert-to", into,
             "--outdir", str(out), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return out / f"weekly.{into.split(':')[0]}"

    return convert


def check(found: Report) -> None:
    for content in CONTENTS:
        assert records_of(found, content) == expected(content), content.tracker
    assert [t.source for t in found.tables] == ["Wind，北辰证券研究所"] * 3


def test_a_docx_that_went_through_libreoffice(office: Any) -> None:
    odt = office(docx_of(CONTENTS), ".docx", "odt")
    found = read(office(odt.read_bytes(), ".odt", "docx"))
    check(found)
    assert "请阅读重要声明" not in found.text
    assert "left out" in " ".join(w.message for w in found.warnings)


def test_a_pdf_that_libreoffice_made_of_narrow_columns(office: Any) -> None:
    """Equal columns, no padding: words are cut in the middle, and rows stand as close as their lines."""
    for content in CONTENTS[:2]:
        found = read(office(docx_of([content]), ".docx", "pdf"))
        assert records_of(found, content) == expected(content), content.tracker


def test_a_workbook_that_calc_made_of_a_page(office: Any) -> None:
    contents = [rental(5), traffic(12), covered(13)]
    body = "".join(
        f"<p>图表 {n}：{c.caption}</p>{html_table(c)}<p>资料来源：Wind</p>"
        for n, c in enumerate(contents, start=1)
    )
    page = f"<!doctype html><html><head><meta charset='utf-8'></head><body>{body}</body></html>"
    found = read(office(page.encode(), ".html", "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)"))
    assert [t.tracker for t in found.tables] == [c.tracker for c in contents]
    # Calc takes 6:34 for a time of day and 12 for a number; what is shown stays.
    assert records_of(found, contents[0]) == expected(contents[0])


def test_what_a_docx_hides_and_shows() -> None:
    """Deleted words are gone, inserted ones are there; a text box is read where it is anchored, once."""
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml

    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made: Any = docx.Document()
    body = made.element.body
    body.insert(0, parse_xml(
        f'<w:p {w}><w:r><w:t>价格为</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>9.99</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>8.50</w:t></w:r></w:ins><w:r><w:t>元。</w:t></w:r></w:p>'
    ))  # fmt: skip
    outer = made.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "应用"
    inner = outer.cell(0, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "12.5"
    out = io.BytesIO()
    made.save(out)
    text = read_bytes(out.getvalue()).text
    assert text.startswith("价格为8.50元。") and "9.99" not in text
    assert text.count("12.5") == 1


def test_hidden_sheets_formulas_dates_and_two_tables_on_a_sheet() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, hidden = book.add_worksheet("流量"), book.add_worksheet("草稿")
    hidden.hide()
    hidden.write(0, 0, "不给人看 77")
    percent, day = book.add_format({"num_format": "0.00%"}), book.add_format({"num_format": "yyyy-mm-dd"})
    for row, line in enumerate(
        [["应用", "周访问量 (M)", "环比"], ["甲应用", 12.5, 0.026], ["乙应用", 3.25, -0.1]]
    ):
        for column, value in enumerate(line):
            sheet.write(row, column, value, percent if column == 2 and row else None)
    sheet.write(4, 0, "日期")
    sheet.write(4, 1, "合计")
    sheet.write_datetime(5, 0, __import__("datetime").datetime(2025, 1, 27), day)
    sheet.write_formula(5, 1, "=B2+B3", None, 15.75)
    book.close()
    found = read_bytes(out.getvalue())
    assert [t.rows for t in found.tables] == [
        (("甲应用", "12.5", "2.60%"), ("乙应用", "3.25", "-10.00%")),
        (("2025-01-27", "15.75"),),
    ]
    assert "77" not in found.text


def test_what_a_workbook_does_not_show_is_listed_and_not_read() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["图表 1：流量"],
        ["应用", "草稿", "周访问量 (M)", "环比"],
        ["甲应用", 71, 12.5, 0.026],
        ["不印的应用", 72, 99.9, 0.5],
        ["乙应用", 73, 3.25, -0.1],
        ["合计", None, "=C3+C5", None],
    ):
        sheet.append(line)
    for row in (3, 4, 5):
        sheet.cell(row, 4).number_format = "0.00%"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["B"].hidden = True
    draft = book.create_sheet("草稿")
    draft["A1"], draft.sheet_state = "不给人看 77", "veryHidden"
    out = io.BytesIO()
    book.save(out)
    found = read_bytes(out.getvalue())
    assert [t.columns for t in found.tables] == [("应用", "周访问量 (M)", "环比")]
    assert found.tables[0].rows[:2] == (("甲应用", "12.5", "2.60%"), ("乙应用", "3.25", "-10.00%"))
    said = [(w.code, w.message) for w in found.warnings]
    assert ("TIE901", "left out (hidden sheet 草稿): 不给人看 77") in said
    assert any(c == "TIE901" and "71" in m and "99.9" in m and "hidden rows or columns" in m for c, m in said)
    assert any(c == "TIE911" and m.startswith("1 formula without a stored value") for c, m in said)


def test_a_sheet_of_many_rows_is_read_in_the_time_of_its_length() -> None:
    from tieout.read.xlsx import draft_of_sheets

    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for k in range(12_000):
        book.active.append([f"应用 {k}", k, k + 0.5])
    draft = draft_of_sheets(book)
    assert sum(len(i.rows) for i in draft.items if isinstance(i, Grid)) == 12_000


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*elements: str, parts: dict[str, str] | None = None) -> Any:
    """The report of a document whose body holds these elements."""
    docx = pytest.importorskip("docx")
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    made: Any = docx.Document()
    for element in elements:
        made.element.body.insert(len(made.element.body) - 1, parse_xml(element))
    for name, xml in (parts or {}).items():
        kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        part = Part(PackURI(f"/word/{name}.xml"), kind, xml.encode(), made.part.package)
        made.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))
    out = io.BytesIO()
    made.save(out)
    return read_bytes(out.getvalue())


def p(text: str, inside: str = "") -> str:
    return f"<w:p {W}><w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"


def test_footnotes_stand_after_the_text_in_the_order_of_their_marks() -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{k}">{p(said)}</w:footnote>' for k, said in (
        (2, "口径为统计周平均 7 天。"), (3, "不含税价 8.50 元。"), (4, "没有引用的注 99。")))  # fmt: skip
    found = word(
        p("价格持平。", mark.format(3)),
        p("流量回升。", mark.format(2)),
        parts={"footnotes": f"<w:footnotes {W}>{notes}</w:footnotes>"},
    )
    assert found.text == "价格持平。\n流量回升。\n不含税价 8.50 元。\n口径为统计周平均 7 天。"


def test_moved_and_hidden_words_are_read_once_where_they_are() -> None:
    moved = "<w:{0} w:id='1' w:author='a'><w:r><w:t>上涨 3.5%。</w:t></w:r></w:{0}>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部 77</w:t></w:r>"
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    gone = "<w:trPr><w:del w:id='5' w:author='a'/></w:trPr>"
    found = word(
        p("原处：", moved.format("moveFrom")),
        p("新处：", moved.format("moveTo") + hidden),
        f"<w:tbl {W}>{row.format('', p('应用'), p('访问量'))}{row.format(gone, p('甲'), p('1.5'))}"
        f"{row.format('', p('乙'), p('2.5'))}</w:tbl>",
    )
    assert found.text == "原处：\n新处：上涨 3.5%。\n应用\t访问量\n乙\t2.5"


def test_all_text_boxes_of_a_group_are_read_once() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent>{}</w:txbxContent>"
    group = (
        f"<w:r {mc}><mc:AlternateContent><mc:Choice Requires='wpg'><w:drawing><g>"
        f"{box.format(p('分析师：李明 S0000000000001'))}{box.format(p('电话 12345678'))}</g></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box.format(p('分析师：李明 S0000000000001'))}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    cells = f"<w:tr><w:tc>{p('应用', group)}</w:tc><w:tc>{p('12.5')}</w:tc></w:tr>"
    found = word(p("投资要点", group), f"<w:tbl {W}>{cells}</w:tbl>")
    assert found.text.startswith("投资要点\n分析师：李明 S0000000000001\n电话 12345678\n")
    assert found.text.endswith("应用 分析师：李明 S0000000000001 电话 12345678\t12.5")


def test_a_table_that_lays_out_the_page_is_read_as_its_blocks() -> None:
    side = "".join(map(p, ("评级：推荐（维持）", "2025年03月10日", "分析师：李明 S0000000000001")))
    inner = f"<w:tbl><w:tr><w:tc>{p('1M')}</w:tc><w:tc>{p('-4.5%')}</w:tc></w:tr></w:tbl>"
    found = word(
        f"<w:tbl {W}><w:tr><w:tc>{p('算力价格持平')}{p('租金没有变化。')}</w:tc><w:tc>{side}{inner}{p('')}</w:tc>"
        "</w:tr></w:tbl>"
    )
    assert [found.quote(b) for b in found.blocks] == [
        "算力价格持平", "租金没有变化。", "评级：推荐（维持）", "2025年03月10日", "分析师：李明 S0000000000001", "1M\t-4.5%",
    ]  # fmt: skip
    assert str(found.meta.date) == "2025-03-10" and found.meta.industry_rating == "推荐"


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    row = "<w:tr>{}{}</w:tr>"
    cell = "<w:tc>{}</w:tc>"
    head = "".join(cell.format(p(t)) for t in ("应用", "类型", "访问量"))
    late = "<w:trPr><w:gridBefore w:val='2'/></w:trPr>"
    found = word(
        f"<w:tbl {W}>{row.format('', head)}{row.format('', ''.join(cell.format(p(t)) for t in ('甲', '聊天', '1.5')))}"
        f"{row.format(late, cell.format(p('2.5')))}</w:tbl>"
    )
    assert found.text.splitlines()[-1] == "\t\t2.5"


def test_a_list_that_starts_anew_is_counted_anew() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/></w:lvl>'
    )
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{again}</w:num></w:numbering>'
    )
    from lxml import etree

    from tieout.read.docxnumbers import Numbering

    class Parts:
        def xml(self, name: str) -> Any:
            return etree.fromstring(numbering)

    counted: Any = Numbering.of(Parts())  # type: ignore[arg-type]
    assert [counted.next(n, 0) for n in ("1", "1", "2", "2", "1")] == ["1、", "2、", "1、", "2、", "3、"]
