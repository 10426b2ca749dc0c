"""Results of the democratic appraisal 民主测评."""

from sqlmodel import Session


def appraisal_scores(session: Session, year: int) -> dict[tuple[int, int], int]:
    """{(grid, person who heads it): result in hundredths of a percent}, from closed appraisals with enough votes."""
    return {}
