"""The composition root: puts the parts together and decides nothing itself."""

from __future__ import annotations

from deskbell import timetable
from deskbell.adapters import models
from deskbell.adapters.fetching import LateFetcher
from deskbell.adapters.holiday_calendar import ChildCalendar
from deskbell.adapters.parsing import ChildParser
from deskbell.adapters.passwords import Argon2
from deskbell.adapters.second_factor import PhoneCodes
from deskbell.adapters.stripe_sdk import Stripe
from deskbell.adapters.vapid import Vapid
from deskbell.adapters.webpush import WebPush
from deskbell.around import Around
from deskbell.edges.live import sockets
from deskbell.edges.live.door import Door
from deskbell.edges.live.gateway import Gateway
from deskbell.edges.live.hub import Hub
from deskbell.edges.live.limits import Limits
from deskbell.edges.live.operator import OperatorFrames
from deskbell.edges.live.tickets import Tickets
from deskbell.edges.live.visitor import VisitorFrames
from deskbell.edges.live.work import Work
from deskbell.edges.web import application
from deskbell.edges.web.parts import STATIC, Parts
from deskbell.edges.worker import pushing, waiting
from deskbell.features.assistant import money
from deskbell.features.assistant.built_in import BuiltIn
from deskbell.features.assistant.drafts.service import Drafts
from deskbell.features.assistant.ledger import Ledger
from deskbell.features.assistant.ports import ModelProvider
from deskbell.features.assistant.reactions import Key, Reactions
from deskbell.features.assistant.receipts import Receipts
from deskbell.features.assistant.service import Turns
from deskbell.features.assistant.turn import Talker
from deskbell.features.audit.service import Audit
from deskbell.features.billing.service import Billing
from deskbell.features.contacts.service import Capturing
from deskbell.features.conversations.reading import Reading
from deskbell.features.conversations.service import Conversations, Writing
from deskbell.features.copilot.service import Copilot
from deskbell.features.crawling.service import Crawling
from deskbell.features.directory.service import Directory
from deskbell.features.files.service import Files
from deskbell.features.hours.service import OpeningHours
from deskbell.features.identity.service import Identities
from deskbell.features.installing.service import Installing
from deskbell.features.keys.service import Keys
from deskbell.features.knowledge.ports import Embedder
from deskbell.features.knowledge.service import Knowledge, meanings
from deskbell.features.mail.service import Mails
from deskbell.features.moving.service import packs
from deskbell.features.moving.service.files import Moving
from deskbell.features.moving.service.leaving import Leaving
from deskbell.features.notifications.reactions import Reactions as RingReactions
from deskbell.features.notifications.service.devices import Devices, reaches
from deskbell.features.notifications.service.ringing import Ringing
from deskbell.features.privacy.service import Privacy
from deskbell.features.quality.service.console import Console
from deskbell.features.quality.service.gaps import Gaps
from deskbell.features.quality.service.golden import GoldenQuestions
from deskbell.features.quality.service.thumbs import Thumbs
from deskbell.features.quality.service.transfer import Transfer
from deskbell.features.replies.service import Replies
from deskbell.features.reports.service import Reports
from deskbell.features.search.service import Search
from deskbell.features.secondfactor.service import SecondFactors
from deskbell.features.signup.service import SignUps
from deskbell.features.sites.service import Sites
from deskbell.features.team.service import Team
from deskbell.features.unsent.service import Drafted
from deskbell.features.views.service import SavedViews
from deskbell.features.webhooks.reactions import Reactions as HookReactions
from deskbell.features.webhooks.service import Webhooks
from deskbell.features.workspaces.service import Hasher, Workspaces
from deskbell.runtime import master_key
from deskbell.runtime.blobs import Blobs
from deskbell.runtime.bus import Bus
from deskbell.runtime.clock import Clock, Ids, SystemClock, SystemIds
from deskbell.runtime.db.api import Database, answers
from deskbell.runtime.db.migrate import newest_revision
from deskbell.runtime.db.opening import open_database
from deskbell.settings import Settings
from deskbell.system import Better, Features, Live, System, Telephones, others

__all__ = ["STATIC", "System", "build"]


