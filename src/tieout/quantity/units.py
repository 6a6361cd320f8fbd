"""The vocabulary of scales, units and currencies, in Chinese (folded) and English.

A unit word maps to the unit's name in :class:`~tieout.quantity.types.Quantity` and the factor
that brings a printed magnitude to it: ``成`` is 10 %, ``分钟`` is 60 s. Measure words stand for
themselves. Names: ISO 4217 for money, ``%``, ``pp``, ``bp``, ``s``, ``times``, ``points``, SI.
"""

from __future__ import annotations

import re
from decimal import Decimal

from .vocabulary import alternatives, listed

__all__ = listed(
    "CURRENCY_PREFIX CURRENCY_WORDS MEASURES PER SCALE SCALES UNITS UnitMatch alternatives match_unit"
)


_D = Decimal

SCALES: dict[str, Decimal] = {
    "万亿": _D(10) ** 12, "千亿": _D(10) ** 11, "百亿": _D(10) ** 10, "十亿": _D(10) ** 9, "亿": _D(10) ** 8,
    "千万": _D(10) ** 7, "百万": _D(10) ** 6, "十万": _D(10) ** 5, "万": _D(10) ** 4, "千": _D(1000),
    "百": _D(100), "兆": _D(10) ** 12,
    "trillion": _D(10) ** 12, "tn": _D(10) ** 12, "trn": _D(10) ** 12,
    "billion": _D(10) ** 9, "bn": _D(10) ** 9, "bln": _D(10) ** 9, "B": _D(10) ** 9, "Bn": _D(10) ** 9,
    "million": _D(10) ** 6, "mn": _D(10) ** 6, "mln": _D(10) ** 6, "M": _D(10) ** 6, "Mn": _D(10) ** 6,
    "MM": _D(10) ** 6, "thousand": _D(1000), "K": _D(1000), "k": _D(1000), "hundred": _D(100),
    "crore": _D(10) ** 7, "crores": _D(10) ** 7, "cr": _D(10) ** 7, "lakh": _D(10) ** 5, "lakhs": _D(10) ** 5,
    "Trillion": _D(10) ** 12, "Billion": _D(10) ** 9, "Million": _D(10) ** 6, "Thousand": _D(1000),
    "BILLION": _D(10) ** 9, "MILLION": _D(10) ** 6, "TRILLION": _D(10) ** 12, "Crore": _D(10) ** 7,
}  # fmt: skip
"""Scale words after digits; their case matters (``M`` is a million, ``m`` may be a metre)."""

MONEY_SCALES: dict[str, Decimal] = {"m": _D(10) ** 6, "b": _D(10) ** 9, "T": _D(10) ** 12, "t": _D(10) ** 12}
"""Letters that are scales only behind a currency sign: ``$5m``."""

SCALE = re.compile(rf" ?({alternatives(SCALES)})")
MONEY_SCALE = re.compile(rf" ?({alternatives(SCALES | MONEY_SCALES)})")

# --- money -------------------------------------------------------------------------------------

