"""TIE4xx: figures and contents, cover and body, names, counts, windows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from rapidfuzz import fuzz

from ...model.claim import Finding
from ...model.rules import Rule
from ...quantity import scan
from ..claims.repeat import masked
from ..grid import norm
from .base import View, finding
from .cover import confused_names, cover_and_body

__all__ = ["RULES", "find"]

_HEAD = "公司代码\t名称\t2025-01-27 股价\tEPS 2023\tEPS 2024E\tPE 2023\tPE 2024E\t投资评级\n"
_ROWS = "002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t181.00\t126.70\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n"
_FUND = "图表 1：本周融资动态\n\n应用\t应用类型\t领投方\t融资轮\t融资额\t目前累计融资额\t目前估值\nAlpha\tAI 制药\tX\tD 轮\t3.72 亿美元\t——\t——\nBeta\tAI 平台\tY\t种子轮\t8500 万美元\t——\t——\n\n资料来源：公开资料\n\n"

RULES = (
    Rule("TIE401", "medium", "Figure numbers with a gap or twice", "图表编号缺号或重号",
         "The figures of the body are not numbered in one run, or the list of figures names one the body lacks.",
         "图表目录\n\n图表 1：甲 3\n图表 2：乙 4\n图表 3：丙 5\n\n1、行情\n\n图表 1：甲\n\n资料来源：Wind\n\n图表 3：丙\n\n资料来源：Wind\n",
         "图表目录\n\n图表 1：甲 3\n图表 2：乙 4\n\n1、行情\n\n图表 1：甲\n\n资料来源：Wind\n\n图表 2：乙\n\n资料来源：Wind\n"),
    Rule("TIE402", "medium", "Contents and body differ in a figure", "目录与正文标题数字不符",
         "A line of the contents and the heading of that number differ in a figure. Capitals and shortened words are style.",
         "正文目录\n\n1、流量跟踪：Alpha 访问量环比+5.60%\t3\n2、风险提示\t4\n\n1、流量跟踪：Alpha 访问量环比+5.06%\n\n正文。\n\n2、风险提示\n\n风险。\n",
         "正文目录\n\n1、流量跟踪：ALPHA 访问量环比+5.60%\t3\n2、风险提示\t4\n\n1、流量跟踪：Alpha 访问量环比+5.60%\n\n正文。\n\n2、风险提示\n\n风险。\n"),
    Rule("TIE403", "high", "Cover and body give different figures", "首页与正文数字不一致",
         "The same sentence stands on the cover and in the body with another figure. Where a table supports one of them, the other is named.", "", ""),
    Rule("TIE404", "high", "Recommended, but not in the coverage table", "推荐而不在盈利预测表中",
         "A company is recommended with its code, and the table of covered companies of this report has no row for it.",
         "建议关注科大讯飞（002230.SZ）、金桥信息（603918.SH）。\n\n" + _HEAD + _ROWS,
         "建议关注科大讯飞（002230.SZ）、鼎通科技（688668.SH）。\n\n" + _HEAD + _ROWS),
    Rule("TIE405", "low", "In the coverage table, not recommended", "在盈利预测表中而未推荐",
         "A covered company appears nowhere in the recommendation. Many houses keep such rows on purpose; a desk can switch this off.",
         "建议关注科大讯飞（002230.SZ）。\n\n" + _HEAD + _ROWS, "建议关注科大讯飞（002230.SZ）、鼎通科技（688668.SH）。\n\n" + _HEAD + _ROWS),
    Rule("TIE406", "high", "Describes a company the table does not have", "介绍的公司不在表中",
         "A paragraph names the companies that lead a table, then describes another one the table never mentions, while one of those named goes undescribed.",
         _FUND + "本期融资中，Alpha/Beta 融资额前二，分别为 3.72 亿/0.85 亿美元。Gamma 是一家制药公司，致力于药物开发。Beta 旨在构建开放平台。\n",
         _FUND + "本期融资中，Alpha/Beta 融资额前二，分别为 3.72 亿/0.85 亿美元。Alpha 是一家制药公司，致力于药物开发。Beta 旨在构建开放平台。\n"),
    Rule("TIE407", "medium", "Announced number fits only when an item is split", "所称数量与列举项数存疑",
         "An announced number and the items listed differ by the list marks; they agree only when an item joined by 和 is taken for two.",
         "在语言和知识、推理数理、编程、考试五大能力测试中表现良好。\n", "在语言、知识、推理数理、编程、考试五大能力测试中表现良好。\n"),
    Rule("TIE408", "low", "Name damaged where it is used", "名称疑似错字",
         "A name in prose is one character from a name of the tables and stands in its place in a list.",
         "图表 1：2025.1.20-2025.1.24 AI 相关网站流量\n\n应用\t应用类型\t归属公司\t周平均访问量 (M)\t访问量环比\t平均停留时长\t时长环比\nDeepL\t翻译\tA\t882.9\t0.93%\t6:34\t0.51%\nBeta\t搜索\tB\t412.7\t0.10%\t6:21\t0.26%\n\n资料来源：x\n\n访问量前两位分别为 DeepI（882.9M）和 Beta（412.7M）。\n",
         "图表 1：2025.1.20-2025.1.24 AI 相关网站流量\n\n应用\t应用类型\t归属公司\t周平均访问量 (M)\t访问量环比\t平均停留时长\t时长环比\nDeepL\t翻译\tA\t882.9\t0.93%\t6:34\t0.51%\nBeta\t搜索\tB\t412.7\t0.10%\t6:21\t0.26%\n\n资料来源：x\n\n访问量前两位分别为 DeepL（882.9M）和 Beta（412.7M）。\n"),
    Rule("TIE409", "medium", "Cover and body qualify a figure differently", "首页与正文对同一数字的限定不同",
         "The same figure is a best case in one place and an average in the other; low where only a word such as 目标 was left out, as a shortened cover may.", "", ""),
    Rule("TIE410", "low", "Cover and body spell a name differently", "首页与正文名称不一致",
         "Two otherwise equal sentences of cover and body differ in one Latin name.", "", ""),
    Rule("TIE411", "medium", "Claimed across the board, not true of every column", "称“全面”而有例外",
         "A headline says 全面 against a rival, and the table of the report has the rival ahead in some columns.",
         "Alpha-5 全面超越 Beta-4o。\n\n图表 1：测评结果\n\n\tMMLU\tGPQA\tMATH\nAlpha-5\t88.6\t65.0\t78.3\nBeta-4o\t88.0\t53.1\t83.1\n\n资料来源：Alpha\n",
         "Alpha-5 全面超越 Beta-4o。\n\n图表 1：测评结果\n\n\tMMLU\tGPQA\tMATH\nAlpha-5\t88.6\t65.0\t88.3\nBeta-4o\t88.0\t53.1\t83.1\n\n资料来源：Alpha\n"),
    Rule("TIE412", "low", "Data window ends a week or more before the report", "数据窗口早于报告周",
         "A table of windowed data calls itself this period's, but its window ends seven days or more before the report's date. A lag of less than a week is common and left alone.", "", ""),
)  # fmt: skip


def find(view: View) -> Iterator[Finding]:
    """Findings about the structure of a report."""
    yield from _figures(view)
    yield from _contents(view)
    yield from _coverage(view)
    yield from _described(view)
    yield from _meta(view)
    yield from cover_and_body(view)
    yield from confused_names(view)
    yield from _across(view)
    yield from _lag(view)


_FIGURE = re.compile(r"^[\s*#]*(?:图表|图|表|Figure|Exhibit)\s*(\d{1,3})\s*[:：.、 ]", re.I)


def _figures(view: View) -> Iterator[Finding]:
    listed: dict[int, tuple[int, int]] = {}
    printed: dict[int, tuple[int, int]] = {}
    for context in view.contexts:
        passage = context.passage
        for line in re.finditer(r"[^\n]+", passage.text):
            found = _FIGURE.match(line.group())
            if not found:
                continue
            span = (passage.start + line.start(), passage.start + line.end())
            number = int(found.group(1))
            if passage.zone in ("contents", "figures") or passage.role == "contents":
                listed.setdefault(number, span)
            elif passage.role == "caption" or passage.zone == "body":
                printed.setdefault(number, span)
    for table in view.report.tables:
        digits = re.search(r"\d+", table.figure or "")
        if digits:
            printed.setdefault(int(digits.group()), (table.start, table.end))
    if not printed or (listed and len(printed) < len(listed) / 3):
        return
    if listed:
        for number in sorted(set(listed) - set(printed)):
            start, end = listed[number]
            yield finding(
                view,
                "TIE401",
                "medium",
                start,
                end,
                f"the list of figures names figure {number}; the body has no caption of that number",
            )
        return
    run = sorted(printed)
    for number in range(run[0], run[-1]):
        if number not in printed and len(run) >= 3 and run[0] == 1:
            start, end = printed[min(n for n in run if n > number)]
            yield finding(view, "TIE401", "medium", start, end, f"no figure {number} stands before this one")


_NUMBERED = re.compile(
    r"^[\s#*]*(?P<n>\d+(?:\.\d+)*)\s*[、.．]\s*(?P<title>.+?)[\s.…·]*(?:\t?\s*\d{1,3})?\s*$"
)


def _contents(view: View) -> Iterator[Finding]:
    headings: dict[str, tuple[str, int, int]] = {}
    for context in view.contexts:
        p = context.passage
        if p.role == "heading" and p.zone == "body":
            found = _NUMBERED.match(p.text.strip())
            if found:
                headings.setdefault(found.group("n"), (p.text.strip(), p.start, p.end))
    for context in view.contexts:
        p = context.passage
        if p.zone != "contents" and p.role != "contents":
            continue
        for line in re.finditer(r"[^\n]+", p.text):
            found = _NUMBERED.match(line.group().strip())
            if not found or found.group("n") not in headings:
                continue
            text, _, _ = headings[found.group("n")]
            mine, theirs = found.group("title"), _NUMBERED.sub(lambda m: m.group("title"), text)
            a = [q.value for q in scan(mine).quantities]
            b = [q.value for q in scan(theirs).quantities]
            if a != b and len(a) == len(b) and fuzz.ratio(masked(mine), masked(theirs)) >= 85:
                start = p.start + line.start()
                yield finding(
                    view,
                    "TIE402",
                    "medium",
                    start,
                    p.start + line.end(),
                    f"the contents print “{mine.strip()}”, the heading “{text}”",
                )


_RECOMMEND = re.compile(
    r"建议(?:重点)?关注|重点推荐|推荐关注|首推|建议配置|重点关注(?!公司)|we recommend|our top picks|recommended",
    re.I,
)
_CODE = re.compile(
    r"(?P<name>[A-Za-z0-9\u4e00-\u9fff·]{2,24}?(?:[-－][A-Z]{1,2})?)\s*[（(]\s*(?P<code>\d{6}\.(?:SH|SZ|BJ)|\d{4,5}\.HK|[A-Z]{1,5}\.(?:O|N|US))\s*[）)]",
    re.I,
)


def _coverage(view: View) -> Iterator[Finding]:
    tables = view.of("coverage")
    if not tables:
        return
    codes = {norm(k): row for g in tables for row in g.rows for k in row.keys}
    recommended: dict[str, tuple[str, int, int]] = {}
    text_norm = ""
    for context in view.body():
        for sentence in context.sentences:
            if not _RECOMMEND.search(sentence.text):
                continue
            text_norm += norm(sentence.text) + " "
            for found in _CODE.finditer(sentence.text):
                name = re.split(r"的|、|，|,|和", found.group("name"))[-1]
                start = sentence.start + found.start() + len(found.group("name")) - len(name)
                recommended.setdefault(
                    found.group("code").upper(), (name, start, sentence.start + found.end())
                )
    if not recommended:
        return
    if not any(norm(code) in codes for code in recommended):
        return
    for code, (name, start, end) in recommended.items():
        if norm(code) not in codes:
            yield finding(
                view,
                "TIE404",
                "high",
                start,
                end,
                f"{name} ({code}) is recommended; the coverage table has no row for it",
                stated=code,
                expected=sorted({k for g in tables for r in g.rows for k in r.keys}),
            )
    told: set[str] = set()
    for g in tables:
        for row in g.rows:
            key = norm(row.keys[0]) if row.keys else ""
            if not key or key in told or row.keys[0].upper() in recommended:
                continue
            if any(norm(n) in text_norm for n in row.names if len(norm(n)) >= 2):
                continue
            told.add(key)
            start, end = (
                row.cells[0].span
                if row.cells[0].span[1] > row.cells[0].span[0]
                else (g.table.start, g.table.end)
            )
            yield finding(
                view,
                "TIE405",
                "low",
                start,
                end,
                f"{' '.join(row.names[:2])} stands in the coverage table and not in the recommendation",
            )


_DESCRIBED = re.compile(
    r"^(?P<name>[A-Z][A-Za-z0-9.\-]*(?: [A-Z][A-Za-z0-9.\-]*){0,3}|[\u4e00-\u9fff]{2,6})\s*(?:是一家|是一个|是一款|旨在|致力于|成立于|专注于|is an? |aims to |was founded)"
)


def _described(view: View) -> Iterator[Finding]:
    known = set(view.grids.by_name)
    cells = {norm(c.text) for g in view.grids.grids for r in g.rows for c in r.cells if c.operand is None}
    for context in view.body():
        p = context.passage
        members = list(
            dict.fromkeys(
                c.subject
                for c in view.claims
                if c.kind in ("topk", "value")
                and p.start <= c.start < p.end
                and c.subject
                and norm(c.subject) in known
                and c.verdict != "unchecked"
            )
        )
        if len(members) < 2:
            continue
        starts = [norm(s.text[:40]) for s in context.sentences]
        silent = [
            m
            for m in members
            if not any(s.startswith(norm(m)) or s.startswith(norm(m.split()[0])) for s in starts[1:])
        ]
        for sentence in context.sentences:
            found = _DESCRIBED.match(sentence.text)
            if not found or not silent:
                continue
            name = norm(found.group("name"))
            if any(name in k or k in name for k in known if len(k) >= 3) or any(name in c for c in cells):
                continue
            clause = sentence.clauses[0]
            end = clause.end - (1 if sentence.text[clause.end - sentence.start - 1] in "，,。" else 0)
            yield finding(
                view,
                "TIE406",
                "high",
                sentence.start,
                end,
                f"{found.group('name')} is described; the table has no such row, and {silent[0]}, named just before, is not described",
                stated=found.group("name"),
                expected=silent[0],
            )


def _meta(view: View) -> Iterator[Finding]:
    for claim in view.claims:
        meta = view.drafts.get(claim.id, {})
        if meta.get("ambiguous"):
            yield finding(
                view,
                "TIE407",
                "medium",
                claim.start,
                claim.end,
                claim.reason,
                stated=claim.stated,
                expected=claim.expected,
            )
        if meta.get("damaged"):
            yield finding(
                view,
                "TIE408",
                "low",
                claim.start,
                claim.end,
                f"{claim.subject} is read as {meta.get('row')}, the name in the table",
                stated=claim.subject,
                expected=meta.get("row"),
            )


_ALL = re.compile(
    r"全面(?:对标|超越|超过|领先于?|赶超)\s*(?P<obj>[A-Za-z0-9][A-Za-z0-9.\-]*(?: [A-Z0-9][A-Za-z0-9.\-]*)*)"
)


def _across(view: View) -> Iterator[Finding]:
    from ..boards import boards_of, resolve

    boards = [b for b in boards_of(view.grids) if not b.leaderboard]
    if len(boards) < 2:
        return
    told = False
    for context in view.body():
        for found in _ALL.finditer(context.passage.text):
            if told:
                return
            names = {e.name for b in boards for e in b.entries}
            said = norm(context.passage.text)
            subjects = [n for n in names if norm(n) in said and norm(found.group("obj")) not in norm(n)]
            if len(subjects) != 1:
                continue
            lost: list[str] = []
            held = 0
            for board in boards:
                mine, theirs = board.named(subjects[0]), resolve(board, found.group("obj"))
                if len(mine) != 1 or len(theirs) != 1 or not mine[0].score or not theirs[0].score:
                    continue
                x, y = mine[0].score.operand, theirs[0].score.operand
                if x is None or y is None:
                    continue
                held += 1
                if x.value < y.value:
                    lost.append(f"{board.name} {mine[0].score.text} to {theirs[0].score.text}")
            if lost and held >= 2:
                told = True
                start = context.passage.start + found.start()
                yield finding(
                    view,
                    "TIE411",
                    "medium",
                    start,
                    start + len(found.group()),
                    f"the table gives {subjects[0]} behind on {len(lost)} of {held}: " + "; ".join(lost),
                    stated=found.group(),
                    expected=lost,
                )


def _lag(view: View) -> Iterator[Finding]:
    day = view.report.meta.date
    if day is None:
        return
    for grid in view.grids.grids:
        period = grid.table.period
        if grid.tracker is None or grid.tracker.period != "window" or period is None or period.end > day:
            continue
        if day - period.end >= timedelta(days=7):
            yield finding(
                view,
                "TIE412",
                "low",
                grid.table.start,
                grid.table.end,
                f"the window of this table ends on {period.end.isoformat()}, {(day - period.end).days} days before the report of {day.isoformat()}",
                stated=str(period),
                expected=day.isoformat(),
            )
