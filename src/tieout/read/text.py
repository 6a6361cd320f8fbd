"""Plain text and Markdown as converters leave it."""

from __future__ import annotations

from ..model import Report
from .assemble import assemble
from .decode import decode
from .lines import draft_of_text

__all__ = ["read_text"]


def read_text(data: bytes | str) -> Report:
    """The report of a text: the bytes of a file in any of the usual encodings, or text itself.

    ``Report.text`` is the decoded text with LF line ends and no byte order mark; every block, table and
    cell carries its exact place in it. Raises :class:`~tieout.errors.ReadError` where there is no text.

    >>> r = read_text("# 算力周报\\n\\n图表 1：价格\\n\\n平台\\t价格\\n甲云\\t9.00\\n乙云\\t8.50\\n")
    >>> r.tables[0].figure, r.tables[0].rows[1]
    ('图表 1', ('乙云', '8.50'))
    """
    from dataclasses import replace

    decoded = decode(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    draft = draft_of_text(decoded.text)
    return assemble(replace(draft, warnings=decoded.warnings))
