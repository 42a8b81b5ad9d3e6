"""A device's push subscription: which endpoints are accepted, how one is sealed, and what is encrypted for it.

An endpoint is a URL from a stranger, so one regular expression checks it, not a URL parser. Python's and the HTTP
client's disagree about backslashes, userinfo and odd spellings of addresses, and what is not spelled like a browser's
endpoint is refused. It is checked when it is stored and when it is sent to.

A message has the form of declarative web push (WebKit; RFC 8030's number is the marker), which our service worker reads
too. The kind is in `notification.data`, because a declarative push gives the worker only `event.notification`.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import msgspec
from cryptography.exceptions import InvalidTag
from pywebpush import WebPusher

from selfhelp.notify.keys import Keys

LONGEST_HOST: Final = 253
"""Characters of a DNS name."""

LONGEST_ENDPOINT: Final = 2048
"""Characters; the endpoints of the four services have 150 to 600."""

SERVICES: Final = {
    "fcm.googleapis.com": re.compile(r"/(?:fcm/send|wp|preprod/wp)/[A-Za-z0-9_:%-]+"),
    "*.push.services.mozilla.com": re.compile(r"/wpush/(?:v[0-9]/)?[A-Za-z0-9_=%-]+"),
    "*.notify.windows.com": re.compile(r"/w/[?]token=[A-Za-z0-9_%+/=-]+"),
    "*.push.apple.com": re.compile(r"/[A-Za-z0-9_-]+"),
}
"""Hosts, and the paths of their browsers' endpoints: Chromium's push_messaging_constants.cc, the HTTP pages of
autopush, and subscriptions of Edge and Safari."""

_LABEL: Final = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"

_SHAPE: Final = re.compile(
    "https://(?P<host>LABEL(?:[.]LABEL)*)(?::(?P<port>[0-9]{1,5}))?(?P<path>/[A-Za-z0-9._~!$&'()*+,;=:@/%?-]*)".replace(
        "LABEL", _LABEL
    )
)

_USUAL_PORT: Final = re.compile(r"^(https://(?!localhost:)[^/:]+):443/")

_URL_SAFE: Final = re.compile(r"[A-Za-z0-9_-]*={0,2}")
_BUCKETS: Final = (512, 1024, 2560)
"""Plaintext sizes at rest, in bytes: the length of an endpoint would tell the browser's maker."""

PLAIN_BYTES: Final = 1024
"""The JSON is padded with spaces to this: neither pywebpush nor http_ece can pad."""

BODY_BYTES: Final = PLAIN_BYTES + 103
"""86 bytes of header, 1 of delimiter, 16 of tag (RFC 8188, RFC 8291)."""

PUSH_KINDS: Final = ("daily", "weekly", "step", "own", "comeback", "coach")
TEST: Final = "test"


class EndpointRefused(ValueError):
    """An endpoint outside the rules; the text says which rule, and never contains the endpoint."""


class AllowList(msgspec.Struct, frozen=True):
    """The hosts of the push services, as names and as `*.suffix`; `localhost` on any port only in tests."""

    hosts: tuple[str, ...]
    localhost: bool = False

    def name_of(self, host: str) -> str:
        """Return the name on the list that admits `host`, empty when there is none."""
        taken = (name for name in self.hosts if (host.endswith(name[1:]) if name.startswith("*.") else host == name))
        return next(taken, "")


def allow_list(more: Sequence[str] = (), *, localhost: bool = False) -> AllowList:
    """Return the four services and the operator's `more`."""
    return AllowList((*SERVICES, *more), localhost)


def origin_of(endpoint: str, allowed: AllowList) -> str:
    """Return the origin (`https://fcm.googleapis.com`) of an endpoint that is allowed; raises EndpointRefused."""
    if len(endpoint) > LONGEST_ENDPOINT:
        raise EndpointRefused(f"At most {LONGEST_ENDPOINT} characters.")
    shape = _SHAPE.fullmatch(endpoint)
    if shape is None or len(shape["host"]) > LONGEST_HOST:
        raise EndpointRefused("Not an https address of a push service.")
    return _origin(shape["host"], shape["port"], allowed)


@lru_cache(maxsize=1024)  # a few services have nearly all the endpoints
def _origin(host: str, port: str | None, allowed: AllowList) -> str:
    if allowed.localhost and host == "localhost" and port and 0 < int(port) < 65_536:
        return f"https://localhost:{port}"
    if port not in (None, "443"):
        raise EndpointRefused("Only port 443.")
    name = allowed.name_of(host)
    # Invalid Punycode in a name that a stranger chose below a suffix is a fault to the HTTP client.
    if not name or "xn--" in host.removesuffix(name.removeprefix("*")):
        raise EndpointRefused("Not a push service that this server writes to.")
    return f"https://{host}"


