"""State of each push service: pauses it asked for, and a circuit that opens when it refuses our key for everybody.

The state belongs to one process, in memory, on a monotonic clock: another process learns the same within a few
messages. Changes are stored for `selfhelp nudges status` (`backlog.py`).

A service's answers to a stranger's channels must not hold back anybody else. A refusal or a pause counts for its own
channel first. A service is left alone only after the same answer to `MANY` channels, made in `AGES` different months,
for each of which it took the message before (`since`).
"""

from collections import deque
from collections.abc import Callable
from typing import Final

WINDOW: Final = 600.0
"""Seconds over which a service's answers are counted."""

STEP: Final = 30.0
"""Seconds whose accepted messages are counted together: a large service takes hundreds of thousands in a window."""

MANY: Final = 3
"""How many channels must get the same answer in the window, and more than were accepted, to blame the service."""

AGES: Final = 2
"""In how many different months those channels must have been made."""

OPEN_FOR: Final = 300.0
"""Seconds until an open circuit lets one message through as a probe."""

PROBE_GAP: Final = 15.0
"""Seconds other messages wait while a probe is under way. Channels refused before wait as long again, so that a
stranger's address is not always the probe."""

TELL_AGAIN: Final = 1_800.0
"""Seconds after which a circuit that is still open is noted again, though nothing was sent: its process lives."""

MOST_KNOWN: Final = 1_000
"""Most origins that are remembered. Strangers may choose names below a suffix of the allow-list."""

TIDY_GAP: Final = 60.0
"""Least seconds between two searches through `MOST_KNOWN` or more resting channels for rests that are over."""

LONGEST_REST: Final = 600.0
"""Most seconds that a service is left alone: a reminder is of use for two hours. Each throttled channel waits for as
long as it was told to."""

FINE, PAUSED, OPEN = "fine", "paused", "open"


class CircuitBreaker:
    """The circuit breaker of one origin. Instants are seconds on any monotonic clock."""

    def __init__(self) -> None:
        self.is_news = False
        """Whether something changed that has not been stored."""
        self.told = 0.0
        """When its state was last noted."""
        self.is_open = False
        """Whether the service refuses our key for everybody at present."""
        self._paused_until = 0.0
        self._has_accepted = False
        self._accepted: deque[tuple[float, int]] = deque()
        self._refused: dict[bytes, float] = {}
        self._refused_known = _Known()
        self._throttled_known = _Known()
        self._resting: dict[bytes, float] = {}
        self._tidied = 0.0
        self._doubted: frozenset[bytes] = frozenset()
        self._doubted_until = 0.0

    def state(self, now: float) -> tuple[str, float]:
        """Return FINE, PAUSED or OPEN, and the seconds until it is asked again."""
        left = max(self._paused_until - now, 0.0)
        if self.is_open:
            return OPEN, left
        return (PAUSED, left) if left else (FINE, 0.0)

    def wait(self, now: float, channel: bytes = b"") -> float | None:
        """Return None to send now, otherwise the instant from which to ask again."""
        if now < self._resting.get(channel, 0.0):
            return self._resting[channel]
        behind = PROBE_GAP if self.is_open and channel in self._refused else 0.0
        if now < self._paused_until + behind:
            return self._paused_until + behind
        if self.is_open:
            self._paused_until = now + PROBE_GAP
        return None

    def throttled(self, channel: bytes, since: int | None, seconds: float, now: float) -> float:
        """Note a 429: the channel rests for `seconds`, and so does the service when it is not the channel's fault.
        Return when the channel may be tried again."""
        if len(self._resting) >= MOST_KNOWN and now >= self._tidied + TIDY_GAP:
            self._tidied = now
            self._resting = {box: until for box, until in self._resting.items() if until > now}
        self._resting[channel] = now + seconds
        if self._speak_for_all(self._throttled_known, channel, since, now):
            # Answers to messages already on their way move it by a little; that is no news.
            self.is_news |= self._paused_until <= now
            self._paused_until = max(self._paused_until, now + min(seconds, LONGEST_REST))
        return max(self._resting[channel], self._paused_until)

    def accepted(self, now: float) -> None:
        """Note that a message was taken: our key is no longer refused."""
        start, count = self._accepted[-1] if self._accepted else (now, 0)
        if self._accepted and now < start + STEP:
            self._accepted[-1] = (start, count + 1)
        else:
            self._accepted.append((now, 1))
            self._forget(now)
        if self.is_open:
            self.is_open = False
            self._paused_until = 0.0
            self._doubted, self._doubted_until = frozenset(self._refused), now + WINDOW
            self._refused.clear()
            self._refused_known = _Known()
            self.is_news = True
        elif not self._has_accepted:
            self.is_news = True  # what an earlier process stored may be over
        self._has_accepted = True

    def has_refused(self, channel: bytes, now: float) -> bool:
        """Return whether it refused this channel before, within the window."""
        return self._refused.get(channel, now - WINDOW - 1) >= now - WINDOW

    def refused(self, channel: bytes, since: int | None, now: float) -> bool:
        """Note a 401 or 403. Return whether the service refuses everybody, and not this channel alone.

        Channels refused before the circuit closed are not counted within the window after it: another message was taken
        then, and these are tried first.
        """
        if not self.is_open and channel in self._doubted and now < self._doubted_until:
            return False
        self._refused.pop(channel, None)
        self._refused[channel] = now  # the newest stands last
        self._forget(now)
        if self._speak_for_all(self._refused_known, channel, since, now):
            self.is_open = self.is_news = True
            self._paused_until = now + OPEN_FOR
        return self.is_open

    def takes_nothing(self) -> bool:
        """Return whether `MANY` channels were refused in the window, of whatever age, and none was accepted."""
        return len(self._refused) >= MANY and not self._accepted

    def _speak_for_all(self, known: "_Known", channel: bytes, since: int | None, now: float) -> bool:
        """Note that a channel got this answer; return whether enough channels did to blame the service.

        One known channel is enough while the circuit is already open.
        """
        known.forget(now - WINDOW)
        if not known.add(channel, since, now):
            return False
        if known is self._refused_known and self.is_open:
            return True
        taken = sum(count for _, count in self._accepted)
        return len(known) >= MANY and len(known) > taken and known.ages() >= AGES

    def _forget(self, now: float) -> None:
        """Forget the answers from before the window, but remember refused channels until the circuit closes."""
        while self._accepted and self._accepted[0][0] < now - WINDOW:
            self._accepted.popleft()
        while not self.is_open and self._refused and next(iter(self._refused.values())) < now - WINDOW:
            del self._refused[next(iter(self._refused))]


