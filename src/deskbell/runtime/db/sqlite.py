"""SQLite behind the database seam: one writer thread with group commit, a few readers, WAL, synchronous=FULL.

Measured reasons are in docs/decisions/0003-sqlite-one-writer.md.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import apsw

from deskbell.runtime.acting import ACTING
from deskbell.runtime.db.api import (
    ConstraintViolated,
    DatabaseError,
    ForeignAwait,
    Row,
    StorageUnavailable,
    T,
    UnscopedStatement,
)
from deskbell.runtime.db.statements import MENTIONS_WORKSPACE
from deskbell.runtime.scope import Scope, WorkspaceScope

# SQLite before 3.51.3 can lose the tail of the log when it is reset while being read.
OLDEST_SAFE = (3, 51, 3)
UNAVAILABLE = (
    apsw.BusyError,
    apsw.CantOpenError,
    apsw.FullError,
    apsw.IOError,
    apsw.LockedError,
    apsw.ReadOnlyError,
)
BATCH = 256
READERS = 3
PRAGMAS = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",  # what is deleted is overwritten with zeros, also on pages that become free
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA cache_size=-2000",
)


# Asking for the names of a wide row's columns costs more than reading it. They cannot change while we run.
_columns: dict[str, tuple[str, ...]] = {}


def _rows(sql: str, cursor: apsw.Cursor) -> list[Row]:
    names = _columns.get(sql)
    if names is None:
        cursor.row_trace = _as_mapping
        rows = cast("list[Row]", cursor.fetchall())
        if rows:
            _columns[sql] = tuple(rows[0])
        return rows
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _as_mapping(cursor: apsw.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.get_description(), row, strict=True)}


def connect(path: Path) -> apsw.Connection:
    """Open a connection with every safety switch set. Raises DatabaseError when this SQLite is not safe to use."""
    if not safe(apsw.sqlite_lib_version()):
        raise DatabaseError(f"SQLite {apsw.sqlite_lib_version()} can lose commits; install a newer apsw")
    try:
        connection = apsw.Connection(str(path), statementcachesize=300)
        # Without this a statement with a join is planned anew for every value that is bound: 36 us instead of 3.
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except apsw.Error as error:
        raise translated(error) from error
    return connection


def safe(version: str) -> bool:
    """Whether this SQLite, like "3.51.3", keeps what it has committed."""
    return tuple(int(part) for part in version.split(".")[:3]) >= OLDEST_SAFE


def revision_of(path: Path) -> str | None:
    """The schema revision that a file says it has; None for one without, or that is not there."""
    if not path.is_file():
        return None
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        for row in connection.execute("SELECT version_num FROM alembic_version"):
            return str(row[0])
    except apsw.SQLError:
        return None
    except apsw.Error as error:
        raise translated(error) from error
    finally:
        connection.close()
    return None


def fault_in(path: Path) -> str | None:
    """The first thing that is wrong with the file itself, or None."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        found = str(next(iter(connection.execute("PRAGMA quick_check(1)")))[0])
    except apsw.Error as error:
        return str(error)
    finally:
        connection.close()
    return None if found == "ok" else found


def translated(error: apsw.Error) -> DatabaseError:
    if isinstance(error, apsw.ConstraintError):
        return ConstraintViolated(str(error).split(":", 1)[-1].strip())
    if isinstance(error, UNAVAILABLE):
        return StorageUnavailable(str(error))
    return DatabaseError(f"{type(error).__name__}: {error}")


class SqliteTx:
    """One open transaction on one connection; used by one database thread only."""

    dialect = "sqlite"

    def __init__(self, connection: apsw.Connection, scope: Scope, by: str = "") -> None:
        self.scope = scope
        self.by = by
        self.notes: list[object] = []
        self._connection = connection
        self._ws = scope.workspace_id if isinstance(scope, WorkspaceScope) else None
        self._lost = False

    def _execute(self, sql: str, params: dict[str, Any]) -> apsw.Cursor:
        if self._ws is not None:
            if not MENTIONS_WORKSPACE.search(sql):
                raise UnscopedStatement(sql)
            params["ws"] = self._ws
        if self._lost:  # anything from here on would be committed by itself
            raise StorageUnavailable("the transaction was rolled back")
        try:
            return self._connection.execute(sql, params)
        except apsw.Error as error:
            raise self._failed(error) from error

    def _failed(self, error: apsw.Error) -> DatabaseError:
        self._lost = not self._connection.in_transaction
        return translated(error)

    async def all(self, sql: str, /, **params: Any) -> list[Row]:
        try:
            return _rows(sql, self._execute(sql, params))
        except apsw.Error as error:
            raise self._failed(error) from error

    async def one(self, sql: str, /, **params: Any) -> Row | None:
        rows = await self.all(sql, **params)
        return rows[0] if rows else None

    async def run(self, sql: str, /, **params: Any) -> int:
        await self.all(sql, **params)
        return self._connection.changes()

    def after_commit(self, note: object) -> None:
        self.notes.append(note)


