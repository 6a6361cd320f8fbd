"""The scanner on published reports and labelled passages (skipped where they are absent)."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tieout.quantity import Quantity, parse_cell, scan

REPORTS = ("2024-07-07", "2024-10-21", "2025-01-27")
# Labels whose value is computed from the printed figures and stands nowhere in their quote.
COMPUTED_IN_PASSAGES = 5


def read(shared: Path, name: str) -> str:
    return (shared / "reports" / f"{name}.txt").read_text(encoding="utf-8-sig")


def says(quantity: Quantity, value: Decimal) -> bool:
    """True when the quantity's value, or its printed magnitude, is the labelled one."""
    for end in (quantity.value, quantity.high):
        if end is not None and any(
            abs(end) / power == abs(value) for power in (1, 10**4, 10**6, 10**8, 10**9, quantity.scale)
        ):
            return True
    return False


def test_every_printed_value_of_the_passages_is_found(shared: Path) -> None:
    missed: list[Any] = []
    lines = (shared / "gold" / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        passage = json.loads(line)
        quantities = scan(passage["text"]).quantities
        for claim in passage["claims"]:
            if claim["value"] is None:
                continue
            inside = [q for q in quantities if q.start < claim["end"] and q.end > claim["start"]]
            if not any(says(q, Decimal(str(claim["value"]))) for q in inside):
                missed.append((passage["id"], claim["quote"], claim["value"]))
    assert len(missed) == COMPUTED_IN_PASSAGES, missed


def test_percent_labels_of_the_passages_have_the_unit(shared: Path) -> None:
    for line in (shared / "gold" / "passages.jsonl").read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        quantities = scan(passage["text"]).quantities
        for claim in passage["claims"]:
            if claim["unit"] in ("%", "pp") and claim["value"] is not None and "points" not in claim["quote"]:
                inside = [q for q in quantities if q.start < claim["end"] and q.end > claim["start"]]
                assert any(
                    says(q, Decimal(str(claim["value"]))) and q.unit == claim["unit"] for q in inside
                ), claim


@pytest.mark.parametrize("name", REPORTS)
def test_every_run_of_digits_of_a_report(shared: Path, name: str) -> None:
    text = read(shared, name)
    found = scan(text)
    spans = [(q.start, q.end) for q in found.quantities] + [(s.start, s.end) for s in found.skipped]
    for run in re.finditer(r"\d+", text):
        assert sum(start <= run.start() and run.end() <= end for start, end in spans) == 1, run


@pytest.mark.parametrize("name", REPORTS)
def test_no_name_date_or_code_of_a_report_is_a_quantity(shared: Path, name: str) -> None:
    text = read(shared, name)
    quoted = {q.text for q in scan(text).quantities}
    assert not {text for text in quoted if re.search(r"[A-Z]{2,}-?\d|\d{6}\.S|20\d\d ?年|\d 月", text)}


@pytest.mark.parametrize("name", REPORTS)
def test_labelled_statements_of_a_report(shared: Path, name: str) -> None:
    text = read(shared, name)
    quantities = scan(text).quantities
    labels = json.loads((shared / "gold" / f"{name}.claims.json").read_text(encoding="utf-8"))
    missed = []
    for label in labels:
        value = label["value"].get("amount") if isinstance(label["value"], dict) else label["value"]
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or label["unit"] in ("cards", "month", "items", "days")
        ):
            continue
        digits = re.sub(r"^[#\s]*\d[\d.]*、|图表 ?\d+|[A-Za-z]+\d\w*|日日新 ?5\.\d", "", label["quote"])
        if not re.search(r"\d", digits) or "not printed" in str(label["unit"]):
            continue
        inside = [q for q in quantities if q.start < label["end"] and q.end > label["start"]]
        if not any(says(q, Decimal(str(value))) or abs(q.value) / 1000 == value for q in inside):
            missed.append((label["quote"], value))
    assert not missed


@pytest.mark.parametrize("name", REPORTS)
def test_records_print_what_cells_read(shared: Path, name: str) -> None:
    """Durations, shares and prices of the labelled tables, as a reader would hand them over."""
    tables = json.loads((shared / "gold" / f"{name}.records.json").read_text(encoding="utf-8"))["tables"]
    printed = dict.fromkeys(re.findall(r"[^\t\n]+", read(shared, name)))
    traffic = next(table for table in tables if table["tracker"] == "site_traffic")["records"]
    seconds = {parse_cell(cell, "duration").value for cell in printed if re.fullmatch(r"\d+:\d\d", cell)}
    percents = {parse_cell(cell, "percent").value for cell in printed if re.fullmatch(r"-?\d+\.\d\d%", cell)}
    assert {Decimal(row["avg_duration_s"]) for row in traffic} <= seconds
    assert {Decimal(str(row["visits_wow_pct"])) for row in traffic} <= percents
    rental = next(table for table in tables if table["tracker"] == "compute_rental")["records"]
    prices = {
        parse_cell(cell, "decimal", unit="CNY/hour").value
        for cell in printed
        if re.fullmatch(r"[\d.]+/元", cell)
    }
    assert {
        Decimal(str(row["price_per_hour"])) for row in rental if row["price_per_hour"] is not None
    } == prices
    funding = [row for table in tables if table["tracker"] == "funding" for row in table["records"]]
    for row in funding:
        for field in ("amount", "total_raised", "valuation"):
            if row.get(field) and row[field]["text"]:
                money = parse_cell(row[field]["text"], "money").value
                assert money is not None
                assert {key: value for key, value in money.as_json().items() if key != "text"} == {  # type: ignore[union-attr]
                    key: value for key, value in row[field].items() if key != "text"
                }
