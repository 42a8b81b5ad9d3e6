"""What a channel promises when it is put, replaced, skipped, seen, deleted."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome, Refusal
from selfhelp.http.problems import FieldError
from selfhelp.notify import service as channels
from selfhelp.notify.schema import NudgeIn
from selfhelp.notify.service import blank_silent_endpoints
from selfhelp.notify.tables import Channel
from tests.conftest import ON_BOTH
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge

pytestmark = pytest.mark.pure

WEEKLY_AT_SIX = {"kind": "weekly", "at": "18:00", "days": ["wed"]}


def kinds(harness: PushHarness) -> list[str]:
    """What arrived, in order."""
    return [got.notification["data"]["kind"] for got in harness.push.received]


async def skip(harness: PushHarness, box: BoxRequest, chosen: NudgeIn, until: str) -> object:
    work = partial(
        channels.skip, box=box, nudge_id=bytes.fromhex(chosen.id), until=date.fromisoformat(until), now=harness.now
    )
    return await harness.store.write(work, box.id)


async def test_the_same_again_changes_nothing_not_even_what_was_prepared(harness: PushHarness) -> None:
    chosen = [
        nudge(**DAILY_AT_EIGHT),
        nudge(kind="own", once="2027-02-05T10:00"),
        nudge(kind="comeback", at="18:00"),
    ]
    box, device = await harness.channel(*chosen)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    before = await harness.row(box), await harness.nudges(box), await harness.outbox()
    for nudges in (chosen, chosen[::-1]):
        assert (await harness.put(device, *nudges, box=box))[1] is Outcome.KEPT
    assert (await harness.row(box), await harness.nudges(box), await harness.outbox()) == before
    assert len(before[2]) == 1


@ON_BOTH
async def test_a_replacement_is_whole(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(**WEEKLY_AT_SIX))
    kept = nudge(kind="own", at="09:00", days=["mon", "thu"])
    await harness.put(device, kept, box=box, timezone="America/Sao_Paulo", locale="en")
    [row] = await harness.nudges(box)
    assert (row.id.hex(), row.kind, row.at, row.days) == (kept.id, "own", 540, 0b1001)
    stored = await harness.row(box)
    assert (stored["timezone"], stored["locale"]) == ("America/Sao_Paulo", "en")


async def test_an_edit_minutes_before_does_not_cost_todays_reminder_and_changes_its_words(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    await harness.put(device, chosen, box=box, locale="en")
    assert await harness.outbox() == []
    await harness.run_until("2027-02-03T20:15", step=30)
    [got] = harness.push.received
    assert got.notification["lang"] == "en"
    assert got.notification["body"] == "Time for a short break?"


async def test_never_twice_for_one_date_across_a_replacement(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    await harness.run_until("2027-02-03T20:15")
    later = nudge(**DAILY_AT_EIGHT | {"id": chosen.id, "at": "21:00"})
    await harness.put(device, later, box=box)
    await harness.run_until("2027-02-04T20:59")
    assert len(harness.push.received) == 1
    await harness.run_until("2027-02-04T21:15")
    assert len(harness.push.received) == 2


async def test_a_time_that_has_just_passed_waits_for_tomorrow(harness: PushHarness) -> None:
    harness.at("2027-02-03T20:00:01")
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    [row] = await harness.nudges(box)
    assert row.next_nominal == "2027-02-04"


async def test_at_most_one_push_a_day_besides_own_and_the_weekly_comes_first(harness: PushHarness) -> None:
    await harness.channel(
        nudge(**DAILY_AT_EIGHT | {"at": "13:00"}),
        nudge(**WEEKLY_AT_SIX),
        nudge(kind="step", once="2027-02-03T16:00"),
        nudge(kind="own", once="2027-02-03T15:00"),
        nudge(kind="own", at="17:00", days=["wed"]),
    )
    await harness.run_until("2027-02-04T12:00")
    assert kinds(harness) == ["own", "own", "weekly"]
    await harness.run_until("2027-02-04T14:00")
    assert kinds(harness)[3:] == ["daily"]


async def test_a_step_comes_before_the_daily_one(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="step", once="2027-02-03T21:00"))
    await harness.run_until("2027-02-03T23:59")
    assert kinds(harness) == ["step"]


async def test_two_daily_nudges_ring_once_a_day(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(**DAILY_AT_EIGHT | {"at": "14:00"}))
    await harness.run_until("2027-02-03T23:59")
    assert kinds(harness) == ["daily"]


async def test_two_nudges_of_the_same_minutes_are_one_push(harness: PushHarness) -> None:
    await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(**DAILY_AT_EIGHT | {"at": "20:02"}))
    harness.at("2027-02-03T20:04")
    await harness.prepare()
    assert len(await harness.outbox()) == 1


async def test_a_reminder_moved_after_another_rang_that_day_keeps_silent(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await harness.run_until("2027-02-03T20:15")
    await harness.put(device, nudge(**WEEKLY_AT_SIX | {"at": "21:00"}), box=box)
    await harness.run_until("2027-02-03T23:00")
    assert kinds(harness) == ["daily"]


async def test_what_rings_once_rings_once(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(kind="step", once="2027-02-03T19:30"))
    await harness.run_until("2027-02-06T19:30", step=1200)
    assert kinds(harness) == ["step"]
    assert (await harness.show(box)).nudges[0].next is None


@pytest.mark.parametrize(
    ("once", "detail"), [("2027-02-03T11:59", "In the past."), ("2028-03-10T12:01", "More than 400 days away.")]
)
async def test_a_single_minute_in_the_past_or_far_ahead_is_refused_by_its_place(
    harness: PushHarness, once: str, detail: str
) -> None:
    nudges = nudge(**DAILY_AT_EIGHT), nudge(kind="step", once=once)
    box, outcome = await harness.put(harness.push.subscribe(), *nudges)
    assert outcome == [FieldError("nudges[1].once", detail)]
    assert await harness.store.read(lambda session: session.get(Channel, box.id)) is None


async def test_a_single_minute_that_has_rung_may_stand_in_a_replacement(harness: PushHarness) -> None:
    step = nudge(kind="step", once="2027-02-03T19:30")
    box, device = await harness.channel(step)
    await harness.run_until("2027-02-03T20:00")
    assert (await harness.put(device, step, nudge(**DAILY_AT_EIGHT), box=box))[1] is Outcome.KEPT
    await harness.run_until("2027-02-04T20:15", step=1200)
    assert kinds(harness) == ["step", "daily"]


async def test_the_same_subscription_under_a_new_id_replaces_the_old_channel(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    old, device = await harness.channel(chosen)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    new, outcome = await harness.put(device, chosen)
    assert outcome is Outcome.MADE
    assert await harness.store.read(partial(channels.show, box=old)) is Refusal.BOX_DELETED
    await harness.run_until("2027-02-03T22:00")
    await harness.run_until("2027-02-04T19:00", step=3600)
    assert len(harness.push.received) == 1
    again, outcome = await harness.put(device, chosen)
    assert outcome is Outcome.MADE
    [row] = await harness.nudges(again)
    assert row.last_nominal == "2027-02-03", "what has rung is not forgotten"
    assert await harness.store.read(partial(channels.show, box=new)) is Refusal.BOX_DELETED


async def test_an_existing_channel_takes_the_endpoint_of_another_over(harness: PushHarness) -> None:
    one, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    other, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    assert (await harness.put(device, nudge(**DAILY_AT_EIGHT), box=one))[1] is Outcome.KEPT
    assert await harness.store.read(partial(channels.show, box=other)) is Refusal.BOX_DELETED


@pytest.mark.parametrize("field", ["p256dh", "auth"])
async def test_the_same_endpoint_with_other_keys_is_refused_and_nothing_is_lost(
    harness: PushHarness, field: str
) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    stranger = harness.push.subscribe()
    known = [FieldError("endpoint", "Known with other keys. Subscribe again on the device.")]
    for which in (None, box):
        _, outcome = await harness.put(device, chosen, box=which, **{field: getattr(stranger, field)})
        assert outcome == known
    await harness.run_until("2027-02-03T20:15")
    assert len(harness.push.received) == 1


async def test_a_wrong_secret_and_a_missing_channel_are_told_apart_by_nobody(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    wrong, missing = BoxRequest(box.id, bytes(32)), BoxRequest(bytes(16), box.auth)
    for other in (wrong, missing):
        assert await harness.store.read(partial(channels.show, box=other)) is Refusal.NO_SUCH_BOX
        for work in (
            partial(channels.seen, box=other, now=harness.now),
            partial(channels.skip, box=other, nudge_id=bytes(8), until=date(2027, 2, 4), now=harness.now),
            partial(channels.test, box=other, now=harness.now, keys=harness.keys, composer=harness.composer),
            partial(channels.delete, box=other, tombstones=harness.tombstones),
        ):
            assert await harness.store.write(work) is Refusal.NO_SUCH_BOX
    assert (await harness.put(device, box=wrong))[1] is Refusal.NO_SUCH_BOX
    assert (await harness.show(box)).state == "active"


async def test_a_deleted_channel_is_a_grave_and_its_prepared_messages_are_gone(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    assert await harness.store.write(partial(channels.delete, box=box, tombstones=harness.tombstones), box.id) is None
    harness.at("2027-02-03T20:10:01")
    await harness.send()
    assert harness.push.received == []
    assert await harness.store.read(partial(channels.show, box=box)) is Refusal.BOX_DELETED
    assert (await harness.put(device, box=box))[1] is Refusal.BOX_DELETED
    assert list(harness.tombstones.hashes())


async def test_skip_drops_what_was_prepared_until_the_date_and_outlives_a_replacement(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    assert await skip(harness, box, chosen, "2027-02-05") is None
    assert await harness.outbox() == []
    await harness.put(device, chosen, box=box, locale="en")
    await harness.run_until("2027-02-05T19:00", step=1200)
    assert harness.push.received == []
    await harness.run_until("2027-02-05T20:15")
    assert kinds(harness) == ["daily"]


async def test_skip_leaves_the_other_nudges_alone(harness: PushHarness) -> None:
    chosen, other = nudge(**DAILY_AT_EIGHT), nudge(kind="own", once="2027-02-03T20:00")
    box, _ = await harness.channel(chosen, other)
    harness.at("2027-02-03T19:59:59")
    await harness.prepare()
    await skip(harness, box, chosen, "2027-02-04")
    assert [row["kind"] for row in await harness.outbox()] == ["own"]


async def test_a_skipped_weekly_leaves_the_day_to_the_daily_one(harness: PushHarness) -> None:
    weekly = nudge(**WEEKLY_AT_SIX)
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), weekly)
    await skip(harness, box, weekly, "2027-02-04")
    await harness.run_until("2027-02-03T20:15")
    assert kinds(harness) == ["daily"]


async def test_skip_names_what_it_cannot_take(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, _ = await harness.channel(chosen)
    assert await skip(harness, box, nudge(kind="own"), "2027-02-04") == [
        FieldError("id", "This channel has no such nudge.")
    ]
    assert await skip(harness, box, chosen, "9999-12-31") == [FieldError("until", "More than 400 days away.")]


async def test_only_daily_nudges_are_counted_as_unanswered(harness: PushHarness) -> None:
    box, _ = await harness.channel(
        nudge(**DAILY_AT_EIGHT), nudge(**WEEKLY_AT_SIX), nudge(kind="own", once="2027-02-04T09:00")
    )
    await harness.run_until("2027-02-05T10:00", step=1200)
    assert kinds(harness) == ["weekly", "own", "daily"]
    assert (await harness.row(box))["unanswered"] == 1


async def test_seen_starts_the_count_of_the_unanswered_anew(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", at="15:00", days=["wed", "thu"]))
    await harness.run_until("2027-02-05T10:00", step=1200)
    assert (await harness.row(box))["unanswered"] == 2
    assert await harness.store.read(partial(channels.is_seen, box=box, now=harness.now)) is False
    await harness.store.write(partial(channels.seen, box=box, now=harness.now), box.id)
    row = await harness.row(box)
    assert (row["unanswered"], row["opened"]) == (0, "2027-02-05")
    assert await harness.store.read(partial(channels.is_seen, box=box, now=harness.now)) is True


async def test_a_channel_whose_zone_has_gone_from_tzdata_is_served_and_silent(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, _ = await harness.channel(chosen)

    def lose_the_zone(session: Session) -> None:
        session.execute(text("UPDATE channel SET timezone = 'Mars/Olympus', unanswered = 8"))

    await harness.store.write(lose_the_zone)
    assert await skip(harness, box, chosen, "2027-02-10") is None
    assert await harness.store.read(partial(channels.is_seen, box=box, now=harness.now)) is False
    await harness.store.write(partial(channels.seen, box=box, now=harness.now), box.id)
    assert (await harness.row(box))["opened"] == harness.now.date().isoformat()
    assert (await harness.nudges(box))[0].next_at is None
    work = partial(channels.test, box=box, now=harness.now, keys=harness.keys, composer=harness.composer)
    assert await harness.store.write(work, box.id) is None
    await harness.send()
    assert kinds(harness) == ["test"]


async def test_a_test_push_arrives_at_once_and_leaves_no_time_behind(harness: PushHarness) -> None:
    box, device = await harness.channel()
    work = partial(channels.test, box=box, now=harness.now, keys=harness.keys, composer=harness.composer)
    assert await harness.store.write(work, box.id) is None
    await harness.send()
    assert [got.device for got in harness.push.received] == [device]
    assert kinds(harness) == ["test"]
    row = await harness.row(box)
    assert (row["last_answer"], row["last_sent"], row["last_day"]) == (201, None, None)


async def test_a_test_push_without_a_working_subscription_says_so(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    harness.push.script(410)
    await harness.run_until("2027-02-03T20:15")
    work = partial(channels.test, box=box, now=harness.now, keys=harness.keys, composer=harness.composer)
    wrong = await harness.store.write(work, box.id)
    assert isinstance(wrong, list)
    assert [error.field for error in wrong] == ["endpoint"]


async def test_a_refused_channel_stays_refused_until_the_device_subscribes_again(harness: PushHarness) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await harness.channel(chosen)
    device.script(403, 403)
    await harness.run_until("2027-02-03T20:15", step=30)
    assert (await harness.show(box)).state == "resubscribe"
    since = (await harness.row(box))["paused_at"]
    harness.pass_by(days=100)
    await harness.put(device, chosen, box=box, locale="en")
    shown = await harness.show(box)
    assert (shown.state, shown.nudges[0].next) == ("resubscribe", None)
    assert (await harness.row(box))["paused_at"] == since, "its 180 days do not begin anew"
    await harness.put(harness.push.subscribe(), chosen, box=box, locale="en")
    shown = await harness.show(box)
    assert shown.state == "active"
    assert (await harness.row(box))["paused_at"] is None
    assert shown.nudges[0].next is not None


async def test_an_endpoint_that_was_silent_for_180_days_is_erased(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    fine, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    device.script(403, 403)
    await harness.run_until("2027-02-03T20:15", step=30)
    harness.pass_by(days=179)
    assert await blank_silent_endpoints(harness.store, harness.now) == 0
    harness.pass_by(days=1, minutes=1)
    assert await blank_silent_endpoints(harness.store, harness.now) == 1
    assert await blank_silent_endpoints(harness.store, harness.now) == 0
    row = await harness.row(box)
    assert (row["state"], row["sealed"], row["fingerprint"]) == ("gone", None, None)
    assert (await harness.row(fine))["sealed"] is not None


async def test_the_endpoint_is_nowhere_to_be_read_in_the_database(harness: PushHarness) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    row = await harness.row(box)
    raw = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row.values())
    for secret in (device.endpoint, device.p256dh, device.auth, "localhost"):
        assert secret.encode() not in raw
    assert len(row["sealed"]) == 12 + 512 + 16
