"""the year: texts, events, cover, nominations, rules of points, digests."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "anchor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("named_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("to_on >= from_on", name="away_dates"),
        sa.ForeignKeyConstraint(
            ["named_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_away_person_id"), ["person_id"], unique=False)

    op.create_table(
        "birthday",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.LargeBinary(), nullable=False),
        sa.Column("next_on", sa.LargeBinary(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tell_head", sa.Boolean(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'agreed', 'refused')", name="birthday_state"),
        sa.ForeignKeyConstraint(
            ["entered_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    with op.batch_alter_table("birthday", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_birthday_next_on"), ["next_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_birthday_planned_on"), ["planned_on"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=30), nullable=False),
        sa.Column("place", sa.String(length=30), nullable=False),
        sa.Column("spot", sa.String(length=24), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("partner", sa.String(length=40), nullable=False),
        sa.Column("course", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('volunteer', 'training', 'meeting', 'partner', 'contest')", name="event_kind"),
        sa.CheckConstraint("state IN ('draft', 'announced', 'closed', 'cancelled')", name="event_state"),
        sa.CheckConstraint("ends_at > starts_at", name="event_times"),
        sa.CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="event_places"),
        sa.ForeignKeyConstraint(
            ["grid_id"],
            ["grid.id"],
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index("event_when", ["state", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_grid_id"), ["grid_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "pool_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("pool", sa.String(length=32), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("for_name", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_for", sa.String(length=10), nullable=False),
        sa.CheckConstraint("state IN ('draft', 'approved', 'used', 'withdrawn')", name="pool_text_state"),
        sa.ForeignKeyConstraint(
            ["approver_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("pool_text", schema=None) as batch_op:
        batch_op.create_index("pool_text_by_state", ["pool", "state"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('proposed', 'agreed', 'refused', 'withdrawn', 'lapsed')", name="proposal_state"),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(
            "proposal_waiting",
            ["kind", "subject"],
            unique=True,
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        )

    op.create_table(
        "rule_version",
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("applies_from", sa.Date(), nullable=False),
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
        "sms_price",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_by"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "wrong_codes",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("way", sa.String(length=8), nullable=False),
        sa.Column("in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("half_hours", sa.Integer(), nullable=True),
        sa.Column("corrected", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('came', 'absent', 'excused')", name="attendance_state"),
        sa.CheckConstraint("half_hours >= 0", name="attendance_hours"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "person_id", name="attendance_once"),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "contest_judge",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id"),
    )
    op.create_table(
        "contest_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('text', 'photo', 'voice')", name="contest_work_kind"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "number", name="contest_work_number"),
        sa.UniqueConstraint("event_id", "person_id", name="contest_work_once"),
    )
    with op.batch_alter_table("contest_work", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contest_work_person_id"), ["person_id"], unique=False)

    op.create_table(
        "cover",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("away_id", sa.Integer(), nullable=True),
        sa.Column("candidate_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('asked', 'agreed', 'declined', 'silent', 'dropped', 'nobody', 'over')", name="cover_state"
        ),
        sa.ForeignKeyConstraint(
            ["away_id"],
            ["away.id"],
        ),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["grid_id"],
            ["grid.id"],
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["post.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.create_index(
            "cover_one_open",
            ["grid_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'agreed')"),
            postgresql_where=sa.text("state IN ('asked', 'agreed')"),
        )
        batch_op.create_index(batch_op.f("ix_cover_candidate_id"), ["candidate_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cover_grid_id"), ["grid_id"], unique=False)

    op.create_table(
        "event_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=False),
        sa.Column("caption", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("place > 0", name="event_photo_first"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "place", name="event_photo_place"),
    )
    op.create_table(
        "event_signup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('going', 'waiting', 'withdrawn', 'unplaced')", name="event_signup_state"),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("event_id", "person_id", name="event_signup_once"),
    )
    with op.batch_alter_table("event_signup", schema=None) as batch_op:
        batch_op.create_index("event_signup_order", ["event_id", "state", "since"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_signup_person_id"), ["person_id"], unique=False)

    op.create_table(
        "nomination",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("checkin_id", sa.BigInteger(), nullable=True),
        sa.Column("nominee_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("story", sa.LargeBinary(), nullable=False),
        sa.Column("photos", sa.LargeBinary(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("consent", sa.String(length=12), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("remark", sa.LargeBinary(), nullable=True),
        sa.Column("quarter", sa.String(length=8), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("consent IN ('asking', 'agreed', 'refused', 'withdrawn')", name="nomination_consent"),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved', 'rejected', 'dropped')", name="nomination_state"
        ),
        sa.CheckConstraint(
            "step IN ('name', 'who', 'category', 'story', 'photo', 'told', 'confirm')", name="nomination_step"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["grid_id"],
            ["grid.id"],
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["task_id"],
            ["task.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nomination_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_grid_id"), ["grid_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_nominee_id"), ["nominee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_nomination_task_id"), ["task_id"], unique=False)

    op.create_table(
        "text_use",
        sa.Column("pool", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["pool_text.id"],
        ),
        sa.PrimaryKeyConstraint("pool", "period"),
    )
    with op.batch_alter_table("text_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_use_text_id"), ["text_id"], unique=False)

    op.create_table(
        "contest_score",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("judge_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("points BETWEEN 1 AND 10", name="contest_score_points"),
        sa.ForeignKeyConstraint(
            ["judge_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["work_id"],
            ["contest_work.id"],
        ),
        sa.PrimaryKeyConstraint("work_id", "judge_id"),
    )
    op.create_table(
        "honour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nomination_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("down_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["given_by"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["nomination_id"],
            ["nomination.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("nomination_id"),
    )
    with op.batch_alter_table("honour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_honour_given_at"), ["given_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_honour_year"), ["year"], unique=False)

    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("facts", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key("broadcast_event", "event", ["event_id"], ["id"])

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest_week", sa.String(length=8), nullable=True))

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(
            "post_one_deputy",
            ["grid_id", "role"],
            unique=True,
            sqlite_where=sa.text("to_on IS NULL AND deputy"),
            postgresql_where=sa.text("to_on IS NULL AND deputy"),
        )

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

    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(
            "post_one_deputy",
            sqlite_where=sa.text("to_on IS NULL AND deputy"),
            postgresql_where=sa.text("to_on IS NULL AND deputy"),
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("digest_week")

    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_constraint("broadcast_event", type_="foreignkey")
        batch_op.drop_column("facts")
        batch_op.drop_column("event_id")

    with op.batch_alter_table("honour", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_honour_year"))
        batch_op.drop_index(batch_op.f("ix_honour_given_at"))

    op.drop_table("honour")
    op.drop_table("contest_score")
    with op.batch_alter_table("text_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_use_text_id"))

    op.drop_table("text_use")
    with op.batch_alter_table("nomination", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nomination_task_id"))
        batch_op.drop_index(batch_op.f("ix_nomination_state"))
        batch_op.drop_index(batch_op.f("ix_nomination_nominee_id"))
        batch_op.drop_index(batch_op.f("ix_nomination_grid_id"))
        batch_op.drop_index(batch_op.f("ix_nomination_by_id"))

    op.drop_table("nomination")
    with op.batch_alter_table("event_signup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_signup_person_id"))
        batch_op.drop_index("event_signup_order")

    op.drop_table("event_signup")
    op.drop_table("event_photo")
    with op.batch_alter_table("cover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cover_grid_id"))
        batch_op.drop_index(batch_op.f("ix_cover_candidate_id"))
        batch_op.drop_index(
            "cover_one_open",
            sqlite_where=sa.text("state IN ('asked', 'agreed')"),
            postgresql_where=sa.text("state IN ('asked', 'agreed')"),
        )

    op.drop_table("cover")
    with op.batch_alter_table("contest_work", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contest_work_person_id"))

    op.drop_table("contest_work")
    op.drop_table("contest_judge")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_person_id"))

    op.drop_table("attendance")
    op.drop_table("wrong_codes")
    op.drop_table("sms_price")
    op.drop_table("rule_version")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "proposal_waiting",
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        )
        batch_op.drop_index(batch_op.f("ix_proposal_expires_at"))

    op.drop_table("proposal")
    with op.batch_alter_table("pool_text", schema=None) as batch_op:
        batch_op.drop_index("pool_text_by_state")

    op.drop_table("pool_text")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_event_grid_id"))
        batch_op.drop_index("event_when")

    op.drop_table("event")
    with op.batch_alter_table("birthday", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_birthday_planned_on"))
        batch_op.drop_index(batch_op.f("ix_birthday_next_on"))

    op.drop_table("birthday")
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_away_person_id"))

    op.drop_table("away")
    op.drop_table("anchor")
