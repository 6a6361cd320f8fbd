"""The desk: a folder of data, configuration and prose, and what is done with its inbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .desk import CONFIG_NAME, Desk, open_desk

if TYPE_CHECKING:
    from .collecting import collect
    from .results import Collected, FileResult, Refusal, Stopped
    from .starting import init
    from .template_book import template

__all__ = [
    "CONFIG_NAME",
    "Collected",
    "Desk",
    "FileResult",
    "Refusal",
    "Stopped",
    "collect",
    "init",
    "open_desk",
    "template",
]

_HOMES = {
    "collect": "collecting",
    "template": "template_book",
    "init": "starting",
    "Collected": "results",
    "FileResult": "results",
    "Refusal": "results",
    "Stopped": "results",
}


def __getattr__(name: str) -> Any:
    # Opening a desk must not pay for the workbook library that only collecting needs.
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
