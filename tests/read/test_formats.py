"""The same report as PDF, HTML, DOCX and XLSX, made by the tests themselves."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from dress import Content, covered, rental, traffic
from test_dress import expected, records_of

from tieout.fonts import font_dir, font_path
from tieout.model import Report
from tieout.read import read_bytes

HEADS = {
    "site_traffic": [
        "应用",
        "应用类型",
        "归属公司",
        "周平均访问量 (M)",
        "访问量环比",
        "平均停留时长",
        "时长环比",
    ],
    "compute_rental": [
        "显卡配置",
        "CPU",
        "内存",
        "磁盘大小 (G)",
        "平台名称",
        "价格 (每小时)",
        "价格环比上周",
    ],
}
CONTENTS = [rental(5), traffic(12), covered(13)]


def typeset(source: str) -> bytes:
    typst = pytest.importorskip("typst")
    preamble = '#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n'
    return typst.compile((preamble + source).encode(), font_paths=[str(font_dir())])


def quoted(text: str) -> str:
    return "[#" + '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"]'


def typst_table(content: Content, stroke: str, align: str = "horizon") -> str:
    """A table with merged cells and a header that repeats, ruled both ways, across, or not at all."""
    rows = [list(r) for r in content.printed]
    merged = content.tracker == "compute_rental"
    line = "table.hline()," if stroke in ("lines", "half") else ""
    drawn = {
        "grid": "0.5pt",
        "open": "(x, y) => (y: 0.5pt, left: if x > 0 { 0.5pt })",
        "upright": "(x, y) => (left: if x > 0 { 0.4pt }, top: if y == 0 { 0.8pt })",
        "rows": "(y: 0.4pt)",
    }.get(stroke, "none")
    shade = "fill: (x, y) => if calc.odd(y) { luma(235) }, " if stroke == "shaded" else ""
    out = [f"#table(columns: {len(content.fields)}, stroke: {drawn}, {shade}align: {align}, {line}"]
    if content.tracker == "coverage":
        top = "".join(f"table.cell(rowspan: 2){quoted(h)}," for h in ("公司代码", "名称", "2025-03-10 股价"))
        top += "table.cell(colspan: 3, align: center)[EPS], table.cell(colspan: 3, align: center)[PE], table.cell(rowspan: 2)[投资评级],"
        years = "".join(quoted(y) + "," for y in ("2024", "2025E", "2026E") * 2)
        out.append(f"table.header({top}{years}),{line}")
    else:
        out.append("table.header(" + ",".join(quoted(h) for h in HEADS[content.tracker]) + f"),{line}")
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if merged and j == 0:
                if cell:
                    down = 1
                    while i + down < len(rows) and not rows[i + down][0]:
                        down += 1
                    out.append(f"table.cell(rowspan: {down}){quoted(cell)},")
                continue
            out.append(quoted(cell) + ",")
    return "\n".join([*out, (line if stroke == "lines" else "") + ")"])


def pdf_report(stroke: str, setup: str = "") -> bytes:
    parts = [
        setup or "#set page(margin: 2cm)",
        "= 推理成本继续下行，应用访问量分化",
        "——人工智能行业周报",
        "2025年03月10日",
        "北辰证券",
    ]
    parts += ["分析师：王小明 S1234567890123", "= 1、数据跟踪"]
    for n, content in enumerate(CONTENTS, start=1):
        parts += [
            f"图表 {n}：{content.caption}",
            typst_table(content, stroke),
            "资料来源：Wind，北辰证券研究所",
        ]
        parts += ["本周各项数据平稳。" * 8]
    return typeset("\n\n".join(parts))


def check(found: Report, contents: list[Content] | None = None) -> None:
    for content in contents or CONTENTS:
        assert records_of(found, content) == expected(content), content.tracker


@pytest.mark.parametrize("stroke", ["grid", "open", "upright", "rows", "lines", "half", "shaded", "none"])
def test_tables_of_a_pdf_by_how_they_are_ruled(stroke: str) -> None:
    found = read_bytes(pdf_report(stroke))
    check(found)
    assert [t.figure for t in found.tables] == ["图表 1", "图表 2", "图表 3"]
    assert {t.source for t in found.tables} == {"Wind，北辰证券研究所"}
    assert found.meta.title == "推理成本继续下行，应用访问量分化" and found.meta.publisher == "北辰证券"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_upright(turn: int) -> None:
    """Words set sideways, and pages with a flag that turns them: what counts is how the words run."""
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf_report("lines"))
    for page in document:
        page.set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    check(read_bytes(out.getvalue()))
    sideways = "\n\n".join(["图表 1：" + CONTENTS[1].caption, typst_table(CONTENTS[1], "lines")])
    check(
        read_bytes(
            typeset(
                f"#set page(margin: 2cm)\n#rotate({turn}deg, reflow: true)[#block(width: 16cm)[{sideways}]]"
            )
        ),
        CONTENTS[1:2],
    )


def test_running_heads_are_dropped_and_listed_and_cut_tables_joined() -> None:
    setup = (
        "#set page(height: 9cm, width: 26cm, margin: 1.6cm, header: [北辰证券 #h(1fr) 行业周报], "
        "footer: context [请阅读重要声明 #h(1fr) #counter(page).display()])"
    )
    found = read_bytes(pdf_report("lines", setup))
    check(found)
    listed = [w.message for w in found.warnings if "running head" in w.message]
    assert len(listed) >= 3 and all("请阅读重要声明" in m for m in listed)
    assert "请阅读重要声明" not in found.text
    assert "TIE907" in {w.code for w in found.warnings}


def test_two_columns_are_read_one_after_the_other() -> None:
    left = "甲段说明算力租赁价格保持平稳，全部配置环比持平，供应没有变化，后续仍需观察价格走势。" * 6
    right = "乙段说明应用访问量出现分化，头部应用增长放缓，中腰部应用环比回升，用户时长略有下降。" * 6
    found = read_bytes(
        typeset(f"#set page(margin: 2cm)\n#set par(justify: true)\n#columns(2)[{left}\n#colbreak()\n{right}]")
    )
    assert found.text.replace("\n", "") == left + right


def test_a_narrow_side_column_is_kept_apart() -> None:
    side = (
        "分析师：王小明\\\nS1234567890123\\\n#strong[相关研究]\\\n1、《人工智能行业周报：平稳开局》2025-03-03"
    )
    main = "本周租赁价格环比持平，头部应用访问量环比回升，中腰部应用出现分化，整体保持平稳。" * 7
    found = read_bytes(
        typeset(
            "#set page(margin: 2cm)\n= 推理成本继续下行，应用访问量分化\n——人工智能行业周报\n\n2025年03月10日\n"
            f"#grid(columns: (4.5cm, 1fr), gutter: 0.8cm, [#set text(size: 8.5pt)\n{side}], [{main}])"
        )
    )
    assert main in found.text.replace("\n", "")
    assert [a.name for a in found.meta.analysts] == ["王小明"]
    assert [r.title for r in found.meta.related] == ["人工智能行业周报：平稳开局"]


def test_cells_that_wrap_and_names_centred_over_groups() -> None:
    found = read_bytes(
        typeset(
            "#set page(margin: 2cm)\n图表 1：本周 AI 初创公司的融资动态\n\n#table(columns: (2.2cm, 3cm, 3cm, 1.6cm, 2cm), stroke: none,"
            "table.hline(), table.header([公司], [业务], [领投方], [融资轮], [融资额]), table.hline(),"
            "[硅谷流动], [面向创意产业的人机混合智能生态系统], [春华资本、启明资本], [天使轮], [数百万美元],"
            "[Formation Bio], [制药], [Founders Fund], [D 轮], [3.72 亿美元],"
            "[星动], [具身智能机器人研发与制造], [清流资本], [A 轮], [近亿元], table.hline())\n\n资料来源：公开信息\n"
        )
    )
    assert found.tables[0].rows[0] == (
        "硅谷流动",
        "面向创意产业的人机混合智能生态系统",
        "春华资本、启明资本",
        "天使轮",
        "数百万美元",
    )
    money = [r.as_json()["amount"] for r in found.records("funding")]
    assert [m["low"] for m in money] == [2_000_000, 372_000_000, 100_000_000]


def test_a_watermark_is_under_the_text_and_not_in_it() -> None:
    mark = "rotate(-45deg, text(60pt, fill: luma(220))[内部资料 2025])"
    found = read_bytes(pdf_report("lines", f"#set page(margin: 2cm, background: {mark})"))
    check(found)
    assert "内部资料" not in found.text
    assert "aslant" in " ".join(w.message for w in found.warnings)


def test_a_word_that_a_narrow_cell_or_a_hyphen_cut_is_made_whole() -> None:
    source = (
        '#set page(margin: 2cm, height: 14cm)\n#set text(lang: "en", hyphenate: true)\n#set par(justify: true)\n'
        "DeepSeek and Perplexity are proprietary products. Organizations accelerated their investments. "
        + "Proprietary infrastructure investments accelerated considerably as organizations modernized. "
        * 8
        + "\n\nFigure 1: Products\n\n#table(columns: (1.05cm, 2cm, 2cm, 2cm), inset: 2pt, [Name], [Visits], [Change], [Time],"
        " [Deep#linebreak()Seek], [12.50], [1.20%], [6:34], [Kimi], [3.50], [2.10%], [5:12])"
    )
    found = read_bytes(typeset(source))
    assert found.tables[0].rows[0][0] == "DeepSeek"
    assert (
        "Proprietary infrastructure investments accelerated considerably as organizations modernized."
        in found.text
    )
    assert "-\n" not in found.text and "- " not in found.text


def html_table(content: Content) -> str:
    from dress import Dress, table

    return table(content, Dress(form="html"))


def test_html_tables_keep_their_merged_cells() -> None:
    body = "".join(
        f"<figure><figcaption>图表 {n}：{c.caption}</figcaption>{html_table(c)}<p>资料来源：Wind</p></figure>"
        for n, c in enumerate(CONTENTS, start=1)
    )
    found = read_bytes(
        f"<!doctype html><html><head><meta charset='gbk'></head><body><h1>周报</h1>{body}</body></html>".encode(
            "gbk"
        )
    )
    check(found)
    assert [t.caption for t in found.tables] == [c.caption for c in CONTENTS]


def docx_of(contents: list[Content]) -> bytes:
    docx = pytest.importorskip("docx")
    made: Any = docx.Document()
    made.add_paragraph("2025年03月10日")
    made.add_heading("推理成本继续下行，应用访问量分化", 1)
    made.sections[0].footer.paragraphs[0].text = "请阅读重要声明 2025"
    for n, content in enumerate(contents, start=1):
        made.add_paragraph(f"图表 {n}：{content.caption}")
        heads = HEADS.get(content.tracker) or [
            "代码",
            "名称",
            "股价",
            *(f"{m} {y}" for m in ("EPS", "PE") for y in ("2024", "2025E", "2026E")),
            "评级",
        ]
        grid = made.add_table(rows=1 + len(content.printed), cols=len(heads))
        for i, row in enumerate([heads, *content.printed]):
            for j, cell in enumerate(row):
                grid.cell(i, j).text = cell
        start = None
        for i, row in enumerate([*content.printed, ("end",)], start=1):
            if content.tracker == "compute_rental" and (row[0] or i == len(content.printed) + 1):
                if start is not None and i - start > 1:
                    said = grid.cell(start, 0).text
                    grid.cell(start, 0).merge(grid.cell(i - 1, 0)).text = said
                start = i
        made.add_paragraph("资料来源：Wind，北辰证券研究所")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_docx_tables_keep_their_merged_cells_and_footers_are_listed() -> None:
    found = read_bytes(docx_of(CONTENTS))
    check(found)
    assert [t.source for t in found.tables] == ["Wind，北辰证券研究所"] * 3
    assert [w.message for w in found.warnings if w.code == "TIE901"] == [
        "left out (footer1): 请阅读重要声明 2025"
    ]
    assert found.blocks[1].type == "heading" and found.meta.title == "推理成本继续下行，应用访问量分化"


def test_docx_numbers_that_word_counts_are_read() -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for text in ("价格平稳", "流量回升"):
        made.add_paragraph(text, style="List Number")
    out = io.BytesIO()
    made.save(out)
    assert read_bytes(out.getvalue()).text == "1.价格平稳\n2.流量回升"


def test_xlsx_cells_are_read_as_shown_with_their_merged_cells() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    content = rental(11)
    sheet = book.active
    sheet.append([f"图表 1：{content.caption}"])
    sheet.append(HEADS["compute_rental"])
    for row in content.printed:
        cells: list[Any] = list(row)
        if cells[6].endswith("%"):
            cells[6] = float(cells[6][:-1]) / 100
        sheet.append(cells)
        sheet.cell(sheet.max_row, 7).number_format = "0.00%"
    start = 3
    for i in range(4, sheet.max_row + 2):
        if i > sheet.max_row or sheet.cell(i, 1).value:
            if i - start > 1:
                sheet.merge_cells(start_row=start, end_row=i - 1, start_column=1, end_column=1)
            start = i
    sheet.append(["资料来源：Wind"])
    out = io.BytesIO()
    book.save(out)
    found = read_bytes(out.getvalue())
    check(found, [content])
    assert (found.tables[0].caption, found.tables[0].source) == (content.caption, "Wind")


def test_pages_that_are_pictures_are_recognised_and_say_so() -> None:
    pytest.importorskip("rapidocr", reason="the extra tieout[ocr] is not installed")
    pytest.importorskip("onnxruntime", reason="the extra tieout[ocr] is not installed")
    pdfium = pytest.importorskip("pypdfium2")
    page = pdfium.PdfDocument(pdf_report("lines"))[0].render(scale=200 / 72).to_pil().convert("RGB")
    out = io.BytesIO()
    page.save(out, format="PDF", resolution=200)
    found = read_bytes(out.getvalue())
    assert [t.tracker for t in found.tables] == ["compute_rental", "site_traffic", "coverage"]
    assert "TIE910" in {w.code for w in found.warnings}
    # Two words that the recogniser took for one give no record and a doubt; none gives a wrong record.
    right = expected(CONTENTS[0])
    got = records_of(found, CONTENTS[0])
    assert all(r in right for r in got)
    assert len(got) + sum(w.code == "TIE908" for w in found.warnings) >= len(right)


def test_a_page_printed_by_a_browser_is_read(chromium: str, tmp_path: Path) -> None:
    """A PDF by another program: no blanks in its text, rules drawn cell by cell, its own heads and feet."""
    style = (
        f"@font-face{{font-family:Printed;src:url({font_path().as_uri()})}}"
        "body{font-family:Printed;font-size:10pt}table{border-collapse:collapse;"
        "width:100%;border-top:1.5pt solid #123;border-bottom:1.5pt solid #123}th{border-bottom:.7pt solid #123}"
        "td,th{padding:3pt 4pt;text-align:left;font-size:8.5pt}"
    )
    body = "".join(
        f"<p>图表 {n}：{c.caption}</p>{html_table(c)}<p>资料来源：Wind，北辰证券研究所</p><p>{'本周各项数据平稳。' * 9}</p>"
        for n, c in enumerate(CONTENTS, start=1)
    )
    page = tmp_path / "weekly.html"
    head = "<h1>推理成本继续下行，应用访问量分化</h1><p>——人工智能行业周报</p><p>2025年03月10日</p><p>北辰证券</p>"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style><body>{head}{body}</body>", "utf-8"
    )
    out = tmp_path / "weekly.pdf"
    command = [
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--print-to-pdf={out}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read_bytes(out.read_bytes())
    check(found)
    assert found.meta.title == "推理成本继续下行，应用访问量分化"
