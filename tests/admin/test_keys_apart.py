"""Keys and graves: copied to another place than the backup, and never lost there; nothing of them in a backup."""

import base64
import os
import secrets
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from selfhelp.boxes import TOMBSTONES_FILE
from selfhelp.doctor.backups import age
from selfhelp.last_backup import last_backup, last_failure
from selfhelp.notify.keys import Keys
from selfhelp.notify.subscription import Subscription, fingerprint_of, seal_subscription
from selfhelp.notify.tables import Channel
from selfhelp.settings import Settings
from tests.admin.damage import lose_half_of_the_graves
from tests.admin.people import fill, people
from tests.admin.prompt import Prompt, only
from tests.hostile.canaries import Canary, Search

pytestmark = pytest.mark.pure


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o700)
    return folder


GRAVES = [f"{n:064x}\n" for n in (3, 1, 2)]


@pytest.fixture
def keyed(settings: Settings) -> Settings:
    Keys.load(settings.data / "keys")
    (settings.data / TOMBSTONES_FILE).write_text("".join(GRAVES))
    return settings


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_keys_and_graves_are_copied_apart_and_tell_nothing_of_the_order_of_deletions(
    keyed: Settings, prompt: Prompt, backups: Path, keys: Path
) -> None:
    prompt.done("backup", backups, "--keys", keys)
    ours = {file.name: file.read_bytes() for file in (keyed.data / "keys").iterdir()}
    copied = {file.name: file.read_bytes() for file in keys.iterdir()}
    assert copied == {**ours, TOMBSTONES_FILE: "".join(sorted(GRAVES)).encode()}
    assert {stat.S_IMODE(file.stat().st_mode) for file in keys.iterdir()} == {0o600}
    assert not {file.name for file in backups.iterdir()} & set(copied)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("inside", ["", "deep/in/it", ".."])
