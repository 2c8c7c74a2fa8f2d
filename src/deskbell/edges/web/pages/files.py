"""Built files from the package, pre-compressed, with the right caching."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from deskbell.kit.errors import not_found

FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
# Of what we ship. The machine's own table differs from machine to machine, and weighs half a megabyte.
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def accepts(request: Request, coding: str) -> bool:
    wanted = [part.replace(" ", "").lower() for part in request.headers.get("accept-encoding", "").split(",")]
    return any(part.split(";")[0] == coding and not re.fullmatch(r".*;q=0(\.0*)?", part) for part in wanted)


def _has(request: Request, etag: str) -> bool:
    """Does the client hold this version? A proxy on the way may have weakened the tag."""
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    return etag in known or known == ["*"]


def answer(request: Request, body: bytes, media_type: str, cache: str, extra: dict[str, str] | None = None) -> Response:
    """`body`, or 304 when the client has it."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Cache-Control": cache, "Vary": "Accept-Encoding", **(extra or {})}
    if _has(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _below(root: Path, name: str) -> Path | None:
    try:
        path = (root / name).resolve()
        return path if path.is_relative_to(root.resolve()) and path.is_file() else None
    except (ValueError, OSError):  # a NUL, or a name longer than any file's
        return None


def send_file(request: Request, root: Path, name: str, *, cache: str) -> Response:
    """A file below `root`. Raises not_found, also for whatever tries to leave `root`."""
    path = _below(root, name)
    if path is None or path.suffix in (".gz", ".br"):
        raise not_found("file")
    media_type = TYPES.get(path.suffix, "application/octet-stream")
    for coding, suffix in (("br", ".br"), ("gzip", ".gz")):
        packed = path.with_name(path.name + suffix)
        if accepts(request, coding) and packed.is_file():
            return answer(request, packed.read_bytes(), media_type, cache, {"Content-Encoding": coding})
    return answer(request, path.read_bytes(), media_type, cache)
