"""What a channel promises when it is put, replaced, skipped, seen, deleted."""

from datetime import date
from functools import partial

import pytest

from selfhelp.boxes import BoxRequest, Outcome, Refusal
from selfhelp.http.problems import FieldError
from selfhelp.notify import service as channels
from selfhelp.notify.schema import NudgeIn
from selfhelp.notify.service import retire_endpoints
from selfhelp.notify.tables import Channel
from tests.notify.conftest import DAILY_AT_EIGHT, Office, nudge

WEEKLY_AT_SIX = {"kind": "weekly", "at": "18:00", "days": ["wed"]}


def kinds(office: Office) -> list[str]:
    """What arrived, in order."""
    return [got.notification["data"]["kind"] for got in office.push.received]


async def skip(office: Office, box: BoxRequest, chosen: NudgeIn, until: str) -> object:
    work = partial(
        channels.skip, box=box, nudge_id=bytes.fromhex(chosen.id), until=date.fromisoformat(until), now=office.now
    )
    return await office.store.write(work, box.id)


async def test_the_same_again_changes_nothing_not_even_what_was_prepared(office: Office) -> None:
    chosen = [
        nudge(**DAILY_AT_EIGHT),
        nudge(kind="own", once="2027-02-05T10:00"),
        nudge(kind="comeback", at="18:00"),
    ]
    box, device = await office.channel(*chosen)
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    before = await office.row(box), await office.nudges(box), await office.outbox()
    for nudges in (chosen, chosen[::-1]):
        assert (await office.put(device, *nudges, box=box))[1] is Outcome.KEPT
    assert (await office.row(box), await office.nudges(box), await office.outbox()) == before
    assert len(before[2]) == 1


async def test_a_replacement_is_whole(office: Office) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT), nudge(**WEEKLY_AT_SIX))
    kept = nudge(kind="own", at="09:00", days=["mon", "thu"])
    await office.put(device, kept, box=box, timezone="America/Sao_Paulo", locale="en")
    [row] = await office.nudges(box)
    assert (row.id.hex(), row.kind, row.at, row.days) == (kept.id, "own", 540, 0b1001)
    stored = await office.row(box)
    assert (stored["timezone"], stored["locale"]) == ("America/Sao_Paulo", "en")


async def test_an_edit_minutes_before_does_not_cost_todays_reminder_and_changes_its_words(office: Office) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await office.channel(chosen)
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    await office.put(device, chosen, box=box, locale="en")
    assert await office.outbox() == []
    await office.run_until("2027-02-03T20:15", step=30)
    [got] = office.push.received
    assert got.notification["lang"] == "en"
    assert got.notification["body"] == "Time for a short break?"


async def test_never_twice_for_one_date_across_a_replacement(office: Office) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await office.channel(chosen)
    await office.run_until("2027-02-03T20:15")
    later = nudge(**DAILY_AT_EIGHT | {"id": chosen.id, "at": "21:00"})
    await office.put(device, later, box=box)
    await office.run_until("2027-02-04T20:59")
    assert len(office.push.received) == 1
    await office.run_until("2027-02-04T21:15")
    assert len(office.push.received) == 2


async def test_a_time_that_has_just_passed_waits_for_tomorrow(office: Office) -> None:
    office.at("2027-02-03T20:00:01")
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    [row] = await office.nudges(box)
    assert row.next_nominal == "2027-02-04"


async def test_at_most_one_push_a_day_besides_own_and_the_weekly_comes_first(office: Office) -> None:
    await office.channel(
        nudge(**DAILY_AT_EIGHT | {"at": "13:00"}),
        nudge(**WEEKLY_AT_SIX),
        nudge(kind="step", once="2027-02-03T16:00"),
        nudge(kind="own", once="2027-02-03T15:00"),
        nudge(kind="own", at="17:00", days=["wed"]),
    )
    await office.run_until("2027-02-04T12:00")
    assert kinds(office) == ["own", "own", "weekly"]
    await office.run_until("2027-02-04T14:00")
    assert kinds(office)[3:] == ["daily"]


async def test_a_step_comes_before_the_daily_one(office: Office) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="step", once="2027-02-03T21:00"))
    await office.run_until("2027-02-03T23:59")
    assert kinds(office) == ["step"]


async def test_two_daily_nudges_ring_once_a_day(office: Office) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT), nudge(**DAILY_AT_EIGHT | {"at": "14:00"}))
    await office.run_until("2027-02-03T23:59")
    assert kinds(office) == ["daily"]


async def test_two_nudges_of_the_same_minutes_are_one_push(office: Office) -> None:
    await office.channel(nudge(**DAILY_AT_EIGHT), nudge(**DAILY_AT_EIGHT | {"at": "20:02"}))
    office.at("2027-02-03T20:04")
    await office.prepare()
    assert len(await office.outbox()) == 1


async def test_a_reminder_moved_after_another_rang_that_day_keeps_silent(office: Office) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    await office.run_until("2027-02-03T20:15")
    await office.put(device, nudge(**WEEKLY_AT_SIX | {"at": "21:00"}), box=box)
    await office.run_until("2027-02-03T23:00")
    assert kinds(office) == ["daily"]


