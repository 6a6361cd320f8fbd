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
