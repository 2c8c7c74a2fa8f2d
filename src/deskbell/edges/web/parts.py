"""What the routes are given by the composition root."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from fastapi import Request

from deskbell.features.assistant.drafts.service import Drafts
from deskbell.features.assistant.receipts import Receipts
from deskbell.features.audit.service import Audit
from deskbell.features.billing.service import Billing
from deskbell.features.contacts.service import Capturing
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations
from deskbell.features.copilot.service import Copilot
from deskbell.features.crawling.service import Crawling
from deskbell.features.directory.service import Directory
from deskbell.features.files.service import Files
from deskbell.features.hours.service import OpeningHours
from deskbell.features.identity.service import Identities
from deskbell.features.installing.service import Installing
from deskbell.features.keys.service import Keys
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.mail.service import Mails
from deskbell.features.moving.service.leaving import Leaving
from deskbell.features.moving.service.packs import Packs
from deskbell.features.notifications.service.devices import Devices
from deskbell.features.privacy.service import Privacy
from deskbell.features.quality.service.console import Console
from deskbell.features.quality.service.gaps import Gaps
from deskbell.features.quality.service.golden import GoldenQuestions
from deskbell.features.quality.service.transfer import Transfer
from deskbell.features.replies.service import Replies
from deskbell.features.reports.service import Reports
from deskbell.features.search.service import Search
from deskbell.features.secondfactor.service import SecondFactors
from deskbell.features.signup.service import SignUps
from deskbell.features.sites.model import KnownVisitor, Site
from deskbell.features.sites.service import Sites
from deskbell.features.team.service import Team
from deskbell.features.unsent.service import Drafted
from deskbell.features.views.service import SavedViews
from deskbell.features.webhooks.service import Webhooks
from deskbell.features.workspaces.model import Operator
from deskbell.features.workspaces.service import Workspaces
from deskbell.kit.addresses import counted
from deskbell.kit.errors import Refused
from deskbell.runtime.clock import Clock
from deskbell.runtime.scope import WorkspaceScope
from deskbell.settings import Settings

Frame = dict[str, Any]
KeptScripts = dict[tuple[str, str, str, str], tuple[int, Site, bytes, bytes]]
STATIC = Path(__file__).parents[2] / "static"
MOST = 2**53 - 1  # the largest number that JSON carries everywhere; the database holds larger ones


class LiveDoor(Protocol):
    """The live edge, as far as HTTP needs it."""

    async def visitor_ticket(self, visitor: KnownVisitor, token: str) -> str: ...

    async def operator_ticket(self, operator: Operator, token: str, origin: str | None) -> str: ...

    async def visitor_frame(self, visitor: KnownVisitor, token: str, text: str) -> tuple[Frame | None, int]: ...

    async def operator_frame(self, operator: Operator, token: str, text: str) -> tuple[Frame | None, int]: ...

    async def missed(
        self, visitor: KnownVisitor, token: str, after: int, conversation_id: str | None
    ) -> list[Frame]: ...

    async def earlier(self, visitor: KnownVisitor, token: str, before: int, of: str | None) -> Frame: ...

    async def past(self, visitor: KnownVisitor, token: str) -> Frame: ...

    async def stream(
        self, ticket: str, after: int, conversation_id: str | None, *, origin: str | None, address: str
    ) -> AsyncIterator[bytes]: ...

    async def snapshot(self, operator: Operator, conversation_id: str) -> Frame: ...

    async def history(self, operator: Operator, conversation_id: str, *, before: int, limit: int) -> Frame: ...

    async def newcomer(self, site_id: str, address: str, work: str) -> None: ...

    def spend(self, rule: str, key: str) -> None: ...

    def sockets(self) -> dict[str, int]: ...

    def puzzles(self) -> dict[str, int]: ...

    def standing(self, rule: str, key: str) -> tuple[int, int, int]: ...


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    clock: Clock
    workspaces: Workspaces
    team: Team
    sites: Sites
    capturing: Capturing
    identities: Identities
    installing: Installing
    keys: Keys
    webhooks: Webhooks
    conversations: Conversations
    reading: Reading
    receipts: Receipts
    drafts: Drafts
    knowledge: Knowledge
    gaps: Gaps
    directory: Directory
    files: Files
    replies: Replies
    search: Search
    reports: Reports
    unsent: Drafted
    views: SavedViews
    console: Console
    golden: GoldenQuestions
    copilot: Copilot
    transfer: Transfer
    crawling: Crawling
    hours: OpeningHours
    somebody_there: Callable[[WorkspaceScope], Awaitable[bool]]
    mails: Mails
    signups: SignUps
    seconds: SecondFactors
    billing: Billing
    privacy: Privacy
    leaving: Leaving
    packs: Packs
    audit: Audit
    devices: Devices
    shown: Callable[[str], Awaitable[None]]
    live: LiveDoor
    ready: Callable[[], Awaitable[bool]]
    static: Path = STATIC
    demo: bool = False
    kept_scripts: KeptScripts = field(default_factory=dict)


def parts(request: Request) -> Parts:
    found: Parts = request.app.state.parts
    return found


def client_address(request: Request) -> str:
    """The peer; an IPv6 address as its /64. uvicorn has already applied FORWARDED_ALLOW_IPS."""
    return counted(request.client.host if request.client else None)


async def small_body(request: Request, most: int) -> str:
    """The body as text. Raises too_long, bad_frame."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise Refused("too_long", f"At most {most} bytes can be sent at once.")
        chunks.append(chunk)
    try:
        return b"".join(chunks).decode()
    except UnicodeDecodeError as error:
        raise Refused("bad_frame", "The body must be UTF-8.") from error
