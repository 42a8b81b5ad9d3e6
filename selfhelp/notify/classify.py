"""What a push service's answer means (ADR 8 says why). Pure; the courier acts on it."""

import random
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final

FIRST_BACKOFF: Final = 5.0
"""Seconds before the second attempt; doubled from attempt to attempt."""

LONGEST_BACKOFF: Final = 900.0
DOUBT: Final = 60.0
"""Seconds before a refused message is tried once more, while it is seen whether the service refuses everybody."""

LONGEST_PAUSE: Final = 7_200.0
"""No reminder is of use for longer."""

UNREACHABLE: Final = 0
"""Stands for the status when there was none: time-out, reset, no connection."""


TAKEN: Final = (200, 201, 202)
"""Statuses of a message that the service has."""


class Verdict(StrEnum):
    """What to do with the message."""

    TAKEN = "taken"
    """200, 201, 202: with the service now, not yet with the phone."""

    GONE = "gone"
    """404, 410: the subscription is over."""

    FAULTY = "faulty"
    """400, 413 and whatever else has no meaning here, redirects too: our mistake, a retry would repeat it."""

    REFUSED = "refused"
    """401, 403: our key, for everybody or for this subscription alone."""

    THROTTLED = "throttled"
    """429, and 406 from WNS: this channel must rest, or the whole service."""

    RETRY = "retry"
    """5xx, time-out, reset."""


def classify_response(status: int, origin: str) -> Verdict:
    """The verdict on `status` (UNREACHABLE for none) from the service at `origin`."""
    if status in TAKEN:
        return Verdict.TAKEN
    if status in (404, 410):
        return Verdict.GONE
    if status in (401, 403):
        return Verdict.REFUSED
    if status == 429 or (status == 406 and origin.endswith(".notify.windows.com")):
        return Verdict.THROTTLED
    if status == UNREACHABLE or status >= 500:
        return Verdict.RETRY
    return Verdict.FAULTY


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that `Retry-After` asks for, as a number or a date (RFC 9110, 10.2.3); None when unreadable."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment.timestamp() - now, 0.0), LONGEST_PAUSE)


def rest(asked: float | None, chance: random.Random) -> float:
    """Seconds a throttled channel is left alone: what was asked for (a minute when it did not say) and up to a tenth
    more, so that not everybody comes back in the same second."""
    seconds = 60.0 if asked is None else max(asked, 1.0)
    return seconds + chance.uniform(0, max(seconds / 10, 1.0))


def backoff(attempts: int, chance: random.Random) -> float:
    """Seconds to the next attempt after `attempts` failed ones: exponential, somewhere in the upper half."""
    longest = min(FIRST_BACKOFF * 2.0 ** (attempts - 1), LONGEST_BACKOFF)
    return chance.uniform(longest / 2, longest)


def time_to_live(deadline: int, now: float) -> int:
    """The TTL header: seconds to the deadline, at least 60 (WNS refuses 0) and at most 7200."""
    return int(min(max(deadline - now, 60), 7_200))
