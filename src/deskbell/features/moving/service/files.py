"""A workspace as one file: everything of it but secrets, out of one server and into another.

Both ways are a stream: a few rows are in memory at a time. The file is read from one moment of the database; an import
is one transaction, so it happens wholly or not at all.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Collection
from functools import partial
from itertools import groupby
from typing import IO, Any, Final

from deskbell import __version__
from deskbell.features.knowledge.service import make_room, put_passage
from deskbell.features.moving import rules, store
from deskbell.features.moving.model import Brought, Packed
from deskbell.features.moving.rules import QUIET, TAKEN, Table
from deskbell.features.workspaces.service import Workspaces, checked_email, hashed
from deskbell.kit.errors import Refused, not_found
from deskbell.kit.packing import Line, Packer, Unpacker
from deskbell.runtime.blobs import Blobs
from deskbell.runtime.clock import Clock, Ids
from deskbell.runtime.db.api import ConstraintViolated, Database, DatabaseError, StorageUnavailable, Tx
from deskbell.runtime.scope import ANY_WORKSPACE, WorkspaceScope

OPERATOR, SITE, CONVERSATION, FILE = (
    next(table for table in TAKEN if table.name == name) for name in ("operator", "site", "conversation", "file")
)
_FAULTS: Final = (ValueError, OverflowError, TypeError, DatabaseError)


class Moving:
    """`schema`: the newest revision that this program knows."""

    def __init__(
        self, db: Database, clock: Clock, ids: Ids, workspaces: Workspaces, schema: Callable[[], str], blobs: Blobs
    ) -> None:
        self._db = db
        self._blobs = blobs
        self._clock = clock
        self._ids = ids
        self._workspaces = workspaces
        self._schema = schema

    async def named(self, name: str) -> WorkspaceScope:
        """By its id or its name. Raises not_found, conflict (several have this name)."""
        found = await self._db.read(ANY_WORKSPACE, lambda tx: store.named_any_workspace(tx, name))
        if not found:
            raise Refused("not_found", f"There is no workspace {name!r}.")
        if len(found) > 1:
            ids = ", ".join(id_ for id_, _ in found)
            raise Refused("conflict", f"Several workspaces are called {name!r}. Name one by its id: {ids}.")
        return WorkspaceScope(found[0][0])

    async def pack(self, scope: WorkspaceScope, out: IO[bytes]) -> Packed:
        """Write the workspace's file. Raises not_found."""
        schema, now = self._schema(), self._clock.now()

        async def work(tx: Tx) -> Packed:
            with Packer(out) as packer:
                name = await _pack_tables(tx, packer)
                await self._pack_bytes(tx, packer, scope)
                manifest = {"format": rules.FORMAT, "version": rules.VERSION, "deskbell": __version__, "schema": schema}
                packer.finish({**manifest, "made_at": now, "workspace": {"id": scope.workspace_id, "name": name}})
            return Packed(scope.workspace_id, name, {n: f["rows"] for n, f in packer.files.items()}, out.tell())

        return await self._db.read(scope, work)

    async def _pack_bytes(self, tx: Tx, packer: Packer, scope: WorkspaceScope) -> None:
        with packer.lines(rules.BYTES) as put:
            async for row in store.rows(tx, FILE):
                content = self._blobs.read(scope.workspace_id, row["id"]) or b""
                for at in range(0, len(content), rules.PART):
                    put({"id": row["id"], "base64": b64encode(content[at : at + rules.PART]).decode()})

    # --- into this server ----------------------------------------------------------------------------------------

    async def bring(self, file: IO[bytes]) -> Brought:
        """Make the workspace of a file. Raises invalid (no such file, damaged, changed), conflict (a newer Deskbell;
        somebody of its team works in another workspace here).
        """
        unpacker = Unpacker(file)
        wanted, _ = rules.check(unpacker.manifest, unpacker.names, newest=self._schema())
        unpacker.check()
        await self._check_people(unpacker)
        taken = await self._db.read(ANY_WORKSPACE, lambda tx: store.exists_any_workspace(tx, wanted))
        scope = WorkspaceScope(self._ids.new("ws") if taken else wanted)
        nobodys = await self._workspaces.hash_password(self._ids.secret())
        names = [name for _, row in unpacker.lines(SITE.name) for name in (row.get("key"), row.get("old_key"))]
        others = await self._db.read(ANY_WORKSPACE, lambda tx: store.keys_any_workspace(tx, names))
        return await self._db.write(scope, _Import(unpacker, self._ids, nobodys, scope, self._blobs, others).work)

    async def _check_people(self, unpacker: Unpacker) -> None:
        for _, row in unpacker.lines(OPERATOR.name):
            if row.get("removed_at") is not None:
                continue
            email = checked_email(str(row.get("email")))
            where = await self._db.read(ANY_WORKSPACE, partial(store.working_any_workspace, email=email))
            if where is not None:
                raise Refused("conflict", f"{email} works in {where!r} here. They must leave it first.")


