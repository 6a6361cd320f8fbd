"""PDF, typeset by Typst from our own fonts.

The report goes to the template as JSON and is shown as strings, so nothing in it is read as markup.
Every warning of the typesetter is an error: the commonest one, a missing glyph, prints a box that text
extraction never shows.
"""

from __future__ import annotations

import json
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ..compose import Look, parts
from ..errors import RenderError
from ..fonts import FAMILY, font_dir, missing_glyphs
from ..model import Picture, Report
from .document import Cell, Document, Grid, Item, Run, before_mark, document
from .drawing import drawn
from .json import report_json
from .labels import labels

__all__ = ["pdf_of"]

_SIDE = (parts.ANALYST, parts.CONTACT, parts.BOX, parts.RELATED_TITLE, parts.RELATED)
_HEAD = (parts.DATE, parts.PUBLISHER, parts.PUBLISHER_ALT, parts.TITLE, parts.SERIES, parts.RATING)


def pdf_of(report: Report, *, internal: bool = False, look: Look | None = None) -> bytes:
    """Typeset a composed report as an A4 PDF; the same report gives the same bytes.

    Parameters
    ----------
    report
        What :func:`tieout.compose.compose` made; its blocks say what they are for
        (``tieout/compose/parts.py``).
    internal
        True attaches ``report.json`` (the report with its bound stretches); a copy for clients
        carries no data.
    look
        The house's colour and logo.

    Raises
    ------
    RenderError
        A character the fonts do not have (``missing`` lists them), or any warning of the typesetter
        (``warnings``).
    """
    _need_glyphs(report)
    data = _as_data(report, internal, look or Look())
    template = Path(__file__).with_name("template.typ")
    if not report.pictures:
        return _compiled(template, data, report.meta.date)
    # The typesetter reads pictures from files under the folder of the template.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / template.name
        copy.write_bytes(template.read_bytes())
        for number, picture in enumerate(report.pictures):
            (Path(folder) / _picture_name(number, picture)).write_bytes(picture.data)
        return _compiled(copy, data, report.meta.date)


def _compiled(template: Path, data: dict[str, Any], day: date | None) -> bytes:
    import typst

    when = day or date(1970, 1, 1)
    try:
        pdf, warnings = typst.compile_with_warnings(
            template,
            format="pdf",
            # Archivable (PDF/A-3 allows the attachment) and readable by a screen reader.
            pdf_standards=["a-3a", "ua-1"],
            font_paths=[font_dir()],
            ignore_system_fonts=True,
            sys_inputs={"doc": json.dumps(data, ensure_ascii=False)},
            # The clock of the machine must not enter the bytes.
            timestamp=int(datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp()),
        )
    except typst.TypstError as error:
        said = str(error)
        large = re.search(r"(?:table|chart) too large for a page[^\"\n]*", said)
        raise RenderError(
            large[0].rstrip(": ") if large else f"the PDF could not be typeset: {said}",
            next_step="print fewer columns or rows of it in one table"
            if large
            else "build the HTML (--format html) and report this with the issue file",
            warnings=[said],
        ) from error
    if warnings:
        told = [str(getattr(w, "message", w)) for w in warnings]
        raise RenderError(
            f"the typesetter warned: {'; '.join(told)}",
            next_step="a warning is something wrong in print; change the text it names",
            warnings=told,
        )
    return bytes(pdf)


def _need_glyphs(report: Report) -> None:
    lacking = missing_glyphs(report.text)
    if not lacking:
        return
    places = []
    for char in lacking[:5]:
        at = report.text.index(char)
        around = report.text[max(0, at - 8) : at + 9].replace("\n", " ").replace("\t", " ")
        places.append(f"{char!r} (U+{ord(char):04X}) in “{around}”")
    raise RenderError(
        f"the fonts have no glyph for {', '.join(places)}",
        next_step="write it with other characters, or put it into the issue as a picture",
        missing=lacking,
    )


def _as_data(report: Report, internal: bool, look: Look) -> dict[str, Any]:
    doc = document(report)
    numbers = {id(p): _picture_name(n, p) for n, p in enumerate(report.pictures)}
    setter = _Setter(look.colour, numbers)
    meta = report.meta
    when = meta.date or date(1970, 1, 1)
    words = labels(meta.language)
    has_back = any(i.zone == "back" for i in doc.items)
    data = {
        "language": meta.language,
        "colour": look.colour,
        "logo": {"bytes": list(look.logo), "type": look.logo_type} if look.logo else None,
        "font": FAMILY,
        "title": meta.title or "",
        "series": meta.series or "",
        "authors": [a.name for a in meta.analysts],
        "description": " ".join(x for x in (meta.publisher, meta.series) if x),
        "keywords": [x for x in (meta.publisher, meta.series, when.isoformat()) if x],
        "date": [when.year, when.month, when.day],
        "labels": {
            "footer": words["footer"] if has_back else "",
            "attachment": words["attachment"],
        },
        "cover": setter.cover(doc),
        "contents": [setter.item(i) for i in doc.zone("contents")],
        "figures": [setter.item(i) for i in doc.zone("figures")],
        "body": setter.flow(doc.zone("body")),
        "notes": {
            i.id.removeprefix("note-"): {"runs": _runs(i.runs), "address": i.address}
            for i in doc.parts(parts.FOOTNOTE)
        },
        "back": setter.flow(doc.zone("back")),
        "attachment": report_json(report) if internal else None,
    }
    _note_first(data)
    return data


