"""The server's own key, from which secrets are derived that must be known again: SECRET_KEY, or a file by the data."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from deskbell.kit.errors import Refused
from deskbell.runtime.once import made_once
from deskbell.settings import Settings

FILE = "secret.key"
MARK = "secret.mark"  # tells whether a key is the one that this data was made with, and nothing else about it


def load(settings: Settings) -> bytes:
    """Made at the first start; whoever restores a backup elsewhere takes it along. Raises Refused: another key."""
    check(settings)
    key = settings.secret_key.encode() or made_once(settings.data_dir / FILE, secrets.token_hex(32).encode())
    made_once(settings.data_dir / MARK, _mark(key))
    check(settings)  # somebody with another key may have been first
    return key


def check(settings: Settings) -> str:
    """Where the key is kept, as words. Changes nothing. Raises Refused when it is not the one of this data."""
    mark, file = settings.data_dir / MARK, settings.data_dir / FILE
    source = "SECRET_KEY" if settings.secret_key else str(file)
    known = mark.read_bytes() if mark.is_file() else b""  # before the key: where the mark is, the key was made
    key = settings.secret_key.encode() or (file.read_bytes() if file.is_file() else b"")
    if not key and not known:
        return f"{file} is made at the first start"
    if known and not hmac.compare_digest(known, _mark(key)):
        wrong = f"{source} is not the key" if key else f"{source} is missing: it was the key"
        raise Refused(
            "conflict",
            f"{wrong} that the data in {settings.data_dir} was made with. Put that one back. If it is lost, delete "
            f"{mark}: webhooks, signed visitors and second factors then need new secrets.",
        )
    return source


def _mark(key: bytes) -> bytes:
    return hmac.new(key, b"deskbell mark", hashlib.sha256).hexdigest().encode()
