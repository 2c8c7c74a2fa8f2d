"""Whether the folder of the data can take it, said before anything is tried there."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

LEAST_BYTES = 2**20


def trouble_with(path: Path, least: int = LEAST_BYTES) -> str | None:
    """Why nothing can be kept at `path`, and what to do, or None. What is written to find out has no name."""
    folder = next(parent for parent in path.absolute().parents if parent.exists())
    if not folder.is_dir():
        return f"{folder} is a file and no folder: set DESKBELL_DATA to a folder."
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
        if path.exists():
            path.open("r+b").close()
    except OSError as error:
        return f"Nothing can be written to {folder} ({error.strerror}): let the user that runs Deskbell write there."
    if shutil.disk_usage(folder).free < least:
        return f"The disk of {folder} is full: make room there and start again. Nothing is lost."
    return None
