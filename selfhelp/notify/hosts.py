"""How each push service is doing: pauses it asked for, and a circuit that opens when it refuses our key for everybody.

State of one process, in memory, on a clock that only goes forward: another process learns the same by itself within a
few messages. What changes is written down for `selfhelp nudges status` (`watch.py`).
"""

from collections import deque
from collections.abc import Callable
from typing import Final

WINDOW: Final = 600.0
"""Seconds over which answers of a service are weighed."""

STEP: Final = 30.0
"""Seconds whose accepted messages are counted together: a large service takes hundreds of thousands in a window."""

MANY: Final = 3
"""So many channels refused in the window, and more than were accepted: then it is not the channels."""

OPEN_FOR: Final = 300.0
"""Seconds until an open circuit lets one message through to try."""

PROBE_GAP: Final = 15.0
"""Seconds the others wait while that one is on its way, and those who were refused already before they may be that one:
a stranger may give addresses that are refused every time."""

TELL_AGAIN: Final = 1_800.0
"""Seconds after which a circuit that is still open is told anew, though nothing was sent: its process lives."""

MOST: Final = 1_000
"""Hosts that are remembered at once. Names below a suffix of the allow-list are for strangers to choose."""

FINE, PAUSED, OPEN = "fine", "paused", "open"


class Host:
    """One origin. Instants are seconds on any one clock that only goes forward."""

    def __init__(self) -> None:
        self.is_news = False
        """Whether something changed that has not been written down."""
        self.told = 0.0
        """When its state was told last."""
        self._paused_until = 0.0
        self._open = False
        self._has_accepted = False
        self._accepted: deque[tuple[float, int]] = deque()
        self._refused: dict[bytes, float] = {}
        self._doubted: frozenset[bytes] = frozenset()
        self._doubted_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the service refuses our key for everybody at present."""
        return self._open

    def state(self, now: float) -> tuple[str, float]:
        """FINE, PAUSED or OPEN, and the seconds until it is asked again."""
        left = max(self._paused_until - now, 0.0)
        if self._open:
            return OPEN, left
        return (PAUSED, left) if left else (FINE, 0.0)

    def wait(self, now: float, channel: bytes = b"") -> float | None:
        """None: send now. Otherwise the instant from which to ask again."""
        behind = PROBE_GAP if self._open and channel in self._refused else 0.0
        if now < self._paused_until + behind:
            return self._paused_until + behind
        if self._open:
            self._paused_until = now + PROBE_GAP
        return None

    def pause(self, until: float, now: float) -> None:
        """The service asked for rest (429)."""
        # The answers to what was on its way already move it by a little; that is no news.
        self.is_news |= self._paused_until <= now
        self._paused_until = max(self._paused_until, until)

    def accepted(self, now: float) -> None:
        """A message was taken: whatever was wrong with our key is over."""
        start, count = self._accepted[-1] if self._accepted else (now, 0)
        if self._accepted and now < start + STEP:
            self._accepted[-1] = (start, count + 1)
        else:
            self._accepted.append((now, 1))
            self._forget(now)
        if self._open:
            self._open = False
            self._paused_until = 0.0
            self._doubted, self._doubted_until = frozenset(self._refused), now + WINDOW
            self._refused.clear()
            self.is_news = True
        elif not self._has_accepted:
            self.is_news = True  # what an earlier process wrote down may be over
        self._has_accepted = True

    def has_refused(self, channel: bytes, now: float) -> bool:
        """Whether it refused this channel before, within the window."""
        return self._refused.get(channel, now - WINDOW - 1) >= now - WINDOW

    def refused(self, channel: bytes, now: float) -> bool:
        """A 401 or 403; True when it is the service that refuses us, False when it may be this channel alone.

        What was refused before the circuit closed is not weighed within the window after it: somebody else was taken
        then, and those who waited come first.
        """
        if not self._open and channel in self._doubted and now < self._doubted_until:
            return False
        self._refused.pop(channel, None)
        self._refused[channel] = now  # the newest stands last
        self._forget(now)
        taken = sum(count for _, count in self._accepted)
        if self._open or (len(self._refused) >= MANY and len(self._refused) > taken):
            self._open = self.is_news = True
            self._paused_until = now + OPEN_FOR
        return self._open

    def _forget(self, now: float) -> None:
        """What was answered before the window weighs nothing; but who was refused is known until the circuit closes."""
        while self._accepted and self._accepted[0][0] < now - WINDOW:
            self._accepted.popleft()
        while not self._open and self._refused and next(iter(self._refused.values())) < now - WINDOW:
            del self._refused[next(iter(self._refused))]


class Hosts:
    """The origins that were written to, at most `MOST`."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._hosts: dict[str, Host] = {}

    def __getitem__(self, origin: str) -> Host:
        host = self._hosts.get(origin)
        if host is None:
            host = self._hosts[origin] = Host()
            if len(self._hosts) > MOST:
                self._forget(origin)
        return host

    def open_circuits(self) -> list[str]:
        """The origins that refuse us at present."""
        return [origin for origin, host in self._hosts.items() if host.is_open]

    def news(self) -> list[tuple[str, str, float]]:
        """Origin, state and seconds left of every host whose state changed since this was asked last, and now and then
        of those that are open still."""
        now, changed = self._clock(), []
        for origin, host in self._hosts.items():
            if host.is_news or (host.is_open and now - host.told >= TELL_AGAIN):
                host.is_news, host.told = False, now
                changed.append((origin, *host.state(now)))
        return changed

    def _forget(self, newest: str) -> None:
        """The oldest that is fine goes, else the oldest."""
        now = self._clock()
        others = [origin for origin in self._hosts if origin != newest]
        del self._hosts[next((origin for origin in others if self._hosts[origin].state(now)[0] == FINE), others[0])]
