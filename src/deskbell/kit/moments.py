"""Moments as other programs read them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(at: int) -> str:
    """ISO 8601 in UTC, with milliseconds."""
    return datetime.fromtimestamp(at / 1_000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
