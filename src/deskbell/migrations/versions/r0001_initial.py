"""The first schema."""

from alembic import op

from deskbell.migrations.sqlite import core, hours, knowledge

revision = "0001"
down_revision = None


def upgrade() -> None:
    for statement in (*core.STATEMENTS, *knowledge.STATEMENTS, *hours.STATEMENTS):
        op.execute(statement)
