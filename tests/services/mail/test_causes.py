"""Who is written to, when, and what stands in it."""

from __future__ import annotations

import re

import pytest

from deskbell.features.conversations.model import Owner, State
from deskbell.features.mail import rules
from deskbell.features.mail.model import MailSettings
from deskbell.kit.errors import Refused
from tests.fakes.mail_server import MailServer
from tests.services.desk import Desk
from tests.services.mail.post import Post

MINUTE = 60_000


def text_of(mail: object) -> str:
    part = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return str(part.get_content())


async def test_when_nobody_is_there_the_team_gets_one_mail_with_everything(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await post.address("vera@home.example")
    said = await desk.says("My order 4711 is late. <b>Hello</b>")
    await desk.requests()
    await post.after(15_000)
    (mail,) = server.accepted
    assert server.recipients == [desk.acme.owner.email]
    text, html = text_of(mail), str(mail.get_body(("html",)).get_content())  # type: ignore[union-attr]
    for wanted in ("4711", "vera@home.example", f"https://desk.example/inbox/c/{said.conversation_id}"):
        assert wanted in text
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert mail["Auto-Submitted"] == "auto-generated"
    await desk.requests()
    await post.after(MINUTE)
    assert len(server.accepted) == 1


async def test_a_wait_makes_one_mail_however_it_ends(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await desk.present("oscar")
    waiting = await desk.requests()
    await post.after(89_000)
    assert server.accepted == []
    await post.after(1_000)
    assert len(server.accepted) == 1
    desk.clock.pass_(MINUTE)
    await desk.due()
    assert (await desk.one(waiting.conversation_id)).state is State.FOLLOWUP
    await post.after(MINUTE)
    assert len(server.accepted) == 1


async def test_what_is_taken_in_time_makes_no_mail(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await desk.present("oscar")
    waiting = await desk.requests()
    await desk.takes("oscar", waiting.conversation_id)
    await post.after(100_000)
    assert server.accepted == []


async def test_the_fallback_address_gets_them_instead(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await post.mails.desk.save(desk.acme.scope, MailSettings(fallback="desk@acme.example"))
    await desk.requests()
    await post.after(15_000)
    assert server.recipients == ["desk@acme.example"]
    with pytest.raises(Refused):
        await post.mails.desk.save(desk.acme.scope, MailSettings(fallback="a@b.example\nBcc: x@y.example", version=1))


async def test_answers_reach_a_visitor_who_left_and_the_link_confirms_the_address(
    desk: Desk, server: MailServer
) -> None:
    post = Post(desk, server)
    await post.address("vera@home.example")
    asked = await desk.says()
    await desk.replies("oscar", asked.conversation_id, "It ships today.")
    await post.after(179_000)
    assert server.accepted == []
    await post.after(1_000)
    (first,) = server.accepted
    assert "It ships today." not in text_of(first), "the address is not confirmed"
    found = re.search(r"https://desk\.example/chat/[\w-]+#r=([\w-]+)", text_of(first))
    assert found is not None
    opened = await post.mails.visitors.open(found[1])
    assert opened.visitor_id == desk.acme.visitor("vera").id
    for n in range(12):
        await desk.replies("oscar", asked.conversation_id, f"And number {n}.")
    await post.after(180_000)
    assert len(server.accepted) == 1, "not more often than every ten minutes"
    await post.after(7 * MINUTE)
    second = server.accepted[1]
    assert "And number 0." in text_of(second)
    assert "And number 10." not in text_of(second), "ten at once"
    assert second["References"] == first["References"]


async def test_what_was_read_makes_no_mail(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await post.address("vera@home.example")
    asked = await desk.says()
    reply = await desk.replies("oscar", asked.conversation_id)
    await desk.conversations.visitor.read(desk.acme.scope, desk.acme.visitor("vera"), reply.seq)
    await post.after(180_000)
    assert server.accepted == []


async def test_who_wants_no_more_mails_gets_none(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await post.address("vera@home.example")
    asked = await desk.says()
    await desk.replies("oscar", asked.conversation_id)
    await post.after(180_000)
    (mail,) = server.accepted
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        await post.mails.visitors.stop(str(mail["List-Unsubscribe"]).strip("<>").rsplit("/", 1)[1])
        == "vera@home.example"
    )
    await desk.replies("oscar", asked.conversation_id)
    await post.after(20 * MINUTE)
    assert (len(server.accepted), (await post.states())[-1]) == (1, "suppressed")


async def test_a_link_ends_after_thirty_days_and_with_the_address(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await post.address("vera@home.example")
    asked = await desk.says()
    await desk.replies("oscar", asked.conversation_id)
    await post.after(180_000)
    found = re.search(r"#r=([\w-]+)", text_of(server.accepted[0]))
    assert found is not None
    await post.address("other@home.example")
    with pytest.raises(Refused):
        await post.mails.visitors.open(found[1])
    await post.address("vera@home.example")
    desk.clock.pass_(rules.LINK_LASTS)
    with pytest.raises(Refused):
        await post.mails.visitors.open(found[1])


async def test_nobody_can_write_to_a_stranger_through_us(desk: Desk, server: MailServer) -> None:
    """300 conversations of 50 visitors name one victim's address; `tests/proofs` has ten thousand."""
    await flood(desk, server, visitors=50, rounds=6)


async def flood(desk: Desk, server: MailServer, *, visitors: int, rounds: int) -> None:
    post = Post(desk, server)
    evil = "BUY-PILLS http://evil.example\r\nBcc: <victim@victim.example>"
    oscar: Owner = desk.acme.who("oscar")
    for n in range(visitors):
        name = f"v{n}"
        desk.acme.visitors[name] = await desk.sites.new_visitor(desk.acme.site, lang="en")
        await post.address("Victim@Victim.example", who=name)
        await desk.run(
            "UPDATE contact SET name = :name WHERE id = :id", name=evil, id=desk.acme.visitor(name).contact_id
        )
    for _ in range(rounds):
        for n in range(visitors):
            said = await desk.says(evil, who=f"v{n}", cid=f"c{desk.ids.new('x')}")
            if said.epoch < 3:
                await desk.conversations.operator.says(
                    desk.acme.scope, oscar, said.conversation_id, cid=desk.ids.new("r"), text=f"Re: {evil}"
                )
        await post.after(0)
        for _ in range(1 + visitors // 100):
            await post.after(180_000)
            await post.send()
    assert 1 <= len(server.accepted) <= 3
    assert set(server.recipients) == {"victim@victim.example"}
    for mail in server.accepted:
        assert [name for name in mail if name.lower() in ("bcc", "cc")] == []
        assert not re.search("PILLS|evil", mail.as_string())
    assert (await desk.rows("SELECT count(*) AS n FROM mail WHERE state = 'suppressed'"))[0]["n"] > 0


@pytest.mark.parametrize(
    "text",
    [
        "a@b",
        "a@b.c\nBcc: x@y.z",
        "a@b.c, d@e.f",
        "<a@b.c>",
        "a b@c.d",
        '"a"@b.c',
        "a@b..c",
        "a@-b.c",
        "@b.c",
        "a@b.c\r",
    ],
)
def test_what_is_no_single_plain_address_is_refused(text: str) -> None:
    assert not rules.is_address(text)
    assert rules.is_address("o'neil+x@mail.example.co.uk")
