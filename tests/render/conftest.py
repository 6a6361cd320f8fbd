"""The hand-made report, for every test of this folder."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tieout.model import Report


def _samples() -> ModuleType:
    # importlib mode gives test folders no package, so the neighbour is loaded by its path.
    spec = importlib.util.spec_from_file_location("render_samples", Path(__file__).with_name("samples.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def samples() -> Any:
    """The module ``samples.py``."""
    return _samples()


@pytest.fixture(scope="session")
def sample(samples: Any) -> Callable[..., Report]:
    """Makes the hand-made report."""
    return samples.sample  # type: ignore[no-any-return]
