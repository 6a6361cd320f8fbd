"""The desk's own closes and issues against a report."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from tieout.audit import audit
from tieout.model import Record, Related
from tieout.read import read_text

BOX = "2025年01月27日\n\n某某证券\n\n计算机行业周报\n\n行业相对表现\n\n表现\t1M\t3M\t12M\n沪深300\t{}\t{}\t{}\n\n"
PRICES = "公司代码\t名称\t2025-01-24 股价\tEPS 2023\tEPS 2024E\tPE 2023\tPE 2024E\t投资评级\n002230.SZ\t科大讯飞\t{}\t0.28\t0.40\t181.00\t126.70\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n"


def bar(code: str, name: str, day: date, close: str) -> Record:
    values = {"code": code, "name": name, "date": day, "close": Decimal(close)}
    return Record("market", (code, day.isoformat()), values)


def desk(path, *records: Record, issues: dict[str, str] | None = None):
    folder = path / "issues"
    folder.mkdir(exist_ok=True)
    for day, title in (issues or {}).items():
        (folder / f"{day}.md").write_text(
            f'+++\ntieout = 1\ndate = {day}\ntitle = "{title}"\n+++\n\n# 风险提示\n\n政策风险。\n',
            encoding="utf-8",
        )
    return SimpleNamespace(
        path=path,
        store=SimpleNamespace(
            records=lambda tracker=None, **_: tuple(r for r in records if r.tracker == tracker)
        ),
        resolve=lambda tracker, field, printed: printed,
        issue_path=lambda day, language=None: folder / f"{day.isoformat()}.md",
    )


def weeks() -> list[Record]:
    """A close of every weekday over thirteen months, rising by a point a day."""
    first = date(2024, 1, 2)
    days = [first + timedelta(days=k) for k in range(392)]
    return [bar("000300.SH", "沪深300", d, str(3000 + k)) for k, d in enumerate(days) if d.weekday() < 5]


def returns(day: date) -> list[str]:
    from tieout.trackers.market_measures import horizon_return
    from tieout.trackers.market_series import closes_of

    series = closes_of(weeks())["000300.SH"]
    return [str(round(horizon_return(series, day, n).value, 1)) for n in (1, 3, 12)]


@pytest.mark.parametrize("day", [date(2025, 1, 27), date(2025, 1, 24)])
def test_a_box_that_ties_on_a_day_of_the_week_before(tmp_path, day):
    result = audit(read_text(BOX.format(*returns(day))), desk=desk(tmp_path, *weeks()))
    assert "TIE506" not in [f.code for f in result.findings]


def test_a_box_no_day_gives(tmp_path):
    one, three, twelve = returns(date(2025, 1, 27))
    wrong = str(Decimal(three) + 5)
    found = [
        f
        for f in audit(read_text(BOX.format(one, wrong, twelve)), desk=desk(tmp_path, *weeks())).findings
        if f.code == "TIE506"
    ]
    assert [(str(f.stated), f.quote) for f in found] == [(wrong, wrong)] and str(found[0].expected) == three


@pytest.mark.parametrize(("price", "found"), [("50.68", False), ("50.86", True)])
def test_a_price_against_the_stored_close(tmp_path, price, found):
    held = desk(tmp_path, bar("002230.SZ", "科大讯飞", date(2025, 1, 24), "50.68"))
    assert ("TIE507" in [f.code for f in audit(read_text(PRICES.format(price)), desk=held).findings]) is found


@pytest.mark.parametrize(
    ("title", "day", "found"),
    [
        ("计算机行业周报：算力平稳", "2025-01-20", False),
        ("计算机行业周报：另一个题目全然不同", "2025-01-20", True),
        ("计算机行业周报：算力平稳", "2025-01-15", True),  # no issue of that day between those there are
        ("计算机行业周报：很久以前", "2024-06-01", False),  # before the desk began
    ],
)
def test_related_reports_against_the_desk_s_issues(tmp_path, weekly, title, day, found):
    from dataclasses import replace

    held = desk(tmp_path, issues={"2025-01-13": "模型发布", "2025-01-20": "算力平稳"})
    text = weekly.replace("投资要点", f"相关研究\n\n1、《{title}》{day}\n\n投资要点", 1)
    report = read_text(text)
    report = report.replace(meta=replace(report.meta, related=(Related(title, date.fromisoformat(day)),)))
    assert ("TIE508" in [f.code for f in audit(report, desk=held).findings]) is found
