"""Which tables can hold what visitors said or are, and what an erasure does with each. Pure.

A table that is on neither list fails a test, so nobody adds one without deciding.
"""

from __future__ import annotations

from typing import Final

# In the order in which the database lets go of them, with the column that leads to the person.
ERASED: Final[tuple[tuple[str, str], ...]] = (
    ("rating", "conversation_id"),
    ("gap_item", "conversation_id"),
    ("push", "conversation_id"),
    ("webhook_delivery", "conversation_id"),
    ("mail_link", "conversation_id"),
    ("mail", "conversation_id"),
    ("unsent", "conversation_id"),
    ("read_mark", "conversation_id"),
    ("mention", "conversation_id"),
    ("handoff", "conversation_id"),
    ("turn", "conversation_id"),
    ("event", "conversation_id"),
    ("file", "conversation_id"),
    ("contact_consent", "contact_id"),
    ("contact_detail", "contact_id"),
    ("conversation", "id"),
    ("contact", "id"),
    ("identity", "visitor_id"),
    ("visitor_pass", "visitor_id"),
    ("visitor", "id"),
)

# Their rows go, or lose the person, in a way of their own (store.py).
ALSO_ERASED: Final = frozenset(
    {"api_request", "gap", "job", "mail_address", "message_row", "message_words", "spending"}
)

# What these hold is the business's own: settings, people of the team, knowledge, counts. `model_conversation` counts
# conversations for the bill by an id that leads nowhere afterwards.
KEPT: Final = frozenset(
    {
        "alembic_version", "api_key", "assistant_draft", "assistant_notice", "assistant_version", "audit",
        "billing", "billing_change", "billing_notice", "capture", "device", "digest", "door_ask", "door_link",
        "embedding", "gap_cursor", "golden", "golden_result", "golden_run", "hours", "invitation", "knowledge", "login",
        "mail_settings", "model_conversation", "operator", "origin", "page", "passage", "passage_words",
        "recovery_code", "retention", "saved_reply", "saved_view", "second_factor", "sign_in", "site",
        "site_identity", "source",
        "source_version", "spending_inside", "term", "term_trigrams", "webhook", "workspace",
    }
)  # fmt: skip

# The indexes that keep a deleted word until the part that it is in is written anew.
INDEXES: Final = ("message_words", "passage_words", "term_trigrams")

LEAST_DAYS: Final = 30
MOST_DAYS: Final = 3_650
DAY: Final = 86_400_000
RETIRED_TOGETHER: Final = 10
RETIRED_AT_ONCE: Final = 1_000

NAMES: Final = {
    "conversation": "conversations",
    "event": "events",
    "handoff": "handoffs",
    "turn": "answers",
    "rating": "ratings",
    "gap_item": "questions in answer gaps",
    "file": "files",
    "mail": "mails",
    "push": "notifications",
}
