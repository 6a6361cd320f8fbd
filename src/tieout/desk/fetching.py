"""Fetching one page or file from the web, with limits; the only place of the desk that uses the network."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit, urlunsplit

from ..errors import UsageError

if TYPE_CHECKING:
    from http.client import HTTPResponse

__all__ = ["MAX_BYTES", "Fetched", "fetch", "is_address"]

MAX_BYTES = 30_000_000
SECONDS = 20.0
ALL_SECONDS = 120.0
_AGENT = "Mozilla/5.0 (compatible; tieout; +archive of cited sources)"
_BY_HAND = "save the page in a browser (or print it to PDF) and add that file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: the bytes, their declared media type, and the address they came from in the end."""

    data: bytes
    media_type: str
    address: str


def is_address(given: str) -> bool:
    """True for what is to be fetched and not read from disk."""
    return given.lower().startswith(("http://", "https://"))


def fetch(address: str, *, seconds: float = SECONDS, max_bytes: int = MAX_BYTES) -> Fetched:
    """Fetch an http or https address, following redirects to such addresses only.

    ``seconds`` is how long one answer may take, ``max_bytes`` how much of it is taken. Raises
    :class:`~tieout.errors.UsageError` when it cannot be reached, refuses, is too large or empty.
    """
    import urllib.error
    import urllib.request
    from http.client import HTTPException

    class SameKind(urllib.request.HTTPRedirectHandler):
        def redirect_request(
            self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
        ) -> urllib.request.Request | None:
            if not is_address(newurl):
                fp.close()
                raise _problem(address, f"leads on to {newurl}", _BY_HAND)
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    if not is_address(address):
        raise _problem(address, "is no web address", "write it as https://example.com/page")
    request = urllib.request.Request(_ascii(address))  # noqa: S310 (the scheme was just checked)
    request.add_header("User-Agent", _AGENT)
    try:
        with urllib.request.build_opener(SameKind).open(request, timeout=seconds) as answer:
            data = _body(answer, address, max_bytes)
            media_type = answer.headers.get("Content-Type", "")
            final = answer.geturl()
    except urllib.error.HTTPError as problem:
        problem.close()
        raise _problem(
            address, f"answers {problem.code} {problem.reason}", f"check the address, or {_BY_HAND}"
        ) from None
    except TimeoutError:
        raise _problem(
            address, f"did not answer within {seconds:g} seconds", f"try again, or {_BY_HAND}"
        ) from None
    except urllib.error.URLError as problem:
        if isinstance(problem.reason, TimeoutError):
            raise _problem(
                address, f"did not answer within {seconds:g} seconds", f"try again, or {_BY_HAND}"
            ) from None
        raise _problem(
            address,
            f"cannot be reached: {problem.reason}",
            f"check the network and the address, or {_BY_HAND}",
        ) from None
    except (HTTPException, OSError, ValueError) as problem:
        raise _problem(address, f"gave no usable answer: {problem!r}", f"try again, or {_BY_HAND}") from None
    if not data.strip():
        raise _problem(address, "gave nothing", f"check the address, or {_BY_HAND}")
    return Fetched(data, media_type, final)


def _body(answer: HTTPResponse, address: str, max_bytes: int) -> bytes:
    end = time.monotonic() + ALL_SECONDS
    taken = bytearray()
    while piece := answer.read(1 << 16):
        taken += piece
        if len(taken) > max_bytes:
            raise _problem(
                address,
                f"is larger than {max_bytes // 1_000_000} MB",
                "add the part you quote as a PDF or text",
            )
        if time.monotonic() > end:
            raise _problem(address, f"took longer than {ALL_SECONDS:g} seconds", f"try again, or {_BY_HAND}")
    expected = answer.headers.get("Content-Length", "")
    if expected.isdigit() and len(taken) < int(expected):
        raise _problem(address, "was cut off on the way", f"try again, or {_BY_HAND}")
    coding = answer.headers.get("Content-Encoding", "identity").lower()
    if coding in ("gzip", "x-gzip"):
        return _unpacked(bytes(taken), address, max_bytes)
    if coding not in ("", "identity"):
        raise _problem(address, f"is packed as {coding}, which was not asked for", _BY_HAND)
    return bytes(taken)


def _unpacked(data: bytes, address: str, max_bytes: int) -> bytes:
    import zlib

    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(data, max_bytes + 1)
    except zlib.error as problem:
        raise _problem(address, f"is damaged ({problem})", f"try again, or {_BY_HAND}") from None
    if len(unpacked) > max_bytes:
        raise _problem(
            address, f"is larger than {max_bytes // 1_000_000} MB", "add the part you quote as a PDF or text"
        )
    return unpacked


def _ascii(address: str) -> str:
    """The address as it goes over the wire: Chinese in the path is percent-encoded, in the host punycode."""
    try:
        parts = urlsplit(address)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
        if not parts.hostname:
            raise ValueError("no host")
    except (ValueError, UnicodeError):
        raise _problem(address, "is no address", "write it as https://example.com/page") from None
    keep = "/:;,@!$&'()*+=~-._?%"
    return urlunsplit((parts.scheme, host, quote(parts.path, keep), quote(parts.query, keep), ""))


def _problem(address: str, message: str, step: str) -> UsageError:
    return UsageError(f"{address} {message}", next_step=step, address=address)
