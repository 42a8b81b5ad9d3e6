"""Whatever a person types, wherever he is and whatever he holds: none of it leaves the phone but sealed.

A phone with a name of its own, at an address of its own, types a word that stands nowhere else into every field the
app has, keeps a copy on the server and gets reminders. Afterwards the words, the address, the phone's name and the
secrets are looked for in everything that the server kept, wrote and sent, and in everything that the phone sent.
"""

import asyncio
import base64
import copy
import ipaddress
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from playwright.sync_api import Browser

from selfhelp.settings import Settings
from tests.conftest import with_settings
from tests.hostile.canaries import Canary, Search, word
from tests.hostile.evidence import cluster_files, files, metrics, pushes, rows
from tests.journeys.coached import Organisation, coached_pack
from tests.journeys.doing import at_rest, sync
from tests.journeys.fields import SOURCES, Writer, drawn_in, exercises, of_the_pack, of_the_screens, screen_names
from tests.journeys.phone import Phone, until
from tests.journeys.push import deliver, next_week, shown, subscribing
from tests.journeys.tap import Tap, tapped
from tests.journeys.walk import WITH_FIELDS, WITHOUT_FIELDS, write_everywhere
from tests.journeys.words import Words
from tests.live import Live, live_server
from tests.notify.push_service import PushService
from tests.postgres import free_port
from tests.reference.protocol import SlotKeys, VaultKeys, read_code

pytestmark = [pytest.mark.browser, pytest.mark.slow]

IPV4: Final = "198.51.100.237"
IPV6: Final = "2001:db8:5ca1:ab1e:c0de:f00d:1234:5678"
PHONE_NAME: Final = f"Mozilla/5.0 (Linux; Android 16) {word()}"

BOOKKEEPING: Final = {"code", "known-code", "signin", "export", "import", "diary", "lock", "locked"}
"""Screens whose fields take a code, a PIN, a word that confirms or what is searched for: compared, and forgotten."""


@pytest.fixture
def push_service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def server(settings: Settings, push_service: PushService, light_app: Path, tmp_path: Path) -> Iterator[Live]:
    """As an operator would run it who writes down all that can be written down."""
    told = with_settings(
        settings,
        content=coached_pack(tmp_path / "coached", organisation := Organisation()),
        pwa=light_app,
        jobs=True,
        push_test_ca=push_service.ca,
        trusted_proxy="127.0.0.1",
        log_requests=True,
        metrics_port=free_port(),
    )
    with live_server(told) as live, organisation.coach(live, "Kari"):
        yield live


@pytest.fixture
def tap(server: Live) -> Iterator[Tap]:
    with tapped(server.url, f"{IPV4}, {IPV6}") as tap:
        yield tap


def test_every_file_that_draws_a_field_is_walked() -> None:
    assert drawn_in() == SOURCES


def master_key(server: Live, secret: bytes) -> bytes:
    """What the code opens on the server."""
    slot = SlotKeys(secret)
    answer = httpx.get(
        f"{server.url}/api/slots/{slot.id.hex()}", headers={"Authorization": f"Bearer {slot.auth.hex()}"}
    )
    return slot.open(base64.b64decode(answer.raise_for_status().json()["sealed"]))


def in_the_copy(server: Live, secret: bytes, writer: Writer) -> set[str]:
    """Which of the words typed are in the copy on the server, opened as another phone would."""
    keys = VaultKeys(master_key(server, secret))
    answer = httpx.post(
        f"{server.url}/api/vaults/{keys.id.hex()}/sync",
        headers={"Authorization": f"Bearer {keys.auth.hex()}"},
        json={"log": httpx.get(f"{server.url}/api/log").json()["log"], "cursor": 0, "puts": []},
    )
    page = answer.raise_for_status().json()
    assert not page["more"]
    records = [
        keys.open(bytes.fromhex(it["id"]), it["version"], base64.b64decode(it["sealed"])) for it in page["changes"]
    ]
    plain = json.dumps(records, ensure_ascii=False)
    return {text for text in writer.typed if re.search(rf"{text}(?!\d)", plain)}


def stays_here(field: str, bundle: dict[str, Any]) -> bool:
    """Whether what is typed there never leaves the phone, sealed or not: codes, and the safety plan."""
    screen = field.partition(":")[0]
    on_the_phone = {
        f"{kind} {text}/{step['id']}" for kind, text, step, it in exercises(bundle) if it["keep"] == "device"
    }
    return screen in BOOKKEEPING | on_the_phone


WHO: Final = (
    Canary("the phone's name", PHONE_NAME),
    Canary("the IPv4 address", IPV4),
    Canary("the IPv6 address", IPV6),
    Canary("the IPv6 address, written out", ipaddress.ip_address(IPV6).exploded),
    Canary("the IPv6 address as bytes", ipaddress.ip_address(IPV6).packed),
    Canary("the network", str(ipaddress.ip_network((IPV6, 56), strict=False))),
    Canary("the network as bytes", ipaddress.ip_address(IPV6).packed[:7]),
)


def of_the_person(writer: Writer, code: str, master: bytes) -> list[Canary]:
    """What must never be met outside a seal."""
    return [
        Canary("what was typed", writer.core),
        Canary("telephone numbers", writer.digits),
        Canary("the code", code),
        Canary("the code without dashes", code.replace("-", "")),
        Canary("the recovery secret", read_code(code)),
        Canary("the slot's key", SlotKeys(read_code(code)).key),
        Canary("the master key", master),
    ]


