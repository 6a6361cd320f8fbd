"""PDF: our own with the report they carry, and any other by its text layer."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..errors import ReadError
from ..model import Report, Warn
from .assemble import assemble
from .doubts import doubt
from .draft import DraftBuilder
from .embedded import report_of
from .pdflayout import Drawn, Paragraph, TableOf, blocks_of, running_heads
from .pdflines import lines_of, spaces_mixed
from .pdfnotes import notes_apart
from .pdfpage import Page, page_of
from .pdfwords import Words
from .words import TERMINAL

__all__ = ["read_pdf"]

ATTACHMENT = "report.json"
MAX_PAGES = 2000
MAX_ATTACHMENT = 64 * 1024 * 1024


def read_pdf(data: bytes) -> Report:
    """The report of a PDF.

    A PDF of ours carries its report; any other is read from its text layer: running heads are dropped
    and listed, columns read one after the other, tables found by their lines or by the white between
    words. Pages without text are recognised where the extra ``tieout[ocr]`` is installed, else named in
    a warning. Raises :class:`~tieout.errors.ReadError` for a PDF that is encrypted, broken or empty.
    """
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        raise _refused(str(error)) from error
    try:
        own = _own_data(document, pdfium)
        if own is not None:
            return own
        if count == 0:
            raise ReadError(
                "the PDF has no pages", next_step="check that the download finished", reason="empty"
            )
        pages = [page_of(document, i) for i in range(min(count, MAX_PAGES))]
        warnings = [
            doubt("TIE911", f"page {p.number} could not be read ({p.broken})") for p in pages if p.broken
        ]
        if count > MAX_PAGES:
            warnings.append(doubt("TIE911", f"only the first {MAX_PAGES} of {count} pages were read"))
        return _read(pages, warnings, document)
    finally:
        document.close()


def _refused(why: str) -> ReadError:
    low = why.lower()
    if "password" in low or "security" in low:
        return ReadError(
            "the PDF is locked with a password",
            next_step="save it without the password and read that",
            reason="encrypted",
        )
    return ReadError(
        f"the PDF is damaged or cut off ({why.strip()})",
        next_step="download it again, or print it to a new PDF",
        reason="damaged",
    )


def _own_data(document: Any, pdfium: Any) -> Report | None:
    try:
        for i in range(document.count_attachments()):
            attachment = document.get_attachment(i)
            if attachment.get_name() == ATTACHMENT:
                data = bytes(attachment.get_data())
                if len(data) <= MAX_ATTACHMENT:
                    return report_of(json.loads(data, parse_float=Decimal))
    except (pdfium.PdfiumError, ValueError, RecursionError):
        return None
    return None


def _read(pages: list[Page], warnings: list[Warn], document: Any) -> Report:
    pages, recognised = _recognised(pages, warnings, document)
    lines = {p.number: lines_of(p.glyphs) for p in pages}
    pages, notes = notes_apart(pages, lines)
    if notes:
        lines = {p.number: lines_of(p.glyphs) for p in pages}
    heads = running_heads(pages, lines)
    body = _body_size(pages)
    sizes = _heading_sizes(pages, body)
    mixed = spaces_mixed(ln for p in pages[:12] for ln in lines[p.number])
    out = DraftBuilder()
    dropped: list[tuple[str, str]] = []
    laid = {p.number: blocks_of(p, heads.get(p.number, []), mixed=mixed) for p in pages}
    words = Words(_said(b) for blocks in laid.values() for b in blocks)
    for page in pages:
        skip = heads.get(page.number, [])
        dropped += [
            (ln.text, f"running head of page {page.number}")
            for ln in skip
            if any(c.isdigit() for c in ln.text)
        ]
        if any(c.isdigit() for c in page.aslant):
            dropped.append((page.aslant, f"set aslant on page {page.number}"))
        before = out.length
        for block in laid[page.number]:
            if isinstance(block, TableOf):
                start = out.length
                rows = [[replace(c, text=words.settle(c.text)) for c in r] for r in block.rows]
                out.grid(rows, page=page.number)
                if block.doubt:
                    warnings.append(doubt("TIE912", block.doubt, start, out.length))
            elif isinstance(block, Drawn):
                out.picture(drawn=True)
                if any(c.isdigit() for c in block.words):
                    dropped.append((block.words, f"drawn in a chart on page {page.number}"))
            else:
                out.line(words.settle(block.text), level=_level(block, sizes, body), page=page.number)
        if page.number in recognised:
            message = f"page {page.number} has no text layer; its words were recognised"
            warnings.append(doubt("TIE910", message, before, out.length))
    for note in notes:
        out.line(words.settle(note.text), whole=True, gap=True, page=note.page)
    if not out.items:
        raise ReadError(
            "the PDF has no text layer: its pages are pictures",
            next_step="pip install 'tieout[ocr]' and read it again",
            reason="no text",
        )
    return assemble(out.done(warnings=tuple(warnings), dropped=tuple(dropped)))


def _said(block: Paragraph | TableOf | Drawn) -> str:
    if isinstance(block, TableOf):
        return "\n".join(c.text for row in block.rows for c in row)
    return block.words if isinstance(block, Drawn) else block.text


def _recognised(pages: list[Page], warnings: list[Warn], document: Any) -> tuple[list[Page], set[int]]:
    """Pages that are pictures, recognised where that is installed."""
    silent = [p for p in pages if not p.glyphs and p.pictures]
    if not silent:
        return pages, set()
    from .ocr import available, recognise_page

    if not available():
        for p in silent:
            warnings.append(
                doubt(
                    "TIE911",
                    f"page {p.number} is a picture and was left out; pip install 'tieout[ocr]' reads it",
                )
            )
        return pages, set()
    done = {p.number: recognise_page(document, p) for p in silent}
    return [done.get(p.number, p) for p in pages], {n for n, p in done.items() if p.glyphs}


def _body_size(pages: list[Page]) -> float:
    sizes = Counter(round((g.y1 - g.y0) * 2) / 2 for p in pages for g in p.glyphs[:4000] if g.char != " ")
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _heading_sizes(pages: list[Page], body: float) -> list[float]:
    """The sizes larger than the body's that letters are set in, largest first."""
    sizes = Counter(round((g.y1 - g.y0) * 2) / 2 for p in pages for g in p.glyphs if g.char != " ")
    return sorted((s for s, n in sizes.items() if s >= 1.12 * body and n >= 2), reverse=True)


def _level(block: Paragraph, sizes: list[float], body: float) -> int:
    if block.lines > 1 and TERMINAL.search(block.text):
        return 0
    if block.size < 1.12 * body or block.lines > 3 or len(block.text) > 120:
        # Bold alone heads what follows it; the depth is that of the lowest heads.
        alone = block.bold and block.lines == 1 and len(block.text) <= 40 and not TERMINAL.search(block.text)
        return 3 if alone and any(c.isalpha() for c in block.text) else 0
    nearest = min(range(len(sizes)), key=lambda k: abs(sizes[k] - block.size), default=0)
    return min(nearest + 1, 4)
