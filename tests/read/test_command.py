"""``tieout read``: one file, many files, every output format, and a reader that breaks."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from dress import Dress, covered, rental, report, traffic

from tieout.read import pool
from tieout.read.command import command
from tieout.read.pool import Limits, documents_in, read_many

TEXT = report([rental(1), traffic(2), covered(3)], Dress())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.html").write_text(
        "<!doctype html><html><body><h1>周报</h1><p>价格平稳。</p></body></html>", "utf-8"
    )
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 cut off")
    (tmp_path / ".hidden.txt").write_text("x", "utf-8")
    (tmp_path / "notes.log").write_text("x", "utf-8")
    return tmp_path


def run(*args: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, list(args), standalone_mode=False)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.return_value, result.stdout, result.stderr


def test_json_is_the_contract(folder: Path) -> None:
    status, out, _ = run(str(folder / "a.txt"), "--format", "json")
    data = json.loads(out)
    assert status == 0 and set(data) == {"text", "meta", "blocks", "tables", "warnings"}
    assert set(data["tables"][0]) == {
        "figure", "caption", "source", "tracker", "period", "columns", "rows", "records", "start", "end",
    }  # fmt: skip
    assert data["text"] == TEXT and data["meta"]["publisher"] == "北辰证券"


def test_a_summary_names_tables_and_doubts(folder: Path) -> None:
    status, out, _ = run(str(folder / "a.txt"))
    assert status == 0 and "compute_rental" in out and "王小明 S1234567890123" in out


def test_long_rows_hold_every_field_once(folder: Path) -> None:
    _, out, _ = run(str(folder / "a.txt"), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    prices = [r for r in rows if r["field"] == "price_per_hour"]
    assert [float(r["number"]) if r["number"] else None for r in prices] == [
        v["price_per_hour"] for v in rental(1).values
    ]
    data = json.loads(run(str(folder / "a.txt"), "--format", "json")[1])
    assert len(rows) == sum(len(r) for t in data["tables"] for r in t["records"])


def test_parquet_and_workbook_hold_the_same_rows(folder: Path, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    openpyxl = pytest.importorskip("openpyxl")
    wide = tmp_path / "out.parquet"
    book = tmp_path / "out.xlsx"
    assert run(str(folder / "a.txt"), "--format", "parquet", "-o", str(wide))[0] == 0
    assert run(str(folder / "a.txt"), "--format", "xlsx", "-o", str(book))[0] == 0
    frame = polars.read_parquet(wide)
    assert frame.height == len(
        list(csv.DictReader(io.StringIO(run(str(folder / "a.txt"), "--format", "csv")[1])))
    )
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames == ["tables", "compute_rental", "site_traffic", "coverage"]
    assert sheets["site_traffic"].max_row == 1 + len(traffic(2).values)


def test_markdown_reads_back_to_the_same_records(folder: Path, tmp_path: Path) -> None:
    out = run(str(folder / "a.txt"), "--format", "md")[1]
    again = tmp_path / "again.md"
    again.write_text(out, "utf-8")
    first = json.loads(run(str(folder / "a.txt"), "--format", "json")[1])
    second = json.loads(run(str(again), "--format", "json")[1])
    assert [t["records"] for t in second["tables"]] == [t["records"] for t in first["tables"]]
    assert second["meta"] == first["meta"]


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT.replace(traffic(2).values[0]["app"], "=HYPERLINK(1)"), "utf-8")
    assert "=HYPERLINK" not in {
        r["value"][:10] for r in csv.DictReader(io.StringIO(run(str(file), "--format", "csv")[1]))
    }


def test_a_folder_gives_a_line_for_each_document_and_a_broken_one_costs_itself(folder: Path) -> None:
    status, out, _ = run(str(folder), "--format", "jsonl", "--no-cache")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [Path(ln["file"]).name for ln in lines] == ["a.txt", "b.html", "c.pdf"]
    assert "error" not in lines[0] and "Next:" in lines[2]["error"]


def test_results_are_kept_by_content(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    files = [folder / "a.txt"]
    first = next(iter(read_many(files, cache_dir=kept)))
    (folder / "renamed.txt").write_text(TEXT, "utf-8")
    second = next(iter(read_many([folder / "renamed.txt"], cache_dir=kept)))
    assert (first.cached, second.cached) == (False, True) and first.report == second.report
    (folder / "a.txt").write_text(TEXT + "补充一段。\n", "utf-8")
    assert not next(iter(read_many(files, cache_dir=kept))).cached


def test_another_version_of_the_reader_reads_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, files = tmp_path / "kept", [folder / "a.txt"]
    list(read_many(files, cache_dir=kept))
    assert next(iter(read_many(files, cache_dir=kept))).cached
    monkeypatch.setattr(pool, "_version", lambda: "another")
    assert not next(iter(read_many(files, cache_dir=kept))).cached


def test_no_more_is_begun_than_a_few_documents_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Path] = []

    def one(file: Path, *_: object) -> pool.Outcome:
        begun.append(file)
        return pool.Outcome(file, {"text": ""})

    monkeypatch.setattr(pool, "_one", one)
    files = [tmp_path / f"{k}.txt" for k in range(100)]
    outcomes = read_many(files, workers=2)
    assert [next(outcomes).file for _ in range(10)] == files[:10]
    assert len(begun) <= 10 + pool.AHEAD * 2
    assert [o.file for o in outcomes] == files[10:]


def test_a_child_that_is_killed_hangs_or_bombs_costs_its_document_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three bad documents among good ones, read side by side."""
    module = tmp_path / "reader_of_these.py"
    module.write_text(
        "import os, signal, sys, time\n"
        "name = os.path.basename(sys.argv[-1])\n"
        "if name.startswith('killed'): os.kill(os.getpid(), signal.SIGKILL)\n"
        "if name.startswith('hangs'): time.sleep(60)\n"
        f"sys.path.insert(0, {str(Path(pool.__file__).resolve().parents[2])!r})\n"
        "from tieout.read.child import _limit, main\n"
        "if name.startswith('bombs'): _limit(400); x = bytearray(10**10)\n"
        "sys.exit(main(sys.argv[-2:]))\n",
        "utf-8",
    )
    real = pool.subprocess.Popen
    monkeypatch.setattr(
        pool.subprocess, "Popen", lambda args, **o: real([sys.executable, str(module), *args[3:]], **o)
    )
    names = ["a.txt", "bombs.txt", "good1.txt", "hangs.txt", "killed.txt", "z.txt"]
    (tmp_path / "in").mkdir()
    for name in names:
        (tmp_path / "in" / name).write_text(TEXT, "utf-8")
    status, out, _ = run(str(tmp_path / "in"), "--format", "jsonl", "--no-cache", "--seconds", "20")
    lines = {Path(ln["file"]).name: ln for ln in map(json.loads, out.splitlines())}
    assert status == 2 and list(lines) == names
    assert {n: ln["error"].split(".")[0] for n, ln in lines.items() if "error" in ln} == {
        "bombs.txt": "needs more than 3072 MB",
        "hangs.txt": "not read within 20 s",
        "killed.txt": "its reader was killed, most often because memory ran out",
    }
    good = [ln for ln in lines.values() if "error" not in ln]
    assert len(good) == 3 and all(ln["text"] == TEXT for ln in good)


