"""The workbook for the next issue: subjects filled in, values to type, last values beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..model import Record
from ..quantity.format import plain
from ..store.files import write_whole
from ..trackers import Column, Tracker, all_trackers
from .inbox import AVAILABILITY_WORDS, describes

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["HEADER_ROW", "template"]

HEADER_ROW = 4
_FORMATS = {"percent": "0.00%", "integer": "0", "date": "yyyy-mm-dd"}
_KEPT_HIDDEN = ("availability", "price_date", "rechecked_on")

_GUIDE = {
    "zh": (
        "每个工作表对应一个跟踪主题，工作表名称请勿修改。",
        "淡黄色单元格由您填写；灰色“上期”列仅供对照，入库时忽略。",
        "“期间”或“日期”写在表头上方的淡黄色单元格，例如起止日期或某一天。",
        "没有数值请写 ——；留空表示尚未填写，该行不入库，会列为缺口。",
        "没有报价时，请在“供应状态”注明：在售、紧张、下架、未披露、未获取。",
        "价格、EPS 久未变动时，请回到来源核对，并填写“复核日期”。",
        "停留时长写 分:秒，例如 6:34；百分比直接写 2.60%。",
        "填好后运行 tieout collect；重复运行不会重复入库。",
    ),
    "en": (
        "One sheet per tracker; leave the sheet names as they are.",
        "Fill in the pale yellow cells. The grey columns repeat the last values and are ignored.",
        "Write the window or the day into the yellow cell above the header.",
        "Write - where there is no value; an empty cell is not filled in yet and its row stays out.",
        "Where there is no price, say why under availability: 在售, 紧张, 下架, 未披露, 未获取.",
        "Where a price or EPS has not changed for long, look at the source again and fill in the day under Rechecked on.",
        "Durations are minutes:seconds such as 6:34, percentages such as 2.60%.",
        "Then run tieout collect; running it twice changes nothing.",
    ),
}
_WORDS = {
    "zh": {
        "window": "期间：",
        "day": "日期：",
        "fill": "← 填写统计窗口的起止日期",
        "last": "上期",
        "guide": "说明",
    },
    "en": {
        "window": "Period:",
        "day": "Date:",
        "fill": "← first and last day of the window",
        "last": "Previous",
        "guide": "Notes",
    },
}


def template(desk: Desk, date: Date) -> Path:
    """Write ``inbox/DATE.xlsx`` for the issue of ``date`` and return its path.

    A sheet per tracker that the desk follows, with the subjects of that date and what describes
    them; the values are empty until somebody types them, and `collect` leaves such rows out. Raises
    :class:`~tieout.errors.UsageError` when the file exists: somebody may have begun to fill it in.
    """
    import io

    import openpyxl

    path = desk.inbox / f"{date.isoformat()}.xlsx"
    if path.exists():
        raise UsageError(
            f"{path} exists already and may hold figures",
            next_step="fill that one in, or move it away to get a fresh one",
            path=str(path),
        )
    language = desk.config.desk.language
    book = openpyxl.Workbook()
    guide = book.active
    assert guide is not None
    guide.title = _WORDS[language]["guide"]
    for line in _GUIDE[language]:
        guide.append([line])
    guide.column_dimensions["A"].width = 90
    followed = 0
    for tracker in all_trackers():
        subjects = desk.universe(tracker.name, date)
        records = desk.store.records(tracker.name, until=date)
        if subjects or records:
            _sheet(book, desk, tracker, subjects, _latest(records, date), date, language)
            followed += 1
    if not followed:
        raise UsageError(
            "this desk follows nothing yet",
            next_step="list subjects under [universe] in desk.toml, see docs/desk.md",
        )
    book.active = 1
    out = io.BytesIO()
    book.save(out)
    write_whole(path, out.getvalue())
    return path


def _latest(records: Sequence[Record], date: Date) -> dict[tuple[str, ...], Record]:
    """The last record of each subject before the date; records come by period."""
    return {r.subject: r for r in records if r.period is not None and r.period.end < date}


def _sheet(
    book: Any,
    desk: Desk,
    tracker: Tracker,
    subjects: Sequence[tuple[str, ...]],
    last: dict[tuple[str, ...], Record],
    date: Date,
    language: str,
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    words = _WORDS[language]
    yellow, band = PatternFill("solid", fgColor="FFF8DC"), PatternFill("solid", fgColor="E8EDF3")
    grey = Font(color="808080")
    sheet = book.create_sheet(_sheet_name(tracker, language))
    sheet["A1"], sheet["A1"].font = tracker.title(language), Font(bold=True)
    sheet["A2"] = words[tracker.period]
    sheet["B2"].fill = yellow
    sheet["B2"].number_format = "@"
    if tracker.period == "day":
        sheet["B2"] = date.isoformat()
    else:
        sheet["C2"] = words["fill"]
    periods = {str(r.period) for r in last.values()}
    if periods:
        sheet["A3"], sheet["A3"].font = f"{words['last']}：{max(periods)}", grey
    fields = _fields(desk, tracker, subjects, last)
    weekly = [f for f in fields if not describes(tracker, f)]
    compared = [f for f in weekly if any(f in r.texts or r.get(f) is not None for r in last.values())]
    headers = [_header(tracker, f, language) for f in fields]
    headers += [f"{words['last']}·{_header(tracker, f, language)}" for f in compared]
    for j, header in enumerate(headers, 1):
        cell = sheet.cell(HEADER_ROW, j, header)
        cell.font = Font(bold=True) if j <= len(fields) else Font(bold=True, color="808080")
        cell.fill = band
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        # A Chinese character is about two Latin ones wide.
        sheet.column_dimensions[cell.column_letter].width = max(
            11, 2 + sum(2 if ord(c) > 255 else 1 for c in header)
        )
    for i, subject in enumerate(subjects, HEADER_ROW + 1):
        described = _described(desk, tracker, subject, last.get(subject))
        for j, field in enumerate(fields, 1):
            cell = sheet.cell(i, j)
            cell.number_format = _format(tracker.column(field))
            if field in described:
                cell.value = described[field]
            if field in weekly:
                cell.fill = yellow
        for j, field in enumerate(compared, len(fields) + 1):
            cell = sheet.cell(i, j, last[subject].texts.get(field, "") if subject in last else "")
            cell.font = grey
            cell.alignment = Alignment(horizontal="right")
    sheet.freeze_panes = sheet.cell(
        HEADER_ROW + 1, len(tracker.keys) + 1 if tracker.keys[0] is tracker.columns[0] else 1
    )
    if "availability" in fields and subjects:
        _choice(sheet, fields.index("availability") + 1, len(subjects))


def _sheet_name(tracker: Tracker, language: str) -> str:
    # A sheet's name may not be longer than 31 characters, nor hold these.
    name = "".join(c for c in tracker.title(language) if c not in r"[]:*?/\\")
    return name if len(name) <= 31 else tracker.name


def _fields(
    desk: Desk, tracker: Tracker, subjects: Sequence[tuple[str, ...]], last: dict[tuple[str, ...], Record]
) -> list[str]:
    """The fields to type: what is computed from others is left out, years are those in use."""
    fields: list[str] = []
    for column in tracker.columns:
        if column.derived or not (column.printed or column.key or column.field in _KEPT_HIDDEN):
            continue
        if not column.per_year:
            fields.append(column.field)
            continue
        years = set(tracker.years([last[s] for s in subjects if s in last], column.field))
        if tracker.name == "coverage":
            wanted = {s[0] for s in subjects}
            years |= {y for c in desk.config.universe.coverage if c.ticker in wanted for y in c.eps}
        fields += [column.field.replace("{year}", y) for y in sorted(years)]
    return fields


def _header(tracker: Tracker, field: str, language: str) -> str:
    column = tracker.column(field)
    assert column is not None
    if not column.per_year:
        return column.header(language)
    year = field[len(column.field.split("{year}")[0]) :]
    return f"{column.header(language)} {year[:4]}{'E' if year.endswith('e') else ''}"


def _format(column: Column | None) -> str:
    """Text for names, for times (a typed 6:34 stays one) and for numbers whose digits are kept as typed."""
    if column is None:
        return "@"
    if column.kind == "decimal" and column.decimals is not None:
        return f"0.{'0' * column.decimals}" if column.decimals else "0"
    return _FORMATS.get(column.kind, "@")


def _described(desk: Desk, tracker: Tracker, subject: tuple[str, ...], last: Record | None) -> dict[str, Any]:
    """The names and descriptions of a subject: those of desk.toml, else those of its last record."""
    out: dict[str, Any] = {}
    if last is not None:
        for field, value in last.values.items():
            if describes(tracker, field) and field != "price_date":
                out[field] = _typed(value, last.texts.get(field, ""))
    out.update({c.field: name for c, name in zip(tracker.keys, subject, strict=True)})
    universe = desk.config.universe
    told: dict[str, Any] = {}
    if tracker.name == "compute_rental":
        for machine in universe.compute_rental:
            if (machine.gpu, desk.resolve(tracker.name, "platform", machine.platform)) == subject:
                told = {"cpu_cores": machine.cpu, "memory_gb": machine.memory, "disk": machine.disk}
    elif tracker.name == "site_traffic":
        for app in universe.site_traffic:
            if app.key == subject[0]:
                told = {"app": app.zh, "app_type": app.app_type, "owner": app.owner}
    elif tracker.name == "coverage":
        for firm in universe.coverage:
            if firm.ticker == subject[0]:
                told = {"name": firm.zh, "rating": firm.rating} | {f"eps_{y}": v for y, v in firm.eps.items()}
    out.update({f: _typed(v, "") for f, v in told.items() if v not in (None, "")})
    return out


def _typed(value: Any, text: str) -> Any:
    """A value as a workbook cell: a plain number where it is one, else what was printed."""
    if isinstance(value, Decimal):
        return float(plain(value)) if value % 1 else int(value)
    return text if text else value


def _choice(sheet: Any, column: int, rows: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choice = DataValidation("list", formula1=f'"{",".join(AVAILABILITY_WORDS)}"', allow_blank=True)
    sheet.add_data_validation(choice)
    letter = get_column_letter(column)
    choice.add(f"{letter}{HEADER_ROW + 1}:{letter}{HEADER_ROW + rows}")