def _drive(body: Awaitable[T]) -> T:
    """Run a transaction body to its end here and now: its only awaits are on a Tx, which never suspends."""
    coroutine = cast("Coroutine[Any, Any, T]", body)
    try:
        coroutine.send(None)
    except StopIteration as finished:
        return cast("T", finished.value)
    coroutine.close()
    raise ForeignAwait("a transaction body may await nothing but its own transaction")


@dataclass(slots=True)
class _Job:
    scope: Scope
    work: Callable[[SqliteTx], Awaitable[Any]]
    future: asyncio.Future[Any]
    by: str
    result: Any = None
    error: BaseException | None = None
    notes: list[object] = field(default_factory=list)

    def settle(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class SqliteDatabase:
    """See `deskbell.runtime.db.api.Database`. Open with `SqliteDatabase.open`, inside a running event loop."""

    def __init__(self, path: Path, listener: Callable[[list[object]], None] | None = None) -> None:
        self.path = path
        self.listener = listener
        self._loop = asyncio.get_running_loop()
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._local = threading.local()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="db-read")
        self._opened: list[apsw.Connection] = []
        self._closed = False
        self._writer_connection = connect(path)
        self._writer = threading.Thread(target=self._write_forever, name="db-write", daemon=True)
        self._writer.start()

    @classmethod
    async def open(cls, path: Path, listener: Callable[[list[object]], None] | None = None) -> SqliteDatabase:
        """Open an existing, migrated file. `listener` gets the notes of each commit, in commit order, on the loop."""
        return cls(path, listener)

    async def write(self, scope: Scope, work: Callable[[Any], Awaitable[T]]) -> T:
        if self._closed:
            raise StorageUnavailable("the database is closed")
        job = _Job(scope, work, self._loop.create_future(), ACTING.get())
        self._jobs.put(job)
        return cast("T", await job.future)

    async def read(self, scope: Scope, work: Callable[[Any], Awaitable[T]]) -> T:
        if self._closed:
            raise StorageUnavailable("the database is closed")
        return await self._loop.run_in_executor(self._readers, self._read, scope, work)

    async def empty_log(self) -> bool:
        """Move everything from the write-ahead log into the file and cut the log to nothing, with every older version
        of a page in it. False: somebody reads an older version right now; try again.
        """
        if self._closed:
            raise StorageUnavailable("the database is closed")
        return await self._loop.run_in_executor(self._readers, self._empty_log)

    def _empty_log(self) -> bool:
        connection = connect(self.path)
        try:
            busy, *_ = next(iter(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")))
        except apsw.BusyError:
            busy = 1
        except apsw.Error as error:
            raise translated(error) from error
        finally:
            connection.close()
        return not busy

    async def close(self) -> None:
        """Finish what is queued, then close every connection (which also checkpoints the log)."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(None)
        await self._loop.run_in_executor(None, self._writer.join)
        self._readers.shutdown(wait=True)
        for connection in [*self._opened, self._writer_connection]:
            connection.close()

    def _read(self, scope: Scope, work: Callable[[Any], Awaitable[T]]) -> T:
        connection: apsw.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self.path)
            connection.execute("PRAGMA query_only=ON")
            self._opened.append(connection)
        try:
            connection.execute("BEGIN")
        except apsw.Error as error:
            raise translated(error) from error
        try:
            return _drive(work(SqliteTx(connection, scope)))
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")

    def _write_forever(self) -> None:
        stopping = False
        while not stopping:
            batch: list[_Job] = []
            job = self._jobs.get()
            while True:
                if job is None:
                    stopping = True
                else:
                    batch.append(job)
                if self._jobs.empty() or len(batch) >= BATCH:
                    break
                job = self._jobs.get()
            if batch:
                self._commit(batch)
                self._loop.call_soon_threadsafe(self._deliver, batch)

    def _commit(self, batch: list[_Job]) -> None:
        """One BEGIN IMMEDIATE ... COMMIT for all jobs that have queued up; each may fail alone."""
        connection = self._writer_connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            for job in batch:
                self._attempt(connection, job)
            connection.execute("COMMIT")
        except (apsw.Error, DatabaseError) as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            for job in batch:
                job.error = translated(error) if isinstance(error, apsw.Error) else error
                job.notes = []

    def _attempt(self, connection: apsw.Connection, job: _Job) -> None:
        tx = SqliteTx(connection, job.scope, job.by)
        connection.execute("SAVEPOINT job")
        try:
            job.result = _drive(job.work(tx))
        except BaseException as error:  # noqa: BLE001 - handed to the caller by settle(); the other jobs go on
            job.error = error
        else:
            job.notes = tx.notes
        if not connection.in_transaction:  # a full disk rolls the whole transaction back, whatever the job made of it
            raise StorageUnavailable("the disk is full or failing; the transaction was rolled back")
        if job.error is not None:
            connection.execute("ROLLBACK TO job")
        connection.execute("RELEASE job")

    def _deliver(self, batch: list[_Job]) -> None:
        notes = [note for job in batch for note in job.notes]
        try:
            if notes and self.listener is not None:
                self.listener(notes)
        finally:  # what is committed is committed, whatever becomes of the hints
            for job in batch:
                job.settle()
