"""TIE3xx: inside and across tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ...errors import UndefinedFormula
from ...model.claim import Finding
from ...model.formula import Check, Operand, compute
from ...model.rules import Rule
from ...quantity import Interval, Money
from ..currencies import two_currencies
from ..grid import Cell, Grid, norm
from .base import View, finding
from .conversion import converted_rows, year_of

__all__ = ["RULES", "find"]

_HEAD = "公司代码\t名称\t2025-01-27 股价\tEPS 2023\tEPS 2024E\tPE 2023\tPE 2024E\t投资评级\n"
_FUND = "图表 1：融资动态\n\n应用\t应用类型\t领投方\t融资轮\t融资额\t目前累计融资额\t目前估值\n"

RULES = (
    Rule("TIE301", "high", "Derived column does not follow from its row", "派生列与本行不符",
         "A column the tracker derives (PE = price / EPS) differs from what its own row gives, beyond every rounding of the operands. "
         "In a table nobody tracks the same is asked of named columns or rows that two others define (margin, price for each, RevPAR), where its other places keep the identity, and of any line that two others give in all places but one (change, upside, share, price times number), where a slip of the pen explains the odd one.",
         _HEAD + "002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t181.00\t162.70\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n",
         _HEAD + "002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t181.00\t126.70\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n"),
    Rule("TIE302", "medium", "Rank column against the scores", "名次列与得分不符",
         "No unrounded scores and bounds behind the printed ones give the printed rank: rank (UB) is one plus the number of models whose lower bound is above this model's upper bound.",
         "图表 1：总榜\n\nRank* (UB)\tModel\tArena Score\t95% CI\tVotes\tOrganization\n1\tAlpha-Max-01\t1239\t+4/-4\t28488\tA\n2\tBeta-Pro-02\t1305\t+5/-4\t11430\tB\n3\tGamma-Mini-03\t1287\t+5/-3\t13262\tC\n",
         "图表 1：总榜\n\nRank* (UB)\tModel\tArena Score\t95% CI\tVotes\tOrganization\n1\tAlpha-Max-01\t1339\t+4/-4\t28488\tA\n2\tBeta-Pro-02\t1305\t+5/-4\t11430\tB\n3\tGamma-Mini-03\t1287\t+5/-3\t13262\tC\n"),
    Rule("TIE303", "high", "Total row does not fit its column", "合计行与分项不符",
         "A row labelled total, 合计 or 总计 is not the sum of the rows above it, in a column of amounts where every row has a figure. "
         "Per-share figures, averages and ratios are not added up.",
         "分部\t收入（亿元）\n游戏\t10.0\n广告\t20.0\n合计\t35.0\n", "分部\t收入（亿元）\n游戏\t10.0\n广告\t20.0\n合计\t30.0\n"),
    Rule("TIE304", "high", "Column of changes against two columns of levels", "变动列与两期数值不符",
         "A table prints two periods and their change, and a row's change is not what its two levels give.",
         "平台\t2025\t2024\t变动\nAlpha\t64.5%\t86.7%\t-12.2 pp\nBeta\t21.5%\t5.7%\t+15.8 pp\n",
         "平台\t2025\t2024\t变动\nAlpha\t64.5%\t86.7%\t-22.2 pp\nBeta\t21.5%\t5.7%\t+15.8 pp\n"),
    Rule("TIE305", "medium", "Amounts of a row do not fit each other", "同一行的金额互相矛盾",
         "The total raised is less than the round itself, or more than the valuation, under every reading of a missing currency.",
         _FUND + "Alpha\tAI 制药\tX\tD 轮\t3.72 亿美元\t20 亿\t超 10 亿美元\nBeta\tAI 平台\tY\t种子轮\t8500 万美元\t——\t——\n",
         _FUND + "Alpha\tAI 制药\tX\tD 轮\t3.72 亿美元\t6 亿美元\t超 10 亿美元\nBeta\tAI 平台\tY\t种子轮\t8500 万美元\t——\t——\n"),
    Rule("TIE306", "high", "One record printed twice, differently", "同一记录两处数值不同",
         "Two tables of one report print the same subject and field with different figures, as when the cover was not updated with the body.",
         _HEAD + "002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t181.00\t126.70\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n\n正文。\n\n"
         + _HEAD + "002230.SZ\t科大讯飞\t50.86\t0.28\t0.40\t181.64\t127.15\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n",
         _HEAD + "002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t181.00\t126.70\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n"),
    Rule("TIE307", "medium", "Model spelled differently across boards", "同一模型名称拼写不一致",
         "Two names one character apart stand on boards of the same report with the same organization: one of them is damaged.",
         "图表 1：总榜\n\nRank* (UB)\tModel\tArena Score\t95% CI\tVotes\tOrganization\n1\tAlpha-Exp-0027\t1339\t+4/-4\t28488\tA\n2\tBeta-Pro-02\t1305\t+5/-4\t11430\tB\n\n"
         "图表 2：数学\n\nRank* (UB)\tModel\tArena Score\t95% CI\tVotes\tOrganization\n1\tAlpha-Exp-0827\t1339\t+4/-4\t2848\tA\n2\tBeta-Pro-02\t1305\t+5/-4\t1143\tB\n",
         "图表 1：总榜\n\nRank* (UB)\tModel\tArena Score\t95% CI\tVotes\tOrganization\n1\tAlpha-Exp-0827\t1339\t+4/-4\t28488\tA\n2\tBeta-Pro-02\t1305\t+5/-4\t11430\tB\n\n"
         "图表 2：数学\n\nRank* (UB)\tModel\tArena Score\t95% CI\tVotes\tOrganization\n1\tAlpha-Exp-0827\t1339\t+4/-4\t2848\tA\n2\tBeta-Pro-02\t1305\t+5/-4\t1143\tB\n"),
    Rule("TIE308", "high", "Impossible time", "不可能的时长",
         "A duration has sixty seconds or minutes or more behind its colon, as 12:80.",
         "平均停留时长第一为 Alpha（00:12:80）。\n", "平均停留时长第一为 Alpha（00:12:08）。\n"),
)  # fmt: skip


def find(view: View) -> Iterator[Finding]:
    """Findings inside and across the tables of a report."""
    for grid in view.grids.grids:
        if grid.doubtful:
            continue
        yield from _derived(view, grid)
        yield from _ranks(view, grid)
        if grid.tracker is None:
            yield from _totals(view, grid)
            yield from _deltas(view, grid)
        elif grid.tracker.name == "funding":
            yield from _funding(view, grid)
    yield from _twice(view)
    yield from _misspelt(view)
    yield from _times(view)


def _span(grid: Grid, cell: Cell) -> tuple[int, int]:
    start, end = cell.span
    return (start, end) if end > start else (grid.table.start, grid.table.end)


def _check(shown: Cell, result: Operand) -> Check | None:
    """The printed cell against a result; cells that were cut off instead of rounded are fine."""
    if shown.operand is None:
        return None
    unit = Decimal(1).scaleb(-shown.decimals)
    room = Interval(shown.operand.value - unit, shown.operand.value + unit)
    if room.meets(result.interval):
        return None
    return Check("contradicted", result.value, result.interval)


def _derived(view: View, grid: Grid) -> Iterator[Finding]:
    if grid.tracker is None:
        return
    fields = list(grid.table.fields)
    converted = converted_rows(grid, view.report.text)
    for name, operator, operands in grid.tracker.consistency:
        for field in [f for f in fields if f and (f == name or year_of(name, f))]:
            year = year_of(name, field) or ""
            wanted = [o.replace("{year}", year) for o in operands]
            if not all(w in fields for w in wanted):
                continue
            column = fields.index(field)
            for row in grid.rows:
                cells = [row.cells[fields.index(w)] for w in wanted]
                shown = row.cells[column]
                if shown.operand is None or any(c.operand is None for c in cells):
                    continue
                if row.index in converted or two_currencies(cells):
                    continue
                try:
                    result = compute(operator, *(c.operand for c in cells if c.operand is not None))
                except UndefinedFormula:
                    continue
                check = _check(shown, result)
                if check is not None:
                    start, end = _span(grid, shown)
                    places = max(shown.decimals, 0)
                    text = " / ".join(c.text for c in cells)
                    yield finding(
                        view,
                        "TIE301",
                        "high",
                        start,
                        end,
                        f"{row.label}, {grid.headers[column]}: printed {shown.text}, the row gives {round(check.expected, places)} ({text})",
                        stated=shown.operand.value,
                        expected=round(check.expected, places),
                        evidence=[c.evidence() for c in cells],
                    )


def _ranks(view: View, grid: Grid) -> Iterator[Finding]:
    fields = grid.table.fields
    if (
        grid.tracker is None
        or grid.tracker.name != "leaderboard"
        or "rank" not in fields
        or "score" not in fields
    ):
        return
    from ...rank.boards import check_board

    scores = fields.index("score")
    at = {
        str(record.get("model")): row
        for row, record in zip(grid.table.record_rows, grid.table.records, strict=False)
    }
    rows = {row.index: row for row in grid.rows}
    for wrong in check_board([dict(record.values) for record in grid.table.records]):
        row = rows.get(at.get(wrong.model, -1))
        if row is None:
            continue
        cell = row.cells[scores]
        start, end = _span(grid, cell)
        named = [rows[at[w]].cells[scores] for w in wrong.witnesses if at.get(w) in rows]
        yield finding(
            view,
            "TIE302",
            "medium",
            start,
            end,
            wrong.message,
            stated=Decimal(wrong.rank),
            expected=Decimal(wrong.low) if wrong.low == wrong.high else f"{wrong.low}..{wrong.high or ''}",
            evidence=[cell.evidence(), *(c.evidence() for c in named)],
        )


_TOTAL_LABELS = {"合计", "总计", "共计", "总和", "total", "grandtotal", "sum"}
_NOT_ADDED = (
    "每股",
    "均",
    "率",
    "eps",
    "pe",
    "%",
    "比",
    "增速",
    "margin",
    "average",
    "rate",
    "ratio",
    "yoy",
    "同比",
    "环比",
    "价",
    "arpu",
    "arppu",
    "asp",
)


def _totals(view: View, grid: Grid) -> Iterator[Finding]:
    for at, row in enumerate(grid.rows):
        if at < 2 or not row.names or norm(row.names[0]) not in _TOTAL_LABELS:
            continue
        begin = max(
            (k + 1 for k in range(at) if grid.rows[k].names and norm(grid.rows[k].names[0]) in _TOTAL_LABELS),
            default=0,
        )
        parts = grid.rows[begin:at]
        if len(parts) < 2 or any(
            n in "".join(r.names) for r in parts for n in ("其中", "小计", "of which", "Subtotal")
        ):
            continue
        for j, header in enumerate(grid.headers):
            cells = [r.cells[j] for r in parts if j < len(r.cells)]
            shown = row.cells[j] if j < len(row.cells) else None
            if (
                shown is None
                or shown.operand is None
                or shown.unit in ("%", "pp", "times", "s")
                or len(cells) != len(parts)
            ):
                continue
            if any(w in norm(header) or w in header.lower() for w in _NOT_ADDED) or any(
                c.operand is None for c in cells
            ):
                continue
            if _is_change(grid, j):
                continue
            result = compute("sum", *(c.operand for c in cells if c.operand is not None))
            if shown.operand.interval.meets(result.interval):
                continue
            start, end = _span(grid, shown)
            yield finding(
                view,
                "TIE303",
                "high",
                start,
                end,
                f"{row.names[0]}, {header}: printed {shown.text}, the rows above add up to {_as_printed(shown, result.value)}",
                stated=shown.operand.value,
                expected=result.value,
                evidence=[c.evidence() for c in cells],
            )


def _is_change(grid: Grid, j: int) -> bool:
    """True for a column that is the percent change between two others in most rows, whatever its head says."""
    for now, before in itertools.permutations((k for k in range(len(grid.headers)) if k != j), 2):
        good = tried = 0
        for row in grid.rows:
            if j >= len(row.cells) or max(now, before) >= len(row.cells):
                continue
            a, b, shown = (row.cells[k].operand for k in (now, before, j))
            if a is None or b is None or shown is None or a.value <= 0 or b.interval.lo <= 0:
                continue
            tried += 1
            good += compute("change", a, b).interval.meets(shown.interval)
        if good >= 3 and good * 4 >= tried * 3:
            return True
    return False


def _given(shown: Cell, operator: str, value: Decimal) -> str:
    return f"{round(value, 2)}%" if operator == "change" else _as_printed(shown, value)


def _as_printed(cell: Cell, value: Decimal) -> str:
    """A value in the scale and places of the cell it is held against: 亿元 for a column in 亿元.

    The cell's own digits tell its scale.
    """
    digits = re.sub(r"[^\d.]", "", cell.text)
    if cell.operand is None or not digits.strip(".") or not Decimal(digits):
        return f"{value:,}"
    scale = abs(cell.operand.value) / Decimal(digits)
    places = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    return f"{(value / scale).quantize(places):,}" if scale else f"{value:,}"


_CHANGE_HEADS = ("变动", "变化", "增减", "change", "diff", "差")


def _deltas(view: View, grid: Grid) -> Iterator[Finding]:
    """Columns now, before, change: taken for such only where most rows agree with it."""
    for j, header in enumerate(grid.headers):
        if not any(w in norm(header) for w in _CHANGE_HEADS) or j < 2:
            continue
        for now, before in ((j - 2, j - 1), (j - 1, j - 2)):
            for operator in ("difference", "change"):
                results: list[tuple[Cell, Operand, bool, list[Cell]]] = []
                for row in grid.rows:
                    if j >= len(row.cells):
                        continue
                    a, b, shown = row.cells[now], row.cells[before], row.cells[j]
                    if a.operand is None or b.operand is None or shown.operand is None or a.unit != b.unit:
                        continue
                    if (operator == "change") != (shown.unit == "%" and a.unit != "%"):
                        continue
                    try:
                        result = compute(operator, a.operand, b.operand)
                    except UndefinedFormula:
                        continue
                    if shown.unit == "bp":
                        if a.unit != "%":
                            continue  # of a rate printed without its sign: the scale is open
                        result = Operand(result.value * 100, result.interval.scaled(Decimal(100)))
                    results.append((shown, result, shown.operand.interval.meets(result.interval), [a, b]))
                good = sum(ok for _, _, ok, _ in results)
                if len(results) < 2 or good * 2 < len(results):
                    continue
                for shown, result, ok, cells in results:
                    if not ok and shown.operand is not None:
                        start, end = _span(grid, shown)
                        yield finding(
                            view,
                            "TIE304",
                            "high",
                            start,
                            end,
                            f"{header}: printed {shown.text}, {cells[0].text} and {cells[1].text} give {_given(shown, operator, result.value)}",
                            stated=shown.operand.value,
                            expected=result.value,
                            evidence=[c.evidence() for c in cells],
                        )
                return


_RATES = {
    "USD": (Decimal(6), Decimal("8.5")),
    "CNY": (Decimal(1), Decimal(1)),
    "HKD": (Decimal("0.75"), Decimal("1.1")),
    "EUR": (Decimal("6.5"), Decimal("10")),
}


def _valued(money: Money, currency: str | None, *, against: str | None) -> Interval | None:
    """An amount as values that can be compared: as printed in one currency, else in CNY at wide rates."""
    band = (Decimal(1), Decimal(1)) if currency and currency == against else _RATES.get(currency or "")
    if band is None:
        return None
    high = money.high
    if money.comparator in ("over", "at_least"):
        high = money.high * Decimal("1.6")
    return Interval(money.low * band[0], high * band[1])


def _funding(view: View, grid: Grid) -> Iterator[Finding]:
    for at, record in zip(grid.table.record_rows, grid.table.records, strict=False):
        amount, raised, valuation = record.get("amount"), record.get("total_raised"), record.get("valuation")
        if not isinstance(raised, Money):
            continue
        known = {m.currency for m in (amount, valuation) if isinstance(m, Money) and m.currency}
        readings = [raised.currency] if raised.currency else sorted({"CNY", *known})
        reasons: list[str] = []
        fits = False
        for currency in readings:
            if currency not in _RATES:
                fits = True
                continue
            wrong = ""
            if isinstance(amount, Money) and _below(raised, currency, amount):
                wrong = f"in {currency} it is less than the round ({amount.text})"
            elif isinstance(valuation, Money) and _above(raised, currency, valuation):
                wrong = f"in {currency} it is more than the valuation ({valuation.text})"
            if wrong:
                reasons.append(wrong)
            else:
                fits = True
        if not fits and reasons:
            column = grid.table.column_of("total_raised")
            cell = grid.rows[at].cells[column] if column is not None else grid.rows[at].cells[-1]
            start, end = _span(grid, cell)
            yield finding(
                view,
                "TIE305",
                "medium",
                start,
                end,
                f"{grid.rows[at].label}: total raised {raised.text}: " + "; ".join(reasons),
                stated=raised.text,
                evidence=[cell.evidence()],
            )


def _below(raised: Money, currency: str, amount: Money) -> bool:
    mine, other = (
        _valued(raised, currency, against=amount.currency),
        _valued(amount, amount.currency, against=currency),
    )
    return mine is not None and other is not None and mine.hi < other.lo


def _above(raised: Money, currency: str, valuation: Money) -> bool:
    mine, other = (
        _valued(raised, currency, against=valuation.currency),
        _valued(valuation, valuation.currency, against=currency),
    )
    return mine is not None and other is not None and mine.lo > other.hi


_LONG_TIME = re.compile(r"(?<![\d:.])\d{1,2}:(?:[6-9]\d:\d{2}|\d{2}:[6-9]\d)(?![\d:])")
_SHORT_TIME = re.compile(r"^\d{1,3}:[6-9]\d$")


def _times(view: View) -> Iterator[Finding]:
    for context in view.body():
        for found in _LONG_TIME.finditer(context.passage.text):
            start = context.passage.start + found.start()
            yield finding(
                view,
                "TIE308",
                "high",
                start,
                start + len(found.group()),
                f"{found.group()} is no time: sixty or more behind a colon",
            )
    for grid in view.grids.grids:
        for row in grid.rows:
            for cell in row.cells:
                column = grid.tracker.column(cell.field) if grid.tracker and cell.field else None
                if (
                    column is not None
                    and column.kind == "duration"
                    and (_SHORT_TIME.match(cell.text) or _LONG_TIME.match(cell.text))
                ):
                    start, end = _span(grid, cell)
                    yield finding(
                        view,
                        "TIE308",
                        "high",
                        start,
                        end,
                        f"{row.label}, {cell.header}: {cell.text} is no time",
                        stated=cell.text,
                    )


def _twice(view: View) -> Iterator[Finding]:
    seen: dict[tuple[str, tuple[str, ...], str], tuple[Grid, Cell]] = {}
    for grid in view.grids.grids:
        if grid.tracker is None or grid.tracker.name in ("leaderboard", "benchmark"):
            continue
        for row in grid.rows:
            for cell in row.cells:
                if cell.field is None or cell.operand is None or not row.keys:
                    continue
                period = str(grid.table.period) if grid.tracker.period == "window" else ""
                key = (grid.tracker.name + period, tuple(norm(k) for k in row.keys), cell.field)
                if key not in seen:
                    seen[key] = (grid, cell)
                    continue
                _, other = seen[key]
                if (
                    other.table != cell.table
                    and other.operand is not None
                    and not other.operand.interval.meets(cell.operand.interval)
                ):
                    start, end = _span(grid, cell)
                    yield finding(
                        view,
                        "TIE306",
                        "high",
                        start,
                        end,
                        f"{row.label}, {cell.header}: {cell.text} here, {other.text} in the other table",
                        stated=cell.operand.value,
                        expected=other.operand.value,
                        evidence=[other.evidence(), cell.evidence()],
                    )


def _misspelt(view: View) -> Iterator[Finding]:
    names: dict[str, tuple[str, str, Grid, Cell]] = {}
    for grid in view.of("leaderboard"):
        fields = grid.table.fields
        if "model" not in fields or "organization" not in fields:
            continue
        for row in grid.rows:
            cell = row.cells[fields.index("model")]
            names.setdefault(
                norm(cell.text), (cell.text, row.cells[fields.index("organization")].text, grid, cell)
            )
    keys = sorted(names)
    for a in keys:
        if len(a) < 8:
            continue
        for b in keys:
            if a == b or len(a) != len(b) or sum(x != y for x, y in zip(a, b, strict=True)) != 1:
                continue
            text_a, org_a, grid_a, cell_a = names[a]
            text_b, org_b, _, _ = names[b]
            # The spelling on fewer boards is the damaged one; two versions of one model stand on one board.
            boards_a, boards_b = _boards_with(view, a), _boards_with(view, b)
            if (norm(org_a) == norm(org_b) and not boards_a & boards_b and len(boards_a) < len(boards_b)) or (
                norm(org_a) == norm(org_b)
                and not boards_a & boards_b
                and len(boards_a) == len(boards_b)
                and a < b
            ):
                start, end = _span(grid_a, cell_a)
                yield finding(
                    view,
                    "TIE307",
                    "medium",
                    start,
                    end,
                    f"{text_a} stands here, {text_b} in the other boards: one model, one character apart",
                    stated=text_a,
                    expected=text_b,
                    evidence=[cell_a.evidence()],
                )


def _boards_with(view: View, key: str) -> set[int]:
    return {g.index for g in view.of("leaderboard") for r in g.rows if any(norm(n) == key for n in r.names)}
