"""A visitor's own copy of the conversation by mail."""

from __future__ import annotations

import pytest

from deskbell.kit.errors import Refused
from tests.fakes.mail_server import MailServer
from tests.services.desk import Desk
from tests.services.mail.post import Post
from tests.services.mail.test_causes import text_of


async def wants(post: Post, desk: Desk) -> None:
    await post.mails.visitors.transcript(desk.acme.scope, desk.acme.visitor("vera").id)


async def has_looked_at(post: Post, desk: Desk, address: str) -> None:
    """Told, and confirmed by its owner."""
    await post.address(address)
    await desk.run(
        "INSERT INTO mail_address (workspace_id, address, verified_at) VALUES (:ws, :address, 1)",
        ws=desk.acme.scope.workspace_id,
        address=address.lower(),
    )


async def test_a_confirmed_address_gets_everything_and_no_note_of_the_team(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    posted = await desk.says("Where is order 4711?")
    await desk.answers(posted.conversation_id, "It left yesterday.")
    await desk.conversations.operator.says(
        desk.acme.scope, desk.acme.who("oscar"), posted.conversation_id, cid="n1", text="a secret", kind="note"
    )
    await has_looked_at(post, desk, "Vera@home.example")
    await wants(post, desk)
    await post.send()
    (mail,) = server.accepted
    assert server.recipients == ["vera@home.example"]
    text = text_of(mail)
    assert "Where is order 4711?" in text
    assert "It left yesterday." in text
    assert "a secret" not in text
    assert mail["List-Unsubscribe"]
    await wants(post, desk)
    await wants(post, desk)
    with pytest.raises(Refused) as caught:
        await wants(post, desk)
    assert caught.value.code == "rate"
    desk.clock.pass_(24 * 3_600_000 + 1)
    await wants(post, desk)


async def test_a_copy_has_the_times_of_the_visitors_clock_the_sources_and_who_came_and_went(
    desk: Desk, server: MailServer
) -> None:
    post = Post(desk, server)
    await desk.sites.set_zone(desk.acme.scope, desk.acme.visitor("vera").id, "Asia/Tokyo")
    c = (await desk.says("Where is it?")).conversation_id
    cited = [{"n": 1, "id": "pas_1", "title": "Delivery", "url": "https://acme.example/delivery"}]
    await desk.answers(c, "On its way [1].", citations=cited)
    await desk.takes("oscar", c)
    desk.clock.pass_(60_000)
    await desk.replies("oscar", c, "It comes <today>.")
    await has_looked_at(post, desk, "vera@home.example")
    await wants(post, desk)
    await post.send()
    (mail,) = server.accepted
    told = [line for line in text_of(mail).splitlines() if line.startswith((" ", "--")) or line.endswith(":")]
    at, later = "22 Sep 2026, 00:13", "22 Sep 2026, 00:14"
    assert told[:8] == [
        f"You · {at}:",
        "  Where is it?",
        f"Ada · {at}:",
        "  On its way [1].",
        "  [1] Delivery https://acme.example/delivery",
        f"-- Oscar joined. You are now talking with a person. · {at} --",
        f"Oscar · {later}:",
        "  It comes <today>.",
    ]
    assert "Times are those of Asia/Tokyo." in text_of(mail)


async def test_a_copy_has_no_line_for_what_was_removed(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    c = (await desk.says("Where is it?")).conversation_id
    gone = await desk.says("My card is 4000")
    await desk.removes("oscar", c, gone.seq)
    await has_looked_at(post, desk, "vera@home.example")
    await wants(post, desk)
    await post.send()
    (mail,) = server.accepted
    assert text_of(mail).count("You · ") == 1


async def test_to_a_stranger_goes_one_link_and_not_a_word_of_it(desk: Desk, server: MailServer) -> None:
    post = Post(desk, server)
    await desk.says("Buy pills at evil.example")
    with pytest.raises(Refused) as caught:
        await wants(post, desk)
    assert (caught.value.code, caught.value.details) == ("invalid", {"field": "email"})
    await post.address("stranger@home.example")
    await wants(post, desk)
    await wants(post, desk)
    await post.send()
    (mail,) = server.accepted
    assert "pills" not in text_of(mail)
    assert "https://desk.example/chat/" in text_of(mail)
    assert sorted(await post.states()) == ["sent", "suppressed"]


async def test_without_a_conversation_there_is_nothing_to_send(desk: Desk, server: MailServer) -> None:
    with pytest.raises(Refused) as caught:
        await wants(Post(desk, server), desk)
    assert caught.value.code == "not_found"
