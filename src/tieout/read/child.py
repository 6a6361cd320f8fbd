"""The child process that reads one document: ``python -m tieout.read.child MEGABYTES FILE``."""

from __future__ import annotations

import json
import sys

__all__ = ["main"]


def main(argv: list[str]) -> int:
    """Print ``{"report": ...}`` or ``{"error": ...}`` as one line of JSON."""
    megabytes, file = int(argv[0]), argv[1]
    _limit(megabytes)
    from ..errors import TieoutError
    from .dispatch import read

    try:
        answer = {"report": read(file).as_json()}
    except TieoutError as error:
        answer = {"error": str(error)}  # type: ignore[dict-item]
    except RecursionError:
        answer = {"error": "its parts are nested too deep. Next: save the document again, or as PDF"}  # type: ignore[dict-item]
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))
    return 0


def _limit(megabytes: int) -> None:
    """Hold the process to its memory; where the system has no such limit, the parent's clock must do."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    size = megabytes * 1024 * 1024
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
