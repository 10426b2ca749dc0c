"""What people write is read by the open question, forgivingly, and never guessed."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import intents
from bot.answers import read_day, read_items
from bot.commands import ALL
from bot.grammar import Doubtful, Grammar, many_numbers, words
from bot.intents import AddDetail, AllClear, CannotDo, CheckIn, Help, Read, Resume, SomeFindings, Start, Stop, Undo
from messages.catalogue import say
from messages.forms import Inbound
from models.checkins import BadDate
from models.people import LANGUAGES
from models.prompts import Prompt
from models.questions import QUESTIONS
from models.text import clean

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
GRAMMAR = Grammar(ALL)


def prompt(question: str) -> Prompt:
    """An open question about subject 7."""
    return Prompt(id=1, token="t", person_id=1, question=question, subject_id=7, asked_at=NOW, expires_at=NOW)


def read(text: str, question: str = "") -> intents.Intent:
    """What the grammar reads, after the sanitiser at the way in."""
    inbound = Inbound("sms", "1", "+8613900000001", text=clean(text))
    return GRAMMAR.read(inbound, prompt(question) if question else None)


@pytest.mark.parametrize("text", [
    "1", "１", "①", "一", "壹", " 1 ", "1。", "1.", "（1）", "选1", "回1", "完成", "完成了", "好了", "好了。", "OK",
    "ok!", "ＯＫ", "已检查", "查完了", "没问题", "一切正常", "都正常呀", "搞定啦", "done", "All clear", "✅", "👌",
])  # fmt: skip
def test_many_ways_to_say_done(text: str) -> None:
    """Whatever script or words people use for "done", an inspection reads it as done."""
    assert read(text, "inspection") == AllClear(7)


@pytest.mark.parametrize(("text", "meant"), [
    ("2", SomeFindings(7)), ("²", SomeFindings(7)), ("两", SomeFindings(7)), ("贰", SomeFindings(7)),
    ("有问题", SomeFindings(7)),
    ("3", CannotDo(7)), ("③", CannotDo(7)), ("做不了", CannotDo(7)), ("外出", CannotDo(7)),
    ("收到", Read(7)), ("收到了", Read(7)), ("知道了", Read(7)), ("👍", Read(7)),
])  # fmt: skip
def test_the_other_answers_to_an_inspection(text: str, meant: intents.Intent) -> None:
    """Something found, not possible and "received" each have their words; received is not done."""
    assert read(text, "inspection") == meant


@pytest.mark.parametrize("text", [
    "嗯", "好", "好的", "行", "11", "12", "4", "0", "123", "一二",
    "也许", "明天去", "做了一半", "不正常吗", "没完成", "还没好", "1或2", "",
])  # fmt: skip
def test_what_is_doubtful_is_never_guessed(text: str) -> None:
    """An answer that could mean something else is asked again."""
    assert isinstance(read(text, "inspection"), Doubtful)


@pytest.mark.parametrize("text", ["收到", "完成", "有问题", "3", "👍"])
def test_a_word_counts_only_where_its_meaning_is_asked_for(text: str) -> None:
    """收到 is no yes: a yes-or-no question knows only yes and no."""
    assert isinstance(read(text, "join"), Doubtful)


@pytest.mark.parametrize(("text", "meant"), [
    ("退订", Stop()), ("STOP", Stop()), ("stop.", Stop()), ("ｔｄ", Stop()), ("恢复", Resume()), ("START", Resume()),
    ("帮助", Help()), ("/help@loudao_bot", Help()), ("？", Help()), ("撤销", Undo()), ("打卡 28日", CheckIn(0, "28日")),
    ("/checkin 28", CheckIn(0, "28")), ("加入 ABCD234567", Start("ABCD234567")),
    ("/start ABCD234567", Start("ABCD234567")),
])  # fmt: skip
def test_commands_in_both_languages(text: str, meant: intents.Intent) -> None:
    """Commands work with and without a slash, in Chinese and English, whatever question is open."""
    assert read(text) == meant
    assert read(text, "inspection") == meant


def test_a_sentence_that_begins_like_a_command_is_an_answer_to_an_open_question() -> None:
    """Free text that starts with a command's word is not taken for the command."""
    assert read("退订 报纸的那家不在", "reason") == intents.Reason(7, "退订 报纸的那家不在")
    assert read("打卡机坏了", "checked_in") == AddDetail(7, "打卡机坏了")


@pytest.mark.parametrize("text", ["停 电了，三楼", "stop 敲门的人", "T 恤忘在楼道了", "start tomorrow", "恢复 供水了"])
def test_stop_and_start_are_whole_messages(text: str) -> None:
    """News that begins like a STOP cuts nobody off."""
    assert read(text) == Doubtful()
    assert read(text, "checked_in") == AddDetail(7, clean(text))


