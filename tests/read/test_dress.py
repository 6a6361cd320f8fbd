"""One report in many dresses gives one set of records."""

from __future__ import annotations

import pytest
from dress import LABELS, Content, Dress, board, covered, dresses, funded, rental, report, traffic
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.model import Report
from tieout.read import read_bytes, read_text


def records_of(found: Report, content: Content) -> list[dict]:
    out = []
    for record in found.records(content.tracker):
        got = record.as_json()
        out.append({k: got.get(k) for k in content.values[0]})
    return sorted(out, key=str)


def expected(content: Content) -> list[dict]:
    return sorted((dict(value.items()) for value in content.values), key=str)


@given(seed=st.integers(0, 10**6), dress=dresses)
@settings(max_examples=50)
def test_records_do_not_depend_on_the_dress(seed: int, dress: Dress) -> None:
    contents = [rental(seed), traffic(seed), covered(seed), funded(seed), board(seed)]
    found = read_text(report(contents, dress))
    for content in contents:
        assert records_of(found, content) == expected(content)
    assert [t.figure for t in found.tables] == [
        LABELS[dress.label].format(n=n).strip(" ：:.、") for n in range(1, len(contents) + 1)
    ]
    assert found.meta.analysts[0].licence == "S1234567890123"
    assert all(w.message.startswith("page furniture") for w in found.warnings if w.code == "TIE901")


