"""Links of the README and the docs lead somewhere."""

import re

import pytest

LINK = re.compile(r"\]\((?!https?:|#|mailto:|fact:|src:|sentence:|table:|chart:|picture:|para:)([^)#\s]+)")


def test_relative_links_resolve(repo):
    pages = [repo / "README.md", *sorted((repo / "docs").rglob("*.md"))]
    assert len(pages) > 10
    broken = []
    for page in pages:
        text = re.sub(r"```.*?```|`[^`]*`|^ {4}.*$", "", page.read_text(encoding="utf-8"), flags=re.S | re.M)
        broken += [
            f"{page.name}: {target}" for target in LINK.findall(text) if not (page.parent / target).exists()
        ]
    assert broken == []


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_shows_the_two_commands(repo, command):
    assert command in (repo / "README.md").read_text(encoding="utf-8")
