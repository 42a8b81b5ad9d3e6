"""LIX, reading ease and minutes, against texts counted by hand."""

import pytest

from selfhelp.modules.checks.reading import lix, reading_ease, sentences, split_words, syllables


def test_lix_is_words_a_sentence_and_the_share_of_long_words() -> None:
    # 10 words, 2 sentences, 2 words over six letters: 10/2 + 100 * 2/10
    assert lix(["Han går langs kanten. Etterpå snakker han med en venn."]) == pytest.approx(25)


def test_six_letters_are_not_long_and_seven_are() -> None:
    assert lix(["kanten"]) == pytest.approx(1)
    assert lix(["kantene"]) == pytest.approx(101)


def test_a_colon_and_the_end_of_a_line_end_a_sentence() -> None:
    assert sentences(["Si det: Jeg trenger hjelp", "Nå"]) == 3
    assert sentences(["Klokken 10.30 er fin. …"]) == 1


def test_words_with_hyphens_and_apostrophes_are_one() -> None:
    assert split_words(["You don't re-read it."]) == ["You", "don't", "re-read", "it"]


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("make", 1), ("little", 2), ("wanted", 2), ("asked", 1), ("treatment", 2), ("responsibility", 6)],
)
def test_syllables_are_near_what_one_hears(word: str, count: int) -> None:
    assert syllables(word) == count


def test_reading_ease_is_flesch_1948() -> None:
    # 6 words, 1 sentence, 6 syllables
    assert reading_ease(["The cat sat on the mat."]) == pytest.approx(206.835 - 1.015 * 6 - 84.6)


def test_nothing_to_read_is_easy() -> None:
    assert lix([]) == 0
    assert reading_ease([]) == 100
