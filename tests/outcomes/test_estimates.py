"""The interval covers the truth as often as it says, and an answer gives away no more than ε allows."""

import json
import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import exp, isclose, log, sqrt
from pathlib import Path
from typing import Any

import pytest

from selfhelp.outcomes.estimate import (
    PHONES,
    TIED,
    VAULTS,
    Estimate,
    P,
    Z,
    change,
    is_doubtful,
    other,
    phones_per_vault,
    share_within,
)
from selfhelp.outcomes.questions import QUESTIONS, Question
from selfhelp.outcomes.release import quarter_blocks
from selfhelp.outcomes.report import multiplied
from tests.outcomes.reports import REPORTS
from tests.reference.outcomes import blurred, dice, once_id

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "outcomes.json").read_text())

TIMES = 1500
"""Simulated services of each size."""
MONTE_CARLO = 4 * sqrt(0.95 * 0.05 / TIMES)
"""Four standard errors, 2.3 in 100: some twenty rates are looked at."""

TRUTHS: dict[str, tuple[float, ...]] = {
    "p": (0.5, 0.2, 0.15, 0.15),
    "w": (0.2, 0.25, 0.25, 0.08, 0.1, 0.07, 0.05),
    "k": (0.35, 0.45, 0.1, 0.1),
}
PURCHASES, _, WELLBEING, _, KEPT = QUESTIONS

DIARIES = {"half": TRUTHS["k"], "few": (0.5, 0.3, 0.1, 0.1)}
"""Where diaries are kept: more than half with a copy, or few."""


def counted(chance: random.Random, question: Question, truth: Sequence[float], people: int) -> list[int]:
    """What the server counts when so many people answer. That a phone blurs just so is tested below, exactly."""
    q = other(question.k)
    sent = Counter(chance.choices(range(question.k), [q + (P - q) * share for share in truth], k=people))
    return [sent[category] for category in range(question.k)]


@pytest.mark.slow
@pytest.mark.parametrize("people", [200, 1000])
@pytest.mark.parametrize("question", [PURCHASES, WELLBEING, KEPT], ids=lambda it: it.name)
def test_the_interval_covers_the_truth_at_its_stated_rate(question: Question, people: int) -> None:
    chance = random.Random(f"{question.code} {people}")
    truth = TRUTHS[question.code]
    services = [counted(chance, question, truth, people) for _ in range(TIMES)]
    for group in question.groups:
        for category in group:
            share = truth[category] / sum(truth[one] for one in group)
            told = [one for one in (share_within(it, category, group) for it in services) if one is not None]
            # Of the few of one programme among two hundred nothing may be told; all that is told must hold.
            assert len(told) == TIMES or (people == 200 and len(told) > TIMES * 0.8)
            covered = sum(one.low <= share <= one.high for one in told) / len(told)
            assert abs(covered - 0.95) <= MONTE_CARLO, (category, covered)


@pytest.mark.deep
def test_a_block_that_ends_when_its_rarest_category_has_ten_spoils_no_interval() -> None:
    """A quarter brings twenty answers; what is shown first is a block of about seventy, which ended when it might."""
    chance = random.Random(20)
    truth, covered, told = TRUTHS["p"], 0, 0
    for _ in range(TIMES):
        quarters = [counted(chance, PURCHASES, truth, 20) for _ in range(12)]
        counts = {(3 * at, f"04p{one}"): quarter[one] for at, quarter in enumerate(quarters) for one in range(4)}
        others = (report for report in REPORTS if report.startswith(("04c", "04w", "04m", "04k")))
        counts |= {(3 * at, report): 20 for report in others for at in range(12)}
        first = next(iter(quarter_blocks(counts, "04", 36)["p"]), None)
        found = share_within(first.reported, 0, (0, 1, 2)) if first else None
        if found:
            told += 1
            covered += found.low <= truth[0] / sum(truth[:3]) <= found.high
    assert told > TIMES * 0.9
    assert abs(covered / told - 0.95) <= MONTE_CARLO


