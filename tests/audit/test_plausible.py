"""A result far from what is stated tells of a wrong reading; a slip of a digit, a row or a unit stays a finding."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text


def high(text: str) -> list[str]:
    return [f.code for f in audit(read_text(text)).findings if f.severity == "high"]


@pytest.mark.parametrize(
    "text",
    [
        # Exact figures of other things stand near, and the formula over them gives nonsense.
        "Borrowings more than doubled to $381 million from 160 in the prior period.",
        "The quarterly dividend of 10.5 cents per share after the stock split is a 10.5 percent increase from the "
        "19 cents per share before the split.",
        "They raised their stake to 653,600 shares, or 10.9 percent of the total outstanding from 585,600 shares.",
        "The firm was valued at $3.1 million, consisting of $38.50 a share in cash and stock worth $8.",
    ],
)
def test_nonsense_is_no_finding(text: str) -> None:
    assert high(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Revenue rose 17.0% to $5746.0 million from $491.1 million a year earlier.",  # ten times too much
        "公司净息差为1.62%，较上年同期的1.78%下降0.16%。",  # points called percent
        "Revenue rose 71.0% to $574.6 million from $491.1 million a year earlier.",
    ],
)
def test_slips_stay_findings(text: str) -> None:
    assert high(text)


def test_one_wrong_digit_of_several_is_a_mistake_however_far(check_line):
    text = "甲公司销量52.4万辆，乙公司12.0万辆，丙公司40.2万辆，三家合计{}万辆。"
    assert [f.code for f in check_line(text.format("904.6")).findings] == ["TIE203"]
    assert check_line(text.format("104.6")).findings == ()
    assert check_line(text.format("768.3")).findings == ()  # other figures altogether


@pytest.mark.parametrize(
    "text",
    [
        # The whole is named further up; the figure beside it is the part of another.
        "前8个月全市进出口总值412.6亿元，其中出口268.3亿元。对甲国进出口61.8亿元，增长9.1%，占全市外贸的15.0%；对乙国48.8亿元，增长4.9%，占11.8%。",
        "剩余履约义务18.3亿元，其中年内确认11.2亿元，占61.2%。期间公司实现收入4.36亿元。云服务收入1.62亿元、同比+38.5%，占比37.2%。",
        "全月批发150.1万辆，其中甲类95.7万辆、乙类39.9万辆、丙类14.5万辆，占比分别为63.8%、26.6%、9.7%。",
        "$11.50 in cash and 0.2 of a share for each share, a 31% premium.",
    ],
)
def test_an_unrelated_figure_is_a_wrong_reading(text: str) -> None:
    assert high(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "恒指收18849点，跌622点，跌幅0.64%，全日成交1019亿元。",  # 122 with one digit mistyped, without a sign
        "公司收入2990.6亿元，其中服务收入728.9亿元，占总收入的34.4%。",  # one digit
        "合同金额19,521万元，约占公司上年营业收入523,617.40万元的18.79%。",  # one phrase holds both operands
        "本周甲指数下跌3.77%，乙指数下跌5.05%，跑输甲指数8.82个百分点。",  # added in place of subtracted
        "The price fell from $4.00 to $2.50, a decrease of 60.0%.",  # of the wrong base
        "Of 204 firms, 53 (62.0%) replied.",  # digits changed about
        "Seat miles rose 27 percent in the five months to 9.17 billion from 5.33 billion.",
    ],
)
def test_every_story_of_a_mistake_stays_a_finding(text: str) -> None:
    assert high(text), text
