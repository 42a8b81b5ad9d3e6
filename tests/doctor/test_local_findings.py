"""What doctor finds without asking anybody: backups, files of others, old entries of help, what belongs to tests."""

import os
import pwd
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from selfhelp.cli import main
from selfhelp.doctor.backups import age, kept
from selfhelp.doctor.content import help_directory
from selfhelp.doctor.files import _is_of_one, of_others, settings_readable
from selfhelp.doctor.machine import maintenance_ended
from selfhelp.doctor.public_site import public_address
from selfhelp.last_backup import LastBackup
from selfhelp.maintenance_log import record_result as clock_note
from selfhelp.modules.pack import Pack
from selfhelp.modules.sheets import PackSheet, ServiceSheet
from selfhelp.settings import Settings
from tests.conftest import with_settings
from tests.http import site

TODAY = date(2026, 11, 28)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "selfhelp.db").touch()
    return Settings(data=tmp_path / "data", pwa=site.build(tmp_path / "dist"), content=tmp_path / "content")


def note(settings: Settings, hours: float) -> None:
    made = datetime.now(UTC) - timedelta(hours=hours)
    (settings.data / "last-backup").write_text(f"{made.isoformat()}\n")


def test_a_server_that_others_use_is_backed_up_every_night(settings: Settings) -> None:
    def levels() -> list[str]:
        return [finding.level for launch in (False, True) for finding in age(public, launch)]

    public = with_settings(settings, public_url="https://fotfeste.no")
    assert levels() == ["warning", "error"]
    for hours, level in ((1, "fine"), (30, "fine"), (49, "warning"), (200, "error")):
        note(settings, hours)
        assert levels() == [level, level]
    (settings.data / "last-backup").write_text("soon")
    assert levels() == ["warning", "error"]


def test_a_night_that_did_not_come_is_told_and_old_lines_go(settings: Settings) -> None:
    def write(*lines: tuple[float, str]) -> None:
        now = datetime.now(UTC)
        said = [f"{now - timedelta(hours=hours):%Y-%m-%dT%H:%M:%S+00:00} {rest}" for hours, rest in lines]
        file.write_text("\n".join([*said, "2026-11-28T03:3"]))  # a power cut tore the last one

    def told() -> list[tuple[str, str]]:
        return [
            (finding.level, finding.what.rpartition(", last")[0][:30]) for finding in maintenance_ended(settings, False)
        ]

    file = settings.data / "daily-work"
    write((30, "well night"), (30, "well compact"))
    assert told() == [("fine", "night: its work was done")]
    write((49, "well night"), (49, "failed compact"))
    assert [level for level, _ in told()] == ["warning", "warning"]
    clock_note(settings.data, "night", failed=False)
    assert told() == [("fine", "night: its work was done")]


def test_a_server_of_ones_own_needs_no_backup_and_an_old_one_is_told_all_the_same(settings: Settings) -> None:
    assert [finding.level for finding in age(settings, False)] == ["fine"]
    note(settings, 49)
    assert [finding.level for finding in age(settings, False)] == ["warning"]
    (settings.data / "selfhelp.db").unlink()
    assert [finding.what for finding in age(settings, True)] == ["backup: nothing to copy yet"]


def test_a_note_of_the_future_or_of_what_is_gone_is_not_fine(settings: Settings, tmp_path: Path) -> None:
    def write(ahead: timedelta = timedelta(), keys: Path | None = tmp_path) -> list[str]:
        noted = LastBackup(datetime.now(UTC) + ahead, tmp_path / "one.backup", keys)
        (settings.data / "last-backup").write_bytes(noted.written())
        return [finding.what.rpartition(" UTC")[2] for finding in age(settings, False) if finding.level == "warning"]

    tombstones = tmp_path / "graves"
    for file in (tmp_path / "one.backup", tombstones):
        file.touch()
    assert write() == []
    assert write(timedelta(hours=1)) == [", which is yet to come"]
    (tmp_path / "one.backup").unlink()
    assert write() == [f", and {tmp_path / 'one.backup'} is not there any more"]
    (tmp_path / "one.backup").touch()
    assert write(keys=None) == ["backup: the last one left out the keys and the list of deletions"]
    os.utime(tombstones, (0, 0))
    write()
    assert [finding.what for finding in age(settings, False)][1] == f"backup: {tombstones} is of 1970-01-01 00:00 UTC"
    tombstones.unlink()
    assert write() == [f"backup: {tombstones} cannot be found"]


