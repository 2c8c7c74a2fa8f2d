"""Mails: to the team, to visitors and to owners; their delivery; and what the dashboard shows of them."""

from __future__ import annotations

from deskbell.features.mail.post import Post
from deskbell.features.mail.service.delivery import Delivery
from deskbell.features.mail.service.desk import Desk
from deskbell.features.mail.service.team import TeamMails
from deskbell.features.mail.service.visitors import VisitorMails
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database

__all__ = ["Mails"]


class Mails:
    """`configured`: there is a server that carries them; without one they are kept."""

    def __init__(self, db: Database, clock: Clock, ids: Ids, *, public_url: str, configured: bool) -> None:
        self.configured = configured
        self.post = Post(clock, ids, public_url)
        self.team = TeamMails(db, self.post)
        self.visitors = VisitorMails(db, self.post)
        self.delivery = Delivery(db, clock)
        self.desk = Desk(db, self.post)
