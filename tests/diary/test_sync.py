"""Sync, rule by rule (docs/engineers/protocol.md)."""

import asyncio
import secrets
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import httpx
import pytest

from selfhelp.boxes.sealed import ANSWER_BUDGET
from selfhelp.diary.schema import MAX_CHANGES
from selfhelp.diary.sync import Allowance, Limits
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.conftest import ON_BOTH, with_settings
from tests.diary.conftest import make_api
from tests.diary.device import Device, Json, b64

pytestmark = pytest.mark.pure

ID = bytes(range(16))
NOTHING: Json = {"accepted": [], "conflicts": [], "refused": [], "changes": []}


def record_ids(count: int) -> list[bytes]:
    return [secrets.token_bytes(16) for _ in range(count)]


@ON_BOTH
async def test_a_put_is_stored_and_comes_to_another_device(device: Device, api: httpx.AsyncClient) -> None:
    answer = await device.sync(device.put(ID, text="kveld"))
    assert answer == {
        "log": device.log,
        "cursor": 1,
        "more": False,
        "accepted": [ID.hex()],
        "conflicts": [],
        "refused": [],
        "changes": [],
    }
    other = Device(api, master_key=device.vault.master_key)
    first = await other.sync()
    assert (first["log"], first["cursor"], first["more"], first["changes"]) == (device.log, 0, True, [])
    second = await other.sync()
    assert [change["version"] for change in second["changes"]] == [1]
    assert (second["cursor"], second["more"]) == (1, False)


async def test_a_retry_is_never_stored_twice(device: Device) -> None:
    put = device.put(ID)
    for _ in range(3):
        answer = await device.sync(put)
        assert answer["accepted"] == [ID.hex()]
        assert answer["cursor"] == 1


async def test_a_put_over_another_version_is_a_conflict_that_shows_it(device: Device) -> None:
    stored = device.put(ID, version=5, base=0)
    await device.sync(stored)
    for put in (device.put(ID, 6, base=4), device.put(ID, 1), device.put(ID, 5, base=0), device.put(ID, 7, base=6)):
        answer = await device.sync(put)
        assert answer["conflicts"] == [{"id": ID.hex(), "version": 5, "sealed": stored["sealed"]}]
        assert answer["accepted"] == []
        assert answer["cursor"] == 1
    assert (await device.sync(device.put(ID, 6)))["accepted"] == [ID.hex()]
    assert (await device.sync(device.put(ID, 9, base=6)))["accepted"] == [ID.hex()]


async def test_a_put_over_something_that_is_not_there_shows_version_0(device: Device) -> None:
    answer = await device.sync(device.put(ID, 3, base=2))
    assert answer["conflicts"] == [{"id": ID.hex(), "version": 0, "sealed": None}]


@pytest.mark.parametrize("sealed", [b"\x01" * 284, b"\x01" * 286, b"\x02" + b"x" * 284, b"", b"\x01" * 65_566])
async def test_a_bad_seal_is_refused_before_anything_else(device: Device, sealed: bytes) -> None:
    good = record_ids(1)[0]
    bad: Json = {"id": ID.hex(), "version": 9, "base": 3, "sealed": b64(sealed)}
    answer = await device.sync(bad, device.put(good))
    assert answer["refused"] == [{"id": ID.hex(), "type": "bad-seal"}]
    assert (answer["accepted"], answer["conflicts"]) == ([good.hex()], [])


@pytest.mark.parametrize("bucket", [256 * 2**n for n in range(9)])
async def test_every_length_of_a_seal_is_taken(device: Device, bucket: int) -> None:
    sealed = b"\x01" + secrets.token_bytes(28 + bucket)
    assert (await device.sync(device.put(ID, sealed=sealed)))["accepted"] == [ID.hex()]
    assert (await device.everything())[ID.hex()]["sealed"] == b64(sealed)


