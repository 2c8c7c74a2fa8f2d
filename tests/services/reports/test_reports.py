"""The figures agree with a count by hand: every row of the log, one by one, without the reports' own SQL and rules."""

from __future__ import annotations

import json
import random  # noqa: TID251 - seeded
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskbell.features.conversations.service import Visitor
from deskbell.features.reports.model import Talk
from deskbell.features.reports.rules import outcome, spread, table
from deskbell.kit.errors import Refused
from tests.services.desk import DAY, HOUR, Desk
from tests.services.privacy.planting import removes
from tests.world import START

MINUTE = 60_000
ZONE = ZoneInfo("America/St_Johns")  # half an hour beside the others


def day_of(at: int, zone: Any = UTC) -> str:
    return datetime.fromtimestamp(at / 1000, zone).date().isoformat()


async def open_hours(desk: Desk, *, always: bool, zone: str = "UTC", version: int = 0) -> None:
    """Open around the clock, or (from Monday to Friday) never at night and on weekends."""
    week = {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    source = {"always": always, "zone": zone, "week": week}
    await desk.hours.save(desk.acme.scope, desk.acme.owner.id, source, version=version)


async def story(desk: Desk, seed: int) -> None:
    """Some weeks of everything that can happen, by chance but always the same."""
    chance = random.Random(seed)
    for n in range(30):
        desk.clock.pass_(chance.randrange(HOUR, 20 * HOUR))
        known, _ = await desk.sites.new_visitor(desk.acme.site, lang="en")
        visitor = Visitor(known.id, known.site_id, known.contact_id)
        verbs, scope = desk.conversations.visitor, desk.acme.scope
        c = (await verbs.says(scope, visitor, cid=f"s{n}", text="Do you deliver?")).conversation_id
        desk.clock.pass_(chance.randrange(1_000, MINUTE))
        if chance.random() < 0.8:
            source = [{"n": 1, "id": "p", "title": "T", "source": "s"}] if chance.random() < 0.6 else []
            await desk.answers(c, citations=source)
        kind = chance.choice(["leave", "solved", "up", "down", "ask", "ask", "ask in vain", "taken", "twice"])
        if kind == "solved":
            await verbs.closes(scope, visitor)
        if kind in ("up", "down") and (await desk.one(c)).last_seq == 2:
            await desk.thumbs.rates(scope, visitor, cid=f"t{n}", of=2, thumb=kind, reason=None)
        if kind in ("ask", "twice"):
            await desk.present("oscar")
            await verbs.requests(scope, visitor, cid=f"r{n}")
            desk.clock.pass_(chance.randrange(1_000, MINUTE))
            await desk.takes("oscar", c)
            desk.clock.pass_(chance.randrange(1_000, MINUTE))
            if chance.random() < 0.8:
                await desk.replies("oscar", c, "Hello")
                await desk.replies("oscar", c, "a note", kind="note")
        if kind in ("ask in vain", "twice"):
            desk.clock.pass_(HOUR)  # nobody is there any more
            if (await desk.one(c)).state.value in ("assistant", "followup"):
                await verbs.requests(scope, visitor, cid=f"q{n}")
        if kind == "taken":
            await desk.present("olga")
            await desk.replies("olga", c, "May I help?")


async def rows_of(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    ws = desk.acme.scope.workspace_id
    return {
        name: [dict(row) for row in await desk.rows(f"SELECT * FROM {name}") if row["workspace_id"] == ws]
        for name in ("conversation", "event", "handoff", "rating")
    }


def logs(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    log: dict[str, list[dict[str, Any]]] = {}
    for event in sorted(rows["event"], key=lambda row: row["seq"]):
        log.setdefault(event["conversation_id"], []).append({**event, "body": json.loads(event["body"])})
    return log


def what_became(log: list[dict[str, Any]], asked: bool, thumbs: set[str], now: int) -> str:
    said = [e for e in log if e["type"] == "message" and not e["internal"]]
    authors = {e["author_kind"] for e in said}
    ended = any(e["type"] == "state" and e["body"]["to"] == "closed" and e["body"]["reason"] == "visitor" for e in log)
    if asked or "operator" in authors:
        return "handed" if asked else "person"
    if "assistant" not in authors or "down" in thumbs:
        return "unhelpful" if "assistant" in authors else "unanswered"
    if ended or "up" in thumbs:
        return "confirmed"
    return "assumed" if now - max(e["at"] for e in said) >= DAY else "open"


async def by_hand(desk: Desk, first: str, last: str, zone: Any) -> dict[str, Any]:
    rows = await rows_of(desk)
    log = logs(rows)

    def within(at: int) -> bool:
        return first <= day_of(at, zone) <= last

    wanted = [h for h in rows["handoff"] if within(h["requested_at"])]
    found: dict[str, Any] = {"begun": Counter(), "handed": Counter(), "outcomes": Counter(), "first": [], "pickup": []}
    for c in rows["conversation"]:
        asked = sorted((h for h in rows["handoff"] if h["conversation_id"] == c["id"]), key=lambda h: h["requested_at"])
        if within(c["created_at"]):
            day = day_of(c["created_at"], zone)
            thumbs = {r["thumb"] for r in rows["rating"] if r["conversation_id"] == c["id"]}
            found["begun"][day] += 1
            found["handed"] += Counter([day] if asked else [])
            found["outcomes"][what_became(log[c["id"]], bool(asked), thumbs, desk.clock.now())] += 1
        for h, after in zip(asked, [*asked[1:], {"requested_at": 2**60}], strict=False):
            if h not in wanted or code_at(log[c["id"]], h["requested_at"]) == "closed_hours":
                continue
            words = [e["at"] for e in log[c["id"]] if e["type"] == "message" and e["author_kind"] == "operator"
                     and not e["internal"] and h["requested_at"] <= e["at"] < after["requested_at"]]  # fmt: skip
            found["first"] += [w - h["requested_at"] for w in words[:1]]
            found["pickup"] += [h["accepted_at"] - h["requested_at"]] if h["accepted_at"] else []
    said = [e for some in log.values() for e in some if e["type"] == "message" and within(e["at"])]
    robot = [e for e in said if e["author_kind"] == "assistant"]
    found["answers"] = [len(robot), sum(not e["body"]["citations"] for e in robot)]
    found["said"] = sum(e["author_kind"] == "contact" for e in said)
    found["reasons"] = Counter(h["reason"] for h in wanted)
    found["missed"] = sum(h["expired_at"] is not None for h in wanted)
    return found


def code_at(log: list[dict[str, Any]], at: int) -> str:
    return next(str(e["body"]["code"]) for e in log if e["type"] == "state" and e["at"] == at)


def middle(values: list[int], part: float) -> int | None:
    """The smallest value that at least this part of all are not above."""
    return next((v for v in sorted(values) if sum(x <= v for x in values) >= part * len(values)), None)


@pytest.mark.parametrize("seed", range(3))
async def test_the_figures_are_those_of_a_count_by_hand(desk: Desk, seed: int) -> None:
    await open_hours(desk, always=seed == 0, zone=ZONE.key)
    await story(desk, seed)
    first, last = day_of(START + 2 * DAY, ZONE), day_of(desk.clock.now() - 2 * DAY, ZONE)
    found = await desk.reports.report(desk.acme.scope, first, last)
    expected = await by_hand(desk, first, last, ZONE)
    assert {day.day: day.conversations for day in found.days if day.conversations} == expected["begun"]
    assert {day.day: day.handed for day in found.days if day.handed} == expected["handed"]
    assert {name: n for name, n in found.outcomes.items() if n} == expected["outcomes"]
    assert found.conversations == sum(expected["outcomes"].values())
    assert (found.reasons, found.missed) == (expected["reasons"], expected["missed"])
    assert [found.answers, found.without_source] == expected["answers"]
    assert sum(map(sum, found.busy)) == expected["said"]
    for spread_, values in ((found.first, expected["first"]), (found.pickup, expected["pickup"])):
        assert (spread_.n, spread_.median, spread_.p90) == (len(values), middle(values, 0.5), middle(values, 0.9))
    assert found.handoffs
    other = await desk.reports.report(desk.globex.scope, first, last)
    assert (other.conversations, other.handoffs, other.answers, other.missed) == (0, 0, 0, 0)


async def test_what_answers_cost_is_counted_by_the_day_they_began(desk: Desk) -> None:
    c = (await desk.says()).conversation_id
    for n, cost in ((1, 1_500_000), (2, 250_000)):
        await desk.run(
            """INSERT INTO turn (workspace_id, id, conversation_id, epoch, trigger_seq, state, model, prompt_version,
                 started_at, lease_until, cost) VALUES (:ws, :id, :c, 1, 1, 'done', 'm', 1, :at, :at, :cost)""",
            ws=desk.acme.scope.workspace_id, id=f"t{n}", c=c, at=desk.clock.now() + (n - 1) * DAY, cost=cost,
        )  # fmt: skip
    await desk.run("UPDATE conversation SET updated_at = :at", at=desk.clock.now() + 2 * DAY)
    first, last = day_of(desk.clock.now()), day_of(desk.clock.now() + DAY)
    found = await desk.reports.report(desk.acme.scope, first, last)
    assert ([day.cost for day in found.days], found.cost) == ([1_500_000, 250_000], 1_750_000)
    sheet = table("cost", found, with_cost=True)
    assert sheet is not None
    assert sheet[1] == [(first, "1.500000"), (last, "0.250000")]
    assert table("cost", found, with_cost=False) is None


@pytest.mark.parametrize(
    ("first", "last"),
    [("x", "2026-01-01"), ("2026-01-02", "2026-01-01"), ("2024-01-01", "2026-01-01"), ("1900-01-01", "1900-01-02")],
)
async def test_days_that_are_none_are_refused(desk: Desk, first: str, last: str) -> None:
    with pytest.raises(Refused, match="invalid"):
        await desk.reports.report(desk.acme.scope, first, last)


def test_who_counts_as_helped_by_the_assistant_and_who_does_not() -> None:
    def of(**change: Any) -> str:
        plain = {"created_at": 0, "answers": 1, "replies": 0, "handed": False, "solved": False, "ups": 0, "downs": 0,
                 "last_at": 0}  # fmt: skip
        return outcome(Talk(**{**plain, **change}), DAY)

    assert of() == "assumed"
    assert of(last_at=1) == "open"
    assert of(solved=True, last_at=DAY) == of(ups=1, last_at=DAY) == "confirmed"
    assert of(ups=1, downs=1) == of(solved=True, downs=1) == "unhelpful"
    assert of(handed=True, ups=1) == "handed"
    assert of(replies=1, ups=1) == "person"
    assert of(answers=0) == "unanswered"


def test_half_and_nine_of_ten_are_the_nearest_that_was_measured() -> None:
    assert spread([]) == spread(iter(()))
    assert (spread([5]).median, spread([1, 2, 3, 4]).median, spread(range(1, 11)).p90) == (5, 2, 9)


async def test_a_day_has_the_hours_that_the_business_clock_gives_it(desk: Desk) -> None:
    """In Berlin the 25th of October has 25 hours, 2:00 twice; in Kolkata an hour begins at half past in UTC."""
    ends = {
        "before": "2026-10-24T21:59:59Z",  # 23:59:59 on the 24th, summer
        "first two": "2026-10-25T00:30:00Z",  # 2:30, summer
        "second two": "2026-10-25T01:30:00Z",  # 2:30 again, winter
        "last": "2026-10-25T22:59:59Z",  # 23:59:59, winter
        "after": "2026-10-25T23:00:00Z",  # midnight: the 26th
    }
    for at in ends.values():
        desk.clock.at = int(datetime.fromisoformat(at).timestamp() * 1000)
        known, _ = await desk.sites.new_visitor(desk.acme.site, lang="en")
        visitor = Visitor(known.id, known.site_id, known.contact_id)
        await desk.conversations.visitor.says(desk.acme.scope, visitor, cid="c", text="Do you deliver?")
    await open_hours(desk, always=False, zone="Europe/Berlin")
    found = await desk.reports.report(desk.acme.scope, "2026-10-24", "2026-10-26")
    assert [day.conversations for day in found.days] == [1, 3, 1]
    assert (found.busy[6][2], found.busy[5][23], found.busy[6][23], found.busy[0][0]) == (2, 1, 1, 1)
    await open_hours(desk, always=False, zone="Asia/Kolkata", version=1)
    found = await desk.reports.report(desk.acme.scope, "2026-10-25", "2026-10-26")
    assert (found.busy[6][3], found.busy[6][6], found.busy[6][7], found.busy[0][4]) == (1, 1, 1, 2)
    desk.clock.at = int(datetime.fromisoformat("2026-10-25T20:00:00Z").timestamp() * 1000)
    found = await desk.reports.report(desk.acme.scope, "", "", days=2)  # in Kolkata the 26th has begun
    assert [day.day for day in found.days] == ["2026-10-25", "2026-10-26"]


async def test_the_last_word_of_each_visitor_counts_in_the_survey(desk: Desk) -> None:
    verbs, scope = desk.conversations.visitor, desk.acme.scope
    first, last = day_of(desk.clock.now()), day_of(desk.clock.now() + DAY)
    said: dict[str, str] = {}
    for words in ([(1, "slow"), (4, None)], [(5, "friendly")], [(5, None)]):
        known, _ = await desk.sites.new_visitor(desk.acme.site, lang="en")
        visitor = Visitor(known.id, known.site_id, known.contact_id)
        c = (await verbs.says(scope, visitor, cid="c", text="Do you deliver?")).conversation_id
        for n, (score, comment) in enumerate(words):
            desk.clock.pass_(MINUTE)
            await verbs.surveys(scope, visitor, cid=f"s{n}", score=score, comment=comment)
            said |= {c: comment} if comment else {}
    found = await desk.reports.report(scope, first, last)
    assert found.survey == [0, 0, 0, 1, 2]
    assert [(one.comment, said[one.conversation_id], one.score) for one in found.words] == [("friendly", "friendly", 5)]
    sheet = table("survey", found, with_cost=False)
    assert sheet is not None
    assert sheet[1][4] == (5, "very good", 2)
    assert (await desk.reports.report(desk.globex.scope, first, last)).survey == [0] * 5


async def test_what_answers_rest_on_is_counted_once_an_answer_for_thirty_days(desk: Desk) -> None:
    def cited(*sources: str) -> list[dict[str, Any]]:
        return [{"n": n, "id": f"p{n}", "title": "T", "source": source} for n, source in enumerate(sources, 1)]

    c = (await desk.says("How much?")).conversation_id
    await desk.answers(c, citations=cited("src_a", "src_a", "src_b"))
    desk.clock.pass_(20 * DAY)
    await desk.says("And for two?")
    await desk.answers(c, citations=cited("src_a"))
    await desk.says("Thank you")
    await desk.answers(c)
    assert await desk.reports.used(desk.acme.scope) == {"src_a": 2, "src_b": 1}
    assert [one.question for one in await desk.reports.citing(desk.acme.scope, "src_a")] == [
        "And for two?",
        "How much?",
    ]
    await removes(desk, "ada", c, (await desk.reports.citing(desk.acme.scope, "src_a"))[1].seq - 1)
    assert [one.question for one in await desk.reports.citing(desk.acme.scope, "src_a")] == ["And for two?", None]
    assert await desk.reports.used(desk.globex.scope) == {}
    assert await desk.reports.citing(desk.globex.scope, "src_a") == []
    desk.clock.pass_(20 * DAY)
    assert await desk.reports.used(desk.acme.scope) == {"src_a": 1}
