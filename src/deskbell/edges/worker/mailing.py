"""Sends the mails that are due. A mail is leased first, so that a crash delays it and loses nothing."""

from __future__ import annotations

import asyncio

from deskbell.features.mail.model import Mail
from deskbell.features.mail.ports import Carrier, MailRefused
from deskbell.features.mail.service.delivery import Delivery
from deskbell.runtime.log import logger

log = logger("mail")
EVERY = 1.0


class Mailing:
    """Without a carrier mails stay queued, and the dashboard says so."""

    def __init__(self, delivery: Delivery, carrier: Carrier | None) -> None:
        self._delivery = delivery
        self._carrier = carrier
        self._looked = False

    async def mails(self) -> None:
        if self._carrier is None:
            return
        if not self._looked:
            self._looked = True
            await self._look(self._carrier)
        await asyncio.gather(*[self._send(mail, self._carrier) for mail in await self._delivery.claim()])

    async def _look(self, carrier: Carrier) -> None:
        """Once, so that the log says what is wrong before somebody waits for a mail."""
        try:
            await carrier.check()
        except MailRefused as refused:
            log.warning("mail_server", trouble=str(refused), meanwhile="mails are kept and tried again")

    async def _send(self, mail: Mail, carrier: Carrier) -> None:
        try:
            await carrier.send(mail)
        except MailRefused as refused:
            log.warning("mail_refused", mail=mail.id, attempt=mail.attempts, again=refused.again)
            await self._delivery.failed(mail, str(refused), again=refused.again)
        else:
            await self._delivery.sent(mail)
