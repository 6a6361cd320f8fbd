"""``check --fix``: what is linked, what is left alone, and what a quoted number is marked as."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner

from tieout.compose import Issue, compose
from tieout.compose.fixing import fix
from tieout.desk import Desk
from tieout.errors import IssueError
from tieout.model import Fact
from tieout.render.commands import check as check_command

DAY = date(2025, 1, 27)
TRAFFIC = "fact:site_traffic"


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("ChatGPT 访问量为 882.9M。", f"ChatGPT 访问量为 [882.9M]({TRAFFIC}/weekly_visits_m/ChatGPT)。"),
        ("ChatGPT 访问量约 883M。", f"ChatGPT 访问量约 [883M]({TRAFFIC}/weekly_visits_m/ChatGPT)。"),
        ("必应访问量为 412.7M。", f"必应访问量为 [412.7M]({TRAFFIC}/weekly_visits_m/Bing)。"),
        (
            "文心一言访问量环比下降 17.36%。",
            f"文心一言访问量环比下降 [17.36%]({TRAFFIC}/visits_wow_pct/文心一言)。",
        ),
        (
            "A100-40G 在腾讯云的价格为 28.64 元。",
            "A100-40G 在腾讯云的价格为 [28.64 元](fact:compute_rental/price_per_hour/A100-40G/腾讯云)。",
        ),
        (
            "ChatGPT、Bing 访问量为 882.9M、412.7M；Canva 访问量为 187.0M。",
            None,  # two subjects before two numbers: which is whose is not told
        ),
        ("Bing 访问量为 882.9M。", None),  # another subject's value
        ("ChatGPT 停留时长为 882.9M。", None),  # another column's
        ("访问量最高的有 882.9M。", None),  # nobody is named
        ("ChatGPT 访问量增长 17.36%。", None),  # nothing of that value
        ("2025 年 A100-40G 仍紧张。", None),  # no quantity
    ],
)
def test_a_bare_number_is_linked_where_one_fact_fits(
    written: Callable[..., Desk], text: str, linked: str | None
) -> None:
    desk = written(f"# 一\n\n{text}\n")
    path = desk.issue_path(DAY)
    before = path.read_bytes()
    done = fix(desk, DAY)
    if linked is None:
        assert done == () or "Canva" in text
        assert f"{text}\n" in path.read_text("utf-8") or "Canva" in text
        if "Canva" not in text:
            assert path.read_bytes() == before
        return
    assert f"\n{linked}\n" in path.read_text("utf-8")
    assert compose(desk, DAY).bare == () and len(done) == 1
    assert str(done[0]).startswith("2025-01-27.md:11:")


LISTS = [
    (
        "ChatGPT、必应访问量分别为 882.9M、412.7M。",
        [("882.9M", "weekly_visits_m/ChatGPT"), ("412.7M", "weekly_visits_m/Bing")],
    ),
    (
        "ChatGPT 和 Bing 访问量环比分别增长 0.93% 和 0.10%。",
        [("0.93%", "visits_wow_pct/ChatGPT"), ("0.10%", "visits_wow_pct/Bing")],
    ),
    (
        "访问量前三位分别为 ChatGPT（882.9M）、Bing（412.7M）和 Canva（166.7M）。",
        [
            ("882.9M", "weekly_visits_m/ChatGPT"),
            ("412.7M", "weekly_visits_m/Bing"),
            ("166.7M", "weekly_visits_m/Canva"),
        ],
    ),
    ("访问量环比增速第一为 QuillBot（5.60%）。", [("5.60%", "visits_wow_pct/QuillBot")]),
    ("ChatGPT、Bing、Canva 访问量分别为 882.9M、412.7M。", []),  # three names, two numbers
    ("ChatGPT、Bing 访问量分别为 412.7M、882.9M。", []),  # the wrong way round
]


@pytest.mark.parametrize(("text", "linked"), LISTS)
def test_numbers_of_a_list_belong_to_its_names_one_by_one(
    written: Callable[..., Desk], text: str, linked: list[tuple[str, str]]
) -> None:
    desk = written(f"# 一\n\n{text}")
    done = fix(desk, DAY)
    assert [(d.text, d.address) for d in done] == [(t, f"{TRAFFIC}/{key}") for t, key in linked]


def test_a_list_over_the_second_part_of_a_subject(written: Callable[..., Desk]) -> None:
    desk = written("# 一\n\nA100-40G 在腾讯云、阿里云的价格分别为 28.64 元、31.58 元。")
    assert [d.address.rpartition("/")[2] for d in fix(desk, DAY)] == ["腾讯云", "阿里云"]


def test_windows_line_ends_stay(written: Callable[..., Desk]) -> None:
    desk = written("# 一\n\nChatGPT 访问量为 882.9M。")
    path = desk.issue_path(DAY)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(fix(desk, DAY)) == 1
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf+++\r\n") and data.count(b"\n") == data.count(b"\r\n")


def test_the_headline_is_linked_too(written: Callable[..., Desk]) -> None:
    head = '+++\ntieout = 1\ndate = 2025-01-27\ntitle = "QuillBot 访问量环比增长 5.60%"\n+++\n'
    desk = written("# 一", head=head)
    fix(desk, DAY)
    line = desk.issue_path(DAY).read_text("utf-8").splitlines()[3]
    assert line == f'title = "QuillBot 访问量环比增长 [5.60%]({TRAFFIC}/visits_wow_pct/QuillBot)"'


def test_check_fix_on_the_command_line(written: Callable[..., Desk]) -> None:
    desk = written("# 一\n\nChatGPT 访问量为 882.9M，另有 3 家。")
    ran = CliRunner().invoke(check_command, [str(desk.path), "2025-01-27", "--fix"], standalone_mode=False)
    assert ran.return_value == 1 and "已绑定 (linked) 2025-01-27.md:11:14" in ran.stderr
    assert "2025-01-27.md:11:69\t3 家\t没有依据 NO EVIDENCE" in ran.stdout


# --- sources --------------------------------------------------------------------------------------

PAGE = "星际之门项目初始投资 1000 亿美元。公司预计未来四年追加至 5000 亿美元。\n月活用户达到 3 亿。"


def statements(issue: Issue) -> dict[str, Fact]:
    return {
        s.fact: issue.facts[s.fact]
        for s in issue.report.spans
        if s.fact.startswith("src:") and "#q=" in s.fact
    }


def paged(desk: Desk, words: str = PAGE) -> str:
    key = desk.snapshots.put(
        words.encode(),
        name="news.txt",
        media_type="text/plain",
        origin="x",
        at=datetime(2025, 1, 26, tzinfo=UTC),
    )
    desk.snapshots.describe(key, {"title": "新闻"})
    return key[:12]


def test_numbers_of_a_paragraph_with_a_source_are_bound_to_its_passages(written: Callable[..., Desk]) -> None:
    desk = written("# 一")
    key = paged(desk)
    body = f"# 一\n\n星际之门[初始投资 1000 亿美元](src:{key}#q=初始投资%201000%20亿美元)，预计四年追加至 5000 亿美元。"
    (done,) = fix(written(body), DAY)
    assert done.text == "5000 亿美元" and done.address.startswith(f"src:{key}#q=公司预计未来四年")
    issue = compose(desk, DAY, strict=True)
    assert {f.nature for f in statements(issue).values()} == {"claim", "forecast"}


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        ("创始人称月活达到 {}。", "claim"),
        ("公司计划把投资提高到 {}。", "plan"),
        ("公司预计达到 {}。", "forecast"),
        ("去年的计划没有完成。今年达到 {}。", "claim"),
    ],
)
def test_a_quoted_number_says_what_it_is(written: Callable[..., Desk], text: str, nature: str) -> None:
    desk = written("# 一")
    link = f"[3 亿](src:{paged(desk)}#q=月活用户达到%203%20亿)"
    issue = compose(written(f"# 一\n\n{text.format(link)}"), DAY)
    (fact,) = statements(issue).values()
    assert fact.nature == fact.as_json()["nature"] == nature


def test_an_author_may_say_what_it_is(written: Callable[..., Desk]) -> None:
    desk = written("# 一")
    link = f"[3 亿](src:{paged(desk)}#q=月活用户达到%203%20亿&as=plan)"
    issue = compose(written(f"# 一\n\n月活达到 {link}。"), DAY)
    assert [f.nature for f in statements(issue).values()] == ["plan"]
    with pytest.raises(IssueError, match="claim, forecast, plan"):
        compose(written(f"# 一\n\n月活达到 {link.replace('plan', 'hope')}。"), DAY)


def test_evidence_tells_the_nature(written: Callable[..., Desk]) -> None:
    from tieout.render.json import evidence_json

    desk = written("# 一")
    link = f"[3 亿](src:{paged(desk)}#q=月活用户达到%203%20亿)"
    issue = compose(written(f"# 一\n\n公司预计月活达到 {link}。"), DAY)
    facts = json.loads(evidence_json(issue.report, issue.facts))["facts"]
    assert [f.get("nature") for k, f in facts.items() if "#q=" in k] == ["forecast"]


def test_a_paragraph_names_its_source_once(written: Callable[..., Desk]) -> None:
    desk = written("# 一")
    key = paged(desk)
    body = f"# 一\n\n[](src:{key})项目[初始投资 1000 亿美元](src:#q=初始投资%201000%20亿美元)，月活 3 亿。"
    (done,) = fix(written(body), DAY)
    assert done.address.startswith(f"src:{key}#q=月活用户")
    issue = compose(desk, DAY, strict=True)
    assert "项目初始投资 1000 亿美元，月活 3 亿。" in issue.report.text
    assert len(statements(issue)) == 2 and all(k.startswith(f"src:{key}#q=") for k in statements(issue))
    for link, words in (
        ("[3 亿](src:#q=月活)", "a quote says no source"),
        ("[](src:ffffffffff)甲", "no snapshot begins with"),
    ):
        with pytest.raises(IssueError, match=words):
            compose(written(f"# 一\n\n{link}"), DAY)
