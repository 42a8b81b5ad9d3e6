"""`selfhelp keys rotate`: what it costs is said, nothing is lost however it is cut short, and nothing runs then."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from selfhelp.cli import main
from selfhelp.doctor.machine import data_folder
from selfhelp.notify import rotate_endpoint_key, rotate_vapid_key
from selfhelp.notify.keys import CHANNEL_FILE, ENDPOINT_FILE, NEXT_KEY_FILE, NEXT_VAPID_FILE, VAPID_FILE, Keys
from selfhelp.notify.services import keys_folder
from selfhelp.notify.subscription import seal_subscription
from selfhelp.notify.tables import ACTIVE, PAUSED, RESUBSCRIBE, Nudge
from selfhelp.organisation import public_of
from selfhelp.settings import Settings
from selfhelp.store import Store, in_use
from selfhelp.store.engine import database_url, reading_engine, writing_engine
from selfhelp.store.faults import CannotOpen
from selfhelp.store.in_use import alone, share
from tests.admin.killed import killed
from tests.admin.phones import Phone, known, new_device, opened, rows, written
from tests.conftest import DATABASES_DEEP, ON_BOTH, with_settings
from tests.live import as_environment, live_server
from tests.patience import PATIENCE

pytestmark = pytest.mark.pure

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `selfhelp keys rotate …`; the status, what was said, and what was said to be wrong."""
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        return (main(["keys", "rotate", *arguments]), *capsys.readouterr())

    return run


@pytest.fixture
async def phones(settings: Settings) -> list[Phone]:
    """Five phones that are reminded every day."""
    phones = [Phone(new_device()) for _ in range(5)]
    await opened(settings, *phones)
    return phones


def keys(settings: Settings) -> Keys:
    return Keys.load(keys_folder(settings))


def files(settings: Settings) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in keys_folder(settings).iterdir()}


def states(settings: Settings, phones: list[Phone]) -> list[str]:
    found = rows(settings)
    return [found[phone.box.id]["state"] for phone in phones]


@pytest.mark.parametrize("which", ["vapid", "endpoint"])
@pytest.mark.parametrize("how", [["--dry-run"], [], ["--yes", "--dry-run"]])
async def test_without_yes_it_is_only_said_what_it_costs(
    settings: Settings, phones: list[Phone], run: Run, which: str, how: list[str]
) -> None:
    before = files(settings), rows(settings)
    status, said, wrong = run(which, *how)
    assert (status, wrong) == (0, "")
    assert ("5 active channels" if which == "vapid" else "5 push addresses") in said
    assert "Nothing was done." in said
    assert (files(settings), rows(settings)) == before


@ON_BOTH
async def test_endpoints_are_sealed_and_found_by_other_keys_afterwards(
    settings: Settings, phones: list[Phone], run: Run
) -> None:
    old, before = keys(settings), files(settings)
    # One that nobody could open before: its key file was lost once.
    await written(settings, lambda session: session.connection().execute(_SPOIL, {"id": phones[4].box.id}))
    status, said, wrong = run("endpoint", "--yes")
    assert (status, wrong) == (0, "")
    assert "Done: 4 open with the new key" in said
    assert "1 did not open with the old one either" in said
    expected = {phone.box.id: phone.subscription for phone in phones[:4]} | {phones[4].box.id: None}
    assert known(settings, keys(settings)) == expected
    assert set(known(settings, old).values()) == {None}
    after = files(settings)
    assert after[VAPID_FILE] == before[VAPID_FILE]
    assert after.keys() == before.keys()
    assert {name for name in after if after[name] != before[name]} == {ENDPOINT_FILE, CHANNEL_FILE}
    assert before[ENDPOINT_FILE] not in after.values()


async def test_a_rotation_of_many_endpoints_shows_how_far_it_has_come(
    phones: list[Phone],
    run: Run,
    bars: list[str],
) -> None:
    assert run("endpoint", "--yes")[0] == 0
    assert bars == ["encrypting the push addresses", "opening each again"]


_SPOIL = text("UPDATE channel SET sealed = fingerprint WHERE id = :id")


@pytest.mark.slow
@pytest.mark.parametrize("settings", DATABASES_DEEP, indirect=True)
async def test_an_endpoint_rotation_may_be_killed_at_any_step(settings: Settings, run: Run) -> None:
    phones = [Phone(new_device()) for _ in range(3)]
    await opened(settings, *phones)
    expected = {phone.box.id: phone.subscription for phone in phones}
    folder = keys_folder(settings)
    for after in count():
        cut = killed(settings, "keys", "rotate", "endpoint", "--yes", after=after)
        if (folder / NEXT_KEY_FILE).exists():
            (said,) = (one for one in data_folder(settings, False) if one.what.startswith(NEXT_KEY_FILE))
            assert said.do == "`selfhelp keys rotate endpoint --yes` goes on with it."
            with pytest.raises(ValueError, match="`selfhelp keys rotate endpoint --yes` again"):
                keys(settings)
            assert run("endpoint", "--yes")[0] == 0
        assert known(settings, keys(settings)) == expected, after
        if not cut:
            break
    assert after >= 8  # two batches twice, and the files
    assert set(files(settings)) == {VAPID_FILE, ENDPOINT_FILE, CHANNEL_FILE}


