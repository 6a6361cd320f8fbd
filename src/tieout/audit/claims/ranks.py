"""Ranks and comparisons against score tables: 并列第 6, 超越 A、B, 仅次于, 持平, 领先."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..boards import Board, Entry, board_words, resolve
from ..grid import norm
from ..mentions import Mention
from ..prose import Sentence
from .across import BEAT, in_matrix, score_of
from .base import Context, Draft

__all__ = ["Standing", "find", "models_named"]


_LOSE = re.compile(
    r"(?P<verb>落后于|不及|逊于|低于|behind|trail(?:s|ed|ing)?)(?:了)?\s*(?P<list>[^，,。；;！!?？]{2,90})"
)
_NEXT_TO = re.compile(r"仅次于\s*(?P<list>[^，,。；;！!?？]{2,90})|second only to (?P<en>[^,.;]{2,60})")
_LEVEL = re.compile(r"(?:与|和|跟)(?P<list>[^，,。；;]{2,60}?)(?:几乎)?(?:持平|相差无几|打平|不相上下)")
_SPLIT = re.compile(r"、|/|,|，|和|与|以及|\band\b")


@dataclass
class Standing:
    """The model and board last spoken of, which short lines below a table leave out."""

    section: tuple[str, ...] = ()
    subject: str = ""
    board: str = ""


def find(context: Context, boards: Sequence[Board], standing: Standing) -> Iterator[Draft]:
    """Rank and comparison claims of a passage that the report's boards can check."""
    if not boards:
        return
    if context.passage.section != standing.section:
        standing.section, standing.subject, standing.board = context.passage.section, "", ""
    leader = [b for b in boards if b.leaderboard]
    matrix = [b for b in boards if not b.leaderboard]
    if context.passage.role == "caption":
        # What stands around a figure speaks of its board, not of the one the text before it named.
        captioned = [b for b in leader if norm(b.grid.table.caption or "-") in norm(context.passage.text)]
        if len(captioned) == 1:
            standing.board = captioned[0].name
    for i, sentence in enumerate(context.sentences):
        found = models_named(sentence, boards)
        if leader:
            yield from _ranks(sentence, context.mentions[i], found, leader, standing.subject, standing.board)
            yield from _compared(sentence, found, leader, standing.subject, standing.board)
        if matrix:
            yield from in_matrix(sentence, found, matrix)
        if found:
            standing.subject = found[0][1]
        words = board_words(sentence.text)
        if words:
            standing.board = words[0][1]


def models_named(sentence: Sentence, boards: Sequence[Board]) -> list[tuple[int, str]]:
    """The models a sentence names, by position; the longest name at a place wins."""
    text = sentence.text
    flat, at = [], []
    for k, c in enumerate(text):
        if kept := norm(c):
            flat.append(kept)
            at.append(k)
    joined = "".join(flat)
    keyed = ((norm(e.name), e.name) for b in boards for e in b.entries)
    names = {key: name for key, name in keyed if len(key) >= 4 and key in joined}
    taken: list[tuple[int, int]] = []
    out: list[tuple[int, str]] = []
    for key in sorted(names, key=len, reverse=True):
        for found in re.finditer(re.escape(key), joined):
            if any(s < found.end() and found.start() < e for s, e in taken):
                continue
            start, end = at[found.start()], at[min(found.end(), len(at)) - 1] + 1
            after = text[end : end + 1]
            if after.isascii() and after.isalnum():
                continue
            taken.append((found.start(), found.end()))
            out.append((start, names[key]))
    return sorted(out)


def _board_for(
    sentence: Sentence, at: int, boards: Sequence[Board], last: str, model: str
) -> tuple[list[Board], bool]:
    """The boards a claim at a position speaks of, and whether words in the sentence say so."""
    before = sentence.text[:at]
    clause = re.split(r"[，,。；;]", before)[-1] + re.split(r"[，,。；;]", sentence.text[at:])[0]
    for words in (clause, before):
        named = board_words(words)
        hits = [b for _, n in named for b in boards if b.name == n]
        if hits:
            return hits, True
    if last:
        hits = [b for b in boards if b.name == last]
        if hits:
            return hits, False
    holding = [b for b in boards if b.named(model)]
    overall = [b for b in holding if b.name == "overall"]
    return (overall or holding[:1]), len(holding) == 1