def test_the_place_of_the_backups_is_refused_for_keys(
    keyed: Settings, prompt: Prompt, backups: Path, inside: str
) -> None:
    folder = backups / inside
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    said = prompt.refused("backup", backups, "--keys", folder)
    assert "are no places apart" in said
    assert "tells where each phone is reached" in said
    assert not [file for file in backups.rglob("*") if file.is_file()]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_link_to_the_place_of_the_backups_is_seen_through(
    keyed: Settings, prompt: Prompt, backups: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").symlink_to(backups)
    assert "are no places apart" in prompt.refused("backup", backups, "--keys", tmp_path / "other")


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_copy_of_another_key_or_of_more_graves_is_never_lost(
    keyed: Settings, prompt: Prompt, backups: Path, keys: Path
) -> None:
    """As when a machine was set up anew, and its first backup meets what the old one left."""
    prompt.done("backup", backups, "--keys", keys)
    old = (keys / "endpoint.key").read_bytes()
    shutil.rmtree(keyed.data / "keys")
    Keys.load(keyed.data / "keys")
    (keyed.data / TOMBSTONES_FILE).write_text(f"{9:064x}\n")
    said = prompt.done("backup", backups, "--keys", keys)
    assert (keys / "endpoint.key").read_bytes() == (keyed.data / "keys" / "endpoint.key").read_bytes() != old
    (kept,) = keys.glob("endpoint.key.before-*")
    assert kept.read_bytes() == old
    assert kept.name in said
    assert "«A key is lost»" in said
    assert (keys / TOMBSTONES_FILE).read_text() == "".join(sorted([*GRAVES, f"{9:064x}\n"]))


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_night_whose_keys_or_graves_were_not_copied_is_not_noted(
    keyed: Settings, prompt: Prompt, backups: Path, keys: Path
) -> None:
    (keys / TOMBSTONES_FILE).mkdir()  # a list cannot be put in its place
    assert "the keys and the list of deletions are not, or not all" in prompt.refused("backup", backups, "--keys", keys)
    assert only(backups).is_file()
    assert last_backup(keyed) is None
    failed = last_failure(keyed)
    assert failed is not None
    assert "the keys and the list of deletions are not" in failed.why
    told = next(finding for finding in age(keyed, False) if "did not end well" in finding.what)
    assert (told.level, told.why) == ("warning", failed.why)
    (keys / TOMBSTONES_FILE).rmdir()
    prompt.done("backup", backups, "--keys", keys)
    assert last_failure(keyed) is None
    assert [finding.level for finding in age(keyed, False)] == ["fine"]
    noted = last_backup(keyed)
    assert noted is not None
    assert (noted.file in {*backups.iterdir()}, noted.keys) == (True, keys)


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_what_people_deleted_lives_no_longer_because_the_disk_of_the_keys_fails(
    keyed: Settings, prompt: Prompt, backups: Path, keys: Path
) -> None:
    """The newest that are whole stay, as many as were asked for; older ones go, and it is no good end."""
    for _ in range(2):
        prompt.done("backup", backups)
    old = sorted(file.name for file in backups.iterdir())
    (keys / TOMBSTONES_FILE).mkdir()
    assert "the list of deletions are not" in prompt.refused("backup", backups, "--keys", keys, "--keep", "2")
    left = sorted(file.name for file in backups.iterdir())
    assert (left[0], len(left)) == (old[1], 2)
    assert left[1] not in old
    lose_half_of_the_graves(keyed)
    assert "is damaged" in prompt.refused("backup", backups, "--keep", "1")
    assert sorted(file.name for file in backups.iterdir()) == left


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_a_disk_that_is_not_mounted_is_noted_too_and_the_advice_can_be_pasted(
    keyed: Settings, prompt: Prompt, tmp_path: Path
) -> None:
    gone = tmp_path / "back ups"
    said = prompt.refused("backup", gone)
    assert last_failure(keyed) is not None
    paste("mkdir", said)
    gone.chmod(0o755)
    paste("chmod", prompt.refused("backup", gone))
    prompt.done("backup", gone)
    assert last_failure(keyed) is None


def paste(program: str, said: str) -> None:
    """Run the last line that begins with `program`, as a shell reads it."""
    subprocess.run(["/bin/sh", "-c", f"{program} {said.rpartition(f'{program} ')[2]}"], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_the_date_of_a_copied_list_is_that_of_the_last_copy(
    keyed: Settings, prompt: Prompt, backups: Path, keys: Path
) -> None:
    prompt.done("backup", backups, "--keys", keys)
    copied = keys / TOMBSTONES_FILE
    os.utime(copied, (0, 0))
    prompt.done("backup", backups, "--keys", keys)
    assert copied.stat().st_mtime > 0


async def test_it_holds_no_endpoint_in_clear_and_no_key(
    keyed: Settings, prompt: Prompt, backups: Path, keys: Path
) -> None:
    """And the search would find each, however it is written."""
    address = f"https://fcm.googleapis.com/fcm/send/{secrets.token_hex(16)}"
    p256dh, auth = (base64.urlsafe_b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (65, 16))
    loaded = Keys.load(keyed.data / "keys")
    persons = people(1)
    channel = persons[0][3][0]
    assert isinstance(channel, Channel)
    channel.sealed = seal_subscription(Subscription(address, p256dh, auth), channel.id, loaded)
    channel.fingerprint = fingerprint_of(address, loaded)
    await fill(keyed, persons)
    prompt.done("backup", backups, "--keys", keys)
    secret = {name: (keys / name).read_bytes() for name in ("endpoint.key", "channel.key")}
    pem = "".join((keys / "vapid.pem").read_text().splitlines()[1:-1])
    canaries: dict[str, str | bytes] = {
        "address": address,
        "p256dh": p256dh,
        "auth": auth,
        "vapid.pem": pem[40:100],
        **secret,
    }
    search = Search(Canary(name, value) for name, value in canaries.items())
    assert search.through({"the backup": only(backups).read_bytes()}) == []
    planted = b"".join(value if isinstance(value, bytes) else value.encode() for value in canaries.values())
    assert {found.canary for found in search.through({"planted": planted})} == set(canaries)
