"""Long and repetitive texts: the work per character stays the same.

No clock is read: each text is scanned in a child process under a limit that a quadratic scanner
would miss by far.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

PATTERNS = [
    "1", "1,", "1.", "1 ", "1-", "1/2", "1:", "1)", "(1", "[1,", "^{", "21/21", "2024/", "2024年", "第一", "万", "一", "一万", "千万亿元", "前",
    "约", "a", "a1", "a-1", "a.", "a@", "a@b.", "http://", "1号路", "地址:1\n", "1、\n", "2.1 流量\n", "图 1、", "(1)啊", "Jan 1", "三分之",
    "0", "007 ", "010-", "+86 ", "跌1", "up to 1 ", "1 to ", "1至", "S&P 500 ", "Abc 5, ", "天玑 9400 发", "20241021", "1h1m", "1×10^",
    "1'000", "half ", "1、a\t5\n", " ", "\n", "... ", "$1", "1/", "mid-",
]  # fmt: skip

CODE = """
import sys
from tieout.quantity import scan
for pattern in sys.argv[2:]:
    scan(pattern * (int(sys.argv[1]) // len(pattern)), names=("GPT-4", "A 1"))
print("done")
"""


@pytest.mark.parametrize("patterns", [PATTERNS[i::4] for i in range(4)])
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
