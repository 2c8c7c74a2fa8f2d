"""What an HTTP answer that is no answer means, as far as all model providers agree. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from deskbell.features.assistant.ports import ErrorKind

_BY_STATUS: dict[int, tuple[ErrorKind, bool]] = {
    401: ("unauthorised", True),
    402: ("spend_cap", True),
    403: ("unauthorised", True),
    408: ("timeout", False),
    409: ("server", False),
    413: ("too_large", True),
    429: ("rate_limited", False),
    503: ("overloaded", False),
    504: ("timeout", False),
    529: ("overloaded", False),
}


def by_status(status: int | None) -> tuple[ErrorKind, bool]:
    """Kind and whether it is permanent. None: an error inside a stream that names no status."""
    if status is None or status >= 500:
        return _BY_STATUS.get(status or 500, ("server", False))
    return _BY_STATUS.get(status, ("invalid_request" if status >= 400 else "server", True))


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, if the answer says so in numbers (a date is left to our own backoff)."""
    for name, scale in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        try:
            seconds = float(headers[name]) * scale
        except (KeyError, ValueError):
            continue
        if 0.0 < seconds < float("inf"):
            return seconds
    return None
