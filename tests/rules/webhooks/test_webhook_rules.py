"""Signatures as the standard wants them; what is told, to which addresses, and how long it is tried."""

from __future__ import annotations

from typing import Any

import pytest

from deskbell.features.webhooks import rules
from deskbell.features.webhooks.model import TEST
from deskbell.kit.errors import Refused


def test_the_signature_is_that_of_the_standards_own_example() -> None:
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    told = rules.headers([secret, secret], id="msg_p5jXN8AQM9LWM0D4loKWxJek", now=1_614_265_330_999, body=body)
    known = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert told["webhook-signature"] == f"{known} {known}"
    assert (told["webhook-id"], told["webhook-timestamp"]) == ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330")


def test_a_secret_belongs_to_its_webhook_its_salt_and_this_server() -> None:
    made = {rules.secret(master, hook, salt) for master in (b"a", b"b") for hook in ("h1", "h2") for salt in ("s", "t")}
    assert len(made) == 8
    assert all(one.startswith("whsec_") for one in made)


@pytest.mark.parametrize(
    "address",
    ["http://a.example/in", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/x",
     "https://localhost/", "https://u:p@a.example/", "https://a.example:8443/", "ftp://a.example/", ""],
)  # fmt: skip
def test_an_address_that_is_not_https_or_not_public_is_refused(address: str) -> None:
    with pytest.raises(Refused):
        rules.checked_address(address)


@pytest.mark.parametrize(
    ("entry", "kinds"),
    [
        ({"seq": 1, "type": "message", "body": {}}, ["conversation.created", "message.created"]),
        ({"seq": 2, "type": "message", "body": {}}, ["message.created"]),
        ({"seq": 2, "type": "message", "internal": True, "body": {}}, []),
        ({"seq": 3, "type": "tags", "internal": True, "body": {}}, []),
        ({"seq": 3, "type": "state", "body": {"from": "assistant", "to": "waiting", "code": "asking_team"}},
         ["handoff.requested"]),
        ({"seq": 3, "type": "state", "body": {"from": "assistant", "to": "followup", "code": "nobody_here"}},
         ["handoff.requested"]),
        ({"seq": 3, "type": "state", "body": {"from": "assistant", "to": "followup", "code": "closed_hours"}},
         ["handoff.requested"]),
        ({"seq": 3, "type": "state", "body": {"from": "human", "to": "waiting", "code": "someone_else"}}, []),
        ({"seq": 3, "type": "state", "body": {"from": "waiting", "to": "human", "code": "joined"}},
         ["handoff.accepted"]),
        ({"seq": 3, "type": "state", "body": {"from": "human", "to": "closed", "code": "closed"}},
         ["conversation.closed"]),
    ],
)  # fmt: skip
def test_what_an_entry_of_the_log_is_called_outside(entry: dict[str, Any], kinds: list[str]) -> None:
    assert rules.kinds(**({"internal": False} | entry)) == kinds


def test_it_is_tried_for_a_day_and_then_no_more() -> None:
    pauses, tries = [], 1
    while (after := rules.outcome(503, kind="message.created", tries=tries, chance=0.0)).is_ == "again":
        pauses.append(after.pause)
        tries += 1
    assert pauses == sorted(pauses)
    assert 23 * rules.HOUR < sum(pauses) <= rules.DAY
    assert after.is_ == "dead"
    assert rules.outcome(204, kind="message.created", tries=9, chance=1.0).is_ == "delivered"
    assert rules.outcome(302, kind="message.created", tries=1, chance=1.0).pause == 5_100
    assert rules.outcome(410, kind="message.created", tries=1, chance=1.0).is_ == "dead"
    assert rules.outcome(500, kind=TEST, tries=1, chance=1.0).is_ == "dead"
