"""Collect: what people and terminals write, in both kinds of files."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import openpyxl
import pytest

from tieout.desk import collect
from tieout.errors import InboxError, UsageError
from tieout.quantity.types import Period

T0 = datetime(2025, 1, 27, 10, tzinfo=UTC)
WEEK = Period(date(2025, 1, 20), date(2025, 1, 24))
TRAFFIC = ["应用", "周平均访问量 (M)", "访问量环比", "平均停留时长", "时长环比"]
TRAFFIC_LINE = ",".join(TRAFFIC)


def traffic(desk):
    return {r.subject[0]: r for r in desk.store.records("site_traffic")}


def only(refused):
    (refusal,) = refused
    return refusal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_any_encoding_and_separator(desk, inbox, encoding, separator):
    inbox.csv(
        "流量.csv",
        "期间：2025.1.20-2025.1.24",
        TRAFFIC_LINE,
        "Kimi,7.450,-3.98%,3:17,0.00%",
        encoding=encoding,
        separator=separator,
    )
    done = collect(desk, known_at=T0)
    assert done.ok, [str(r) for r in done.refused]
    record = traffic(desk)["Kimi"]
    assert record.period == WEEK and record.known_at == T0
    assert str(record["weekly_visits_m"]) == "7.450"
    assert record["avg_duration_s"] == 197 and record["visits_wow_pct"] == Decimal("-3.98")
    assert record.texts["avg_duration_s"] == "3:17"
    assert record.origin.cells["weekly_visits_m"] == "B3" and record.origin.source == "inbox/流量.csv"
    assert desk.snapshots.get(record.snapshot) == (desk.inbox / "流量.csv").read_bytes()


def test_numbers_under_their_formats(desk, inbox):
    rows = [
        ["期间", "2025.1.20-2025.1.24"],
        TRAFFIC,
        ["Kimi", (7.45, "0.000"), (0.026, "0.00%"), ("3:17", "@"), (-0.0345, "0.00%;[Red]-0.00%")],
        ["必应", (412700000, '0.0,,"M"'), (0.0260416666666667, "0.00%"), "6:21", 0.26],
    ]
    inbox.book("a.xlsx", {"site_traffic": rows})
    assert collect(desk).ok
    kimi, bing = traffic(desk)["Kimi"], traffic(desk)["必应"]
    assert kimi.texts["weekly_visits_m"] == "7.450" and kimi.texts["visits_wow_pct"] == "2.60%"
    assert kimi["visits_wow_pct"] == Decimal("2.60") and kimi["duration_wow_pct"] == Decimal("-3.45")
    assert bing["weekly_visits_m"] == Decimal("412.7")
    assert bing.texts["visits_wow_pct"] == "2.60%" and bing["duration_wow_pct"] == Decimal("0.26")


@pytest.mark.parametrize(
    ("cells", "seconds"),
    [
        ([(time(6, 34), "h:mm"), (time(12, 8), "h:mm")], [394, 728]),
        ([(time(6, 34), "h:mm:ss"), (time(16, 42), "h:mm:ss")], [394, 1002]),
        ([(timedelta(hours=26, minutes=10), "[h]:mm:ss"), (time(6, 34), "h:mm:ss")], [1570, 394]),
        ([(time(0, 6, 34), "h:mm:ss"), (time(0, 0, 45), "mm:ss")], [394, 45]),
        (
            [(timedelta(minutes=6, seconds=34), "[h]:mm:ss"), (timedelta(minutes=6, seconds=34), "[m]:ss")],
            [394, 394],
        ),
        ([(time(1, 2, 30), "h:mm:ss"), (time(2, 0, 0), "h:mm:ss")], [3750, 7200]),
        ([(394 / 86400, "General"), (394, "0")], [394, 394]),
        (["6:34", "00:16:42"], [394, 1002]),
        (["6分34秒", "6m34s"], [394, 394]),
    ],
)
def test_durations_however_they_were_typed(desk, inbox, cells, seconds):
    rows = [["期间：2025.1.20-2025.1.24"], ["应用", "周平均访问量 (M)", "平均停留时长"]]
    rows += [[name, 1, cell] for name, cell in zip(("Kimi", "必应"), cells, strict=True)]
    inbox.book("a.xlsx", {"site_traffic": rows})
    done = collect(desk)
    assert done.ok, [str(r) for r in done.refused]
    assert [traffic(desk)[n]["avg_duration_s"] for n in ("Kimi", "必应")] == seconds


def test_a_sheet_of_a_terminal(desk, inbox):
    """Title above, merged cells, units in cells, blanks, a footer, a column nobody knows, the sheet of notes."""
    rows = [
        ["算力租赁周度跟踪"],
        [],
        ["日期：2025-01-27"],
        [
            "显卡配置",
            "CPU",
            "内存",
            "磁盘大小 (G)",
            "平台名称",
            "价格 (每小时)",
            "价格环比上周",
            "供应状态",
            "备用",
        ],
        ["A100-40G", "16 核", "96GiB", "可自定, 额外收费", "QCloud", "28.64/元", "0.00%", None, "x"],
        [None, "12 核", "94G", "可自定, 额外收费", "阿里云", "——", "#N/A", "紧张", None],
        [],
        ["数据来源：各平台官网"],
    ]
    inbox.book(
        "周报数据.xlsx",
        {"说明": [["别读我"]], "算力租赁价格": rows},
        merge=("A5:A6", "D5:D6", "A1:H1", "A8:H8"),
    )
    done = collect(desk)
    assert done.ok, [str(r) for r in done.refused]
    assert done.files[0].notes == ("算力租赁价格: the column '备用' is not used",)
    first, second = desk.store.records("compute_rental")
    assert first.subject == ("A100-40G", "腾讯云") and first["platform"] == "QCloud"
    assert (first["cpu_cores"], first["memory_gb"], str(first["price_per_hour"])) == (16, 96, "28.64")
    assert first.period == Period.day(date(2025, 1, 27))
    assert second.subject == ("A100-40G", "阿里云") and second["disk"] == "可自定, 额外收费"
    assert second["price_per_hour"] is None and second.texts["price_per_hour"] == "——"
    assert second.availability == "tight" and second["price_wow_pct"] is None
    assert second.origin.cells["price_per_hour"] == "F6"


def test_a_header_of_two_rows_with_a_date_in_it(desk, inbox):
    rows = [
        ["公司代码", "名称", "2025-01-27 股价", "EPS", None, "投资评级"],
        [None, None, None, 2023, "2024E", None],
        ["002230", "科大讯飞", (50.68, "0.00"), (0.28, "0.00"), (0.4, "0.00"), "买入"],
    ]
    merged = ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2")
    inbox.book("coverage.xlsx", {"Sheet1": rows}, merge=merged)
    assert collect(desk).ok
    (record,) = desk.store.records("coverage")
    assert record.subject == ("002230.SZ",)
    assert (str(record["eps_2023a"]), str(record["eps_2024e"]), str(record["price"])) == (
        "0.28",
        "0.40",
        "50.68",
    )
    assert record["price_date"] == date(2025, 1, 27) and record.period == Period.day(date(2025, 1, 27))


def test_a_ticker_that_became_a_number(desk, inbox):
    rows = [
        ["公司代码", "名称", "股价", "股价日期"],
        [2230, "科大讯飞", 50.68, (datetime(2025, 1, 27), "yyyy/m/d")],
    ]
    inbox.book("a.xlsx", {"coverage": rows})
    assert collect(desk).ok
    assert [r.subject for r in desk.store.records()] == [("002230.SZ",)]


def test_a_file_is_known_by_its_headers_alone(desk, inbox):
    inbox.csv("导出 20250127.csv", "平台,显卡,价格(元/小时)", "腾讯云,A100-40G,28.64")
    assert collect(desk).ok
    assert [(r.tracker, r.subject) for r in desk.store.records()] == [
        ("compute_rental", ("A100-40G", "腾讯云"))
    ]


def test_english_headers_and_an_alias(desk, inbox):
    inbox.csv(
        "traffic.csv",
        "Period,App,Weekly visits (M),Visits WoW",
        "2025-01-20 to 2025-01-24,kimi.moonshot.cn,7.45,-3.98%",
    )
    assert collect(desk).ok
    assert traffic(desk)["Kimi"]["app"] == "kimi.moonshot.cn"


def test_two_weeks_in_one_sheet(desk, inbox):
    rows = [
        ["期间：2025.1.13-2025.1.17"], TRAFFIC, ["Kimi", 7.7, "1.00%", "3:10", "0.00%"], [],
        ["期间：2025.1.20-2025.1.24"], TRAFFIC, ["Kimi", 7.45, "-3.98%", "3:17", "0.00%"],
    ]  # fmt: skip
    inbox.book("a.xlsx", {"site_traffic": rows})
    assert collect(desk).ok
    assert [(str(r.period), str(r["weekly_visits_m"])) for r in desk.store.records()] == [
        ("2025-01-13..2025-01-17", "7.7"),
        ("2025-01-20..2025-01-24", "7.45"),
    ]


def test_a_period_column_is_filled_down(desk, inbox):
    inbox.csv(
        "site_traffic.csv",
        "期间,应用,周平均访问量 (M)",
        "2025.1.13-2025.1.17,Kimi,7.7",
        ",必应,400",
        "2025.1.20-2025.1.24,Kimi,7.45",
        ",必应,410",
    )
    assert collect(desk).ok
    assert [(str(r.period), r.subject[0]) for r in desk.store.records()] == [
        ("2025-01-13..2025-01-17", "Kimi"),
        ("2025-01-13..2025-01-17", "必应"),
        ("2025-01-20..2025-01-24", "Kimi"),
        ("2025-01-20..2025-01-24", "必应"),
    ]


def test_a_bad_cell_refuses_its_row_only(desk, inbox):
    rows = [
        ["期间：2025.1.20-2025.1.24"],
        TRAFFIC,
        ["Kimi", "七点四", "-3.98%", "3:17", "0.00%"],
        ["必应", 412.7, "0.10%", "6:21", "0.26%"],
    ]
    inbox.book("a.xlsx", {"流量": rows})
    inbox.csv(
        "b-compute_rental.csv", "日期：2025-01-27", "显卡配置,平台名称,价格 (每小时)", "A100-40G,腾讯云,28.64"
    )
    done = collect(desk)
    assert done.new == 2 and not done.ok
    refusal = only(done.refused)
    assert (refusal.file, refusal.sheet, refusal.row, refusal.column) == ("inbox/a.xlsx", "流量", 3, "B")
    assert refusal.seen == "七点四" and "number" in refusal.expected
    assert str(refusal).startswith("inbox/a.xlsx!流量!B3: ")


def test_a_row_said_twice_with_other_values_is_refused(desk, inbox):
    inbox.csv(
        "site_traffic.csv",
        "期间：2025.1.20-2025.1.24",
        TRAFFIC_LINE,
        "Kimi,7.450,-3.98%,3:17,0%",
        "Kimi,7.540,-3.98%,3:17,0%",
        "Kimi,7.450,-3.98%,3:17,0%",
    )
    done = collect(desk)
    assert done.new == 1
    assert "stands in row 3 already" in only(done.refused).message


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), "期间"),
        (("期间：2025.1.20-2025.1.24", "期间：2025.1.13-2025.1.17"), "2025-01-13..2025-01-17 and 2025-01-20"),
        (("日期：2025-01-24",), "期间"),
        (("期间：2025.1.24-2025.1.20",), "期间"),
    ],
)
def test_no_period_is_said_with_what_is_missing(desk, inbox, lines, told):
    inbox.csv("2025-01-27-site_traffic.csv", *lines, TRAFFIC_LINE, "Kimi,7.450,-3.98%,3:17,0.00%")
    done = collect(desk)
    assert done.new == 0
    refusal = only(done.refused)
    assert told in f"{refusal.message} {refusal.expected}"


def test_a_bad_period_cell_is_refused_at_its_place(desk, inbox):
    inbox.csv(
        "site_traffic.csv", "应用,期间,周平均访问量 (M)", "Kimi,上周,7.45", "必应,2025.1.20-2025.1.24,400"
    )
    done = collect(desk)
    refusal = only(done.refused)
    assert (refusal.row, refusal.column, refusal.seen) == (2, "B", "上周") and done.new == 1


def test_an_unknown_availability_is_refused(desk, inbox):
    inbox.csv(
        "compute_rental 2025-01-27.csv",
        "显卡配置,平台名称,价格 (每小时),供应状态",
        "A100-40G,腾讯云,-,不知道",
    )
    refusal = only(collect(desk).refused)
    assert refusal.column == "D" and "紧张" in refusal.expected and refusal.seen == "不知道"


def test_a_comma_in_an_unquoted_cell_is_seen(desk, inbox):
    inbox.csv(
        "compute_rental 2025-01-27.csv",
        "显卡配置,磁盘大小 (G),平台名称,价格 (每小时)",
        "A100-40G,可自定, 额外收费,腾讯云,28.64",
        "A100-80G,无,腾讯云,1",
    )
    done = collect(desk)
    refusal = only(done.refused)
    assert "more cells than the header" in refusal.message and "quotes" in refusal.next_step and done.new == 1


def test_formulas_with_and_without_their_results(desk, inbox):
    rows = [
        ["日期：2025-01-27"],
        ["显卡配置", "平台名称", "价格 (每小时)"],
        ["A100-40G", "腾讯云", "=20+8.64"],
        ["A100-40G", "阿里云", 31.58],
    ]
    inbox.book("compute_rental.xlsx", {"Sheet1": rows})
    done = collect(desk)
    refusal = only(done.refused)
    assert (refusal.row, refusal.column, refusal.seen) == (3, "C", "=20+8.64")
    assert "save it" in refusal.next_step and done.new == 1


def test_a_result_of_a_formula_counts_as_it_is_shown(desk, inbox):
    import xlsxwriter

    with xlsxwriter.Workbook(str(desk.inbox / "compute_rental.xlsx")) as book:
        sheet = book.add_worksheet("compute_rental")
        sheet.write_row(0, 0, ["日期：2025-01-27"])
        sheet.write_row(1, 0, ["显卡配置", "平台名称", "价格 (每小时)", "价格环比上周"])
        sheet.write_row(2, 0, ["A100-40G", "腾讯云"])
        sheet.write_formula(2, 2, "=1/3", book.add_format({"num_format": "0.00"}), 1 / 3)
        sheet.write_formula(2, 3, "=1/0", None, "#DIV/0!")
        sheet.write_row(3, 0, ["A100-40G", "阿里云"])
        sheet.write_formula(3, 2, "=1/3", book.add_format({"num_format": "0.00"}), 1 / 3)
    done = collect(desk)
    assert "broken" in only(done.refused).message
    assert [str(r["price_per_hour"]) for r in desk.store.records()] == ["0.33"]


def truncated(path):
    path.write_bytes(path.read_bytes()[:-400])


def encrypted(path):
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("a.xlsx", truncated, "cut off"),
        ("a.xlsx", encrypted, "password"),
        (
            "a.xls",
            lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
            "save it as .xlsx",
        ),
        ("a.xls", lambda p: p.write_bytes(b"<html><table><tr><td>1</td></tr></table></html>"), "web page"),
        ("a.xlsx", lambda p: p.write_bytes(b""), "empty"),
        ("a.csv", lambda p: p.write_bytes(b"\n\n"), "empty"),
        ("a.csv", lambda p: p.write_bytes(b"\x81\xff\xfe\x00\xd8" * 9), "UTF-8"),
        ("a.csv", lambda p: p.write_bytes("平臺,價格數據\n1,2\n".encode("big5")), "header"),
        ("a.csv", lambda p: p.write_text('a,"b\nc'), "header"),
        ("a.csv", lambda p: p.write_text("只有一行"), "header"),
    ],
)
def test_files_that_cannot_be_read_say_what_to_do(desk, inbox, name, spoil, said):
    inbox.book("a.xlsx", {"site_traffic": [["期间：2025.1.20-2025.1.24"], TRAFFIC]})
    path = desk.inbox / name
    spoil(path)
    if name != "a.xlsx":
        (desk.inbox / "a.xlsx").unlink()
    inbox.csv(
        "good compute_rental.csv",
        "日期：2025-01-27",
        "显卡配置,平台名称,价格 (每小时)",
        "A100-40G,腾讯云,28.64",
    )
    done = collect(desk)
    assert done.new == 1
    refusal = only(done.refused)
    assert said in str(refusal) and refusal.next_step and refusal.file == f"inbox/{name}"


def test_too_many_rows_are_refused_without_reading_them_all(desk, inbox, monkeypatch):
    monkeypatch.setattr("tieout.desk.workbook.MAX_ROWS", 3)
    inbox.book("a.xlsx", {"site_traffic": [TRAFFIC] + [["Kimi"]] * 5})
    assert "at most 3" in only(collect(desk).refused).message


def test_a_sheet_formatted_to_its_end_costs_nothing(desk, inbox):
    path = inbox.book(
        "a.xlsx", {"site_traffic": [["期间：2025.1.20-2025.1.24"], TRAFFIC, ["Kimi", 1, "1%", "1:00", "1%"]]}
    )
    book = openpyxl.load_workbook(path)
    book.active.cell(1_048_576, 3).number_format = "0.00"
    book.save(path)
    assert collect(desk).new == 1


def test_a_changed_value_is_told_with_old_and_new(desk, inbox):
    inbox.csv("1.csv", "期间：2025.1.20-2025.1.24", TRAFFIC_LINE, "Kimi,7.450,-3.98%,3:17,0.00%")
    collect(desk, known_at=T0)
    inbox.csv("2.csv", "期间：2025.1.20-2025.1.24", TRAFFIC_LINE, "Kimi,7.540,-3.98%,3:17,0.00%")
    done = collect(desk, known_at=T0 + timedelta(days=1))
    assert [(c.new.subject, c.fields) for c in done.changes] == [
        (("Kimi",), {"weekly_visits_m": ("7.450", "7.540")})
    ]
    assert (done.new, done.unchanged) == (1, 1)
    again = collect(desk, known_at=T0 + timedelta(days=9))
    assert (again.new, again.unchanged, again.changes) == (0, 2, ())
    assert (
        str(traffic(desk)["Kimi"]["weekly_visits_m"]) == "7.540"
        and traffic(desk)["Kimi"].note == "restatement"
    )
    then = desk.store.records(as_of=T0)
    assert [str(r["weekly_visits_m"]) for r in then] == ["7.450"]


def test_the_manifest_tells_time_reason_and_period(desk, inbox):
    inbox.csv("1 site_traffic.csv", TRAFFIC_LINE, "Kimi,7.450,-3.98%,3:17,0.00%")
    inbox.csv("2 site_traffic.csv", TRAFFIC_LINE, "Kimi,7.540,-3.98%,3:17,0.00%")
    (desk.inbox / "manifest.toml").write_text(
        '[[file]]\nname = "1*"\nknown_at = 2025-01-27T18:00:00\nperiod = "2025-01-20..2025-01-24"\n'
        '[[file]]\nname = "2*"\nknown_at = 2025-01-28\nperiod = "2025.1.20-2025.1.24"\nnote = "correction"\n',
        "utf-8",
    )
    assert collect(desk, known_at=T0 - timedelta(days=30)).ok
    record = traffic(desk)["Kimi"]
    assert record.note == "correction" and record.period == WEEK
    assert record.known_at == datetime(2025, 1, 27, 16, tzinfo=UTC)
    assert [
        str(r["weekly_visits_m"]) for r in desk.store.records(as_of=datetime(2025, 1, 27, 10, tzinfo=UTC))
    ] == ["7.450"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[file]]\nnme = 'a'", "manifest.toml:2: unknown key 'nme'"),
        ("[[file]]\nknown_at = 2025-01-01", "no name"),
        ("[[file]]\nname = 'a'\nknown_at = 'yesterday'", "manifest.toml:3: known_at is no time"),
        ("[[file]]\nname = 'a'\nnote = 'because'", "correction, restatement"),
        ("[[file]]\nname = 'a'\nperiod = 'last week'", "2025-01-20..2025-01-24"),
        ("[file]\nname = 'a'", "double brackets"),
        ("[files]\nname = 'a'", "unknown key 'files'"),
        ("[[file", "TOML syntax"),
    ],
)
def test_a_wrong_manifest_is_said_with_its_line(desk, text, said):
    (desk.inbox / "manifest.toml").write_text(text, "utf-8")
    with pytest.raises(InboxError) as error:
        collect(desk)
    assert said in str(error.value)


def test_named_files_only(desk, inbox):
    inbox.csv("a.csv", "期间：2025.1.20-2025.1.24", TRAFFIC_LINE, "Kimi,7.450,-3.98%,3:17,0.00%")
    inbox.csv("b.csv", "期间：2025.1.20-2025.1.24", TRAFFIC_LINE, "必应,1,-3.98%,3:17,0.00%")
    assert [f.file for f in collect(desk, ["b.csv"]).files] == ["inbox/b.csv"]
    assert set(traffic(desk)) == {"必应"}
    with pytest.raises(UsageError, match="no inbox file"):
        collect(desk, ["c.csv"])


def test_an_empty_inbox_is_no_error(desk):
    done = collect(desk)
    assert (done.new, done.files, done.version) == (0, (), -1)


def test_progress_is_told_for_each_file(desk, inbox):
    inbox.csv("a.csv", "期间：2025.1.20-2025.1.24", TRAFFIC_LINE, "Kimi,7.450,-3.98%,3:17,0.00%")
    told = []
    collect(desk, progress=lambda done, of, name: told.append((done, of, name)))
    assert told == [(0, 1, "a.csv"), (1, 1, "")]


def test_a_period_between_header_and_rows_speaks_for_the_rows_below(desk, inbox):
    rows = [TRAFFIC[:2], ["2025.1.13-2025.1.17"], ["Kimi", 7.7], ["2025.1.20-2025.1.24"], ["Kimi", 7.45]]
    inbox.book("a.xlsx", {"site_traffic": rows}, merge=("A2:B2",))
    done = collect(desk)
    assert done.ok and done.files[0].unfilled == 0
    assert [str(r.period) for r in desk.store.records()] == [
        "2025-01-13..2025-01-17",
        "2025-01-20..2025-01-24",
    ]


def test_names_and_the_one_value_are_enough(desk, inbox):
    inbox.csv("导出.csv", "期间：2025.1.20-2025.1.24", "应用,周平均访问量 (M)", "Kimi,7.45")
    assert collect(desk).ok and traffic(desk)["Kimi"]["weekly_visits_m"] == Decimal("7.45")


def test_a_header_without_any_value_says_which_column_to_rename(desk, inbox):
    inbox.csv("compute_rental 2025-01-27.csv", "显卡配置,平台名称,多少钱", "A100-40G,腾讯云,28.64")
    done = collect(desk)
    refusal = only(done.refused)
    assert done.new == 0 and refusal.seen == "多少钱" and "rename 多少钱" in refusal.next_step


def test_the_only_row_is_no_second_header(desk, inbox):
    inbox.csv("2025-02-03-relative_performance.csv", "指数名称,1M,3M,12M", "计算机(申万),-2.0,3.5,x")
    done = collect(desk, known_at=T0)
    (refusal,) = done.refused
    assert refusal.place.endswith("!D2") and refusal.seen == "x" and done.new == 0


def test_a_column_of_words_under_a_known_header_is_refused_row_by_row_not_left_out(desk, inbox):
    inbox.csv(
        "a.csv",
        "期间：2025.1.20-2025.1.24",
        "应用,周平均访问量 (M),访问量环比",
        "Kimi,很多,1%",
        "必应,不少,2%",
    )
    done = collect(desk, known_at=T0)
    assert [(r.place, r.seen) for r in done.refused] == [
        ("inbox/a.csv!B3", "很多"),
        ("inbox/a.csv!B4", "不少"),
    ]


@pytest.mark.parametrize(
    ("name", "lines", "cell", "words"),
    [
        (
            "2025-01-27-funding.csv",
            ["公司,融资额,状态", "A,1 亿元,done", "B,2 亿元,计划"],
            "C2",
            "已完成、计划、传闻",
        ),
        (
            "2025-01-27-market_stat.csv",
            [
                "期间：2025.1.20-2025.1.24",
                "指数,统计项,涨跌幅",
                "甲,日涨幅最大,1.00%",
                "甲,日跌幅最大值,-1.00%",
            ],
            "B3",
            "日涨幅最大值、日跌幅最大值",
        ),
    ],
)
def test_a_word_that_is_none_of_the_known_ones_is_refused_with_these(desk, inbox, name, lines, cell, words):
    inbox.csv(name, *lines)
    done = collect(desk, known_at=T0)
    (refusal,) = done.refused
    assert refusal.place.endswith(f"!{cell}") and words in refusal.next_step and done.new == 1
    assert "for no value" not in refusal.next_step
