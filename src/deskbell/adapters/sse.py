"""An incremental parser of Server-Sent Events, pure. It knows nothing of what the events mean.

Follows the event stream interpretation of the HTML standard, for any way the bytes may be cut: LF, CR and CRLF line
ends, a byte order mark, comments, several data lines. An event without its closing blank line is only given by `end`.
"""

from __future__ import annotations

SseEvent = tuple[bytes, bytes]
"""Event name (empty when the stream gave none) and data, both as they came: UTF-8 for whoever decodes them."""

_BOM = b"\xef\xbb\xbf"


class SseOverflow(Exception):
    """One event grew beyond the limit."""


class SseParser:
    def __init__(self, max_event: int = 4 * 1024 * 1024) -> None:
        self._max_event = max_event
        self._pieces: list[bytes] = []  # of the unfinished event; joined once, when its end arrives
        self._size = 0
        self._after_cr = False
        self._fresh = True

    def feed(self, chunk: bytes) -> list[SseEvent]:
        """The events that `chunk` completes. Raises SseOverflow."""
        if self._after_cr or b"\r" in chunk:
            chunk = self._with_lf_only(chunk)
        if not chunk:
            return []
        if self._pieces:
            ends = b"\n\n" in chunk or (chunk.startswith(b"\n") and self._pieces[-1].endswith(b"\n"))
            self._pieces.append(chunk)
            if not ends:
                self._grow(len(chunk))
                return []
            chunk = b"".join(self._pieces)
            self._pieces.clear()
            self._size = 0
        blocks = chunk.split(b"\n\n")
        rest = blocks.pop()
        if rest:
            self._pieces.append(rest)
            self._grow(len(rest))
        if self._fresh and blocks:
            self._fresh = False
            blocks[0] = blocks[0].removeprefix(_BOM)
        return [event for block in blocks if (event := _event(block)) is not None]

    def end(self) -> SseEvent | None:
        """The event that the bytes left open. The standard drops it, for it may be cut: the caller has to tell."""
        block = b"".join(self._pieces)
        self._pieces.clear()
        return _event(block.removeprefix(_BOM) if self._fresh else block)

    def _with_lf_only(self, chunk: bytes) -> bytes:
        """A CR ends its line at once; the LF that may follow it, even in the next chunk, is part of the same end."""
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
            self._after_cr = False
            if not chunk:
                return chunk
        if chunk:
            self._after_cr = chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > self._max_event:
            raise SseOverflow(f"an event of more than {self._max_event} bytes")


def _event(block: bytes) -> SseEvent | None:
    # The two shapes that providers send; everything else takes the slow road below.
    if block.startswith(b"event: "):
        end = block.find(b"\n")
        if block.startswith(b"data: ", end + 1) and block.find(b"\n", end + 1) < 0:
            return block[7:end], block[end + 7 :]
    elif block.startswith(b"data: ") and b"\n" not in block:
        return b"", block[6:]
    return _event_by_lines(block)


def _event_by_lines(block: bytes) -> SseEvent | None:
    name = b""
    data: list[bytes] = []
    for line in block.split(b"\n"):
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            data.append(value)
        elif field == b"event":
            name = value
    return (name, b"\n".join(data)) if data else None
