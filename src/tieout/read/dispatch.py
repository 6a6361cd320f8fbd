"""One door for every kind of document."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from stat import S_ISREG

from ..errors import ReadError
from ..model import Report
from .sniff import sniff

__all__ = ["MAX_BYTES", "read", "read_bytes"]

# A weekly with pictures has a few MB; more than this is no weekly and would only fill the memory.
MAX_BYTES = 200 * 1024 * 1024
# A text has no pictures: a thousand pages are 3 MB.
MAX_TEXT = 20 * 1024 * 1024


def read(path: str | PathLike[str]) -> Report:
    """Read a published report into a :class:`~tieout.model.Report`.

    Text, Markdown, HTML, PDF, DOCX and XLSX are told apart by their bytes. What could only be read in
    part comes with TIE9xx warnings; what cannot be read raises :class:`~tieout.errors.ReadError`, which
    carries ``path`` and ``reason`` and says what to do.
    """
    where = Path(path)
    try:
        if where.is_dir():
            raise ReadError(
                f"{where} is a folder",
                next_step="give its files, or run: tieout read FOLDER",
                path=where,
                reason="folder",
            )
        about = where.stat()
        if not S_ISREG(about.st_mode):
            raise ReadError(
                f"{where} is a device or a pipe, not a file",
                next_step="save what it gives as a file and read that",
                path=where,
                reason="device",
            )
        size = about.st_size
        if size > MAX_BYTES:
            raise ReadError(
                f"{where} has {size // 2**20} MB; at most {MAX_BYTES // 2**20} MB are read",
                next_step="split the document",
                path=where,
                reason="size",
            )
        data = where.read_bytes()
    except OSError as error:
        raise ReadError(
            f"cannot open {where}: {error.strerror or error}",
            next_step="check the path",
            path=where,
            reason="missing",
        ) from error
    try:
        return read_bytes(data)
    except ReadError as error:
        raise ReadError(
            f"{where}: {error.message}",
            next_step=error.next_step,
            path=where,
            reason=error.data.get("reason", ""),
        ) from error


def read_bytes(data: bytes) -> Report:
    """Read a report from the bytes of its file; the same as :func:`read` without the disk.

    >>> read_bytes("# 算力周报".encode("utf-16")).meta.title
    '算力周报'
    """
    kind = sniff(data)
    if kind == "html":
        from .html import read_html

        return read_html(data)
    if kind == "pdf":
        from .pdf import read_pdf

        return read_pdf(data)
    if kind == "docx":
        from .docx import read_docx

        return read_docx(data)
    if kind == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx(data)
    if kind == "json":
        from .embedded import read_json

        return read_json(data)
    if len(data) > MAX_TEXT:
        raise ReadError(
            f"a text of {len(data) // 2**20} MB; at most {MAX_TEXT // 2**20} MB are read",
            next_step="split it into its reports",
            reason="binary" if not data.strip(b"\x00") else "size",
        )
    from .text import read_text

    return read_text(data)
