"""Places said loosely, places among organizations, ranks on several boards, and first times."""

from __future__ import annotations

import pytest

HEAD = "Rank* (UB)\tDelta\tModel\tArena Score\t95% CI\tVotes\tOrganization\tLicense\tKnowledge Cutoff\n"


def board(figure: int, title: str, rows: list[tuple[int, str, int, str]]) -> str:
    lines = "".join(
        f"{rank}\t0\t{model}\t{score}\t+4/-4\t9000\t{firm}\tProprietary\tUnknown\n"
        for rank, model, score, firm in rows
    )
    return f"图表 {figure}：{title}\n\n{HEAD}{lines}\n资料来源：lmarena\n\n"


OVERALL = board(1, "总榜", [
    (1, "Alpha-Max-01", 1339, "North"), (1, "Alpha-Pro-01", 1335, "North"), (3, "Beta-Max-02", 1305, "East Lab"),
    (5, "Gamma-Pro-03", 1291, "West"), (5, "Delta-Mini-04", 1287, "South"), (8, "Beta-Mini-02", 1270, "East Lab"),
])  # fmt: skip
CHINESE = board(2, "中文能力", [
    (1, "Alpha-Max-01", 1400, "North"), (2, "Delta-Mini-04", 1373, "South"), (2, "Gamma-Pro-03", 1370, "West"),
])  # fmt: skip
MATH = board(3, "数学能力", [
    (1, "Alpha-Max-01", 1380, "North"), (2, "Beta-Max-02", 1353, "East Lab"), (6, "Delta-Mini-04", 1301, "South"),
])  # fmt: skip


def said(result):
    return {c.quote: c.verdict for c in result.claims if c.kind in ("order", "extreme")}


@pytest.mark.parametrize(
    ("line", "quote", "verdict"),
    [
        ("Delta-Mini-04 在全球大模型企业排行第 3。", "Delta-Mini-04 在全球大模型企业排行第 3", "supported"),
        (
            "Delta-Mini-04 在全球大模型企业排行第 6。",
            "Delta-Mini-04 在全球大模型企业排行第 6",
            "contradicted",
        ),
        ("Delta-Mini-04: 进击全球前3大模型企业。", "进击全球前3大模型企业", "supported"),
        ("Delta-Mini-04: 进击全球前2大模型企业。", "进击全球前2大模型企业", "contradicted"),
        ("Delta-Mini-04 的公司仅次于 North、East Lab。", "仅次于 North、East Lab", "supported"),
        ("Delta-Mini-04 的公司仅次于 North、West。", "仅次于 North、West", "unchecked"),
        ("Delta-Mini-04 的公司打平 West。", "打平 West", "supported"),
        ("Delta-Mini-04 在国内大模型企业排行第 1。", "", ""),  # who is domestic no column says
    ],
)
def test_places_among_organizations(check, line, quote, verdict):
    found = said(check(f"{line}\n\n{OVERALL}"))
    assert (found.get(quote, "") == verdict) if quote else "contradicted" not in found.values()


def test_evidence_is_the_rank_cells_of_the_organizations(check):
    claim = next(
        c for c in check(f"Delta-Mini-04 在全球大模型企业排行第 3。\n\n{OVERALL}").claims if c.kind == "order"
    )
    assert {(e.column, str(e.value)) for e in claim.evidence} == {("Rank* (UB)", v) for v in ("1", "3", "5")}


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("中文能力上，Delta-Mini-04 名列前茅。", "supported"),
        ("数学能力上，Delta-Mini-04 名列前茅。", "unchecked"),
        ("Delta-Mini-04 各项能力都排在前头。", "unchecked"),  # sixth in mathematics
        ("Alpha-Max-01 在各分榜均名列前茅。", "supported"),
    ],
)
def test_loose_places(check, line, verdict):
    assert verdict in said(check(f"{line}\n\n{OVERALL}{CHINESE}{MATH}")).values()


def test_a_rank_on_two_boards_holds_on_both(check):
    line = "在中文和数学分榜，Delta-Mini-04 都排第 {}。\n\n"
    right = MATH.replace("6\t0\tDelta", "2\t0\tDelta")
    claims = [c for c in check(line.format(2) + OVERALL + CHINESE + right).claims if c.kind == "order"]
    assert [c.verdict for c in claims] == ["supported"] and len({e.table for e in claims[0].evidence}) == 2
    wrong = check(line.format(2) + OVERALL + CHINESE + MATH)
    assert [f.code for f in wrong.findings if f.severity == "high"] == ["TIE106"]


def test_a_first_time_is_apart_from_the_comparison(check):
    found = said(check(f"在总榜上，Gamma-Pro-03 首次超越 Delta-Mini-04。\n\n{OVERALL}"))
    assert found == {
        "Gamma-Pro-03 首次超越 Delta-Mini-04": "unchecked",
        "超越 Delta-Mini-04": "supported",
    }


def test_the_end_of_a_quarter(check_line):
    found = check_line("甲公司 Q3 业绩超预期，在截至 9 月 30 日的季度中，营收录得 75.9 亿元。")
    assert ("截至 9 月 30 日的季度", "supported") in [(c.quote, c.verdict) for c in found.claims]
    other = check_line("甲公司 Q3 业绩超预期，在截至 6 月 30 日的季度中，营收录得 75.9 亿元。")
    assert all(c.verdict == "unchecked" for c in other.claims)  # a fiscal quarter may end there


FUNDING = (
    "图表 1：本周 AI 初创公司的融资动态\n\n应用\t应用类型\t领投方\t融资轮\t融资额\t目前累计融资额\t目前估值\n"
    "北极星\tAI 基础设施\t甲资本\tA 轮\t20 亿美元\t—\t—\n天狼\tAI 硬件\t乙资本\tB 轮\t{}\t—\t—\n"
    "织女\tAI 软件\t丙资本\tA 轮\t3 亿元\t—\t—\n\n资料来源：甲\n\n"
)


def test_a_row_named_at_the_end_of_the_sentence(check):
    line = "各方宣布共同投资 {} 亿美元建设数据中心，该项目名为“北极星”。\n\n"
    table = FUNDING.format("1.2 亿美元")
    assert [c.verdict for c in check(line.format(20) + table).claims if c.kind == "value"] == ["supported"]
    assert [f.code for f in check(line.format(50) + table).findings if f.severity == "high"] == ["TIE101"]


@pytest.mark.parametrize(
    ("amount", "verdict"),
    [("1.2 亿美元", "supported"), ("数亿元", "unchecked"), ("0.45 亿美元", "unchecked")],
)
def test_leaders_in_several_currencies(check, amount, verdict):
    line = "本期融资中，北极星/天狼 融资额位居前二。\n\n"
    assert [c.verdict for c in check(line + FUNDING.format(amount)).claims if c.kind == "topk"] == [verdict]
