"""Settings: what is wrong is named, what is secret stays so, and the reference page tells all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from deskbell.settings import SettingsError, read

ROOT = Path(__file__).parents[3]


class Recording(Mapping[str, str]):
    """An environment that remembers what it was asked for."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values_of = values
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self.values_of[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_of)

    def __len__(self) -> int:
        return len(self.values_of)


@pytest.mark.parametrize(
    ("environment", "named", "advice"),
    [
        ({"PORT": "eight"}, "PORT", "whole number from 0 to 65535"),
        ({"PORT": "-1"}, "PORT", "whole number"),
        ({"PORT": "65536"}, "PORT", "65535"),
        ({"PORT": "٨٠"}, "PORT", "whole number"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL", "postgresql://"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL", "for example"),
        ({"PUBLIC_URL": "chat.example.com"}, "PUBLIC_URL", "https://chat.example.com"),
        ({"PUBLIC_URL": "ftp://chat.example.com"}, "PUBLIC_URL", "https://"),
        ({"PUBLIC_URL": "https://"}, "PUBLIC_URL", "for example"),
        ({"PUBLIC_URL": "http://[::1"}, "PUBLIC_URL", "for example"),
        ({"PUBLIC_URL": "http://x:port"}, "PUBLIC_URL", "for example"),
        ({"PUBLIC_URL": "https://x.example/desk"}, "PUBLIC_URL", "without a path"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL", "debug, info, warning, error"),
        ({"LOG_FORMAT": "xml"}, "LOG_FORMAT", "text, json"),
        ({"DESKBELL_RATE_LIMITS": "maybe"}, "DESKBELL_RATE_LIMITS", "on, off"),
        ({"DESKBELL_DRAIN_SECONDS": "1e9"}, "DESKBELL_DRAIN_SECONDS", "0 to 600"),
        ({"DESKBELL_MODEL_PROVIDER": "gpt"}, "DESKBELL_MODEL_PROVIDER", "anthropic, anthropic-sdk, openai, built-in"),
        ({"DESKBELL_MODEL_PROVIDER": "anthropic"}, "ANTHROPIC_API_KEY", "set ANTHROPIC_API_KEY"),
        ({"DESKBELL_MODEL_PROVIDER": "anthropic-sdk"}, "ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY_FILE"),
        ({"DESKBELL_MODEL_PROVIDER": "openai"}, "DESKBELL_OPENAI_BASE_URL", "http://localhost:11434"),
        ({"DESKBELL_OPENAI_BASE_URL": "localhost:11434"}, "DESKBELL_OPENAI_BASE_URL", "http://localhost:11434"),
        ({"DESKBELL_EMBEDDINGS_URL": "http://localhost:11434"}, "DESKBELL_EMBEDDINGS_MODEL", "bge-m3"),
        ({"ANTHROPIC_BASE_URL": "api"}, "ANTHROPIC_BASE_URL", "https://"),
        ({"ANTHROPIC_API_KEY_FILE": "/nowhere/key"}, "ANTHROPIC_API_KEY_FILE", "cannot be read"),
        ({"ANTHROPIC_API_KEY_FILE": "/"}, "ANTHROPIC_API_KEY_FILE", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_set(environment: dict[str, str], named: str, advice: str) -> None:
    with pytest.raises(SettingsError) as wrong:
        read(environment)
    assert named in str(wrong.value)
    assert advice in str(wrong.value)


def test_a_secret_may_come_from_a_file_and_wins_there(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("  sk-file\n", encoding="utf-8")
    assert read({"ANTHROPIC_API_KEY_FILE": str(path), "ANTHROPIC_API_KEY": "sk-env"}).anthropic_api_key == "sk-file"
    for content, complaint in ((b" \n", "is empty"), (b"\xff\xfe", "not a text file")):
        path.write_bytes(content)
        with pytest.raises(SettingsError, match=f"ANTHROPIC_API_KEY_FILE.*{complaint}"):
            read({"ANTHROPIC_API_KEY_FILE": str(path)})


def test_defaults_suffice_and_blanks_are_defaults() -> None:
    plain = read({})
    assert (plain.host, plain.port, plain.public_url, plain.chosen_provider) == (
        "127.0.0.1", 8000, "http://localhost:8000", "built-in",
    )  # fmt: skip
    assert read({"PORT": "", "PUBLIC_URL": " ", "LOG_LEVEL": "INFO"}) == plain
    assert read({"PUBLIC_URL": "https://x.example/"}).public_url == "https://x.example"
    assert read({"ANTHROPIC_API_KEY": "k"}).chosen_provider == "anthropic"
    assert read({"DESKBELL_OPENAI_BASE_URL": "http://localhost:1/"}).chosen_provider == "openai"


def test_secrets_are_never_shown() -> None:
    settings = read({"ANTHROPIC_API_KEY": "sk-secret-1", "DESKBELL_OPENAI_API_KEY": "sk-secret-2"})
    shown = settings.printable()
    assert "sk-secret" not in str(shown)
    assert (shown["anthropic_api_key"], shown["openai_api_key"]) == ("set", "set")
    assert read({}).printable()["anthropic_api_key"] == "not set"


def test_secrets_do_not_leak_through_the_settings_themselves() -> None:
    assert "sk-secret" not in repr(read({"ANTHROPIC_API_KEY": "sk-secret-1"}))


def test_the_reference_and_the_example_name_exactly_what_is_read() -> None:
    environment = Recording({})
    read(environment)
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))
    assert told == environment.asked
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE)) == {n for n in told if not n.endswith("_FILE")}


def test_the_example_is_a_good_environment() -> None:
    lines = re.findall(r"^# ([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    settings = read({**dict(lines), "ANTHROPIC_API_KEY": "k"})
    assert (settings.port, settings.public_url) == (8000, "https://chat.example.com")
