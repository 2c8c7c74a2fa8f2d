"""SQL lives in the stores, and every store function works inside a transaction that knows its workspace."""

from __future__ import annotations

import ast
import re

from tests.arch import tree

SQL = re.compile(
    r"\b(SELECT\s.+\sFROM\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s"
    r"|(CREATE|ALTER|DROP)\s+(UNIQUE\s+|VIRTUAL\s+)?(TABLE|INDEX|VIEW|TRIGGER)\s)",
    re.DOTALL,
)
HOME_OF_SQL = re.compile(
    r"src/deskbell/(features/\w+/store(_\w+)?(\.py|/.+\.py)|runtime/(db/.+|outbox)\.py|migrations/.+\.py)$"
)

SQLITE_ONLY = re.compile(
    r"\b(json_(extract|set|remove|insert|replace|type|array|object|array_length|tree|group_array)\(|strftime\(|unixepoch\("
    r"|datetime\(|julianday\(|group_concat\(|iif\(|ifnull\(|total\(|hex\(|INSERT OR |GLOB |INDEXED BY |LIMIT -"
    r"|sum\([^()]*[<>=]|IS (NOT )?[:\d']|CROSS JOIN (?:(?!JOIN|WHERE|FROM).)* ON )",
    re.DOTALL,
)

STORES = re.compile(r"src/deskbell/(features/\w+/store(_\w+)?(\.py|/.+\.py)|runtime/outbox\.py)$")


def store_functions() -> list[tuple[str, ast.AsyncFunctionDef]]:
    """Reading and writing are awaited, so the plain functions of a store are mere conversions."""
    return [
        (f"{tree.name_of(path)}::{name}", node)
        for path in tree.python_files(tree.SRC)
        if STORES.match(tree.name_of(path))
        for name, node in tree.functions(path)
        if isinstance(node, ast.AsyncFunctionDef)
    ]


def first_argument(node: ast.AsyncFunctionDef) -> str:
    positional = [*node.args.posonlyargs, *node.args.args]
    return positional[0].arg if positional else ""


def statements(node: ast.AST) -> list[str]:
    """The SQL of a function; the pieces of an f-string belong together."""
    joined = [part for part in ast.walk(node) if isinstance(part, ast.JoinedStr)]
    pieces = {id(piece) for part in joined for piece in part.values}
    whole = ["x".join(str(text.value) for text in tree.texts(part)) for part in joined]
    whole += [str(text.value) for text in tree.texts(node) if id(text) not in pieces]
    return [text for text in whole if SQL.search(text)]


def test_sql_is_written_in_stores_and_migrations_only() -> None:
    strays = [
        f"{tree.name_of(path)}:{text.lineno}"
        for path in tree.python_files(tree.SRC)
        if not HOME_OF_SQL.match(tree.name_of(path))
        for text in tree.texts(tree.parse(path))
        if SQL.search(str(text.value))
    ]
    assert strays == []


def test_every_store_function_takes_the_transaction_first() -> None:
    assert [name for name, node in store_functions() if first_argument(node) != "tx"] == []


def test_a_statement_that_is_not_bound_to_the_workspace_is_in_a_function_that_says_so() -> None:
    strays = [
        name
        for name, node in store_functions()
        if not name.endswith("_any_workspace") and any(":ws" not in sql for sql in statements(node))
    ]
    assert strays == []


def test_a_feature_reads_another_only_through_its_verbs_never_its_store() -> None:
    strays = [
        f"{tree.name_of(path)}:{node.lineno} -> {module}"
        for path in tree.python_files(tree.SRC)
        for node in ast.walk(tree.parse(path))
        if isinstance(node, ast.ImportFrom)
        for module in [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
        if (store := re.match(r"deskbell\.features\.(\w+)\.store(_\w+)?\b", module))
        if not tree.name_of(path).startswith(f"src/deskbell/features/{store[1]}/")
    ]
    assert strays == []


def test_every_transaction_across_workspaces_is_reviewed() -> None:
    using = {
        f"{tree.name_of(path)}::{name}"
        for path in tree.python_files(tree.SRC)
        for name, node in tree.functions(path)
        if any(isinstance(part, ast.Name) and part.id == "ANY_WORKSPACE" for part in ast.walk(node))
    }
    assert using == set(tree.listed("any_workspace.txt"))


def test_statements_are_written_in_words_that_both_databases_know() -> None:
    """By name, because most tests run on SQLite alone. Where the two must differ: store_words.py."""
    strays = [
        f"{name}: {found[0]}"
        for name, node in store_functions()
        if "store_words" not in name
        for sql in statements(node)
        if (found := SQLITE_ONLY.search(sql))
    ]
    assert strays == []


def test_the_pattern_knows_sql_from_prose() -> None:
    assert SQL.search("SELECT id FROM workspace WHERE id = :ws")
    assert SQL.search("INSERT OR IGNORE INTO message (id) VALUES (:id)")
    assert not SQL.search("Select a conversation from the list, or update your settings.")
    assert HOME_OF_SQL.match("src/deskbell/features/knowledge/store_search.py")
    assert not HOME_OF_SQL.match("src/deskbell/features/knowledge/service.py")
