"""Rental prices of GPU machines by configuration and cloud."""

from __future__ import annotations

from .base import RECHECKED_ON, Column, Tracker
from .rental_text import summary

TRACKER = Tracker(
    name="compute_rental",
    title_zh="算力租赁价格",
    title_en="GPU rental prices",
    doc=(
        "List prices of renting one GPU machine for an hour, by GPU configuration and platform. "
        "List prices are sticky: the same price for months is not an error. A null price means the "
        "machine was not on offer, sold out (tight), withdrawn, or not collected: four different things."
    ),
    columns=(
        Column(
            "gpu",
            ("显卡配置", "显卡", "GPU型号", "GPU配置"),
            ("GPU", "GPU configuration", "GPU model"),
            key=True,
            nullable=False,
            merged=True,
        ),
        Column(
            "cpu_cores",
            ("CPU", "CPU核数", "核数", "vCPU"),
            ("CPU cores", "CPU", "vCPU", "Cores"),
            kind="integer",
            unit="核",
        ),
        Column(
            "memory_gb",
            ("内存", "内存(GB)", "内存容量"),
            ("Memory (GB)", "Memory", "RAM"),
            kind="decimal",
            unit="GB",
        ),
        Column(
            "disk", ("磁盘大小 (G)", "磁盘", "磁盘大小", "硬盘", "存储"), ("Disk", "Disk (GB)", "Storage")
        ),
        Column(
            "platform",
            ("平台名称", "平台", "云厂商", "服务商"),
            ("Platform", "Provider", "Cloud"),
            key=True,
            nullable=False,
        ),
        Column(
            "price_per_hour",
            ("价格 (每小时)", "价格", "每小时价格", "租赁价格", "时租价格", "单价"),
            ("Price per hour", "Price", "Hourly price", "Price (CNY/hour)"),
            kind="decimal",
            unit="CNY/hour",
            decimals=2,
            jump=50,
        ),
        Column(
            "price_wow_pct",
            ("价格环比上周", "价格环比", "环比上周", "环比"),
            ("Price WoW", "WoW", "Week on week", "Price change WoW"),
            kind="percent",
            unit="%",
            decimals=2,
            change_of="price_per_hour",
        ),
        Column("availability", ("供应状态", "状态"), ("Availability", "Status"), printed=False),
        RECHECKED_ON,
    ),
    period="day",
    captions_zh=("本周算力租赁情况", "算力租赁价格"),
    captions_en=("GPU rental prices this week", "GPU rental"),
    sentences={"summary": summary},
    sticky=("price_per_hour",),
    rules=("TIE306", "TIE503", "TIE504", "TIE505"),
    main="price_per_hour",
    missing_main_means="not_collected",
)
