"""The numbers that Word counts itself: of headings and lists, in the digits and signs a document asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .office import Package

__all__ = ["W", "Numbering", "number_of", "value_of"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value_of(node: Any) -> str:
    """The ``w:val`` of an element, empty where it has none."""
    return node.get(f"{W}val") or ""


def number_of(properties: Any) -> tuple[str, int] | None:
    """The list and the depth that the properties of a paragraph or style name."""
    node = properties.find(f"{W}numPr")
    if node is None:
        return None
    number, level = node.find(f"{W}numId"), node.find(f"{W}ilvl")
    if number is None or value_of(number) in ("", "0"):
        return None
    return value_of(number), int(value_of(level)) if level is not None and value_of(level).isdigit() else 0


@dataclass
class Numbering:
    """The numbers Word counts: by list, a format and a counter for each depth."""

    formats: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Numbering:
        """The lists that a document defines."""
        root = package.xml("word/numbering.xml")
        made = cls()
        if root is None:
            return made
        for abstract in root.iter(f"{W}abstractNum"):
            depth: dict[int, tuple[str, str, int]] = {}
            for level in abstract.iter(f"{W}lvl"):
                one = {c.tag.removeprefix(W): value_of(c) for c in level if isinstance(c.tag, str)}
                start = int(one["start"]) if one.get("start", "").isdigit() else 1
                key = level.get(f"{W}ilvl") or "0"
                depth[int(key) if key.isdigit() else 0] = (
                    one.get("numFmt", "decimal"),
                    one.get("lvlText", "%1."),
                    start,
                )
            made.formats[abstract.get(f"{W}abstractNumId") or ""] = depth
        for number in root.iter(f"{W}num"):
            target = number.find(f"{W}abstractNumId")
            if target is not None:
                name = number.get(f"{W}numId") or ""
                made.lists[name] = value_of(target)
                for override in number.iter(f"{W}lvlOverride"):
                    first, at = override.find(f"{W}startOverride"), override.get(f"{W}ilvl") or "0"
                    if first is not None and value_of(first).isdigit() and at.isdigit():
                        made.restarts.setdefault(name, {})[int(at)] = int(value_of(first))
        return made

    def next(self, number: str, level: int) -> str:
        """The next number of a list at a depth, as Word prints it, with a blank after a bullet."""
        abstract = self.lists.get(number, "")
        depth = self.formats.get(abstract, {})
        if level not in depth:
            return ""
        kind, pattern, start = depth[level]
        if kind in ("bullet", "none"):
            return "• " if kind == "bullet" else ""
        # A list that starts anew does so once, at its first paragraph.
        for at, first in self.restarts.pop(number, {}).items():
            self.counts[abstract, at] = first - 1
        self.counts[abstract, level] = self.counts.get((abstract, level), start - 1) + 1
        for deeper in [k for k in self.counts if k[0] == abstract and k[1] > level]:
            del self.counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            kind_at, _, start_at = depth.get(at, ("decimal", "", 1))
            return _numeral(self.counts.get((abstract, at), start_at), kind_at)

        said = re.sub(r"%(\d)", shown, pattern)
        return said + ("" if re.search(r"[、．.)）：:]$", said) else " ")


_CHINESE = "零一二三四五六七八九十"


def _numeral(value: int, kind: str) -> str:
    if kind.startswith(("chinese", "japanese", "ideograph", "taiwanese")) and 0 < value < 100:
        tens, ones = divmod(value, 10)
        if not tens:
            return _CHINESE[ones]
        return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
    if kind.startswith("decimalEnclosed") and 0 < value <= 20:
        first = {"decimalEnclosedFullstop": 0x2488, "decimalEnclosedParen": 0x2474}.get(kind, 0x2460)
        return chr(first + value - 1)
    if kind in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((96 if kind == "lowerLetter" else 64) + value)
    if kind in ("lowerRoman", "upperRoman") and 0 < value < 40:
        said = _roman(value)
        return said.lower() if kind == "lowerRoman" else said
    return str(value)


def _roman(value: int) -> str:
    out = ""
    for number, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= number:
            out += sign
            value -= number
    return out
