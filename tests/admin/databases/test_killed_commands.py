"""Killed at any instant: a backup is there or is not, and after a restore the old database stands or the new one."""

import asyncio
from itertools import count
from pathlib import Path

import pytest

from selfhelp.admin.databases import backup_file
from selfhelp.admin.databases.backing import NAME
from selfhelp.admin.databases.replacing import NEW_FILE
from selfhelp.admin.databases.sealed import key_in
from selfhelp.boxes import TOMBSTONES_FILE, Tombstone
from selfhelp.notify.services import keys_folder
from selfhelp.settings import Settings
from tests.admin.dying import die_at
from tests.admin.people import come, fill, held, of_people, people
from tests.admin.prompt import Prompt, only

pytestmark = pytest.mark.slow


def named(folder: Path) -> list[Path]:
    """What stands there under a backup's name."""
    return [file for file in folder.iterdir() if NAME.fullmatch(file.name)]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_backup_that_is_killed_leaves_none_under_a_backups_name(
    settings: Settings, prompt: Prompt, backups: Path
) -> None:
    await fill(settings, people(2))
    rows, key = sum(map(len, held(settings).values())), key_in(keys_folder(settings))
    for instant in count(1):
        is_dead = die_at(instant, settings, "backup", backups)
        assert {backup_file.check(made, key).rows for made in named(backups)} <= {rows}
        if not is_dead:
            break
    assert instant > 3


def test_a_restore_that_is_killed_leaves_the_old_or_the_new(settings: Settings, prompt: Prompt, backups: Path) -> None:
    asyncio.run(fill(settings, people(2)))
    prompt.done("backup", backups)
    backup, then = only(backups), {**of_people(held(settings)), "grave": [(bytes(32),)]}
    come(
        settings, [*people(1, seed=2)[0], [Tombstone(id=bytes(32))]]
    )  # a grave for the list, which is written meanwhile
    now = of_people(held(settings))
    stood = []
    for instant in count(1):
        for left in [settings.data / TOMBSTONES_FILE, *begun(settings)]:  # each time as much is to be done
            left.unlink(missing_ok=True)
        is_dead = die_at(instant, settings, "restore", backup, "--replace")
        found = of_people(held(settings))
        assert found in (now, then), instant
        stood.append(found == now)
        if not is_dead:
            break
    assert found == then
    assert stood == sorted(stood, reverse=True)  # the old one until one instant, and the new one from then on
    assert stood[0]
    assert not stood[-2]  # it was killed after that instant too

    (settings.data / NEW_FILE).write_text("what one that was killed has left")
    (settings.data / f"{NEW_FILE}-wal").write_text("and its log")
    prompt.done("restore", backup, "--replace")
    assert of_people(held(settings)) == then
    assert settings.database or not begun(settings)


def begun(settings: Settings) -> list[Path]:
    """What a restore into SQLite writes before it counts."""
    return list(settings.data.glob(f"{NEW_FILE}*"))
