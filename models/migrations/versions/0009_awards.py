"""Awards: versions of their rules, posting, objections, the close."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "award_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("second", sa.LargeBinary(), nullable=True),
        sa.Column("second_by", sa.Integer(), nullable=True),
        sa.Column("second_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('open', 'answered', 'insisted', 'settled')", name="award_objection_state"),
        sa.CheckConstraint("second_by IS NULL OR second_by <> answered_by", name="award_objection_second"),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["second_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["year"],
            ["award_list.year"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("award_objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_objection_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_award_objection_year"), ["year"], unique=False)

    op.create_table(
        "award_rules",
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_table(
        "award_voice",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("year", "person_id"),
    )
    with op.batch_alter_table("award_list", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("posted_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("over_told", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_seq", sa.BigInteger(), nullable=True))
        batch_op.drop_constraint("award_list_state", type_="check")
        batch_op.create_check_constraint("award_list_state", "state IN ('provisional', 'posted', 'closed')")
        batch_op.create_check_constraint("award_list_posted", "state = 'provisional' OR posted_until IS NOT NULL")
        batch_op.create_check_constraint("award_list_closed", "state <> 'closed' OR closed_seq IS NOT NULL")


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("award_list", schema=None) as batch_op:
        batch_op.drop_constraint("award_list_closed", type_="check")
        batch_op.drop_constraint("award_list_posted", type_="check")
        batch_op.drop_constraint("award_list_state", type_="check")
        batch_op.create_check_constraint("award_list_state", "state IN ('provisional', 'closed')")
        batch_op.drop_column("closed_seq")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("over_told")
        batch_op.drop_column("posted_until")
        batch_op.drop_column("posted_at")
        batch_op.drop_column("round")

    op.drop_table("award_voice")
    op.drop_table("award_rules")
    with op.batch_alter_table("award_objection", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_award_objection_year"))
        batch_op.drop_index(batch_op.f("ix_award_objection_person_id"))

    op.drop_table("award_objection")
