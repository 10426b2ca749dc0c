"""How elders' replies are read: a corpus of what people really write, and what no text may ever do."""

import csv
import string
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.explaining import explained
from bot.replies import listed_words, read
from bot.reply_clauses import listed
from bot.spans import read_days
from bot.wordlist import squeezed
from models.questions import QUESTIONS
from models.text import clean

CORPUS = Path(__file__).parent / "data" / "elder_replies.csv"
NOTHING = "-"
GUARDED = ("well", "yes", "attest", "wish_done", "case_fixed", "met", "here", "event_join")
TODAY = date(2026, 11, 2)


def corpus() -> Sequence[tuple[str, str, str]]:
    """(question, meaning, text) of every line."""
    with CORPUS.open(encoding="utf-8", newline="") as file:
        return [(row["question"], row["meaning"], row["text"]) for row in csv.DictReader(file)]


def meaning(question: str, text: str) -> str:
    """What the text is read as: a choice, a number of days, or nothing sure."""
    if question == "care_days":
        days = read_days(clean(text), TODAY)
        return NOTHING if days is None else str(days)
    choice = read(clean(text), QUESTIONS[question]).choice
    return choice.says if choice else NOTHING


def test_the_corpus_is_read_right() -> None:
    """At least 98 of 100 replies are read as they were meant, and none wrongly as "all is well", a yes, or done."""
    lines = corpus()
    assert len(lines) >= 2500 and len({question for question, _, _ in lines}) > 12
    wrong = [
        (question, meant, text, got) for question, meant, text in lines if (got := meaning(question, text)) != meant
    ]
    assert not [one for one in wrong if one[3] in GUARDED]
    assert len(wrong) <= 0.02 * len(lines), wrong


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=30))
@example("都好几天没吃饭了")
def test_no_text_is_well_without_a_listed_word(text: str) -> None:
    """Any text at all is read as "all is well" only where the number or a listed word for it stands in it."""
    if meaning("care", text) == "well":
        said = squeezed(clean(text).casefold())
        marks = ("1", "一", "壹")
        assert (
            any(mark in said for mark in marks)
            or any(squeezed(word) in said for word in listed_words(QUESTIONS["care"], "well"))
            or any(mark in said for mark in "好事正")
        )  # what a pattern is made of: 身体好, 没啥事, 一切正常


def test_every_guarded_meaning_is_told_apart_by_data() -> None:
    """A question that is read with care has its meanings listed, and what closes something is guarded."""
    for key, question in QUESTIONS.items():
        if question.careful:
            for choice in question.choices:
                assert choice.says in ("undo", "unnamed") or listed(choice.says), (key, choice.says)
    assert all(listed(one)["guarded"] for one in GUARDED)


_TROUBLE = ("摔了", "头晕", "腿疼", "难受", "不舒服", "救命", "没吃饭", "请联系我", "起不来", "住院了", "停水了")
_WELL = ("1", "都好", "我挺好的", "没事", "一切正常", "1 都好", "好着呢")
_BETWEEN = ("", " ", "，", "。", "但是", "就是", "，不过", "不用担心，", string.whitespace)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(_WELL), st.sampled_from(_BETWEEN), st.sampled_from(_TROUBLE), st.booleans())
def test_trouble_beside_a_good_word_is_never_well(well: str, between: str, trouble: str, first: bool) -> None:
    """A call or a trouble anywhere is heard, whatever kind words stand beside it."""
    said = trouble + between + well if first else well + between + trouble
    assert meaning("care", said) != "well"


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(("同意", "好的", "可以", "愿意")), st.text(max_size=4), st.sampled_from("不没别吗?？"))
def test_a_denied_or_asked_yes_is_no_consent(yes: str, between: str, turn: str) -> None:
    """A denial before a yes, or a question mark after it, keeps it from being consent."""
    said = yes + between + turn if turn in "吗?？" else turn + yes
    if not between.strip() or turn not in "吗?？":
        assert meaning("care_agree", said) != "yes"


@pytest.mark.parametrize("text", ["好", "收到", "嗯", "OK", "👍", "", "  ", "谢谢"])
def test_to_have_read_it_is_not_to_be_well(text: str) -> None:
    """Politeness says that it arrived, and no more."""
    assert meaning("care", text) == NOTHING


@pytest.mark.parametrize("said", [
    "今天的豆腐不错", "儿子身体好得很", "祝您工作顺利，身体健康", "平安是福", "医生说没事", "没死", "没事我就不回了",
    "都好说", "大家都好就我不好", "书不错", "1+1", "1个", "他好我就好", "昨天挺好的", "没问题请回复1",
])  # fmt: skip
def test_news_of_something_else_is_no_news_of_oneself(said: str) -> None:
    """A good word about something or somebody else, a wish, a saying, hearsay: none of them is "all is well"."""
    assert meaning("care", said) != "well"


def test_a_long_text_is_read_to_its_end_and_closes_nothing() -> None:
    """However long and repetitive: it is read, a call in it is heard, and nothing is taken for granted of it."""
    for key, question in QUESTIONS.items():
        for said in ("我去", "都好", "已经修好了", "同意", "没不", "他来过"):
            if question.careful:
                assert meaning(key, said * 1000) not in GUARDED
    assert meaning("care", "我摔了，起不来" + "都好，" * 1000) == "contact"


@pytest.mark.parametrize(("question", "said", "intent"), [
    ("care", "登记住户 王伯 13800000021", "EnterResident"), ("care", "报修 楼道灯坏了", "ReportProblem"),
    ("care", "心愿 想要一副老花镜", "MakeWish"), ("care", "心愿：老花镜", "MakeWish"),
    ("care", "每天10点问候我", "SetCare"),
    ("care_days", "心愿 老花镜", "MakeWish"), ("care_agree", "报修 灯坏了", "ReportProblem"),
    ("wish_confirm", "心愿 老花镜", "MakeWish"), ("help", "请联系我", "CallMe"), ("elder_join", "请联系我", "CallMe"),
    ("care", "外出 5天", "CareGone"), ("care", "帮助 我摔了", "CareContact"),
    ("care", "灯坏了 来修一下", "CareContact"),
])  # fmt: skip
def test_a_command_with_words_behind_it_is_no_answer(question: str, said: str, intent: str) -> None:
    """What begins with a command's word is that command, unless the word itself answers the question."""
    assert explained(said, question)["intent"] == intent
