"""Issue files: what is understood, and where an error is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tieout.desk.issuefile import Heading, Link, ListItem, Paragraph, TableRef, Words, parse_issue, read_issue
from tieout.errors import IssueError

HEAD = '+++\ntieout = 1\ndate = 2025-01-27\ntitle = "周报"\n+++\n'


def parse(body: str) -> tuple:
    return parse_issue(HEAD + body).blocks


def failure(text: str, name: str = "issue.md") -> IssueError:
    with pytest.raises(IssueError) as caught:
        parse_issue(text, Path(name))
    return caught.value


def test_blocks_know_their_kind_and_place() -> None:
    blocks = parse(
        "# 算力\n\n价格 **平稳**。\n\n1) 一\n2) 二\n   - 三\n\n![](table:site_traffic@2025-01-24)\n"
    )
    assert [type(b) for b in blocks] == [Heading, Paragraph, ListItem, ListItem, ListItem, TableRef]
    assert [str(b.place) for b in blocks] == ["6:3", "8:1", "10:4", "11:4", "12:6", "14:1"]
    assert [b.marker for b in blocks[2:5]] == ["1)", "2)", "•"]
    assert [b.level for b in blocks[2:5]] == [1, 1, 2]
    assert (blocks[5].tracker, blocks[5].period) == ("site_traffic", "2025-01-24")


def test_links_know_their_place_in_the_file() -> None:
    (block,) = parse(
        "价格 [28.64](fact:compute_rental/price_per_hour/A100-40G/腾讯云) 元，\n环比 [](fact:a/b) 末。\n"
    )
    links = [i for i in block.inlines if isinstance(i, Link)]
    assert [(x.scheme, x.text, str(x.place)) for x in links] == [
        ("fact", "28.64", "6:4"),
        ("fact", "", "7:4"),
    ]
    assert links[0].target == "compute_rental/price_per_hour/A100-40G/腾讯云"
    assert "".join(i.text for i in block.inlines) == "价格 28.64 元，环比  末。"


def test_encoded_parts_and_periods_stay_as_typed() -> None:
    (block,) = parse("[x](fact:site_traffic/weekly_visits_m/AI%2FX%20%28a%29@2025-01-20..2025-01-24)\n")
    assert block.inlines[0].target == "site_traffic/weekly_visits_m/AI%2FX%20%28a%29@2025-01-20..2025-01-24"


@pytest.mark.parametrize(
    ("source", "strong"),
    [
        ("**要点：**正文", "要点："),
        ("前文**（附注）**后文", "（附注）"),
        ("**增长 [](fact:a/b)**，其余", "增长 "),
        ("**plain** words", "plain"),
    ],
)
def test_emphasis_works_without_blanks_between_chinese(source: str, strong: str) -> None:
    (block,) = parse(source + "\n")
    assert [i.text for i in block.inlines if isinstance(i, Words) and i.strong] == [strong]
    assert "*" not in "".join(i.text for i in block.inlines)


def test_chinese_lines_join_without_a_blank() -> None:
    (zh,) = parse("第一行\n第二行\n")
    (en,) = parse("first line\nsecond line\n")
    assert "".join(i.text for i in zh.inlines) == "第一行第二行"
    assert "".join(i.text for i in en.inlines) == "first line second line"


def test_html_is_text() -> None:
    (block,) = parse("a <b>c</b> <script>x</script>\n")
    assert "".join(i.text for i in block.inlines) == "a <b>c</b> <script>x</script>"


def test_title_may_hold_links() -> None:
    doc = parse_issue('+++\ntieout = 1\ndate = 2025-01-27\ntitle = "增长 [](fact:a/b) 了"\n+++\n')
    assert [type(i).__name__ for i in doc.title] == ["Words", "Link", "Words"]
    assert str(doc.title[1].place) == "4:13"


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("tieout = 1\ndate = 2025-01-27\ntitel = 'x'", 4, "unknown front matter key 'titel'"),
        ("tieout = 2\ndate = 2025-01-27\ntitle = 'x'", 2, "not of version 1"),
        ("date = 2025-01-27\ntitle = 'x'", 1, "not of version 1"),
        ("tieout = 1\ndate = '2025-01-27'\ntitle = 'x'", 3, "date must be a date"),
        ("tieout = 1\ntitle = 'x'", 1, "has no 'date'"),
        ("tieout = 1\ndate = 2025-01-27\ntitle = '  '", 4, "empty title"),
        ("tieout = 1\ndate = 2025-01-27\ntitle = 'x'\n[as_of]\nsite_trafic = 2025-01-24", 6, "site_trafic"),
        ("tieout = 1\ndate = 2025-01-27\ntitle = 'x'\n[as_of]\nsite_traffic = 'x'", 6, "as_of.site_traffic"),
        ("tieout = 1\ndate = 2025-01-27\ntitle = 'x'\n[[related]]\ntitle = 'a'\nday = 1", 5, "'day'"),
        ("tieout = 1\ndate = 2025-01-27\ntitle = 'x", 4, "TOML syntax"),
        ("tieout = 1\ndate = 2025-01-27\ntitle = 'x'\ncover_tables = ['coverag']", 5, "coverag"),
    ],
)
def test_front_matter_errors_name_the_line(front: str, line: int, words: str) -> None:
    error = failure(f"+++\n{front}\n+++\n\ntext\n")
    assert error.line == line  # type: ignore[attr-defined]
    assert words in str(error)


def test_unknown_key_names_the_nearest() -> None:
    error = failure("+++\ntieout = 1\ndate = 2025-01-27\ntitle = 'x'\nrating-action = '维持'\n+++\n")
    assert error.nearest == "rating_action"  # type: ignore[attr-defined]
    assert "write 'rating_action'" in str(error)


@pytest.mark.parametrize(
    ("body", "place", "words"),
    [
        ("甲 [1](fact:a/b c) 乙", "6:3", "does not end"),
        ("甲 [1](fakt:a/b) 乙", "6:3", "write fact:"),
        ("甲 [1](table:site_traffic)", "6:3", "table is linked as text"),
        ("![](table:site_trafic)", "6:1", "site_traffic"),
        ("![](picture.png)", "6:1", "must be a table"),
        ("文 ![](table:site_traffic)", "6:3", "inside a paragraph"),
        ("> 引文", "6:1", "block quotation"),
        ("```\ncode\n```", "6:1", "code block"),
    ],
)
def test_body_errors_name_line_and_column(body: str, place: str, words: str) -> None:
    error = failure(HEAD + body + "\n")
    assert f"issue.md:{place}:" in str(error)
    assert words in str(error)


def test_the_name_of_the_file_must_be_its_date() -> None:
    error = failure(HEAD, "2025-01-26.md")
    assert "is dated 2025-01-27 but named 2025-01-26.md" in str(error)


def test_a_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    with pytest.raises(IssueError, match="there is no issue file"):
        read_issue(tmp_path / "2025-01-27.md")


def test_windows_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "2025-01-27.md"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "# 甲\n\n乙\n").replace("\n", "\r\n").encode())
    assert len(read_issue(path).blocks) == 2
