"""What ``tieout rank`` shows on a terminal: progress, boards, health, what moved, notes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from .health import Health
    from .leaderboard import Leaderboard
    from .releases import Comparison

__all__ = ["print_boards", "print_moves", "print_notes", "progress_bar"]

#: So many models without a rank are listed under a table.
_MOST_UNRANKED = 12


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None] | None]:
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


def print_boards(board: Leaderboard, top: int | None) -> None:
    from rich.console import Console

    from .outputs import rich_table

    # A model may be called "FLUX.1 [dev]": nothing in a name is markup.
    out = Console(markup=False, highlight=False, emoji=False)
    for one in board:
        out.print(rich_table(one, board.info, most=top))
        for u in one.unranked[:_MOST_UNRANKED]:
            out.print(f"  no rank: {u.model} ({u.reason}: {u.detail}; {u.votes:,} votes)")
        if len(one.unranked) > _MOST_UNRANKED:
            out.print(f"  no rank: {len(one.unranked) - _MOST_UNRANKED} more (--format json lists them)")
        for c in one.coefficients:
            out.print(
                f"  style {c.feature}: {c.value:+.4f} [{c.lower:+.4f}, {c.upper:+.4f}] per standard deviation"
            )
    relative = "the anchor" if board.settings.relative_to == "anchor" else "the average model"
    out.print(f"intervals are of the difference to {relative}; method: {board.settings.interval}")
    if board.health is not None:
        _health(board.health, out)
    print_notes(board)


def _health(health: Health, out: Any) -> None:
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


def print_moves(comparison: Comparison, *, to_stderr: bool) -> None:
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


def print_notes(board: Leaderboard) -> None:
    """What a reader must know goes to stderr, so that data on stdout stays data."""
    for reason, n in board.dropped.items():
        click.echo(f"left out {n:,} votes: {reason}", err=True)
    for note in board.notes:
        click.echo(f"note: {note}", err=True)
    for one in board:
        for note in one.notes:
            click.echo(f"note ({one.name}): {note}", err=True)