@given(
    seed=st.integers(0, 10**6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"]),
    crlf=st.booleans(),
)
@settings(max_examples=25)
def test_text_and_records_do_not_depend_on_the_encoding(seed: int, encoding: str, crlf: bool) -> None:
    text = report([rental(seed), traffic(seed)], Dress())
    data = (text.replace("\n", "\r\n") if crlf else text).encode(encoding)
    found = read_bytes(data)
    assert found.text == text
    assert found.as_json() == read_text(text).as_json()


@pytest.mark.parametrize("header", ["GPU", "核心数量"])
def test_a_misnamed_column_is_told_by_its_cells(header: str) -> None:
    text = report([rental(7)], Dress()).replace("CPU", header, 1)
    found = read_text(text)
    assert records_of(found, rental(7)) == expected(rental(7))
    assert [w.code for w in found.warnings if w.code.startswith("TIE9")] in (["TIE913"], [])


def test_a_two_row_header_may_have_lost_its_blanks() -> None:
    content = covered(3)
    rows = "\n".join("\t".join(r) for r in content.printed)
    for head in (
        "公司代码\t名称\t2025-03-10\tEPS\t\t\tPE\t\t\t投资评级\n\t\t股价\t2024\t2025E\t2026E\t2024\t2025E\t2026E\t",
        "公司代码\t名称\t股价\tEPS\t\t\tPE\t\t\t投资评级\n\t\t\t2024\t2025E\t2026E\t2024\t2025E\t2026E",
        "公司代码\t名称\t股价\tEPS\tPE\t投资评级\n2024\t2025E\t2026E\t2024\t2025E\t2026E",
    ):
        found = read_text(f"图表 1：重点关注公司\n\n{head}\n{rows}\n\n资料来源：Wind\n")
        assert records_of(found, content) == expected(content), head


def matrix(head: str, *rows: str) -> Report:
    return read_text(
        "图表 3：模型测评\n\n" + "\n".join([head, *rows]) + "\n\n资料来源：公司公告，北辰证券研究所\n"
    )


def test_a_header_beside_its_figures_is_moved_and_said() -> None:
    found = matrix(
        "Benchmark\tAlpha-1.5-pro\tGPT4o-0806\tQwen2-VL-72B\t",
        "Reasoning\tMMLU\t88.6\t80.1\t65.0",
        "\tGPQA\t59.1\t51.2\t49.0",
        "Code\tMBPP+\t78.0\t73.8\t78.3",
    )
    assert found.tables[0].columns == ("", "Benchmark", "Alpha-1.5-pro", "GPT4o-0806", "Qwen2-VL-72B")
    assert [w.code for w in found.warnings] == ["TIE903"]
    got = {(r["benchmark"], r["model"]): r.as_json()["score"] for r in found.records("benchmark")}
    assert got["MMLU", "Alpha-1.5-pro"] == 88.6 and got["MBPP+", "Qwen2-VL-72B"] == 78.3


def test_a_name_too_many_leaves_the_names_open() -> None:
    found = matrix(
        "\tAlpha-1.5-pro\tLlama3-405B\tGPT4o-0806\tQwen2-VL-72B",
        "Reasoning\tMMLU\t88.6\t80.1\t65.0",
        "Reasoning\tGPQA\t59.1\t51.2\t49.0",
        "Code\tMBPP+\t78.0\t73.8\t78.3",
    )
    assert found.tables[0].columns == ("",) * 5
    assert [w.code for w in found.warnings] == ["TIE904"]
    assert all(r["model"] is None and r.doubtful for r in found.records("benchmark"))
    assert [r.as_json()["score"] for r in found.records("benchmark")][:3] == [88.6, 80.1, 65.0]


PUBLISHED = (
    "Reasoning\tMMLU\t90.1\t88.6\t88.5\t85.3",
    "\tGPQA\t65.0\t51.1\t59.1\t49.0",
    "\tMATH-500\t88.6\t73.8\t90.2\t80.0",
    "\tDROP\t93.0\t88.7\t91.6\t76.7",
)


def test_published_scores_tell_whose_a_column_is() -> None:
    head = "\tAlpha-1.5-pro\tLlama3.1-405B\tGPT4o-0806\tDeepSeek-V3\tQwen2.5-72B"
    found = matrix(head, *PUBLISHED)
    assert found.tables[0].columns == ("", "", "Alpha-1.5-pro", "Llama3.1-405B", "DeepSeek-V3", "Qwen2.5-72B")
    assert [w.code for w in found.warnings] == ["TIE914"]
    assert all(r.doubtful for r in found.records("benchmark"))


def test_published_scores_name_no_column_they_do_not_tell() -> None:
    """Two of the names might be the one without figures: the columns between stay without a name."""
    head = "\tAlpha-1.5-pro\tBeta-2\tLlama3.1-405B\tDeepSeek-V3\tQwen2.5-72B"
    found = matrix(head, *PUBLISHED)
    assert found.tables[0].columns == ("", "", "", "Llama3.1-405B", "DeepSeek-V3", "Qwen2.5-72B")
    assert {r["model"] for r in found.records("benchmark")} == {
        None,
        "Llama3.1-405B",
        "DeepSeek-V3",
        "Qwen2.5-72B",
    }


def test_a_row_that_lost_its_group_is_moved_and_its_group_left_open() -> None:
    found = matrix(
        "类别\tBenchmark\tAlpha-1.5-pro\tGPT4o-0806\tQwen2-VL-72B\tGLM-4-Plus",
        "Vision\tMMMU\t88.6\t80.1\t65.0\t61.2",
        "\tMathVista\t59.1\t51.2\t49.0\t44.4",
        "RealWorldQA\t78.9\t75.4\t66.6\t70.2\t",
        "General\tMMStar\t71.9\t63.9\t65.1\t60.3",
        "\tMMBench\t87.5\t83.5\t81.7\t80.0",
    )
    assert {"TIE909", "TIE912"} <= {w.code for w in found.warnings}
    lost = [r for r in found.records("benchmark") if r["benchmark"] == "RealWorldQA"]
    assert [r.as_json()["score"] for r in lost] == [78.9, 75.4, 66.6, 70.2]
    assert {r["group"] for r in lost} == {None} and all(r.doubtful for r in lost)


def test_remains_of_a_web_page_above_the_header_are_set_aside() -> None:
    found = read_text(
        "图表 5：数学分榜\n\nCategory\t\tApply filter\t\tMath\n"
        "Math\t\t<input type='checkbox'> Style Control\t\t#models: 129 (83%)\n"
        "Rank* (UB)\tDelta\tModel\tArena Score\t95% CI\tVotes\n"
        "1\t0\tOrchid-2\t1423\t+14/-11\t2260\n1\t2\tKite-1.5-Pro\t1400\t+20/-20\t1006\n\n资料来源：公开榜单\n"
    )
    table = found.tables[0]
    assert table.columns[0] == "Rank* (UB)" and len(table.rows) == 2 and table.tracker == "leaderboard"
    assert {r["board"] for r in table.records} == {"math"}
    assert "TIE906" in {w.code for w in found.warnings}


def test_digits_of_page_furniture_are_listed() -> None:
    page = "请阅读最后一页的重要声明 {n}"
    parts = []
    for n in range(1, 5):
        parts += [
            f"第{n}段的正文在这里展开说明，数据保持平稳，全年增长 {n}.5%，后续仍需观察。",
            page.format(n=n),
        ]
    found = read_text("\n\n".join(parts))
    assert [w.message for w in found.warnings] == [f"page furniture: {page.format(n=n)}" for n in range(1, 5)]
    assert [found.quote(b) for b in found.blocks if b.attrs.get("part") == "furniture"] == [
        page.format(n=n) for n in range(1, 5)
    ]
