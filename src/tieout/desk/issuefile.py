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
``sentence:`` a generated sentence, ``src:`` an outside statement; as an image, alone in its paragraph,
``table:`` a tracker's table, ``chart:`` its chart, ``picture:`` a picture; ``para:`` says what a named
paragraph (``{#name}``) says. This module parses; what the links lead to is resolved when the issue is
composed.

Sections may be files of their own, ``DATE/10-compute.md`` beside ``DATE.md``, each with its owner and
status between its ``+++``; they follow the issue file's own blocks in the order of their names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..errors import IssueError
from .issuebody import Body
from .issuedoc import (
    Anchor,
    ChartRef,
    FigureRef,
    Heading,
    Inline,
    IssueBlock,
    IssueDoc,
    Link,
    ListItem,
    Paragraph,
    Part,
    PictureRef,
    Place,
    Slot,
    TableRef,
    Words,
    issue_error,
    plain_text,
)
from .issuefolder import section_files
from .issuehead import front_matter, section_matter
from .pasting import shown_path

__all__ = [
    "Anchor",
    "ChartRef",
    "FigureRef",
    "Heading",
    "Inline",
    "IssueBlock",
    "IssueDoc",
    "Link",
    "ListItem",
    "Paragraph",
    "Part",
    "PictureRef",
    "Place",
    "Slot",
    "TableRef",
    "Words",
    "parse_issue",
    "plain_text",
    "read_issue",
]


def read_issue(path: Path) -> IssueDoc:
    """Parse the issue file at a path, and the files of its sections; see :func:`parse_issue`.

    Raises :class:`~tieout.errors.IssueError` with ``path``, ``line`` and ``column``.
    """
    doc = parse_issue(_text(path, path.name), path)
    blocks, slots, parts = list(doc.blocks), list(doc.slots), list(doc.parts)
    for part in section_files(path):
        name = f"{part.parent.name}/{part.name}"
        found, written, open_ = _section(_text(part, name), part, name)
        parts.append(found)
        blocks += written
        slots += open_
    _no_double(path, blocks)
    return replace(doc, blocks=tuple(blocks), slots=tuple(slots), parts=tuple(parts))


def _asked(path: Path) -> str:
    language = path.stem[11:]
    return f" --language {language}" if language else ""


def _text(path: Path, name: str) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise IssueError(
            f"there is no issue file {path}",
            next_step=f"`tieout draft {shown_path(path.parent.parent)} {path.name[:10]}{_asked(path)}` writes one",
            path=str(path),
            line=1,
            column=1,
        ) from None
    except UnicodeDecodeError as problem:
        place = Place(1, 1, name if name != path.name else "")
        raise issue_error(path, place, f"is not UTF-8 (byte {problem.start})", "save it as UTF-8") from None


def parse_issue(text: str, path: Path = Path("issue.md")) -> IssueDoc:
    """Parse the text of an issue file, without the files of its sections.

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
    lines, end = _split(text, path, "")
    head = front_matter("\n".join(lines[1:end]), path)
    part = Part(path, "", head.pop("owner"), head.pop("status"))
    body = Body(path, lines, end + 1)
    title = tuple(body.title(head.pop("title"), head.pop("title_line")))
    blocks = tuple(body.blocks())
    _no_double(path, blocks)
    return IssueDoc(path=path, title=title, blocks=blocks, slots=tuple(body.slots), parts=(part,), **head)


def _section(text: str, path: Path, name: str) -> tuple[Part, list[IssueBlock], list[Slot]]:
    """A section's own file; its front matter may be left out."""
    if text.lstrip("\ufeff").startswith("+++"):
        lines, end = _split(text, path, name)
        owner, status = section_matter("\n".join(lines[1:end]), path, name)
    else:
        lines, end, owner, status = _lines(text), -1, "", ""
    body = Body(path, lines, end + 1, name)
    return Part(path, name, owner, status), list(body.blocks()), body.slots


def _split(text: str, path: Path, name: str) -> tuple[list[str], int]:
    lines = _lines(text)
    if not lines or lines[0].strip() != "+++":
        step = "begin the file with a line +++"
        raise issue_error(path, Place(1, 1, name), "has no front matter", step)
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.strip() == "+++"), None)
    if end is None:
        step = "close it with a line +++"
        raise issue_error(path, Place(1, 1, name), "has front matter without an end", step)
    return lines, end


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")


def _no_double(path: Path, blocks: Iterable[IssueBlock]) -> None:
    seen: dict[str, Place] = {}
    for block in blocks:
        for inline in () if isinstance(block, FigureRef) else block.inlines:
            if not isinstance(inline, Anchor):
                continue
            if inline.name in seen:
                first = f"{seen[inline.name].file or path.name}:{seen[inline.name]}"
                raise issue_error(
                    path.parent / inline.place.file if inline.place.file else path,
                    inline.place,
                    f"the name {{#{inline.name}}} is taken already, at {first}",
                    "give one of the two another name",
                )
            seen[inline.name] = inline.place
