"""What a push says, its encryption by pywebpush, and the signature that names this server to a push service.

The form is declarative web push (WebKit; RFC 8030's number is the marker), which our service worker reads too. The kind
sits in `notification.data`, because a declarative push hands the worker only `event.notification`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pywebpush import WebPusher

from selfhelp.notify.subscription import Subscription

PLAIN_BYTES: Final = 1024
"""The JSON is filled up with spaces to this: neither pywebpush nor http_ece can pad."""

BODY_BYTES: Final = PLAIN_BYTES + 103
"""86 bytes of header, 1 of delimiter, 16 of tag (RFC 8188, RFC 8291)."""

VALID_FOR: Final = 12 * 3_600
"""Seconds; the services refuse more than 24 hours."""

MOST_SIGNED: Final = 1_000
"""Headers that are kept at once. Names below a suffix of the allow-list are for strangers to choose."""

KINDS: Final = ("daily", "weekly", "step", "own", "comeback", "coach")
TEST: Final = "test"


class Text(msgspec.Struct, frozen=True):
    """What the lock screen may show to anybody: the app's (or mask's) name, and a neutral line."""

    title: str
    body: str


Words: TypeAlias = Callable[[str, str], Text]
"""(locale, kind) → what to say; the content pack's `nudges.toml`, neutral style, passed in by app.py."""


def encrypt(plain: bytes, subscription: Subscription) -> bytes:
    """Return the RFC 8291 body for this device, under a key pair made for this message alone."""
    keys = {"p256dh": subscription.p256dh, "auth": subscription.auth}
    body: bytes = WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(plain)["body"]
    assert len(body) == BODY_BYTES
    return body


@dataclass(eq=False)
class Composer:
    """Writes the messages: words, and the address that a tap opens."""

    words: Words
    navigate: str

    def check(self, locales: tuple[str, ...]) -> None:
        """ValueError names the first text that is too long to be sent; called when the server starts."""
        for locale in locales:
            for kind in (*KINDS, TEST):
                self.plaintext(locale, kind, bytes(16))

    def plaintext(self, locale: str, kind: str, tag: bytes) -> bytes:
        """Return what is encrypted for one occurrence: declarative JSON, exactly `PLAIN_BYTES` long; ValueError when
        the text does not fit."""
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


@dataclass(eq=False)
class VapidHeaders:
    """One signed header an origin, renewed at half its life. `contact` is the `sub` (mailto: or https:)."""

    key: ec.EllipticCurvePrivateKey
    contact: str
    clock: Callable[[], float]

    def __post_init__(self) -> None:
        self._vapid = Vapid02(self.key)
        self._headers: dict[str, tuple[float, str]] = {}

    def authorization(self, origin: str) -> str:
        """`vapid t=…,k=…` for `origin` (`https://host` or, in tests, `https://localhost:port`)."""
        now = self.clock()
        signed, header = self._headers.get(origin, (now, ""))
        # Also when the clock has gone back: what was signed ahead of it may be valid for longer than the services take.
        if not header or not signed <= now < signed + VALID_FOR / 2:
            # A new dict every time: the signer's callers are known to write `aud` into the one they were given.
            claims = {"aud": origin, "exp": int(now) + VALID_FOR, "sub": self.contact}
            header = self._vapid.sign(claims)["Authorization"]
            if len(self._headers) >= MOST_SIGNED:
                self._headers.clear()
            self._headers[origin] = (now, header)
        return header
