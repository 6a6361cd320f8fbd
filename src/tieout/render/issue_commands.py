"""``tieout draft``, ``tieout status`` and ``tieout approve-gap``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .commands import AS_OF, DAY, DESK, FAILED_CHECK, LANGUAGE
from .moments import day_of, moment_of

if TYPE_CHECKING:
    from ..compose.statusing import Status

__all__ = ["approve_gap", "draft", "status"]


@click.command()
@DESK
@DAY
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
@LANGUAGE
@AS_OF
def status(desk: str, date: str, form: str, language: str | None, as_of: str | None) -> int:
    """Show what is missing, stale, unbound or unapproved in each section of an issue. 进度

    Exit status 1 while a sign-off build would be refused.

    \b
    Example:
      tieout status examples/ai-weekly 2025-01-27
    """
    from ..compose import compose
    from ..compose.statusing import status_of
    from ..desk import open_desk

    opened = open_desk(desk)
    issue = compose(
        opened,
        day_of(date),
        language=language or opened.config.desk.language,
        as_of=moment_of(as_of, opened),
    )
    found = status_of(issue)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(found)
    return 0 if found.ready else FAILED_CHECK


def _print(found: Status) -> None:
    from ..compose.review import KINDS

    for section in found.sections:
        counts = [f"{KINDS[k]} {section.counts[k]}" for k in KINDS if section.counts[k]]
        if section.counts["approved"]:
            counts.append(f"已批准缺口 {section.counts['approved']}")
        title = section.title or "（封面与全刊）"
        who = " ".join(x for x in (section.owner, section.status) if x) or "—"
        click.echo(f"{section.file}:{section.line}\t{title}\t{who}\t{'，'.join(counts) or '✓'}")
    for title in found.missing_sections:
        click.echo(f"—\t{title}\t—\t没有这一章 (no such section yet)")
    for problem in found.problems:
        click.echo(f"{problem}\n    → {problem.step}", err=True)
    for approval in found.stale_approvals:
        click.echo(f"批准已无用处 (nothing is missing any more): {approval.key}, {approval.why}", err=True)
    for left in found.inbox:
        click.echo(left, err=True)
    words = "可以签发 (ready)" if found.ready else f"{len(found.problems)} 项待办 (open)"
    click.echo(words, err=True)


@click.command("approve-gap")
@DESK
@DAY
@click.argument("keys", nargs=-1, required=True, metavar="KEY...")
@click.option("--why", required=True, help="The reason; it is kept and goes into release.json. 理由")
@click.option("--by", required=True, help="Who approves. 批准人")
@LANGUAGE
@AS_OF
def approve_gap(
    desk: str, date: str, keys: tuple[str, ...], why: str, by: str, language: str | None, as_of: str | None
) -> None:
    """Approve that a record is missing from an issue. 批准缺口

    KEY is TRACKER/SUBJECT as `tieout status` prints it. The gap is still printed as one; a sign-off
    build no longer refuses it. Approvals are kept in issues/DATE.approvals.toml.

    \b
    Example:
      tieout approve-gap my-weekly 2025-02-03 site_traffic/Perplexity --why 数据源本周停更 --by 李明远
    """
    from ..compose.approving import approve_gaps
    from ..desk import open_desk

    opened = open_desk(desk)
    gaps = approve_gaps(
        opened,
        day_of(date),
        keys,
        why=why,
        by=by,
        language=language or opened.config.desk.language,
        as_of=moment_of(as_of, opened),
    )
    for gap in gaps:
        click.echo(f"已批准 (approved): {gap.key} · {gap.period}", err=True)


@click.command()
@DESK
@DAY
@click.option("--split", is_flag=True, help="A file for each section, with owner and status. 分章")
@LANGUAGE
@AS_OF
def draft(desk: str, date: str, split: bool, language: str | None, as_of: str | None) -> None:
    """Write the issue file of DATE with everything that can be generated. 起草

    Links, tables and charts are in place; what a person has to write is <!-- 待写：... -->. A file that
    is there already is never overwritten. In another language than the desk's it follows the issue that is
    there: the same facts, tables and charts, and slots for the words. The files' paths go to stdout.

    \b
    Example:
      tieout draft my-weekly 2025-02-03
      tieout draft my-weekly 2025-02-03 --language en
    """
    from ..compose.drafting import draft as draft_
    from ..desk import open_desk

    opened = open_desk(desk)
    if language is not None and language != opened.config.desk.language:
        from ..compose.translating import draft_translation

        if split:
            step = f"leave --split out: the whole goes to {date}.{language}.md"
            raise UsageError("a translation is one file", next_step=step)
        written = draft_translation(opened, day_of(date), language, as_of=moment_of(as_of, opened))
    else:
        written = draft_(opened, day_of(date), as_of=moment_of(as_of, opened), split=split)
    for path in written:
        click.echo(path)
