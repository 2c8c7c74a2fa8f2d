"""The database itself refuses what a bug might want to write: each constraint, unique index and trigger, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.runtime.db.api import ConstraintViolated, Row, Tx
from deskbell.runtime.scope import ANY_WORKSPACE
from tests import databases
from tests.services.storage.conftest import Storage

CONVERSATION: dict[str, Any] = {
    "workspace_id": "ws_acme", "id": "conv", "site_id": "site", "visitor_id": "vis", "contact_id": "con",
    "state": "assistant", "epoch": 1, "seq": 0, "feed_seq": 1, "deadline_at": None, "deadline_kind": None,
    "created_at": 0, "updated_at": 0,
}  # fmt: skip
EVENT: dict[str, Any] = {
    "workspace_id": "ws_acme", "conversation_id": "conv", "seq": 1, "epoch": 1, "id": "evt1", "type": "message",
    "author_kind": "contact", "author_id": "vis", "cid": "c1", "body": "{}", "at": 0,
}  # fmt: skip
HANDOFF: dict[str, Any] = {
    "workspace_id": "ws_acme", "id": "hand", "conversation_id": "conv", "reason": "asked", "requested_at": 0,
}  # fmt: skip
TURN: dict[str, Any] = {
    "workspace_id": "ws_acme", "id": "turn", "conversation_id": "conv", "epoch": 1, "trigger_seq": 1,
    "state": "running", "model": "m", "prompt_version": 1, "started_at": 0, "lease_until": 0,
}  # fmt: skip
JOB: dict[str, Any] = {
    "workspace_id": "ws_acme", "id": "job", "kind": "ring", "dedupe_key": "k", "payload": "{}", "due_at": 0,
    "created_at": 0,
}  # fmt: skip
OWED = {"unanswered_since": 1, "deadline_at": 9, "deadline_kind": "answer"}
WAITING = {"state": "waiting", "waiting_since": 1, "deadline_at": 9, "deadline_kind": "pickup"}


async def insert(tx: Tx, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(row)
    await tx.run(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(':' + name for name in row)})", **row)


async def people(tx: Tx) -> None:
    for workspace in ("ws_acme", "ws_globex"):
        short = workspace[3:]
        await insert(tx, "login", {"id": short, "email": short, "password_hash": "x", "created_at": 0})
        here: dict[str, Any] = {"workspace_id": workspace, "created_at": 0}
        await insert(tx, "operator", {**here, "id": f"op_{short}", "login_id": short, "name": "O", "role": "owner"})
        site = "site" if short == "acme" else "their_site"
        await insert(tx, "site", {**here, "id": site, "key": short, "name": "S"})
        visitor = "vis" if short == "acme" else "their_vis"
        await insert(tx, "visitor", {**here, "id": visitor, "site_id": site, "token_hash": short})
        await insert(tx, "contact", {**here, "id": "con" if short == "acme" else "their_con", "visitor_id": visitor})


@pytest.fixture
async def seeded(storage: Storage) -> Storage:
    async def work(tx: Tx) -> None:
        await people(tx)
        await insert(tx, "conversation", CONVERSATION)
        await insert(tx, "event", EVENT)

    await storage.db.write(ANY_WORKSPACE, work)
    return storage


def named(name: str) -> str:
    """The constraint as the database calls it."""
    if databases.on_postgres():
        name = {"json_valid": "json", "event.id": "event_workspace_id_id", "feed_seq": "conversation_feed"}.get(
            name, name
        )
    return name.lower()


async def put(storage: Storage, table: str, **row: Any) -> None:
    await storage.db.write(ANY_WORKSPACE, lambda tx: insert(tx, table, row))


async def run(storage: Storage, sql: str) -> int:
    async def work(tx: Tx) -> int:
        return await tx.run(sql)

    return int(await storage.db.write(ANY_WORKSPACE, work))


REFUSED_CONVERSATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a state that does not exist": ({"state": "asleep"}, "state"),
    "an epoch below one": ({"epoch": 0}, "epoch"),
    "human without an owner": ({"state": "human"}, "owner_exactly_when_human"),
    "an owner outside human": ({"owner_id": "op_acme"}, "owner_exactly_when_human"),
    "unanswered without a deadline": ({"unanswered_since": 1}, "deadline_while_unanswered"),
    "closed and still waiting": ({"state": "closed", "waiting_since": 1}, "closed_owes_nothing"),
    "closed and still unanswered": ({"state": "closed", **OWED}, "closed_owes_nothing"),
    "waiting without a clock": ({**WAITING, "waiting_since": None}, "waiting_has_a_clock"),
    "a deadline without a kind": ({"deadline_at": 9}, "deadline_has_a_kind"),
    "a kind without a deadline": ({"deadline_kind": "idle"}, "deadline_has_a_kind"),
    "an answer owed while a person talks": (
        {"state": "human", "owner_id": "op_acme", "answer_due_seq": 1},
        "assistant_owes_only_where_it_may_speak",
    ),
    "an answer owed while waiting, unasked": (
        {**WAITING, "answer_due_seq": 1},
        "assistant_owes_only_where_it_may_speak",
    ),
    "an answer owed in a closed one": (
        {"state": "closed", "answer_due_seq": 1, "assist": 1},
        "assistant_owes_only_where_it_may_speak",
    ),
    "assist that is neither on nor off": ({"assist": 2}, "assist"),
    "a seq that is text": ({"seq": "one"}, "seq"),
    "a site of another workspace": ({"site_id": "their_site"}, "FOREIGN KEY"),
    "a visitor of another workspace": ({"visitor_id": "their_vis"}, "FOREIGN KEY"),
    "a contact of another workspace": ({"contact_id": "their_con"}, "FOREIGN KEY"),
    "an owner of another workspace": ({"state": "human", "owner_id": "op_globex"}, "FOREIGN KEY"),
    "a feed place that is taken": ({"feed_seq": 1}, "feed_seq"),
}


@pytest.mark.parametrize("case", REFUSED_CONVERSATIONS)
async def test_a_conversation_is_refused_that_has(seeded: Storage, case: str) -> None:
    change, name = REFUSED_CONVERSATIONS[case]
    with pytest.raises(ConstraintViolated) as refused:
        await put(seeded, "conversation", **{**CONVERSATION, "id": "other", "feed_seq": 2, **change})
    assert named(name) in str(refused.value.__cause__).lower()


@pytest.mark.parametrize(
    "row",
    [
        {"state": "human", "owner_id": "op_acme"},
        WAITING,
        {**WAITING, "assist": 1, "answer_due_seq": 1},
        {"state": "followup", "assist": 1, "answer_due_seq": 1, **OWED},
        {"answer_due_seq": 1, **OWED},
        {"state": "closed", "closed_at": 1},
    ],
)
async def test_a_proper_conversation_of_every_state_is_accepted(seeded: Storage, row: dict[str, Any]) -> None:
    await put(seeded, "conversation", **{**CONVERSATION, "id": "other", "feed_seq": 2, **row})


REFUSED_EVENTS: dict[str, tuple[dict[str, Any], str]] = {
    "a gap": ({"seq": 3}, "seq leaves a gap"),
    "a place that is taken": ({"seq": 1}, ""),
    "a place before the first": ({"seq": 0}, ""),
    "a type that does not exist": ({"type": "gossip"}, "type"),
    "an author that does not exist": ({"author_kind": "ghost"}, "author_kind"),
    "a body that is not JSON": ({"body": "{"}, "json_valid"),
    "a cid that the same author used": ({"cid": "c1"}, "cid"),
    "an id that exists": ({"id": "evt1"}, "event.id"),
    "a conversation of another workspace": ({"workspace_id": "ws_globex", "seq": 1}, "FOREIGN KEY"),
}


@pytest.mark.parametrize("case", REFUSED_EVENTS)
async def test_an_event_is_refused_that_has(seeded: Storage, case: str) -> None:
    change, name = REFUSED_EVENTS[case]
    with pytest.raises(ConstraintViolated) as refused:
        await put(seeded, "event", **{**EVENT, "id": "evt2", "cid": "c2", "seq": 2, **change})
    assert named(name) in str(refused.value.__cause__).lower()


async def test_the_same_cid_of_another_author_is_another_message(seeded: Storage) -> None:
    operator = {"author_kind": "operator", "author_id": "op_acme"}
    await put(seeded, "event", **{**EVENT, "id": "evt2", "seq": 2, **operator})
    await put(seeded, "event", **{**EVENT, "id": "evt3", "seq": 3, "cid": None})
    await put(seeded, "event", **{**EVENT, "id": "evt4", "seq": 4, "cid": None})


ASSISTANT = {**EVENT, "id": "evt2", "seq": 2, "cid": None, "author_id": None, "author_kind": "assistant"}


@pytest.mark.parametrize(
    ("row", "may"),
    [
        ("state = 'assistant'", True),
        ("state = 'waiting', waiting_since = 1, assist = 1", True),
        ("state = 'followup', assist = 1", True),
        ("state = 'waiting', waiting_since = 1", False),
        ("state = 'followup'", False),
        ("state = 'human', owner_id = 'op_acme', assist = 1", False),
        ("state = 'closed', assist = 1", False),
        ("epoch = 2", False),
    ],
)
async def test_the_assistant_writes_only_under_its_epoch_and_where_it_may(seeded: Storage, row: str, may: bool) -> None:
    await run(seeded, f"UPDATE conversation SET {row} WHERE id = 'conv'")
    if may:
        await put(seeded, "event", **ASSISTANT)
        return
    with pytest.raises(ConstraintViolated, match="assistant may not speak"):
        await put(seeded, "event", **ASSISTANT)


@pytest.mark.parametrize(
    "change",
    ["seq = 2", "epoch = 9", "id = 'x'", "type = 'state'", "author_kind = 'system'", "author_id = 'x'", "at = 9"],
)
async def test_the_place_and_author_of_an_event_stay_for_ever(seeded: Storage, change: str) -> None:
    with pytest.raises(ConstraintViolated, match="append-only"):
        await run(seeded, f"UPDATE event SET {change} WHERE id = 'evt1'")


async def test_a_conversation_has_at_most_one_open_handoff(seeded: Storage) -> None:
    await put(seeded, "handoff", **HANDOFF)
    with pytest.raises(ConstraintViolated):
        await put(seeded, "handoff", **{**HANDOFF, "id": "second"})
    await run(seeded, "UPDATE handoff SET ended_at = 1, outcome = 'expired'")
    await put(seeded, "handoff", **{**HANDOFF, "id": "second"})


@pytest.mark.parametrize(
    "change",
    [
        {"ended_at": 1},
        {"outcome": "expired"},
        {"ended_at": 1, "outcome": "lost"},
        {"accepted_by": "op_globex", "accepted_at": 1},
        {"conversation_id": "missing"},
    ],
)
async def test_a_handoff_ends_with_an_outcome_and_belongs_to_its_workspace(
    seeded: Storage, change: dict[str, Any]
) -> None:
    with pytest.raises(ConstraintViolated):
        await put(seeded, "handoff", **{**HANDOFF, **change})


async def test_a_conversation_has_at_most_one_running_turn(seeded: Storage) -> None:
    await put(seeded, "turn", **TURN)
    with pytest.raises(ConstraintViolated):
        await put(seeded, "turn", **{**TURN, "id": "second"})
    await run(seeded, "UPDATE turn SET state = 'done'")
    await put(seeded, "turn", **{**TURN, "id": "second"})
    with pytest.raises(ConstraintViolated):
        await run(seeded, "UPDATE turn SET state = 'dreaming'")


async def test_a_job_exists_once_for_its_key_and_workspace(seeded: Storage) -> None:
    await put(seeded, "job", **JOB)
    with pytest.raises(ConstraintViolated):
        await put(seeded, "job", **{**JOB, "id": "second"})
    await put(seeded, "job", **{**JOB, "workspace_id": "ws_globex"})
    with pytest.raises(ConstraintViolated):
        await put(seeded, "job", **{**JOB, "workspace_id": "ws_missing"})


@pytest.mark.parametrize("column", ["pickup_ms", "silence_ms"])
async def test_a_workspaces_deadlines_stay_between_half_a_minute_and_a_quarter_of_an_hour(
    seeded: Storage, column: str
) -> None:
    for value in (29_999, 900_001):
        with pytest.raises(ConstraintViolated):
            await run(seeded, f"UPDATE workspace SET {column} = {value}")
    for value in (30_000, 900_000):
        await run(seeded, f"UPDATE workspace SET {column} = {value}")


async def test_a_visitor_has_one_contact_and_a_login_one_place_in_a_workspace(seeded: Storage) -> None:
    contact = {"workspace_id": "ws_acme", "id": "second", "visitor_id": "vis", "created_at": 0}
    operator = {
        "workspace_id": "ws_acme", "id": "second", "login_id": "acme", "name": "O", "role": "owner", "created_at": 0,
    }  # fmt: skip
    for table, row in (("contact", contact), ("operator", operator)):
        with pytest.raises(ConstraintViolated):
            await put(seeded, table, **row)
    with pytest.raises(ConstraintViolated):
        await put(seeded, "operator", **{**operator, "login_id": "globex", "role": "emperor"})


@pytest.mark.sqlite_only
async def test_every_table_of_a_workspaces_data_is_keyed_and_referred_to_by_workspace(storage: Storage) -> None:
    # A login and what is asked at the door belong to a person, not to a workspace.
    shared = {
        "workspace",
        "login",
        "sign_in",
        "alembic_version",
        "second_factor",
        "recovery_code",
        "door_link",
        "door_ask",
    }

    async def look(tx: Tx) -> dict[str, tuple[list[str], list[Row], list[list[str]]]]:
        tables = await tx.all(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        found = {}
        for table in (row["name"] for row in tables):
            columns = await tx.all(f"SELECT name, pk, type FROM pragma_table_info('{table}')")
            key = [row["name"] for row in sorted(columns, key=lambda row: row["pk"]) if row["pk"]]
            foreign = await tx.all(f"SELECT * FROM pragma_foreign_key_list('{table}')")
            unique = await tx.all(f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\" AND origin <> 'pk'")
            indexed = [
                [row["name"] for row in await tx.all(f"SELECT name FROM pragma_index_info('{index['name']}')")]
                for index in unique
            ]
            # A single number is the full text index's own name for a row; nobody outside can ask for it.
            numbers = {row["name"] for row in columns if row["type"] == "INTEGER"}
            found[table] = (key, foreign, [names for names in indexed if not set(names) <= numbers])
        return found

    found = await storage.db.read(ANY_WORKSPACE, look)
    scoped = {name: parts for name, parts in found.items() if name not in shared and not name.startswith("passage_")}
    assert {"conversation", "event", "handoff", "turn", "job", "visitor", "contact", "source", "passage"} <= set(scoped)
    # Found before the workspace is known, and impossible to guess; `payer` comes from Stripe in a signed call.
    secrets = {"key", "old_key", "token_hash", "stop_hash", "key_hash", "payer", "receipt"}
    for name, (key, foreign, unique) in scoped.items():
        assert key[:1] == ["workspace_id"], name
        parents = {row["table"] for row in foreign} - {"workspace", "login"}
        for parent in parents:
            columns = [row["from"] for row in foreign if row["table"] == parent]
            assert "workspace_id" in columns, (name, parent)
        for columns in unique:
            assert columns[0] == "workspace_id" or set(columns) <= secrets, (name, columns)
