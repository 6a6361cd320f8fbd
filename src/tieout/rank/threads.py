"""One thread for small matrices.

A board of 150 models solves systems of 150 x 150, a millisecond each. BLAS libraries start a thread per core for
them and wait for the slowest: on a machine that is busy otherwise a solve then takes fifty times as long, and inside
our own worker threads they compete with each other. Large systems keep the threads they are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any

__all__ = ["quiet_blas"]

#: From here a system is large enough for threads to pay.
_LARGE = 1_000


@contextmanager
def quiet_blas(models: int) -> Iterator[None]:
    """Keep BLAS to one thread while fitting ``models`` models, where threadpoolctl is installed to ask it.

    >>> with quiet_blas(150):
    ...     pass
    """
    controller = _controller() if models < _LARGE else None
    if controller is None:
        yield
        return
    with controller.limit(limits=1, user_api="blas"):
        yield


@cache
def _controller() -> Any:
    """The controller of the libraries loaded by now; ``None`` without threadpoolctl."""
    import numpy  # noqa: F401  (its BLAS must be loaded to be found)

    try:
        return import_module("threadpoolctl").ThreadpoolController()
    except ImportError:
        return None
