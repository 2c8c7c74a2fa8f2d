"""A message that was removed is in no byte of the record; its place is, and everybody learns of it."""

from __future__ import annotations

import json

import pytest

from deskbell.features.assistant.model import Begun
from deskbell.features.conversations.model import Wake
from deskbell.kit.errors import Refused
from tests.pictures import png
from tests.services.desk import Desk
from tests.services.privacy.planting import Planted, of, privacy, removes


async def copied(desk: Desk, c: str, seq: int, text: str) -> None:
    """What features that do not run here keep of a message, as they keep it."""
    (event,) = await of(
        desk, "SELECT id FROM event WHERE workspace_id = :ws AND conversation_id = :c AND seq = :seq", c=c, seq=seq
    )
    mailed, pushed = json.dumps({"text": text, "html": f"<p>{text}</p>"}), json.dumps({"t": "Vera", "b": text})
    for sql, more in (
        ("INSERT INTO gap VALUES (:ws, 'gap_p', :q, :w, 'open', NULL, 1, 1, NULL)", {"q": text, "w": f'["{text}"]'}),
        ("INSERT INTO gap_item VALUES (:ws, :c, :seq, 'gap_p', :q, '[]', :q, 1)", {"seq": seq, "q": text}),
        (
            """INSERT INTO mail (workspace_id, id, kind, dedupe_key, conversation_id, recipient, subject, content,
                 state, due_at, created_at, upto)
               VALUES (:ws, 'mail_p', 'answer', 'k_p', :c, 'v@example.com', 's', :d, 'queued', :now, :now, 7)""",
            {"d": mailed, "now": desk.clock.now()},
        ),
        (
            """INSERT INTO mail (workspace_id, id, kind, dedupe_key, recipient, subject, content, state, due_at,
                 created_at, sent_at)
               VALUES (:ws, 'mail_d', 'digest', 'k_d', 'o@acme.example', 's', :d, 'sent', 1, 1, 1)""",
            {"d": mailed},
        ),
        (
            """INSERT INTO unsent (workspace_id, operator_id, conversation_id, mode, text, at)
               SELECT workspace_id, id, :c, 'text', :q, 1 FROM operator WHERE workspace_id = :ws LIMIT 1""",
            {"q": f"As you wrote: {text}"},
        ),
        (
            """INSERT INTO api_key SELECT workspace_id, 'key_p', 'n', 'h', 'hash_k', '[]', id, 1, NULL, NULL
               FROM operator WHERE workspace_id = :ws LIMIT 1""",
            {},
        ),
        (
            """INSERT INTO turn (workspace_id, id, conversation_id, epoch, trigger_seq, state, model, prompt_version,
                 text, started_at, lease_until) VALUES (:ws, 'turn_p', :c, 1, :seq, 'superseded', 'm', 1, :q, 1, 1)""",
            {"seq": seq, "q": f"You wrote: {text}"},
        ),
        (
            "INSERT INTO api_request VALUES (:ws, 'key_p', 'once', 'd', :d, 1)",
            {"d": json.dumps({"body": {"id": event["id"], "text": text}})},
        ),
        (
            """INSERT INTO device (workspace_id, id, operator_id, name, platform, endpoint, p256dh, auth, created_at)
               SELECT workspace_id, 'dev_p', id, 'n', 'p', 'https://push.example/p', 'k', 'a', 1 FROM operator
               WHERE workspace_id = :ws LIMIT 1""",
            {},
        ),
        (
            """INSERT INTO push (workspace_id, id, key, device_id, operator_id, conversation_id, kind, payload, receipt,
                 state, expires_at, created_at)
               SELECT workspace_id, 'psh_p', 'k', id, operator_id, :c, 'ring', :d, 'r', 'shown', 1, :now FROM device
               WHERE workspace_id = :ws AND id = 'dev_p'""",
            {"d": pushed, "now": desk.clock.now()},
        ),
    ):
        await of(desk, sql, **{name: value for name, value in {"c": c, **more}.items() if f":{name}" in sql})


@pytest.mark.sqlite_only
async def test_no_byte_of_what_was_removed_is_left_and_its_place_is_kept(desk: Desk) -> None:
    planted = Planted()
    first = await desk.says("I stay")
    c = first.conversation_id
    file = await desk.sends(png())
    text = f"My card is {planted.word()}"
    said = await desk.says(text, files=[file.id])
    await copied(desk, c, said.seq, text)
    path = desk.folder / desk.acme.scope.workspace_id / file.id
    assert path.is_file()
    assert planted.found_in_files(desk.path) == planted.words

    await removes(desk, "ada", c, said.seq)
    await removes(desk, "ada", c, said.seq)  # a second time changes nothing
    assert any(job.kind == "sweep" for job in await desk.jobs_due())
    await privacy(desk).wipe()

    assert planted.found_in_files(desk.path) == []
    assert not path.exists()
    with pytest.raises(Refused, match="no such file"):
        await desk.files.for_operator(desk.acme.scope, file.id)
    events = await desk.events(c)
    assert [event.type for event in events] == ["message", "message", "removed"]
    assert events[1].body["removed"]["by"]["name"] == "Ada"
    assert (events[1].body["text"], events[1].body["files"]) == ("", [])
    assert events[2].body["of"] == said.seq
    assert await of(desk, "SELECT 1 FROM gap WHERE workspace_id = :ws") == []
    (mail,) = await of(desk, "SELECT state, upto FROM mail WHERE workspace_id = :ws")
    assert mail == {"state": "suppressed", "upto": 7}  # what was told stays known
    audit = await of(desk, "SELECT subject FROM audit WHERE workspace_id = :ws AND action = 'message.removed'")
    assert audit == [{"subject": c}]


