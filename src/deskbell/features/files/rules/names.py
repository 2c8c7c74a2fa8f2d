"""Names of files as they are shown and saved: no folders, no tricks, and an ending that is true."""

from __future__ import annotations

import re
from typing import Final

from deskbell.kit.text import clean

LONGEST: Final = 100
ENDINGS: Final[dict[str, tuple[str, ...]]] = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    "text/plain": ("txt", "csv", "md", "log", "json"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ("pptx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/vnd.oasis.opendocument.presentation": ("odp",),
}
# Signs that turn or hide what stands beside them, and those that systems forbid in names.
_FORBIDDEN: Final = re.compile(r'[\u200b-\u200f\u202a-\u202e\u2060-\u2069<>:"|?*\x00-\x1f]')


def safe(wanted: str, kind: str) -> str:
    """At most 100 characters, ending as files of this kind do."""
    name = _FORBIDDEN.sub("", clean(wanted)).replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join(name.split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.lower() not in ENDINGS[kind]:
        stem, ending = name, ENDINGS[kind][0]
    stem = stem.strip(". ")[: LONGEST - len(ending) - 1] or "file"
    return f"{stem}.{ending}"
