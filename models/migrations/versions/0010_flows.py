"""Applications that a helper asks for."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

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


def downgrade() -> None:
    """Back; what only was asked for goes."""
    op.execute("DELETE FROM application WHERE state IN ('asking', 'declined', 'lapsed')")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_constraint("application_state", type_="check")
        batch_op.create_check_constraint("application_state", BEFORE)
        batch_op.drop_index("application_asked_once", sqlite_where=ASKED, postgresql_where=ASKED)
        batch_op.drop_index(batch_op.f("ix_application_helper_id"))
        batch_op.drop_constraint("application_helper", type_="foreignkey")
        batch_op.drop_column("helper_id")
