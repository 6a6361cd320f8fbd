"""Places said loosely, and places among organizations: 名列前茅, 企业排行第 3, 仅次于 A 和 B 两家.

A board ranks models; its column of organizations groups them. The place of an organization is that of
its best model: one more than the number of organizations whose best model ranks above it. Loose words
(名列前茅, 排在前列) are confirmed where the rank is among the first five on every board they speak of,
and are never contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...model.evidence import Evidence
from ..boards import Board, Entry, board_words
from ..grid import norm
from ..mentions import Mention
from ..prose import Sentence
from .base import Context, Draft
from .ranks import Standing, models_named

__all__ = ["Organization", "find", "organizations"]

NEAR_THE_TOP = 5
_LOOSE = re.compile(
    r"名列前茅|(?:排|位|列|居|跻身|稳居|位居|排名|排在|位列)(?:在|于)?(?:前列|前头)|排名靠前|\b(?:near|close to) the top\b|\bamong the (?:leaders|best)\b"
)
_EVERY = re.compile(
    r"其它|其他|各项|各个|各榜|各分榜|分榜|分类|所有|多项|every|all (?:the )?(?:boards|categories)|each", re.I
)
_FIRMS = re.compile(
    r"企业|公司|机构|厂商|开发商|研发方|compan|lab\b|labs\b|develop|organi[sz]ation|vendor", re.I
)
_NATION = re.compile(r"国产|国内|中国|美国|欧洲|本土|亚洲|china|chinese|domestic|\bu\.?s\.?\b|europe", re.I)
_NEXT_TO = re.compile(
    r"(?:仅次于|second only to|behind only)\s*(?P<list>[^。；;！!？?\n]{2,80}?)(?=[，,]?\s*(?:打平|持平|与|并列|level with|tied with)|[。；;！!？?\n]|$)",
    re.I,
)
_LEVEL = re.compile(r"(?:打平|并列于|level with|tied with)\s*(?P<list>[^，,。；;！!？?\n]{2,40})", re.I)
_SPLIT = re.compile(r"\s*(?:、|/|，|,|和|与|以及|\band\b)\s*")
_MODELS_OF = re.compile(r"\s*(?:的|发布的).*$")


_SPEAKS = re.compile(
    r"前茅|前列|前头|靠前|排行|排名|位列|第|前|仅次|打平|并列|top|rank|second only|behind only|level with|tied|among",
    re.I,
)


@dataclass(frozen=True)
class Organization:
    """An organization on a board: its printed name, its best model, and the place that gives it."""

    name: str
    best: Entry
    place: int

    def evidence(self, board: Board) -> Evidence | None:
        """The rank cell of its best model."""
        return self.best.rank.evidence(board.grid.table.period) if self.best.rank else None


def organizations(board: Board) -> tuple[Organization, ...]:
    """The organizations of a board by the rank of their best model; empty where the board prints none.

    The first rows must be there (a board that starts at rank 1), else places cannot be counted.
    """
    fields = board.grid.table.fields
    if "organization" not in fields:
        return ()
    column = fields.index("organization")
    best: dict[str, tuple[str, Entry]] = {}
    for row, entry in zip(board.grid.rows, board.entries, strict=False):
        name = row.cells[column].text.strip() if column < len(row.cells) else ""
        if not name or entry.rank is None or entry.rank.operand is None:
            continue
        key = norm(name)
        held = best.get(key)
        if held is None or entry.rank.operand.value < _rank(held[1]):
            best[key] = (name, entry)
    ranks = [_rank(e) for _, e in best.values()]
    if not ranks or min(ranks) != 1:
        return ()
    return tuple(
        Organization(name, entry, 1 + sum(r < _rank(entry) for r in ranks)) for name, entry in best.values()
    )


def _rank(entry: Entry) -> int:
    assert entry.rank is not None and entry.rank.operand is not None
    return int(entry.rank.operand.value)


def find(context: Context, boards: Sequence[Board], standing: Standing) -> Iterator[Draft]:
    """Loose places and places among organizations that the report's leaderboards can check."""
    leader = [b for b in boards if b.leaderboard]
    if not leader:
        return
    fresh = context.passage.section == standing.section
    for i, sentence in enumerate(context.sentences):
        if not _SPEAKS.search(sentence.low):
            continue
        names = models_named(sentence, boards)
        last, board = (standing.subject, standing.board) if fresh else ("", "")
        yield from _loose(sentence, names, leader, last)
        yield from _firms(sentence, context.mentions[i], names, _board(sentence, leader, board), last)


def _board(sentence: Sentence, boards: Sequence[Board], last: str) -> Board | None:
    for name in (*(n for _, n in board_words(sentence.text)), last, "overall"):
        found = [b for b in boards if name and b.name == name]
        if found:
            return found[0]
    return boards[0] if len(boards) == 1 else None


