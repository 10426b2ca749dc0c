"""the year's rhythm."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.add_column(sa.Column("per", sa.String(length=8), server_default="month", nullable=False))
        batch_op.add_column(sa.Column("levels", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("items", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("texts", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("escalate", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest_day", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("digest_hour", sa.Integer(), nullable=True))

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("escalated", sa.Integer(), server_default="0", nullable=False))
        # Autogenerate does not see a changed CHECK.
        batch_op.drop_constraint("task_state", type_="check")
        batch_op.create_check_constraint(
            "task_state", "state IN ('open', 'done', 'excused', 'impossible', 'missed', 'told')"
        )
    # Whoever has a task from before was told of it when it opened.
    op.execute("UPDATE task SET asked_at = opens_at WHERE person_id IS NOT NULL")


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_constraint("task_state", type_="check")
        batch_op.create_check_constraint("task_state", "state IN ('open', 'done', 'excused', 'impossible', 'missed')")
        batch_op.drop_column("escalated")
        batch_op.drop_column("asked_at")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("digest_hour")
        batch_op.drop_column("digest_day")

    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_column("urgent")
        batch_op.drop_column("escalate")
        batch_op.drop_column("texts")
        batch_op.drop_column("items")
        batch_op.drop_column("levels")
        batch_op.drop_column("per")
