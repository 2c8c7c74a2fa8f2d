"""Hints between the parts of one process (and later between processes): "look now". Losing one loses no work."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Listener = Callable[[object], None]


class Bus:
    """Calls every listener on the event loop, in the order of the commits."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def publish(self, notes: Iterable[object]) -> None:
        for note in notes:
            for listener in self._listeners:
                listener(note)
