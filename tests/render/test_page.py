"""The HTML in a browser: pointing, keyboard, tapping, and a phone's width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tieout.model import Report
from tieout.render.html import html_of


@pytest.fixture
def open_page(page: Any, sample: Callable[..., Report], samples: Any, tmp_path: Path) -> Callable[..., Any]:
    def open_it(width: int = 1280, height: int = 900, *, internal: bool = True, **kind: Any) -> Any:
        path = tmp_path / "weekly.html"
        path.write_text(html_of(sample(**kind), samples.facts(), internal=internal), "utf-8")
        page.set_viewport_size({"width": width, "height": height})
        failures: list[str] = []
        page.on("pageerror", lambda e: failures.append(str(e)))
        page.on("console", lambda m: failures.append(m.text) if m.type in ("error", "warning") else None)
        page.goto(path.as_uri())
        page.failures = failures
        return page

    return open_it


def test_pointing_opens_and_leaving_closes(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.locator(".points .f").first.hover()
    panel = page.locator("#panel")
    panel.wait_for(state="visible")
    assert "inbox/2025-01-27.xlsx" not in panel.inner_text()  # the inputs are folded
    assert "最小" in panel.inner_text()
    page.mouse.move(5, 5)
    panel.wait_for(state="hidden")
    assert page.failures == []


def test_keyboard_opens_unfolds_and_closes(open_page: Callable[..., Any]) -> None:
    page = open_page()
    number = page.locator(".points .f").first
    for _ in range(4):
        page.keyboard.press("Tab")
        if number.evaluate("n => n === document.activeElement"):
            break
    assert number.evaluate("n => n === document.activeElement")
    assert page.locator("#panel").is_visible()
    assert number.get_attribute("aria-expanded") == "true"
    assert number.get_attribute("aria-describedby") == "panel"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the close button
    page.keyboard.press("Tab")  # the first input
    page.keyboard.press("Enter")
    page.locator("#panel code").first.wait_for(state="visible")
    assert "inbox/2025-01-27.xlsx!compute_rental!F2" in page.locator("#panel").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert number.evaluate("n => n === document.activeElement")
    assert number.get_attribute("aria-expanded") == "false"


def test_arrows_go_from_number_to_number(open_page: Callable[..., Any]) -> None:
    page = open_page()
    first, second = page.locator(".points .f").first, page.locator("main p .f").first
    first.focus()
    page.keyboard.press("Enter")
    first.focus()
    page.keyboard.press("ArrowRight")
    assert second.evaluate("n => n === document.activeElement")
    assert second.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowLeft")
    assert first.evaluate("n => n === document.activeElement")


def test_a_click_elsewhere_closes(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.locator("main p .f").first.click()
    assert page.locator("#panel").is_visible()
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    assert page.locator("#panel").is_visible()  # opened on purpose, so leaving does not close it
    page.mouse.click(5, 5)
    assert page.locator("#panel").is_hidden()


def test_tap_on_a_phone_opens_a_sheet(
    browser: Any, sample: Callable[..., Report], samples: Any, tmp_path: Path
) -> None:
    path = tmp_path / "weekly.html"
    path.write_text(html_of(sample(rows=60), samples.facts(), internal=True), "utf-8")
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.locator("main p .f").first.tap()
    panel = page.locator("#panel")
    panel.wait_for(state="visible")
    box = panel.bounding_box()
    assert box["x"] == 0 and box["width"] == 360
    assert abs(box["y"] + box["height"] - 740) < 1
    number = page.locator("main p .f").first.bounding_box()
    assert number["y"] + number["height"] <= box["y"]  # the sheet does not hide what it explains
    page.locator("#panel button").tap()
    assert panel.is_hidden()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768])
def test_the_page_never_scrolls_sideways(open_page: Callable[..., Any], width: int) -> None:
    page = open_page(width, 740, extra="https://example.com/" + "a-very-long-path/" * 8)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    if width < 768:
        wide = page.locator(".scroll").last
        assert wide.evaluate("n => n.scrollWidth > n.clientWidth")


def test_client_copy_has_nothing_to_open(open_page: Callable[..., Any]) -> None:
    page = open_page(internal=False)
    assert page.locator(".f").count() == 0
    assert page.locator("script").count() == 0
    assert page.failures == []


def test_a_phone_is_told_that_a_table_goes_on(open_page: Callable[..., Any]) -> None:
    page = open_page()

    def hint() -> str:
        return str(page.evaluate("getComputedStyle(document.querySelector('.wide'), '::after').content"))

    assert hint() in ("none", "normal")
    page.set_viewport_size({"width": 360, "height": 740})
    assert hint() == '"左右滑动看全部 ›"'
    # The first column stays where it is while the others scroll under it.
    left = page.evaluate(
        "(() => { const box = document.querySelector('.wide:has(td.key)'); box.scrollLeft = 120;"
        " return box.querySelector('td.key').getBoundingClientRect().left - box.getBoundingClientRect().left })()"
    )
    assert abs(left) < 1
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.wide'), '::after').display") == "none"
