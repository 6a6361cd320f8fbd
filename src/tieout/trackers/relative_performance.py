"""The performance box of the cover: returns of indexes over one, three and twelve months."""

from __future__ import annotations

from .base import Column, Tracker
from .performance_text import summary

TRACKER = Tracker(
    name="relative_performance",
    title_zh="行业相对表现",
    title_en="Relative performance",
    doc=(
        "Return of an index over 1, 3 and 12 calendar months to the issue date D: close of the last trading day "
        "not after D, over the close of the last trading day not after D minus the months, minus 1, in percent "
        "with one decimal."
    ),
    columns=(
        Column(
            "index_name",
            ("表现", "指数", "指数名称", "名称"),
            ("Index", "Performance", "Name"),
            key=True,
            nullable=False,
        ),
        Column(
            "ret_1m_pct",
            ("1M", "1个月", "近1月", "一个月"),
            ("1M", "1 month", "1-month"),
            kind="decimal",
            unit="%",
            decimals=1,
            move=True,
        ),
        Column(
            "ret_3m_pct",
            ("3M", "3个月", "近3月", "三个月"),
            ("3M", "3 months", "3-month"),
            kind="decimal",
            unit="%",
            decimals=1,
            move=True,
        ),
        Column(
            "ret_12m_pct",
            ("12M", "12个月", "近12月", "十二个月", "1Y"),
            ("12M", "12 months", "12-month", "1Y"),
            kind="decimal",
            unit="%",
            decimals=1,
            move=True,
        ),
    ),
    captions_zh=("行业相对表现（%）", "行业相对表现"),
    captions_en=("Relative performance (%)", "Relative performance"),
    sentences={"summary": summary},
    rules=("TIE306", "TIE506"),
    main="ret_12m_pct",
)
