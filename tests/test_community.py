"""The model community: the figures of the public account, drawn from a seed."""

from collections import Counter

import phonenumbers

from bot.demo.community import PersonLine, model_roster, write_xlsx
from models.roster_cells import clean_phone


def test_it_has_exactly_the_published_figures() -> None:
    """1/6/29/175/497 grids, 8,574 households, 23,877 residents, 497 heads of levels 4 and 5, of whom 179 members."""
    roster = model_roster()
    levels = Counter(grid.level for grid in roster.grids)
    assert levels == {1: 1, 2: 6, 3: 29, 4: 175, 5: 497}
    assert sum(grid.households or 0 for grid in roster.grids) == 8_574
    assert sum(grid.residents or 0 for grid in roster.grids) == 23_877
    heads = {person.phone: person for person in roster.people if person.role in ("单元长", "楼栋长")}
    assert len(heads) == 497
    assert sum(head.party for head in heads.values()) == 179
    assert len({person.grid for person in roster.people if person.role == "单元长"}) == 497
    assert len({person.grid for person in roster.people if person.role == "网格长"}) == 29
    assert [person.grid for person in roster.people if person.role == "合作单位"] == ["HT", "HT01"]


def test_only_units_carry_counts() -> None:
    """A household is counted at its stairwell and nowhere else, and lives there with at least one other."""
    for grid in model_roster().grids:
        assert (grid.households is not None) == (grid.level == 5)
        if grid.households is not None and grid.residents is not None:
            assert 8 <= grid.households <= 28
            assert 2 * grid.households <= grid.residents <= 4 * grid.households


def test_every_parent_comes_before_its_children_and_is_one_level_up() -> None:
    """The sheet can be read from top to bottom."""
    seen = {"": 0}
    for grid in model_roster().grids:
        assert seen[grid.parent] == grid.level - 1
        assert grid.code not in seen
        seen[grid.code] = grid.level


def test_the_same_seed_gives_the_same_roster_and_another_another() -> None:
    """A rehearsal can be played again; another seed is another community of the same size."""
    assert model_roster(7) == model_roster(7)
    other = model_roster(8)
    assert other != model_roster(7)
    assert len(other.grids) == 708


def test_nobody_can_be_reached() -> None:
    """Every number passes an import, belongs to one name, and exists in no operator's range."""
    names: dict[str, set[str]] = {}
    for person in model_roster().people:
        phone = clean_phone(person.phone)
        assert phone is not None
        names.setdefault(phone, set()).add(person.name)
        number = phonenumbers.parse(phone)
        assert phonenumbers.is_possible_number(number)
        assert not phonenumbers.is_valid_number(number)
    assert all(len(owners) == 1 for owners in names.values())


def test_people_of_one_name_are_one_person() -> None:
    """No two invented people share a name, so a demo is easy to follow."""
    by_name: dict[str, set[str]] = {}
    people: tuple[PersonLine, ...] = model_roster().people
    for person in people:
        by_name.setdefault(person.name, set()).add(person.phone)
    assert all(len(phones) == 1 for phones in by_name.values())


def test_the_workbook_is_a_zip_of_reasonable_size() -> None:
    """The file can be sent by chat."""
    data = write_xlsx(model_roster())
    assert data.startswith(b"PK")
    assert len(data) < 200_000
