"""Which files are taken, and what becomes of them. Nothing that a sender claims is believed: bytes decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from deskbell.features.files.model import File
from deskbell.features.files.rules import documents, names, pictures
from deskbell.kit.errors import Refused

MOST_BYTES: Final = 10_000_000
MOST_IN_A_MESSAGE: Final = 5
MOST_OF_A_VISITOR: Final = 100_000_000
MOST_OF_A_DAY: Final = 2_000_000_000  # from all of a workspace's visitors: a full disk stops everything
UNSENT_FOR: Final = 24 * 3_600_000
HALF_FOR: Final = 3_600_000  # longer than writing any file takes
LINK_LASTS: Final = 3_600_000

# What a model is shown: more costs more and tells it nothing.
SHOWN_BYTES: Final = 3_700_000  # 5 MB in base64
SHOWN_PIXELS: Final = 8_000
SHOWN_AT_ONCE: Final = 5


@dataclass(frozen=True, slots=True)
class Examined:
    """What is stored: pictures without what they tell of a place and a camera."""

    name: str
    kind: str
    content: bytes
    width: int | None = None
    height: int | None = None


def examine(name: str, content: bytes) -> Examined:
    """Raises invalid with a sentence for the sender, too_long."""
    if len(content) > MOST_BYTES:
        raise too_large()
    if not content:
        raise Refused("invalid", "This file is empty.")
    picture = pictures.read(content)
    if picture is not None:
        return Examined(names.safe(name, picture.kind), picture.kind, picture.content, picture.width, picture.height)
    kind = None if pictures.kind_of(content) else documents.kind_of(content)
    if kind is None:
        raise Refused("invalid", "Pictures, PDF, text and office files can be sent; this is none of them.")
    return Examined(names.safe(name, kind), kind, content)


def too_large() -> Refused:
    return Refused("too_long", f"A file may have at most {MOST_BYTES // 1_000_000} MB.")


def shown(files: Sequence[File]) -> list[File]:
    """Those that a model is shown: pictures, none of them too large, and not too many."""
    return [
        file
        for file in files
        if file.is_picture and file.size <= SHOWN_BYTES and max(file.width or 0, file.height or 0) <= SHOWN_PIXELS
    ][:SHOWN_AT_ONCE]


def may_be_seen(kind: str, head: bytes) -> bool:
    """Whether a browser may show it at its place: only what still begins like the picture that it is said to be."""
    return pictures.kind_of(head) == kind
