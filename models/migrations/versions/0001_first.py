"""The first tables, the ledger's triggers, and the head of its chain."""

import sqlalchemy as sa
from alembic import op

from models.ledger import TRIGGERS, ZERO_HASH
from models.tables import TABLES

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    connection = op.get_bind()
    TABLES.create_all(connection)
    for statement in TRIGGERS[connection.dialect.name]:
        op.execute(statement)
    head = sa.table("ledger_head", sa.column("id"), sa.column("seq"), sa.column("hash"))
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": ZERO_HASH}])


def downgrade() -> None:
    """There is nothing before the first."""
    raise NotImplementedError("restore a backup instead")
