"""What a client makes of a snapshot and the events after it: the reference for every reducer, in its plainest form."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

Frame = dict[str, Any]
Row = dict[str, Any]


def message(row: Row, event: Row) -> None:
    match event["author"]["kind"]:
        case "contact":
            row["unanswered_since"] = event["at"] if row["unanswered_since"] is None else row["unanswered_since"]
            row["page"] = event.get("page", row["page"])
            row.update({"snoozed_until": None} if "snoozed_until" in row else {})
        case "assistant":  # only a person ends a wait for a person, so the event says what is still owed
            row["unanswered_since"] = event["unanswered_since"]
        case "operator" if event["kind"] == "text":
            row.update(waiting_since=None, unanswered_since=None, handoff=None)


def state(row: Row, event: Row) -> None:
    if event["from"] != event["to"] and "snoozed_until" in row:
        row["snoozed_until"] = None
    row.update({"offer": None} if "offer" in row else {})
    row["state"] = event["to"]
    for name in ("owner", "waiting_since", "unanswered_since", "deadline_at", "assist", "handoff"):
        row[name] = event[name]


def assist(row: Row, event: Row) -> None:
    row["assist"] = event["on"]


def contact(row: Row, event: Row) -> None:
    row["contact"] = {**row["contact"], **{name: event[name] for name in ("name", "email", "phone")}}
    row["contact"]["id"] = event.get("contact_id", row["contact"]["id"])


def tags(row: Row, event: Row) -> None:
    row["tags"] = event["tags"]


def snooze(row: Row, event: Row) -> None:
    row["snoozed_until"] = event["until"]


def survey(row: Row, event: Row) -> None:
    row.update({"rating": event["score"]} if "rating" in row else {})


def offer(row: Row, event: Row) -> None:
    row["offer"] = event["offer"]


def nothing(_row: Row, _event: Row) -> None:
    """It has its place in the log and changes nothing else."""


FOLD: dict[str, Callable[[Row, Row], None]] = {
    "message": message,
    "state": state,
    "assist": assist,
    "contact": contact,
    "answer_failed": nothing,
    "feedback": nothing,
    "asked": nothing,
    "survey": survey,
    "tags": tags,
    "snooze": snooze,
    "offer": offer,
    "removed": nothing,
    "hidden": nothing,
}


def fold(snap: Frame, frames: list[Frame]) -> Frame:
    """The snapshot that a client has after these events. Raises when one is missing."""
    after = deepcopy(snap)
    row = after["d"]["conversation"]
    for frame in frames:
        if frame["s"] != row["seq"] + 1:
            raise LookupError(f"event {frame['s']} after {row['seq']}")
        event = frame["d"]
        FOLD[event["type"]](row, event)
        if "is" in event:  # what stands at an earlier place from now on
            events = after["d"]["events"]
            events[:] = [{"s": e["s"], "e": e["e"], **event["is"]} if e["s"] == event["of"] else e for e in events]
        row["asking"] = event.get("asks", row["asking"])
        row.update(seq=frame["s"], epoch=frame["e"])
        if event.get("dated", True):
            row["updated_at"] = event["at"]
        after["d"]["events"].append({"s": frame["s"], "e": frame["e"], **event})
    after.update(s=row["seq"], e=row["epoch"])
    return after
