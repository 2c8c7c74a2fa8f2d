"""The wire between the widget and its server, in the hands of whoever wants to see a moment that passes quickly."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import WebSocketRoute


@dataclass  # without slots: Playwright writes on whoever listens to it
class Wire:
    """Passes everything, unless told otherwise. `last`: where the conversation stands, as the page was told it."""

    refuses: bool = False
    """What the visitor says is refused for good."""
    ends: dict[str, Any] = field(default_factory=dict)
    """What the next answer is said to be besides."""
    older: int = 0
    """How much longer ago, in milliseconds, the first five things of a conversation were."""
    last: dict[str, Any] = field(default_factory=dict)
    _pipe: WebSocketRoute | None = None
    _room: float = float("inf")
    _kept: list[str] = field(default_factory=list)

    def begins(self, pipe: WebSocketRoute) -> None:
        self._pipe, server = pipe, pipe.connect_to_server()
        server.on_message(self._heard)

        def said(text: str | bytes) -> None:
            frame = json.loads(text)
            if self.refuses and frame["t"] == "msg":
                refused = {"code": "rate", "message": "", "retry": False}
                return pipe.send(json.dumps({"t": "nack", "id": frame["id"], "d": refused}))
            return server.send(text)

        pipe.on_message(said)

    def holds(self, after: int) -> None:
        """After so many more pieces of an answer nothing comes any more."""
        self._room, kept, self._kept = after, self._kept, []
        for text in kept:
            self._heard(text)

    def flows(self) -> None:
        self.holds(after=1_000_000)

    def tells(self, **event: Any) -> None:
        """What the server has never said. A reload forgets it."""
        assert self._pipe
        self.last["s"] += 1
        common = {"id": f"e{self.last['s']}", "at": self.last["at"], "author": {"kind": "system"}}
        place = {name: self.last[name] for name in ("c", "s", "e")}
        self._pipe.send(json.dumps({"t": "ev", **place, "d": {**common, **event}}))

    def _heard(self, given: str | bytes) -> None:
        assert self._pipe
        frame = json.loads(given)
        self._room -= frame["t"] == "delta"
        if self._room < 0:
            return self._kept.append(str(given))
        if frame["t"] in ("ev", "snap"):
            d = frame["d"]
            if self.ends and d.get("author", {}).get("kind") == "assistant":
                d |= self.ends
                self.ends = {}
            for event in d.get("events", [])[:5]:
                event["at"] -= self.older
            at = d["events"][-1]["at"] if frame["t"] == "snap" else d["at"]
            self.last = {name: frame[name] for name in ("c", "s", "e")} | {"at": at}
        return self._pipe.send(json.dumps(frame))
