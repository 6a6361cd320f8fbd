"""Composing: every number bound, tables as printed, what is missing said."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.compose import Issue, compose
from tieout.desk import Desk, collect
from tieout.errors import GapError, IssueError, UnknownFact
from tieout.model import Span

DAY = date(2025, 1, 27)


def prose(issue: Issue) -> list[str]:
    return [
        issue.report.quote(b)
        for b in issue.report.blocks
        if b.zone == "body" and b.type != "table" and "part" not in b.attrs
    ]


def body_spans(issue: Issue) -> list[Span]:
    """The bound stretches of the body; the cover has a box of its own."""
    body = [b for b in issue.report.blocks if b.zone == "body"]
    return [s for s in issue.report.spans if body[0].start <= s.start < body[-1].end]


# --- the example ----------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2024-07-07", "2024-10-21", "2025-01-27"])
def test_examples_build_strictly(example: Desk, day: str) -> None:
    issue = compose(example, date.fromisoformat(day), strict=True)
    assert issue.gaps == () and issue.bare == ()
    assert issue.report.warnings == ()


def test_text_is_the_blocks_joined(issue: Issue) -> None:
    report = issue.report
    assert "\n".join(report.quote(b) for b in report.blocks) == report.text


def test_every_span_shows_a_fact_that_ends_in_cells(issue: Issue) -> None:
    assert len(issue.report.spans) > 250
    for span in issue.report.spans:
        fact = issue.facts[span.fact]
        assert issue.report.quote(span).strip()
        assert tuple(str(f.key) for f in fact.inputs) == span.inputs
        assert fact.cells()
        kept = "2025-01-21-stargate.txt" if span.fact.startswith("src:") else "inbox/"
        assert all(c.note.startswith(kept) and "#" in c.note for c in fact.cells())


def test_every_cell_of_a_table_is_where_it_says(issue: Issue) -> None:
    for table in issue.report.tables:
        for row, places in zip(table.rows, table.cells, strict=True):
            for cell, (start, end) in zip(row, places, strict=True):
                assert (start, end) == (0, 0) or issue.report.text[start:end] == cell


def test_meta_and_cover(issue: Issue) -> None:
    meta = issue.report.meta
    assert meta.title == "低价 A100-80G 转紧，QuillBot 访问量环比增长 5.60%"
    assert (meta.industry_rating, meta.rating_action) == ("推荐", "维持")
    assert [a.licence for a in meta.analysts] == ["S0000000000001", "S0000000000002"]
    assert [r.date for r in meta.related] == [date(2024, 10, 21), date(2024, 7, 7)]
    cover = [issue.report.quote(b) for b in issue.report.blocks if b.zone == "cover"]
    assert cover[:6] == [
        "2025年01月27日",
        "示例证券",
        "EXAMPLE SECURITIES",
        meta.title,
        "—人工智能行业周报",
        "推荐(维持)",
    ]


def test_contents_are_the_headings(issue: Issue) -> None:
    blocks, quote = issue.report.blocks, issue.report.quote
    entries = {b.attrs["target"]: quote(b) for b in blocks if b.attrs.get("part") == "entry"}
    anchors = {b.attrs["id"]: quote(b) for b in blocks if b.zone == "body" and "id" in b.attrs}
    assert entries == anchors
    assert list(entries.values())[:3] == [
        "1、算力动态：低价机型转为紧张",
        "2、AI 应用动态：QuillBot 环比增速居首",
        "2.1、流量跟踪",
    ]
    figures = [e for e in entries.values() if e.startswith("图表")]
    assert figures[0] == "图表 1：本周算力租赁情况"
    assert figures[-1].endswith("：重点关注公司及盈利预测")
    assert [f.partition("：")[0] for f in figures] == [f"图表 {n}" for n in range(1, len(figures) + 1)]


def test_tables_as_printed(issue: Issue) -> None:
    printed = [t for t in issue.report.tables if (t.figure or "").startswith("图表")]
    rental, traffic = (next(t for t in printed if t.tracker == n) for n in ("compute_rental", "site_traffic"))
    coverage = printed[-1]
    assert [rental.figure, rental.caption] == ["图表 1", "本周算力租赁情况"]
    assert rental.rows[1] == ("A100-40G", "12", "94", "可自定, 额外收费", "阿里云", "31.58/元", "0.00%")
    assert rental.cells[1][0] == (0, 0)
    assert rental.rows[2][-2:] == ("——", "——")
    assert issue.report.text[rental.start : rental.end].split("\n")[2].startswith("\t12\t94\t")
    assert traffic.rows[8] == ("QuillBot", "释义工具", "QuillBot", "12.830", "5.60%", "3:48", "1.79%")
    assert coverage.columns == (
        "公司代码",
        "名称",
        "2025-01-27 股价",
        "EPS 2023",
        "EPS 2024E",
        "EPS 2025E",
        "PE 2023",
        "PE 2024E",
        "PE 2025E",
        "投资评级",
    )
    assert coverage.rows[2] == (
        "688256.SH", "寒武纪-U", "572.00", "-2.04", "-1.21", "-0.50", "-280.39", "-472.73", "-1144.00", "买入",
    )  # fmt: skip
    assert coverage.fields[6] == "pe_2023a"


def test_block_prints_its_own_date(issue: Issue) -> None:
    notes = [issue.report.quote(b) for b in issue.report.blocks if b.attrs.get("part") == "note"]
    # Traffic has its window in the caption, coverage its price date in the header: no note for these.
    assert set(notes) == {"注：数据日期为 2025-01-27", "注：数据日期为 2025-01-20 至 2025-01-24"}


def test_cover_section_is_not_in_the_body(issue: Issue) -> None:
    assert "投资要点" not in [t.partition("、")[2] for t in prose(issue)]


# --- links ----------------------------------------------------------------------------------------


def test_empty_links_are_filled_and_typed_ones_checked(written: Callable[..., Desk]) -> None:
    body = (
        "# 流量\n\nChatGPT 为 [](fact:site_traffic/weekly_visits_m/ChatGPT)，约 [883M](fact:site_traffic/weekly_visits_m/ChatGPT)，"
        "文心一言环比下降 [17.36%](fact:site_traffic/visits_wow_pct/文心一言)，"
        "停留 [3:17](fact:site_traffic/avg_duration_s/Kimi)，[必应](fact:site_traffic/app/Bing) 居次。"
    )
    issue = compose(written(body), DAY, strict=True)
    assert prose(issue)[1] == "ChatGPT 为 882.9M，约 883M，文心一言环比下降 17.36%，停留 3:17，必应 居次。"
    spans = [issue.report.quote(s) for s in body_spans(issue)]
    assert spans == ["882.9M", "883M", "17.36%", "3:17", "必应"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("[882.8M](fact:site_traffic/weekly_visits_m/ChatGPT)", "“882.8M” is stated, the fact is 882.9M"),
        ("增长 [17.36%](fact:site_traffic/visits_wow_pct/文心一言)", "the fact is -17.36%"),
        ("下降 [0.93%](fact:site_traffic/visits_wow_pct/ChatGPT)", "the fact is 0.93%"),
        ("[882.9M 与 412.7M](fact:site_traffic/weekly_visits_m/ChatGPT)", "holds 2 numbers"),
        ("[很多](fact:site_traffic/weekly_visits_m/ChatGPT)", "holds no number"),
        ("[Canva](fact:site_traffic/app/Bing)", "“Canva” is stated"),
        ("[6:35](fact:site_traffic/avg_duration_s/ChatGPT)", "the fact is 6:34"),
    ],
)
def test_a_wrong_text_is_refused_with_its_place(written: Callable[..., Desk], link: str, words: str) -> None:
    with pytest.raises(IssueError) as caught:
        compose(written(f"# 流量\n\n文 {link} 末。"), DAY)
    assert words in str(caught.value)
    assert "2025-01-27.md:11:" in str(caught.value)


@pytest.mark.parametrize(
    ("link", "candidate"),
    [
        ("fact:site_traffic/weekly_visits/ChatGPT", "site_traffic/weekly_visits_m/ChatGPT"),
        ("fact:site_traffic/weekly_visits_m/ChatGTP", "site_traffic/weekly_visits_m/ChatGPT"),
        ("fact:coverage/pe_2026e/002230.SZ", "coverage/pe_2025e/002230.SZ"),
        ("fact:site_trafic/weekly_visits_m/ChatGPT", "site_traffic"),
        ("sentence:site_traffic/sumary", "sentence:site_traffic/summary"),
        ("fact:site_traffic/weekly_visits_m", "site_traffic/weekly_visits_m/"),
    ],
)
def test_an_unknown_fact_names_the_nearest(written: Callable[..., Desk], link: str, candidate: str) -> None:
    with pytest.raises(UnknownFact) as caught:
        compose(written(f"# 流量\n\n文 []({link})"), DAY)
    error = caught.value
    assert (error.line, error.column) == (11, 3)  # type: ignore[attr-defined]
    assert candidate in "".join(error.candidates)  # type: ignore[attr-defined]


def test_aliases_and_percent_encoding_in_links(written: Callable[..., Desk]) -> None:
    body = "# 流量\n\n[](fact:site_traffic/weekly_visits_m/必应) [](fact:coverage/price/SZ002230) [](fact:coverage/rating/科大讯飞)"
    issue = compose(written(body), DAY)
    assert prose(issue)[1] == "412.7M 50.68 元 买入"


def test_another_period_has_keys_of_its_own(written: Callable[..., Desk]) -> None:
    body = "# 流量\n\n由 [](fact:site_traffic/weekly_visits_m/ChatGPT@2024-10-18) 到 [](fact:site_traffic/weekly_visits_m/ChatGPT)"
    issue = compose(written(body), DAY)
    assert [s.fact for s in body_spans(issue)] == [
        "site_traffic/weekly_visits_m/ChatGPT@2024-10-18",
        "site_traffic/weekly_visits_m/ChatGPT",
    ]
    assert [issue.facts[s.fact].value for s in body_spans(issue)] == [Decimal("816.0"), Decimal("882.9")]


@pytest.mark.parametrize("period", ["2024-10-14..2024-10-18", "2024-10-18"])
def test_a_table_of_another_period(written: Callable[..., Desk], period: str) -> None:
    issue = compose(written(f"# 流量\n\n![](table:site_traffic@{period})"), DAY, strict=True)
    (table,) = (t for t in issue.report.tables if t.tracker == "site_traffic")
    assert table.caption == "2024.10.14-2024.10.18 AI 相关网站流量"
    assert table.rows[0][3] == "816.0"
    assert body_spans(issue)[0].fact == f"site_traffic/app/ChatGPT@{period}"


@pytest.mark.parametrize("period", ["2024-10-17", "2024-10-15..2024-10-18", "last%20week"])
def test_a_period_nobody_collected_is_a_gap(written: Callable[..., Desk], period: str) -> None:
    body = f"# 流量\n\n[](fact:site_traffic/weekly_visits_m/ChatGPT@{period})"
    with pytest.raises(GapError, match="period"):
        compose(written(body), DAY, strict=True)


def test_derived_facts_by_their_operator(written: Callable[..., Desk]) -> None:
    issue = compose(
        written("# 流量\n\n[](fact:site_traffic/weekly_visits_m.top)；[](fact:coverage/pe_2024e/002230.SZ)"),
        DAY,
    )
    assert prose(issue)[1] == "ChatGPT、Bing、Canva；126.70 倍"
    top = issue.facts["site_traffic/weekly_visits_m.top"]
    assert top.operator == "top_k" and len(top.inputs) == 13


def test_a_word_that_turns_a_filled_number_is_doubted(written: Callable[..., Desk]) -> None:
    issue = compose(written("# 流量\n\nChatGPT 环比下降 [](fact:site_traffic/visits_wow_pct/ChatGPT)。"), DAY)
    (doubt,) = issue.report.warnings
    assert doubt.code == "direction" and "2025-01-27.md:11:14" in doubt.message


# --- what is missing ------------------------------------------------------------------------------


def drop_row(folder: Path, name: str, first_cell: str) -> None:
    path = folder / "inbox" / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(first_cell)]
    assert len(kept) == len(lines) - 1
    path.write_text("".join(kept), "utf-8")


def test_a_missing_member_is_marked_and_listed(fresh: Callable[..., Desk]) -> None:
    desk = fresh(lambda folder: drop_row(folder, "2025-01-27-site_traffic.csv", "Perplexity"))
    issue = compose(desk, DAY)
    (gap,) = issue.gaps
    assert (gap.tracker, gap.subject, gap.period) == (
        "site_traffic",
        ("Perplexity",),
        "2025-01-20..2025-01-24",
    )
    assert "应用 = Perplexity" in gap.supply and "site_traffic" in gap.supply
    table = next(t for t in issue.report.tables if t.tracker == "site_traffic")
    assert table.rows[-1][0] == "Perplexity" and table.rows[-1][3] == "—（未获取）"
    assert "Perplexity 访问量为 —（未获取）" in issue.report.text
    assert "22.72" not in issue.report.text and "18.80" not in issue.report.text


def test_strict_refuses_a_gap_by_name(fresh: Callable[..., Desk]) -> None:
    desk = fresh(lambda folder: drop_row(folder, "2025-01-27-site_traffic.csv", "Gemini"))
    with pytest.raises(GapError) as caught:
        compose(desk, DAY, strict=True)
    assert caught.value.gaps == ["site_traffic/Gemini"]  # type: ignore[attr-defined]
    assert "Gemini" in str(caught.value) and "tieout collect" in str(caught.value)


def test_last_weeks_figures_do_not_stand_in(fresh: Callable[..., Desk]) -> None:
    desk = fresh(lambda folder: (folder / "inbox" / "2025-01-27-site_traffic.csv").unlink())
    issue = compose(desk, DAY)
    assert {g.tracker for g in issue.gaps} == {"site_traffic"}
    assert {g.subject for g in issue.gaps} >= {("ChatGPT",), ("Perplexity",)}
    assert all(g.stale for g in issue.gaps if g.subject)
    assert "the latest period on the desk is 2024-10-14..2024-10-18" in issue.gaps[0].reason
    text = issue.report.text
    assert "访问量环比增长 —（未获取）" in (issue.report.meta.title or "")
    assert all(r.code == "gap" for r in issue.report.warnings)
    traffic = next(t for t in issue.report.tables if t.tracker == "site_traffic")
    assert traffic.records == () and len(traffic.rows) == 13
    assert "408.4" not in text


def test_the_period_of_the_issue_before_is_not_this_weeks(fresh: Callable[..., Desk]) -> None:
    def change(folder: Path) -> None:
        (folder / "inbox" / "2025-01-27-coverage.csv").unlink()
        old = folder / "issues" / "2025-01-27.md"
        text = old.read_text("utf-8").replace("date = 2025-01-27", "date = 2024-10-28", 1)
        (folder / "issues" / "2024-10-28.md").write_text(text, "utf-8")

    desk = fresh(change)
    with pytest.raises(GapError) as caught:
        compose(desk, date(2024, 10, 28), strict=True)
    assert "is that of the issue of 2024-10-21" in str(caught.value)


def test_front_matter_may_name_an_older_period(written: Callable[..., Desk]) -> None:
    head = '+++\ntieout = 1\ndate = 2025-01-27\ntitle = "x"\n[as_of]\nsite_traffic = 2024-10-20\n+++\n'
    issue = compose(written("# 流量\n\n[](fact:site_traffic/weekly_visits_m/ChatGPT)", head=head), DAY)
    assert prose(issue)[1] == "816.0M" and issue.gaps == ()


def test_as_of_reads_history_as_it_was_known(example: Desk) -> None:
    early = compose(example, DAY, as_of=datetime(2025, 1, 27, 0, tzinfo=UTC))
    assert {g.tracker for g in early.gaps} >= {"compute_rental", "site_traffic", "coverage", "benchmark"}


def test_sold_out_is_not_missing(issue: Issue) -> None:
    assert "算力紧张，暂无报价" in issue.report.text
    assert issue.gaps == ()


def test_an_empty_cell_is_a_gap(fresh: Callable[..., Desk]) -> None:
    def blank(folder: Path) -> None:
        path = folder / "inbox" / "2025-01-27-compute_rental.csv"
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        rows[4][5] = ""
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    with pytest.raises(GapError) as caught:
        compose(fresh(blank), DAY, strict=True)
    assert caught.value.gaps == ["compute_rental/A100-80G/阿里云"]  # type: ignore[attr-defined]
    assert "its cell is empty" in str(caught.value)


# --- bare numbers, sections, sources --------------------------------------------------------------


def test_a_bare_number_is_found_with_facts_that_fit(written: Callable[..., Desk]) -> None:
    desk = written(
        "# 流量\n\nChatGPT 访问量为 882.9M，2025 年 A100-40G 报价 28.64 元。\n\n![](table:site_traffic)"
    )
    issue = compose(desk, DAY)
    assert [(b.text, str(b.place)) for b in issue.bare] == [("882.9M", "11:14"), ("28.64 元", "11:40")]
    assert issue.bare[0].nearest == ("site_traffic/weekly_visits_m/ChatGPT",)
    with pytest.raises(IssueError, match="2 numbers have no evidence"):
        compose(desk, DAY, strict=True)


def test_strict_wants_the_required_sections(written: Callable[..., Desk]) -> None:
    with pytest.raises(IssueError, match="风险提示"):
        compose(written("# 流量\n\n略。", rest="# 投资建议\n\n略。"), DAY, strict=True)


def test_a_rating_outside_the_standard_is_refused(written: Callable[..., Desk]) -> None:
    head = '+++\ntieout = 1\ndate = 2025-01-27\ntitle = "x"\nrating = "强推"\n+++\n'
    with pytest.raises(IssueError, match="推荐, 中性, 回避"):
        compose(written("# 一\n\n略。", head=head), DAY)


# --- outside statements ---------------------------------------------------------------------------


def test_a_statement_must_stand_in_its_source(written: Callable[..., Desk]) -> None:
    desk = written("# 一")
    page = "<html><body><p>The company raised 1.2 亿美元 in its B round.</p></body></html>".encode()
    key = desk.snapshots.put(
        page,
        name="news.html",
        media_type="text/html",
        origin="https://example.com",
        at=datetime(2025, 1, 26, tzinfo=UTC),
    )
    good = f"# 一\n\n融资 [1.2 亿美元](src:{key[:10]}#q=raised%201.2%20亿美元)。"
    issue = compose(written(good), DAY, strict=True)
    (span,) = body_spans(issue)
    assert span.fact.startswith("src:") and issue.facts[span.fact].cells()[0].kind == "statement"
    for link, words in (
        (f"[1.3 亿美元](src:{key[:10]}#q=raised%201.2%20亿美元)", "does not occur in the quote"),
        (f"[1.2 亿美元](src:{key[:10]}#q=got%201.2%20亿美元)", "does not occur in news.html"),
        (f"[1.2 亿美元](src:{key[:10]})", "has no quote"),
        ("[1.2 亿美元](src:ffff#q=x)", "no snapshot begins with"),
    ):
        with pytest.raises(IssueError, match=words):
            compose(written(f"# 一\n\n融资 {link}。"), DAY)


def test_collecting_again_changes_nothing_in_print(example: Desk, issue: Issue) -> None:
    assert collect(example).new == 0
    assert compose(example, DAY).report == issue.report
