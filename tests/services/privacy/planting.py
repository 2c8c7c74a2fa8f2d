"""Words that occur nowhere else, put into every column in which something of a person can stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from deskbell.features.privacy.service import Privacy
from deskbell.runtime.db.api import Row, Tx
from tests.services.desk import Desk

DATABASE_FILES = ("", "-wal", "-shm")


class Planted:
    """Hands out words. They share no beginning, because an index keeps only what differs from the word before."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def word(self) -> str:
        self.words.append("z" + hashlib.sha256(f"planted {len(self.words)}".encode()).hexdigest()[:20])
        return self.words[-1]

    def found_in(self, content: bytes) -> list[str]:
        low = content.lower()
        return [word for word in self.words if word[6:].encode() in low]

    def found_in_files(self, path: Path) -> list[str]:
        files = [Path(f"{path}{end}") for end in DATABASE_FILES]
        return self.found_in(b"".join(file.read_bytes() for file in files if file.is_file()))


def privacy(desk: Desk) -> Privacy:
    return Privacy(desk.db, desk.clock, desk.ids, desk.files, desk.conversations)


async def removes(desk: Desk, name: str, c: str, seq: int) -> None:
    of_others = name == "ada"
    await privacy(desk).remove_message(desk.acme.scope, desk.acme.who(name), c, seq, of_others=of_others)


async def plant(desk: Desk, *, who: str = "vera") -> tuple[Planted, str]:
    """(the words, the contact). Said, answered, noted, mailed, rated, asked for, told, signed."""
    p = Planted()
    words: Iterator[str] = iter(p.word, None)
    asked = await desk.says(f"Hello {next(words)} and {next(words)}?", who=who)
    c = asked.conversation_id
    await desk.answers(c, f"We do {next(words)}.", citations=[])
    for _ in range(15):
        await desk.says(f"More {next(words)} of {next(words)}", who=who)
    await desk.requests(who=who)
    await desk.takes("oscar", c)
    await desk.replies("oscar", c, f"Of course, {next(words)}")
    await desk.replies("oscar", c, f"A note {next(words)}", kind="note")
    visitor = desk.acme.visitor(who)
    (row,) = await of(desk, "SELECT contact_id FROM conversation WHERE workspace_id = :ws AND id = :c", c=c)
    await rows(desk, c, visitor.id, row["contact_id"], words)
    return p, str(row["contact_id"])


async def of(desk: Desk, sql: str, **given: Any) -> list[Row]:
    """Rows of acme's."""

    async def work(tx: Tx) -> list[Row]:
        return await tx.all(sql, **given)

    return await desk.db.write(desk.acme.scope, work)


async def rows(desk: Desk, c: str, visitor_id: str, contact_id: str, words: Iterator[str]) -> None:
    """What features write that do not run here, as they write it."""
    email = f"{next(words)}@example.com"
    given = {"c": c, "visitor": visitor_id, "contact": contact_id}
    for sql, more in _of_the_person(email, words) + _of_the_conversation(c, email, words) + _of_machines(c, words):
        bound = {key: value for key, value in {**given, **more}.items() if f":{key}" in sql}
        await of(desk, sql, **bound)


def _json(word: str) -> str:
    return json.dumps({"plan": word})


def _of_the_person(email: str, words: Iterator[str]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            """UPDATE contact SET name = :a, email = :b, phone = :p, folded = :f, custom = :d
               WHERE workspace_id = :ws AND id = :contact""",
            {
                "a": next(words),
                "b": email,
                "p": next(words),
                "f": next(words),
                "d": _json(next(words)),
            },
        ),
        (
            """INSERT INTO contact_detail VALUES (:ws, :contact, 'phone', :a, 'message', NULL, :c, 1)
               ON CONFLICT (workspace_id, contact_id, field) DO UPDATE SET value = excluded.value""",
            {"a": next(words)},
        ),
        ("INSERT INTO contact_consent VALUES (:ws, :contact, :a, NULL, :c, 1, NULL)", {"a": next(words)}),
        (
            """UPDATE conversation SET page_url = :a, page_title = :b, tags = :d
               WHERE workspace_id = :ws AND id = :c""",
            {"a": f"https://x.example/{next(words)}", "b": next(words), "d": json.dumps([next(words)])},
        ),
        (
            """INSERT INTO identity (workspace_id, site_id, subject, visitor_id, at)
               SELECT workspace_id, site_id, :a, id, 1 FROM visitor WHERE workspace_id = :ws AND id = :visitor""",
            {"a": next(words)},
        ),
        (
            """INSERT INTO turn (workspace_id, id, conversation_id, epoch, trigger_seq, state, model,
                 prompt_version, text, started_at, lease_until, error)
               VALUES (:ws, 'turn_p', :c, 1, 1, 'done', 'm', 1, :a, 1, 1, :b)""",
            {"a": next(words), "b": next(words)},
        ),
        (
            """INSERT INTO rating (workspace_id, conversation_id, seq, turn_id, thumb, passages, at)
               SELECT workspace_id, conversation_id, seq, 'turn_p', 'up', '[]', 1 FROM event
               WHERE workspace_id = :ws AND conversation_id = :c AND author_kind = 'assistant'""",
            {},
        ),
    ]


