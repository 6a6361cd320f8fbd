"""Footnotes of cited sources: their marks, their words, in print, on screen and read back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tieout.audit import audit
from tieout.compose import Issue, compose, parts
from tieout.compose.review import problems_of
from tieout.desk import Desk, open_desk
from tieout.desk.citing import add_source
from tieout.errors import LockError
from tieout.fonts import FAMILY, font_dir
from tieout.model import Block
from tieout.read import read_bytes
from tieout.render import build, render_html, render_json, render_pdf
from tieout.render.json import evidence_data
from tieout.render.locked import rebuild

DAY = date(2025, 1, 27)
PLAN = b"<title>Announcing Stargate</title>We intend to invest $500 billion, $100 billion immediately."
NEWS = "软银与甲骨文参与出资，首期 1000 亿美元。".encode()


@pytest.fixture
def cited(written: Callable[..., Desk]) -> Callable[..., Issue]:
    """Makes an issue of one body; ``{plan}`` and ``{news}`` in it are links to two sources."""

    def make(body: str, **told: Any) -> Issue:
        desk = written("# 空\n\n空。")
        plan = add_source(
            desk,
            "-",
            data=PLAN,
            publisher="OpenAI",
            date=date(2025, 1, 21),
            **({"title": "Announcing"} | told),
        )
        news = add_source(desk, "-", data=NEWS, publisher="财联社", title="软银等参与“星际之门”")
        desk = written(body.format(plan=plan.link, news=news.link))
        return compose(open_desk(desk.path), DAY)

    return make


TWICE = (
    "# 投资要点\n\n计划投资 [5000 亿美元]({plan}#q=invest%20$500%20billion)，仍是计划。\n\n"
    "# 融资\n\n[]({plan})四年合计 [5000 亿美元](src:#q=invest%20$500%20billion)，其中 "
    "[1000 亿美元](src:#q=$100%20billion)立即部署（分期），软银出资首期 "
    "[1000 亿美元]({news}#q=首期%201000%20亿美元)。合计仍是 [5000 亿美元](src:#q=invest%20$500%20billion)"
)


def marked(issue: Issue) -> list[str]:
    """Each block that bears marks, with the marks put in."""
    out = []
    for block in issue.report.blocks:
        text = issue.report.quote(block)
        for at, number in reversed(parts.marks(block.attrs.get("marks", ""))):
            text = f"{text[:at]}[{number}]{text[at:]}"
        if "marks" in block.attrs:
            out.append(text)
    return out


def notes(issue: Issue) -> list[Block]:
    return [b for b in issue.report.blocks if b.attrs.get("part") == parts.FOOTNOTE]


def test_a_mark_ends_the_clause_and_a_source_keeps_its_number(cited: Callable[..., Issue]) -> None:
    issue = cited(TWICE)
    assert marked(issue) == [
        "计划投资 5000 亿美元[1]，仍是计划。",
        # The quotes of one sentence share a mark, another sentence has its own.
        "四年合计 5000 亿美元，其中 1000 亿美元立即部署[1]（分期），软银出资首期 1000 亿美元[2]。"
        "合计仍是 5000 亿美元[1]",
    ]
    assert [issue.report.quote(b) for b in notes(issue)] == [
        "[1] OpenAI：Announcing，2025-01-21",
        "[2] 财联社：《软银等参与“星际之门”》",
    ]


def test_headings_have_marks_and_contents_have_none(cited: Callable[..., Issue]) -> None:
    issue = cited("# 计划 [5000 亿美元]({plan}#q=invest%20$500%20billion)\n\n略。")
    assert [(b.zone, b.attrs["marks"]) for b in issue.report.blocks if "marks" in b.attrs] == [
        ("body", "13:1")
    ]
    assert "[1]" in text_of(render_pdf(issue, internal=False))


def test_a_source_named_without_a_quote_has_its_mark(cited: Callable[..., Issue]) -> None:
    assert marked(cited("# 融资\n\n软银参与出资[]({news})，金额未定。")) == ["软银参与出资[1]，金额未定。"]


def test_a_source_nobody_described_is_refused_at_release(cited: Callable[..., Issue]) -> None:
    issue = cited("# 融资\n\n出资 [1000 亿美元]({news}#q=首期%201000%20亿美元)。")
    assert not issue.lacking
    desk = issue.desk
    plain = add_source(desk, "-", data="首期 2000 亿美元".encode())
    path = desk.issue_path(DAY, "zh")
    path.write_text(
        path.read_text("utf-8") + f"\n再加 [2000 亿美元]({plain.link}#q=2000%20亿美元)。\n", "utf-8"
    )
    issue = compose(open_desk(desk.path), DAY)
    said = [p.message for p in problems_of(issue) if p.kind == "lacking"]
    assert len(said) == 1 and "[2]" in said[0] and plain.link in said[0]
    assert issue.report.quote(notes(issue)[1]) == "[2] —（未获取）"


def text_of(pdf: bytes) -> str:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_notes_stand_at_the_foot_of_the_page_that_cites_first(cited: Callable[..., Issue]) -> None:
    issue = cited(TWICE)
    import pypdfium2 as pdfium

    pages = [
        p.get_textpage().get_text_bounded() for p in pdfium.PdfDocument(render_pdf(issue, internal=False))
    ]
    on = [n for n, text in enumerate(pages) if "财联社" in text]
    assert "OpenAI：Announcing" in squeezed(pages[0]) and len(on) == 1 and on[0] > 0


def test_the_page_links_marks_and_notes_both_ways(cited: Callable[..., Issue]) -> None:
    from lxml import html

    for internal in (False, True):
        root = html.document_fromstring(render_html(cited(TWICE), internal=internal))
        refs = root.xpath('//a[@role="doc-noteref"]')
        assert [r.text for r in refs] == ["[1]", "[1]", "[2]", "[1]"]
        for ref in refs:
            note = root.get_element_by_id(ref.get("href")[1:])
            mark = ref.getparent().get("id")
            assert f"#{mark}" in [a.get("href") for a in note.xpath('.//a[@role="doc-backlink"]')]
            assert ref.get("aria-label") == f"注 {ref.text[1:-1]}"
        # A control inside a control cannot be reached by keyboard.
        assert not root.xpath('//*[@role="button"]//a')


def test_the_keyboard_goes_to_a_note_and_back(cited: Callable[..., Issue], page: Any, tmp_path: Path) -> None:
    path = tmp_path / "weekly.html"
    path.write_text(render_html(cited(TWICE), internal=False), "utf-8")
    page.goto(path.as_uri())
    page.locator('[role="doc-noteref"]').nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#note-2'")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#ref-2'")


def test_the_panel_tells_a_plan_from_a_fact(cited: Callable[..., Issue], page: Any, tmp_path: Path) -> None:
    path = tmp_path / "weekly.html"
    path.write_text(render_html(cited(TWICE), internal=True), "utf-8")
    page.goto(path.as_uri())
    page.get_by_role("button", name="5000 亿美元").first.click()
    shown = page.locator("#panel").inner_text()
    assert "外部说法 · invest $500 billion" in shown and "计划" in shown and "pasted.txt" in shown


@pytest.mark.parametrize("form", ["pdf", "html", "json"])
def test_the_copy_for_clients_reads_back(cited: Callable[..., Issue], form: str) -> None:
    issue = cited(TWICE + "。" + "正文很长，要翻到下一页。" * 300)
    data = {
        "pdf": lambda: render_pdf(issue, internal=False),
        "html": lambda: render_html(issue, internal=False).encode(),
        "json": lambda: render_json(issue, internal=False).encode(),
    }[form]()
    found = read_bytes(data)
    prose = [b for b in issue.report.blocks if b.type in ("heading", "paragraph", "list_item")]
    said = squeezed(found.text)
    kept = [b for b in prose if b.zone in ("cover", "body", "back")]
    assert [issue.report.quote(b) for b in kept if squeezed(issue.report.quote(b)) not in said] == []
    assert [f.code for f in audit(found).findings if not f.code.startswith(("TIE9", "TIE4", "TIE6"))] == []


def test_clients_get_no_hash_and_no_file_of_a_source(cited: Callable[..., Issue]) -> None:
    issue = cited(TWICE)
    hashes = {h[:12] for h in (s.hash for s in issue.desk.snapshots.all())}
    for text in (
        text_of(render_pdf(issue, internal=False)),
        render_html(issue, internal=False),
        render_json(issue, internal=False),
    ):
        assert not any(h in text for h in hashes)
        assert "pasted" not in text and "src:" not in text.replace("src:url(", "")
    assert b"report.json" not in render_pdf(issue, internal=False)


def test_the_evidence_leads_from_mark_and_quote_to_the_snapshot(cited: Callable[..., Issue]) -> None:
    issue = cited(TWICE)
    told = json.loads(json.dumps(evidence_data(issue.report, issue.facts)))
    spans = [s for s in told["spans"] if s["fact"].startswith("src:")]
    assert len(spans) == 7  # five quotes and two notes
    for span in spans:
        (evidence,) = told["facts"][span["fact"]]["evidence"]
        assert issue.desk.snapshots.find(evidence["note"].rpartition("#")[2])


def test_a_raised_figure_without_a_note_stays() -> None:
    """Only a label that begins a note is a mark; a square metre stays one."""
    from typst import compile as typeset

    source = (
        f'#set page(height: 9cm)\n#set super(typographic: false)\n#set text(font: "{FAMILY}")\n'
        'A hall of 50 m#super("2") costs 40 USD.#footnote[A note.]\n'
    )
    text = read_bytes(typeset(source.encode(), format="pdf", font_paths=[font_dir()])).text
    alone = '#set page(height: 6cm)\n#v(2cm)\nFirst words.\n\n#super("2") A line nothing refers to.\n\nLast words.\n'
    first = f'#set super(typographic: false)\n#set text(font: "{FAMILY}")\n' + alone
    read = read_bytes(typeset(first.encode(), format="pdf", font_paths=[font_dir()])).text
    assert read.index("refers to") < read.index("Last words.")
    assert "50 m2 costs 40 USD." in squeezed_blanks(text) and "1 A note." in squeezed_blanks(text)


def squeezed_blanks(text: str) -> str:
    return re.sub(r"[ \u00a0]+", " ", text)


def test_a_lock_pins_what_the_notes_say(cited: Callable[..., Issue]) -> None:
    desk = cited(TWICE).desk
    build(desk, DAY, lock=True, formats=("json",))
    rebuild(desk, DAY)
    add_source(desk, "-", data=NEWS, publisher="新华社")
    with pytest.raises(LockError, match=r"新华社.*the lock pins “财联社：《软银等参与“星际之门”》”"):
        rebuild(desk, DAY)
    add_source(desk, "-", data=NEWS, publisher="财联社")
    rebuild(desk, DAY)
