"""TIE6xx: what a published report has to carry. The rule set is data; a desk can name its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...model.claim import Finding
from ...model.rules import Rule
from .base import View, finding

__all__ = ["CHINA_SELL_SIDE", "RULES", "RuleSet", "find"]

_BODY = "1、行情复盘\n\n本周市场上涨。\n\n2、风险提示\n\n1) 政策风险。\n\n■ 证券分析师承诺\n\n本报告署名分析师具有执业资格。\n\n■ 证券投资评级说明\n\n买入、增持、中性、卖出。\n\n■ 免责声明\n\n仅供客户使用。\n"

RULES = (
    Rule("TIE601", "medium", "Licence number of unusual shape", "执业编号格式不符",
         "An analyst's licence number is not S followed by thirteen digits.",
         "2025年01月27日\n\n某某证券\n\n计算机行业周报\n\n分析师：张三 S105052111\n\n" + _BODY,
         "2025年01月27日\n\n某某证券\n\n计算机行业周报\n\n分析师：张三 S1050521110002\n\n" + _BODY),
    Rule("TIE602", "low", "Figure without a source line", "图表缺少资料来源",
         "A numbered figure or table has no source line under it before the next figure or heading.",
         "图表 1：甲\n\n应用\t数值\nAlpha\t1\nBeta\t2\n\n正文继续。\n\n图表 2：乙\n\n应用\t数值\nAlpha\t1\nBeta\t2\n\n资料来源：Wind\n",
         "图表 1：甲\n\n应用\t数值\nAlpha\t1\nBeta\t2\n\n资料来源：Wind\n\n正文继续。\n"),
    Rule("TIE603", "medium", "Required section missing", "缺少必备章节",
         "A report with a licensed analyst on its cover lacks the risk section, the certification, the rating definitions or the disclaimer.",
         "2025年01月27日\n\n某某证券\n\n计算机行业周报\n\n分析师：张三 S1050521110002\n\n1、行情复盘\n\n本周市场上涨。\n",
         "2025年01月27日\n\n某某证券\n\n计算机行业周报\n\n分析师：张三 S1050521110002\n\n" + _BODY),
    Rule("TIE604", "medium", "Figure not collected", "数据未获取",
         "A report built here prints the mark of a gap where a figure was not collected. A sign-off build needs the approval of a person for it.",
         "", ""),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What a house must print: the shape of licence numbers, and sections by the words that open them."""

    licence: str
    sections: tuple[tuple[str, str], ...]
    source_lines: bool = True


CHINA_SELL_SIDE = RuleSet(
    licence=r"S\d{13}",
    sections=(
        (
            "risk section 风险提示",
            r"风险提示|风险因素|投资风险|^[\W\d]*(?:key |main |principal |investment )?risks?(?: factors?| warnings?| disclosures?)?\s*[:.]?\s*$",
        ),
        ("analyst certification 分析师承诺", r"分析师(?:承诺|声明|介绍及声明)|analyst certification"),
        (
            "rating definitions 评级说明",
            r"评级(?:说明|标准|定义|体系)|投资评级|ratings? (?:definitions?|system|key|explained)|definitions? of ratings?",
        ),
        ("disclaimer 免责声明", r"免责|重要声明|法律声明|disclaimer"),
    ),
)


_ENGLISH = (
    (r"风险", r"^[\W\d]*(?:key |main |principal |investment )?risks?\b"),
    (
        r"投资(?:观点|建议|策略|要点)|观点",
        r"^[\W\d]*(?:investment )?(?:views?|advice|recommendations?|thesis|conclusions?)\b",
    ),
    (r"评级", r"rating"),
    (r"分析师|承诺", r"analyst certification|certif"),
    (r"免责|声明", r"disclaimer|disclosure"),
)


def _in_either(name: str) -> str:
    """A section by its own name, or by what an English edition calls it."""
    others = [english for chinese, english in _ENGLISH if re.search(chinese, name)]
    return "|".join([re.escape(name), *others[:1]])


def _rules_of(desk: Any) -> RuleSet:
    """The desk's own rule set where its configuration has one."""
    config = getattr(getattr(desk, "config", None), "compliance", None)
    if config is None:
        return CHINA_SELL_SIDE
    sections = tuple(getattr(config, "required_sections", None) or ())
    return RuleSet(
        licence=getattr(config, "licence_pattern", None) or CHINA_SELL_SIDE.licence,
        sections=tuple((s, _in_either(s)) for s in sections) if sections else CHINA_SELL_SIDE.sections,
        source_lines=bool(getattr(config, "source_line", True)),
    )


_LICENCE = re.compile(
    r"分析师\s*[:：]\s*(?P<name>[\u4e00-\u9fff·]{2,6})\s+(?:执业证书编号[:：]?\s*)?(?P<licence>[A-Z]?\d{6,20})"
)


def find(view: View) -> Iterator[Finding]:
    """Findings of compliance; only in a report that has the marks of one (a licensed analyst)."""
    rules = _rules_of(view.desk)
    report = view.report
    for context in view.contexts:
        for found in _LICENCE.finditer(context.passage.text) if context.passage.zone == "cover" else ():
            if not re.fullmatch(rules.licence, found.group("licence")):
                start = context.passage.start + found.start("licence")
                yield finding(
                    view,
                    "TIE601",
                    "medium",
                    start,
                    start + len(found.group("licence")),
                    f"the licence number of {found.group('name')} is {found.group('licence')}",
                    stated=found.group("licence"),
                    expected=rules.licence,
                )
    if report.meta.analysts:
        for name, pattern in rules.sections:
            if not re.search(pattern, report.text, re.I | re.M):
                yield finding(
                    view,
                    "TIE603",
                    "medium",
                    0,
                    len(report.text.partition("\n")[0]),
                    f"the report has no {name}",
                    expected=name,
                )
    if rules.source_lines:
        yield from _sources(view)


_CAPTION = re.compile(r"^[\s*#]*(?:图表|图|表|Figure|Exhibit)\s*\d{1,3}\s*[:：.、 ]", re.I)
_SOURCE = re.compile(r"资料来源|数据来源|^\s*source", re.I | re.M)


def _sources(view: View) -> Iterator[Finding]:
    captions = [
        c.passage
        for c in view.contexts
        if c.passage.role == "caption" and c.passage.zone == "body" and _CAPTION.match(c.passage.text)
    ]
    if len(captions) < 1:
        return
    have = 0
    missing: list[tuple[int, int, str]] = []
    for n, passage in enumerate(captions):
        stop = captions[n + 1].start if n + 1 < len(captions) else len(view.report.text)
        if _SOURCE.search(view.report.text[passage.start : stop]):
            have += 1
        else:
            missing.append((passage.start, passage.end, passage.text.strip()))
    # A house that prints no source lines at all has another convention.
    if have:
        for start, end, text in missing:
            yield finding(view, "TIE602", "low", start, end, f"no source line stands under “{text[:40]}”")
