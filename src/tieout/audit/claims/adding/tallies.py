"""How many, against what is told one by one: names in front of their count, votes, runs of falls, groups of moves.

``A and B were the three largest contributors``; ``voted 7-2 ...; three members preferred a cut``; ``its fourth
straight decline; earlier falls were 0.3%, 4.3%, 0.8%, 1.6% and 1.4%``; ``rose in A (4%), B (6%) and C (2%) but
fell in D (-3%); all four regions grew``; ``34%, 24% and 18%: the top two together had 76%``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.evidence import Evidence
from ..base import Draft
from .closing import Part, fits, spans_of
from .terms import Term, Text

__all__ = ["find"]

_COUNT = {
    w: n
    for n, words in enumerate(
        (
            "one 一 first", "two both 两 二 second", "three 三 third", "four 四 fourth", "five 五 fifth", "six 六 sixth",
            "seven 七 seventh", "eight 八 eighth", "nine 九 ninth", "ten 十 tenth", "eleven eleventh 十一", "twelve twelfth 十二",
        ),
        start=1,
    )
    for w in words.split()
}  # fmt: skip
_CARDINAL = r"(?:two|three|four|five|six|seven|eight|nine|ten)"
_NAME = r"[A-Z][\w&.'’\-]*(?: (?:of |the )?[A-Z][\w&.'’\-]*){0,3}"
_NAMED = re.compile(
    rf"(?:^|[.;:] |\n)(?P<list>{_NAME}(?:, {_NAME})*,? and {_NAME}) (?:were|are|remained|ranked as|made up) the (?P<n>{_CARDINAL}) (?!of\b|only|others?\b|to\b)(?:[a-z\-]+ ?){{1,3}}"
)
_NAMED_ZH = re.compile(
    r"(?:^|[，,；;。：:])(?P<list>[^，,；;。：:、和及与\d]{2,10}(?:、[^，,；;。：:、和及与\d]{2,10})*(?:和|及|与)[^，,；;。：:、和及与\d]{2,10}?)(?:分别)?(?:是|为|位列|成为|居)(?P<what>前|最大的?|(?:跌幅|涨幅|降幅|升幅|增幅|贡献|拖累)(?:最大|居前)的?)(?P<n>[两二三四五六])(?:大|名|家|位|个|只)"
)
_VOTE = re.compile(
    rf"\bvot(?:ed|ing) (?P<a>\d{{1,2}})[-–—](?P<b>\d{{1,2}})\b[^.]*?[;,.]? (?:with |and )?\(?(?P<n>one|{_CARDINAL}) (?:other |dissenting )?(?:members?|officials?|policymakers?|directors?|governors?|dissenters)\b (?P<words>[^.;]*)"
)
_VOTE_ZH = re.compile(
    r"以(?P<a>\d{1,2})\s*(?:比|票对|:|：|票赞成、?|票同意、?)(?P<b>\d{1,2})(?:票)?[^。；;]*?[，,；;](?:其中|另有)?(?P<n>[一两二三四五六七八九])(?:名|位)(?:委员|成员|官员|理事|董事)(?P<words>[^。；;]*)"
)
_DISSENT = re.compile(
    r"prefer|dissent|against|instead|oppos|favou?red an?|wanted|主张|反对|倾向|投(?:了)?反对|希望|认为应"
)
_STRAIGHT = re.compile(
    r"\b(?P<n>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth) (?:straight|consecutive|successive)(?: (?:weekly|monthly|quarterly|daily|annual))? (?P<way>decline|fall|drop|loss|decrease|cut|rise|gain|increase|advance|hike|month|week|quarter|session|day|year)\b"
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|prior|preceding) (?:falls|declines|drops|losses|decreases|cuts|rises|gains|increases|advances|hikes|moves|ones)\b[^#]{0,60}(?:were|was|had been|came to|of|:)\s*$"
)
_STRAIGHT_ZH = re.compile(
    r"连续第?(?P<n>[两二三四五六七八九十]|\d{1,2})个?(?P<unit>周|月|季度|季|日|交易日|次|年)(?:录得)?(?P<way>下跌|下降|回落|走低|上涨|上升|回升|走高|增长|减少|增加|降|升|跌|涨)"
)
_EARLIER_ZH = re.compile(
    r"此前(?P<n>[两二三四五六七八九十]|\d{1,2})?个?(?P<unit>周|月|季度?|日|交易日|次|年)?[^#，,]{0,8}$"
)
_ROSE_FELL = re.compile(
    rf"\b(?:rose|grew|increased|advanced|gained|were up|was up) in (?P<up>[^;.]*?)(?:,)? (?:but|and|while) (?:fell|declined|shrank|dropped|decreased|were down|was down|slipped) in (?P<down>[^;.]*)[;.,:] ?(?P<rest>[^.]*?\b(?P<said>all (?P<all>{_CARDINAL})|(?P<some>{_CARDINAL}) (?:out )?of the (?P<group>{_CARDINAL}))\b[^.;]*?\b(?P<way>grew|rose|increased|advanced|gained|higher|up|fell|declined|lower|down)\b)"
)
_TOP = re.compile(
    rf"\btop (?P<n>{_CARDINAL})\b[^#;]{{0,40}}$|前(?P<z>[两二三四五六])(?:名|家|大|位)?[^#，,；;]{{0,12}}$"
)
_TOGETHER = re.compile(r"\b(?:together|combined|between them|in all|jointly)\b|合计|合共|共占|总共")
_SPANS = ("month", "week", "quarter", "session", "day", "year")
_FALL_WORD = re.compile(r"declin|fall|fell|drop|loss|decrease|cut|[跌降落低减]")


def find(text: Text) -> Iterator[Draft]:
    """Every count of a passage that what it counts contradicts or bears out."""
    for sentence in text.context.sentences:
        for found in _NAMED.finditer(sentence.text):
            names = re.split(r", and |, | and ", found.group("list"))
            yield _said(
                sentence.start,
                found,
                "n",
                len(names),
                f"{_COUNT[found.group('n')]} announced, {len(names)} listed",
            )
        for found in _NAMED_ZH.finditer(sentence.low):
            names = [x for x in re.split(r"、|和|及|与", found.group("list")) if x]
            n = _COUNT[found.group("n")]
            if n > len(names):
                yield _said(sentence.start, found, "n", len(names), f"{n} announced, {len(names)} listed")
    low, start = text.context.passage.low, text.context.passage.start
    for pattern in (_VOTE, _VOTE_ZH):
        for found in pattern.finditer(low):
            if _DISSENT.search(found.group("words")) and int(found.group("b")) < 10:
                n, lost = _COUNT[found.group("n")], min(int(found.group("a")), int(found.group("b")))
                # Some of those outvoted may be told apart from the others.
                if n > lost or (
                    n < lost and not re.search(r"another|one other|另", low[found.end() : found.end() + 80])
                ):
                    shown = f"{found.group('a')}-{found.group('b')}"
                    yield _said(start, found, "n", lost, f"{shown} leaves {lost}")
                elif n == lost:
                    yield _said(start, found, "n", lost, "")
    yield from _runs(text)
    yield from _groups(start, low)
    yield from _tops(text)


def _said(offset: int, found: re.Match[str], group: str, counted: int, reason: str, **extra: object) -> Draft:
    n = _number(found.group(group))
    at, end = offset + found.start(group), offset + found.end(group)
    good = n == counted
    return Draft(
        "count",
        "TIE204",
        offset + found.start(group),
        offset + min(found.end(), found.end(group) + 40),
        None,
        fixed="supported" if good else "contradicted",
        reason="" if good else reason,
        said=n,
        expected=counted,
        metric="how many",
        numbers=((at, end),),
        evidence=extra.get("evidence", ())
        or (Evidence("sentence", start=offset + found.start(), end=offset + found.end(), value=counted),),  # type: ignore[arg-type]
    )


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _COUNT[words]


def _listed(text: Text, first: Term) -> list[Term]:
    """The percentages joined to one list from a term on."""
    run = [first]
    for t in text.terms[first.place + 1 :]:
        gap = text.between(run[-1], t)
        if (
            t.i != first.i
            or t.m.q.unit != first.m.q.unit
            or not re.match(r"^\s*(?:,|、|，|and|和|及|与|\s)+$", gap)
        ):
            break
        run.append(t)
    return run


def _runs(text: Text) -> Iterator[Draft]:
    """The n-th straight fall, and the earlier ones listed: the list and this one make n."""
    low, start = text.context.passage.low, text.context.passage.start
    straight = [*_STRAIGHT.finditer(low), *_STRAIGHT_ZH.finditer(low)]
    if len(straight) != 1:
        return
    found = straight[0]
    for t in text.terms:
        sentence = text.context.sentences[t.i]
        head = sentence.low[: t.m.q.start - sentence.start]
        earlier = _EARLIER.search(head) or _EARLIER_ZH.search(head.replace("分别", ""))
        if not earlier or t.m.unit_kind in ("time", "times") or t.m.q.start < start + found.end():
            continue
        run = _listed(text, t)
        groups = earlier.groupdict()
        unit = groups.get("unit")
        if len(run) < 2 or (unit and found.groupdict().get("unit") and unit[0] != found.group("unit")[0]):
            continue
        if groups.get("n") and _number(groups["n"]) != len(run):
            continue
        way = found.group("way") + (low[: found.start()] if found.group("way") in _SPANS else "")
        falls = bool(_FALL_WORD.search(way))
        if any((x.m.q.value < 0) != falls for x in run if x.m.q.signed):
            continue
        counted = len(run) + 1
        n = _number(found.group("n"))
        yield _said(
            start,
            found,
            "n",
            counted,
            f"{n} announced, {len(run)} earlier ones listed",
            evidence=spans_of(run),
        )
        return


def _groups(start: int, low: str) -> Iterator[Draft]:
    """Regions told one by one, and how many of them grew."""
    for found in _ROSE_FELL.finditer(low):
        up, down = (_items(found.group(g)) for g in ("up", "down"))
        if not up or not down:
            continue
        total = _COUNT[found.group("all") or found.group("group")]
        if up + down != total:
            continue
        falls = found.group("way") in ("fell", "declined", "lower", "down")
        counted = down if falls else up
        group = "all" if found.group("all") else "some"
        n = _COUNT[found.group(group)]
        yield _said(start, found, group, counted, f"{n} announced, {counted} listed")


def _items(words: str) -> int:
    return len(
        [
            x
            for x in re.split(r", and |, | and ", re.sub(r"\([^()]*\)", "", words).replace("all other", ""))
            if x.strip()
        ]
    )


def _tops(text: Text) -> Iterator[Draft]:
    """``34%, 24% and 18%: the top two together had 76%``: it is the sum of another number of the first."""
    for whole in text.terms:
        sentence = text.context.sentences[whole.i]
        head = sentence.low[: whole.m.q.start - sentence.start]
        found = _TOP.search(head)
        if not found or not whole.percent or not _TOGETHER.search(head[found.start() :] + whole.after[:30]):
            continue
        n = _COUNT[found.group("n") or found.group("z")]
        shares = [
            t
            for t in text.terms
            if t.percent and whole.i - 1 <= t.i <= whole.i and t.place < whole.place and not t.aside
        ]
        values = [t.m.q.value for t in shares]
        if len(shares) < 3 or values != sorted(values, reverse=True) or sum(values) > Decimal("100.6"):
            continue
        parts = [Part(t) for t in shares]
        if n > len(parts) or fits(whole, parts[:n]):
            continue
        others = [k for k in range(2, len(parts) + 1) if fits(whole, parts[:k])]
        if len(others) != 1:
            continue
        at = text.context.passage.low.rfind(
            found.group("n") or found.group("z"), 0, whole.m.q.start - text.context.passage.start
        )
        begin = text.context.passage.start + at
        yield Draft(
            "count",
            "TIE204",
            begin,
            whole.m.q.end,
            None,
            fixed="contradicted",
            said=n,
            expected=others[0],
            metric="figures added up",
            reason=f"{n} announced; the first {others[0]} give {whole.m.q.text}",
            numbers=((begin, begin + len(found.group("n") or found.group("z"))),),
            evidence=spans_of(shares[: others[0]]),
        )