async def build(
    settings: Settings,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    hasher: Hasher | None = None,
    provider: ModelProvider | None = None,
    built_in_pause: float = 0.018,
    demo: bool = False,
) -> System:
    """Put the parts together around an existing, migrated database. Nothing runs before `System.start`."""
    clock = clock or SystemClock()
    ids = ids or SystemIds(clock)
    bus, around = Bus(), Around(reaches)
    db = await open_database(settings.database_url, bus.publish)
    parser = ChildParser()
    payments = Stripe(settings.stripe_secret_key, settings.stripe_api_base) if settings.stripe_secret_key else None
    embedder = models.embedder(settings)
    features = _features(settings, db, clock, ids, around, hasher or Argon2(), parser, payments, embedder)
    model, connections = (provider, None) if provider else models.chosen(settings, lambda: ids.uniform(0.0, 1.0))
    turns = Turns(db, clock, ids, features.conversations, around.turn_settings)
    talker = Talker(
        turns,
        clock,
        features.knowledge,
        model,
        BuiltIn(built_in_pause),
        lambda note: bus.publish([note]),
        cheaper=settings.cheaper_model,
        otherwise=money.Price(*settings.model_price),
        pictures=features.files,
    )
    reactions = Reactions(turns, talker, clock)
    live = _live(settings, features, reactions, bus, clock, ids)
    better = _better(settings, db, clock, ids, talker, model, around, features)
    telephones = _telephones(settings, db, clock, ids, features.workspaces, live)
    looking = waiting.Waiting(db, features.conversations, live.gateway.gone_for, live.hub.queue, bus.tell)
    _heard(features, reactions, live, telephones, looking, bus)
    worker = timetable.worker(settings, db, clock, features, reactions, live, better, telephones, looking)
    parts = _parts(settings, db, clock, features, live, around, better, telephones, demo=demo)
    asgi = application.make(parts, sockets.addresses(live.gateway))
    return System(
        settings,
        db,
        clock,
        ids,
        features,
        reactions,
        live,
        better,
        telephones,
        worker,
        connections,
        embedder,
        parser,
        payments,
        others(settings, bus, live),
        asgi,
    )


def _features(
    settings: Settings,
    db: Database,
    clock: Clock,
    ids: Ids,
    around: Around,
    hasher: Hasher,
    parser: ChildParser,
    payments: Stripe | None,
    embedder: Embedder | None,
) -> Features:
    workspaces = Workspaces(db, clock, ids, hasher)
    conversations = Conversations(Writing(db, clock, ids, around))
    reading, fetcher, blobs = Reading(db), LateFetcher(), Blobs(settings.files_dir)
    knowledge = Knowledge(db, clock, ids, meanings.Meanings(db, clock, embedder) if embedder else None)
    sites, master = Sites(db, clock, ids, settings.public_url), master_key.load(settings)
    files = Files(db, clock, ids, blobs, master)
    billing = Billing(db, clock, ids, payments, settings.public_url)
    privacy = Privacy(db, clock, ids, files, conversations)
    mails = Mails(db, clock, ids, public_url=settings.public_url, configured=bool(settings.smtp_url))
    moving = Moving(db, clock, ids, workspaces, newest_revision, blobs)
    return Features(
        workspaces,
        sites,
        Installing(sites, fetcher, settings.public_url),
        Capturing(db, clock),
        Identities(db, clock, ids, sites, conversations, master),
        knowledge,
        Crawling(db, clock, ids, knowledge, fetcher, parser),
        OpeningHours(db, clock, ChildCalendar()),
        files,
        conversations,
        reading,
        Team(db, clock, ids, workspaces, conversations),
        Thumbs(db, clock, conversations),
        Gaps(db, clock, ids, reading, knowledge),
        Directory(db, clock, ids, reading, conversations),
        Replies(db, clock, ids),
        SavedViews(db, clock, ids),
        mails,
        billing,
        Keys(db, clock, ids),
        SignUps(db, clock, ids, workspaces, sites, mails, public_url=settings.public_url, setting=settings.sign_up),
        privacy,
        SecondFactors(db, clock, workspaces, PhoneCodes(master)),
        Audit(db, clock),
        Webhooks(db, clock, ids, master),
        moving,
        Leaving(db, clock, billing, sites, privacy, mails),
        packs.Packs(moving, settings.data_dir / "exports", clock, ids),
    )


def _telephones(
    settings: Settings, db: Database, clock: Clock, ids: Ids, workspaces: Workspaces, live: Live
) -> Telephones:
    vapid = Vapid(
        settings.data_dir / "vapid.key",
        configured=settings.vapid_private_key,
        subject=settings.vapid_subject or settings.public_url,
    )
    service = WebPush(vapid, private=settings.private_push)
    ringing = Ringing(db, clock, ids, workspaces, lambda workspace_id: live.hub.looking(workspace_id, now=clock.now()))
    return Telephones(
        Devices(db, clock, ids, service),
        ringing,
        RingReactions(ringing),
        pushing.Pushing(ringing, service, clock),
        service,
    )


