"""Statements held to another place of the text: a headline to its body, weekdays of a list to its year."""

from __future__ import annotations

import pytest

import tieout


def _findings(tmp_path, text: str) -> list[tuple[str, str]]:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    found = tieout.audit(tieout.read(path)).findings
    return [(f.code, f.message) for f in found if f.severity in ("high", "medium") and f.code[:4] != "TIE6"]


_NEWS = """某某科技前三季度净利同比增长{head}

某某科技10月20日晚间披露三季报。前三季度，公司实现营业收入61.20亿元，同比增长22.35%；归母净利润8.43亿元，同比增长31.47%。第三季度单季，公司实现营业收入22.10亿元，同比增长19.08%；归母净利润3.02亿元，同比增长24.16%。
"""


def test_a_headline_agrees_with_its_body(tmp_path):
    assert _findings(tmp_path, _NEWS.format(head="31.47%")) == []


def test_a_headline_with_digits_turned_is_told(tmp_path):
    found = _findings(tmp_path, _NEWS.format(head="37.41%"))
    assert [code for code, _ in found] == ["TIE209"]
    assert "标题为 37.41%" in found[0][1]


@pytest.mark.parametrize("head", ["24.16%", "三成"])
def test_a_headline_of_the_quarter_or_in_words_is_passed_over(tmp_path, head):
    assert _findings(tmp_path, _NEWS.format(head=head)) == []


_WEEK = """【下周日程】
6月9日（周一）：公布5月CPI；
6月10日（{day}）：公布进出口数据；
6月11日（周三）：央行公布金融数据；
6月12日（周四）：新股申购。
以上日期均为2025年。
"""


def test_weekdays_of_a_list_fit_its_year(tmp_path):
    assert _findings(tmp_path, _WEEK.format(day="周二")) == []


def test_the_odd_weekday_of_a_list_is_told(tmp_path):
    found = _findings(tmp_path, _WEEK.format(day="周三"))
    assert len(found) == 1
    assert "2025-06-10 是周二" in found[0][1]


def test_without_a_year_the_others_have_to_settle_it(tmp_path):
    week = _WEEK.format(day="周三").replace("以上日期均为2025年。", "")
    assert len(_findings(tmp_path, week)) == 1
    assert _findings(tmp_path, "\n".join(week.splitlines()[:-1]).replace("6月9日（周一）", "6月9日")) == []
