"""``tieout rank``: votes in, a board on the terminal or as CSV, XLSX or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError

if TYPE_CHECKING:
    from .leaderboard import Leaderboard

__all__ = ["command"]


@click.command("rank")
@click.argument("votes")
@click.option(
    "--by",
    "by",
    multiple=True,
    metavar="WHAT",
    help="Also boards by category, language, a flag or a column. 分榜",
)
@click.option("--as-of", metavar="DATE", help="Only votes up to the end of this day (UTC). 截止日期")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True
)
@click.option("-o", "--output", metavar="FILE", help="Write .csv, .xlsx, .json or .svg instead of printing.")
@click.option(
    "--compare",
    "earlier",
    metavar="BOARD",
    help="An earlier release (JSON of this command, or a published board): what moved beyond noise.",
)
@click.option(
    "--style/--no-style",
    default=None,
    help="Style control; by default when style columns are recognised. 风格控制",
)
@click.option(
    "--ties",
    type=click.Choice(["half", "davidson", "rao_kupper"]),
    default="half",
    show_default=True,
    help="What a tie is.",
)
@click.option(
    "--interval",
    type=click.Choice(["sandwich", "multinomial", "poisson"]),
    default="sandwich",
    show_default=True,
    help="Closed form or bootstrap.",
)
@click.option("--rounds", type=click.IntRange(20), default=1000, show_default=True, help="Bootstrap rounds.")
@click.option("--seed", type=int, default=0, show_default=True, help="Bootstrap seed.")
@click.option(
    "--level",
    type=click.FloatRange(0.5, 0.9999),
    default=0.95,
    show_default=True,
    help="Coverage of the interval.",
)
@click.option("--cluster", is_flag=True, help="Votes of one voter count as dependent (cluster-robust).")
@click.option("--anchor", metavar="MODEL=SCORE", help="Shift scores so that this model has this score.")
@click.option(
    "--relative-to",
    type=click.Choice(["average", "anchor"]),
    default="average",
    show_default=True,
    help="Whose difference the interval is of.",
)
@click.option("--reweight", is_flag=True, help="Weight every pair of models alike.")
@click.option(
    "--ridge",
    type=click.FloatRange(0.0),
    default=0.0,
    show_default=True,
    help="Penalty on strengths; none by default.",
)
@click.option(
    "--min-votes",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Overall board: show models with more votes than this.",
)
@click.option(
    "--min-votes-boards",
    type=click.IntRange(0),
    default=300,
    show_default=True,
    help="The same for category boards and the style rank.",
)
@click.option("--dedup", is_flag=True, help="Leave repeated votes out. 去重")
@click.option("--health", is_flag=True, help="Add the health report of the votes. 数据体检")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="ROLE=COLUMN",
    help="What a column means: model_a, model_b, winner, voter, time, weight ...",
)
@click.option(
    "--label",
    "labels",
    multiple=True,
    metavar="LABEL=MEANING",
    help="What a winner label means: model_a, model_b, tie or drop.",
)
@click.option("--drop-unknown", is_flag=True, help="Leave out votes whose winner label is unknown.")
@click.option("--categories", metavar="FILE", help="A second file with a category for each question.")
@click.option(
    "--models", "info_file", metavar="FILE", help="A CSV with model, organization, license, knowledge_cutoff."
)
@click.option(
    "--matrix", "matrix_file", metavar="FILE", help="Also write P(row beats column) as CSV. 胜率矩阵"
)
@click.option("--top", type=click.IntRange(1), metavar="N", help="Print only the first N models of a table.")
@click.option("--memory-limit", metavar="SIZE", help="For DuckDB, such as 1GB; beyond it counting spills to disk.")  # fmt: skip
def command(votes: str, **options: Any) -> None:
    """Compute a leaderboard from pairwise votes. 由对战投票计算榜单

    VOTES is a Parquet, CSV or JSONL file (a folder or a glob too) with two columns of models and a winner.

    \b
    Examples:
      tieout rank votes.parquet
      tieout rank votes.parquet --by category --as-of 2025-01-26 -o board.xlsx
      tieout rank votes.parquet --format json > board.json
      tieout rank votes.parquet --compare last_week.json
    """
    from .boards import read_boards
    from .outputs import csv_text, json_text, matrix_text
    from .releases import compare
    from .terminal import print_boards, print_moves, print_notes, progress_bar
    from .verb import rank

    form, output, earlier = options.pop("form"), options.pop("output"), options.pop("earlier")
    top, info_file, matrix_file = options.pop("top"), options.pop("info_file"), options.pop("matrix_file")
    anchor, columns, labels = options.pop("anchor"), options.pop("columns"), options.pop("labels")
    keywords = {
        **options,
        "mapping": _pairs(columns, "--column ROLE=COLUMN"),
        "labels": _pairs(labels, "--label LABEL=MEANING"),
        "anchor": _anchor(anchor),
        "info": _info(info_file) if info_file else None,
    }
    with progress_bar() as progress:
        board = rank(votes, progress=progress, **keywords)
    comparison = compare(read_boards(earlier), board) if earlier else None
    if matrix_file:
        _write_text(matrix_file, matrix_text(board.overall))
    if output:
        board.write(output)
        click.echo(f"wrote {output}: {len(board.records())} records", err=True)
    elif form == "json":
        click.echo(json_text(board) if comparison is None else _with(board, comparison.as_json()))
    elif form == "csv":
        click.echo(csv_text(board), nl=False)
    else:
        print_boards(board, top)
    if comparison is not None and form != "json":
        print_moves(comparison, to_stderr=bool(output) or form == "csv")
    if output or form != "table":
        print_notes(board)


def _write_text(path: str, text: str) -> None:
    from pathlib import Path

    if not Path(path).parent.is_dir():
        raise UsageError(f"no folder {Path(path).parent}", next_step="make it first")
    # A byte-order mark, so that Excel opens Chinese names as UTF-8.
    Path(path).write_text(text, encoding="utf-8-sig")


def _pairs(texts: tuple[str, ...], usage: str) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise UsageError(f"{text!r} is not of the form NAME=VALUE", next_step=f"write {usage}")
        found[name] = value
    return found


def _anchor(text: str | None) -> tuple[str, float] | None:
    if text is None:
        return None
    model, _, score = text.rpartition("=")
    try:
        if model:
            return model, float(score)
        raise ValueError
    except ValueError:
        raise UsageError(f"{text!r} is no anchor", next_step="write --anchor MODEL=1114") from None


def _info(path: str) -> dict[str, dict[str, str | None]]:
    import csv
    from pathlib import Path

    if not Path(path).is_file():
        raise UsageError(f"no file {path}", next_step="give a CSV with a column 'model'")
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if not rows or "model" not in rows[0]:
        raise UsageError(
            f"{path} has no column 'model'",
            next_step="its columns: model, organization, license, knowledge_cutoff",
        )
    wanted = ("organization", "license", "knowledge_cutoff")
    return {row["model"]: {name: row.get(name) or None for name in wanted} for row in rows}


def _with(board: Leaderboard, comparison: dict[str, Any]) -> str:
    import json

    return json.dumps(
        {**board.as_json(), "comparison": comparison}, ensure_ascii=False, indent=1, allow_nan=False
    )
