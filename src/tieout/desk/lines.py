"""On which line of a TOML file a key stands; the standard parser does not tell."""

from __future__ import annotations

import re

__all__ = ["Path", "key_lines"]

Path = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")


def key_lines(text: str) -> dict[Path, int]:
    """The line (from 1) of every key, table header and array item of a valid TOML text.

    >>> key_lines('[desk]\\ntitle = {zh = "周报"}\\n[[analysts]]\\nname = "甲"')[("analysts", 0, "name")]
    4
    """
    return _Scanner(text).run()


class _Scanner:
    """Walks the text once. It trusts that the text is valid, for it was parsed before."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def run(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip_space(newlines=True):
            if self.text.startswith("[[", self.at):
                self.at += 2
                table = self._header(self._key(), array=True)
                self.at += 2
            elif self.text[self.at] == "[":
                self.at += 1
                table = self._header(self._key(), array=False)
                self.at += 1
            else:
                self._pair(table)
        return self.lines

    def _header(self, parts: list[str], *, array: bool) -> Path:
        path: Path = ()
        for i, part in enumerate(parts):
            path = (*path, part)
            self._note(path)
            last = i == len(parts) - 1
            if array and last:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
                self._note(path)
        return path

    def _pair(self, table: Path) -> None:
        path = table
        start = self.at
        for part in self._key():
            path = (*path, part)
            self._note(path, start)
        self._skip_space()
        self.at += 1  # =
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip_space()
        char = self.text[self.at : self.at + 1]
        if char == "{":
            self.at += 1
            while self._skip_space(newlines=True) and self.text[self.at] != "}":
                self._pair(path)
                self._comma()
            self.at += 1
        elif char == "[":
            self.at += 1
            index = 0
            while self._skip_space(newlines=True) and self.text[self.at] != "]":
                self._note((*path, index))
                self._value((*path, index))
                self._comma()
                index += 1
            self.at += 1
        elif char in ('"', "'"):
            self._string()
        else:
            found = _SCALAR.match(self.text, self.at)
            assert found is not None
            self.at = max(found.end(), self.at + 1)

    def _comma(self) -> None:
        if self._skip_space(newlines=True) and self.text[self.at] == ",":
            self.at += 1

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip_space()
            if self.text[self.at] in "\"'":
                start = self.at
                self._string()
                parts.append(_unquoted(self.text[start : self.at]))
            else:
                found = _BARE.match(self.text, self.at)
                if not found:
                    return parts
                parts.append(found.group())
                self.at = found.end()
            self._skip_space()
            if self.text[self.at : self.at + 1] != ".":
                return parts
            self.at += 1

    def _string(self) -> None:
        quote = self.text[self.at]
        if self.text.startswith(quote * 3, self.at):
            end = self.at + 3
            while not self.text.startswith(quote * 3, end):
                end += 2 if quote == '"' and self.text[end] == "\\" else 1
            # Up to two quotes may stand right before the closing three.
            while self.text.startswith(quote, end + 3):
                end += 1
            self.at = end + 3
            return
        end = self.at + 1
        while self.text[end] != quote:
            end += 2 if quote == '"' and self.text[end] == "\\" else 1
        self.at = end + 1

    def _skip_space(self, *, newlines: bool = False) -> bool:
        """Go past blanks (and comments, and line ends if told); False at the end of the text."""
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "#" and newlines:
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif char in " \t\r\ufeff" or (char == "\n" and newlines):
                self.at += 1
            else:
                return True
        return False

    def _note(self, path: Path, at: int | None = None) -> None:
        where = self.at if at is None else at
        self.lines.setdefault(path, self.text.count("\n", 0, where) + 1)


def _unquoted(raw: str) -> str:
    import tomllib

    return raw[1:-1] if raw[0] == "'" else next(iter(tomllib.loads(f"{raw} = 0")))
