"""Pages without a text layer: words recognised from the picture, where the extra is installed."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import Any

from .pdfpage import Glyph, Page

__all__ = ["available", "recognise_page"]

# 200 dots an inch: small print is still four dots a stroke, a page stays under three megapixels.
SCALE = 200 / 72
TRIM = 0.08


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
    glyphs: list[Glyph] = []
    for box, text in zip(boxes, result.txts, strict=True):
        xs = [float(p[0]) / SCALE for p in box]
        ys = [float(p[1]) / SCALE for p in box]
        # The recogniser draws its boxes with some white above and below the letters.
        white = TRIM * (max(ys) - min(ys))
        top, bottom = min(ys) + white, max(ys) - white
        shares = [2 if ord(c) > 0x2E7F else 1 for c in text]
        unit = (max(xs) - min(xs)) / (sum(shares) or 1)
        at = min(xs)
        for char, share in zip(text, shares, strict=True):
            end = at + unit * share
            glyphs.append(Glyph(char, at, top, end, bottom, bottom - top, order=len(glyphs)))
            at = end
    return Page(page.number, page.width, page.height, tuple(glyphs), page.rules, page.pictures)
