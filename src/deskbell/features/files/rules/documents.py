"""What is no picture and is taken all the same: PDF, plain text, office files without macros."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

MOST_PARTS: Final = 5_000
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_MAIN_PARTS: Final = {
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}.presentationml.presentation",
}
_OPEN: Final = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
_MACROS: Final = re.compile(r"vbaproject|macrosheets/|^basic/|^scripts/", re.IGNORECASE)
_NOT_TEXT: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def kind_of(content: bytes) -> str | None:
    """Its media type; None for whatever is not taken."""
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return None if _NOT_TEXT.search(content) else "text/plain"


def _office(content: bytes) -> str | None:
    """By the names of its parts and, of open documents, their own word. Nothing else is unpacked."""
    if content.count(b"PK\x01\x02") > MOST_PARTS:  # before anybody reads so long a list
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if any(_MACROS.search(name) for name in names):
                return None
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in _MAIN_PARTS.items() if part in names), None)
            first = parts.infolist()[0]
            if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.file_size > 100:
                return None
            kind = parts.read(first).decode("ascii", "replace")
    except (zipfile.BadZipFile, IndexError, NotImplementedError, RuntimeError, OSError, ValueError):
        return None
    return kind if kind in _OPEN else None
