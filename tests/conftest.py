"""Guards for every test: nothing leaves this machine, and nothing of the developer's environment comes in."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests import again, databases

LEAKS = (
    "DESKBELL_",
    "ANTHROPIC_",
    "OPENAI_",
    "STRIPE_",
    "SMTP_",
    "VAPID_",
    "SENTRY_",
    "REDIS_",
    "DATABASE_URL",
    "SECRET_KEY",
)
KEPT = ("DESKBELL_CHROMIUM", "DESKBELL_TEST_DATABASE", "DESKBELL_TEST_POSTGRES")


class NetworkRefused(Exception):
    """A test tried to reach something beyond this machine."""


def is_this_machine(host: object) -> bool:
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        return False


def refuse_the_network(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = args[1]
        if isinstance(address, tuple) and not is_this_machine(address[0]):
            raise NetworkRefused(f"connect to {address[0]}")
    elif event == "socket.getaddrinfo" and str(args[0]).endswith(".invalid"):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")  # as everywhere, without asking anybody
    elif event == "socket.getaddrinfo" and not is_this_machine(args[0]):
        raise NetworkRefused(f"look up {args[0]!r}")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(again)
    # Where bytecode is not kept, every server that a test starts would compile its thousand modules anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    for name in [name for name in os.environ if name.startswith(LEAKS) and name not in KEPT]:
        del os.environ[name]
    sys.addaudithook(refuse_the_network)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a browser test waits for half of its time."""
    return (os.cpu_count() or 1) + 1


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if metafunc.definition.get_closest_marker("both_databases") is not None:
        metafunc.parametrize("database", databases.KINDS, indirect=True)


@pytest.fixture(autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Which database the worlds of this test are on."""
    databases.choose(getattr(request, "param", None))
    yield
    databases.choose(None)
