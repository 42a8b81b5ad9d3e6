"""How each push service is doing: pauses it asked for, and a circuit that opens when it refuses our key for everybody.

State of one process, in memory: a second worker learns the same by itself within a few messages.
"""

from collections import deque
from typing import Final

WINDOW: Final = 600.0
"""Seconds over which answers of a service are weighed."""

MANY: Final = 3
"""So many channels refused in the window, and more than were accepted: then it is not the channels."""

OPEN_FOR: Final = 300.0
"""Seconds until an open circuit lets one message through to try."""

PROBE_GAP: Final = 15.0
"""Seconds the others wait while that one is on its way."""


class Host:
    """One origin. Instants are seconds on any one clock."""

    def __init__(self) -> None:
        self._paused_until = 0.0
        self._open = False
        self._accepted: deque[float] = deque(maxlen=1000)
        self._refused: dict[bytes, float] = {}

    @property
    def is_open(self) -> bool:
        """Whether the service refuses our key for everybody at present."""
        return self._open

    def wait(self, now: float) -> float | None:
        """None: send now. Otherwise the instant from which to ask again."""
        if now < self._paused_until:
            return self._paused_until
        if self._open:
            self._paused_until = now + PROBE_GAP
        return None

    def pause(self, until: float) -> None:
        """The service asked for rest (429)."""
        self._paused_until = max(self._paused_until, until)

    def accepted(self, now: float) -> None:
        """A message was taken: whatever was wrong with our key is over."""
        self._accepted.append(now)
        if self._open:
            self._open = False
            self._paused_until = 0.0
            self._refused.clear()

    def refused(self, channel: bytes, now: float) -> bool:
        """A 401 or 403; True when it is the service that refuses us, False when it may be this channel alone."""
        self._refused[channel] = now
        while self._accepted and self._accepted[0] < now - WINDOW:
            self._accepted.popleft()
        self._refused = {key: at for key, at in self._refused.items() if at >= now - WINDOW}
        if self._open or (len(self._refused) >= MANY and len(self._refused) > len(self._accepted)):
            self._open = True
            self._paused_until = now + OPEN_FOR
        return self._open


class Hosts:
    """Every origin that was written to."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    def __getitem__(self, origin: str) -> Host:
        return self._hosts.setdefault(origin, Host())

    def open_circuits(self) -> list[str]:
        """The origins that refuse us at present."""
        return [origin for origin, host in self._hosts.items() if host.is_open]
