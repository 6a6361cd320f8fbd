"""Charts and pictures on the page: drawn from their bytes, described, numbered, nothing fetched."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pypdfium2 as pdfium
import pytest
from PIL import Image

from tieout.compose import parts
from tieout.compose.builder import ReportBuilder
from tieout.errors import RenderError
from tieout.model import Axis, Chart, ChartSpec, Meta, Picture, Point, Report, Series
from tieout.render.drawing import chart_texts, drawn
from tieout.render.html import html_of
from tieout.render.typst import pdf_of


def spec(rows: int = 3, width: int = 640, name: str = "甲 <b>&") -> ChartSpec:
    points = tuple(
        Point(f"{name}{n}", Decimal(n + 1), f"{n + 1}.0M", fact=f"secret/{n}") for n in range(rows)
    )
    return ChartSpec(
        "bar", "访问量", (Series("访问量", points),), value=Axis("单位"), alt='甲 "1.0M"', width=width
    )


def png(width: int = 800, height: int = 300) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def report(*, chart: ChartSpec | None = None, picture: Picture | None = None) -> Report:
    b = ReportBuilder()
    b.block("heading", "标题", zone="cover", level=1, part=parts.TITLE)
    b.block("heading", "图表目录", zone="figures", level=1)
    for n, words in ((1, "图"), (2, "片")):
        b.block(
            "list_item", f"图表 {n}：{words}", zone="figures", level=1, part=parts.ENTRY, target=f"fig-{n}"
        )
    b.block("paragraph", "图表 1：图", part=parts.CAPTION, id="fig-1")
    b.chart(Chart(chart or spec(), "site_traffic"))
    b.block("paragraph", "资料来源：甲", part=parts.SOURCE)
    b.block("paragraph", "图表 2：片", part=parts.CAPTION, id="fig-2")
    b.picture(picture or Picture(png(), "image/png", 800, 300, "红 <i>", 0.5, file="issues/x/secret.png"))
    b.block("paragraph", "图表 3：无", part=parts.CAPTION, id="fig-3")
    b.block("paragraph", "—（未获取）", part=parts.NO_FIGURE)
    return b.report(Meta(date=date(2025, 1, 27), title="标题"))


def test_blocks_of_figures_hold_no_text() -> None:
    done = report()
    shown = [b for b in done.blocks if b.type in ("chart", "picture")]
    assert all(b.start == b.end for b in shown)
    assert done.text == "\n".join(done.quote(b) for b in done.blocks)


def test_html_holds_everything_and_fetches_nothing() -> None:
    page = html_of(report())
    body = page.partition("<body>")[2]
    assert 'role="img" aria-label="甲 &quot;1.0M&quot;"' in body
    assert 'alt="红 &lt;i&gt;"' in body and 'class="picture w50"' in body
    assert "甲 &lt;b&gt;&amp;0</text>" in body and "<b>&" not in body
    assert "secret" not in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)', body)
    assert " style=" not in body
    assert (
        body.index('id="fig-1"') < body.index("<svg") < body.index("资料来源：甲") < body.index('id="fig-2"')
    )
    assert 'font-family="Tieout, sans-serif"' in body and "Noto Sans SC" not in body


def test_pdf_shows_chart_text_picture_and_gap() -> None:
    data = pdf_of(report())
    document = pdfium.PdfDocument(data)
    text = "".join(p.get_textpage().get_text_range() for p in document)
    assert all(words in text for words in ("甲 <b>&0", "3.0M", "图表 3：无", "—（未获取）"))
    images = [o for p in document for o in p.get_objects() if o.type == 3]
    (image,) = images
    left, _, right, _ = image.get_pos() if hasattr(image, "get_pos") else image.get_bounds()
    # Half the column of 17 cm.
    assert (right - left) / 72 * 2.54 == pytest.approx(8.5, abs=0.05)
    document.close()
    assert pdf_of(report()) == data
    assert b"secret" not in data


def test_a_chart_too_tall_for_a_page_is_refused_by_name() -> None:
    tall = spec(width=200, rows=60)
    with pytest.raises(RenderError, match="chart too large for a page: 图表 1：图"):
        pdf_of(report(chart=tall))


def test_a_tall_picture_is_made_to_fit() -> None:
    tall = Picture(png(600, 3000), "image/png", 600, 3000, "高", 1.0)
    document = pdfium.PdfDocument(pdf_of(report(picture=tall)))
    assert len(document) <= 5
    for page in document:
        for item in page.get_objects():
            if item.type == 3:
                left, bottom, right, top = item.get_bounds()
                assert (
                    bottom > 0
                    and top < page.get_height()
                    and (top - bottom) / (right - left) == pytest.approx(5, 0.01)
                )
    document.close()


def test_charts_stand_on_the_ground_of_the_page_and_ids_do_not_meet() -> None:
    svg = drawn(spec(), "#1F3A5F")
    assert 'fill="white"' not in svg.partition("<g")[0]
    assert "甲 <b>&1" in chart_texts(svg)
    b = ReportBuilder()
    for _ in range(2):
        b.chart(Chart(spec(), "site_traffic"))
    ids = re.findall(r' id="([^"]+)"', html_of(b.report(Meta())))
    assert len(ids) == len(set(ids))
