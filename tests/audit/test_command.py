"""``tieout audit`` at the command line: formats, exit status, waivers."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tieout.audit.command import command, rule, rules

WRONG = "恒指收16587点，升198点，升幅2.1%。\n"
RIGHT = "恒指收16587点，升198点，升幅1.2%。\n"


@pytest.fixture
def run(tmp_path):
    """Run the command in a folder with one right and one wrong file."""
    (tmp_path / "wrong.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "right.txt").write_text(RIGHT, encoding="utf-8")

    def go(*args: str):
        files = [str(tmp_path / a) if a.endswith(".txt") else a for a in args]
        return CliRunner().invoke(command, files)

    return go


def test_exit_status(run):
    assert run("right.txt").exit_code == 0
    assert run("wrong.txt").exit_code == 1
    assert run("wrong.txt", "--fail-on", "never").exit_code == 0
    assert run("wrong.txt", "missing.txt").exit_code == 2


def test_json_is_the_contract(run):
    data = json.loads(run("wrong.txt", "--format", "json").stdout)
    assert set(data) == {"file", "summary", "numbers", "skipped", "claims", "findings"}
    assert set(data["summary"]) == {
        "numbers",
        "supported",
        "supported_by_rounding",
        "contradicted",
        "unchecked",
        "coverage",
        "claims",
    }
    number = next(n for n in data["numbers"] if n["verdict"] == "contradicted")
    assert (number["quote"], number["value"], number["unit"], number["decimals"]) == ("2.1%", 2.1, "%", 1)
    claim = next(c for c in data["claims"] if c["id"] in number["claims"])
    finding = next(f for f in data["findings"] if f["claim"] == claim["id"])
    assert (finding["code"], finding["severity"]) == ("TIE201", "high")


def test_jsonl_keeps_the_order_and_says_what_failed(run):
    lines = [
        json.loads(x)
        for x in run("right.txt", "missing.txt", "wrong.txt", "--format", "jsonl").stdout.splitlines()
    ]
    assert ["error" in x for x in lines] == [False, True, False]


def test_waiver_is_kept_beside_the_report(run, tmp_path):
    first = run("wrong.txt", "--waive", "TIE201@升幅2.1%=来源如此")
    assert first.exit_code == 0
    kept = json.loads((tmp_path / "wrong.txt.waivers.json").read_text(encoding="utf-8"))
    assert kept == [{"code": "TIE201", "quote": "升幅2.1%", "reason": "来源如此"}]
    again = run("wrong.txt", "--format", "json")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["findings"][0]["waived"] == "来源如此"


def test_rule_switched_off(run):
    assert run("wrong.txt", "--off", "TIE201").exit_code == 0


def test_sarif_and_html(run):
    log = json.loads(run("wrong.txt", "--format", "sarif").stdout)
    result = log["runs"][0]["results"][0]
    assert result["ruleId"] == "TIE201" and result["level"] == "error"
    assert (
        result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]
        == "16587点，升198点，升幅2.1%"
    )
    page = run("wrong.txt", "--format", "html").stdout
    assert '<mark class="high" data-f="0"' in page and "http" not in page.split("<style>")[0]


def test_text_names_the_place_and_the_evidence(run):
    out = run("wrong.txt").stdout
    assert "TIE201" in out and "198点 / (16587点 - 198点)" in out and "行 1:" in out


def test_rules_and_rule():
    assert "TIE301" in CliRunner().invoke(rules).stdout
    shown = CliRunner().invoke(rule, ["tie201"]).stdout
    assert "升幅2.1%" in shown
    assert any(
        r["code"] == "TIE404" for r in json.loads(CliRunner().invoke(rules, ["--format", "json"]).stdout)
    )


def test_an_output_that_cannot_be_written_is_said_to_be(run, tmp_path):
    result = run("right.txt", "-o", str(tmp_path / "no" / "such" / "out.txt"))
    assert result.exit_code != 0
    assert "cannot write" in (result.stderr + str(result.exception or ""))
