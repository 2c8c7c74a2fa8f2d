"""Only Stripe's own words of the last minutes are heard. Stripe's library is the oracle, but for what it lets pass."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
import stripe

from deskbell.features.billing import rules

NOW = 1_800_000_000
SECRET = "whsec_ours"
BODY = json.dumps({"id": "evt_1", "object": "event", "type": "x", "created": 1, "data": {"object": {}}}).encode()


def header(at: int = NOW, secret: str = SECRET, body: bytes = BODY) -> str:
    return f"t={at},v1={hmac.new(secret.encode(), f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"


def test_a_genuine_call_is_heard_by_us_and_by_stripes_library() -> None:
    assert rules.signed(BODY, header(), SECRET, NOW * 1000)
    assert stripe.Webhook.construct_event(BODY, header(), SECRET, tolerance=None).id == "evt_1"  # type: ignore[arg-type]
    rotated = f"{header(secret='whsec_old')},{header().split(',')[1]},v0=x"
    assert rules.signed(BODY, rotated, SECRET, NOW * 1000)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "t=,v1=",
        f"t={NOW}",
        header().split(",")[1],
        header(secret="whsec_theirs"),
        header(body=BODY + b" "),
        header(at=NOW - 301),
        header(at=NOW + 301),
        header(at=NOW + 9_999),
        header().replace("v1=", "v0="),
        header().replace(f"t={NOW}", f"t={NOW - 1}"),
        header() + f",t={NOW - 1}",
        header().replace("t=", "t=-"),
        "t=" + "9" * 400 + ",v1=x",
        f"t=١٢٣,v1={'é' * 64}",
    ],
)
def test_anything_else_is_not(given: str) -> None:
    assert not rules.signed(BODY, given, SECRET, NOW * 1000)
    assert not rules.signed(BODY, header(secret=""), "", NOW * 1000)


@pytest.mark.parametrize("late", [-300, 300])
def test_the_clocks_may_differ_by_five_minutes(late: int) -> None:
    assert rules.signed(BODY, header(at=NOW + late), SECRET, NOW * 1000)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"nonsense", b"\xff", b'{"object": "charge"}', b"1"])
def test_what_is_no_event_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):
        rules.notice(body)


@pytest.mark.parametrize(
    "data", [None, [], {}, {"object": []}, {"object": {"customer": 5}}, {"object": {"customer": None}}]
)
def test_what_is_about_nobody_is_nothing(data: object) -> None:
    event = {"id": "evt_1", "object": "event", "type": "x", "created": 1, "data": data}
    assert rules.notice(json.dumps(event).encode()) is None
