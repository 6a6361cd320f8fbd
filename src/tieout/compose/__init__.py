"""A desk and an issue file become a report whose every number is bound to its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .issue import Gap, Issue, Look

if TYPE_CHECKING:
    from .composing import compose

__all__ = ["Gap", "Issue", "Look", "compose"]


def __getattr__(name: str) -> Any:
    # Renderers need only the types above; composing loads Markdown and the desk's schema.
    if name == "compose":
        import importlib

        found = importlib.import_module(".composing", __name__).compose
        globals()["compose"] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