CURRENCY_WORDS: dict[str, str] = {
    "元人民币": "CNY", "人民币": "CNY", "块钱": "CNY", "元": "CNY", "RMB": "CNY", "CNY": "CNY", "yuan": "CNY",
    "renminbi": "CNY", "美元": "USD", "元美元": "USD", "美金": "USD", "USD": "USD", "dollars": "USD",
    "dollar": "USD", "US dollars": "USD", "U.S. dollars": "USD", "港元": "HKD", "元港元": "HKD", "港币": "HKD",
    "元港币": "HKD", "HKD": "HKD", "Hong Kong dollars": "HKD", "新台币": "TWD", "元新台币": "TWD",
    "台币": "TWD", "TWD": "TWD", "日元": "JPY", "日圆": "JPY", "JPY": "JPY", "yen": "JPY", "欧元": "EUR",
    "EUR": "EUR", "euros": "EUR", "euro": "EUR", "英镑": "GBP", "GBP": "GBP", "pounds": "GBP", "韩元": "KRW",
    "韩圆": "KRW", "KRW": "KRW", "won": "KRW", "新加坡元": "SGD", "新元": "SGD", "SGD": "SGD", "澳元": "AUD",
    "AUD": "AUD", "加元": "CAD", "CAD": "CAD", "瑞士法郎": "CHF", "瑞郎": "CHF", "CHF": "CHF", "卢布": "RUB",
    "RUB": "RUB", "卢比": "INR", "印度卢比": "INR", "INR": "INR", "rupees": "INR", "澳门元": "MOP",
    "泰铢": "THB", "THB": "THB", "令吉": "MYR", "MYR": "MYR", "越南盾": "VND", "里拉": "TRY", "雷亚尔": "BRL",
    "迪拉姆": "AED", "AED": "AED", "离岸人民币": "CNH", "CNH": "CNH",
    "$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY", "HK$": "HKD",
}  # fmt: skip
"""Words behind an amount. Two dollars and more are told apart by their word, not by ``$``."""

CURRENCY_PREFIX: dict[str, str] = {
    "US$": "USD", "U.S.$": "USD", "USD": "USD", "$": "USD", "HK$": "HKD", "HKD": "HKD", "NT$": "TWD",
    "TWD": "TWD", "NTD": "TWD", "S$": "SGD", "SGD": "SGD", "A$": "AUD", "AU$": "AUD", "AUD": "AUD", "C$": "CAD",
    "CA$": "CAD", "CAD": "CAD", "RMB": "CNY", "CNY": "CNY", "CN¥": "CNY", "¥": "CNY", "JP¥": "JPY", "JPY": "JPY",
    "€": "EUR", "EUR": "EUR", "£": "GBP", "GBP": "GBP", "₩": "KRW", "KRW": "KRW", "₹": "INR", "Rs.": "INR", "Rmb": "CNY", "rmb": "CNY",
    "Rs": "INR", "INR": "INR", "CHF": "CHF", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "PLN": "PLN", "ZAR": "ZAR", "MXN": "MXN", "BRL": "BRL", "IDR": "IDR", "R$": "BRL", "₽": "RUB", "NZ$": "NZD", "人民币": "CNY",
    "港币": "HKD", "港元": "HKD", "美元": "USD", "美金": "USD", "新台币": "TWD", "欧元": "EUR", "日元": "JPY",
}  # fmt: skip
"""Signs and codes in front of an amount."""

SUBUNITS: dict[str, tuple[str, Decimal]] = {
    word: (code, _D("0.01"))
    for word, code in {
        "cents": "USD", "cent": "USD", "美分": "USD", "¢": "USD", "euro cents": "EUR", "euro cent": "EUR", "欧分": "EUR",
        "pence": "GBP", "便士": "GBP", "港仙": "HKD", "仙": "HKD", "Hong Kong cents": "HKD", "paise": "INR",
    }.items()
}  # fmt: skip
"""Hundredths of a currency; a value in them is kept in the currency."""

# --- units -------------------------------------------------------------------------------------

