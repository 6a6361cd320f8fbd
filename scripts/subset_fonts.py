"""Make the fonts that ship with Tieout from the published Noto Sans SC.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    .venv/bin/python scripts/subset_fonts.py package

The whole family is 10.6 MB a weight.  What is kept: everything encodable in GBK (names such as 堃 玥 喆 and
traditional characters included), the other characters of the general standard list that names use, and all
symbols, arrows, enclosed numbers, Greek, Cyrillic, kana and full-width forms the source has.  What is left
out: Hangul and the rest of CJK extension A.  What is added: the raised and lowered digits the source lacks,
made of its own digits.  Same input, same fontTools: same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

OUT = Path(__file__).resolve().parent.parent / "src" / "tieout" / "fonts"
SOURCES = {
    "NotoSansSC-Regular.ttf": "400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "700Bold/NotoSansSC_700Bold.ttf",
}
LICENCE = "LICENSE_FONT"

# Ranges taken whole, as far as the source has them; GBK is added character by character.
WHOLE = (
    (0x0020, 0x2DFF),  # Latin, Greek, Cyrillic, punctuation, arrows, mathematics, shapes, box drawing
    (0x3000, 0x33FF),  # CJK symbols, kana, bopomofo, enclosed CJK, units
    (0x4E00, 0x9FFF),  # unified ideographs: GBK's 20,902 and the few younger ones
    (0xF900, 0xFAFF),  # compatibility ideographs, some of them in GBK
    (0xFB00, 0xFB06),  # Latin ligatures that PDF text brings along
    (0xFE10, 0xFFEF),  # vertical, small, full-width and half-width forms
    (0x1F100, 0x1F1FF),  # enclosed alphanumerics
    (0x20000, 0x2FFFF),  # the source holds 220 here, most from the general standard list
)
# Characters of extension A in the general standard list of 2013 (通用规范汉字表), used in names and places.
EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹"
    "䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮"
)
# Raised and lowered characters: the source has ¹ ² ³ ⁴ only, and reports write 10⁵ and CO₂.
RAISED = dict(zip("⁰⁵⁶⁷⁸⁹⁺⁻", "056789+\u2212", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+\u2212", strict=True))
LOWERED_DEPTH = 110  # font units (1000 to the em) below the base line, the depth of a comma


def add_small(font: TTFont) -> None:
    """Add the raised and lowered characters as the source's own digits, scaled to the height of its ``²``."""
    glyf, cmap = font["glyf"], font.getBestCmap()
    two, raised_two = glyf[cmap[ord("2")]], glyf[cmap[ord("²")]]
    scale = (raised_two.yMax - raised_two.yMin) / (two.yMax - two.yMin)
    shifts = dict.fromkeys(RAISED, raised_two.yMin) | dict.fromkeys(LOWERED, -LOWERED_DEPTH)
    for char, base in sorted((RAISED | LOWERED).items()):
        part = GlyphComponent()
        part.glyphName = cmap[ord(base)]
        part.x, part.y, part.flags = 0, shifts[char], 0x0004 | 0x0200  # round offsets; width of its own
        part.transform = [[scale, 0], [0, scale]]
        glyph = Glyph()
        glyph.numberOfContours, glyph.components = -1, [part]
        name = f"uni{ord(char):04X}"
        glyf[name] = glyph
        glyph.recalcBounds(glyf)
        width = round(font["hmtx"][part.glyphName][0] * scale)
        font["hmtx"][name] = (width, glyph.xMin)
        # Vertical setting: the same advance as other characters, the glyph kept at its height.
        advance, top = font["vmtx"][part.glyphName]
        font["vmtx"][name] = (advance, top + glyf[part.glyphName].yMax - glyph.yMax)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(char)] = name


def is_gbk(code: int) -> bool:
    """Whether the character with this code point exists in GBK."""
    try:
        chr(code).encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def repertoire() -> set[int]:
    """All code points wanted, whether or not the source has them."""
    codes = {code for first, last in WHOLE for code in range(first, last + 1)}
    codes |= {code for code in range(0x20, 0x10000) if is_gbk(code)}
    return codes | {ord(char) for char in EXTENSION_A}


def make(source: Path, target: Path) -> str:
    """Subset one weight and return a line that says what came out."""
    options = subset.Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False  # head.modified stays the source's: repeatable bytes
    font = TTFont(source, recalcTimestamp=False)
    add_small(font)
    wanted = repertoire() & set(font.getBestCmap())
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.save(target)
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    return f"{target.name}: {len(wanted)} characters, {target.stat().st_size / 1e6:.1f} MB, sha256 {digest}"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    parser.add_argument(
        "--out", type=Path, default=OUT, help="folder to write to (default: the package data)"
    )
    args = parser.parse_args()
    missing = [name for name in (*SOURCES.values(), LICENCE) if not (args.package / name).is_file()]
    if missing:
        print(f"{args.package} is not the unpacked package: it lacks {', '.join(missing)}", file=sys.stderr)
        return 2
    for name, source in SOURCES.items():
        print(make(args.package / source, args.out / name))
    (args.out / "OFL.txt").write_text(
        (args.package / LICENCE).read_text("utf-8").replace("\r\n", "\n"), "utf-8"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
