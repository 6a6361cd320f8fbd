"""Which column of a file of votes means what.

Votes come under many column names: the public releases of the Arena (nested ``conv_metadata`` and
``category_tag``), MT-bench's human judgments (``judge``, ``turn``, ``question_id``), one-hot winners
(``winner_model_a``, ``winner_model_b``, ``winner_tie``), a house's own export. Recognition looks at
names and types, never at positions, and turns each into an SQL expression; a mapping given by the
caller always wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import RankError
from .flags import Flag, find_flags
from .paths import Leaf, leaves
from .stylecolumns import StylePair, find_styles

__all__ = ["ROLES", "Columns", "epoch_sql", "recognise", "votes_sql"]

#: What a column may be, and the names it is known under (lower case, ``_`` for blanks and hyphens).
ROLES: dict[str, tuple[str, ...]] = {
    "model_a": ("model_a", "modela", "model_1", "model1", "left_model", "competitor_a", "player_a", "generator_1"),
    "model_b": ("model_b", "modelb", "model_2", "model2", "right_model", "competitor_b", "player_b", "generator_2"),
    "winner": ("winner", "outcome", "vote", "preferred", "preference", "result", "winner_label"),
    "voter": ("voter", "voter_id", "judge", "judge_hash", "judge_id", "user", "user_id", "rater", "rater_id",
              "annotator", "annotator_id", "evaluation_session_id"),
    "time": ("timestamp", "tstamp", "voted_at", "vote_time", "created_at", "datetime", "time", "date"),
    "weight": ("weight", "vote_weight", "sample_weight", "weights"),
    "count": ("n", "count", "n_votes", "num_votes", "vote_count", "battles"),
    "language": ("language", "lang"),
    "question": ("question_id", "prompt_id", "question", "prompt_hash"),
    "turn": ("turn",),
    "anonymous": ("anony", "anonymous"),
    "battle": ("id", "battle_id", "vote_id"),
    "category": ("category", "categories", "question_category"),
}  # fmt: skip

_ONE_HOT = ("winner_model_a", "winner_model_b", "winner_tie")


@dataclass(frozen=True, slots=True)
class Columns:
    """SQL expressions for what was recognised; ``None`` where the votes do not have it.

    ``winner`` is an expression that gives a label; ``one_hot`` replaces it when the file has one
    column per outcome. ``count`` is set when a row stands for many votes, counted elsewhere. ``time`` is seconds since 1970 in UTC. ``styles`` are pairs of features of
    the two answers, ``flags`` named conditions (boards), ``roles`` the original column by role.
    """

    model_a: str
    model_b: str
    winner: str | None
    one_hot: tuple[str, str, str] | None = None
    voter: str | None = None
    time: str | None = None
    time_is_text: bool = False
    time_raw: str | None = None
    weight: str | None = None
    count: str | None = None
    language: str | None = None
    question: str | None = None
    turn: str | None = None
    anonymous: str | None = None
    battle: str | None = None
    category: str | None = None
    category_is_list: bool = False
    sampled: str | None = None
    styles: tuple[StylePair, ...] = ()
    flags: tuple[Flag, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)


def recognise(
    schema: Iterable[tuple[str, Any]],
    *,
    mapping: Mapping[str, str] | None = None,
    style: Mapping[str, tuple[str, str]] | None = None,
) -> Columns:
    """The meaning of each column of ``schema``, a list of (name, DuckDB type).

    ``mapping`` gives the column of a role (``{"model_a": "left", "winner": "label"}``), or ``""`` to
    leave a role out; ``style``
    names the feature columns of the two answers (``{"length": ("len_a", "len_b")}``). A dotted name
    reaches into a struct.

    Raises ``RankError`` when the two models or the winner cannot be found, naming what was seen.

    >>> found = recognise([("model_a", "VARCHAR"), ("model_b", "VARCHAR"), ("winner", "VARCHAR"), ("judge", "VARCHAR")])
    >>> found.winner, found.voter, found.time
    ('"winner"', '"judge"', None)
    """
    columns = list(schema)
    tree = leaves(columns)
    by_name = {leaf.key: leaf for leaf in reversed(tree) if leaf.depth == 0}
    roles = _roles(by_name, tree, dict(mapping or {}))
    one_hot = _one_hot(by_name) if "winner" not in roles else None
    missing = [r for r in ("model_a", "model_b") if r not in roles]
    if "winner" not in roles and one_hot is None:
        missing.append("winner")
    if missing:
        raise RankError(
            f"no column for {', '.join(missing)} among {', '.join(name for name, _ in columns) or 'no columns at all'}",
            next_step="name it with mapping={'" + missing[0] + "': 'YOUR COLUMN'} "
            "(command line: --column " + missing[0] + "=YOUR_COLUMN)",
            missing=missing,
            seen=[name for name, _ in columns],
        )

    def text(role: str) -> str | None:
        return _as_text(roles[role]) if role in roles else None

    time = roles.get("time")
    category = roles.get("category")
    sampled = next(
        (leaf.sql for leaf in tree if leaf.path[0].lower() == "dedup_tag" and leaf.path[-1] == "sampled"),
        None,
    )
    return Columns(
        model_a=_as_text(roles["model_a"]),
        model_b=_as_text(roles["model_b"]),
        winner=text("winner"),
        one_hot=one_hot,
        voter=text("voter"),
        time=epoch_sql(time) if time else None,
        time_is_text=bool(time and time.is_text),
        time_raw=time.sql if time else None,
        weight=f"TRY_CAST({roles['weight'].sql} AS DOUBLE)" if "weight" in roles else None,
        count=f"TRY_CAST({roles['count'].sql} AS BIGINT)" if "count" in roles else None,
        language=text("language"),
        question=text("question"),
        turn=text("turn"),
        anonymous=f"TRY_CAST({roles['anonymous'].sql} AS BOOLEAN)" if "anonymous" in roles else None,
        battle=text("battle"),
        category=category.sql if category else None,
        category_is_list=bool(category and category.is_list),
        sampled=sampled,
        # Rows that stand for many votes hold no features of single answers.
        styles=() if "count" in roles else find_styles(tree, style),
        flags=find_flags(tree),
        roles={role: ".".join(leaf.path) for role, leaf in roles.items()},
    )


def _as_text(leaf: Leaf) -> str:
    return leaf.sql if leaf.type.startswith("varchar") else f"CAST({leaf.sql} AS VARCHAR)"


def _roles(by_name: Mapping[str, Leaf], tree: list[Leaf], mapping: dict[str, str]) -> dict[str, Leaf]:
    """The column of each role: the caller's mapping first, then the known names in order."""
    unknown = sorted(set(mapping) - set(ROLES))
    if unknown:
        raise RankError(
            f"the mapping names {', '.join(unknown)}, which is no role",
            next_step=f"roles are {', '.join(ROLES)}",
            roles=tuple(ROLES),
        )
    dotted = {".".join(leaf.path): leaf for leaf in tree}
    found: dict[str, Leaf] = {}
    for role, names in ROLES.items():
        if role in mapping:
            if not mapping[role]:
                continue  # the caller says: not this role, whatever the name looks like
            leaf = dotted.get(mapping[role])
            if leaf is None:
                raise RankError(
                    f"the mapping says {role} is in column {mapping[role]!r}, which is not there",
                    next_step=f"columns are {', '.join(dotted)}",
                    role=role,
                    column=mapping[role],
                )
            found[role] = leaf
            continue
        hit = next((by_name[name] for name in names if name in by_name), None)
        if hit is not None:
            found[role] = hit
    return found


