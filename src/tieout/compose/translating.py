"""``tieout draft --language en``: the issue in the other language, its facts in place and its words to write.

The skeleton follows the issue in the desk's own language block by block: the same sentences, tables,
charts and pictures, the same links in each paragraph, and the words to translate in a slot beside them.
What earlier issues already said in both languages is taken from there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..desk.issuefile import (
    Anchor,
    ChartRef,
    Heading,
    Inline,
    IssueBlock,
    IssueDoc,
    Link,
    ListItem,
    PictureRef,
    Place,
    TableRef,
    Words,
    plain_text,
    read_issue,
)
from ..desk.issuefolder import issue_dates
from ..errors import TieoutError, UsageError
from ..quantity import format_money, parse_money
from ..trackers import all_trackers
from .asof import Views
from .binder import Binder
from .words import words

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["draft_translation", "printed_title"]

_SLOT = {"zh": "待写：", "en": "To write: "}
_ACTIONS = (("首次", "initiated"), ("维持", "maintained"), ("上调", "upgraded"), ("下调", "downgraded"))
_JOINT = re.compile("[：:]")


def draft_translation(
    desk: Desk, date: Date, language: str, *, as_of: datetime | None = None
) -> tuple[Path, ...]:
    """Write ``issues/DATE.en.md`` (or the Chinese one of an English desk) and return what was written.

    Raises :class:`~tieout.errors.UsageError` when it is there already, or when there is no issue in the
    desk's own language to follow.
    """
    path, original = desk.issue_path(date, language), desk.issue_path(date)
    if path.exists():
        raise UsageError(
            f"{path} is there already",
            next_step="a draft never overwrites what somebody wrote: move it away first, or go on with it",
            path=str(path),
        )
    if not original.exists():
        raise UsageError(
            f"there is no {original} to translate",
            next_step=f"write it first: tieout draft {desk.path.name} {date}",
            path=str(original),
        )
    from ..store.files import write_whole

    text = _Translator(desk, read_issue(original), language, as_of).text()
    write_whole(path, text.encode("utf-8"))
    return (path,)


def printed_title(desk: Desk, date: Date, language: str) -> str:
    """The headline of an earlier issue as it was printed, with the series before it."""
    from .composing import compose

    try:
        title = compose(desk, date, language=language).report.meta.title or ""
    except TieoutError:
        title = plain_text(read_issue(desk.issue_path(date, language)).title)
    series = desk.config.desk.series.get(language)
    joint = "：" if language == "zh" else ": "
    return title if not series or title.startswith(series) else f"{series}{joint}{title}"


class _Translator:
    def __init__(self, desk: Desk, doc: IssueDoc, language: str, as_of: datetime | None) -> None:
        self.desk = desk
        self.doc = doc
        self.language = language
        self.slot_word = _SLOT[language]
        self.ours = Binder(doc, Views(desk, doc, desk.config.desk.language, as_of))
        self.theirs = Binder(doc, Views(desk, doc, language, as_of))
        self.memory = self._memory()

    def text(self) -> str:
        """The whole file."""
        return self._head() + "".join(f"\n{self._block(b)}\n" for b in self.doc.blocks)

    def _memory(self) -> dict[str, str]:
        """What earlier issues said in both languages, where their files go block by block."""
        found: dict[str, str] = {
            t.title(self.desk.config.desk.language): t.title(self.language) for t in all_trackers()
        }
        main = self.desk.config.desk.language
        found[self.doc.cover or words(main)["points"]] = words(self.language)["points"]
        for day in issue_dates(self.desk):
            try:
                one = read_issue(self.desk.issue_path(day))
                two = read_issue(self.desk.issue_path(day, self.language))
            except (TieoutError, OSError):
                continue
            if [type(b) for b in one.blocks] != [type(b) for b in two.blocks]:
                continue
            for a, b in zip(one.blocks, two.blocks, strict=True):
                if day < self.doc.date and _worded(a) and _worded(b):
                    found[_plain(a)] = _plain(b)
                    if isinstance(a, Heading) and _JOINT.search(_plain(a)) and _JOINT.search(_plain(b)):
                        found[_JOINT.split(_plain(a))[0]] = _JOINT.split(_plain(b))[0]
        return found

    # --- front matter -----------------------------------------------------------------------------

    def _head(self) -> str:
        doc = self.doc
        facts = "".join(f" {link}" for link in self._links(doc.title))
        title = f"{self.slot_word}{'标题' if self.language == 'zh' else 'headline'}{facts}"
        lines = ["+++", "tieout = 1", f"date = {doc.date}", f"# {self._said(doc.title)}"]
        lines.append(f"title = {_quoted(title)}")
        if doc.rating:
            lines.append(f"rating = {_quoted(self._rating(doc.rating))}")
        if doc.rating_action:
            lines.append(f"rating_action = {_quoted(self._action(doc.rating_action))}")
        lines.append(f"cover = {_quoted(words(self.language)['points'])}")
        if doc.cover_tables:
            lines.append(f"cover_tables = [{', '.join(_quoted(c) for c in doc.cover_tables)}]")
        for said, day in doc.related:
            known = day is not None and self.desk.issue_path(day, self.language).exists()
            shown = printed_title(self.desk, day, self.language) if day is not None and known else ""
            if not shown:
                lines += ["", f"# {said}"]
                shown = f"{self.slot_word}{'标题' if self.language == 'zh' else 'title'}"
            else:
                lines.append("")
            lines += ["[[related]]", f"title = {_quoted(shown)}", *([f"date = {day}"] if day else [])]
        if doc.as_of:
            lines += ["", "[as_of]", *(f"{name} = {day}" for name, day in doc.as_of.items())]
        return "\n".join([*lines, "+++", ""])

    def _rating(self, said: str) -> str:
        grades = [g.word for g in self.desk.config.rating.industry]
        return next((g.get(self.language) for g in grades if said in (g.zh, g.en)), said)

    def _action(self, said: str) -> str:
        pair = next((p for p in _ACTIONS if said in p), (said, said))
        return pair[self.language == "en"]

    # --- blocks -----------------------------------------------------------------------------------

    def _block(self, block: IssueBlock) -> str:
        if isinstance(block, TableRef | ChartRef):
            return self._figure(block)
        if isinstance(block, PictureRef):
            kept = "; ".join(f"{k}={v}" for k, v in (("crop", block.crop), ("width", block.width)) if v)
            told = f' "{kept}"' if kept else ""
            asked = self._slot(f"{self._said(block.caption)}; source, permission, alt")
            return f"![{self._empty()}](picture:{block.file}{told})\n\n{asked}"
        lead = ""
        if isinstance(block, Heading):
            lead = "#" * block.level + " "
        elif isinstance(block, ListItem):
            mark = block.marker if block.marker[:1].isdigit() else "-"
            lead = "  " * (block.level - 1) + f"{mark} "
        known = self.memory.get(_plain(block)) if _worded(block) else None
        if known:
            return f"{lead}{known}"
        return lead + self._words(block)

    def _words(self, block: IssueBlock) -> str:
        """The links of a block and a slot for its words; of a heading what comes before its colon is kept."""
        inlines: tuple[Inline, ...] = getattr(block, "inlines", ())
        links, names = (
            self._links(inlines),
            "".join(f"{{#{i.name}}}" for i in inlines if isinstance(i, Anchor)),
        )
        typed = "".join(i.text for i in inlines if isinstance(i, Words)).strip()
        if not typed and not any(i.text.strip() for i in inlines if isinstance(i, Link)):
            return " ".join(links) + names
        opening = ""
        if isinstance(block, Heading):
            opening = self.memory.get(_JOINT.split(_plain(block))[0], "")
            if not (opening or links):
                opening = self._empty()
        said = self._slot(self._said(inlines))
        return " ".join(x for x in (opening, ", ".join(links), said) if x) + names

    def _figure(self, ref: TableRef | ChartRef) -> str:
        name = f"/{ref.name}" if isinstance(ref, ChartRef) and ref.name else ""
        kind = "chart" if isinstance(ref, ChartRef) else "table"
        asked = [f"{k}={','.join(v)}" for k, v in (("only", ref.only), ("without", ref.without)) if v]
        period = f"@{ref.period}" if ref.period else ""
        query = f"?{'&'.join(asked)}" if asked else ""
        line = f"![](<{kind}:{ref.tracker}{name}{period}{query}>)"
        if " " not in line:
            line = line.replace("<", "").replace(">", "")
        told = "; ".join(x for x in (self._said(ref.caption), ref.source) if x)
        return f"{line}\n\n{self._slot(told)}" if told else line

    # --- links ------------------------------------------------------------------------------------

    def _links(self, inlines: Sequence[Inline]) -> list[str]:
        out = []
        for link in (i for i in inlines if isinstance(i, Link)):
            if link.scheme == "src":
                out.append(f"[{self._amount(link.text)}](src:{link.target})")
            elif link.scheme in ("para", "sentence") and link.text.strip():
                out.append(f"[{', '.join(self._numbers(link))}]({link.scheme}:{link.target})")
            else:
                out.append(f"[]({link.scheme}:{link.target})")
        return out

    def _numbers(self, link: Link) -> Iterable[str]:
        """The numbers that a reference in its own words says, as the other language prints them."""
        for piece in self.ours.pieces((link,)):
            if piece.fact is None and not piece.link:
                continue
            if piece.fact is None:
                yield piece.text
                continue
            address = Link("fact", str(piece.fact.key), "", Place(1, 1))
            try:
                yield "".join(p.text for p in self.theirs.pieces((address,)))
            except TieoutError:
                yield piece.text

    def _amount(self, text: str) -> str:
        """A quoted amount in English words; any other text stays for a person to translate."""
        money = parse_money(text) if self.language == "en" else None
        return format_money(money) if money is not None and money.currency else text

    def _said(self, inlines: Sequence[Inline]) -> str:
        """The words of a block as the original prints them."""
        try:
            return "".join(p.text for p in self.ours.pieces(inlines)).strip()
        except TieoutError:
            return plain_text(inlines)

    def _empty(self) -> str:
        """What stands where something must."""
        return self.slot_word.strip(" ：:")

    def _slot(self, said: str) -> str:
        return f"<!-- {self.slot_word}{said.replace('--', '—')} -->"


def _plain(block: IssueBlock) -> str:
    return plain_text(getattr(block, "inlines", ()))


def _worded(block: IssueBlock) -> bool:
    """True for a block of words alone."""
    inlines = getattr(block, "inlines", ())
    return bool(inlines) and all(isinstance(i, Words) for i in inlines)


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)
