"""Pictures: a file beside the issue becomes upright, cropped pixels without metadata.

A file is judged before it is decoded: its size, its kind (PNG, JPEG or WebP by its bytes, never by its
name), its pixels. What is printed is written anew, so nothing a file carries beside its pixels (a place,
a name, a payload) reaches a reader.
"""

from __future__ import annotations

import hashlib
import io
import re
import stat
import warnings
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from ..desk.issuefile import IssueDoc, PictureRef
from ..errors import TieoutError
from ..model import Picture

__all__ = ["LEAST_DPI", "picture_folder", "picture_of", "picture_path"]

LEAST_DPI = 150
"""Below so many pixels to the printed inch a screenshot's letters blur."""

MOST_DPI = 300
MOST_BYTES = 30_000_000
MOST_PIXELS = 50_000_000

COLUMN_CM = 17.0
TALLEST_CM = 18.5
NARROWEST = 0.3
_INCH = 2.54

Refuse = Callable[[str, str], Exception]


def picture_folder(doc: IssueDoc) -> Path:
    """Where the pictures of an issue lie: ``issues/DATE/``."""
    return doc.path.parent / doc.date.isoformat()


def picture_path(ref: PictureRef, doc: IssueDoc) -> Path:
    """The file of a picture; :class:`~tieout.errors.IssueError` for one outside ``issues/DATE/``."""
    folder = picture_folder(doc)
    told = PurePosixPath(ref.file)
    path = folder / told
    inside = (
        not told.is_absolute() and ".." not in told.parts and "\\" not in ref.file and ":" not in ref.file
    )
    if not inside or not path.resolve().is_relative_to(folder.resolve()):
        step = f"put the file into issues/{folder.name}/ and write its name alone"
        raise doc.error(ref.place, f"the picture {ref.file!r} is not in issues/{folder.name}/", step)
    return path


