"""Statements as the stores write them, and as PostgreSQL takes them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

MENTIONS_WORKSPACE: Final = re.compile(r":ws\b")

_PARTS: Final = re.compile(r"('(?:[^']|'')*'|::)|:([a-z_][a-z0-9_]*)", re.IGNORECASE)
_TYPES: Final = {bool: "bigint", int: "bigint", str: "text", float: "float8", bytes: "bytea"}


def bound(sql: str, params: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """The statement with `$1::text` for `:name`, and what to bind.

    Every value bears the type that it has here: PostgreSQL would take a time in milliseconds beside a small number for
    one of 32 bits. NULL is written out, since it has none.
    """
    names = _named(sql)[1::2]
    types = tuple("" if params[name] is None else _TYPES[type(params[name])] for name in names)
    text, order = _numbered(sql, types)
    return text, [_sent(params[name]) for name in order]


def _sent(value: Any) -> Any:
    """Columns know no booleans. No text of PostgreSQL holds a zero character: it becomes one that equals nothing."""
    if type(value) is str:
        return value.replace("\0", "\ufffd")
    return int(value) if type(value) is bool else value


@lru_cache(maxsize=2_000)
def _named(sql: str) -> tuple[str, ...]:
    """Text and names by turns. What stands in quotes is text, and so is `::`."""
    parts, text, at = [], "", 0
    for match in _PARTS.finditer(sql):
        text += sql[at : match.start()] + (match[1] or "")
        at = match.end()
        if match[2]:
            parts += [text, match[2]]
            text = ""
    return (*parts, text + sql[at:])


@lru_cache(maxsize=4_000)
def _numbered(sql: str, types: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """`types` by the places of the names; empty for NULL."""
    parts = _named(sql)
    order: list[str] = []
    text = parts[0]
    for name, type_, following in zip(parts[1::2], types, parts[2::2], strict=True):
        if type_ and name not in order:
            order.append(name)
        text += (f"${order.index(name) + 1}::{type_}" if type_ else "NULL") + following
    return text, tuple(order)
