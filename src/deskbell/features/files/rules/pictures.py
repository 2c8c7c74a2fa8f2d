"""Pictures: what they are by their bytes, how large, and the same picture without what it tells of places and people.

Cameras write the place, the time and the device beside the picture. All of it goes, and whatever stands behind the
picture's end with it; which way up it is held stays.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_PIXELS: Final = 100_000_000  # a browser needs four bytes for each
MOST_PARTS: Final = 100_000  # ten megabytes of the smallest that a program writes; hostile ones have millions
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs",
     b"acTL", b"fcTL", b"fdAT", b"cICP")
)  # fmt: skip
_GIF_LOOPS: Final = frozenset((b"NETSCAPE2.0", b"ANIMEXTS1.0"))
_WEBP_DROPPED: Final = frozenset((b"EXIF", b"XMP "))
_SIZES: Final = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


@dataclass(frozen=True, slots=True)
class Read:
    """`width`, `height`: as it is shown."""

    kind: str
    content: bytes
    width: int
    height: int


def kind_of(head: bytes) -> str | None:
    """The media type of a picture that begins so."""
    if head.startswith(_PNG):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    return "image/webp" if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def read(content: bytes) -> Read | None:
    """None: it is no picture, or one that is broken or too large to be shown."""
    kind = kind_of(content[:16])
    if kind is None:
        return None
    how = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp}[kind]
    try:
        kept, width, height = how(content)
    except (ValueError, IndexError, struct.error):
        return None
    fits = width > 0 and height > 0 and width * height <= MOST_PIXELS
    return Read(kind, kept, width, height) if fits else None


def _png(content: bytes) -> tuple[bytes, int, int]:
    kept, at, name = [_PNG], len(_PNG), b""
    for _ in range(MOST_PARTS):
        if name == b"IEND":
            break
        length, name = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise ValueError("a chunk is cut")
        if name in _PNG_KEPT:
            kept.append(chunk)
        at += len(chunk)
    else:
        raise ValueError("too many chunks")
    if kept[1][4:8] != b"IHDR":
        raise ValueError("it has no header")
    width, height = struct.unpack_from(">II", kept[1], 8)
    return b"".join(kept), width, height


def _gif(content: bytes) -> tuple[bytes, int, int]:
    width, height, packed = struct.unpack_from("<HHB", content, 6)
    at = 13 + _palette(packed)
    kept, parts = [content[:at]], 0
    while content[at] != 0x3B:
        start, label = at, content[at + 1]
        if content[at] == 0x2C:
            at += 11 + _palette(content[at + 9])
        elif content[at] == 0x21:
            at += 2
        else:
            raise ValueError("no block where one must be")
        while content[at] and parts < MOST_PARTS:
            at, parts = at + 1 + content[at], parts + 1
        at, parts = at + 1, parts + 1
        if parts > MOST_PARTS:
            raise ValueError("too many blocks")
        # Of what a picture may say beside itself: how long each frame stays, and how often all of it is repeated.
        if content[start] == 0x2C or label == 0xF9 or (label == 0xFF and content[start + 3 : start + 14] in _GIF_LOOPS):
            kept.append(content[start:at])
    return b"".join([*kept, b"\x3b"]), width, height


def _palette(packed: int) -> int:
    """How many bytes it takes."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _webp(content: bytes) -> tuple[bytes, int, int]:
    end, at = min(len(content), 8 + struct.unpack_from("<I", content, 4)[0]), 12
    kept, width, height = [], 0, 0
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            break
        name, length = struct.unpack_from("<4sI", content, at)
        chunk = content[at : at + 8 + length + length % 2]
        at += len(chunk)
        if name == b"VP8X":
            width, height = (1 + int.from_bytes(chunk[i : i + 3], "little") for i in (12, 15))
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]  # it tells of neither EXIF nor XMP any more
        elif name == b"VP8 " and not width:
            width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", chunk, 14))
        elif name == b"VP8L" and not width:
            bits = struct.unpack_from("<I", chunk, 9)[0]
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if name not in _WEBP_DROPPED:
            kept.append(chunk)
    else:
        raise ValueError("too many chunks")
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body, width, height


def _jpeg(content: bytes) -> tuple[bytes, int, int]:
    kept, width, height, turned = [b"\xff\xd8"], 0, 0, 1
    for marker, segment in _segments(content):
        if marker in _SIZES:
            height, width = struct.unpack_from(">HH", segment, 5)
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turned = _orientation(segment[10:])
            kept.append(_upright(turned) if turned > 1 else b"")
        elif _is_needed(marker, segment):
            kept.append(segment)
    return b"".join(kept), *((height, width) if turned > 4 else (width, height))


def _is_needed(marker: int, segment: bytes) -> bool:
    """Of what applications may write beside a picture: what its colours mean."""
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\0"
    return marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, its bytes with all that belongs to it) from the beginning to the end mark, and nothing after it."""
    at = 2
    for _ in range(MOST_PARTS):
        if content[at] != 0xFF:
            raise ValueError("no marker where one must be")
        marker = content[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            yield marker, b"\xff\xd9"
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if marker == 0xDA:  # the picture itself follows, up to the next marker
            found = _NEXT_MARKER.search(content, end)
            end = found.start() if found else len(content)
        if end > len(content):
            raise ValueError("a segment is cut")
        yield marker, content[at:end]
        if marker == 0xDA and end == len(content):  # cut off, as some cameras do; browsers show it
            yield 0xD9, b"\xff\xd9"
            return
        at = end
    raise ValueError("too many segments")


def _orientation(tiff: bytes) -> int:
    """1 to 8, as EXIF counts; 1 (upright) where nothing sound is said."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        at = struct.unpack_from(f"{order}I", tiff, 4)[0]
        count = struct.unpack_from(f"{order}H", tiff, at)[0]
        for n in range(min(count, 100)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * n)
            if tag == 0x0112:
                return value if 1 <= value <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1


def _upright(turned: int) -> bytes:
    """An EXIF segment that says which way up, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return struct.pack(">HH", 0xFFE1, len(body) + 2) + body
