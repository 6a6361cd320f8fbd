"""The generated sentence on benchmarks: where the subject leads, ties and trails."""

from __future__ import annotations

from decimal import Decimal

from ..model import Fact, FactKey, Record, Sentence, SentenceBuilder
from .phrases import count_word
from .view import View

__all__ = ["standing", "summary"]


def standing(records: tuple[Record, ...], subject: str) -> tuple[list[Record], list[Record], list[Record]]:
    """The subject's records where it leads alone, shares the lead, and trails."""
    leads: list[Record] = []
    ties: list[Record] = []
    trails: list[Record] = []
    rows: dict[tuple[object, object], list[Record]] = {}
    for r in records:
        if isinstance(r.get("score"), Decimal):
            rows.setdefault((r["benchmark"], r["metric"]), []).append(r)
    for row in rows.values():
        own = next((r for r in row if r["model"] == subject), None)
        others = [r["score"] for r in row if r["model"] != subject]
        if own is None or not others:
            continue
        best = max(others)
        (leads if own["score"] > best else ties if own["score"] == best else trails).append(own)
    return leads, ties, trails


def summary(view: View) -> Sentence:
    """On how many benchmarks the first model of the table leads, ties and trails."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    if not view.records:
        return line.say("暂无测评数据。" if zh else "No benchmark data.").done()
    subject = str(view.records[0]["model"])
    groups = dict(zip(("leads", "ties", "trails"), standing(view.records, subject), strict=True))
    everything = tuple(view.value(r, "score") for r in view.records)
    line.bind(subject, "name", view.value(view.records[0], "model"))
    line.say(" 在 " if zh else " leads on ")
    for i, (name, words) in enumerate(
        (("leads", " 项测评中领先"), ("ties", " 项并列第一"), ("trails", " 项落后"))
    ):
        key = FactKey(view.tracker.name, f"score.{name}", (subject,))
        fact = Fact(key, Decimal(len(groups[name])), "count", 0, view.period, "", "count", everything)
        if zh:
            line.say("，" if i else "")
            count_word(view, line, view.keep(fact))
            line.say(words)
        else:
            line.say((", ties on ", " and trails on ")[i - 1] if i else "")
            count_word(view, line, view.keep(fact))
            line.say(" benchmarks" if i == 0 else "")
    return line.say("。" if zh else ".").done()
