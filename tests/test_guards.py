"""The guards of conftest.py hold."""

from __future__ import annotations

import os
import socket
from contextlib import closing

import pytest


def test_a_test_cannot_connect_beyond_this_machine() -> None:
    with closing(socket.socket()) as sock, pytest.raises(Exception, match=r"connect to 192\.0\.2\.1"):
        sock.connect(("192.0.2.1", 80))


def test_a_test_cannot_look_up_a_foreign_name() -> None:
    with pytest.raises(Exception, match=r"look up .example\.com."):
        socket.getaddrinfo("example.com", 443)


def test_loopback_is_open() -> None:
    with (
        closing(socket.create_server(("127.0.0.1", 0))) as server,
        closing(socket.create_connection(server.getsockname(), timeout=5)) as client,
    ):
        assert client.getpeername() == server.getsockname()


def test_settings_of_the_developer_do_not_reach_the_tests() -> None:
    assert not [name for name in os.environ if name.startswith(("ANTHROPIC_", "STRIPE_", "DATABASE_URL"))]
