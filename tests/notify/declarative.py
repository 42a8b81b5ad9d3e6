"""The form of a declarative push message (W3C Push API, «Declarative push message»), member by member.

A browser that knows the form shows what fits and takes anything else for a message of an unknown kind, in silence. So
everything is complained about: a member that is missing, of another type, or not in the specification.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

Check = Callable[[Any], bool]


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def address(value: Any) -> bool:
    """An absolute https URL with a host, and nothing that a parser would have to mend."""
    if not isinstance(value, str) or not value.isascii() or any(character <= " " for character in value):
        return False
    parts = urlsplit(value)
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and "\\" not in value


def _actions(value: Any) -> bool:
    return isinstance(value, list) and not any(_wrong(one, _ACTION, {"action", "title", "navigate"}) for one in value)


_ACTION: Final[dict[str, Check]] = {"action": _text, "title": _text, "navigate": address, "icon": address}

NOTIFICATION: Final[dict[str, Check]] = {
    "title": lambda value: _text(value) and bool(value.strip()),
    "navigate": address,
    "dir": lambda value: value in ("auto", "ltr", "rtl"),
    "lang": lambda value: _text(value) and bool(value),
    "body": _text,
    "tag": _text,
    **dict.fromkeys(("image", "icon", "badge"), address),
    "vibrate": lambda value: isinstance(value, list) and all(map(_whole, value)),
    "timestamp": _whole,
    **dict.fromkeys(("renotify", "silent", "requireInteraction"), _flag),
    "data": lambda _: True,
    "actions": _actions,
}

MESSAGE: Final[dict[str, Check]] = {
    "web_push": lambda value: _whole(value) and value == 8030,
    "notification": lambda value: isinstance(value, dict),
    "app_badge": _whole,
    "mutable": _flag,
}


def _wrong(value: Any, members: Mapping[str, Check], required: set[str]) -> list[str]:
    if not isinstance(value, dict):
        return ["not an object"]
    return [
        *(f"{name} is missing" for name in sorted(required - value.keys())),
        *(f"{name} is unknown" for name in value if name not in members),
        *(f"{name} is wrong" for name, check in members.items() if name in value and not check(value[name])),
    ]


def complaints_about_payload(payload: bytes) -> list[str]:
    """Everything in which `payload` is not a declarative push message; empty when it is one."""
    try:
        message = msgspec.json.decode(payload)
    except msgspec.DecodeError:
        return ["not JSON"]
    found = _wrong(message, MESSAGE, {"web_push", "notification"})
    if not isinstance(message, dict) or not isinstance(message.get("notification"), dict):
        return found
    return found + [
        f"notification: {one}" for one in _wrong(message["notification"], NOTIFICATION, {"title", "navigate"})
    ]
