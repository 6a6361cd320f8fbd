"""What prose says of the members of a table as a set: who leads, who alone falls, how many rise."""

from .find import find

__all__ = ["find"]
