"""Signed tokens (JWT, HS256 and nothing else): what is accepted, and a site's secret from the server's key. Pure."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any, Final

from deskbell.features.contacts.model import FIELDS, Details
from deskbell.features.contacts.rules import reading
from deskbell.features.identity.model import Claims
from deskbell.kit.errors import Refused

LONGEST: Final = 4_096
LONGEST_SUBJECT: Final = 200
LONGEST_LIFE: Final = 7 * 24 * 3_600
SKEW: Final = 60


def secret(master: bytes, site_id: str, salt: str) -> str:
    """A site's signing secret. It is stored nowhere: a new salt makes a new one."""
    mac = hmac.new(master, f"deskbell identity\0{site_id}\0{salt}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")


def read(token: str, *, secret: str, audience: Sequence[str], now: int) -> Claims:
    """Raises invalid with what to mend. `now` in milliseconds, `audience`: what the site may be called."""
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 3:
        raise _wrong("It is not a JWT.")
    head, body = _json(parts[0]), _json(parts[1])
    # The algorithm is ours to choose, never the token's.
    if head.get("alg") != "HS256" or "crit" in head:
        raise _wrong("Sign it with HS256.")
    wanted = hmac.new(secret.encode(), f"{parts[0]}.{parts[1]}".encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(wanted, _bytes(parts[2])):
        raise _wrong("The signature is wrong: sign with this site's secret.")
    _check_time(body, now // 1_000)
    aud = body.get("aud")
    if not any(name in audience for name in (aud if isinstance(aud, list) else [aud])):
        raise _wrong(f'"aud" must be the site, {audience[0]}.')
    subject = body.get("sub")
    if not isinstance(subject, str) or not 1 <= len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise _wrong('"sub" must be the id of the person, 1 to 200 letters.')
    return Claims(subject, details(body))


def details(source: dict[str, Any]) -> Details:
    """Name, e-mail address and telephone number, where they are such."""
    said = {field: source.get(field) for field in FIELDS}
    return reading.checked(Details(**{field: text[:320] for field, text in said.items() if isinstance(text, str)}))


def _check_time(body: dict[str, Any], now: int) -> None:
    expires, not_before = body.get("exp"), body.get("nbf", 0)
    if isinstance(expires, bool) or not isinstance(expires, int):
        raise _wrong('"exp" is missing: a token must expire.')
    if expires <= now:
        raise _wrong("It has expired.")
    if expires > now + LONGEST_LIFE + SKEW:
        raise _wrong("It may live for seven days at most.")
    if isinstance(not_before, bool) or not isinstance(not_before, int) or not_before > now + SKEW:
        raise _wrong("It is not valid yet.")


def _json(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(part))
    except (ValueError, RecursionError) as error:
        raise _wrong("It is not a JWT.") from error
    if not isinstance(found, dict):
        raise _wrong("It is not a JWT.")
    return found


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise _wrong("It is not a JWT.") from error


def _wrong(why: str) -> Refused:
    return Refused("invalid", f"The signed identity is not accepted. {why}", field="jwt")
