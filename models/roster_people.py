"""The sheet 人员 against the database: who each row is, what it would change, what is wrong, what must be asked.

A person is known by phone first; without one, by the same name at the same grid in the same role. Whatever only nearly
fits is asked. An import appoints and replaces, it never ends a post for not being in the sheet.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from models.people import Person
from models.posts import HEADS, LEVELS_ANY, LEVELS_OF_ROLE
from models.roster_acts import ADD, FIELDS, SWAP, Found, PersonAct, Who
from models.roster_cells import NEW, SAME
from models.roster_grids import Grids
from models.roster_near import near_name
from models.roster_people_known import Known
from models.roster_rows import Fact, Page, PersonRow, masked


class People:
    """The people as they would be. After `resolve`: `acts`, and how many rows change nothing."""

    def __init__(self, known: Known, grids: Grids, page: Page, answers: Mapping[str, str]) -> None:
        self.known, self.grids, self.page, self.answers = known, grids, page, answers
        self.acts: dict[Who, PersonAct] = {}
        self.unchanged = 0
        self._claimed: set[int] = set()
        self._waiting: dict[str, int] = {}
        self._new: dict[tuple[str, str, bool], dict[Who, Found]] = defaultdict(dict)
        self._done: dict[tuple[Who, str | None, str | None], int] = {}

    def resolve(self, rows: list[PersonRow]) -> None:
        """Settle every row: an act, an unchanged row, or a line that says what is wrong or asked."""
        found: list[Found] = []
        for row in self._own_phones(rows):
            one = self._find(row)
            if one is not None:
                found.append(one)
                if one.person is None and one.grid is not None:
                    self._new[row.name, one.grid, row.phone is not None].setdefault(one.who, one)
        for one in self._one_head_each(self._one_person_a_phone(found)):
            self._act(one)

    def _error(self, row: PersonRow, key: str, **facts: Fact) -> None:
        self.page.say("error", row.row, key, name=row.name, **facts)

    def _own_phones(self, rows: list[PersonRow]) -> list[PersonRow]:
        """Without rows whose phone stands at two names, unless it is known whose it is."""
        names: dict[str, dict[str, int]] = defaultdict(dict)
        for row in rows:
            if row.phone is not None:
                names[row.phone].setdefault(row.name, row.row)
        out = []
        for row in rows:
            owner = self.known.owner(row.phone)
            if owner is not None and owner.name == row.name:
                self._claimed.add(self.known.id_of(owner))
            elif row.phone is not None and len(names[row.phone]) > 1:
                other = next(number for name, number in names[row.phone].items() if name != row.name)
                self._error(row, "roster-phone-twice", value=masked(row.phone), first=str(other))
                continue
            out.append(row)
        return out

    def _find(self, row: PersonRow) -> Found | None:
        """Where and who: None when the row got its line instead."""
        owner = self.known.owner(row.phone)
        place = self._place(row, owner)
        if place is None:
            return None
        grid, role = place
        if owner is not None and owner.name == row.name:
            return Found(row, grid, role, ("id", self.known.id_of(owner)), owner)
        if owner is not None:
            return self._other_name(row, grid, role, owner)
        if grid is None or role is None:
            self._error(row, "roster-blank", column=self.page.label("role" if grid else "grid"), value="")
            return None
        return self._by_place(row, grid, role)

    def _place(self, row: PersonRow, owner: Person | None) -> tuple[str | None, str | None] | None:
        """(grid code, role) of a row; both None where a known person's row leaves them blank."""
        if row.grid is None or row.role is None:
            if row.grid is row.role is None and owner is not None:
                return None, None
            self._error(row, "roster-blank", column=self.page.label("role" if row.grid else "grid"), value="")
            return None
        code = self.grids.find(row.grid)
        if code is None:
            self._no_grid(row, row.grid)
            return None
        level = self.grids.levels[code]
        if level not in LEVELS_OF_ROLE.get(row.role, LEVELS_ANY):
            self._error(row, "roster-role-level", value=code, level=str(level), role_key=role_key(row.role))
            return None
        return code, row.role

    def _no_grid(self, row: PersonRow, code: str) -> None:
        if code in self.grids.bad:
            self._error(row, "roster-grid-bad", value=code, first=str(self.grids.bad[code]))
            return
        near = self.grids.near(code)
        if near is None:
            self._error(row, "roster-bad-grid", value=code)
        else:
            self._error(row, "roster-bad-grid-near", value=code, near=near)

    def _other_name(self, row: PersonRow, grid: str | None, role: str | None, owner: Person) -> Found | None:
        """The phone belongs to somebody of another name: a correction of the name, or a mistake."""
        if not near_name(owner.name, row.name) or self._answer(row) == NEW:
            self._error(row, "roster-phone-taken", value=masked(str(row.phone)), owner=owner.name)
            return None
        if self._asked(row, "roster-ask-renamed", value=masked(str(row.phone)), owner=owner.name) is None:
            return None
        return Found(row, grid, role, ("id", self.known.id_of(owner)), owner)

    def _by_place(self, row: PersonRow, grid: str, role: str) -> Found | None:
        """Somebody whose phone we do not have: by name and place, asking where that only nearly fits."""
        here = [one for one in self.known.named(row.name, grid) if self._free(one, row)]
        fits = [one for one in here if self.known.holds(one, grid, role)]
        exact = [one for one in fits if row.phone is None or not self.known.phones(one)]
        if len(exact) == 1:
            return Found(row, grid, role, ("id", self.known.id_of(exact[0])), exact[0])
        if exact or len(here) > 1:
            self._error(row, "roster-same-name", value=grid)
            return None
        near = here[0] if here else self._near_head(row, grid, role)
        fresh: Who = ("phone", row.phone) if row.phone else ("name", f"{row.name}|{grid}|{role}")
        if near is None:
            return self._beside(row, grid, role, fresh)
        key = "roster-ask-head" if not here else "roster-ask-phone" if row.phone else "roster-ask-person"
        answer = self._asked(row, key, owner=near.name, value=grid, role_key=role_key(role))
        if answer is None:
            return None
        if answer == SAME:
            return Found(row, grid, role, ("id", self.known.id_of(near)), near)
        return Found(row, grid, role, fresh, None)

    def _free(self, person: Person, row: PersonRow) -> bool:
        """A person whom another row names by phone is not meant by this row's other phone."""
        return row.phone is None or self.known.id_of(person) not in self._claimed

    def _near_head(self, row: PersonRow, grid: str, role: str) -> Person | None:
        """Whoever holds the post under nearly the same name, if no other row is about them."""
        head = self.known.head(grid, role)
        if head is None or self.known.id_of(head) in self._claimed or head.name == row.name:
            return None
        return head if near_name(head.name, row.name) else None

    def _beside(self, row: PersonRow, grid: str, role: str, fresh: Who) -> Found | None:
        """Somebody new, unless a row above may be about the same one."""
        kinds = (False,) if row.phone else (False, True)
        above = (one for kind in kinds for one in self._new[row.name, grid, kind].values() if one.who != fresh)
        twin = next(above, None)
        if twin is None:
            return Found(row, grid, role, fresh, None)
        answer = self._asked(row, "roster-ask-twin", first=str(twin.row.row), value=grid)
        if answer is None:
            return None
        return Found(row, grid, role, twin.who if answer == SAME else fresh, None)

    def _answer(self, row: PersonRow) -> str | None:
        return self.answers.get(f"people:{row.row}", row.answer)

    def _asked(self, row: PersonRow, key: str, **facts: Fact) -> str | None:
        """same or new; None when it is not answered (a question is listed) or is to be skipped."""
        answer = self._answer(row)
        if answer in (SAME, NEW):
            return answer
        if row.phone is not None:
            self._waiting.setdefault(row.phone, row.row)
        self.page.say("note" if answer else "question", row.row, "roster-skipped" if answer else key,
                      **{"name": row.name, "value": row.name} | facts)  # fmt: skip
        return None

    def _one_person_a_phone(self, found: list[Found]) -> list[Found]:
        """Rows with one phone are about one person: whom any of them was found to be, or nobody while one is asked."""
        known: dict[str, Found] = {}
        for one in found:
            if one.row.phone is not None and one.person is not None:
                known.setdefault(one.row.phone, one)
        out = []
        for one in found:
            phone = one.row.phone or ""
            same = known.get(phone, one)
            if one.person is not None and one.who != same.who:
                self._error(one.row, "roster-phone-twice", value=masked(phone), first=str(same.row.row))
            elif same.person is None and phone in self._waiting:
                self.page.say(
                    "question", one.row.row, "roster-waits", name=one.row.name, first=str(self._waiting[phone])
                )
            else:
                out.append(replace(one, who=same.who, person=same.person))
        return out

    def _one_head_each(self, found: list[Found]) -> list[Found]:
        """Without rows that give one post to two people; whoever holds it already keeps it."""
        heads: dict[tuple[str, str], dict[Who, int]] = defaultdict(dict)
        for one in found:
            if one.grid and one.role in HEADS:
                heads[one.grid, one.role].setdefault(one.who, one.row.row)
        out = []
        for one in found:
            rivals = heads.get((one.grid or "", one.role or ""), {})
            if len(rivals) > 1 and not (one.person and one.grid and one.role
                                        and self.known.holds(one.person, one.grid, one.role)):  # fmt: skip
                other = next(number for who, number in rivals.items() if who != one.who)
                facts = {"value": str(one.grid), "first": str(other), "role_key": role_key(str(one.role))}
                self._error(one.row, "roster-head-twice", **facts)
            else:
                out.append(one)
        return out

    def _act(self, one: Found) -> None:
        """Take a settled row into its person's act, and say what it changes."""
        first = self._done.setdefault((one.who, one.grid, one.role), one.row.row)
        act = self.acts.get(one.who) or PersonAct(one.person, one.row.name, one.row.row)
        clash = self._clash(act, one.row)
        if clash is not None:
            self._error(one.row, "roster-conflict", column=self.page.label(clash), first=str(act.seen[clash][1]))
            return
        made = one.who not in self.acts
        self.acts[one.who] = act
        changes = self._merge(act, one.row)
        if first != one.row.row:
            self.page.say("note", one.row.row, "roster-same-row", name=one.row.name, first=str(first))
        appointed = first == one.row.row and self._appoint(act, one, made and one.person is None)
        if changes and act.person is not None:
            self.page.say("update", one.row.row, "roster-person-update", name=act.person.name, changes=changes)
        elif not appointed and first == one.row.row:
            self.unchanged += 1

    def _clash(self, act: PersonAct, row: PersonRow) -> str | None:
        """The field in which a row contradicts an earlier row about the same person."""
        for name in ("phone", *FIELDS):
            value = getattr(row, name)
            if value is not None and name in act.seen and act.seen[name][0] != value:
                return name
        return None

    def _merge(self, act: PersonAct, row: PersonRow) -> list[str]:
        """Note what a row says about its person; what of it is a change, in words and figures."""
        person, changes = act.person, []
        for name in ("phone", *FIELDS):
            if (value := getattr(row, name)) is not None and name not in act.seen:
                act.seen[name] = (value, row.row)
                if name == "phone":
                    changes += self._phone(act, value)
                elif person is None or getattr(person, FIELDS[name]) != value:
                    act.fields[FIELDS[name]] = value
                    changes.append(self.page.label(name))
        if person is not None and person.name != row.name:
            act.fields["name"] = row.name
            changes.append(f"{person.name} → {row.name}")
        return changes

    def _phone(self, act: PersonAct, phone: str) -> list[str]:
        act.phone = phone
        had = self.known.phones(act.person) if act.person else []
        if any(address.value == phone for address in had):
            return []
        act.old = had[0] if had else None
        act.phone_act = SWAP if had else ADD
        label = self.page.label("phone")
        return [f"{label} {masked(act.old.value)} → {masked(phone)}" if act.old else label]

    def _appoint(self, act: PersonAct, one: Found, made: bool) -> bool:
        """Add the post of a row to its person's act, unless they hold it; whether that is a change."""
        if one.grid is None or one.role is None or (one.person and self.known.holds(one.person, one.grid, one.role)):
            return False
        act.posts.append((one.grid, one.role))
        facts: dict[str, Fact] = {"name": one.row.name, "value": one.grid, "role_key": role_key(one.role)}
        before = self.known.head(one.grid, one.role)
        if before is not None:
            self.page.say("replace", one.row.row, "roster-replace", before=before.name, **facts)
        elif made:
            self.page.say("create", one.row.row, "roster-person-new", **facts)
        else:
            self.page.say("appoint", one.row.row, "roster-appoint", **facts)
        return True


def role_key(role: str) -> str:
    """The catalogue key of a role's name."""
    return f"role-{role.replace('_', '-')}"
