"""What the prose says of a row whose value is not printed: sold out, withdrawn, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..model import Record, Table
from ..quantity import CellError, parse_cell
from ..trackers.registry import get_tracker

__all__ = ["tell_availability"]

_CORES = re.compile(r"(\d+)\s*(?:核|vCPU|cores?\b|C\b)", re.IGNORECASE)
_MEMORY = re.compile(r"(?<=[+\s,，/])(\d+)\s*G(?:i?B)?\b", re.IGNORECASE)
_STOP = re.compile(r"(?<=[。！!\n])|(?<=\.)\s")
_UNQUOTED = re.compile(r"(?:暂?无|未|没有)\s*(?:报价|标价|价格)|no (?:quote|price)|not quoted", re.IGNORECASE)


def tell_availability(tables: Sequence[Table], prose: Iterable[str]) -> list[Table]:
    """The tables, with ``availability`` of records that print no price as far as a sentence tells it.

    The sentence must name the platform, and the machine: by its cores and memory, or by the card it speaks
    of. Where it names neither, it is taken only if the platform has one such record. Nothing else of a
    record changes.
    """
    sentences = [s for text in prose for s in _STOP.split(text) if s.strip()]
    out = []
    for table in tables:
        if table.tracker is None or get_tracker(table.tracker).column("availability") is None:
            out.append(table)
            continue
        places = {str(r["platform"]) for r in table.records if r["platform"]}
        cards = {str(r["gpu"]) for r in table.records if r["gpu"]}
        told = [
            r
            if r.availability or r["price_per_hour"] is not None
            else _told(r, table, sentences, places, cards)
            for r in table.records
        ]
        out.append(table.replace(records=tuple(told)))
    return out


def _told(
    record: Record, table: Table, sentences: Sequence[str], places: set[str], cards: set[str]
) -> Record:
    place, card = str(record["platform"]), str(record["gpu"])
    unpriced = [
        r for r in table.records if r["platform"] == record["platform"] and r["price_per_hour"] is None
    ]
    for sentence in sentences:
        if place not in sentence:
            continue
        marks = sorted(
            (m.start(), m.group()) for name in places for m in re.finditer(re.escape(name), sentence)
        )
        for k, (at, name) in enumerate(marks):
            if name != place:
                continue
            end = marks[k + 1][0] if k + 1 < len(marks) else len(sentence)
            chunk = re.split(r"[;；]", sentence[at:end])[0]
            state = _state(chunk)
            if state is None and _UNQUOTED.search(chunk):
                # 因算力紧张，X 未报价: the reason stands in front, where it is no other platform's.
                lead = re.split(r"[;；]", sentence[marks[k - 1][0] if k else 0 : at])
                state = _state(lead[-1]) if not k or len(lead) > 1 else None
            if state and _same_machine(
                record, card, chunk, sentence[: at + len(chunk)], cards, len(unpriced)
            ):
                return record.replace(availability=state)
    return record


def _state(chunk: str) -> str | None:
    """The word for a missing value that a stretch of prose holds."""
    said = re.sub(r"\d", "", chunk).strip()
    try:
        note = parse_cell(said, "decimal").note if said else None
    except CellError:
        return None
    return note if note in ("tight", "withdrawn") else None


def _same_machine(record: Record, card: str, chunk: str, before: str, cards: set[str], unpriced: int) -> bool:
    cores, memory = _CORES.search(chunk), _MEMORY.search(chunk)
    checks = [
        (cores, record["cpu_cores"]),
        (memory, record["memory_gb"]),
    ]
    known = [(m.group(1), v) for m, v in checks if m and v is not None]
    if any(int(said) != value for said, value in known):
        return False
    spoken = max(((before.rfind(c), c) for c in cards if c in before), default=None)
    if spoken is not None and spoken[1] != card:
        return False
    return bool(known) or spoken is not None or unpriced == 1
