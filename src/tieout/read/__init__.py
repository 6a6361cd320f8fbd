"""Reading: any published weekly back into text, meta data and typed tables.

``read(path)`` tells the kind of document from its bytes; one module per kind turns it into a draft, and
everything after that is the same for all kinds.
"""

from .dispatch import MAX_BYTES, read, read_bytes
from .doubts import RULES
from .text import read_text

__all__ = ["MAX_BYTES", "RULES", "read", "read_bytes", "read_text"]
