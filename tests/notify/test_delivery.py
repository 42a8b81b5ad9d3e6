"""What answers mean, how long is waited, and what is signed: pure."""

import random
import tracemalloc
from collections.abc import Sequence

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from selfhelp.notify.circuit_breakers import AGES, LONGEST_REST, MANY, OPEN_FOR, PROBE_GAP, WINDOW, CircuitBreaker
from selfhelp.notify.delivery import (
    VALID_FOR,
    VapidHeaders,
    backoff,
    classify_response,
    rest,
    retry_after,
    time_to_live,
)
from selfhelp.notify.metrics import Verdict
from tests.notify.push_rules import claims_of, vapid_complaints

FCM, WNS = "https://fcm.googleapis.com", "https://db5p.notify.windows.com"


@pytest.mark.parametrize(
    ("status", "origin", "verdict"),
    [
        (201, FCM, Verdict.TAKEN),
        (410, FCM, Verdict.GONE),
        (406, WNS, Verdict.THROTTLED),
        (406, FCM, Verdict.FAULTY),
        (406, "https://evilnotify.windows.com", Verdict.FAULTY),
        (429, FCM, Verdict.THROTTLED),
        (302, FCM, Verdict.FAULTY),
        (204, FCM, Verdict.FAULTY),
        (599, FCM, Verdict.RETRY),
        (0, FCM, Verdict.RETRY),
    ],
)
def test_each_answer_has_its_meaning(status: int, origin: str, verdict: Verdict) -> None:
    assert classify_response(status, origin) is verdict


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 60.0),
        ("Wednesday, 21-Oct-15 07:28:00 GMT", 60.0),
        ("Wed, 21 Oct 2015 07:00:00 GMT", 0.0),
        ("99999999999", 7200.0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 7200.0),
        ("Wed, 21 Oct 2015 07:28:00 +99999999999999", None),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("1e3", None),
        ("²", None),
    ],
)
def test_retry_after_is_read_in_both_forms_and_never_longer_than_any_reminder(text: str, seconds: float | None) -> None:
    now = 1445412480.0 - 60
    assert retry_after({"retry-after": text}, now) == seconds


def test_the_time_to_live_stays_between_a_minute_and_two_hours() -> None:
    assert [time_to_live(1000, now) for now in (-9000, 900.4, 990, 2000)] == [7200, 99, 60, 60]


def test_back_off_doubles_with_jitter_up_to_a_quarter_of_an_hour() -> None:
    chance = random.Random(3)
    for attempts, longest in ((1, 5), (2, 10), (5, 80), (30, 900)):
        waits = [backoff(attempts, chance) for _ in range(200)]
        assert longest / 2 <= min(waits) < max(waits) <= longest
        assert len(set(waits)) > 100


def test_a_rest_is_at_least_what_was_asked_for_and_a_minute_when_nothing_was() -> None:
    chance = random.Random(3)
    assert 600 <= rest(600, chance) <= 660
    assert 60 <= rest(None, chance) <= 66
    assert rest(0, chance) >= 1


def throttle(breaker: CircuitBreaker, seconds: float, now: float = 0, since: Sequence[int | None] = (1, 2, 3)) -> None:
    for number, month in enumerate(since):
        breaker.throttled(bytes([number]), month, seconds, now)


def test_a_pause_holds_and_ends() -> None:
    breaker = CircuitBreaker()
    throttle(breaker, 100)
    throttle(breaker, 50)
    assert breaker.wait(99) == 100
    assert breaker.wait(100) is None


def test_a_pause_of_a_service_is_capped_and_that_of_a_channel_is_not() -> None:
    breaker = CircuitBreaker()
    throttle(breaker, 7200)
    assert breaker.wait(LONGEST_REST - 1) == LONGEST_REST
    assert breaker.wait(LONGEST_REST) is None
    assert breaker.wait(LONGEST_REST, bytes([0])) == 7200


@pytest.mark.parametrize(
    ("since", "speak"),
    [
        ((1, 2, 2), True),
        ((1, 2), False),
        ((5, 5, 5, 5, 5), False),
        ((None,) * 9, False),
        ((1, 2, None, None), False),
    ],
    ids=["three of two months", "two", "of one month", "none was taken before", "two, and new ones"],
)
def test_only_known_channels_of_different_months_speak_for_the_service(
    since: tuple[int | None, ...], speak: bool
) -> None:
    throttled, refused = CircuitBreaker(), CircuitBreaker()
    throttle(throttled, 100, since=since)
    assert (throttled.wait(0, b"another") == 100) is speak
    assert [refused.refused(bytes([n]), month, 0) for n, month in enumerate(since)][-1] is speak
    assert (refused.wait(0, b"another") == OPEN_FOR) is speak


def test_the_same_channel_again_and_again_is_one() -> None:
    breaker = CircuitBreaker()
    for month in (1, None, 2, None, 3):
        assert not breaker.refused(b"one", month, 0)
        breaker.throttled(b"one", month, 100, 0)
    assert breaker.wait(0, b"another") is None


class Counted(float):
    """An instant that counts how often others are compared with it."""

    compared = 0

    def __lt__(self, other: float) -> bool:
        Counted.compared += 1
        return super().__lt__(other)


def test_a_throttled_channel_costs_the_same_however_many_rest() -> None:
    breaker, many = CircuitBreaker(), 3_000
    Counted.compared = 0
    for number in range(many):
        breaker.throttled(number.to_bytes(4), None, 7200, Counted(number / 10))
    assert Counted.compared < 10 * many


