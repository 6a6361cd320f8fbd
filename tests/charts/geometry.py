"""Where the text of a chart's SVG stands, from its own coordinates: what a reader would see overlap."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from tieout.charts.measure import text_width

NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Seen:
    """A line of text and the box its letters fill, a little inside the line's full height."""

    text: str
    x: float
    y: float
    x2: float
    y2: float

    def covers(self, other: Seen) -> bool:
        return (
            min(self.x2, other.x2) - max(self.x, other.x) > 1
            and min(self.y2, other.y2) - max(self.y, other.y) > 1
        )


def size(svg: str) -> tuple[float, float]:
    root = ElementTree.fromstring(svg)
    return float(root.get("width", "0")), float(root.get("height", "0"))


def seen(svg: str) -> list[Seen]:
    """Every line of text of the picture with its box."""
    out: list[Seen] = []
    _walk(ElementTree.fromstring(svg), 0.0, 0.0, out)
    return out


def _walk(node: ElementTree.Element, x: float, y: float, out: list[Seen]) -> None:
    for number in re.findall(r"translate\(([-\d.e]+),([-\d.e]+)\)", node.get("transform", "")):
        x, y = x + float(number[0]), y + float(number[1])
    if node.tag == f"{NAMESPACE}text" and node.get("opacity") != "0":
        lines = list(node.findall(f"{NAMESPACE}tspan"))
        texts = [(line.text or "", float(line.get("dy", "0"))) for line in lines] or [(node.text or "", 0.0)]
        high = float(node.get("font-size", "12px").removesuffix("px"))
        bold = node.get("font-weight") == "bold"
        down = 0.0
        for text, dy in texts:
            down += dy
            if text.strip():
                wide = text_width(text, high, bold=bold)
                anchor = node.get("text-anchor", "start")
                left = x - wide if anchor == "end" else x - wide / 2 if anchor == "middle" else x
                base = y + down
                out.append(Seen(text, left, base - 0.72 * high, left + wide, base + 0.05 * high))
    for child in node:
        _walk(child, x, y, out)


def problems(svg: str) -> list[str]:
    """Text that is cut by the edge of the picture, or written over other text."""
    width, height = size(svg)
    every = seen(svg)
    found = [
        f"cut off: {s.text!r} at {s.x:.0f}..{s.x2:.0f}, {s.y:.0f}..{s.y2:.0f} of {width:.0f} x {height:.0f}"
        for s in every
        if s.x < -0.5 or s.y < -0.5 or s.x2 > width + 0.5 or s.y2 > height + 0.5
    ]
    for i, a in enumerate(every):
        found += [f"{a.text!r} over {b.text!r}" for b in every[i + 1 :] if a.covers(b)]
    return found
