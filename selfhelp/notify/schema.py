"""The wire of `/api/channels`: what comes in and goes out, as it is written."""

import msgspec


class NudgeIn(msgspec.Struct, forbid_unknown_fields=True):
    """`at` and `days` for what repeats, `once` for what does not."""

    id: str
    kind: str
    at: str | None = None
    days: list[str] | None = None
    once: str | None = None


class ChannelIn(msgspec.Struct, forbid_unknown_fields=True):
    """The body of PUT: everything, every time."""

    endpoint: str
    p256dh: str
    auth: str
    timezone: str
    locale: str
    nudges: list[NudgeIn]


class SkipIn(msgspec.Struct, forbid_unknown_fields=True):
    """A nudge that is not needed before the local date `until` (`YYYY-MM-DD`): on that date it may ring again."""

    id: str
    until: str


class NudgeOut(msgspec.Struct):
    """When it will ring next, as an instant in UTC; null when it will not."""

    id: str
    kind: str
    next: str | None


class ChannelOut(msgspec.Struct):
    """How delivery goes. `state`: active, paused, resubscribe (subscribe again with the key of `/api/push-key`), gone.

    `last_sent` is the instant of the last reminder that the push service took; `last_answer` its last status, 0 when it
    could not be reached, null before the first.
    """

    state: str
    paused: bool
    last_sent: str | None
    last_answer: int | None
    nudges: list[NudgeOut]


class PushKey(msgspec.Struct):
    """`applicationServerKey` for PushManager.subscribe: base64url without padding."""

    key: str
