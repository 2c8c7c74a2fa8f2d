"""Small real files of every kind that is taken, made here; and what people hide in them."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib

GPS = b"N 41.1579 W 8.6291"
SCRIPT = b"<script>alert(1)</script>"
_JPEG = (
    "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
    "////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wAARCAABAAID"
    "ASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAA"
    "AAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AP//Z"
)


def png(width: int = 40, height: int = 30, *, hidden: bytes = b"") -> bytes:
    """One colour; `hidden` stands in a comment and behind the end."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x20\x60\xa0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    told = chunk(b"tEXt", b"Comment\0" + hidden) + chunk(b"eXIf", hidden) if hidden else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + told
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
        + hidden
    )


def jpeg(*, turned: int = 1, hidden: bytes = b"") -> bytes:
    """2 by 1 pixels, as a camera writes it: which way up, the place, a comment; and what stands behind its end."""
    plain = base64.b64decode(_JPEG)
    if turned == 1 and not hidden:
        return plain
    tiff = struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, turned, 0, 0) + hidden
    exif, said = b"Exif\0\0" + tiff, b"\xff\xfe" + struct.pack(">H", len(hidden) + 2) + hidden
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + said + plain[2:] + hidden


def gif(*, hidden: bytes = b"") -> bytes:
    said = b"\x21\xfe" + bytes([len(hidden)]) + hidden + b"\0" if hidden else b""
    image = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + said + image + b"\x3b" + hidden


def webp(*, hidden: bytes = b"") -> bytes:
    bits = struct.pack("<I", (8 - 1) | (6 - 1) << 14)
    picture = b"VP8L" + struct.pack("<I", 6) + b"\x2f" + bits + b"\0"
    extended = b"VP8X" + struct.pack("<IB3x", 10, 0x0C) + (7).to_bytes(3, "little") + (5).to_bytes(3, "little")
    exif = b"EXIF" + struct.pack("<I", len(hidden)) + hidden + b"\0" * (len(hidden) % 2)
    body = b"WEBP" + (extended + picture + exif if hidden else picture)
    return b"RIFF" + struct.pack("<I", len(body)) + body + hidden


def office(main: str = "word/document.xml", more: dict[str, bytes] | None = None) -> bytes:
    """A file of an office program, as far as its parts go."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name in ("[Content_Types].xml", main):
            parts.writestr(name, "<x/>")
        for name, content in (more or {}).items():
            parts.writestr(name, content)
    return made.getvalue()


def opened(kind: str = "application/vnd.oasis.opendocument.text") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("mimetype", kind)
        parts.writestr("content.xml", "<x/>")
    return made.getvalue()
