"""How many times one figure of a passage is another: 为第三名的 4.1 倍, 2.5 times as many, a third of the 3,650 at Dalton."""

from .prose import find

__all__ = ["find"]
