"""Style features of the two answers: columns that come in pairs, one for each side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import RankError
from .paths import Leaf

__all__ = ["StylePair", "find_styles"]

#: Words that make a pair of numbers a feature of style, and the name the feature gets.
_WORDS = {
    "token": "length", "tokens": "length", "length": "length", "len": "length", "chars": "length",
    "characters": "length", "words": "length",
    "header": "headers", "headers": "headers", "heading": "headers", "headings": "headers",
    "list": "lists", "lists": "lists", "bullet": "lists", "bullets": "lists",
    "bold": "bold", "bolds": "bold", "emphasis": "bold",
    "code": "code_blocks", "emoji": "emoji", "emojis": "emoji", "table": "tables", "tables": "tables",
    "exclamation": "exclamations",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StylePair:
    """One feature: its name and the SQL of its value in answer A and in answer B."""

    name: str
    a: str
    b: str


def find_styles(tree: list[Leaf], given: Mapping[str, tuple[str, str]] | None) -> tuple[StylePair, ...]:
    """The pairs of style columns, in the order they stand in the file.

    A pair is two numeric columns (or structs of numbers, as the Arena counts headers by level)
    whose names differ only in one part, ``a`` against ``b``, and have a word of style in them:
    ``sum_assistant_a_tokens`` and ``sum_assistant_b_tokens``. The caller's ``given`` replaces the
    search; ``{}`` means no style at all.
    """
    if given is not None:
        return tuple(_named(tree, name, pair) for name, pair in given.items())
    by_path = {tuple(leaf.path): leaf for leaf in tree}
    found: dict[str, StylePair] = {}
    for leaf in tree:
        partner = by_path.get((*leaf.path[:-1], _other_side(leaf.path[-1])))
        name = _feature(leaf.key)
        if partner is None or partner is leaf or name is None:
            continue
        a, b = leaf.total_sql, partner.total_sql
        if a is not None and b is not None and not (leaf.is_boolean or leaf.is_list):
            found.setdefault(name, StylePair(name, a, b))
    return tuple(found.values())


def _other_side(name: str) -> str:
    """``header_count_a`` to ``header_count_b``; the name itself when it has no side A."""
    parts = name.split("_")
    if [p.lower() for p in parts].count("a") != 1:
        return name
    return "_".join({"a": "b", "A": "B"}.get(p, p) for p in parts)


def _feature(key: str) -> str | None:
    return next((_WORDS[part] for part in key.split("_") if part in _WORDS), None)


def _named(tree: list[Leaf], name: str, pair: tuple[str, str]) -> StylePair:
    dotted = {".".join(leaf.path): leaf for leaf in tree}
    sides = []
    for column in pair:
        sql = dotted[column].total_sql if column in dotted else None
        if sql is None:
            raise RankError(
                f"style feature {name!r} names column {column!r}, which is not there or is not a number",
                next_step=f"columns are {', '.join(dotted)}",
                feature=name,
                column=column,
            )
        sides.append(sql)
    return StylePair(name, sides[0], sides[1])
