"""Who leads a matrix of boards, and claims across the board (全面超越)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.formula import Operand
from ..boards import Board, Entry, resolve
from ..grid import norm
from ..prose import Sentence
from .base import Draft

__all__ = ["BEAT", "in_matrix", "score_of"]


BEAT = re.compile(
    r"(?P<verb>超越|超过|首超|领先于|领先|优于|胜过|击败|高于|赶超|outperform(?:s|ed|ing)?|beat(?:s|ing)?|surpass(?:es|ed|ing)?|ahead of)(?:了)?\s*(?P<list>[^，,。；;！!?？]{2,90})"
)


_LEADS = re.compile(r"领先|第一|最高|最优|最佳|榜首|冠军|sota|state of the art|best", re.I)
# 领先 5 项 counts the rows led; which they are it does not say.
_NOT_LEADS = re.compile(
    r"领先于|领先优势|仅次于|领先者|(?:领先|第一|居首)\s*\d+\s*[项个]|\bleads? (?:on|in) \d+|\bties? for first on \d+",
    re.I,
)


def in_matrix(
    sentence: Sentence, names: Sequence[tuple[int, str]], boards: Sequence[Board]
) -> Iterator[Draft]:
    """Claims of a sentence about boards that stand in one table side by side."""
    said = norm(sentence.text)
    # A benchmark called by its own name is meant alone; the word before it (AIME of AIME pass@1) calls
    # all that share it, and only where none is called by name.
    named = [b for b in boards if len(norm(b.name)) >= 3 and _within(norm(b.name), said)] or [
        b for b in boards if b.label and _within(norm(b.label.split()[0]), said)
    ]
    for found in BEAT.finditer(sentence.text):
        yield from _all_of(sentence, found, names, named)
    lead = _LEADS.search(sentence.text)
    if named and lead and not _NOT_LEADS.search(sentence.text):
        yield from _leads(sentence, *_of_its_part(sentence.text, lead, names, named))


def _of_its_part(
    text: str, lead: re.Match[str], names: Sequence[tuple[int, str]], boards: Sequence[Board]
) -> tuple[Sequence[tuple[int, str]], Sequence[Board]]:
    """The names and boards of the part between semicolons that holds the word; all where it names none itself."""
    begin = max(text.rfind(c, 0, lead.start()) for c in "；;") + 1
    end = min((k for c in "；;" if (k := text.find(c, lead.end())) >= 0), default=len(text))
    own = [(at, name) for at, name in names if begin <= at < end]
    said = norm(text[begin:end])
    here = [b for b in boards if _within(norm(b.name), said)]
    return own or names, here or boards


def _within(key: str, said: str) -> bool:
    at = said.find(key)
    while at >= 0:
        before, after = said[at - 1 : at], said[at + len(key) : at + len(key) + 1]
        if not (key[0].isascii() and before.isascii() and before.isalpha()) and not (
            key[-1].isdigit() and after.isdigit()
        ):
            return True
        at = said.find(key, at + 1)
    return False


def _all_of(
    sentence: Sentence, found: re.Match[str], names: Sequence[tuple[int, str]], boards: Sequence[Board]
) -> Iterator[Draft]:
    before = [(s, n) for s, n in names if s < found.start()]
    if not before or not boards:
        return
    subject = before[-1][1]
    item = found.group("list").strip()
    held: list[tuple[Board, Entry, Entry]] = []
    for board in boards:
        mine, theirs = (
            board.named(subject),
            [e for e in resolve(board, item) if norm(e.name) != norm(subject)],
        )
        if len(mine) == 1 and len(theirs) >= 1:
            held.extend((board, mine[0], t) for t in theirs[:1])
    if not held:
        return
    lost = [
        (b, m, t)
        for b, m, t in held
        if m.score
        and t.score
        and m.score.operand
        and t.score.operand
        and m.score.operand.value <= t.score.operand.value
    ]
    several = any(len(resolve(b, item)) > 1 for b, _, _ in held)
    cells = tuple(c.evidence() for _, m, t in (lost or held) for c in (m.score, t.score) if c is not None)
    start, end = sentence.start, sentence.start + found.end()
    verdict = (
        "supported" if not lost else "unchecked" if several or not _exact(item, held) else "contradicted"
    )
    yield Draft(
        "order",
        "TIE107",
        start,
        end,
        None,
        fixed=verdict,
        subject=subject,
        metric=", ".join(b.name for b, _, _ in held),
        said=f"above {item}",
        evidence=cells,
        reason=f"ahead on {len(held)} of {len(held)} named"
        if not lost
        else "the table gives "
        + "; ".join(f"{b.name} {m.score.text} to {t.score.text}" for b, m, t in lost if m.score and t.score),
    )


def _exact(item: str, held: Sequence[tuple[Board, Entry, Entry]]) -> bool:
    return all(norm(t.name) == norm(item) or norm(t.name).startswith(norm(item)) for _, _, t in held)


def _leads(sentence: Sentence, names: Sequence[tuple[int, str]], boards: Sequence[Board]) -> Iterator[Draft]:
    if not names:
        return
    subject = names[0][1]
    held = [(b, b.named(subject)[0]) for b in boards if len(b.named(subject)) == 1]
    if not held:
        return
    behind: list[tuple[Board, Entry, Entry]] = []
    for board, mine in held:
        best = max((o.value, e.name, e) for e in board.entries if (o := score_of(e)) is not None)[2]
        own, top = score_of(mine), score_of(best)
        if own is not None and top is not None and own.value < top.value:
            behind.append((board, mine, best))
    cells = tuple(c.evidence() for b, m in held for c in (m.score,) if c is not None)
    yield Draft(
        "extreme",
        "TIE108",
        sentence.start,
        sentence.end,
        None,
        fixed="supported" if not behind else "unchecked",
        subject=subject,
        metric=", ".join(b.label for b, _ in held),
        said="leads",
        evidence=cells,
        reason="the largest of its row or column on every one named"
        if not behind
        else "; ".join(
            f"{b.label}: {m.score.text}, {t.name} {t.score.text}" for b, m, t in behind if m.score and t.score
        ),
        meta={"overclaim": bool(behind)},
    )


def score_of(entry: Entry) -> Operand | None:
    """The score of an entry, or None."""
    return entry.score.operand if entry.score is not None else None
