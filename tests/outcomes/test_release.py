"""No number below ten is shown, nor can be had by asking for every window and subtracting."""

import random
from itertools import combinations, pairwise

import pytest

from selfhelp.outcomes.questions import QUESTIONS
from selfhelp.outcomes.release import LEAST, QuarterBlock, quarter_blocks, rounded, shown

START = 2026 * 12


def year_by_month(seed: int, months: int, most: int) -> dict[tuple[int, str], int]:
    """Counts of some years, with months in which nobody or somebody alone answers."""
    chance = random.Random(seed)
    return {
        (START + month, f"04{question.code}{category}"): chance.choice((0, 0, 1, 2, chance.randrange(most)))
        for month in range(months)
        for question in QUESTIONS
        for category in range(question.k)
    }


def everything(counts: dict[tuple[int, str], int], months: int, code: str = "p") -> set[QuarterBlock]:
    """What an attacker gets who asks for every window, in every month that the service runs."""
    cuts = {tuple(quarter_blocks(counts, "04", running)[code]) for running in range(START, START + months + 1)}
    return {
        found
        for cut in cuts
        for first in range(START, START + months)
        for last in range(first, START + months)
        if (found := shown(cut, first, last))
    }


@pytest.mark.slow
@pytest.mark.parametrize("code", ["p", "k"])
def test_no_window_and_no_difference_of_windows_has_a_small_number(code: str) -> None:
    differences = 0
    for seed in range(20):
        seen = everything(year_by_month(seed, 48, 90), 48, code)
        assert all(min(one.reported) >= LEAST for one in seen)
        for one, another in combinations(seen, 2):
            large, small = sorted((one, another), key=lambda it: sum(it.reported), reverse=True)
            if large.first <= small.first and small.last <= large.last:
                left = [a - b for a, b in zip(large.reported, small.reported, strict=True)]
                assert min(left) >= LEAST, (seed, one, another)
                differences += 1
    assert differences > 100, "nothing was subtracted"


def test_the_finest_that_can_be_put_together_is_a_block() -> None:
    """Windows that begin and end at every month: what their differences leave is cut where the blocks are."""
    counts = year_by_month(3, 36, 300)
    cut = quarter_blocks(counts, "04", START + 36)["p"]
    ends = {edge for one in everything(counts, 36) for edge in (one.first, one.last + 1)}
    assert ends == {edge for one in cut for edge in (one.first, one.last + 1)}
    assert len(cut) > 1
    assert all(before.last + 1 == after.first for before, after in pairwise(cut))


def test_a_block_never_changes_once_it_stands() -> None:
    counts = year_by_month(5, 36, 300)
    before: list[QuarterBlock] = []
    for running in range(START, START + 37):
        known = {key: n for key, n in counts.items() if key[0] <= running}  # what comes later is not there yet
        now = quarter_blocks(known, "04", running)["p"]
        assert now[: len(before)] == before
        before = now
    assert before


def in_month(month: int, n: int) -> dict[tuple[int, str], int]:
    """So many of every report of a wave."""
    return {(month, f"04{question.code}{category}"): n for question in QUESTIONS for category in range(question.k)}


def test_the_running_quarter_shows_nothing() -> None:
    counts = in_month(START + 1, 1000)
    assert quarter_blocks(counts, "04", START + 2)["p"] == []
    assert quarter_blocks(counts, "04", START + 3)["p"] == [QuarterBlock(START, START + 2, (1000,) * 4)]
    assert quarter_blocks({}, "04", START)["p"] == []


def test_one_answer_more_than_nine_in_every_category_is_needed() -> None:
    counts = in_month(START, 10) | {(START, "04p2"): 9}
    assert quarter_blocks(counts, "04", START + 3)["p"] == []
    counts[START + 5, "04p2"] = 1
    assert quarter_blocks(counts, "04", START + 6)["p"] == [QuarterBlock(START, START + 5, (10,) * 4)]


def test_all_questions_of_a_wave_are_cut_at_once() -> None:
    """Everybody answers all of them: what one shows of a quarter less what another shows would be a few people."""
    counts = in_month(START, 40) | {(START, "04w6"): 9} | in_month(START + 3, 1)
    assert quarter_blocks(counts, "04", START + 3) == {"p": [], "c": [], "w": [], "m": [], "k": []}
    cut = quarter_blocks(counts, "04", START + 6)
    assert [[(one.first, one.last) for one in of_it] for of_it in cut.values()] == [[(START, START + 5)]] * 5


def test_boxes_in_use_are_told_in_tens() -> None:
    assert rounded(9, 40) is None
    assert rounded(10, 10) == (10, 10)
    assert rounded(47, 52) == (40, 60)
