"""Outside statements: a link to a snapshot, whose quote must stand there and hold the number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..desk.issuefile import Inline, IssueDoc, Link
from ..desk.wording import quote_stands, text_of_source
from ..errors import StoreError
from ..model import Evidence, Fact, FactKey
from ..quantity import scan

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["NATURES", "named_source", "nature_of", "statement_fact"]

NATURES = ("claim", "forecast", "plan")
"""What a quoted statement may be: said of what is, of what will be, of what somebody means to do."""

_PLAN = re.compile(
    r"计划|拟|将(?:投资|推出|建设|发布|采购|部署)|目标|打算|\b(?:plan|target|intend|aim)", re.I
)
_FORECAST = re.compile(
    r"预计|预期|预测|预估|有望|将(?:达|突破|超过|增长|增至)|展望|\b(?:expect|forecast|estimate|project|will reach)",
    re.I,
)
_SENTENCE = re.compile(r"[。！？!?；;]|\.(?=\s)")
_CLAUSE = re.compile(r"[。！？!?；;，,]|\.(?=\s)")


def nature_of(before: str, after: str = "") -> str:
    """What a quoted number is, told by the words of its sentence; a claim where nothing else is said.

    >>> nature_of("公司预计全年收入为"), nature_of("亚马逊计划投资"), nature_of("创始人称月活达到")
    ('forecast', 'plan', 'claim')
    """
    for words in (_SENTENCE.split(before)[-1], _CLAUSE.split(after)[0]):
        met = [
            (m.start(), n) for n, p in (("plan", _PLAN), ("forecast", _FORECAST)) for m in p.finditer(words)
        ]
        if met:
            return max(met)[1]
    return "claim"


def named_source(inlines: Iterable[Inline]) -> str:
    """The source a paragraph names once for all its quotes, with an empty link ``[](src:HASH)``."""
    for inline in inlines:
        if isinstance(inline, Link) and inline.scheme == "src" and not inline.text.strip():
            if inline.target and "#" not in inline.target:
                return inline.target
    return ""


def statement_fact(desk: Desk, doc: IssueDoc, link: Link, before: str = "", after: str = "") -> Fact:
    """The fact of a ``src:HASH#q=quote`` link, its value the quote.

    ``before`` and ``after`` are the words around the link, which tell whether it is a claim, a forecast
    or a plan, unless the link ends in ``&as=plan``.

    Raises :class:`~tieout.errors.IssueError` when there is no such snapshot, when the quote does not
    occur in it, or when the link's number does not occur in the quote.
    """
    prefix, _, query = link.target.partition("#")
    query, _, told = query.partition("&as=")
    if told and told not in NATURES:
        step = f"use one of: {', '.join(NATURES)}"
        raise doc.error(link.place, f"a statement is no {told!r}", step)
    quote = unquote(query.removeprefix("q=")) if query.startswith("q=") else ""
    if not prefix:
        step = "name it once in the paragraph with [](src:HASH), or write it into the link"
        raise doc.error(link.place, "a quote says no source", step)
    if not quote:
        step = "write [1 亿美元](src:HASH#q=the%20words%20around%20it)"
        raise doc.error(link.place, "a link to a source has no quote", step)
    try:
        snapshot = desk.snapshots.find(prefix)
    except StoreError as problem:
        raise doc.error(link.place, problem.message, problem.next_step) from None
    text = text_of_source(desk.snapshots, snapshot)
    if not quote_stands(quote, text):
        step = f"copy the words from {snapshot.name} as they stand there"
        if not text.strip():
            step = f'add {snapshot.name} again with its words: tieout source add DESK FILE --transcript "..."'
        raise doc.error(link.place, f"the quote “{quote}” does not occur in {snapshot.name}", step)
    typed = {(q.value, q.high) for q in scan(link.text).quantities}
    said = {(q.value, q.high) for q in scan(quote).quantities}
    if not typed <= said:
        step = "quote the words that hold the number"
        raise doc.error(link.place, f"“{link.text}” does not occur in the quote “{quote}”", step)
    evidence = Evidence("statement", value=quote, note=f"{snapshot.name}#{snapshot.hash}")
    nature = told or nature_of(before, after)
    key = FactKey("src", snapshot.hash[:12], (quote,))
    return Fact(key, quote, text=quote, evidence=(evidence,), nature=nature)
