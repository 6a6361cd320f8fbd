"""What is built is read back: the same records, the same sentences, from every format."""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from dress import NAMES, Content, covered, headers, rental, traffic
from dress import Dress as Plain
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_dress import expected, records_of

from tieout.audit import audit
from tieout.compose import compose, parts
from tieout.compose.builder import ReportBuilder, TableCell
from tieout.compose.issue import Issue
from tieout.desk import collect, open_desk
from tieout.model import Meta, Report, Table
from tieout.read import read_bytes
from tieout.render import build, render_html, render_pdf
from tieout.render.html import html_of
from tieout.render.typst import pdf_of
from tieout.trackers import get_tracker


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def issues(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Issue]]:
    copy = tmp_path_factory.mktemp("desk") / "desk"
    shutil.copytree(repo / "examples" / "ai-weekly", copy, ignore=shutil.ignore_patterns("store", "out"))
    desk = open_desk(copy)
    collect(desk)
    yield [compose(desk, date.fromisoformat(f.stem)) for f in sorted((copy / "issues").glob("????-??-??.md"))]


FORMS = {
    "pdf with data": lambda issue: render_pdf(issue, internal=True),
    "pdf alone": lambda issue: render_pdf(issue, internal=False),
    "html with data": lambda issue: render_html(issue, internal=True).encode(),
    "html alone": lambda issue: render_html(issue, internal=False).encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_example_issues_come_back(form: str, issues: list[Issue]) -> None:
    assert issues
    for issue in issues:
        built = issue.report
        found = read_bytes(FORMS[form](issue))
        same_tables(built, found)
        assert found.meta.as_json() == built.meta.as_json()
        text = squeezed(found.text)
        prose = [
            b
            for b in built.blocks
            if b.type in ("heading", "paragraph", "list_item") and b.zone in ("cover", "body", "back")
        ]
        assert [built.quote(b) for b in prose if squeezed(built.quote(b)) not in text] == []
        if form.endswith("data"):
            assert (found.text, found.spans, found.blocks) == (built.text, built.spans, built.blocks)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_report_says_the_same_in_every_format(language: str, issues: list[Issue]) -> None:
    """The same blocks, and the same numbers to the audit: the words of a chart are no sentences of the page."""
    for issue in issues:
        if language == "en":
            issue = compose(issue.desk, issue.date, language="en")
        built = issue.report
        numbers = Counter(squeezed(n.quote) for n in audit(built).numbers)
        assert len(numbers) > 50
        for form, render in FORMS.items():
            found = read_bytes(render(issue))
            assert Counter(squeezed(n.quote) for n in audit(found).numbers) == numbers, form
            if form == "html alone":
                assert printed(found) == printed(built)
                assert cover(found) == cover(built)
                kinds = [b.type for b in built.blocks if b.type in ("chart", "picture")]
                assert [b.type for b in found.blocks if b.type in ("chart", "picture")] == kinds


def printed(report: Report) -> list[tuple[str, str]]:
    """The blocks after the first page; a header in two rows is one in the model."""
    return [
        (b.type, "" if b.type == "table" else squeezed(report.quote(b)))
        for b in report.blocks
        if b.zone != "cover"
    ]


def cover(report: Report) -> Counter[tuple[str, str]]:
    """The blocks of the first page: what stands side by side has no order."""
    return Counter(
        (b.type, squeezed(report.quote(b))) for b in report.blocks if b.zone == "cover" and b.type != "table"
    )


def test_a_chart_on_a_page_has_its_words_beside_the_text() -> None:
    page = """<html><body><h1>算力周报</h1><figure><figcaption>图 1：访问量</figcaption>
    <svg role="img" aria-label="ChatGPT 635.1M（-3.66%）"><text>635.1M</text></svg><p>资料来源：Wind</p></figure>
    <p>本周访问量下降 3.66%。</p><img alt="示意 12%" src="x.png"><p>价格持平。</p></body></html>"""
    report = read_bytes(page.encode())
    chart, picture = [b for b in report.blocks if b.type in ("chart", "picture")]
    assert (chart.type, picture.type) == ("chart", "picture")
    assert report.quote(chart) == report.quote(picture) == ""
    assert dict(chart.attrs) == {
        "figure": "图 1", "caption": "访问量", "source": "Wind", "alt": "ChatGPT 635.1M（-3.66%）"
    }  # fmt: skip
    assert picture.attrs["alt"] == "示意 12%"
    assert "635.1M" not in report.text and "12%" not in report.text
    assert [n.quote for n in audit(report).numbers] == ["3.66%"]
    assert "\n".join(report.quote(b) for b in report.blocks) == report.text


def same_tables(built: Report, found: Report) -> None:
    """Every printed field of every record, in order, and the caption and source of its table."""
    ours = [t for t in built.tables if t.tracker]
    theirs = [t for t in found.tables if t.tracker]
    assert [(t.tracker, t.figure, t.caption, t.source) for t in theirs] == [
        (t.tracker, t.figure, t.caption, t.source) for t in ours
    ]
    for one, two in zip(ours, theirs, strict=True):
        assert [(r.period, r.availability) for r in two.records] == [
            (r.period, r.availability) for r in one.records
        ]
        assert list(map(squeezed, two.columns)) == list(map(squeezed, one.columns))
        assert [said(two, k) for k in range(len(two.records))] == [
            said(one, k) for k in range(len(one.records))
        ]


def said(table: Table, k: int) -> dict[str, object]:
    """What a record says in print: values as they are, words as its cells show them (谷歌 for Google)."""
    record, row = table.records[k].as_json(), table.record_rows[k] if k < len(table.record_rows) else k
    if get_tracker(str(table.tracker)).pivot is not None:
        return {f: squeezed(v) if isinstance(v, str) else v for f, v in record.items() if v is not None}
    shown = {f: table.rows[row][j] for j, f in enumerate(table.fields) if f}
    return {f: squeezed(shown[f]) if isinstance(record.get(f), str) else record.get(f) for f in shown}


def made(contents: list[Content], language: str) -> Report:
    """A report of these tables, as the builder makes it."""
    out = ReportBuilder()
    out.block("heading", "推理成本继续下行", level=1, zone="cover", part=parts.TITLE)
    for n, content in enumerate(contents, start=1):
        tracker = get_tracker(content.tracker)
        caption = content.caption if language == "zh" else content.caption_en
        label = f"图表 {n}" if language == "zh" else f"Figure {n}"
        out.block("heading", f"{n}、数据跟踪" if language == "zh" else f"{n}. Data", level=1)
        out.block(
            "paragraph",
            f"{label}：{caption}" if language == "zh" else f"{label}: {caption}",
            part=parts.CAPTION,
        )
        rows = []
        above = ""
        for row in content.printed:
            merged = content.tracker == "compute_rental" and not row[0]
            above = row[0] or above
            rows.append([TableCell(above, merged=merged), *(TableCell(c) for c in row[1:])])
        columns = tuple(headers(content, Plain(english=language == "en")))
        out.table(
            Table(
                columns,
                (),
                figure=label,
                caption=caption,
                source="Wind",
                tracker=tracker.name,
                fields=content.fields,
            ),
            rows,
        )
        out.block("paragraph", "资料来源：Wind" if language == "zh" else "Source: Wind", part=parts.SOURCE)
    return out.report(Meta(date(2025, 3, 10), "推理成本继续下行", language=language))


def long_traffic(seed: int) -> Content:
    """A table over several pages, with long names."""
    base = [traffic(seed + k) for k in range(9)]
    printed, values = [], []
    for k, content in enumerate(base):
        for row, value in zip(content.printed, content.values, strict=True):
            name = f"{NAMES[k]}与{row[0]}联合版 {k}"
            printed.append((name, *row[1:]))
            values.append({**value, "app": name})
    return Content(
        base[0].tracker, base[0].caption, base[0].caption_en, base[0].fields, tuple(printed), tuple(values)
    )


@given(seed=st.integers(0, 10**6), language=st.sampled_from(["zh", "en"]))
@settings(max_examples=6, phases=[Phase.explicit, Phase.generate])
def test_generated_issues_come_back_from_pdf_and_html(seed: int, language: str) -> None:
    contents = [rental(seed), long_traffic(seed), covered(seed)]
    report = made(contents, language)
    for data in (pdf_of(report), html_of(report).encode()):
        found = read_bytes(data)
        for content in contents:
            assert records_of(found, content) == expected(content), content.tracker


ODD = (
    "A (Beta)", "GPT-4.5", "3.5 Turbo Chat", "360 搜索", "01.AI", "X", "Kimi+", "Bing/必应", "Pi, your personal AI",
    "Notion AI（企业版）", "DeepSeek-R1-Distill-Qwen-32B", "Perplexity Enterprise Pro for Financial Services",
)  # fmt: skip


def odd_traffic(seed: int) -> Content:
    """Sixty rows with odd and long names, ties, nulls, and changes down to nothing."""
    rng, base = random.Random(seed), traffic(seed)
    printed, values = [], []
    for k in range(60):
        name = ODD[k % len(ODD)] + ("", " Pro", " 国际版", "-mini", " 2")[k // len(ODD)]
        owner = rng.choice(["OpenAI", "百度在线网络技术（北京）有限公司", "Stability AI Ltd."])
        visits = rng.choice(["12.5", f"{rng.uniform(0.1, 9999):.1f}"])
        change = rng.choice(["0.00", "-100.00", f"{rng.uniform(-99, 300):.2f}", None])
        seconds = rng.randint(5, 5000)
        said = "——" if change is None else f"{change}%"
        printed.append((name, "搜索", owner, visits, said, f"{seconds // 60}:{seconds % 60:02d}", "1.50%"))
        values.append(
            {
                "app": name, "app_type": "搜索", "owner": owner, "weekly_visits_m": float(visits),
                "visits_wow_pct": None if change is None else float(change), "avg_duration_s": seconds,
                "duration_wow_pct": 1.5,
            }
        )  # fmt: skip
    return Content(base.tracker, base.caption, base.caption_en, base.fields, tuple(printed), tuple(values))


@given(seed=st.integers(0, 10**6), language=st.sampled_from(["zh", "en"]))
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_odd_names_nulls_and_ties_of_long_tables_come_back(seed: int, language: str) -> None:
    def named(records: list[dict[str, object]]) -> dict[str, dict[str, object]]:
        """By name; a blank beside a Chinese character is the typesetter's."""
        shut = [{k: squeezed(v) if isinstance(v, str) else v for k, v in r.items()} for r in records]
        return {str(r["app"]): r for r in shut}

    content = odd_traffic(seed)
    report = made([content], language)
    for data in (pdf_of(report), html_of(report).encode()):
        assert named(records_of(read_bytes(data), content)) == named(expected(content))


@pytest.mark.parametrize("name", ["weekly.pdf", "weekly.html", "weekly.json"])
def test_the_text_is_the_blocks_joined(repo, tmp_path, name):
    shutil.copytree(
        repo / "examples" / "ai-weekly", tmp_path / "desk", ignore=shutil.ignore_patterns("store", "out")
    )
    desk = open_desk(tmp_path / "desk")
    collect(desk)
    build(desk, date(2025, 1, 27), internal=False, out=tmp_path / "client", formats=(name.rsplit(".", 1)[1],))
    report = read_bytes((tmp_path / "client" / name).read_bytes())
    assert "\n".join(report.quote(b) for b in report.blocks) == report.text
