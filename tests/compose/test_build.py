"""Build and check: files, copies, command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner

from tieout.desk import Desk
from tieout.errors import IssueError, UsageError
from tieout.render import build
from tieout.render.commands import build as build_command
from tieout.render.commands import check as check_command

DAY = date(2025, 1, 27)


def test_internal_copy_and_its_evidence(example: Desk, tmp_path: Path) -> None:
    issue = build(example, DAY, out=tmp_path)
    assert [p.name for p in issue.files] == ["weekly.pdf", "weekly.html", "weekly.json", "evidence.json"]
    assert set(issue.timings) == {"compose", "pdf", "html", "json", "evidence", "write"}
    report = json.loads((tmp_path / "weekly.json").read_text("utf-8"))
    evidence = json.loads((tmp_path / "evidence.json").read_text("utf-8"))
    assert report["text"] == issue.report.text and report["spans"]
    assert evidence["gaps"] == []
    for span in evidence["spans"]:
        assert report["text"][span["start"] : span["end"]] == span["quote"]
        fact = evidence["facts"][span["fact"]]
        assert set(fact["inputs"]) <= set(evidence["facts"])
        assert fact["evidence"] or fact["inputs"]


def test_every_shown_string_is_in_the_pdf(example: Desk, tmp_path: Path) -> None:
    issue = build(example, DAY, out=tmp_path, formats=("pdf",))
    document = pdfium.PdfDocument(tmp_path / "weekly.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    squeezed = re.sub(r"\s+", "", text.replace("\ufffe", "-"))
    for span in issue.report.spans:
        assert re.sub(r"\s+", "", issue.report.quote(span)) in squeezed


def test_client_copy_carries_no_trace(example: Desk, tmp_path: Path) -> None:
    build(example, DAY, out=tmp_path)
    build(example, DAY, out=tmp_path, internal=False)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["weekly.html", "weekly.json", "weekly.pdf"]
    snapshot = example.store.records("site_traffic")[0].snapshot
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        if path.suffix == ".html":
            data = data.partition(b"</style>")[2]
        for trace in (b"inbox/", snapshot[:12].encode(), b"compute_rental/", b'"spans"', b"<script"):
            assert trace not in data, (path.name, trace)
    document = pdfium.PdfDocument(tmp_path / "weekly.pdf")
    assert document.count_attachments() == 0
    document.close()


def test_same_desk_same_bytes(example: Desk, tmp_path: Path) -> None:
    for name in ("a", "b"):
        build(example, DAY, out=tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_failed_build_leaves_the_files_as_they_were(written: Callable[..., Desk], tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(written("# 一\n\n甲。"), DAY, out=out)
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    with pytest.raises(IssueError):
        build(written("# 一\n\n有 3 家。"), DAY, out=out, strict=True)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def test_unknown_format(example: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'docx'"):
        build(example, DAY, out=tmp_path, formats=("pdf", "docx"))


def test_build_command(collected: Path, tmp_path: Path) -> None:
    ran = CliRunner().invoke(
        build_command,
        [str(collected), "2025-01-27", "--out", str(tmp_path), "--format", "json"],
        catch_exceptions=False,
    )
    assert ran.exit_code == 0
    assert ran.stdout.split() == [str(tmp_path / "weekly.json"), str(tmp_path / "evidence.json")]


def test_a_draft_lists_what_is_missing(collected: Path, tmp_path: Path) -> None:
    command = [
        str(collected),
        "2025-01-27",
        "--out",
        str(tmp_path),
        "--format",
        "json",
        "--as-of",
        "2025-01-26",
    ]
    ran = CliRunner().invoke(build_command, command, catch_exceptions=False)
    assert ran.exit_code == 0
    # A set is told once, with its members under it.
    assert "未获取" in ran.stderr and "site_traffic · ≤ 2025-01-27: nothing collected" in ran.stderr
    assert "\n    Kimi (" in ran.stderr


def test_check_lists_places_facts_and_cells(written: Callable[..., Desk]) -> None:
    desk = written("# 一\n\n[](fact:site_traffic/weekly_visits_m/ChatGPT)，另有 412.7M。")
    ran = CliRunner().invoke(
        check_command, [str(desk.path), "2025-01-27"], catch_exceptions=False, standalone_mode=False
    )
    assert ran.return_value == 1
    first, second = ran.stdout.splitlines()
    assert first == (
        "2025-01-27.md:11:1\t882.9M\tsite_traffic/weekly_visits_m/ChatGPT\tinbox/2025-01-27-site_traffic.csv!D3"
    )
    assert second.startswith("2025-01-27.md:11:50\t412.7M\t") and second.endswith("weekly_visits_m/Bing")
    data = CliRunner().invoke(
        check_command, [str(desk.path), "2025-01-27", "--format", "json"], standalone_mode=False
    )
    assert json.loads(data.stdout)["unbound"][0]["candidates"] == ["site_traffic/weekly_visits_m/Bing"]


def test_check_passes_the_example(collected: Path) -> None:
    ran = CliRunner().invoke(
        check_command, [str(collected), "2025-01-27"], catch_exceptions=False, standalone_mode=False
    )
    assert ran.return_value == 0
    assert "0 without evidence, 0 missing" in ran.stderr
