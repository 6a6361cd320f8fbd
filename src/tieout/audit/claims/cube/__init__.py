"""Prose over any table, read as a cube of lines, measures and moments."""

from .find import find

__all__ = ["find"]