async def test_the_followers_are_told_and_the_list_says_it(desk: Desk) -> None:
    said = await desk.says("Never mind")
    desk.notes.clear()
    await removes(desk, "ada", said.conversation_id, said.seq)
    (wake,) = [note for note in desk.notes if isinstance(note, Wake)]
    assert [event.type for event in wake.events] == ["removed"]
    page = await desk.reading.page(desk.acme.scope, view="all", reader="", before=None, limit=9)
    assert page["conversations"][0]["last"]["text"] == "Message removed"


async def test_the_assistant_answers_what_is_left_and_nothing_where_nothing_is(desk: Desk) -> None:
    one = await desk.says("Do you deliver?")
    two = await desk.says("My card is 4000")
    c = one.conversation_id
    await removes(desk, "ada", c, two.seq)
    assert (await desk.one(c)).answer_due_seq == one.seq
    begun = await desk.turns.begin(desk.acme.scope, c, model="m")
    assert isinstance(begun, Begun)
    assert begun.question == "Do you deliver?"
    await removes(desk, "ada", c, one.seq)
    after = await desk.one(c)
    assert after.answer_due_seq is None
    assert None not in (after.unanswered_since, after.deadline_at)  # somebody still looks at it


async def test_an_answered_question_is_not_asked_again_when_its_answer_goes(desk: Desk) -> None:
    c = (await desk.says("Do you deliver?")).conversation_id
    await desk.answers(c, "We do.")
    await removes(desk, "ada", c, (await desk.one(c)).last_seq)
    await desk.says("And on Sundays?")
    begun = await desk.turns.begin(desk.acme.scope, c, model="m")
    assert isinstance(begun, Begun)
    assert begun.question == "And on Sundays?"


async def test_what_a_person_has_answered_is_not_the_assistants_again(desk: Desk) -> None:
    c = (await desk.says("Where is my parcel?")).conversation_id
    await desk.takes("oscar", c)
    await desk.replies("oscar", c, "At your neighbour's.")
    now = await desk.one(c)
    await desk.conversations.operator.give_back(desk.acme.scope, desk.acme.who("oscar"), c, epoch=now.epoch)
    said = await desk.says("My card is 4000")
    assert (await desk.one(c)).answer_due_seq == said.seq
    await removes(desk, "ada", c, said.seq)
    assert (await desk.one(c)).answer_due_seq is None


async def test_operators_remove_what_they_wrote_owners_and_admins_anything(desk: Desk) -> None:
    said = await desk.says("Hello")
    c = said.conversation_id
    await desk.takes("oscar", c)
    mine = await desk.replies("oscar", c, "Mine")
    hers = await desk.replies("olga", c, "Hers", kind="note")
    for seq in (said.seq, hers.seq):
        with pytest.raises(Refused) as refused:
            await removes(desk, "oscar", c, seq)
        assert refused.value.code == "forbidden"
    await removes(desk, "oscar", c, mine.seq)
    await removes(desk, "olga", c, hers.seq)
    await removes(desk, "ada", c, said.seq)
    removed = [event for event in await desk.events(c) if event.type == "removed"]
    assert [event.internal for event in removed] == [False, True, False]  # of a note, visitors learn nothing


async def test_what_is_no_message_and_what_is_a_neighbours_is_not_found(desk: Desk) -> None:
    said = await desk.says("Hello")
    c = said.conversation_id
    await desk.takes("oscar", c)
    for scope, seq in ((desk.acme.scope, said.seq + 1), (desk.acme.scope, 99), (desk.globex.scope, said.seq)):
        with pytest.raises(Refused) as refused:
            await privacy(desk).remove_message(scope, desk.acme.who("ada"), c, seq, of_others=True)
        assert refused.value.code == "not_found"


@pytest.mark.both_databases
async def test_a_message_that_is_sent_again_after_it_was_removed_stays_removed(desk: Desk) -> None:
    said = await desk.says("My card is 4000", cid="cid-again")
    await removes(desk, "ada", said.conversation_id, said.seq)
    assert (await desk.says("My card is 4000", cid="cid-again")).seq == said.seq
    assert "4000" not in str(await desk.events(said.conversation_id))
