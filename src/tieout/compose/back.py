"""The back matter: certification, rating definitions, disclosures, all from ``desk.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Table
from ..quantity import plain
from .builder import ReportBuilder, TableCell
from .words import words

if TYPE_CHECKING:
    from ..desk import Desk
    from ..desk.schema import Grade, Statement

__all__ = ["write_back"]


def write_back(builder: ReportBuilder, desk: Desk, language: str) -> None:
    """Add the back matter in the order a reader looks for it; what the desk has not is left out."""
    said = desk.config.disclosures
    _statement(builder, said.certification, language)
    _ratings(builder, desk, language)
    _statement(builder, said.risk, language)
    for extra in said.extra:
        _statement(builder, extra, language)
    _statement(builder, said.disclaimer, language)


def _statement(builder: ReportBuilder, statement: Statement | None, language: str) -> None:
    if statement is None:
        return
    builder.block("heading", statement.title.get(language), level=1, zone="back")
    for paragraph in statement.text.get(language).split("\n\n"):
        if paragraph.strip():
            builder.block("paragraph", _joined(paragraph.strip(), language), zone="back")


def _joined(text: str, language: str) -> str:
    """A text of several lines as one: Chinese lines need no space between them."""
    return ("" if language == "zh" else " ").join(line.strip() for line in text.split("\n"))


def _ratings(builder: ReportBuilder, desk: Desk, language: str) -> None:
    standard = desk.config.rating
    note = desk.config.disclosures.rating_note
    if not (standard.stock or standard.industry):
        return
    w = words(language)
    builder.block("heading", w["ratings"], level=1, zone="back")
    if note is not None:
        builder.block("paragraph", _joined(note.get(language).strip(), language), zone="back")
    for grades, title, column in (
        (standard.stock, "stock_ratings", "stock_return"),
        (standard.industry, "industry_ratings", "industry_return"),
    ):
        if grades:
            builder.block("heading", w[title], level=2, zone="back")
            rows = [(TableCell(g.word.get(language)), TableCell(_range(g))) for g in grades]
            builder.table(Table((w["grade"], w[column]), ()), rows, zone="back")
    basis = w["rating_basis"].format(months=standard.months, index=standard.index.get(language))
    builder.block("paragraph", basis, zone="back")


def _range(grade: Grade) -> str:
    low = f"{plain(grade.above)}%" if grade.above is not None else ""
    high = f"{plain(grade.below)}%" if grade.below is not None else ""
    if low and high:
        return f"{low} — {high}"
    return f"> {low}" if low else f"< {high}"
