"""``tieout build`` and ``tieout check``."""

from __future__ import annotations

import json
from datetime import date as Date
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError

if TYPE_CHECKING:
    from ..compose import Issue
    from ..desk import Desk

__all__ = ["build", "check"]

FAILED_CHECK = 1


def _date(text: str) -> Date:
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", next_step="write it as 2025-01-27") from None


def _moment(text: str | None, desk: Desk) -> datetime | None:
    """A moment with its zone; a date alone means the end of that day."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        step = "write it as 2025-01-27 or 2025-01-27T18:00"
        raise UsageError(f"--as-of {text!r} is no time", next_step=step) from None
    if len(text) == 10:
        moment = datetime.combine(moment.date(), time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=desk.timezone)


_DESK = click.argument("desk", type=click.Path())
_DAY = click.argument("date")
_LANGUAGE = click.option(
    "--language", type=click.Choice(["zh", "en"]), help="Language of the issue (the desk's if left out)."
)
_AS_OF = click.option(
    "--as-of", metavar="TIME", help="Use history as it was known then (2025-01-27 or 2025-01-27T18:00)."
)


@click.command()
@_DESK
@_DAY
@click.option("--strict", is_flag=True, help="Refuse gaps and numbers without evidence. 严格构建")
@click.option(
    "--internal/--client", default=True, help="Copy with evidence (default), or for clients. 内部稿/客户稿"
)
@click.option(
    "--format", "formats", multiple=True, metavar="NAME", help="pdf, html or json; repeat for several."
)
@click.option("--out", type=click.Path(), help="Folder to write to (default: out/DATE of the desk).")
@click.option("--lock", is_flag=True, help="Write issues/DATE.lock, to build the same bytes again. 写锁")
@click.option("--locked", is_flag=True, help="Build again from issues/DATE.lock. 按锁重建")
@_LANGUAGE
@_AS_OF
def build(
    desk: str,
    date: str,
    strict: bool,
    internal: bool,
    formats: tuple[str, ...],
    out: str | None,
    lock: bool,
    locked: bool,
    language: str | None,
    as_of: str | None,
) -> None:
    """Build the issue of DATE of a DESK: PDF, HTML and JSON. 生成周报

    A draft marks what is missing and lists it; --strict refuses it. The files' paths go to stdout.

    \b
    Example:
      tieout build examples/ai-weekly 2025-01-27
      tieout build examples/ai-weekly 2025-01-27 --strict --client --format pdf
      tieout build examples/ai-weekly 2025-01-27 --locked
    """
    from ..desk import open_desk
    from .build import FORMATS
    from .build import build as build_

    opened = open_desk(desk)
    if locked:
        told = {"--strict": strict, "--lock": lock, "--as-of": as_of, "--format": formats}
        _alone("--locked", told, "the lock says it")
        _rebuild(opened, _date(date), language, out)
        return
    issue = build_(
        opened,
        _date(date),
        language=language or opened.config.desk.language,
        strict=strict,
        internal=internal,
        as_of=_moment(as_of, opened),
        out=out,
        formats=formats or FORMATS,
        lock=lock,
    )
    _tell(issue)
    for path in issue.files:
        click.echo(path)
    seconds = "  ".join(f"{stage} {taken:.2f} s" for stage, taken in issue.timings.items())
    click.echo(seconds, err=True)


def _alone(option: str, others: dict[str, Any], why: str) -> None:
    said = [name for name, given in others.items() if given]
    if said:
        raise UsageError(f"{option} takes no {said[0]}: {why}", next_step=f"leave {said[0]} out")


def _rebuild(desk: Desk, day: Date, language: str | None, out: str | None) -> None:
    from .locked import rebuild

    for issue in rebuild(desk, day, language=language or desk.config.desk.language, out=out):
        for path in issue.files:
            click.echo(path)
    click.echo("与锁一致 (the bytes are those of the lock)", err=True)


def _tell(issue: Issue) -> None:
    if issue.gaps:
        click.echo(f"{len(issue.gaps)} 项未获取 (missing):", err=True)
        for gap in issue.gaps:
            click.echo(f"  {gap.line}:{gap.column}: {gap}", err=True)
    if issue.bare:
        click.echo(f"{len(issue.bare)} 个数字没有依据 (no evidence):", err=True)
        for bare in issue.bare:
            click.echo(f"  {bare}", err=True)
    for warning in issue.report.warnings:
        if warning.code != "gap":
            click.echo(f"注意 (note): {warning.message}", err=True)


@click.command()
@_DESK
@_DAY
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@_LANGUAGE
@_AS_OF
def check(desk: str, date: str, form: str, language: str | None, as_of: str | None) -> int:
    """List every number of an issue with its evidence, and those that have none. 核对

    Each line gives line:column of the issue file. Exit status 1 when a number has no evidence or a
    needed record is missing.

    \b
    Example:
      tieout check examples/ai-weekly 2025-01-27
    """
    from ..compose import compose
    from ..desk import open_desk

    opened = open_desk(desk)
    issue = compose(
        opened,
        _date(date),
        language=language or opened.config.desk.language,
        as_of=_moment(as_of, opened),
    )
    if form == "json":
        click.echo(json.dumps(_as_json(issue), ensure_ascii=False, indent=1))
    else:
        _print(issue, opened.issue_path(_date(date), language).name)
    return FAILED_CHECK if issue.bare or issue.gaps else 0


def _sources(issue: Issue, key: str) -> list[str]:
    fact = issue.facts.get(key)
    return [e.note.partition("#")[0] for e in fact.cells() if e.note] if fact is not None else []


def _print(issue: Issue, name: str) -> None:
    for said in issue.bound:
        places = _sources(issue, said.fact)
        shown = places[0] if len(places) == 1 else f"{places[0]} … {len(places)} cells" if places else ""
        click.echo(f"{name}:{said.line}:{said.column}\t{said.shown}\t{said.fact}\t{shown}")
    for bare in issue.bare:
        fits = ", ".join(bare.nearest) or "no fact has this value"
        click.echo(f"{name}:{bare.place}\t{bare.text}\t没有依据 NO EVIDENCE\t{fits}")
    for gap in issue.gaps:
        click.echo(f"{name}:{gap.line}:{gap.column}\t—\t未获取 MISSING\t{gap}")
    cells = sum(1 for table in issue.report.tables for row in table.cells for a, b in row if b > a)
    click.echo(
        f"{len(issue.bound)} bound in prose, {cells} cells in tables, "
        f"{len(issue.bare)} without evidence, {len(issue.gaps)} missing",
        err=True,
    )


def _as_json(issue: Issue) -> dict[str, Any]:
    return {
        "bound": [
            {
                "line": s.line,
                "column": s.column,
                "shown": s.shown,
                "role": s.role,
                "fact": s.fact,
                "cells": _sources(issue, s.fact),
            }
            for s in issue.bound
        ],
        "unbound": [
            {"line": b.place.line, "column": b.place.column, "text": b.text, "candidates": list(b.nearest)}
            for b in issue.bare
        ],
        "gaps": [g.as_json() for g in issue.gaps],
    }
