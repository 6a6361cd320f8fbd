"""Bytes of a text file into text: encodings, byte order marks, line endings."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ..errors import ReadError
from ..model import Warn
from .doubts import doubt

__all__ = ["Decoded", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters no text file has. Tab, line feed, form feed, carriage return and the escape of a
# printer are left alone; NUL is what tells UTF-16 and binaries apart from text.
_CONTROL = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, how it was encoded, and what was lost."""

    text: str
    encoding: str
    warnings: tuple[Warn, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file, without its byte order mark and with LF line ends.

    UTF-8, UTF-16, UTF-32, GB18030 (which holds GBK and GB2312) and Windows-1252 are told apart by their
    marks, by what decodes at all, and by whether the outcome is common Chinese. A file cut off in the
    middle of a character loses that character and says so.

    >>> decode("代码".encode("gb18030")).encoding
    'gb18030'
    >>> decode(b"\\xef\\xbb\\xbfa\\r\\nb").text
    'a\\nb'

    Raises :class:`~tieout.errors.ReadError` for bytes that are no text.
    """
    if not data.strip():
        raise ReadError("the file is empty", next_step="check that the download finished", reason="empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    wide = _wide(data)
    if wide:
        return _lenient(data, wide)
    try:
        return _finish(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _cut_at_end(error, data):
            return _lenient(data, "utf-8")
        first = error
    best = max((_guess(data, e) for e in ("gb18030", "cp1252")), key=lambda g: g[0])
    if best[0] > 0.5:
        return _finish(best[1], best[2])
    # Mostly good UTF-8 with a few broken bytes is better read with gaps than not at all.
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= max(3, len(text) // 200):
        return _lenient(data, "utf-8")
    raise ReadError(
        f"the bytes are no text in UTF-8, UTF-16, GB18030 or Windows-1252 (first bad byte at {first.start})",
        next_step="save it as UTF-8 and read it again",
        reason="encoding",
    )


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: nearly all NUL bytes of Latin text fall on one side."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < max(2, len(sample) // 50):
        return None
    if odd > 9 * even:
        return "utf-16-le"
    if even > 9 * odd:
        return "utf-16-be"
    return None


def _cut_at_end(error: UnicodeDecodeError, data: bytes) -> bool:
    return error.end == len(data) and error.reason == "unexpected end of data"


def _guess(data: bytes, encoding: str) -> tuple[float, str, str]:
    """How plausible a legacy encoding is: the share of its non-ASCII characters that are common."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "gb18030" or error.end < len(data) - 4:
            return 0.0, "", encoding
        text = data[: error.start].decode(encoding)
    odd = [c for c in text if ord(c) > 127]
    if not odd:
        return 1.0, text, encoding
    if encoding == "gb18030":
        common = sum(1 for c in odd if _in_gb2312(c))
    else:
        common = sum(1 for c in odd if c.isalpha() or c in "‘’“”–—•…€£©®™°±·")
        # Two accented letters in a row are rare in Western text and usual in misread Chinese.
        common -= len(re.findall(r"[^\x00-\x7f]{2,}", text)) * 2
    return common / len(odd), text, encoding


def _in_gb2312(char: str) -> bool:
    try:
        return len(char.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return char in "·—"


def _lenient(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    warnings: tuple[Warn, ...] = ()
    lost = text.count("\ufffd")
    if lost:
        where = text.index("\ufffd")
        warnings = (
            doubt("TIE911", f"{lost} character(s) could not be decoded as {encoding}", where, where + 1),
        )
    done = _finish(text, encoding)
    return Decoded(done.text, encoding, warnings + done.warnings)


def _finish(text: str, encoding: str) -> Decoded:
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    strange = len(_CONTROL.findall(text))
    if strange > max(8, len(text) // 100):
        raise ReadError(
            f"the file is binary: {strange} control characters in {len(text)}",
            next_step="give the PDF, DOCX, XLSX, HTML or text file itself",
            reason="binary",
        )
    if not text.strip():
        raise ReadError(
            "the file holds no text", next_step="check that the download finished", reason="empty"
        )
    warnings: tuple[Warn, ...] = ()
    if strange:
        where = next(m.start() for m in _CONTROL.finditer(text))
        warnings = (doubt("TIE911", f"{strange} control character(s) stand in the text", where, where + 1),)
    return Decoded(text, encoding, warnings)
