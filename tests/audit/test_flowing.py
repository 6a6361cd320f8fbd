"""Text saved at a fixed width is read as the sentences it was, and captions as captions."""

from __future__ import annotations

import pytest

from tieout.audit.flowing import Width, flowing, width_of
from tieout.audit.prose import passages
from tieout.model.report import Block, Report

WRAPPED = """本周板块震荡上行，指数全周上涨 2.31%，跑赢大盘 1.05 个
百分点。分行业看，半导体上涨 3.40%，消费电子上涨 1.20%，
面板下跌 0.66%。成交方面，日均成交额 1510 亿元，较上周增
加 120 亿元，其中周四单日达 1875 亿元，为全周最高，也是
近两个月以来首次站上 1800 亿元；周五缩量至 1429 亿
元，仍高于周一。"""


def _passages(text: str) -> list[str]:
    found = passages(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    return [s.text for p in found for s in p.sentences]


def test_sentences_run_over_the_breaks_of_a_fixed_width() -> None:
    said = _passages(WRAPPED)
    assert len(said) == 3
    assert "跑赢大盘 1.05  个百分点。" in said[0]
    assert "面板下跌 0.66%。" in said[1]
    assert "增加 120 亿元" in said[2]


def test_positions_stay_those_of_the_report() -> None:
    width = width_of(WRAPPED.split("\n"))
    assert width is not None
    assert len(flowing(WRAPPED, width)) == len(WRAPPED)
    assert flowing(WRAPPED, width).index("1875") == WRAPPED.index("1875")


def test_a_month_keeps_its_number() -> None:
    assert flowing("环比 7 月分\n别增加 2 起", Width(8, len)) == "环比 7 月 分别增加 2 起"
    assert flowing("收入 0.65 亿\n元，同比", Width(8, len)) == "收入 0.65  亿元，同比"


def test_lines_that_end_with_their_sense_stay_lines() -> None:
    text = "本周要点\n指数上涨 2.31%\n成交额 1510 亿元\n半导体上涨 3.40%，领涨各行业\n面板下跌 0.66%"
    assert width_of(text.split("\n")) is None
    assert len(_passages(text)) == 5


def test_items_of_a_list_are_no_broken_lines() -> None:
    assert "\n" in flowing("- revenue rose by twelve percent\n- costs fell", Width(30, len))


def _role(text: str) -> str:
    return passages(Report(text, blocks=(Block("paragraph", 0, len(text)),)))[0].role


def test_captions_with_chinese_numbers_and_sources_in_traditional_characters() -> None:
    assert _role("表二 全球智能手機出貨(百萬部)") == "caption"
    assert _role("圖一:覆蓋公司一周股價變動") == "caption"
    assert _role("資料來源:彭博、本行") == "source"


def test_a_sentence_that_begins_with_a_figure_is_prose() -> None:
    assert _role("图表 5 列出 8 月国内应用月活前八。豆包环比增长 12.3%，居首。") == "paragraph"
    assert _role("Table 2 shows that sales rose 3.1%.") == "paragraph"
    assert _role("Table 2. Sales by region ($ billion)") == "caption"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("The utilisation rate slipped from 84.1% to 81.7%, a fall of\n2.4%, and orders fell.", True),
        ("Orders at the year end covered more than half of our 2026 revenue\nforecast.", True),
        ("Revenue rose 4% in the quarter to a record for the group.\nMargins fell.", False),
        ("Our four ideas for the rest of the year\nPalisade, Micronet, Sable", False),
        ("Results due\nof which three", False),
        ("They are listed here in the order of\n- size and of\n- growth", False),
    ],
)
def test_an_english_line_that_ends_in_its_sentence_reads_on(text: str, joined: bool) -> None:
    assert ("\n" not in flowing(text, None)) is joined
    assert len(flowing(text, None)) == len(text)
