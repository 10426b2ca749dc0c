"""The people, phones and posts a roster is compared with, read once."""

from collections import defaultdict

from sqlmodel import Session, col, select

from models.grid import Grid
from models.people import PENDING, SMS, Address, Person
from models.posts import HEADS, Post


class Known:
    """Everybody the database knows, by phone, by name and grid, by post. Grids go by their codes."""

    def __init__(self, session: Session) -> None:
        self._people = {self.id_of(person): person for person in session.exec(select(Person)).all()}
        self._phones: dict[int, list[Address]] = defaultdict(list)
        self._owners: dict[str, Person] = {}
        settled = select(Address).where(Address.channel == SMS, Address.state != PENDING)
        for address in session.exec(settled.order_by(col(Address.id))):
            self._phones[address.person_id].append(address)
            self._owners[address.value] = self._people[address.person_id]
        self._posts: set[tuple[int, str, str]] = set()
        self._heads: dict[tuple[str, str], Person] = {}
        self._named: dict[tuple[str, str], dict[int, Person]] = defaultdict(dict)
        running = select(Post, Grid.code).join(Grid, col(Grid.id) == col(Post.grid_id)).where(col(Post.to_on).is_(None))
        for post, code in session.exec(running.order_by(col(Post.id))):
            self._add(post, code)

    def _add(self, post: Post, code: str) -> None:
        person = self._people[post.person_id]
        self._named[person.name, code][post.person_id] = person
        if post.deputy:
            return
        self._posts.add((post.person_id, code, post.role))
        if post.role in HEADS:
            self._heads[code, post.role] = person

    @staticmethod
    def id_of(person: Person) -> int:
        """The id of a person who is in the database."""
        assert person.id is not None
        return person.id

    def owner(self, phone: str | None) -> Person | None:
        """Whose phone it is."""
        return self._owners.get(phone) if phone else None

    def phones(self, person: Person) -> list[Address]:
        """A person's phone numbers, the oldest first."""
        return self._phones.get(self.id_of(person), [])

    def named(self, name: str, code: str) -> list[Person]:
        """Everybody of that name with a running post, deputy or not, at that grid."""
        return list(self._named.get((name, code), {}).values())

    def holds(self, person: Person, code: str, role: str) -> bool:
        """Whether they hold that post now, other than as a deputy."""
        return (self.id_of(person), code, role) in self._posts

    def head(self, code: str, role: str) -> Person | None:
        """Who heads that grid in that role now, deputies apart."""
        return self._heads.get((code, role))