def test_rests_that_are_over_are_forgotten_and_no_other() -> None:
    breaker = CircuitBreaker()
    breaker.throttled(b"long", None, 7200, 0)
    tracemalloc.start()
    try:
        for number in range(20_000):
            breaker.throttled(number.to_bytes(4), None, 30, number / 10)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 1_000_000, "20,000 channels take 2 MB or more, those of a few minutes a tenth"
    assert breaker.wait(2_000, b"long") == 7200
    assert breaker.wait(2_000, (19_999).to_bytes(4)) == pytest.approx(2_029.9)


def test_many_throttled_among_more_that_were_accepted_pause_only_themselves() -> None:
    breaker = CircuitBreaker()
    for _ in range(4):
        breaker.accepted(0)
    throttle(breaker, 100)
    assert breaker.wait(1) is None
    assert breaker.wait(1, bytes([0])) == 100


def test_a_new_channel_that_is_refused_does_not_prolong_an_open_circuit() -> None:
    breaker = CircuitBreaker()
    assert refuse(breaker, 0.0)[-1]
    assert breaker.wait(OPEN_FOR, b"new") is None
    assert breaker.refused(b"new", None, OPEN_FOR), "it is not to blame either"
    assert breaker.wait(OPEN_FOR + PROBE_GAP, b"another") is None


def test_that_a_service_takes_nothing_is_noticed_whatever_the_age_of_the_channels() -> None:
    breaker = CircuitBreaker()
    for number in range(MANY):
        assert not breaker.takes_nothing()
        breaker.refused(bytes([number]), None, 0)
    assert breaker.takes_nothing()
    breaker.accepted(1)
    assert not breaker.takes_nothing()


def refuse(breaker: CircuitBreaker, now: float, channels: Sequence[bytes] = (b"a", b"b", b"c")) -> list[bool]:
    """Refuse known channels that were made in different months."""
    return [breaker.refused(channel, place % AGES, now) for place, channel in enumerate(channels)]


def test_the_circuit_opens_for_many_and_closes_with_the_first_yes() -> None:
    breaker = CircuitBreaker()
    assert refuse(breaker, 10.0) == [False] * (MANY - 1) + [True]
    assert breaker.wait(10 + OPEN_FOR - 1) is not None
    assert breaker.wait(10 + OPEN_FOR) is None, "one goes through to try"
    assert breaker.wait(10 + OPEN_FOR) == 10 + OPEN_FOR + PROBE_GAP
    breaker.accepted(10 + OPEN_FOR + 1)
    assert not breaker.is_open
    assert breaker.wait(10 + OPEN_FOR + 1) is None


def test_whoever_was_refused_tries_after_the_others_and_does_not_open_again_what_one_of_them_has_closed() -> None:
    breaker, refused = CircuitBreaker(), [bytes([n]) for n in range(MANY)]
    assert refuse(breaker, 10.0, refused)[-1]
    for turn in range(1, 5):  # for longer than the window
        now = 10 + turn * (OPEN_FOR + PROBE_GAP)
        assert breaker.wait(now - PROBE_GAP, refused[0]) == now, "the others first"
        assert breaker.wait(now, refused[0]) is None, "there is nobody else"
        assert breaker.refused(refused[0], 0, now)
    now += OPEN_FOR
    assert breaker.wait(now, refused[0]) == now + PROBE_GAP
    assert breaker.wait(now, b"another") is None
    breaker.accepted(now)
    assert breaker.wait(now, refused[0]) is None
    assert refuse(breaker, now + 1, refused) == [False] * MANY
    assert refuse(breaker, now + WINDOW, refused) == [False] * (MANY - 1) + [True]


def test_one_channel_refused_again_and_again_opens_nothing() -> None:
    breaker = CircuitBreaker()
    assert not any(breaker.refused(b"one", now, now) for now in range(20))


def test_refusals_among_more_acceptances_or_long_ago_open_nothing() -> None:
    breaker = CircuitBreaker()
    for _ in range(10):
        breaker.accepted(0.0)
    assert not any(breaker.refused(bytes([n]), n, 1.0) for n in range(9))
    other = CircuitBreaker()
    assert not any(other.refused(bytes([n]), n, n * (WINDOW + 1)) for n in range(9))


def test_a_thousand_stale_subscriptions_among_very_many_good_ones_open_nothing() -> None:
    breaker = CircuitBreaker()
    for number in range(5_000):
        breaker.accepted(number / 50)
        if number < 1_500:
            assert not breaker.refused(number.to_bytes(2), number, number / 50)
    assert breaker.refused(b"last", 1, WINDOW + 200) is False, (
        "what lies before the window weighs nothing, on either side"
    )


def test_a_second_refusal_is_one_of_the_same_channel_within_the_window() -> None:
    breaker = CircuitBreaker()
    breaker.refused(b"one", 1, 10.0)
    assert (breaker.has_refused(b"one", 10 + WINDOW), breaker.has_refused(b"one", 11 + WINDOW)) == (True, False)
    assert not breaker.has_refused(b"other", 10.0)


def test_the_signature_is_kept_for_half_its_life_and_per_service() -> None:
    now = 1_800_000_000.0
    headers = VapidHeaders(ec.generate_private_key(ec.SECP256R1()), "mailto:a@example.org", lambda: now)
    first = headers.authorization("https://fcm.googleapis.com")
    assert vapid_complaints(first, "https://fcm.googleapis.com", now) == []
    assert claims_of(headers.authorization("https://web.push.apple.com"))["aud"] == "https://web.push.apple.com"
    now += VALID_FOR / 2 - 1
    assert headers.authorization("https://fcm.googleapis.com") == first
    now += 1
    renewed = headers.authorization("https://fcm.googleapis.com")
    assert renewed != first
    assert claims_of(renewed)["exp"] == int(now) + VALID_FOR
