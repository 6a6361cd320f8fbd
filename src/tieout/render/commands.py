"""``tieout build`` and ``tieout check``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date as Date
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from .moments import day_of, moment_of

if TYPE_CHECKING:
    from ..compose import Issue
    from ..desk import Desk
    from ..model import Finding

__all__ = ["build", "check"]

FAILED_CHECK = 1

DESK = click.argument("desk", type=click.Path())
DAY = click.argument("date")
LANGUAGE = click.option(
    "--language", type=click.Choice(["zh", "en"]), help="Language of the issue (the desk's if left out)."
)
AS_OF = click.option(
    "--as-of", metavar="TIME", help="Use history as it was known then (2025-01-27 or 2025-01-27T18:00)."
)


@click.command()
@DESK
@DAY
@click.option("--strict", is_flag=True, help="Refuse gaps and numbers without evidence. 严格构建")
@click.option(
    "--internal/--client", default=True, help="Copy with evidence (default), or for clients. 内部稿/客户稿"
)
@click.option(
    "--format", "formats", multiple=True, metavar="NAME", help="pdf, html or json; repeat for several."
)
@click.option("--out", type=click.Path(), help="Folder to write to (default: out/DATE of the desk).")
@click.option("--lock", is_flag=True, help="Write issues/DATE.lock, to build the same bytes again. 写锁")
@click.option("--sign-off", "signer", metavar="NAME", help="Build for release, signed by NAME. 签发")
@click.option("--signed-at", metavar="TIME", help="When it was signed (now if left out). 签发时间")
@click.option("--locked", is_flag=True, help="Build again from issues/DATE.lock. 按锁重建")
@LANGUAGE
@AS_OF
def build(
    desk: str,
    date: str,
    strict: bool,
    internal: bool,
    formats: tuple[str, ...],
    out: str | None,
    lock: bool,
    signer: str | None,
    signed_at: str | None,
    locked: bool,
    language: str | None,
    as_of: str | None,
) -> None:
    """Build the issue of DATE of a DESK: PDF, HTML and JSON. 生成周报

    A draft marks what is missing and lists it; --strict refuses it. --sign-off refuses everything that
    may not be published, makes the copy for clients (and the internal one in out/DATE/internal),
    writes issues/DATE.lock and release.json. The files' paths go to stdout.

    \b
    Example:
      tieout build examples/ai-weekly 2025-01-27
      tieout build examples/ai-weekly 2025-01-27 --strict --client --format pdf
      tieout build examples/ai-weekly 2025-01-27 --sign-off 李明远
      tieout build examples/ai-weekly 2025-01-27 --locked
    """
    from ..desk import open_desk
    from .build import FORMATS
    from .build import build as build_

    opened = open_desk(desk)
    if locked:
        told = {
            "--strict": strict,
            "--lock": lock,
            "--as-of": as_of,
            "--format": formats,
            "--sign-off": signer,
        }
        _alone("--locked", told, "the lock says it")
        _rebuild(opened, day_of(date), language, out)
        return
    if signer is not None:
        _sign_off(opened, day_of(date), signer, language, as_of, signed_at, out, formats or FORMATS)
        return
    if signed_at is not None:
        raise UsageError("--signed-at without --sign-off", next_step="add --sign-off NAME, or leave it out")
    issue = build_(
        opened,
        day_of(date),
        language=language or opened.config.desk.language,
        strict=strict,
        internal=internal,
        as_of=moment_of(as_of, opened),
        out=out,
        formats=formats or FORMATS,
        lock=lock,
    )
    _tell(issue)
    from ..compose.review import findings_of

    tell_findings(issue, findings_of(issue))
    for path in issue.files:
        click.echo(path)
    seconds = "  ".join(f"{stage} {taken:.2f} s" for stage, taken in issue.timings.items())
    click.echo(seconds, err=True)


def _where(issue: Issue, file: str) -> str:
    """The file of a place, where an issue has more than one."""
    return f"{file or issue.doc.path.name}:" if len(issue.doc.parts) > 1 else ""


def _alone(option: str, others: dict[str, Any], why: str) -> None:
    said = [name for name, given in others.items() if given]
    if said:
        raise UsageError(f"{option} takes no {said[0]}: {why}", next_step=f"leave {said[0]} out")


def _sign_off(
    desk: Desk,
    day: Date,
    signer: str,
    language: str | None,
    as_of: str | None,
    signed_at: str | None,
    out: str | None,
    formats: Sequence[str],
) -> None:
    from ..compose.approving import stale_approvals
    from .signoff import sign_off

    issue = sign_off(
        desk,
        day,
        signer,
        language=language or desk.config.desk.language,
        as_of=moment_of(as_of, desk),
        signed_at=moment_of(signed_at, desk, "--signed-at"),
        out=out,
        formats=formats,
    )
    _tell(issue)
    for approval in stale_approvals(issue):
        click.echo(f"批准已无用处 (nothing is missing any more): {approval.key}, {approval.why}", err=True)
    for path in issue.files:
        click.echo(path)


def tell_findings(issue: Issue, findings: Iterable[Finding]) -> None:
    """Print what the audit says of an issue's own words, each with its place in the issue file."""
    for f in findings:
        place = issue.place_of(f.start)
        where = issue.doc.where(place) if place is not None else issue.doc.path.name
        waived = f"（已豁免 waived: {f.waived}）" if f.waived is not None else ""
        click.echo(f"{where}: 审核 {f.code} {f.severity}: {f.message}{waived}", err=True)


