"""The body of an issue file: CommonMark whose links are our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .issuedoc import (
    Heading,
    Inline,
    IssueBlock,
    Link,
    ListItem,
    Paragraph,
    Place,
    TableRef,
    Words,
    issue_error,
    nearest,
    tracker_name,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["SCHEMES", "Body"]

SCHEMES = ("fact", "sentence", "src", "table")
_WEB = ("http", "https", "mailto")
_BROKEN = re.compile(r"\]\(\s*(?:fact|sentence|src|table):")


class Body:
    """Turns Markdown tokens into blocks."""

    def __init__(self, path: Path, lines: list[str], first: int) -> None:
        self.path = path
        self.lines = lines
        self.first = first
        self.md = _parser()

    def title(self, text: str, line: int) -> Iterator[Inline]:
        """The inlines of the headline, which stands in the front matter."""
        (token,) = self.md.parseInline(text)
        column = self.lines[line - 1].find(text) + 1
        yield from self._inlines(token.children or [], text, lambda p: Place(line, max(column, 1) + p))

    def blocks(self) -> Iterator[IssueBlock]:
        tokens = self.md.parse("\n".join(self.lines[self.first :]))
        lists: list[str] = []
        marker = ""
        for i, token in enumerate(tokens):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                lists.append(token.type)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif token.type == "list_item_open":
                marker = f"{token.info}{token.markup}" if lists[-1] == "ordered_list_open" else "•"
            elif token.type == "inline":
                block = self._block(tokens[i - 1], token, len(lists), marker)
                if isinstance(block, ListItem):
                    marker = ""  # a second paragraph of the item has no marker of its own
                yield block
            elif token.type in _REFUSED:
                what, step = _REFUSED[token.type]
                raise issue_error(self.path, self._line(token), f"holds {what}", step)

    def _block(self, opened: Token, token: Token, depth: int, marker: str) -> IssueBlock:
        place_of = self._placer(token)
        inlines = tuple(self._inlines(token.children or [], token.content, place_of))
        place = place_of(0)
        images = [t for t in token.children or [] if t.type == "image"]
        if images:
            return self._table(
                images[0], token, place_of, alone=len(token.children or []) == 1 and depth == 0
            )
        if opened.type == "heading_open":
            return Heading(int(opened.tag[1]), inlines, place)
        if depth and marker:
            return ListItem(depth, marker, inlines, place)
        return Paragraph(inlines, place)

    def _table(self, image: Token, token: Token, place_of: Any, *, alone: bool) -> TableRef:
        place = place_of(image.meta.get("pos", 0))
        address = str(image.attrs["src"])
        scheme, _, target = address.partition(":")
        if scheme != "table":
            step = "write ![caption](table:TRACKER)"
            raise issue_error(
                self.path, place, f"an image must be a table of the desk, not {address!r}", step
            )
        if not alone:
            raise issue_error(
                self.path, place, "a table stands inside a paragraph", "put empty lines around it"
            )
        tracker, _, period = target.partition("@")
        start = image.meta.get("pos", 0) + 2
        caption = tuple(self._inlines(image.children or [], image.content, lambda p: place_of(start + p)))
        return TableRef(tracker_name(tracker, self.path, place), period or None, caption, place)

    def _inlines(self, tokens: list[Token], source: str, place_of: Any) -> Iterator[Inline]:
        """Words and links; ``cursor`` follows the source, so that plain text has a place too."""
        cursor = 0
        strong = 0
        link: Token | None = None
        said: list[str] = []
        for i, token in enumerate(tokens):
            kind = token.type
            if kind == "link_open":
                link, said, cursor = token, [], token.meta["pos"]
            elif kind == "link_close" and link is not None:
                yield self._link(link, "".join(said), bool(strong), place_of)
                link, cursor = None, token.meta["end"]
            elif kind in ("strong_open", "strong_close"):
                strong += 1 if kind == "strong_open" else -1
            elif kind in ("softbreak", "hardbreak"):
                before = tokens[i - 1].content if i else ""
                after = tokens[i + 1].content if i + 1 < len(tokens) else ""
                gap = "" if _wide(before[-1:]) or _wide(after[:1]) else " "
                cursor = max(cursor, source.find("\n", cursor) + 1)
                if link is not None:
                    said.append(gap)
                elif gap:
                    yield Words(gap, place_of(cursor), bool(strong))
            elif kind in ("text", "code_inline", "text_special"):
                if link is not None:
                    said.append(token.content)
                    continue
                if not token.content:
                    continue
                found = source.find(token.content, cursor)
                start = cursor if found < 0 else found
                cursor = start + (len(token.content) if found >= 0 else 0)
                self._check(token.content, start, place_of)
                yield Words(token.content, place_of(start), bool(strong))

    def _check(self, text: str, start: int, place_of: Any) -> None:
        broken = _BROKEN.search(text)
        if broken:
            raise issue_error(
                self.path,
                place_of(start + max(text.rfind("[", 0, broken.start()), 0)),
                "a link does not end",
                "close it with ) and write %20 for a space, %28 and %29 for brackets inside it",
            )

    def _link(self, token: Token, text: str, strong: bool, place_of: Any) -> Link:
        place = place_of(token.meta["pos"])
        address = str(token.attrs["href"])
        scheme, _, target = address.partition(":")
        if scheme not in (*SCHEMES, *_WEB):
            near = nearest(scheme, SCHEMES)
            step = f"write {near}:…" if near else f"use one of: {', '.join(SCHEMES)}, https"
            raise issue_error(self.path, place, f"unknown kind of link {address!r}", step, nearest=near)
        if scheme == "table":
            step = f"write ![](table:{target}) in a paragraph of its own"
            raise issue_error(self.path, place, "a table is linked as text", step)
        return Link(scheme, target, text, place, strong)

    def _placer(self, token: Token) -> Any:
        """A function from an offset in the token's content to a place in the file."""
        assert token.map is not None
        top = token.map[0] + self.first
        starts = []
        offset = 0
        for k, part in enumerate(token.content.split("\n")):
            raw = self.lines[top + k] if top + k < len(self.lines) else ""
            starts.append((offset, top + k + 1, max(raw.find(part), 0) + 1))
            offset += len(part) + 1

        def place_of(position: int) -> Place:
            begin, line, column = next(s for s in reversed(starts) if s[0] <= position or s is starts[0])
            return Place(line, column + max(0, position - begin))

        return place_of

    def _line(self, token: Token) -> Place:
        return Place((token.map[0] if token.map else 0) + self.first + 1, 1)