def _one_hot(by_name: Mapping[str, Leaf]) -> tuple[str, str, str] | None:
    if not all(name in by_name for name in _ONE_HOT[:2]):
        return None
    a, b = (f"TRY_CAST({by_name[name].sql} AS DOUBLE)" for name in _ONE_HOT[:2])
    tie = f"TRY_CAST({by_name[_ONE_HOT[2]].sql} AS DOUBLE)" if _ONE_HOT[2] in by_name else "0"
    return a, b, tie


def votes_sql(columns: Columns) -> str:
    """The aggregate that counts votes: rows, or the sum of their counts when rows stand for many votes."""
    return "count(*)" if columns.count is None else f"COALESCE(sum({columns.count}), 0)::BIGINT"


def epoch_sql(leaf: Leaf) -> str:
    """Seconds since 1970 (UTC) of a time column of any type.

    Numbers are seconds, or milliseconds when larger than 1e11 (the year 5138 in seconds). Text with
    an offset is converted; text without one is read as UTC.
    """
    sql = leaf.sql
    if leaf.is_number:
        return f"(CASE WHEN {sql} > 1e11 THEN {sql} / 1000.0 ELSE {sql} END)::DOUBLE"
    if leaf.is_text:
        number = f"TRY_CAST({sql} AS DOUBLE)"
        return (
            f"COALESCE(CASE WHEN {number} > 1e11 THEN {number} / 1000.0 ELSE {number} END, "
            f"epoch(TRY_CAST({sql} AS TIMESTAMPTZ)))::DOUBLE"
        )
    return f"epoch({sql})::DOUBLE"
