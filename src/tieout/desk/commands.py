"""The desk's commands: init, collect, template, history, source. Each is the twin of one function."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError, counted
from .source_commands import source
from .talk import day_of, form_option, moment_of, print_json, say

if TYPE_CHECKING:
    from .collecting import Progress
    from .results import Collected

__all__ = ["collect", "history", "init", "source", "template"]

REFUSED = 1
"""Exit status of a collect that took some rows and refused others."""

_FIGURES = 20


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--date", "day", metavar="DATE", help="Date of the first issue; today unless given.")
@form_option
def init(folder: Path, day: str | None, form: str) -> None:
    """Make a new desk in FOLDER. 新建工作台

    \b
    Example:
      tieout init my-weekly
    """
    from .starting import init as make

    was_there = (folder / "desk.toml").is_file()
    made = make(folder, date=day_of(day) if day else None)
    workbooks = sorted(str(p) for p in (made / "inbox").glob("*.xlsx"))
    if form == "json":
        print_json({"desk": str(made), "workbooks": workbooks})
        return
    click.echo(made)
    if was_there:
        say(f"{made} 已经是工作台，原有内容未动 / is a desk already; what it has was left as it is")
        return
    say(f"工作台已建好 / the desk is ready: edit {made / 'desk.toml'}, fill in {', '.join(workbooks)},")
    say(f"then run: tieout collect {made}")


@click.command()
@click.argument("desk", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--known-at",
    metavar="TIME",
    help="When the figures were known, such as 2025-01-27T18:00; now unless given or told by inbox/manifest.toml.",
)
@click.option(
    "--accept",
    multiple=True,
    metavar="CODE",
    help="Let in what this gate stops, such as GATE-JUMP; may be repeated. 明知并接受",
)
@click.option("--why", default="", help="Why it is accepted; kept with the figures. 理由")
@form_option
def collect(
    desk: Path,
    files: tuple[Path, ...],
    known_at: str | None,
    accept: tuple[str, ...],
    why: str,
    form: str,
) -> int:
    """Take the files of the inbox into the history of DESK. 数据入库

    All of the inbox unless FILES are named. A row that cannot be read is refused with its place;
    the others go in. A set of figures that looks wrong (a stale window, an empty or shifted column, a
    jump, a changed panel) is stopped with its figures until the file is corrected or the gate accepted.
    Collecting twice changes nothing. Exit status: 0 all in, 1 something refused or stopped.

    \b
    Example:
      tieout collect my-weekly
      tieout collect my-weekly inbox/2025-01-27.xlsx --known-at 2025-01-27T18:00
      tieout collect my-weekly --accept GATE-JUMP --why "checked against the source: new model released"
    """
    from .collecting import collect as take
    from .desk import open_desk

    opened = open_desk(desk)
    moment = moment_of(known_at) if known_at else None
    with _progress("collect") as progress:
        done = take(opened, files or None, known_at=moment, progress=progress, accept=accept, why=why)
    if form == "json":
        print_json(done.as_json())
    else:
        _report(done)
    return 0 if done.ok else REFUSED


@click.command()
@click.argument("desk", type=click.Path(path_type=Path))
@click.argument("day", metavar="DATE")
@form_option
def template(desk: Path, day: str, form: str) -> None:
    """Write the workbook to fill in for the issue of DATE. 生成填报表

    Subjects are filled in and last week's values stand beside for comparison.

    \b
    Example:
      tieout template my-weekly 2025-02-10
    """
    from .desk import open_desk
    from .template_book import template as write

    path = write(open_desk(desk), day_of(day))
    if form == "json":
        print_json({"path": str(path)})
        return
    click.echo(path)
    say(f"填好后运行 / fill it in, then run: tieout collect {desk}")


@click.command()
@click.argument("desk", type=click.Path(path_type=Path))
@click.argument("tracker")
@click.argument("subject", nargs=-1)
@click.option("--field", help="One field only, such as weekly_visits_m.")
@click.option("--all-versions", is_flag=True, help="Replaced values too, with when they were known.")
@form_option
def history(
    desk: Path, tracker: str, subject: tuple[str, ...], field: str | None, all_versions: bool, form: str
) -> None:
    """Print what DESK knows of a TRACKER over time, by period. 查看历史

    \b
    Example:
      tieout history my-weekly site_traffic Kimi --field weekly_visits_m
      tieout history my-weekly coverage --format json
    """
    from ..model import json_value
    from ..trackers import get_tracker
    from .desk import open_desk

    opened, known = open_desk(desk), get_tracker(tracker)
    if field is not None and known.column(field) is None:
        fields = ", ".join(c.field for c in known.columns)
        raise UsageError(f"{tracker} has no field {field!r}", next_step=f"use one of: {fields}")
    keys = [c.field for c in known.keys]
    wanted = tuple(opened.resolve(tracker, k, s) for k, s in zip(keys, subject, strict=False))
    in_force = {(r.subject, r.period): r.content_id for r in opened.store.records(tracker)}
    rows = [
        o
        for o in opened.store.history(tracker, field)
        if (all_versions or in_force.get((o.subject, o.period)) == o.record_id)
        and o.field not in keys
        and set(wanted) <= set(o.subject)
    ]
    rows.sort(key=lambda o: (str(o.period), o.version, o.subject))
    if form == "json":
        print_json(
            [
                {
                    "subject": list(o.subject),
                    "period": str(o.period) if o.period else None,
                    "field": o.field,
                    "value": json_value(o.value),
                    "text": o.text,
                    "known_at": o.known_at.isoformat(),
                    "note": o.note,
                    "from": "!".join(p for p in (o.source, o.cell) if p),
                    "snapshot": o.snapshot,
                }
                for o in rows
            ]
        )
        return
    for o in rows:
        line = [str(o.period), *o.subject, o.field, o.text]
        click.echo("\t".join(line + ([o.known_at.isoformat(), o.note] if all_versions else [])))
    if not rows:
        say("没有记录 / nothing is known of that; see `tieout collect`")


def _report(done: Collected) -> None:
    click.echo(
        f"new\t{done.new}\nunchanged\t{done.unchanged}\nchanged\t{len(done.changes)}\n"
        f"refused\t{len(done.refused)}\nstopped\t{len(done.stopped)}"
    )
    for change in done.changes:
        told = ", ".join(f"{f} {old or '——'} → {new or '——'}" for f, (old, new) in change.fields.items())
        say(
            f"变更 / changed: {' '.join(change.new.subject)} {change.new.period}: {told} ({change.new.origin.source})"
        )
    for result in done.files:
        for note in result.notes:
            say(f"提示 / note: {result.file}: {note}")
        if result.unfilled:
            say(
                f"提示 / note: {result.file}: {counted(result.unfilled, 'row is/rows are')} not filled in yet and left out"
            )
        for refusal in result.refused:
            say(f"拒绝 / refused: {refusal}")
    for label, sets in (("放行 / accepted", done.accepted), ("拦下 / stopped", done.stopped)):
        for stopped in sets:
            say(f"{label}: {stopped.code} {stopped.name} ({', '.join(stopped.files)}): {stopped.message}")
            for figure in stopped.figures[:_FIGURES]:
                say(f"    {figure}")
            if len(stopped.figures) > _FIGURES:
                say(f"    … and {len(stopped.figures) - _FIGURES} more (--format json)")
            if sets is done.stopped:
                say(f"    Next: {stopped.next_step}")
    for warning in done.warnings:
        say(f"请核对 / please check: {warning}")
    if not done.files:
        say("收件夹为空 / the inbox holds no workbook or CSV file")


@contextmanager
def _progress(what: str) -> Iterator[Progress | None]:
    """A progress bar on a terminal, shown once a second has passed."""
    if not sys.stderr.isatty():
        yield None
        return
    import threading

    from rich.console import Console
    from rich.progress import Progress as Bar

    bar = Bar(console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    # A timer, because the first file may be the one that takes long.
    timer = threading.Timer(1, bar.start)
    timer.daemon = True
    timer.start()

    def step(done: int, of: int, name: str) -> None:
        bar.update(task, completed=done, total=of, description=name or what)

    try:
        yield step
    finally:
        timer.cancel()
        bar.stop()
