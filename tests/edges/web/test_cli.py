"""The command line: plain sentences, exit codes, JSON where it prints data, never a question without a terminal."""

from __future__ import annotations

import json
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import deskbell
from deskbell import doctor as doctor_module
from deskbell.cli import main
from tests.fakes.embeddings_api import FakeEmbeddings, Fault
from tests.world import template

ROOT = Path(__file__).parents[3]


@pytest.fixture
def data(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a migrated, empty database."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(template(tmp_path_factory.getbasetemp()), folder / "deskbell.sqlite")
    return folder


def run(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(main, words, env=environment)


def created(data: Path, *more: str) -> dict[str, Any]:
    result = run(
        "create-workspace", "--name", "Acme", "--owner-email", "ada@acme.example", "--json", *more,
        DESKBELL_DATA=str(data), DESKBELL_PASSWORD="correct horse",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    made: dict[str, Any] = json.loads(result.stdout)
    return made


def test_a_wrong_setting_stops_every_command_with_a_sentence() -> None:
    for command in (
        ["serve"],
        ["migrate"],
        ["doctor"],
        ["create-workspace", "--name", "A", "--owner-email", "a@b.example"],
    ):
        result = run(*command, PORT="eight")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == "Error: PORT is 'eight': set it to a whole number from 0 to 65535\n"


def test_the_real_program_says_it_without_a_traceback(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin", "LOG_LEVEL": "loud", "DESKBELL_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "deskbell", "serve"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert result.returncode == 1
    assert result.stderr == "Error: LOG_LEVEL is 'loud': set it to one of debug, info, warning, error\n"


def test_a_port_in_use_and_a_strange_host_are_named(data: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        result = run("serve", PORT=port, DESKBELL_DATA=str(data))
        assert result.exit_code == 1
        assert re.search(rf"Cannot listen on 127\.0\.0\.1:{port} \(.*in use\)\. Set HOST and PORT", result.stderr)
    result = run("serve", HOST="192.0.2.1", PORT="0", DESKBELL_DATA=str(data))
    assert result.exit_code == 1
    assert "Cannot listen on 192.0.2.1:0" in result.stderr


def test_migrate_makes_the_database_and_says_when_there_is_nothing_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    first = run("migrate", "--json", DESKBELL_DATA=str(folder))
    assert (first.exit_code, list(json.loads(first.stdout))) == (0, ["result"])
    assert (folder / "deskbell.sqlite").is_file()
    again = run("migrate", DESKBELL_DATA=str(folder))
    assert (again.exit_code, "current" in again.stdout) == (0, True)


def test_a_database_that_cannot_be_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "nonsense.sqlite").write_text("not a database " * 100, encoding="utf-8")
    for url in (f"sqlite:///{tmp_path}/file/below.sqlite", f"sqlite:///{tmp_path}/nonsense.sqlite"):
        for command in ("migrate", "serve"):
            result = run(command, DATABASE_URL=url, PORT="0")
            assert result.exit_code == 1, (command, url)
            assert result.stderr.splitlines()[-1].startswith("Error: "), result.stderr
            assert "Traceback" not in result.stderr


def test_create_workspace_gives_ids_and_the_script_tag(data: Path) -> None:
    made = created(data, "--site-key", "acme-shop", "--origin", "https://shop.example")
    assert set(made) == {"workspace", "operator", "site_key", "script"}
    assert made["script"] == '<script async src="http://localhost:8000/w/acme-shop.js"></script>'
    again = run(
        "create-workspace", "--name", "B", "--owner-email", "ada@acme.example",
        DESKBELL_DATA=str(data), DESKBELL_PASSWORD="correct horse",
    )  # fmt: skip
    assert (again.exit_code, again.stderr) == (1, "Error: There is already a login for ada@acme.example.\n")


def test_create_workspace_asks_nothing_without_a_terminal(data: Path) -> None:
    result = run("create-workspace", "--name", "A", "--owner-email", "a@b.example", DESKBELL_DATA=str(data))
    assert result.exit_code == 1
    assert result.stderr == "Error: Give the owner's password with --password or in DESKBELL_PASSWORD.\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--owner-email", "nobody"], "'nobody' is not an e-mail address."),
        (["--password", "short"], "The password needs 8 to 1,000 characters."),
        (["--site-key", "No Key"], "A site key has 3 to 64 characters: a-z, 0-9, - and _."),
        (["--origin", "shop.example"], "'shop.example' is not an origin. Write it like https://shop.example."),
        (["--origin", "https://a@shop.example"], "is not an origin."),
        (["--origin", "https://shop.example:port"], "is not an origin."),
        (["--name", " "], "The workspace's name needs 1 to 100 characters."),
    ],
)
def test_create_workspace_says_what_to_correct(data: Path, words: list[str], complaint: str) -> None:
    defaults = ["--name", "A", "--owner-email", "a@b.example", "--password", "correct horse"]
    result = run("create-workspace", *defaults, *words, DESKBELL_DATA=str(data))
    assert result.exit_code == 1
    assert complaint in result.stderr
    # Nothing is left behind: the same command, corrected, works.
    assert run("create-workspace", *defaults, DESKBELL_DATA=str(data)).exit_code == 0


