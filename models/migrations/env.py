"""Alembic's entry: runs over the connection and inside the transaction that `models.migrate` has opened."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from models.tables import TABLES


def plain_type(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Write a column type of ours as the SQL type beneath it, so that an old migration never changes with our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run() -> None:
    """Apply the migrations that were asked for."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=TABLES,
        render_as_batch=True,
        render_item=plain_type,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
