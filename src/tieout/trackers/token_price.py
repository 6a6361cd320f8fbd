"""Prices of model tokens and of devices that run models."""

from __future__ import annotations

from .base import RECHECKED_ON, Column, Tracker
from .sense import cached_prices
from .token_text import summary

TRACKER = Tracker(
    name="token_price",
    title_zh="大模型 Token 价格",
    title_en="Token prices",
    doc=(
        "List price of a model at a provider, by item (input, output, cached_input ...) and unit "
        "(per_1m_tokens, per_device_year ...), in the currency printed, with the date it takes effect. A price "
        "in CNY of a provider that bills in USD moves with the rate: changes are computed in the currency of "
        "the list."
    ),
    columns=(
        Column("model", ("模型", "模型名称"), ("Model",), key=True, nullable=False),
        Column(
            "provider", ("厂商", "提供商", "服务商", "平台"), ("Provider", "Vendor"), key=True, nullable=False
        ),
        Column(
            "item",
            ("计费项", "项目", "类型"),
            ("Item", "Token type"),
            key=True,
            nullable=False,
            words={
                "input": ("输入", "Input", "prompt"),
                "output": ("输出", "Output", "completion"),
                "cached_input": ("缓存输入", "Cached input", "缓存命中"),
            },
        ),
        Column("price", ("价格", "单价"), ("Price", "Unit price"), kind="decimal", jump=95),
        Column(
            "unit",
            ("单位", "计价单位"),
            ("Unit",),
            words={
                "per_1m_tokens": ("每百万 tokens", "per 1M tokens", "百万 tokens", "1M tokens"),
                "per_1k_tokens": ("每千 tokens", "per 1K tokens", "千 tokens", "1K tokens"),
                "per_device_year": ("每台每年", "per device and year", "台/年"),
            },
        ),
        Column("currency", ("币种", "货币"), ("Currency",)),
        Column("effective_date", ("生效日期", "生效日"), ("Effective date", "Effective"), kind="date"),
        Column("first_seen", ("首次收录",), ("First seen",), kind="date", printed=False),
        RECHECKED_ON,
    ),
    captions_zh=("大模型 Token 价格",),
    captions_en=("Token prices",),
    sentences={"summary": summary},
    named="model",
    sticky=("price",),
    sense=cached_prices,
    main="price",
)
