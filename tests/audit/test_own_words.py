"""What our own sentences say is no finding: each once was read as something else."""

from __future__ import annotations

GRID = """图表 1：多模态测评

测评集	A-1 模型	B-2 模型
MMMU	54.6	69.2
MathVista	67.2	51.9
MMStar	65.4	60.0

资料来源：某某证券研究
"""


def codes(result):
    return [f.code for f in result.findings if f.severity != "low"]


def test_how_many_rows_somebody_trails_on_is_no_distance(check, weekly):
    text = weekly.replace(
        "3、风险提示\n\n1)",
        f"A-1 模型在 3 项测评中领先 2 项，落后 1 项（MMMU）。\n\n{GRID}\n\n3、风险提示\n\n1)",
        1,
    )
    assert text != weekly
    assert codes(check(text)) == codes(check(weekly))


def test_a_number_of_rounds_is_no_sum_of_what_is_listed_behind_it(check):
    text = (
        "This issue records 3 AI funding rounds; closed: Alpha (USD 105.5 million) and "
        "Beta (USD 20 million); planned only: Gamma (USD 500 billion)."
    )
    assert codes(check(text)) == []


def test_the_same_words_of_several_indexes_are_matched_in_their_order(check, weekly):
    review = (
        "甲指数单日最大涨幅为 3.83%，单日最大跌幅为 -0.90%；乙指数单日最大涨幅为 1.11%，单日最大跌幅为 -0.91%；"
        "丙指数单日最大涨幅为 1.02%，单日最大跌幅为 -1.00%。"
    )

    def issue(cover):
        text = weekly.replace("投资建议\n\n建议关注", f"行情\n\n{cover}\n\n投资建议\n\n建议关注", 1)
        return text.replace("3、风险提示\n\n1)", f"{review}\n\n3、风险提示\n\n1)", 1)

    assert "TIE403" not in codes(check(issue(review)))
    wrong = [f for f in check(issue(review.replace("-0.91%", "-0.19%"))).findings if f.code == "TIE403"]
    assert [f.quote.split("为")[-1].strip() for f in wrong] == ["-0.19%"]
