"""Weekly visits and time on site of AI sites."""

from __future__ import annotations

from .base import Column, Tracker
from .traffic_text import summary

TRACKER = Tracker(
    name="site_traffic",
    title_zh="AI 相关网站流量",
    title_en="AI site traffic",
    doc=(
        "Average weekly visits (millions) and average visit duration of AI sites, with the source's own "
        "week-on-week changes. The period is the window of days the source measured; windows of different "
        "length are never compared."
    ),
    columns=(
        Column(
            "app",
            ("应用", "应用名称", "网站", "产品"),
            ("App", "Application", "Site", "Product"),
            key=True,
            nullable=False,
        ),
        Column("app_type", ("应用类型", "类型", "类别"), ("Type", "App type", "Category")),
        Column("owner", ("归属公司", "所属公司", "公司"), ("Owner", "Company", "Parent company")),
        Column(
            "weekly_visits_m",
            ("周平均访问量 (M)", "周平均访问量", "周访问量", "访问量"),
            ("Weekly visits (M)", "Weekly visits", "Average weekly visits", "Visits"),
            kind="decimal",
            unit="M",
            jump=60,
        ),
        Column(
            "visits_wow_pct",
            ("访问量环比", "访问量周环比", "访问环比"),
            ("Visits WoW", "Visits change WoW", "Change in visits"),
            kind="percent",
            unit="%",
            decimals=2,
            change_of="weekly_visits_m",
        ),
        Column(
            "avg_duration_s",
            ("平均停留时长", "平均访问时长", "停留时长"),
            ("Average duration", "Avg. visit duration", "Time on site"),
            kind="duration",
            unit="s",
            jump=60,
        ),
        Column(
            "duration_wow_pct",
            ("时长环比", "停留时长环比", "平均停留时长环比"),
            ("Duration WoW", "Duration change WoW", "Change in duration"),
            kind="percent",
            unit="%",
            decimals=2,
            change_of="avg_duration_s",
        ),
    ),
    period="window",
    captions_zh=("{period} AI 相关网站流量",),
    captions_en=("AI site traffic, {period}",),
    sentences={"summary": summary},
    rules=("TIE306", "TIE308", "TIE412", "TIE503", "TIE505"),
    main="weekly_visits_m",
)