async def test_what_rings_once_rings_once(office: Office) -> None:
    box, _ = await office.channel(nudge(kind="step", once="2027-02-03T19:30"))
    await office.run_until("2027-02-06T19:30", step=1200)
    assert kinds(office) == ["step"]
    assert (await office.show(box)).nudges[0].next is None


@pytest.mark.parametrize(
    ("once", "detail"), [("2027-02-03T11:59", "In the past."), ("2028-03-10T12:01", "More than 400 days away.")]
)
async def test_a_single_minute_in_the_past_or_far_ahead_is_refused_by_its_place(
    office: Office, once: str, detail: str
) -> None:
    nudges = nudge(**DAILY_AT_EIGHT), nudge(kind="step", once=once)
    box, outcome = await office.put(office.push.subscribe(), *nudges)
    assert outcome == [FieldError("nudges[1].once", detail)]
    assert await office.store.read(lambda session: session.get(Channel, box.id)) is None


async def test_a_single_minute_that_has_rung_may_stand_in_a_replacement(office: Office) -> None:
    step = nudge(kind="step", once="2027-02-03T19:30")
    box, device = await office.channel(step)
    await office.run_until("2027-02-03T20:00")
    assert (await office.put(device, step, nudge(**DAILY_AT_EIGHT), box=box))[1] is Outcome.KEPT
    await office.run_until("2027-02-04T20:15", step=1200)
    assert kinds(office) == ["step", "daily"]


async def test_the_same_subscription_under_a_new_id_replaces_the_old_channel(office: Office) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    old, device = await office.channel(chosen)
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    new, outcome = await office.put(device, chosen)
    assert outcome is Outcome.MADE
    assert await office.store.read(partial(channels.show, box=old)) is Refusal.BOX_DELETED
    await office.run_until("2027-02-03T22:00")
    await office.run_until("2027-02-04T19:00", step=3600)
    assert len(office.push.received) == 1
    again, outcome = await office.put(device, chosen)
    assert outcome is Outcome.MADE
    [row] = await office.nudges(again)
    assert row.last_nominal == "2027-02-03", "what has rung is not forgotten"
    assert await office.store.read(partial(channels.show, box=new)) is Refusal.BOX_DELETED


async def test_an_existing_channel_takes_the_endpoint_of_another_over(office: Office) -> None:
    one, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    other, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    assert (await office.put(device, nudge(**DAILY_AT_EIGHT), box=one))[1] is Outcome.KEPT
    assert await office.store.read(partial(channels.show, box=other)) is Refusal.BOX_DELETED


@pytest.mark.parametrize("field", ["p256dh", "auth"])
async def test_the_same_endpoint_with_other_keys_is_refused_and_nothing_is_lost(office: Office, field: str) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await office.channel(chosen)
    stranger = office.push.subscribe()
    known = [FieldError("endpoint", "Known with other keys. Subscribe again on the device.")]
    for which in (None, box):
        _, outcome = await office.put(device, chosen, box=which, **{field: getattr(stranger, field)})
        assert outcome == known
    await office.run_until("2027-02-03T20:15")
    assert len(office.push.received) == 1


async def test_a_wrong_secret_and_a_missing_channel_are_told_apart_by_nobody(office: Office) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    wrong, missing = BoxRequest(box.id, bytes(32)), BoxRequest(bytes(16), box.auth)
    for other in (wrong, missing):
        assert await office.store.read(partial(channels.show, box=other)) is Refusal.NO_SUCH_BOX
        for work in (
            partial(channels.seen, box=other, now=office.now),
            partial(channels.skip, box=other, nudge_id=bytes(8), until=date(2027, 2, 4), now=office.now),
            partial(channels.test, box=other, now=office.now, keys=office.keys, composer=office.composer),
            partial(channels.delete, box=other, tombstones=office.tombstones),
        ):
            assert await office.store.write(work) is Refusal.NO_SUCH_BOX
    assert (await office.put(device, box=wrong))[1] is Refusal.NO_SUCH_BOX
    assert (await office.show(box)).state == "active"


async def test_a_deleted_channel_is_a_grave_and_its_prepared_messages_are_gone(office: Office) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    assert await office.store.write(partial(channels.delete, box=box, tombstones=office.tombstones), box.id) is None
    office.at("2027-02-03T20:10:01")
    await office.send()
    assert office.push.received == []
    assert await office.store.read(partial(channels.show, box=box)) is Refusal.BOX_DELETED
    assert (await office.put(device, box=box))[1] is Refusal.BOX_DELETED
    assert list(office.tombstones.hashes())


async def test_skip_drops_what_was_prepared_until_the_date_and_outlives_a_replacement(office: Office) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await office.channel(chosen)
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    assert await skip(office, box, chosen, "2027-02-05") is None
    assert await office.outbox() == []
    await office.put(device, chosen, box=box, locale="en")
    await office.run_until("2027-02-05T19:00", step=1200)
    assert office.push.received == []
    await office.run_until("2027-02-05T20:15")
    assert kinds(office) == ["daily"]


