"""Every knob of the program, read from the environment once, at start. Any secret may instead come from NAME_FILE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

LOG_LEVELS: Final = ("debug", "info", "warning", "error")
DEFAULT_MODEL: Final = "claude-haiku-5-5"


class SettingsError(Exception):
    """A setting is missing or wrong. The message names it and says what to set."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`database_url` is `sqlite:///path` or `postgresql://...`. Fields marked secret never show in `printable`."""

    database_url: str = field(repr=False, metadata={"secret": True})
    data_dir: Path
    public_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    log_level: str = "info"
    log_format: str = "text"
    anthropic_api_key: str = field(default="", repr=False, metadata={"secret": True})
    anthropic_base_url: str = "https://api.anthropic.com"
    model: str = DEFAULT_MODEL
    cheaper_model: str = ""
    model_price: tuple[int, int] = (2_000, 10_000)
    model_provider: str = ""
    openai_base_url: str = ""
    openai_api_key: str = field(default="", repr=False, metadata={"secret": True})
    embeddings_url: str = ""
    embeddings_key: str = field(default="", repr=False, metadata={"secret": True})
    embeddings_model: str = ""
    rate_limits: bool = True
    drain_seconds: int = 20
    smtp_url: str = field(default="", repr=False, metadata={"secret": True})
    mail_from: str = ""
    secret_key: str = field(default="", repr=False, metadata={"secret": True})
    stripe_secret_key: str = field(default="", repr=False, metadata={"secret": True})
    stripe_webhook_secret: str = field(default="", repr=False, metadata={"secret": True})
    stripe_api_base: str = ""
    vapid_private_key: str = field(default="", repr=False, metadata={"secret": True})
    vapid_subject: str = ""
    private_push: bool = False
    sign_up: str = ""
    welcome_site: str = ""
    imprint: str = ""
    docs: str = ""
    source: str = ""
    redis_url: str = field(default="", repr=False, metadata={"secret": True})

    @property
    def on_postgres(self) -> bool:
        return not self.database_url.startswith("sqlite:///")

    @property
    def database_path(self) -> Path:
        """The file, where the database is one."""
        return Path(self.database_url.removeprefix("sqlite:///"))

    @property
    def files_dir(self) -> Path:
        """What people sent, by workspace and id."""
        return self.data_dir / "files"

    @property
    def database_name(self) -> str:
        """For people: the file, or where the server is, without user and password."""
        parts = urlsplit(self.database_url)
        if not self.on_postgres:
            return str(self.database_path)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def chosen_provider(self) -> str:
        """`anthropic`, `anthropic-sdk`, `openai` or `built-in`: what is asked for, else what there is a key for."""
        if self.model_provider:
            return self.model_provider
        if self.anthropic_api_key:
            return "anthropic"
        return "openai" if self.openai_base_url else "built-in"

    @property
    def secure_cookies(self) -> bool:
        return self.public_url.startswith("https://")

    def printable(self) -> dict[str, Any]:
        """What `doctor` may show: secrets only as set or not set."""
        shown: dict[str, Any] = {}
        for f in fields(self):
            value = getattr(self, f.name)
            shown[f.name] = ("set" if value else "not set") if f.metadata.get("secret") else str(value)
        return shown | {"database_url": self.database_name}


