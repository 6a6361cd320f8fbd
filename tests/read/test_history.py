"""Published reports read into an empty desk give what was typed into the example desk."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner
from dress import Dress, covered, rental, report, traffic

from tieout.desk import collect, init, open_desk
from tieout.read.command import command

SPINE = ("compute_rental", "site_traffic", "coverage")


def into(desk: Path, *files: Path) -> str:
    args = [*map(str, files), "--into", str(desk), "--no-cache"]
    result = CliRunner().invoke(command, args, standalone_mode=False, catch_exceptions=False)
    assert result.return_value == 0
    return result.stderr


def said(desk: Path) -> dict[tuple[str, tuple[str, ...], str], dict[str, object]]:
    records = [r for t in SPINE for r in open_desk(desk).store.records(t)]
    return {(r.tracker, r.subject, str(r.period)): dict(r.values) for r in records}


def test_the_three_weeklies_give_the_history_of_the_example_desk(
    shared: Path, repo: Path, tmp_path: Path
) -> None:
    typed = tmp_path / "typed"
    shutil.copytree(repo / "examples" / "ai-weekly", typed, ignore=shutil.ignore_patterns("store", "out"))
    collect(open_desk(typed))
    empty = tmp_path / "empty"
    init(empty)
    into(empty, *sorted((shared / "reports").glob("*.txt")))
    was_read, was_typed = said(empty), said(typed)
    missing = [k for k in was_typed if k not in was_read]
    assert missing == []
    for key, values in was_typed.items():
        both = {f: v for f, v in values.items() if f in was_read[key]}
        assert {f: was_read[key][f] for f in both} == both, key


def test_twice_changes_nothing_and_a_doubtful_record_stays_out(tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    init(desk)
    file = tmp_path / "weekly.txt"
    file.write_text(report([rental(1), traffic(2), covered(3)], Dress()), "utf-8")
    count = sum(len(c.values) for c in (rental(1), traffic(2), covered(3)))
    assert f"{count} new, 0 known already" in into(desk, file)
    assert f"0 new, {count} known already" in into(desk, file)
    broken = tmp_path / "broken.txt"
    broken.write_text(
        "2025年03月10日\n\n图表 1：模型测评\n\n\tAlpha-1.5-pro\tLlama3-405B\tGPT4o-0806\tQwen2-VL-72B\n"
        "Reasoning\tMMLU\t88.6\t80.1\t65.0\nReasoning\tGPQA\t59.1\t51.2\t49.0\nCode\tMBPP+\t78.0\t73.8\t78.3\n",
        "utf-8",
    )
    assert "0 new, 0 known already, 9 doubtful left out" in into(desk, broken)
