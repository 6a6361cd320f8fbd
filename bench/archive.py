"""A folder of many reports: how long it takes, and that the memory of the parent stays flat.

    .venv/bin/python bench/archive.py [--reports 1000] [--workers 2]

Makes an archive in a temporary folder: of every ten documents eight are texts, each in a dress of its own
with figures of its own, and two are client copies of an issue of the example desk (HTML and PDF), each a
little changed. One document in a hundred is a PDF that is cut off. Reads it
with ``tieout read`` into JSON lines, and again, from the cache, into Parquet. Prints a Markdown table;
memory is the resident set of the parent, sampled twice a second (Linux).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "tests" / "read"))


def archive(folder: Path, count: int, work: Path) -> None:
    """Write ``count`` documents, no two alike."""
    from dress import Dress, covered, rental, report, traffic

    from tieout.desk import collect, open_desk
    from tieout.render import build

    shutil.copytree(
        REPO / "examples" / "ai-weekly", work / "desk", ignore=shutil.ignore_patterns("store", "out")
    )
    desk = open_desk(work / "desk")
    collect(desk)
    build(desk, date(2025, 1, 27), internal=False, out=work / "out", formats=("html", "pdf"))
    page = (work / "out" / "weekly.html").read_text("utf-8")
    pdf = (work / "out" / "weekly.pdf").read_bytes()
    for k in range(count):
        name, kind = folder / f"{k:05}", k % 10
        if k % 100 == 99:
            name.with_suffix(".pdf").write_bytes(pdf[: 1000 + k])
        elif kind == 8:
            name.with_suffix(".html").write_text(page.replace("</main>", f"<p>第 {k} 份</p></main>"), "utf-8")
        elif kind == 9:
            name.with_suffix(".pdf").write_bytes(pdf + f"% {k}\n".encode())
        else:
            dress = Dress(
                form=("tab", "pipe", "html")[k % 3], english=k % 4 == 3, order=k % 50, wording=k % 6
            )
            text = report([rental(k), traffic(k), covered(k)], dress)
            name.with_suffix(".txt").write_text(text, "utf-8")


def run(folder: Path, target: Path, workers: int, home: Path) -> tuple[float, list[int]]:
    """Seconds of one reading, and the parent's resident megabytes while it ran."""
    form = "jsonl" if target.suffix == ".jsonl" else "parquet"
    command = [sys.executable, "-c", "from tieout.cli import main; main()", "read", str(folder)]
    command += ["--format", form, "-o", str(target), "--workers", str(workers)]
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(REPO / "src")}
    began = time.perf_counter()
    seen: list[int] = []
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as parent:
        while parent.poll() is None:
            try:
                status = Path(f"/proc/{parent.pid}/status").read_text()
                seen += [int(ln.split()[1]) // 1024 for ln in status.splitlines() if ln.startswith("VmRSS")]
            except OSError:
                pass
            time.sleep(0.5)
    return time.perf_counter() - began, seen


def main() -> None:
    """Make the archive, read it twice, print what it took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args()
    print("| run | seconds | documents a second | MB after a tenth | half way | at the end | most |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as top:
        work, folder = Path(top), Path(top) / "archive"
        folder.mkdir()
        archive(folder, args.reports, work)
        for name, target in (
            ("read, JSON lines", "all.jsonl"),
            ("again from the cache, Parquet", "all.parquet"),
        ):
            took, seen = run(folder, work / target, args.workers, work / "home")
            at = [seen[int(len(seen) * share)] for share in (0.1, 0.5)]
            print(f"| {name} | {took:.0f} | {args.reports / took:.1f} | {at[0]} | {at[1]} | {seen[-1]} | {max(seen)} |")  # fmt: skip
        lines = (work / "all.jsonl").read_text("utf-8").splitlines()
        refused = sum(1 for line in lines if '"error": ' in line[:200])
        print(f"\n{len(lines)} lines, {refused} of them say why a document could not be read.")


if __name__ == "__main__":
    main()
