"""Every message of ours is a declarative push message, with the pack's own words; and the check would see one that is
not. (No iPhone has been asked: it is the specification's shape that is checked.)"""

from typing import Any

import msgspec
import pytest

from selfhelp.modules.bundles import Bundles, open_bundles
from selfhelp.notify.services import LANDING
from selfhelp.notify.subscription import PUSH_KINDS, TEST, Composer
from selfhelp.runtime import _neutral
from selfhelp.settings import Settings
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.declarative import complaints_about_payload

pytestmark = pytest.mark.pure

TAG = bytes(range(16))


@pytest.fixture(scope="module")
def shelf() -> Bundles:
    """The pack that is served."""
    return open_bundles(Settings().content)


@pytest.fixture(scope="module")
def composer(shelf: Bundles) -> Composer:
    """As the server composes, at a public address."""
    return Composer(lambda locale, kind: _neutral(shelf, locale, kind), "https://fotfeste.example" + LANDING)


@pytest.mark.parametrize("kind", [*PUSH_KINDS, TEST])
@pytest.mark.parametrize("locale", ["nb", "en"])
def test_every_kind_in_every_language_has_the_form_of_the_specification(
    composer: Composer, locale: str, kind: str
) -> None:
    payload = composer.plaintext(locale, kind, TAG)
    assert complaints_about_payload(payload) == []
    message = msgspec.json.decode(payload)
    assert message["mutable"] is True, "the worker may write a better sentence"
    shown = message["notification"]
    assert (shown["lang"], shown["tag"], shown["data"]) == (locale, TAG.hex(), {"kind": kind})
    assert shown["body"].strip()
    assert "silent" not in shown


def test_the_languages_are_those_of_the_pack(shelf: Bundles) -> None:
    assert set(shelf.locales) == {"nb", "en"}


async def test_what_reaches_a_phone_has_the_form_too(harness: PushHarness) -> None:
    harness.composer.navigate = "https://fotfeste.example" + LANDING
    for chosen in (
        DAILY_AT_EIGHT,
        {"kind": "weekly", "at": "20:00", "days": ["wed"]},
        {"kind": "own", "at": "20:00", "days": ["wed"]},
    ):
        await harness.channel(nudge(**chosen))
    await harness.run_until("2027-02-03T20:15")
    assert len(harness.push.received) == 3
    for got in harness.push.received:
        assert complaints_about_payload(got.plain) == []


GOOD: dict[str, Any] = {
    "web_push": 8030,
    "mutable": True,
    "notification": {"title": "Fotfeste", "navigate": "https://x.no/#/today", "body": "x", "lang": "nb", "tag": "0"},
}


def test_a_message_in_order_is_taken() -> None:
    assert complaints_about_payload(msgspec.json.encode(GOOD)) == []
    assert complaints_about_payload(msgspec.json.encode(GOOD).ljust(1024)) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"web_push": "8030"}, "web_push is wrong"),
        ({"web_push": 9001}, "web_push is wrong"),
        ({"web_push": True}, "web_push is wrong"),
        ({"web_push": None}, "web_push is wrong"),
        ({"mutable": "true"}, "mutable is wrong"),
        ({"mutable": 1}, "mutable is wrong"),
        ({"app_badge": -1}, "app_badge is wrong"),
        ({"kind": "daily"}, "kind is unknown"),
        ({"notification": []}, "notification is wrong"),
    ],
)
def test_a_wrong_message_is_complained_about(change: dict[str, Any], complaint: str) -> None:
    assert complaints_about_payload(msgspec.json.encode(GOOD | change)) == [complaint]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"title": ""}, "title is wrong"),
        ({"title": 1}, "title is wrong"),
        ({"navigate": "/#/today"}, "navigate is wrong"),
        ({"navigate": "#/today"}, "navigate is wrong"),
        ({"navigate": "//x.no/"}, "navigate is wrong"),
        ({"navigate": "http://x.no/"}, "navigate is wrong"),
        ({"navigate": "https:///x"}, "navigate is wrong"),
        ({"navigate": "https://a@x.no/"}, "navigate is wrong"),
        ({"navigate": "javascript:alert(1)"}, "navigate is wrong"),
        ({"navigate": None}, "navigate is wrong"),
        ({"body": None}, "body is wrong"),
        ({"tag": 5}, "tag is wrong"),
        ({"lang": ""}, "lang is wrong"),
        ({"dir": "up"}, "dir is wrong"),
        ({"silent": "no"}, "silent is wrong"),
        ({"url": "https://x.no/"}, "url is unknown"),
        ({"default_action_url": "https://x.no/"}, "default_action_url is unknown"),
        ({"actions": [{"action": "a", "title": "b"}]}, "actions is wrong"),
    ],
)
def test_a_wrong_notification_is_complained_about(change: dict[str, Any], complaint: str) -> None:
    message = GOOD | {"notification": GOOD["notification"] | change}
    assert complaints_about_payload(msgspec.json.encode(message)) == [f"notification: {complaint}"]


@pytest.mark.parametrize("missing", ["web_push", "notification"])
def test_a_member_that_is_missing_is_complained_about(missing: str) -> None:
    message = {name: value for name, value in GOOD.items() if name != missing}
    assert complaints_about_payload(msgspec.json.encode(message)) == [f"{missing} is missing"]


@pytest.mark.parametrize("missing", ["title", "navigate"])
def test_a_member_of_the_notification_that_is_missing_is_complained_about(missing: str) -> None:
    shown = {name: value for name, value in GOOD["notification"].items() if name != missing}
    found = complaints_about_payload(msgspec.json.encode(GOOD | {"notification": shown}))
    assert found == [f"notification: {missing} is missing"]


@pytest.mark.parametrize("payload", [b"", b"x", b"[]", b"8030", b"{}x"])
def test_what_is_no_object_is_complained_about(payload: bytes) -> None:
    assert complaints_about_payload(payload)
