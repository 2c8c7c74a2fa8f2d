"""What the public API takes and gives. Times are ISO 8601, UTC."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from deskbell.features.conversations.model import Event
from deskbell.features.directory.model import Contact as KnownContact
from deskbell.features.files.model import of_message
from deskbell.features.knowledge.model import Source as KnownSource
from deskbell.kit.moments import iso

View = Literal["all", "needs", "unassigned", "assistant", "followup", "closed", "snoozed"]
Words = Annotated[str | None, Field(max_length=400)]
Custom = dict[Annotated[str, Field(max_length=200)], Annotated[str, Field(max_length=2_000)]]


class Problem(BaseModel):
    """A refusal (RFC 9457). `code` never changes its meaning; `detail` is for people. Some have further fields."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str


class Named(BaseModel):
    id: str
    name: str | None


class Person(Named):
    email: str | None


class Conversation(BaseModel):
    id: str
    state: Literal["assistant", "waiting", "human", "followup", "closed"]
    contact: Person
    owner: Named | None
    tags: list[str]
    site: Named
    page_url: str | None
    waiting_since: str | None
    unanswered_since: str | None
    snoozed_until: str | None
    created_at: str
    updated_at: str


class Conversations(BaseModel):
    data: list[Conversation]
    next_cursor: str | None


class SentFile(BaseModel):
    """`size` in bytes; `width` and `height` of pictures, in pixels."""

    id: str
    name: str
    kind: str
    size: int
    width: int | None
    height: int | None


class Message(BaseModel):
    """`seq`: its place in the conversation. `internal`: visitors never see it. `removed`: it is gone."""

    id: str
    conversation_id: str
    seq: int
    kind: str
    author: Literal["contact", "assistant", "operator", "system"]
    author_name: str | None
    internal: bool
    text: str
    files: list[SentFile]
    removed: bool
    created_at: str


class Messages(BaseModel):
    data: list[Message]
    next_cursor: str | None


class NewMessage(BaseModel):
    """`note`: for the team only. A `text` goes to the visitor, and takes the conversation for the key's maker."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(max_length=20_000)
    kind: Literal["text", "note"] = "text"


class Contact(BaseModel):
    id: str
    name: str | None
    email: str | None
    phone: str | None
    custom: dict[str, str]
    source: str
    version: int
    conversations: int
    created_at: str


class Contacts(BaseModel):
    data: list[Contact]
    next_cursor: str | None


class NewContact(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Words = None
    email: Words = None
    phone: Words = None


class ChangedContact(NewContact):
    """What is left out stays; null takes a detail away. With `version`, nothing newer is overwritten."""

    custom: Custom | None = Field(default=None, max_length=100)
    version: int | None = Field(default=None, ge=1, le=2**53 - 1)


class Source(BaseModel):
    """`qa`: a question with its answer in `body`. `address`: of the web page it was read from."""

    id: str
    kind: Literal["qa", "text"]
    title: str
    question: str | None
    body: str
    address: str | None
    version: int
    created_at: str
    updated_at: str


class Sources(BaseModel):
    data: list[Source]
    next_cursor: str | None


class ChangedSource(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = Field(default="", max_length=1_000)
    question: str | None = Field(default=None, max_length=2_000)
    body: str = Field(max_length=200_000)


class NewSource(ChangedSource):
    kind: Literal["qa", "text"] = "text"


def _maybe(at: int | None) -> str | None:
    return None if at is None else iso(at)


def conversation(row: dict[str, Any]) -> Conversation:
    contact, owner = row["contact"], row["owner"]
    return Conversation(
        id=row["id"],
        state=row["state"],
        contact=Person(id=contact["id"], name=contact["name"], email=contact["email"]),
        owner=Named(**owner) if owner else None,
        tags=row["tags"],
        site=Named(**row["site"]),
        page_url=row["page"]["url"],
        waiting_since=_maybe(row["waiting_since"]),
        unanswered_since=_maybe(row["unanswered_since"]),
        snoozed_until=_maybe(row["snoozed_until"]),
        created_at=iso(row["created_at"]),
        updated_at=iso(row["updated_at"]),
    )


def message(event: Event) -> Message:
    return Message(
        id=event.id,
        conversation_id=event.conversation_id,
        seq=event.seq,
        kind=event.body.get("kind", "text"),
        author=event.author_kind.value,
        author_name=event.author_name,
        internal=event.internal,
        text=event.body.get("text", ""),
        files=[SentFile(**asdict(file)) for file in of_message(event.body)],
        removed=event.is_removed,
        created_at=iso(event.at),
    )


def contact(known: KnownContact) -> Contact:
    return Contact(
        id=known.id,
        name=known.name,
        email=known.email,
        phone=known.phone,
        custom=known.custom,
        source=known.origin,
        version=known.version,
        conversations=known.conversations,
        created_at=iso(known.created_at),
    )


def source(known: KnownSource) -> Source:
    return Source(
        id=known.id,
        kind=known.kind,
        title=known.title,
        question=known.question,
        body=known.body,
        address=known.address,
        version=known.version,
        created_at=iso(known.created_at),
        updated_at=iso(known.updated_at),
    )
