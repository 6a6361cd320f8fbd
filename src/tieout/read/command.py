"""``tieout read``: parses arguments, reads, prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from ..errors import ReadError, UsageError, counted
from .spool import Spool

__all__ = ["command"]

FORMATS = ("text", "json", "jsonl", "csv", "xlsx", "md", "parquet")


@click.command("read")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
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
    "--seconds", default=120.0, show_default=True, help="Time limit of one document. 单个文档时限（秒）"
)
@click.option(
    "--megabytes", default=3072, show_default=True, help="Memory limit of one document. 单个文档内存上限"
)
@click.option("--workers", type=click.IntRange(1, 256), help="Documents read at a time. 并行数")
@click.option(
    "--cache/--no-cache",
    "use_cache",
    default=True,
    show_default=True,
    help="Keep results by content. 按内容缓存结果",
)
@click.option(
    "--into",
    "desk_path",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DESK",
    help="Store the records as history of a desk, the file as their snapshot. 存入工作台历史",
)
def command(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    seconds: float,
    megabytes: int,
    workers: int | None,
    use_cache: bool,
    desk_path: Path | None,
) -> int:
    """Read published reports back into text, meta data and typed tables. 读取已发布的周报。

    The kind of document (text, Markdown, HTML, PDF, DOCX, XLSX) is told from its bytes. A folder or
    several files are read side by side, each in a process of its own. Exit status 2: something could
    not be read.

    \b
    Example:
      tieout read weekly.pdf
      tieout read weekly.txt --format json > weekly.json
      tieout read archive/ --format parquet -o tables.parquet
      tieout read archive/ --into my-weekly
    """
    if form in ("xlsx", "parquet") and output is None and sys.stdout.isatty():
        raise UsageError(
            f"{form} is not for a terminal", next_step=f"add -o tables.{form}, or send it on with >"
        )
    many = len(paths) > 1 or paths[0].is_dir()
    if many and form in ("json", "md"):
        raise UsageError(f"{form} is for one file", next_step="use --format jsonl for several files")
    with Spool() as spool:
        for one in _many(paths, seconds, megabytes, workers, use_cache) if many else _single(paths[0]):
            spool.add(*one)
        if desk_path is not None:
            _store(desk_path, spool)
        if desk_path is None or form != "text" or output is not None:
            _write(_formatted(form, spool), output)
        for file, error in spool.errors:
            if form != "jsonl":
                click.echo(f"{file}: {error}", err=True)
        return 2 if spool.errors else 0


def _single(path: Path) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    """One file, in this process: its error is the command's."""
    from .dispatch import read

    try:
        yield str(path), read(path).as_json(), ""
    except RecursionError:
        raise ReadError(
            f"{path}: its parts are nested too deep", next_step="save it again, or as PDF"
        ) from None


def _many(
    paths: tuple[Path, ...], seconds: float, megabytes: int, workers: int | None, use_cache: bool
) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    from rich.console import Console
    from rich.progress import Progress

    from .pool import Limits, documents_in, read_many

    files = documents_in(paths)
    kept = Path(click.get_app_dir("tieout")) / "read" if use_cache else None
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("reading", total=len(files))
        for outcome in read_many(files, limits=Limits(seconds, megabytes), workers=workers, cache_dir=kept):
            bar.advance(task)
            yield str(outcome.file), outcome.report, outcome.error


def _store(desk_path: Path, spool: Spool) -> None:
    """Put what was read into the history of a desk; one commit for each document, oldest first."""
    from ..desk import open_desk
    from ..desk.reported import store_report
    from .embedded import FORMAT, report_of
    from .sniff import sniff

    desk = open_desk(desk_path)
    for file, report in spool.good(by_date=True):
        found = report_of({"tieout": FORMAT, **report})
        assert found is not None
        data = Path(file).read_bytes()
        done = store_report(desk, found, data, name=Path(file).name, media_type=MEDIA[sniff(data)])
        said = f"{file}: {done.new} new, {done.unchanged} known already"
        said += f", {len(done.changes)} changed" if done.changes else ""
        said += f", {done.doubtful} doubtful left out" if done.doubtful else ""
        said += f", contradictory and left out: {'; '.join(done.conflicting)}" if done.conflicting else ""
        click.echo(said, err=True)


MEDIA = {
    "text": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _formatted(form: str, spool: Spool) -> Iterable[str | bytes]:
    """What is written, piece by piece."""
    from . import output

    if form == "jsonl":
        return (
            json.dumps(
                {"file": file, **report} if report is not None else {"file": file, "error": error},
                ensure_ascii=False,
            )
            + "\n"
            for file, report, error in spool
        )
    if form == "json":
        return (output.to_json(report) + "\n" for _, report in spool.good())
    if form == "md":
        return (output.to_markdown(report) for _, report in spool.good())
    if form == "csv":
        return output.to_csv(spool.good())
    if form == "xlsx":
        return [output.to_xlsx(spool.good())]
    if form == "parquet":
        return output.to_parquet(spool.good())
    return (_summary(file, report) for file, report in spool.good())


def _summary(file: str, report: dict[str, Any]) -> str:
    """What a person wants to see first: whose report, which tables, which doubts."""
    meta = report["meta"]
    rating = (meta["industry_rating"] or "—") + (
        f"（{meta['rating_action']}）" if meta["rating_action"] else ""
    )
    lines = [
        f"{meta['title'] or file}",
        f"  {meta['series'] or '—'} · {meta['publisher'] or '—'} · {meta['date'] or '—'} · {rating}",
    ]
    if meta["analysts"]:
        lines.append("  " + "、".join(f"{a['name']} {a['licence'] or ''}".strip() for a in meta["analysts"]))
    headings = [b for b in report["blocks"] if b["type"] == "heading" and b["zone"] == "body"]
    lines.append(
        f"  {len(report['text'])} characters, {len(headings)} sections, {len(report['tables'])} tables"
    )
    for table in report["tables"]:
        name = " ".join(x for x in (table["figure"], table["caption"]) if x) or "(no caption)"
        known = (
            f"{table['tracker']}, {len(table['records'])} records" if table["tracker"] else "kept as printed"
        )
        when = f", {table['period']}" if table["period"] else ""
        lines.append(f"    {name}: {len(table['rows'])}×{len(table['columns'])} → {known}{when}")
    if report["warnings"]:
        lines.append(f"  {counted(len(report['warnings']), 'doubt')} about the import:")
        lines += [f"    {w['code']} {w['message']}" for w in report["warnings"][:20]]
        if len(report["warnings"]) > 20:
            lines.append(f"    … and {len(report['warnings']) - 20} more (--format json)")
    return "\n".join(lines) + "\n"


def _write(pieces: Iterable[str | bytes], output: Path | None) -> None:
    if output is not None:
        try:
            with output.open("wb") as handle:
                for piece in pieces:
                    handle.write(piece if isinstance(piece, bytes) else piece.encode("utf-8"))
        except OSError as error:
            raise UsageError(
                f"cannot write {output}: {error.strerror}", next_step="choose another file"
            ) from error
        return
    for piece in pieces:
        if isinstance(piece, bytes):
            sys.stdout.buffer.write(piece)
        else:
            click.echo(piece, nl=False)
