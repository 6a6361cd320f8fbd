"""DOCX: paragraphs with their heads and numbers, native tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..errors import ReadError
from ..model import Report
from .assemble import assemble
from .docxnumbers import Numbering, number_of, value_of
from .docxnumbers import W as _W
from .draft import Cell, Draft, DraftBuilder
from .office import Package, open_package
from .words import CONTENTS_LINE

__all__ = ["draft_of_docx", "read_docx"]

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_OPEN = frozenset(_W + t for t in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom"})
_BOXES = frozenset({f"{_W}txbxContent"})
_COPIES = frozenset({f"{_MC}Fallback"})
_UNPRINTED = _GONE | _BOXES | _COPIES | {_W + t for t in ("instrText", "pPr", "rPr", "rt")}
MAX_DEPTH = 40
# A cell of so many paragraphs, in a table of one row, is a column of the page.
COLUMN = 3


def read_docx(data: bytes) -> Report:
    """The report of a DOCX file: its text in order, its tables, numbers that Word counts itself included.

    Tracked changes are read as accepted; footnotes stand after the text. Headers and footers are dropped and listed. Raises :class:`~tieout.errors.ReadError` for a file that
    is damaged, locked, a bomb or empty.
    """
    draft = draft_of_docx(open_package(data))
    if not draft.items:
        raise ReadError(
            "the document holds no text", next_step="check that it is the right file", reason="empty"
        )
    return assemble(draft)


def draft_of_docx(package: Package) -> Draft:
    """The lines and grids of a document, in order."""
    root = package.xml("word/document.xml")
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise ReadError(
            "the file has no word/document.xml", next_step="save it again as DOCX", reason="damaged"
        )
    out = DraftBuilder()
    reader = _Reader(_styles(package), Numbering.of(package), out)
    reader.blocks(body, 0)
    for note in _notes(package, body):
        reader.blocks(note, 1)
    dropped = []
    for name in sorted(package.names):
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
            part = package.xml(name)
            said = " ".join(_text(p) for p in part.iter(f"{_W}p")) if part is not None else ""
            if any(c.isdigit() for c in said):
                dropped.append((said.strip(), name.removeprefix("word/").removesuffix(".xml")))
    return out.done(dropped=tuple(dropped))


@dataclass(frozen=True, slots=True)
class _Style:
    level: int = 0
    numbering: tuple[str, int] | None = None
    contents: bool = False


class _Reader:
    def __init__(self, styles: dict[str, _Style], numbers: Numbering, out: DraftBuilder) -> None:
        self.styles = styles
        self.numbers = numbers
        self.out = out

    def blocks(self, node: Any, depth: int) -> None:
        """Paragraphs and tables of a container, content controls and change marks looked into."""
        if depth > MAX_DEPTH:
            return
        for child in node:
            if child.tag == f"{_W}p":
                self.paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self.table(child, depth)
            elif child.tag in _OPEN:
                self.blocks(child, depth + 1)

    def paragraph(self, node: Any, depth: int) -> None:
        """One paragraph, with the number Word would print before it; text boxes follow it."""
        style, number = self._style(node)
        text = _text(node).strip()
        if text:
            text = f"{number}{text}" if number else text
            found = CONTENTS_LINE.match(text)
            role = "contents" if style.contents and found else ""
            marker = "•" if number and not style.level else ""
            self.out.line(
                text, level=style.level, whole=True, role=role, marker=marker if number == "• " else ""
            )
        for drawing in _drawings(node):
            boxes = [b for b in drawing.iter(f"{_W}txbxContent") if not _within(b, drawing, _BOXES)]
            for box in boxes:
                self.blocks(box, depth + 1)
            if not boxes:
                told = next(drawing.iter(f"{_WP}docPr"), None)
                alt = " ".join((told.get("descr") or "").split()) if told is not None else ""
                self.out.picture(alt, drawn=next(drawing.iter(_CHART), None) is not None)

    def _style(self, node: Any) -> tuple[_Style, str]:
        properties = node.find(f"{_W}pPr")
        style = _Style()
        numbered: tuple[str, int] | None = None
        if properties is not None:
            named = properties.find(f"{_W}pStyle")
            style = self.styles.get(value_of(named), style) if named is not None else style
            outline = properties.find(f"{_W}outlineLvl")
            if outline is not None and value_of(outline).isdigit() and int(value_of(outline)) < 9:
                style = _Style(int(value_of(outline)) + 1, style.numbering, style.contents)
            numbered = number_of(properties)
        numbered = numbered or style.numbering
        return style, self.numbers.next(*numbered) if numbered else ""

    def table(self, node: Any, depth: int) -> None:
        """A table; cells merged downwards are one cell of several rows.

        A table that only lays out the page (it holds tables, or is one row of columns of text) is read as
        the blocks of its cells.
        """
        lines = [
            tr
            for tr in node.iter(f"{_W}tr")
            if next(tr.iterancestors(f"{_W}tbl"), None) is node and tr.find(f"{_W}trPr/{_W}del") is None
        ]
        if _lays_out(node, lines):
            for tr in lines:
                for tc in _cells(tr):
                    self.blocks(tc, depth + 1)
            return
        rows: list[list[tuple[str, int, str]]] = []
        for tr in lines:
            before = tr.find(f"{_W}trPr/{_W}gridBefore")
            skipped = value_of(before) if before is not None else ""
            row = [("", 1, "")] * min(int(skipped), 200) if skipped.isdigit() else []
            for tc in _cells(tr):
                properties = tc.find(f"{_W}tcPr")
                span, merge = 1, ""
                if properties is not None:
                    grid = properties.find(f"{_W}gridSpan")
                    span = (
                        max(1, min(int(value_of(grid) or 1), 200))
                        if grid is not None and value_of(grid).isdigit()
                        else 1
                    )
                    down = properties.find(f"{_W}vMerge")
                    merge = (value_of(down) or "continue") if down is not None else ""
                paragraphs = (p for p in tc.iter(f"{_W}p") if not _within(p, tc, _COPIES))
                text = " ".join(filter(None, (_text(p).strip() for p in paragraphs)))
                row.append((text, span, merge))
            rows.append(row)
        self.out.grid(_merged(rows))


def _within(node: Any, top: Any, tags: frozenset[str]) -> bool:
    """True when an element of these tags stands between ``node`` and ``top``."""
    for above in node.iterancestors():
        if above is top:
            return False
        if above.tag in tags:
            return True
    return False


def _drawings(paragraph: Any) -> list[Any]:
    """The drawings anchored in a paragraph: not those inside its text boxes, nor their copies for old readers."""
    found = paragraph.iter(f"{_W}drawing", f"{_W}pict")
    return [d for d in found if not _within(d, paragraph, _BOXES | _COPIES | _GONE)]


def _lays_out(table: Any, rows: list[Any]) -> bool:
    if any(t is not table for t in table.iter(f"{_W}tbl")):
        return True
    cells = list(_cells(rows[0])) if len(rows) == 1 else []
    return any(sum(1 for p in tc.findall(f"{_W}p") if _text(p).strip()) >= COLUMN for tc in cells)


def _notes(package: Package, body: Any) -> Iterator[Any]:
    """The footnotes and endnotes that the text refers to, in the order of their marks."""
    for part, mark, tag in (
        ("word/footnotes.xml", "footnoteReference", "footnote"),
        ("word/endnotes.xml", "endnoteReference", "endnote"),
    ):
        root = package.xml(part)
        notes = {n.get(f"{_W}id"): n for n in root.iter(f"{_W}{tag}")} if root is not None else {}
        for reference in body.iter(f"{_W}{mark}"):
            note = notes.pop(reference.get(f"{_W}id"), None)
            if note is not None and not _within(reference, body, _GONE | _COPIES):
                yield note


def _cells(tr: Any) -> Iterator[Any]:
    for child in tr:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from (c for c in content if c.tag == f"{_W}tc")


def _merged(rows: list[list[tuple[str, int, str]]]) -> list[list[Cell]]:
    """Word repeats a merged cell in every row it covers; a grid names it once."""
    placed: list[dict[int, tuple[str, int, str]]] = []
    for row in rows:
        at, line = 0, {}
        for text, span, merge in row:
            line[at] = (text, span, merge)
            at += span
        placed.append(line)
    out = []
    for i, line in enumerate(placed):
        cells = []
        for at, (text, span, merge) in line.items():
            if merge == "continue" and i and at in placed[i - 1]:
                continue
            down = 1
            while merge and i + down < len(placed) and placed[i + down].get(at, ("", 0, ""))[2] == "continue":
                down += 1
            cells.append(Cell(text, 0, 0, down, span))
        out.append(cells)
    return out


def _text(paragraph: Any) -> str:
    """The printed text of a paragraph: no deleted or hidden words, no field codes, no text boxes."""
    out: list[str] = []

    def walk(node: Any, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for child in node:
            tag = child.tag
            if tag in (f"{_W}t", f"{_M}t"):
                out.append(child.text or "")
            elif tag == f"{_W}r" and _hidden(child):
                continue
            elif tag == f"{_W}tab" and node.tag == f"{_W}r":
                out.append("\t")
            elif tag in (f"{_W}br", f"{_W}cr"):
                out.append(" ")
            elif tag == f"{_W}noBreakHyphen":
                out.append("-")
            elif tag in _UNPRINTED:
                continue
            elif isinstance(tag, str):
                walk(child, depth + 1)

    walk(paragraph, 0)
    return re.sub(r"[ \u00a0]{2,}", " ", "".join(out))


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and value_of(vanish).lower() not in ("0", "false", "off")


def _styles(package: Package) -> dict[str, _Style]:
    """What each paragraph style says of depth and numbers, what it is based on included."""
    root = package.xml("word/styles.xml")
    if root is None:
        return {}
    raw: dict[str, Any] = {s.get(f"{_W}styleId") or "": s for s in root.iter(f"{_W}style")}
    done: dict[str, _Style] = {}

    def of(name: str, depth: int) -> _Style:
        if name in done or name not in raw or depth > 20:
            return done.get(name, _Style())
        node = raw[name]
        based = node.find(f"{_W}basedOn")
        base = of(value_of(based), depth + 1) if based is not None else _Style()
        label = node.find(f"{_W}name")
        said = value_of(label) if label is not None else ""
        level, numbered = base.level, base.numbering
        found = _HEADING.match(said)
        if found:
            level = int(found.group(1))
        elif said.lower() == "title":
            level = 1
        properties = node.find(f"{_W}pPr")
        if properties is not None:
            outline = properties.find(f"{_W}outlineLvl")
            if outline is not None and value_of(outline).isdigit():
                level = int(value_of(outline)) + 1 if int(value_of(outline)) < 9 else 0
            numbered = number_of(properties) or numbered
        contents = base.contents or said.lower().startswith(("toc ", "table of figures"))
        done[name] = _Style(0 if contents else level, numbered, contents)
        return done[name]

    for name in raw:
        of(name, 0)
    return done
