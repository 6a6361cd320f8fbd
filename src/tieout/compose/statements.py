"""Outside statements: a link to a snapshot, whose quote must stand there and hold the number."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..desk.issuefile import IssueDoc, Link
from ..errors import StoreError
from ..model import Evidence, Fact, FactKey
from ..quantity import scan

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["statement_fact", "text_of_snapshot"]


def statement_fact(desk: Desk, doc: IssueDoc, link: Link) -> Fact:
    """The fact of a ``src:HASH#q=quote`` link, its value the quote.

    Raises :class:`~tieout.errors.IssueError` when there is no such snapshot, when the quote does not
    occur in it, or when the link's number does not occur in the quote.
    """
    prefix, _, query = link.target.partition("#")
    quote = unquote(query.removeprefix("q=")) if query.startswith("q=") else ""
    if not quote:
        step = "write [1 亿美元](src:HASH#q=the%20words%20around%20it)"
        raise doc.error(link.place, "a link to a source has no quote", step)
    try:
        snapshot = desk.snapshots.find(prefix)
    except StoreError as problem:
        raise doc.error(link.place, problem.message, problem.next_step) from None
    text = text_of_snapshot(desk.snapshots.get(snapshot.hash), snapshot.media_type)
    if _squeezed(quote) not in _squeezed(text):
        step = f"copy the words from {snapshot.name} as they stand there"
        raise doc.error(link.place, f"the quote “{quote}” does not occur in {snapshot.name}", step)
    typed = {(q.value, q.high) for q in scan(link.text).quantities}
    said = {(q.value, q.high) for q in scan(quote).quantities}
    if not typed <= said:
        step = "quote the words that hold the number"
        raise doc.error(link.place, f"“{link.text}” does not occur in the quote “{quote}”", step)
    evidence = Evidence("statement", value=quote, note=f"{snapshot.name}#{snapshot.hash}")
    return Fact(FactKey("src", snapshot.hash[:12], (quote,)), quote, text=quote, evidence=(evidence,))


def text_of_snapshot(data: bytes, media_type: str) -> str:
    """The words of kept bytes: a page without its markup, a PDF's text, plain text as it is."""
    if media_type == "application/pdf" or data.startswith(b"%PDF"):
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    if "html" in media_type or data.lstrip()[:1] == b"<":
        from lxml import html

        parser = html.HTMLParser(encoding=_encoding(data))
        return str(html.document_fromstring(data, parser=parser).text_content())
    return data.decode(_encoding(data), errors="replace")


def _encoding(data: bytes) -> str:
    """UTF-8 if it is that; old Chinese pages are GB 18030, whatever they declare."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _squeezed(text: str) -> str:
    return "".join(text.split())
