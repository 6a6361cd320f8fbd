"""Tieout: write, read and audit weekly industry research, every number tied to its record.

The five verbs and the model are here; everything else is inside the packages.

>>> import tieout
>>> tieout.FactKey("site_traffic", "weekly_visits_m", ("ChatGPT",)).tracker
'site_traffic'
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from .errors import TieoutError
from .model import *  # noqa: F403  (the model is the public vocabulary)
from .model import __all__ as _model_names
from .verbs import audit, build, open_desk, rank, read

__version__ = "0.1.0"

_VERBS = frozenset({"audit", "rank", "read"})

__all__ = ["TieoutError", "__version__", "audit", "build", "open_desk", "rank", "read", *_model_names]


class _Package(ModuleType):
    """Keeps ``tieout.read`` the verb when the package of the same name is imported.

    The import system binds a subpackage to its parent's attribute; three packages share the name
    of their verb, and the verb is what a caller means by ``tieout.read``.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _VERBS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return list(__all__)


sys.modules[__name__].__class__ = _Package