def read(environment: Mapping[str, str]) -> Settings:
    """Settings of this environment. Raises SettingsError naming the variable and what to set."""
    source = _Source(environment)
    host, port = source.text("HOST", "127.0.0.1"), source.number("PORT", 8000, 0, 65_535)
    data_dir = Path(source.text("DESKBELL_DATA", "data"))
    shown_host = "localhost" if host in ("0.0.0.0", "::", "127.0.0.1") else host
    public_url = source.url("PUBLIC_URL", f"http://{shown_host}:{port}", "https://chat.example.com")
    if urlsplit(public_url).path:
        raise SettingsError(f"PUBLIC_URL is {public_url!r}: set it to an address without a path")
    provider = source.choice("DESKBELL_MODEL_PROVIDER", "", ("", "anthropic", "anthropic-sdk", "openai", "built-in"))
    settings = Settings(
        database_url=_database(source, data_dir),
        data_dir=data_dir,
        public_url=public_url,
        host=host,
        port=port,
        log_level=source.choice("LOG_LEVEL", "info", LOG_LEVELS),
        log_format=source.choice("LOG_FORMAT", "text", ("text", "json")),
        anthropic_api_key=source.secret("ANTHROPIC_API_KEY"),
        anthropic_base_url=source.url("ANTHROPIC_BASE_URL", "https://api.anthropic.com", "https://api.anthropic.com"),
        model=source.text("DESKBELL_MODEL", DEFAULT_MODEL),
        cheaper_model=source.text("DESKBELL_CHEAPER_MODEL", ""),
        model_price=source.price("DESKBELL_MODEL_PRICE", "2/10"),
        model_provider=provider,
        openai_base_url=source.url("DESKBELL_OPENAI_BASE_URL", "", "http://localhost:11434"),
        openai_api_key=source.secret("DESKBELL_OPENAI_API_KEY"),
        embeddings_url=source.url("DESKBELL_EMBEDDINGS_URL", "", "http://localhost:11434"),
        embeddings_key=source.secret("DESKBELL_EMBEDDINGS_KEY"),
        embeddings_model=source.text("DESKBELL_EMBEDDINGS_MODEL", ""),
        rate_limits=source.choice("DESKBELL_RATE_LIMITS", "on", ("on", "off")) == "on",
        drain_seconds=source.number("DESKBELL_DRAIN_SECONDS", 20, 0, 600),
        smtp_url=source.secret("SMTP_URL"),
        vapid_private_key=source.secret("VAPID_PRIVATE_KEY"),
        vapid_subject=source.text("VAPID_SUBJECT", ""),
        private_push=source.choice("DESKBELL_PRIVATE_PUSH", "off", ("on", "off")) == "on",
        mail_from=source.address("DESKBELL_MAIL_FROM", f"deskbell@{urlsplit(public_url).hostname}"),
        secret_key=source.secret("SECRET_KEY"),
        stripe_secret_key=source.secret("STRIPE_SECRET_KEY"),
        stripe_webhook_secret=source.secret("STRIPE_WEBHOOK_SECRET"),
        stripe_api_base=source.url("STRIPE_API_BASE", "", "https://api.stripe.com"),
        redis_url=source.secret("REDIS_URL"),
        imprint=source.text("DESKBELL_IMPRINT", ""),
        docs=source.text("DESKBELL_DOCS", ""),
        source=source.text("DESKBELL_SOURCE", ""),
        welcome_site=source.text("DESKBELL_WELCOME_SITE", ""),
        sign_up=source.choice("DESKBELL_SIGN_UP", "", ("", "open", "closed")),
    )
    _check_model(settings)
    if settings.redis_url and not re.match(r"(rediss?|unix)://.", settings.redis_url):
        raise SettingsError("REDIS_URL is not the address of a Redis: set it to redis://HOST:6379/0, or leave it out")
    if settings.redis_url and not settings.on_postgres:
        raise SettingsError("REDIS_URL is for several servers, which share a PostgreSQL: set DATABASE_URL, too")
    _check_billing(settings)
    if settings.smtp_url:
        smtp(settings.smtp_url)
    return settings


def _database(source: _Source, data_dir: Path) -> str:
    url = source.secret("DATABASE_URL") or f"sqlite:///{data_dir / 'deskbell.sqlite'}"
    if not re.match(r"sqlite:///.|postgres(ql)?://.", url):
        raise SettingsError(
            "DATABASE_URL must be sqlite:///PATH, for example sqlite:////var/lib/deskbell/deskbell.sqlite, "
            "or postgresql://USER:PASSWORD@HOST/DATABASE"
        )
    return url


