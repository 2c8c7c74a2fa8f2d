"""`desk`: the world, served on a real socket. `acme`: what the neighbours must not see of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest

from deskbell.features.files.model import Sender
from deskbell.features.keys.model import RIGHTS
from deskbell.runtime.db.api import Row, Tx
from tests.edges.isolation.entries import CANARY, Targets
from tests.edges.live.harness import Frame, Served, served
from tests.fakes.push_service import Browser


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as made:
        yield made


@pytest.fixture
async def acme(desk: Served) -> Targets:
    """Acme with a conversation, a note, a source and a prompt, each with a word that must not leave."""
    place = desk.world.acme
    file = await a_file(desk)
    said = {"cid": "c1", "text": f"I am vera {CANARY}", "files": [{"id": file}]}
    _, ack = await desk.post("vera", {"t": "msg", "d": said})
    conversation = ack["c"]
    note = {"t": "msg", "c": conversation, "d": {"cid": "n1", "text": f"a note {CANARY}", "kind": "note"}}
    await desk.post("oscar", note)
    source = await desk.world.system.knowledge.add(place.scope, kind="text", title=f"T {CANARY}", body=f"B {CANARY}")
    await desk.world.system.workspaces.save_assistant(place.scope, name="Acmea", prompt=f"P {CANARY}", version=1)
    await desk.settled()

    async def answers(tx: Tx) -> list[Row]:
        return await tx.all("SELECT id FROM turn WHERE workspace_id = :ws AND conversation_id = :id", id=conversation)

    turns = await desk.world.system.db.read(place.scope, answers)
    people = [person.id for person in place.operators.values()] + [visitor.id for visitor, _ in place.visitors.values()]
    invitation, token = await desk.world.system.team.invite(
        place.scope, place.owner, email=f"{CANARY}@acme.example", role="operator"
    )
    gaps, _ = await desk.world.system.features.gaps.found(place.scope, status=None)
    await desk.world.system.mails.desk.test(place.scope, f"{CANARY}@acme.example")
    mails = (await desk.world.system.mails.desk.log(place.scope))["mails"]
    origin = await desk.world.system.crawling.add_address(
        place.scope, kind="page", address=f"https://acme.example/{CANARY}"
    )
    better = desk.world.system.better
    golden = await better.golden.add(place.scope, "Ada", question=f"Q {CANARY}?", expect="answer", facts=[])
    run = await better.golden.start(place.scope, "Ada", draft=False)
    key, secret = await desk.world.system.features.keys.make(
        place.scope, (place.owner.id, "Ada"), name=CANARY, rights=RIGHTS
    )
    await desk.signed_in("oscar")
    signed_in = await desk.world.system.team.sign_ins(place.operators["oscar"], token="")
    ids = {
        "file_id": file,
        "workspace_id": place.scope.workspace_id,
        "sign_in_id": signed_in[0]["id"],
        "pack_id": (await desk.world.system.features.packs.make(place.scope))[0],
        "key_id": key.id,
        "view_id": await made(desk, "views", {"name": CANARY, "view": "all", "shared": True}),
        **(hook := await a_webhook(desk))[0],
        "device_id": await a_device(desk),
        "golden_id": golden.id,
        "run_id": run.id,
        "reply_id": await made(desk, "replies", {"name": f"R {CANARY}", "text": CANARY}),
        "contact_id": place.visitors["vera"][0].contact_id,
        "gap_id": gaps[0].id,
        "origin_id": origin.id,
        "conversation_id": conversation,
        "source_id": source.id,
        "operator_id": place.operators["oscar"].id,
        "site_id": place.site.id,
        "turn_id": turns[0]["id"],
        "invitation_id": invitation.id,
        "mail_id": mails[0]["id"],
    }
    return Targets(ids, [CANARY, token, secret, hook[1], *ids.values(), place.scope.workspace_id, *people])


async def made(desk: Served, what: str, body: Frame) -> str:
    _, answer = await desk.call("POST", f"/desk/v1/{what}", headers=await desk.signed_in("oscar"), json=body)
    return str(answer["id"])


async def a_file(desk: Served) -> str:
    place, content = desk.world.acme, BytesIO(CANARY.encode())
    sender = Sender(visitor_id=place.visitor("vera").id)
    return (await desk.world.system.features.files.receive(place.scope, sender, f"{CANARY}.txt", content)).id


async def a_webhook(desk: Served) -> tuple[dict[str, str], str]:
    """(its id and a delivery's, the secret). It is off, so that nothing of it changes by itself."""
    scope, webhooks = desk.world.acme.scope, desk.world.system.features.webhooks
    address, events = f"https://hooks.example/{CANARY}", ["message.created"]
    made, secret = await webhooks.make(scope, address=address, events=events)
    await webhooks.test(scope, made["id"])
    await webhooks.change(scope, made["id"], address=address, events=events, on=False)
    return {"webhook_id": made["id"], "delivery_id": (await webhooks.log(scope, made["id"]))[0]["id"]}, secret


async def a_device(desk: Served) -> str:
    place, like = desk.world.acme, Browser().device(f"https://push.example/{CANARY}")
    made = await desk.world.system.telephones.devices.turn_on(
        place.scope,
        place.operators["oscar"].id,
        name=CANARY,
        platform="",
        endpoint=like.endpoint,
        p256dh=like.p256dh,
        auth=like.auth,
    )
    return made.id
