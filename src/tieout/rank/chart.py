"""The chart of a board: a Vega-Lite specification as plain dictionaries, and its SVG."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..errors import MissingExtra
from .board import Board

__all__ = ["chart_spec", "chart_svg"]

_TITLES = {
    "en": {"score": "Score", "model": "Model", "interval": "interval", "of": "{shown} of {all} models"},
    "zh": {"score": "得分", "model": "模型", "interval": "置信区间", "of": "前 {shown} 名，共 {all} 个模型"},
}
_FONT = "Noto Sans SC"


def chart_spec(board: Board, *, most: int = 25, language: str = "en") -> dict[str, Any]:
    """Scores as points with their intervals as lines, best first, at most ``most`` models.

    The data are inside the specification, so it renders offline; numbers are unrounded.
    """
    words = _TITLES.get(language, _TITLES["en"])
    entries = sorted(board.entries, key=lambda e: -e.score)[:most]
    level = f"{board.settings.level * 100:g}%"
    values = [
        {
            "model": e.model,
            "score": e.score,
            "lower": e.lower,
            "upper": e.upper,
            "rank": e.rank,
            "votes": e.votes,
        }
        for e in entries
    ]
    y = {"field": "model", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}}
    title = f"{board.name}: {words['score']}, {level} {words['interval']}"
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "subtitle": words["of"].format(shown=len(entries), all=len(board.entries))},
        "width": 420,
        "height": {"step": 16},
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2},
                "encoding": {
                    "y": y,
                    "x": {
                        "field": "lower",
                        "type": "quantitative",
                        "scale": {"zero": False},
                        "title": words["score"],
                        "axis": {"format": "d"},
                    },
                    "x2": {"field": "upper"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1},
                "encoding": {
                    "y": y,
                    "x": {"field": "score", "type": "quantitative", "scale": {"zero": False}},
                },
            },
        ],
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "rule": {"color": "#7f9db9"},
            "point": {"color": "#1f4e79"},
        },
    }


def chart_svg(spec: dict[str, Any]) -> str:
    """The specification as SVG, rendered without a browser and without the network.

    Raises ``MissingExtra`` where vl-convert is not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("vl-convert-python", "charts") from error
    # The renderer measures text with the fonts it knows; ours come with the package.
    vl_convert.register_font_directory(str(Path(__file__).parent.parent / "fonts"))
    svg: str = vl_convert.vegalite_to_svg(json.dumps(spec, ensure_ascii=False))
    return svg
