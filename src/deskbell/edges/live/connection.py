"""One client's outgoing side: a bounded queue in front of a socket, a stream or a list. Owned by the event loop."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, Final

from deskbell.edges.live import wire
from deskbell.edges.live.wire import Frame

MOST_FRAMES: Final = 256
VISITOR_BYTES: Final = 256 * 1024
OPERATOR_BYTES: Final = 1024 * 1024
EXPENDABLE: Final = frozenset({"typing", "looking", "presence", "read"})

SLOW = 4502


class Ended(Exception):
    """The connection is to end with this close code."""

    def __init__(self, code: int) -> None:
        super().__init__(f"close {code}")
        self.code = code


class Connection:
    """Frames go in by `push`, out by `pop`. `on_push` tells the transport that there is something to send."""

    __slots__ = (
        "_bytes",
        "_limit",
        "_queue",
        "address",
        "cancel",
        "close_code",
        "id",
        "is_operator",
        "last_heard",
        "on_push",
        "person_id",
        "sign_in",
        "site_id",
        "workspace_id",
    )

    def __init__(
        self,
        *,
        id: str,
        workspace_id: str,
        person_id: str,
        is_operator: bool,
        now: int,
        address: str = "",
        sign_in: str = "",
        site_id: str = "",
    ) -> None:
        """`sign_in`: the operator's sign-in as it is stored, `site_id`: the visitor's; the connection ends with it."""
        self.id = id
        self.address = address
        self.sign_in = sign_in
        self.site_id = site_id
        self.workspace_id = workspace_id
        self.person_id = person_id
        self.is_operator = is_operator
        self.last_heard = now
        self.close_code: int | None = None
        self.on_push: Callable[[], None] | None = None
        self.cancel: Callable[[], object] | None = None
        self._limit = OPERATOR_BYTES if is_operator else VISITOR_BYTES
        self._queue: deque[tuple[Frame, str]] | None = None
        self._bytes = 0

    def push(self, frame: Frame, encoded: str | None = None) -> None:
        """Queue a frame; when the client is too slow, drop what it can do without, then give it up."""
        if self.close_code is not None:
            return
        text = encoded or wire.encode(frame)
        if self._queue is None:
            self._queue = deque()
        if self._is_full(text):
            self._relieve()
            if self._is_full(text):
                self.close(SLOW)
                return
        self._queue.append((frame, text))
        self._bytes += len(text)
        if self.on_push is not None:
            self.on_push()

    def pop(self) -> tuple[Frame, str] | None:
        if not self._queue:
            self._queue = None  # an idle socket holds no queue
            return None
        frame, text = self._queue.popleft()
        self._bytes -= len(text)
        return frame, text

    def close(self, code: int) -> None:
        """End the connection; what is queued before a planned end is still sent."""
        if self.close_code is None:
            self.close_code = code
            if code == SLOW:
                self._queue = None
            if self.on_push is not None:
                self.on_push()

    def abandon(self) -> None:
        """Give up on a client that does not even read that the connection has ended."""
        self._queue = None
        if self.cancel is not None:
            self.cancel()

    def _is_full(self, text: str) -> bool:
        """Never so for a first frame: one that is too large for the queue must still be possible to send."""
        waiting = len(self._queue or ())
        return waiting >= MOST_FRAMES or (waiting > 0 and self._bytes + len(text) > self._limit)

    def _relieve(self) -> None:
        kept: deque[tuple[Frame, str]] = deque()
        for frame, text in self._queue or ():
            if frame["t"] in EXPENDABLE:
                continue
            joined = _joined(kept[-1][0], frame) if kept else None
            if joined is not None:
                kept[-1] = (joined, wire.encode(joined))
            else:
                kept.append((frame, text))
        self._queue = kept
        self._bytes = sum(len(text) for _, text in kept)


def _joined(first: Frame, second: Frame) -> Frame | None:
    """Two deltas of one answer as one frame."""
    if first["t"] != "delta" or second["t"] != "delta" or first["d"]["gen"] != second["d"]["gen"]:
        return None
    data: dict[str, Any] = {**first["d"], "text": first["d"]["text"] + second["d"]["text"]}
    if second["d"]["off"] == 0:
        data = second["d"]
    return {**first, "d": data}
