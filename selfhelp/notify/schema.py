"""Requests and answers of `/api/channels`."""

from typing import Annotated, Any, Final

import msgspec


def openapi_field(pattern: str, *examples: Any, **more: Any) -> msgspec.Meta:
    """Return a field's description for the OpenAPI document; `validation.py` checks it, and names all wrong fields at
    once."""
    said: dict[str, Any] = {"examples": list(examples), **more}
    return msgspec.Meta(extra_json_schema=said | {"pattern": pattern} if pattern else said)


_POINT: Final = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
"""The curve's generator, nobody's key."""


class NudgeIn(msgspec.Struct, forbid_unknown_fields=True):
    """`at` and `days` for a repeating nudge, `once` for another.

    A `comeback` has `at` alone: it rings 3, 7, 14 and 30 days after the app was last opened, then not before the next
    opening.
    """

    id: Annotated[str, openapi_field("^[0-9a-f]{16}$", "0123456789abcdef")]
    kind: Annotated[str, openapi_field("^(daily|weekly|step|own|comeback)$", "daily")]
    at: Annotated[str | None, openapi_field("^([01][0-9]|2[0-3]):[0-5][0-9]$", "20:00")] = None
    days: Annotated[list[str] | None, openapi_field("", ["mon", "thu"])] = None
    once: str | None = None


class ChannelIn(msgspec.Struct, forbid_unknown_fields=True):
    """The body of PUT: the whole channel at each call."""

    endpoint: Annotated[str, openapi_field("^https://[!-~]+$", "https://fcm.googleapis.com/fcm/send/example")]
    p256dh: Annotated[str, openapi_field("^[A-Za-z0-9_-]{87}=?$", _POINT)]
    auth: Annotated[str, openapi_field("^[A-Za-z0-9_-]{22}={0,2}$", "AAAAAAAAAAAAAAAAAAAAAA")]
    timezone: Annotated[str, openapi_field("^[A-Za-z0-9_+/-]+$", "Europe/Oslo")]
    locale: Annotated[str, openapi_field("^[a-z]{2,3}$", "nb", "en")]
    nudges: Annotated[
        list[NudgeIn],
        openapi_field("", [{"id": "0123456789abcdef", "kind": "daily", "at": "20:00", "days": ["mon", "thu"]}]),
    ]


class SkipIn(msgspec.Struct, forbid_unknown_fields=True):
    """A nudge is silent before the local date `until` (`YYYY-MM-DD`), and may ring again on it."""

    id: Annotated[str, openapi_field("^[0-9a-f]{16}$", "0123456789abcdef")]
    until: Annotated[str, openapi_field("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2027-01-01", format="date")]


class NudgeOut(msgspec.Struct):
    """When it will ring next, as an instant in UTC; null for never."""

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
