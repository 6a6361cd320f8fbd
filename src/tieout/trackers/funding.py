"""Funding rounds of AI companies."""

from __future__ import annotations

from .base import Column, Tracker
from .funding_text import summary
from .sense import amounts

TRACKER = Tracker(
    name="funding",
    title_zh="AI 融资动态",
    title_en="AI funding rounds",
    doc=(
        "Rounds of the week: company, business, lead investors, round, amount, total raised and valuation as "
        "money with its currency and its vagueness (``数亿元`` is an interval). Amounts of different currencies "
        "are ranked only with a dated rate, or when the answer holds for every plausible rate."
    ),
    columns=(
        Column(
            "company",
            ("应用", "公司", "企业", "公司名称", "项目"),
            ("Company", "Application", "Startup"),
            key=True,
            nullable=False,
        ),
        Column("business", ("应用类型", "业务", "主营业务", "领域", "赛道"), ("Business", "Type", "Sector")),
        Column(
            "lead_investors",
            ("领投方", "领投机构", "投资方", "投资机构"),
            ("Lead investors", "Lead", "Investors"),
            kind="list",
            beside=r"^由(?=.{2,}领投)|(?:联合|共同|独家)?领投(?:方)?$",
        ),
        Column("round", ("融资轮", "轮次", "融资轮次"), ("Round", "Series", "Stage")),
        Column(
            "amount", ("融资额", "融资金额", "金额"), ("Amount", "Amount raised", "Round size"), kind="money"
        ),
        Column(
            "total_raised",
            ("目前累计融资额", "累计融资额", "累计融资"),
            ("Total raised", "Total funding"),
            kind="money",
        ),
        Column(
            "valuation", ("目前估值", "估值", "投后估值"), ("Valuation", "Post-money valuation"), kind="money"
        ),
        Column("announced", ("披露日期", "公布日期"), ("Announced", "Date"), kind="date", printed=False),
        Column(
            "status",
            ("状态",),
            ("Status",),
            values=("closed", "planned", "rumoured"),
            words={
                "closed": ("已完成", "Closed", "完成", "completed"),
                "planned": ("计划", "Planned", "计划中", "拟"),
                "rumoured": ("传闻", "Rumoured", "rumored", "据传"),
            },
            printed=False,
        ),
    ),
    captions_zh=("本周 AI 初创公司的融资动态", "融资动态"),
    captions_en=("AI startup funding this week",),
    sentences={"summary": summary},
    sense=amounts,
    rules=("TIE305", "TIE306", "TIE414"),
    main="amount",
    missing_main_means="undisclosed",
)
