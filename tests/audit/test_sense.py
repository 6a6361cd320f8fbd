"""Consequences told before their cause, and plans among closed rounds."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.model import Block, Report
from tieout.model.report import Meta
from tieout.read import read_text


def codes(text: str, day: str = "") -> list[str]:
    return [f.code for f in audit(read_text(f"{day}\n\n{text}" if day else text)).findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲公司宣布将于 10 月 21 日停止个人云服务。停止服务后，乙公司已推出迁移方案。", True),
        ("甲公司拟于 2024 年 12 月 1 日关闭线下门店。门店关闭后，客户纷纷转向乙公司。", True),
        ("甲公司宣布将于 10 月 21 日停止个人云服务。停止服务后，乙公司有望受益。", False),  # expected
        ("甲公司宣布将于 10 月 21 日停止个人云服务。乙公司推出了迁移方案。", False),  # another event
        (
            "甲公司宣布将于 10 月 15 日停止个人云服务。停止服务后，乙公司已推出迁移方案。",
            False,
        ),  # it has happened
    ],
)
def test_a_consequence_told_before_its_cause(text, found):
    assert ("TIE413" in codes(text, "2024 年 10 月 21 日")) is found


def test_the_same_in_english():
    from datetime import date

    def report(text: str) -> Report:
        return Report(text, Meta(date=date(2024, 10, 21)), (Block("paragraph", 0, len(text)),))

    late = "Alpha said it will close its consumer cloud on October 25. After Alpha closed the service, users moved to Beta."
    assert "TIE413" in [f.code for f in audit(report(late)).findings]
    assert audit(report(late.replace("users moved", "users will move"))).findings == ()


TABLE = "图表 1：本周融资动态\n\n应用\t应用类型\t领投方\t融资轮\t融资额\t目前累计融资额\t目前估值\n北极星\tAI 基建\tX\t{}\t500 亿美元\t——\t——\nBeta\tAI 平台\tY\t种子轮\t8500 万美元\t——\t——\n\n资料来源：公开资料\n\n"


@pytest.mark.parametrize(
    ("stage", "text", "found"),
    [
        ("——", "北极星项目计划投资额达 500 亿美元。", True),
        ("A 轮", "北极星项目计划投资额达 500 亿美元。", False),  # the table says which round
        ("——", "北极星项目计划投资额达 500 亿美元。北极星已完成融资 500 亿美元。", False),
        ("——", "北极星投资额达 500 亿美元。", False),
    ],
)
def test_a_plan_among_closed_rounds(stage, text, found):
    assert ("TIE414" in codes(text + "\n\n" + TABLE.format(stage))) is found


def test_a_plan_the_text_itself_sets_apart():
    text = "北极星项目计划投资额达 500 亿美元。北极星的投资是计划，与已经完成的融资不可同列。"
    assert "TIE414" not in codes(text + "\n\n" + TABLE.format("——"))
