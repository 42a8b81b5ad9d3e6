"""The push sender's keys, and subscriptions sealed with them."""

import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from prometheus_client import CollectorRegistry

from selfhelp.notify.keys import CHANNEL_FILE, ENDPOINT_FILE, KEY_FILES, VAPID_FILE, Keys
from selfhelp.notify.services import open_services, pending_notices
from selfhelp.notify.subscription import (
    Subscription,
    base64url,
    fingerprint_of,
    seal_subscription,
    tag_of,
    topic_of,
    unseal,
)
from selfhelp.organisation import is_point, public_of
from selfhelp.settings import Settings
from selfhelp.store.faults import CannotOpen
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge, words
from tests.notify.push_service import Device

pytestmark = pytest.mark.pure

DEVICE = Device("https://fcm.googleapis.com/fcm/send/x", None)
CHANNEL = bytes(range(16))


def subscription(endpoint: str = DEVICE.endpoint) -> Subscription:
    return Subscription(endpoint, DEVICE.p256dh, DEVICE.auth)


def test_keys_are_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    first, second = Keys.load(tmp_path / "keys"), Keys.load(tmp_path / "keys")
    assert public_of(first.vapid) == public_of(second.vapid)
    assert fingerprint_of("x", first) == fingerprint_of("x", second)
    names = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "keys").iterdir()}
    assert names == {VAPID_FILE: 0o600, ENDPOINT_FILE: 0o600, CHANNEL_FILE: 0o600}
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_processes_that_start_together_agree_on_the_keys(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: Keys.load(tmp_path / "keys"), range(8)))
    assert len({public_of(keys.vapid) for keys in loaded}) == 1
    assert len({fingerprint_of("x", keys) for keys in loaded}) == 1


@pytest.mark.parametrize("name", [VAPID_FILE, ENDPOINT_FILE, CHANNEL_FILE])
def test_a_key_file_that_holds_something_else_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"nonsense")
    with pytest.raises(ValueError, match=name):
        Keys.load(tmp_path)


def test_a_vapid_key_on_another_curve_is_named(tmp_path: Path) -> None:
    other = ec.generate_private_key(ec.SECP384R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / VAPID_FILE).write_bytes(other)
    with pytest.raises(ValueError, match="not a P-256 key"):
        Keys.load(tmp_path)


def test_topics_are_32_hex_digits_and_tell_channels_and_days_apart(tmp_path: Path) -> None:
    keys = Keys.load(tmp_path)
    topics = {topic_of(channel, day, keys) for channel in (CHANNEL, bytes(16)) for day in (b"1", b"2")}
    assert len(topics) == 4
    assert all(len(topic) == 32 and int(topic, 16) >= 0 for topic in topics)


def test_tags_tell_reminders_dates_and_servers_apart_and_stay_the_same(tmp_path: Path) -> None:
    keys, other = Keys.load(tmp_path / "a"), Keys.load(tmp_path / "b")
    given = [(nudge, day) for nudge in (bytes(8), bytes(range(8))) for day in ("2027-02-03", "2027-02-04")]
    tags = {tag_of(*some, each) for each in (keys, other) for some in given}
    assert len(tags) == 8
    assert {len(tag) for tag in tags} == {16}
    assert tag_of(*given[0], keys) == tag_of(*given[0], Keys.load(tmp_path / "a"))


def test_a_sealed_subscription_opens_for_its_channel_only(tmp_path: Path) -> None:
    keys = Keys.load(tmp_path / "a")
    sealed = seal_subscription(subscription(), CHANNEL, keys)
    assert unseal(sealed, CHANNEL, keys) == subscription()
    assert unseal(sealed, bytes(16), keys) is None
    assert unseal(sealed, CHANNEL, Keys.load(tmp_path / "b")) is None
    assert seal_subscription(subscription(), CHANNEL, keys) != sealed


def test_a_sealed_subscription_does_not_tell_the_browser_by_its_length(tmp_path: Path) -> None:
    keys = Keys.load(tmp_path)
    lengths = {len(seal_subscription(subscription("https://x/" + "a" * n), CHANNEL, keys)) for n in (100, 200, 300)}
    assert len(lengths) == 1
    assert len(seal_subscription(subscription("https://x/" + "a" * 2038), CHANNEL, keys)) == 12 + 2560 + 16


def test_only_points_on_the_curve_are_points() -> None:
    raw = base64url(DEVICE.p256dh)
    assert raw is not None
    assert is_point(raw)
    assert base64url(DEVICE.p256dh + "=") == raw
    for wrong in (
        b"",
        raw[:-1],
        raw + b"\0",
        b"\x03" + raw[1:],
        b"\x02" + raw[1:33],
        b"\x04" + bytes(64),
        b"\x04" + secrets.token_bytes(64),
    ):
        assert not is_point(wrong)
    for wrong_text in ("é", "+/" * 43, "A", DEVICE.p256dh + "===", DEVICE.p256dh + "\n"):
        assert not is_point(base64url(wrong_text) or b"")


@pytest.mark.parametrize("name", KEY_FILES)
async def test_a_key_that_phones_need_is_not_made_anew_at_a_start(
    harness: PushHarness, settings: Settings, name: str
) -> None:
    """Also where the settings come from the environment alone, as in a container."""
    await harness.channel(nudge(**DAILY_AT_EIGHT))
    key = settings.data / "keys" / name
    key.unlink()
    with pytest.raises(CannotOpen, match=f"{key} is missing"):
        async with open_services(settings, harness.store, words, ["nb"], CollectorRegistry()):
            raise AssertionError("it started")
    assert not key.exists()


async def test_keys_that_no_phone_needs_are_made_at_a_start(harness: PushHarness, settings: Settings) -> None:
    (settings.data / "keys" / CHANNEL_FILE).unlink()
    async with open_services(settings, harness.store, words, ["nb"], CollectorRegistry()):
        assert (settings.data / "keys" / CHANNEL_FILE).exists()


def test_a_command_beside_the_server_makes_no_key(settings: Settings) -> None:
    with pytest.raises(ValueError, match=r"vapid\.pem"):
        pending_notices(settings)
    assert not (settings.data / "keys").exists()
