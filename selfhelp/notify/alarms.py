"""What an operator must see to: counted each time, said in the log once in a while, kept for `selfhelp nudges status`.

| reason | what happened |
| --- | --- |
| `circuit-open` | a push service refuses this server's key for everybody (401, 403) |
| `key-refused` | a push service refused this server's key for several channels and took no message meanwhile |
| `faulty-message` | a push service calls a message wrong (400, 413, a redirect, whatever has no meaning here) |
| `endpoint-refused` | a stored endpoint is on no push service of the list any more; nothing was sent |
| `late` | a message reached its push service more than five minutes after its minute |
| `too-late` | messages were dropped because their deadline had passed |
| `prepare-failed` | preparing raised an exception |
| `prepare-behind` | a nudge that was due five minutes ago has not been prepared |
| `outbox-stuck` | a message that was to be sent five minutes ago lies in the outbox |
| `courier-silent` | the courier has not looked at what is due for two minutes |
"""

from collections.abc import Callable
from typing import Final

import msgspec

from selfhelp.logs import log
from selfhelp.notify.metrics import Metrics

SAY_EVERY: Final = 600.0
"""Seconds between two log lines for the same reason and service. A thousand messages may fail in one second."""

LATE: Final = 300
"""Seconds. The spread over ten minutes is not lateness: a message is due when the spread says so."""


class Alarm(msgspec.Struct, frozen=True):
    """The last time that something was said. `host` is empty when it concerns no single push service."""

    reason: str
    host: str
    at: int


class Alarms:
    """Those of one process. `clock` is seconds since 1970, `elapsed` seconds that only go forward."""

    def __init__(self, metrics: Metrics, clock: Callable[[], float], elapsed: Callable[[], float]) -> None:
        self._metrics = metrics
        self._clock = clock
        self._elapsed = elapsed
        self._said: dict[tuple[str, str], float] = {}
        self._unsaid: dict[tuple[str, str], int] = {}
        self._news: dict[str, Alarm] = {}

    def sound(
        self, reason: str, host: str = "", *, service: str = "", status: int | None = None, count: int = 1
    ) -> None:
        """Note `count` occurrences. `service` is the allow-list's name for `host`: strangers choose names below it."""
        self._metrics.alarms.labels(reason).inc(count)
        key, now = (reason, service or host), self._elapsed()
        unsaid = self._unsaid.get(key, 0) + count
        if now - self._said.get(key, -SAY_EVERY) < SAY_EVERY:
            self._unsaid[key] = unsaid
            return
        self._said[key] = now
        self._unsaid[key] = 0
        more: dict[str, str | int] = {"host": host} if host else {}
        if status is not None:
            more["status"] = status
        log().error("push-alarm", job=reason, count=unsaid, **more)
        self._news[host] = Alarm(reason, host, int(self._clock()))

    def news(self) -> list[Alarm]:
        """The last alarm of every host since this was asked last."""
        news, self._news = self._news, {}
        return list(news.values())
