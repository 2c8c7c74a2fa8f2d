"""PostgreSQL behind the database seam: a pool, one writer a workspace at a time, row-level security.

A body sees what it would see on SQLite: whoever writes under a workspace holds its lock, and whoever writes across
workspaces holds the lock of all (docs/decisions/0082). So nothing that a body has read changes before it commits.
"""

from __future__ import annotations

import asyncio
import types
from collections.abc import Awaitable, Callable, Coroutine, Generator
from contextlib import suppress
from typing import Any, Final, cast

import asyncpg

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
from deskbell.runtime.db.statements import MENTIONS_WORKSPACE, bound
from deskbell.runtime.scope import Scope, WorkspaceScope

CONNECTIONS: Final = 10
PATIENCE: Final = 20.0  # seconds for a connection, or for one statement
ATTEMPTS: Final = 5
EVERYBODY: Final = 82  # the lock of all workspaces; each has one of its own besides
NOBODY: Final = "*"  # app.ws of who looks across workspaces

_READ: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT set_config('app.ws', {ws}, true)"
_WRITE: Final = """BEGIN ISOLATION LEVEL READ COMMITTED; SELECT set_config('app.ws', {ws}, true);
SELECT pg_advisory_xact_lock_shared({everybody}, 0); SELECT pg_advisory_xact_lock(hashtextextended({ws}, 0))"""
_WRITE_ACROSS: Final = """BEGIN ISOLATION LEVEL READ COMMITTED; SELECT set_config('app.ws', {ws}, true);
SELECT pg_advisory_xact_lock({everybody}, 0)"""

_FAILURES: Final = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)
_UNAVAILABLE: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.OperatorInterventionError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.PostgresSystemError,
)
_AGAIN: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
# What SQLite calls a constraint too: a value of the wrong type, or a text that should be JSON.
_REFUSED: Final = (
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.DatatypeMismatchError,
    asyncpg.InvalidTextRepresentationError,
)


def translated(error: Exception) -> DatabaseError:
    """In our words. Those of a driver that has lost its connection say little, so the class is named too."""
    if isinstance(error, asyncpg.DataError) and isinstance(error, asyncpg.InterfaceError):
        return DatabaseError(f"{type(error).__name__}: {error}")  # a value that the driver could not even send
    if isinstance(error, _UNAVAILABLE):
        return StorageUnavailable(f"{type(error).__name__}: {error}")
    if isinstance(error, _REFUSED):
        return ConstraintViolated(getattr(error, "constraint_name", None) or str(error))
    return DatabaseError(f"{type(error).__name__}: {error}")


class PostgresTx:
    """One open transaction on one connection."""

    dialect = "postgres"

    def __init__(self, connection: Any, scope: Scope, by: str = "") -> None:
        self.scope = scope
        self.by = by
        self.notes: list[object] = []
        self.asking = False
        self._connection = connection
        self._ws = scope.workspace_id if isinstance(scope, WorkspaceScope) else None

    async def _asked(self, ask: Callable[..., Awaitable[Any]], sql: str, params: dict[str, Any]) -> Any:
        if self._ws is not None:
            if not MENTIONS_WORKSPACE.search(sql):
                raise UnscopedStatement(sql)
            params["ws"] = self._ws
        text, values = bound(sql, params)
        self.asking = True
        try:
            return await ask(text, *values)
        finally:
            self.asking = False

    async def all(self, sql: str, /, **params: Any) -> list[Row]:
        try:
            return [dict(row) for row in await self._asked(self._connection.fetch, sql, params)]
        except _FAILURES as error:
            raise translated(error) from error

    async def one(self, sql: str, /, **params: Any) -> Row | None:
        rows = await self.all(sql, **params)
        return rows[0] if rows else None

    async def run(self, sql: str, /, **params: Any) -> int:
        try:
            status = await self._asked(self._connection.execute, sql, params)
        except _FAILURES as error:
            raise translated(error) from error
        return int(status.rpartition(" ")[2])  # `UPDATE 3`

    def after_commit(self, note: object) -> None:
        self.notes.append(note)


@types.coroutine
def _driven(body: Coroutine[Any, Any, T], tx: PostgresTx) -> Generator[Any, Any, T]:
    """Await a transaction body, as long as it awaits nothing but its own transaction."""
    step: Callable[[Any], Any] = body.send
    value: Any = None
    while True:
        try:
            waited_for = step(value)
        except StopIteration as finished:
            return cast("T", finished.value)
        if not tx.asking:
            body.close()
            raise ForeignAwait("a transaction body may await nothing but its own transaction")
        try:
            value, step = (yield waited_for), body.send
        except BaseException as error:  # noqa: BLE001 - also the end of the task: it is the body's
            value, step = error, body.throw


