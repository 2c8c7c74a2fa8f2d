"""The first schema."""

from alembic import op

from deskbell.migrations.sqlite import contacts, core, hours, knowledge, quality, team

revision = "0001"
down_revision = None


def upgrade() -> None:
    for statement in (
        *core.STATEMENTS,
        *knowledge.STATEMENTS,
        *hours.STATEMENTS,
        *team.STATEMENTS,
        *contacts.STATEMENTS,
        *quality.STATEMENTS,
    ):
        op.execute(statement)
