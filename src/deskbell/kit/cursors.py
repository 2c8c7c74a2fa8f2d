"""Where a page of a list ended, as a word for the client to bring back. Pure."""

from __future__ import annotations

import base64
import binascii
import json

from deskbell.kit.errors import Refused


def written(at: int, id: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([at, id]).encode()).decode()


def parsed(text: str | None) -> tuple[int, str] | None:
    """Raises invalid for what is none of ours."""
    if text is None:
        return None
    try:
        at, found = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, TypeError, binascii.Error) as error:
        raise _not_ours() from error
    if type(at) is not int or abs(at) >= 2**53 or not isinstance(found, str) or not found.isascii():
        raise _not_ours()
    return at, found


def _not_ours() -> Refused:
    return Refused("invalid", "The cursor is not one of ours. Start again without it.")
