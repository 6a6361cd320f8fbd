"""What is drawn: text inside the picture and apart, the same bytes every time, grey enough to print."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.charts import render_png, render_svg, to_vega
from tieout.charts.lines import spread
from tieout.charts.measure import text_width, wrap
from tieout.charts.style import DASHES, luminance, palette
from tieout.charts.ticks import day_scale, linear_scale, log_scale
from tieout.errors import RenderError, UsageError
from tieout.model import Axis, ChartSpec, Point, Series

from .geometry import problems, seen, size

NAMES = (
    st.text(st.sampled_from("甲乙丙丁 abcdefghGPT-4.0()（）：、%_/"), min_size=1, max_size=34)
    .map(str.strip)
    .filter(bool)
)
VALUES = st.decimals("-1000", "1000", places=2)


def rgb(colour):
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


# --- every shape --------------------------------------------------------------------------------


def test_no_text_is_cut_or_written_over(spec):
    assert problems(render_svg(spec)) == []


def test_every_label_and_number_is_in_the_picture_as_text(spec):
    drawn = "".join(s.text for s in seen(render_svg(spec))).replace(" ", "")
    series = spec.series
    for one in series:
        numbered = len(series) == 1 or one.subject or spec.kind == "bar"
        for p in one.points:
            assert p.label.replace(" ", "") in drawn
            if numbered and spec.kind in ("bar", "interval"):
                assert p.text.replace(" ", "") in drawn
    if len(series) > 1:
        assert all(one.name.replace(" ", "") in drawn for one in series)
    assert all(n.replace(" ", "") in drawn for n in (*spec.notes, spec.value.title, spec.base.title))


def test_the_same_chart_has_the_same_bytes(spec):
    assert render_svg(spec) == render_svg(spec)
    assert render_png(spec, 1) == render_png(spec, 1)


def test_the_picture_is_as_wide_as_the_column(spec):
    from PIL import Image

    width, height = size(render_svg(spec))
    assert width == 640 and 40 < height < 900
    assert Image.open(io.BytesIO(render_png(spec, 1.5))).size == (960, round(height * 1.5))


def test_one_label_speaks_for_the_picture(spec):
    root = ElementTree.fromstring(render_svg(spec))
    assert (root.get("role"), root.get("aria-label")) == ("img", spec.alt or spec.title)
    inside = [e for e in root.iter() if e is not root]
    assert not [e for e in inside if any(k.startswith("aria") or k in ("role", "style") for k in e.attrib)]
    assert {e.get("font-family") for e in inside if e.tag.endswith("}text")} == {"Noto Sans SC"}


def test_bytes_do_not_depend_on_the_process(specs):
    code = (
        "import sys, hashlib; from decimal import Decimal as D; from tieout.model import *; from tieout.charts import render_svg;"
        "s = ChartSpec('bar', '流量', (Series('v', (Point('甲', D(3), '3'), Point('乙', D(-1), '-1'))),));"
        "sys.stdout.write(hashlib.sha256(render_svg(s).encode()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1 and len(runs.pop()) == 64


# --- any content --------------------------------------------------------------------------------


@settings(max_examples=15)
@given(st.lists(st.tuples(NAMES, VALUES | st.none()), min_size=1, max_size=12), NAMES)
def test_bars_of_anything_fit(rows, title):
    points = tuple(Point(n, v, "——（未获取）" if v is None else f"{v}%") for n, v in rows)
    if all(p.y is None for p in points):
        return
    spec = ChartSpec("bar", title, (Series(title, points),), value=Axis(title))
    assert problems(render_svg(spec)) == []


@settings(max_examples=15)
@given(
    st.lists(NAMES, min_size=2, max_size=4, unique=True),
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.data(),
)
def test_grouped_bars_of_anything_fit(series, labels, data):
    made = tuple(Series(s, tuple(Point(x, v := data.draw(VALUES), f"{v}") for x in labels)) for s in series)
    assert problems(render_svg(ChartSpec("bar", "t", made))) == []


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(NAMES, VALUES, st.decimals("0", "50", places=1), NAMES),
        min_size=1,
        max_size=10,
        unique_by=lambda r: r[0],
    )
)
def test_intervals_of_anything_fit(rows):
    points = tuple(Point(n, v, text, lo=v - w, hi=v + w, group=n[-9:] * 2) for n, v, w, text in rows)
    spec = ChartSpec("interval", "t", (Series("s", points),), value=Axis("得分"))
    assert problems(render_svg(spec)) == []


@settings(max_examples=15)
@given(
    st.lists(st.tuples(NAMES, st.lists(VALUES, min_size=2, max_size=9)), min_size=1, max_size=5),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(1, 90),
)
def test_lines_of_anything_fit(runs, start, stride):
    series = tuple(
        Series(
            name,
            tuple(Point("", v, f"{v}", x=start + timedelta(days=stride * n)) for n, v in enumerate(values)),
        )
        for name, values in runs
    )
    assert problems(render_svg(ChartSpec("line", "t", series, value=Axis("收盘价")))) == []


@given(st.lists(st.tuples(st.floats(0, 230), st.sampled_from([16.0, 32.0])), min_size=1, max_size=7))
def test_labels_at_line_ends_stand_apart_and_in_order(labels):
    wanted, heights = [w for w, _ in labels], [h for _, h in labels]
    places = spread(wanted, heights, 0, 230)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    for a, b in itertools.pairwise(order):
        assert places[b] - places[a] >= heights[a] - 1e-9
    assert min(places) >= -1e-9 and places[order[-1]] + heights[order[-1]] <= 230 + 1e-9


def test_labels_that_have_room_stay_where_they_belong():
    assert spread([10, 50, 80], [16, 16, 16], 0, 100) == [10, 50, 80]


# --- what an author is told ---------------------------------------------------------------------


def test_a_character_without_a_glyph_is_an_error_that_names_it(specs):
    bad = specs["bar"].replace(
        series=(Series("v", (Point("한글", Decimal(1), "1"), Point("b", Decimal(2), "2"))),)
    )
    with pytest.raises(RenderError, match=r"U\+D55C") as caught:
        render_svg(bad)
    assert caught.value.missing == ["한", "글"]


def test_nothing_to_draw_is_an_error():
    with pytest.raises(RenderError, match="no value"):
        render_png(ChartSpec("bar", "空", (Series("v", (Point("a", None, "——"),)),)))


def test_a_bar_chart_of_five_series_is_refused(specs):
    five = tuple(Series(str(n), (Point("a", Decimal(n + 1), str(n)),)) for n in range(5))
    with pytest.raises(RenderError, match="4 series"):
        to_vega(ChartSpec("bar", "t", five))


def test_a_colour_that_is_none_is_refused(specs):
    with pytest.raises(UsageError, match="#rrggbb"):
        render_svg(specs["bar"], colour="navy")


def test_markup_in_a_name_stays_text():
    name = '<script>"&\' role="img" x'
    svg = render_svg(
        ChartSpec(
            "bar", "t", (Series("v", (Point(name, Decimal(1), "1"), Point("b", Decimal(2), "2"))),), alt=name
        )
    )
    assert ElementTree.fromstring(svg).get("aria-label") == name
    assert name.replace(" ", "") in "".join(s.text for s in seen(svg)).replace(" ", "")


# --- greyscale ----------------------------------------------------------------------------------


@pytest.mark.parametrize("house", ["#1f3a5f", "#c00000", "#ffcc00", "#00a651", "#000000"])
def test_fills_differ_in_lightness_and_lines_in_dash(house):
    fills = [luminance(rgb(c)) for c in palette(house).fills]
    assert fills[0] < 0.17 and all(b - a > 0.12 for a, b in itertools.pairwise(fills))
    looks = list(zip((luminance(rgb(c)) > 0.2 for c in palette(house).lines), DASHES, strict=True))
    assert len(set(looks)) == len(looks)


def test_a_house_colour_is_used(specs):
    assert "#7a1020" in render_svg(specs["bar"], colour="#7a1020")
    assert "#1f3a5f" not in render_svg(specs["bar"], colour="#7a1020")


# --- ticks and text -----------------------------------------------------------------------------


@given(st.tuples(VALUES, VALUES).filter(lambda t: t[0] != t[1]))
def test_linear_ticks_are_inside_even_and_readable(ends):
    low, high = sorted(ends)
    scale = linear_scale(low, high)
    values = [v for v, _ in scale.ticks]
    assert scale.low <= low <= high <= scale.high
    assert all(scale.low <= v <= scale.high for v in values) and 2 <= len(values) <= 6
    steps = {b - a for a, b in itertools.pairwise(values)}
    assert len(steps) == 1
    assert [Decimal(t) for _, t in scale.ticks] == values


@given(st.decimals("0.001", "1000000", places=3), st.decimals("1.01", "100000", places=2))
def test_log_ticks_are_inside_and_say_their_value(low, factor):
    scale = log_scale(low, low * factor)
    assert scale.ticks and all(scale.low <= v <= scale.high and Decimal(t) == v for v, t in scale.ticks)


def test_a_log_axis_has_no_place_for_zero():
    with pytest.raises(ValueError, match="no place for 0"):
        log_scale(Decimal(0), Decimal(5))


@pytest.mark.parametrize(
    ("language", "texts"),
    [("zh", ["1 万", "10 万", "100 万", "1000 万", "1 亿"]), ("en", ["10K", "100K", "1M", "10M", "100M"])],
)
def test_magnitudes_are_words(language, texts):
    scale = log_scale(Decimal(9000), Decimal(110000000), Axis(log=True, magnitudes=language))
    assert [t for _, t in scale.ticks] == texts


@given(st.lists(st.dates(date(1995, 1, 1), date(2035, 1, 1)), min_size=1, max_size=6))
def test_time_ticks_are_inside_and_few(days):
    scale = day_scale(days)
    assert all(scale.low <= v <= scale.high for v, _ in scale.ticks)
    assert len(scale.ticks) <= 13
    texts = [t for _, t in scale.ticks]
    assert len(set(texts)) == len(texts)


@given(NAMES, st.integers(40, 300))
def test_wrapping_loses_nothing_and_fits(text, width):
    lines = wrap(text, 12, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, 12) <= width for line in lines)


@pytest.mark.parametrize(("text", "bold"), [("AI 算力指数 +3.83%", False), ("腾讯云 A100-40G", True)])
def test_measured_widths_are_those_of_the_drawn_letters(text, bold):
    from PIL import ImageFont

    from tieout.fonts import font_path

    font = ImageFont.truetype(str(font_path("bold" if bold else "regular")), 120)
    assert text_width(text, 120, bold=bold) == pytest.approx(font.getlength(text), rel=0.02)
