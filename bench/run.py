"""Time and memory of what people wait for (``make bench``): build, read, audit, and the start itself.

    .venv/bin/python bench/run.py [--repeat 3] [--json] [--report FILE ...]

Works on a copy of the example desk in a temporary folder.  Each line is a process of its own, so that peak
memory is that line's and a *cold* time includes imports; *warm* is the second call in a running process.
A time is the median of the repeats.  ``--report`` adds published reports to read and audit; without it the
issues just built are used.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

REPO = Path(__file__).resolve().parent.parent
DESK = REPO / "examples" / "ai-weekly"
DATE = "2025-01-27"

# Runs in the child: does the statement once, then again, and prints both times.
TWICE = """
import json, sys, time
start = time.perf_counter()
import tieout
from pathlib import Path
{prepare}
cold = None
for _ in range(2):
    begin = time.perf_counter()
    result = {statement}
    warm = time.perf_counter() - begin
    cold = time.perf_counter() - start if cold is None else cold
print(json.dumps([cold, warm]))
"""


class Line(NamedTuple):
    """One measured thing: seconds (``None``: does not apply) and the peak of resident memory in MB."""

    what: str
    cold: float
    warm: float | None
    peak_mb: float
    note: str = ""


def child(command: list[str]) -> tuple[float, float, str]:
    """Wall seconds, peak megabytes and standard output of a process; stops where it fails."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as talk:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=talk, cwd=REPO)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            talk.seek(0)
            raise SystemExit(f"{' '.join(command)}\nended with {process.returncode}:\n{talk.read()}")
        out.seek(0)
        unit = 1e6 if sys.platform == "darwin" else 1e3  # ru_maxrss: bytes there, kilobytes here
        return wall, usage.ru_maxrss / unit, out.read()


def run_command(what: str, repeat: int, *arguments: str) -> Line:
    """A command of the command line, as a user waits for it."""
    runs = [child([str(Path(sys.executable).parent / "tieout"), *arguments]) for _ in range(repeat)]
    return Line(what, statistics.median(run[0] for run in runs), None, max(run[1] for run in runs))


def run_twice(what: str, repeat: int, statement: str, prepare: str = "", note: str = "") -> Line:
    """A Python statement in a fresh process, and again in the same one."""
    code = TWICE.format(statement=statement, prepare=prepare)
    runs = [child([sys.executable, "-c", code]) for _ in range(repeat)]
    times = [json.loads(run[2].splitlines()[-1]) for run in runs]
    cold, warm = (statistics.median(values) for values in zip(*times, strict=True))
    return Line(what, cold, warm, max(run[1] for run in runs), note)


def pages(path: Path) -> int:
    """Number of pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def measure(reports: list[Path], repeat: int, folder: Path) -> list[Line]:
    """Every line of the table, in the order of a working day."""
    desk = folder / "desk"
    shutil.copytree(DESK, desk, ignore=shutil.ignore_patterns("out", "store"))
    lines = [run_command("tieout --help", max(repeat, 5), "--help")]
    lines.append(run_command("collect, empty store", 1, "collect", str(desk)))
    lines.append(run_command("collect, nothing new", repeat, "collect", str(desk)))
    lines.append(run_command("build, all formats (command)", repeat, "build", str(desk), DATE))
    for formats in (("json",), ("json", "html"), ("json", "pdf"), ("json", "html", "pdf")):
        statement = f"tieout.build({str(desk)!r}, {DATE!r}, formats={formats!r})"
        lines.append(run_twice(f"build {'+'.join(formats)}", repeat, statement))
    built = desk / "out" / DATE
    for path in reports or [built / "weekly.pdf", built / "weekly.html"]:
        count = pages(path) if path.suffix.lower() == ".pdf" else 0
        line = run_twice(f"read {path.name}", repeat, f"tieout.read({str(path)!r})")
        if count and line.warm:
            line = line._replace(note=f"{count} pages, {count / line.warm:.0f} pages/s")
        lines.append(line)
        prepare = f"report = tieout.read({str(path)!r})"
        lines.append(
            run_twice(f"audit {path.name}", repeat, "tieout.audit(report)", prepare, "warm: without the read")
        )
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=3, help="runs a median is taken of (default 3)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line instead of a table")
    parser.add_argument(
        "--report", type=Path, action="append", default=[], help="a published report to read and audit"
    )
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as folder:
        lines = measure([path.resolve() for path in args.report], max(args.repeat, 1), Path(folder))
    if args.json:
        for line in lines:
            print(json.dumps(line._asdict(), ensure_ascii=False))
        return 0
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, median of {args.repeat}\n")
    print("| what | cold s | warm s | peak MB | |\n| --- | ---: | ---: | ---: | --- |")
    for line in lines:
        warm = "" if line.warm is None else f"{line.warm:.3f}"
        print(f"| {line.what} | {line.cold:.3f} | {warm} | {line.peak_mb:.0f} | {line.note} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
