"""Fixtures all tests share.

Tests that need more than the checkout ask for it by fixture and skip, saying what is missing: ``shared``
for the published reports and their records, ``chromium`` and ``page`` for a real browser.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

REPO = Path(__file__).resolve().parent.parent

# No deadlines: two workers on a busy machine say nothing about the code.  In CI the same examples every
# time, so that a red run is about the change; on a desk new ones each time, so that they find new things.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def repo() -> Path:
    """Root of the checkout."""
    return REPO


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published reports, their records and raw data; not part of the repository."""
    named = os.environ.get("TIEOUT_SHARED")
    folder = Path(named) if named else REPO.parent / "shared"
    if not (folder / "gold").is_dir() or not (folder / "reports").is_dir():
        pytest.skip(f"no published reports at {folder} (TIEOUT_SHARED names another folder)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of an installed Chromium or Chrome."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name, path=f"/usr/bin:{os.environ.get('PATH', '')}")
        if found:
            return found
    pytest.skip("no chromium, chromium-browser or google-chrome is installed")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Any]:
    """A headless browser for the session; ``page`` gives each test a fresh window of it."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        # --no-sandbox: CI runs as root in a container, where Chromium refuses to start with its sandbox.
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh window without network: a request beyond ``file:`` and ``data:`` fails the test.

    ``page.set_viewport_size({"width": 390, "height": 844})`` makes it a phone's.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    beyond: list[str] = []

    def route(request_route: Any) -> None:
        url = request_route.request.url
        if url.startswith(("file:", "data:", "blob:", "about:", "http://127.0.0.1", "http://localhost")):
            request_route.continue_()
        else:
            beyond.append(url)
            request_route.abort()

    context.route("**/*", route)
    window = context.new_page()
    yield window
    context.close()
    assert not beyond, f"the page asked the network for {beyond}"