def _loose(
    sentence: Sentence, names: Sequence[tuple[int, str]], boards: Sequence[Board], last: str
) -> Iterator[Draft]:
    for found in _LOOSE.finditer(sentence.low):
        clause = sentence.clause_at(sentence.start + found.start())
        begin = clause.start - sentence.start
        words = sentence.text[begin : found.start()]
        inside = [n for at, n in names if begin <= at < found.start()]
        before = [n for at, n in names if at < found.start()]
        subjects = list(dict.fromkeys(inside)) or before[:1] or ([last] if last else [])
        wanted = {n for _, n in board_words(words)} or {
            n for _, n in board_words(sentence.text[: found.start()])
        }
        every = _EVERY.search(words) is not None
        chosen = [b for b in boards if (every and b.name != "overall") or b.name in wanted]
        held = [(b, b.named(s)) for b in chosen for s in subjects]
        if not held or any(len(e) != 1 or e[0].rank is None or e[0].rank.operand is None for _, e in held):
            continue
        places = [_rank(e[0]) for _, e in held]
        start = clause.start + len(words) - len(words.lstrip(" \t，,；;"))
        yield Draft(
            "order",
            "TIE106",
            start,
            sentence.start + found.end(),
            None,
            fixed="supported" if max(places) <= NEAR_THE_TOP else "unchecked",
            subject="、".join(subjects),
            metric="rank, " + "、".join(dict.fromkeys(b.label for b, _ in held)),
            said=found.group(),
            expected=places[0] if len(places) == 1 else list(places),
            reason=f"ranks {', '.join(map(str, places))}",
            evidence=tuple(e[0].rank.evidence(b.grid.table.period) for b, e in held if e[0].rank),
        )  # fmt: skip


def _firms(
    sentence: Sentence,
    row: Sequence[Mention],
    names: Sequence[tuple[int, str]],
    board: Board | None,
    last: str,
) -> Iterator[Draft]:
    groups = organizations(board) if board is not None else ()
    if board is None or len(groups) < 2:
        return
    named = [n for _, n in names if len(board.named(n)) == 1]
    subject = named[0] if named else last
    mine = next((g for g in groups if subject and _made(board, subject) == norm(g.name)), None)
    if mine is None:
        return
    for m in row:
        draft = _place(sentence, m, board, groups, mine, sure=bool(named))
        if draft is not None:
            yield draft
    for pattern, level in ((_NEXT_TO, False), (_LEVEL, True)):
        for found in pattern.finditer(sentence.text):
            listed = [_group(x, groups) for x in _SPLIT.split(found.group("list").strip()) if x]
            if not listed or None in listed or mine in listed:
                continue
            theirs = [g for g in listed if g is not None]
            ahead = {g.name for g in groups if g.place < mine.place}
            good = all(g.place == mine.place for g in theirs) if level else {g.name for g in theirs} == ahead
            yield Draft(
                "order",
                "TIE107",
                sentence.start + found.start(),
                sentence.start + found.end(),
                None,
                fixed="supported" if good else "unchecked",
                subject=mine.name,
                metric=f"organizations, {board.label}",
                said=found.group().strip(),
                reason=", ".join(f"{g.name} {_rank(g.best)}" for g in (mine, *theirs)),
                evidence=tuple(e for g in (mine, *theirs) if (e := g.evidence(board)) is not None),
            )


def _made(board: Board, model: str) -> str:
    """The organization of a model on the board, normalised."""
    entry = board.named(model)
    if len(entry) != 1:
        return ""
    row = board.grid.rows[board.entries.index(entry[0])]
    column = board.grid.table.fields.index("organization")
    return norm(row.cells[column].text) if column < len(row.cells) else ""


def _group(item: str, groups: Sequence[Organization]) -> Organization | None:
    """The organization an item names, alone or with a model of it behind (xAI Grok)."""
    key = norm(_MODELS_OF.sub("", item))
    return next((g for g in groups if key == norm(g.name) or (len(norm(g.name)) >= 3 and key.startswith(norm(g.name)))), None)  # fmt: skip


def _place(
    sentence: Sentence,
    m: Mention,
    board: Board,
    groups: Sequence[Organization],
    mine: Organization,
    *,
    sure: bool,
) -> Draft | None:
    """``全球大模型企业排行第 3``, ``全球前 3 大模型企业``: a number against the organization's place."""
    at, behind = m.q.start - sentence.start, m.q.end - sentence.start
    clause = sentence.text[max(m.clause.start, sentence.start) - sentence.start : at]
    after = re.split(r"[，,。；;]", sentence.text[behind:])[0]
    first_k = re.search(r"前\s*$|\btop\s*$", clause, re.I) is not None
    placed = (
        first_k
        or re.search(r"第\s*$|rank(?:s|ed)?\s*(?:no\.?)?\s*$", clause, re.I)
        or m.q.text.startswith("第")
    )
    if not placed or not _FIRMS.search(clause + after) or _NATION.search(clause + after) or m.q.value < 1:
        return None
    good = mine.place <= m.q.value if first_k else mine.place == m.q.value
    # By score instead of rank an organization may stand elsewhere; only a place no count gives is wrong.
    by_score = 1 + sum(_score(g) > _score(mine) for g in groups)
    fits = good or (by_score <= m.q.value if first_k else mine.place <= m.q.value <= by_score)
    start = m.clause.start + len(clause) - len(clause.lstrip(" \t，,；;、-"))
    tail = re.match(r"\s*(?:大)?(?:模型)?(?:企业|公司|机构|厂商|位|名)*", sentence.text[behind:])
    shown = ", ".join(
        f"{g.name} {_rank(g.best)}" for g in sorted(groups, key=lambda g: g.place)[: mine.place + 1]
    )
    return Draft(
        "order",
        "TIE106",
        start,
        m.q.end + (tail.end() if tail else 0),
        m.q,
        fixed="supported" if good else "unchecked" if fits or not sure else "contradicted",
        subject=mine.name,
        metric=f"organizations, {board.label}",
        said=m.q.value,
        expected=mine.place,
        reason=f"the table gives {shown} as the best ranks of organizations",
        numbers=((m.q.start, m.q.end),),
        evidence=tuple(e for g in groups if g.place <= mine.place and (e := g.evidence(board)) is not None),
    )  # fmt: skip


def _score(group: Organization) -> Decimal:
    score = group.best.score
    return score.operand.value if score is not None and score.operand is not None else Decimal(0)
