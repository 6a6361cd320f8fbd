"""``tieout audit``, ``tieout rules`` and ``tieout rule``: parse arguments, call the verbs, print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

import click

from ..errors import TieoutError, UsageError

__all__ = ["command", "rule", "rules"]

FORMATS = ("text", "json", "jsonl", "sarif", "html")
_RANK = {"high": 3, "medium": 2, "low": 1, "never": 9}


def _opened(output: Path | None) -> TextIO | None:
    """The file to write, or None for standard output."""
    try:
        return output.open("w", encoding="utf-8") if output else None
    except OSError as error:
        raise UsageError(
            f"cannot write {output}: {error.strerror or error}",
            next_step="name a file in a folder that exists",
        ) from error


@click.command("audit")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--desk",
    "desk_path",
    type=click.Path(path_type=Path),
    help="A desk whose history and data to check against. 用工作台历史核对",
)
@click.option(
    "--earlier",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An earlier issue to compare with (repeatable). 往期报告",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Output format. 输出格式",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to a file instead of standard output. 写入文件",
)
@click.option(
    "--fail-on",
    type=click.Choice(["high", "medium", "low", "never"]),
    default="high",
    show_default=True,
    help="Exit with 1 when a finding of this severity or above is open. 达到该级别则返回 1",
)
@click.option("--off", multiple=True, metavar="CODE", help="Switch a rule off (repeatable). 关闭规则")
@click.option(
    "--waive",
    multiple=True,
    metavar="CODE[@QUOTE]=REASON",
    help="Waive a finding and keep the reason beside the report. 豁免并保存理由",
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="In text: list the numbers nothing could check as well. 列出无从核对的数字",
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    help="Language of the messages (the report's own if left out). 提示语言",
)
def command(
    files: tuple[Path, ...],
    desk_path: Path | None,
    earlier: tuple[Path, ...],
    form: str,
    output: Path | None,
    fail_on: str,
    off: tuple[str, ...],
    waive: tuple[str, ...],
    every: bool,
    language: str | None,
) -> int:
    """Check every number of a report against its tables, its arithmetic and its history. 审核报告中的每个数字。

    Each run of digits in prose is accounted for; what nothing in the report can check is said to be
    unchecked, with the reason. Exit status: 0 nothing at or above --fail-on, 1 something, 2 a file
    could not be read or the arguments are wrong.

    \b
    Example:
      tieout audit weekly.pdf
      tieout audit weekly.txt --format json > audit.json
      tieout audit archive/*.pdf --format jsonl --fail-on never
      tieout audit weekly.txt --waive "TIE405@太极股份=kept on purpose"
    """
    if form in ("json", "html") and len(files) > 1:
        raise UsageError(f"{form} is for one file", next_step="use --format jsonl for several files")
    desk, issues = _around(desk_path, earlier)
    failed = broken = False
    collected: list[tuple[str, Any]] = []
    sink = _opened(output)
    try:
        for file, result in _audits(files, desk, issues, off, waive, language):
            if isinstance(result, TieoutError):
                broken = True
                if form == "jsonl":
                    _emit(json.dumps({"file": file, "error": str(result)}, ensure_ascii=False) + "\n", sink)
                else:
                    click.echo(f"{file}: {result}", err=True)
                continue
            failed = failed or any(
                f.waived is None and _RANK[f.severity] >= _RANK[fail_on] for f in result.findings
            )
            if form == "sarif":
                collected.append((file, result))
            else:
                _emit(_formatted(form, file, result, every=every), sink)
        if form == "sarif":
            from .output.sarif import render

            _emit(render(collected), sink)
    finally:
        if sink:
            sink.close()
    status = 2 if broken else 1 if failed else 0
    if status:
        sys.exit(status)
    return 0


def _around(desk_path: Path | None, earlier: tuple[Path, ...]) -> tuple[Any, list[Any]]:
    desk = None
    if desk_path is not None:
        from ..desk import open_desk

        desk = open_desk(desk_path)
    from ..read import read

    return desk, [read(p) for p in earlier]


def _audits(
    files: tuple[Path, ...],
    desk: Any,
    issues: list[Any],
    off: tuple[str, ...],
    waive: tuple[str, ...],
    language: str | None,
) -> Iterator[tuple[str, Any]]:
    from ..read import read
    from . import waivers as w
    from .engine import audit

    typed = [w.parse(text) for text in waive]
    codes = {c.strip().upper() for c in off}
    for path in files:
        try:
            if not path.is_file():
                raise UsageError(f"there is no file {path}", next_step="check the path")
            kept = list(w.load(path))
            if typed:
                kept = [*kept, *typed]
                w.save(path, kept)
            result = audit(read(path), desk=desk, earlier=issues, language=language)
            findings = tuple(f for f in w.apply(result.findings, kept) if f.code not in codes)
            yield str(path), replace(result, findings=findings)
        except TieoutError as error:
            yield str(path), error


def _formatted(form: str, file: str, result: Any, *, every: bool) -> str:
    if form == "json":
        return result.to_json(file, indent=1) + "\n"
    if form == "jsonl":
        return result.to_json(file) + "\n"
    if form == "html":
        from .output.html import render as page

        return page(result, file)
    from .output.text import render

    return render(result, file, every=every)


def _emit(text: str, sink: Any) -> None:
    if sink is not None:
        sink.write(text)
    else:
        click.echo(text, nl=False)


@click.command("rules")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format. 输出格式",
)
def rules(form: str) -> None:
    """List the audit's rules: code, severity, title. 列出全部规则。

    \b
    Example:
      tieout rules
    """
    from .rules import all_rules

    if form == "json":
        items = [
            {
                "code": r.code,
                "severity": r.severity,
                "family": r.family,
                "title": r.title,
                "title_zh": r.title_zh,
            }
            for r in all_rules()
        ]
        click.echo(json.dumps(items, ensure_ascii=False, indent=1))
        return
    family = ""
    for r in all_rules():
        if r.family != family:
            family = r.family
            click.echo(f"\nTIE{r.code[3]}xx {family}")
        click.echo(f"  {r.code}  {r.severity:6}  {r.title}  {r.title_zh}")


@click.command("rule")
@click.argument("code")
def rule(code: str) -> None:
    """Explain one rule, with an example it finds and one it leaves alone. 规则说明与示例。

    \b
    Example:
      tieout rule TIE201
    """
    from .rules import get_rule

    r = get_rule(code)
    click.echo(f"{r.code}  {r.title}  {r.title_zh}\n{r.severity}; {r.family}\n\n{r.doc}")
    for label, example in (("finds 会指出", r.true_example), ("leaves alone 不会指出", r.false_example)):
        if example:
            click.echo(f"\n{label}:\n" + "\n".join("  " + line for line in example.strip().splitlines()))
