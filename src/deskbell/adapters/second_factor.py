"""pyotp, segno and AES-GCM: loaded by those who use a second factor, at the first code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import secrets

from deskbell.features.secondfactor.ports import SealBroken

PERIOD = 30
NONCE = 12


class PhoneCodes:
    """`master`: the server's own key."""

    def __init__(self, master: bytes) -> None:
        self._key = hmac.new(master, b"deskbell second factor", hashlib.sha256).digest()

    def new_secret(self) -> str:
        import pyotp

        return pyotp.random_base32()

    def address(self, secret: str, *, who: str) -> str:
        import pyotp

        return pyotp.TOTP(secret).provisioning_uri(name=who, issuer_name="Deskbell")

    def picture(self, address: str) -> str:
        import segno

        out = io.BytesIO()
        segno.make(address, error="m", micro=False).save(
            out, kind="svg", border=2, xmldecl=False, omitsize=True, dark="#000", light="#fff"
        )
        return out.getvalue().decode()

    def step(self, secret: str, code: str, *, now: int) -> int | None:
        import pyotp

        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            return None
        present = now // 1000 // PERIOD
        made = pyotp.TOTP(secret)
        steps = (present, present - 1, present + 1)
        return next((at for at in steps if hmac.compare_digest(made.generate_otp(at), code)), None)

    def seal(self, secret: str, *, owner: str) -> str:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(NONCE)
        return base64.b64encode(nonce + AESGCM(self._key).encrypt(nonce, secret.encode(), owner.encode())).decode()

    def unseal(self, sealed: str, *, owner: str) -> str:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        raw = base64.b64decode(sealed)
        try:
            return AESGCM(self._key).decrypt(raw[:NONCE], raw[NONCE:], owner.encode()).decode()
        except InvalidTag as error:
            raise SealBroken from error
