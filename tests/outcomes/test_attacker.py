"""Whoever sees all traffic and all counts, and knows everybody else's answers, guesses one person's no better than ε
allows: exactly, by Bayes, over every throw of the rule that phones follow. A small simulation stands beside it.

What the attacker holds for likely beforehand may be skewed as one likes, and may tie a person's answers to each other.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import permutations
from math import log, prod, sqrt
from pathlib import Path

import pytest

from selfhelp.outcomes.estimate import P, other
from selfhelp.outcomes.questions import QUESTIONS, WAVES, Question
from tests.reference.outcomes import blurred, dice

PAGE = (Path(__file__).parents[2] / "docs" / "operators" / "outcomes.md").read_text(encoding="utf-8")

PURCHASES, CONTROL, WELLBEING, MODULES, KEPT = QUESTIONS
KINDS = (PURCHASES, WELLBEING)
ASKED = [(wave, question) for wave in WAVES for question in QUESTIONS if wave in question.waves]
"""All that one person may report, in four times: eighteen answers."""

Chances = tuple[tuple[Fraction, ...], ...]
"""Row by row of the true answer: the chance of each that is sent."""
Life = tuple[int, ...]
"""A true answer to each of `ASKED`."""


@cache
def chances(k: int) -> Chances:
    """Of the rule itself, over every first byte and every second one that counts; one that is thrown again decides
    nothing. The second ones go round in a circle, so that one round is enough for each first one."""
    rows, others = [], range(256 - 256 % (k - 1))
    for truth in range(k):
        tails = [blurred(truth, k, bytes([1, second])) for second in others]
        assert tails == tails[: k - 1] * (len(others) // (k - 1))
        sent = Counter(blurred(truth, k, bytes([coin, second])) for coin in range(256) for second in range(k - 1))
        rows.append(tuple(Fraction(sent[one], sent.total()) for one in range(k)))
    return tuple(rows)


def bent(k: int, heads: Fraction) -> Chances:
    """A coin that is not fair."""
    return tuple(tuple(heads if a == b else (1 - heads) / (k - 1) for b in range(k)) for a in range(k))


def priors(k: int) -> list[list[Fraction]]:
    """What an attacker may hold for likely: nothing, that one is rare, that one is nearly sure, that some are out."""
    rare, out = Fraction(1, 1000), [Fraction(0)] * (k - 3)
    return [
        [Fraction(1, k)] * k,
        [rare] + [(1 - rare) / (k - 1)] * (k - 1),
        [1 - rare] + [rare / (k - 1)] * (k - 1),
        [Fraction(2 ** (k - 1 - n), 2**k - 1) for n in range(k)],
        [Fraction(1, 2), Fraction(3, 8), Fraction(1, 8), *out],
    ]


def allowed(likely: Fraction, odds: int) -> Fraction:
    """How sure of something anybody can be whose odds have changed by a factor of `odds` at the most."""
    return likely * odds / (likely * odds + 1 - likely)


def guessed(prior: Sequence[Fraction], given: Sequence[Sequence[Fraction]]) -> Fraction:
    """How often the likeliest answer is the true one. `given`: by the truth, the chances of all that may be seen."""
    return sum((max(a * b for a, b in zip(prior, seen, strict=True)) for seen in zip(*given, strict=True)), Fraction(0))


def leak(given: Sequence[Sequence[Fraction]]) -> Fraction:
    """By how much what is seen may change the odds of two truths at the most: e^ε."""
    seen = list(zip(*given, strict=True))
    return max((a / b for one in seen for a, b in permutations(one, 2)), default=Fraction(1))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda it: it.name)
def test_one_report_changes_no_belief_by_more_than_epsilon(question: Question) -> None:
    k, rows = question.k, chances(question.k)
    assert leak(rows) == k - 1
    assert [float(rows[0][0]), float(rows[0][1])] == pytest.approx([P, other(k)])
    for prior in priors(k):
        for sent in range(k):
            seen = [prior[truth] * rows[truth][sent] for truth in range(k)]
            for truth in range(k):
                sure = seen[truth] / sum(seen)
                assert allowed(prior[truth], 1) / (k - 1) <= sure <= allowed(prior[truth], k - 1)
        assert max(prior) <= guessed(prior, rows) <= allowed(max(prior), k - 1)
    # And no worse either: with nothing known, half are guessed.
    assert guessed(priors(k)[0], rows) == allowed(Fraction(1, k), k - 1) == Fraction(1, 2)


@pytest.mark.parametrize("question", KINDS, ids=lambda it: it.name)
def test_a_coin_that_is_not_fair_would_be_seen(question: Question) -> None:
    k = question.k
    for heads in (Fraction(51, 100), Fraction(3, 5), Fraction(3, 4)):
        assert leak(bent(k, heads)) > k - 1
        assert guessed(priors(k)[0], bent(k, heads)) > allowed(Fraction(1, k), k - 1)


def counts_of(truths: Sequence[int], k: int) -> dict[tuple[int, ...], Fraction]:
    """How likely each count of reports is, of people whose true answers are known."""
    found = {(0,) * k: Fraction(1)}
    for truth in truths:
        after: Counter[tuple[int, ...]] = Counter()
        for count, chance in found.items():
            for sent, thrown in enumerate(chances(k)[truth]):
                after[_one_more(count, sent)] += chance * thrown  # type: ignore[assignment]
        found = dict(after)  # type: ignore[arg-type]
    return found


def _one_more(count: tuple[int, ...], at: int) -> tuple[int, ...]:
    return (*count[:at], count[at] + 1, *count[at + 1 :])


@pytest.mark.parametrize(("question", "others"), [(PURCHASES, 8), (WELLBEING, 4)], ids=lambda it: str(it)[:12])
def test_counts_and_everybody_elses_answers_give_away_no_more_than_the_report(question: Question, others: int) -> None:
    """Who knows which reports are the others', too, is left with the one report: the test above."""
    k = question.k
    known = [truth % k for truth in range(others)]
    by_truth = [counts_of([*known, truth], k) for truth in range(k)]
    given = [[one[count] for count in by_truth[0]] for one in by_truth]
    assert all(sum(row) == 1 for row in given)
    assert 1 < leak(given) <= k - 1
    for prior in priors(k):
        assert guessed(prior, given) <= guessed(prior, chances(k))


