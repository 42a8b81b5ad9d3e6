"""Slots and vaults, status by status."""

import base64
from typing import Any

import httpx
import pytest

from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.conftest import ON_BOTH, with_settings
from tests.diary.conftest import NOW, make_api
from tests.diary.device import Device, bearer

pytestmark = pytest.mark.pure

WRONG = bearer(b"w" * 32)


@ON_BOTH
async def test_a_slot_is_created_replaced_fetched_and_destroyed(api: httpx.AsyncClient) -> None:
    device = Device(api)
    mine = bearer(device.slot.auth)
    assert (await device.put_slot()).status_code == 201
    assert (await device.put_slot()).status_code == 204
    fetched = await api.get(device.slot_url, headers=mine)
    assert fetched.status_code == 200
    assert device.slot.open(base64.b64decode(fetched.json()["sealed"])) == device.vault.master_key
    assert (await api.delete(device.slot_url, headers=mine)).status_code == 204
    for answer in (await api.get(device.slot_url, headers=mine), await device.put_slot()):
        assert answer.status_code == 410
        assert answer.json()["type"] == "/problems/box-deleted"


async def test_creating_a_vault_is_idempotent(api: httpx.AsyncClient) -> None:
    device = Device(api)
    assert (await device.put_vault()).status_code == 201
    assert (await device.put_vault()).status_code == 204


async def test_the_log_is_told_to_everybody(api: httpx.AsyncClient) -> None:
    answer = await api.get("/api/log")
    assert answer.status_code == 200
    assert len(bytes.fromhex(answer.json()["log"])) == 16


def every_call(device: Device) -> list[dict[str, Any]]:
    """Each route of a slot and a vault, with a body that it takes."""
    sealed = {"sealed": base64.b64encode(bytes(61)).decode()}
    sync: dict[str, Any] = {"log": None, "cursor": 0, "puts": []}
    return [
        {"method": "PUT", "url": device.slot_url, "json": sealed},
        {"method": "GET", "url": device.slot_url},
        {"method": "DELETE", "url": device.slot_url},
        {"method": "PUT", "url": device.vault_url, "json": {}},
        {"method": "DELETE", "url": device.vault_url},
        {"method": "POST", "url": f"{device.vault_url}/sync", "json": sync},
    ]


async def test_a_wrong_secret_and_a_missing_box_look_the_same(api: httpx.AsyncClient) -> None:
    there, missing = await Device(api).create(), Device(api)
    await there.put_slot()
    for with_box, without in zip(every_call(there), every_call(missing), strict=True):
        if with_box["method"] == "PUT":
            continue  # a PUT of a missing box creates it; below
        one, other = await api.request(**with_box, headers=WRONG), await api.request(**without, headers=WRONG)
        assert one.status_code == other.status_code == 404
        assert one.content == other.content
        assert one.headers == other.headers
        assert one.json()["type"] == "/problems/no-such-box"


async def test_a_put_with_anothers_secret_is_no_such_box(api: httpx.AsyncClient) -> None:
    device = await Device(api).create()
    await device.put_slot()
    for call in every_call(device):
        if call["method"] == "PUT":
            answer = await api.request(**call, headers=WRONG)
            assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-box")
    assert (await device.put_slot()).status_code == 204


async def test_a_grave_is_410_to_everybody(api: httpx.AsyncClient) -> None:
    device = await Device(api).create()
    await device.put_slot()
    await api.delete(device.slot_url, headers=bearer(device.slot.auth))
    await device.delete_vault()
    for call in every_call(device):
        mine = device.slot.auth if call["url"] == device.slot_url else device.vault.auth
        for headers in (bearer(mine), WRONG):
            assert (await api.request(**call, headers=headers)).status_code == 410