def phones_of(truth: Sequence[float]) -> float:
    """For each vault, in truth."""
    return sum(a * b for a, b in zip(PHONES, truth, strict=True)) / sum(
        a * b for a, b in zip(VAULTS, truth, strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize("people", [200, 1000])
@pytest.mark.parametrize("where", DIARIES)
def test_the_interval_of_phones_covers_how_many_there_are_at_its_stated_rate(where: str, people: int) -> None:
    """A month in which 600 vaults were used, of which the server knows that it was between 580 and 620."""
    chance = random.Random(f"{where} {people}")
    truth, phones = DIARIES[where], 600 * phones_of(DIARIES[where])
    found = [phones_per_vault(counted(chance, KEPT, truth, people), 1) for _ in range(TIMES)]
    told = [one for one in found if one is not None]
    assert len(told) == TIMES or (people == 200 and len(told) > TIMES * 0.9)
    covered = sum(one.low <= phones_of(truth) <= one.high for one in told) / len(told)
    assert abs(covered - 0.95) <= MONTE_CARLO, covered
    # The bounds of the vaults and the tens make it wider, and never narrower.
    estimates = [multiplied(one, 580, 620) for one in told]
    covered_in_tens = sum(low <= phones <= high for _, low, high in estimates) / len(told)
    assert covered_in_tens >= covered
    assert sorted(by for by, _, _ in estimates)[len(told) // 2] == pytest.approx(phones, rel=0.05)


def sent_by(chance: random.Random, answer: int) -> int:
    return blurred(answer, KEPT.k, chance.randbytes(8))


@pytest.mark.deep
@pytest.mark.parametrize("where", DIARIES)
def test_the_same_people_three_times_make_no_interval_too_narrow(where: str) -> None:
    """At its worst: everybody answers all three times, and the same. As if of others, it would be too narrow."""
    chance = random.Random(where)
    truth, people, covered, apart = DIARIES[where], 250, 0, 0
    for _ in range(TIMES):
        answers = chance.choices(range(KEPT.k), truth, k=people)
        sent = Counter(sent_by(chance, answer) for answer in answers for _ in range(3))
        reported = [sent[category] for category in range(KEPT.k)]
        found, others = phones_per_vault(reported, 3), phones_per_vault(reported, 1)
        assert found
        assert others
        covered += found.low <= phones_of(truth) <= found.high
        apart += others.low <= phones_of(truth) <= others.high
    assert covered / TIMES >= 0.95 - MONTE_CARLO, covered / TIMES
    assert apart / TIMES < 0.95 - MONTE_CARLO, apart / TIMES


def test_two_answers_of_one_person_go_together_by_a_sixth_at_the_most() -> None:
    """Whatever is true, and whatever the ratio: of the covariance of what is sent twice, over its variance, exactly."""
    k, keep = KEPT.k, Fraction(1, 2) - Fraction(1, 6)
    most = Fraction(0)
    for weights in product(range(5), repeat=k):
        if sum(weights) != 4:
            continue
        truth = [Fraction(one, 4) for one in weights]
        reported = [Fraction(1, 6) + keep * share for share in truth]
        for ratio in (Fraction(n, 4) for n in range(33)):
            scores = [Fraction(a) - ratio * Fraction(b) for a, b in zip(PHONES, VAULTS, strict=True)]
            most = max(most, keep**2 * spread(scores, truth) / spread(scores, reported))
    assert most == Fraction(1, 6)
    assert pytest.approx(TIED) == float(most)


def spread(scores: Sequence[Fraction], of: Sequence[Fraction]) -> Fraction:
    mean = sum((a * b for a, b in zip(scores, of, strict=True)), Fraction(0))
    return sum((a * a * b for a, b in zip(scores, of, strict=True)), Fraction(0)) - mean**2


@pytest.mark.deep
def test_a_block_that_ends_when_its_rarest_category_has_ten_spoils_no_estimate_of_phones() -> None:
    """Twenty answers a quarter to the question that is the last to have its tens, and to this one."""
    chance = random.Random(21)
    truth, covered, told = TRUTHS["k"], 0, 0
    asked = {"w": WELLBEING, "k": KEPT}
    for _ in range(TIMES):
        counts = {
            (3 * at, f"04{code}{category}"): n
            for at in range(15)
            for code, question in asked.items()
            for category, n in enumerate(counted(chance, question, TRUTHS[code], 20))
        }
        others = (report for report in REPORTS if report.startswith(("04p", "04c", "04m")))
        counts |= {(3 * at, report): 20 for report in others for at in range(15)}
        first = next(iter(quarter_blocks(counts, "04", 45)["k"]), None)
        found = phones_per_vault(first.reported, 1) if first else None
        if found:
            told += 1
            covered += found.low <= phones_of(truth) <= found.high
    assert told > TIMES * 0.9
    assert abs(covered / told - 0.95) <= MONTE_CARLO, covered / told


def test_one_question_more_keeps_no_block_waiting() -> None:
    """The last to have its tens is nearly always one of the seven of wellbeing, however rare a second phone is."""
    chance = random.Random(22)
    truths = {4: (0.45, 0.5, 0.02, 0.03), 7: (0.3, 0.35, 0.27, 0.01, 0.02, 0.01, 0.04)}
    waited = {code: [] for code in "pwk"}  # type: dict[str, list[int]]
    for _ in range(300):
        for question in (PURCHASES, WELLBEING, KEPT):
            waited[question.code].append(answers_until_ten(chance, question, truths[question.k]))
    before = [max(p, w) for p, w in zip(waited["p"], waited["w"], strict=True)]
    after = [max(each) for each in zip(before, waited["k"], strict=True)]
    assert sum(after) / sum(before) < 1.02
    assert 120 < sorted(after)[150] < 165


def answers_until_ten(chance: random.Random, question: Question, truth: Sequence[float]) -> int:
    q, left, n = other(question.k), [10] * question.k, 0
    rates = [q + (P - q) * share for share in truth]
    while max(left) > 0:
        left[chance.choices(range(question.k), rates)[0]] -= 1
        n += 1
    return n


@pytest.mark.parametrize("question", [PURCHASES, WELLBEING], ids=lambda it: it.name)
def test_answers_of_phones_alone_are_not_doubted_whatever_is_true_and_a_crude_flood_is(question: Question) -> None:
    """Hardest where everybody's answer is the same: what is sent lies at both bounds then."""
    chance = random.Random(question.code)
    alike = [1.0, *[0.0] * (question.k - 1)]
    services = [counted(chance, question, alike, people) for people in (60, 300, 1000) for _ in range(300)]
    assert sum(map(is_doubtful, services)) <= 1
    flooded = counted(chance, question, TRUTHS[question.code], 300)
    assert not is_doubtful(flooded)
    flooded[0] += 300
    assert is_doubtful(flooded)


@pytest.mark.parametrize("people", [200, 2000])
def test_what_real_phones_send_leads_back_to_the_truth(people: int) -> None:
    """From each person's answer through the shipped rule to the shares, averaged over many services."""
    chance = random.Random(people)
    truth, services = TRUTHS["w"], 20_000 // people
    found = []
    for _ in range(services):
        answers = chance.choices(range(7), truth, k=people)
        sent = Counter(blurred(answer, 7, chance.randbytes(8)) for answer in answers)
        found.append(shares([sent[category] for category in range(7)]))
    error = sqrt(0.25 / (people * services)) / (P - other(7))
    for category, share in enumerate(truth):
        assert abs(sum(it[category] for it in found) / services - share) <= 4 * error


@pytest.mark.slow
@pytest.mark.parametrize("people", [200, 1000])
def test_the_interval_of_a_change_covers_it(people: int) -> None:
    chance = random.Random(people)
    later = (0.65, 0.15, 0.05, 0.15)
    share = later[0] / 0.85 - TRUTHS["p"][0] / 0.85
    covered = told = 0
    for _ in range(TIMES):
        before = share_within(counted(chance, PURCHASES, TRUTHS["p"], people), 0, (0, 1, 2))
        after = share_within(counted(chance, PURCHASES, later, people), 0, (0, 1, 2))
        if before and after:
            found = change(before, after)
            covered += found.low <= share <= found.high
            told += 1
    assert told > TIMES * 0.9
    assert abs(covered / told - 0.95) <= MONTE_CARLO


def test_the_bounds_of_a_change_come_of_the_opposite_bounds_of_its_two_shares() -> None:
    """Its least: the later share as low, the earlier as high as may be. Worked out by hand, of skewed intervals."""
    before = Estimate(0.5, 0.4, 0.8, (0.5, 0.4, 0.8))
    after = Estimate(0.6, 0.2, 0.65, (0.6, 0.2, 0.65))
    found = change(before, after)
    # 0.5 is √(0.4² + 0.3²), and the root of 0.0125 √(0.05² + 0.1²).
    assert [found.by, found.low, found.high] == pytest.approx([0.1, 0.1 - 0.5, 0.1 + sqrt(0.0125)])


def test_a_change_is_of_the_shares_as_they_came_out_and_not_as_they_are_shown() -> None:
    before, after = share_within((100, 10, 60, 30), 1, (0, 1, 2)), share_within((50, 50, 50, 50), 1, (0, 1, 2))
    assert before
    assert after
    assert before.share == 0
    assert before.uncut[0] == pytest.approx(-1 / 3)
    assert change(before, after).by == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("question", "epsilon"),
    [(PURCHASES, log(3)), (WELLBEING, log(6)), (KEPT, log(3))],
    ids=lambda it: getattr(it, "name", ""),
)
def test_the_likelihood_ratio_is_what_epsilon_says_exactly(question: Question, epsilon: float) -> None:
    """Every second byte after heads and after tails; one that is thrown again decides nothing and is left out."""
    k = question.k
    chances: dict[int, list[Fraction]] = {}
    for truth in range(k):
        sent: Counter[int] = Counter()
        for second in range(256 - 256 % (k - 1)):
            sent.update(blurred(truth, k, bytes([coin, second])) for coin in (0, 1))
        assert all((blurred(truth, k, bytes([coin, 0])) == truth) == (coin % 2 == 0) for coin in range(256))
        chances[truth] = [Fraction(sent[one], sent.total()) for one in range(k)]
        assert chances[truth][truth] == Fraction(1, 2)
    ratios = [chances[a][said] / chances[b][said] for a in range(k) for b in range(k) for said in range(k)]
    assert max(ratios) == k - 1
    assert isclose(float(max(ratios)), exp(epsilon))


def test_the_same_answer_is_blurred_the_same_way_for_ever() -> None:
    master = bytes(range(32))
    assert len({blurred(2, 4, dice(master, "04", "p", 2)) for _ in range(20)}) == 1
    assert dice(master, "04", "p", 2) != dice(master, "04", "p", 1) != dice(master, "12", "p", 1)
    assert once_id(master, "04", "p") != once_id(master, "04", "c")


def test_the_known_answers_of_the_randomiser() -> None:
    assert [(one["code"], one["k"], one["waves"]) for one in VECTORS["questions"]] == [
        (one.code, one.k, list(one.waves)) for one in QUESTIONS
    ]
    assert VECTORS["reports"] == len(REPORTS)
    for one in VECTORS["blurred"]:
        master, wave, question, answer = bytes.fromhex(one["master"]), one["wave"], one["question"], one["answer"]
        k = next(it.k for it in QUESTIONS if it.code == question)
        assert once_id(master, wave, question).hex() == one["id"]
        assert dice(master, wave, question, answer).hex() == one["dice"]
        assert f"{wave}{question}{blurred(answer, k, bytes.fromhex(one['dice']))}" == one["report"]
    for one in VECTORS["thrown"]:
        assert blurred(one["answer"], one["k"], bytes.fromhex(one["dice"])) == one["sent"]


def shares(reported: Sequence[int]) -> list[float]:
    """The share of each category among all, as it came out."""
    everything = range(len(reported))
    found = [share_within(reported, category, everything) for category in everything]
    return [one.uncut[0] for one in found if one]


def test_the_known_answers_of_the_estimator() -> None:
    def close(found: Any, known: Any) -> bool:
        return all(isclose(a, b, abs_tol=1e-12) for a, b in zip(found, known, strict=True))

    assert VECTORS["z"] == Z
    for one in VECTORS["estimated"]:
        assert close(shares(one["reported"]), one["shares"])
        found = share_within(one["reported"], one["category"], one["group"])
        assert (found is None) == (one["within"] is None)
        if found:
            assert close((found.share, found.low, found.high), one["within"])
    for one in VECTORS["phones"]:
        by = phones_per_vault(one["reported"], one["waves"])
        assert (by is None) == (one["factor"] is None)
        if by:
            assert close((by.by, by.low, by.high), one["factor"])


def test_the_interval_of_phones_is_where_the_inequality_on_the_page_holds() -> None:
    """Worked out from the counts alone, as it stands there: at the bounds both sides are the same, and no further."""
    for one in VECTORS["phones"]:
        if one["factor"] is None:
            assert fieller(one, 1e9) <= 0 or 3 * sum(one["reported"][1:3]) <= sum(one["reported"])
            continue
        by, low, high = one["factor"]
        assert by >= 1 <= low <= by <= high
        if low > 1:
            assert max(abs(fieller(one, low)), abs(fieller(one, high))) < 1e-12
            assert min(fieller(one, low - 0.01), fieller(one, high + 0.01)) > 0 > fieller(one, by)


def fieller(known: dict[str, Any], ratio: float) -> float:
    """The left side of the inequality less the right one."""
    n, d = sum(known["reported"]), 1 + (known["waves"] - 1) / 6
    r0, r1, r2, _ = (count / n for count in known["reported"])
    a, b = r0 + r1 + 2 * r2, r1 + r2
    chance = r0 + r1 + 4 * r2 - a * a - 2 * ratio * (r1 + 2 * r2 - a * b) + ratio * ratio * b * (1 - b)
    return float(((a - 4 / 6) - ratio * (b - 2 / 6)) ** 2 - Z * Z * d * chance / n)
