"""The examples of docs/desk.md are right."""

from __future__ import annotations

import re
from datetime import UTC

import pytest

from tieout.desk.config import parse
from tieout.desk.manifest import read_manifest


@pytest.fixture(scope="module")
def page(repo) -> str:
    return (repo / "docs" / "desk.md").read_text("utf-8")


def blocks(page: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", page, re.S)


def test_the_configuration_in_the_guide_is_right(page):
    assert parse(blocks(page)[0]).universe.coverage[0].eps["2023a"] < 0


def test_the_manifest_in_the_guide_is_right(page, tmp_path):
    (tmp_path / "manifest.toml").write_text(blocks(page)[1], "utf-8")
    entries = read_manifest(tmp_path, UTC)
    assert entries.entry("2025-01-27-coverage.csv").known_at.hour == 18
    assert entries.entry("2025-01-20-更正.csv").note == "correction"


def test_the_errors_in_the_guide_are_what_is_said(page, repo):
    from tieout.errors import ConfigError

    example = (repo / "examples" / "ai-weekly" / "desk.toml").read_text("utf-8")
    for there, put in (("null_mark", "nullmark"), ("top = 3", 'top = "3"'), ("licence_pattern =", "top =")):
        with pytest.raises(ConfigError) as caught:
            parse(example.replace(there, put, 1))
        assert str(caught.value).partition(": ")[2] in page


def test_the_gates_in_the_guide_are_those_there_are(page):
    from tieout.desk.doubts import CODES

    gates = parse(blocks(page)[0] + blocks(page)[2]).gates
    assert (gates.stale_days, gates.recheck_days, gates.jump) == (14, 90, {"weekly_visits_m": 80})
    assert re.findall(r"^\| `(GATE-\w+)`", page, re.M) == list(CODES)
