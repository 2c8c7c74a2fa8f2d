"""Every mail is accepted at least once, whatever the server does; what it refuses for good is dead and visible."""

from __future__ import annotations

import ssl

import pytest

from deskbell.adapters.smtp import SmtpCarrier
from deskbell.features.mail import rules
from deskbell.features.mail.ports import MailRefused
from deskbell.features.mail.store import LEASE
from deskbell.settings import SettingsError, smtp
from tests.fakes.mail_server import MailServer
from tests.services.desk import Desk
from tests.services.mail.post import Post


@pytest.mark.parametrize("fault", ["421", "450", "451", "data 421", "data 451", "drop before", "drop after", "stall"])
async def test_what_may_pass_is_tried_again(desk: Desk, server: MailServer, fault: str) -> None:
    post = Post(desk, server, step=0.3 if fault == "stall" else 10.0)
    server.faults = [fault, fault]
    await post.mails.desk.test(desk.acme.scope, "ada@acme.example")
    await post.send()
    assert await post.states() == ["queued"]
    assert (await post.mails.desk.log(desk.acme.scope))["mails"][0]["error"]
    desk.clock.pass_(rules.PAUSES[0] - 1)
    await post.send()
    assert server.attempts == 1, "not before its pause is over"
    desk.clock.pass_(1)
    await post.send()
    desk.clock.pass_(rules.PAUSES[1])
    await post.send()
    assert await post.states() == ["sent"]
    copies = 3 if fault == "drop after" else 1
    assert (len(server.ids), len(set(server.ids))) == (copies, 1), "every copy bears the same Message-ID"


@pytest.mark.parametrize("fault", ["550", "data 554"])
async def test_what_is_refused_for_good_is_dead_after_one_attempt_and_can_be_sent_again(
    desk: Desk, server: MailServer, fault: str
) -> None:
    post = Post(desk, server)
    server.faults = [fault]
    await post.mails.desk.test(desk.acme.scope, "ada@acme.example")
    await post.send()
    desk.clock.pass_(rules.GIVE_UP_AFTER)
    await post.send()
    log = await post.mails.desk.log(desk.acme.scope)
    assert (server.attempts, log["counts"], log["mails"][0]["error"][:3]) == (1, {"dead": 1}, fault[-3:])
    await post.mails.desk.again(desk.acme.scope, log["mails"][0]["id"])
    await post.send()
    assert await post.states() == ["sent"]


async def test_it_is_given_up_after_three_days(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    server.faults = ["451"] * 100
    await post.mails.desk.test(desk.acme.scope, "ada@acme.example")
    for _ in range(100):
        await post.send()
        desk.clock.pass_(rules.HOUR)
    assert await post.states() == ["dead"]
    assert 8 <= server.attempts <= 20


async def test_a_mail_whose_sender_died_is_sent_by_the_next(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await post.mails.desk.test(desk.acme.scope, "ada@acme.example")
    assert len(await post.mails.delivery.claim()) == 1  # and then the process ends
    await post.send()
    assert server.attempts == 0
    desk.clock.pass_(LEASE)
    await post.send()
    assert (await post.states(), len(server.accepted)) == (["sent"], 1)


async def test_a_server_that_is_not_there_or_cannot_encrypt_is_an_ordinary_failure(server: MailServer) -> None:
    for url, context in (
        ("smtp://127.0.0.1:1", None),
        (f"smtp://127.0.0.1:{server.port}?starttls", None),
        (f"smtps://127.0.0.1:{server.port}", ssl.create_default_context()),
    ):
        with pytest.raises(MailRefused) as refused:
            await SmtpCarrier(smtp(url), "desk@desk.example", context=context, step=5.0).check()
        assert refused.value.again
    assert await SmtpCarrier(smtp(f"smtp://127.0.0.1:{server.port}"), "desk@desk.example").check()


@pytest.mark.parametrize("url", ["http://x", "smtp://", "smtp://u:secret@mail.example", "smtp://h?tls", "smtp://h:x"])
def test_a_wrong_address_of_the_server_is_named_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError) as error:
        smtp(url)
    assert "SMTP_URL" in str(error.value)
    assert "secret" not in str(error.value)