def picture_of(ref: PictureRef, doc: IssueDoc, caption: str) -> tuple[Picture, tuple[str, ...]]:
    """The picture ready to print, and what it lacks: sharpness, source, permission, words.

    Raises :class:`~tieout.errors.IssueError` for a file that is not there or is no good picture, and
    for a crop or width that makes no sense.
    """
    path = picture_path(ref, doc)

    def refuse(message: str, step: str) -> Exception:
        return doc.error(ref.place, f"the picture {ref.file} {message}", step, file=str(path))

    data = _bytes(path, refuse)
    image, kind = _decoded(data, refuse)
    image = _cropped(image, ref, refuse)
    share, blurred = _share(image.width, image.height, ref, refuse)
    image = _not_too_fine(image, share)
    out, media = _encoded(image, kind)
    lacks = [blurred] if blurred else []
    lacks += [f"has no {key}=" for key in ("source", "permission", "alt") if not getattr(ref, key)]
    picture = Picture(
        out,
        media,
        image.width,
        image.height,
        ref.alt or caption,
        share,
        caption=caption,
        source=ref.source or None,
        permission=ref.permission,
        file=f"issues/{doc.date.isoformat()}/{ref.file}",
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return picture, tuple(f"{doc.where(ref.place)}: the picture {ref.file} {lack}" for lack in lacks)


def _bytes(path: Path, refuse: Refuse) -> bytes:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise refuse("is no file", "name a PNG or JPEG file")
        if about.st_size > MOST_BYTES:
            mega = about.st_size // 1_000_000
            raise refuse(f"has {mega} MB, more than {MOST_BYTES // 1_000_000}", "save it smaller")
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse("is not there", f"put it into {path.parent.parent.name}/{path.parent.name}/") from None
    except OSError as problem:
        raise refuse(f"cannot be read: {problem.strerror}", "check the file") from None


def _decoded(data: bytes, refuse: Refuse) -> tuple[Any, str]:
    """The picture upright and on white; its kind is told by its bytes."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    again = "open it in an image program and save it again as PNG"
    if re.match(rb"\s*(<\?xml|<svg|<!doctype svg)", data[:200], re.I):
        raise refuse("is an SVG, which may hold scripts and links", "export it as PNG at 300 dpi")
    try:
        with warnings.catch_warnings():
            # Pillow tells of a bomb or a broken header by a warning.
            warnings.simplefilter("error")
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
            pixels = image.width * image.height
            if pixels > MOST_PIXELS:
                large = (
                    f"is {image.width} × {image.height} pixels, more than {MOST_PIXELS // 1_000_000} million"
                )
                raise refuse(large, "scale it down; 2000 pixels across are sharp over the whole page")
            if getattr(image, "n_frames", 1) > 1:
                raise refuse("is animated", "save the one frame that is meant as PNG")
            kind = str(image.format)
            image.load()
            return _on_white(ImageOps.exif_transpose(image)), kind
    except UnidentifiedImageError:
        raise refuse("is no PNG, JPEG or WebP, whatever its name says", again) from None
    except TieoutError:
        raise
    except Exception as problem:  # decoders raise anything on bytes made to break them
        said = str(problem).partition("\n")[0] or type(problem).__name__
        raise refuse(f"is damaged ({said})", again) from None


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode in ("L", "RGB"):
        return image
    if image.mode.startswith(("I", "F")):
        return (
            image.convert("L") if image.mode not in ("I;16", "I;16B") else image.point(lambda v: v / 256, "L")
        )
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        return image.convert("RGB")
    clear = image.convert("RGBA")
    ground = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(ground, clear).convert("RGB")


def _cropped(image: Any, ref: PictureRef, refuse: Refuse) -> Any:
    if not ref.crop:
        return image
    step = "write crop=LEFT,TOP,RIGHT,BOTTOM in pixels, or in percent: crop=0,10%,100%,90%"
    found = [re.fullmatch(r"(\d+(?:\.\d+)?)(%?)", p.strip()) for p in re.split(r"[,，]", ref.crop)]
    edges = [f for f in found if f is not None]
    if len(found) != 4 or len(edges) != 4:
        raise refuse(f"cannot be cropped by {ref.crop!r}", step)
    sizes = (image.width, image.height, image.width, image.height)
    box = [round(float(f[1]) * size / 100) if f[2] else round(float(f[1])) for f, size in zip(edges, sizes)]
    left, top, right, bottom = box
    if not (left < right <= image.width and top < bottom <= image.height):
        raise refuse(f"has {image.width} × {image.height} pixels, crop={ref.crop} lies outside", step)
    return image.crop((left, top, right, bottom))


def _share(width: int, height: int, ref: PictureRef, refuse: Refuse) -> tuple[float, str]:
    """The part of the column to print over, and what is wrong with it at that size."""
    fits = min(1.0, TALLEST_CM / COLUMN_CM * width / height)
    sharp = width / (LEAST_DPI * COLUMN_CM / _INCH)
    if ref.width:
        found = re.fullmatch(r"(\d{1,3})\s*%", ref.width)
        if not found or not 10 <= int(found[1]) <= 100:
            raise refuse(
                f"cannot be {ref.width!r} wide", "write width=60%: between 10% and 100% of the column"
            )
        share = min(int(found[1]) / 100, fits)
    else:
        share = min(fits, max(sharp, NARROWEST))
    if sharp + 0.005 >= share:
        return share, ""
    dpi = int(width / (share * COLUMN_CM / _INCH))
    step = f"width={int(sharp * 100)}%" if sharp >= 0.1 else "a larger original"
    return share, f"is printed at {dpi} dpi, letters need {LEAST_DPI}: use {step}"


def _not_too_fine(image: Any, share: float) -> Any:
    from PIL import Image

    most = round(share * COLUMN_CM / _INCH * MOST_DPI)
    if image.width <= most * 1.2:
        return image
    size = (most, max(1, round(image.height * most / image.width)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _encoded(image: Any, kind: str) -> tuple[bytes, str]:
    """The pixels and nothing else; a photograph stays a JPEG."""
    image.info = {}
    out = io.BytesIO()
    if kind == "JPEG":
        image.save(out, "JPEG", quality=92, subsampling=0, optimize=True)
        return out.getvalue(), "image/jpeg"
    image.save(out, "PNG", optimize=True)
    return out.getvalue(), "image/png"
