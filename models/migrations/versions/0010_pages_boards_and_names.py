"""Pages and sessions, notice boards and newcomers, names as they are found, helpers' applications, a wish's claims."""

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
    op.create_table(
        "import_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_file_kept_at"), ["kept_at"], unique=False)

    op.create_table(
        "board_code",
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["grid_id"],
            ["grid.id"],
        ),
        sa.PrimaryKeyConstraint("grid_id"),
    )
    op.create_table(
        "name_word",
        sa.Column(
            "word", sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("word", "person_id"),
    )
    with op.batch_alter_table("name_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_name_word_person_id"), ["person_id"], unique=False)

    op.create_table(
        "newcomer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("volunteer", sa.Boolean(), nullable=False),
        sa.Column("office", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'agreed', 'refused', 'withdrawn', 'lapsed')", name="newcomer_state"),
        sa.ForeignKeyConstraint(
            ["grid_id"],
            ["grid.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("newcomer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_newcomer_grid_id"), ["grid_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_newcomer_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "newcomer_one_waiting",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "sign_in",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("digest"),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("digest"),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "wish_claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("wish_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.String(length=8), nullable=True),
        sa.CheckConstraint("ended IN ('back', 'ran_out', 'done', 'gone')", name="wish_claim_ended"),
        sa.CheckConstraint("(ended IS NULL) = (ended_at IS NULL)", name="wish_claim_over"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["wish_id"],
            ["wish.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("wish_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wish_claim_wish_id"), ["wish_id"], unique=False)
        batch_op.create_index(
            "wish_claim_one",
            ["wish_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tail", sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f("ix_address_tail"), ["tail"], unique=False)

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

    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index("audit_act_at", ["act", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_subject"), ["subject"], unique=False)

    with op.batch_alter_table("care_check", schema=None) as batch_op:
        batch_op.create_index("care_check_in", ["state"], unique=False)

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.create_index("entry_rule_at", ["rule", "at"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name"), ["name"], unique=False)

    with op.batch_alter_table("photo_print", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_photo_print_like_id"), ["like_id"], unique=False)

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
    with op.batch_alter_table("photo_print", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_print_like_id"))

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name"))

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_index("entry_rule_at")

    with op.batch_alter_table("care_check", schema=None) as batch_op:
        batch_op.drop_index("care_check_in")

    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_subject"))
        batch_op.drop_index(batch_op.f("ix_audit_at"))
        batch_op.drop_index("audit_act_at")

    op.execute("DELETE FROM application WHERE state IN ('asking', 'declined', 'lapsed')")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_constraint("application_state", type_="check")
        batch_op.create_check_constraint("application_state", BEFORE)
        batch_op.drop_index("application_asked_once", sqlite_where=ASKED, postgresql_where=ASKED)
        batch_op.drop_index(batch_op.f("ix_application_helper_id"))
        batch_op.drop_constraint("application_helper", type_="foreignkey")
        batch_op.drop_column("helper_id")

    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_tail"))
        batch_op.drop_column("tail")

    with op.batch_alter_table("wish_claim", schema=None) as batch_op:
        batch_op.drop_index(
            "wish_claim_one", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_wish_claim_wish_id"))

    op.drop_table("wish_claim")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_person_id"))

    op.drop_table("web_session")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("newcomer", schema=None) as batch_op:
        batch_op.drop_index(
            "newcomer_one_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(batch_op.f("ix_newcomer_person_id"))
        batch_op.drop_index(batch_op.f("ix_newcomer_grid_id"))

    op.drop_table("newcomer")
    with op.batch_alter_table("name_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_name_word_person_id"))

    op.drop_table("name_word")
    op.drop_table("board_code")
    with op.batch_alter_table("import_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_file_kept_at"))

    op.drop_table("import_file")
