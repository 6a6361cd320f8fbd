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
