"""Which address a newcomer asked by; an address is on one of the channels that reach somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. A joining code typed on a page had made an address of it that reaches nobody: such ones go."""
    op.execute("DELETE FROM address WHERE channel NOT IN ('telegram', 'sms')")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_check_constraint("address_channel", "channel IN ('telegram', 'sms')")

    with op.batch_alter_table("newcomer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("newcomer_address", "address", ["address_id"], ["id"], ondelete="SET NULL")
        batch_op.create_index(batch_op.f("ix_newcomer_address_id"), ["address_id"], unique=False)
    # Who waits and is nobody yet has one address, which waits with them; whoever is known has others, which are settled.
    op.execute(
        "UPDATE newcomer SET address_id = (SELECT min(id) FROM address WHERE address.person_id = newcomer.person_id)"
        " WHERE state = 'waiting'"
        " AND EXISTS (SELECT 1 FROM person WHERE person.id = newcomer.person_id AND consent_at IS NULL)"
        " AND NOT EXISTS (SELECT 1 FROM address WHERE address.person_id = newcomer.person_id AND state != 'pending')"
        " AND NOT EXISTS (SELECT 1 FROM post WHERE post.person_id = newcomer.person_id)"
    )


def downgrade() -> None:
    """Back."""
    with op.batch_alter_table("newcomer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_newcomer_address_id"))
        batch_op.drop_constraint("newcomer_address", type_="foreignkey")
        batch_op.drop_column("address_id")

    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_constraint("address_channel", type_="check")
