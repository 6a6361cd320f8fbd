"""Issue files: Markdown with TOML front matter, parsed into blocks that know their place in the file.

::

    +++
    tieout = 1
    date = 2025-01-27
    title = "算力价格平稳，头部应用流量分化"
    +++

    # 算力动态

    A100-40G 在腾讯云的价格为 [](fact:compute_rental/price_per_hour/A100-40G/腾讯云)。

    ![](table:compute_rental)

The body is CommonMark. What a link means is told by its scheme: ``fact:`` a bound number or name,
``sentence:`` a generated sentence, ``table:`` (as an image, alone in its paragraph) a tracker's
table, ``src:`` an outside statement. This module parses; what the links lead to is resolved when the
issue is composed.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import IssueError
from .issuebody import Body
from .issuedoc import (
    Heading,
    Inline,
    IssueBlock,
    IssueDoc,
    Link,
    ListItem,
    Paragraph,
    Place,
    TableRef,
    Words,
    issue_error,
    plain_text,
)
from .issuehead import VERSION, front_matter

__all__ = [
    "Heading",
    "Inline",
    "IssueBlock",
    "IssueDoc",
    "Link",
    "ListItem",
    "Paragraph",
    "Place",
    "TableRef",
    "Words",
    "parse_issue",
    "plain_text",
    "read_issue",
]


def read_issue(path: Path) -> IssueDoc:
    """Parse the issue file at a path; see :func:`parse_issue`.

    Raises :class:`~tieout.errors.IssueError` with ``path``, ``line`` and ``column``.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise IssueError(
            f"there is no issue file {path}",
            next_step=f"write it; docs/issue-files.md shows how one looks, and the first lines are "
            f'+++, tieout = {VERSION}, date = {path.stem[:10]}, title = "…", +++',
            path=str(path),
            line=1,
            column=1,
        ) from None
    except UnicodeDecodeError as problem:
        raise issue_error(
            path, Place(1, 1), f"is not UTF-8 (byte {problem.start})", "save it as UTF-8"
        ) from None
    return parse_issue(text, path)


def parse_issue(text: str, path: Path = Path("issue.md")) -> IssueDoc:
    """Parse the text of an issue file.

    Raises
    ------
    IssueError
        Wrong syntax, with ``path``, ``line``, ``column``; an unknown front matter key also carries
        ``key`` and ``nearest``.

    Examples
    --------
    >>> doc = parse_issue('+++\\ntieout = 1\\ndate = 2025-01-27\\ntitle = "周报"\\n+++\\n# 算力\\n\\n平稳。\\n')
    >>> doc.blocks[1].inlines[0].text, str(doc.blocks[1].place)
    ('平稳。', '8:1')
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    if not lines or lines[0].strip() != "+++":
        raise issue_error(path, Place(1, 1), "has no front matter", "begin the file with a line +++")
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.strip() == "+++"), None)
    if end is None:
        raise issue_error(path, Place(1, 1), "has front matter without an end", "close it with a line +++")
    head = front_matter("\n".join(lines[1:end]), path)
    body = Body(path, lines, end + 1)
    title = tuple(body.title(head.pop("title"), head.pop("title_line")))
    return IssueDoc(path=path, title=title, blocks=tuple(body.blocks()), **head)
