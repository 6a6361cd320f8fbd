"""The shipped fonts hold what Chinese reports are written with, and pages get small repeatable cuts."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout import fonts
from tieout.errors import RenderError


def gbk() -> str:
    """Every character GBK can encode, control characters aside."""
    found = []
    for code in range(0x20, 0x10000):
        try:
            chr(code).encode("gbk")
        except UnicodeEncodeError:
            continue
        found.append(chr(code))
    return "".join(found)


def opened(weight: fonts.Weight) -> TTFont:
    return TTFont(BytesIO(fonts.font_path(weight).read_bytes()))


def test_gbk_is_covered():
    # U+2252 is the one character of GBK that Noto Sans SC itself lacks.
    assert fonts.missing_glyphs(gbk()) == ["≒"]


@pytest.mark.parametrize(
    "text",
    ["−－–—…“”‘’", "①②⑩⑳⑴⒈", "■●□▲▼◆△★", "↑↓→←↗↘", "±×÷≈≤≥≠√∞", "¥￥€£$¢", "αβγΔσ", "Привет", "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉",
     "№℃™®©", "「」『』【】〈〉《》", "ＡＢＣ１２３％", "┌─┬┐│└", "㎡㎏㈱", "éüñß", "堃玥喆镕䶮", "龍門銀號"],
)  # fmt: skip
def test_symbols_are_covered(text):
    assert fonts.missing_glyphs(text) == []


def test_both_weights_hold_the_same_characters_and_are_static():
    regular, bold = opened("regular"), opened("bold")
    assert set(regular.getBestCmap()) == set(bold.getBestCmap())
    for font in (regular, bold):
        assert "fvar" not in font
        assert font["name"].getDebugName(1) == fonts.FAMILY
        assert {"GSUB", "GPOS"} <= set(font.keys())


def test_digits_are_of_one_width():
    """Columns of figures line up without an OpenType feature."""
    font = opened("regular")
    cmap, widths = font.getBestCmap(), font["hmtx"]
    assert len({widths[cmap[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_licence_ships_with_the_fonts():
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts.font_dir() / "OFL.txt").read_text("utf-8")


def test_missing_are_named_once_in_order():
    assert fonts.missing_glyphs("甲😀乙한😀\n\t\u200b\ufeff") == ["😀", "한"]


def test_unknown_weight():
    with pytest.raises(ValueError, match="regular, bold"):
        fonts.font_path("black")


def test_subset_refuses_what_it_cannot_draw():
    with pytest.raises(RenderError) as caught:
        fonts.subset_woff2("bold", "好😀")
    assert caught.value.missing == ["😀"]
    assert "U+1F600" in str(caught.value)


@settings(max_examples=8)
@given(st.text(st.sampled_from("算力租赁周报访问量环比估值0123456789.%−（）"), max_size=40))
def test_subset_holds_exactly_its_text(text):
    cut = TTFont(BytesIO(fonts.subset_woff2("regular", text)))
    assert set(cut.getBestCmap()) == {ord(char) for char in text} | {0x20}


def test_subset_bytes_do_not_depend_on_order():
    fonts.subset_woff2.cache_clear()
    first = fonts.subset_woff2("bold", "估值 1.20%")
    fonts.subset_woff2.cache_clear()
    assert fonts.subset_woff2("bold", "%02.1 值估估") == first
