"""The sign-off build: what it refuses, each seen by doing it, and what it writes."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieout.compose import compose
from tieout.compose.approving import approve_gaps
from tieout.compose.review import findings_of
from tieout.desk import Desk, collect, open_desk
from tieout.errors import IssueError, SignOffError, UsageError
from tieout.render import build
from tieout.render.commands import build as build_command
from tieout.render.commands import check as check_command
from tieout.render.issue_commands import approve_gap as approve_command
from tieout.render.issue_commands import status as status_command
from tieout.render.locked import rebuild
from tieout.render.signoff import read_release, sign_off

DAY = date(2025, 1, 27)
AT = datetime(2025, 1, 27, 8, 30, tzinfo=UTC)
GOOD = "# 流量\n\nChatGPT 周平均访问量为 [](fact:site_traffic/weekly_visits_m/ChatGPT)。"


def refused(desk: Desk) -> SignOffError:
    with pytest.raises(SignOffError) as caught:
        sign_off(desk, DAY, "李明远")
    assert not desk.out_dir(DAY).exists()
    return caught.value


def kinds(error: SignOffError) -> list[str]:
    return [p.kind for p in error.problems]  # type: ignore[attr-defined]


# --- what it writes -------------------------------------------------------------------------------


def test_a_release_is_recorded(written: Callable[..., Desk]) -> None:
    desk = written(GOOD)
    issue = sign_off(desk, DAY, "李明远", signed_at=AT)
    folder = desk.out_dir(DAY)
    told = json.loads((folder / "release.json").read_text("utf-8"))
    assert (told["signed_by"], told["signed_at"]) == ("李明远", "2025-01-27T08:30:00+00:00")
    assert sorted(told["outputs"]) == [
        "internal/evidence.json",
        "internal/weekly.html",
        "internal/weekly.json",
        "internal/weekly.pdf",
        "weekly.html",
        "weekly.json",
        "weekly.pdf",
    ]
    for name, hash in told["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == hash
    assert told["approvals"] == told["waivers"] == []
    assert {p.name for p in issue.files} >= {"release.json", "2025-01-27.lock"}
    assert "spans" not in json.loads((folder / "weekly.json").read_text("utf-8"))
    assert json.loads((folder / "internal" / "weekly.json").read_text("utf-8"))["spans"]
    assert read_release(folder) == told


def test_when_it_was_signed_is_in_no_other_file(written: Callable[..., Desk]) -> None:
    desk = written(GOOD)
    files = sign_off(desk, DAY, "李明远", signed_at=AT).files
    first = {p: p.read_bytes() for p in files if p.name != "release.json"}
    sign_off(desk, DAY, "周文静", signed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert {p: p.read_bytes() for p in first} == first


def test_a_release_is_built_again_from_its_lock(written: Callable[..., Desk], tmp_path: Path) -> None:
    desk = written(GOOD)
    sign_off(desk, DAY, "李明远", signed_at=AT)
    copies = rebuild(open_desk(desk.path), DAY, out=tmp_path / "again")
    assert [i.internal for i in copies] == [False, True]
    again = {p.relative_to(tmp_path / "again"): p.read_bytes() for i in copies for p in i.files}
    assert again == {p: (desk.out_dir(DAY) / p).read_bytes() for p in again} and len(again) == 7


def test_a_draft_does_not_overwrite_a_release(written: Callable[..., Desk], tmp_path: Path) -> None:
    desk = written(GOOD)
    sign_off(desk, DAY, "李明远", signed_at=AT)
    with pytest.raises(UsageError, match="李明远 released on 2025-01-27"):
        build(desk, DAY, formats=("json",))
    build(desk, DAY, formats=("json",), out=tmp_path / "draft")
    (desk.out_dir(DAY) / "weekly.html").write_text("edited by hand", "utf-8")
    assert read_release(desk.out_dir(DAY)) is None


def test_somebody_must_sign(written: Callable[..., Desk]) -> None:
    with pytest.raises(UsageError, match="nobody signs"):
        sign_off(written(GOOD), DAY, " ")


# --- what it refuses ------------------------------------------------------------------------------


def test_everything_is_refused_at_once(written: Callable[..., Desk]) -> None:
    body = "# 流量\n\n有 3 家。<!-- 待写：谁在涨 -->"
    error = refused(written(body, rest="# 投资建议\n\n略。"))
    assert kinds(error) == ["lacking", "unbound", "slot"]
    assert "2025-01-27.md:11:3: 没有依据 unbound: “3 家” has no evidence" in str(error)
    assert "2025-01-27.md:11:7: 待写 slot: “谁在涨” is still to be written" in str(error)
    assert "the section '风险提示' is missing" in str(error)


def test_a_slot_in_the_headline(written: Callable[..., Desk]) -> None:
    head = '+++\ntieout = 1\ndate = 2025-01-27\ntitle = "待写：标题"\n+++\n'
    error = refused(written(GOOD, head=head))
    assert kinds(error) == ["slot"] and "2025-01-27.md:4:10" in str(error)


def test_a_dead_link(written: Callable[..., Desk]) -> None:
    with pytest.raises(IssueError, match="nobody has the fact"):
        sign_off(written("# 流量\n\n[](fact:site_traffic/visits/ChatGPT)"), DAY, "李明远")


def without(name: str, row: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "inbox" / name
        rows = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(r for r in rows if not r.startswith(row)), "utf-8")

    return change


@pytest.fixture
def gapped(written: Callable[..., Desk]) -> Desk:
    """A desk whose newest week lacks one price: an empty cell of a row that is there."""
    desk = written("# 算力\n\n![](table:compute_rental)")
    path = desk.inbox / "2025-01-27-compute_rental.csv"
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    assert rows[4][4] == "阿里云" and rows[4][5]
    rows[4][5] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert collect(desk).new == 1
    return open_desk(desk.path)


GAP = "compute_rental/A100-80G/阿里云"


def test_a_gap_and_its_approval(gapped: Desk) -> None:
    error = refused(gapped)
    assert kinds(error) == ["missing"] and f"2025-01-27 {GAP} --why 理由 --by 姓名" in str(error)
    (gap,) = approve_gaps(gapped, DAY, [GAP], why="平台维护", by="周文静")
    assert gap.key == GAP
    sign_off(gapped, DAY, "李明远", signed_at=AT)
    told = json.loads((gapped.out_dir(DAY) / "release.json").read_text("utf-8"))
    assert told["approvals"] == [{"key": GAP, "why": "平台维护", "by": "周文静", "period": "2025-01-27"}]
    assert "—（未获取）" in json.loads((gapped.out_dir(DAY) / "weekly.json").read_text("utf-8"))["text"]
    evidence = json.loads((gapped.out_dir(DAY) / "internal" / "evidence.json").read_text("utf-8"))
    assert evidence["gaps"][0]["approval"]["by"] == "周文静"


def test_an_approval_whose_gap_is_gone_is_told(written: Callable[..., Desk]) -> None:
    desk = written(GOOD)
    (desk.path / "issues" / "2025-01-27.approvals.toml").write_text(
        f'[[gap]]\nkey = "{GAP}"\nwhy = "平台维护"\nby = "周文静"\n', "utf-8"
    )
    ran = CliRunner().invoke(
        build_command, [str(desk.path), "2025-01-27", "--sign-off", "李明远", "--format", "json"]
    )
    assert ran.exit_code == 0 and f"nothing is missing any more): {GAP}" in ran.stderr
    told = json.loads((desk.out_dir(DAY) / "release.json").read_text("utf-8"))
    assert told["approvals"] == [] and told["stale_approvals"][0]["key"] == GAP


def test_approving_what_is_no_gap(gapped: Desk) -> None:
    with pytest.raises(UsageError) as caught:
        approve_gaps(gapped, DAY, ["compute_rental/A100-80G"], why="x", by="y")
    assert f"approve one of: {GAP}" in str(caught.value)
    with pytest.raises(UsageError, match="--why"):
        approve_gaps(gapped, DAY, [GAP], why=" ", by="y")


def test_approving_on_the_command_line(gapped: Desk) -> None:
    arguments = [str(gapped.path), "2025-01-27", GAP, "--why", "平台维护", "--by", "周文静"]
    ran = CliRunner().invoke(approve_command, arguments)
    assert ran.exit_code == 0 and f"已批准 (approved): {GAP}" in ran.stderr
    ran = CliRunner().invoke(status_command, [str(gapped.path), "2025-01-27"], standalone_mode=False)
    assert ran.return_value == 0 and "已批准缺口 1" in ran.stdout


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[gap]]\nkey = 'a'", "key, why, by and nothing else"),
        ("[[gap]]\nkey = 'a'\nwhy = ''\nby = 'b'", "texts that say something"),
        ("[[gap", "cannot be read"),
    ],
)
def test_a_broken_file_of_approvals(written: Callable[..., Desk], text: str, words: str) -> None:
    desk = written(GOOD)
    (desk.path / "issues" / "2025-01-27.approvals.toml").write_text(text, "utf-8")
    with pytest.raises(IssueError, match=words):
        compose(desk, DAY)


def test_old_records_may_not_stand_in(fresh: Callable[..., Desk]) -> None:
    def change(folder: Path) -> None:
        (folder / "inbox" / "2025-01-27-site_traffic.csv").unlink()

    error = refused(fresh(change))
    assert set(kinds(error)) >= {"stale"} and "2024-10-14..2024-10-18" in str(error)


# --- rumours --------------------------------------------------------------------------------------


def source(desk: Desk, words: str, grade: str) -> str:
    """Keeps a source and notes its grade as the desk's sources do."""
    key = desk.snapshots.put(
        words.encode(),
        name="a.txt",
        media_type="text/plain",
        origin="x",
        at=datetime(2025, 1, 26, tzinfo=UTC),
    )
    note = desk.snapshots.path / key[:2] / f"{key}.json"
    note.write_text(
        json.dumps({**json.loads(note.read_text("utf-8")), "told": {"grade": grade, "title": "报道"}}),
        "utf-8",
    )
    return key


