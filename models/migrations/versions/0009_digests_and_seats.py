"""digests and seats."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest_week", sa.String(length=8), nullable=True))

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seat", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("telling", sa.BigInteger(), nullable=True))
        batch_op.drop_constraint(batch_op.f("task_once"), type_="unique")
        batch_op.create_unique_constraint("task_once", ["duty_key", "period", "grid_id", "seat"])
        batch_op.create_index("task_telling", ["telling"], unique=False)


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index("task_telling")
        batch_op.drop_constraint("task_once", type_="unique")
        batch_op.create_unique_constraint(batch_op.f("task_once"), ["duty_key", "period", "grid_id"])
        batch_op.drop_column("telling")
        batch_op.drop_column("seat")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("digest_week")
