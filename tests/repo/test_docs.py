"""The generator of documentation pages: what it writes from commands, and that it notices a stale page."""

from __future__ import annotations

import importlib.util
from types import ModuleType, SimpleNamespace

import click
import pytest


@pytest.fixture
def make_docs(repo, monkeypatch, tmp_path) -> ModuleType:
    """The script as a module, writing to a temporary folder."""
    spec = importlib.util.spec_from_file_location("make_docs", repo / "scripts" / "make_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "REPO", tmp_path)
    monkeypatch.setattr(module, "DOCS", tmp_path / "docs")
    return module


@click.group()
def group():
    """The tool."""


@group.command()
@click.option("--format", help="How it comes out.")
def read(format):
    """Read FILE."""


@group.command(hidden=True)
def secret():
    """Not for everybody."""


def test_cli_page_holds_every_visible_command(make_docs, monkeypatch):
    module = SimpleNamespace(main=lambda: group(), cli=group)
    monkeypatch.setattr(make_docs.importlib, "import_module", lambda name: module)
    (page,) = make_docs.cli_pages().values()
    assert "## tieout\n" in page
    assert "## tieout read\n" in page
    assert "How it comes out." in page
    assert "secret" not in page


def generate(make_docs, monkeypatch, pages, *arguments):
    monkeypatch.setattr(make_docs, "generate", lambda: (dict(pages), []))
    monkeypatch.setattr("sys.argv", ["make_docs.py", *arguments])
    return make_docs.main()


def test_stale_and_left_over_pages_are_found_and_repaired(make_docs, monkeypatch, capsys):
    page = make_docs.DOCS / "cli.md"
    pages = {page: make_docs.NOTICE + "new\n"}
    assert generate(make_docs, monkeypatch, pages, "--check") == 1
    assert "+new" in capsys.readouterr().out
    assert not page.exists()
    assert generate(make_docs, monkeypatch, pages) == 0
    assert generate(make_docs, monkeypatch, pages, "--check") == 0

    gone, kept = make_docs.DOCS / "old.md", make_docs.DOCS / "by-hand.md"
    gone.write_text(make_docs.NOTICE + "old\n")
    kept.write_text("written by a person\n")
    assert generate(make_docs, monkeypatch, pages, "--check") == 1
    assert generate(make_docs, monkeypatch, pages) == 0
    assert (gone.exists(), kept.exists()) == (False, True)


def test_table_cells_are_escaped(make_docs):
    assert make_docs.table(["a"], [["x|y"], [None]]) == "| a |\n| --- |\n| x\\|y |\n|  |\n"
