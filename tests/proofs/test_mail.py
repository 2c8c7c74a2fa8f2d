"""Ten thousand attempts to reach a stranger through us; and every mail accepted, whatever dies meanwhile."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from pathlib import Path
from random import Random  # noqa: TID251 - seeded

import pytest

from tests.fakes.mail_server import mail_server
from tests.services.desk import Desk, desk_in
from tests.services.mail.post import Post
from tests.services.mail.test_causes import flood

SENDER = """
import asyncio, sys
from pathlib import Path
from random import Random  # noqa: TID251 - seeded
from deskbell.adapters.smtp import SmtpCarrier
from deskbell.edges.worker.mailing import Mailing
from deskbell.features.mail.service import Mails
from deskbell.runtime.clock import SystemIds
from deskbell.runtime.db.sqlite import SqliteDatabase
from deskbell.settings import smtp

class Clock:
    def now(self):
        return int(sys.argv[3])

async def main():
    db = await SqliteDatabase.open(Path(sys.argv[1]), lambda notes: None)
    mails = Mails(db, Clock(), SystemIds(Clock()), public_url="https://desk.example", configured=True)
    carrier = SmtpCarrier(smtp("smtp://127.0.0.1:" + sys.argv[2]), "desk@desk.example", step=2.0)
    mailing = Mailing(mails.delivery, carrier)
    while True:
        await mailing.mails()
        await asyncio.sleep(0.01)

asyncio.run(main())
"""


@pytest.mark.timeout(900)
async def test_ten_thousand_submissions_reach_a_stranger_at_most_three_times(tmp_path: Path) -> None:
    seed = tmp_path / "seed-of-all"
    seed.mkdir()
    async with desk_in(tmp_path, seed_folder=seed) as desk, mail_server() as server:
        await flood(desk, server, visitors=50, rounds=200)


async def next_due(desk: Desk) -> int | None:
    (row,) = await desk.rows(
        """SELECT min(CASE WHEN state = 'sending' THEN lease_until ELSE due_at END) AS at FROM mail
           WHERE state IN ('queued', 'sending')"""
    )
    at: int | None = row["at"]
    return at


@pytest.mark.timeout(900)
async def test_every_mail_is_accepted_at_least_once_under_faults_and_kills(tmp_path: Path) -> None:
    seed = tmp_path / "seed-of-all"
    seed.mkdir()
    chance, kills = Random(11), 0
    async with mail_server() as server, desk_in(tmp_path, seed_folder=seed) as desk:
        post = Post(desk, server)
        for n in range(1_000):
            await post.mails.desk.test(desk.acme.scope, f"a{n}@acme.example")
        now = desk.clock.now()
        faults = ["421", "450", "451", "data 451", "550", "drop before", "drop after", "", "", "", "", ""]
        server.faults = chance.choices(faults, k=1_200)
        planned = list(server.faults)
        while (due := await next_due(desk)) is not None:
            now = max(now, due) + 300_000
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", SENDER, str(desk.path), str(server.port), str(now)
            )
            enough = server.attempts + chance.randint(5, 60)
            while server.attempts < enough and (await next_due(desk) or now) < now:  # noqa: ASYNC110 - another process is at work
                await asyncio.sleep(0.02)
            process.send_signal(signal.SIGKILL)
            await process.wait()
            kills += 1
        used = Counter(planned[: len(planned) - len(server.faults)])
        dropped, states = used["drop after"], Counter(await post.states())
        recipients = {row["recipient"] for row in await desk.rows("SELECT recipient FROM mail WHERE state = 'sent'")}
    copies = Counter(server.recipients)
    duplicates = sum(copies.values()) - len(copies)
    print(f"{kills} kills, {dict(used)}, {dict(states)}, {duplicates} duplicates")
    assert states["sent"] + states["dead"] == 1_000
    assert recipients <= set(copies)
    assert states["dead"] <= used["550"]
    assert duplicates <= dropped + 8 * kills, "at most eight are under way when a sender dies"
