"""Mails to the team: somebody waits, and the week's summary."""

from __future__ import annotations

from dataclasses import replace

from deskbell.features.mail import rules, store, store_reads, templates
from deskbell.features.mail.model import Content, Line
from deskbell.features.mail.post import OURS, Post
from deskbell.kit.text import clean, cut
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import WorkspaceScope

SHOWN = 60


class TeamMails:
    def __init__(self, db: Database, post: Post) -> None:
        self._db = db
        self._post = post

    async def to_team(self, scope: WorkspaceScope, job: Job) -> None:
        """Somebody has waited, or nobody was there. Nothing when it was answered or taken meanwhile."""
        conversation_id, epoch = job.payload["conversation_id"], job.payload["epoch"]

        async def work(tx: Tx) -> None:
            c = await store_reads.conversation(tx, conversation_id)
            if c is None or c["state"] not in ("waiting", "followup") or c["unanswered_since"] is None:
                return
            if c["epoch"] not in (epoch, epoch + 1):  # the wait that this job was for is over
                return
            chosen = await store.settings(tx)
            said = await store_reads.said(tx, conversation_id, limit=SHOWN)
            subject, content = self._team_mail(c, said)
            for address in [chosen.fallback] if chosen.fallback else await store_reads.team(tx):
                key = f"{conversation_id}:{epoch}:{address}"
                await self._post.put(tx, "team", address, subject, content, key=key, conversation_id=conversation_id)

        await self._db.write(scope, work)

    def _team_mail(self, c: Row, said: list[Line]) -> tuple[str, Content]:
        name = rules.one_line(c["name"] or "", 60) or "A visitor"
        way = f"by e-mail to {c['email']}" if c["email"] else "when they come back to the page; they left no address"
        rows = [
            ("E-mail", c["email"]), ("Phone", c["phone"]), ("Page", c["page_title"]), ("Address", c["page_url"]),
            ("Site", c["site"]),
        ]  # fmt: skip
        title, waits = f"{name} is waiting for an answer", c["state"] == "waiting"
        lead = "Asked for a person, is waiting right now, and nobody has taken it." if waits else (
            f"Asked for a person when nobody came. Your answer reaches them {way}."
        )  # fmt: skip
        text, html = templates.page(
            title=title,
            lead=lead,
            rows=[(label, cut(clean(value), 300)) for label, value in rows if value],
            said=[replace(line, who=line.who or name, text=cut(line.text, 2_000)) for line in said],
            button=("Open the conversation", self._post.address(f"/inbox/c/{c['id']}")),
            foot=f"Sent by Deskbell to the team of {c['business']}.",
        )
        return title, Content(text, html, sender_name=f"{c['business']} · {OURS}", thread=c["id"])

    async def summary(
        self,
        tx: Tx,
        *,
        key: str,
        lead: str,
        rows: list[tuple[str, str]],
        said: list[Line],
        button: tuple[str, str],
    ) -> None:
        """The weekly summary to the owner, unless it is not wanted. `button`: what it says, and a path."""
        chosen, business = await store.settings(tx), await store_reads.business(tx)
        if not chosen.digest:
            return
        settings, title = self._post.address("/settings/mail"), f"The week at {business}"
        text, html = templates.page(
            title=title,
            lead=lead,
            rows=rows,
            said=[replace(line, text=cut(line.text, 500)) for line in said],
            button=(button[0], self._post.address(button[1])),
            foot=f"Sent by Deskbell every Monday. To end it, change it in the mail settings: {settings}",
        )
        content = Content(text, html, sender_name=f"{business} · {OURS}")
        for address in await store_reads.owners(tx):
            await self._post.put(tx, "digest", address, title, content, key=f"{key}:{address}")
