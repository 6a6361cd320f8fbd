"""Long and repetitive texts: the work per character stays the same.

No clock is read: each text is scanned in a child process under a limit that a quadratic scanner
would miss by far.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

PATTERNS = [
    "1", "1.", "1/2", "21/21", "[1,", "^{", "千万亿元", "前", "a1", "a-1", "a.", "a@", "a@b.", "http://", "图 1、", "010-", "一万", "mid-",
    "... ", " ", "\n", "天玑 9400 发", "2024年", "1 to ",
]  # fmt: skip

CODE = """
import sys
from tieout.quantity import scan
for pattern in sys.argv[2:]:
    scan(pattern * (int(sys.argv[1]) // len(pattern)), names=("GPT-4", "A 1"))
print("done")
"""


@pytest.mark.parametrize("patterns", [PATTERNS[i::2] for i in range(2)])
def test_sixty_thousand_characters_of_one_pattern(patterns: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "60000", *patterns],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip() == "done", done.stderr


def test_an_endless_number_is_no_amount() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "3000000", "7"], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "done", done.stderr
