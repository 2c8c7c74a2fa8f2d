"""SQL of what is handed over to a person: all that is kept of them, no secrets. Decides nothing."""

from __future__ import annotations

import json
from typing import Any, Final

from deskbell.features.privacy.model import Person
from deskbell.runtime.db.api import Tx

FORMAT: Final = "deskbell-person"
VERSION: Final = 1
_THESE: Final = "workspace_id = :ws AND conversation_id IN (SELECT value FROM json_each(:conversations))"
_JSON: Final = frozenset({"body", "content", "custom", "tags", "signs"})

_OF_THE_PERSON: Final = {
    "contact": """SELECT id, name, email, phone, origin, custom, created_at, merged_into FROM contact
      WHERE workspace_id = :ws AND id IN (SELECT value FROM json_each(:contacts))
      ORDER BY merged_into IS NOT NULL, created_at, id""",
    "details": """SELECT field, value, source, by_name, conversation_id, at FROM contact_detail
      WHERE workspace_id = :ws AND contact_id IN (SELECT value FROM json_each(:contacts))
      ORDER BY field""",
    "consents": """SELECT text, by_name, conversation_id, at, withdrawn_at FROM contact_consent
      WHERE workspace_id = :ws AND contact_id IN (SELECT value FROM json_each(:contacts))
      ORDER BY at, text""",
    "browser": """SELECT id, site_id, lang, zone, created_at, blocked_at FROM visitor
      WHERE workspace_id = :ws AND id IN (SELECT value FROM json_each(:visitors)) ORDER BY created_at, id""",
    "signed_in_as": """SELECT site_id, subject, at FROM identity
      WHERE workspace_id = :ws AND visitor_id IN (SELECT value FROM json_each(:visitors)) ORDER BY site_id""",
    "conversations": """SELECT id, state, tags, page_url, page_title, created_at, updated_at, closed_at
      FROM conversation WHERE workspace_id = :ws AND id IN (SELECT value FROM json_each(:conversations))
      ORDER BY created_at, id""",
    "events": f"""SELECT conversation_id, seq, type, author_kind, author_name, internal, body, at FROM event
      WHERE {_THESE} ORDER BY conversation_id, seq""",
    "files": f"""SELECT id, conversation_id, name, kind, size, visitor_id IS NOT NULL AS theirs, created_at FROM file
      WHERE {_THESE} ORDER BY created_at, id""",
    "handoffs": f"""SELECT conversation_id, reason, requested_at, accepted_at, first_reply_at, ended_at, outcome
      FROM handoff WHERE {_THESE} ORDER BY requested_at""",
    "ratings": f"SELECT conversation_id, seq, thumb, reason, at FROM rating WHERE {_THESE} ORDER BY at, seq",
    "unanswered_questions": f"""SELECT conversation_id, seq, question, signs, reply, at FROM gap_item
      WHERE {_THESE} ORDER BY at, seq""",
    "mails": f"""SELECT conversation_id, kind, recipient, subject, content, state, created_at, sent_at FROM mail
      WHERE {_THESE} ORDER BY created_at, id""",
    "addresses": """SELECT address, verified_at, stopped_at FROM mail_address
      WHERE workspace_id = :ws AND lower(address) IN (SELECT value FROM json_each(:addresses)) ORDER BY address""",
}


async def all_of(tx: Tx, who: Person, *, now: int) -> dict[str, Any]:
    """One list of rows a kind; times are milliseconds since 1970, UTC."""
    workspace = await tx.one("SELECT name FROM workspace WHERE id = :ws")
    assert workspace is not None
    made: dict[str, Any] = {"format": FORMAT, "version": VERSION, "made_at": now, "workspace": workspace["name"]}
    given = {
        "contacts": json.dumps(who.contacts),
        "visitors": json.dumps(who.visitors),
        "conversations": json.dumps(who.conversations),
        "addresses": json.dumps(who.addresses),
    }
    for name, sql in _OF_THE_PERSON.items():
        bound = {key: value for key, value in given.items() if f":{key}" in sql}
        made[name] = [_read(dict(row)) for row in await tx.all(sql, **bound)]
    return made


def _read(row: dict[str, Any]) -> dict[str, Any]:
    return {key: json.loads(value) if key in _JSON and value else value for key, value in row.items()}
