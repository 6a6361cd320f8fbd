"""The generated sentence on site traffic."""

from __future__ import annotations

from ..model import Sentence, SentenceBuilder
from .phrases import say_top
from .view import View

__all__ = ["summary"]

_LABELS = {
    "zh": (
        ("weekly_visits_m", "访问量", False),
        ("visits_wow_pct", "访问量环比增速", True),
        ("avg_duration_s", "平均停留时长", False),
        ("duration_wow_pct", "平均停留时长环比增速", True),
    ),
    "en": (
        ("weekly_visits_m", "weekly visits", False),
        ("visits_wow_pct", "growth in visits", True),
        ("avg_duration_s", "average visit duration", False),
        ("duration_wow_pct", "growth in visit duration", True),
    ),
}


def summary(view: View) -> Sentence:
    """Leaders by level and by change, for visits and for time on site."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    for i, (field, label, rising) in enumerate(_LABELS["zh" if zh else "en"]):
        if i:
            line.say("；" if zh else "; ")
        elif not zh:
            line.say("Of the sites followed, ")
        say_top(view, line, field, label, rising=rising)
    return line.say("。" if zh else ".").done()