async def test_checks_come_in_their_order(api: httpx.AsyncClient) -> None:
    """Form of the id, cross-site, form of the secret, body, box: each mistake hides the later ones."""
    device = await Device(api).create()
    url = f"{device.vault_url}/sync"
    bad_id = "/api/vaults/" + "A" * 32 + "/sync"
    cross = {"Sec-Fetch-Site": "cross-site"}
    asked: list[tuple[str, dict[str, str], bytes, tuple[int, str]]] = [
        (bad_id, cross, b"nonsense", (404, "no-such-page")),
        (url, cross, b"nonsense", (403, "cross-site")),
        (url, {}, b"nonsense", (401, "no-secret")),
        (url, {"Authorization": "Bearer " + "A" * 64}, b"nonsense", (401, "no-secret")),
        (url, {**WRONG, "Content-Type": "text/plain"}, b" " * (1024**2 + 1), (413, "too-large")),
        (url, {**WRONG, "Content-Type": "text/plain"}, b"nonsense", (415, "not-json")),
        (url, WRONG, b"nonsense", (415, "not-json")),
        (url, {**WRONG, "Content-Type": "application/json"}, b"nonsense", (400, "bad-request")),
        (url, {**WRONG, "Content-Type": "application/json"}, b"[]", (400, "bad-request")),
        (url, {**WRONG, "Content-Type": "application/json"}, b"{}", (422, "invalid")),
    ]
    for where, headers, body, expected in asked:
        answer = await api.post(where, headers=headers, content=body)
        assert (answer.status_code, answer.json()["type"].removeprefix("/problems/")) == expected


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none"])
async def test_other_fetch_sites_pass(api: httpx.AsyncClient, site: str) -> None:
    assert (await api.get("/api/log", headers={"Sec-Fetch-Site": site})).status_code == 200


async def test_the_log_is_not_told_across_sites(api: httpx.AsyncClient) -> None:
    assert (await api.get("/api/log", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 403


@pytest.mark.parametrize("length", [0, 60, 62])
async def test_a_slot_of_another_length_is_refused_by_name(api: httpx.AsyncClient, length: int) -> None:
    device = Device(api)
    body = {"sealed": base64.b64encode(bytes(length)).decode()}
    answer = await api.put(device.slot_url, json=body, headers=bearer(device.slot.auth))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "sealed"


async def test_a_vault_is_destroyed_only_as_its_owner_saw_it(device: Device) -> None:
    await device.sync(device.put(bytes(16)))
    other_log = "0" * 32
    for query in ({"log": device.log, "seq": 0}, {"log": other_log, "seq": 1}):
        answer = await device.delete_vault(**query)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/vault-has-grown")
    assert (await device.delete_vault(log=device.log, seq=1)).status_code == 204


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"seq": 1}, "log"),
        ({"log": "0" * 32}, "seq"),
        ({"log": "x", "seq": 1}, "log"),
        ({"log": "0" * 32, "seq": -1}, "seq"),
    ],
)
async def test_log_and_seq_come_together(device: Device, query: dict[str, Any], field: str) -> None:
    answer = await device.delete_vault(**query)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("?sqe=1", ["sqe"]),
        ("?sqe=", ["sqe"]),
        ("?sqe", ["sqe"]),
        ("?log={log}&seq=0&if=1", ["if"]),
        ("?LOG={log}&Seq=0", ["LOG", "Seq"]),
        ("?log=" + "0" * 32 + "&log={log}&seq=0", ["log"]),
    ],
)
async def test_a_misspelt_condition_deletes_nothing(
    device: Device, api: httpx.AsyncClient, query: str, fields: list[str]
) -> None:
    url = device.vault_url + query.format(log=device.log)
    answer = await api.delete(url, headers=bearer(device.vault.auth))
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == fields
    assert (await device.sync())["changes"] == []  # it is still there


async def test_what_was_created_is_told_by_the_status_alone(api: httpx.AsyncClient) -> None:
    device = Device(api)
    for made in (await device.put_slot(), await device.put_vault()):
        assert (made.status_code, made.content, made.headers["content-length"]) == (201, b"", "0")
    for kept in (await device.put_slot(), await device.put_vault()):
        assert (kept.status_code, kept.content) == (204, b"")


async def test_creations_are_limited_but_nothing_else_is(settings: Settings, store: Store) -> None:
    async with make_api(with_settings(settings, creations_per_hour=1), store, lambda: NOW) as api:
        device = await Device(api).create()
        refused = await device.put_slot()
        assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-new")
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        assert (await device.put_vault()).status_code == 204
        assert (await device.sync(device.put(bytes(16))))["accepted"]


async def test_a_low_disk_refuses_only_creations(settings: Settings, store: Store) -> None:
    async with make_api(settings, store) as api:
        device = await Device(api).create()
    async with make_api(with_settings(settings, low_disk=100), store) as api:
        device.api = api
        refused = await device.put_slot()
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/overloaded")
        assert "Retry-After" in refused.headers
        assert (await device.sync(device.put(bytes(16))))["accepted"]
