"""Plays a recorded conversation of clients with the server. `python -m tests.wire.golden_frames NAME` records one anew.

A story (golden/*.json) is a list of steps: who opens, sends, gets, leaves. What somebody gets within one step is kept
in lanes, because only the order within a lane is promised: answers to one's own frames; the log with its streamed text;
then each other type by itself, of the feed the newest frame only. Ids and times are written as labels.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.edges.live.harness import START, Frame, Model, Served, Socket, served

GOLDEN = Path(__file__).parent / "golden"
LANES: dict[str, str] = {"ack": "answers", "nack": "answers"} | dict.fromkeys(
    ("welcome", "snap", "ev", "delta", "thinking"), "log"
)
ORDER = ("answers", "log", "presence", "read", "typing", "feed")
AN_ID = re.compile(r"\b([a-z]+)_[0-9a-z]{26}\b")
QUIET = 1.2  # longer than the pause that joins messages


class Labels:
    """Ids as `conv#1`, in the order of their appearance; times as `time`."""

    def __init__(self) -> None:
        self._label: dict[str, str] = {}

    def hide(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {self.hide(k): self.hide(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self.hide(v) for v in value]
        if isinstance(value, str):
            return AN_ID.sub(self._hidden, value)
        return "time" if isinstance(value, int) and abs(value - START) < 10**9 else value

    def show(self, value: Any) -> Any:
        text = json.dumps(value)
        for real, label in self._label.items():
            text = text.replace(f'"{label}"', f'"{real}"')
        return json.loads(text)

    def _hidden(self, match: re.Match[str]) -> str:
        real, kind = match[0], match[1]
        if real not in self._label:
            number = 1 + sum(label.startswith(f"{kind}#") for label in self._label.values())
            self._label[real] = f"{kind}#{number}"
        return self._label[real]


def laned(frames: list[Frame]) -> list[Frame]:
    """The frames by lanes, of the feed the newest only."""
    lanes: dict[str, list[Frame]] = {lane: [] for lane in ORDER}
    for frame in frames:
        kind = str(frame["t"])
        lanes[LANES.get(kind, kind)].append(frame)
    lanes["feed"] = lanes["feed"][-1:]
    return [frame for lane in ORDER for frame in lanes[lane]]


class Stage:
    def __init__(self, desk: Served, story: dict[str, Any], *, record: bool) -> None:
        self.desk = desk
        self.steps = story["steps"]
        self.record = record
        self.labels = Labels()
        self.sockets: dict[str, Socket] = {}

    async def play(self) -> None:
        for number, step in enumerate(self.steps):
            name = step.get("who", "")
            if "opens" in step:
                operator = name in self.desk.world.acme.operators
                self.sockets[name] = await self.desk.dial("/desk/v1/ws" if operator else "/v1/ws")
                hello = {"ticket": await self.desk.ticket(name), "client": "golden/1", "proto": 1, **step["opens"]}
                await self.sockets[name].say("hello", self.labels.show(hello))
            elif "sends" in step:
                await self.sockets[name].ws.send(json.dumps(self.labels.show(step["sends"]), ensure_ascii=False))
            elif "sends_text" in step:
                await self.sockets[name].ws.send(step["sends_text"])
            elif "leaves" in step:
                await self.sockets.pop(name).close()
            elif "model" in step:
                self.desk.model.step(step["model"])
            elif self.record:
                step["gets"] = self.labels.hide(laned(await self.sockets[name].rest(QUIET)))
            else:
                await self._expect(number, self.sockets[name], step["gets"])

    async def _expect(self, number: int, socket: Socket, wanted: list[Frame]) -> None:
        feeds = [frame for frame in wanted if frame["t"] == "feed"]
        others = len(wanted) - len(feeds)
        got: list[Frame] = []
        try:
            while sum(f["t"] != "feed" for f in got) < others or (feeds and not _has_feed(got, feeds[0]["s"])):
                got.append(await socket.next())
        except TimeoutError:
            pass
        if not feeds:
            got = [frame for frame in got if frame["t"] != "feed"]
        assert (number, self.labels.hide(laned(got))) == (number, wanted)


def _has_feed(got: list[Frame], seq: int) -> bool:
    return any(frame["t"] == "feed" and frame["s"] == seq for frame in got)


def stories() -> list[Path]:
    return sorted(GOLDEN.glob("*.json"))


async def play(story: dict[str, Any], folder: Path, *, record: bool = False) -> None:
    """Raises AssertionError where the server says something else; with `record`, writes it into the story."""
    assert story["proto"] == 1
    async with (
        served(folder, model=Model(*story["assistant"], stepwise=True)) as desk,
        asyncio.timeout(40),
    ):
        await Stage(desk, story, record=record).play()


def written(story: dict[str, Any]) -> str:
    """One frame a line, so that a difference can be read."""
    lines = [f'"{name}": {_json(value)},' for name, value in story.items() if name != "steps"]
    steps = []
    for step in story["steps"]:
        if step.get("gets"):
            frames = ",\n    ".join(map(_json, step["gets"]))
            steps.append(f'  {{"who": {_json(step["who"])}, "gets": [\n    {frames}]}}')
        else:
            steps.append(f"  {_json(step)}")
    return "{" + "\n".join([*lines, '"steps": [']) + "\n" + ",\n".join(steps) + "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def main(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path in (path for path in stories() if not names or path.stem in names):
            story, inner = json.loads(path.read_text(encoding="utf-8")), Path(folder) / path.stem
            inner.mkdir()
            asyncio.run(play(story, inner, record=True))
            path.write_text(written(story), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
