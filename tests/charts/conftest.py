"""Ready-made specs, so that drawing is tested apart from trackers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tieout.model import Axis, ChartSpec, Point, Series

LONG = "某某人工智能与大数据产业主题等权重全收益指数（港币）"


def dot(label: str, y: str | None, text: str | None = None, **more: object) -> Point:
    value = Decimal(y) if y is not None else None
    shown = text if text is not None else (y or "——")
    return Point(
        label,
        value,
        shown,
        **{k: Decimal(v) if k in ("lo", "hi", "x") and isinstance(v, str) else v for k, v in more.items()},
    )


def line_spec(*runs: tuple[str, list[str | None]], start: date = date(2025, 1, 20)) -> ChartSpec:
    series = tuple(
        Series(name, tuple(dot("", y, x=start + timedelta(days=n)) for n, y in enumerate(values)))
        for name, values in runs
    )
    return ChartSpec("line", "走势", series, value=Axis("收盘价"))


@pytest.fixture(scope="session")
def specs() -> dict[str, ChartSpec]:
    """One spec for every shape a chart can take."""
    one = Series(
        "访问量", (dot("ChatGPT", "882.9", "882.9M"), dot("文心一言", "3.333", "3.333M"), dot("无", None))
    )
    signed = Series(
        "涨跌", (dot("甲", "12.30", "+12.30%", group="涨"), dot("乙", "-8.61", "-8.61%", group="跌"))
    )
    grouped = tuple(
        Series(
            name, tuple(dot(f"近 {m} 个月", str(v + n), f"{v + n}%") for m, v in ((1, -6), (3, 0), (12, 19)))
        )
        for n, name in enumerate(("计算机(申万)", "沪深300", LONG))
    )
    ragged = (Series("输入", (dot("a", "1"), dot("b", "2"))), Series("输出", (dot("c", "3"),)))
    board = Series(
        "得分",
        tuple(
            dot(
                f"model-{n} ({LONG})",
                str(1300 - 7 * n),
                f"{1300 - 7 * n} (+4/-5)",
                lo=str(1295 - 7 * n),
                hi=str(1304 - 7 * n),
            )
            for n in range(6)
        ),
    )
    dots = tuple(
        Series(
            f"model_{n}",
            tuple(dot(f"bench {k}", str(40 + 5 * k + n), group=f"组 {k // 2}") for k in range(5)),
            subject=n == 0,
        )
        for n in range(10)
    )
    amounts = Series(
        "融资额",
        (
            dot("甲", "100000000", "近亿元", lo="100000000", hi="100000000", open="below"),
            dot("乙", None, "数亿元", lo="200000000", hi="1000000000"),
            dot("丙", "500000000000", "超 5000 亿元", lo="500000000000", hi="500000000000", open="above"),
        ),
    )
    scatter = Series(
        "得分与价格", tuple(dot(f"model-{n}", str(1300 - n % 5), x=str(1 + n % 4)) for n in range(12))
    )
    return {
        "bar": ChartSpec(
            "bar",
            "流量",
            (one,),
            value=Axis("周平均访问量"),
            notes=("限于篇幅，仅列示居前部分。",),
            alt="ChatGPT 882.9M",
        ),
        "signed": ChartSpec("bar", "涨跌", (signed,)),
        "grouped": ChartSpec("bar", "表现", grouped, value=Axis("区间涨跌幅")),
        "ragged": ChartSpec("bar", "价格", ragged, value=Axis("价格")),
        "opposed": ChartSpec(
            "bar",
            "涨跌",
            (
                Series("涨", (dot("甲", "3.8"), dot("乙", "1"))),
                Series("跌", (dot("甲", "-0.9"), dot("乙", "-1"))),
            ),
        ),
        "falling": ChartSpec("bar", "跌", (Series("跌", (dot("甲", "-3.8"), dot("乙", "-1"))),)),
        "zero": ChartSpec("bar", "平", (Series("平", (dot("甲", "0"), dot("乙", "0.00"))),)),
        "board": ChartSpec("interval", "榜", (board,), value=Axis("得分，横线为 95% 置信区间")),
        "dots": ChartSpec("interval", "测评", dots, value=Axis("得分")),
        "amounts": ChartSpec(
            "interval", "融资", (amounts,), value=Axis("融资额（对数轴）", log=True, magnitudes="zh")
        ),
        "same": ChartSpec("interval", "同", (Series("得分", (dot("甲", "5"), dot("乙", "5"))),)),
        "line": line_spec(
            ("沪深300", ["100", "101.5", None, "99"]),
            (LONG, ["100", "100", "100", "99.1"]),
            ("丙", ["100", "98", "97", "99.05"]),
        ),
        "flat": line_spec(("平", ["100", "100", "100"])),
        "year": line_spec(("年", [str(100 + n % 17) for n in range(380)]), start=date(2024, 1, 2)),
        "scatter": ChartSpec(
            "scatter",
            "价格",
            (scatter,),
            value=Axis("得分"),
            base=Axis("输出价格（USD）", log=True),
            frontier=("model-0", "model-4", "model-8"),
        ),
    }


@pytest.fixture(
    params=[
        "bar",
        "signed",
        "grouped",
        "ragged",
        "opposed",
        "falling",
        "zero",
        "board",
        "dots",
        "amounts",
        "same",
        "line",
        "flat",
        "year",
        "scatter",
    ]
)
def spec(request: pytest.FixtureRequest, specs: dict[str, ChartSpec]) -> ChartSpec:
    """Each of the shapes in turn."""
    return specs[request.param]
