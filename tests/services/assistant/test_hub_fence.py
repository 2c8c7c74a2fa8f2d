"""The hub's own fence: what was streamed under an older epoch reaches nobody once the newer one is known."""

from __future__ import annotations

from typing import Any

from deskbell.edges.live.connection import Connection
from deskbell.edges.live.hub import Hub
from deskbell.features.assistant.events import Delta, Thinking
from tests.services.assistant.conftest import MakeStage


def frames(connection: Connection) -> list[dict[str, Any]]:
    found = []
    while (popped := connection.pop()) is not None:
        found.append(popped[0])
    return found


async def test_a_delta_of_an_older_epoch_is_dropped(stage: MakeStage) -> None:
    on = await stage(None)
    on.deaf = True
    hub = Hub(on.desk.reading, lambda _: None)
    scope = on.desk.acme.scope.workspace_id
    connection = Connection(
        id="c", workspace_id=scope, person_id=on.desk.acme.visitor("vera").id, is_operator=False, now=0
    )
    hub.add(connection)
    posted = await on.desk.says()
    await hub.follow(connection, posted.conversation_id, after=None)
    frames(connection)

    old = Delta(scope, posted.conversation_id, 1, "turn_1", 0, "before")
    hub.heard(old)
    assert [frame["t"] for frame in frames(connection)] == ["delta"]
    await on.desk.takes("oscar", posted.conversation_id)
    for note in on.told:
        hub.heard(note)
    hub.heard(Delta(scope, posted.conversation_id, 1, "turn_1", 6, " after"))
    hub.heard(Thinking(scope, posted.conversation_id, 1, "turn_2"))
    await on.until(lambda: hub.heads(connection).get(posted.conversation_id) == 2)
    assert [frame["t"] for frame in frames(connection)] == ["ev"]
