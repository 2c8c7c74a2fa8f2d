"""The first schema."""

from alembic import op

from deskbell.migrations.sqlite import (
    assistant,
    audit,
    billing,
    contacts,
    core,
    crawling,
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
    webhooks,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    for statement in (
        *core.STATEMENTS,
        *crawling.STATEMENTS,
        *knowledge.STATEMENTS,
        *hours.STATEMENTS,
        *search.STATEMENTS,
        *replies.STATEMENTS,
        *unsent.STATEMENTS,
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
        op.execute(statement)
