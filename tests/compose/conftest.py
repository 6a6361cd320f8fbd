"""Desks to compose from: the example's, collected once, and small ones written by a test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tieout.compose import Issue, compose
from tieout.desk import Desk, collect, open_desk

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ai-weekly"


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example desk with its inbox collected; nobody may change it."""
    folder = tmp_path_factory.mktemp("desk") / "ai-weekly"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("store", "out"))
    assert collect(open_desk(folder)).ok
    return folder


@pytest.fixture(scope="session")
def example(collected: Path) -> Desk:
    """The example desk, collected."""
    return open_desk(collected)


@pytest.fixture(scope="session")
def issue(example: Desk) -> Issue:
    """The example's newest issue."""
    return compose(example, date(2025, 1, 27))


HEAD = """+++
tieout = 1
date = 2025-01-27
title = "周报"
rating = "推荐"
rating_action = "维持"
+++

"""

BODY = "# 投资建议\n\n略。\n\n# 风险提示\n\n略。\n"


@pytest.fixture
def written(collected: Path, tmp_path: Path) -> Callable[..., Desk]:
    """Makes a desk with the example's history and an issue of 2025-01-27 with the given body."""

    def make(body: str, *, head: str = HEAD, rest: str = BODY) -> Desk:
        folder = tmp_path / "desk"
        if not folder.exists():
            shutil.copytree(collected, folder)
            shutil.rmtree(folder / "issues")
            (folder / "issues").mkdir()
        (folder / "issues" / "2025-01-27.md").write_text(f"{head}{body}\n\n{rest}", "utf-8")
        return open_desk(folder)

    return make


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[..., Desk]:
    """Makes a collected copy of the example after ``change(folder)`` altered its files."""

    def make(change: Callable[[Path], None]) -> Desk:
        folder = tmp_path / "fresh"
        shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("store", "out"))
        change(folder)
        desk = open_desk(folder)
        collect(desk, known_at=datetime(2025, 1, 27, 12, tzinfo=UTC))
        return desk

    return make
