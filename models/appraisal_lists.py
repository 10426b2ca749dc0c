"""An appraisal's results as they are listed: only what can be told."""

from collections.abc import Sequence

from models.appraisals import Result


def worth_telling(found: Sequence[Result], person_id: int | None) -> list[Result]:
    """Those of whom something can be told, and that person's own: of the others there were too few votes."""
    return [one for one in found if one.score is not None or one.person_id == person_id]
