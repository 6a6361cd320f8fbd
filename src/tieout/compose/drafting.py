"""``tieout draft``: an issue file with everything that can be generated, and slots for what cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..desk.issuefile import ChartRef, Heading, IssueDoc, Link, Place, TableRef, plain_text, read_issue
from ..desk.issuefolder import issue_dates
from ..errors import TieoutError, UsageError
from ..trackers import Tracker, all_trackers
from ..trackers.charts import chart_names
from .asof import Block, Views
from .binder import Binder
from .charting import chart_of
from .translating import printed_title
from .words import words

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["draft"]

RELATED = 3
"""How many earlier issues are named as related."""

_CLOSING = ("投资建议", "风险")
_LAST = "coverage"
_KEPT = {"zh": "维持", "en": "maintained"}
_KIN = {
    "relative_performance": ("market_stat", "market"),
    "market": ("market_stat", "relative_performance"),
    "token_price": ("benchmark", "leaderboard"),
    "leaderboard": ("benchmark", "token_price"),
    "benchmark": ("leaderboard", "token_price"),
}
"""Trackers that stand together where nothing else says where one stands."""
_ON_COVER = ("relative_performance",)
"""Trackers whose table stands on the cover anyway: the body has their sentence."""


@dataclass(slots=True)
class _Section:
    title: str
    blocks: list[Block] = field(default_factory=list)


def draft(desk: Desk, date: Date, *, as_of: datetime | None = None, split: bool = False) -> tuple[Path, ...]:
    """Write ``issues/DATE.md`` and return what was written.

    The sections come in the order of ``desk.toml``, each with the generated sentence, table and chart of
    every tracker that has records for the period or members that must be there. The key points of the
    cover refer to the paragraphs of the body. What a person has to write is a slot,
    ``<!-- 待写：... -->``, which check lists and a sign-off build refuses. Which tracker stands in which
    section is as in the newest issue that had it; else the names decide.

    ``split`` writes each section into a file of its own, ``issues/DATE/10-....md``, with an owner and a
    status to fill in.

    Raises :class:`~tieout.errors.UsageError` when one of the files is there already.
    """
    path = desk.issue_path(date)
    folder = path.with_suffix("")
    there = path if path.exists() else next(iter(sorted(folder.glob("*.md"))), None)
    if there is not None:
        raise UsageError(
            f"{there} is there already",
            next_step="a draft never overwrites what somebody wrote: move it away first, or go on with it",
            path=str(there),
        )
    drafter = _Drafter(desk, date, as_of)
    sections = drafter.sections()
    files = {path: drafter.head() + drafter.cover(sections)}
    bodies = [drafter.section(s) for s in sections]
    if split:
        for index, (section, body) in enumerate(zip(sections, bodies, strict=True), start=1):
            name = re.sub(r'[\s/\\:*?"<>|]+', "-", section.title).strip("-.") or "section"
            files[folder / f"{index * 10:02d}-{name}.md"] = (
                f'+++\nowner = ""\nstatus = "draft"\n+++\n\n{body}'
            )
    else:
        files[path] += "".join(f"\n{body}" for body in bodies)
    from ..store.files import write_whole

    for file, text in files.items():
        write_whole(file, text.encode("utf-8"))
    return tuple(files)


class _Drafter:
    def __init__(self, desk: Desk, date: Date, as_of: datetime | None) -> None:
        self.desk = desk
        self.date = date
        self.language = desk.config.desk.language
        self.words = words(self.language)
        self.doc = IssueDoc(desk.issue_path(date), date)
        self.as_of = as_of
        self.binder = Binder(self.doc, Views(desk, self.doc, self.language, as_of))
        self.earlier = self._earlier()

    def _earlier(self) -> list[IssueDoc]:
        """The issues before this one that can be read, newest first."""
        found = []
        for day in reversed([d for d in issue_dates(self.desk) if d < self.date]):
            try:
                found.append(read_issue(self.desk.issue_path(day)))
            except TieoutError:
                continue
        return found

    # --- what stands where ------------------------------------------------------------------------

    def sections(self) -> list[_Section]:
        """The sections in the desk's order, each with the blocks that belong to it."""
        order = list(self.desk.config.sections.order)
        for title in self.desk.config.compliance.required_sections:
            if not any(o.startswith(title) for o in order):
                order.append(title)
        found = [_Section(title) for title in order]
        homeless = []
        for tracker in all_trackers():
            block = self.binder.views.block(tracker.name)
            wanted = bool(self.desk.universe(tracker.name, self.date))
            if block.period is None and not wanted:
                continue
            home = self._home(tracker, found)
            if home is None:
                homeless.append(block)
            else:
                home.blocks.append(block)
        for block in homeless:
            kin = _KIN.get(block.tracker.name, ())
            home = next((s for s in found if any(b.tracker.name in kin for b in s.blocks)), None)
            if home is None:
                tracker = block.tracker
                home = _Section(tracker.title(self.language))
                closing = [i for i, s in enumerate(found) if s.title.startswith(_CLOSING)]
                found.insert(min(closing, default=len(found)), home)
            home.blocks.append(block)
        return found

    def _home(self, tracker: Tracker, sections: list[_Section]) -> _Section | None:
        before = next((t for d in self.earlier if (t := _section_with(d, tracker.name))), "")
        for section in sections:
            if before and (before.startswith(section.title) or section.title.startswith(before)):
                return section
        title = tracker.title(self.language)
        closing = [s for s in sections if s.title.startswith(_CLOSING)]
        if tracker.name == _LAST and closing:
            return closing[0]
        scored = [(len(_pairs(s.title) & _pairs(title)), s) for s in sections if s not in closing]
        best = max((n for n, _ in scored), default=0)
        return next((s for n, s in scored if n == best), None) if best else None

    # --- the text ---------------------------------------------------------------------------------

    def head(self) -> str:
        """The front matter."""
        last = self.earlier[0] if self.earlier else None
        covered = tuple(last.cover_tables) if last else ()
        if not last and self.binder.views.block(_LAST).period is not None:
            covered = (_LAST,)
        lines = ["+++", "tieout = 1", f"date = {self.date}", f'title = "{self._slot_word()}标题"']
        if last and last.rating:
            lines.append(f"rating = {_quoted(last.rating)}")
            action = _KEPT[self.language] if last.rating_action else ""
            lines.append(f"rating_action = {_quoted(action)}")
        elif self.desk.config.rating.industry:
            # Nobody but the analyst can rate; the words to choose from stand ready.
            grades = " / ".join(g.word.get(self.language) for g in self.desk.config.rating.industry)
            lines.append(f'# rating = "{grades}"')
            lines.append(f'# rating_action = "{"首次" if self.language == "zh" else "initiated"}"')
        lines.append(f"cover = {_quoted(self.words['points'])}")
        if covered:
            lines.append(f"cover_tables = [{', '.join(_quoted(c) for c in covered)}]")
        for doc in self.earlier[:RELATED]:
            lines += [
                "",
                "[[related]]",
                f"title = {_quoted(printed_title(self.desk, doc.date, self.language))}",
                f"date = {doc.date}",
            ]
        text = "\n".join([*lines, "+++", ""])
        return text if self.language == "zh" else text.replace("标题", "headline")

    def cover(self, sections: Iterable[_Section]) -> str:
        """The key points: references to the paragraphs of the body, so that both say the same."""
        parts = [f"\n# {self.words['points']}\n"]
        for section in sections:
            told = [b for b in section.blocks if self._says(b)]
            if not told:
                continue
            parts.append(f"\n## {section.title}\n")
            parts += [f"\n[](para:{_name(b)})\n" for b in told]
        if self.language == "zh":
            parts.append("\n<!-- 要短一些就写自己的句子：[短句](para:名称)，其中的数字会与那一段核对。 -->\n")
        return "".join(parts) if len(parts) > 2 else f"{parts[0]}\n{self._slot('要点')}\n"

    def section(self, section: _Section) -> str:
        """One section: what is generated, and a slot for what is not."""
        parts = [f"# {section.title}\n"]
        several = len(section.blocks) > 1
        for block in section.blocks:
            tracker = block.tracker
            if several:
                parts.append(f"\n## {tracker.title(self.language)}\n")
            if self._says(block):
                parts.append(f"\n[](sentence:{tracker.name}/summary){{#{_name(block)}}}\n")
            if tracker.name not in _ON_COVER:
                parts.append(f"\n![](table:{tracker.name})\n")
            if self._draws(block):
                parts.append(f"\n![](chart:{tracker.name})\n")
            if self._draws(block, "price"):
                parts.append(f"\n![](chart:{tracker.name}/price)\n")
            parts.append(f"\n{self._slot(f'{tracker.title(self.language)}：变化与原因')}\n")
        if not section.blocks:
            parts.append(f"\n{self._slot(section.title)}\n")
        return "".join(parts)

    def _says(self, block: Block) -> bool:
        """True when the tracker's sentence has words for this period."""
        if block.period is None or "summary" not in block.tracker.sentences:
            return False
        try:
            return bool(block.view.sentence("summary").parts)
        except TieoutError:
            return False

    def _draws(self, block: Block, name: str = "") -> bool:
        """True when the desk has what a chart of the tracker takes."""
        if block.tracker.name in _ON_COVER or (name and name not in chart_names(block.tracker.name)):
            return False
        ref = ChartRef(block.tracker.name, name, None, (), Place(1, 1))
        try:
            return chart_of(self.binder, ref, self.doc)[0] is not None
        except (TieoutError, KeyError):
            return False

    def _slot_word(self) -> str:
        return "待写：" if self.language == "zh" else "To write: "

    def _slot(self, what: str) -> str:
        return f"<!-- {self._slot_word()}{what} -->"


def _name(block: Block) -> str:
    return block.tracker.name


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string.
    return json.dumps(text, ensure_ascii=False)


def _section_with(doc: IssueDoc, tracker: str) -> str:
    """The section of an issue that holds a tracker's table, chart or sentence; the cover does not count."""
    title = ""
    for block in doc.blocks:
        if isinstance(block, Heading) and block.level == 1:
            title = plain_text(block.inlines)
        elif title == doc.cover:
            continue
        elif isinstance(block, TableRef | ChartRef):
            if block.tracker == tracker:
                return title
        else:
            for inline in getattr(block, "inlines", ()):
                if isinstance(inline, Link) and inline.scheme == "sentence":
                    if inline.target.partition("/")[0] == tracker:
                        return title
    return ""


def _pairs(text: str) -> set[str]:
    """Words and pairs of Chinese characters, for telling which section a tracker belongs to."""
    found = {w.casefold() for w in re.findall(r"[A-Za-z]{2,}", text)}
    for run in re.findall(r"[\u3400-\u9fff]+", text):
        found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return found
