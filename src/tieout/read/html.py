"""HTML: our own reports with the data they embed, and any other page by its elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..errors import ReadError
from ..model import Report
from .assemble import assemble
from .decode import decode
from .doubts import doubt
from .draft import Cell, Draft, DraftBuilder
from .embedded import report_of
from .words import CAPTION, LIST_MARK

__all__ = ["draft_of_html", "read_html"]

_HIDDEN = {
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "svg",
    "iframe",
    "object",
    "form",
    "button",
    "select",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul",
}  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}svg"
_CONTAINERS = {"div", "header", "section", "footer", "article", "main", "body"}
_CHARSET = re.compile(rb"<meta[^>]{0,80}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
MAX_SPAN = 200
MAX_DEPTH = 200


def read_html(data: bytes | str) -> Report:
    """The report of an HTML page.

    A page of ours that embeds its report is read from that data; every other page from its headings,
    paragraphs, lists and tables, merged cells included. Nothing is fetched.

    >>> read_html("<html><body><h1>算力周报</h1><p>价格平稳。</p></body></html>").text
    '算力周报\\n价格平稳。'
    """
    from lxml import html as parser

    text = data if isinstance(data, str) else _decoded(data)
    if not text.strip():
        raise ReadError("the page is empty", next_step="check that the download finished", reason="empty")
    try:
        # A declaration of an encoding in a page that is already text makes the parser refuse it.
        engine = parser.HTMLParser(no_network=True, huge_tree=False)
        root = parser.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=engine)
    except (ValueError, parser.etree.LxmlError) as error:
        raise ReadError(
            f"the page cannot be read ({error})", next_step="save it again from the browser", reason="html"
        ) from error
    own = _own_data(root)
    if own is not None:
        return own
    draft = draft_of_html(root)
    deep = any("depth" in e.message.lower() for e in engine.error_log)
    if deep:
        lost = doubt("TIE911", "its parts are nested too deep: what lies below the 200th is missing")
        draft = replace(draft, warnings=(*draft.warnings, lost))
    if not draft.items:
        raise ReadError(
            "the page's parts are nested too deep to be read" if deep else "the page holds no text",
            next_step="save it with its text, not only its frame",
            reason="empty",
        )
    return assemble(draft)


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = named.group(1).decode("ascii").lower()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data).text


def _own_data(root: Any) -> Report | None:
    """The report a page of ours embeds, if it does and the data holds together."""
    for script in root.iter("script"):
        if script.get("id") == "tieout-report":
            try:
                return report_of(json.loads(script.text or "", parse_float=Decimal))
            except (ValueError, RecursionError):
                return None
    return None


def draft_of_html(root: Any) -> Draft:
    """The lines and grids of a parsed page, in reading order."""
    out = DraftBuilder()
    body = root.find("body")
    _walk(body if body is not None else root, out, "", 0)
    title = root.find("head/title")
    return out.done(title=_folded(title.text_content()) if title is not None else "")


def _walk(node: Any, out: DraftBuilder, role: str, depth: int) -> None:
    """Write the lines of a block element; what stands between its blocks is a line of its own."""
    if depth > MAX_DEPTH:
        return
    tag = node.tag
    if tag == "table":
        _table(node, out, depth)
        return
    role = _role(node, role)
    level = int(tag[1]) if re.fullmatch(r"h[1-6]", str(tag)) else 0
    marker = "•" if tag == "li" or node.get("role") in ("doc-footnote", "doc-endnote") else ""
    buffer: list[str] = []

    def flush() -> None:
        said = "".join(buffer)
        buffer.clear()
        for k, part in enumerate(said.split("\v")):
            text = _folded(part)
            if text:
                kind = role
                if role == "contents" and CAPTION.match(text):
                    kind = "figures"
                if role == "contents" and level:
                    kind = ""
                out.line(
                    text, level=level, marker=marker, whole=tag in ("p", "li", "td"), gap=k == 0, role=kind
                )

    if tag in _CONTAINERS and _in_boxes(node):
        for text in _boxes(node):
            out.line(text, level=0, marker=marker, role=role)
        return
    buffer.append(node.text or "")
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _HIDDEN and not _unseen(child):
            if child.tag in _BLOCKS or any(True for _ in _blocks_in(child)):
                flush()
                _walk(child, out, role, depth + 1)
            elif child.tag == "br":
                buffer.append("\v")
            elif child.tag == "img":
                flush()
                out.picture(_folded(child.get("alt") or ""))
            else:
                buffer.append(_inline(child))
        elif child.tag == _SVG or child.tag == "svg":
            flush()
            out.picture(_folded(child.get("aria-label") or ""), drawn=True)
            drawn = _folded(" ".join(child.itertext()))
            if any(c.isdigit() for c in drawn):
                out.dropped.append((drawn, "drawn inside a chart"))
        buffer.append(child.tail or "")
    flush()


def _role(node: Any, role: str) -> str:
    if node.tag == "nav":
        return "contents"
    if node.tag in ("figcaption", "caption"):
        return "caption"
    return role


def _inline(node: Any) -> str:
    if not isinstance(node.tag, str) or node.tag in _HIDDEN or _unseen(node):
        return ""
    if node.tag == "br":
        return "\v"
    return (node.text or "") + "".join(_inline(c) + (c.tail or "") for c in node)


def _unseen(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return (
        node.get("hidden") is not None
        or "display:none" in style
        or "skip" in (node.get("class") or "").split()
        or _is_mark(node)
    )


def _is_mark(node: Any) -> bool:
    """The mark of a footnote: it says so, or it is raised and nothing but a link into the page."""
    if node.get("role") in ("doc-noteref", "doc-backlink"):
        return True
    kids = [c for c in node if isinstance(c.tag, str)]
    alone = len(kids) == 1 and kids[0].tag == "a" and (kids[0].get("href") or "").startswith("#")
    loose = (node.text or "") + "".join(c.tail or "" for c in node)
    return node.tag == "sup" and alone and not loose.strip()


def _blocks_in(node: Any) -> Iterator[Any]:
    return (d for d in node.iterdescendants() if isinstance(d.tag, str) and d.tag in _BLOCKS)


def _in_boxes(node: Any) -> bool:
    """A container whose words all stand in neighbouring spans: boxes side by side, not running text."""
    kids = [c for c in node if isinstance(c.tag, str)]
    if len(kids) < 2 or any(c.tag not in ("span", "a", "b", "strong") for c in kids):
        return False
    loose = (node.text or "") + "".join(c.tail or "" for c in kids)
    return not loose.strip() and not any(True for _ in _blocks_in(node))


def _boxes(node: Any) -> list[str]:
    said = []
    for kid in node:
        nested = _in_boxes(kid)
        said.extend(_boxes(kid) if nested else [_folded(_inline(kid))])
    said = [s for s in said if s]
    if len(said) == 2 and (
        LIST_MARK.match(said[0] + " ") or re.fullmatch(r"\W{1,2}|[（(]?\d{1,2}[)）.、]?|\[\d{1,3}\]", said[0])
    ):
        return [f"{said[0]} {said[1]}"]
    return said


def _folded(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", " ", text).strip()


def _table(node: Any, out: DraftBuilder, depth: int) -> None:
    """A table of data as a grid; a table that only lays out the page as its cells' own blocks."""
    if any(d.tag == "table" for d in node.iterdescendants() if isinstance(d.tag, str)):
        for cell in node.iterdescendants("td", "th"):
            if next(cell.iterancestors("table"), None) is node:
                _walk(cell, out, "", depth + 1)
        return
    rows: list[list[Cell]] = []
    for tr in node.iter("tr"):
        cells = [
            Cell(
                _folded(_inline(td).replace("\v", " ")),
                0,
                0,
                _span(td.get("rowspan")),
                _span(td.get("colspan")),
                td.tag == "th",
            )
            for td in tr
            if td.tag in ("td", "th")
        ]
        if cells:
            rows.append(cells)
    caption = node.find("caption")
    if rows:
        out.grid(rows, caption=_folded(_inline(caption)) if caption is not None else "")


def _span(text: str | None) -> int:
    found = re.match(r"\s*(\d{1,4})", text or "")
    return max(1, min(int(found.group(1)), MAX_SPAN)) if found else 1
