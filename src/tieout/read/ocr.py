"""Pages without a text layer: words recognised from the picture, where the extra is installed."""

from __future__ import annotations

import importlib.util
import math
import statistics
from functools import cache
from typing import Any

from .pdfpage import Glyph, Page

__all__ = ["available", "recognise_page"]

# 200 dots an inch: small print is still four dots a stroke, a page stays under three megapixels.
SCALE = 200 / 72
# The white at both ends of a recognised line, in heights of its box; a steeper page was not laid askew.
WHITE = 0.15
STEEP = 0.15


def available() -> bool:
    """True when ``tieout[ocr]`` is installed; nothing is imported to find out."""
    return all(importlib.util.find_spec(m) is not None for m in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "error"})


def recognise_page(document: Any, page: Page) -> Page:
    """The page with the words of its picture as glyphs, each letter given its share of its word's box."""
    picture = document[page.number - 1].render(scale=SCALE).to_numpy()
    result = _engine()(picture)
    boxes = getattr(result, "boxes", None)
    if boxes is None:
        return page
    slope = _slope(boxes)
    glyphs: list[Glyph] = []
    order = 0
    for box, text in zip(boxes, result.txts, strict=True):
        x0, x1, middle, high = _upright(box, slope)
        # The recogniser draws its boxes with some white around the letters.
        white = WHITE * high
        top, bottom = middle - high / 2, middle + high / 2
        shares = [2 if ord(c) > 0x2E7F else 1 for c in text]
        unit = max(x1 - x0 - 2 * white, 1.0) / (sum(shares) or 1)
        at = x0 + white
        # Boxes are apart in the order of drawing, as the cells of a table are.
        order += 2
        for char, share in zip(text, shares, strict=True):
            end = at + unit * share
            glyphs.append(Glyph(char, at, top, end, bottom, bottom - top, order=order))
            at = end
            order += 1
    return Page(page.number, page.width, page.height, tuple(glyphs), page.rules, page.pictures)


def _slope(boxes: Any) -> float:
    """How much a page that lay askew rises from left to right: the usual slope of its long lines."""
    found = [
        float(b[1][1] - b[0][1]) / float(b[1][0] - b[0][0])
        for b in boxes
        if float(b[1][0] - b[0][0]) > 4 * abs(float(b[3][1] - b[0][1])) > 0
    ]
    slope = statistics.median(found) if len(found) >= 3 else 0.0
    return slope if abs(slope) < STEEP else 0.0


def _upright(box: Any, slope: float) -> tuple[float, float, float, float]:
    """The left and right edge, the middle height and the height of a box, in points, the page set straight."""
    xs = [float(p[0]) / SCALE for p in box]
    ys = [float(p[1]) / SCALE for p in box]
    x, y = sum(xs) / 4, sum(ys) / 4
    wide = math.hypot(xs[1] - xs[0], ys[1] - ys[0])
    high = math.hypot(xs[3] - xs[0], ys[3] - ys[0])
    straight = x + slope * y
    return straight - wide / 2, straight + wide / 2, y - slope * x, high
