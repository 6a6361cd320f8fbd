"""``tieout rank``: votes in, a board on the terminal or as CSV, XLSX or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    from .outputs import csv_text, json_text
    from .releases import compare
    from .verb import rank

    form, output, earlier = options.pop("form"), options.pop("output"), options.pop("earlier")
    top, info_file = options.pop("top"), options.pop("info_file")
    anchor = options.pop("anchor")
    keywords = {
        **options,
        "mapping": _pairs(options.pop("columns"), "--column ROLE=COLUMN"),
        "labels": _pairs(options.pop("labels"), "--label LABEL=MEANING"),
        "anchor": _anchor(anchor),
        "info": _info(info_file) if info_file else None,
    }
    keywords.pop("columns", None)
    with _progress() as progress:
        board = rank(votes, progress=progress, **keywords)
    comparison = compare(read_boards(earlier), board) if earlier else None
    if output:
        board.write(output)
        click.echo(f"wrote {output}: {len(board.records())} records", err=True)
    elif form == "json":
        click.echo(json_text(board) if comparison is None else _with(board, comparison.as_json()))
    elif form == "csv":
        click.echo(csv_text(board), nl=False)
    else:
        _print(board, top)
    if comparison is not None and form != "json":
        _print_moves(comparison, to_stderr=bool(output) or form == "csv")
    if output or form != "table":
        _notes(board)


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
    model, sign, score = text.rpartition("=")
    try:
        return model, float(score) if sign else float("nan")
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


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading votes", total=None)

        def tell(step: str, done: int, of: int) -> None:
            bar.update(task, description=step, completed=done, total=of if of > 1 else None)

        yield tell


def _print(board: Leaderboard, top: int | None) -> None:
    from rich.console import Console

    from .outputs import rich_table

    out = Console()
    for one in board:
        out.print(rich_table(one, board.info, most=top))
        for c in one.coefficients:
            out.print(
                f"  style {c.feature}: {c.value:+.4f} [{c.lower:+.4f}, {c.upper:+.4f}] per standard deviation"
            )
    relative = "the anchor" if board.settings.relative_to == "anchor" else "the average model"
    out.print(f"intervals are of the difference to {relative}; method: {board.settings.interval}")
    if board.health is not None:
        _print_health(board.health, out)
    _notes(board)


def _print_health(health: Any, out: Any) -> None:
    out.print(
        f"health: {health.votes:,} votes, ties {health.ties:.1%}, points of the answer shown first {health.first_shown:.1%}, "
        f"pairs met {health.pairs_played:,} of {health.pairs_possible:,}, circles {health.cycles.any:,} of "
        f"{health.cycles.triples:,} triples ({health.cycles.beyond_noise:,} beyond noise), "
        f"repeated votes {'unknown' if health.repeats is None else format(health.repeats, ',')}"
    )
    for week in health.weeks[-8:]:
        new = f", new: {', '.join(week.new_models)}" if week.new_models else ""
        out.print(f"  week of {week.monday}: {week.votes:,} votes, ties {week.ties:.1%}{new}")
    for found in health.influence:
        who = (
            found.voters[0]
            if len(found.voters) == 1
            else f"{len(found.voters)} voters ({', '.join(found.voters[:3])} ...)"
        )
        lost = "no rank" if found.rank_without is None else f"rank {found.rank_without}"
        out.print(
            f"  without {who} ({found.votes:,} votes, {found.share:.1%}) {found.model} goes from rank {found.rank_with} to {lost}"
        )
    for note in health.notes:
        out.print(f"  {note}")


def _print_moves(comparison: Any, *, to_stderr: bool) -> None:
    moved = [m for m in comparison.moves if m.rank_old != m.rank_new or m.rank_moved]
    click.echo(f"compared with the earlier release: {len(comparison.moves)} models in both", err=to_stderr)
    for m in moved:
        sure = "beyond noise" if m.rank_moved else "within noise"
        click.echo(
            f"  {m.model}: rank {m.rank_old} -> {m.rank_new} ({m.score_change:+.1f} points, {sure})",
            err=to_stderr,
        )
    for title, models in (("new", comparison.added), ("gone", comparison.removed)):
        if models:
            click.echo(f"  {title}: {', '.join(models)}", err=to_stderr)


def _with(board: Leaderboard, comparison: dict[str, Any]) -> str:
    import json

    return json.dumps(
        {**board.as_json(), "comparison": comparison}, ensure_ascii=False, indent=1, allow_nan=False
    )


def _notes(board: Leaderboard) -> None:
    """What a reader must know goes to stderr, so that data on stdout stays data."""
    for reason, n in board.dropped.items():
        click.echo(f"left out {n:,} votes: {reason}", err=True)
    for note in board.notes:
        click.echo(f"note: {note}", err=True)
    for one in board:
        for note in one.notes:
            click.echo(f"note ({one.name}): {note}", err=True)
