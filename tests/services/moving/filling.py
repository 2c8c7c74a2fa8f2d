"""A workspace with something in every table that travels."""

from __future__ import annotations

from deskbell.features.privacy.service import Privacy
from tests.pictures import png
from tests.services.desk import Desk
from tests.services.privacy.planting import Planted, of, plant

SQL = (
    "INSERT INTO assistant_version VALUES (:ws, 1, 'Ada', 'Be kind.', '{\"tone\": \"warm\"}', 1, 'op', NULL)",
    "INSERT INTO assistant_draft VALUES (:ws, 3, 1, 'Ada', 'Be kinder.', '{}', 2, 'op')",
    """INSERT INTO hours SELECT workspace_id, 0, 'Europe/Berlin', '{"mon": [["09:00", "17:00"]]}', '{}', 'DE', 'BE',
         NULL, NULL, 2, 5, id FROM operator WHERE workspace_id = :ws AND role = 'owner'""",
    "INSERT INTO capture VALUES (:ws, '[\"email\"]', '{\"text\": \"Yes\"}', 'https://x.example', 1, 'op', 5)",
    "INSERT INTO mail_settings VALUES (:ws, 'desk@acme.example', 'Acme', NULL, 1, 2)",
    """INSERT INTO saved_reply VALUES (:ws, 'rep_1', 'Hello', 'hello', 'Hello {{contact.name}} — “ünïcode” \U0001f6ce',
         1, 'op', 9)""",
    """INSERT INTO origin VALUES (:ws, 'org_1', 'site', 'https://acme.example', '[]', '["/x"]', 50, 'indexed', NULL, '',
         7, 1, 2)""",
    """INSERT INTO page VALUES (:ws, 'pag_1', 'org_1', 'https://acme.example/a', 'indexed', NULL, 0, 1, 't', '', '', '',
         3)""",
    "INSERT INTO golden VALUES (:ws, 'gld_1', 'Open?', 'answer', '[\"nine\"]', 1, 'op')",
    "INSERT INTO golden_run VALUES (:ws, 'run_1', 1, NULL, 's', 'done', NULL, 1, 5, 1, 'op', 2)",
    "INSERT INTO golden_result VALUES (:ws, 'run_1', 'gld_1', 1, NULL, 'answered', 'At nine.', '[]', 5, 900)",
    "INSERT INTO gap_cursor VALUES (:ws, 4)",
    "INSERT INTO spending_inside VALUES (:ws, 1, 'copilot', 5, 1, 9)",
    "INSERT INTO model_conversation VALUES (:ws, '2026-11', 'conv_x')",
    """INSERT INTO saved_view SELECT :ws, 'view_' || id, id, 'Mine', 'all', 'tag=late', 1, 5 FROM operator
       WHERE workspace_id = :ws""",
    """INSERT INTO mention SELECT :ws, o.id, c.id, 2 FROM conversation c
       JOIN operator o ON o.workspace_id = c.workspace_id WHERE c.workspace_id = :ws""",
    """INSERT INTO read_mark SELECT :ws, c.id, o.id, 2, 0 FROM conversation c
         JOIN operator o ON o.workspace_id = c.workspace_id WHERE c.workspace_id = :ws""",
)  # fmt: skip


async def fill(desk: Desk) -> Planted:
    """Words, people, a log with every author, knowledge with versions, settings, checks, counts."""
    planted, _ = await plant(desk)
    for sql in SQL:
        await of(desk, sql)
    made = await desk.knowledge.add(desk.acme.scope, kind="text", title="Returns", body="Thirty days.\n\nUnworn only.")
    await desk.knowledge.edit(desk.acme.scope, made.id, body="Sixty days.\n\nUnworn only.", version=1)
    await desk.knowledge.add(desk.acme.scope, kind="qa", question="Do you ship to Iceland?", body="Yes, by boat.")
    await Privacy(desk.db, desk.clock, desk.ids, desk.files, desk.conversations).keep(desk.acme.scope, 90)
    of_a_reply = await desk.sends(png(9, 9), who="oscar")
    await of(desk, f"UPDATE file SET reply_id = 'rep_1' WHERE workspace_id = :ws AND id = '{of_a_reply.id}'")
    picture = await desk.sends(png(), who="victor")
    asked = await desk.says("Do you gift-wrap?", who="victor", files=[picture.id])
    await desk.answers(asked.conversation_id)
    await desk.requests(who="victor")
    return planted
