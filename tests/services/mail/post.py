"""The mails of a desk: what the worker does about them, at the moment that the test says."""

from __future__ import annotations

from dataclasses import dataclass

from deskbell.adapters.smtp import SmtpCarrier
from deskbell.edges.worker.mailing import Mailing
from deskbell.features.mail.service import Mails
from deskbell.runtime.scope import WorkspaceScope
from deskbell.settings import smtp
from tests.fakes.mail_server import MailServer
from tests.services.desk import Desk


@dataclass
class Post:
    desk: Desk
    server: MailServer
    step: float = 10.0

    def __post_init__(self) -> None:
        self.mails = Mails(
            self.desk.db, self.desk.clock, self.desk.ids, public_url="https://desk.example", configured=True
        )
        url = f"smtp://127.0.0.1:{self.server.port}"
        self.mailing = Mailing(self.mails.delivery, SmtpCarrier(smtp(url), "desk@desk.example", step=self.step))

    async def after(self, milliseconds: int) -> None:
        """Time passes; what is due by then is written and sent."""
        self.desk.clock.pass_(milliseconds)
        for job in await self.desk.jobs_due():
            scope = WorkspaceScope(job.workspace_id)
            if job.kind == "team_mail":
                await self.mails.team.to_team(scope, job)
            elif job.kind == "answer_mail":
                await self.mails.visitors.to_visitor(scope, job)
        await self.send()

    async def send(self) -> None:
        await self.mailing.mails()

    async def address(self, text: str, *, who: str = "vera") -> None:
        contact = self.desk.acme.visitor(who).contact_id
        await self.desk.run("UPDATE contact SET email = :email WHERE id = :id", email=text, id=contact)

    async def states(self) -> list[str]:
        return [row["state"] for row in await self.desk.rows("SELECT state FROM mail ORDER BY created_at, id")]
