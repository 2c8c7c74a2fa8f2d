"""One word for one thing: the names we define do not use the words that mean two things or nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.arch import tree

BANNED = {"agent", "agents", "bot", "bots", "account", "accounts", "customer", "customers"}
BANNED |= {"util", "utils", "helper", "helpers", "manager", "managers"}
THE_RECORD = re.compile(r"[cC]hats?(_ids?|Ids?|_rows?|Rows?)?")  # it is a conversation; an icon may show a chat
ALLOWED = re.compile(r"user_?agent|(async)?_?context_?manager", re.IGNORECASE)
# A visitor has a token; only an operator has a (sign-in) session.
VISITOR_GROUND = ("src/deskbell/edges/web/visitor/", "frontend/widget/")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
TYPESCRIPT_NOISE = re.compile(
    r"//[^\n]*|/\*.*?\*/|`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL
)


def words(identifier: str) -> set[str]:
    return {word.lower() for word in WORD.findall(ALLOWED.sub("", identifier))}


def defined_names(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, tree.Function | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname


def typescript_names(text: str) -> Iterator[str]:
    """Every identifier but those reached through a dot: what a library calls its things is its own affair."""
    code = TYPESCRIPT_NOISE.sub(" ", text)
    yield from re.findall(r"(?<![.\w$])[A-Za-z_$][\w$]*", code)


def offences(where: str, names: Iterator[str]) -> list[str]:
    banned = BANNED | ({"session"} if where.startswith(VISITOR_GROUND) else set())
    return sorted({f"{where}: {name}" for name in names if is_banned(name, banned)})


def is_banned(name: str, banned: set[str]) -> bool:
    return bool(THE_RECORD.fullmatch(name) or (words(name) & banned and name != "sessionStorage"))


def names_in(path: Path) -> Iterator[str]:
    yield path.stem
    if path.suffix == ".py":
        yield from defined_names(tree.parse(path))
    else:
        yield from typescript_names(path.read_text(encoding="utf-8"))


def test_no_name_uses_a_banned_word() -> None:
    paths = [*tree.python_files(tree.SRC, tree.ROOT / "tests"), *tree.typescript_files()]
    assert [line for path in paths for line in offences(tree.name_of(path), names_in(path))] == []


def test_no_table_or_column_uses_a_banned_word() -> None:
    found = [
        f"{tree.name_of(path)}:{text.lineno}: {word}"
        for path in tree.python_files(tree.SRC / "migrations")
        for text in tree.texts(tree.parse(path))
        for word in re.findall(r"\w+", str(text.value))
        if words(word) & BANNED
    ]
    assert found == []


def test_the_search_finds_what_it_should() -> None:
    module = ast.parse("class StateManager: ...\ndef f(user_agent, bot_name): self.customerId = 1\nagent = user = 2")
    assert offences("x.py", defined_names(module)) == [
        "x.py: StateManager",
        "x.py: agent",
        "x.py: bot_name",
        "x.py: customerId",
    ]
    script = "const chatId = x.agent; // a bot\nconst t = 'account'; let robot = navigator.userAgent; sessionStorage"
    assert offences("x.ts", typescript_names(script)) == ["x.ts: chatId"]
    assert offences("frontend/widget/x.ts", iter(["sessionId", "sessionStorage"])) == [
        "frontend/widget/x.ts: sessionId"
    ]
