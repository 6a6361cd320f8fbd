"""Reading ``desk.toml``; what is wrong with it is said with its line and the nearest right key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from ..errors import ConfigError, UsageError
from .lines import Path as KeyPath
from .lines import key_lines

if TYPE_CHECKING:
    from pydantic import BaseModel

    from .schema import DeskConfig

__all__ = ["json_schema", "load", "parse"]


def load(path: Path) -> DeskConfig:
    """The configuration in a file; see :func:`parse` for what is wrong with a wrong one."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            f"{path.parent} is no desk: it has no {path.name}",
            next_step=f"give the folder that holds one, or make a new desk with `tieout init {path.parent}`",
            path=str(path),
        ) from None
    except OSError as problem:
        raise UsageError(
            f"{path} cannot be read: {problem.strerror}", next_step="check its permissions"
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise _error(
            path, line, "", "", f"is not UTF-8 (byte {raw[problem.start]:#04x})", "save it as UTF-8"
        ) from None
    return parse(text, path)


def parse(text: str, path: Path = Path("desk.toml")) -> DeskConfig:
    """The configuration in a TOML text.

    Raises :class:`~tieout.errors.ConfigError` with ``path``, ``line``, ``key`` and ``nearest`` of
    the first problem; its text names all of them.
    """
    from pydantic import ValidationError

    from .schema import DeskConfig

    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise _syntax(path, text, str(problem)) from None
    lines = key_lines(text)
    try:
        config = DeskConfig.model_validate(data)
    except ValidationError as problem:
        found = sorted((_explain(e, lines, DeskConfig) for e in problem.errors()), key=lambda p: p.line)
        raise _together(path, found) from None
    wrong = sorted(_contradictions(config, lines), key=lambda p: p.line)
    if wrong:
        raise _together(path, wrong)
    return config


def json_schema() -> dict[str, Any]:
    """The JSON Schema of ``desk.toml``, for editors that complete and check TOML."""
    from .schema import DeskConfig

    schema = DeskConfig.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "desk.toml"
    return schema


class _Problem:
    """One wrong place: where, what, and the key or value that would be right."""

    def __init__(self, line: int, key: str, message: str, step: str, nearest: str = "") -> None:
        self.line, self.key, self.message, self.step, self.nearest = line, key, message, step, nearest


def _explain(error: Any, lines: dict[KeyPath, int], root: type[BaseModel]) -> _Problem:
    path: KeyPath = tuple(p for p in error["loc"] if p != "[key]")
    line, key = _line(path, lines), _dotted(path)
    if error["type"] == "extra_forbidden":
        name = str(path[-1])
        known = _keys_at(root, path[:-1])
        nearest = _nearest(name, known)
        if nearest:
            return _Problem(line, key, f"unknown key {name!r}", f"write {nearest!r}", nearest)
        home = _home(root, name)
        if home:
            return _Problem(line, key, f"unknown key {name!r} here", f"it belongs in {home}", home)
        return _Problem(line, key, f"unknown key {name!r}", f"use one of: {', '.join(known)}")
    if error["type"] == "missing":
        above = _dotted(path[:-1])
        place = f"[{above}]" if above else "the file"
        return _Problem(line, key, f"{place} has no {path[-1]!r}", f"add {path[-1]} = ... there")
    expected = _expected(error)
    seen = (
        ""
        if error["type"] == "value_error" and isinstance(error["input"], dict)
        else f", not {_seen(error['input'])}"
    )
    return _Problem(line, key, f"{key} must be {expected}{seen}", f"write {expected}")


def _contradictions(config: DeskConfig, lines: dict[KeyPath, int]) -> Iterator[_Problem]:
    """What each key allows by itself but not together with the others."""
    from ..trackers import all_trackers

    rules = config.compliance
    for i, analyst in enumerate(config.analysts):
        if analyst.licence and not rules.licence_fits(analyst.licence):
            where: KeyPath = ("analysts", i, "licence")
            yield _Problem(
                _line(where, lines),
                _dotted(where),
                f"the licence number {analyst.licence!r} does not fit {rules.licence_pattern!r}",
                "correct the number, or compliance.licence_pattern",
            )
    holders: dict[str, str] = {}
    for i, analyst in enumerate(config.analysts):
        if analyst.licence and holders.setdefault(analyst.licence, analyst.name) != analyst.name:
            where = ("analysts", i, "licence")
            yield _Problem(
                _line(where, lines),
                _dotted(where),
                f"{analyst.name} has the licence number of {holders[analyst.licence]}, {analyst.licence!r}",
                "correct one of the two; a number belongs to one person",
            )
    yield from _codes(config, lines)
    for i, section in enumerate(rules.required_sections):
        if section not in config.sections.order:
            nearest = _nearest(section, config.sections.order, cutoff=0.5)
            where = ("compliance", "required_sections", i)
            yield _Problem(
                _line(where, lines),
                _dotted(where),
                f"the required section {section!r} is not in sections.order",
                f"write {nearest!r}" if nearest else "add it to sections.order",
                nearest,
            )
    for text in rules.required_disclosures:
        if getattr(config.disclosures, text) is None:
            where = ("compliance", "required_disclosures")
            yield _Problem(
                _line(where, lines), _dotted(where), f"disclosures.{text} is required", "write that text"
            )
    trackers = [t.name for t in all_trackers()]
    for name in config.sources:
        if name not in trackers:
            nearest = _nearest(name, trackers)
            where = ("sources", name)
            step = f"write {nearest!r}" if nearest else f"use one of: {', '.join(trackers)}"
            yield _Problem(
                _line(where, lines), _dotted(where), f"there is no tracker {name!r}", step, nearest
            )
    fields = sorted({c.field for t in all_trackers() for c in t.columns if c.numeric})
    for name in config.gates.jump:
        if not any(t.column(name) for t in all_trackers()):
            nearest = _nearest(name, fields)
            where = ("gates", "jump", name)
            step = f"write {nearest!r}" if nearest else f"use one of: {', '.join(fields)}"
            yield _Problem(
                _line(where, lines), _dotted(where), f"no tracker has a field {name!r}", step, nearest
            )
    yield from _twice(config, lines)


def _codes(config: DeskConfig, lines: dict[KeyPath, int]) -> Iterator[_Problem]:
    """Tickers and index codes that lack their exchange, or have another one than their digits tell."""
    from .tickers import exact_index, exact_ticker

    for i, company in enumerate(config.universe.coverage):
        right = exact_ticker(company.ticker)
        if right != company.ticker:
            where: KeyPath = ("universe", "coverage", i, "ticker")
            message = f"{company.ticker!r} is no exact ticker"
            yield _Problem(_line(where, lines), _dotted(where), message, f"write {right!r}", right)
    for i, index in enumerate(config.universe.indexes):
        if not exact_index(index.code):
            where = ("universe", "indexes", i, "code")
            yield _Problem(
                _line(where, lines),
                _dotted(where),
                f"the index code {index.code!r} does not say whose it is",
                "write it with its suffix, such as 000300.SH or 801750.SI",
            )


def _twice(config: DeskConfig, lines: dict[KeyPath, int]) -> Iterator[_Problem]:
    """Subjects listed twice and spellings that two subjects claim."""
    from .names import Spellings

    for where, message in Spellings(config).clashes:
        yield _Problem(
            _line(where, lines), _dotted(where), message, "remove one of the two, or change the alias"
        )


_EXPECTED = {
    "int_type": "a whole number",
    "bool_type": "true or false",
    "date_type": "a date such as 2025-01-27",
    "date_from_datetime_parsing": "a date such as 2025-01-27",
    "date_parsing": "a date such as 2025-01-27",
    "string_type": "a text in quotes",
    "tuple_type": "a list in [ ]",
    "list_type": "a list in [ ]",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
}


def _expected(error: Any) -> str:
    context = error.get("ctx") or {}
    kind = error["type"]
    if context.get("class_name") == "Bilingual":
        return 'a text, or { zh = "...", en = "..." }'
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        expected = str(context["expected"])
        return f"one of {expected}" if " or " in expected else expected
    if kind == "string_pattern_mismatch":
        known = {"^#[0-9A-Fa-f]{6}$": "a colour such as #1F3A5F"}
        return known.get(context["pattern"], f"a text of the form {context['pattern']}")
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
    return str(error["msg"])


def _seen(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, int | Decimal):
        return f"the number {value}"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    return f"{value}"


def _model_at(root: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """The model that stands at a path; None inside a table of free keys."""
    from pydantic import BaseModel

    model: type[BaseModel] | None = root
    for part in path:
        if isinstance(part, int):
            continue
        if model is None or part not in model.model_fields:
            return None
        inside = _flat(model.model_fields[part].annotation)
        model = next((t for t in inside if isinstance(t, type) and issubclass(t, BaseModel)), None)
    return model


def _flat(annotation: Any) -> Iterator[Any]:
    parts = get_args(annotation)
    if not parts:
        yield annotation
    for part in parts:
        yield from _flat(part)


def _keys_at(root: type[BaseModel], path: KeyPath) -> tuple[str, ...]:
    model = _model_at(root, path)
    return tuple(model.model_fields) if model else ()


def _home(root: type[BaseModel], name: str) -> str:
    """The table where a key of that name would be right."""
    for field in root.model_fields:
        if name in _keys_at(root, (field,)):
            return f"[{field}]"
    return ""


def _nearest(word: str, known: tuple[str, ...] | list[str], *, cutoff: float = 0.6) -> str:
    import difflib

    folded = {k.casefold().replace("_", "").replace("-", ""): k for k in known}
    close = difflib.get_close_matches(
        word.casefold().replace("_", "").replace("-", ""), folded, n=1, cutoff=cutoff
    )
    return folded[close[0]] if close else ""


def _line(path: KeyPath, lines: dict[KeyPath, int]) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _dotted(path: KeyPath) -> str:
    out = ""
    for part in path:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else part
    return out


def _syntax(path: Path, text: str, problem: str) -> ConfigError:
    import re

    place = re.search(r" \(at line (\d+), column \d+\)$", problem)
    line = int(place.group(1)) if place else text.count("\n") + 1
    said = problem[: place.start()] if place else problem.replace(" (at end of document)", "")
    return _error(path, line, "", "", f"TOML syntax: {said[:1].lower()}{said[1:]}", "correct that line")


def _together(path: Path, problems: list[_Problem]) -> ConfigError:
    first = problems[0]
    error = _error(path, first.line, first.key, first.nearest, first.message, first.step)
    error.data["problems"] = [(p.line, p.key, p.message, p.step) for p in problems]
    if len(problems) > 1:
        rest = "".join(f"\n{path.name}:{p.line}: {p.message}. Next: {p.step}" for p in problems[1:])
        error.next_step += rest
    return error


def _error(path: Path, line: int, key: str, nearest: str, message: str, step: str) -> ConfigError:
    return ConfigError(
        f"{path.name}:{line}: {message}", next_step=step, path=str(path), line=line, key=key, nearest=nearest
    )