def test_a_command_outranks_an_afterthought() -> None:
    """Nobody has to add anything to a report: a command with its words stays one for the half hour after it."""
    assert read("群发 单元长：停水", "checked_in") == intents.Announce("单元长:停水")


def test_a_list_that_stands_for_weeks_lets_commands_with_words_past() -> None:
    """The ten points of a month are answered with numbers: a command with its words stays one while they are open."""
    assert read("群发 单元长：停水", "items") == intents.Announce("单元长:停水")
    assert read("送达 1", "items") == intents.ShowDelivery("1")
    assert type(read("1 4", "items")).__name__ == "ItemsDone"


def test_a_second_one_never_undoes() -> None:
    """After a check-in 0 undoes; a 1 sent twice does not."""
    assert read("0", "checked_in") == Undo(7)
    assert read("1", "checked_in") == AddDetail(7, "1")


def test_a_forged_or_foreign_button_means_nothing() -> None:
    """A press without a question of one's own, or with a choice that is not there, is doubtful."""
    press = Inbound("telegram", "1", "1001", press=("x", 0))
    assert isinstance(GRAMMAR.read(press, None), Doubtful)
    beyond = Inbound("telegram", "1", "1001", press=("t", 99))
    assert isinstance(GRAMMAR.read(beyond, prompt("inspection")), Doubtful)


def test_every_choice_names_an_intent_and_words_that_exist() -> None:
    """The questions' data fits the code and the word list."""
    for question in QUESTIONS.values():
        for choice in question.choices:
            assert choice.intent in intents.KINDS
            assert choice.form == "button" or words(choice.says)
        assert not question.open_intent or question.open_intent in intents.KINDS


def test_no_word_has_two_meanings_in_one_question() -> None:
    """Within one question a word says one thing."""
    for key, question in QUESTIONS.items():
        seen: dict[str, str] = {}
        for choice in question.choices:
            if choice.form != "button":
                for word in words(choice.says):
                    assert seen.setdefault(word, choice.says) == choice.says, (key, word)


@settings(deadline=None)  # the first reading of a question fills the caches of its words
@given(st.text(max_size=40), st.sampled_from(sorted(QUESTIONS)))
def test_any_text_is_read_as_something(text: str, question: str) -> None:
    """No text, however strange, makes the grammar fail."""
    assert isinstance(read(text, question), intents.Intent | Doubtful)


@pytest.mark.parametrize(("text", "items"), [
    ("1 4", ["corridor", "litter"]), ("4,1", ["corridor", "litter"]), ("14", ["corridor", "litter"]),
    ("一、四", ["corridor", "litter"]), ("灯坏了", ["lighting"]), ("垃圾 电动车", ["litter", "e_bike"]),
    ("三、灯坏了", ["lighting"]), ("9", []), ("1 9", []), ("1 什么", []), ("都有", []), ("", []),
])  # fmt: skip
def test_the_points_of_the_checklist_as_typed(text: str, items: list[str]) -> None:
    """Numbers and words name the points; one unclear part makes all of it unclear."""
    assert read_items(unicodedata.normalize("NFKC", text)) == items


def test_many_numbers_reads_each_once() -> None:
    """Numbers given twice count once."""
    assert many_numbers("1 1 4") == [1, 4]


TODAY = date(2026, 12, 5)


@pytest.mark.parametrize(("text", "day"), [
    ("28", date(2026, 11, 28)), ("28日", date(2026, 11, 28)), ("5", date(2026, 12, 5)), ("3号", date(2026, 12, 3)),
    ("11.28", date(2026, 11, 28)), ("11月28日", date(2026, 11, 28)), ("2026-11-28", date(2026, 11, 28)),
    ("12-31", date(2025, 12, 31)), ("今天", TODAY), ("昨天", date(2026, 12, 4)),
])  # fmt: skip
def test_a_day_is_the_last_such_day(text: str, day: date) -> None:
    """A day without a month is the newest one that is not in the future."""
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", ["31", "2月30日", "明天", "星期一", "0", "99", "11-", "十一"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    """What is no day gets a kind answer, not a guess."""
    with pytest.raises(BadDate):
        read_day(text, TODAY)


@pytest.mark.parametrize("question", sorted(QUESTIONS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_choice_can_be_typed(question: str, language: str) -> None:
    """What an SMS offers as "2 not there" is understood without its number as well, unless it is a command."""
    for _, choice in QUESTIONS[question].numbered():
        said = say(choice.label_key, language, short=True)
        if GRAMMAR.command(said) is None:
            assert type(read(said, question)).__name__ == choice.intent, said
