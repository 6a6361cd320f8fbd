"""TIE301 for any table: lines of figures that two others of the table give, learned from the table itself."""

from .find import find

__all__ = ["find"]