_AT_RANK = re.compile(
    r"第[\s\d一二三四五六七八九十]*$|\brank(?:s|ed|ing)?\s*(?:,\s*|no\.?\s*|at\s*|of\s*)?[\s\d]*$|\bmove[sd]? from\s*[\s\d]*$|\bfrom \d+ to\s*[\s\d]*$"
)
# 控制文风以后: the ranks are those of the column with style control.
_STYLE = re.compile(r"文风|风格|style[- ]?c(?:on)?tr|style controlled", re.I)
_BEFORE = re.compile(r"(?:由|从)\s*第?\s*$|\bfrom\s*$")


def _ranks(
    sentence: Sentence,
    row: Sequence[Mention],
    names: Sequence[tuple[int, str]],
    boards: Sequence[Board],
    last: str,
    last_board: str,
) -> Iterator[Draft]:
    for m in row:
        if (
            m.q.value < 1
            or m.q.decimals
            or m.q.unit not in (None, "位", "名")
            or not (m.q.rank or _STYLE.search(sentence.low))
        ):
            continue
        at = m.q.start - sentence.start
        if not _AT_RANK.search(sentence.low[max(0, at - 24) : at + 1]) or re.search(
            r"^[\s]*(?:代|次|款|一|家|部|版|轮|季)", sentence.text[m.q.end - sentence.start :]
        ):
            continue
        clause = re.split(r"[，,。；;]", sentence.text[:at])[-1]
        if re.search(r"(?:领先|超过|超越|落后|高于|低于|仅次于|较|比)于?第?$", clause.rstrip()):
            continue  # 领先第二名: the place of the other
        if re.search(
            r"没有|并无|不存在|空缺|缺席|\b(?:no|without)\b[^,.;]*$", clause.lower()
        ) or _several_places(sentence.low, at, m.q.end - sentence.start):
            continue  # 表中没有第 3 名; 第一与第十名相差 98 分
        if re.search(r"企业|公司|机构|厂商|国产|中国|国内", clause):
            continue  # a rank among others than the rows of the board
        before = [(s, n) for s, n in names if s < at]
        bracketed = re.search(r"[(（][^()（）]*$", sentence.text[:at]) is not None
        subject = before[-1][1] if bracketed and before else _subject(sentence, before, at) or last
        if not subject:
            continue
        targets, said = _board_for(sentence, at, boards, last_board, subject)
        together = _joined(sentence, before, at)
        drafts: list[Draft] = []
        for board in targets:
            for name in dict.fromkeys([subject, *together]):
                entries = board.named(name)
                if len(entries) != 1 or entries[0].rank is None or entries[0].rank.operand is None:
                    continue
                drafts.append(
                    _rank_draft(sentence, m, board, entries[0], said=said, start=_clause_start(sentence, at))
                )
        if drafts:
            yield _all_ranks(drafts, every=_BOTH.search(clause) is not None)


def _several_places(low: str, start: int, end: int) -> bool:
    """True for a place told with another one: it is no model's own."""
    return bool(
        re.match(r"名?\s*(?:与|和|及|、|至|到|-|~)\s*第", low[end:])
        or re.search(r"第\s*[\d一二三四五六七八九十]+名?\s*(?:与|和|及|、|至|到)\s*第?$", low[:start])
    )


_BOTH = re.compile(r"都|均|皆|\bboth\b|\ball\b", re.I)


