"""Lines into headings, paragraphs, list items, captions and sources; each in its zone of the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from .draft import Draft, Grid, Item, Line, Picture
from .front import Front
from .kinds import FIGURES, kind_of
from .words import (
    ANY_REPORT,
    BACK_HEAD,
    CAPTION,
    CONTENTS_HEAD,
    CONTENTS_LINE,
    FIGURES_HEAD,
    LIST_MARK,
    NOTE,
    NUMBERING,
    POINTER,
    SECTION_MARK,
    SOURCE,
    TERMINAL,
    bare,
    fold,
    width,
)

__all__ = ["Kind", "Piece", "numbering", "segment"]

Kind = Literal[
    "heading", "text", "list", "caption", "source", "note", "contents", "figures", "furniture", "inside",
    "grid", "picture",
]  # fmt: skip
Zone = Literal["cover", "contents", "figures", "body", "back"]

# Lines a figure may hold between its caption and its source.
FIGURE_REACH = 14
LONG = 120
_SAYS = re.compile(
    r"^\s*(?:所示|显示|中|可见|为|是|给出|列示|反映|shows?|presents?|illustrates?|gives?|lists?|compares?|above|below)",
    re.I,
)
_KNOWN_HEADS = re.compile(
    r"^(?:投资要点|核心观点|主要观点|投资建议|风险提示|风险因素|行业相对表现|市场表现|相关研究|相关报告|行情复盘|市场回顾|行情回顾|盈利预测|投资评级"
    r"|key points|highlights|investment (?:advice|view|highlights|recommendation)s?|risks?(?: warnings?| factors?)?|market review|related research)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One or more items that make one block: what it is, where, how deep, in which zone."""

    kind: Kind
    items: tuple[Item, ...]
    level: int = 0
    zone: Zone = "body"
    role: str = ""

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.items[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.items[-1].end

    @property
    def text(self) -> str:
        """What its lines say, joined as prose."""
        said = ""
        for item in self.items:
            more = item.text if isinstance(item, Line) else ""
            gap = " " if said[-1:].isascii() and more[:1].isascii() and said[-1:].isalnum() else ""
            said += gap + more
        return said

    def replace(self, **changes: Any) -> Piece:
        """A copy with some attributes changed."""
        return replace(self, **changes)


def numbering(text: str) -> tuple[int, str]:
    """The level of a section number and the number itself; (0, "") where there is none.

    >>> numbering("1.2、产业动态"), numbering("三、行情"), numbering("2024.10.14 流量"), numbering("1) 天玑")
    ((2, '1.2'), (1, '三'), (0, ''), (0, ''))
    """
    for pattern, level in NUMBERING:
        found = pattern.match(text)
        if found:
            number = re.sub(r"[\s、.．:：（）()]+$|^[（(]", "", found.group())
            deep = found.groupdict().get("deep")
            return (1 + len(re.findall(r"[.．]", deep)) if deep else level), number
    return 0, ""


def segment(draft: Draft, front: Front) -> list[Piece]:
    """The pieces of a report in order; every line and grid is in exactly one."""
    pieces = [_first_look(item, front) for item in draft.items]
    pieces = _furniture(_chart_text(pieces))
    titles = {_key(p.text) for p in pieces if p.kind in ("contents", "figures")}
    pieces = _contents(pieces)
    pieces = _figure_scopes(pieces)
    explicit = sum(1 for p in pieces if isinstance(p.items[0], Line) and p.items[0].level) >= 3
    pieces = _headings(pieces, titles, explicit)
    pieces = _zones(pieces)
    return _join(pieces)


def _key(text: str) -> str:
    """A heading or contents line reduced to its words."""
    text = bare(text)
    found = CONTENTS_LINE.match(text)
    text = re.sub(r"[.．·…\s]+$", "", found.group("title")) if found else text
    level, number = numbering(text)
    return fold(text[len(number) :]).strip("、.:：）)") if level else fold(text)


def _first_look(item: Item, front: Front) -> Piece:
    """What a piece is by itself, before its neighbours are looked at."""
    if isinstance(item, Grid):
        return Piece("grid", (item,))
    if isinstance(item, Picture):
        return Piece("picture", (item,))
    said = bare(item.text)
    role = front.roles.get(item.start, "")
    if item.role:
        kinds: dict[str, Kind] = {
            "furniture": "furniture", "caption": "caption", "source": "source", "contents": "contents",
            "figures": "figures", "note": "note",
        }  # fmt: skip
        return Piece(kinds.get(item.role, "text"), (item,), role=role or item.role)
    found = CONTENTS_LINE.match(said)
    dotted = found and (
        "." in found.group("dots")
        or re.search(r"[.．·…]{3,}\s*$", found.group("title"))
        or "…" in found.group("dots")
    )
    if found and (dotted or "\t" in found.group("dots")):
        return Piece("figures" if CAPTION.match(said) else "contents", (item,))
    if SOURCE.match(said) and width(said) < 2 * LONG:
        return Piece("source", (item,))
    if _is_caption(said):
        return Piece("caption", (item,))
    if NOTE.match(said) and width(said) < 3 * LONG:
        return Piece("note", (item,))
    if role:
        return Piece("list" if role == "related" and _LISTED.match(item.text) else "text", (item,), role=role)
    if item.marker or (LIST_MARK.match(item.text) and not item.level and not SECTION_MARK.match(item.text)):
        return Piece("list", (item,))
    return Piece("text", (item,))


_LISTED = re.compile(rf"(?:{LIST_MARK.pattern})|\s*\d{{1,2}}\s*[、.．)）]")


def _is_caption(said: str) -> bool:
    found = CAPTION.match(said)
    if not found:
        return False
    rest = found.group("rest").strip()
    tight = bool(found.group("sep").strip())
    if _SAYS.match(rest) and not tight:
        return False
    if TERMINAL.search(rest) and not rest.endswith(("）", ")", "?", "？")):
        return False
    return width(rest) <= (2 * LONG if tight else LONG) and not (
        not tight and "，" in rest and width(rest) > 60
    )


def _chart_text(pieces: list[Piece]) -> list[Piece]:
    """Words and numbers drawn inside a chart: a run of short lines, half of them figures."""
    out = list(pieces)
    first = 0
    while first < len(out):
        last = first
        while last < len(out) and _drawn(out[last]):
            last += 1
        figures = sum(1 for p in out[first:last] if all(kind_of(w) in _TICKS for w in p.text.split()))
        if last - first >= 4 and figures * 2 >= last - first:
            out[first:last] = [p.replace(kind="inside", role="figure_text") for p in out[first:last]]
        first = max(last, first + 1)
    return out


_TICKS = FIGURES | {"year", "date"}


def _drawn(piece: Piece) -> bool:
    said = piece.text
    return piece.kind == "text" and not piece.role and width(said) <= 24 and not TERMINAL.search(said)


def _furniture(pieces: list[Piece]) -> list[Piece]:
    """Page numbers and lines that come back on page after page."""
    alone = [p.kind == "text" and not p.role and width(p.text) <= 70 for p in pieces]
    counts = Counter(_again_key(p.text) for p, a in zip(pieces, alone, strict=True) if a)
    page_no = [a and bool(_PAGE_NUMBER.fullmatch(fold(p.text))) for p, a in zip(pieces, alone, strict=True)]
    out = []
    for i, (p, a) in enumerate(zip(pieces, alone, strict=True)):
        # Twice is enough beside the number of a page.
        often = 2 if any(page_no[max(0, i - 1) : i + 2]) else 3
        again = a and counts[_again_key(p.text)] >= often and not LIST_MARK.match(p.text)
        points = a and width(p.text) <= 60 and bool(_POINTS_TO_THE_BACK.search(p.text))
        # 证券研究报告 above the number of a page.
        kind = a and width(p.text) <= 40 and often == 2 and bool(ANY_REPORT.search(bare(p.text)))
        kept = not (again or page_no[i] or points or kind)
        out.append(p if kept else p.replace(kind="furniture", role="furniture"))
    return out


_POINTS_TO_THE_BACK = re.compile(
    r"(?:请|敬请|务必|務必|谨请).{0,8}(?:阅读|閱讀|参阅|参见|參閱|关注|仔细).{0,24}(?:声明|聲明|条款|條款|披露|说明|末页|最后一页|尾页)"
    r"|^(?:please )?(?:see|refer to|read) .{0,40}(?:disclosures?|disclaimers?|last page|back page|end of this report)",
    re.IGNORECASE,
)


_PAGE_NUMBER = re.compile(r"[-–—]?(?:第?\d{1,3}页?(?:[/共]\d{1,3}页?)?|page\d{1,3}(?:of\d{1,3})?)[-–—]?")


def _again_key(text: str) -> str:
    """A line as it comes back from page to page: only the page number may differ, and only outside prose."""
    said = fold(text)
    return said if TERMINAL.search(said) else re.sub(r"\d+", "0", said)


def _contents(pieces: list[Piece]) -> list[Piece]:
    """Heads of the contents, and contents lines that lost their dots, between lines that kept them."""
    out = list(pieces)
    for i, p in enumerate(out):
        if p.kind != "text":
            continue
        said = bare(p.text)
        if CONTENTS_HEAD.match(said) or FIGURES_HEAD.match(said):
            zone = "figures" if FIGURES_HEAD.match(said) else "contents"
            out[i] = p.replace(kind="heading", role=zone, level=1)
    out = _unpaged(out)
    for i, p in enumerate(out):
        if p.kind in ("text", "caption", "list") and re.search(r"\s\d{1,3}$", p.text):
            before = next((q.kind for q in reversed(out[:i]) if q.kind != "furniture"), "")
            head = next((q.role for q in reversed(out[:i]) if q.kind != "furniture"), "")
            if before in ("contents", "figures") or head in ("contents", "figures"):
                out[i] = p.replace(kind="figures" if _is_caption(bare(p.text)) else "contents")
    return out


def _unpaged(pieces: list[Piece]) -> list[Piece]:
    """Lists of contents without page numbers: what stands under their heads and comes again later on."""
    out = list(pieces)
    seen = Counter(_key(p.text) for p in pieces if p.kind not in ("contents", "figures"))
    listing = ""
    for i, p in enumerate(out):
        if p.role in ("contents", "figures"):
            listing = p.role
            continue
        said = bare(p.text)
        entry = p.kind in ("text", "caption") and not p.role and (_is_caption(said) or numbering(said)[0])
        if listing and entry and seen[_key(p.text)] > 1:
            seen[_key(p.text)] -= 1
            out[i] = p.replace(kind="figures" if _is_caption(said) else "contents")
        elif p.kind != "furniture":
            listing = ""
    return out


def _figure_scopes(pieces: list[Piece]) -> list[Piece]:
    """Lines between a caption and its source belong to the figure, whatever they look like."""
    out = list(pieces)
    for i, p in enumerate(out):
        if p.kind != "caption":
            continue
        for j in range(i + 1, min(i + 1 + FIGURE_REACH, len(out))):
            q = out[j]
            if q.kind in ("caption", "contents", "figures", "heading"):
                break
            if q.kind in ("text", "list") and (
                width(q.text) > 2 * LONG or numbering(bare(q.text))[0] > 1 or SECTION_MARK.match(q.text)
            ):
                break
            if q.kind == "source":
                for k in range(i + 1, j):
                    if out[k].kind in ("text", "list"):
                        out[k] = out[k].replace(kind="inside", role="figure_text")
                break
    return out


def _headings(pieces: list[Piece], titles: set[str], explicit: bool) -> list[Piece]:
    out = list(pieces)
    top = ""
    for i, p in enumerate(out):
        line = p.items[0]
        if not isinstance(line, Line) or p.kind not in ("text", "list"):
            continue
        said = bare(line.text)
        if p.role == "title":
            out[i] = p.replace(kind="heading", level=1)
            continue
        if p.role or not said:
            continue
        level, number = numbering(said)
        listed = _key(line.text) in titles
        ended = bool(TERMINAL.search(said)) or said.endswith(("，", "、", ",", "：", ":"))
        short = width(said) <= LONG
        marked = bool(SECTION_MARK.match(line.text.lstrip("# ")))
        if level and short and not ended and p.kind == "text":
            # 1.5 Pro at the start of a line is a section only inside section 1.
            follows = level == 1 or number.split(".")[0] == top or not top
            if listed or line.level or (follows and _stands_alone(out, i, numbered=True)):
                top = number if level == 1 else top
                out[i] = p.replace(kind="heading", level=level)
                continue
        if p.kind == "list":
            continue
        if line.level or (marked and short and not ended) or (listed and short):
            depth = level if level else line.level
            out[i] = p.replace(kind="heading", level=depth or 2)
            continue
        named = _KNOWN_HEADS.match(said.strip("【】[]").rstrip("：:")) or re.fullmatch(
            r"【[^】]{2,20}】", said
        )
        back = BACK_HEAD.search(said) and not POINTER.match(said)
        if named or (back and width(said) <= 40 and not ended):
            out[i] = p.replace(kind="heading", level=2)
            continue
        bold = bool(re.fullmatch(r"(\*\*|__).+\1", line.text.strip()))
        plain_shape = not explicit and not line.whole
        if short and not ended and width(said) <= 90 and _stands_alone(out, i) and (bold or plain_shape):
            if _letters(said) >= 2 and _opens_text(out, i):
                out[i] = p.replace(kind="heading", level=3 if bold else 2)
    return out


def _letters(text: str) -> int:
    return sum(1 for c in text if c.isalpha())


def _stands_alone(pieces: Sequence[Piece], i: int, *, numbered: bool = False) -> bool:
    """White space (or no text) on both sides of a line.

    Print without blank lines has numbered heads too: after a finished sentence, on a line that is not
    filled to the edge its neighbours reach.
    """
    line = pieces[i].items[0]
    last = pieces[i - 1] if i else None
    following = pieces[i + 1].items[0] if i + 1 < len(pieces) else None
    before = isinstance(line, Line) and (line.gap or last is None)
    after = not isinstance(following, Line) or following.gap or following.whole
    if numbered and isinstance(line, Line):
        before = (
            before
            or last is None
            or last.kind != "text"
            or bool(TERMINAL.search(last.text))
            or bool(last.role)
        )
        reach = max(
            (width(q.text) for q in pieces[max(0, i - 8) : i + 9] if q.kind in ("text", "list")), default=0
        )
        after = after or width(line.text) < 0.75 * reach
    return before and after


def _opens_text(pieces: Sequence[Piece], i: int) -> bool:
    """Something follows that a heading could head; a fragment of a broken sentence heads nothing."""
    following = next((q for q in pieces[i + 1 :] if q.kind != "furniture"), None)
    return following is not None and following.kind not in ("contents", "figures")


def _zones(pieces: list[Piece]) -> list[Piece]:
    """Cover, contents, figures, body, back: in that order, as far as they are there."""
    toc = [
        i
        for i, p in enumerate(pieces)
        if p.kind in ("contents", "figures") or p.role in ("contents", "figures")
    ]
    first_section = next(
        (
            i
            for i, p in enumerate(pieces)
            if p.kind == "heading" and p.role == "" and numbering(bare(p.text))[0] == 1
        ),
        None,
    )
    if toc:
        cover_end, body_start = toc[0], toc[-1] + 1
    else:
        cover_end = first_section if first_section is not None else _after_title(pieces)
        body_start = cover_end
    back_start = len(pieces)
    for i in range(len(pieces) - 1, body_start - 1, -1):
        p = pieces[i]
        if p.kind == "heading" and not numbering(bare(p.text))[0] and BACK_HEAD.search(bare(p.text)):
            back_start = i
        elif p.kind in ("heading", "caption") and (
            numbering(bare(p.text))[0] or (p.kind == "caption" and back_start < len(pieces))
        ):
            break
    out = []
    listing: Zone = "contents"
    for i, p in enumerate(pieces):
        zone: Zone
        if i < cover_end:
            zone = "cover"
        elif i < body_start:
            if p.kind in ("figures", "contents"):
                listing = p.kind
            elif p.role in ("figures", "contents"):
                listing = "figures" if p.role == "figures" else "contents"
            zone = listing
        else:
            zone = "back" if i >= back_start else "body"
        out.append(p.replace(zone=zone))
    return out


def _after_title(pieces: Sequence[Piece]) -> int:
    """Where the cover of a short report without numbered sections ends: at its first section."""
    seen_title = not any(p.role == "title" for p in pieces)
    for i, p in enumerate(pieces):
        if p.role == "title":
            seen_title = True
        elif seen_title and p.kind in ("heading", "caption", "grid") and not p.role:
            return i
    return 0


def _join(pieces: list[Piece]) -> list[Piece]:
    """Sentences that a page or line break cut in two, joined.

    Over page furniture they stay two blocks, the second marked ``continues``: a block is one stretch of
    the text, and a page number is no part of a sentence.
    """
    out: list[Piece] = []
    held: list[Piece] = []
    for p in pieces:
        if p.kind == "furniture":
            held.append(p)
            continue
        if (
            p.kind == "text"
            and not p.role
            and out
            and out[-1].kind in ("text", "list")
            and _goes_on(out[-1], p)
        ):
            if held:
                p = p.replace(role="continues")
            else:
                out[-1] = out[-1].replace(items=(*out[-1].items, *p.items))
                continue
        out.extend(held)
        held = []
        out.append(p)
    return [*out, *held]


def _goes_on(before: Piece, after: Piece) -> bool:
    """True when ``after`` finishes the sentence that ``before`` leaves open."""
    if before.zone != after.zone or before.role not in ("", "continues"):
        return False
    last, first = before.items[-1], after.items[0]
    if not isinstance(last, Line) or not isinstance(first, Line) or last.whole or first.whole:
        return False
    said, more = last.text.rstrip(), first.text.lstrip()
    if TERMINAL.search(said) or said.endswith(("：", ":")):
        return False
    if not first.gap:
        return width(said) >= 50
    return width(said) >= 40 and (
        bool(TERMINAL.search(more)) or width(more) > LONG or more[:1] in "，、。）)”；"
    )
