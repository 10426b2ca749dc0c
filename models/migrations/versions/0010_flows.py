"""Applications that a helper asks for; who has had a wish."""

import sqlalchemy as sa
from alembic import op

import models.db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

HELD = sa.text("ended_at IS NULL")
ASKED = sa.text("state = 'asking'")
BEFORE = "state IN ('open', 'granted', 'refused', 'withdrawn')"
AFTER = "state IN ('asking', 'open', 'granted', 'refused', 'withdrawn', 'declined', 'lapsed')"


def upgrade() -> None:
    """Forward."""
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("helper_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("application_helper", "person", ["helper_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_application_helper_id"), ["helper_id"], unique=False)
        batch_op.create_index(
            "application_asked_once", ["applicant_id", "procedure", "helper_id"], unique=True, sqlite_where=ASKED,
            postgresql_where=ASKED,
        )  # fmt: skip
        batch_op.drop_constraint("application_state", type_="check")
        batch_op.create_check_constraint("application_state", AFTER)
    op.create_table(
        "wish_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wish_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", models.db.UtcTime(), nullable=False),
        sa.Column("ended_at", models.db.UtcTime(), nullable=True),
        sa.Column("ended", sa.String(length=8), nullable=True),
        sa.CheckConstraint("ended IN ('back', 'ran_out', 'done', 'gone')", name="wish_claim_ended"),
        sa.CheckConstraint("(ended IS NULL) = (ended_at IS NULL)", name="wish_claim_over"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["wish_id"], ["wish.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("wish_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_claim_wish_id"), ["wish_id"], unique=False)
        batch_op.create_index("wish_claim_one", ["wish_id"], unique=True, sqlite_where=HELD, postgresql_where=HELD)
    # What somebody has now, and what was done: who had handed one back before is not known.
    op.execute(
        "INSERT INTO wish_claim (wish_id, person_id, at) SELECT id, claimer_id, taken_at FROM wish"
        " WHERE claimer_id IS NOT NULL AND taken_at IS NOT NULL AND state IN ('claimed', 'fulfilled')"
    )
    op.execute(
        "INSERT INTO wish_claim (wish_id, person_id, at, ended_at, ended)"
        " SELECT id, claimer_id, taken_at, confirmed_at, 'done' FROM wish"
        " WHERE claimer_id IS NOT NULL AND taken_at IS NOT NULL AND state = 'confirmed'"
    )


def downgrade() -> None:
    """Back; what only was asked for goes."""
    op.drop_table("wish_claim")
    op.execute("DELETE FROM application WHERE state IN ('asking', 'declined', 'lapsed')")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_constraint("application_state", type_="check")
        batch_op.create_check_constraint("application_state", BEFORE)
        batch_op.drop_index("application_asked_once", sqlite_where=ASKED, postgresql_where=ASKED)
        batch_op.drop_index(batch_op.f("ix_application_helper_id"))
        batch_op.drop_constraint("application_helper", type_="foreignkey")
        batch_op.drop_column("helper_id")
