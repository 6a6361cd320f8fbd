"""Vocabularies as data."""

from .variants import folded

__all__ = ["folded"]
