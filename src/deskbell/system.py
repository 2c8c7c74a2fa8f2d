"""Everything that runs, as one value. Decides nothing and makes nothing: app.py does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from deskbell.adapters import models
from deskbell.adapters.parsing import ChildParser
from deskbell.adapters.stripe_sdk import Stripe
from deskbell.adapters.webpush import WebPush
from deskbell.edges.live.door import Door
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.hub import Hub
from deskbell.edges.worker.loop import Worker
from deskbell.edges.worker.pushing import Pushing
from deskbell.features.assistant.drafts.service import Drafts
from deskbell.features.assistant.reactions import Reactions
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
from deskbell.features.knowledge.ports import Embedder
from deskbell.features.knowledge.service import Knowledge
from deskbell.features.mail.service import Mails
from deskbell.features.moving.service.files import Moving
from deskbell.features.moving.service.leaving import Leaving
from deskbell.features.moving.service.packs import Packs
from deskbell.features.notifications.reactions import Reactions as RingReactions
from deskbell.features.notifications.service.devices import Devices
from deskbell.features.notifications.service.ringing import Ringing
from deskbell.features.privacy.service import Privacy
from deskbell.features.quality.service.console import Console
from deskbell.features.quality.service.gaps import Gaps
from deskbell.features.quality.service.golden import GoldenQuestions
from deskbell.features.quality.service.thumbs import Thumbs
from deskbell.features.replies.service import Replies
from deskbell.features.secondfactor.service import SecondFactors
from deskbell.features.signup.service import SignUps
from deskbell.features.sites.service import Sites
from deskbell.features.team.service import Team
from deskbell.features.views.service import SavedViews
from deskbell.features.webhooks.service import Webhooks
from deskbell.features.workspaces.service import Workspaces
from deskbell.runtime.bus import Bus
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database
from deskbell.settings import Settings

if TYPE_CHECKING:  # deskbell.edges.web loads it first, and lean
    from deskbell.edges.web.application import Application
    from deskbell.runtime.bus_redis import RedisBus

DRAIN_FOR_ANSWERS = 0.75  # of the time that may be spent on draining


@dataclass(frozen=True, slots=True)
class Features:
    """The verbs, on one database."""

    workspaces: Workspaces
    sites: Sites
    installing: Installing
    capturing: Capturing
    identities: Identities
    knowledge: Knowledge
    crawling: Crawling
    hours: OpeningHours
    files: Files
    conversations: Conversations
    reading: Reading
    team: Team
    thumbs: Thumbs
    gaps: Gaps
    directory: Directory
    replies: Replies
    views: SavedViews
    mails: Mails
    billing: Billing
    keys: Keys
    signups: SignUps
    privacy: Privacy
    seconds: SecondFactors
    audit: Audit
    webhooks: Webhooks
    moving: Moving
    leaving: Leaving
    packs: Packs


@dataclass(frozen=True, slots=True)
class Live:
    """The live edge."""

    hub: Hub
    gateway: Gateway
    door: Door


@dataclass(frozen=True, slots=True)
class Better:
    """What makes the assistant better (a draft, trying it, asking it what it must get right), and helps operators."""

    drafts: Drafts
    console: Console
    golden: GoldenQuestions
    copilot: Copilot


@dataclass(frozen=True, slots=True)
class Telephones:
    """Ringing people who do not look at their dashboard."""

    devices: Devices
    ringing: Ringing
    reactions: RingReactions
    pushing: Pushing
    service: WebPush


def others(settings: Settings, bus: Bus, live: Live) -> RedisBus | None:
    """The other processes, where there are some; the library comes only then."""
    if not settings.redis_url:
        return None
    from deskbell.edges.live.elsewhere import join

    return join(settings.redis_url, bus, live.hub, live.gateway, live.door.work)


@dataclass(slots=True)
class System:
    """Everything that runs, for those who start it, test it or look inside."""

    settings: Settings
    db: Database
    clock: Clock
    ids: Ids
    features: Features
    reactions: Reactions
    live: Live
    better: Better
    telephones: Telephones
    worker: Worker
    connections: models.Connections | None
    embedder: Embedder | None
    parser: ChildParser
    payments: Stripe | None
    others: RedisBus | None
    asgi: Application

    @property
    def workspaces(self) -> Workspaces:
        return self.features.workspaces

    @property
    def sites(self) -> Sites:
        return self.features.sites

    @property
    def knowledge(self) -> Knowledge:
        return self.features.knowledge

    @property
    def crawling(self) -> Crawling:
        return self.features.crawling

    @property
    def hours(self) -> OpeningHours:
        return self.features.hours

    @property
    def mails(self) -> Mails:
        return self.features.mails

    @property
    def signups(self) -> SignUps:
        return self.features.signups

    @property
    def conversations(self) -> Conversations:
        return self.features.conversations

    @property
    def reading(self) -> Reading:
        return self.features.reading

    @property
    def team(self) -> Team:
        return self.features.team

    @property
    def hub(self) -> Hub:
        return self.live.hub

    @property
    def gateway(self) -> Gateway:
        return self.live.gateway

    async def start(self) -> None:
        await self.telephones.ringing.remember()
        if self.others is not None:
            self.others.start()
        self.worker.start()

    async def drain(self) -> None:
        """Answers may finish, and clients are sent to a new connection."""
        seconds = float(self.settings.drain_seconds)
        self.gateway.draining = True
        await self.reactions.drain(seconds * DRAIN_FOR_ANSWERS)
        await self.gateway.drain(min(10.0, seconds * (1 - DRAIN_FOR_ANSWERS)))

    async def close(self) -> None:
        await self.worker.stop()
        if self.others is not None:
            await self.others.close()
        await self.parser.close()
        await self.telephones.service.close()
        if self.payments is not None:
            await self.payments.close()
        if self.connections is not None:
            await self.connections.close()
        if self.embedder is not None:
            await self.embedder.close()
        await self.db.close()
