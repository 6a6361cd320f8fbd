"""The words of a kept source, and whether a quote stands in them."""

from __future__ import annotations

import io
import re
import unicodedata
from email.message import Message
from itertools import accumulate
from typing import TYPE_CHECKING

from ..errors import InboxError

if TYPE_CHECKING:
    from ..store import Snapshot, Snapshots

__all__ = ["kind_of", "quote_stands", "text_of_bytes", "text_of_source"]

_SILENT = ("script", "style", "noscript", "template", "head")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_DOCX_LIMIT = 200_000_000
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NUMERIC = "0123456789.,"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def kind_of(data: bytes) -> str:
    """The media type of a page, PDF, picture or text, told from its bytes; empty for anything else.

    >>> kind_of(b"%PDF-1.7"), kind_of("纯文本".encode()), kind_of(b"<!doctype html><p>a")
    ('application/pdf', 'text/plain', 'text/html')
    """
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "application/pdf"
    for magic, media_type in _PICTURES.items():
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK"):
        return _DOCX if b"word/" in data else ""
    text = _decoded(data, "")
    if text is None or "\x00" in text:
        return ""
    page = re.match(
        r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|[a-z][a-z0-9]*[\s>])", text, re.S | re.I
    )
    return "text/html" if page else "text/plain"


def text_of_source(snapshots: Snapshots, snapshot: Snapshot) -> str:
    """The words of a snapshot, with those a person typed off it where it is a picture."""
    typed = snapshot.told.get("transcript", "")
    return "\n".join(
        t for t in (text_of_bytes(snapshots.get(snapshot.hash), snapshot.media_type), typed) if t
    )


def text_of_bytes(data: bytes, media_type: str) -> str:
    """The words of kept bytes: a page without its markup, a PDF's or DOCX's text, plain text as it is.

    A picture has none. Raises :class:`~tieout.errors.InboxError` for a PDF or DOCX that cannot be opened.

    >>> text_of_bytes("<p>融资 <b>1</b> 亿</p><script>2</script>".encode(), "text/html").strip()
    '融资 1 亿'
    """
    kind = kind_of(data)
    if media_type == "application/pdf" or kind == "application/pdf":
        return _pdf(data)
    if kind.startswith("image/"):
        return ""
    if kind == _DOCX:
        return _docx(data)
    text = _decoded(data, _charset(media_type)) or data.decode("utf-8", errors="replace")
    return _page(text) if "html" in media_type or kind == "text/html" else text


def quote_stands(quote: str, text: str) -> bool:
    """True when the words of a quote stand in a text, however lines are broken; a number must be whole.

    >>> quote_stands("融资 2 亿", "融\\n资2亿美元"), quote_stands("2 亿美元", "融资 12 亿美元")
    (True, False)
    """
    words = _folded(quote).split()
    if not words:
        return False
    wanted = "".join(words)
    # Where a word ends nothing is glued together; elsewhere a line may be broken, but not inside a number.
    ends = set(accumulate(map(len, words)))
    parts = [re.escape(wanted[0])]
    for place in range(1, len(wanted)):
        within = place not in ends and wanted[place - 1] in _NUMERIC and wanted[place] in _NUMERIC
        parts.append(("" if within else r"\s*") + re.escape(wanted[place]))
    begin = r"(?<![\d])(?<!\d[.,])" if wanted[0].isdigit() else ""
    end = r"(?![.,]?\d)" if wanted[-1].isdigit() else ""
    return re.search(begin + "".join(parts) + end, _folded(text)) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _pdf(data: bytes) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        step = "open it and save it again without a password"
        raise InboxError(f"the PDF cannot be opened: {problem}", next_step=step) from None
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _docx(data: bytes) -> str:
    import zipfile

    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            about = package.getinfo("word/document.xml")
            if about.file_size > _DOCX_LIMIT:
                raise ValueError("too large")
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(package.read(about), parser)
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as problem:
        raise InboxError(f"the DOCX cannot be opened: {problem}", next_step="save it as PDF") from None
    return "\n".join("".join(t.text or "" for t in p.iter(f"{_TEXT}t")) for p in root.iter(f"{_TEXT}p"))


def _page(text: str) -> str:
    from lxml import etree, html

    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []

    def walk(element: html.HtmlElement) -> None:
        # Comments and processing instructions have no name.
        spoken = isinstance(element.tag, str) and element.tag not in _SILENT
        block = not isinstance(element.tag, str) or element.tag not in _INLINE
        if spoken:
            parts.append("\n" if block else "")
            parts.append(element.text or "")
            for child in element:
                walk(child)
                parts.append(child.tail or "")
            parts.append("\n" if block else "")

    walk(root)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _charset(media_type: str) -> str:
    header = Message()
    header["Content-Type"] = media_type
    return str(header.get_content_charset() or "")


def _decoded(data: bytes, charset: str) -> str | None:
    """UTF-8 if it is that, else as declared; old Chinese pages are GB 18030, whatever they declare."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        charset = "utf-16"
    # GBK pages declare gb2312 and use characters beyond it.
    declared = "gb18030" if charset in ("gb2312", "gbk") else charset
    first = ["utf-16"] if charset == "utf-16" else []
    for encoding in filter(None, (*first, "utf-8-sig", declared, "gb18030")):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None
