"""Text, JSON, keys and addresses on their way to and from a model. Pure; no provider is known here."""

from __future__ import annotations

import json
from typing import Any, NoReturn
from urllib.parse import urlsplit

from deskbell.features.assistant.ports import ModelError


def encode(value: object) -> bytes:
    """JSON in UTF-8. Lone surrogates, which no UTF-8 can hold, become question marks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")


def scrub(text: str) -> str:
    """The same text, with lone surrogates replaced: JSON can carry them, a database and a socket can not."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def decode_object(raw: str) -> dict[str, Any] | None:
    """The JSON object in `raw`, or None if there is none or it could not be written again as UTF-8."""
    try:
        value = _decode(raw)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def readable(text: str, limit: int = 300) -> str:
    """One short line for a log."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 2 * limit]).split())[:limit]


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


_decode = json.JSONDecoder(parse_constant=_refuse).decode


class Secret:
    """A key that shows itself in no representation. Raises ValueError for what cannot be sent in a header."""

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        value = value.strip()
        if not (value.isascii() and value.isprintable()):
            raise ValueError("the API key holds characters that no key has")
        self.value = value

    def __repr__(self) -> str:
        return "Secret(...)"

    def hide(self, error: ModelError) -> ModelError:
        """The same error; some providers repeat the key they refuse."""
        if self.value and self.value in error.detail:
            error.detail = error.detail.replace(self.value, "...")
            error.args = (error.kind, error.detail)
        return error


def base_address(url: str) -> str:
    """`https://host/path` without a trailing slash or `/v1`. Raises ValueError for anything but http and https."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the base address of a model must begin with http:// or https:// and name a host")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('/v1')}"
