"""HTML: one file that needs no network, on a desk, on a phone and on paper.

Style, script, fonts and data are inside; a content security policy lets nothing else run. The client
copy has no script and no data.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from ..compose import Look, parts
from ..fonts import missing_glyphs
from ..model import Fact, Report
from .document import Cell, Document, Grid, Item, Run, before_mark, document
from .drawing import chart_texts, drawn, inline_svg
from .evidence import panel_data
from .fontcache import kept_subset
from .json import report_json
from .labels import labels

__all__ = ["html_of"]

_DAY = re.compile(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")
_WIDE = 5
"""So many columns do not fit a phone."""

_SAID = "↑左右滑动看全部›"
"""What the style sheet prints of its own."""

_SIDE = (parts.ANALYST, parts.CONTACT, parts.BOX, parts.RELATED_TITLE, parts.RELATED)
_HEAD = (parts.DATE, parts.PUBLISHER, parts.PUBLISHER_ALT, parts.TITLE, parts.SERIES, parts.RATING)


def html_of(
    report: Report,
    facts: Mapping[str, Fact] | None = None,
    *,
    internal: bool = False,
    gaps: Iterable[Any] = (),
    look: Look | None = None,
) -> str:
    """The report as one HTML file.

    Parameters
    ----------
    report
        What :func:`tieout.compose.compose` made.
    facts
        Facts by key, for the evidence of bound numbers; the internal copy needs them.
    internal
        True makes bound numbers open their evidence and embeds the report as JSON
        (``#tieout-report``); a copy for clients carries neither.
    gaps
        Records nobody collected, told at the head of an internal copy.
    look
        The house's colour and logo.

    Examples
    --------
    >>> from tieout.model import Block, Meta
    >>> page = html_of(Report("a < b", Meta(title="周报"), (Block("paragraph", 0, 5),)))
    >>> "a &lt; b" in page, "<script" in page
    (True, False)
    """
    look = look or Look()
    page = _Page(document(report), report, internal, look)
    body = page.body(tuple(str(g) for g in gaps))
    embedded = ""
    script = ""
    if internal:
        script = _asset("page.js")
        evidence = json.dumps(panel_data(report, facts or {}), ensure_ascii=False, separators=(",", ":"))
        embedded = (
            f'<aside id="panel" role="dialog" aria-label="{escape(page.words["evidence"])}" tabindex="-1" '
            "hidden></aside>\n"
            f'<script type="application/json" id="tieout-report">{_safe_json(report_json(report))}</script>\n'
            f'<script type="application/json" id="tieout-evidence">{_safe_json(evidence)}</script>\n'
            f"<script>{script}</script>\n"
        )
    charts = "".join(chart_texts(drawn(c.spec, look.colour)) for c in report.charts)
    style = _fonts(
        f"{body}{_SAID}" + report.text + charts + (embedded if internal else ""), page.bold()
    ) + _asset("page.css").replace("#17365d", look.colour)
    language = "zh-CN" if report.meta.language == "zh" else report.meta.language
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"{_meta(report)}<title>{escape(report.meta.title or '')}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}{embedded}</body>\n</html>\n"
    )


def _meta(report: Report) -> str:
    meta = report.meta
    named = {
        "author": "、".join(a.name for a in meta.analysts),
        "description": " ".join(x for x in (meta.publisher, meta.series) if x),
        "date": meta.date.isoformat() if meta.date else "",
    }
    return "".join(f'<meta name="{n}" content="{escape(v)}">\n' for n, v in named.items() if v)


def _policy(style: str, script: str) -> str:
    scripts = f"'{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src {scripts}; font-src data:; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def _safe_json(text: str) -> str:
    """JSON that cannot end the element it stands in."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _fonts(text: str, bold: str) -> str:
    """Both weights cut down to the page's characters. What they lack is left to the reader's own fonts."""
    out = []
    for weight, number, shown in (("regular", 400, text), ("bold", 700, bold)):
        lacking = set(missing_glyphs(shown))
        have = "".join(sorted({c for c in shown if c not in lacking and not c.isspace()}))
        if not have:
            continue
        data = base64.b64encode(kept_subset("bold" if weight == "bold" else "regular", have)).decode()
        out.append(
            f'@font-face{{font-family:"Tieout";font-weight:{number};font-display:swap;'
            f'src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'
        )
    return "".join(out)


class _Page:
    """Writes the parts of one page; knows whether its numbers can be opened."""

    def __init__(self, doc: Document, report: Report, internal: bool, look: Look) -> None:
        self.doc = doc
        self.report = report
        self.internal = internal
        self.look = look
        self.words = labels(report.meta.language)
        self.marked: Counter[int] = Counter()

    def bold(self) -> str:
        """Every character that the style sets in bold, for the bold font."""
        shown = [i.text for i in self.doc.items if i.type == "heading" or i.part in _HEAD]
        shown += [r.text for i in self.doc.items for r in (*i.caption, *i.runs) if r.strong or i.caption]
        shown += [c.text for i in self.doc.items if i.grid for row in i.grid.header for c in row]
        shown += [chart_texts(drawn(c.spec, self.look.colour)) for c in self.report.charts]
        if self.internal:  # the panel repeats any bound stretch in bold, and heads its lists
            shown += [self.report.quote(s) for s in self.report.spans]
            shown += [*self.words.values(), "0123456789()"]
        return "".join(shown) + "■"

    def body(self, gaps: tuple[str, ...]) -> str:
        """Everything between the body tags but data and script."""
        doc = self.doc
        back = doc.zone("back")
        notice = self._notice(gaps) if self.internal else ""
        return (
            f'<a class="skip" href="#text">{escape(self.words["skip"])}</a>\n<div class="sheet">\n{notice}'
            f"{self._cover()}{self._contents()}"
            f'<main id="text">\n{self._flow(doc.zone("body"))}</main>\n{self._notes()}'
            + (f'<section class="back">\n{self._flow(back)}</section>\n' if back else "")
            + "</div>\n"
        )

    def _notice(self, gaps: tuple[str, ...]) -> str:
        listed = "".join(f"<li>{escape(g)}</li>" for g in gaps)
        told = f"<strong>{escape(self.words['gaps'])}</strong><ul>{listed}</ul>" if gaps else ""
        return f'<div class="notice">{escape(self.words["copy"])}{told}</div>\n'

    def _cover(self) -> str:
        doc = self.doc
        one = {p: escape(doc.part(p)) for p in _HEAD}
        items = doc.zone("cover")
        title = "".join(self._runs(i.runs) for i in doc.parts(parts.TITLE))
        alt = f'<span class="alt">{one[parts.PUBLISHER_ALT]}</span>' if one[parts.PUBLISHER_ALT] else ""
        rating = f'<span class="rating">{one[parts.RATING]}</span>' if one[parts.RATING] else ""
        side = "".join(self._side(i) for i in items if i.part in _SIDE)
        points = [i for i in items if i.part not in (*_SIDE, *_HEAD) and not i.figure]
        front = (f'<div class="side">{side}</div>\n' if side else "") + (
            f'<div class="points">\n{self._flow(tuple(points), top=2)}</div>\n' if points else ""
        )
        return (
            f'<header class="cover">\n<div class="mast"><span>{self._logo(one[parts.PUBLISHER])}'
            f'<span class="house">{one[parts.PUBLISHER]}</span>{alt}</span>'
            f'<span class="date">{one[parts.DATE]}</span></div>\n'
            f'<h1>{title}</h1>\n<div class="line"><span>{one[parts.SERIES]}</span>{rating}</div>\n'
            f'<div class="front">\n{front}</div>\n'
            + "".join(self._figure(i) for i in items if i.figure and i.part not in _SIDE)
            + "</header>\n"
        )

    def _logo(self, name: str) -> str:
        if not self.look.logo:
            return ""
        kind = "svg+xml" if self.look.logo_type == "svg" else "png"
        data = base64.b64encode(self.look.logo).decode()
        return f'<img class="logo" alt="{name}" src="data:image/{kind};base64,{data}">'

    def _side(self, item: Item) -> str:
        if item.type == "heading":
            return f"<h2>{self._runs(item.runs)}</h2>"
        if item.type == "list_item":
            return self._list_item(item)
        if item.part == parts.BOX:
            return self._figure(item)
        kind = ' class="contact"' if item.part == parts.CONTACT else ""
        return f"<p{kind}>{self._runs(item.runs)}</p>"

    def _contents(self) -> str:
        lists = []
        for zone in ("contents", "figures"):
            items = self.doc.zone(zone)
            head = "".join(f"<h2>{self._runs(i.runs)}</h2>" for i in items if i.type == "heading")
            # An entry is one link; a number inside it opens its evidence where the heading stands.
            lines = "".join(
                f'<li class="l{max(i.level, 1)}"><a href="#{escape(i.target)}">{escape(i.text)}</a></li>'
                for i in items
                if i.type != "heading"
            )
            if items:
                lists.append(f"<div>{head}<ul>{lines}</ul></div>")
        if not lists:
            return ""
        return f'<nav aria-label="{escape(self.words["contents"])}">\n{"".join(lists)}\n</nav>\n'

    def _flow(self, items: tuple[Item, ...], top: int = 1) -> str:
        return "".join(self._block(i, top) for i in items)

    def _block(self, item: Item, top: int) -> str:
        anchor = f' id="{escape(item.id)}"' if item.id else ""
        if item.figure:
            return self._figure(item)
        if item.type == "heading":
            # The page's h1 is the headline; sections begin at h2.
            level = min(max(item.level, 1) + (1 if top == 1 or item.part == parts.POINTS else top - 1), 6)
            return f"<h{level}{anchor}>{self._runs(item.runs)}</h{level}>\n"
        if item.type == "list_item":
            return self._list_item(item) + "\n"
        return f"<p{anchor}>{self._runs(item.runs)}</p>\n"

    def _list_item(self, item: Item) -> str:
        return (
            f'<div class="item"><span>{escape(item.marker)}</span><span>{self._runs(item.runs)}</span></div>'
        )

    def _notes(self) -> str:
        """The notes on cited sources, each with links back to its marks; written when all marks are.

        Their name is told to a screen reader only: a heading would be words that no other format prints.
        """
        items = self.doc.parts(parts.FOOTNOTE)
        if not items:
            return ""
        lines = []
        for item in items:
            address = escape(item.address)
            said = "".join(
                f'<a href="{address}" rel="noreferrer">{address}</a>'
                if r.text == item.address
                else self._run(r)
                for r in item.runs
            )
            number = int(item.id.rpartition("-")[2])
            backs = "".join(
                f' <a class="backref" role="doc-backlink" href="#{_mark_id(number, k)}" '
                f'aria-label="{escape(self.words["back"].format(n=k))}"></a>'
                for k in range(1, self.marked[number] + 1)
            )
            lines.append(
                f'<div class="item" id="{item.id}" role="doc-footnote" tabindex="-1"><span>{item.marker}</span>'
                f"<span>{said}{backs}</span></div>\n"
            )
        return (
            f'<section class="notes" role="doc-endnotes" aria-label="{escape(self.words["notes"])}">\n'
            f"{''.join(lines)}</section>\n"
        )

    def _mark(self, number: int) -> str:
        self.marked[number] += 1
        name = escape(self.words["note"].format(n=number))
        return (
            f'<sup class="mark" id="{_mark_id(number, self.marked[number])}">'
            f'<a href="#note-{number}" role="doc-noteref" aria-label="{name}">[{number}]</a></sup>'
        )

    def _runs(self, runs: tuple[Run, ...]) -> str:
        out: list[str] = []
        at = 0
        while at < len(runs):
            run, marks = runs[at], ""
            at += 1
            while at < len(runs) and runs[at].note:
                marks += self._mark(runs[at].note)
                at += 1
            if run.note:
                out.append(self._mark(run.note) + marks)
            elif marks:
                # The last word stays on one line with its mark; a bound stretch is not cut in two.
                cut = before_mark(run.text) if run.span is None else 0
                out.append(self._run(replace(run, text=run.text[:cut])) if cut else "")
                last = self._run(replace(run, text=run.text[cut:])) + marks
                out.append(f'<span class="w">{last}</span>' if len(run.text) - cut <= 16 else last)
            else:
                out.append(self._run(run))
        return "".join(out)

    def _run(self, run: Run) -> str:
        text = _DAY.sub(r'<span class="w">\g<0></span>', escape(run.text))
        if run.span is not None and self.internal:
            kind = "f w" if run.whole else "f"
            text = (
                f'<span class="{kind}" tabindex="0" role="button" aria-haspopup="dialog" '
                f'aria-expanded="false" data-s="{run.span}">{text}</span>'
            )
        elif run.whole:
            text = f'<span class="w">{text}</span>'
        return f"<strong>{text}</strong>" if run.strong else text

    def _figure(self, item: Item) -> str:
        anchor = f' id="{escape(item.id)}"' if item.id else ""
        caption = f"<figcaption>{self._runs(item.caption)}</figcaption>\n" if item.caption else ""
        name = escape("".join(r.text for r in item.caption))
        below = "".join(f'<p class="below">{self._runs(b)}</p>' for b in item.below)
        if item.picture is not None:
            shown = self._picture(item)
        elif item.chart is None and item.grid is None:
            shown = f'<p class="none">{self._runs(item.runs)}</p>\n'
        else:
            inside = self._grid(item.grid) if item.grid is not None else self._chart(item)
            # A region that scrolls must be reachable by keyboard.
            wide = item.grid is None or len(item.grid.right) >= _WIDE
            kind = f"scroll{' chart' if item.grid is None else ''}{' wide' if wide else ''}"
            shown = f'<div class="{kind}" role="region" aria-label="{name}" tabindex="0">\n{inside}</div>\n'
        return f"<figure{anchor}>\n{caption}{shown}{below}</figure>\n"

    def _chart(self, item: Item) -> str:
        assert item.chart is not None
        number = next(n for n, c in enumerate(self.report.charts) if c is item.chart)
        spec = item.chart.spec
        return inline_svg(spec, self.look.colour, family="Tieout, sans-serif", name=f"chart{number}") + "\n"

    def _picture(self, item: Item) -> str:
        picture = item.picture
        assert picture is not None
        data = base64.b64encode(picture.data).decode()
        # The share of the column becomes a class: the security policy allows no style on an element.
        share = max(1, round(picture.share * 20)) * 5
        return (
            f'<img class="picture w{share}" alt="{escape(picture.alt)}" width="{picture.width}" '
            f'height="{picture.height}" src="data:{picture.media_type};base64,{data}">\n'
        )

    def _grid(self, grid: Grid) -> str:
        width = len(grid.right)
        head = "".join(f"<tr>{''.join(self._cell(c, 'th', '') for c in row)}</tr>\n" for row in grid.header)
        merged = any(c.rows > 1 for row in grid.body for c in row)
        body = []
        for number, row in enumerate(grid.body):
            group = ' class="group"' if merged and number and len(row) == width else ""
            kinds = [_kind(c) for c in row]
            if len(row) == width and not kinds[0]:
                kinds[0] = "key"  # stays in sight while the others scroll
            cells = "".join(self._cell(c, "td", kind) for c, kind in zip(row, kinds, strict=True))
            body.append(f"<tr{group}>{cells}</tr>\n")
        return f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{''.join(body)}</tbody>\n</table>\n"

    def _cell(self, cell: Cell, tag: str, kind: str) -> str:
        names = [kind] if kind else []
        if cell.columns > 1:
            names.append("over")
        elif cell.right:
            names.append("n")
        attrs = f' class="{" ".join(names)}"' if names else ""
        attrs += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        attrs += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        if tag == "th":
            attrs += ' scope="colgroup"' if cell.columns > 1 else ' scope="col"'
        return f"<{tag}{attrs}>{self._runs(cell.runs)}</{tag}>"


def _mark_id(number: int, time: int) -> str:
    """The anchor of the mark that refers to a note for the first, second ... time."""
    return f"ref-{number}" if time == 1 else f"ref-{number}-{time}"


def _kind(cell: Cell) -> str:
    """Longer words may wrap; names and numbers may not."""
    return "words" if not cell.right and len(cell.text) > 12 else ""
