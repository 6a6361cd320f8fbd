"""The commands: data on stdout, talk on stderr, the exit status, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tieout.desk import collect, open_desk


def tieout(*args, cwd=None):
    done = subprocess.run(
        [sys.executable, "-m", "tieout", *map(str, args)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_way_from_init_to_history(tmp_path):
    desk = tmp_path / "weekly"
    made = tieout("init", desk, "--date", "2025-01-27")
    assert made.returncode == 0 and made.stdout.strip() == str(desk) and "collect" in made.stderr
    (desk / "inbox" / "site_traffic.csv").write_text(
        "期间：2025.1.20-2025.1.24\n应用,周平均访问量 (M)\nChatGPT,882.9\nKimi,?\n", "utf-8"
    )
    done = tieout("collect", desk, "--known-at", "2025-01-27T18:00")
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["new\t1", "unchanged\t0", "changed\t0", "refused\t1", "stopped\t0"]
    assert "inbox/site_traffic.csv!B4: " in done.stderr and "rows are not filled in yet" in done.stderr
    again = tieout("collect", desk, "--format", "json")
    told = json.loads(again.stdout)
    assert (told["new"], told["unchanged"], told["files"][1]["refused"][0]["column"]) == (0, 1, "B")
    shown = tieout("history", desk, "site_traffic", "chatgpt.com", "--field", "weekly_visits_m")
    assert shown.stdout == "2025-01-20..2025-01-24\tChatGPT\tweekly_visits_m\t882.9\n"
    (row,) = json.loads(
        tieout("history", desk, "site_traffic", "--field", "weekly_visits_m", "--format", "json").stdout
    )
    assert row["known_at"] == "2025-01-27T10:00:00+00:00" and row["from"] == "inbox/site_traffic.csv!B3"
    path = tieout("template", desk, "2025-02-10")
    assert path.stdout.strip() == str(desk / "inbox" / "2025-02-10.xlsx")
    assert json.loads(tieout("template", desk, "2025-02-17", "--format", "json").stdout)["path"].endswith(
        "2025-02-17.xlsx"
    )


def test_history_tells_old_versions_when_asked(desk, inbox):
    inbox.csv("1 site_traffic.csv", "期间：2025.1.20-2025.1.24", "应用,周平均访问量 (M)", "Kimi,7.450")
    collect(desk)
    inbox.csv("2 site_traffic.csv", "期间：2025.1.20-2025.1.24", "应用,周平均访问量 (M)", "Kimi,7.540")
    changed = tieout("collect", desk.path)
    assert "weekly_visits_m 7.450 → 7.540" in changed.stderr
    now = tieout("history", desk.path, "site_traffic").stdout.splitlines()
    assert [line.split("\t")[-1] for line in now] == ["7.540"]
    every = tieout("history", desk.path, "site_traffic", "--all-versions").stdout.splitlines()
    assert [line.split("\t")[3] for line in every] == ["7.450", "7.540"] and every[1].endswith("restatement")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["collect", "nowhere"], "tieout init"),
        (["template", "DESK", "soon"], "2025-01-27"),
        (["collect", "DESK", "--known-at", "soon"], "2025-01-27T18:00"),
        (["collect", "DESK", "none.csv"], "no inbox file"),
        (["history", "DESK", "weather"], "use one of"),
        (["history", "DESK", "coverage", "--field", "colour"], "use one of"),
        (["init", "DESK/inbox/x.csv/y"], "may write"),
    ],
)
def test_wrong_usage_is_said_with_the_next_step(desk, inbox, args, said):
    inbox.csv("x.csv", "a,b")
    done = tieout(*[a.replace("DESK", str(desk.path)) for a in args])
    assert done.returncode == 2 and said in done.stderr and done.stdout == ""


@pytest.mark.parametrize("command", ["init", "collect", "template", "history"])
def test_help_has_an_example(command):
    done = tieout(command, "--help")
    assert done.returncode == 0 and f"tieout {command} my-weekly" in done.stdout


def test_a_stopped_set_is_shown_with_its_figures_and_accepted_with_a_reason(desk, inbox):
    def week(name, days, kimi):
        inbox.csv(name, f"期间：{days}", "应用,周平均访问量 (M)", f"Kimi,{kimi}", "必应,412.7")

    week("2025-01-27-site_traffic.csv", "2025.1.20-2025.1.24", "7.450")
    assert tieout("collect", desk.path).returncode == 0
    week("2025-02-03-site_traffic.csv", "2025.1.27-2025.1.31", "74.50")
    stopped = tieout("collect", desk.path)
    assert stopped.returncode == 1 and stopped.stdout.splitlines()[-1] == "stopped\t1"
    assert "拦下 / stopped: GATE-JUMP site_traffic 2025-01-27..2025-01-31" in stopped.stderr
    assert "Kimi weekly_visits_m: 7.450 → 74.50 (+900.0%, limit 60%)" in stopped.stderr
    assert f'tieout collect {desk.path} --accept GATE-JUMP --why "..."' in stopped.stderr
    (told,) = json.loads(tieout("collect", desk.path, "--format", "json").stdout)["stopped"]
    assert (told["code"], told["figures"][0]["old"], told["figures"][0]["new"]) == (
        "GATE-JUMP",
        "7.450",
        "74.50",
    )
    no_reason = tieout("collect", desk.path, "--accept", "GATE-JUMP")
    assert no_reason.returncode == 2 and "--why" in no_reason.stderr
    accepted = tieout("collect", desk.path, "--accept", "GATE-JUMP", "--why", "已核对")
    assert accepted.returncode == 0 and "放行 / accepted: GATE-JUMP" in accepted.stderr
    assert accepted.stdout.splitlines()[0] == "new\t2"


def test_two_collects_at_once_both_go_in_or_one_says_to_wait(desk, inbox):
    for n in range(6):
        inbox.csv(
            f"{n} site_traffic.csv",
            f"期间：2025.1.{n + 1}-2025.1.{n + 5}",
            "应用,周平均访问量 (M)",
            "Kimi,7.450",
        )
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tieout", "collect", str(desk.path)], stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ends = [(child.communicate()[1], child.returncode) for child in running]
    assert all(code == 0 or (code == 2 and "wait" in said) for said, code in ends)
    assert len(open_desk(desk.path).store.records()) == 6
    assert open_desk(desk.path).store.version == 0


def test_a_bar_shows_on_a_terminal_when_it_takes_longer(desk, inbox, tmp_path):
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    import os

    rows = [f"site {n},{n}" for n in range(12_000)]
    inbox.csv("large.csv", "期间：2025.1.20-2025.1.24", "应用,周平均访问量 (M)", *rows)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "tieout", "collect", str(desk.path)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as child:
        os.close(theirs)
        seen = b""
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # how Linux says that the other end is closed
                break
            if not chunk:
                break
            seen += chunk
        data = child.stdout.read()
    os.close(ours)
    assert "large.csv" in seen.decode(errors="replace") and "━" in seen.decode(errors="replace")
    assert data.splitlines()[0] == "new\t12000"
