"""Boards inside the votes: flags that say a vote belongs to a category."""

from __future__ import annotations

from dataclasses import dataclass

from .paths import Leaf, normal

__all__ = ["Flag", "find_flags"]

#: Boards whose flag the public releases name otherwise.
_BOARD_NAMES = {"is_code": "coding", "code": "coding", "if": "instruction_following", "is_refusal": "refusal"}

#: The Arena's rule of hard prompts: at least six of the seven criteria hold.
_HARD_NEEDED = 6

#: The Arena's rule of a longer query: at least 500 tokens from the user.
_LONG_TOKENS = 500

#: Flags that describe the vote's handling, not what was asked.
_NOT_BOARDS = frozenset({"anony", "anonymous", "sampled", "high_freq", "is_refusal", "refusal", "flagged",
                         "winner_model_a", "winner_model_b", "winner_tie"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flag:
    """One board: its name and the SQL condition a vote must meet."""

    name: str
    sql: str


def find_flags(tree: list[Leaf]) -> tuple[Flag, ...]:
    """Boards from boolean columns, from the Arena's ``category_tag``, and from lengths and turns.

    Boolean columns (``is_code``, ``is_math``, ``math``) give a board under their name without
    ``is_``. Seven boolean criteria in one struct give ``hard_prompts`` (at least six hold).
    ``sum_user_tokens`` gives ``longer_query`` (at least 500), ``turn`` gives ``multi_turn``.
    """
    found: dict[str, str] = {}
    for leaf in tree:
        criteria = [name for name, kind in leaf.fields if str(kind).lower() == "boolean"]
        if "criteria" in leaf.key and len(criteria) >= _HARD_NEEDED:
            held = " + ".join(f'COALESCE({leaf.sql}."{name}"::INT, 0)' for name in criteria)
            found.setdefault("hard_prompts", f"({held}) >= {_HARD_NEEDED}")
        elif leaf.is_boolean and leaf.key not in _NOT_BOARDS and not _in_criteria_or_moderation(leaf):
            found.setdefault(_board(leaf.key), f"COALESCE({leaf.sql}, FALSE)")
        elif leaf.key == "sum_user_tokens" and leaf.is_number:
            found.setdefault("longer_query", f"COALESCE({leaf.sql} >= {_LONG_TOKENS}, FALSE)")
        elif leaf.key == "turn" and leaf.depth == 0 and leaf.is_number:
            found.setdefault("multi_turn", f"COALESCE({leaf.sql} > 1, FALSE)")
    return tuple(Flag(name, sql) for name, sql in found.items())


def _in_criteria_or_moderation(leaf: Leaf) -> bool:
    """True inside structs whose booleans are no boards: the hard criteria one by one, moderation, dedup."""
    outer = [normal(part) for part in leaf.path[:-1]]
    return any("criteria" in p or "moderation" in p or "dedup" in p or "toxic" in p for p in outer)


def _board(key: str) -> str:
    if key in _BOARD_NAMES:
        return _BOARD_NAMES[key]
    return key.removeprefix("is_")
