"""A diary of ten years, put on a server as an older phone would: sealed by the protocol's second implementation."""

import base64
import random
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

import httpx

from tests.reference.protocol import SlotKeys, VaultKeys, write_code

RECORDS: Final = 10_000
YEARS: Final = 10
BATCH: Final = 100
"""Puts a request, the most that the server takes."""

TAG: Final = "00bench0"
NEEDLE: Final = "bryggerhuset"
"""A word that stands in one entry in five hundred: what the search is asked for."""


def snapshot_rests(parts: int) -> str:
    """In the page of a phone that has a diary: whether all parts of its snapshot rest, whole. A long one has two."""
    return f"""() => new Promise((done) => {{
  indexedDB.open('fotfeste').onsuccess = ({{ target: {{ result }} }}) => {{
    result.transaction('snapshot').objectStore('snapshot').getAll().onsuccess = ({{ target: {{ result: all }} }}) => {{
      result.close();
      done(all.length === {parts} && all.every((part) => part.id === undefined));
    }};
  }};
}})"""


_WORDS: Final = re.findall(
    r"\w+",
    "kveld jobb hjem alene buss regn søvn trøtt ringte broren gikk tur middag uro krangel telefon sofa dusj kaffe "
    "ventet pustet angret lettet bedre verre rolig sint redd bilen butikken helgen mandag lønn reise hotell trening",
)
_TRIGGERS: Final = ("home-alone", "lonely", "bored", "stress", "tired", "alcohol", "argument", "payday", "travel")
_PARTS: Final = ("night", "morning", "day", "evening")
_WAYS: Final = ("wave", "waiting", "breathing", "call", None, None)


def _text(chance: random.Random, number: int) -> str:
    words = chance.choices(_WORDS, k=chance.randint(4, 40))
    return " ".join([*words, NEEDLE] if number % 500 == 0 else words).capitalize() + "."


def _urge(chance: random.Random, number: int, at: str) -> tuple[None, str, dict[str, Any]]:
    strength = chance.randint(2, 10)
    fields: dict[str, Any] = {"date": at, "part": chance.choice(_PARTS), "strength": strength}
    fields["triggers"] = chance.sample(_TRIGGERS, k=chance.randint(0, 3))
    if way := chance.choice(_WAYS):
        fields |= {"way": way, "after": max(0, strength - chance.randint(0, 5)), "minutes": chance.randint(3, 40)}
    if number % 4 == 0:
        fields["text"] = _text(chance, number)
    return None, "urge", fields


def entries(today: date) -> Iterator[tuple[str | None, str, dict[str, Any]]]:
    """Name (for what exists once), kind and fields of every record, oldest first. The same at every run."""
    chance = random.Random(10)
    days = YEARS * 365
    yield "settings", "settings", {"what": ["again"], "locale": "nb"}
    yield "progress", "progress", {"began": (today - timedelta(days)).isoformat()}
    others = days // 7 + days // 40 + 2
    for number in range(RECORDS - others):
        at = (today - timedelta(days - number * days // (RECORDS - others))).isoformat()
        yield _urge(chance, number, at)
    for number in range(days // 7):
        at = (today - timedelta(days - 7 * number)).isoformat()
        figures = {name: chance.randint(0, 10) for name in ("mood", "peak", "control")}
        yield f"checkin/{at}", "checkin", {"date": at, **figures, "good_text": _text(chance, number)}
    for number in range(days // 40):
        at = (today - timedelta(days - 40 * number)).isoformat()
        yield None, "purchase", {"date": at, "part": chance.choice(_PARTS)}


def put_ten_years(server: str, today: date, most: int = RECORDS) -> str:
    """Makes slot and vault on the server and puts every record, or the oldest; the recovery code that opens them."""
    return _put_diary(server, islice(entries(today), most))


def put_first_day(server: str, today: date) -> str:
    """The same with what a diary has that was begun today."""
    settings = {"what": ["again"], "locale": "nb"}
    urge = {"date": today.isoformat(), "part": "morning", "strength": 6}
    records = (
        ("settings", "settings", settings),
        ("progress", "progress", {"began": today.isoformat()}),
        (None, "urge", urge),
    )
    return _put_diary(server, records)


def _put_diary(server: str, records: Iterable[tuple[str | None, str, dict[str, Any]]]) -> str:
    recovery = secrets.token_bytes(16)
    slot, vault = SlotKeys(recovery), VaultKeys(secrets.token_bytes(32))
    headers = {"Authorization": f"Bearer {vault.auth.hex()}"}
    with httpx.Client(base_url=server, headers=headers, timeout=30) as http:
        http.put(f"/api/vaults/{vault.id.hex()}", json={}).raise_for_status()
        sealed = base64.b64encode(slot.seal(vault.master_key)).decode()
        bearer = {"Authorization": f"Bearer {slot.auth.hex()}"}
        http.put(f"/api/slots/{slot.id.hex()}", json={"sealed": sealed}, headers=bearer).raise_for_status()
        log = http.get("/api/log").json()["log"]
        puts = [_put(vault, *record, number) for number, record in enumerate(records)]
        puts.append(_put(vault, "keys", "keys", {"R": recovery.hex()}, len(puts)))
        for first in range(0, len(puts), BATCH):
            body = {"log": log, "cursor": 0, "puts": puts[first : first + BATCH]}
            answer = http.post(f"/api/vaults/{vault.id.hex()}/sync", json=body).raise_for_status().json()
            assert len(answer["accepted"]) == len(body["puts"]), answer["refused"]
    return write_code(recovery)


def _put(vault: VaultKeys, name: str | None, kind: str, fields: dict[str, Any], number: int) -> dict[str, Any]:
    record = vault.record_id(name) if name else secrets.token_bytes(16)
    plain = {"kind": kind, "fields": fields, "stamps": {field: [number + 1, TAG] for field in fields}}
    sealed = vault.seal(record, 1, plain)
    return {"id": record.hex(), "base": 0, "version": 1, "sealed": base64.b64encode(sealed).decode()}
