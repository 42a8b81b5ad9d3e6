"""`selfhelp demo`: only on a fresh database, through the protocol, and with words that the pack could have used."""

import base64
import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy import insert

from selfhelp.admin.demo import diary, seal
from selfhelp.cli import main
from selfhelp.doctor import examine
from selfhelp.modules.checks.words import _whole
from selfhelp.modules.compile import compile_bundle
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.outcomes.tables import Count
from selfhelp.runtime import open_runtime
from selfhelp.settings import Settings
from tests.admin.people import execute
from tests.conftest import ON_BOTH, with_settings
from tests.http import site
from tests.live import NO_TLS, Live, as_environment, live_server
from tests.reference.protocol import SlotKeys, VaultKeys, read_code

pytestmark = pytest.mark.pure

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors" / "protocol.json").read_text())
TODAY = date(2026, 11, 25)


@cache
def pack() -> Pack:
    """What is shipped."""
    found = load_pack(Settings().content, Messages())
    assert found is not None
    return found


def bundle(locale: str) -> dict[str, Any]:
    """As a phone reads it."""
    found: dict[str, Any] = json.loads(msgspec.json.encode(compile_bundle(pack(), locale)))
    return found


def story(locale: str) -> list[diary.Entry]:
    return list(diary.entries(TODAY, locale, bundle(locale)))


def test_codes_slots_and_records_are_those_of_the_known_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    for known in VECTORS["recovery_code"]:
        assert seal.recovery_code(bytes.fromhex(known["secret"])) == known["code"]
    slot, vault = VECTORS["slot"], seal.VaultSeal(bytes.fromhex(VECTORS["vault"]["master_key"]))
    made = seal.SlotSeal(bytes.fromhex(slot["secret"]))
    assert (made.id.hex(), made.auth.hex()) == (slot["slot_id"], slot["slot_auth"])
    monkeypatch.setattr("selfhelp.admin.demo.seal.secrets.token_bytes", lambda _length: bytes.fromhex(slot["iv"]))
    sealed = made.seal(bytes.fromhex(slot["master_key"]))
    assert base64.b64encode(sealed).decode() == slot["sealed"]
    assert (vault.id.hex(), vault.auth.hex()) == (VECTORS["vault"]["vault_id"], VECTORS["vault"]["vault_auth"])
    for known in VECTORS["record_ids"]:
        keys = seal.VaultSeal(bytes.fromhex(known["master_key"]))
        assert keys.record_id(known["name"]).hex() == known["record_id"]
    for known in VECTORS["records"]:
        monkeypatch.setattr(
            "selfhelp.admin.demo.seal.secrets.token_bytes", lambda _length, iv=known["iv"]: bytes.fromhex(iv)
        )
        record = bytes.fromhex(known["record_id"])
        sealed = vault.seal(record, known["version"], msgspec.json.decode(known["plain"]))
        assert base64.b64encode(sealed).decode() == known["sealed"]
    for known in VECTORS["padding"]:
        assert len(seal.padded(b"x" * known["plain_length"])) == known["padded_length"]
    with pytest.raises(ValueError, match="longer"):
        seal.padded(b"x" * VECTORS["padding_too_long"])


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_pack_that_is_shipped_knows_every_answer_and_every_code_of_the_story(locale: str) -> None:
    texts, told = bundle(locale), story(locale)
    exercises = {
        step["exercise"]["answer"]: step["exercise"]
        for module in texts["modules"].values()
        for step in module["steps"]
        if step.get("exercise", {}).get("answer")
    }
    given = {entry.fields["answer"]: entry.fields for entry in told if entry.kind == "answer"}
    assert given.keys() == {*diary.read_story().given, "map-chain", "balance"}
    for answer, fields in given.items():
        options = {option["code"] for option in exercises[answer].get("options", ())}
        assert {*fields.get("codes", ()), *fields.get("times", ())} <= options, answer
        boxes = {f"box_{box['code']}_text" for box in exercises[answer].get("boxes", ())}
        assert {name for name in fields if name.startswith("box_")} == boxes, answer
        if "if_code" in fields:
            started = {option["code"] for option in exercises[exercises[answer]["start"]]["options"]}
            assert fields["if_code"] in started, answer
    assert {entry.kind for entry in told} == {
        *("settings", "urge", "purchase", "checkin", "measure", "answer", "person", "progress"),
    }
    codes = {name: {code["code"] for code in labels} for name, labels in texts["codes"].items()}
    for entry in told:
        if entry.kind == "urge":
            assert {*entry.fields["triggers"]} <= codes["triggers"]
            assert {*entry.fields.get("feelings", ())} <= codes["feelings"]
            assert entry.fields.get("place", "home") in codes["places"]
            assert entry.fields.get("way", "wave") in codes["ways"]


@pytest.mark.slow
def test_nothing_is_written_of_today_or_later_and_nothing_twice() -> None:
    told = story("nb")
    dates = [date.fromisoformat(entry.fields["date"]) for entry in told if "date" in entry.fields]
    assert max(dates) < TODAY
    assert (max(dates) - min(dates)).days > 90
    names = [entry.name for entry in told if entry.name]
    assert len(names) == len(set(names))


