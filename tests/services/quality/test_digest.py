"""The weekly summary: due on Monday mornings of the workspace's own zone, once, with what there is to tell."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from deskbell.features.mail.model import MailSettings
from deskbell.features.mail.service import Mails
from deskbell.features.quality.rules.digest import next_monday
from deskbell.features.quality.service.digest import Digests
from tests.services.desk import Desk

CITED = [{"n": 1, "id": "psg_1", "source": "src_1", "title": "Delivery"}]
DAY = 24 * 3_600_000


def digests(desk: Desk) -> Digests:
    mails = Mails(desk.db, desk.clock, desk.ids, public_url="https://desk.example", configured=True)
    return Digests(desk.db, desk.clock, desk.gaps, mails)


async def written(desk: Desk) -> list[tuple[str, dict[str, str]]]:
    rows = await desk.rows("SELECT recipient, content FROM mail WHERE kind = 'digest' ORDER BY created_at")
    return [(row["recipient"], json.loads(row["content"])) for row in rows]


async def a_week_passes(desk: Desk) -> None:
    desk.clock.pass_(next_monday(desk.clock.now(), "UTC") - desk.clock.now())
    await digests(desk).step()


@pytest.mark.parametrize(
    ("zone", "now", "due"),
    [
        ("UTC", "2026-11-27T12:00:00", "2026-11-30T08:00:00"),
        ("Europe/Berlin", "2026-11-30T06:59:00", "2026-11-30T08:00:00"),
        ("Europe/Berlin", "2026-11-30T07:00:00", "2026-12-07T08:00:00"),
        ("America/Los_Angeles", "2026-11-30T08:00:00", "2026-11-30T08:00:00"),
        ("Europe/Berlin", "2026-10-24T12:00:00", "2026-10-26T08:00:00"),
        ("Pacific/Kiritimati", "2026-11-29T17:59:59", "2026-11-30T08:00:00"),
    ],
)
def test_it_is_due_at_eight_on_monday_on_the_clock_of_the_workspace(zone: str, now: str, due: str) -> None:
    at = next_monday(int(datetime.fromisoformat(now).replace(tzinfo=UTC).timestamp() * 1000), zone)
    assert at == int(datetime.fromisoformat(due).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


async def test_the_owner_reads_what_happened_and_what_had_no_answer(desk: Desk) -> None:
    await digests(desk).step()
    desk.clock.pass_(next_monday(desk.clock.now(), "UTC") - desk.clock.now() - DAY)
    for text in ("Do you repair tandem bicycles?", "can i have my tandem bicycle repaired"):
        await desk.answers((await desk.says(text)).conversation_id, citations=[])
    assert await written(desk) == []
    await a_week_passes(desk)
    await digests(desk).step()
    ((recipient, content),) = await written(desk)
    assert recipient == desk.acme.owner.email
    assert "Do you repair tandem bicycles?" in content["text"]
    assert "2 times this week" in content["text"]
    assert "https://desk.example/knowledge/gaps" in content["text"]
    assert "There was 1 question" in content["text"]


async def test_a_week_without_anything_is_no_mail_and_the_next_one_counts_only_itself(desk: Desk) -> None:
    await digests(desk).step()
    await a_week_passes(desk)
    assert await written(desk) == []
    desk.clock.pass_(DAY)
    await desk.answers((await desk.says("Do you rent tents?")).conversation_id, citations=CITED)
    await a_week_passes(desk)
    await a_week_passes(desk)
    ((_, content),) = await written(desk)
    assert "Your knowledge had a source for every question." in content["text"]


async def test_an_owner_who_does_not_want_it_gets_none(desk: Desk) -> None:
    mails = Mails(desk.db, desk.clock, desk.ids, public_url="https://desk.example", configured=True)
    await mails.desk.save(desk.acme.scope, MailSettings(digest=False))
    assert not (await mails.desk.settings(desk.acme.scope)).digest
    await digests(desk).step()
    await desk.answers((await desk.says("Do you rent tents?")).conversation_id, citations=[])
    await a_week_passes(desk)
    assert await written(desk) == []


async def test_how_the_test_questions_went_is_among_the_figures(desk: Desk) -> None:
    await digests(desk).step()
    ws = desk.acme.scope.workspace_id
    for n, edit in ((1, None), (2, 7)):  # the second one was about a draft
        await desk.run(
            """INSERT INTO golden_run (workspace_id, id, version, edit, stamp, state, total, started_at, started_by,
                 finished_at) VALUES (:w, :id, 1, :edit, '', 'done', 1, :n, 'Ada', :n)""",
            w=ws, id=f"run_{n}", edit=edit, n=n,
        )  # fmt: skip
    await desk.run("INSERT INTO golden VALUES (:w, 'gold_1', 'q?', 'answer', '[]', 0, 'Ada')", w=ws)
    await desk.run("INSERT INTO golden_result VALUES (:w, 'run_1', 'gold_1', 1, NULL, 'answer', 'a', '[]', 0, 1)", w=ws)
    desk.clock.pass_(next_monday(desk.clock.now(), "UTC") - desk.clock.now() - DAY)
    await desk.answers((await desk.says("Do you rent tents?")).conversation_id, citations=CITED)
    await a_week_passes(desk)
    ((_, content),) = await written(desk)
    assert "1 of 1 pass" in content["text"]
