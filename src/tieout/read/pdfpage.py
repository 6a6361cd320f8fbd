"""One PDF page as glyphs and ruling lines, upright and from top to bottom, whatever its rotation."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .pdfdrawing import Box, Shape, drawings

__all__ = ["Glyph", "Page", "Rule", "page_of"]

# A path thinner than this is a line; a filled shape, else.
THIN = 2.5
SHORT = 8.0
# White between the pieces of one line.
JOIN = 2.5
MAX_GLYPHS = 200_000
MAX_SHAPES = 2_000
MAX_RULES = 3_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box in points, y growing downwards; ``size`` is the font's, ``order``
    its place among the characters of the page as they were drawn."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruling line: horizontal when ``y0 == y1`` but for its thickness, else vertical."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def across(self) -> bool:
        """True for a horizontal line."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page. ``pictures`` counts images, ``charts`` are the boxes of drawings, ``aslant``
    is what runs in another direction than the page or lies under it (a watermark); ``broken`` says why a page gave nothing."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: int = 0
    broken: str = ""
    charts: tuple[Box, ...] = ()
    aslant: str = ""


def page_of(document: Any, index: int) -> Page:
    """The page at ``index`` of an open pypdfium2 document; a page that cannot be read says why."""
    import pypdfium2 as pdfium

    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        return Page(index + 1, 0, 0, (), (), broken=str(error))
    try:
        return _page(page, index)
    except pdfium.PdfiumError as error:
        return Page(index + 1, 0, 0, (), (), broken=str(error))
    finally:
        page.close()


