"""Scores that model makers have published: evidence of whose column a column of figures is.

A table of scores whose header has lost or gained a name cannot be told from its print alone. Many of its
cells are quoted from other people's publications, though, and those say whose they are: a column that
holds four scores published for one model, and of which no other column holds two, is that model's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

__all__ = ["names_by_scores"]

_BENCHMARKS = "mmlu mmlupro drop ifeval gpqa simpleqa math humaneval mgsm aime ceval livecodebench gsm8k mbpp"
# Model: a score for each benchmark above, in that order, `-` for none, several with a slash.
# From the result tables of openai/simple-evals, of deepseek-ai/DeepSeek-V3 and DeepSeek-R1, and of the
# Qwen2.5 technical report.
_TABLE = """
gpt-4o-0513 gpt-4o                 | 87.2 72.6 83.7 84.3 49.9 38.2/39.0 74.6/76.6 91.0 89.9 9.3 76.0 33.4/34.2 - -
gpt-4o-0806 gpt-4o-2024-08-06      | 88.7 - 79.8 - 53.1 40.1 75.9 90.2 90.0 - - - - -
gpt-4o-1120 gpt-4o-2024-11-20      | 85.7 - 81.5 - 46.0 38.8 68.5 90.2 90.3 - - - - -
gpt-4o-mini                        | 82.0 - 79.7 - 40.2 9.5 70.2 87.2 87.0 - - - - -
gpt-4-turbo                        | 86.7 - 86.0 - 49.3 24.2 73.4 88.2 89.6 - - - - -
gpt-4.5-preview gpt-4.5            | 90.8 - 83.4 - 69.5 62.5 87.1 88.6 86.9 - - - - -
gpt-4.1                            | 90.2 - 79.4 - 66.3 41.6 82.1 94.5 86.9 - - - - -
o1-preview                         | 90.8 - 74.8 - 73.3 42.4 85.5 92.4 90.8 44.6 - - - -
o1 o1-1217                         | 91.8 - 90.2 - 75.7 42.6/47.0 96.4 - 89.3 79.2 - 63.4 - -
o1-mini                            | 85.2 80.3 83.9 84.8 60.0 7.6/7.0 90.0 92.4 89.9 63.6 68.9 53.8 - -
o3-mini                            | 85.9 - 79.2 - 74.9 13.4 97.3 96.3 90.8 - - - - -
o3                                 | 92.9 - 80.6 - 82.8 49.4 97.8 87.4 92.3 - - - - -
claude-3.5-sonnet-1022 claude-3.5-sonnet-latest claude-3.5-sonnet-new | 88.3 78.0 88.3 86.5 65.0 28.4 78.3 - - 16.0 76.7 32.8/33.8/36.3 - -
claude-3.5-sonnet-0620             | 88.3 - 87.1 - 59.4 28.9 71.1 92.0 91.6 - - - - -
claude-3-opus                      | 86.8 - 83.1 - 50.4 23.5 60.1 84.9 90.7 - - - - -
llama-3.1-405b                     | 88.6 73.3 84.8/88.7 86.0 50.7/51.1 17.1 73.8 89.0 91.6 23.3 61.5 28.4/30.1 - -
llama-3.1-70b                      | 82.0 - 79.6 - 41.7 - 68.0 80.5 86.9 - - - - -
grok-2                             | 87.5 - - - 56.0 - 76.1 88.4 - - - - - -
gemini-1.5-pro                     | 81.9 - 78.9 - - - 58.5 71.9 88.7 - - - - -
qwen2.5-72b qwen2.5                | 85.3 71.1/71.6 76.7 84.1 49.0 9.1 80.0/83.1 86.6 - 23.3 86.1 28.7/31.1/55.5 95.8 88.2
deepseek-v2.5                      | 80.6 66.2 87.8 80.6 41.3 10.2 74.7 - - 16.7 79.5 28.4/29.2 - -
deepseek-v3                        | 88.5 75.9 91.6 86.1 59.1 24.9 90.2 - - 39.2 86.5 36.2/37.6/40.5 - -
deepseek-r1                        | 90.8 84.0 92.2 83.3 71.5 30.1 97.3 - - 79.8 91.8 65.9 - -
"""
# What a benchmark's name may carry without being another benchmark.
_VARIANT = re.compile(
    r"\(.*?\)|diamond|500|2024|pass@?1|\bem\b|cot|strict|正确率|准确率|prompt", re.IGNORECASE
)

# A column is a model's where so many of its published scores stand in it, and so many more than in any other.
HITS = 3
LEAD = 3
# Two spellings of one model: a recogniser takes Q for G.
ALIKE = 82
MAX_WAYS = 5000


@cache
def _published() -> dict[str, dict[str, frozenset[Decimal]]]:
    benchmarks = _BENCHMARKS.split()
    out: dict[str, dict[str, frozenset[Decimal]]] = {}
    for line in _TABLE.strip().splitlines():
        names, cells = line.split("|")
        scores = {
            b: frozenset(Decimal(v) for v in cell.split("/"))
            for b, cell in zip(benchmarks, cells.split(), strict=True)
            if cell != "-"
        }
        for name in names.split():
            out[_key(name)] = scores
    return out


def _key(name: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).casefold()


def _scores_of(name: str) -> dict[str, frozenset[Decimal]]:
    """What is published for a printed model name; nothing where no name, or more than one, is as near."""
    key = re.sub(r"(?:instruct|inst|chat|api)$", "", _key(name))
    known = _published()
    if key in known:
        return known[key]
    near = sorted(((fuzz.ratio(key, k), k) for k in known), reverse=True)[:2]
    digits = re.findall(r"\d", key)
    fits = near[0][0] >= ALIKE and re.findall(r"\d", near[0][1]) == digits
    clear = len(near) < 2 or near[0][0] - near[1][0] >= 3 or known[near[0][1]] is known[near[1][1]]
    return known[near[0][1]] if fits and clear else {}


def _number(cell: str) -> Decimal | None:
    try:
        return Decimal(unicodedata.normalize("NFKC", cell).strip().rstrip("%").strip())
    except InvalidOperation:
        return None


def names_by_scores(
    names: Sequence[str], labels: Sequence[str], columns: Sequence[Sequence[str]]
) -> tuple[str, ...] | None:
    """The names over the columns of a score table, as far as published scores tell; None where they do not.

    ``names`` are those printed, in order and more or fewer than ``columns``; ``labels`` name the benchmark
    of each row, ``columns[j][i]`` is the score in row i. Names keep their order. A column whose name all
    ways that agree with the evidence have in common gets it, another stays ``""``. No value is moved.

    >>> rows = ["MMLU", "GPQA", "MATH", "DROP"]
    >>> scores = [["88.6", "51.1", "73.8", "88.7"], ["88.5", "59.1", "90.2", "91.6"]]
    >>> names_by_scores(["Llama3.1-405B", "GPT4o-0806", "DeepSeek-V3"], rows, scores)
    ('Llama3.1-405B', 'DeepSeek-V3')
    """
    anchors = _anchors(names, labels, columns)
    if not anchors or len(names) == len(columns):
        return None
    few, many = min(len(names), len(columns)), max(len(names), len(columns))
    agreed: list[set[str]] = [set() for _ in columns]
    for tried, kept in enumerate(combinations(range(many), few)):
        if tried >= MAX_WAYS:
            return None
        over = (
            dict(zip(range(few), kept)) if len(names) > len(columns) else {c: n for n, c in enumerate(kept)}
        )
        if all(over.get(column) == name for name, column in anchors.items()):
            for column, said in enumerate(agreed):
                said.add(names[over[column]] if column in over else "")
    placed = tuple(next(iter(said)) if len(said) == 1 else "" for said in agreed)
    return placed if any(placed) else None


def _anchors(names: Sequence[str], labels: Sequence[str], columns: Sequence[Sequence[str]]) -> dict[int, int]:
    """The column of each name whose published scores stand in one column and in no other."""
    rows = [_key(_VARIANT.sub("", label)) for label in labels]
    cells = [[_number(c) for c in column] for column in columns]
    found: dict[int, int] = {}
    for n, name in enumerate(names):
        scores = _scores_of(name)
        hits = [
            sum(1 for row, value in zip(rows, column, strict=True) if value in scores.get(row, frozenset()))
            for column in cells
        ]
        order = sorted(range(len(hits)), key=lambda j: -hits[j])
        if order and hits[order[0]] >= HITS and (len(order) < 2 or hits[order[0]] - hits[order[1]] >= LEAD):
            found[n] = order[0]
    held = list(found.values())
    in_order = held == sorted(held) and len(set(held)) == len(held)
    return found if in_order else {}
