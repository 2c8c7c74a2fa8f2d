"""Mails to visitors: answers they have not seen, copies of their conversation, and the links in them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from deskbell.features.mail import rules, store, store_reads, templates
from deskbell.features.mail.model import Content, Line, MailSettings, Opened, Standing
from deskbell.features.mail.post import Post
from deskbell.kit.errors import Refused, not_found
from deskbell.runtime import outbox
from deskbell.runtime.db.api import Database, Row, Tx
from deskbell.runtime.outbox import Job
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope


class VisitorMails:
    def __init__(self, db: Database, post: Post) -> None:
        self._db = db
        self._post = post

    async def to_visitor(self, scope: WorkspaceScope, job: Job) -> None:
        """Tell a visitor what people of the team answered and the visitor has not seen; at most ten at once, and
        not more often than every ten minutes.
        """
        conversation_id, now = job.payload["conversation_id"], self._post.clock.now()

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
            self._post.ids,
            kind="answer_mail",
            dedupe_key=key,
            payload=job.payload,
            due_at=due_at,
            now=self._post.clock.now(),
        )

    async def _answer_mail(self, tx: Tx, c: Row, answers: list[tuple[int, Line]]) -> None:
        now, address = self._post.clock.now(), c["email"].strip().lower()
        if not rules.is_address(address):
            return
        to, token, stop = await self._link(tx, c, address, now)
        chosen, upto = await store.settings(tx), answers[-1][0]
        subject, content = self._answer(c, chosen, answers if to.verified else [], token, stop)
        await self._post.put(
            tx,
            "answer",
            address,
            subject,
            content,
            key=f"{c['id']}:{upto}",
            conversation_id=c["id"],
            upto=upto,
            not_sent=rules.why_not(to),
        )

    async def _link(self, tx: Tx, c: Row, address: str, now: int) -> tuple[Standing, str, str]:
        """(what is known of the address, the token that opens the conversation, the one that ends such mails)."""
        to = await store.standing(tx, address, c["id"], now=now, hour=rules.HOUR, day=rules.DAY)
        token = self._post.ids.secret()
        stop = hashed(f"stop:{token}")
        await store.insert_link(
            tx,
            id=self._post.ids.new("link"),
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
        now = self._post.clock.now()

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
            shows = rules.TRANSCRIPT_SHOWS if to.verified else 0
            you = rules.one_line(c["name"] or "You", 60)
            lines = [
                replace(line, who=line.who or you, when=rules.when(line.at, c["zone"]))
                for line in await store_reads.transcript(tx, c["id"], limit=shows)
            ]
            subject, content = self._copy(c, await store.settings(tx), lines, token, stop)
            await self._post.put(
                tx, "transcript", address, subject, content, conversation_id=c["id"], not_sent=rules.why_not(to)
            )

        await self._db.write(scope, work)

    def _copy(self, c: Row, chosen: MailSettings, said: list[Line], token: str, stop: str) -> tuple[str, Content]:
        title = rules.one_line(f"Your conversation with {c['business']}")
        lead = "Here is the conversation that you asked us to send you."
        if said:
            lead += f" Times are those of {c['zone'] or 'UTC'}."
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
        stop_at = self._post.address(f"/mail/stop/{stop}")
        text, html = templates.page(
            title=title,
            lead=lead,
            rows=[],
            said=said,
            button=("Open the conversation", self._post.address(f"/chat/{c['site_key']}#r={token}")),
            foot="The link works for 30 days and opens your conversation: do not pass it on. If you did not write to "
            f"us, ignore this mail, or stop such mails: {stop_at}",
        )
        headers = {"List-Unsubscribe": f"<{stop_at}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        sender = chosen.sender_name or c["business"]
        return Content(text, html, sender_name=sender, reply_to=chosen.reply_to, thread=c["id"], headers=headers)

    async def open(self, token: str) -> Opened:
        """Whose conversation the link opens; the address is confirmed by it. Raises not_found."""
        now = self._post.clock.now()

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
            await store.stop(tx, found["address"], now=self._post.clock.now())

        await self._db.write(WorkspaceScope(found["workspace_id"]), work)
        return str(found["address"])


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
