"""References of an issue to its own words: the cover says what the body says, or it is not built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..desk.issuefile import Link, Place
from ..quantity import Quantity, scan
from .builder import Piece
from .naming import named_in, spellings_of
from .stated import fits

if TYPE_CHECKING:
    from .binder import Binder

__all__ = ["References", "last_sentence"]

_END = re.compile(r"[。！？!?；]|\.(?=\s)")


class References:
    """Follows ``[](para:name)`` and ``[](sentence:#name)`` to the paragraph or sentence of that name."""

    def __init__(self, binder: Binder) -> None:
        self._binder = binder
        self._named = binder.doc.anchored()
        self._following: list[str] = []

    def pieces(self, link: Link) -> list[Piece]:
        """What the link says: the words of its target, or its own with numbers of the target.

        Raises :class:`~tieout.errors.IssueError` for a name nobody has, for a reference that leads
        back to itself, and for a number or a followed name in its own wording that the target does not say.
        """
        said = self._said(link)
        if link.text.strip():
            return self._own(link, said)
        # The marks of what was in the target belong to it, the emphasis to the place that refers.
        return [replace(p, strong=p.strong or link.strong) for p in said]

    def _said(self, link: Link) -> list[Piece]:
        name = link.target.lstrip("#")
        doc = self._binder.doc
        if name not in self._named:
            from .binder import nearest_keys

            near = nearest_keys(name, list(self._named), 3) or list(self._named)[:5]
            step = f"write one of: {', '.join(near)}" if near else "put {#name} behind the paragraph you mean"
            message = f"no paragraph is named {{#{name}}}"
            raise doc.error(link.place, message, step, key=name, candidates=near)
        if name in self._following:
            step = "refer to a paragraph that has words of its own"
            raise doc.error(link.place, f"{{#{name}}} refers to itself", step)
        block, index = self._named[name]
        inlines = getattr(block, "inlines")  # noqa: B009  (figures, which have none, are never named)
        self._following.append(name)
        try:
            whole = self._binder.pieces(inlines)
            if link.scheme == "para":
                return whole
            count = len(self._binder.resolve(inlines[:index])[0])
            return last_sentence(whole[:count])
        finally:
            self._following.pop()

    def _own(self, link: Link, said: Sequence[Piece]) -> list[Piece]:
        self._only_names_of(link, said)
        out: list[Piece] = []
        at = 0
        lacks = any(p.fact is not None and p.fact.value is None for p in said)
        for q in scan(link.text).quantities:
            piece = next((p for p in said if _says(p, q)), None)
            if piece is None and not _measured(q):
                continue  # 两个, 一季度: words, which the target may put otherwise
            if piece is None and lacks:
                continue  # what it would be held to was not collected: a number without evidence until then
            if piece is None:
                numbers = [_signed(p) for p in said if p.bound and p.role in ("number", "count")]
                listed = f"it says {'、'.join(numbers)}" if numbers else "it has no bound number"
                raise self._binder.doc.error(
                    _moved(link, q.start),
                    f"“{q.text}” is not what {{#{link.target.lstrip('#')}}} says",
                    f"correct the number ({listed}), or write the whole as [](para:{link.target.lstrip('#')})",
                    stated=q.text,
                )
            out.append(Piece(link.text[at : q.start], strong=link.strong, place=_moved(link, at)))
            out.append(replace(piece, text=q.text, strong=link.strong, place=_moved(link, q.start)))
            at = q.end
        out.append(Piece(link.text[at:], strong=link.strong, place=_moved(link, at)))
        return [p for p in out if p.text]

    def _only_names_of(self, link: Link, said: Sequence[Piece]) -> None:
        """Refuse a site, company or index that the target does not speak of: 必应居首 for ChatGPT 居首."""
        names = spellings_of(self._binder.desk.config)
        target = named_in(names, "".join(p.text for p in said))
        # A generated sentence may show a subject in another way than the desk spells it.
        target_keys = {*target, *(part for p in said if p.fact for part in p.fact.key.subject)}
        for subject, (at, spelling) in named_in(names, link.text).items():
            if subject in target_keys:
                continue
            name = link.target.lstrip("#")
            spoken = "、".join(spelled for _, spelled in target.values())
            told = f"it speaks of {spoken}" if spoken else "it names nobody who is followed"
            raise self._binder.doc.error(
                _moved(link, at),
                f"“{spelling}” is not named by {{#{name}}}",
                f"correct the name ({told}), or write the whole as [](para:{name})",
                stated=spelling,
            )


def _measured(q: Quantity) -> bool:
    """True for a number in digits, and for a share or an amount of money in words (三成, 数亿元)."""
    unit = q.unit or ""
    return any(c.isdigit() for c in q.text) or unit == "%" or (len(unit) == 3 and unit.isupper())


def _signed(piece: Piece) -> str:
    """The number of a piece with its sign, which a word beside it may stand for (下降 4.01%)."""
    value = piece.fact.value if piece.fact is not None else None
    falls = isinstance(value, Decimal) and value < 0 and not piece.text.startswith(("-", "−"))
    return f"-{piece.text}" if falls else piece.text


def _moved(link: Link, offset: int) -> Place:
    return Place(link.place.line, link.place.column + 1 + offset, link.place.file)


def _says(piece: Piece, q: Quantity) -> bool:
    if not piece.bound:
        return False
    if piece.fact is not None and isinstance(piece.fact.value, Decimal):
        return fits(q, piece.fact)  # a word of direction beside it counts: 增长 4.01% is no fall
    return any((s.value, s.high, s.unit) == (q.value, q.high, q.unit) for s in scan(piece.text).quantities)


def last_sentence(pieces: Sequence[Piece]) -> list[Piece]:
    """The last sentence of some pieces, its full stop included; a bound stretch is never cut.

    >>> "".join(p.text for p in last_sentence([Piece("一。二有 "), Piece("3.5"), Piece(" 家。")]))
    '二有 3.5 家。'
    """
    out: list[Piece] = []
    ended = False  # the sentence's own end was seen
    for piece in reversed(pieces):
        text = piece.text
        if not piece.bound:
            limit = len(text)
            if not ended and not out:
                limit = len(text.rstrip("。！？!?；. 」”"))
            marks = [m for m in _END.finditer(text) if m.end() <= limit]
            if marks:
                cut = marks[-1].end()
                kept = text[cut:].lstrip()
                if kept:
                    place = piece.place
                    moved = place and Place(place.line, place.column + len(text) - len(kept), place.file)
                    out.append(replace(piece, text=kept, place=moved))
                break
        ended = ended or bool(text.strip())
        out.append(piece)
    return out[::-1]
