"""What a winner label says: A won, B won, or a tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..errors import RankError
from .paths import normal

__all__ = ["A_WINS", "B_WINS", "DROPPED", "TIE", "outcome_of", "read_labels"]

A_WINS, B_WINS, TIE, DROPPED = 0, 1, 2, 3

_MEANINGS: dict[int, tuple[str, ...]] = {
    A_WINS: ("model_a", "a", "model_1", "left", "leftvote", "left_vote", "a>b", "win_a", "winner_a", "a_wins"),
    B_WINS: ("model_b", "b", "model_2", "right", "rightvote", "right_vote", "b>a", "a<b", "win_b", "winner_b", "b_wins"),
    TIE: ("tie", "tie_(bothbad)", "tie(bothbad)", "tie_(both_bad)", "tie_bothbad", "bothbad", "both_bad", "bothbad_vote",
          "both_good", "tievote", "tie_vote", "draw", "equal", "a=b", "a=b=bad"),
}  # fmt: skip

_KNOWN = {label: outcome for outcome, labels in _MEANINGS.items() for label in labels}
_TARGETS = {"model_a": A_WINS, "model_b": B_WINS, "tie": TIE, "drop": DROPPED}


def outcome_of(label: str) -> int | None:
    """The outcome a label means, or ``None`` when it is not known.

    >>> outcome_of("Tie (bothbad)") == TIE, outcome_of("model_b") == B_WINS, outcome_of("maybe")
    (True, True, None)
    """
    return _KNOWN.get(normal(label))


def read_labels(
    counts: Mapping[str, int], *, given: Mapping[str, str] | None = None, drop_unknown: bool = False
) -> dict[str, int]:
    """The outcome of every label that occurs; ``counts`` is how often each does.

    ``given`` extends the table (``{"1": "model_a", "skip": "drop"}``). Labels that mean nothing are
    an error that lists them, or are dropped (and counted by the caller) on ``drop_unknown``.

    >>> read_labels({"1": 10, "tie": 3}, given={"1": "model_a"})
    {'1': 0, 'tie': 2}
    """
    extra: dict[str, int] = {}
    for label, meaning in (given or {}).items():
        if meaning not in _TARGETS:
            raise RankError(
                f"label {label!r} is said to mean {meaning!r}",
                next_step=f"a label means one of {', '.join(_TARGETS)}",
                label=label,
                meaning=meaning,
            )
        extra[normal(label)] = _TARGETS[meaning]
    read: dict[str, int] = {}
    unknown: dict[str, int] = {}
    for label, n in counts.items():
        outcome = extra.get(normal(label), outcome_of(label))
        if outcome is None:
            unknown[label] = n
        read[label] = DROPPED if outcome is None else outcome
    if unknown and not drop_unknown:
        raise RankError(
            f"unknown winner labels: {_listed(unknown)}",
            next_step="say what they mean with labels={'LABEL': 'model_a' | 'model_b' | 'tie' | 'drop'} (command line: "
            "--label LABEL=tie), or leave such votes out with drop_unknown=True (--drop-unknown)",
            unknown=unknown,
        )
    return read


def _listed(unknown: Mapping[str, int], most: int = 8) -> str:
    ordered = sorted(unknown.items(), key=lambda item: (-item[1], item[0]))
    shown: Iterable[str] = (f"{label!r} ({n:,} votes)" for label, n in ordered[:most])
    rest = len(ordered) - most
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
