"""``tieout source``: keep, list and show the sources that statements are quoted from."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .citing import GRADES, Grade
from .talk import day_of, form_option, print_json, say

__all__ = ["source"]

_DESK = click.argument("desk", type=click.Path(path_type=Path))


@click.group()
def source() -> None:
    """Keep the sources that an issue quotes: pages, PDFs, pictures, pasted text. 外部说法的出处

    \b
    Example:
      tieout source add my-weekly https://example.com/news --publisher "示例社" --grade media
      tieout source list my-weekly
      tieout source show my-weekly 4f0c1a
    """


@source.command("add")
@_DESK
@click.argument("given", metavar="URL|FILE|-")
@click.option("--title", default="", help="Title; a page's own unless given. 标题")
@click.option("--publisher", default="", help="Who published it. 发布方")
@click.option("--date", "day", metavar="DATE", help="When it was published. 发布日期")
@click.option(
    "--grade", type=click.Choice(GRADES), help="How far it can be believed; media unless given. 可信度"
)
@click.option("--transcript", default="", help="The words of a picture, typed off it. 图片上的文字")
@click.option("--quote", default="", help="Words you quote: checked, and put into the link. 引文")
@form_option
def add(
    desk: Path,
    given: str,
    title: str,
    publisher: str,
    day: str | None,
    grade: Grade | None,
    transcript: str,
    quote: str,
    form: str,
) -> None:
    """Keep a page, PDF, picture or pasted text and print its link. 存档一个出处

    \b
    Example:
      tieout source add my-weekly https://example.com/news --date 2025-01-26
      tieout source add my-weekly report.pdf --grade official --quote "融资 1.2 亿美元"
      pbpaste | tieout source add my-weekly - --title "公告" --publisher "示例公司"
    """
    from .citing import add_source, source_link
    from .desk import open_desk
    from .wording import text_of_source

    opened = open_desk(desk)
    kept = add_source(
        opened,
        given,
        data=sys.stdin.buffer.read() if given == "-" else None,
        title=title,
        publisher=publisher,
        date=day_of(day) if day else None,
        grade=grade,
        transcript=transcript,
    )
    link = source_link(opened.snapshots, kept.snapshot.hash, quote)
    words = text_of_source(opened.snapshots, kept.snapshot)
    if form == "json":
        print_json(kept.as_json() | {"link": link, "characters": len(words)})
    else:
        click.echo(link)
    say(f"已存档 / kept: {kept.title} ({kept.snapshot.media_type}, {len(words)} characters, {kept.grade})")
    if not words.strip():
        say(
            "其中没有可核对的文字 / it holds no words to check a quote against. Next: for a picture or scan "
            'type them off with --transcript "..."; for a page filled by scripts add a PDF of it'
        )
    elif not quote:
        say(
            f"写进周报 / in the issue: [1.2 亿美元]({link}#q=原文中的话)   (--quote makes and checks the whole link)"
        )


@source.command("list")
@_DESK
@form_option
def list_(desk: Path, form: str) -> None:
    """List the kept sources of DESK: link, grade, date, publisher, title, origin. 列出出处

    \b
    Example:
      tieout source list my-weekly --format json
    """
    from .citing import list_sources
    from .desk import open_desk

    kept = list_sources(open_desk(desk))
    if form == "json":
        print_json([s.as_json() for s in kept])
        return
    for s in kept:
        date = s.date.isoformat() if s.date else ""
        click.echo("\t".join((s.link, s.grade, date, s.publisher, s.title, s.snapshot.origin)))
    if not kept:
        say("还没有出处 / nothing was kept yet; see `tieout source add --help`")


@source.command("show")
@_DESK
@click.argument("hash", metavar="HASH")
@form_option
def show(desk: Path, hash: str, form: str) -> None:
    """Print what is known of one source and its words. 查看出处

    HASH is a link or the beginning of a hash.

    \b
    Example:
      tieout source show my-weekly src:4f0c1a
    """
    from .citing import find_source
    from .desk import open_desk
    from .wording import text_of_source

    opened = open_desk(desk)
    found = find_source(opened, hash)
    words = text_of_source(opened.snapshots, found.snapshot)
    told = found.as_json()
    if form == "json":
        print_json(told | {"text": words})
        return
    for key, value in told.items():
        click.echo(f"{key}\t{'' if value is None else value}")
    click.echo(f"\n{words}")