def test_the_words_of_the_story_are_words_that_the_pack_may_use() -> None:
    names = [name for sheet in pack().services for name in sheet.name.values()]
    for locale, words in diary.read_story().words.items():
        never = re.compile(_whole(*pack().forbidden[locale], *names), re.IGNORECASE)
        own = [
            text
            for part in msgspec.structs.astuple(words)
            for text in (part.values() if isinstance(part, dict) else part)
        ]
        assert len(own) > 40
        for text in own:
            assert not never.search(text), text
            assert not re.search(r"\d{3}|https?:|@|!", text), text


@pytest.fixture
def fresh(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """A server that runs on an empty database, and the command line on the same settings."""
    with live_server(settings) as live:
        for name, value in as_environment(settings).items():
            monkeypatch.setenv(name, value)
        yield live


def open_diary(url: str, code: str) -> list[dict[str, Any]]:
    """What another device finds under this code."""
    slot = SlotKeys(read_code(code))
    with httpx.Client(base_url=url, verify=NO_TLS) as http:
        bearer = {"Authorization": f"Bearer {slot.auth.hex()}"}
        sealed = http.get(f"/api/slots/{slot.id.hex()}", headers=bearer).raise_for_status().json()["sealed"]
        vault = VaultKeys(slot.open(base64.b64decode(sealed)))
        bearer = {"Authorization": f"Bearer {vault.auth.hex()}"}
        body = {"log": http.get("/api/log").json()["log"], "cursor": 0, "puts": []}
        page = http.post(f"/api/vaults/{vault.id.hex()}/sync", json=body, headers=bearer).raise_for_status().json()
    assert not page["more"]
    return [
        vault.open(bytes.fromhex(one["id"]), one["version"], base64.b64decode(one["sealed"])) for one in page["changes"]
    ]


@ON_BOTH
@pytest.mark.slow
def test_the_printed_code_opens_the_whole_diary_and_a_second_time_is_refused(
    fresh: Live, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--server", fresh.url, "--locale", "en"]) == 0
    said = capsys.readouterr().out
    assert "For looking only." in said
    (code,) = re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", said)
    diary = open_diary(fresh.url, code)
    assert f"{len(diary)} records" in said
    assert {"keys", "urge", "checkin", "answer", "progress"} <= {record["kind"] for record in diary}
    assert all(record["fields"].keys() == record["stamps"].keys() for record in diary)

    assert main(["demo", "--server", fresh.url]) == 1
    assert "not empty" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_server_on_another_database_is_left_alone(
    fresh: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path / "elsewhere"))
    assert main(["demo", "--server", fresh.url]) == 1
    assert "another database" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_database_whose_boxes_were_all_deleted_is_not_fresh(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], small_content: Path
) -> None:
    async with open_runtime(with_settings(settings, content=small_content), CollectorRegistry()) as runtime:
        await runtime.store.write(lambda session: runtime.tombstones.record(session, b"once a vault"))
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    assert main(["demo"]) == 1
    assert "deleted" in capsys.readouterr().err
    (settings.data / "graves").unlink()
    assert main(["demo"]) == 1
    assert "`grave`" in capsys.readouterr().err


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_database_that_holds_figures_and_no_box_is_not_fresh(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is empty for a restore is empty here too, and nothing else."""
    execute(settings, insert(Count).values(month=2026 * 12 + 10, report="04p1", n=1))
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    assert main(["demo"]) == 1
    assert "`outcome_count`" in capsys.readouterr().err


@pytest.mark.slow
def test_without_a_server_it_starts_one_and_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], small_content: Path
) -> None:
    settings = Settings(data=tmp_path / "data", pwa=site.build(tmp_path / "dist"), content=small_content)
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    assert main(["demo"]) == 0
    (code,) = re.findall(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", capsys.readouterr().out)
    with live_server(settings) as live:
        kinds = {record["kind"] for record in open_diary(live.url, code)}
    assert "urge" in kinds


@pytest.mark.slow
def test_a_public_server_is_not_filled_unless_it_is_said_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], small_content: Path
) -> None:
    settings = Settings(
        data=tmp_path / "data",
        pwa=site.build(tmp_path / "dist"),
        content=small_content,
        public_url="https://fotfeste.example.org",
    )
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    assert main(["demo"]) == 1
    said = capsys.readouterr().err
    assert "public_url is https://fotfeste.example.org" in said
    assert "--on-public" in said
    assert not settings.data.exists()
    assert demo_findings(settings) == ["fine"]
    assert main(["demo", "--on-public"]) == 0
    assert demo_findings(settings) == ["error"]
    assert demo_findings(with_settings(settings, public_url="http://localhost:8000")) == ["fine"]
    assert demo_findings(with_settings(settings, public_url="http://localhost:8000"), launch=True) == ["error"]


def demo_findings(settings: Settings, *, launch: bool = False) -> list[str]:
    """What doctor says of the made-up diary."""
    return [one.level for one in examine(settings, launch=launch) if one.what.startswith("demo: ")]


def test_a_server_that_is_not_there_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path / "data"))
    assert main(["demo", "--server", "http://127.0.0.1:9"]) == 1
    assert "No answer from http://127.0.0.1:9" in capsys.readouterr().err