def _page(page: Any, index: int) -> Page:
    import pypdfium2.raw as raw

    left, bottom, right, top = page.get_mediabox()
    box = page.get_cropbox(fallback_ok=True)
    if box and box[2] > box[0] and box[3] > box[1]:
        left, bottom, right, top = box
    text = page.get_textpage()
    every, angle = _glyphs(text, raw)
    glyphs, odd = _level(every, angle)
    # What is upright is what the words say; a page's own turn only matters where there are none.
    turn = (360 - angle) % 360 if glyphs else page.get_rotation() % 360
    upright, width, height = _upright(turn, left, bottom, right, top)
    rules, shapes, thin, pictures = _paths(page, raw, upright)
    text.close()
    placed = _spaced(
        Glyph(c, *upright(x0, y0, x1, y1), size, bold, k)
        for k, (c, x0, y0, x1, y1, size, bold, _) in enumerate(glyphs)
    )
    placed, under = _over_watermark(placed)
    inside = tuple(g for g in placed if -5 <= g.x0 <= width + 5 and -5 <= g.y0 <= height + 5)
    middles = [((g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2) for g in inside if g.char != " "] if shapes else []
    charts = tuple(drawings(shapes[:MAX_SHAPES], thin, middles, Box(0, 0, width, height))) if shapes else ()
    kept = tuple(r for r in rules if not any(c.holds((r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2) for c in charts))
    return Page(index + 1, width, height, inside, kept, pictures, charts=charts, aslant=odd + under)


Raw = tuple[str, float, float, float, float, float, bool, int]


def _glyphs(text: Any, raw: Any) -> tuple[list[Raw], int]:
    """Every printed character in page space, and the angle most of them are set at."""
    found: list[Raw] = []
    angles: Counter[int] = Counter()
    handle = text.raw
    box = raw.FS_RECTF()
    ink = tuple(ctypes.c_double() for _ in range(4))
    weights: dict[float, bool] = {}
    matrix = raw.FS_MATRIX()
    at_x, at_y = ctypes.c_double(), ctypes.c_double()
    origin = (ctypes.byref(at_x), ctypes.byref(at_y))
    count = min(raw.FPDFText_CountChars(handle), MAX_GLYPHS)
    high = 0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(handle, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code == 2:
            code = ord("-")  # what pdfium makes of a hyphen that ends a line
        if (
            code < 32
            or 0xD800 <= code < 0xE000
            or code in (0xFFFE, 0xFFFF, 0xAD)
            or raw.FPDFText_IsGenerated(handle, i) == 1
        ):
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, i, ctypes.byref(box)):
            continue
        slant, em = _set_as(raw, handle, i, matrix)
        angles[round(slant / 90) * 90 % 360] += slant % 90 < 5 or slant % 90 > 85
        size = raw.FPDFText_GetFontSize(handle, i)
        weight = raw.FPDFText_GetFontWeight(handle, i) if i % 4 == 0 else -1
        bold = weight >= 600 if weight >= 0 else weights.get(size, False)
        weights[size] = bold
        x0, x1 = sorted((box.left, box.right))
        y0, y1 = sorted((box.bottom, box.top))
        if em and raw.FPDFText_GetCharOrigin(handle, i, *origin):
            x0, y0, x1, y1 = _in_line(slant, em * size, at_x.value, at_y.value, (x0, y0, x1, y1))
        if 0x3001 <= code <= 0x301F or 0xFF01 <= code <= 0xFF5E or 0x2018 <= code <= 0x201D:
            x0, x1 = _inked(raw, handle, i, x0, x1, ink)
        char = "\u00a0" if code == 0xA0 else chr(code)
        if found and y1 - y0 < 0.4 * size:
            # Of some signs pdfium knows the ink only; they stand on the line of the letter before.
            _, _, floor, edge, roof, *_ = found[-1]
            if floor <= (y0 + y1) / 2 <= roof:
                y0, y1 = floor, roof
                if 0 < x0 - edge < 0.35 * size:
                    x0, x1 = edge, x1 + (x0 - edge)
        found.append((" " if char.isspace() else char, x0, y0, x1, y1, size, bold, slant))
    angle = angles.most_common(1)[0][0] if angles else 0
    return found, angle


# A letter's box reaches this far above and below the line it stands on, in ems, whatever its font says of
# itself: boxes of one size then stand at one height, and fonts may be mixed in a line.
OVER, UNDER = 1.0, 0.3


def _set_as(raw: Any, handle: Any, i: int, matrix: Any) -> tuple[int, float]:
    """The angle a character is set at, in whole degrees, and how much its font's size is scaled; 0 if unknown."""
    if not raw.FPDFText_GetMatrix(handle, i, ctypes.byref(matrix)):
        return round(math.degrees(raw.FPDFText_GetCharAngle(handle, i))) % 360, 0.0
    return round(math.degrees(math.atan2(matrix.c, matrix.a))) % 360, math.hypot(matrix.c, matrix.d)


def _in_line(
    slant: int, em: float, x: float, y: float, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """The box of a character of ``em`` points that stands at ``x``, ``y``; as it is where the font is odd."""
    x0, y0, x1, y1 = box
    over, under = OVER * em, UNDER * em
    if slant in (0, 180):
        low, top = (y - under, y + over) if slant == 0 else (y - over, y + under)
        return (x0, low, x1, top) if _alike(top - low, y1 - y0, em) else box
    if slant in (90, 270):
        low, top = (x - under, x + over) if slant == 90 else (x - over, x + under)
        return (low, y0, top, y1) if _alike(top - low, x1 - x0, em) else box
    return box


def _alike(made: float, given: float, em: float) -> bool:
    return given < 0.4 * em or 0.4 < made / given < 2.5


def _level(glyphs: list[Raw], angle: int) -> tuple[list[Raw], str]:
    """The characters that run as the page does, and the words of those that do not."""
    level: list[Raw] = []
    odd: list[Raw] = []
    for g in glyphs:
        off = (g[7] - angle) % 360
        (level if off <= 5 or off >= 355 or g[0] == " " else odd).append(g)
    return level, "".join(g[0] for g in odd)


# A watermark is this many times larger than most of the print, and print lies over its letters.
HUGE = 2.2


def _over_watermark(glyphs: tuple[Glyph, ...]) -> tuple[tuple[Glyph, ...], str]:
    """The print of a page without huge letters under it, and what those say."""
    if not glyphs:
        return glyphs, ""
    heights = sorted(g.y1 - g.y0 for g in glyphs)
    body = heights[len(heights) // 2]
    if heights[-1] <= HUGE * body:
        return glyphs, ""
    small = [((g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2) for g in glyphs if g.y1 - g.y0 <= HUGE * body]
    huge = [g for g in glyphs if g.y1 - g.y0 > HUGE * body and g.char != " "]
    if len(huge) > 200:
        return glyphs, ""
    under = {
        id(g)
        for g in huge
        if sum(
            g.x0 < x < g.x1 and g.y0 + 0.15 * (g.y1 - g.y0) < y < g.y1 - 0.15 * (g.y1 - g.y0)
            for x, y in small
        )
        >= 2
    }
    if 2 * len(under) < len(huge):
        return glyphs, ""
    return tuple(g for g in glyphs if g.y1 - g.y0 <= HUGE * body), "".join(g.char for g in huge)


def _inked(
    raw: Any, handle: Any, i: int, x0: float, x1: float, ink: tuple[ctypes.c_double, ...]
) -> tuple[float, float]:
    """Where the ink of a full-width sign is: typesetters squeeze such signs, and their boxes overlap."""
    left, right, bottom, top = ink
    refs = (ctypes.byref(left), ctypes.byref(right), ctypes.byref(bottom), ctypes.byref(top))
    if not raw.FPDFText_GetCharBox(handle, i, *refs) or right.value <= left.value:
        return x0, x1
    return max(x0, left.value), min(x1, right.value)


# In ems: a gap between letters that is a blank, where a page prints no blanks of its own.
BLANK, WIDEST_BLANK = 0.12, 0.45


def _spaced(glyphs: Iterable[Glyph]) -> tuple[Glyph, ...]:
    """The glyphs, with the blanks put in on a page that leaves them out and only moves on.

    Some programs (browsers among them) print no blanks. On such a page a gap of a blank's width between
    two letters that follow one another is one.
    """
    printed = tuple(glyphs)
    blanks = sum(1 for g in printed if g.char == " ")
    if blanks * 250 > len(printed) or len(printed) < 50:
        return printed
    out: list[Glyph] = []
    for g in printed:
        if out and out[-1].char != " ":
            a = out[-1]
            em = max(a.y1 - a.y0, g.y1 - g.y0) or 1.0
            level = abs((a.y0 + a.y1) - (g.y0 + g.y1)) < 0.6 * em
            if (
                level
                and BLANK * em < g.x0 - a.x1 < WIDEST_BLANK * em
                and not (_sign(a.char) or _sign(g.char))
            ):
                out.append(Glyph(" ", a.x1, a.y0, g.x0, a.y1, a.size, a.bold, a.order))
        out.append(g)
    return tuple(out)


def _sign(char: str) -> bool:
    """True for full-width punctuation, which has white of its own."""
    return "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff65" or char in "“”‘’"


Upright = Callable[[float, float, float, float], tuple[float, float, float, float]]


def _upright(turn: int, left: float, bottom: float, right: float, top: float) -> tuple[Upright, float, float]:
    """How boxes of page space become boxes of the page as a person holds it."""
    wide, high = right - left, top - bottom
    if turn == 90:
        return (lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)), high, wide
    if turn == 180:
        return (lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)), wide, high
    if turn == 270:
        return (lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)), high, wide
    return (lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)), wide, high


def _paths(page: Any, raw: Any, upright: Upright) -> tuple[tuple[Rule, ...], list[Shape], list[Box], int]:
    """Ruling lines, other shapes, lines of any length, and the number of images."""
    shapes: list[Shape] = []
    thin: list[Box] = []
    rules: set[tuple[float, float, float, float]] = set()
    pictures = 0
    for item in page.get_objects(max_depth=4):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        if item.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        try:
            bounds = item.get_bounds() if hasattr(item, "get_bounds") else item.get_pos()
        except Exception:  # noqa: S112 - a path without bounds draws nothing
            continue
        x0, y0, x1, y1 = upright(*bounds)
        wide, high = x1 - x0, y1 - y0
        if wide > THIN and high > THIN:
            shapes.append(Shape(Box(x0, y0, x1, y1), raw.FPDFPath_CountSegments(item.raw)))
        else:
            thin.append(Box(x0, y0, x1, y1))
        if high <= THIN and wide >= SHORT:
            rules.add((round(x0, 1), round((y0 + y1) / 2, 1), round(x1, 1), round((y0 + y1) / 2, 1)))
        elif wide <= THIN and high >= SHORT:
            rules.add((round((x0 + x1) / 2, 1), round(y0, 1), round((x0 + x1) / 2, 1), round(y1, 1)))
        elif wide >= 3 * SHORT and high >= SHORT and _stroked(item, raw):
            # A stroked box is its four sides.
            a, b, c, d = round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)
            rules |= {(a, b, c, b), (a, d, c, d), (a, b, a, d), (c, b, c, d)}
    return _merged(Rule(*r) for r in rules), shapes, thin, pictures


