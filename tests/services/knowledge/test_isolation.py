"""What another workspace knows does not exist: not for a verb, not for a search, not in a figure."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskbell.kit.errors import Refused
from deskbell.runtime.scope import WorkspaceScope
from tests.services.knowledge.conftest import ACME, GLOBEX, Library

# Ids that would run into each other if they were ever joined, cut into words, folded or stemmed.
LOOKALIKES = [
    "ws_a",
    "ws-a",
    "ws a",
    "WS_A",
    "ws_",
    "a",
    "ws_as",
    "ws_a\u0301",
    'ws"a',
    "ws:a*",
    "1",
    "11",
    "1 1",
    "",
    "w1x",
]


@pytest.mark.both_databases
async def test_no_verb_reaches_into_another_workspace(library: Library) -> None:
    source = await library.qa("Where are you?", "In the old harbour.")
    passage = (await library.search("harbour")).hits[0].passage
    for call in (
        library.knowledge.get(GLOBEX, source.id),
        library.knowledge.edit(GLOBEX, source.id, body="Ours now."),
        library.knowledge.remove(GLOBEX, source.id),
        library.knowledge.passage(GLOBEX, passage.id),
    ):
        with pytest.raises(Refused, match="not_found"):
            await call
    assert await library.knowledge.list(GLOBEX) == ()
    assert await library.knowledge.get(ACME, source.id) == source


async def test_a_search_finds_its_own_workspace_only(library: Library) -> None:
    ours = await library.text("Secret plans", "The secret word of this workspace is swordfish.")
    theirs = await library.text("Secret plans", "The secret word of this workspace is swordfish.", scope=GLOBEX)
    for scope, own in ((ACME, ours), (GLOBEX, theirs)):
        found = await library.search("secret swordfish", scope=scope, k=100)
        assert [hit.passage.source_id for hit in found.hits] == [own.id]


async def test_a_word_that_only_others_use_is_unknown_here_in_every_spelling(library: Library) -> None:
    await library.text("Fish", "The secret word is swordfish.", scope=GLOBEX)
    await library.text("Bread", "We bake bread.")
    for query in ("swordfish", "swordfsh", "swordfishes", "sword"):
        found = await library.search(query)
        assert (found.hits, found.answerable) == ((), False)


@pytest.mark.both_databases
async def test_what_others_know_changes_no_score(library: Library) -> None:
    await library.text("Boats", "Boats are hired by the hour.")
    await library.text("Bread", "Bread is baked every morning.")
    before = await library.search("When is bread baked?")
    for n in range(30):
        await library.text(f"Bread {n}", "Bread, bread and morning bread.", scope=GLOBEX)
    assert await library.search("When is bread baked?") == before


async def test_ids_that_look_alike_are_different_workspaces(library: Library) -> None:
    scopes = [WorkspaceScope(workspace_id) for workspace_id in LOOKALIKES]
    await library.open(*scopes)
    made = {scope: (await library.text("Same", "The same words everywhere.", scope=scope)).id for scope in scopes}
    for scope, source_id in made.items():
        found = await library.search("same words everywhere", scope=scope, k=100)
        assert [hit.passage.source_id for hit in found.hits] == [source_id]
        assert [source.id for source in await library.knowledge.list(scope)] == [source_id]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(alphabet="w0123456789x secret\"'():*^-", max_size=40))
async def test_no_query_made_of_the_index_s_own_marks_reaches_another_workspace(library: Library, query: str) -> None:
    if not await library.knowledge.list(GLOBEX):
        for n in range(12):
            await library.text("Numbers", f"{n} {n}x 1x{n} w{n}x secret xsecret w1xsecret 2xsecret", scope=GLOBEX)
        await library.text("Bread", "We bake bread.")
    own = {source.id for source in await library.knowledge.list(ACME)}
    assert {hit.passage.source_id for hit in (await library.search(query, k=100)).hits} <= own


async def test_an_empty_workspace_finds_nothing(library: Library) -> None:
    found = await library.search("anything", scope=GLOBEX)
    assert (found.hits, found.answerable) == ((), False)
