"""The rules of the audit: one file per family, one registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from ...errors import UsageError
from ...model.claim import Finding
from ...model.rules import Rule
from .base import View

__all__ = ["all_findings", "all_rules", "get_rule"]


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code; the import doubts of the reader among them."""
    from ...read.doubts import RULES as doubts
    from . import compliance, dates, history, prose, sense, stored, structure, tables

    found = [
        *prose.RULES,
        *tables.RULES,
        *structure.RULES,
        *sense.RULES,
        *dates.RULES,
        *stored.RULES,
        *history.RULES,
        *compliance.RULES,
        *doubts,
    ]
    return tuple(sorted(found, key=lambda r: r.code))


def get_rule(code: str) -> Rule:
    """The rule of a code; an unknown code is a :class:`~tieout.errors.UsageError`.

    >>> get_rule("TIE201").title_zh
    '涨跌幅与旁边的数字不符'
    """
    wanted = code.strip().upper()
    for rule in all_rules():
        if rule.code == wanted:
            return rule
    raise UsageError(f"there is no rule {code!r}", next_step="list them with: tieout rules", code=code)


def all_findings(view: View) -> list[Finding]:
    """What the rules beyond the claims find."""
    from . import (
        compliance,
        dates,
        derived,
        history,
        identities,
        numbering,
        prose,
        sense,
        statements,
        stored,
        structure,
        tables,
    )

    finders: tuple[Callable[[View], Iterator[Finding]], ...] = (
        prose.find, tables.find, identities.find, statements.find, structure.find, numbering.find, sense.find, dates.find, stored.find, history.find, compliance.find,
    )  # fmt: skip
    found = [f for find in finders for f in find(view)]
    return found + list(derived.find(view, found))