def _merged(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules drawn cell by cell as the lines they make."""
    out: list[Rule] = []
    # A drawing of thousands of lines is no table; the longest tell what there is.
    every = sorted(rules, key=lambda r: r.x0 - r.x1 + r.y0 - r.y1)[:MAX_RULES]
    for across in (True, False):
        lines = sorted(
            (r for r in every if r.across == across),
            key=lambda r: (r.y0, r.x0) if across else (r.x0, r.y0),
        )
        kept: list[Rule] = []
        for r in lines:
            # Pieces of one line differ by less than its thickness.
            for k in range(len(kept) - 1, max(-1, len(kept) - 12), -1):
                o = kept[k]
                level = abs(o.y0 - r.y0) <= 0.8 if across else abs(o.x0 - r.x0) <= 0.8
                meets = r.x0 - o.x1 <= JOIN if across else r.y0 - o.y1 <= JOIN
                if level and meets and (r.x0 >= o.x0 - JOIN if across else r.y0 >= o.y0 - JOIN):
                    kept[k] = Rule(
                        min(o.x0, r.x0), o.y0, max(o.x1, r.x1), max(o.y1, r.y1) if not across else o.y1
                    )
                    break
            else:
                kept.append(r)
        out += kept
    return tuple(sorted(out, key=lambda r: (r.y0, r.x0)))


def _stroked(item: Any, raw: Any) -> bool:
    fill = ctypes.c_int()
    stroke = ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke)):
        return False
    return bool(stroke.value)