_ONE = _D(1)
MEASURES = listed(
    "家 只 支 个 名 位 人 人次 次 项 款 种 类 台 部 辆 架 艘 条 件 套 份 起 宗 笔 股 "
    "手 张 片 颗 枚 块 座 伙 栋 幢 所 间 届 期 场 轮 部门 批 组 支队 户 口 篇 本 册 页 行 列 "
    "层 楼 级 代 倍频 维 句 字 词 声 步 类型 门 顿 餐 杯 瓶 箱 包 袋 桶 盒 卷 根 棵 "
    "头 匹 尾 羽 双 副 对 城 省 市 县 区 国 洲 省份 城市 国家 地区 公司 企业 机构 股东 "
    "基金 核 卡 节点 机柜 集群 兆瓦 交易日 工作日 会计年度 季度 季 周年 岁 世纪 亩 公顷 "
    "平方米 平方公里 平 平米 立方米 立方 升 毫升 盎司 磅 英寸 寸 英尺 英里 海里 瓦 千瓦 "
    "千瓦时 度 安时 毫安时 伏 赫兹 摄氏度 像素 公里 千米 米 厘米 毫米 微米 纳米 吨 公吨 千克 "
    "公斤 斤 克 毫克 标箱 强 成份 成分股 单 条线 大 小 员 票 席 席位 股份 桩 车 机 "
    "单位 站 家次 班 车次 架次 趟 圈 局 盘 集 季报 门店 店 线 路 道 束 针 剂 例 床 亩地 "
    "平方英尺 蒲式耳 加仑 克拉 卡路里 大卡 千卡路里 焦耳 帧 字节 比特 参数 词元 字符 汉字 "
    "页纸 人份 款车型"
)
"""Chinese measure words and unit nouns that name themselves."""

# Measure words that begin ordinary words when a Chinese numeral is in front of them (三大, 二级, 十字).
LOOSE_MEASURES = frozenset(listed(
    "大 小 级 城 省 市 国 区 人 口 字 手 头 员 车 机 股 线 路 道 门 平 度 升 层 行 "
    "列 声 步 班 强 卡 核 维 局 盘 对 双 束 针 店 票 站 本 包 单 季 楼 股份 单位 集 "
    "卷 块 位 组 间 场 页 例 代 席 圈 瓦 磅 斤 克 米 寸 副 桩 枚 匹 尾 瓶 根 句 词"
))  # fmt: skip

