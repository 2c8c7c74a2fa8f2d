"""Files from the first byte to the last: kept, sent once, seen by those who may, gone with the conversation."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest

from deskbell.features.files import rules
from deskbell.features.files.model import Sender
from deskbell.features.privacy.service import Privacy
from deskbell.kit.errors import Refused
from deskbell.runtime.blobs import Blobs
from deskbell.runtime.db.api import Tx
from tests.pictures import GPS, jpeg, office, png
from tests.services.desk import DAY, Desk, fresh


def kept(desk: Desk) -> list[str]:
    return Blobs(desk.folder).ids(desk.acme.scope.workspace_id)


def code(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.code


async def test_a_picture_goes_with_a_message_and_everybody_who_may_sees_it(desk: Desk) -> None:
    file = await desk.sends(jpeg(hidden=GPS), "wheel.jpg")
    posted = await desk.says("Look", files=[file.id])
    [event] = [e for e in await desk.events(posted.conversation_id) if e.type == "message"]
    assert event.body["files"] == [
        {"id": file.id, "name": "wheel.jpg", "kind": "image/jpeg", "size": file.size, "w": 2, "h": 1}
    ]
    scope = desk.acme.scope
    found, path = await desk.files.for_operator(scope, file.id)
    assert found == file
    assert GPS not in path.read_bytes()
    until, sign = (part.split("=")[1] for part in (await address(desk, "vera", file.id)).split("?")[1].split("&"))
    assert await desk.files.by_address(scope, file.id, until=int(until), sign=sign) == (file, path)


async def address(desk: Desk, who: str, file_id: str) -> str:
    return await desk.files.address(desk.acme.scope, desk.acme.visitor(who).id, file_id)


async def test_a_message_may_be_a_file_alone_and_is_told_by_its_name(desk: Desk) -> None:
    file = await desk.sends(office(), "order.docx")
    posted = await desk.says("", files=[file.id])
    page = await desk.reading.page(desk.acme.scope, view="all", reader="", before=None, limit=5)
    assert page["conversations"][0]["last"]["text"] == "[order.docx]"
    with pytest.raises(Refused, match="empty"):
        await desk.says("")
    assert (await desk.one(posted.conversation_id)).answer_due_seq == posted.seq
    await desk.run("UPDATE visitor SET conversation_id = NULL")
    vera = desk.acme.visitor("vera")
    [past] = await desk.reading.past_of_visitor(desk.acme.scope, vera.id, vera.contact_id)
    assert past["text"] == "[order.docx]"


async def test_sent_again_it_is_the_same_message_and_in_another_one_it_is_refused(desk: Desk) -> None:
    file, cid = await desk.sends(png()), fresh()
    first = await desk.says("Look", cid=cid, files=[file.id])
    assert await desk.says("Look", cid=cid, files=[file.id]) == first
    for files in ([], [(await desk.sends(png())).id]):
        with pytest.raises(Refused) as refused:
            await desk.says("Look", cid=cid, files=files)
        assert code(refused) == "cid_reused"
    with pytest.raises(Refused) as refused:
        await desk.says("Once more", files=[file.id])
    assert code(refused) == "conflict"


async def test_nobody_sends_or_sees_what_is_not_theirs(desk: Desk) -> None:
    file, note = await desk.sends(png()), await desk.sends(png(), who="oscar")
    for who in ("victor",):
        with pytest.raises(Refused) as refused:
            await desk.says("Mine?", who=who, files=[file.id])
        assert code(refused) == "not_found"
        with pytest.raises(Refused):
            await address(desk, who, file.id)
    posted = await desk.says("Look", files=[file.id])
    with pytest.raises(Refused) as refused:
        await desk.replies("ada", posted.conversation_id, "Not mine", files=[note.id])
    assert code(refused) == "not_found"
    await desk.replies("oscar", posted.conversation_id, "For us", kind="note", files=[note.id])
    with pytest.raises(Refused):
        await address(desk, "vera", note.id)  # a note's
    answer = await desk.sends(png(), who="oscar")
    await desk.replies("oscar", posted.conversation_id, "For you", files=[answer.id])
    assert await address(desk, "vera", answer.id)
    with pytest.raises(Refused):
        await address(desk, "victor", answer.id)
    with pytest.raises(Refused):
        await desk.files.for_operator(desk.globex.scope, file.id)


async def test_an_address_is_soon_over_and_opens_nothing_else(desk: Desk) -> None:
    mine, other = await desk.sends(png()), await desk.sends(png())
    until, sign = (part.split("=")[1] for part in (await address(desk, "vera", mine.id)).split("?")[1].split("&"))
    scope, until_ = desk.acme.scope, int(until)
    for wrong in (
        desk.files.by_address(scope, other.id, until=until_, sign=sign),
        desk.files.by_address(scope, mine.id, until=until_ + 1, sign=sign),
        desk.files.by_address(desk.globex.scope, mine.id, until=until_, sign=sign),
        desk.files.by_address(scope, mine.id, until=until_, sign=""),
        desk.files.by_address(scope, mine.id, until=until_, sign="é"),
    ):
        with pytest.raises(Refused, match="no such file"):
            await wrong
    desk.clock.pass_(rules.LINK_LASTS + 1)
    with pytest.raises(Refused, match="no such file"):
        await desk.files.by_address(scope, mine.id, until=until_, sign=sign)


async def weighs(desk: Desk, file_id: str, size: int) -> None:
    """As if it were so large."""

    async def work(tx: Tx) -> int:
        return await tx.run("UPDATE file SET size = :size WHERE workspace_id = :ws AND id = :id", id=file_id, size=size)

    assert await desk.db.write(desk.acme.scope, work) == 1


async def test_a_visitor_has_a_limit_and_so_has_a_day(desk: Desk) -> None:
    size, file = len(png()), await desk.sends(png())
    await weighs(desk, file.id, rules.MOST_OF_A_VISITOR - size)
    last = await desk.sends(png())
    with pytest.raises(Refused) as refused:
        await desk.sends(png())
    assert code(refused) == "limit"
    await weighs(desk, last.id, rules.MOST_OF_A_DAY - rules.MOST_OF_A_VISITOR)
    await desk.sends(png(), who="victor")
    with pytest.raises(Refused) as refused:
        await desk.sends(png(), who="victor")
    assert code(refused) == "limit"
    await desk.sends(png(), who="oscar")  # the team is not counted
    assert len(kept(desk)) == 4
    desk.clock.pass_(DAY + 1)
    await desk.sends(png(), who="victor")


async def test_what_was_never_sent_goes_after_a_day_and_strays_go_at_once(desk: Desk) -> None:
    unsent, sent = await desk.sends(png()), await desk.sends(png())
    await desk.says("Look", files=[sent.id])
    Blobs(desk.folder).keep(desk.acme.scope.workspace_id, "file_stray", b"x")
    await desk.files.tidy()
    assert set(kept(desk)) == {unsent.id, sent.id}
    desk.clock.pass_(rules.UNSENT_FOR + 1)
    await desk.files.tidy()
    assert kept(desk) == [sent.id]


async def test_what_a_crash_left_half_written_goes_but_not_what_is_being_written(desk: Desk) -> None:
    await desk.sends(png())
    folder, now = desk.folder / desk.acme.scope.workspace_id, desk.clock.now() / 1000
    for name, age in ((".new-old", 3601), (".new-young", 3599)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (now - age, now - age))
    await desk.files.tidy()
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == [".new-young"]


async def test_a_full_disk_loses_nothing_and_leaves_nothing(desk: Desk) -> None:
    folder = desk.folder / desk.acme.scope.workspace_id
    folder.parent.mkdir()
    folder.write_text("a file where a folder must be")
    with pytest.raises(Refused) as refused:
        await desk.sends(png())
    assert code(refused) == "unavailable"
    folder.unlink()
    file = await desk.sends(png())
    assert kept(desk) == [file.id]


async def test_with_a_person_their_files_go_and_nobody_elses(desk: Desk) -> None:
    privacy = Privacy(desk.db, desk.clock, desk.ids, desk.files, desk.conversations)
    sent, unsent, others = await desk.sends(png()), await desk.sends(png()), await desk.sends(png(), who="victor")
    await desk.says("Mine", who="victor", files=[others.id])
    posted = await desk.says("Look", files=[sent.id])
    answer = await desk.sends(png(), who="oscar")
    await desk.replies("oscar", posted.conversation_id, "This way up", files=[answer.id])
    contact = desk.acme.visitor("vera").contact_id
    told = await privacy.person(desk.acme.scope, contact)
    assert {one["id"]: one["theirs"] for one in told["files"]} == {sent.id: 1, answer.id: 0}
    assert (await privacy.would_go(desk.acme.scope, contact))["files"] == 2
    assert (await privacy.erase(desk.acme.scope, contact)).went["files"] == 2
    assert len(kept(desk)) == 4
    await privacy.wipe()
    assert kept(desk) == [others.id]
    assert unsent.id not in kept(desk)


async def test_names_from_outside_lead_nowhere(desk: Desk, tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    for workspace, name in (
        ("..", "x"),
        ("ws", "../x"),
        ("ws", "a/b"),
        ("", "x"),
        ("ws", ""),
        ("ws", "X"),
        ("w" * 65, "x"),
    ):
        with pytest.raises(ValueError, match="no id"):
            blobs.path(workspace, name)
    for wrong in ("../../etc/passwd", "%2e%2e", "file'--"):
        with pytest.raises(Refused):
            await desk.files.for_operator(desk.acme.scope, wrong)


async def test_a_message_takes_five_files_and_each_once(desk: Desk) -> None:
    ids = [(await desk.sends(png())).id for _ in range(6)]
    for wrong in (ids, [ids[0], ids[0]]):
        with pytest.raises(Refused) as refused:
            await desk.says("Many", files=wrong)
        assert code(refused) == "bad_frame"
    await desk.says("Five", files=ids[:5])


async def test_only_what_is_really_a_picture_says_that_it_is_one(desk: Desk) -> None:
    file = await desk.files.receive(
        desk.acme.scope, Sender(desk.acme.visitor("vera").id), "cat.png", BytesIO(b"<script>alert(1)</script>")
    )
    assert (file.kind, file.name, file.is_picture) == ("text/plain", "cat.png.txt", False)
