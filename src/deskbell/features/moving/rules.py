"""Which tables travel in a workspace's file and how, and why the others do not. Pure.

A table, or a column of one, that is named nowhere here fails a test, so nobody adds one without deciding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from deskbell.kit.errors import Refused

FORMAT: Final = "deskbell-workspace"
VERSION: Final = 1
BYTES: Final = "file_bytes"  # beside the tables: what people sent, in base64, a part a line
PART: Final = 3_000_000
_ID: Final = re.compile(r"[a-z0-9_]{1,64}")


@dataclass(frozen=True, slots=True)
class Table:
    """`key`: what orders its rows, after the workspace. `columns` travel, `without` do not. `json`: those of `columns`
    that hold JSON. `at_once`: rows that are in memory together.
    """

    name: str
    key: str
    columns: str
    without: str = ""
    json: str = ""
    at_once: int = 200

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(self.columns.split())


# In the order in which rows can be put: what others refer to comes first.
TAKEN: Final = (
    Table(
        "workspace",
        "id",
        "name feed_seq assistant_name assistant_prompt assistant_version assistant_updated_at "
        "assistant_options pickup_ms silence_ms idle_away created_at",
        without="id limits example leaving_at",  # the id is in the manifest; the others are agreed on where it is
        json="assistant_options",
    ),
    Table(
        "operator",
        "id",
        "id email name role available away_until ignored_rings seen_at created_at removed_at",
        without="login_id active_at idle",  # the person, whose address travels; who sits there now
    ),
    Table(
        "assistant_version", "version", "version name prompt options published_at published_by restores", json="options"
    ),
    Table("assistant_draft", "workspace_id", "edit based_on name prompt options updated_at updated_by", json="options"),
    Table(
        "hours",
        "workspace_id",
        "always zone week days country region cut_from cut_until version updated_at updated_by",
        json="week days",
    ),
    Table("capture", "workspace_id", "fields consent privacy version updated_by updated_at", json="fields consent"),
    Table("mail_settings", "workspace_id", "fallback sender_name reply_to digest version"),
    Table("mail_address", "address", "address verified_at stopped_at"),
    Table("retention", "workspace_id", "days"),
    Table("saved_reply", "id", "id name folded text version updated_by updated_at"),
    Table(
        "site",
        "id",
        "id key name origins appearance created_at disabled_at suspended_at old_key old_key_until",
        without="seen_at seen_on",  # by the server where it was
        json="origins appearance",
    ),
    Table(
        "origin",
        "id",
        "id kind address include exclude most state reason robots next_at created_at updated_at",
        json="include exclude",
    ),
    Table("page", "id", "id origin_id address state reason attempts due_at title etag modified digest fetched_at"),
    Table("source", "id", "id kind title question body version created_at updated_at page_id address", at_once=4),
    Table("source_version", "source_id version", "source_id version title question body at", at_once=4),
    # Their words are indexed anew.
    Table(
        "passage",
        "source_id ordinal",
        "source_id ordinal id title text",
        without="title_words body_words size row space",
    ),
    Table(
        "visitor",
        "id",
        "id site_id lang zone conversation_id created_at blocked_at",
        without="token_hash",  # what a browser is known by stays here
    ),
    Table("identity", "site_id subject", "site_id subject visitor_id at"),
    Table(
        "contact",
        "id",
        "id visitor_id name email phone origin folded custom version created_at merged_into",
        json="custom",
    ),
    Table(
        "conversation",
        "id",
        "id site_id visitor_id contact_id state epoch seq feed_seq owner_id waiting_since unanswered_since "
        "answer_due_seq boundary_seq assist deadline_at deadline_kind last_seq last_contact_seq "
        "read_contact read_operator asking skipped tags snoozed_until offer_to offer_until rating page_url "
        "page_title created_at updated_at closed_at closed_by",
        json="tags",
    ),
    Table(
        "event",
        "conversation_id seq",
        "conversation_id seq epoch id type author_kind author_id author_name cid internal body at",
        json="body",
    ),
    Table("contact_detail", "contact_id field", "contact_id field value source by_name conversation_id at"),
    Table("contact_consent", "contact_id text", "contact_id text by_name conversation_id at withdrawn_at"),
    Table(
        "handoff",
        "id",
        "id conversation_id reason requested_at accepted_by accepted_at first_reply_at expired_at ended_at outcome",
    ),
    Table(
        "file",
        "id",
        "id visitor_id operator_id conversation_id reply_id internal name kind size width height created_at",
    ),
    Table("read_mark", "conversation_id operator_id", "conversation_id operator_id upto unread"),
    Table("saved_view", "id", "id operator_id name view query shared at"),
    Table("mention", "operator_id conversation_id", "operator_id conversation_id seq"),
    Table(
        "turn",
        "id",
        "id conversation_id epoch trigger_seq state model prompt_version text started_at lease_until "
        "finished_at input_tokens output_tokens cache_read cost stop_reason error checked degraded "
        "first_text_at used",
        json="used",
    ),
    Table("unsent", "operator_id conversation_id mode", "operator_id conversation_id mode text at"),
    Table("rating", "conversation_id seq", "conversation_id seq turn_id thumb reason passages at", json="passages"),
    Table("gap", "id", "id question words status source_id first_at last_at decided_at", json="words"),
    Table("gap_item", "conversation_id seq", "conversation_id seq gap_id question signs reply at", json="signs"),
    Table("gap_cursor", "workspace_id", "feed_seq"),
    Table("golden", "id", "id question expect facts created_at created_by", json="facts"),
    Table("golden_run", "id", "id version edit stamp state reason total cost started_at started_by finished_at"),
    Table(
        "golden_result",
        "run_id golden_id",
        "run_id golden_id passed before decision text missing cost took",
        json="missing",
    ),
    Table("spending", "day visitor_id", "day visitor_id cost turns tokens"),
    Table("spending_inside", "day purpose", "day purpose cost turns tokens"),
    Table("model_conversation", "month conversation_id", "month conversation_id"),
    Table("audit", "n", "n at by_id by_name action subject detail", json="detail"),
)

LEFT: Final = {
    "alembic_version": "of the whole database",
    "api_key": "a secret: new keys are made where the workspace goes",
    "api_request": "answers that are kept for keys",
    "assistant_notice": "who was told what today, by this server",
    "billing": "the subscription stays with the server that sold it",
    "billing_change": "the subscription stays",
    "billing_notice": "the subscription stays",
    "device": "a telephone rings for the server that it was set up with",
    "digest": "each server plans its own",
    "door_ask": "of people who are not in yet",
    "door_link": "a secret",
    "invitation": "a secret: people are invited again",
    "job": "what this server still has to do",
    "knowledge": "made anew with the index",
    "login": "a person's password is nobody else's; the address travels with the operator",
    "mail": "holds links that let people in; what was said stands in the conversation",
    "mail_link": "a secret",
    "message_row": "made anew with the log",
    "message_words": "made anew with the log",
    "embedding": "made anew by the worker",
    "passage_words": "made anew with the passages",
    "push": "what was sent to telephones",
    "recovery_code": "a secret",
    "second_factor": "a secret",
    "sign_in": "a secret",
    "site_identity": "a secret: each server derives its own",
    "term": "made anew with the passages",
    "term_trigrams": "made anew with the passages",
    "visitor_pass": "a secret",
    "webhook": "a secret: receivers are told a new one, and nobody is told everything twice",
    "webhook_delivery": "what was told to receivers",
}

# What goes with an ended workspace, what refers to others first. Knowledge goes by its own verb, messages' words by
# the log's triggers, and people with the workspace itself, last.
PEOPLE: Final = ("operator", "workspace")
GOES: Final = (
    "file", "api_request", "api_key", "webhook_delivery", "webhook", "push", "device", "invitation", "job", "mail_link",
    "mail", "digest", "assistant_notice", "billing_notice", "billing_change", "billing", "sign_in", "site_identity",
    "visitor_pass", "door_link",
    *(one.name for one in reversed(TAKEN) if one.name not in ("passage", "source_version", "source", *PEOPLE)),
)  # fmt: skip

DAY: Final = 86_400_000
GRACE: Final = 7 * DAY
UNCONFIRMED: Final = 30 * DAY

# A conversation waits like this for its log, because only so may the assistant's words be put into it.
QUIET: Final[dict[str, Any]] = {
    "state": "assistant",
    "owner_id": None,
    "waiting_since": None,
    "unanswered_since": None,
    "answer_due_seq": None,
    "deadline_at": None,
    "deadline_kind": None,
    "snoozed_until": None,
    "offer_to": None,
    "offer_until": None,
}


def check(manifest: dict[str, Any], names: set[str], *, newest: str) -> tuple[str, str]:
    """(id, name) of the workspace in a file. `newest`: the schema here. Raises invalid, conflict (a newer Deskbell)."""
    schema, told = manifest.get("schema"), manifest.get("workspace")
    if manifest.get("format") != FORMAT or not isinstance(schema, str) or not isinstance(told, dict):
        raise Refused("invalid", "This is no workspace of Deskbell.")
    if manifest.get("version") != VERSION or schema > newest:
        raise Refused("conflict", "This file was made by a newer Deskbell: upgrade Deskbell first.")
    if names != {BYTES, *(table.name for table in TAKEN)}:
        raise Refused("invalid", "This file does not hold a whole workspace.")
    id_, name = told.get("id"), told.get("name")
    if not isinstance(id_, str) or not isinstance(name, str) or not _ID.fullmatch(id_):
        raise Refused("invalid", "This is no workspace of Deskbell.")
    return id_, name


def checked(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row, if it is one of this table by its columns and the kinds of its values. Raises ValueError."""
    if row.keys() != set(table.all):
        raise ValueError("it has other columns")
    nested = table.json.split()
    for column, value in row.items():
        plain = value is None or (isinstance(value, int | float | str) and not isinstance(value, bool))
        if column not in nested and not plain:
            raise ValueError(f"{column} is no plain value")
    return row


def check_name(given: str, name: str) -> None:
    """Whoever ends a workspace types its name. Raises invalid."""
    if " ".join(given.split()) != " ".join(name.split()):
        raise Refused("invalid", f"Type the workspace's name as it is: {name}", field="name")
