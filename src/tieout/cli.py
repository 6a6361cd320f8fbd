"""The command line: parses arguments, calls the public verbs, prints. Commands load when used."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from .errors import TieoutError

__all__ = ["COMMANDS", "cli", "main"]

# name -> (module, attribute, one line of help); the line stands here so that --help imports nothing.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "init": ("tieout.desk.commands", "init", "Make a new desk. 新建工作台"),
    "template": ("tieout.desk.commands", "template", "Write the inbox workbook of a date. 生成填报表"),
    "collect": ("tieout.desk.commands", "collect", "Take the inbox into history. 数据入库"),
    "source": ("tieout.desk.source_commands", "source", "Keep the sources an issue quotes. 外部说法的出处"),
    "history": ("tieout.desk.commands", "history", "Print a tracker's series. 查看历史"),
    "draft": (
        "tieout.render.issue_commands",
        "draft",
        "Write the issue file with all that can be generated. 起草",
    ),
    "status": (
        "tieout.render.issue_commands",
        "status",
        "Show what is open in each section of an issue. 进度",
    ),
    "approve-gap": (
        "tieout.render.issue_commands",
        "approve_gap",
        "Approve that a record is missing. 批准缺口",
    ),
    "check": ("tieout.render.commands", "check", "List every number of an issue with its evidence. 核对"),
    "build": ("tieout.render.commands", "build", "Build an issue: PDF, HTML, JSON. 生成周报"),
    "read": ("tieout.read.command", "command", "Read a published report into tables. 读取报告"),
    "audit": ("tieout.audit.command", "command", "Check every number of a report. 审核报告"),
    "rules": ("tieout.audit.command", "rules", "List the audit's rules. 规则列表"),
    "rule": ("tieout.audit.command", "rule", "Explain one rule, such as TIE104. 规则说明"),
    "rank": ("tieout.rank.command", "command", "Compute a leaderboard from votes. 计算榜单"),
}

FAILED = 2


class LazyGroup(click.Group):
    """A group whose commands are imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        found = getattr(importlib.import_module(module), attribute)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table above and not from the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, _, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tieout", prog_name="tieout")
def cli() -> None:
    """Write, read and audit weekly industry research: every number tied to its record.

    \b
    Example:
      tieout init my-weekly
      tieout collect my-weekly
      tieout build my-weekly 2025-01-27
      tieout audit report.pdf
    """


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; errors become one message and exit status 2, never a traceback."""
    try:
        status = cli.main(args=argv, prog_name="tieout", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(FAILED)
    except TieoutError as error:
        click.echo(f"tieout: {error}", err=True)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output (head, less) went away; that is not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if os.environ.get("TIEOUT_DEBUG"):
            raise
        click.echo(
            f"tieout: something went wrong inside Tieout: {type(error).__name__}: {error}\n"
            "Next: run again with TIEOUT_DEBUG=1 and report what it prints",
            err=True,
        )
        sys.exit(FAILED)
    sys.exit(status if isinstance(status, int) else 0)
