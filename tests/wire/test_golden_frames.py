"""The server still says what it said: recorded conversations, replayed frame by frame."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.wire.golden_frames import play, stories, written

STORIES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in stories()}
PAGE = Path(__file__).parents[2] / "docs/develop/live-protocol.md"


@pytest.mark.parametrize("name", STORIES)
async def test_the_recorded_frames_still_hold(name: str, tmp_path: Path) -> None:
    await play(STORIES[name], tmp_path)


def test_the_stories_are_those_that_clients_live_by() -> None:
    assert list(STORIES) == ["first-message", "handoff", "refusals", "resume"]


def test_every_type_of_frame_in_the_stories_stands_on_the_protocol_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    client = page.split("## 3. ")[1].split("## 4. ")[0]
    server = page.split("## 4. ")[1].split("## 5. ")[0]
    told = {"gets": set(re.findall(r"^\| `(\w+)` \|", server, re.MULTILINE)), "sends": set()}
    for row in re.findall(r"^\| (`.*?) \|", client, re.MULTILINE):
        told["sends"] |= set(re.findall(r"`(\w+)`", row))
    for name, story in STORIES.items():
        for step in story["steps"]:
            frames = {"gets": step.get("gets", []), "sends": [step["sends"]] if "sends" in step else []}
            for side, some in frames.items():
                for frame in some:
                    assert frame["t"] in told[side] | {"fly"}, (name, frame)


def test_no_story_holds_a_real_id_or_time() -> None:
    for path in stories():
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"_[0-9a-z]{26}\b|\b1[5-9]\d{11}\b", text) == []
        assert text == written(STORIES[path.stem])
