"""Two people on one issue: sections in files, named paragraphs, slots, status."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner

from tieout.compose import Issue, compose
from tieout.compose.statusing import status_of
from tieout.desk import Desk, open_desk
from tieout.desk.issuefile import parse_issue, plain_text
from tieout.errors import IssueError
from tieout.render.commands import check as check_command
from tieout.render.issue_commands import status as status_command

DAY = date(2025, 1, 27)
CHATGPT = "[](fact:site_traffic/weekly_visits_m/ChatGPT)"


def part(desk: Desk, name: str, text: str) -> None:
    folder = desk.path / "issues" / "2025-01-27"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def cover(issue: Issue) -> list[str]:
    blocks = list(issue.report.blocks)
    begin = next(i for i, b in enumerate(blocks) if b.attrs.get("part") == "points")
    found = []
    for block in blocks[begin + 1 :]:
        if block.zone != "cover" or "part" in block.attrs:
            break
        found.append(issue.report.quote(block))
    return found


# --- files of sections ----------------------------------------------------------------------------


def test_sections_follow_in_the_order_of_their_names(written: Callable[..., Desk]) -> None:
    desk = written("# 一\n\n甲。")
    part(desk, "20-b.md", "# 三\n\n丙。\n")
    part(desk, "10-a.md", '+++\nowner = "周文静"\nstatus = "review"\n+++\n\n# 二\n\n乙。\n')
    doc = compose(desk, DAY).doc
    assert [plain_text(b.inlines) for b in doc.blocks][-4:] == ["二", "乙。", "三", "丙。"]
    assert [(p.file, p.owner, p.status) for p in doc.parts] == [
        ("", "", ""),
        ("2025-01-27/10-a.md", "周文静", "review"),
        ("2025-01-27/20-b.md", "", ""),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# 二\n\n[](fact:site_traffic/visits/ChatGPT)", "2025-01-27/10-a.md:3:1: nobody has the fact"),
        (
            "# 二\n\n[883M](fact:site_traffic/weekly_visits_m/Bing)",
            "2025-01-27/10-a.md:3:1: “883M” is stated",
        ),
        ('+++\nowner = "a"\nstate = "x"\n+++\n', "2025-01-27/10-a.md:3:1: unknown front matter key 'state'"),
        (
            '+++\nstatus = "reday"\n+++\n',
            "2025-01-27/10-a.md:2:1: there is no status 'reday'. Next: write 'ready'",
        ),
        ("+++\nowner = 3\n+++\n", "2025-01-27/10-a.md:2:1: owner must be"),
        ("+++\nowner\n", "2025-01-27/10-a.md:1:1: has front matter without an end"),
        ("> 引", "2025-01-27/10-a.md:1:1: holds a block quotation"),
    ],
)
def test_errors_name_the_sections_own_file(written: Callable[..., Desk], text: str, words: str) -> None:
    desk = written("# 一")
    part(desk, "10-a.md", text)
    with pytest.raises(IssueError) as caught:
        compose(desk, DAY)
    assert words in str(caught.value)
    assert str(caught.value.path).endswith("issues/2025-01-27/10-a.md")  # type: ignore[attr-defined]


def test_status_by_section(written: Callable[..., Desk]) -> None:
    desk = written("# 投资要点\n\n好。")
    part(
        desk,
        "10-a.md",
        '+++\nowner = "周文静"\nstatus = "draft"\n+++\n\n# 流量\n\n有 3 家。<!-- 待写：谁 -->\n',
    )
    part(desk, "20-b.md", f'+++\nowner = "李明远"\nstatus = "ready"\n+++\n\n# 算力\n\n{CHATGPT}。\n')
    found = status_of(compose(desk, DAY), None)
    by_title = {s.title: s for s in found.sections}
    first, second = by_title["流量"], by_title["算力"]
    assert (first.owner, first.status, first.done) == ("周文静", "draft", False)
    assert {k: v for k, v in first.counts.items() if v} == {"unbound": 1, "slot": 1, "status": 1}
    assert (second.owner, second.status, second.done) == ("李明远", "ready", True)
    assert "行情复盘" in found.missing_sections and not found.ready
    ran = CliRunner().invoke(status_command, [str(desk.path), "2025-01-27"], standalone_mode=False)
    assert ran.return_value == 1
    assert "2025-01-27/10-a.md:6\t流量\t周文静 draft\t没有依据 1，待写 1，未完成 1" in ran.stdout
    ran = CliRunner().invoke(
        status_command, [str(desk.path), "2025-01-27", "--format", "json"], standalone_mode=False
    )
    data = json.loads(ran.stdout)
    assert data["ready"] is False
    assert next(s for s in data["sections"] if s["title"] == "流量")["unbound"] == 1
    assert {p["section"] for p in data["problems"]} == {"流量"}


def test_check_names_the_file_of_each_number(written: Callable[..., Desk]) -> None:
    desk = written("# 一")
    part(desk, "10-a.md", f"# 二\n\n{CHATGPT}，另有 3 家。\n")
    ran = CliRunner().invoke(check_command, [str(desk.path), "2025-01-27"], standalone_mode=False)
    assert "2025-01-27/10-a.md:3:1\t882.9M" in ran.stdout
    assert "2025-01-27/10-a.md:3:50\t3 家" in ran.stdout


# --- comments and slots ---------------------------------------------------------------------------

HEAD = '+++\ntieout = 1\ndate = 2025-01-27\ntitle = "周报"\n+++\n'


def test_comments_are_not_printed_and_slots_are_kept() -> None:
    doc = parse_issue(
        HEAD
        + "# 一\n\n甲<!-- 备注 -->乙。\n\n<!-- 待写：谁\n在涨 -->\n\n<!-- note -->\n\n- 丙<!-- To write: why -->\n"
    )
    assert [plain_text(b.inlines) for b in doc.blocks] == ["一", "甲乙。", "丙"]
    assert [(s.text, str(s.place)) for s in doc.slots] == [("谁 在涨", "10:1"), ("why", "15:4")]


def test_places_behind_a_comment_stay_right() -> None:
    doc = parse_issue(HEAD + "甲<!-- 备注 -->乙 [](fact:a/b)\n")
    assert [str(i.place) for i in doc.blocks[0].inlines] == ["6:1", "6:13", "6:15"]


# --- references -----------------------------------------------------------------------------------

BODY = (
    "# 投资要点\n\n{points}\n\n# 流量\n\n"
    f"头部平稳。ChatGPT 访问量为 {CHATGPT}，居首。{{#top}}其余回落。{{#all}}\n"
)


def test_the_cover_repeats_a_paragraph_or_a_sentence(written: Callable[..., Desk]) -> None:
    body = BODY.replace("{points}", "[](para:all)\n\n[](sentence:#top)\n\n要点：[](sentence:#all)")
    issue = compose(written(body), DAY)
    assert cover(issue) == [
        "头部平稳。ChatGPT 访问量为 882.9M，居首。其余回落。",
        "ChatGPT 访问量为 882.9M，居首。",
        "要点：其余回落。",
    ]
    assert "{#" not in issue.report.text
    shown = [issue.report.quote(s) for s in issue.report.spans if s.fact.endswith("visits_m/ChatGPT")]
    assert shown == ["882.9M"] * 3


def test_a_generated_sentence_may_be_named(written: Callable[..., Desk]) -> None:
    body = "# 投资要点\n\n[](para:x)\n\n# 流量\n\n[](sentence:site_traffic/summary){#x}\n"
    issue = compose(written(body), DAY, strict=True)
    assert cover(issue)[0].startswith("访问量") or "ChatGPT" in cover(issue)[0]
    assert issue.report.text.count(cover(issue)[0]) == 2


def test_own_wording_has_its_numbers_linked(written: Callable[..., Desk]) -> None:
    body = BODY.replace("{points}", "[ChatGPT 约 883M，仍是第一](para:top)")
    issue = compose(written(body), DAY, strict=True)
    assert cover(issue) == ["ChatGPT 约 883M，仍是第一"]
    (span,) = [s for s in issue.report.spans if issue.report.quote(s).endswith("883M")]
    assert span.fact == "site_traffic/weekly_visits_m/ChatGPT"


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (
            "[ChatGPT 为 884M](para:top)",
            "2025-01-27.md:11:12: “884M” is not what {#top} says. Next: correct the number (it says 882.9M)",
        ),
        (
            "[必应居首](para:top)",
            "2025-01-27.md:11:2: “必应” is not named by {#top}. Next: correct the name (it speaks of ChatGPT)",
        ),
        ("[](para:topp)", "2025-01-27.md:11:1: no paragraph is named {#topp}. Next: write one of: top"),
        ("[](para:self){#self}", "{#self} refers to itself"),
        ("甲{#top}", "the name {#top} is taken already, at 2025-01-27.md:11:2"),
    ],
)
def test_a_reference_that_is_wrong(written: Callable[..., Desk], points: str, words: str) -> None:
    with pytest.raises(IssueError) as caught:
        compose(written(BODY.replace("{points}", points)), DAY)
    assert words in str(caught.value)


def test_own_wording_may_spell_a_name_in_another_way(written: Callable[..., Desk]) -> None:
    body = "# 投资要点\n\n[文心一言与科大讯飞](para:x)\n\n# 流量\n\nERNIE Bot、iFLYTEK 有变化。{#x}\n"
    assert cover(compose(written(body), DAY)) == ["文心一言与科大讯飞"]


FALLS = (
    "# 投资要点\n\n{points}\n\n# 流量\n\nKimi 环比下降 [3.98%](fact:site_traffic/visits_wow_pct/Kimi)，"
    "未来智能融资[](fact:funding/amount/未来智能)。{{#both}}\n"
)


@pytest.mark.parametrize(
    ("own", "refused"),
    [
        ("Kimi 环比下降 3.98%", ""),
        ("Kimi 环比变动 -3.98%", ""),
        (
            "Kimi 环比增长 3.98%",
            "“3.98%” is not what {#both} says. Next: correct the number (it says -3.98%)",
        ),
        ("Kimi 环比下降近 4%", ""),
        ("Kimi 环比下降近 3%", "“3%” is not what {#both} says"),
        ("未来智能融资数千万元人民币", ""),
        ("未来智能融资数亿元人民币", "“数亿元人民币” is not what {#both} says"),
        ("两家公司都有变化，一季度再看", ""),
    ],
)
def test_cover_and_body_cannot_disagree(written: Callable[..., Desk], own: str, refused: str) -> None:
    desk = written(FALLS.format(points=f"[{own}](para:both)"))
    if not refused:
        assert cover(compose(desk, DAY, strict=True)) == [own]
        return
    with pytest.raises(IssueError) as caught:
        compose(desk, DAY)
    assert refused in str(caught.value)


def test_a_section_that_two_people_wrote_is_said_with_both_places(written: Callable[..., Desk]) -> None:
    desk = written("# 一\n\n甲。")
    part(desk, "10-a.md", "# 一\n\n乙。\n")
    (lack,) = [x for x in compose(desk, DAY).lacking if "twice" in x]
    assert lack.startswith("the section '一' stands twice, at 2025-01-27.md:9:3 and 2025-01-27/10-a.md:1:3")


def test_a_shortened_point_is_not_held_to_what_nobody_collected(written: Callable[..., Desk]) -> None:
    body = (
        "# 投资要点\n\n[豆包约 9M](para:site)\n\n# 一\n\n[](fact:site_traffic/weekly_visits_m/豆包)。{#site}"
    )
    desk = written(body)
    text = (desk.path / "desk.toml").read_text("utf-8")
    (desk.path / "desk.toml").write_text(
        text + '\n[[universe.site_traffic]]\nzh = "豆包"\nen = "Doubao"\n', "utf-8"
    )
    issue = compose(open_desk(desk.path), DAY)
    assert [b.text for b in issue.bare] == ["9M"]
    assert ("site_traffic", ("豆包",)) in {(g.tracker, g.subject) for g in issue.gaps}