def _better(
    settings: Settings,
    db: Database,
    clock: Clock,
    ids: Ids,
    talker: Talker,
    model: ModelProvider | None,
    around: Around,
    features: Features,
) -> Better:
    ledger, drafts, read = Ledger(db, clock), Drafts(db, clock), around.turn_settings
    console = Console(db, clock, ids, talker, read, ledger)
    price = money.Price(*settings.model_price)
    return Better(
        drafts,
        console,
        GoldenQuestions(db, clock, ids, console, drafts, features.knowledge),
        Copilot(db, clock, ids, features.reading, talker, model, read, ledger, otherwise=price),
    )


def _heard(
    features: Features,
    reactions: Reactions,
    live: Live,
    telephones: Telephones,
    looking: waiting.Waiting,
    bus: Bus,
) -> None:
    """Who hears what happened: here, and (`overhear`) in other processes."""
    for heard in (
        reactions.heard,
        live.hub.heard,
        telephones.reactions.heard,
        HookReactions(features.webhooks).heard,
        looking.heard,
    ):
        bus.subscribe(heard)
    for part in (reactions, features.sites, features.webhooks, features.leaving):
        bus.overhear(part.overheard)
    bus.overhear(looking.heard)
    bus.overhear(telephones.reactions.heard)


def _live(
    settings: Settings,
    features: Features,
    reactions: Reactions,
    bus: Bus,
    clock: Clock,
    ids: Ids,
) -> Live:
    def running_turn(key: Key) -> tuple[int, str, str] | None:
        talk = reactions.talk_of(key)
        return (talk.begun.epoch, talk.begun.id, talk.so_far()) if talk is not None and not talk.fenced else None

    hub = Hub(features.reading, running_turn, bus.tell)
    limits, tickets = Limits(clock, bus.tell, enabled=settings.rate_limits), Tickets(clock, ids)
    gateway = Gateway(
        hub=hub,
        tickets=tickets,
        visitors=VisitorFrames(
            features.conversations, features.reading, features.thumbs, features.mails, hub, limits, reactions.stop
        ),
        operators=OperatorFrames(features.conversations, features.reading, features.workspaces, hub, limits),
        reading=features.reading,
        workspaces=features.workspaces,
        sites=features.sites,
        limits=limits,
        clock=clock,
        ids=ids,
    )
    work = Work(master_key.load(settings), clock, ids)
    return Live(hub, gateway, Door(gateway, tickets, limits, work, features.reading, running_turn))


def _parts(
    settings: Settings,
    db: Database,
    clock: Clock,
    features: Features,
    live: Live,
    around: Around,
    better: Better,
    telephones: Telephones,
    *,
    demo: bool,
) -> Parts:
    async def ready() -> bool:
        return not live.gateway.draining and await answers(db)

    return Parts(
        settings=settings,
        clock=clock,
        workspaces=features.workspaces,
        team=features.team,
        sites=features.sites,
        capturing=features.capturing,
        identities=features.identities,
        installing=features.installing,
        keys=features.keys,
        webhooks=features.webhooks,
        conversations=features.conversations,
        reading=features.reading,
        receipts=Receipts(db, clock),
        drafts=better.drafts,
        knowledge=features.knowledge,
        gaps=features.gaps,
        console=better.console,
        golden=better.golden,
        copilot=better.copilot,
        directory=features.directory,
        files=features.files,
        replies=features.replies,
        transfer=Transfer(features.knowledge, features.crawling),
        search=Search(db, features.reading),
        reports=Reports(db, clock),
        unsent=Drafted(db, clock, features.reading),
        views=features.views,
        crawling=features.crawling,
        hours=features.hours,
        mails=features.mails,
        signups=features.signups,
        seconds=features.seconds,
        billing=features.billing,
        privacy=features.privacy,
        leaving=features.leaving,
        packs=features.packs,
        audit=features.audit,
        devices=telephones.devices,
        shown=telephones.ringing.shown,
        somebody_there=lambda scope: db.read(scope, lambda tx: around.somebody_there(tx, clock.now())),
        live=live.door,
        ready=ready,
        demo=demo,
    )
