"""Mails, and what a workspace has set about them. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`fallback`: whom the team's mails go to (None: owner and admins). `digest`: the owner gets a weekly summary.
    `version`: 0 before the first saving."""

    fallback: str | None = None
    sender_name: str | None = None
    reply_to: str | None = None
    digest: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """`headers` beside those that every mail has. `thread`: what the mails of one conversation have in common."""

    text: str
    html: str
    sender_name: str
    reply_to: str | None = None
    thread: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one recipient. `key` is the same for every attempt, and so is the Message-ID made of it."""

    workspace_id: str
    id: str
    key: str
    recipient: str
    subject: str
    content: Content
    attempts: int
    created_at: int


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody said, for a mail. `at` is UTC epoch milliseconds, `when` the same on the reader's clock, where it
    is shown. `seam`: nobody said it, the conversation changed hands.
    """

    who: str
    text: str
    at: int
    when: str = ""
    sources: tuple[str, ...] = ()
    seam: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known before a visitor is written to."""

    verified: bool
    stopped: bool
    in_conversation: int
    to_address_today: int
    from_workspace_this_hour: int


@dataclass(frozen=True, slots=True)
class Opened:
    """Whose conversation a mail's link opens."""

    workspace_id: str
    visitor_id: str
    site_key: str
    store: str
