"""What cannot be read is refused with a next step, within limits, never with a traceback."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.errors import ReadError, TieoutError
from tieout.read import read, read_bytes, read_text
from tieout.read.pool import read_many

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n", "empty"),
    "picture named .pdf": (PNG, "format"),
    "old office file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format"),
    "program": (b"\x7fELF" + bytes(100), "format"),
    "zip of something": (zipped(a=b"1"), "format"),
    "NUL bytes": (bytes(500), "binary"),
    "random bytes": (bytes(range(256)) * 20, "encoding"),
    "PDF head only": (b"%PDF-1.7\n", "damaged"),
    "PDF cut off": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n", "damaged"),
    "docx cut off": (zipped(word__document_xml=b"<a/>" * 50)[:60], "damaged"),
    "docx without document": (zipped(word__document_xml=b"<w/>"), "damaged"),
    "docx bomb": (zipped(word__document_xml=b"<a>" + b" " * 30_000_000), "bomb"),
    "xlsx bomb": (zipped(xl__workbook_xml=b"<a>" + b"0" * 30_000_000), "bomb"),
    "entities": (
        zipped(word__document_xml=b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
        "entities",
    ),
    "xlsx that is none": (zipped(xl__workbook_xml=b"<x/>"), "damaged"),
    "other json": (b'{"text": 1, "blocks": []}', "json"),
    "html without words": (b"<!doctype html><html><body><script>1</script></body></html>", "empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_refused_with_a_reason_and_a_next_step(name: str, tmp_path: Path) -> None:
    data, reason = BAD[name]
    file = tmp_path / "weekly.pdf"
    file.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.data["reason"] == reason
    assert caught.value.next_step and str(file) in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, reason in ((tmp_path / "no.txt", "missing"), (tmp_path, "folder")):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.data["reason"] == reason


def test_a_locked_pdf_says_so() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    out = io.BytesIO()
    made = pdfium.PdfDocument.new()
    made.new_page(200, 200)
    made.save(out)
    # An encryption dictionary nobody has the key of.
    data = out.getvalue().replace(
        b"trailer\r\n<<",
        b"trailer\r\n<</Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -1/O("
        + b"o" * 32
        + b")/U("
        + b"u" * 32
        + b")>>/ID[(a)(a)]",
    )
    assert b"/Encrypt" in data
    with pytest.raises(ReadError) as caught:
        read_bytes(data)
    assert caught.value.data["reason"] == "encrypted"


def test_a_pdf_without_words_is_told_from_a_broken_one() -> None:
    pdfium = pytest.importorskip("pypdfium2")
    out = io.BytesIO()
    made = pdfium.PdfDocument.new()
    made.new_page(200, 200)
    made.save(out)
    with pytest.raises(ReadError) as caught:
        read_bytes(out.getvalue())
    assert caught.value.data["reason"] == "no text" and "tieout[ocr]" in caught.value.next_step


def test_a_text_cut_inside_a_character_is_read_but_for_it() -> None:
    found = read_bytes("价格为 28.64 元".encode()[:-1])
    assert found.text.startswith("价格为 28.64 ")
    assert [w.code for w in found.warnings] == ["TIE911"]


def test_lone_surrogates_and_control_characters_are_no_crash() -> None:
    assert read_text("价格 \ud800 为 8.50 元/时。").text.startswith("价格 ")
    found = read_bytes("价格\x00为 8.50 元/时，全部配置的价格保持平稳。".encode())
    assert [w.code for w in found.warnings] == ["TIE911"]


def test_html_nested_past_sense_and_spans_past_sense() -> None:
    deep = "<div>" * 5000 + "价格 8.50" + "</div>" * 5000
    wide = "<table><tr><td colspan='99999999' rowspan='99999999'>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>"
    for body in (f"<p>a</p>{deep}", wide):
        try:
            read_bytes(f"<!doctype html><html><body>{body}</body></html>".encode())
        except TieoutError as error:
            assert error.next_step


TOKENS = st.sampled_from(
    ["\t", "\n", "\n\n", "|", "| --- |", "<table>", "<tr>", "<td>", "</table>", "<td rowspan=3>", "图表 1：", "Figure 2: ",
     "资料来源：", "目录", "1、", "1.1、", "2024E", "28.64/元", "6:34", "-3.66%", "——", "ChatGPT", "显卡配置", "EPS", "股价",
     "2025-01-27", "免责声明", "# ", "**", "- ", "分析师：", "S1234567890123", "……5", ".....\t5", " ", "。", "，", "算力", "\x0c"]
)  # fmt: skip


@given(st.lists(TOKENS | st.text(max_size=8), max_size=60).map("".join))
@settings(max_examples=150)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in it, each digit is in one block or in a warning, and places are right."""
    try:
        found = read_text(text)
    except ReadError as error:
        assert error.next_step
        return
    held = [0] * len(found.text)
    for block in found.blocks:
        assert 0 <= block.start <= block.end <= len(found.text)
        for i in range(block.start, block.end):
            held[i] += 1
    assert max(held, default=0) <= 1
    said = [w for w in found.warnings if w.code == "TIE901"]
    for i, n in enumerate(held):
        if not n and found.text[i] in "0123456789":
            assert any(w.start <= i < w.end for w in said)
    for table in found.tables:
        assert all(
            len(row) == len(table.columns) == len(places)
            for row, places in zip(table.rows, table.cells, strict=True)
        )
        assert len(table.records) == len(table.record_rows)
        assert all(0 <= r < len(table.rows) for r in table.record_rows)
    found.as_json()