UNITS: dict[str, tuple[str, Decimal]] = {
    "%": ("%", _ONE), "percent": ("%", _ONE), "per cent": ("%", _ONE), "pct": ("%", _ONE), "Percent": ("%", _ONE),
    "PERCENT": ("%", _ONE), "成": ("%", _D(10)), "‰": ("%", _D("0.1")),
    "个百分点": ("pp", _ONE), "百分点": ("pp", _ONE), "个点": ("pp", _ONE), "percentage points": ("pp", _ONE),
    "percentage point": ("pp", _ONE), "percentage-point": ("pp", _ONE), "pp": ("pp", _ONE), "ppt": ("pp", _ONE),
    "ppts": ("pp", _ONE), "pps": ("pp", _ONE), "pct pts": ("pp", _ONE), "pcts": ("pp", _ONE), "PCT": ("pp", _ONE),
    "pct points": ("pp", _ONE), "p.p.": ("pp", _ONE), "ppts.": ("pp", _ONE), "PP": ("pp", _ONE),
    "个基点": ("bp", _ONE), "基点": ("bp", _ONE), "bp": ("bp", _ONE), "bps": ("bp", _ONE), "BP": ("bp", _ONE),
    "BPs": ("bp", _ONE), "basis points": ("bp", _ONE), "basis point": ("bp", _ONE), "basis-point": ("bp", _ONE),
    "倍": ("times", _ONE), "times": ("times", _ONE), "x": ("times", _ONE), "X": ("times", _ONE),
    "×": ("times", _ONE), "fold": ("times", _ONE),
    "点": ("points", _ONE), "points": ("points", _ONE), "point": ("points", _ONE),
    "pts": ("points", _ONE), "pt": ("points", _ONE), "分": ("points", _ONE),
    "秒": ("s", _ONE), "秒钟": ("s", _ONE), "s": ("s", _ONE), "sec": ("s", _ONE), "secs": ("s", _ONE),
    "seconds": ("s", _ONE), "second": ("s", _ONE), "毫秒": ("s", _D("0.001")),
    "ms": ("s", _D("0.001")), "milliseconds": ("s", _D("0.001")), "微秒": ("s", _D("0.000001")),
    "分钟": ("s", _D(60)), "min": ("s", _D(60)), "mins": ("s", _D(60)), "minutes": ("s", _D(60)),
    "minute": ("s", _D(60)),
    "小时": ("s", _D(3600)), "个小时": ("s", _D(3600)), "h": ("s", _D(3600)), "hr": ("s", _D(3600)),
    "hrs": ("s", _D(3600)), "hours": ("s", _D(3600)), "hour": ("s", _D(3600)),
    "天": ("day", _ONE), "日内": ("day", _ONE), "days": ("day", _ONE), "day": ("day", _ONE),
    "个交易日": ("trading_day", _ONE), "交易日": ("trading_day", _ONE), "trading days": ("trading_day", _ONE),
    "周": ("week", _ONE), "星期": ("week", _ONE), "个星期": ("week", _ONE), "weeks": ("week", _ONE),
    "week": ("week", _ONE), "个月": ("month", _ONE), "月内": ("month", _ONE),
    "months": ("month", _ONE), "month": ("month", _ONE), "个季度": ("quarter", _ONE),
    "quarters": ("quarter", _ONE), "年": ("year", _ONE), "years": ("year", _ONE), "year": ("year", _ONE), "年内": ("year", _ONE), "yrs": ("year", _ONE), "yr": ("year", _ONE), "Y": ("year", _ONE),
    "tokens": ("token", _ONE), "token": ("token", _ONE), "Tokens": ("token", _ONE), "Token": ("token", _ONE),
    "TOKENS": ("token", _ONE), "词元": ("token", _ONE),
    "barrels": ("barrel", _ONE), "ounces": ("ounce", _ONE), "gallons": ("gallon", _ONE), "shares": ("股", _ONE),
    "tonnes": ("吨", _ONE), "tons": ("吨", _ONE), "metric tons": ("吨", _ONE), "units": ("unit", _ONE),
    "people": ("人", _ONE), "employees": ("人", _ONE), "users": ("user", _ONE), "companies": ("家", _ONE),
    "deals": ("deal", _ONE), "stocks": ("只", _ONE),
    **dict.fromkeys(("sq.m.", "sq.m", "sq. m.", "sq. m", "sq m", "sqm", "sq.metres", "square metres", "square meters", "square metre"), ("平方米", _ONE)),
    **dict.fromkeys(("sq.ft.", "sq.ft", "sq. ft.", "sq. ft", "sq ft", "sqft", "square feet", "square foot"), ("ft2", _ONE)),
}  # fmt: skip

_SYMBOLS = listed(
    "nm um μm µm mm cm m km kg g mg t kt Mt W kW MW GW TW Wh kWh MWh GWh TWh Hz kHz MHz GHz THz V kV mAh "
    "Ah KB MB GB TB PB EB KiB MiB GiB TiB PiB G T P E kb Kb Mb Gb Tb bit bits byte bytes Gbps Mbps Tbps "
    "Kbps kbps GB/s TB/s MB/s PB/s TOPS TFLOPS PFLOPS EFLOPS GFLOPS ZFLOPS TFlops PFlops EFlops Exa-Flops "
    "ExaFlops Exa-FLOPS PetaFLOPS Petaflops TeraFLOPS Tops FLOPS QPS FPS fps ppm ℃ °C °F ° ㎡ m² m³ km² "
    "TEU FEU dpi dB inch inches ft feet lb lbs oz mi acre acres bbl Mbbl MMBtu C vCPU vCPUs GPU GPUs "
    "cores core mm² cm² TEUs kcal mol rpm PPI ppi 寸 bpd b/d mb/d kbd EH/s TH/s PH/s Nm N·m PS hp L mL ml "
    "μL"
)
for _symbol in _SYMBOLS:
    UNITS.setdefault(_symbol, (_symbol, _ONE))
