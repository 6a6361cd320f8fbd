"""The generated sentences on benchmarks: the subject's standing, the best of each row, averages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..model import Fact, FactKey, Record, Sentence, SentenceBuilder
from .benchmark_measures import Row, averages, best_of_rows, counts, rows_of, standing
from .phrases import count_word
from .view import View

__all__ = ["average", "best", "summary"]

_WORDS = {
    "leads": ("领先 ", " leads on "),
    "ties": ("并列第一 ", " ties for first on "),
    "trails": ("落后 ", " trails on "),
}
NAMED = 4
"""So many benchmarks of a group are named; of more only the number is said."""


def summary(view: View) -> Sentence:
    """On how many benchmarks the first model of the table leads, ties and trails, and on which."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    compared = [r for row in rows_of(view.records) for r in row.records]
    if not compared:
        return line.say("暂无可比的测评数据。" if zh else "No benchmark has two scores to compare.").done()
    first = compared[0]
    subject = str(first["model"])
    found = standing(view.records, subject)
    groups = {"leads": found.leads, "ties": found.ties, "trails": found.trails}
    number = {f.key.metric.partition(".")[2]: f for f in counts(view) if f.key.subject == (subject,)}
    said = [name for name in _WORDS if groups[name]]
    rows = [row for name in said for row in groups[name]]
    if len(rows) > 1:
        _several(view, line, first, {name: groups[name] for name in said}, number)
    else:
        line.bind(view.name(first), "name", view.value(first, "model"))
        for row in rows:
            line.say(" 在 " if zh else f"{_WORDS[said[0]][1]}")
            _row(view, line, row)
            line.say(f" 上{_WORDS[said[0]][0].strip()}" if zh else "")
    averages_of = [r for r in rows_of(view.records) if r.average and r.of(subject) is not None]
    for i, row in enumerate(averages_of):
        if zh:
            line.say("，" if i or rows else " 的 ")
        else:
            line.say("; its " if i or rows else ": the ")
        _on_average(view, line, row, subject)
    return line.say("。" if zh else ".").done()


def _several(
    view: View,
    line: SentenceBuilder,
    first: Record,
    groups: dict[str, tuple[Row, ...]],
    number: dict[str, Fact],
) -> None:
    """``X 在 8 项测评中领先 5 项，落后 3 项（A、B、C）``."""
    zh = view.language == "zh"
    inputs = tuple(dict.fromkeys(f for name in groups for f in number[name].inputs))
    key = FactKey(view.tracker.name, "score.compared", (str(first["model"]),))
    size = Decimal(sum(map(len, groups.values())))
    compared_on = view.keep(Fact(key, size, "count", 0, view.period, "", "count", inputs))
    line.say("" if zh else "Of ")
    if zh:
        line.bind(view.name(first), "name", view.value(first, "model")).say(" 在 ")
    count_word(view, line, compared_on)
    line.say(" 项测评中" if zh else " benchmarks, ")
    if not zh:
        line.bind(view.name(first), "name", view.value(first, "model"))
    for i, (name, rows) in enumerate(groups.items()):
        word, words = _WORDS[name]
        if zh:
            line.say("，" if i else "").say(word)
        else:
            line.say(("" if i == 0 else " and" if i == len(groups) - 1 else ",") + words)
        count_word(view, line, number[name])
        line.say(" 项" if zh else "")
        _rows(view, line, rows)


def _on_average(view: View, line: SentenceBuilder, row: Row, subject: str) -> None:
    """Where the subject stands in a row of averages: alone in front, beside whom, or behind whom."""
    zh = view.language == "zh"
    who = next(f for f in best_of_rows(view) if f.key.subject == row.subject)
    others = [r for r in row.best() if r["model"] != subject]
    own = row.of(subject) in row.best()
    _row(view, line, row)
    if not others:
        line.bind("居首" if zh else " is the highest", "direction", who)
        return
    line.say(("与 " if own else "落后于 ") if zh else (" ties with " if own else " is below that of "))
    for i, record in enumerate(others):
        line.say(("、" if zh else ", ") if i else "")
        line.bind(view.name(record), "name", who)
    line.say((" 并列第一" if own else "") if zh else (" for first" if own else ""))


def best(view: View) -> Sentence:
    """The best score of each row, with who has it."""
    zh = view.language == "zh"
    line = SentenceBuilder("best")
    who = {f.key.subject: f for f in best_of_rows(view)}
    if not who:
        return line.say("暂无可比的测评数据。" if zh else "No benchmark has two scores to compare.").done()
    line.say("各项最高分：" if zh else "The best scores: ")
    for i, row in enumerate(rows_of(view.records)):
        if i:
            line.say("；" if zh else "; ")
        fact = who[row.subject]
        _row(view, line, row)
        line.say(" 为 " if zh else ": ")
        for n, record in enumerate(row.best()):
            line.say(("、" if zh else ", ") if n else "")
            line.bind(view.name(record), "name", fact)
        score = view.value(row.best()[0], "score")
        line.say("（" if zh else " (")
        line.bind(view.digits(score), "number", score)
        line.say("）" if zh else ")")
    return line.say("。" if zh else ".").done()


def average(view: View) -> Sentence:
    """The models by their average over the benchmarks that all of them were scored on."""
    zh = view.language == "zh"
    line = SentenceBuilder("average")
    found = sorted(averages(view), key=lambda f: -f.value)
    if not found:
        words = (
            "没有各模型都有得分的同量纲测评，不计平均。",
            "No benchmarks on one scale are shared by all models.",
        )
        return line.say(words[0] if zh else words[1]).done()
    line.say("按各模型都有得分的 " if zh else "Average over the ")
    key = FactKey(view.tracker.name, "score.averaged")
    size = Decimal(len(found[0].inputs))
    rows = Fact(key, size, "count", 0, view.period, "", "count", found[0].inputs)
    count_word(view, line, view.keep(rows))
    line.say(" 项测评平均，" if zh else " benchmarks that all models have: ")
    for i, fact in enumerate(found):
        line.say(("，" if zh else ", ") if i else "")
        line.bind(_model(view, fact.key.subject[0]), "name", fact)
        line.say(" 为 " if zh else " ")
        line.bind(view.digits(fact), "number", fact)
        line.say(" 分" if zh else "")
    return line.say("。" if zh else ".").done()


def _rows(view: View, line: SentenceBuilder, rows: Sequence[Row]) -> None:
    """The names of a few benchmarks, in brackets."""
    if len(rows) > NAMED:
        return
    zh = view.language == "zh"
    line.say("（" if zh else " (")
    for i, row in enumerate(rows):
        line.say(("、" if zh else ", ") if i else "")
        _row(view, line, row)
    line.say("）" if zh else ")")


def _row(view: View, line: SentenceBuilder, row: Row) -> None:
    """A benchmark, with its metric where it has one."""
    first = row.records[0]
    line.bind(row.benchmark, "name", view.value(first, "benchmark"))
    if row.metric:
        line.say(" ").bind(row.metric, "name", view.value(first, "metric"))


def _model(view: View, model: str) -> str:
    return next((view.name(r) for r in view.records if r["model"] == model), model)
