"""Whatever the text, every run of digits is in exactly one place."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.quantity import scan

PIECES = st.sampled_from(
    [
        "1",
        "12",
        "2024",
        "3.5",
        "1,234",
        "0.5",
        "00",
        "007",
        "年",
        "月",
        "日",
        "第",
        "前",
        "三",
        "两",
        "十",
        "万",
        "亿",
        "元",
        "美元",
        "%",
        "％",
        "－",
        "-",
        "—",
        "–",
        "~",
        "至",
        "到",
        "/",
        ".",
        "。",
        "，",
        ",",
        "(",
        ")",
        "（",
        "）",
        ":",
        "：",
        "$",
        "¥",
        "US$",
        "Rs.",
        "约",
        "超",
        "多",
        "余",
        "以上",
        "倍",
        "个百分点",
        "GPT-",
        "Q",
        "H",
        "FY",
        "v",
        "A100",
        "AI",
        "to",
        "and",
        "between",
        "跌",
        "升",
        "rose",
        "\t",
        "\n",
        "|",
        "#",
        "图表",
        "。",
        "[",
        "]",
        "^",
        "@",
        "a@b.cn",
        "www.",
        "月3日",
        "10:",
        "30",
        "GiB",
        "M",
        "bn",
        "million",
        "per",
        "1月",
        "２",
        "３．５",
        "٣",
        "𝟙",
        "²",
        "½",
        "分之",
        "成",
        "半",
        "half",
        "a",
        "fifth",
        "three",
        "7x24",
        "+",
        "'",
    ]
)


def check(text: str, **options: object) -> None:
    found = scan(text, **options)  # type: ignore[arg-type]
    spans = sorted(
        [(q.start, q.end, q.text) for q in found.quantities]
        + [(s.start, s.end, s.text) for s in found.skipped]
    )
    for start, end, quote in spans:
        assert text[start:end] == quote
        assert start < end
    for (_, end, _), (start, _, _) in pairwise(spans):
        assert end <= start
    for run in re.finditer(r"\d+", text):
        holders = [span for span in spans if span[0] <= run.start() and run.end() <= span[1]]
        assert len(holders) == 1, (run, spans)
    assert [q.start for q in found.quantities] == sorted(q.start for q in found.quantities)
    assert [s.start for s in found.skipped] == sorted(s.start for s in found.skipped)


@settings(max_examples=600)
@given(st.lists(PIECES, max_size=24).map("".join), st.booleans())
def test_every_run_of_digits_is_in_one_place(text: str, headings: bool) -> None:
    check(text, headings=headings)


@settings(max_examples=300)
@given(
    st.lists(PIECES, max_size=16).map(" ".join),
    st.lists(st.text("ABab12-. 新", min_size=1, max_size=6), max_size=3),
)
def test_with_names(text: str, names: list[str]) -> None:
    check(text, names=names)


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_any_unicode(text: str) -> None:
    check(text)
