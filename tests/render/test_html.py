"""The HTML as text: one file, nothing evaluated, a client copy without evidence."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from lxml import html as lxml_html

from tieout.model import Report
from tieout.render.html import html_of

HOSTILE = """</script><script>alert(1)</script><img src=x onerror=alert(2)> & "quoted" 'single' <!-- ]]>"""


def test_one_file_without_addresses(sample: Callable[..., Report], samples: Any) -> None:
    page = html_of(sample(), samples.facts(), internal=True)
    tree = lxml_html.document_fromstring(page)
    assert not tree.xpath("//@src")
    assert all(address.startswith("#") for address in tree.xpath("//@href"))
    assert set(re.findall(r"url\((\w+):", page)) == {"data"}
    assert "default-src 'none'" in page
    assert "http" not in page.replace("http-equiv", "")


def test_hostile_strings_stay_text(sample: Callable[..., Report], samples: Any) -> None:
    report = sample(title=HOSTILE, extra=HOSTILE)
    page = html_of(report, samples.facts(), internal=True)
    tree = lxml_html.document_fromstring(page)
    assert not tree.xpath("//img")
    assert len(tree.xpath("//script")) == 3
    assert tree.xpath("string(//h1)") == HOSTILE
    embedded = json.loads(tree.xpath("string(//script[@id='tieout-report'])"))
    assert embedded["text"] == report.text


def test_every_block_is_shown_once_in_order(sample: Callable[..., Report]) -> None:
    report = sample()
    tree = lxml_html.document_fromstring(html_of(report))
    text = re.sub(r"\s+", "", tree.xpath("string(//main)"))
    at = -1
    for block in report.blocks:
        if block.zone == "body" and block.type != "table":
            at = text.index(re.sub(r"\s+", "", report.quote(block)), at + 1)


def test_client_copy_has_no_evidence(sample: Callable[..., Report], samples: Any) -> None:
    page = html_of(sample(), samples.facts(), internal=False)
    for word in ("<script", "compute_rental", "inbox", "data-s", 'role="button"', "tieout-"):
        assert word not in page.partition("</style>")[2]
    assert "script-src 'none'" in page


def test_internal_copy_embeds_evidence_down_to_the_cell(sample: Callable[..., Report], samples: Any) -> None:
    tree = lxml_html.document_fromstring(html_of(sample(), samples.facts(), internal=True))
    data = json.loads(tree.xpath("string(//script[@id='tieout-evidence'])"))
    low = data["facts"]["compute_rental/price_per_hour.min/A100-40G"]
    assert low["formula"] == "最小"
    cells = [e["place"] for key in low["inputs"] for e in data["facts"][key]["evidence"]]
    assert cells == ["inbox/2025-01-27.xlsx!compute_rental!F2"] * 2
    spans = tree.xpath("//*[@data-s]")
    assert len(spans) == len(sample().spans)
    assert {s.text_content() for s in spans} == {"28.64", "28.64/元"}


def test_two_row_header_and_merged_cells(sample: Callable[..., Report]) -> None:
    tree = lxml_html.document_fromstring(html_of(sample()))
    first, second = tree.xpath("//main//table")
    assert [c.get("rowspan") for c in first.xpath(".//tbody/tr/td[@rowspan]")] == ["2", "2"]
    upper = [(c.text_content(), c.get("colspan")) for c in second.xpath(".//thead/tr[1]/th")]
    assert ("EPS", "3") in upper and ("PE", "3") in upper
    assert [c.text_content() for c in second.xpath(".//thead/tr[2]/th")] == ["2023", "2024E", "2025E"] * 2


def test_same_report_same_page(sample: Callable[..., Report], samples: Any) -> None:
    pages = {html_of(sample(), samples.facts(), internal=True) for _ in range(2)}
    assert len(pages) == 1


def test_a_character_without_glyph_is_left_to_the_reader(sample: Callable[..., Report]) -> None:
    assert "\U0001f680" in html_of(sample(extra="\U0001f680"))
