"""Carries mails to an SMTP server (RFC 5321). One connection a mail: few are sent, and none waits for another."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

from deskbell.features.mail.model import Mail
from deskbell.features.mail.ports import MailRefused
from deskbell.features.mail.rules import is_address, message_id, one_line
from deskbell.settings import Smtp

if TYPE_CHECKING:
    from email.message import EmailMessage

    from aiosmtplib import SMTP

STEP = 30.0
WHOLE = 90.0


class SmtpCarrier:
    """`context`: whom to trust; None: whom the machine trusts. `whole`: seconds for one mail."""

    def __init__(
        self, server: Smtp, sender: str, *, context: ssl.SSLContext | None = None, step: float = STEP,
        whole: float = WHOLE,
    ) -> None:  # fmt: skip
        self._server = server
        self._sender = sender
        self._context = context
        self._step = step
        self._whole = whole

    async def send(self, mail: Mail) -> None:
        await self._talk(mail)

    async def check(self) -> str:
        await self._talk(None)
        return f"{self._server.host}:{self._server.port}"

    async def _talk(self, mail: Mail | None) -> None:
        import aiosmtplib

        try:
            message = composed(mail, self._sender) if mail is not None else None
            async with asyncio.timeout(self._whole):
                client = self._client()
                try:
                    await client.connect()
                    if message is not None and mail is not None:
                        await client.send_message(message, sender=self._sender, recipients=[mail.recipient])
                finally:
                    client.close()
        except ValueError as error:
            raise MailRefused(f"The mail cannot be written: {error}", again=False) from error
        except aiosmtplib.SMTPAuthenticationError as error:
            raise MailRefused(
                f"The mail server refused the sign-in ({error.code}): check SMTP_URL", again=True
            ) from error
        except aiosmtplib.SMTPRecipientsRefused as error:
            first = error.recipients[0]
            raise MailRefused(_said(first.code, first.message), again=first.code < 500) from error
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as error:
            raise MailRefused(_said(error.code, error.message), again=error.code < 500) from error
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            words = one_line(str(error), 200) or type(error).__name__
            raise MailRefused(f"The mail server was not reached: {words}", again=True) from error

    def _client(self) -> SMTP:
        from aiosmtplib import SMTP

        server = self._server
        return SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.tls,
            start_tls=server.starttls,
            tls_context=self._context,
            timeout=self._step,
        )


def _said(code: int, message: str) -> str:
    return f"{code} {one_line(message, 300)}"


def composed(mail: Mail, sender: str) -> EmailMessage:
    """The message. Raises ValueError for anything that would break out of its header."""
    from datetime import UTC, datetime
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP as POLICY
    from email.utils import format_datetime

    if not is_address(mail.recipient):
        raise ValueError("the recipient is not an address")
    content, host = mail.content, sender.rpartition("@")[2]
    message = EmailMessage(policy=POLICY)
    message["From"] = Address(one_line(content.sender_name, 60), addr_spec=sender)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(datetime.fromtimestamp(mail.created_at / 1000, UTC))
    message["Message-ID"] = message_id(mail.workspace_id, mail.key, host)
    if content.thread is not None:
        root = message_id(mail.workspace_id, content.thread, host)
        message["In-Reply-To"] = root
        message["References"] = root
    if content.reply_to:
        message["Reply-To"] = Address(addr_spec=content.reply_to)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    for name, value in content.headers.items():
        message[name] = value
    message.set_content(content.text)
    message.add_alternative(content.html, subtype="html")
    return message
