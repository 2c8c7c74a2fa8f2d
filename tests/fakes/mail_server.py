"""A real SMTP server on loopback (aiosmtpd) that fails as a test tells it to."""

from __future__ import annotations

import asyncio
import email
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

Fault = str  # "421" and the like: at RCPT; "data 451": after the text; "drop before", "drop after", "stall"


class MailServer:
    """`faults` are used up one a mail; `accepted` holds every mail whose text was taken, also when nobody was told."""

    def __init__(self) -> None:
        self.port = 0
        self.faults: list[Fault] = []
        self.accepted: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.attempts = 0
        self._now: dict[Session, Fault] = {}

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.attempts += 1
        now = self._now[session] = self.faults.pop(0) if self.faults else ""
        if now.isdigit():
            return f"{now} not now" if now < "500" else f"{now} no such mailbox"
        if now == "stall":
            await asyncio.sleep(3600)
        if now == "drop before":
            server.transport.abort()
            return "250 OK"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        now = self._now.pop(session)
        if now.startswith("data "):
            return now[5:] + " no"
        parsed = email.message_from_bytes(cast(bytes, envelope.content), policy=POLICY)
        self.accepted.append(parsed)
        self.recipients += envelope.rcpt_tos
        if now == "drop after":
            server.transport.abort()
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.accepted]


@asynccontextmanager
async def mail_server(**options: Any) -> AsyncIterator[MailServer]:
    made = MailServer()
    loop = asyncio.get_running_loop()
    sessions: list[SMTP] = []

    def protocol() -> SMTP:
        sessions.append(SMTP(made, loop=loop, hostname="mail.test", **options))
        return sessions[-1]

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        tasks = [session._handler_coroutine for session in sessions if session._handler_coroutine is not None]
        for session in sessions:
            if session.transport is not None:
                session.transport.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
