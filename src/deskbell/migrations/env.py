"""Alembic's entry, used only to turn revisions into SQL text (see deskbell.migrations.__main__)."""

from alembic import context

context.configure(
    dialect_name=str(context.config.attributes["dialect"]),
    output_buffer=context.config.attributes["output"],
    as_sql=True,
    starting_rev=context.config.attributes["current"],
    transactional_ddl=False,
    dialect_opts={"paramstyle": "named"},  # or every % would be doubled
)
with context.begin_transaction():
    context.run_migrations()
