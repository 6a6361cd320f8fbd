"""Grids of scores."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tieout.trackers import get_tracker, grid_of_records, read_grid, recognise

MODELS = ["Model-A-7B", "GPT-9o", "Claude 8 Sonnet"]
UPRIGHT = (
    ["", "", *MODELS],
    [
        ["Knowledge", "MMLU", "88.6", "88.7", "86.8"],
        ["", "GPQA", "65.0", "53.1", "62.1"],
        ["Code", "McEval", "70.2", "68.2", "67.0"],
    ],
)


def scores(result):
    return {(r["group"], r["benchmark"], r["metric"], r["model"]): r["score"] for r in result.records}


def test_groups_are_filled_down():
    result = read_grid(*UPRIGHT)
    assert scores(result)["Knowledge", "GPQA", None, "GPT-9o"] == Decimal("53.1")
    assert len(result.records) == 9
    assert result.doubts == ()


def test_a_turned_grid_gives_the_same_scores():
    headers = ["模型", "MMLU", "GPQA", "McEval"]
    rows = [[m, *(r[2 + i] for r in UPRIGHT[1])] for i, m in enumerate(MODELS)]
    turned = {(b, m): s for (_, b, _, m), s in scores(read_grid(headers, rows)).items()}
    upright = {(b, m): s for (_, b, _, m), s in scores(read_grid(*UPRIGHT)).items()}
    assert turned == upright


def test_a_header_with_one_name_too_many_leaves_names_open():
    result = read_grid(["", *MODELS, "DeepSeek-V9"], UPRIGHT[1])
    assert {r["model"] for r in result.records} == {None}
    assert all(r.doubtful for r in result.records)
    assert "names are left open" in result.doubts[0]


def test_a_missing_label_cell_is_said_and_names_still_fit():
    result = read_grid(["Benchmark", *MODELS, ""], UPRIGHT[1])
    assert scores(result)["Code", "McEval", None, "Claude 8 Sonnet"] == Decimal("67.0")
    assert "label cells" in result.doubts[0]


def test_a_row_without_its_outer_label_takes_no_neighbours():
    rows = [*UPRIGHT[1], ["RealWorldQA", "78.9", "75.4", "66.6", ""]]
    result = read_grid(UPRIGHT[0], rows)
    assert scores(result)[None, "RealWorldQA", None, "Model-A-7B"] == Decimal("78.9")


def test_metrics_two_scores_and_k():
    rows = [
        ["AIME", "pass@1", "70.0", "44.6", "74.4"],
        ["", "cons@k", "86.7 (cons@32)", "54.7 (cons@64)", "83.3 (cons@64)"],
    ]
    result = read_grid(UPRIGHT[0], rows)
    first = next(r for r in result.records if r["metric"] == "cons@k")
    assert (first["benchmark"], first["score"], first["k"]) == ("AIME", Decimal("86.7"), 32)
    two = read_grid(
        UPRIGHT[0], [["Charts", "CharxivQA(RQ/DQ)", "54.4 / 84.3", "52.0 / 86.5", "60.2 / 84.3"]] * 2
    )
    assert {(r["metric"], r["score"]) for r in two.records if r["model"] == "GPT-9o"} == {
        ("RQ", Decimal("52.0")),
        ("DQ", Decimal("86.5")),
    }


def test_other_tables_are_no_grids():
    assert read_grid(["投资建议", "涨幅"], [["买入", "> 20%"]]) is None
    assert read_grid(["表现", "1M", "3M"], [["计算机", "-6.1", "0.0"], ["沪深300", "1.0", "2.0"]]) is None


@given(st.lists(st.lists(st.decimals("0", "100", places=1), min_size=3, max_size=3), min_size=1, max_size=6))
def test_what_is_printed_reads_back(values):
    rows = [["", f"Bench{i}", *(format(v, "f") for v in line)] for i, line in enumerate(values)]
    first = read_grid(UPRIGHT[0], rows)
    headers, printed = grid_of_records(get_tracker("benchmark"), first.records)
    again = read_grid(headers, printed)
    assert scores(again) == scores(first)
    assert not [m for m in recognise(headers, printed) if m.tracker.name != "benchmark"]
