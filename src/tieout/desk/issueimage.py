"""Images of an issue file: tables, charts and pictures, each alone in its paragraph."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from .issuedoc import (
    ChartRef,
    FigureRef,
    Inline,
    PictureRef,
    Place,
    TableRef,
    issue_error,
    nearest,
    tracker_name,
)

__all__ = ["IMAGES", "figure_ref"]

IMAGES = ("table", "chart", "picture")
"""What an image may be, by the scheme of its address."""

_PICTURE_KEYS = ("source", "permission", "alt", "crop", "width")
_FORMS = {
    "table": "![caption](table:TRACKER)",
    "chart": "![caption](chart:TRACKER)",
    "picture": '![caption](picture:FILE "source=WHOSE; permission=WHY WE MAY; alt=WHAT IT SHOWS")',
}


def figure_ref(address: str, title: str, caption: tuple[Inline, ...], place: Place, path: Path) -> FigureRef:
    """What an image's address and title ask for.

    >>> ref = figure_ref("chart:leaderboard@2024-10-21?only=math", "", (), Place(1, 1), Path("x.md"))
    >>> ref.tracker, ref.period, ref.only
    ('leaderboard', '2024-10-21', ('math',))
    """
    scheme, _, target = address.partition(":")
    if scheme == "picture":
        return _picture(target, title, caption, place, path)
    if scheme not in IMAGES:
        looks = re.search(r"\.(png|jpe?g|gif|webp|bmp|tiff?|svg)$", address, re.I)
        near = nearest(scheme, IMAGES) if ":" in address else "picture" if looks else ""
        forms = (_FORMS[near],) if near else tuple(_FORMS.values())
        raise issue_error(
            path,
            place,
            f"an image must be a table, a chart or a picture of the desk, not {address!r}",
            f"write {' or '.join(forms)}",
            nearest=near,
        )
    source = _pairs(title, ("source",), scheme, place, path).get("source", "")
    target, only, without = _query(target, place, path)
    target, _, period = target.partition("@")
    tracker, _, name = target.partition("/")
    known = tracker_name(tracker, path, place)
    if scheme == "table":
        if name:
            step = f"write table:{tracker}?only={name}"
            raise issue_error(path, place, f"a table has no variant {name!r}", step)
        return TableRef(known, period or None, caption, place, only, without, source)
    from ..trackers.charts import chart_names

    names = chart_names(tracker)
    if not names:
        raise issue_error(path, place, f"{tracker} has no chart", f"write ![caption](table:{tracker})")
    if name and name not in names:
        listed = ", ".join(f"chart:{tracker}/{n}" for n in names)
        raise issue_error(path, place, f"{tracker} has no chart {name!r}", f"use one of: {listed}")
    return ChartRef(known, name, period or None, caption, place, only, without, source)


def _query(target: str, place: Place, path: Path) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The address without its query, and the subjects that the query asks for or leaves out."""
    target, mark, query = target.partition("?")
    if not mark:
        return target, (), ()
    key, _, value = query.partition("=")
    names = tuple(unquote(v).strip() for v in value.split(",") if v.strip())
    if key not in ("only", "without") or not names:
        step = "write ?only=NAME or ?without=NAME, several with commas"
        raise issue_error(path, place, f"“?{query}” is not understood", step)
    return (target, names, ()) if key == "only" else (target, (), names)


def _pairs(title: str, known: tuple[str, ...], what: str, place: Place, path: Path) -> dict[str, str]:
    """The ``KEY=VALUE; KEY=VALUE`` of an image's title."""
    told: dict[str, str] = {}
    # A semicolon inside a Chinese sentence ends nothing: only one before KEY= does.
    for part in re.split(r"[;；](?=\s*(?:[A-Za-z_]+\s*[=＝]|$))", title):
        if not part.strip():
            continue
        key, mark, value = (p.strip() for p in part.replace("＝", "=").partition("="))
        if not mark:
            step = f"write KEY=VALUE pairs with ; between them: {', '.join(known)}"
            raise issue_error(path, place, f"“{part.strip()}” has no key", step)
        if key not in known:
            near = nearest(key, known)
            step = f"write {near}={value}" if near else f"use: {', '.join(known)}"
            raise issue_error(path, place, f"a {what} has no {key!r}", step, nearest=near)
        if key in told:
            raise issue_error(path, place, f"{key} is told twice", "keep one of the two")
        told[key] = value
    return told


def _picture(file: str, title: str, caption: tuple[Inline, ...], place: Place, path: Path) -> PictureRef:
    if not caption:
        raise issue_error(path, place, "a picture has no caption", f"write {_FORMS['picture']}")
    if not file.strip():
        raise issue_error(path, place, "a picture has no file", f"write {_FORMS['picture']}")
    told = _pairs(title, _PICTURE_KEYS, "picture", place, path)
    return PictureRef(unquote(file), caption, place, **told)
