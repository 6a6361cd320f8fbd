"""Every reason a claim can give has its Chinese: the templates are collected from the source."""

from __future__ import annotations

import ast
import re
from itertools import product
from pathlib import Path

import pytest

from tieout.audit import wording
from tieout.audit.wording import in_chinese

FOLDER = Path(wording.__file__).with_name("claims")
WORDS = re.compile(r"[a-z]{3,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Names and figures alone, of a claim that is supported: no message is made of it.
PLAIN = frozenset(["{} {} against {}", "{}  against {}"])
# A slot that is filled with a word, not with a figure.
FILLED = {"{} is not {} {}": "7 is not above 7", "{} is {} {}": "7 is above 7"}


def templates(node: ast.expr) -> list[str]:
    """What an expression can say: each value put in is one slot, both arms of a choice are taken."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.FormattedValue):
        return templates(node.value)
    if isinstance(node, ast.IfExp):
        return templates(node.body) + templates(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [t for v in node.values for t in templates(v)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in templates(node.left) for b in templates(node.right)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*(templates(v) for v in node.values))]
    return ["{}"]


def reasons() -> list[str]:
    """Every template given as ``reason``, and those of ``judge``, which gives it third."""
    found: set[str] = set()
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given: list[ast.expr] = []
            if isinstance(node, ast.Call):
                given = [k.value for k in node.keywords if k.arg == "reason"]
                if isinstance(node.func, ast.Name) and node.func.id == "Judged" and len(node.args) > 2:
                    given.append(node.args[2])
            elif isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == "reason" for t in node.targets
            ):
                given = [node.value]
            found |= {t for g in given for t in templates(g)}
    return sorted(t for t in found if WORDS.search(t) and t not in PLAIN)


def test_the_templates_are_found():
    assert len(reasons()) > 50
    assert "the table gives {} for {}, {}" in reasons()


@pytest.mark.parametrize("template", reasons())
def test_every_reason_has_its_chinese(template):
    said = in_chinese("“7”: " + FILLED.get(template, template.replace("{}", "7")))
    assert CHINESE.search(said.partition("：")[2]), said
    assert not WORDS.search(said), said


def test_what_stands_inside_a_formula_is_turned_too():
    def said(formula: str) -> str:
        return in_chinese(f"“7%”: the figures beside it give 8 ({formula})")

    assert said("the middle of 7 to 9") == "“7%”：旁边的数字得出 8（7 to 9 的中点）"
    assert said("1 of the 3 moves stated").endswith("（所述 3 个变动中的 1 个）")
    assert said("6 / 5 - 1 is a percent, not points").endswith("（6 / 5 - 1 是百分比，不是百分点）")


def test_the_reader_s_doubts_have_their_chinese():
    assert in_chinese("import: the table has no header") == "导入存疑：表无表头"
    assert in_chinese("import: 2 row(s) above the header set aside") == "导入存疑：表头之上的 2 行未计入"


def test_a_quotation_is_left_as_it_stands():
    assert in_chinese("“4 / 2 = 3”: 4 is not below 2") == "“4 / 2 = 3”：4 不低于 2"
