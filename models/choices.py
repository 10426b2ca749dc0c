"""What a kind of question is, and its choices: data, the same on every channel."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer.

    `says` is its meaning: its words are in the word list, its label in the catalogue as `choice-<says>` unless `label`
    names another key. `intent` names the intent it becomes, with the prompt's subject and, where set, `text`.
    `form`: "all" (button, number, words), "words" (neither button nor number), "button" (nothing else), "unnumbered"
    (button and words). `number` is what is typed for it; None counts on from 1. Undo is 0, so that a 1 sent twice never
    undoes.
    """

    says: str
    intent: str
    label: str = ""
    form: str = "all"
    number: int | None = None
    text: str = ""

    @property
    def label_key(self) -> str:
        """The catalogue key of the label."""
        return self.label or f"choice-{self.says}"


@dataclass(frozen=True, slots=True)
class Question:
    """A kind of question.

    `open_intent` names the intent that takes an answer that is none of the choices (free text, photo, place, several
    numbers); without one, such an answer is doubtful and asked again. A command of one word outranks it; one with
    words behind it only where the question is an `afterthought`, which nobody has to answer. `about_task` says that
    its subject is a task, `takes_numbers` that a bare number may answer it. `picks` names the intent of a button for
    each of the tasks that the prompt's data lists. `careful`: sentences are read as well, by
    bot/replies.py, and what is not sure goes to `open_intent`. `pressed`: its buttons alone answer it, and what is
    typed is read as if it had not been asked.
    """

    choices: tuple[Choice, ...]
    open_intent: str = ""
    afterthought: bool = False
    about_task: bool = False
    takes_numbers: bool = True
    picks: str = ""
    careful: bool = False
    pressed: bool = False

    def numbered(self) -> list[tuple[int, Choice]]:
        """The choices that have a number, with it, in order."""
        out: list[tuple[int, Choice]] = []
        for choice in self.choices:
            if choice.form == "all":
                out.append((len(out) + 1 if choice.number is None else choice.number, choice))
        return out

    def buttons(self) -> list[tuple[int, Choice]]:
        """The choices that have a button, with their place in `choices`, which is what a button's data names."""
        return [(place, choice) for place, choice in enumerate(self.choices) if choice.form != "words"]
