"""Every number an example issue prints leads to a cell of the inbox; a copy for clients shows none of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from tieout.compose import Issue, parts
from tieout.compose.stated import fits
from tieout.desk import Desk
from tieout.model import Block, Report
from tieout.quantity import scan
from tieout.read.decode import decode
from tieout.render import build

DAYS = ["2024-07-07", "2024-10-21", "2025-01-27"]
BOTH = [(day, language) for day in DAYS for language in ("zh", "en")]


@pytest.fixture(scope="module")
def builds(
    example: Desk, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], tuple[Issue, Path]]:
    """Both copies of every example issue, in both languages."""
    out = {}
    for day, language in BOTH:
        folder = tmp_path_factory.mktemp("out")
        when = date.fromisoformat(day)
        build(example, when, language=language, internal=False, out=folder / "client")
        issue = build(
            example, when, language=language, out=folder / "internal", formats=("html", "pdf", "json")
        )
        out[day, language] = issue, folder
    return out


def told(folder: Path) -> dict[str, Any]:
    (path,) = (folder / "internal").glob("evidence*.json")
    return json.loads(path.read_text("utf-8"), parse_float=Decimal)  # type: ignore[no-any-return]


# --- every number ---------------------------------------------------------------------------------


def names_of(desk: Desk, language: str) -> tuple[str, ...]:
    """Names that hold digits: their digits are no quantity."""
    found = {
        str(v)
        for r in desk.store.records()
        for v in (*r.subject, *r.values.values())
        if isinstance(v, str) and any(c.isdigit() for c in v)
    }
    return tuple(found | {desk.word(n, language) for n in found} | {"36氪", "36Kr"})


def stretches(report: Report) -> Iterator[tuple[Block, int, int]]:
    """Where an issue may say numbers of its own: not in definitions of the house, nor in names of columns."""
    for block in report.blocks:
        if block.zone == "back" and block.attrs.get("part") != parts.FOOTNOTE:
            continue
        if block.type != "table":
            yield block, block.start, block.end
        elif block.table is not None:
            for row in report.tables[block.table].cells:
                yield from ((block, a, b) for a, b in row if b > a)


@pytest.mark.parametrize(("day", "language"), BOTH)
def test_every_printed_number_is_bound(builds: Any, example: Desk, day: str, language: str) -> None:
    issue, folder = builds[day, language]
    report, spans = issue.report, told(folder)["spans"]
    names = names_of(example, language)
    seen = set()
    for block, start, end in stretches(report):
        text = report.text[start:end]
        for q in scan(text, names=names).quantities:
            at, to = start + q.start, start + q.end
            if any(c.isdigit() for c in q.text):
                seen.add((block.zone, block.type, block.attrs.get("part", "")))
                assert any(s["start"] < to and at < s["end"] for s in spans), f"{q.text} in {text[:80]}"
    kinds = {(zone, type) for zone, type, _ in seen}
    assert {("cover", "paragraph"), ("cover", "table"), ("body", "paragraph"), ("body", "table")} <= kinds
    assert ("cover", "table", parts.BOX) in seen
    if day == "2025-01-27":
        assert ("cover", "heading", parts.TITLE) in seen


@pytest.mark.parametrize(("day", "language"), BOTH)
def test_every_bound_number_is_its_fact(builds: Any, day: str, language: str) -> None:
    issue, folder = builds[day, language]
    evidence = told(folder)
    for span in evidence["spans"]:
        assert issue.report.text[span["start"] : span["end"]] == span["quote"]
        fact = issue.facts[span["fact"]]
        if (
            span["role"] == "number"
            and isinstance(fact.value, Decimal)
            and any(map(str.isdigit, span["quote"]))
        ):
            said = scan(span["quote"]).quantities
            # A cell leaves its unit to the header, and a word beside a number may tell its direction.
            same = {abs(q.value) for q in said if q.value is not None}
            assert (
                any(fits(q, fact) for q in said)
                or abs(fact.value) in same
                or bare(span["quote"])
                in (
                    bare(fact.text),
                    bare(str(abs(fact.value))),
                )
            ), (span["quote"], fact)


def bare(text: str) -> str:
    return re.sub(r"[^\d.:]", "", text)


@pytest.mark.parametrize(("day", "language"), BOTH)
def test_every_fact_leads_to_cells_that_say_it(builds: Any, example: Desk, day: str, language: str) -> None:
    _, folder = builds[day, language]
    evidence = told(folder)
    facts = evidence["facts"]
    keys = {s["fact"] for s in evidence["spans"]} | {k for c in evidence["charts"] for k in facts_of(c)}
    assert keys <= set(facts)
    for fact in facts.values():
        assert fact["evidence"] or fact["inputs"], fact["key"]
        assert set(fact["inputs"]) <= set(facts)
        for cell in fact["evidence"]:
            place, _, snapshot = cell["note"].rpartition("#")
            said = cell_text(example, snapshot, place)
            assert said is not None, place
            value = fact["value"]
            if isinstance(value, Decimal | int) and re.fullmatch(r"-?[\d.,]+%?", said):
                assert abs(Decimal(said.replace(",", "").rstrip("%"))) == abs(value), (place, said, value)


def facts_of(chart: Any) -> Iterator[str]:
    """Each ``fact`` or list of ``facts`` in a chart's data."""
    if isinstance(chart, dict):
        for name, value in chart.items():
            if name in ("fact", "facts"):
                yield from ([value] if isinstance(value, str) else [v for v in value or () if v])
            else:
                yield from facts_of(value)
    elif isinstance(chart, list):
        for value in chart:
            yield from facts_of(value)