UNITS.update({"Exa-Flops": ("EFLOPS", _ONE), "ExaFlops": ("EFLOPS", _ONE), "Exa-FLOPS": ("EFLOPS", _ONE),
              "EFlops": ("EFLOPS", _ONE), "PFlops": ("PFLOPS", _ONE), "TFlops": ("TFLOPS", _ONE),
              "纳米": ("nm", _ONE), "公斤": ("kg", _ONE), "千克": ("kg", _ONE), "C": ("核", _ONE),
              "cores": ("核", _ONE), "core": ("核", _ONE), "NM": ("nm", _ONE), "μm": ("um", _ONE), "µm": ("um", _ONE)})  # fmt: skip
for _measure in MEASURES:
    UNITS.setdefault(_measure, (_measure, _ONE))

PER: dict[str, str] = {
    **dict.fromkeys(("sq.m.", "sq.m", "sq. m.", "sq. m", "sq m", "sqm", "square metre", "square meter"), "m2"),
    **dict.fromkeys(("sq.ft.", "sq.ft", "sq. ft.", "sq. ft", "sq ft", "sqft", "square foot"), "ft2"),
    "时": "hour", "小时": "hour", "h": "hour", "hr": "hour", "hour": "hour", "GPU-hour": "GPU-hour",
    "GPU hour": "GPU-hour", "卡时": "GPU-hour", "卡小时": "GPU-hour", "卡·时": "GPU-hour", "卡/时": "GPU-hour", "卡/小时": "GPU-hour", "GPU/hour": "GPU-hour", "GPU/hr": "GPU-hour", "hours": "hour", "核时": "core-hour",
    "天": "day", "日": "day", "day": "day", "周": "week", "week": "week", "月": "month", "month": "month",
    "年": "year", "year": "year", "季度": "quarter", "分钟": "minute", "minute": "minute", "秒": "second",
    "s": "second", "second": "second", "公斤": "kg", "千克": "kg", "kg": "kg", "斤": "jin", "吨": "t", "t": "t",
    "ton": "t", "tonne": "t", "克": "g", "g": "g", "股": "share", "share": "share", "份": "份", "桶": "barrel",
    "gal": "gallon", "mmBtu": "MMBtu", "mmbtu": "MMBtu", "barrel": "barrel", "bbl": "barrel", "盎司": "ounce", "ounce": "ounce", "oz": "ounce", "gallon": "gallon",
    "加仑": "gallon", "磅": "lb", "pound": "lb", "lb": "lb", "片": "片", "颗": "颗", "张": "张", "个": "个",
    "台": "台", "套": "套", "件": "件", "只": "只", "辆": "辆", "次": "次", "人": "人", "位": "人", "单": "单",
    "person": "人", "user": "user", "unit": "unit", "平方米": "m2", "平": "m2", "平米": "m2", "㎡": "m2", "亩": "亩",
    "瓦": "W", "W": "W", "Wh": "Wh", "kWh": "kWh", "千瓦时": "kWh", "度": "kWh", "kW": "kW", "立方米": "m3",
    "MMBtu": "MMBtu", "百万token": "1M_tokens", "百万tokens": "1M_tokens", "百万Token": "1M_tokens",
    "百万Tokens": "1M_tokens", "百万 token": "1M_tokens", "百万 tokens": "1M_tokens", "百万 Tokens": "1M_tokens",
    "1M tokens": "1M_tokens", "million tokens": "1M_tokens", "M tokens": "1M_tokens", "千tokens": "1K_tokens",
    "千 tokens": "1K_tokens", "千token": "1K_tokens", "1K tokens": "1K_tokens", "Mtok": "1M_tokens",
    "TEU": "TEU", "FEU": "FEU", "箱": "箱", "包": "包", "瓶": "瓶", "手": "手", "点": "点", "元": "CNY",
    "美元": "USD", "月/人": "人月", "bushel": "bushel", "蒲式耳": "bushel", "GB": "GB", "GPU": "GPU", "卡": "卡",
}  # fmt: skip
"""What an amount can be per."""
