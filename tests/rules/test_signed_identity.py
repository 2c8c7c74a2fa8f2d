"""What a signed token must be, to count."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from deskbell.features.identity import rules
from deskbell.kit.errors import Refused

NOW = 1_800_000_000
SECRET = rules.secret(b"the server's own", "site_1", "")
GOOD: dict[str, Any] = {"sub": "u-1", "aud": "shop", "exp": NOW + 600, "email": "Vera@Shop.example", "name": "Vera"}
HEAD: dict[str, Any] = {"alg": "HS256", "typ": "JWT"}


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def token(claims: dict[str, Any], head: dict[str, Any] = HEAD, secret: str = SECRET, how: Any = hashlib.sha256) -> str:
    said = f"{_part(head)}.{_part(claims)}"
    mac = hmac.new(secret.encode(), said.encode(), how).digest()
    return f"{said}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def read(text: str) -> Any:
    return rules.read(text, secret=SECRET, audience=["site_1", "shop"], now=NOW * 1_000)


def test_a_good_one_says_who_and_what() -> None:
    claims = read(token(GOOD))
    assert claims.subject == "u-1"
    assert claims.details.as_dict() == {"name": "Vera", "email": "Vera@shop.example", "phone": None}
    assert read(token({**GOOD, "aud": ["other", "shop"], "email": "no address"})).details.email is None


@pytest.mark.parametrize(
    "bad",
    [
        token(GOOD, secret="another"),
        token(GOOD, {"alg": "none"}).rsplit(".", 1)[0] + ".",
        token(GOOD, {"alg": "none"}),
        token(GOOD, {"alg": "HS512"}, how=hashlib.sha512),
        token(GOOD, {"alg": "hs256"}),
        token(GOOD, {**HEAD, "crit": ["exp"]}),
        token({**GOOD, "exp": NOW}),
        token({**GOOD, "exp": NOW + 8 * 86_400}),
        token({**GOOD, "exp": str(NOW + 600)}),
        token({**GOOD, "exp": True}),
        token({key: value for key, value in GOOD.items() if key != "exp"}),
        token({**GOOD, "nbf": NOW + 600}),
        token({**GOOD, "aud": "another"}),
        token({**GOOD, "aud": {"shop": 1}}),
        token({key: value for key, value in GOOD.items() if key != "aud"}),
        token({**GOOD, "sub": ""}),
        token({**GOOD, "sub": 7}),
        token({**GOOD, "sub": "x" * 201}),
        token({**GOOD, "sub": "a\nb"}),
        token(GOOD) + "x",
        token(GOOD)[:-2],
        token({**GOOD, "pad": "x" * 4_096}),
        f"{_part(HEAD)}.{_part([1])}.x",
        "..",
        "",
        "\u2028.\u2028.\u2028",
    ],
)
def test_everything_else_is_refused_with_a_sentence(bad: str) -> None:
    with pytest.raises(Refused) as caught:
        read(bad)
    assert (caught.value.code, caught.value.details) == ("invalid", {"field": "jwt"})
    assert caught.value.message.endswith(".")
    assert SECRET not in caught.value.message


def test_every_site_and_every_renewal_has_its_own_secret() -> None:
    made = {rules.secret(key, site, salt) for key in (b"a", b"b") for site in ("s1", "s2") for salt in ("", "x")}
    assert len(made) == 8
