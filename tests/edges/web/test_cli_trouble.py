"""What can be wrong with a place: `serve` and `doctor` say a sentence each, and nothing is changed or lost."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from structlog.testing import capture_logs

from deskbell.adapters.smtp import SmtpCarrier
from deskbell.cli import main
from deskbell.edges.worker.mailing import Mailing
from deskbell.runtime.db.place import trouble_with
from deskbell.settings import smtp
from tests.world import template, world

READ_ONLY = next(path for path in (Path("/proc"), Path("/System")) if path.is_dir())  # even for root


@pytest.fixture
def data(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(template(tmp_path_factory.getbasetemp()), folder / "deskbell.sqlite")
    return folder


def serve(**environment: str) -> str:
    """What it says before it ends; it must end."""
    done = CliRunner().invoke(main, ["serve"], env={"PORT": "0", **environment})
    assert (done.exit_code, done.stdout) == (1, "")
    line = done.stderr.splitlines()[-1]
    assert line.startswith("Error: ")
    assert "Traceback" not in done.stderr
    return line.removeprefix("Error: ")


def doctor(subject: str, **environment: str) -> tuple[bool, str]:
    done = CliRunner().invoke(main, ["doctor", "--json"], env=environment)
    found = next(f for f in json.loads(done.stdout)["findings"] if f["subject"] == subject)
    assert found["ok"] or done.exit_code == 1
    return found["ok"], found["detail"]


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith(("-shm", "-wal"))}


@pytest.mark.parametrize("file", [False, True])
def test_a_place_that_takes_nothing(tmp_path: Path, file: bool) -> None:
    folder, words = READ_ONLY, f"Nothing can be written to {READ_ONLY} ("
    if file:
        folder, words = tmp_path / "file" / "below", f"{tmp_path / 'file'} is a file and no folder"
        folder.parent.write_text("x", encoding="ascii")
    given = {"DATABASE_URL": f"sqlite:///{folder}/deskbell.sqlite", "DESKBELL_DATA": str(folder)}
    assert serve(**given).startswith(words)
    ok, detail = doctor("database", **given)
    assert (ok, detail.startswith(words)) == (False, True)


def test_a_full_disk_is_named_and_is_no_damage(data: Path) -> None:
    file = data / "deskbell.sqlite"
    assert trouble_with(file) is None
    trouble = trouble_with(file, least=2**60)
    assert trouble is not None
    assert trouble.startswith(f"The disk of {data} is full: make room")


def test_data_of_a_newer_version_is_left_alone(data: Path) -> None:
    with closing(sqlite3.connect(data / "deskbell.sqlite")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = content(data)
    assert "was written by a newer Deskbell" in serve(DESKBELL_DATA=str(data))
    ok, detail = doctor("database", DESKBELL_DATA=str(data))
    assert (ok, "upgrade Deskbell first" in detail) == (False, True)
    assert content(data) == before


@pytest.mark.parametrize("first", ["", "the first key of all"])
def test_another_key_than_that_of_the_data_is_refused(data: Path, first: str) -> None:
    given = {"DESKBELL_DATA": str(data), "SECRET_KEY": first}
    words = ["create-workspace", "--name", "A", "--owner-email", "a@b.example", "--password", "correct horse"]
    assert CliRunner().invoke(main, words, env=given).exit_code == 0
    assert doctor("key", **given) == (True, "SECRET_KEY" if first else f"{data}/secret.key")
    (data / "secret.key").unlink(missing_ok=True)
    before = content(data)
    for other, sentence in (("another key", "SECRET_KEY is not the key that"), ("", "secret.key is missing")):
        given["SECRET_KEY"] = other
        assert sentence in serve(**given)
        ok, detail = doctor("key", **given)
        assert (ok, sentence in detail, str(data / "secret.mark") in detail) == (False, True, True)
    assert content(data) == before


async def test_a_mail_server_that_is_not_there_is_told_at_the_start_and_by_the_doctor(tmp_path: Path) -> None:
    url = "smtp://127.0.0.1:1"
    async with world(tmp_path, template_folder=tmp_path) as made:
        mailing = Mailing(made.system.features.mails.delivery, SmtpCarrier(smtp(url), "a@b.example"))
        with capture_logs() as lines:
            await mailing.mails()
            await mailing.mails()
    assert [line["trouble"] for line in lines if line["event"] == "mail_server"] == [lines[0]["trouble"]]
    assert lines[0]["trouble"].startswith("The mail server was not reached: ")
    ok, detail = await asyncio.to_thread(doctor, "mail", DESKBELL_DATA=str(tmp_path), SMTP_URL=url)
    assert (ok, detail.startswith("The mail server was not reached: ")) == (False, True)
