"""Check that imports inside Tieout go one way, and that ``import tieout`` shows what is documented.

    .venv/bin/python scripts/check_imports.py [PACKAGE_DIR]

ORDER is the architecture: a package imports only from packages above it, whether at the top of a module,
inside a function or under ``if TYPE_CHECKING``.  Exit status 1 and one line per violation where it does not.
"""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

REPO = Path(__file__).resolve().parent.parent

ORDER = (
    "errors",
    "quantity",
    "model",
    "calendar",
    "store",
    "trackers",
    "desk",
    "sources",
    "rank",
    "read",
    "audit",
    "compose",
    "fonts",
    "charts",
    "render",
    "verbs",  # over everything but the two doors below
    "__init__",
    "web",
    "cli",
    "__main__",
)
# Data that only some need to see; everybody else gets it through them.
ONLY_FOR = {"fonts": ("charts", "render", "compose")}  # compose: a lock pins the hashes of the fonts

# What `import tieout` may show besides the names of tieout.model: the verbs, what they return, the one
# exception to catch.
VERBS = ("read", "audit", "build", "rank", "open_desk")
RESULTS = ("Audit", "Issue", "Leaderboard", "Desk", "TieoutError", "__version__")


class Violation(NamedTuple):
    """One import that goes the wrong way: where, and why it is wrong."""

    path: Path
    line: int
    why: str


def part_of(module: str) -> str | None:
    """The part of Tieout a dotted name belongs to, ``None`` for other libraries.

    >>> part_of("tieout.model.fact"), part_of("tieout"), part_of("polars")
    ('model', '__init__', None)
    """
    names = module.split(".")
    if names[0] != "tieout":
        return None
    return names[1] if len(names) > 1 else "__init__"


def imported(tree: ast.AST, package: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a module of ``package`` imports, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            if node.level:
                name = importlib.util.resolve_name("." * node.level + name, package)
            if (
                name == "tieout"
            ):  # `from tieout import fonts` names a package, `from tieout import build` a verb
                for alias in node.names:
                    is_part = alias.name in known and alias.name not in VERBS
                    yield node.lineno, f"tieout.{alias.name}" if is_part else "tieout"
            else:
                yield node.lineno, name
        elif isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called in ("import_module", "__import__") and isinstance(first, ast.Constant):
                yield node.lineno, str(first.value)


def violations(root: Path) -> list[Violation]:
    """Every import under ``root`` (the folder of the package ``tieout``) that ORDER forbids."""
    found: list[Violation] = []
    known = {path.stem for path in root.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    rank = {name: place for place, name in enumerate(ORDER)}
    for name in sorted(known - set(ORDER)):
        path = root / name if (root / name).is_dir() else root / f"{name}.py"
        found.append(Violation(path, 1, f"tieout.{name} has no place in ORDER of scripts/check_imports.py"))
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root)
        own = relative.parts[0].removesuffix(".py")
        if own not in rank:
            continue
        package = ".".join(("tieout", *relative.parent.parts))
        for line, target in imported(ast.parse(path.read_text("utf-8"), str(path)), package, known):
            other = part_of(target)
            if other is None or other == own:
                continue
            if other not in rank:
                found.append(Violation(path, line, f"imports {target}, which has no place in ORDER"))
            elif rank[other] > rank[own]:
                found.append(
                    Violation(path, line, f"{own} may not import {target}: {other} stands below {own}")
                )
            elif other in ONLY_FOR and own not in ONLY_FOR[other] and own in ORDER[: ORDER.index("verbs")]:
                who = " and ".join(ONLY_FOR[other])
                found.append(Violation(path, line, f"{own} may not import {target}: it is for {who} only"))
    return found


# Runs in its own process: what this process has imported says nothing about a user's.
SHOWN = """
import tieout
public = sorted(set(dir(tieout)) - {n for n in dir(tieout) if n.startswith("_")} | {"__version__"})
print(*public)
print(*tieout.__all__)
print(*[n for n in tieout.__all__ if not hasattr(tieout, n)])
import tieout.model
print(*tieout.model.__all__)
"""


def public_names() -> list[str]:
    """What is wrong with the names ``import tieout`` shows; an empty list when they are as documented."""
    run = subprocess.run([sys.executable, "-c", SHOWN], capture_output=True, text=True, cwd=REPO)
    if run.returncode:
        return [f"`import tieout` fails:\n{run.stderr.strip()}"]
    shown, declared, dead, model = (set(line.split()) for line in run.stdout.split("\n")[:4])
    documented = set(VERBS) | set(RESULTS) | model
    wrong = [
        f"tieout.{name} is shown but not in __all__ (a __dir__ returning __all__ hides it)"
        for name in sorted(shown - declared)
    ]
    wrong += [f"tieout.__all__ names {name}, which does not exist" for name in sorted(dead)]
    wrong += [f"tieout.{name} is neither verb, result nor model" for name in sorted(declared - documented)]
    return wrong + [
        f"the verb tieout.{name} is missing from __all__" for name in VERBS if name not in declared
    ]


def main(arguments: list[str]) -> int:
    root = Path(arguments[0]).resolve() if arguments else REPO / "src" / "tieout"
    found = violations(root)
    for path, line, why in found:
        shown = path.relative_to(REPO) if path.is_relative_to(REPO) else path
        print(f"{shown}:{line}: {why}")
    wrong: list[str] = []
    if not arguments:
        if (root / "__init__.py").is_file():
            wrong = public_names()
            print(*wrong, sep="\n", end="\n" if wrong else "")
        else:
            print("names of `import tieout` not checked: there is no tieout/__init__.py yet")
    count = len(found) + len(wrong)
    print(
        f"imports: {count} wrong"
        if count
        else f"imports: {len(list(root.rglob('*.py')))} modules, all one way"
    )
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
