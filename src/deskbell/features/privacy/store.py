"""SQL of erasing. It knows every feature's tables, because nothing may be left in any. Decides nothing."""

from __future__ import annotations

import json
from typing import Final

from deskbell.features.privacy import rules
from deskbell.features.privacy.model import Person
from deskbell.runtime.db.api import Tx

_THESE: Final = "(SELECT value FROM json_each(:ids))"
MERGED_AT_ONCE: Final = 400  # pages of the index of words in one transaction: about a fiftieth of a second


async def person(tx: Tx, contact_id: str) -> Person | None:
    """Also by the id of one that was merged into another."""
    rows = await tx.all(
        """SELECT k.id, k.visitor_id FROM contact k JOIN contact m ON m.workspace_id = k.workspace_id AND m.id = :id
             AND coalesce(k.merged_into, k.id) = coalesce(m.merged_into, m.id)
           WHERE k.workspace_id = :ws ORDER BY k.merged_into IS NOT NULL, k.created_at, k.id""",
        id=contact_id,
    )
    if not rows:
        return None
    contacts = tuple(row["id"] for row in rows)
    visitors = tuple(row["visitor_id"] for row in rows if row["visitor_id"])
    conversations = await tx.all(
        """SELECT id FROM conversation WHERE workspace_id = :ws
             AND (contact_id IN (SELECT value FROM json_each(:contacts))
               OR visitor_id IN (SELECT value FROM json_each(:visitors)))
           ORDER BY created_at, id""",
        contacts=json.dumps(contacts),
        visitors=json.dumps(visitors),
    )
    ids = tuple(one["id"] for one in conversations)
    return Person(contacts, visitors, ids, await _own_addresses(tx, contacts, ids))


async def _own_addresses(tx: Tx, contacts: tuple[str, ...], conversations: tuple[str, ...]) -> tuple[str, ...]:
    rows = await tx.all(
        f"""SELECT DISTINCT lower(address) AS address FROM (
              SELECT email AS address FROM contact WHERE workspace_id = :ws
                AND id IN (SELECT value FROM json_each(:contacts))
              UNION ALL SELECT address FROM mail_link WHERE workspace_id = :ws AND conversation_id IN {_THESE}
              UNION ALL SELECT recipient FROM mail WHERE workspace_id = :ws AND conversation_id IN {_THESE}
                AND kind IN ('answer', 'transcript'))
            WHERE address IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contact other WHERE other.workspace_id = :ws
              AND lower(other.email) = lower(address) AND other.id NOT IN (SELECT value FROM json_each(:contacts)))""",
        contacts=json.dumps(contacts),
        ids=json.dumps(conversations),
    )
    return tuple(row["address"] for row in rows)