async def test_the_old_key_stays_while_an_endpoint_does_not_open_with_the_new_one(
    settings: Settings, phones: list[Phone], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(settings)
    monkeypatch.setattr(
        rotate_endpoint_key,
        "seal_subscription",
        lambda *given: (sealed := seal_subscription(*given))[:-1] + bytes([sealed[-1] ^ 1]),
    )
    status, _, wrong = run("endpoint", "--yes")
    assert status == 1
    assert "5 endpoints do not open with the new key" in wrong
    assert {name: content for name, content in files(settings).items() if name != NEXT_KEY_FILE} == before


async def test_a_new_vapid_key_stops_what_would_be_refused_until_the_app_is_opened(
    settings: Settings, phones: list[Phone], run: Run
) -> None:
    ida, per, paused, *_ = phones
    await written(settings, lambda session: session.connection().execute(_PAUSE, {"id": paused.box.id}))
    before = public_of(keys(settings).vapid)
    status, said, wrong = run("vapid", "--yes")
    assert (status, wrong) == (0, "")
    assert "Done: 4 must subscribe again." in said
    assert public_of(keys(settings).vapid) != before
    assert states(settings, phones) == [RESUBSCRIBE, RESUBSCRIBE, PAUSED, RESUBSCRIBE, RESUBSCRIBE]
    assert {row["next_at"] for row in rows(settings, Nudge).values()} == {None}
    # The app is opened on two of the phones: one subscribes again, the other's browser cannot just now.
    ida.device = new_device()
    await opened(settings, ida, per)
    assert states(settings, phones)[:2] == [ACTIVE, RESUBSCRIBE]
    nudges = rows(settings, Nudge)
    assert nudges[ida.box.id]["next_at"] is not None
    assert nudges[per.box.id]["next_at"] is None


_PAUSE = text("UPDATE channel SET state = 'paused', paused_at = 1, unanswered = 18 WHERE id = :id")


@ON_BOTH
async def test_the_way_back_makes_active_whoever_has_not_subscribed_since(
    settings: Settings, phones: list[Phone], run: Run
) -> None:
    ida, *others = phones
    before, nudges = files(settings), rows(settings, Nudge)
    assert run("vapid", "--undo", "--yes")[0] == 1  # there is none yet
    assert run("vapid", "--yes")[0] == 0
    ida.device = new_device()
    await opened(settings, ida)
    assert "4 channels that have not subscribed again since" in run("vapid", "--undo")[1]
    status, said, _ = run("vapid", "--undo", "--yes")
    assert status == 0
    assert "Done: 1 must subscribe again, 4 are active again." in said
    assert files(settings)[VAPID_FILE] == before[VAPID_FILE]
    await opened(settings)  # a start, which derives when they ring
    assert states(settings, phones) == [RESUBSCRIBE, ACTIVE, ACTIVE, ACTIVE, ACTIVE]
    again = rows(settings, Nudge)
    assert [again[it.box.id]["next_at"] for it in others] == [nudges[it.box.id]["next_at"] for it in others]


@pytest.mark.slow
@pytest.mark.parametrize("settings", DATABASES_DEEP, indirect=True)
async def test_a_vapid_rotation_and_its_way_back_may_be_killed_at_any_step(settings: Settings, run: Run) -> None:
    ida, per, folder = Phone(new_device()), Phone(new_device()), keys_folder(settings)
    await opened(settings, ida, per)
    for after in count():
        before = files(settings)[VAPID_FILE]
        cut = killed(settings, "keys", "rotate", "vapid", "--yes", after=after)
        if files(settings)[VAPID_FILE] == before or (folder / NEXT_VAPID_FILE).exists():
            assert run("vapid", "--yes")[0] == 0
        former = rotate_vapid_key.former(folder)
        assert former is not None
        assert former.file.read_bytes() == before
        assert states(settings, [ida, per]) == [RESUBSCRIBE, RESUBSCRIBE]
        ida.device = new_device()
        await opened(settings, ida)
        cut |= killed(settings, "keys", "rotate", "vapid", "--undo", "--yes", after=after)
        if files(settings)[VAPID_FILE] != before or (folder / NEXT_VAPID_FILE).exists():
            assert run("vapid", "--undo", "--yes")[0] == 0
        assert files(settings)[VAPID_FILE] == before
        assert states(settings, [ida, per]) == [RESUBSCRIBE, ACTIVE], after
        if not cut:
            break
    assert after >= 6


async def test_a_reminder_that_waited_for_the_old_key_is_not_counted_as_sent(
    settings: Settings, phones: list[Phone], run: Run
) -> None:
    ida = phones[0]
    await written(settings, lambda session: session.connection().execute(_RANG, {"id": ida.box.id}))
    await written(settings, lambda session: session.connection().execute(_WAITS, {"id": ida.box.id, "tag": bytes(16)}))
    assert run("vapid", "--yes")[0] == 0
    assert rows(settings, Nudge)[ida.box.id]["last_nominal"] == "2026-11-27"


_RANG = text("UPDATE nudge SET last_nominal = '2026-11-28' WHERE channel = :id")
_WAITS = text(
    "INSERT INTO outbox (channel, tag, nudge, kind, nominal, before, due, not_before, deadline, lease, attempts, topic,"
    " body) SELECT channel, :tag, id, kind, last_nominal, '2026-11-27', 1, 1, 1, 0, 0, '', :tag FROM nudge"
    " WHERE channel = :id"
)


@pytest.mark.slow
def test_nothing_turns_while_a_server_runs_and_it_goes_on_with_the_new_keys(
    settings: Settings, run: Run, small_content: Path
) -> None:
    phone = Phone(new_device())
    request = {
        **{"endpoint": phone.device.endpoint, "p256dh": phone.device.p256dh, "auth": phone.device.auth},
        **{"timezone": "Europe/Oslo", "locale": "nb", "nudges": []},
    }
    box, who = f"/api/channels/{phone.box.id.hex()}", {"Authorization": f"Bearer {phone.box.auth.hex()}"}
    with live_server(with_settings(settings, content=small_content)) as live:
        with httpx.Client(base_url=live.url, headers=who) as http:
            assert http.put(box, json=request).status_code == 201
            key = http.get("/api/push-key").json()["key"]
        before = files(settings)
        for which in ("vapid", "endpoint"):
            status, _, wrong = run(which, "--yes")
            assert status == 1
            assert "A server or a worker has the database open. Stop every one of them first" in wrong
        assert files(settings) == before
        live.stop()
        assert run("endpoint", "--yes")[0] == 0
        live.start()
        with httpx.Client(base_url=live.url, headers=who) as http:
            assert http.post(f"{box}/test").status_code == 204  # the address opens
        live.stop()
        assert run("vapid", "--yes")[0] == 0
        live.start()
        with httpx.Client(base_url=live.url, headers=who) as http:
            assert http.get(box).json()["state"] == RESUBSCRIBE
            assert http.get("/api/push-key").json()["key"] != key


@ON_BOTH
async def test_one_at_a_time_and_whoever_only_looks_is_in_nobodys_way(
    settings: Settings, phones: list[Phone], run: Run
) -> None:
    with alone(settings):
        assert "Stop every one of them first" in run("endpoint", "--yes")[2]
        with pytest.raises(CannotOpen):
            await Store.open(settings)
    engine = reading_engine(database_url(settings))
    with engine.connect():
        assert run("endpoint", "--yes")[0] == 0
    engine.dispose()


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_lock_that_postgresql_has_not_released_yet_is_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As that of a server which was stopped a moment ago."""
    monkeypatch.setattr(in_use, "LET_GO", PATIENCE)
    engine = writing_engine(database_url(settings))
    share(engine)
    other = engine.connect()
    ends = threading.Timer(0.3, other.invalidate)
    ends.start()
    with alone(settings):
        pass
    ends.join()
    engine.dispose()


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
async def test_a_start_waits_for_the_lock_of_a_command_that_has_just_ended(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_use, "LET_GO", PATIENCE)
    engine = writing_engine(database_url(settings))
    other = engine.connect()
    other.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": in_use._LOCK})
    ends = threading.Timer(0.3, other.invalidate)
    ends.start()
    await (await Store.open(settings)).close()
    ends.join()
    engine.dispose()


def test_before_the_first_start_there_is_nothing_to_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SELFHELP_DATA", str(tmp_path / "data"))
    assert main(["keys", "rotate", "endpoint", "--yes"]) == 1
    assert "the first start makes it" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_former_key_lies_under_an_instant_later_than_any_other(tmp_path: Path) -> None:
    Keys.load(tmp_path)
    now = datetime(2026, 11, 28, 9, tzinfo=UTC)
    first = rotate_vapid_key._put_aside(tmp_path, b"one", now)
    assert rotate_vapid_key._put_aside(tmp_path, b"two", now) == first + 1
    assert rotate_vapid_key.former(tmp_path) == rotate_vapid_key.FormerKey(
        tmp_path / "vapid.until-20261128T090001Z.pem", first + 1
    )
