"""Writing mails in the transaction of their cause, and what comes of them. Sending itself is the worker's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from deskbell.features.audit.service import note
from deskbell.features.mail import rules, store, store_reads, templates
from deskbell.features.mail.model import Content, Line, Mail, MailSettings, Opened, Standing
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.text import clean, cut
from deskbell.runtime import outbox
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

SHOWN = 60
AT_ONCE = 8


class Mails:
    """`configured`: there is a server that carries them; without one they are kept."""

    def __init__(self, db: Database, clock: Clock, ids: Ids, *, public_url: str, configured: bool) -> None:
        self._db = db
        self._clock = clock
        self._ids = ids
        self._base = public_url
        self.configured = configured

    # --- to the team ---------------------------------------------------------------------------------------------

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
                await store.insert(
                    tx,
                    id=self._ids.new("mail"),
                    kind="team",
                    key=f"team:{conversation_id}:{epoch}:{address}",
                    conversation_id=conversation_id,
                    recipient=address,
                    subject=subject,
                    content=content,
                    now=self._clock.now(),
                )

        await self._db.write(scope, work)

    def _team_mail(self, c: Row, said: list[Line]) -> tuple[str, Content]:
        name = rules.one_line(c["name"] or "", 60) or "A visitor"
        way = f"by e-mail to {c['email']}" if c["email"] else "when they come back to the page; they left no address"
        rows = [
            ("E-mail", c["email"]), ("Phone", c["phone"]), ("Page", c["page_title"]), ("Address", c["page_url"]),
            ("Site", c["site"]),
        ]  # fmt: skip
        waits = c["state"] == "waiting"
        lead = "Asked for a person, is waiting right now, and nobody has taken it." if waits else (
            f"Asked for a person when nobody came. Your answer reaches them {way}."
        )  # fmt: skip
        text, html = templates.page(
            title=f"{name} is waiting for an answer",
            lead=lead,
            rows=[(label, cut(clean(value), 300)) for label, value in rows if value],
            said=[replace(line, who=line.who or name, text=cut(line.text, 2_000)) for line in said],
            button=("Open the conversation", f"{self._base}/inbox/c/{c['id']}"),
            foot=f"Sent by Deskbell to the team of {c['business']}.",
        )
        subject = rules.one_line(f"{name} is waiting for an answer")
        return subject, Content(text, html, sender_name=f"{c['business']} · Deskbell", thread=c["id"])

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
        settings = f"{self._base}/settings/mail"
        text, html = templates.page(
            title=f"The week at {business}",
            lead=lead,
            rows=rows,
            said=[replace(line, text=cut(line.text, 500)) for line in said],
            button=(button[0], f"{self._base}{button[1]}"),
            foot=f"Sent by Deskbell every Monday. To end it, change it in the mail settings: {settings}",
        )
        content = Content(text, html, sender_name=f"{business} · Deskbell")
        for address in await store_reads.owners(tx):
            await store.insert(
                tx,
                id=self._ids.new("mail"),
                kind="digest",
                key=f"{key}:{address}",
                conversation_id=None,
                recipient=address,
                subject=rules.one_line(f"The week at {business}"),
                content=content,
                now=self._clock.now(),
            )

    # --- to the visitor ------------------------------------------------------------------------------------------

    async def to_visitor(self, scope: WorkspaceScope, job: Job) -> None:
        """Tell a visitor what people of the team answered and the visitor has not seen; at most ten at once, and
        not more often than every ten minutes.
        """
        conversation_id, now = job.payload["conversation_id"], self._clock.now()

        async def work(tx: Tx) -> None:
            c = await store_reads.conversation(tx, conversation_id)
            if c is None or not c["email"] or c["blocked_at"] is not None:
                return
            told, last = await store_reads.last_answer_mail(tx, conversation_id)
            after = max(told, c["read_contact"])
            answers = await store_reads.unread_answers(tx, conversation_id, after=after, limit=rules.ANSWERS_AT_ONCE)
            if not answers:
                return
            if last and now - last < rules.BETWEEN_ANSWERS:
                await self._later(tx, job, last + rules.BETWEEN_ANSWERS)
                return
            await self._answer_mail(tx, c, answers)

        await self._db.write(scope, work)

    async def _later(self, tx: Tx, job: Job, due_at: int) -> None:
        conversation_id = job.payload["conversation_id"]
        key = f"answer_mail:{conversation_id}:at:{due_at}"
        await outbox.add(
            tx,
            self._ids,
            kind="answer_mail",
            dedupe_key=key,
            payload=job.payload,
            due_at=due_at,
            now=self._clock.now(),
        )

    async def _answer_mail(self, tx: Tx, c: Row, answers: list[tuple[int, Line]]) -> None:
        now, address = self._clock.now(), c["email"].strip().lower()
        if not rules.is_address(address):
            return
        to, token, stop = await self._link(tx, c, address, now)
        chosen, upto = await store.settings(tx), answers[-1][0]
        subject, content = self._answer(c, chosen, answers if to.verified else [], token, stop)
        await store.insert(
            tx,
            id=self._ids.new("mail"),
            kind="answer",
            key=f"answer:{c['id']}:{upto}",
            conversation_id=c["id"],
            recipient=address,
            subject=subject,
            content=content,
            now=now,
            upto=upto,
            not_sent=rules.why_not(to),
        )

    async def _link(self, tx: Tx, c: Row, address: str, now: int) -> tuple[Standing, str, str]:
        """(what is known of the address, the token that opens the conversation, the one that ends such mails)."""
        to = await store.standing(tx, address, c["id"], now=now, hour=rules.HOUR, day=rules.DAY)
        token = self._ids.secret()
        stop = hashed(f"stop:{token}")
        await store.insert_link(
            tx,
            id=self._ids.new("link"),
            conversation_id=c["id"],
            address=address,
            token_hash=hashed(token),
            stop_hash=hashed(stop),
            expires_at=now + rules.LINK_LASTS,
        )
        return to, token, stop

    async def transcript(self, scope: WorkspaceScope, visitor_id: str) -> None:
        """The visitor wants a copy of their conversation at the address that they have left. One that is not confirmed
        gets a link to it only. Raises not_found, rate (three a day), invalid (no address).
        """
        now, mail_id = self._clock.now(), self._ids.new("mail")

        async def work(tx: Tx) -> None:
            conversation_id = await store_reads.of_visitor(tx, visitor_id)
            c = await store_reads.conversation(tx, conversation_id) if conversation_id else None
            if c is None or c["blocked_at"] is not None:
                raise not_found("conversation")
            address = (c["email"] or "").strip().lower()
            if not rules.is_address(address):
                raise Refused("invalid", "Leave an e-mail address first.", field="email")
            if await store_reads.transcripts(tx, c["id"], since=now - rules.DAY) >= rules.TRANSCRIPTS_A_DAY:
                raise Refused("rate", "Three copies went out today. Try again tomorrow.", retry_after=3_600)
            to, token, stop = await self._link(tx, c, address, now)
            said = await store_reads.said(tx, c["id"], limit=rules.TRANSCRIPT_SHOWS) if to.verified else []
            lines = [replace(line, who=line.who or rules.one_line(c["name"] or "You", 60)) for line in said]
            subject, content = self._copy(c, await store.settings(tx), lines, token, stop)
            await store.insert(
                tx,
                id=mail_id,
                kind="transcript",
                key=f"transcript:{mail_id}",
                conversation_id=c["id"],
                recipient=address,
                subject=subject,
                content=content,
                now=now,
                not_sent=rules.why_not(to),
            )

        await self._db.write(scope, work)

    def _copy(self, c: Row, chosen: MailSettings, said: list[Line], token: str, stop: str) -> tuple[str, Content]:
        title = rules.one_line(f"Your conversation with {c['business']}")
        lead = "Here is the conversation that you asked us to send you."
        return title, self._to_visitor(c, chosen, said, token, stop, title=title, lead=lead)

    def _answer(
        self, c: Row, chosen: MailSettings, answers: list[tuple[int, Line]], token: str, stop: str
    ) -> tuple[str, Content]:
        """Without `answers` (the address is not confirmed) the text is fixed: nobody can write to strangers with it."""
        title = rules.one_line(f"{rules.one_line(c['business'], 60)} has answered you")
        lead = "You asked us something on our web site. Our answer is in the conversation, where you can also reply."
        said = [line for _, line in answers]
        return title, self._to_visitor(c, chosen, said, token, stop, title=title, lead=lead)

    def _to_visitor(
        self, c: Row, chosen: MailSettings, said: list[Line], token: str, stop: str, *, title: str, lead: str
    ) -> Content:
        stop_at = f"{self._base}/mail/stop/{stop}"
        text, html = templates.page(
            title=title,
            lead=lead,
            rows=[],
            said=said,
            button=("Open the conversation", f"{self._base}/chat/{c['site_key']}#r={token}"),
            foot="The link works for 30 days and opens your conversation: do not pass it on. If you did not write to "
            f"us, ignore this mail, or stop such mails: {stop_at}",
        )
        headers = {"List-Unsubscribe": f"<{stop_at}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        sender = chosen.sender_name or c["business"]
        return Content(text, html, sender_name=sender, reply_to=chosen.reply_to, thread=c["id"], headers=headers)

    async def open(self, token: str) -> Opened:
        """Whose conversation the link opens; the address is confirmed by it. Raises not_found."""
        now = self._clock.now()

        async def look(tx: Tx) -> Row | None:
            return await store_reads.link_any_workspace(tx, hashed(token), now=now)

        found = await self._db.read(ANY_WORKSPACE, look)
        if found is None:
            raise Refused("not_found", "This link does not work any more. Write to us again on our page.")

        async def verified(tx: Tx) -> None:
            await store.verify(tx, found["address"], now=now)

        await self._db.write(WorkspaceScope(found["workspace_id"]), verified)
        kept = json.loads(found["appearance"]).get("store", "local")
        return Opened(found["workspace_id"], found["visitor_id"], found["key"], kept)

    async def stop(self, token: str) -> str:
        """No more mails to this address; the address. Raises not_found."""

        async def look(tx: Tx) -> Row | None:
            return await store_reads.stop_any_workspace(tx, hashed(token))

        found = await self._db.read(ANY_WORKSPACE, look)
        if found is None:
            raise not_found("link")

        async def work(tx: Tx) -> None:
            await store.stop(tx, found["address"], now=self._clock.now())

        await self._db.write(WorkspaceScope(found["workspace_id"]), work)
        return str(found["address"])

    # --- delivery ------------------------------------------------------------------------------------------------

    async def claim(self) -> list[Mail]:
        """Lease what is due."""
        now = self._clock.now()
        due_at = await self._db.read(ANY_WORKSPACE, store.next_due_any_workspace)
        if due_at is None or due_at > now:
            return []

        async def work(tx: Tx) -> list[Mail]:
            return await store.claim_any_workspace(tx, now=now, limit=AT_ONCE)

        return await self._db.write(ANY_WORKSPACE, work)

    async def sent(self, mail: Mail) -> None:
        async def work(tx: Tx) -> None:
            await store.sent(tx, mail.id, now=self._clock.now())

        await self._db.write(WorkspaceScope(mail.workspace_id), work)

    async def failed(self, mail: Mail, reason: str, *, again: bool) -> None:
        now = self._clock.now()
        due_at = rules.next_try(attempts=mail.attempts, created_at=mail.created_at, now=now) if again else None

        async def work(tx: Tx) -> None:
            await store.failed(tx, mail.id, due_at=due_at, error=reason)

        await self._db.write(WorkspaceScope(mail.workspace_id), work)

    # --- the dashboard -------------------------------------------------------------------------------------------

    async def settings(self, scope: WorkspaceScope) -> MailSettings:
        return await self._db.read(scope, store.settings)

    async def save(self, scope: WorkspaceScope, new: MailSettings) -> MailSettings:
        """`new.version` is the one that was read. Raises invalid, conflict."""
        for address in (new.fallback, new.reply_to):
            if address and not rules.is_address(address):
                raise Refused("invalid", f"{address!r} is not an e-mail address.")
        name = rules.one_line(new.sender_name or "", 60) or None
        final = MailSettings(new.fallback or None, name, new.reply_to or None, new.digest, new.version + 1)

        async def work(tx: Tx) -> MailSettings:
            if not await store.save_settings(tx, final):
                raise Refused("conflict", "Somebody else saved these settings meanwhile. Reload, then save again.")
            await note(tx, "mail.saved", now=self._clock.now(), digest=final.digest, fallback=bool(final.fallback))
            return final

        return await self._db.write(scope, work)

    async def log(self, scope: WorkspaceScope) -> dict[str, Any]:
        """`mails`, newest first, and `counts` by state."""

        async def work(tx: Tx) -> dict[str, Any]:
            mails = [dict(row) for row in await store_reads.log(tx, limit=100)]
            return {"mails": mails, "counts": await store_reads.counts(tx), "team": await store_reads.team(tx)}

        return await self._db.read(scope, work)

    async def again(self, scope: WorkspaceScope, mail_id: str) -> None:
        """Send a dead mail again. Raises not_found, conflict (it is not dead)."""

        async def work(tx: Tx) -> None:
            if not await store_reads.exists(tx, mail_id):
                raise not_found("mail")
            if not await store.again(tx, mail_id, now=self._clock.now()):
                raise Refused("conflict", "This mail is not one that failed.")

        await self._db.write(scope, work)

    async def test(self, scope: WorkspaceScope, address: str) -> None:
        """Queue a mail that shows whether mails arrive."""

        async def work(tx: Tx) -> None:
            mail_id = self._ids.new("mail")
            business, chosen = await store_reads.business(tx), await store.settings(tx)
            text, html = templates.page(
                title="Mails arrive",
                lead=f"This is the test mail that somebody of {business} asked for.",
                rows=[],
                said=[],
                button=("Mail settings", f"{self._base}/settings/mail"),
                foot="Sent by Deskbell.",
            )
            content = Content(text, html, sender_name=chosen.sender_name or business, reply_to=chosen.reply_to)
            await store.insert(
                tx,
                id=mail_id,
                kind="test",
                key=f"test:{mail_id}",
                conversation_id=None,
                recipient=address,
                subject="Mails arrive",
                content=content,
                now=self._clock.now(),
            )

        await self._db.write(scope, work)


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