def test_files_that_anybody_may_change_are_told(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [finding.level for finding in of_others(settings, False)] == ["fine"]
    overlay = settings.data.parent / "site" / "overlay"
    overlay.mkdir(mode=0o700, parents=True)
    settings = with_settings(settings, overlay=overlay)
    only_mine = False
    monkeypatch.setattr("selfhelp.doctor.files._is_of_one", lambda _group, _owner: only_mine)
    for file in (settings.pwa / "sw.js", settings.content, overlay, overlay.parent):
        mode = file.stat().st_mode
        for more in (0o002, 0o020):
            file.chmod(mode | more)
            (finding,) = of_others(settings, False)
            assert (finding.level, finding.what.startswith(f"{file}: ")) == ("error", True)
        only_mine = True  # in the group is the owner alone
        assert [finding.level for finding in of_others(settings, False)] == ["fine"]
        only_mine = False
        file.chmod(mode)
    overlay.parent.chmod(0o1777)  # as /tmp: nobody may rename what is another's
    assert [finding.level for finding in of_others(settings, False)] == ["fine"]


def test_a_group_is_of_one_when_nobody_else_is_in_it() -> None:
    assert _is_of_one(0, 0)
    shared = next(user for user in pwd.getpwall() if user.pw_uid not in (0, 4321))
    assert not _is_of_one(shared.pw_gid, 4321)
    assert not _is_of_one(2**31 - 5, 4321)


def test_a_settings_file_is_changed_by_one_user_and_with_a_password_read_by_one(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.toml"
    assert list(settings_readable(file)) == []
    file.write_text('database = "postgresql+psycopg://me@db/fotfeste"')
    file.chmod(0o644)
    assert [finding.level for finding in settings_readable(file)] == ["fine"]
    file.chmod(0o646)
    (finding,) = settings_readable(file)
    assert (finding.level, finding.do) == ("error", f"chmod go-w {file}")
    file.write_text('database = "postgresql+psycopg://me:hemmelig@db/fotfeste"')
    file.chmod(0o644)
    (finding,) = settings_readable(file)
    assert (finding.level, finding.do) == ("error", f"chmod 600 {file}")
    assert "hemmelig" not in str(finding)
    file.chmod(0o600)
    assert [finding.level for finding in settings_readable(file)] == ["fine"]
    tmp_path.chmod(0o777)
    assert [finding.what.partition(":")[0] for finding in settings_readable(file)] == [str(tmp_path)]


def test_the_settings_file_that_was_named_is_the_one_that_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("selfhelp.doctor.CHECKS", ())
    monkeypatch.chdir(tmp_path)
    for name, mode in (("selfhelp.toml", 0o600), ("other.toml", 0o666)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    assert main(["doctor"]) == 0
    assert main(["--settings", "other.toml", "doctor"]) == 1
    assert "other.toml: other users of this machine may change it" in capsys.readouterr().out


def test_what_was_kept_aside_is_named_until_it_is_gone(settings: Settings, tmp_path: Path) -> None:
    assert [finding.level for finding in kept(settings, False)] == ["fine"]
    keys = tmp_path / "keys"
    keys.mkdir()
    noted = LastBackup(datetime.now(UTC), tmp_path / "one.backup", keys)
    (settings.data / "last-backup").write_bytes(noted.written())
    assert [finding.level for finding in kept(settings, False)] == ["fine"]
    old, key = settings.data / "selfhelp.db.before_20261128T030000Z", keys / "vapid.pem.before-20261128T030000Z"
    for file in (old, key):
        file.touch()
    found = list(kept(settings, False))
    assert [(each.level, str(file) in each.what) for each, file in zip(found, (old, key), strict=True)] == [
        ("warning", True),
        ("warning", True),
    ]
    for file in (old, key):
        file.unlink()
    assert [finding.level for finding in kept(settings, False)] == ["fine"]
    (settings.data / "keys").mkdir()
    for folder in (keys, settings.data / "keys"):
        (folder / "vapid.pem").write_text("the key")
    assert [finding.level for finding in kept(settings, False)] == ["fine"]
    (settings.data / "keys" / "vapid.pem").write_text("one that a start has made")
    assert [str(keys / "vapid.pem") in finding.what for finding in kept(settings, False)] == [True]
    (keys / "vapid.pem").unlink()
    moved = with_settings(settings, database="postgresql+psycopg://me@127.0.0.1:1/none")
    assert [finding.what for finding in kept(moved, False)] == [
        f"old database: {settings.data / 'selfhelp.db'} is still there"
    ]


def service(id: str, rung: date | None) -> ServiceSheet:
    words = {"nb": "Noen", "en": "Somebody"}
    return ServiceSheet(id=id, country="NO", needs=["crisis"], name=words, does=words, source="NRK", rung=rung)


def test_help_that_nobody_has_looked_at_for_half_a_year_is_named() -> None:
    def found(*services: ServiceSheet, launch: bool = False) -> list[tuple[str, str]]:
        sheet = PackSheet(name="Fotfeste", version="1", locales=["nb", "en"], masks=["Fotfeste"])
        pack = Pack(Path(), sheet, services=list(services))
        return [(each.level, each.what) for each in help_directory(pack, TODAY, launch)]

    new, old = service("new", TODAY - timedelta(183)), service("old", TODAY - timedelta(184))
    assert found(new) == [("fine", "help directory: rung or opened on 2026-05-29 or later")]
    ((level, what),) = found(new, old)
    assert level == "warning"
    assert what.endswith("1 service last rung or opened over half a year ago: old")
    ((_, what),) = found(*(service(f"s{at}", TODAY - timedelta(300 + at)) for at in range(7)))
    assert what.endswith("7 services last rung or opened over half a year ago: s6, s5, s4, s3, s2, …")
    assert found() == []
    never = service("never", None)
    assert found(never) == [("fine", "help directory: nobody has rung or opened 1 of 1")]
    assert found(new, never) == [
        ("fine", "help directory: rung or opened on 2026-05-29 or later; nobody has rung or opened 1 of 2")
    ]
    assert [(level, "nobody has rung or opened" in what) for level, what in found(never, launch=True)] == [
        ("error", True),
        ("fine", True),
    ]
    assert [level for level, _ in found(new, launch=True)] == ["fine"]


def test_the_authority_of_the_tests_is_taken_out_before_launch(settings: Settings, tmp_path: Path) -> None:
    right = with_settings(settings, public_url="https://fotfeste.no", trusted_proxy="127.0.0.1")
    assert [finding.level for finding in public_address(right, True)] == ["fine"]
    wrong = with_settings(right, push_test_ca=tmp_path / "ca.pem")
    assert [finding.level for finding in public_address(wrong, True)] == ["fine", "error"]
    assert list(public_address(wrong, False)) == []