@dataclass(frozen=True, slots=True)
class Smtp:
    """`tls`: from the first byte; `starttls`: the server must agree to encrypt."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool
    starttls: bool


def smtp(url: str) -> Smtp:
    """The parts of SMTP_URL. Raises SettingsError, which never shows the password."""
    how = "set it to smtps://USER:PASSWORD@HOST, smtp://USER:PASSWORD@HOST:587?starttls, or smtp://HOST:25"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"SMTP_URL is not an address: {how}") from error
    starttls = parts.query in ("starttls", "starttls=on")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path.strip("/"):
        raise SettingsError(f"SMTP_URL is not the address of a mail server: {how}")
    if parts.query and not starttls:
        raise SettingsError(f"SMTP_URL ends with ?{parts.query}, which is not understood: {how}")
    tls = parts.scheme == "smtps"
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.username and not (tls or starttls or local):
        raise SettingsError("SMTP_URL would send the password unencrypted: use smtps://, or add ?starttls at its end")
    default = 465 if tls else 587 if starttls else 25
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Smtp(parts.hostname, port or default, user, password, tls, starttls and not tls)


def _check_model(settings: Settings) -> None:
    if settings.model_provider in ("anthropic", "anthropic-sdk") and not settings.anthropic_api_key:
        raise SettingsError("DESKBELL_MODEL_PROVIDER asks for Claude: set ANTHROPIC_API_KEY or ANTHROPIC_API_KEY_FILE")
    if settings.model_provider == "openai" and not settings.openai_base_url:
        raise SettingsError(
            "DESKBELL_MODEL_PROVIDER=openai needs DESKBELL_OPENAI_BASE_URL, for example http://localhost:11434"
        )
    if settings.embeddings_url and not settings.embeddings_model:
        raise SettingsError("DESKBELL_EMBEDDINGS_URL needs DESKBELL_EMBEDDINGS_MODEL, for example bge-m3")


def _check_billing(settings: Settings) -> None:
    if settings.stripe_secret_key and not settings.stripe_webhook_secret:
        raise SettingsError(
            "STRIPE_SECRET_KEY is set, but not STRIPE_WEBHOOK_SECRET: without it nobody could tell what was paid"
        )


class _Source:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str, default: str) -> str:
        return self._environment.get(name, "").strip() or default

    def secret(self, name: str) -> str:
        """The variable itself, or the content of the file that NAME_FILE names."""
        path = self._environment.get(f"{name}_FILE", "").strip()
        if not path:
            return self.text(name, "")
        try:
            secret = Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingsError(f"{name}_FILE names {path}, which cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise SettingsError(f"{name}_FILE names {path}, which is not a text file") from error
        if not secret:
            raise SettingsError(f"{name}_FILE names {path}, which is empty: put the secret into it")
        return secret

    def url(self, name: str, default: str, example: str) -> str:
        text = self.text(name, default).rstrip("/")
        try:
            parts = urlsplit(text)
            usable = parts.scheme in ("http", "https") and parts.hostname is not None
            usable = usable and (parts.port is None or parts.port >= 0)
        except ValueError:  # brackets that do not match, or a port that is no number
            usable = False
        if text and not usable:
            raise SettingsError(f"{name} is {text!r}: set it to a web address, for example {example}")
        return text

    def address(self, name: str, default: str) -> str:
        text = self.text(name, default)
        local, _, domain = text.partition("@")
        if not local or not domain or not text.isascii() or any(ch in " <>,;\r\n\t" for ch in text):
            raise SettingsError(f"{name} is {text!r}: set it to an e-mail address, for example support@example.com")
        return text

    def number(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name, str(default))
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise SettingsError(f"{name} is {text!r}: set it to a whole number from {least} to {most}")
        return int(text)

    def price(self, name: str, default: str) -> tuple[int, int]:
        """Billionths of a dollar for a token in and out; written as dollars for a million of them."""
        text = self.text(name, default)
        parts = re.fullmatch(r"(\d{1,5}(?:\.\d{1,3})?)/(\d{1,5}(?:\.\d{1,3})?)", text, re.ASCII)
        if parts is None:
            raise SettingsError(
                f"{name} is {text!r}: set it to dollars for a million tokens in and out, for example 0.10/0.50"
            )
        return round(float(parts[1]) * 1000), round(float(parts[2]) * 1000)

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        text = self.text(name, default).lower()
        if text not in choices:
            named = ", ".join(choice for choice in choices if choice)
            raise SettingsError(f"{name} is {text!r}: set it to one of {named}")
        return text