def _all_ranks(drafts: Sequence[Draft], *, every: bool) -> Draft:
    """One claim of a rank said of several boards or models: it holds when it holds on all of them."""
    good = [d for d in drafts if d.fixed == "supported"]
    bad = [d for d in drafts if d.fixed == "contradicted"]
    if len(good) == len(drafts):
        return drafts[0].replace(
            evidence=tuple(e for d in drafts for e in d.evidence),
            metric="；".join(dict.fromkeys(d.metric or "" for d in drafts)),
        )
    if bad and (every or not good):
        return bad[0]
    rest = next(d for d in drafts if d.fixed != "supported")
    return rest.replace(fixed="unchecked")


def _subject(sentence: Sentence, before: Sequence[tuple[int, str]], at: int) -> str:
    if not before:
        return ""
    clause_at = max(sentence.text.rfind(c, 0, at) for c in "，,。；;") + 1
    own = [
        (s, n)
        for s, n in before
        if s >= clause_at and not re.search(r"(?:与|和|跟|同)\s*$", sentence.text[:s])
    ]
    return own[0][1] if own else before[0][1]


def _joined(sentence: Sentence, before: Sequence[tuple[int, str]], at: int) -> list[str]:
    """The companions of a shared rank: 与 o1-mini 等模型并列, A 和 B 并列."""
    clause_at = max(sentence.text.rfind(c, 0, at) for c in "，,。；;") + 1
    return (
        [n for s, n in before if s >= clause_at and re.search(r"(?:与|和|跟|同|、)\s*$", sentence.text[:s])]
        if "并列" in sentence.text[clause_at:at]
        else []
    )


def _clause_start(sentence: Sentence, at: int) -> int:
    start = max(sentence.text.rfind(c, 0, at) for c in "，,。；;") + 1
    while start < at and sentence.text[start].isspace():
        start += 1

    return sentence.start + start


def _rank_draft(
    sentence: Sentence, m: Mention, board: Board, entry: Entry, *, said: bool, start: int
) -> Draft:
    assert entry.rank is not None and entry.rank.operand is not None
    end = m.q.end
    tail = re.match(r"\s*(?:位|名)", sentence.text[end - sentence.start :])
    end += tail.end() if tail else 0
    cell, other_cell = entry.rank, entry.other_rank
    before = sentence.low[: m.q.start - sentence.start]
    styled = other_cell is not None and other_cell.operand is not None and _STYLE.search(before) is not None
    if styled and other_cell is not None and not _BEFORE.search(before):
        cell, other_cell = other_cell, None
    elif styled:
        other_cell = None
    assert cell.operand is not None
    rank = cell.operand.value
    good = rank == m.q.value
    other = (
        other_cell is not None and other_cell.operand is not None and other_cell.operand.value == m.q.value
    )
    verdict = "supported" if good else "contradicted" if said and not other else "unchecked"
    return Draft(
        "order",
        "TIE106",
        start,
        end,
        m.q,
        fixed=verdict,
        subject=entry.name,
        metric=f"rank, {board.label}",
        said=m.q.value,
        expected=rank,
        evidence=(cell.evidence(board.grid.table.period),),
        numbers=((m.q.start, m.q.end),),
        reason="" if good else f"the table gives rank {rank} for {entry.name}, {board.label}",
    )


def _compared(
    sentence: Sentence, names: Sequence[tuple[int, str]], boards: Sequence[Board], last: str, last_board: str
) -> Iterator[Draft]:
    for pattern, sign in ((BEAT, 1), (_LOSE, -1), (_NEXT_TO, -1), (_LEVEL, 0)):
        for found in pattern.finditer(sentence.text):
            before = [(s, n) for s, n in names if s < found.start()]
            inside = (
                [(s, n) for s, n in names if found.start("list") <= s < found.end()]
                if found.groupdict().get("list")
                else []
            )
            subject = _subject(sentence, before, found.start()) or last
            guessed = not subject
            if guessed:
                rest = [n for s, n in names if (s, n) not in inside]
                subject = rest[0] if rest else ""
            if not subject:
                continue
            targets, said = _board_for(sentence, found.start(), boards, last_board, subject)
            listed = found.groupdict().get("list") or found.groupdict().get("en") or ""
            for board in targets[:1]:
                mine = board.named(subject)
                if len(mine) == 1:
                    yield from _against(
                        sentence, found, listed, board, mine[0], sign, said=said and not guessed
                    )
            yield from _first_time(sentence, found, subject)