def _of_the_conversation(c: str, email: str, words: Iterator[str]) -> list[tuple[str, dict[str, Any]]]:
    question = f"What of “{next(words)}”?"
    return [
        (
            """INSERT INTO gap (workspace_id, id, question, words, status, first_at, last_at)
               VALUES (:ws, 'gap_p', :q, :w, 'open', 1, 1)""",
            {"q": question, "w": json.dumps([next(words)])},
        ),
        (
            "INSERT INTO gap_item VALUES (:ws, :c, 1, 'gap_p', :q, '[]', :a, 1)",
            {"q": question, "a": next(words)},
        ),
        (
            """INSERT INTO mail (workspace_id, id, kind, dedupe_key, conversation_id, recipient, subject, content,
                 state, due_at, created_at, error)
               VALUES (:ws, 'mail_p', 'answer', 'k_p', :c, :b, :a, :d, 'dead', 1, 1, :e)""",
            {
                "a": next(words),
                "b": f"{next(words)}@old.example",
                "d": json.dumps({"t": next(words)}),
                "e": next(words),
            },
        ),
        (
            """INSERT INTO mail (workspace_id, id, kind, dedupe_key, recipient, subject, content, state, due_at,
                 created_at, sent_at)
               VALUES (:ws, 'mail_d', 'digest', 'k_d', 'o@acme.example', 's', :d, 'sent', 1, 1, 1)""",
            {"d": json.dumps({"said": [question]}, ensure_ascii=False)},
        ),
        (
            """INSERT INTO mail_link VALUES (:ws, 'lnk_p', :c, :a, 'hash_p', 'stop_p', 9)""",
            {"a": f"{next(words)}@new.example"},
        ),
        (
            """INSERT INTO unsent (workspace_id, operator_id, conversation_id, mode, text, at)
               SELECT workspace_id, id, :c, 'text', :a, 1 FROM operator WHERE workspace_id = :ws LIMIT 1""",
            {"a": next(words)},
        ),
        (
            """INSERT INTO api_key SELECT workspace_id, 'key_p', 'n', 'h', 'hash_k', '[]', id, 1, NULL, NULL
               FROM operator WHERE workspace_id = :ws LIMIT 1""",
            {},
        ),
        (
            "INSERT INTO api_request VALUES (:ws, 'key_p', 'once', 'd', :d, 1)",
            {"d": json.dumps({"body": {"id": c, "text": next(words)}})},
        ),
        ("INSERT INTO mail_address VALUES (:ws, :b, 1, NULL)", {"b": email}),
    ]


def _of_machines(c: str, words: Iterator[str]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            """INSERT INTO device (workspace_id, id, operator_id, name, platform, endpoint, p256dh, auth, created_at)
               SELECT workspace_id, 'dev_p', id, 'n', 'p', 'https://push.example/p', 'k', 'a', 1 FROM operator
               WHERE workspace_id = :ws LIMIT 1""",
            {},
        ),
        (
            """INSERT INTO push (workspace_id, id, key, device_id, operator_id, conversation_id, kind, payload, receipt,
                 state, expires_at, created_at)
               SELECT workspace_id, 'psh_p', 'k', id, operator_id, :c, 'ring', :d, 'r', 'shown', 1, 1 FROM device
               WHERE workspace_id = :ws AND id = 'dev_p'""",
            {"d": json.dumps({"body": next(words)})},
        ),
        (
            """INSERT INTO job (workspace_id, id, kind, dedupe_key, payload, due_at, created_at)
               VALUES (:ws, 'job_p', 'ring', 'p', :d, 1, 1)""",
            {"d": json.dumps({"conversation_id": c, "text": next(words)})},
        ),
        ("INSERT INTO spending VALUES (:ws, 1, :visitor, 500, 2, 30)", {}),
    ]


async def tables_naming(desk: Desk, ids: list[str]) -> list[str]:
    """Tables with a column that still holds one of the ids."""
    tables = await of(
        desk,
        """SELECT m.name AS name, c.name AS col FROM sqlite_master m JOIN pragma_table_info(m.name) c
           WHERE m.type = 'table' AND :ws <> '' AND c.name IN ('conversation_id', 'contact_id', 'visitor_id')""",
    )
    found = []
    for table in tables:
        rows_ = await of(
            desk,
            f"""SELECT 1 FROM {table["name"]} WHERE workspace_id = :ws
                AND {table["col"]} IN (SELECT value FROM json_each(:ids))""",
            ids=json.dumps(ids),
        )
        if rows_:
            found.append(table["name"])
    return sorted(set(found))
