"""Which kind of document some bytes are; a name may lie, bytes do not."""

from __future__ import annotations

import re
from typing import Literal

from ..errors import ReadError

__all__ = ["Format", "sniff"]

Format = Literal["text", "html", "pdf", "docx", "xlsx", "json"]

# First bytes of what is no report: (magic, what it is, what to do).
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", "put it into a PDF and read that with the extra tieout[ocr]"),
    (b"\xff\xd8\xff", "a JPEG picture", "put it into a PDF and read that with the extra tieout[ocr]"),
    (b"GIF8", "a GIF picture", "give the report itself"),
    (b"BM", "a BMP picture", "give the report itself"),
    (b"II*\x00", "a TIFF picture", "put it into a PDF and read that with the extra tieout[ocr]"),
    (b"MM\x00*", "a TIFF picture", "put it into a PDF and read that with the extra tieout[ocr]"),
    (b"RIFF", "a picture or a recording", "give the report itself"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office file (.doc, .xls) or one with a password",
        "save it without a password as DOCX or XLSX",
    ),
    (b"{\\rtf", "an RTF file", "save it as DOCX"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "give the report itself"),
    (b"MZ\x90", "a program", "give the report itself"),
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def sniff(data: bytes) -> Format:
    """The kind of a document, from its bytes.

    >>> sniff(b"%PDF-1.7 ..."), sniff(b"<!DOCTYPE html><html>"), sniff("周报".encode())
    ('pdf', 'html', 'text')

    Raises :class:`~tieout.errors.ReadError` for pictures, archives and other things that are no report.
    """
    if not data:
        raise ReadError("the file is empty", next_step="check that the download finished", reason="empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _office(data)
    for magic, what, step in _OTHERS:
        if data.startswith(magic) and not (magic == b"BM" and _texty(data)):
            raise ReadError(f"this is {what}, not a report", next_step=step, reason="format")
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _HTML.match(head):
        return "html"
    if head.lstrip()[:1] == b"{" and b'"text"' in data and b'"blocks"' in data:
        return "json"
    return "text"


def _texty(data: bytes) -> bool:
    return b"\x00" not in data[:512]


def _office(data: bytes) -> Format:
    # The names of the parts stand uncompressed in a zip's directory.
    if b"word/document" in data:
        return "docx"
    if b"xl/workbook" in data:
        return "xlsx"
    if b"ppt/presentation" in data:
        raise ReadError("this is a presentation, not a report", next_step="save it as PDF", reason="format")
    if b"[Content_Types].xml" in data or b"mimetype" in data[:60]:
        raise ReadError(
            "this is an Office document of a kind that is not read, or a damaged one",
            next_step="save it as DOCX, XLSX or PDF",
            reason="format",
        )
    raise ReadError("this is a zip archive, not a report", next_step="unpack it first", reason="format")