async def test_a_request_of_many_puts_treats_each_by_itself(device: Device) -> None:
    ids = record_ids(100)
    await device.sync(*(device.put(one) for one in ids[:50]))
    puts = [device.put(one, 2) for one in ids[:25]]
    puts += [device.put(one, 3) for one in ids[25:50]]
    puts += [device.put(one) for one in ids[50:]]
    answer = await device.sync(*puts)
    assert answer["accepted"] == [one.hex() for one in ids[:25] + ids[50:]]
    assert [conflict["id"] for conflict in answer["conflicts"]] == [one.hex() for one in ids[25:50]]
    held = await device.everything()
    assert {one: held[one.hex()]["version"] for one in ids} == dict.fromkeys(ids, 1) | dict.fromkeys(ids[:25], 2)


async def test_when_the_log_differs_no_put_is_applied(device: Device) -> None:
    true_log = device.log
    for log in (None, "0" * 32):
        answer = await device.sync(device.put(ID), log=log)
        assert answer == {
            "log": true_log,
            "cursor": 0,
            "more": True,
            "accepted": [],
            "conflicts": [],
            "refused": [],
            "changes": [],
        }
    assert await device.everything() == {}


async def test_a_cursor_beyond_the_vault_starts_anew_and_applies_no_put(device: Device) -> None:
    await device.sync(device.put(ID))
    for puts in ([device.put(record_ids(1)[0])], []):
        answer = await device.sync(*puts, cursor=2)
        assert (answer["log"], answer["cursor"], answer["more"]) == (device.log, 0, True)
        assert answer["accepted"] == answer["changes"] == []
    assert list(await device.everything()) == [ID.hex()]


async def test_pages_of_changes_end_at_200_and_lead_to_the_end(device: Device, api: httpx.AsyncClient) -> None:
    ids = record_ids(450)
    for start in range(0, 450, 90):
        await device.sync(*(device.put(one) for one in ids[start : start + 90]))
    other = Device(api, master_key=device.vault.master_key)
    await other.sync()
    pages = [await other.sync() for _ in range(3)]
    assert [len(page["changes"]) for page in pages] == [MAX_CHANGES, MAX_CHANGES, 50]
    assert [(page["cursor"], page["more"]) for page in pages] == [(200, True), (400, True), (450, False)]
    assert [change["id"] for page in pages for change in page["changes"]] == [one.hex() for one in ids]