def bundle_of(server: Live) -> dict[str, Any]:
    manifest = httpx.get(f"{server.url}/api/content/nb").json()
    found: dict[str, Any] = httpx.get(f"{server.url}{manifest['bundle']}").json()
    return found


def one_of_each_kind(bundle: dict[str, Any]) -> dict[str, Any]:
    """The pack with the first exercise of each kind: whatever the others ask is kept and sealed by the same code."""
    fewer, had = copy.deepcopy(bundle), set()
    for _, _, step, exercise in exercises(fewer):
        kind = exercise["kind"], exercise["keep"], exercise.get("becomes")
        if kind in had:
            del step["exercise"]
        had.add(kind)
    return fewer


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_phone_that_did_not_seal_would_be_found_out(server: Live, tap: Tap) -> None:
    core, vault, secret = word(), "f" * 32, {"Authorization": f"Bearer {'0' * 64}"}
    open_words = (b"\x01" + json.dumps({"text": f"Jeg heter {core}"}).encode()).ljust(29 + 256)
    put = {"id": "0" * 32, "base": 0, "version": 1, "sealed": base64.b64encode(open_words).decode()}
    with httpx.Client(base_url=tap.origin, headers=secret) as http:
        http.put(f"/api/vaults/{vault}", json={}).raise_for_status()
        log = http.get("/api/log").json()["log"]
        http.post(f"/api/vaults/{vault}/sync", json={"log": log, "cursor": 0, "puts": [put]}).raise_for_status()
    places = rows(server.settings) | files(server.settings.data, "data") | tap.sent
    found = {one.place for one in Search([Canary("words", core)]).through(places)}
    assert found == {"rows", "data/selfhelp.db-wal", "request bodies"}


@pytest.mark.parametrize(
    ("settings", "every"),
    [
        pytest.param("sqlite", False, id="sqlite"),
        pytest.param("sqlite", True, id="sqlite, every exercise", marks=pytest.mark.deep),
        pytest.param("postgresql", False, id="postgresql", marks=[pytest.mark.postgres, pytest.mark.deep]),
    ],
    indirect=["settings"],
)
@pytest.mark.whole_browser
@pytest.mark.long
def test_nothing_that_was_typed_and_nobody_who_typed_is_found_anywhere(
    browser: Browser, server: Live, tap: Tap, push_service: PushService, every: bool, request: pytest.FixtureRequest
) -> None:
    words, bundle = Words("nb"), bundle_of(server)
    if not every:
        bundle = one_of_each_kind(bundle)
    phone = Phone.take(
        browser, tap.origin, "nb", before=subscribing(push_service.subscribe()), user_agent=PHONE_NAME, worker=True
    )
    phone.open()
    phone.worker_ready()
    writer = Writer(phone, words)
    code = write_everywhere(writer, bundle)
    assert writer.met == of_the_screens(words) | of_the_pack(bundle, words)
    assert {*WITHOUT_FIELDS, *WITH_FIELDS} == screen_names()

    writer.go("reminders")
    phone.choose(words("reminders_style_full"))
    phone.press(words("reminders_turn_on"))
    page = phone.page
    page.get_by_text(words("reminders_delivery")).wait_for()
    phone.press(words("reminders_test"))
    push_service.wait(1, seconds=60)
    at_rest(phone)
    sync(phone)
    secret = read_code(code)
    typed = {text for text, name in writer.typed.items() if not stays_here(name, bundle)}
    with suppress(AssertionError):
        until(lambda: typed <= in_the_copy(server, secret, writer), page, seconds=120)
    # Every word is in the copy, so that it was there to be found; and what shall stay on the phone stayed.
    assert in_the_copy(server, secret, writer) == typed

    keys = VaultKeys(master_key(server, secret))
    places = rows(server.settings) | files(server.settings.data, "data") | metrics(server.settings)
    if server.settings.database:
        places |= cluster_files(request.getfixturevalue("postgres"))
    phone.expect_faults("status of 502")
    server.stop()
    with ThreadPoolExecutor(1) as pool:  # Playwright's loop runs in this thread
        pool.submit(asyncio.run, next_week(server.settings, push_service)).result()
    push_service.wait(2)
    assert push_service.complaints == []
    deliver(phone, push_service.received[-1].plain.decode())
    assert shown(phone)
    places |= {f"{name}, after the stop": raw for name, raw in files(server.settings.data, "data").items()}
    places |= tap.sent | pushes(push_service.received)

    search = Search([*of_the_person(writer, code, keys.master_key), *WHO])
    assert search.through(places) == []
    assert phone.context.cookies() == []
    assert not any(name == "set-cookie" for one in tap.passed for name, _ in one.headers)

    # What was searched really is what passed: each place shows something that had to be there.
    there = {
        "rows": keys.id,
        "metrics": b"selfhelp_requests_total",
        "data/server.out": b"/api/vaults/{box_id}/sync",
        "request addresses": keys.id.hex().encode(),
        "request bodies": b'"puts":[{',
        "push headers": b"aes128gcm",
        "push bodies, decrypted": b'"web_push":8030',
    }
    if not server.settings.database:
        there |= {"data/selfhelp.db-wal": keys.id, "data/selfhelp.db, after the stop": keys.id}
    for place, known in there.items():
        assert known in places[place], place
    for place in places:
        assert search.through({place: places[place] + writer.core.encode().hex().encode()}), place
    phone.close()