def test_doctor_finds_what_is_wrong_and_what_is_right(data: Path, tmp_path: Path) -> None:
    def findings(**environment: str) -> tuple[int, dict[str, tuple[bool, str]]]:
        result = run("doctor", "--json", **environment)
        found = json.loads(result.stdout)
        assert set(found) == {"settings", "findings"}
        return result.exit_code, {f["subject"]: (f["ok"], f["detail"]) for f in found["findings"]}

    built = doctor_module._front_end().ok
    code, sound = findings(DESKBELL_DATA=str(data))
    assert sound["database"][0]
    assert sound["address"] == (True, "http://localhost:8000")
    assert sound["time zones"][1].startswith("20")
    assert sound["model"] == (True, "built-in assistant (no key is set)")
    assert code == (0 if built else 1)
    code, missing = findings(DESKBELL_DATA=str(tmp_path / "empty"))
    assert code == 1
    assert "run deskbell migrate" in missing["database"][1]
    code, plain = findings(DESKBELL_DATA=str(data), PUBLIC_URL="http://chat.example.com")
    assert (code, plain["address"][0]) == (1, False)
    assert "not https" in plain["address"][1]
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes((data / "deskbell.sqlite").read_bytes()[:5_000] + b"\xff" * 20_000)
    code, damaged = findings(DATABASE_URL=f"sqlite:///{broken}")
    assert (code, damaged["database"][0]) == (1, False)
    lines = run("doctor", DESKBELL_DATA=str(data)).stdout.splitlines()
    assert len(lines) == len(sound)
    assert all(line.startswith(("ok  ", "FAIL")) for line in lines)


