"""DOCX: paragraphs with their heads and numbers, native tables with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..errors import ReadError
from ..model import Report
from .assemble import assemble
from .draft import Cell, Draft, DraftBuilder
from .office import Package, open_package
from .words import CONTENTS_LINE

__all__ = ["draft_of_docx", "read_docx"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HEADING = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)
MAX_DEPTH = 40


def read_docx(data: bytes) -> Report:
    """The report of a DOCX file: its text in order, its tables, numbers that Word counts itself included.

    Headers and footers are dropped and listed. Raises :class:`~tieout.errors.ReadError` for a file that
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
    reader = _Reader(_styles(package), _Numbering.of(package), out)
    reader.blocks(body, 0)
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
    def __init__(self, styles: dict[str, _Style], numbers: _Numbering, out: DraftBuilder) -> None:
        self.styles = styles
        self.numbers = numbers
        self.out = out

    def blocks(self, node: Any, depth: int) -> None:
        """Paragraphs and tables of a container, content controls and change marks looked into."""
        if depth > MAX_DEPTH:
            return
        for child in node:
            if child.tag == f"{_W}p":
                self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                self.table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"):
                self.blocks(child, depth + 1)

    def paragraph(self, node: Any) -> None:
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
        for drawing in node.iter(f"{_W}drawing", f"{_W}pict"):
            boxes = list(drawing.iter(f"{_W}txbxContent"))
            if boxes and not any(a.tag == f"{_MC}Fallback" for a in drawing.iterancestors()):
                self.blocks(boxes[0], 1)
            elif not boxes:
                self.out.picture()

    def _style(self, node: Any) -> tuple[_Style, str]:
        properties = node.find(f"{_W}pPr")
        style = _Style()
        numbered: tuple[str, int] | None = None
        if properties is not None:
            named = properties.find(f"{_W}pStyle")
            style = self.styles.get(_value(named), style) if named is not None else style
            outline = properties.find(f"{_W}outlineLvl")
            if outline is not None and _value(outline).isdigit() and int(_value(outline)) < 9:
                style = _Style(int(_value(outline)) + 1, style.numbering, style.contents)
            numbered = _num_of(properties)
        numbered = numbered or style.numbering
        return style, self.numbers.next(*numbered) if numbered else ""

    def table(self, node: Any) -> None:
        """A table; cells merged downwards are one cell of several rows."""
        rows: list[list[tuple[str, int, str]]] = []
        for tr in node.iter(f"{_W}tr"):
            if next(tr.iterancestors(f"{_W}tbl"), None) is not node:
                continue
            row = []
            for tc in _cells(tr):
                properties = tc.find(f"{_W}tcPr")
                span, merge = 1, ""
                if properties is not None:
                    grid = properties.find(f"{_W}gridSpan")
                    span = (
                        max(1, min(int(_value(grid) or 1), 200))
                        if grid is not None and _value(grid).isdigit()
                        else 1
                    )
                    down = properties.find(f"{_W}vMerge")
                    merge = (_value(down) or "continue") if down is not None else ""
                text = " ".join(filter(None, (_text(p).strip() for p in tc.iter(f"{_W}p"))))
                row.append((text, span, merge))
            rows.append(row)
        self.out.grid(_merged(rows))


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


def _value(node: Any) -> str:
    return node.get(f"{_W}val") or ""


