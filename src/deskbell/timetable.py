"""What the server does by itself: when a deadline has passed, when a job is due, and every so many seconds."""

from __future__ import annotations

from deskbell.adapters.fetching import LateSender
from deskbell.adapters.smtp import SmtpCarrier
from deskbell.edges.worker import hooking, mailing, pushing, waiting
from deskbell.edges.worker.handlers import Handlers
from deskbell.edges.worker.loop import Worker
from deskbell.features.assistant.reactions import Reactions
from deskbell.features.knowledge.service import meanings
from deskbell.features.moving.service import packs
from deskbell.features.privacy.service import SWEEP
from deskbell.features.quality.service.digest import Digests
from deskbell.runtime.clock import Clock
from deskbell.runtime.db.api import Database
from deskbell.settings import Settings, smtp
from deskbell.system import Better, Features, Live, Telephones

HEARTBEAT = 25.0
CRAWLING = 1.0
GOLDEN = 1.0
CHANGES = 60.0
DIGESTS = 300.0
HOLIDAYS = 12 * 3600.0
BILLING = 60.0
RETIRING = 3600.0
DOOR = 1.0


def worker(
    settings: Settings,
    db: Database,
    clock: Clock,
    features: Features,
    reactions: Reactions,
    live: Live,
    better: Better,
    telephones: Telephones,
    looking: waiting.Waiting,
) -> Worker:
    handlers = Handlers(features.conversations, features.reading, live.hub.ring, telephones.ringing.ring)
    carrier = SmtpCarrier(smtp(settings.smtp_url), settings.mail_from) if settings.smtp_url else None
    return Worker(
        db,
        clock,
        features.conversations,
        handlers.table()
        | {"team_mail": features.mails.team.to_team, "answer_mail": features.mails.visitors.to_visitor}
        | {"billing": features.billing.look, SWEEP: features.privacy.sweep},
        pick_up=reactions.pick_up,
        beats=[
            (HEARTBEAT, live.gateway.beat),
            (waiting.EVERY, looking.waiting),
            (HOLIDAYS, features.hours.top_up),
            (mailing.EVERY, mailing.Mailing(features.mails.delivery, carrier).mails),
            (pushing.EVERY, telephones.pushing.pushes),
            (pushing.TIDY, telephones.ringing.tidy),
            (hooking.TEND, features.webhooks.tend),
            (hooking.EVERY, hooking.Hooking(features.webhooks, LateSender()).deliveries),
            (CRAWLING, features.crawling.step),
            (meanings.EVERY, features.knowledge.give_meaning),
            (GOLDEN, better.golden.step),
            (CHANGES, better.golden.after_changes),
            (DIGESTS, Digests(db, clock, features.gaps, features.mails).step),
            (BILLING, features.billing.tend),
            (RETIRING, features.privacy.retire),
            (RETIRING, features.files.tidy),
            (RETIRING, features.leaving.step),
            (packs.EVERY, features.packs.tidy),
            (DOOR, features.signups.step),
        ],
    )
