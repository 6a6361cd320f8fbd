"""Build the example issue from its inbox and say where the files are (``make demo``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
DESK = Path("examples/ai-weekly")
DATE = "2025-01-27"


def main() -> int:
    command = str(Path(sys.executable).parent / "tieout")
    for step in (["collect", str(DESK)], ["build", str(DESK), DATE]):
        print("$ tieout", *step, flush=True)
        status = subprocess.run([command, *step], cwd=REPO, stdin=subprocess.DEVNULL).returncode
        if status:
            print(f"tieout {step[0]} ended with status {status}", file=sys.stderr)
            return status
    out = REPO / DESK / "out" / DATE
    written = sorted(path for path in out.rglob("*") if path.is_file())
    if not written:
        print(f"the build ended well but wrote nothing to {out}", file=sys.stderr)
        return 1
    print("\nThe issue is here:")
    for path in written:
        print(f"  {path.relative_to(REPO)}  ({path.stat().st_size / 1000:,.0f} kB)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