RUMOUR = "公司正以 3 亿美元估值融资"
OTHER = "多名投资人证实估值为 3 亿美元"


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("公司估值为 {r}。", True),
        ("据报道，公司估值为 {r}。", False),
        ("据报道，它在融资。公司估值为 {r}。", True),
        ("公司估值为 {r}，另一来源称 {o}。", False),
        ("公司估值为 {r}，再说一次 {r}。", True),
        ("{n}公司估值为 [3 亿美元](src:#q=3%20亿美元)。", True),
        ("{n}据报道，公司估值为 [3 亿美元](src:#q=3%20亿美元)。", False),
    ],
)
def test_a_rumour_needs_a_second_source_or_a_word(
    written: Callable[..., Desk], text: str, open_: bool
) -> None:
    desk = written(GOOD)
    rumour, other = source(desk, RUMOUR, "rumour"), source(desk, OTHER, "media")
    links = {
        "n": f"[](src:{rumour[:10]})",
        "r": f"[3 亿美元](src:{rumour[:10]}#q={RUMOUR.replace(' ', '%20')})",
        "o": f"[3 亿美元](src:{other[:10]}#q={OTHER.replace(' ', '%20')})",
    }
    desk = written(f"# 融资\n\n{text.format(**links)}")
    if open_:
        error = refused(desk)
        assert set(kinds(error)) == {"rumour"} and "say 据报道" in str(error)
    else:
        sign_off(desk, DAY, "李明远", formats=("json",))


