"""Files on their way in and out. What is handed out never runs: it is saved, or it is a picture and nothing else."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Annotated, Final

from fastapi import Query, Request
from starlette.responses import FileResponse

from deskbell.features.files import rules
from deskbell.features.files.model import File
from deskbell.kit.errors import Refused

Name = Annotated[str, Query(max_length=1_000, description="What the file is called on the sender's machine.")]
WITHIN: Final = 120.0
LOOKED_AT: Final = 16


@asynccontextmanager
async def taken(request: Request) -> AsyncIterator[IO[bytes]]:
    """The body, gathered outside of memory: many slow senders must cost nothing. Raises too_long, unavailable."""
    size = 0
    with tempfile.TemporaryFile() as kept:
        try:
            async with asyncio.timeout(WITHIN):
                async for chunk in request.stream():
                    size += len(chunk)
                    if size > rules.MOST_BYTES:
                        raise rules.too_large()
                    kept.write(chunk)
        except TimeoutError as slow:
            raise Refused("unavailable", "This took too long. Please try again.") from slow
        kept.seek(0)
        yield kept


def handed(file: File, path: Path, *, anywhere: bool) -> FileResponse:
    """`anywhere`: pages of other origins may show it, too."""
    with path.open("rb") as content:
        seen = rules.may_be_seen(file.kind, content.read(LOOKED_AT))
    return FileResponse(
        path,
        media_type=file.kind if seen else "application/octet-stream",
        filename=file.name,
        content_disposition_type="inline" if seen else "attachment",
        headers={
            "Cache-Control": "private, max-age=3600",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "cross-origin" if anywhere else "same-origin",
            "Referrer-Policy": "no-referrer",
        },
    )