class _Known:
    """Channels for which the service took a message before and then gave one kind of answer: when it last did, and the
    month in which the channel was made."""

    def __init__(self) -> None:
        self._answered: dict[bytes, tuple[float, int]] = {}

    def __len__(self) -> int:
        return len(self._answered)

    def ages(self) -> int:
        """Return in how many different months they were made."""
        return len({month for _, month in self._answered.values()})

    def add(self, channel: bytes, since: int | None, now: float) -> bool:
        """Note an answer; return False when the channel is not known. A known one stays known at later answers."""
        _, month = self._answered.pop(channel, (now, since))
        if month is None:
            return False
        self._answered[channel] = (now, month)  # the newest stands last
        return True

    def forget(self, before: float) -> None:
        """Forget what was answered before this instant."""
        while self._answered and next(iter(self._answered.values()))[0] < before:
            del self._answered[next(iter(self._answered))]


class CircuitBreakers:
    """One for each origin that messages were sent to, at most `MOST_KNOWN`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._breakers: dict[str, CircuitBreaker] = {}

    def __getitem__(self, origin: str) -> CircuitBreaker:
        breaker = self._breakers.get(origin)
        if breaker is None:
            breaker = self._breakers[origin] = CircuitBreaker()
            if len(self._breakers) > MOST_KNOWN:
                self._forget(origin)
        return breaker

    def open_circuits(self) -> list[str]:
        """Return the origins that refuse us at present."""
        return [origin for origin, breaker in self._breakers.items() if breaker.is_open]

    def news(self) -> list[tuple[str, str, float]]:
        """Return state and seconds left of every origin whose state changed since the last call, and now and then of
        those still open."""
        now, changed = self._clock(), []
        for origin, breaker in self._breakers.items():
            if breaker.is_news or (breaker.is_open and now - breaker.told >= TELL_AGAIN):
                breaker.is_news, breaker.told = False, now
                changed.append((origin, *breaker.state(now)))
        return changed

    def _forget(self, newest: str) -> None:
        """Drop the oldest origin that is fine, else the oldest."""
        now = self._clock()
        others = [origin for origin in self._breakers if origin != newest]
        del self._breakers[
            next((origin for origin in others if self._breakers[origin].state(now)[0] == FINE), others[0])
        ]
