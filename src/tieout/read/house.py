"""The house that published a report: named at its top, at the end of its source lines, in its legal text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..trackers.lexicon import simplified
from .draft import Draft, Line
from .words import ANY_REPORT, CAPTION, RELATED_HEAD, SECTION_WORDS, SOURCE, TERMINAL, bare, width

__all__ = ["read_house"]

# How far down a first page its house is printed, in lines.
TOP = 24

_HOUSE_ZH = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:证券|證券|期货|国际(?:控股)?|资本|金公司|投行)(?:股份)?(?:有限(?:责任)?公司)?"
)
_HOUSE_EN = re.compile(
    r"\b(?:[A-Z][\w&.'-]*\s+){1,4}(?:Securities|Capital(?: Markets)?|Brokerage|Research|Partners|Bank|International)\b"
)
_TAIL = re.compile(
    r"(?:研究(?:所|院|部|中心|发展部)?|股份有限公司|有限责任公司|有限公司|整理|绘制|测算|预测|\s+(?:Research|Co\.?,? Ltd\.?|Limited|estimates|analysis))+$",
    re.IGNORECASE,
)
# 北辰证券股份有限公司（以下简称“北辰证券”或“本公司”）
_LEGAL = re.compile(
    r"(?P<full>[\u4e00-\u9fff]{2,16}?(?:公司|证券))?[（(]\s*(?:以?下简?称|简称)[：:]?\s*[“\"「『]?(?P<short>[^”\"」』）)]{2,12})[”\"」』]?"
)
_BEFORE_NAME = re.compile(r"^.*(?:仅供|供|由|系|为|是|归|属|向|经|与|和|及|自)(?=[\u4e00-\u9fff]{2,})")
_NO_NAME = re.compile(r"^(?:我|本)?(?:公司|司)|^我们|^本报告|^报告$|^甲方")


def read_house(draft: Draft, lines: Sequence[Line], roles: dict[int, str], language: str) -> str | None:
    """The publisher's name without its legal form; None where nothing names it."""
    votes: Counter[str] = Counter()
    top = _at_the_top(lines, roles, votes)
    _cited_and_legal(draft, top, votes)
    for short in sorted(votes, key=len):
        longer = max(
            (n for n in votes if n != short and n.startswith(short)), key=lambda n: votes[n], default=""
        )
        if longer:
            votes[longer] += votes[short]
    votes = Counter({k: v for k, v in votes.items() if v > 1 or k in top})
    if not votes:
        return None

    def rank(name: str) -> tuple[float, int]:
        own = any("\u4e00" <= c <= "\u9fff" for c in name) == (language == "zh")
        return votes[name] + (2 if own else 0), -len(name)

    best = max(votes, key=rank)
    # A source line says the house in short; the text knows how it goes on.
    if language == "zh" and not _HOUSE_ZH.search(best) and f"{best}证券" in draft.text:
        best = f"{best}证券"
    for name, line in top.items():
        if best in name or name in best:
            roles.setdefault(line.start, "publisher")
    for line in lines[:TOP]:
        said = bare(line.text)
        if line.start in roles or RELATED_HEAD.match(said) or ANY_REPORT.search(said):
            continue
        if _HOUSE_EN.fullmatch(said.title()):
            roles.setdefault(line.start, "publisher")
    return best


def _at_the_top(lines: Sequence[Line], roles: dict[int, str], votes: Counter[str]) -> dict[str, Line]:
    """Lines near the top that may be a name, with a vote for those that are named as houses are."""
    top: dict[str, Line] = {}
    for line in lines[:TOP]:
        said = bare(line.text)
        if RELATED_HEAD.match(said) or SECTION_WORDS.match(said) or ANY_REPORT.search(said):
            continue
        if width(said) > 60 or line.start in roles or CAPTION.match(said) or TERMINAL.search(said):
            continue
        for pattern in (_HOUSE_ZH, _HOUSE_EN):
            for hit in pattern.finditer(said):
                name = _TAIL.sub("", hit.group())
                if len(hit.group()) * 2 >= len(said):
                    votes[name] += 6
                    top.setdefault(name, line)
        base = _TAIL.sub("", said).strip()
        if base and base not in top and width(base) <= 40:
            top.setdefault(base, line)
    return top


def _cited_and_legal(draft: Draft, top: dict[str, Line], votes: Counter[str]) -> None:
    for item in draft.items:
        if not isinstance(item, Line):
            continue
        cited = SOURCE.match(bare(item.text))
        if cited:
            names = re.split(r"[,，、；;]\s*", cited.group("rest").strip().rstrip("。."))
            base = _TAIL.sub("", names[-1]).strip()
            # A cited provider may come last too; a house closes its lines after others, or as
            # somebody's research.
            own = len(names) > 1 or base != names[-1].strip()
            if 2 <= len(base) <= 40 and own:
                votes[base] += 2 if base in top else 1
        elif item.role != "furniture" and "称" in (legal_text := simplified(item.text)):
            for legal in _LEGAL.finditer(legal_text):
                short = legal.group("short")
                full = _BEFORE_NAME.sub("", legal.group("full") or "")
                name = short if not _NO_NAME.search(short) else _TAIL.sub("", full)
                if name:
                    votes[
                        item.text[legal.start("short") : legal.end("short")] if name == short else name
                    ] += 3