def _rebuild(desk: Desk, day: Date, language: str | None, out: str | None) -> None:
    from .locked import rebuild

    for issue in rebuild(desk, day, language=language or desk.config.desk.language, out=out):
        for path in issue.files:
            click.echo(path)
    click.echo("与锁一致 (the bytes are those of the lock)", err=True)


def _tell(issue: Issue) -> None:
    from ..compose.issue import gap_lines

    if issue.gaps:
        click.echo(f"{len(issue.gaps)} 项未获取 (missing):", err=True)
        for line in gap_lines(issue.gaps, issue.doc.path.name):
            click.echo(line, err=True)
    if issue.bare:
        click.echo(f"{len(issue.bare)} 个数字没有依据 (no evidence):", err=True)
        for bare in issue.bare:
            click.echo(f"  {_where(issue, bare.place.file)}{bare}", err=True)
    for warning in issue.report.warnings:
        if warning.code != "gap":
            click.echo(f"注意 (note): {warning.message}", err=True)


@click.command()
@DESK
@DAY
@click.option("--fix", is_flag=True, help="Link each bare number that exactly one fact fits. 自动绑定")
@click.option(
    "--waive",
    multiple=True,
    metavar="CODE[@QUOTE]=REASON",
    help="Waive a finding of the audit and keep the reason beside the issue (repeatable). 豁免",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@LANGUAGE
@AS_OF
def check(
    desk: str,
    date: str,
    fix: bool,
    waive: tuple[str, ...],
    form: str,
    language: str | None,
    as_of: str | None,
) -> int:
    """List every number of an issue with its evidence, and those that have none. 核对

    Each line gives file:line:column. What the audit finds in the issue's own words, and what is still
    to be written, goes to stderr. Exit status 1 when a number has no evidence, a needed record is
    missing and nobody approved that, or the audit finds something of severity high.

    \b
    Example:
      tieout check examples/ai-weekly 2025-01-27
      tieout check examples/ai-weekly 2025-01-27 --fix
    """
    from ..compose import compose
    from ..compose.review import findings_of
    from ..desk import open_desk
    from ..desk.outstanding import outstanding

    opened = open_desk(desk)
    day = day_of(date)
    chosen = language or opened.config.desk.language
    moment = moment_of(as_of, opened)
    if waive:
        _waive(opened, day, chosen, waive)
    if fix:
        from ..compose.fixing import fix as fix_

        for done in fix_(opened, day, language=chosen, as_of=moment):
            click.echo(f"已绑定 (linked) {done}", err=True)
    issue = compose(opened, day, language=chosen, as_of=moment)
    findings = findings_of(issue)
    if form == "json":
        click.echo(json.dumps(_as_json(issue, findings), ensure_ascii=False, indent=1))
    else:
        _print(issue)
        tell_findings(issue, findings)
        for left in outstanding(opened):
            click.echo(left, err=True)
    high = any(f.severity == "high" and f.waived is None for f in findings)
    return FAILED_CHECK if issue.bare or issue.open_gaps or high else 0


def _waive(desk: Desk, day: Date, language: str, typed: Sequence[str]) -> None:
    from ..audit import waivers

    path = desk.issue_path(day, language)
    waivers.save(path, [*waivers.load(path), *(waivers.parse(t) for t in typed)])


def _sources(issue: Issue, key: str) -> list[str]:
    fact = issue.facts.get(key)
    return [e.note.partition("#")[0] for e in fact.cells() if e.note] if fact is not None else []


def _print(issue: Issue) -> None:
    name = issue.doc.path.name
    for said in issue.bound:
        places = _sources(issue, said.fact)
        shown = places[0] if len(places) == 1 else f"{places[0]} … {len(places)} cells" if places else ""
        file = said.file or name
        click.echo(f"{file}:{said.line}:{said.column}\t{said.shown}\t{said.fact}\t{shown}")
    for bare in issue.bare:
        fits = ", ".join(bare.nearest) or "no fact has this value"
        click.echo(f"{bare.place.file or name}:{bare.place}\t{bare.text}\t没有依据 NO EVIDENCE\t{fits}")
    for gap in issue.gaps:
        kind = "已批准 APPROVED" if gap.approval else "未获取 MISSING"
        click.echo(f"{gap.file or name}:{gap.line}:{gap.column}\t—\t{kind}\t{gap}")
    for slot in issue.doc.slots:
        click.echo(f"{issue.doc.where(slot.place)}\t—\t待写 TO WRITE\t{slot.text}")
    cells = sum(1 for table in issue.report.tables for row in table.cells for a, b in row if b > a)
    click.echo(
        f"{len(issue.bound)} bound in prose, {cells} cells in tables, "
        f"{len(issue.bare)} without evidence, {len(issue.gaps)} missing, {len(issue.doc.slots)} to write",
        err=True,
    )


def _as_json(issue: Issue, findings: Sequence[Finding]) -> dict[str, Any]:
    name = issue.doc.path.name
    return {
        "bound": [
            {
                "file": s.file or name,
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
            {
                "file": b.place.file or name,
                "line": b.place.line,
                "column": b.place.column,
                "text": b.text,
                "candidates": list(b.nearest),
            }
            for b in issue.bare
        ],
        "gaps": [g.as_json() for g in issue.gaps],
        "to_write": [
            {"file": s.place.file or name, "line": s.place.line, "column": s.place.column, "text": s.text}
            for s in issue.doc.slots
        ],
        "findings": [f.as_json() for f in findings],
    }
