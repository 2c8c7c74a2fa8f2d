"""A snapshot plus the events after it equals a later snapshot, for everything that can appear in a log.

The cases are kept as files, so that the reducers of the widget and the inbox run over the same ones
(`SYNC_WRITE=1 make test T=tests/sync` writes them anew).
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from deskbell.edges.live import wire
from deskbell.features.conversations.rules import TRANSITIONS
from tests.services.desk import Desk, desk_in
from tests.sync.fold import FOLD, Frame, fold
from tests.sync.stories_of_people import STORIES

HERE = Path(__file__).parent
ID = re.compile(r"\b(conv|msg|evt|op|site|vis|con|hand|turn|contact|visitor|operator)_[0-9a-z]{20,}")
AUDIENCES = ("operator", "visitor")


@pytest.fixture
async def desk(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path, seed_folder=tmp_path_factory.getbasetemp()) as made:
        yield made


def steady(case: dict[str, Any]) -> dict[str, Any]:
    """The same ids in every run, in the order of their first appearance."""
    names: dict[str, str] = {}
    text = ID.sub(lambda m: names.setdefault(m[0], f"{m[1]}_{len(names) + 1}"), json.dumps(case))
    found: dict[str, Any] = json.loads(text)
    return found


async def snapshot(desk: Desk, conversation_id: str, audience: str) -> Frame:
    known = await desk.reading.snapshot(desk.acme.scope, conversation_id)
    return wire.snapshot(known, for_visitor=audience == "visitor", turn=None)


async def told(desk: Desk, name: str) -> dict[str, dict[str, Any]]:
    """The case of a story as each audience gets it."""
    tell = STORIES[name](desk)
    conversation_id = await anext(tell)
    before = {audience: await snapshot(desk, conversation_id, audience) for audience in AUDIENCES}
    async for _ in tell:
        raise AssertionError("a story yields once")
    cases = {}
    for audience in AUDIENCES:
        since = before[audience]["s"]
        events = await desk.reading.events_after(desk.acme.scope, conversation_id, since) or []
        frames = [wire.event(event, for_visitor=audience == "visitor") for event in events]
        after = await snapshot(desk, conversation_id, audience)
        cases[audience] = steady({"before": before[audience], "events": frames, "after": after})
    return cases


def files() -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.json"))}


@pytest.mark.parametrize("name", STORIES)
async def test_a_snapshot_and_its_events_make_the_later_snapshot(desk: Desk, name: str) -> None:
    for audience, case in (await told(desk, name)).items():
        assert case["events"], "a story tells something"
        assert fold(case["before"], case["events"]) == case["after"]
        path = HERE / f"{name}.{audience}.json"
        if os.environ.get("SYNC_WRITE"):
            path.write_text(json.dumps(case, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        assert json.loads(path.read_text(encoding="utf-8")) == case, f"{path.name} is not what the server sends now"


def test_every_file_has_its_story() -> None:
    assert set(files()) == {f"{name}.{audience}" for name in STORIES for audience in AUDIENCES}


@pytest.mark.sqlite_only
async def test_every_type_of_event_has_a_story(desk: Desk) -> None:
    (row,) = await desk.rows("SELECT sql FROM sqlite_schema WHERE name = 'event'")
    listed = re.search(r"type IN \(([^)]+)\)", row["sql"])
    assert listed is not None
    in_the_schema = set(re.findall(r"'(\w+)'", listed[1])) | {"hidden"}
    in_stories = {frame["d"]["type"] for case in files().values() for frame in case["events"]}
    assert in_the_schema == in_stories == set(FOLD)


def test_every_line_and_every_author_has_a_story() -> None:
    events = [frame["d"] for case in files().values() for frame in case["events"]]
    codes = {event["code"] for event in events if event["type"] == "state"}
    assert codes == {row.code for row in TRANSITIONS.values()} | {"closed_hours", "noted"}
    said = {(event["author"]["kind"], event["kind"]) for event in events if event["type"] == "message"}
    assert said == {("contact", "text"), ("assistant", "text"), ("operator", "text"), ("operator", "note")}


def test_what_the_team_keeps_to_itself_is_in_no_visitors_file() -> None:
    for name, case in files().items():
        text = json.dumps(case)
        assert ("I know them" in text) == (name == "taking-and-talking.operator")


@pytest.mark.parametrize("missing", [0, 1])
def test_a_gap_is_noticed(missing: int) -> None:
    case = files()["taking-and-talking.operator"]
    with pytest.raises(LookupError):
        fold(case["before"], [frame for n, frame in enumerate(case["events"]) if n != missing])
