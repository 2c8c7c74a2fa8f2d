"""Web Push against a push service on loopback that really decrypts, and the RFC's own example."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from deskbell.adapters.vapid import KeyUnusable, Vapid, b64, unb64
from deskbell.adapters.webpush import WebPush, encrypted, only_public
from deskbell.features.notifications.model import Device
from deskbell.features.notifications.ports import Answer
from tests.fakes.push_service import NOW, Browser, push_service

SUBJECT = "mailto:owner@acme.example"


def sender(folder: Path, **more: Any) -> WebPush:
    return WebPush(Vapid(folder / "vapid.key", subject=SUBJECT), private=True, **more)


async def send(push: WebPush, device: Device, payload: bytes = b"hello", ttl: int = 90) -> Answer:
    return await push.send(device, payload, ttl=ttl, urgency="high", topic="conv_1", now=NOW)


def test_the_example_of_the_standard_comes_out_byte_for_byte() -> None:
    """RFC 8291, section 5."""
    as_private = unb64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    body = encrypted(
        b"When I grow up, I want to be a watermelon",
        unb64("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        unb64("BTBZMqHH6r4Tts7J_aSIgg"),
        salt=unb64("DGv6ra1nlYgDCS1FRnbzlw"),
        make_key=lambda: ec.derive_private_key(int.from_bytes(as_private, "big"), ec.SECP256R1()),
    )
    assert b64(body) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


async def test_what_arrives_is_readable_by_the_browser_alone_and_signed_by_us(tmp_path: Path) -> None:
    got: list[tuple[dict[str, str], bytes]] = []

    async def takes(request: web.Request, body: bytes) -> web.StreamResponse:
        got.append((dict(request.headers), body))
        return web.Response(status=201)

    browser, push = Browser(), sender(tmp_path)
    async with push_service(takes) as url:
        assert (await send(push, browser.device(f"{url}/a"), b'{"t":"ring"}')).status == 201
        assert (await send(push, browser.device(f"{url}/a"), b"x", ttl=0)).status == 201
        await push.close()
    headers, body = got[0]
    assert browser.reads(body) == b'{"t":"ring"}'
    assert (headers["TTL"], headers["Urgency"], headers["Content-Encoding"]) == ("90", "high", "aes128gcm")
    assert got[1][0]["TTL"] == "1"
    assert got[1][0]["Topic"] == headers["Topic"]
    assert len(headers["Topic"]) <= 32
    scheme, _, rest = headers["Authorization"].partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid"
    assert fields["k"] == push.public_key()
    said, _, signature = fields["t"].rpartition(".")
    raw = unb64(signature)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(fields["k"]))
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public.verify(der, said.encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(unb64(said.split(".")[1]))
    assert claims == {"aud": url.removesuffix("/push"), "exp": NOW // 1000 + 12 * 3600, "sub": SUBJECT}


async def test_an_answer_is_told_as_it_is_and_a_silent_service_does_not_hold_us(tmp_path: Path) -> None:
    never = asyncio.Event()

    async def answers(request: web.Request, _body: bytes) -> web.StreamResponse:
        name = request.match_info["name"]
        if name == "stall":
            await never.wait()
        headers = {"Retry-After": "7"} if name == "429" else {"Location": "/push/201"}
        return web.Response(status=int(name), headers=headers)

    push, browser = sender(tmp_path, patience=0.5), Browser()
    async with push_service(answers) as url:
        for status in (307, 404, 410, 413, 429, 500):
            answer = await send(push, browser.device(f"{url}/{status}"))
            assert (answer.status, answer.retry_after) == (status, 7_000 if status == 429 else None)
        assert (await send(push, browser.device(f"{url}/stall"))).status == 0
        never.set()
    assert (await send(push, browser.device(f"{url}/gone"))).status == 0
    await push.close()


def test_the_key_is_made_once_kept_for_its_owner_and_a_bad_one_is_named(tmp_path: Path) -> None:
    file = tmp_path / "vapid.key"
    first = Vapid(file, subject=SUBJECT).public()
    assert Vapid(file, subject=SUBJECT).public() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["vapid.key"]
    given = Vapid(tmp_path / "none", configured=file.read_text().strip(), subject=SUBJECT)
    assert given.public() == first
    for bad in ("short", "AA", "é", "A" * 43, "-----BEGIN nothing-----"):
        with pytest.raises(KeyUnusable, match="VAPID_PRIVATE_KEY must hold"):
            Vapid(tmp_path / "none", configured=bad, subject=SUBJECT).public()


@pytest.mark.parametrize(
    "address",
    [
        "http://push.example.com/x", "https://127.0.0.1/x", "https://127.1/x", "https://2130706433/x", "https://[::1]/x",
        "https://0x7f.0.0.1/x", "https://localhost/x", "https://push.example.com:8443/x", "https://u:p@push.example.com/x",
        "file:///etc/passwd", "https://", "https://[", "https://push.example.com/" + "x" * 2_000, "https://é.example/x",
    ],
)  # fmt: skip
async def test_an_address_that_is_no_public_push_service_is_refused(tmp_path: Path, address: str) -> None:
    push = WebPush(Vapid(tmp_path / "vapid.key", subject=SUBJECT))
    device = Browser().device(address)
    assert push.refusal(device.endpoint, device.p256dh, device.auth) is not None
    assert (await send(push, device)).status == 410


def test_a_good_subscription_is_taken_and_broken_keys_are_not(tmp_path: Path) -> None:
    push = WebPush(Vapid(tmp_path / "vapid.key", subject=SUBJECT))
    good = Browser().device("https://push.example.com/abc")
    assert push.refusal(good.endpoint, good.p256dh, good.auth) is None
    for p256dh, auth in ((good.p256dh[:-2], good.auth), (good.p256dh, "AA"), (b64(bytes(65)), good.auth), ("é", "!")):
        assert push.refusal(good.endpoint, p256dh, auth) is not None


def test_a_name_that_leads_into_the_house_is_not_connected() -> None:
    inside = [{"host": host} for host in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1%eth0", "fd00::1")]
    with pytest.raises(OSError, match="no public address"):
        only_public(inside)
    assert only_public([*inside, {"host": "8.8.8.8"}]) == [{"host": "8.8.8.8"}]
