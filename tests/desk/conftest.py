"""A small desk and ways to drop files into its inbox."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tieout.desk import Desk, open_desk

CONFIG = """
tieout = 1
[desk]
title = "周报"
series = "周报"
publisher = { zh = "示例证券", en = "Example Securities" }

[[universe.compute_rental]]
gpu = "A100-40G"
platform = "腾讯云"
cpu = 16
memory = 96
[[universe.compute_rental]]
gpu = "A100-40G"
platform = "阿里云"
[[universe.site_traffic]]
zh = "Kimi"
app_type = "聊天机器人"
aliases = ["kimi.moonshot.cn"]
[[universe.site_traffic]]
zh = "必应"
en = "Bing"
[[universe.coverage]]
ticker = "002230.SZ"
zh = "科大讯飞"
rating = "买入"
eps = { 2023a = 0.28, 2024e = 0.40 }
[[names]]
zh = "腾讯云"
en = "Tencent Cloud"
aliases = ["QCloud"]
"""


class Inbox:
    """Writes files into a desk's inbox."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def csv(self, name: str, *rows: str, encoding: str = "utf-8", separator: str = ",") -> Path:
        """A CSV file of rows written with commas."""
        text = "\n".join(row.replace(",", separator) for row in rows) + "\n"
        path = self.desk.inbox / name
        path.write_bytes(text.encode(encoding))
        return path

    def book(self, name: str, sheets: dict[str, list[list]], *, merge: tuple[str, ...] = ()) -> Path:
        """A workbook; a cell is a value or (value, number format). ``merge`` is for the last sheet."""
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for i, row in enumerate(rows, 1):
                for j, given in enumerate(row, 1):
                    value, code = given if isinstance(given, tuple) else (given, None)
                    cell = sheet.cell(i, j)
                    if value is not None:
                        cell.value = value
                    if code:
                        cell.number_format = code
            for area in merge:
                sheet.merge_cells(area)
        path = self.desk.inbox / name
        made.save(path)
        return path


@pytest.fixture
def desk(tmp_path) -> Desk:
    """An empty desk that follows two machines, two sites and a company."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "desk.toml").write_text(CONFIG, "utf-8")
    return open_desk(tmp_path)


@pytest.fixture
def inbox(desk) -> Inbox:
    """Its inbox."""
    return Inbox(desk)
