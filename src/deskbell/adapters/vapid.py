"""The installation's own key for Web Push (RFC 8292), made once and kept in a file, and what it signs."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from deskbell.runtime.once import made_once

TOKEN_LASTS = 12 * 3600


class KeyUnusable(Exception):
    """The key that was given or kept cannot be used. The message says what to do."""


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    """Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


class Vapid:
    """`configured`: the private key, 32 bytes as base64url or PEM text; empty: made once and kept in `file`.

    Loads cryptography at first use (8 MB), not before.
    """

    def __init__(self, file: Path, *, configured: str = "", subject: str) -> None:
        self._file = file
        self._configured = configured
        self._subject = subject
        self._key: Any = None
        self._signed: dict[str, tuple[int, str]] = {}

    def public(self) -> str:
        """What browsers subscribe with: the uncompressed point as base64url. Raises KeyUnusable."""
        from cryptography.hazmat.primitives import serialization as s

        return b64(self._loaded().public_key().public_bytes(s.Encoding.X962, s.PublicFormat.UncompressedPoint))

    def header(self, endpoint: str, now: int) -> str:
        """The Authorization for this endpoint's push service; signed once in six hours. `now` in milliseconds."""
        parts = urlsplit(endpoint)
        origin, seconds = f"{parts.scheme}://{parts.netloc}", now // 1000
        made_at, kept = self._signed.get(origin, (0, ""))
        if abs(seconds - made_at) > TOKEN_LASTS // 2:
            if len(self._signed) > 1_000:  # addresses are typed by browsers: not without a bound
                self._signed.clear()
            kept = f"vapid t={self._token(origin, seconds)}, k={self.public()}"
            self._signed[origin] = (seconds, kept)
        return kept

    def _token(self, origin: str, seconds: int) -> str:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        claims = {"aud": origin, "exp": seconds + TOKEN_LASTS, "sub": self._subject}
        words = [
            b64(json.dumps(part, separators=(",", ":")).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims)
        ]
        said = ".".join(words)
        r, s = decode_dss_signature(self._loaded().sign(said.encode(), ECDSA(hashes.SHA256())))
        return f"{said}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    def _loaded(self) -> Any:
        if self._key is None:
            self._key = _parsed(
                self._configured or self._kept(), "VAPID_PRIVATE_KEY" if self._configured else str(self._file)
            )
        return self._key

    def _kept(self) -> str:
        """The kept key. Two processes that begin at once agree on one."""
        if not self._file.exists():
            from cryptography.hazmat.primitives.asymmetric import ec

            number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
            return made_once(self._file, b64(number.to_bytes(32, "big")).encode() + b"\n").decode().strip()
        return self._file.read_text(encoding="ascii").strip()


def _parsed(text: str, where: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        if "BEGIN" in text:
            key: Any = load_pem_private_key(text.replace("\\n", "\n").encode(), None)
        else:
            key = ec.derive_private_key(int.from_bytes(unb64(text), "big"), ec.SECP256R1())
        if not isinstance(getattr(key, "curve", None), ec.SECP256R1):
            raise TypeError("another curve")
    except (ValueError, TypeError) as error:
        raise KeyUnusable(f"{where} must hold a P-256 private key: 32 bytes as base64url, or PEM") from error
    return key
