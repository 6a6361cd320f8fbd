"""The body of an issue file: CommonMark whose links are our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .issuedoc import (
    Anchor,
    Heading,
    Inline,
    IssueBlock,
    Link,
    ListItem,
    Paragraph,
    Place,
    Slot,
    Words,
    issue_error,
    nearest,
)
from .issueimage import IMAGES, figure_ref

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["SCHEMES", "Body"]

SCHEMES = ("fact", "sentence", "para", "src", *IMAGES)
_WEB = ("http", "https", "mailto")
_BROKEN = re.compile(rf"\]\(\s*(?:{'|'.join(SCHEMES)}):")


_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_SLOT = re.compile(r"\s*(?:待写|to write)(?![a-z])[：:]?\s*(.*?)\s*", re.DOTALL | re.IGNORECASE)
_ANCHOR = re.compile(r"\s*\{#([\w.-]+)\}")
# Stands for each character of a comment while Markdown is parsed, so that places stay right.
_FILL = "\ue000"


class Body:
    """Turns Markdown tokens into blocks; ``slots`` are the comments that ask for words."""

    def __init__(self, path: Path, lines: list[str], first: int, file: str = "") -> None:
        self.path = path
        self.first = first
        self.file = file
        self.slots: list[Slot] = []
        self.lines = [*lines[:first], *self._uncommented(lines[first:])]
        self.md = _parser()

    def _uncommented(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)

        def hidden(found: re.Match[str]) -> str:
            slot = _SLOT.fullmatch(found[1])
            if slot:
                line = text.count("\n", 0, found.start())
                column = found.start() - (text.rfind("\n", 0, found.start()) + 1)
                self.slots.append(
                    Slot(" ".join(slot[1].split()), Place(line + self.first + 1, column + 1, self.file))
                )
            return "".join("\n" if c == "\n" else _FILL for c in found[0])

        return _COMMENT.sub(hidden, text).split("\n")

    def title(self, text: str, line: int) -> Iterator[Inline]:
        """The inlines of the headline, which stands in the front matter."""
        (token,) = self.md.parseInline(text)
        column = self.lines[line - 1].find(text) + 1
        slot = _SLOT.fullmatch(text)
        if slot:
            self.slots.insert(0, Slot(slot[1], Place(line, max(column, 1), self.file)))
        yield from self._inlines(
            token.children or [], text, lambda p: Place(line, max(column, 1) + p, self.file)
        )

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
                if token.content and not token.content.strip(_FILL + " \n"):
                    continue  # a comment alone
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
            return self._figure(
                images[0], token, place_of, alone=len(token.children or []) == 1 and depth == 0
            )
        if opened.type == "heading_open":
            return Heading(int(opened.tag[1]), inlines, place)
        if depth and marker:
            return ListItem(depth, marker, inlines, place)
        return Paragraph(inlines, place)

    def _figure(self, image: Token, token: Token, place_of: Any, *, alone: bool) -> IssueBlock:
        place = place_of(image.meta.get("pos", 0))
        start = image.meta.get("pos", 0) + 2
        caption = tuple(self._inlines(image.children or [], image.content, lambda p: place_of(start + p)))
        address, title = str(image.attrs["src"]), str(image.attrs.get("title") or "")
        ref = figure_ref(address, title, caption, place, self.path)
        if not alone:
            what = address.partition(":")[0]
            raise issue_error(
                self.path, place, f"a {what} stands inside a paragraph", "put empty lines around it"
            )
        return ref

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
                yield from _words(token.content, start, place_of, bool(strong))

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
            step = f"write {near}:{target}" if near else f"use one of: {', '.join(SCHEMES)}, https"
            raise issue_error(self.path, place, f"unknown kind of link {address!r}", step, nearest=near)
        if scheme in IMAGES:
            step = f"write ![]({scheme}:{target}) in a paragraph of its own"
            raise issue_error(self.path, place, f"a {scheme} is linked as text", step)
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
            return Place(line, column + max(0, position - begin), self.file)

        return place_of

    def _line(self, token: Token) -> Place:
        return Place((token.map[0] if token.map else 0) + self.first + 1, 1, self.file)


def _words(text: str, start: int, place_of: Any, strong: bool) -> Iterator[Inline]:
    """A stretch of text without its comments, and its anchors."""
    at = 0
    for found in [*_ANCHOR.finditer(text), None]:
        end = found.start() if found else len(text)
        for part in re.finditer(f"[^{_FILL}]+", text[at:end]):
            yield Words(part[0], place_of(start + at + part.start()), strong)
        if found:
            yield Anchor(found[1], place_of(start + found.start()))
            at = found.end()


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
