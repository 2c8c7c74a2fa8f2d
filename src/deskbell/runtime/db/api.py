"""The database as the features see it. One dialect seam: SQLite or PostgreSQL behind it.

A transaction body is a coroutine function that awaits nothing but its own `tx`:

    async def work(tx: Tx) -> str | None:
        row = await tx.one("SELECT name FROM workspace WHERE id = :ws")
        return row["name"] if row else None

    name = await db.read(scope, work)

On SQLite the body runs to its end inside a database thread, without touching the event loop; on a networked
database the same body is simply awaited. Awaiting anything else raises `ForeignAwait`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol, TypeVar

from deskbell.runtime.scope import ANY_WORKSPACE, Scope

T = TypeVar("T")
Row = Mapping[str, Any]


class DatabaseError(Exception):
    """Anything the database refused or could not do."""


class StorageUnavailable(DatabaseError):
    """The disk is full, read-only or locked: nothing was written, and trying again later is sensible."""


class ConstraintViolated(DatabaseError):
    """A UNIQUE, CHECK, foreign key or trigger refused the row. `name` is the constraint as the database names it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnscopedStatement(DatabaseError):
    """A statement under a workspace scope does not mention `:ws`. A programming error, never user input."""


class ForeignAwait(DatabaseError):
    """A transaction body awaited something other than its transaction. A programming error."""


class Tx(Protocol):
    """One open transaction. Parameters are named (`:name`); `:ws` is bound to the scope's workspace."""

    @property
    def scope(self) -> Scope: ...

    @property
    def by(self) -> str:
        """The operator on whose behalf it was opened; empty for what happens by itself."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgres`; for the few statements (full text) that cannot be written once."""

    async def all(self, sql: str, /, **params: Any) -> list[Row]: ...

    async def one(self, sql: str, /, **params: Any) -> Row | None:
        """The first row, or None."""

    async def run(self, sql: str, /, **params: Any) -> int:
        """Execute, return the number of rows changed."""

    def after_commit(self, note: object) -> None:
        """Hand `note` to the database's listener once this transaction is durable; never if it rolls back."""


class Database(Protocol):
    """`listener` hears the notes of every commit."""

    listener: Callable[[list[object]], None] | None

    async def read(self, scope: Scope, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` on a consistent snapshot."""

    async def write(self, scope: Scope, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` in a write transaction. Returns after the commit is synced to disk.

        Raises what `work` raises (then nothing was written), or StorageUnavailable.
        """

    async def empty_log(self) -> bool:
        """Leave nothing of what was deleted in the write-ahead log. False: somebody reads it now; try again."""

    async def close(self) -> None: ...


async def answers(db: Database) -> bool:
    """Whether it can be read at all."""

    async def work(tx: Tx) -> bool:
        return await tx.one("SELECT 1 AS one") is not None

    try:
        return await db.read(ANY_WORKSPACE, work)
    except DatabaseError:
        return False