def is_usual(endpoint: str, allowed: AllowList) -> bool:
    """Return whether an endpoint that `origin_of` accepts looks like those that its service gives to browsers.

    Other forms are used all the same: a service may change its own. But their answers count for that channel alone,
    because a stranger may have chosen a path with an answer of his liking. Nothing is known of a host that the operator
    has named, so every form is usual there.
    """
    shape = _SHAPE.fullmatch(endpoint)
    assert shape is not None, "it was taken"
    form = SERVICES.get(allowed.name_of(shape["host"]))
    return form is None or form.fullmatch(shape["path"]) is not None


def normal(endpoint: str) -> str:
    """Return the canonical spelling of an endpoint that `origin_of` accepts: without https's default port."""
    return _USUAL_PORT.sub(r"\1/", endpoint, count=1)


class Subscription(msgspec.Struct, frozen=True, array_like=True):
    """PushSubscription.toJSON(): address, the device's P-256 point (`p256dh`) and secret (`auth`), both base64url."""

    endpoint: str
    p256dh: str
    auth: str


_DECODER: Final = msgspec.json.Decoder(Subscription)


def base64url(text: str) -> bytes | None:
    """Decode base64url with or without padding; None when it is none."""
    if not _URL_SAFE.fullmatch(text):
        return None
    try:
        return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error:
        return None


def fingerprint_of(endpoint: str, keys: Keys) -> bytes:
    """Return the 32 bytes that identify an endpoint without revealing it."""
    return hmac.digest(keys.channel, b"endpoint" + endpoint.encode(), hashlib.sha256)


def topic_of(channel: bytes, occurrence: bytes, keys: Keys) -> str:
    """Return the Topic header (RFC 8030, 5.4) of one ringing of one channel: 32 hex digits, meaningless to others."""
    return hmac.digest(keys.channel, b"topic" + channel + occurrence, hashlib.sha256).hex()[:32]


def tag_of(nudge: bytes, nominal: str, keys: Keys) -> bytes:
    """Return the notification's tag (16 bytes) of one nudge's ringing for one date: the same at every preparation,
    whatever the channel's id. Only the device reads it."""
    return hmac.digest(keys.channel, b"tag" + nudge + nominal.encode(), hashlib.sha256)[:16]


def seal_subscription(subscription: Subscription, channel: bytes, keys: Keys) -> bytes:
    """Return iv ‖ AES-256-GCM of the subscription, padded with spaces and bound to its channel against swaps."""
    plain = msgspec.json.encode(subscription)
    padded = plain.ljust(next(size for size in _BUCKETS if size >= len(plain)))
    iv = secrets.token_bytes(12)
    return iv + keys.endpoint.encrypt(iv, padded, b"selfhelp/v1 channel\0" + channel)


def unseal(sealed: bytes | None, channel: bytes, keys: Keys) -> Subscription | None:
    """Return the subscription; None when there is none, or when it was sealed with another key file (a restore)."""
    if sealed is None:
        return None
    try:
        plain = keys.endpoint.decrypt(sealed[:12], sealed[12:], b"selfhelp/v1 channel\0" + channel)
    except InvalidTag:
        return None
    return _DECODER.decode(plain)


class LockScreenText(msgspec.Struct, frozen=True):
    """What the lock screen may show to anybody: the name of the app or its mask, and a neutral line."""

    title: str
    body: str


LockScreenTexts: TypeAlias = Callable[[str, str], LockScreenText]
"""Returns the text for (locale, kind): the neutral style in the content pack's `nudges.toml` (runtime.py)."""


def encrypt(plain: bytes, subscription: Subscription) -> bytes:
    """Return the RFC 8291 body for this device, under a key pair made for this message alone."""
    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    body: bytes = WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(plain)["body"]
    assert len(body) == BODY_BYTES
    return body


@dataclass(eq=False)
class Composer:
    """Writes the messages: the text, and the address that a tap opens."""

    words: LockScreenTexts
    navigate: str

    def check(self, locales: tuple[str, ...]) -> None:
        """Raise ValueError for the first text that is too long to be sent; called at the start."""
        for locale in locales:
            for kind in (*PUSH_KINDS, TEST):
                self.plaintext(locale, kind, bytes(16))

    def plaintext(self, locale: str, kind: str, tag: bytes) -> bytes:
        """Return the plaintext of one occurrence: declarative JSON, exactly `PLAIN_BYTES` long; ValueError when the
        text does not fit."""
        text = self.words(locale, kind)
        notification = {
            "title": text.title,
            "body": text.body,
            "navigate": self.navigate,
            "lang": locale,
            "tag": tag.hex(),
            "data": {"kind": kind},
        }
        raw = msgspec.json.encode({"web_push": 8030, "mutable": True, "notification": notification})
        if len(raw) > PLAIN_BYTES:
            raise ValueError(f"The reminder {kind!r} in {locale!r} is {len(raw) - PLAIN_BYTES} bytes too long.")
        return raw.ljust(PLAIN_BYTES)

    def compose(self, subscription: Subscription, locale: str, kind: str, tag: bytes) -> bytes:
        """Return the encrypted body of one occurrence."""
        return encrypt(self.plaintext(locale, kind, tag), subscription)
