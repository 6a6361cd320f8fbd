"""Score the audit on the labelled passages of tests/audit/corpus and print the table.

python bench/corpus.py            the table
python bench/corpus.py --list     and every false alarm, miss and unconfirmed statement

The audit is developed with these passages in view: the figures are those of a development set and run
well above what it reaches on passages nobody has seen.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def scorer() -> ModuleType:
    """tests/audit/corpus/score.py as a module."""
    path = Path(__file__).resolve().parent.parent / "tests" / "audit" / "corpus" / "score.py"
    spec = importlib.util.spec_from_file_location("corpus_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main(arguments: list[str]) -> int:
    """Print the table; 1 when a right passage was contradicted."""
    module = scorer()
    result = module.score(module.load())
    print(module.table(result))
    if "--list" in arguments:
        for title in ("false_alarms", "missed", "beside", "unconfirmed"):
            print(f"\n{title}")
            for name, said in getattr(result, title):
                print(f"  {name}  {said}")
    return 1 if result.false_alarms else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
