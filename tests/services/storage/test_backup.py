"""Backups: whole while the server writes, restored only from what is sound, and never over a live server."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from deskbell import backup
from deskbell.app import System
from deskbell.features.files.model import Sender
from deskbell.kit.errors import Refused
from deskbell.settings import Settings, read
from tests.pictures import png
from tests.world import START, World, world

pytestmark = pytest.mark.sqlite_only

BACKUPS = 50 if os.environ.get("PROOFS") else 3


async def writing(made: World, acknowledged: list[str], stop: asyncio.Event) -> None:
    """Visitors who write as fast as they are answered."""

    async def one(number: int) -> None:
        visitor = await made.new_visitor(made.acme, f"writer{number}")
        count = 0
        while not stop.is_set():
            count += 1
            says = made.system.conversations.visitor.says
            posted = await says(made.acme.scope, visitor, cid=f"{number}-{count}", text=f"message {count}")
            acknowledged.append(posted.event_id)

    await asyncio.gather(*(one(number) for number in range(8)))


def elsewhere(folder: Path) -> Settings:
    return read({"DESKBELL_DATA": str(folder)})


def beside(settings: Settings) -> dict[str, bytes]:
    """Keys and the like, which a server needs as much as its database."""
    kept = {path.name: path.read_bytes() for path in settings.data_dir.iterdir() if "sqlite" not in path.name}
    assert "secret.key" in kept
    return kept


def audited(path: Path) -> set[str]:
    """The ids of the log, after looking whether the file is whole and every log without a gap."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        gaps = database.execute(
            """SELECT c.id FROM conversation c JOIN event e ON e.workspace_id = c.workspace_id
               AND e.conversation_id = c.id GROUP BY c.id HAVING count(*) <> c.seq OR max(e.seq) <> c.seq"""
        ).fetchall()
        assert gaps == []
        return {row[0] for row in database.execute("SELECT id FROM event")}


@pytest.mark.timeout(600 if BACKUPS > 3 else 60)
async def test_every_backup_under_load_holds_all_that_was_acknowledged_before_it(tmp_path: Path) -> None:
    live = tmp_path / "live"
    live.mkdir()
    async with world(live, template_folder=tmp_path) as made:
        (live / "vapid.key").write_bytes(b"the key of all telephones")
        acknowledged: list[str] = []
        stop = asyncio.Event()
        load = asyncio.create_task(writing(made, acknowledged, stop))
        try:
            for number in range(BACKUPS):
                while len(acknowledged) < 50 * (number + 1):  # noqa: ASYNC110 - the load is what is waited for
                    await asyncio.sleep(0.005)
                before, archive = set(acknowledged), tmp_path / f"{number}.tar.gz"
                await asyncio.to_thread(backup.back_up, made.system.settings, archive, now=START)
                target = elsewhere(tmp_path / f"restored{number}")
                await asyncio.to_thread(backup.restore, target, archive, now=START)
                assert before <= await asyncio.to_thread(audited, target.database_path)
                assert beside(target) == beside(made.system.settings) | {"vapid.key": b"the key of all telephones"}
                archive.unlink()
        finally:
            stop.set()
            await load


async def with_backup(tmp_path: Path, work: Callable[[System, Path], None]) -> None:
    live = tmp_path / "live"
    live.mkdir()
    async with world(live, template_folder=tmp_path) as made:
        settings = made.system.settings
        (settings.data_dir / "secret.key").write_text("a key", encoding="ascii")
        archive = tmp_path / "one.tar.gz"
        backup.back_up(settings, archive, now=START)
        work(made.system, archive)


async def test_the_keys_are_in_it_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    def work(_: System, archive: Path) -> None:
        target = elsewhere(tmp_path / "other")
        manifest = backup.restore(target, archive, now=START)
        assert {"deskbell.sqlite", "secret.key"} <= set(manifest.files)
        assert (target.data_dir / "secret.key").read_text(encoding="ascii") == "a key"
        assert archive.stat().st_mode & 0o077 == 0
        assert (target.data_dir / "secret.key").stat().st_mode & 0o077 == 0
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []

    await with_backup(tmp_path, work)


async def test_what_is_replaced_is_kept_and_a_running_server_is_left_alone(tmp_path: Path) -> None:
    def work(system: System, archive: Path) -> None:
        with pytest.raises(Refused, match="Stop it first"):
            backup.restore(system.settings, archive, now=START)
        target = elsewhere(tmp_path / "other")
        backup.restore(target, archive, now=START)
        (target.data_dir / "secret.key").write_text("a newer key", encoding="ascii")
        backup.restore(target, archive, now=START)
        kept = sorted(path.name for path in target.data_dir.iterdir() if ".before-" in path.name)
        at = ".before-20260921-141320"
        assert kept == [f"deskbell.sqlite{at}", f"secret.key{at}", f"secret.mark{at}"]
        assert (target.data_dir / kept[1]).read_text(encoding="ascii") == "a newer key"

    await with_backup(tmp_path, work)