def _note_first(data: dict[str, Any]) -> None:
    """Tell the first mark of each note, in the order in which the template sets them."""
    cover = data["cover"]
    items = [i for part in (cover["side"], cover["points"], cover["tables"], data["body"]) for i in part]
    met: set[int] = set()
    for runs in (cover["title"], *(r for i in items for r in (i["caption"], i["runs"]))):
        for mark in (m for run in runs for m in run[3]):
            mark[1] = int(mark[0] not in met)
            met.add(mark[0])


def _picture_name(number: int, picture: Picture) -> str:
    return f"picture-{number}.{'jpg' if picture.media_type == 'image/jpeg' else 'png'}"


class _Setter:
    """Items as data of the template; ``names`` gives each picture, by its identity, its file."""

    def __init__(self, colour: str, names: dict[int, str]) -> None:
        self.colour = colour
        self.names = names

    def cover(self, doc: Document) -> dict[str, Any]:
        items = doc.zone("cover")
        return {
            "date": doc.part(parts.DATE),
            "publisher": doc.part(parts.PUBLISHER),
            "publisher_alt": doc.part(parts.PUBLISHER_ALT),
            "title": [r for i in doc.parts(parts.TITLE) for r in _runs(i.runs)],
            "series": doc.part(parts.SERIES),
            "rating": doc.part(parts.RATING),
            "side": [self.item(i) for i in items if i.part in _SIDE],
            "points": [self.item(i) for i in items if i.part not in (*_SIDE, *_HEAD) and not i.figure],
            "tables": [self.item(i) for i in items if i.figure and i.part not in _SIDE],
        }

    def flow(self, items: tuple[Item, ...]) -> list[dict[str, Any]]:
        """Items whose headings go down one level at a time, as an outline that screen readers can follow."""
        deepest = 0
        out = []
        for item in items:
            data = self.item(item)
            if item.type == "heading":
                deepest = min(data["level"], deepest + 1)
                data["level"] = deepest
            out.append(data)
        return out

    def item(self, item: Item) -> dict[str, Any]:
        return {
            "type": item.type,
            "part": item.part,
            "figure": item.figure,
            "level": max(item.level, 1),
            "id": item.id,
            "target": item.target,
            "marker": item.marker,
            "runs": _runs(item.runs),
            "caption": _runs(item.caption),
            "below": [_runs(b) for b in item.below],
            "grid": _grid(item.grid) if item.grid else None,
            "image": self._image(item),
        }

    def _image(self, item: Item) -> dict[str, Any] | None:
        if item.chart is not None:
            spec = item.chart.spec
            return {"svg": drawn(spec, self.colour), "alt": spec.alt or spec.title, "share": 100}
        if item.picture is not None:
            picture = item.picture
            share = round(picture.share * 100, 3)
            return {"file": self.names[id(picture)], "alt": picture.alt, "share": share}
        return None


# What may not begin a line, and what may not end one. A box around a number would hide it from the
# line breaker, so such a character goes into the box with it.
_CLOSING = "，。；：、！？）》”’」』】〉,.;:!?)]%％"
_OPENING = "（《“‘「『【〈(["


def _runs(runs: tuple[Run, ...]) -> list[list[Any]]:
    """Runs as (text, strong, whole, marks, text behind the marks)."""
    out: list[list[Any]] = []
    for r in runs:
        if not r.note:
            out.append([r.text, int(r.strong), int(r.whole), [], ""])
            continue
        # A mark goes into one box with what it stands behind, lest it begin a line.
        if not out or not out[-1][0]:
            out.append(["", 0, 1, [], ""])
        elif not out[-1][2]:
            text, strong, *_ = out[-1]
            cut = before_mark(text)
            out[-1][0] = text[:cut]
            out.append([text[cut:], strong, 1, [], ""])
        out[-1][3].append([r.note, 0])
    for i, run in enumerate(out):
        if not run[2]:
            continue
        if i + 1 < len(out) and not out[i + 1][2]:
            after = out[i + 1][0]
            kept = after.lstrip(_CLOSING)
            run[4 if run[3] else 0] += after[: len(after) - len(kept)]
            out[i + 1][0] = kept
        if i and not out[i - 1][2]:
            before = out[i - 1][0]
            kept = before.rstrip(_OPENING)
            run[0] = before[len(kept) :] + run[0]
            out[i - 1][0] = kept
    return [r for r in out if r[0] or r[3]]


def _grid(grid: Grid) -> dict[str, Any]:
    """The grid with each cell's column: a cell under a merged one does not stand in the first free place."""
    width = len(grid.right)
    return {
        "right": list(grid.right),
        "merged": any(c.rows > 1 for row in grid.body for c in row),
        "header": _placed(grid.header, width, 0),
        "body": _placed(grid.body, width, len(grid.header)),
    }


def _placed(rows: tuple[tuple[Cell, ...], ...], width: int, first: int) -> list[list[dict[str, Any]]]:
    busy = [0] * width
    out = []
    for number, row in enumerate(rows, start=first):
        free = [c for c in range(width) if busy[c] == 0]
        busy = [max(0, b - 1) for b in busy]
        line = []
        for cell in row:
            at = free[0]
            free = free[cell.columns :]
            for c in range(at, at + cell.columns):
                busy[c] = cell.rows - 1
            line.append(
                {
                    "at": at,
                    "row": number,
                    "runs": _runs(cell.runs),
                    "right": cell.right,
                    "rows": cell.rows,
                    "columns": cell.columns,
                }
            )
        out.append(line)
    return out