def cell_text(desk: Desk, snapshot: str, place: str, kept: dict[str, Any] = {}) -> str | None:  # noqa: B006
    """What stands in a cell of the file that was kept: ``inbox/a.csv!C5`` or ``inbox/a.xlsx!sheet!C5``.

    Of a quoted file, which has no cells, all of its words.
    """
    if "!" not in place:
        assert (desk.path / "sources" / place).is_file()
        return decode(desk.snapshots.get(snapshot)).text
    file, *sheet, cell = place.split("!")
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()  # type: ignore[union-attr]
    if snapshot not in kept:
        data = desk.snapshots.get(snapshot)
        if file.endswith(".csv"):
            kept[snapshot] = list(csv.reader(io.StringIO(decode(data).text)))
        else:
            openpyxl = pytest.importorskip("openpyxl")
            kept[snapshot] = openpyxl.load_workbook(io.BytesIO(data))
    found = kept[snapshot]
    if file.endswith(".csv"):
        column = sum((ord(c) - 64) * 26**k for k, c in enumerate(reversed(letters))) - 1
        return str(found[int(number) - 1][column])
    held = found[sheet[0]][cell]
    percent = isinstance(held.value, float | int) and "%" in held.number_format
    return None if held.value is None else str(Decimal(str(held.value)) * 100 if percent else held.value)


# --- nothing of it for clients --------------------------------------------------------------------


@pytest.mark.parametrize(("day", "language"), BOTH)
def test_a_copy_for_clients_carries_no_evidence(builds: Any, example: Desk, day: str, language: str) -> None:
    issue, folder = builds[day, language]
    files = {p.suffix: p.read_bytes() for p in (folder / "client").iterdir()}
    assert set(files) == {".pdf", ".html", ".json"}
    page = re.sub(r"src:url\(data:[^)]*\)|src=\"data:[^\"]*\"", "", files[".html"].decode())
    document = pdfium.PdfDocument(files[".pdf"])
    words = "".join(p.get_textpage().get_text_range() for p in document)
    info = json.dumps(document.get_metadata_dict())
    packet = b"".join(re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", files[".pdf"], re.S)).decode()
    assert document.count_attachments() == 0 and packet
    data = files[".json"].decode()
    hashes = {s.hash[:10] for s in example.snapshots.all()}
    traces = {"inbox/", "issues/", ".csv", ".xlsx", "src:", "fact:", str(example.path), "store/", *hashes}
    # The keys of facts are tracker/field/subject.
    traces |= {f"{key.split('/')[0]}/" for key in issue.facts}
    for where, text in {"page": page, "words": words, "info": info, "packet": packet, "json": data}.items():
        assert [t for t in traces if t in text] == [], where
    for mark in ("<script", " data-", "tieout-report", "tieout-evidence", "<!--"):
        assert mark not in page
    names = set(re.findall(r'"(\w+)":', data))
    assert names.isdisjoint(
        {"spans", "facts", "fact", "inputs", "operator", "evidence", "gaps", "permission"}
    )
    assert json.loads(data)["warnings"] == []


@pytest.mark.parametrize(("day", "language"), BOTH)
def test_records_for_clients_hold_what_is_printed(builds: Any, day: str, language: str) -> None:
    issue, folder = builds[day, language]
    (path,) = (folder / "client").glob("*.json")
    tables = json.loads(path.read_text("utf-8"))["tables"]
    for table, made in zip(tables, issue.report.tables, strict=True):
        assert len(table["records"]) == len(made.records)
        assert {"status", "availability"}.isdisjoint(k for r in table["records"] for k in r)
        printed = {f for f in made.fields if f}
        assert all(printed <= set(r) | {"price_date"} for r in table["records"] if None not in made.fields)
