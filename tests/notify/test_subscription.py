"""One size for every message, whatever it says."""

import msgspec
import pytest

from selfhelp.notify.subscription import PUSH_KINDS, TEST, Composer, LockScreenText, Subscription, encrypt
from tests.notify.push_service import Device

TAG = bytes(range(16))


def saying(body: str) -> Composer:
    return Composer(lambda *_: LockScreenText("Fotfeste", body), "https://x.no/#/today")


def test_every_message_is_1127_bytes_and_a_phone_can_read_it() -> None:
    device = Device("https://fcm.googleapis.com/x", None)
    for body in ("", "Tid for en liten pause?", "æ" * 300):
        plain = saying(body).plaintext("nb", "daily", TAG)
        sealed = encrypt(plain, Subscription(device.endpoint, device.p256dh, device.auth))
        assert len(sealed) == 1127
        assert msgspec.json.decode(device.decrypt(sealed))["notification"]["body"] == body


def test_the_form_is_that_of_declarative_web_push() -> None:
    assert msgspec.json.decode(saying("Pause?").plaintext("en", "weekly", TAG)) == {
        "web_push": 8030,
        "mutable": True,
        "notification": {
            "title": "Fotfeste",
            "body": "Pause?",
            "navigate": "https://x.no/#/today",
            "lang": "en",
            "tag": TAG.hex(),
            "data": {"kind": "weekly"},
        },
    }


def test_a_text_that_does_not_fit_stops_the_start_and_is_named() -> None:
    def words(locale: str, kind: str) -> LockScreenText:
        return LockScreenText("Fotfeste", "x" * 1000 if (locale, kind) == ("en", "step") else "x")

    with pytest.raises(ValueError, match="'step' in 'en'"):
        Composer(words, "https://x.no/#/today").check(("nb", "en"))


def test_every_kind_and_the_test_push_have_words() -> None:
    asked = set()

    def words(locale: str, kind: str) -> LockScreenText:
        asked.add(kind)
        return LockScreenText("Fotfeste", "x")

    Composer(words, "https://x.no/#/today").check(("nb",))
    assert asked == {*PUSH_KINDS, TEST}
