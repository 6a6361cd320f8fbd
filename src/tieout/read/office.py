"""Office packages opened with care: sizes looked at before anything is unpacked, no entities, no links."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from ..errors import ReadError

__all__ = ["Package", "open_package"]

MAX_PART = 120 * 1024 * 1024
MAX_TOTAL = 400 * 1024 * 1024
# Text packs ten to one; a thousand to one is a bomb.
MAX_RATIO = 500


class Package:
    """The parts of an Office file by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty when it is not there."""
        if name not in self.names:
            return b""
        try:
            return self._archive.read(name)
        except Exception as error:  # beside zipfile's own, zlib and lzma raise errors of theirs
            raise _damaged(str(error)) from error

    def xml(self, name: str) -> Any:
        """The parsed XML of a part, or None when it is not there."""
        from lxml import etree

        data = self.read(name)
        if not data:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(f"{name}: {error}") from error


def open_package(data: bytes) -> Package:
    """Open an Office file; :class:`~tieout.errors.ReadError` for one that is damaged or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise _damaged(str(error)) from error
    total = sum(p.file_size for p in parts)
    worst = max((p.file_size for p in parts), default=0)
    packed = sum(p.compress_size for p in parts) or 1
    if worst > MAX_PART or total > MAX_TOTAL or (total > 10 * 1024 * 1024 and total / packed > MAX_RATIO):
        raise ReadError(
            f"unpacked it would take {total // 2**20} MB, {total // packed} times its size: it was not opened",
            next_step="save the document without its pictures, or as PDF",
            reason="bomb",
        )
    if any(p.flag_bits & 1 for p in parts):
        raise ReadError(
            "the document is locked with a password",
            next_step="save it without the password",
            reason="encrypted",
        )
    package = Package(archive)
    for name in package.names:
        if name.endswith((".xml", ".rels")) and re.search(
            rb"<!(?:DOCTYPE|ENTITY)", package.read(name)[:4096], re.I
        ):
            raise ReadError(
                f"{name} defines entities of its own, which no Office program writes",
                next_step="save the document again in Office or LibreOffice",
                reason="entities",
            )
    return package


def _damaged(why: str) -> ReadError:
    return ReadError(
        f"the document is damaged or cut off ({why})",
        next_step="open it in Office and save it again",
        reason="damaged",
    )