# --- the audit's findings -------------------------------------------------------------------------

WRONG = "# 指数\n\n![](table:site_traffic)\n\nChatGPT 的平均停留时长最短，[](fact:site_traffic/weekly_visits_m/Bing) 居首的是 Canva，Canva 周平均访问量为 [](fact:site_traffic/weekly_visits_m/Bing)。"


def test_what_the_audit_contradicts_is_refused_until_waived(written: Callable[..., Desk]) -> None:
    desk = written(WRONG)
    high = [f for f in findings_of(compose(desk, DAY)) if f.severity == "high"]
    assert high
    error = refused(desk)
    assert set(kinds(error)) == {"finding"} and high[0].code in str(error)
    assert "2025-01-27.md:13:" in str(error)
    ran = CliRunner().invoke(check_command, [str(desk.path), "2025-01-27"], standalone_mode=False)
    assert ran.return_value == 1 and f"审核 {high[0].code} high" in ran.stderr
    waivers = [x for f in high for x in ("--waive", f"{f.code}@{f.quote}=编辑已核对")]
    ran = CliRunner().invoke(check_command, [str(desk.path), "2025-01-27", *waivers], standalone_mode=False)
    assert ran.return_value == 0 and "已豁免" in ran.stderr
    sign_off(desk, DAY, "李明远", signed_at=AT, formats=("json",))
    told = json.loads((desk.out_dir(DAY) / "release.json").read_text("utf-8"))
    assert {w["reason"] for w in told["waivers"]} == {"编辑已核对"}


def test_strict_prints_what_the_audit_finds(written: Callable[..., Desk], tmp_path: Path) -> None:
    desk = written(WRONG)
    command = [str(desk.path), "2025-01-27", "--strict", "--format", "json", "--out", str(tmp_path)]
    ran = CliRunner().invoke(build_command, command)
    assert ran.exit_code == 0 and "审核 TIE" in ran.stderr


# --- the command line -----------------------------------------------------------------------------


def test_sign_off_command(written: Callable[..., Desk]) -> None:
    desk = written(GOOD)
    command = [str(desk.path), "2025-01-27", "--sign-off", "李明远", "--signed-at", "2025-01-27T16:30"]
    ran = CliRunner().invoke(build_command, [*command, "--format", "json"], catch_exceptions=False)
    assert ran.stdout.split()[-1].endswith("release.json")
    told = json.loads((desk.out_dir(DAY) / "release.json").read_text("utf-8"))
    assert told["signed_at"] == "2025-01-27T16:30:00+08:00"
    ran = CliRunner().invoke(build_command, [str(desk.path), "2025-01-27", "--signed-at", "2025-01-27"])
    assert isinstance(ran.exception, UsageError) and "--sign-off" in str(ran.exception)
