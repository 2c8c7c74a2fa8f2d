"""Whatever goes wrong with the model, the visitor soon looks at a final state, in plain words, and can reach a person.

A real client talks with a server that misbehaves on a socket. Waits are a hundredth of those in real life: 0.2 s stand
for the 20 s until the first words, 0.1 s for 10 s of silence, 0.27 s for the 27 s in which everything must be over.
"""

from __future__ import annotations

import pytest

from deskbell.adapters.model_relay import Patience
from deskbell.features.assistant import rules
from deskbell.features.conversations.model import State
from tests.fakes.messages_api import FakeMessagesApi
from tests.fakes.messages_script import (
    Answer,
    Drop,
    ErrorAnswer,
    Hang,
    Script,
    Text,
    ToolUse,
    overloaded,
    rate_limited,
    say,
    server_error,
    spend_cap,
)
from tests.services.assistant.conftest import MakeStage
from tests.wire.providers import provider_for

HALF = (Text("Parcels travel by bicycle here and everywhere."),)
INSTEAD = "Built-in answer."
# The script, and how what the visitor reads at the end begins.
FAULTS: dict[str, tuple[Script, str]] = {
    "429 with retry-after": (rate_limited("0.01"), INSTEAD),
    "429 with a long retry-after": (rate_limited("60"), INSTEAD),
    "spend cap": (spend_cap(), INSTEAD),
    "429 without retry-after": (spend_cap(code=None), INSTEAD),
    "400": (ErrorAnswer(400, "invalid_request_error", "messages: wrong"), INSTEAD),
    "401": (ErrorAnswer(401, "authentication_error", "invalid x-api-key"), INSTEAD),
    "413": (ErrorAnswer(413, "request_too_large", "Request exceeds the maximum"), INSTEAD),
    "500": (server_error(), INSTEAD),
    "529": (overloaded(10), INSTEAD),
    "dropped connection": (Drop(), INSTEAD),
    "slow first token": (Hang(), INSTEAD),
    "stall": (Answer(HALF, after=5, then="stall"), "Parcels"),
    "cut within a character": (Answer((Text("Grüße aus Köln, wir sind da."),), after=5, then="cut_character"), "Grüße"),
    "error event": (Answer(HALF, after=5, then="error"), "Parcels"),
    "bad tool JSON": (Answer((ToolUse("request_person", raw='{"reason": tru'),), stop_reason="tool_use"), ""),
    "refusal": (say("Sure", stop_reason="refusal"), "I can't help with that here."),
    "max_tokens": (say("Parcels travel by bicycle and", stop_reason="max_tokens"), "Parcels"),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_the_visitor_sees_a_final_state_and_can_reach_a_person(stage: MakeStage, name: str) -> None:
    script, begins = FAULTS[name]
    quick = Patience(first_byte=0.2, idle=0.3, backoff=0.01)
    async with FakeMessagesApi() as api, provider_for("own", api.url, api.key, quick) as provider:
        api.default = lambda _: script
        on = await stage(provider)
        on.start(patience=0.2, silence=0.1, within=0.27)
        await on.desk.present("ada")
        posted = await on.desk.says()
        await on.answered()
        events = await on.desk.events(posted.conversation_id)
        c = await on.desk.one(posted.conversation_id)
        assert c.answer_due_seq is None, "nothing is owed: this is a final state"
        if not begins:
            assert (c.state, c.handoff is not None) == (State.WAITING, True), "the call for a person counts"
            return
        text = str(events[-1].body["text"])
        assert text.startswith(begins)
        assert not any(word in text for word in ("Error", "error", "429", "529", "api", "key"))
        assert "running" not in await on.states()
        await on.desk.present("ada")
        await on.desk.requests()
        assert (await on.desk.one(c.id)).state is State.WAITING


async def test_a_refused_connection_is_answered_without_the_model(stage: MakeStage) -> None:
    async with FakeMessagesApi() as api:
        url, key = api.url, api.key
    async with provider_for("own", url, key, Patience(backoff=0.01)) as provider:
        on = await stage(provider)
        posted = await on.desk.says()
        await on.answered()
    assert (await on.desk.events(posted.conversation_id))[-1].body["text"] == INSTEAD


def test_the_real_waits_end_within_thirty_seconds() -> None:
    """The burst, all waiting for a model, and the built-in assistant's 18 ms a word after it."""
    words_at_most = 100
    assert rules.BURST / 1000 + rules.ANSWER_WITHIN + words_at_most * 0.018 <= 30
    assert rules.FIRST_TEXT_WITHIN <= rules.ANSWER_WITHIN
