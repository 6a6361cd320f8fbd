"""The generated sentence on a leaderboard."""

from __future__ import annotations

from ..model import Sentence, SentenceBuilder
from .phrases import joined
from .view import View

__all__ = ["summary"]


def summary(view: View) -> Sentence:
    """Who leads by score, with score and rank; a shared rank is called shared.

    Scores of different boards are no ranking: of several the overall board speaks, else the first.
    """
    boards = list(dict.fromkeys(r.get("board") for r in view.records))
    if len(boards) > 1:
        board = "overall" if "overall" in boards else boards[0]
        rows = [r for r in view.records if r.get("board") == board]
        one = View(view.tracker, rows, language=view.language, choices=view.choices, names=view.name_of)
        sentence = summary(one)
        for fact in one.book.values():
            view.keep(fact)
        return sentence
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    who, members = view.top("score")
    if not members:
        return line.say("榜单暂无数据。" if zh else "The board has no data.").done()
    board = str(boards[0] or "")
    column = view.tracker.column("board")
    shown = column.word(board, view.language) if column and board else ""
    if zh:
        line.say(f"{shown or '榜单'}得分居前的是 " if len(members) > 1 else f"{shown or '榜单'}得分第一的是 ")
    else:
        line.say(f"The {shown.lower()} board is led by " if shown else "The board is led by ")
    ranks = [r.get("rank") for r, _ in view.items("score")]
    for i, (record, score) in enumerate(members):
        line.say(joined(view, i, len(members)))
        line.bind(view.name(record), "name", who)
        line.say("（" if zh else " (")
        line.bind(view.digits(score), "number", score)
        line.say(" 分" if zh else " points")
        rank = view.value(record, "rank")
        if rank.value is not None:
            shared = ranks.count(rank.value) > 1
            line.say(
                ("，并列第 " if shared else "，第 ") if zh else (", joint rank " if shared else ", rank ")
            )
            line.bind(view.digits(rank), "count", rank)
        line.say("）" if zh else ")")
    return line.say("。" if zh else ".").done()
