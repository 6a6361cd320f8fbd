"""What reading gets right and what it costs: cell accuracy, round trip, pages a second, beside pdfplumber.

    .venv/bin/python bench/read.py [--shared FOLDER] [--desk examples/ai-weekly] [--repeat 5] [--ocr]

Prints Markdown tables. Accuracy is right cells over all cells: of published reports against labelled
records (``--shared`` holds ``reports/`` and ``gold/``), and of a desk's own issues, built in a temporary
folder, against the records they were built from. Cells whose names the reader left open, with a
warning, are counted as wrong and also given apart. Pages a second are of one process and one core: the
median of the repeats, parsing and recognition of tables included. pdfplumber reads the same pages in the
same run with its own table extraction, and is scored by the same records.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "tests" / "read"))

# A page of a broker's weekly holds about this many characters.
CHARACTERS_A_PAGE = 1000


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    lines = [list(head), *[[str(c) for c in r] for r in rows]]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def seconds(call: Callable[[], Any], repeat: int) -> float:
    """Median seconds of a call, after one that is not counted."""
    call()
    taken = []
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def published(shared: Path, repeat: int) -> None:
    """Accuracy and speed on published reports as text."""
    from score import score

    from tieout.read import read

    rows, speed = [], []
    right = total = opened = 0
    for labels in sorted((shared / "gold").glob("*.records.json")):
        file = shared / "reports" / labels.name.replace(".records.json", ".txt")
        report = read(file)
        got = score(report, json.loads(labels.read_text("utf-8")))
        by: dict[str, list[int]] = {}
        for name, (r, t) in got.tables.items():
            cell = by.setdefault(name.split(" ")[0], [0, 0])
            cell[0], cell[1] = cell[0] + r, cell[1] + t
        left = sum(" model: None is not" in w for w in got.wrong)
        rows += [(file.stem, k, f"{r} / {t}", f"{r / t:.4f}") for k, (r, t) in by.items()]
        rows.append(
            (
                file.stem,
                "**all**",
                f"{got.right} / {got.total}",
                f"{got.accuracy:.4f} ({left} names left open)",
            )
        )
        right, total, opened = right + got.right, total + got.total, opened + left
        speed.append(len(report.text) / CHARACTERS_A_PAGE / seconds(lambda f=file: read(f), repeat))
    rows.append(
        (
            "all",
            "**all**",
            f"{right} / {total}",
            f"{right / total:.4f}; without names left open {right / (total - opened):.4f}",
        )
    )
    print("### Published reports as text\n")
    print(table(("report", "tracker", "right / labelled cells", "accuracy"), rows))
    print(f"\n{statistics.median(speed):.0f} pages a second ({CHARACTERS_A_PAGE} characters a page).\n")


def built(desk_path: Path, repeat: int, ocr: bool) -> None:
    """Round trip and speed on a desk's own issues."""
    import shutil

    from tieout.desk import collect, open_desk
    from tieout.read import read
    from tieout.render import render_html, render_pdf

    rows: dict[str, list[int]] = {}
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "desk"
        shutil.copytree(desk_path, copy, ignore=shutil.ignore_patterns("store", "out"))
        desk = open_desk(copy)
        collect(desk)
        from datetime import date

        from tieout.compose import compose

        for file in sorted((copy / "issues").glob("????-??-??.md")):
            issue = compose(desk, date.fromisoformat(file.stem))
            made = {
                "PDF, with its data": (render_pdf(issue, internal=True), ".pdf"),
                "PDF, text layer only": (render_pdf(issue, internal=False), ".pdf"),
                "HTML, with its data": (render_html(issue, internal=True).encode(), ".html"),
                "HTML, elements only": (render_html(issue, internal=False).encode(), ".html"),
            }
            for name, (data, suffix) in made.items():
                out = Path(folder) / f"weekly{suffix}"
                out.write_bytes(data)
                tally(rows.setdefault(name, [0, 0]), issue.report, lambda t=out: tables_of(read(t)))
                pages = _pages(out) if suffix == ".pdf" else len(issue.report.text) / CHARACTERS_A_PAGE
                taken.setdefault(name, []).append(pages / seconds(lambda t=out: read(t), repeat))
                if name == "PDF, text layer only":
                    tally(
                        rows.setdefault("pdfplumber, its own tables", [0, 0]),
                        issue.report,
                        lambda t=out: plumbed(t),
                    )
                    speed = pages / seconds(lambda t=out: plumbed(t), max(1, repeat // 2))
                    taken.setdefault("pdfplumber, its own tables", []).append(speed)
                    if ocr:
                        scan = scanned(out)
                        tally(
                            rows.setdefault("PDF, pictures (OCR)", [0, 0]),
                            issue.report,
                            lambda t=scan: tables_of(read(t)),
                        )
                        start = time.perf_counter()
                        read(scan)
                        taken.setdefault("PDF, pictures (OCR)", []).append(
                            pages / (time.perf_counter() - start)
                        )
    print("### Our own issues, read back\n")
    lines = [
        (k, f"{r} / {t}", f"{r / t:.4f}", f"{statistics.median(taken[k]):.1f}") for k, (r, t) in rows.items()
    ]
    print(table(("format", "right / built cells", "accuracy", "pages a second"), lines))


DRESSES = {
    "grid": "ruled both ways",
    "open": "ruled both ways, sides open",
    "upright": "upright lines, rows by white",
    "rows": "a line under each row",
    "lines": "three lines",
    "half": "lines over and under the header only",
    "shaded": "shaded rows, no lines",
    "none": "neither lines nor shades",
}


def dressed(repeat: int) -> None:
    """Generated tables in the dresses strangers give them, ours beside pdfplumber's in the same run."""
    from test_formats import CONTENTS, pdf_report

    from tieout.read import read

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for stroke, said in DRESSES.items():
            file = Path(folder) / f"{stroke}.pdf"
            file.write_bytes(pdf_report(stroke))
            pages = _pages(file)
            line: list[object] = [said]
            for reading in (lambda t=file: tables_of(read(t)), lambda t=file: plumbed(t)):
                got = reading()
                right = total = 0
                for content in CONTENTS:
                    free = [r for name, records in got if name == content.tracker for r in records]
                    for value in content.values:
                        hits = [
                            (sum(r.get(k) == v for k, v in value.items()), -k) for k, r in enumerate(free)
                        ]
                        total += len(value)
                        if hits:
                            right += max(hits)[0]
                            free.pop(-max(hits)[1])
                line += [
                    f"{right} / {total}",
                    f"{right / total:.4f}",
                    f"{pages / seconds(reading, repeat):.1f}",
                ]
            rows.append(line)
    print("### Tables in strangers' dress (PDF)\n")
    head = (
        "drawn with",
        "right / cells",
        "accuracy",
        "pages a second",
        "pdfplumber",
        "accuracy",
        "pages a second",
    )
    print(table(head, rows), end="\n\n")


Tables = list[tuple[str | None, list[dict[str, Any]]]]


def tables_of(report: Any) -> Tables:
    """Records by tracker, table by table."""
    return [(t.tracker, [r.as_json() for r in t.records]) for t in report.tables if t.tracker]


# pdfplumber's own ways of finding tables; its default wants lines both ways.
SETTINGS: tuple[dict[str, str], ...] = (
    {},
    {"vertical_strategy": "text", "horizontal_strategy": "lines"},
    {"vertical_strategy": "lines", "horizontal_strategy": "text"},
    {"vertical_strategy": "text", "horizontal_strategy": "text"},
)


def plumbed(file: Path) -> Tables:
    """The same, from pdfplumber's tables: on each page the settings that give most records."""
    import pdfplumber

    out: Tables = []
    with pdfplumber.open(file) as document:
        for page in document.pages:
            ways = [known(page.extract_tables(settings)) for settings in SETTINGS]
            out += max(ways, key=lambda found: sum(len(records) for _, records in found))
    return out


def known(tables: Iterable[list[list[str | None]]]) -> Tables:
    """Tables that a tracker knows; the header is the first row that makes it do so."""
    from tieout.trackers.match import recognise
    from tieout.trackers.rows import rows_to_records

    out: Tables = []
    for found in tables:
        rows = [[" ".join((c or "").split()) for c in row] for row in found]
        for k in range(min(6, len(rows) - 1)):
            best = next(iter(recognise(rows[k], rows[k + 1 :])), None)
            if best is not None:
                records = rows_to_records(best, rows[k + 1 :], headers=rows[k]).records
                out.append((best.tracker.name, [r.as_json() for r in records]))
                break
    return out


def tally(into: list[int], report: Any, reading: Callable[[], Tables]) -> None:
    """Add the right and the built cells of the printed fields."""
    found: dict[str, list[list[dict[str, Any]]]] = {}
    for tracker, records in reading():
        found.setdefault(str(tracker), []).append(records)
    for built_table in report.tables:
        if not built_table.tracker:
            continue
        mine = found.get(built_table.tracker, [])
        read_records = mine.pop(0) if mine else []
        column = {f: j for j, f in enumerate(built_table.fields) if f}
        free = list(range(len(read_records)))
        for i, record in enumerate(built_table.records):
            row = built_table.rows[built_table.record_rows[i] if i < len(built_table.record_rows) else i]
            # A name is printed in the language of the issue (谷歌 for Google): either is right.
            want = {
                name: (value, row[column[name]] if isinstance(value, str) else value)
                for name, value in record.as_json().items()
                if name in column
            }
            right = [(sum(read_records[k].get(n) in v for n, v in want.items()), -k) for k in free]
            into[1] += len(want)
            if right:
                most, at = max(right)
                into[0] += most
                free.remove(-at)


def _pages(file: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    count = len(document)
    document.close()
    return count


def scanned(file: Path) -> Path:
    """The pages of a PDF as pictures in a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    pages = [document[i].render(scale=200 / 72).to_pil().convert("RGB") for i in range(len(document))]
    document.close()
    out = file.with_name("scan.pdf")
    pages[0].save(out, format="PDF", save_all=True, append_images=pages[1:], resolution=200)
    return out


def main() -> None:
    """Run what the arguments ask for."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--shared", type=Path, default=REPO.parent / "shared")
    options.add_argument("--desk", type=Path, default=REPO / "examples" / "ai-weekly")
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--ocr", action="store_true", help="also read the issues as pictures (slow)")
    chosen = options.parse_args()
    if (chosen.shared / "gold").is_dir():
        published(chosen.shared, chosen.repeat)
    else:
        print(f"no published reports at {chosen.shared}; --shared names another folder", file=sys.stderr)
    dressed(chosen.repeat)
    built(chosen.desk, chosen.repeat, chosen.ocr)


if __name__ == "__main__":
    main()
