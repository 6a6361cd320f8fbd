"""``build``: compose an issue, render it, write its files."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date as Date
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..compose import Issue
from ..errors import UsageError

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["FORMATS", "build", "render_html", "render_json", "render_pdf"]

FORMATS = ("pdf", "html", "json")

T = TypeVar("T")


def render_pdf(issue: Issue, *, internal: bool | None = None) -> bytes:
    """The issue as PDF; see :func:`tieout.render.typst.pdf_of`."""
    from .typst import pdf_of

    return pdf_of(issue.report, internal=_is_internal(issue, internal), look=issue.look)


def render_html(issue: Issue, *, internal: bool | None = None) -> str:
    """The issue as one HTML file; see :func:`tieout.render.html.html_of`."""
    from .html import html_of

    kept = _is_internal(issue, internal)
    return html_of(issue.report, issue.facts, internal=kept, gaps=issue.gaps if kept else (), look=issue.look)


def render_json(issue: Issue, *, internal: bool | None = None) -> str:
    """The issue as JSON; see :func:`tieout.render.json.report_json`."""
    from .json import report_json

    return report_json(issue.report, internal=_is_internal(issue, internal)) + "\n"


def build(
    desk: Desk,
    date: Date,
    *,
    language: str = "zh",
    strict: bool = False,
    internal: bool = True,
    as_of: datetime | None = None,
    out: str | PathLike[str] | None = None,
    formats: Sequence[str] = FORMATS,
    lock: bool = False,
) -> Issue:
    """Compose the issue of a date and write ``weekly.pdf``, ``weekly.html``, ``weekly.json``.

    The files go to ``out/DATE`` of the desk, or to the folder ``out``; the internal copy adds
    ``evidence.json``. All are rendered before the first is written, and each replaces its
    predecessor whole, so a failed build leaves the earlier files as they were. An issue in another
    language than the desk's is written as ``weekly.en.pdf`` and so on. ``lock`` writes
    ``issues/DATE.lock``, from which :func:`tieout.render.locked.rebuild` gives the same bytes.

    Returns the issue with ``files`` and with ``timings``: seconds for compose, each format, write.

    Raises what :func:`tieout.compose.compose` raises,
    :class:`~tieout.errors.RenderError` when typesetting fails, and
    :class:`~tieout.errors.UsageError` for an unknown format or a folder that holds a released issue.
    """
    unknown = [f for f in formats if f not in FORMATS]
    if unknown or not formats:
        said = f"there is no format {unknown[0]!r}" if unknown else "no format was asked for"
        raise UsageError(said, next_step=f"use one or more of: {', '.join(FORMATS)}")
    timings: dict[str, float] = {}
    from ..compose import compose
    from .signoff import guard_release

    # Somebody may collect meanwhile: a lock pins the version that was there before.
    version = desk.store.version if lock else -1
    began = time.perf_counter()
    issue = compose(desk, date, language=language, as_of=as_of, strict=strict, internal=internal)
    timings["compose"] = time.perf_counter() - began
    ready = render_files(issue, formats, timings)
    began = time.perf_counter()
    folder = Path(out) if out is not None else desk.out_dir(date)
    guard_release(folder, middle_of(issue))
    files = write_files(folder, ready, stale=() if internal else (f"evidence{middle_of(issue)}.json",))
    if lock:
        from .locked import make_lock, write_lock

        copy = "internal" if internal else "client"
        made = make_lock(desk, issue, {copy: ready}, store=version, as_of=as_of)
        files = (*files, write_lock(desk, made))
    timings["write"] = time.perf_counter() - began
    return issue.replace(timings=timings, files=files)


def middle_of(issue: Issue) -> str:
    """What stands between ``weekly`` and the suffix: empty, or ``.en`` for the other language."""
    return "" if issue.language == issue.desk.config.desk.language else f".{issue.language}"


def render_files(
    issue: Issue, formats: Sequence[str], timings: dict[str, float] | None = None
) -> dict[str, bytes]:
    """The files of one copy by name, in the order of :data:`FORMATS`; the internal copy has its evidence."""
    taken = {} if timings is None else timings

    def timed(stage: str, act: Callable[[], T]) -> T:
        began = time.perf_counter()
        result = act()
        taken[stage] = taken.get(stage, 0) + time.perf_counter() - began
        return result

    middle = middle_of(issue)
    ready: dict[str, bytes] = {}
    if "pdf" in formats:
        ready[f"weekly{middle}.pdf"] = timed("pdf", lambda: render_pdf(issue))
    if "html" in formats:
        ready[f"weekly{middle}.html"] = timed("html", lambda: render_html(issue).encode())
    if "json" in formats:
        ready[f"weekly{middle}.json"] = timed("json", lambda: render_json(issue).encode())
    if issue.internal:
        from .json import evidence_json

        text = timed("evidence", lambda: evidence_json(issue.report, issue.facts, issue.gaps))
        ready[f"evidence{middle}.json"] = f"{text}\n".encode()
    return ready


def copy_folder(folder: Path, copy: str, *, signed: bool) -> Path:
    """Where a copy goes: a signed-off issue is the copy for clients, the internal one lies under it."""
    return folder / "internal" if signed and copy == "internal" else folder


def write_files(folder: Path, ready: dict[str, bytes], *, stale: Sequence[str] = ()) -> tuple[Path, ...]:
    """Write each file whole and take away ``stale`` ones: evidence of an earlier internal build must
    not lie beside a copy for clients."""
    from ..store.files import write_whole

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in ready.items():
            write_whole(folder / name, data)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
    except OSError as problem:
        raise UsageError(
            f"{folder} cannot be written: {problem.strerror}",
            next_step="close programs that hold its files open, or give another folder with --out",
        ) from None
    return tuple(folder / name for name in ready)


def _is_internal(issue: Issue, told: bool | None) -> bool:
    return issue.internal if told is None else told