def test_parquet_of_more_rows_than_are_held_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import polars as pl

    from tieout.read import output

    monkeypatch.setattr(output, "ROWS", 7)
    status, _, _ = run(str(folder), "--format", "parquet", "--no-cache", "-o", str(folder / "x.parquet"))
    _, rows, _ = run(str(folder), "--format", "csv", "--no-cache")
    frame = pl.read_parquet(folder / "x.parquet")
    assert status == 2 and frame.height == len(list(csv.DictReader(io.StringIO(rows)))) > 14
    assert frame["number"].dtype == pl.Decimal(38, 9)


def child(code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, **limits: float) -> str:
    """What becomes of a document whose reader runs ``code`` instead."""
    module = tmp_path / "fake" / "reader_that_breaks.py"
    module.parent.mkdir()
    module.write_text(code, "utf-8")
    real = pool.subprocess.Popen

    def popen(args: list[str], **options: object) -> object:
        return real([sys.executable, str(module), *args[3:]], **options)

    monkeypatch.setattr(pool.subprocess, "Popen", popen)
    (tmp_path / "x.txt").write_text("a", "utf-8")
    return next(iter(read_many([tmp_path / "x.txt"], limits=Limits(**limits)))).error


def test_a_crash_a_hang_and_a_glutton_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "broke off" in child("import os; os._exit(3)", monkeypatch, tmp_path)


def test_a_hang_ends_at_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "not read within" in child("import time; time.sleep(60)", monkeypatch, tmp_path, seconds=0.5)


def test_a_glutton_ends_at_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"import sys; sys.path.insert(0, {str(Path(pool.__file__).resolve().parents[2])!r})\nfrom tieout.read.child import _limit\n_limit(200)\nx = bytearray(10**10)"
    assert "needs more than" in child(code, monkeypatch, tmp_path)


def test_what_is_not_there_and_what_holds_nothing(tmp_path: Path) -> None:
    from tieout.errors import UsageError

    for path in (tmp_path / "no", tmp_path):
        with pytest.raises(UsageError):
            documents_in([path])