_REFUSED = {
    "fence": ("a code block", "write it as a paragraph"),
    "code_block": ("an indented code block", "take the four spaces away"),
    "blockquote_open": ("a block quotation", "write it as a paragraph with 「」 and a src: link"),
    "hr": ("a rule", "take the line away"),
}


def _parser() -> Any:
    """CommonMark without HTML, links kept as typed, each link with its position in the source."""
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"html": False})
    # Addresses are our own keys, where CJK stays readable; which schemes are allowed is said above.
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    from markdown_it.rules_inline import autolink, image, link

    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        md.inline.ruler.at(name, _noting(rule))
    md.inline.ruler.at("emphasis", _emphasis)
    return md


def _emphasis(state: Any, silent: bool) -> bool:
    """Emphasis that Chinese can use: CommonMark wants a blank between ``**要点：**`` and what follows."""
    from markdown_it.rules_inline.state_inline import Delimiter

    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    after = state.src[state.pos + scanned.length : state.pos + scanned.length + 1]
    chinese = marker == "*" and (_wide(before) or _wide(after))
    opens = scanned.can_open or (chinese and bool(after.strip()))
    closes = scanned.can_close or (chinese and bool(before.strip()))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, opens, closes)
        )
    state.pos += scanned.length
    return True


def _noting(rule: Any) -> Any:
    def noted(state: Any, silent: bool) -> bool:
        first, start = len(state.tokens), state.pos
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[first:]:
                if token.type in ("link_open", "image"):
                    token.meta.setdefault("pos", start)
                elif token.type == "link_close":
                    token.meta.setdefault("end", state.pos)
        return True

    return noted


def _wide(char: str) -> bool:
    import unicodedata

    return bool(char) and unicodedata.east_asian_width(char) in "WF"