class PostgresDatabase:
    """See `deskbell.runtime.db.api.Database`. Open with `PostgresDatabase.open`, inside a running event loop."""

    def __init__(self, pool: Any, listener: Callable[[list[object]], None] | None) -> None:
        self.listener = listener
        self._pool = pool
        self._closed = False
        self._running: set[asyncio.Task[Any]] = set()

    @classmethod
    async def open(cls, url: str, listener: Callable[[list[object]], None] | None = None) -> PostgresDatabase:
        """Open an existing, migrated database. `listener` gets the notes of each commit, on the loop."""
        try:
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=CONNECTIONS,
                timeout=PATIENCE,
                command_timeout=PATIENCE,
                init=_made_ready,
                reset=_as_it_is,
            )
        except (*_FAILURES, ValueError) as error:
            raise translated(error) from error
        return cls(pool, listener)

    async def read(self, scope: Scope, work: Callable[[Any], Awaitable[T]]) -> T:
        return await self._kept(self._carried_out(_READ, scope, work))

    async def write(self, scope: Scope, work: Callable[[Any], Awaitable[T]]) -> T:
        begin = _WRITE if isinstance(scope, WorkspaceScope) else _WRITE_ACROSS
        return await self._kept(self._written(begin, scope, work, ACTING.get()))

    async def empty_log(self) -> bool:
        """PostgreSQL's log is the operator's: its segments are reused, and archived where somebody set that up."""
        return True

    async def close(self) -> None:
        """Finish what has begun, then close every connection."""
        self._closed = True
        if self._running:
            await asyncio.wait(set(self._running))
        with suppress(*_FAILURES):
            await self._pool.close()

    async def _kept(self, work: Coroutine[Any, Any, T]) -> T:
        """A caller who gives up does not undo what has begun: on SQLite they could not either."""
        if self._closed:
            work.close()
            raise StorageUnavailable("the database is closed")
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._over)
        return await asyncio.shield(task)

    def _over(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # whoever gave up does not hear of it

    async def _written(self, begin: str, scope: Scope, work: Callable[[Any], Awaitable[T]], by: str) -> T:
        """A body awaits nothing but its transaction, so it may run again when two got in each other's way."""
        for left in reversed(range(ATTEMPTS)):
            try:
                return await self._carried_out(begin, scope, work, by)
            except DatabaseError as error:
                if not left or not isinstance(error.__cause__, _AGAIN):
                    raise
        raise AssertionError("the last attempt returns or raises")

    async def _carried_out(self, begin: str, scope: Scope, work: Callable[[Any], Awaitable[T]], by: str = "") -> T:
        ws = scope.workspace_id if isinstance(scope, WorkspaceScope) else NOBODY
        try:
            async with self._pool.acquire(timeout=PATIENCE) as connection:
                try:
                    await connection.execute(begin.format(ws=_quoted(ws), everybody=EVERYBODY))
                    tx = PostgresTx(connection, scope, by)
                    result: T = await _driven(cast("Coroutine[Any, Any, T]", work(tx)), tx)
                    if await connection.execute("COMMIT") != "COMMIT":  # a body went on after a statement that failed
                        raise DatabaseError("a statement failed, and with it the transaction was undone")
                finally:
                    if connection.is_in_transaction():
                        await connection.execute("ROLLBACK")
        except _FAILURES as error:
            raise translated(error) from error
        self._tell(tx.notes)
        return result

    def _tell(self, notes: list[object]) -> None:
        if notes and self.listener is not None:
            try:
                self.listener(notes)
            except Exception as error:  # noqa: BLE001 - what is committed is committed, whatever becomes of the hints
                asyncio.get_running_loop().call_exception_handler({"message": "a listener failed", "exception": error})


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


async def _made_ready(connection: Any) -> None:
    """Sums of whole numbers are whole numbers, as on SQLite; PostgreSQL calls them numeric."""
    await connection.set_type_codec("numeric", schema="pg_catalog", encoder=str, decoder=_number)


def _number(text: str) -> int | float:
    return float(text) if "." in text or "N" in text else int(text)


async def _as_it_is(_connection: Any) -> None:
    """Every transaction ends what it began: nothing is left that had to be reset, and asking would cost a round."""


async def revision_of(url: str) -> str | None:
    """The schema revision that a database says it has; None for one without. Raises DatabaseError."""
    try:
        connection = await asyncpg.connect(url, timeout=PATIENCE)
        try:
            return cast("str | None", await connection.fetchval("SELECT version_num FROM alembic_version"))
        except asyncpg.UndefinedTableError:
            return None
        finally:
            await connection.close()
    except (*_FAILURES, ValueError) as error:
        raise translated(error) from error


async def is_fenced(url: str) -> bool:
    """Whether row-level security holds for the user of this address: a superuser sees everything."""
    connection = await asyncpg.connect(url, timeout=PATIENCE)
    try:
        asked = "SELECT NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = current_user"
        return bool(await connection.fetchval(asked))
    finally:
        await connection.close()
