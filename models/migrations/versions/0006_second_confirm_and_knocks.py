"""second confirm and knocks."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "knock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("knocker_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("alert", sa.Boolean(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("digest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'told', 'nobody', 'passed', 'dropped')", name="knock_state"),
        sa.ForeignKeyConstraint(
            ["knocker_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id"),
    )
    with op.batch_alter_table("knock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knock_digest_id"), ["digest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_knock_person_id"), ["person_id"], unique=False)
        batch_op.create_index("knock_of", ["knocker_id", "state"], unique=False)
        batch_op.create_index("knock_waiting", ["state", "asked_at"], unique=False)

    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paths", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("seconded_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("last_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key("broadcast_second", "person", ["seconded_by"], ["id"])
        # Autogenerate does not see a changed CHECK.
        batch_op.drop_constraint("broadcast_state", type_="check")
        batch_op.create_check_constraint("broadcast_state", "state IN ('draft', 'awaiting', 'confirmed', 'cancelled')")


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_constraint("broadcast_second", type_="foreignkey")
        batch_op.drop_constraint("broadcast_state", type_="check")
        batch_op.create_check_constraint("broadcast_state", "state IN ('draft', 'confirmed')")
        batch_op.drop_column("last_id")
        batch_op.drop_column("first_id")
        batch_op.drop_column("leaves_at")
        batch_op.drop_column("seconded_by")
        batch_op.drop_column("paths")

    with op.batch_alter_table("knock", schema=None) as batch_op:
        batch_op.drop_index("knock_waiting")
        batch_op.drop_index("knock_of")
        batch_op.drop_index(batch_op.f("ix_knock_person_id"))
        batch_op.drop_index(batch_op.f("ix_knock_digest_id"))

    op.drop_table("knock")
