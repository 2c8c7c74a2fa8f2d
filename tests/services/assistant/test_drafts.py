"""The assistant's settings over time: edits are a draft, publishing counts, an earlier version comes back."""

from __future__ import annotations

import pytest

from deskbell.features.assistant.drafts.service import Drafts, Standing
from deskbell.kit.errors import Refused
from tests.services.assistant.conftest import MakeStage
from tests.services.assistant.stage import Stage


@pytest.fixture
async def on(stage: MakeStage) -> Stage:
    return await stage(None)


def drafts(on: Stage) -> Drafts:
    return Drafts(on.desk.db, on.desk.clock)


async def save(on: Stage, edit: int = 0, **wanted: object) -> Standing:
    place = on.desk.acme
    named = {"name": None, "prompt": None, "options": {}, **wanted}
    return await drafts(on).save(place.scope, place.owner, edit=edit, **named)  # type: ignore[arg-type]


async def test_a_draft_changes_no_answer_until_it_is_published(on: Stage) -> None:
    place, desk = on.desk.acme, on.desk
    standing = await save(on, prompt="Rhyme.\nBe brief.", options={"tone": "formal", "must": ["Thank them"]})
    assert [change.field for change in standing.changes] == ["prompt", "tone", "must"]
    assert (await desk.workspaces.assistant(place.scope)).version == 1
    new = await drafts(on).publish(place.scope, place.owner, edit=1, over=1)
    assert (new.version, new.prompt, new.options.tone) == (2, "Rhyme.\nBe brief.", "formal")
    assert await desk.workspaces.assistant(place.scope) == new
    assert (await drafts(on).standing(place.scope)).draft is None
    assert [(v.settings.version, v.by) for v in await drafts(on).versions(place.scope)] == [(2, "Ada"), (1, "")]
    assert [v.settings.version for v in await drafts(on).versions(desk.globex.scope)] == [1]


async def test_a_draft_that_says_what_is_in_force_is_none(on: Stage) -> None:
    name = (await on.desk.workspaces.assistant(on.desk.acme.scope)).name
    await save(on, name="Robin")
    assert (await save(on, edit=1, name=name)).draft is None
    assert (await save(on, name="Robin")).draft is not None


async def test_who_has_not_seen_the_newest_draft_cannot_save_or_publish_it(on: Stage) -> None:
    place = on.desk.acme
    await save(on, name="Robin")
    for refused in (save(on, name="Robert"), drafts(on).publish(place.scope, place.owner, edit=2, over=1)):
        with pytest.raises(Refused, match=r"^conflict: Ada changed the draft"):
            await refused
    await on.desk.workspaces.save_assistant(place.scope, name="Other", prompt=None, version=1)
    with pytest.raises(Refused, match="conflict"):
        await drafts(on).publish(place.scope, place.owner, edit=1, over=1)
    assert (await drafts(on).standing(place.scope)).draft is not None
    await drafts(on).discard(place.scope)
    with pytest.raises(Refused, match="not_found"):
        await drafts(on).publish(place.scope, place.owner, edit=1, over=2)


async def test_an_earlier_version_comes_back_as_a_new_one_and_the_draft_stays(on: Stage) -> None:
    place = on.desk.acme
    await save(on, prompt="One.\nTwo.")
    await drafts(on).publish(place.scope, place.owner, edit=1, over=1)
    await save(on, prompt="One.\nThree.")
    await drafts(on).publish(place.scope, place.owner, edit=1, over=2)
    await save(on, name="Later")
    seen = await drafts(on).compared(place.scope, 3)
    (change,) = seen.changed
    assert change.lines == (("same", "One."), ("out", "Two."), ("in", "Three."))
    (change,) = (await drafts(on).compared(place.scope, 2)).back
    assert change.lines == (("same", "One."), ("out", "Three."), ("in", "Two."))
    back = await drafts(on).restore(place.scope, place.owner, 2, over=3)
    assert (back.version, back.prompt) == (4, "One.\nTwo.")
    newest = (await drafts(on).versions(place.scope))[0]
    assert (newest.settings.version, newest.restores) == (4, 2)
    assert (await drafts(on).standing(place.scope)).draft is not None
    for number in (9, 77):
        with pytest.raises(Refused, match="not_found"):
            await drafts(on).restore(place.scope, place.owner, number, over=4)
    with pytest.raises(Refused, match="not_found"):
        await drafts(on).compared(on.desk.globex.scope, 2)