async def _pack_tables(tx: Tx, packer: Packer) -> str:
    """The workspace's name, which stands in the first table. Raises not_found."""
    name = ""
    for table in TAKEN:
        with packer.lines(table.name) as put:
            async for row in store.rows(tx, table):
                put(row)
                name = name or str(row["name"])
        if not name:
            raise not_found("workspace")
    return name


class _Import:
    """One file into one empty workspace, inside a transaction. `others`: keys by which sites here are known."""

    def __init__(
        self,
        unpacker: Unpacker,
        ids: Ids,
        password_hash: str,
        scope: WorkspaceScope,
        blobs: Blobs,
        others: Collection[str],
    ) -> None:
        self._unpacker = unpacker
        self._others = others
        self._blobs = blobs
        self._sizes: dict[str, int] = {}
        self._ids = ids
        self._nobodys = password_hash
        self._scope = scope
        self._keys: dict[str, str] = {}
        self._people: list[str] = []
        self._at: tuple[str, int] = ("", 0)
        self._ways = {
            "operator": self._operator,
            "site": self._site,
            "visitor": self._visitor,
            "source": self._source,
            "passage": self._passage,
            "conversation": self._conversation,
            "event": self._event,
            "file": self._file,
        }

    async def work(self, tx: Tx) -> Brought:
        rows, name = 0, ""
        for table in TAKEN:
            for number, row in self._unpacker.lines(table.name):
                await self._attempt(tx, table, number, row)
                rows, name = rows + 1, name or str(row["name"])
            if table.name == "event":
                for number, row in self._unpacker.lines(CONVERSATION.name):
                    await _carefully(store.awaken(tx, row), CONVERSATION, number)
        self._bytes()
        return Brought(self._scope.workspace_id, name, rows, self._keys, tuple(self._people))

    async def _attempt(self, tx: Tx, table: Table, number: int, row: Line) -> None:
        async def put() -> None:
            rules.checked(table, row)
            way = self._ways.get(table.name)
            if not (await way(tx, table, row) if way else await store.put(tx, table, row)):
                raise ValueError("it is there twice")

        await _carefully(put(), table, number)

    async def _operator(self, tx: Tx, _table: Table, row: Line) -> bool:
        email = checked_email(str(row["email"]))
        fresh = await store.put_person(tx, login_id=self._ids.new("login"), email=email, password_hash=self._nobodys)
        if fresh and row["removed_at"] is None:
            self._people.append(email)
        return await store.put_operator(tx, {**row, "email": email})

    async def _site(self, tx: Tx, table: Table, row: Line) -> bool:
        """A key that leads to a site here goes on doing so."""
        if row["key"] in self._others:
            self._keys[row["key"]] = self._ids.new("site")
        if row["old_key"] in self._others:
            row = {**row, "old_key": None, "old_key_until": None}
        return await store.put(tx, table, {**row, "key": self._keys.get(row["key"], row["key"])})

    async def _visitor(self, tx: Tx, table: Table, row: Line) -> bool:
        return await store.put(tx, table, row, token_hash=hashed(self._ids.secret()))

    async def _source(self, tx: Tx, table: Table, row: Line) -> bool:
        await make_room(tx)
        return await store.put(tx, table, row)

    async def _passage(self, tx: Tx, _table: Table, row: Line) -> bool:
        return await put_passage(tx, row["source_id"], row["id"], row["ordinal"], row["title"], row["text"])

    async def _conversation(self, tx: Tx, table: Table, row: Line) -> bool:
        return await store.put(tx, table, {**row, **QUIET})

    async def _file(self, tx: Tx, table: Table, row: Line) -> bool:
        self._sizes[row["id"]] = row["size"]
        return await store.put(tx, table, row)

    def _bytes(self) -> None:
        """Last, so that all or nothing is brought: bytes whose rows are taken back again go with the next sweep."""
        for id_, parts in groupby(self._unpacker.lines(rules.BYTES), key=lambda line: line[1].get("id")):
            try:
                content = b"".join(b64decode(str(part.get("base64")), validate=True) for _, part in parts)
                if self._sizes.pop(str(id_), None) != len(content):
                    raise ValueError("it is not what was sent")
                self._blobs.keep(self._scope.workspace_id, str(id_), content)
            except ValueError as error:
                raise Refused("invalid", f"{rules.BYTES}, {id_}: {error}. Nothing was imported.") from error

    async def _event(self, tx: Tx, table: Table, row: Line) -> bool:
        at = (row["conversation_id"], row["epoch"])
        if row["author_kind"] == "assistant" and at != self._at:
            await store.turn_to(tx, *at)
            self._at = at
        return await store.put(tx, table, row)


async def _carefully(work: Any, table: Table, number: int) -> None:
    try:
        await work
    except StorageUnavailable:
        raise
    except _FAULTS as error:
        why = f"{error} forbids it" if isinstance(error, ConstraintViolated) else str(error)
        raise Refused("invalid", f"{table.name}, line {number}: {why}. Nothing was imported.") from error
    except Refused as error:
        raise Refused("invalid", f"{table.name}, line {number}: {error.message} Nothing was imported.") from error