def matched(lives: Sequence[Life]) -> dict[tuple[tuple[int, int], ...], int]:
    """All that a person can report in four times, put together by what it says of `lives`: for each life, how many
    reports of four and of seven categories are its own true answers; and in how many ways that comes about."""
    found = Counter({((0, 0),) * len(lives): 1})
    for at, (_, question) in enumerate(ASKED):
        wide = question.k == WELLBEING.k
        after: Counter[tuple[tuple[int, int], ...]] = Counter()
        for sent in range(question.k):
            hit = [life[at] == sent for life in lives]
            for state, ways in found.items():
                pairs = zip(state, hit, strict=True)
                after[tuple((a + (one and not wide), b + (one and wide)) for (a, b), one in pairs)] += ways
        found = after
    return found


def outcomes(lives: Sequence[Life]) -> Iterator[list[Fraction]]:
    """How likely each is in each life, with its ways."""
    sizes = Counter(question.k == WELLBEING.k for _, question in ASKED)
    narrow, wide = chances(PURCHASES.k)[0], chances(WELLBEING.k)[0]
    for state, ways in matched(lives).items():
        yield [
            ways * narrow[0] ** a * narrow[1] ** (sizes[False] - a) * wide[0] ** b * wide[1] ** (sizes[True] - b)
            for a, b in state
        ]


def differing(one: Life, two: Life) -> int:
    """e^ε of all answers in which two lives differ."""
    return prod(question.k - 1 for (_, question), a, b in zip(ASKED, one, two, strict=True) if a != b)


def life(**answers: Sequence[int]) -> Life:
    """By the question's code, an answer for each time at which it is asked; else no answer."""
    at = {code: iter(given) for code, given in answers.items()}
    return tuple(next(at.get(question.code, iter(())), question.k - 1) for _, question in ASKED)


