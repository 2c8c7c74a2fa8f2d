"""Hints between the parts of a process, and between processes: "look now". Losing one loses no work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Listener = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that the others told may not have arrived: whoever remembers what they said looks anew."""


class Bus:
    """Calls every listener on the event loop, in the order of the commits."""

    def __init__(self) -> None:
        self.pass_on: Listener | None = None
        self._listeners: list[Listener] = []
        self._overhearing: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Hear what happens in this process."""
        self._listeners.append(listener)

    def overhear(self, listener: Listener) -> None:
        """Hear what happens in the others."""
        self._overhearing.append(listener)

    def publish(self, notes: Iterable[object]) -> None:
        for note in notes:
            for listener in self._listeners:
                listener(note)
            self.tell(note)

    def tell(self, note: object) -> None:
        """To the other processes, where there are some."""
        if self.pass_on is not None:
            self.pass_on(note)

    def overheard(self, note: object) -> None:
        for listener in self._overhearing:
            listener(note)