_FIRST_TIME = re.compile(
    r"(?:首次|首度|首个|首家|首款|第一次|首)[^，,。；;]{0,8}$|\bfirst time\b|\bfor the first\b"
)


def _first_time(sentence: Sentence, found: re.Match[str], subject: str) -> Iterator[Draft]:
    """``首度超越 B``: that B is behind the board can say, that it never was before it cannot."""
    begin = max(sentence.text.rfind(c, 0, found.start()) for c in "，,。；;：:") + 1
    begin += len(sentence.text[begin:]) - len(sentence.text[begin:].lstrip())
    if found.group().startswith("首") or _FIRST_TIME.search(sentence.text[begin : found.start()]):
        yield Draft(
            "extreme",
            "TIE107",
            sentence.start + begin,
            sentence.start + found.end(),
            None,
            fixed="unchecked",
            subject=subject,
            metric="first time",
            said="first",
            reason="whether it is the first time needs what came before the report",
        )


def _against(
    sentence: Sentence, found: re.Match[str], listed: str, board: Board, mine: Entry, sign: int, *, said: bool
) -> Iterator[Draft]:
    score = score_of(mine)
    if score is None:
        return
    # 首超 B: the comparison is 超 B; the first time is a claim of its own.
    start, end = sentence.start + found.start() + found.group().startswith("首"), sentence.start + found.end()
    for item in _SPLIT.split(listed):
        theirs = [e for e in resolve(board, item) if e.name != mine.name]
        known = [(e, o) for e in theirs if (o := score_of(e)) is not None]
        if not known:
            continue
        cells = tuple(e.score.evidence() for e in (mine, *(e for e, _ in known)) if e.score is not None)
        if sign == 0:
            level = all(_level(mine, e) for e, _ in known)
            yield Draft(
                "order",
                "TIE107",
                start,
                end,
                None,
                fixed="supported" if level else "unchecked",
                subject=mine.name,
                metric=board.label,
                said=item.strip(),
                evidence=cells,
                reason="equal ranks, or scores within each other's interval" if level else "the ranks differ",
            )
            continue
        ahead = [e for e, o in known if (score.value > o.value) == (sign > 0) and score.value != o.value]
        good = len(ahead) == len(known)
        tied = any(o.value == score.value for _, o in known)
        family = (
            [
                e
                for e in board.holding(item.strip())
                if e not in theirs and (o := score_of(e)) is not None and o.value > score.value
            ]
            if sign > 0
            else []
        )
        certain = said and len(known) == 1 and not tied and norm(known[0][0].name) in norm(item)
        word = "above" if sign > 0 else "below"
        shown = ", ".join(f"{e.name} {e.score.text}" for e, _ in known if e.score)
        yield Draft(
            "order",
            "TIE107",
            start,
            end,
            None,
            fixed="supported" if good else "contradicted" if certain else "unchecked",
            subject=mine.name,
            metric=board.label,
            said=f"{word} {item.strip()}",
            evidence=cells,
            reason=f"{mine.name} {mine.score.text if mine.score else ''} against {shown}"
            if good
            else f"the table gives {mine.name} {mine.score.text if mine.score else ''} and {shown}",
            meta={"family": tuple(e.name for e in family), "object": item.strip()},
        )


def _level(a: Entry, b: Entry) -> bool:
    if (
        a.rank
        and b.rank
        and a.rank.operand
        and b.rank.operand
        and a.rank.operand.value == b.rank.operand.value
    ):
        return True
    x, y = score_of(a), score_of(b)
    return x is not None and y is not None and abs(x.value - y.value) <= 10