QUIET = life(p=[0] * 4, c=[2] * 4, w=[2] * 4, m=[2] * 3, k=[1] * 3)
PAIRS: dict[str, tuple[Life, Life, int]] = {
    "one answer": (QUIET, life(p=[0, 2, 0, 0], c=[2] * 4, w=[2] * 4, m=[2] * 3, k=[1] * 3), 3),
    "one question four times": (QUIET, life(p=[2] * 4, c=[2] * 4, w=[2] * 4, m=[2] * 3, k=[1] * 3), 81),
    "where the diary is kept": (QUIET, life(p=[0] * 4, c=[2] * 4, w=[2] * 4, m=[2] * 3, k=[0, 2, 2]), 27),
    "one time": (QUIET, life(p=[0, 2, 0, 0], c=[2, 0, 2, 2], w=[2, 0, 2, 2], m=[0, 2, 2], k=[0, 1, 1]), 3**4 * 6),
    "all of it": (QUIET, life(p=[2] * 4, c=[0] * 4, w=[0] * 4, m=[0] * 3, k=[2] * 3), 3**14 * 6**4),
}


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("rare", [Fraction(1, 2), Fraction(1, 10), Fraction(1, 1000)])
def test_all_that_a_person_reports_changes_no_belief_by_more_than_the_answers_cost(pair: str, rare: Fraction) -> None:
    """The attacker knows that all eighteen are this person's, and holds two lives for possible."""
    one, two, odds = PAIRS[pair]
    assert differing(one, two) == odds
    prior = (1 - rare, rare)
    seen = list(outcomes([one, two]))
    assert [sum(each) for each in zip(*seen, strict=True)] == [1, 1]
    for chance in seen:
        sure = [p * it for p, it in zip(prior, chance, strict=True)]
        assert sure[0] / sum(sure) <= allowed(prior[0], odds)
        assert sure[1] / sum(sure) <= allowed(prior[1], odds)
    assert max(b / a for a, b in seen) == odds  # so much it may be, and is, when all coins fall so
    assert guessed(prior, list(zip(*seen, strict=True))) <= allowed(max(prior), odds)


def test_what_the_budget_says_is_what_may_be_given_away() -> None:
    one, two, odds = PAIRS["all of it"]
    assert all(a != b for a, b in zip(one, two, strict=True))
    cost = {wave: sum(log(question.k - 1) for at, question in ASKED if at == wave) for wave in WAVES}
    assert sum(cost.values()) == pytest.approx(log(odds))
    said = f"A wave costs ε = {cost['00']:.1f} (start) or {cost['04']:.1f}, all four {sum(cost.values()):.1f}."
    assert said in PAGE


def test_how_well_somebody_who_can_tie_all_reports_together_guesses_is_said_on_the_page() -> None:
    def right(lives: Sequence[Life]) -> int:
        prior = [Fraction(1, len(lives))] * len(lives)
        return round(100 * guessed(prior, list(zip(*outcomes(lives), strict=True))))

    same = [life(p=[answer] * 4) for answer in range(4)]
    told = re.search(r"answer four times running is guessed in (\d+) of 100, [^.]* told apart in (\d+) of 100", PAGE)
    assert told
    assert [int(one) for one in told.groups()] == [right(same), right(PAIRS["all of it"][:2])]


@pytest.mark.slow
def test_a_simulated_attacker_does_as_well_as_the_arithmetic_says_and_no_better() -> None:
    """Real dice, of a master key each; the attacker holds three lives for possible, one of them hardly."""
    lives = [
        QUIET,
        life(p=[2, 0, 0, 0], c=[1, 2, 2, 2], w=[1, 2, 2, 2], m=[2] * 3, k=[0, 1, 1]),
        life(w=[3, 4, 4, 5], m=[1, 1, 2], k=[1] * 3),
    ]
    prior = [Fraction(n, 100) for n in (55, 40, 5)]
    chance, people = random.Random(12), 400
    right, surest = 0, 0.0
    for truth in chance.choices(range(len(lives)), [float(one) for one in prior], k=people):
        master = chance.randbytes(32)
        sent = [
            blurred(answer, question.k, dice(master, wave, question.code, answer))
            for (wave, question), answer in zip(ASKED, lives[truth], strict=True)
        ]
        likely = [
            float(p) * prod(float(chances(q.k)[a][b]) for (_, q), a, b in zip(ASKED, one, sent, strict=True))
            for p, one in zip(prior, lives, strict=True)
        ]
        guess = max(range(len(lives)), key=likely.__getitem__)
        right += guess == truth
        surest += likely[guess] / sum(likely)
    expected = float(guessed(prior, list(zip(*outcomes(lives), strict=True))))
    assert abs(right / people - expected) <= 4 * sqrt(expected * (1 - expected) / people)
    # As sure as there is reason to be.
    assert abs(right - surest) <= 4 * sqrt(people) / 2
