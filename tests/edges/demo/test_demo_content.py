"""The demo's workspace: seeded once, through the real verbs, with knowledge that answers what people try first."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from deskbell.app import System
from deskbell.demo import content, knowledge
from deskbell.demo.stories import DAY, STORIES
from deskbell.edges.web.pages.demo import PAGES
from deskbell.features.conversations import store_reads
from deskbell.features.handoff.rules import asks_for_person
from deskbell.features.reports.service import Reports
from deskbell.kit.text import sections
from deskbell.runtime.scope import WorkspaceScope
from tests.edges.demo.test_demo_pages import started
from tests.world import PASSWORD

OPENING_HOURS = "When are you open? What are your opening hours?"


@pytest.fixture
async def system(tmp_path: Path) -> AsyncIterator[System]:
    seeded = await started(tmp_path, demo=True, environment={})
    yield seeded
    await seeded.close()


def last_days(system: System, days: int) -> tuple[str, str]:
    today = datetime.fromtimestamp(system.clock.now() / 1000, UTC).date()
    return (today - timedelta(days - 1)).isoformat(), today.isoformat()


async def owners_scope(system: System) -> WorkspaceScope:
    found = await system.workspaces.operator_by_email(content.OWNER_EMAIL)
    assert found is not None
    return WorkspaceScope(found[0].workspace_id)


async def test_owner_and_colleague_sign_in_with_the_password_given(system: System) -> None:
    owner = await system.workspaces.sign_in(content.OWNER_EMAIL, PASSWORD)
    colleague = await system.workspaces.sign_in(content.COLLEAGUE_EMAIL, PASSWORD)
    assert (owner.operator.role, colleague.operator.role) == ("owner", "operator")
    assert owner.operator.workspace_id == colleague.operator.workspace_id


async def test_seeding_again_changes_nothing(system: System) -> None:
    scope = await owners_scope(system)
    before = (await system.reading.feed(scope, None), await system.knowledge.list(scope), await system.sites.all(scope))
    await content.seed(system, password="another password")
    after = (await system.reading.feed(scope, None), await system.knowledge.list(scope), await system.sites.all(scope))
    assert after == before
    await system.workspaces.sign_in(content.OWNER_EMAIL, PASSWORD)


async def test_past_conversations_lie_in_the_past_and_nobody_waits_in_them(system: System) -> None:
    scope, now = await owners_scope(system), system.clock.now()
    told = (await system.reading.feed(scope, None)).summaries
    assert sorted(row["state"] for row in told) == ["closed", "closed", "human"]
    for row in told:
        assert now - 3 * DAY < row["created_at"] < row["updated_at"] < now
        assert row["unanswered_since"] is None
        assert row["waiting_since"] is None
    needing = await system.reading.page(scope, view="needs", reader="", before=None, limit=10)
    assert needing["conversations"] == []


async def test_five_weeks_before_leave_something_on_every_screen(tmp_path: Path) -> None:
    system = await started(tmp_path, demo=True, environment={}, weeks=True)
    scope = await owners_scope(system)
    owner, _ = await system.workspaces.operator_by_email(content.OWNER_EMAIL) or pytest.fail("no owner")
    counts = await system.db.read(scope, lambda tx: store_reads.counts(tx, reader=owner.id))
    report = await Reports(system.db, system.clock).report(scope, *last_days(system, 30))
    gaps, _ = await system.features.gaps.found(scope, status=None)
    (hook,) = await system.features.webhooks.all_of_them(scope)
    log = await system.features.webhooks.log(scope, hook["id"])
    await system.close()
    assert all(counts[view] for view in ("mine", "assistant", "followup", "closed", "snoozed"))
    assert counts["needs"] == 1, "a request of the morning, kept for later"
    assert sum(day.conversations > 0 for day in report.days) >= 29
    assert min(report.outcomes[one] for one in ("confirmed", "assumed", "unhelpful", "handed")) > 2
    assert report.pickup.n > 5
    assert {gap.status for gap in gaps} == {"open", "ignored"}
    assert hook["off_at"], "the demo calls nobody"
    assert {one["status"] for one in log} == {200, 503}


async def test_the_assistant_owes_nothing_after_seeding_and_answers_nothing_of_it(system: System) -> None:
    scope = await owners_scope(system)
    await system.reactions.drain(1)
    for row in (await system.reading.feed(scope, None)).summaries:
        events = (await system.reading.snapshot(scope, row["id"])).events
        assert {event.author_kind.value for event in events} <= {"contact", "operator", "system"}
        assert (await system.reading.one(scope, row["id"])).answer_due_seq is None


def test_each_story_begins_by_asking_for_a_person() -> None:
    for story in STORIES:
        assert story.lines[0].by == "visitor"
        assert asks_for_person(story.lines[0].text), story.lines[0].text


def test_a_suggested_question_asks_for_a_person_and_the_others_do_not() -> None:
    assert [asks_for_person(text) for text in content.APPEARANCE["suggestions"]] == [False, False, False, True]


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("When are you open?", OPENING_HOURS),
        ("When are you open on Saturday?", OPENING_HOURS),
        ("How much is a full service?", "Workshop: prices and how long it takes › Full service"),
        ("Can I rent an e-bike for a day?", "What does it cost to rent or hire a bike?"),
        (
            "how do I store my battery in winter",
            "E-bike servicing and battery care › Looking after the battery in winter",
        ),
        ("where can I park", "Where are you, and where can I park?"),
        ("can I pay with apple pay", "How can I pay? Do you take the Cycle to Work scheme?"),
        ("cancel my rental", "Renting or hiring a bike › Bringing the bike back, and cancelling"),
    ],
)
async def test_the_knowledge_answers_what_people_try_first(system: System, question: str, title: str) -> None:
    found = await system.knowledge.search(await owners_scope(system), question, k=1)
    assert found.answerable
    assert found.hits[0].passage.title == title


async def test_what_the_shop_does_not_know_is_not_answered(system: System) -> None:
    found = await system.knowledge.search(await owners_scope(system), "What is the capital of France?")
    assert not found.answerable


def test_page_and_knowledge_name_the_same_prices_and_hours() -> None:
    page = unescape(re.sub(r"<[^>]+>", " ", (PAGES / "shop.html").read_text(encoding="utf-8")))
    known = knowledge.FILE.read_text(encoding="utf-8")
    facts = r"£\d+(?:\.\d\d)?|\b\d{1,2}:\d\d\b|\b\d{5} \d{6}\b|\b\w+@[\w.]+\w"
    assert set(re.findall(facts, page)) - set(re.findall(facts, known)) == set()


def test_every_entry_has_a_heading_and_a_body() -> None:
    entries = sections(knowledge.FILE.read_text(encoding="utf-8"))
    assert len(entries) >= 16
    assert all(heading and body for heading, body in entries)
    assert sum(not heading.endswith("?") for heading, _ in entries) == 3
