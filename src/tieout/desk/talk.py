"""What the desk's commands share: reading a date or time, printing data, and talking on stderr."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import click

from ..errors import UsageError

__all__ = ["day_of", "form_option", "moment_of", "print_json", "say"]

form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="What goes to stdout."
)


def day_of(text: str) -> date:
    from ..quantity.dates import parse_date

    day = parse_date(text)
    if day is None:
        raise UsageError(f"{text!r} is no date", next_step="write it as 2025-01-27")
    return day


def moment_of(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{text!r} is no time", next_step="write it as 2025-01-27T18:00 or with +08:00"
        ) from None


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say(message: str) -> None:
    click.echo(message, err=True)