@given(
    st.binary(max_size=400),
    st.sampled_from(
        [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<!doctype html><html>", b"\xff\xfe", b'{"text":"","blocks":']
    ),
)
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        read_bytes(head + data)
    except ReadError as error:
        assert error.next_step and error.data["reason"]


HOSTILE = {
    "dots": "." * 100_000,
    "digits": "1" * 100_000,
    "dates": "2024.10.14-" * 10_000,
    "open brackets": "（以下简称《" * 10_000,
    "a row of a hundred thousand cells": "\t".join(map(str, range(100_000))) + "\n1\t2\t3\n",
    "a table for each line": "<table><tr><td>1</td></tr></table>\n" * 3_000,
    "tables that never end": "<table><tr><td>1" * 5_000,
    "tags that never end": "<" * 100_000,
    "emphasis that never ends": "**" * 50_000,
    "captions": "图表 1：a\n\n资料来源：b\n\n" * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sizes_are_read_in_the_time_of_their_length(name: str) -> None:
    """An expression that takes quadratic time would keep this test for minutes."""
    try:
        found = read_text(HOSTILE[name])
    except ReadError as error:
        assert error.next_step
        return
    assert found.text == HOSTILE[name]


def test_pipes_and_devices_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "weekly.pdf"
    os.mkfifo(pipe)
    link = tmp_path / "weekly.txt"
    link.symlink_to("/dev/zero")
    for path in (pipe, link):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.data["reason"] == "device" and caught.value.next_step
    outcomes = list(read_many([pipe, link], workers=1))
    assert all("a device or a pipe" in o.error for o in outcomes)


def test_a_text_of_a_library_s_length_is_refused_before_it_is_looked_through(tmp_path: Path) -> None:
    file = tmp_path / "weekly.txt"
    with file.open("wb") as handle:
        handle.truncate(25 * 2**20)
    with pytest.raises(ReadError) as caught:
        read(file)
    assert caught.value.data["reason"] == "binary"


def test_a_page_nested_too_deep_says_so() -> None:
    deep = "<div>" * 5000 + "价格 8.50" + "</div>" * 5000
    with pytest.raises(ReadError, match="nested too deep"):
        read_bytes(f"<!doctype html><html><body>{deep}</body></html>".encode())
    found = read_bytes(f"<!doctype html><html><body><p>价格平稳。</p>{deep}</body></html>".encode())
    assert "价格平稳。" in found.text and "TIE911" in {w.code for w in found.warnings}


def test_rows_that_hold_only_a_format_cost_nothing() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["应用", "访问量"], ["甲", 1.5], ["乙", 2.5]):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    out = io.BytesIO()
    blank = "".join(
        f'<row r="{r}" s="1"><c r="A{r}" s="0"/><c r="B{r}" s="0"></c></row>' for r in range(10, 90_000)
    )
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", blank.encode() + b"</sheetData>")
            new.writestr(name, part)
    assert read_bytes(out.getvalue()).text == "应用\t访问量\n甲\t1.5\n乙\t2.5"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<!doctype html><html><body><p>价格为 8.50 元。</p></body></html>".encode(), "价格为 8.50 元。"),
        ("价格为 8.50 元。".encode("gb18030"), "价格为 8.50 元。"),
    ],
)
def test_a_wrong_ending_is_no_matter(data: bytes, text: str, tmp_path: Path) -> None:
    for name in ("weekly.docx", "weekly.pdf", "weekly.xlsx", "weekly"):
        (tmp_path / name).write_bytes(data)
        assert read(tmp_path / name).text == text


def test_names_without_their_columns_are_tried_in_bounds() -> None:
    """Found by mutating pages: a header with four names too few over a known table took minutes."""
    rows = "".join(f"<tr>{''.join(f'<td>{k}.{j}%</td>' for j in range(14))}</tr>" for k in range(30))
    names = "".join(
        f"<th>{n}</th>" for n in ("应用", "类型", "访问量", "环比", "时长", "时长环比", "公司", "a", "b")
    )
    found = read_bytes(
        f"<!doctype html><html><body><table><tr>{names}</tr>{rows}</table></body></html>".encode()
    )
    assert len(found.tables[0].rows) == 30
