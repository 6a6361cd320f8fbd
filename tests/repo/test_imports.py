"""The import checker finds what it is there to find, and finds nothing in the checkout."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def check(root: Path, repo: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(repo / "scripts" / "check_imports.py"), str(root)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package that obeys the order."""
    root = tmp_path / "tieout"
    for name, text in {
        "errors.py": "class TieoutError(Exception): ...\n",
        "model/__init__.py": "from ..errors import TieoutError\nfrom .fact import Fact\n",
        "model/fact.py": "import tieout.errors\nclass Fact: ...\n",
        "read/__init__.py": "from tieout import model\nfrom tieout.model.fact import Fact\n",
        "cli.py": "import tieout\ndef main():\n    from tieout.read import Fact\n",
        "__init__.py": "from tieout.model import Fact\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def test_an_orderly_package_passes(package, repo):
    run = check(package, repo)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "imports: 6 modules, all one way\n"


@pytest.mark.parametrize(
    ("path", "text", "line", "why"),
    [
        (
            "model/a.py",
            "import tieout.read\n",
            1,
            "model may not import tieout.read: read stands below model",
        ),
        ("model/a.py", "from ..read import Fact\n", 1, "model may not import tieout.read"),
        ("model/a.py", "from tieout.cli import main\n", 1, "cli stands below model"),
        ("model/a.py", "def f():\n    from tieout.read import Fact\n", 2, "model may not import tieout.read"),
        (
            "model/a.py",
            "x = 1\nfrom importlib import import_module\nimport_module('tieout.read')\n",
            3,
            "tieout.read",
        ),
        ("model/a.py", "from tieout import read\n", 1, "model may not import tieout: __init__ stands below"),
        (
            "model/a.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from tieout.read import Fact\n",
            3,
            "model may not import tieout.read",
        ),
        ("errors.py", "from . import model\n", 1, "errors may not import tieout.model"),
        ("helpers.py", "", 1, "tieout.helpers has no place in ORDER"),
        ("charts/__init__.py", "from tieout.helpers import x\n", 1, "which has no place in ORDER"),
    ],
)
def test_a_wrong_import_is_named_with_its_line(package, repo, path, text, line, why):
    planted = package / path
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(text)
    run = check(package, repo)
    assert run.returncode == 1
    assert f"{planted}:{line}: " in run.stdout
    assert why in run.stdout
    assert run.stdout.endswith("imports: 1 wrong\n")


def test_fonts_are_for_those_who_draw(package, repo):
    for name in ("fonts", "render", "web"):
        (package / name).mkdir()
    (package / "fonts" / "__init__.py").write_text("")
    (package / "render" / "__init__.py").write_text("from tieout.fonts import font_dir\n")
    assert check(package, repo).returncode == 0
    (package / "read" / "a.py").write_text("from tieout.fonts import font_dir\n")
    assert "fonts stands below read" in check(package, repo).stdout


def test_this_checkout_obeys(repo):
    run = check(repo / "src" / "tieout", repo)
    assert run.returncode == 0, run.stdout
