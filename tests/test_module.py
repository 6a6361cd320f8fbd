"""``python -m tieout`` is the command."""

from __future__ import annotations

import subprocess
import sys


def test_python_dash_m() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tieout", "--version"], capture_output=True, text=True, check=True
    )
    assert said.stdout.startswith("tieout, version ")