def _text(paragraph: Any) -> str:
    """The printed text of a paragraph: no deleted words, no field codes, no text boxes."""
    out: list[str] = []

    def walk(node: Any, depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for child in node:
            tag = child.tag
            if tag == f"{_W}t":
                out.append(child.text or "")
            elif tag == f"{_W}tab" and node.tag == f"{_W}r":
                out.append("\t")
            elif tag in (f"{_W}br", f"{_W}cr"):
                out.append(" ")
            elif tag == f"{_W}noBreakHyphen":
                out.append("-")
            elif tag in (
                f"{_W}del",
                f"{_W}instrText",
                f"{_W}txbxContent",
                f"{_MC}Fallback",
                f"{_W}pPr",
                f"{_W}rPr",
            ):
                continue
            elif isinstance(tag, str):
                walk(child, depth + 1)

    walk(paragraph, 0)
    return re.sub(r"[ \u00a0]{2,}", " ", "".join(out))


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
        base = of(_value(based), depth + 1) if based is not None else _Style()
        label = node.find(f"{_W}name")
        said = _value(label) if label is not None else ""
        level, numbered = base.level, base.numbering
        found = _HEADING.match(said)
        if found:
            level = int(found.group(1))
        elif said.lower() == "title":
            level = 1
        properties = node.find(f"{_W}pPr")
        if properties is not None:
            outline = properties.find(f"{_W}outlineLvl")
            if outline is not None and _value(outline).isdigit():
                level = int(_value(outline)) + 1 if int(_value(outline)) < 9 else 0
            numbered = _num_of(properties) or numbered
        contents = base.contents or said.lower().startswith(("toc ", "table of figures"))
        done[name] = _Style(0 if contents else level, numbered, contents)
        return done[name]

    for name in raw:
        of(name, 0)
    return done


def _num_of(properties: Any) -> tuple[str, int] | None:
    node = properties.find(f"{_W}numPr")
    if node is None:
        return None
    number, level = node.find(f"{_W}numId"), node.find(f"{_W}ilvl")
    if number is None or _value(number) in ("", "0"):
        return None
    return _value(number), int(_value(level)) if level is not None and _value(level).isdigit() else 0


@dataclass
class _Numbering:
    """The numbers Word counts: by list, a format and a counter for each depth."""

    formats: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> _Numbering:
        """The lists that a document defines."""
        root = package.xml("word/numbering.xml")
        made = cls()
        if root is None:
            return made
        for abstract in root.iter(f"{_W}abstractNum"):
            depth: dict[int, tuple[str, str, int]] = {}
            for level in abstract.iter(f"{_W}lvl"):
                one = {c.tag.removeprefix(_W): _value(c) for c in level if isinstance(c.tag, str)}
                start = int(one["start"]) if one.get("start", "").isdigit() else 1
                key = level.get(f"{_W}ilvl") or "0"
                depth[int(key) if key.isdigit() else 0] = (
                    one.get("numFmt", "decimal"),
                    one.get("lvlText", "%1."),
                    start,
                )
            made.formats[abstract.get(f"{_W}abstractNumId") or ""] = depth
        for number in root.iter(f"{_W}num"):
            target = number.find(f"{_W}abstractNumId")
            if target is not None:
                made.lists[number.get(f"{_W}numId") or ""] = _value(target)
        return made

    def next(self, number: str, level: int) -> str:
        """The next number of a list at a depth, as Word prints it, with a blank after a bullet."""
        abstract = self.lists.get(number, "")
        depth = self.formats.get(abstract, {})
        if level not in depth:
            return ""
        kind, pattern, start = depth[level]
        if kind in ("bullet", "none"):
            return "• " if kind == "bullet" else ""
        self.counts[abstract, level] = self.counts.get((abstract, level), start - 1) + 1
        for deeper in [k for k in self.counts if k[0] == abstract and k[1] > level]:
            del self.counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            kind_at, _, start_at = depth.get(at, ("decimal", "", 1))
            return _numeral(self.counts.get((abstract, at), start_at), kind_at)

        said = re.sub(r"%(\d)", shown, pattern)
        return said + ("" if re.search(r"[、．.)）：:]$", said) else " ")


_CHINESE = "零一二三四五六七八九十"


def _numeral(value: int, kind: str) -> str:
    if kind.startswith(("chinese", "japanese", "ideograph", "taiwanese")) and 0 < value < 100:
        tens, ones = divmod(value, 10)
        if not tens:
            return _CHINESE[ones]
        return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
    if kind in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((96 if kind == "lowerLetter" else 64) + value)
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 40:
        said = _roman(value)
        return said.lower() if kind == "lowerRoman" else said
    return str(value)


def _roman(value: int) -> str:
    out = ""
    for number, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= number:
            out += sign
            value -= number
    return out
