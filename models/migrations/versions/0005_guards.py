"""guards: stops, budgets, what was heard."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "heard",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "sender"),
    )
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heard_last_at"), ["last_at"], unique=False)

    op.create_table(
        "sms_budget",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "switch",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paused_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("name"),
    )
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("segments", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.create_index(
            "message_segments",
            ["not_before"],
            unique=False,
            sqlite_where=sa.text("segments > 0"),
            postgresql_where=sa.text("segments > 0"),
        )


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_index(
            "message_segments", sqlite_where=sa.text("segments > 0"), postgresql_where=sa.text("segments > 0")
        )
        batch_op.drop_column("segments")

    op.drop_table("switch")
    op.drop_table("sms_budget")
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_heard_last_at"))

    op.drop_table("heard")
