"""When a workspace's model keeps failing, nobody waits for it. Pure but for its memory; time is passed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

FAILURES: Final = 5
WITHIN: Final = 30_000
OPEN_FOR: Final = 30_000


@dataclass(slots=True)
class _Record:
    failed_at: list[int] = field(default_factory=list)
    opened_at: int | None = None
    trying: bool = False


class Breaker:
    """Opens after five failures in 30 seconds; after 30 more, one question at a time tries whether it is over."""

    def __init__(self) -> None:
        self._records: dict[str, _Record] = {}

    def lets(self, workspace_id: str, now: int) -> bool:
        """Whether to ask the model. True for the one that tries."""
        record = self._records.get(workspace_id)
        if record is None or record.opened_at is None:
            return True
        if record.trying and now - record.opened_at < 2 * OPEN_FOR:
            return False
        if now - record.opened_at < OPEN_FOR:
            return False
        record.trying = True
        return True

    def failed(self, workspace_id: str, now: int) -> bool:
        """True: it is open now."""
        record = self._records.setdefault(workspace_id, _Record())
        record.failed_at = [at for at in record.failed_at if now - at < WITHIN] + [now]
        if record.trying or len(record.failed_at) >= FAILURES:
            record.opened_at, record.trying = now, False
        return record.opened_at is not None

    def worked(self, workspace_id: str) -> None:
        self._records.pop(workspace_id, None)
