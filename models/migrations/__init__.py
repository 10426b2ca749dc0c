"""The history of the tables, for Alembic; `models.migrate` runs it."""
