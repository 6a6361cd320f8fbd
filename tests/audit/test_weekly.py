"""A weekly against its own tables: clean as it is, and every changed figure caught."""

from __future__ import annotations

import pytest

HIGH = "high"


def test_clean_weekly_has_no_finding(check, weekly):
    result = check(weekly)
    assert [(f.code, f.message) for f in result.findings] == []
    assert result.summary["contradicted"] == 0
    assert result.summary["supported"] >= 20


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("乙云 16 核+96G 价格为 28.64", "乙云 16 核+96G 价格为 28.46", "TIE101"),
        ("乙云 16 核+96G 价格", "乙云 18 核+96G 价格", "TIE101"),
        ("丙云 12 核+94GiB", "丙云 12 核+49GiB", "TIE101"),
        ("Bing（412.7M）", "Bing（421.7M）", "TIE102"),
        ("Discord（00:12:08）", "Discord（00:12:80）", "TIE308"),
        ("Discord（00:12:08）", "Discord（00:12:18）", "TIE102"),
        ("QuillBot（5.60%）", "QuillBot（5.06%）", "TIE102"),
        ("ChatGPT（882.9M）、Bing（412.7M）", "Bing（412.7M）、ChatGPT（882.9M）", "TIE103"),
        ("Canva（166.7M），", "Discord（131.9M），", "TIE103"),
        ("28.64/元	0.00%", "28.64/元	2.00%", "TIE104"),
        ("科大讯飞（002230.SZ）", "科大讯飞（688668.SH）", "TIE105"),
        ("126.70", "162.70", "TIE301"),
        ("鼎通科技（688668.SH）。", "金桥信息（603918.SH）。", "TIE404"),
    ],
)
def test_changed_figure_is_found(check, weekly, old, new, code):
    assert old in weekly
    # The last place: in the body where the sentence stands in both, so that cover and body differ as well.
    at = weekly.rindex(old)
    changed = weekly[:at] + new + weekly[at + len(old) :]
    assert code in [f.code for f in check(changed).findings]


def test_cover_against_body(check, weekly):
    text = weekly.replace(
        "投资建议\n\n建议关注",
        "AI 应用：销售增长\n\n据介绍，新产品首周销售约 350 台，客户反馈良好。\n\n投资建议\n\n建议关注",
        1,
    )
    text = text.replace(
        "3、风险提示\n\n1)", "据介绍，新产品首周销售约 530 台，客户反馈良好。\n\n3、风险提示\n\n1)", 1
    )
    found = [f for f in check(text).findings if f.code == "TIE403"]
    assert len(found) == 1 and "350" in found[0].quote


def test_only_the_wrong_member_is_contradicted(check, weekly):
    result = check(
        weekly.replace("Bing（412.7M）和", "Bing（421.7M）和").replace("Bing（412.7M）", "Bing（421.7M）")
    )
    wrong = [c for c in result.claims if c.verdict == "contradicted"]
    assert [c.subject for c in wrong] == ["Bing"]
    assert wrong[0].evidence[0].kind == "cell" and wrong[0].evidence[0].value == 412700000


def test_evidence_points_at_the_cell(check, weekly):
    result = check(weekly)
    claim = next(c for c in result.claims if c.quote == "QuillBot（5.60%）")
    cell = claim.evidence[0]
    assert (cell.kind, cell.row, cell.column) == ("cell", 4, "访问量环比")
    assert result.report.text[cell.start : cell.end] == "5.60%"


def test_every_quote_is_the_text_at_its_span(check, weekly):
    result = check(weekly)
    text = result.report.text
    for item in (
        *result.as_json()["numbers"],
        *result.as_json()["skipped"],
        *result.as_json()["claims"],
        *result.as_json()["findings"],
    ):
        assert item["quote"] == text[item["start"] : item["end"]]
