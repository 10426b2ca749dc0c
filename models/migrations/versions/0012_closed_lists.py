"""A closed award list keeps its tree and never changes; who a notice never reached is not named; returned wishes."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

REFUSAL = "a closed award list never changes"
TRIGGERS = {
    "sqlite": tuple(
        f"CREATE TRIGGER award_list_no_{act.lower()} BEFORE {act} ON award_list WHEN OLD.state = 'closed' "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for act in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        "CREATE FUNCTION award_list_is_closed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$",
        "CREATE TRIGGER award_list_no_change BEFORE UPDATE OR DELETE ON award_list FOR EACH ROW "
        "WHEN (OLD.state = 'closed') EXECUTE FUNCTION award_list_is_closed()",
        "CREATE TRIGGER award_list_no_truncate BEFORE TRUNCATE ON award_list FOR EACH STATEMENT "
        "EXECUTE FUNCTION award_list_is_closed()",
    ),
}
UNDONE = {
    "sqlite": ("DROP TRIGGER award_list_no_update", "DROP TRIGGER award_list_no_delete"),
    "postgresql": (
        "DROP TRIGGER award_list_no_change ON award_list",
        "DROP TRIGGER award_list_no_truncate ON award_list",
        "DROP FUNCTION award_list_is_closed()",
    ),
}
TREE = sa.table(
    "grid", sa.column("id", sa.Integer), sa.column("code", sa.String), sa.column("level", sa.Integer),
    sa.column("path", sa.String),
)  # fmt: skip
LISTS = sa.table("award_list", sa.column("state", sa.String), sa.column("tree", sa.JSON))
REACHED_NOBODY = """
UPDATE award_voice SET told_at = NULL WHERE named AND told_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM award_list WHERE award_list.year = award_voice.year AND award_list.state = 'closed')
  AND NOT EXISTS (SELECT 1 FROM message WHERE message.person_id = award_voice.person_id
    AND message.purpose = 'award-notice' AND message.subject = 'year:' || award_voice.year
    AND message.state IN ('sent', 'delivered'))
  AND NOT EXISTS (SELECT 1 FROM audit WHERE audit.actor_id = award_voice.person_id
    AND audit.act = 'awards.name' AND audit.subject = CAST(award_voice.year AS VARCHAR))
"""
"""The instant used to be that of the asking; it is that of being reached, or of one's own word."""


def upgrade() -> None:
    """Forward. A list that is closed already keeps the tree of today, which it was last verified with."""
    with op.batch_alter_table("award_list", schema=None) as batch_op:
        batch_op.drop_column("over_told")
        batch_op.add_column(sa.Column("tree", sa.JSON(), nullable=True))
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.add_column(sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True))
    bind = op.get_bind()
    tree = [list(row) for row in bind.execute(sa.select(*TREE.c).order_by(TREE.c.id))]
    bind.execute(sa.update(LISTS).where(LISTS.c.state == "closed").values(tree=tree))
    op.execute(REACHED_NOBODY)
    op.execute("UPDATE wish SET returned_at = submitted_at WHERE state = 'returned'")
    for statement in TRIGGERS[bind.dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Back."""
    for statement in UNDONE[op.get_bind().dialect.name]:
        op.execute(statement)
    with op.batch_alter_table("wish", schema=None) as batch_op:
        batch_op.drop_column("returned_at")
    with op.batch_alter_table("award_list", schema=None) as batch_op:
        batch_op.drop_column("tree")
        batch_op.add_column(sa.Column("over_told", sa.Boolean(), server_default=sa.false(), nullable=False))
