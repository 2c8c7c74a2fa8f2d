"""The built-in assistant offers a person, hears a yes, and calls the team."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from deskbell.features.assistant.builtin.team import of_people
from deskbell.features.assistant.model import Team
from deskbell.features.conversations.model import State
from tests.edges.live.harness import RunningClock
from tests.world import World, world


async def says(made: World, text: str, cid: str) -> str:
    place = made.acme
    posted = await made.system.conversations.visitor.says(place.scope, place.visitor("vera"), cid=cid, text=text)
    async with asyncio.timeout(10):
        while made.system.reactions.busy:  # noqa: ASYNC110 - nothing tells when the last answer has ended
            await asyncio.sleep(0.02)
    return posted.conversation_id


@pytest.mark.parametrize(("answer", "state"), [("Yes, please!", State.WAITING), ("Thank you", State.ASSISTANT)])
async def test_a_yes_to_its_offer_calls_the_team(tmp_path: Path, answer: str, state: State) -> None:
    async with world(tmp_path, template_folder=tmp_path, clock=RunningClock()) as made:
        await made.present(made.acme, "oscar")
        conversation = await says(made, "What is the airspeed of an unladen swallow?", "c1")
        events = await made.system.reading.events_after(made.acme.scope, conversation, 0)
        assert events is not None
        assert of_people("en", Team.HERE) in events[-1].body["text"]
        await says(made, answer, "c2")
        assert (await made.system.reading.one(made.acme.scope, conversation)).state is state


@pytest.mark.parametrize(("calls", "state"), [("asked", State.ASSISTANT), ("early", State.WAITING)])
async def test_early_means_that_the_team_is_called_where_it_would_offer_that(
    tmp_path: Path, calls: str, state: State
) -> None:
    async with world(tmp_path, template_folder=tmp_path, clock=RunningClock()) as made:
        await made.present(made.acme, "oscar")
        await made.system.workspaces.save_assistant(
            made.acme.scope, name=None, prompt=None, version=1, options={"calls": calls}
        )
        conversation = await says(made, "What is the airspeed of an unladen swallow?", "c1")
        assert (await made.system.reading.one(made.acme.scope, conversation)).state is state