async def test_what_people_sent_is_in_it_and_comes_back(tmp_path: Path) -> None:
    live = tmp_path / "live"
    live.mkdir()
    async with world(live, template_folder=tmp_path) as made:
        files, place = made.system.features.files, made.acme
        file = await files.receive(place.scope, Sender(operator_id=place.owner.id), "a.png", BytesIO(png()))
        archive = tmp_path / "one.tar.gz"
        backup.back_up(made.system.settings, archive, now=START)
    name = f"files/{place.scope.workspace_id}/{file.id}"
    target = elsewhere(tmp_path / "other")
    for _ in range(2):  # the second time there is something to be replaced
        assert name in backup.restore(target, archive, now=START).files
        assert (target.data_dir / name).read_bytes() == png()
    assert (target.data_dir / "files.before-20260921-141320").is_dir()
    for stranger in ("files/../x", "files/x", "files/x/y/z", "files/X/y", "/x", "../x"):

        def named(content: dict[str, bytes], stranger: str = stranger) -> None:
            told(content, files={"deskbell.sqlite": "", stranger: ""})

        with pytest.raises(Refused, match="no backup of Deskbell"):
            backup.restore(target, rewritten(archive, tmp_path / "changed.tar.gz", named), now=START)


def rewritten(archive: Path, to: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same archive with other contents."""
    with tarfile.open(archive) as old:
        files = {m.name: content.read() for m in old if (content := old.extractfile(m)) is not None}
    change(files)
    part = to.with_suffix(".part")
    with tarfile.open(to, "w:gz") as new:
        for name, written in files.items():
            part.write_bytes(written)
            new.add(part, name)
    return to


def told(content: dict[str, bytes], **changes: Any) -> None:
    content["manifest.json"] = json.dumps({**json.loads(content["manifest.json"]), **changes}).encode()


async def test_what_is_damaged_foreign_or_newer_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    def flip(files: dict[str, bytes]) -> None:
        files["deskbell.sqlite"] = files["deskbell.sqlite"][:-1] + b"!"

    def lost(files: dict[str, bytes]) -> None:
        del files["secret.key"]

    def climb(files: dict[str, bytes]) -> None:
        files["../outside"] = b"x"
        told(files, files={**json.loads(files["manifest.json"])["files"], "../outside": "0"})

    def work(_: System, archive: Path) -> None:
        target = elsewhere(tmp_path / "other")
        backup.restore(target, archive, now=START)
        before = {path.name: path.read_bytes() for path in target.data_dir.iterdir()}
        cut = tmp_path / "cut.tar.gz"
        cut.write_bytes(archive.read_bytes()[:-200])
        text = tmp_path / "text.tar.gz"
        text.write_text("hello", encoding="ascii")
        strange = [
            (cut, "damaged"),
            (text, "no backup of Deskbell"),
            (rewritten(archive, tmp_path / "a", flip), "damaged: deskbell.sqlite"),
            (rewritten(archive, tmp_path / "b", climb), "not one of ours"),
            (rewritten(archive, tmp_path / "c", lambda f: told(f, schema="9999", version="9.0")), "upgrade Deskbell"),
            (rewritten(archive, tmp_path / "d", lambda f: told(f, format=2)), "upgrade Deskbell"),
            (rewritten(archive, tmp_path / "e", lambda f: told(f, surprise=1)), "no backup of Deskbell"),
            (rewritten(archive, tmp_path / "f", lambda f: f.update({"more": b"x"})), "does not belong"),
            (rewritten(archive, tmp_path / "g", lost), "secret.key is not what"),
        ]
        for path, sentence in strange:
            with pytest.raises(Refused, match=sentence):
                backup.restore(target, path, now=START)
        assert {path.name: path.read_bytes() for path in target.data_dir.iterdir()} == before
        assert not (tmp_path / "outside").exists()

    await with_backup(tmp_path, work)


async def test_a_backup_never_replaces_a_file_and_needs_a_database(tmp_path: Path) -> None:
    def work(system: System, archive: Path) -> None:
        with pytest.raises(Refused, match="exists already"):
            backup.back_up(system.settings, archive, now=START)
        missing = replace(system.settings, database_url=f"sqlite:///{tmp_path / 'none.sqlite'}")
        with pytest.raises(Refused, match="There is no database"):
            backup.back_up(missing, tmp_path / "two.tar.gz", now=START)

    await with_backup(tmp_path, work)
