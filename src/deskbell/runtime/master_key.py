"""The server's own key, from which secrets are derived that must be known again: SECRET_KEY, or a file by the data."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from deskbell.settings import Settings

FILE = "secret.key"


def load(settings: Settings) -> bytes:
    """Made at the first start; whoever restores a backup elsewhere takes it along."""
    if settings.secret_key:
        return settings.secret_key.encode()
    path = Path(settings.database_path).parent / FILE
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> bytes:
    """Two processes that start at once get the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(file, "wb") as out:
        out.write(key := secrets.token_hex(32).encode())
    return key
