"""Of a person who was erased nothing is left: not in a row, not in an index, not in the file or its log."""

from __future__ import annotations

import json

import pytest
from structlog.testing import capture_logs

from deskbell.features.privacy import rules
from deskbell.features.privacy.model import VisitorErased
from deskbell.features.privacy.service import Privacy
from deskbell.kit.errors import Refused
from tests.services.desk import Desk
from tests.services.moving.test_moving import files, moving, packed
from tests.services.privacy.planting import of, plant, tables_naming


def privacy(desk: Desk) -> Privacy:
    return Privacy(desk.db, desk.clock, desk.ids, desk.files, desk.conversations)


async def whole(desk: Desk) -> bytes:
    """All that is in the workspace's file."""
    return b"".join(files(await packed(moving(desk), desk.acme.scope)).values())


@pytest.mark.sqlite_only
async def test_no_planted_word_is_left_in_the_file_the_log_or_an_export(desk: Desk) -> None:
    other = await desk.says("I stay, and my words do too", who="victor")
    planted, contact = await plant(desk)
    ids = [contact, desk.acme.visitor("vera").id]
    ids += [row["id"] for row in await of(desk, "SELECT id FROM conversation WHERE workspace_id = :ws")]
    ids.remove(other.conversation_id)
    assert len(planted.words) >= 50
    assert len(planted.found_in_files(desk.path)) == len(planted.words)  # so the search can find them
    handed = json.dumps(await privacy(desk).person(desk.acme.scope, contact)).encode()
    assert len(planted.found_in(handed)) >= 45  # all but what only the machinery keeps
    told = await privacy(desk).would_go(desk.acme.scope, contact)

    assert len(planted.found_in(await whole(desk))) >= 45, "so the workspace's own file can be searched"
    with capture_logs() as told_outside:
        erased = await privacy(desk).erase(desk.acme.scope, contact)
        assert planted.found_in_files(desk.path) != []  # deleted rows are not enough
        await privacy(desk).wipe()

    assert erased.went == told
    assert (erased.went["conversations"], erased.went["mails"]) == (1, 1)
    assert planted.found_in_files(desk.path) == []
    assert planted.found_in(await whole(desk)) == []
    assert planted.found_in(json.dumps(told_outside, default=str).encode()) == []
    assert await tables_naming(desk, ids) == []
    assert VisitorErased(desk.acme.scope.workspace_id, ids[1]) in desk.notes
    with pytest.raises(Refused, match="no such contact"):
        await privacy(desk).person(desk.acme.scope, contact)
    assert await of(desk, "SELECT cost, visitor_id FROM spending WHERE workspace_id = :ws AND day = 1") == [
        {"cost": 500, "visitor_id": ""}
    ]
    assert (await desk.one(other.conversation_id)).seq == other.seq
    hits = await of(
        desk,
        """SELECT r.conversation_id AS id FROM message_words w JOIN message_row r ON r.row = w.rowid
           WHERE r.workspace_id = :ws AND message_words MATCH 'text : words'""",
    )
    assert [row["id"] for row in hits] == [other.conversation_id]


async def test_a_question_that_others_ask_too_stays_in_their_words(desk: Desk) -> None:
    planted, contact = await plant(desk)
    other = await desk.says("Do you deliver on islands?", who="victor")
    await of(
        desk,
        "INSERT INTO gap_item VALUES (:ws, :c, 1, 'gap_p', 'Do you deliver on islands?', '[]', '', 2)",
        c=other.conversation_id,
    )
    await privacy(desk).erase(desk.acme.scope, contact)
    await privacy(desk).wipe()
    (gap,) = await of(desk, "SELECT question, words FROM gap WHERE workspace_id = :ws")
    assert gap["question"] == "Do you deliver on islands?"
    assert planted.found_in_files(desk.path) == []


async def test_who_only_claims_an_address_does_not_undo_its_owners_wish_for_peace(desk: Desk) -> None:
    posted = await desk.says("I am a@home.example")
    contact = desk.acme.visitor("vera").contact_id
    await of(desk, "INSERT INTO mail_address VALUES (:ws, 'a@home.example', NULL, 7)")
    await privacy(desk).erase(desk.acme.scope, contact, themselves=True)
    assert await of(desk, "SELECT stopped_at FROM mail_address WHERE workspace_id = :ws") == [{"stopped_at": 7}]
    assert (
        await of(
            desk, "SELECT 1 FROM event WHERE workspace_id = :ws AND conversation_id = :c", c=posted.conversation_id
        )
        == []
    )


async def test_a_neighbour_can_neither_see_nor_erase(desk: Desk) -> None:
    _, contact = await plant(desk)
    for act in (privacy(desk).erase, privacy(desk).person, privacy(desk).would_go):
        with pytest.raises(Refused, match="no such contact"):
            await act(desk.globex.scope, contact)
    assert await of(desk, "SELECT 1 FROM contact WHERE workspace_id = :ws AND id = :id", id=contact)


@pytest.mark.sqlite_only
async def test_every_table_is_on_a_list_that_says_what_an_erasure_does_with_it(desk: Desk) -> None:
    tables = await of(desk, "SELECT name FROM sqlite_master WHERE type = 'table' AND :ws <> ''")
    shadows = ("_data", "_idx", "_docsize", "_config", "_content")
    names = {row["name"] for row in tables if not row["name"].endswith(shadows)}
    listed = [*(table for table, _ in rules.ERASED), *rules.ALSO_ERASED, *rules.KEPT]
    assert sorted(listed) == sorted(names)  # a new table: decide, then add it in features/privacy/rules.py


@pytest.mark.both_databases
async def test_what_was_still_on_its_way_from_who_erased_themselves_is_refused_and_leaves_nothing(desk: Desk) -> None:
    await desk.says("Do you deliver?")
    vera = desk.acme.visitor("vera")
    await privacy(desk).erase(desk.acme.scope, vera.contact_id, themselves=True)
    for late in (desk.says("One more thing"), desk.requests(), desk.sends(b"a note", "note.txt")):
        with pytest.raises(Refused) as refused:
            await late
        assert refused.value.code == "unauthorised"
    for table in ("conversation", "file"):
        assert await desk.rows(f"SELECT id FROM {table} WHERE visitor_id = :id", id=vera.id) == []