async def test_skip_leaves_the_other_nudges_alone(office: Office) -> None:
    chosen, other = nudge(**DAILY_AT_EIGHT), nudge(kind="own", once="2027-02-03T20:00")
    box, _ = await office.channel(chosen, other)
    office.at("2027-02-03T19:59:59")
    await office.prepare()
    await skip(office, box, chosen, "2027-02-04")
    assert [row["kind"] for row in await office.outbox()] == ["own"]


async def test_a_skipped_weekly_leaves_the_day_to_the_daily_one(office: Office) -> None:
    weekly = nudge(**WEEKLY_AT_SIX)
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT), weekly)
    await skip(office, box, weekly, "2027-02-04")
    await office.run_until("2027-02-03T20:15")
    assert kinds(office) == ["daily"]


async def test_skip_names_what_it_cannot_take(office: Office) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, _ = await office.channel(chosen)
    assert await skip(office, box, nudge(kind="own"), "2027-02-04") == [
        FieldError("id", "This channel has no such nudge.")
    ]
    assert await skip(office, box, chosen, "9999-12-31") == [FieldError("until", "More than 400 days away.")]


async def test_only_daily_nudges_are_counted_as_unanswered(office: Office) -> None:
    box, _ = await office.channel(
        nudge(**DAILY_AT_EIGHT), nudge(**WEEKLY_AT_SIX), nudge(kind="own", once="2027-02-04T09:00")
    )
    await office.run_until("2027-02-05T10:00", step=1200)
    assert kinds(office) == ["weekly", "own", "daily"]
    assert (await office.row(box))["unanswered"] == 1


async def test_seen_starts_the_count_of_the_unanswered_anew(office: Office) -> None:
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT), nudge(kind="own", at="15:00", days=["wed", "thu"]))
    await office.run_until("2027-02-05T10:00", step=1200)
    assert (await office.row(box))["unanswered"] == 2
    assert await office.store.read(partial(channels.is_seen, box=box, now=office.now)) is False
    await office.store.write(partial(channels.seen, box=box, now=office.now), box.id)
    row = await office.row(box)
    assert (row["unanswered"], row["opened"]) == (0, "2027-02-05")
    assert await office.store.read(partial(channels.is_seen, box=box, now=office.now)) is True


async def test_a_test_push_arrives_at_once_and_leaves_no_time_behind(office: Office) -> None:
    box, device = await office.channel()
    work = partial(channels.test, box=box, now=office.now, keys=office.keys, composer=office.composer)
    assert await office.store.write(work, box.id) is None
    await office.send()
    assert [got.device for got in office.push.received] == [device]
    assert kinds(office) == ["test"]
    row = await office.row(box)
    assert (row["last_answer"], row["last_sent"], row["last_day"]) == (201, None, None)


async def test_a_test_push_without_a_working_subscription_says_so(office: Office) -> None:
    box, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    office.push.script(410)
    await office.run_until("2027-02-03T20:15")
    work = partial(channels.test, box=box, now=office.now, keys=office.keys, composer=office.composer)
    wrong = await office.store.write(work, box.id)
    assert isinstance(wrong, list)
    assert [error.field for error in wrong] == ["endpoint"]


async def test_a_refused_channel_stays_refused_until_the_device_subscribes_again(office: Office) -> None:
    chosen = nudge(**DAILY_AT_EIGHT)
    box, device = await office.channel(chosen)
    device.script(403, 403)
    await office.run_until("2027-02-03T20:15", step=30)
    assert (await office.show(box)).state == "resubscribe"
    since = (await office.row(box))["paused_at"]
    office.pass_by(days=100)
    await office.put(device, chosen, box=box, locale="en")
    shown = await office.show(box)
    assert (shown.state, shown.nudges[0].next) == ("resubscribe", None)
    assert (await office.row(box))["paused_at"] == since, "its 180 days do not begin anew"
    await office.put(office.push.subscribe(), chosen, box=box, locale="en")
    shown = await office.show(box)
    assert shown.state == "active"
    assert (await office.row(box))["paused_at"] is None
    assert shown.nudges[0].next is not None


async def test_an_endpoint_that_was_silent_for_180_days_is_erased(office: Office) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    fine, _ = await office.channel(nudge(**DAILY_AT_EIGHT))
    device.script(403, 403)
    await office.run_until("2027-02-03T20:15", step=30)
    office.pass_by(days=179)
    assert await retire_endpoints(office.store, office.now) == 0
    office.pass_by(days=1, minutes=1)
    assert await retire_endpoints(office.store, office.now) == 1
    assert await retire_endpoints(office.store, office.now) == 0
    row = await office.row(box)
    assert (row["state"], row["sealed"], row["fingerprint"]) == ("gone", None, None)
    assert (await office.row(fine))["sealed"] is not None


async def test_the_endpoint_is_nowhere_to_be_read_in_the_database(office: Office) -> None:
    box, device = await office.channel(nudge(**DAILY_AT_EIGHT))
    row = await office.row(box)
    raw = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row.values())
    for secret in (device.endpoint, device.p256dh, device.auth, "localhost"):
        assert secret.encode() not in raw
    assert len(row["sealed"]) == 12 + 512 + 16