async def not_stopped(tx: Tx, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the addresses whose owners have not asked for peace."""
    rows = await tx.all(
        f"""SELECT lower(address) AS address FROM mail_address
            WHERE workspace_id = :ws AND lower(address) IN {_THESE} AND stopped_at IS NOT NULL""",
        ids=json.dumps(addresses),
    )
    stopped = {row["address"] for row in rows}
    return tuple(one for one in addresses if one not in stopped)


async def counts(tx: Tx, who: Person) -> dict[str, int]:
    """How much of each goes, for the sentence that asks whether it may."""
    found = {}
    for table, column in rules.ERASED:
        row = await tx.one(
            f"SELECT count(*) AS n FROM {table} WHERE workspace_id = :ws AND {column} IN {_THESE}",
            ids=json.dumps(_leading(who, table, column)),
        )
        found[table] = int(row["n"]) if row else 0
    return found


def _leading(who: Person, table: str, column: str) -> tuple[str, ...]:
    if column == "conversation_id" or table == "conversation":
        return who.conversations
    if column == "contact_id" or table == "contact":
        return who.contacts
    return who.visitors


async def erase(tx: Tx, who: Person) -> dict[str, int]:
    """How many rows of each table went."""
    conversations = json.dumps(who.conversations)
    questions = await _questions(tx, conversations)
    await _loosen(tx, who, conversations)
    gone = {}
    for table, column in rules.ERASED:
        gone[table] = await tx.run(
            f"DELETE FROM {table} WHERE workspace_id = :ws AND {column} IN {_THESE}",
            ids=json.dumps(_leading(who, table, column)),
        )
    await tx.run(
        f"DELETE FROM mail_address WHERE workspace_id = :ws AND lower(address) IN {_THESE}",
        ids=json.dumps(who.addresses),
    )
    await drop_summaries(tx, questions)
    return gone


async def _questions(tx: Tx, conversations: str) -> list[str]:
    rows = await tx.all(
        f"SELECT DISTINCT question FROM gap_item WHERE workspace_id = :ws AND conversation_id IN {_THESE}",
        ids=conversations,
    )
    return [row["question"] for row in rows]


async def _loosen(tx: Tx, who: Person, conversations: str) -> None:
    """What others keep of these conversations without their words stays with them."""
    await tx.run(
        f"UPDATE visitor SET conversation_id = NULL WHERE workspace_id = :ws AND conversation_id IN {_THESE}",
        ids=conversations,
    )
    for table in ("contact_detail", "contact_consent"):
        await tx.run(
            f"""UPDATE {table} SET conversation_id = NULL
                WHERE workspace_id = :ws AND conversation_id IN {_THESE}
                  AND contact_id NOT IN (SELECT value FROM json_each(:contacts))""",
            ids=conversations,
            contacts=json.dumps(who.contacts),
        )
    await tx.run(
        f"DELETE FROM file WHERE workspace_id = :ws AND conversation_id IS NULL AND visitor_id IN {_THESE}",
        ids=json.dumps(who.visitors),
    )
    await tx.run(
        f"""DELETE FROM job WHERE workspace_id = :ws AND (payload ->> 'conversation_id' IN {_THESE}
              OR payload ->> 'contact_id' IN (SELECT value FROM json_each(:contacts)))""",
        ids=conversations,
        contacts=json.dumps(who.contacts),
    )
    await tx.run(  # answers that are kept for a repeated request, which name the person
        """DELETE FROM api_request WHERE workspace_id = :ws
             AND EXISTS (SELECT 1 FROM json_each(:ids) o WHERE instr(api_request.answer, o.value) > 0)""",
        ids=json.dumps([*who.contacts, *who.conversations]),
    )
    await tx.run(
        """INSERT INTO spending (workspace_id, day, visitor_id, cost, turns, tokens)
           SELECT workspace_id, day, '', sum(cost), sum(turns), sum(tokens) FROM spending
           WHERE workspace_id = :ws AND visitor_id IN (SELECT value FROM json_each(:visitors))
           GROUP BY workspace_id, day
           ON CONFLICT (workspace_id, day, visitor_id) DO UPDATE SET cost = spending.cost + excluded.cost,
             turns = spending.turns + excluded.turns, tokens = spending.tokens + excluded.tokens""",
        visitors=json.dumps(who.visitors),
    )
    await tx.run(
        f"DELETE FROM spending WHERE workspace_id = :ws AND visitor_id IN {_THESE}", ids=json.dumps(who.visitors)
    )


async def drop_summaries(tx: Tx, questions: list[str]) -> None:
    """Weekly summaries quote questions: those that do go, sent or not."""
    await tx.run(
        """DELETE FROM mail WHERE workspace_id = :ws AND kind = 'digest' AND EXISTS (
             SELECT 1 FROM json_each(:questions) q WHERE instr(mail.content, substr(json_quote(q.value), 2,
               length(json_quote(q.value)) - 2)) > 0)""",
        questions=json.dumps(questions),
    )


async def gaps_without_their_words(tx: Tx, conversations: tuple[str, ...]) -> list[str]:
    """The gaps in which these conversations are, asked for before they go."""
    rows = await tx.all(
        f"SELECT DISTINCT gap_id FROM gap_item WHERE workspace_id = :ws AND conversation_id IN {_THESE}",
        ids=json.dumps(conversations),
    )
    return [row["gap_id"] for row in rows]


async def first_question(tx: Tx, gap_id: str) -> str | None:
    row = await tx.one(
        "SELECT question FROM gap_item WHERE workspace_id = :ws AND gap_id = :id ORDER BY at LIMIT 1", id=gap_id
    )
    return row["question"] if row else None


async def drop_gap(tx: Tx, gap_id: str) -> None:
    await tx.run("DELETE FROM gap WHERE workspace_id = :ws AND id = :id", id=gap_id)


async def rename_gap(tx: Tx, gap_id: str, question: str, words: list[str]) -> None:
    await tx.run(
        "UPDATE gap SET question = :question, words = :words WHERE workspace_id = :ws AND id = :id",
        id=gap_id,
        question=question,
        words=json.dumps(words, ensure_ascii=False),
    )


async def merge_words_any_workspace(tx: Tx, *, index: str, first: bool) -> bool:
    """Rewrite some of an index of words without what was deleted. False: nothing was left to do.

    A deleted text's words stay in SQLite's index until the part that they are in is written anew.
    """
    if tx.dialect == "postgres":
        return False
    before = await _changes_any_workspace(tx)
    pages = -MERGED_AT_ONCE if first else MERGED_AT_ONCE
    await tx.run(f"INSERT INTO {index} ({index}, rank) VALUES ('merge', :pages)", pages=pages)
    return await _changes_any_workspace(tx) - before >= 2


async def _changes_any_workspace(tx: Tx) -> int:
    row = await tx.one("SELECT total_changes() AS n")
    return int(row["n"]) if row else 0
