"""What a user meets first: the version, a quick ``--help``, and ``import tieout`` with its verbs."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# Libraries that cost more than the whole of `--help` may take; each is loaded by the function that needs it.
HEAVY = (
    "brotli", "deltalake", "docx", "duckdb", "exchange_calendars", "fontTools", "lxml", "markdown_it", "numpy",
    "openpyxl", "pandas", "pdfplumber", "polars", "pydantic", "pypdfium2", "rapidfuzz", "typst", "vl_convert",
    "xlsxwriter",
)  # fmt: skip

WATCHED_HELP = """
import sys
sys.argv = ["tieout", "--help"]
from tieout.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def run(code: str, repo: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own: what this one has loaded says nothing about a user's."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=repo)


@pytest.fixture(scope="module")
def project(repo):
    return tomllib.loads((repo / "pyproject.toml").read_text("utf-8"))["project"]


def test_version_is_the_changelogs(repo, project):
    entries = re.findall(r"^## (\S+)", (repo / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert entries[0] == project["version"]


def test_version_in_python_is_the_projects(repo, project):
    done = run("import tieout; print(tieout.__version__)", repo)
    assert done.stdout.strip() == project["version"], done.stderr


def test_help_loads_no_heavy_library(repo):
    done = run(WATCHED_HELP, repo)
    assert done.returncode == 0, done.stderr
    assert "tieout" in done.stdout.lower()
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert "tieout" in loaded
    assert not loaded & set(HEAVY)


def test_import_tieout_loads_no_heavy_library(repo):
    done = run("import sys, tieout; print(*sys.modules)", repo)
    assert done.returncode == 0, done.stderr
    assert not {name.split(".")[0] for name in done.stdout.split()} & set(HEAVY)


@pytest.mark.parametrize("verb", ["read", "audit", "build", "rank", "open_desk"])
def test_a_verb_stays_a_verb_when_its_package_is_imported(repo, verb):
    """``tieout.read`` is a function and a package; importing the package must not take the function away."""
    code = (
        "import importlib, importlib.util, tieout\n"
        f"if importlib.util.find_spec('tieout.{verb}'): importlib.import_module('tieout.{verb}')\n"
        f"assert callable(tieout.{verb}), tieout.{verb}\n"
        f"from tieout import {verb}\n"
        f"assert callable({verb}), {verb}\n"
    )
    done = run(code, repo)
    assert done.returncode == 0, done.stderr


def test_every_dependency_says_why(repo):
    """A dependency nobody can give a reason for is one to remove."""
    text = (repo / "pyproject.toml").read_text("utf-8")
    listed = re.findall(r'^    "[a-z][\w-]*[<>=][^"]*",(.*)$', text, re.M)
    assert len(listed) > 20
    assert all(re.match(r" *# \S", reason) for reason in listed)


def test_locks_name_no_index_and_pin_by_hash(repo, project):
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (repo / name).read_text("utf-8")
        assert "://" not in text
        pins = re.findall(r"^([a-z0-9][\w.-]*)==", text, re.M)
        assert text.count("--hash=sha256:") >= len(pins)
        wanted = {re.split(r"[<>=\[]", line)[0] for line in project["dependencies"]}
        assert wanted <= set(pins)
