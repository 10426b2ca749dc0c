"""Scores of the quarterly review 季度评议."""

from sqlmodel import Session


def review_scores(session: Session, year: int) -> dict[tuple[int, int], tuple[int, int]]:
    """{(grid, person): (sum of the scores of the year's quarters, 0–100 each, how many quarters were scored)}."""
    return {}
