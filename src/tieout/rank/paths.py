"""Leaves of a table's schema: plain columns and the fields inside structs, with the SQL that reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Leaf", "leaves", "literal", "normal", "quote"]

_NUMBERS = ("tinyint", "smallint", "integer", "bigint", "hugeint", "utinyint", "usmallint", "uinteger", "ubigint",
            "uhugeint", "float", "double", "decimal")  # fmt: skip


def quote(name: str) -> str:
    """A column name in SQL.

    >>> print(quote('a"b'))
    "a""b"
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text in SQL.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


def normal(name: str) -> str:
    """A column name as it is compared: lower case, runs of blanks and hyphens as one underscore.

    >>> normal(" Model-A ")
    'model_a'
    """
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value in a row: its path through structs, the SQL that reads it, its DuckDB type."""

    path: tuple[str, ...]
    sql: str
    type: str
    fields: tuple[tuple[str, Any], ...] = ()

    @property
    def key(self) -> str:
        """The last name, normalised."""
        return normal(self.path[-1])

    @property
    def depth(self) -> int:
        """0 for a column, 1 for a field of a struct, and so on."""
        return len(self.path) - 1

    @property
    def is_text(self) -> bool:
        """True for strings and enumerations."""
        return self.type.startswith(("varchar", "enum"))

    @property
    def is_number(self) -> bool:
        """True for integers, floats and decimals."""
        return self.type.startswith(_NUMBERS) and "[" not in self.type

    @property
    def is_boolean(self) -> bool:
        """True for booleans."""
        return self.type == "boolean"

    @property
    def is_list(self) -> bool:
        """True for lists."""
        return self.type.endswith("]")

    @property
    def total_sql(self) -> str | None:
        """The value as one number: itself, or the sum of a struct's or map's numbers (header_count by level)."""
        if self.type.startswith("map("):
            return f"list_sum(map_values({self.sql}))::DOUBLE"
        if self.fields:
            parts = [
                f"COALESCE({self.sql}.{quote(name)}, 0)" for name, kind in self.fields if _is_number(kind)
            ]
            return f"({' + '.join(parts)})::DOUBLE" if parts else None
        if self.is_number:
            return self.sql
        if self.is_text:
            return f"TRY_CAST({self.sql} AS DOUBLE)"
        return None


def _is_number(kind: Any) -> bool:
    return str(kind).lower().startswith(_NUMBERS)


def leaves(schema: Iterable[tuple[str, Any]]) -> list[Leaf]:
    """Every column and every field inside struct columns, structs themselves included.

    ``schema`` is a list of (name, DuckDB type); a plain string serves as a type without fields.
    """
    return [leaf for name, kind in schema for leaf in _walk((name,), quote(name), kind)]


def _walk(path: tuple[str, ...], sql: str, kind: Any) -> Iterator[Leaf]:
    children = _children(kind)
    yield Leaf(path, sql, str(kind).lower(), tuple(children))
    for name, child in children:
        yield from _walk((*path, name), f"{sql}.{quote(name)}", child)


def _children(kind: Any) -> list[tuple[str, Any]]:
    """The fields of a struct type, [] for any other."""
    if getattr(kind, "id", None) != "struct":
        return []
    return list(kind.children)
