"""A zip of JSON lines with a manifest: written and read as a stream, a line at a time, whatever its size.

Nothing of what a file says is trusted: no name in it becomes a path, and a line, a number of bytes or a manifest that
cannot be ours is refused before anything is made of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final, Self

from deskbell.kit.errors import Refused

MANIFEST: Final = "manifest.json"
ENDING: Final = ".jsonl"
LONGEST_LINE: Final = 8_000_000  # bytes; a document of knowledge is the longest thing, with 1 MB
MOST_MANIFEST: Final = 1_000_000
CHUNK: Final = 1 << 16
HARMLESS: Final = 100_000_000  # bytes; what is larger must not be more than PUFFED times the file
PUFFED: Final = 200
_THE_SAME_DAY: Final = (1980, 1, 1, 0, 0, 0)  # so that the same rows make the same bytes
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)

Line = dict[str, Any]


class Packer:
    """Closed when it is left. `files`: {name: {"rows": n, "sha256": hex}} of what was written so far."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self.files: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def lines(self, name: str) -> Iterator[Callable[[Line], None]]:
        """Give each row to what comes out of this."""
        told, rows = hashlib.sha256(), 0

        def put(row: Line) -> None:
            nonlocal rows
            line = encoded(row).encode() + b"\n"
            told.update(line)
            member.write(line)
            rows += 1

        with self._zip.open(_member(name + ENDING), "w", force_zip64=True) as member:
            yield put
        self.files[name] = {"rows": rows, "sha256": told.hexdigest()}

    def finish(self, manifest: Line) -> None:
        self._zip.writestr(_member(MANIFEST), json.dumps({**manifest, "files": self.files}, indent=1))


class Unpacker:
    """Raises invalid for what is no such file, in every method."""

    def __init__(self, file: IO[bytes]) -> None:
        size = file.seek(0, io.SEEK_END)
        with _read("the file"):
            self._zip = zipfile.ZipFile(file)
            members = self._zip.infolist()
            _check_members(members, size)
            self.manifest = self._manifest()
            self._files: dict[str, Line] = self.manifest["files"]
            expected = {MANIFEST, *(name + ENDING for name in self._files)}
            if {member.filename for member in members} != expected:
                raise ValueError("it holds other files than its manifest names")

    def _manifest(self) -> Line:
        if self._zip.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise ValueError("its manifest is too large")
        told = json.loads(self._zip.read(MANIFEST))
        files = told.get("files") if isinstance(told, dict) else None
        if not isinstance(files, dict) or not all(isinstance(one, dict) for one in files.values()):
            raise ValueError("its manifest is not one of ours")
        return dict(told)

    @property
    def names(self) -> set[str]:
        return set(self._files)

    def check(self) -> None:
        """Is everything there, as it was written? Reads all of it, keeps nothing."""
        for name, wanted in self._files.items():
            with _read(name + ENDING), self._zip.open(name + ENDING) as member:
                told, rows = hashlib.sha256(), 0
                while chunk := member.read(CHUNK):
                    told.update(chunk)
                    rows += chunk.count(b"\n")
                if wanted.get("sha256") != told.hexdigest() or wanted.get("rows") != rows:
                    raise ValueError("it is not what was written")

    def lines(self, name: str) -> Iterator[tuple[int, Line]]:
        """(number from 1, row)."""
        with _read(name + ENDING), io.BufferedReader(self._zip.open(name + ENDING)) as member:  # type: ignore[type-var]
            number = 0
            while line := member.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    raise ValueError(f"line {number} is too long")
                yield number, _decoded(line, number)


def encoded(value: Any) -> str:
    """As JSON on one line. Half a character, which JSON can say and UTF-8 cannot, stays escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _decoded(line: bytes, number: int) -> Line:
    try:
        row = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"line {number} is no JSON") from error
    if not isinstance(row, dict):
        raise ValueError(f"line {number} is no row")  # noqa: TRY004 - of a file, not of a program
    return row


def _no_number(name: str) -> float:
    raise ValueError(name)


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _THE_SAME_DAY)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o600 << 16
    return made


def _check_members(members: list[zipfile.ZipInfo], size: int) -> None:
    if len({member.filename for member in members}) != len(members):
        raise ValueError("it holds a file twice")
    known = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if any(member.flag_bits & 1 or member.compress_type not in known for member in members):
        raise ValueError("it is packed in a way that is not ours")
    if sum(member.file_size for member in members) > max(HARMLESS, PUFFED * size):
        raise ValueError("it would become too large")


@contextmanager
def _read(what: str) -> Iterator[None]:
    try:
        yield
    except _FAULTS as error:
        why = error.args[0] if isinstance(error, ValueError) and error.args else "it is damaged"
        raise Refused("invalid", f"This is no workspace of Deskbell, or it was changed: in {what}, {why}.") from error
