"""Bad input names its field; good input becomes what was meant."""

from datetime import date, time
from typing import Any

import msgspec
import pytest

from selfhelp.http.problems import FieldError
from selfhelp.notify.recurrence import Rule
from selfhelp.notify.schema import ChannelIn, SkipIn
from selfhelp.notify.subscription import allow_list
from selfhelp.notify.validation import ChannelRequest, Wrong, read_channel, read_skip
from tests.notify.push_service import Device

DEVICE = Device("https://fcm.googleapis.com/fcm/send/x", None)
DAILY = {"id": "0123456789abcdef", "kind": "daily", "at": "20:00", "days": ["mon", "sun"]}
STEP = {"id": "00" * 8, "kind": "step", "once": "2026-12-01T19:30"}


def read(*nudges: dict[str, Any], **changes: Any) -> ChannelRequest | Wrong:
    plain = {
        "endpoint": DEVICE.endpoint,
        "p256dh": DEVICE.p256dh,
        "auth": DEVICE.auth,
        "timezone": "Europe/Oslo",
        "locale": "nb",
        "nudges": list(nudges),
    }
    return read_channel(msgspec.convert(plain | changes, ChannelIn), allow_list(), {"nb", "en"})


def test_the_same_endpoint_in_another_spelling_is_the_same_subscription() -> None:
    usual, other = read(DAILY), read(DAILY, endpoint="https://fcm.googleapis.com:443/fcm/send/x")
    assert isinstance(usual, ChannelRequest)
    assert isinstance(other, ChannelRequest)
    assert usual.subscription == other.subscription


def test_what_was_chosen_is_what_is_meant() -> None:
    request = read(DAILY, STEP)
    assert isinstance(request, ChannelRequest)
    assert [(nudge.kind, nudge.rule) for nudge in request.nudges] == [
        ("daily", Rule(time(20), frozenset({0, 6}))),
        ("step", Rule(time(19, 30), once=date(2026, 12, 1))),
    ]


@pytest.mark.parametrize("zone", ["Europe/Oslo", "Asia/Kolkata", "Asia/Calcutta", "Europe/Kiev", "UTC"])
def test_zones_are_taken_by_new_and_old_names(zone: str) -> None:
    assert isinstance(read(timezone=zone), ChannelRequest)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"endpoint": "https://evil.example/x"}, "endpoint"),
        ({"p256dh": DEVICE.p256dh[:-4] + "AAAA"}, "p256dh"),
        ({"p256dh": DEVICE.auth}, "p256dh"),
        ({"auth": DEVICE.p256dh}, "auth"),
        ({"auth": "AAAA"}, "auth"),
        ({"auth": "*" * 22}, "auth"),
        ({"timezone": "Europe/Atlantis"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"timezone": "localtime"}, "timezone"),
        ({"locale": "tlh"}, "locale"),
    ],
)
def test_a_field_of_the_channel_is_named(changes: dict[str, Any], field: str) -> None:
    wrong = read(DAILY, **changes)
    assert isinstance(wrong, list)
    assert [error.field for error in wrong] == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "0123"}, "id"),
        ({"id": "0123456789ABCDEF"}, "id"),
        ({"kind": "comeback"}, "days"),
        ({"kind": "comeback", "days": None, "at": None}, "at"),
        ({"kind": "comeback", "days": None, "once": "2026-12-01T19:30"}, "once"),
        ({"kind": "coach"}, "kind"),
        ({"kind": "test"}, "kind"),
        ({"at": "20:00:30"}, "at"),
        ({"at": "24:00"}, "at"),
        ({"at": "8:00"}, "at"),
        ({"at": None}, "at"),
        ({"at": "２０:00"}, "at"),
        ({"days": []}, "days"),
        ({"days": None}, "days"),
        ({"days": ["mon", "mon"]}, "days"),
        ({"days": ["monday"]}, "days"),
        ({"kind": "weekly"}, "days"),
        ({"kind": "step"}, "once"),
        ({"kind": "step", "once": "2026-12-01T19:30"}, "at"),
        ({"kind": "own", "once": "2026-12-01T19:30", "at": None}, "days"),
        ({"once": "2026-12-01T19:30", "at": None, "days": None}, "once"),
        ({"kind": "own", "at": None, "days": None, "once": "2026-12-01T19:30:10"}, "once"),
        ({"kind": "own", "at": None, "days": None, "once": "2026-02-30T19:30"}, "once"),
        ({"kind": "own", "at": None, "days": None, "once": "0000-01-01T19:30"}, "once"),
        ({"kind": "own", "at": None, "days": None, "once": "2026-12-01"}, "once"),
        ({"kind": "own", "at": None, "days": None, "once": "2026-12-01T19:30Z"}, "once"),
    ],
)
def test_a_field_of_a_nudge_is_named_with_its_place(change: dict[str, Any], field: str) -> None:
    wrong = read(STEP, DAILY | change)
    assert isinstance(wrong, list)
    assert f"nudges[1].{field}" in [error.field for error in wrong]
    assert all(error.field.startswith("nudges[1].") for error in wrong)


def test_every_wrong_field_is_named_at_once() -> None:
    wrong = read(DAILY | {"at": "x"}, DAILY | {"days": ["x"]}, timezone="x", locale="x")
    assert isinstance(wrong, list)
    assert [error.field for error in wrong] == ["timezone", "locale", "nudges[0].at", "nudges[1].days", "nudges[1].id"]


def test_more_than_twenty_nudges_or_the_same_id_twice_are_refused() -> None:
    many = [DAILY | {"id": f"{n:016x}"} for n in range(21)]
    assert isinstance(read(*many[:20]), ChannelRequest)
    assert read(*many) == [FieldError("nudges", "At most 20.")]
    assert read(DAILY, STEP, DAILY) == [FieldError("nudges[2].id", "The same id twice.")]


def test_a_comeback_has_a_time_and_no_date_and_there_is_one() -> None:
    comeback = {"kind": "comeback", "at": "18:00"}
    request = read(DAILY, comeback | {"id": "01" * 8})
    assert isinstance(request, ChannelRequest)
    assert (request.nudges[1].kind, request.nudges[1].rule) == ("comeback", Rule(time(18)))
    wrong = read(comeback | {"id": "01" * 8}, DAILY, comeback | {"id": "02" * 8})
    assert wrong == [FieldError("nudges[2].kind", "One comeback a channel.")]


def test_a_skip_names_what_is_wrong_with_it() -> None:
    assert read_skip(SkipIn("01" * 8, "2026-12-01")) == (b"\1" * 8, date(2026, 12, 1))
    for id_, until, fields in (
        ("x", "2026-12-01", ["id"]),
        ("01" * 8, "2026-02-30", ["until"]),
        ("x", "x", ["id", "until"]),
    ):
        wrong = read_skip(SkipIn(id_, until))
        assert isinstance(wrong, list)
        assert [error.field for error in wrong] == fields