def sealed_bytes(items: list[Json]) -> int:
    return sum(len(item["sealed"]) * 3 // 4 for item in items if item["sealed"])


async def test_a_page_of_changes_stays_within_the_budget(device: Device, api: httpx.AsyncClient) -> None:
    ids = record_ids(5)
    for one in ids:
        await device.sync(device.put(one, size=60_000))
    other = Device(api, master_key=device.vault.master_key)
    await other.sync()
    first = await other.sync()
    assert first["more"]
    assert len(first["changes"]) == 2
    assert sealed_bytes(first["changes"]) <= ANSWER_BUDGET
    second = await other.sync()
    assert (len(second["changes"]), second["more"]) == (2, True)


async def test_conflicts_come_first_and_the_puts_beyond_the_budget_are_left_alone(
    device: Device, api: httpx.AsyncClient
) -> None:
    ids = record_ids(5)
    for one in ids:
        await device.sync(device.put(one, size=60_000))
    new = record_ids(1)[0]
    other = Device(api, master_key=device.vault.master_key)
    other.log = device.log
    answer = await other.sync(*(other.put(one, 5, base=3) for one in ids), other.put(new))
    assert [conflict["id"] for conflict in answer["conflicts"]] == [one.hex() for one in ids[:2]]
    assert sealed_bytes(answer["conflicts"]) <= ANSWER_BUDGET
    assert (answer["accepted"], answer["refused"]) == ([], [])
    # One change at least: a device that came to the same place again would ask for it for ever.
    assert len(answer["changes"]) == 1
    assert answer["cursor"] > 0
    assert answer["more"] is True
    assert new.hex() not in await device.everything()


async def test_a_full_vault_takes_edits_that_do_not_grow(settings: Settings, store: Store) -> None:
    small = with_settings(settings, vault_records_first_month=2, vault_bytes_first_month=600)
    async with make_api(small, store) as api:
        device = await Device(api).create()
        a, b, c = record_ids(3)
        assert (await device.sync(device.put(a), device.put(b)))["accepted"] == [a.hex(), b.hex()]
        answer = await device.sync(device.put(c), device.put(a, 2))
        assert answer["refused"] == [{"id": c.hex(), "type": "vault-full"}]
        assert answer["accepted"] == [a.hex()]
        grown = await device.sync(device.put(b, 2, size=300))
        assert grown["refused"] == [{"id": b.hex(), "type": "vault-full"}]
        assert (await device.sync(device.put(b, 2)))["accepted"] == [b.hex()]


@pytest.mark.parametrize(("limit", "enough"), [("vault_records_first_month", 1), ("vault_bytes_first_month", 300)])
async def test_a_full_vault_refuses_a_new_record_that_comes_alone(
    settings: Settings, store: Store, limit: str, enough: int
) -> None:
    async with make_api(with_settings(settings, **{limit: enough}), store) as api:
        device = await Device(api).create()
        a, b = record_ids(2)
        assert (await device.sync(device.put(a)))["accepted"] == [a.hex()]
        assert (await device.sync(device.put(b)))["refused"] == [{"id": b.hex(), "type": "vault-full"}]
        assert list(await device.everything()) == [a.hex()]


def test_a_vault_of_the_30th_is_not_grown_a_day_later_but_grows_day_by_day() -> None:
    limits, month = Limits(Allowance(2_000, 4), Allowance(50_000, 34)), 2026 * 12 + 10
    assert limits.allowance(month, date(2026, 11, 30)) == (2_000, 4)
    days = [limits.allowance(month, date(2026, 12, day)) for day in range(1, 32)]
    assert days[0] == (2_000, 4)
    assert [one.bytes for one in days[::6]] == [4, 9, 15, 21, 27, 33]
    for before, after in pairwise(days):
        assert 0 < after.records - before.records <= 1_549
    assert limits.allowance(month, date(2027, 1, 1)) == (50_000, 34)


async def test_a_vault_in_its_second_month_is_given_the_room_of_the_day(settings: Settings, store: Store) -> None:
    small = with_settings(settings, vault_records_first_month=1, vault_records=31)
    now, first, second = (datetime(2026, *day, tzinfo=UTC) for day in ((11, 30), (12, 1), (12, 3)))
    async with make_api(small, store, lambda: now) as api:
        device = await Device(api).create()
        ids = record_ids(4)
        for now, taken in ((first, 1), (second, 2)):
            answer = await device.sync(*(device.put(one) for one in ids))
            assert len(answer["accepted"]) == 1
            assert len(await device.everything()) == taken, now
            ids = ids[1:]


async def test_without_room_edits_that_do_not_grow_and_deletions_are_taken_and_nothing_else(
    settings: Settings, store: Store
) -> None:
    a, b = record_ids(2)
    async with make_api(settings, store) as api:
        device = await Device(api).create()
        await device.sync(device.put(a, size=300))
    async with make_api(with_settings(settings, full_disk=100), store) as api:
        device.api = api
        for puts in ([device.put(b)], [device.put(b), device.put(a, 2, size=2_000)]):
            answer = await device.sync(*puts)
            assert answer["accepted"] == []
            assert [(one["id"], one["type"]) for one in answer["refused"]] == [
                (put["id"], "vault-full") for put in puts
            ]
        assert (await device.sync(device.put(a, 2)))["accepted"] == [a.hex()]
        assert list(await device.everything()) == [a.hex()]
        assert (await device.delete_vault()).status_code == 204


async def test_a_bad_seal_that_comes_alone_is_refused(device: Device) -> None:
    (record_id,) = record_ids(1)
    answer = await device.sync(device.put(record_id, sealed=b"\x02" + bytes(284)))
    assert answer["refused"] == [{"id": record_id.hex(), "type": "bad-seal"}]
    assert await device.everything() == {}


@ON_BOTH
async def test_concurrent_devices_lose_nothing(device: Device, api: httpx.AsyncClient) -> None:
    others = [Device(api, master_key=device.vault.master_key) for _ in range(8)]
    for other in others:
        other.log = device.log
    ids = record_ids(8 * 20)

    async def live(n: int) -> None:
        for one in ids[n * 20 : n * 20 + 20]:
            assert (await others[n].sync(others[n].put(one)))["accepted"] == [one.hex()]

    await asyncio.gather(*(live(n) for n in range(8)))
    held = await device.everything()
    assert held.keys() == {one.hex() for one in ids}
    assert (await device.sync())["cursor"] == len(ids)


@ON_BOTH
async def test_of_two_devices_that_put_over_the_same_version_one_meets_a_conflict(
    device: Device, api: httpx.AsyncClient
) -> None:
    other = Device(api, master_key=device.vault.master_key)
    other.log = device.log
    for version in range(1, 20):
        answers = await asyncio.gather(*(one.sync(one.put(ID, version), cursor=0) for one in (device, other)))
        assert sorted((len(one["accepted"]), len(one["conflicts"])) for one in answers) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"cursor": -1}, "cursor"),
        ({"cursor": 2**53}, "cursor"),
        ({"cursor": "1"}, "cursor"),
        ({"log": "x"}, "log"),
        ({"log": "0" * 32 + "\n"}, "log"),
        ({"puts": None}, "puts"),
        ({"extra": 1}, "extra"),
        ({"puts": [{"id": "0" * 32, "version": 1, "sealed": "AA=="}] * 101}, "puts"),
        ({"puts": [{"id": "0" * 32, "version": 1, "sealed": "AA=="}] * 2}, "puts[1].id"),
        ({"puts": [{"id": "A" * 32, "version": 1, "sealed": "AA=="}]}, "puts[0].id"),
        ({"puts": [{"id": "0" * 32, "version": 0, "sealed": "AA=="}]}, "puts[0].version"),
        ({"puts": [{"id": "0" * 32, "version": 2**32, "sealed": "AA=="}]}, "puts[0].version"),
        ({"puts": [{"id": "0" * 32, "version": 1, "sealed": "A"}]}, "puts[0].sealed"),
        ({"puts": [{"id": "0" * 32, "version": 1, "sealed": "AA"}]}, "puts[0].sealed"),
        ({"puts": [{"id": "0" * 32, "version": 1, "sealed": "_-=="}]}, "puts[0].sealed"),
        ({"puts": [{"id": "0" * 32, "version": 1, "base": 1, "sealed": "AA=="}]}, "puts[0].base"),
        ({"puts": [{"id": "0" * 32, "version": 1, "base": -1, "sealed": "AA=="}]}, "puts[0].base"),
        ({"puts": [{"id": "0" * 32, "version": 1, "sealed": "AA==", "kind": "urge"}]}, "puts[0].kind"),
        ({"puts": [{"id": "0" * 32, "version": 1}]}, "puts[0].sealed"),
    ],
)
async def test_bad_input_is_refused_whole_and_names_its_field(
    device: Device, changes: dict[str, Any], field: str
) -> None:
    answer = await device.post([device.put(ID)], **changes)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid"
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert await device.everything() == {}


@pytest.mark.parametrize("missing", ["log", "cursor", "puts"])
async def test_all_three_fields_must_be_there(device: Device, missing: str) -> None:
    body: Json = {"log": None, "cursor": 0, "puts": []}
    del body[missing]
    answer = await device.api.post(
        f"{device.vault_url}/sync", json=body, headers={"Authorization": f"Bearer {device.vault.auth.hex()}"}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == missing
