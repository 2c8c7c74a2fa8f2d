"""The first schema."""

from alembic import op

from deskbell.migrations import postgres, postgres_words
from deskbell.migrations.sqlite import (
    assistant,
    audit,
    billing,
    contacts,
    core,
    crawling,
    files,
    hours,
    identity,
    keys,
    knowledge,
    mail,
    notifications,
    quality,
    replies,
    search,
    secondfactor,
    signup,
    team,
    unsent,
    views,
    webhooks,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    on_postgres = op.get_context().dialect.name == "postgresql"
    for statement in postgres_words.FUNCTIONS if on_postgres else ():
        op.execute(statement)
    for statement in (
        *core.STATEMENTS,
        *replies.STATEMENTS,
        *files.STATEMENTS,
        *crawling.STATEMENTS,
        *knowledge.STATEMENTS,
        *hours.STATEMENTS,
        *search.STATEMENTS,
        *unsent.STATEMENTS,
        *views.STATEMENTS,
        *team.STATEMENTS,
        *signup.STATEMENTS,
        *secondfactor.STATEMENTS,
        *contacts.STATEMENTS,
        *identity.STATEMENTS,
        *keys.STATEMENTS,
        *mail.STATEMENTS,
        *notifications.STATEMENTS,
        *webhooks.STATEMENTS,
        *quality.STATEMENTS,
        *billing.STATEMENTS,
        *assistant.STATEMENTS,
        *audit.STATEMENTS,
    ):
        for said in postgres.translated(statement) if on_postgres else (statement,):
            op.execute(said)