def test_doctor_asks_the_model_and_never_shows_the_key(data: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        result = run(
            "doctor", "--json", DESKBELL_DATA=str(data), ANTHROPIC_API_KEY="sk-secret", ANTHROPIC_BASE_URL=address
        )
    assert result.exit_code == 1
    model = next(f for f in json.loads(result.stdout)["findings"] if f["subject"] == "model")
    assert model["ok"] is False
    assert "sk-secret" not in result.output


def test_doctor_asks_the_embeddings_server_for_a_vector(data: Path) -> None:
    with FakeEmbeddings.threaded() as api:
        named = {"DESKBELL_DATA": str(data), "DESKBELL_EMBEDDINGS_URL": api.url, "DESKBELL_EMBEDDINGS_MODEL": "words"}
        assert ("embeddings", True, "words, 512 numbers for a text") in _findings(named)
        api.will(Fault(404, {"error": "model not found"}))
        assert ("embeddings", False, 'words: 404: {"error": "model not found"}') in _findings(named)


def _findings(environment: dict[str, str]) -> list[tuple[str, bool, str]]:
    found = json.loads(run("doctor", "--json", **environment).stdout)["findings"]
    return [(one["subject"], one["ok"], one["detail"]) for one in found]


def test_version_and_openapi_need_no_settings_at_all() -> None:
    assert run("version", PORT="eight").stdout == f"{deskbell.__version__}\n"
    assert json.loads(run("version", "--json").stdout) == {"version": deskbell.__version__}
    described = json.loads(run("openapi", "--inner", PORT="eight", DESKBELL_DATA="/nowhere").stdout)
    assert described["info"] == {"title": "Deskbell", "version": deskbell.__version__}
    assert {"/v1/visitors", "/v1/frames", "/desk/v1/sign-in", "/desk/v1/conversations", "/healthz"} <= set(
        described["paths"]
    )


def test_what_is_not_understood_is_exit_code_two() -> None:
    for words in (["fly"], ["serve", "--fast"], ["create-workspace"], ["demo", "--port", "x"]):
        assert run(*words).exit_code == 2


def test_the_reference_page_names_every_command_and_option() -> None:
    page = (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")
    told = {
        name: set(re.findall(r"`([^`]+)`", options))
        for name, options in re.findall(r"^\| `([a-z -]+)` \|([^|]*)\|", page, re.MULTILINE)
    }
    assert told == dict(commands(main, ""))


def commands(group: click.Group, prefix: str) -> list[tuple[str, set[str]]]:
    found: list[tuple[str, set[str]]] = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            found += commands(command, f"{prefix}{name} ")
        else:
            named = {p.opts[0] if isinstance(p, click.Option) else str(p.human_readable_name) for p in command.params}
            found.append((f"{prefix}{name}", named))
    return found


def test_a_backup_is_written_restored_and_reported(data: Path, tmp_path: Path) -> None:
    made = created(data)
    archive = tmp_path / "kept" / "one.tar.gz"
    result = run("backup", "--to", str(archive), "--json", DESKBELL_DATA=str(data))
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["bytes"] == archive.stat().st_size
    again = run("backup", "--to", str(archive), DESKBELL_DATA=str(data))
    assert (again.exit_code, again.stderr) == (1, f"Error: {archive} exists already. Choose another name.\n")
    other = tmp_path / "other"
    result = run("restore", str(archive), DESKBELL_DATA=str(other))
    assert result.exit_code == 0, result.output
    assert str(other / "deskbell.sqlite") in result.stdout
    assert made["site_key"].encode() in (other / "deskbell.sqlite").read_bytes()
    nothing = run("restore", str(tmp_path / "nothing"), DESKBELL_DATA=str(other))
    assert nothing.exit_code == 2


def test_erase_names_what_went_and_asks_nothing_without_a_terminal(data: Path) -> None:
    workspace = created(data)["workspace"]
    who = ("erase", "--workspace", workspace, "--email", "vera@example.com")
    result = run(*who, DESKBELL_DATA=str(data))
    assert (result.exit_code, result.stderr) == (1, "Error: This cannot be undone. Say --yes when you mean it.\n")
    result = run(*who, "--yes", DESKBELL_DATA=str(data))
    assert result.stderr == "Error: Nobody in this workspace has given the address vera@example.com.\n"
    connection = sqlite3.connect(data / "deskbell.sqlite")
    connection.execute(
        """INSERT INTO contact (workspace_id, id, origin, email, folded, created_at)
           VALUES (?, 'con_1', 'operator', 'Vera@example.com', 'vera@example.com', 1)""",
        (workspace,),
    )
    connection.commit()
    connection.close()
    result = run(*who, "--yes", "--json", DESKBELL_DATA=str(data))
    assert (result.exit_code, list(json.loads(result.stdout)["erased"])) == (0, ["con_1"])
    assert b"era@example.com" not in (data / "deskbell.sqlite").read_bytes()
