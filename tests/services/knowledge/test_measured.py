"""`eval retrieval` on a handful of documents: its format, its tenants, its order."""

from __future__ import annotations

import json
from typing import Any

from deskbell.evals.retrieval import run

DOCS: list[dict[str, Any]] = [
    {"id": "hours", "title": "Opening hours", "text": "We are open from nine to six.", "tenant": "shop"},
    {"id": "boats", "title": "", "text": "Boats are hired by the hour. A kayak costs 12 euros.", "tenant": "shop"},
    {"id": "long", "title": "Manual", "text": "Filler text about nothing. " * 200 + "The anchor weighs two kilograms."},
    {"id": "huge", "title": "t" * 500, "text": "Anchors. " * 12_000 + "The zeppelin is grey."},
    {"id": "blank", "title": "Blank", "text": " "},
]
QUERIES: list[dict[str, Any]] = [
    {"id": "1", "text": "When do you open?", "tenant": "shop"},
    {
        "id": "2",
        "text": "What does it cost?",
        "tenant": "shop",
        "history": [{"role": "user", "text": "I want a kayak"}],
    },
    {"id": "3", "text": "How heavy is the anchor in kilograms?"},
    {"id": "4", "text": "zeppelin"},
    {"id": "5", "text": "When do you open?", "tenant": "nobody"},
    {"id": "6", "text": "Who won the football match?", "tenant": "shop"},
]


def lines(rows: list[dict[str, Any]]) -> list[str]:
    return [*(json.dumps(row) + "\n" for row in rows), "\n"]


def test_every_query_gets_a_line_in_order_with_documents_of_its_tenant_only() -> None:
    found = [json.loads(line) for line in run(lines(DOCS), lines(QUERIES), 2)]
    assert [row["id"] for row in found] == [query["id"] for query in QUERIES]
    assert all(set(row) == {"id", "docs", "answer"} and len(set(row["docs"])) == len(row["docs"]) <= 2 for row in found)
    assert [row["docs"][:1] for row in found] == [["hours"], ["boats"], ["long"], ["huge"], [], []]
    assert [row["answer"] for row in found] == [True, True, True, True, False, False]
