"""`selfhelp doctor` finds what is wrong, and says why it matters and what to do."""

import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlmodel import Session

from selfhelp import doctor
from selfhelp.cli import main
from selfhelp.doctor import examine
from selfhelp.finding import Finding
from selfhelp.modules.notice import ZONE
from selfhelp.notify.keys import Keys
from selfhelp.notify.services import keys_folder
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.admin.damage import lose_half_of_the_graves
from tests.http import site

SHIPPED = Settings().content
REAL_CONTACT = "mailto:drift@fotfeste.no"


@pytest.fixture
async def healthy(tmp_path: Path, small_content: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A server that has been started once, with everything in place; its texts are few."""
    data = tmp_path / "data"
    content = recently_read(small_content, tmp_path / "read")
    settings = Settings(data=data, pwa=site.build(tmp_path / "dist"), content=content, push_contact=REAL_CONTACT)
    monkeypatch.setattr("selfhelp.doctor.content.SHIPPED", content)
    data.mkdir(mode=0o700)
    store = await Store.open(settings)
    await store.close()
    Keys.load(keys_folder(settings))
    return settings


def recently_read(pack: Path, folder: Path) -> Path:
    """The same pack, whose services somebody has rung today."""
    shutil.copytree(pack, folder)
    directory = folder / "directory.toml"
    today = datetime.now(UTC).date()
    directory.write_text(f"{directory.read_text(encoding='utf-8')}rung = {today}\n", encoding="utf-8")
    return folder


def found(settings: Settings, beginning: str, *, launch: bool = False) -> Finding:
    """The one finding that begins so."""
    (finding,) = [finding for finding in examine(settings, launch=launch) if finding.what.startswith(beginning)]
    if finding.level != "fine":
        assert finding.why
        assert finding.do
    return finding


def changed(settings: Settings, **changes: object) -> Settings:
    return Settings(**{name: getattr(settings, name) for name in Settings.__struct_fields__} | changes)


def test_a_healthy_server_has_nothing_to_do(healthy: Settings) -> None:
    assert {finding.level for finding in examine(healthy, launch=False)} == {"fine"}


def test_a_server_that_never_ran_is_fine(healthy: Settings, tmp_path: Path) -> None:
    assert found(changed(healthy, data=tmp_path / "new"), "database").level == "fine"


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701])
def test_an_open_data_folder_is_an_error(healthy: Settings, mode: int) -> None:
    healthy.data.chmod(mode)
    assert found(healthy, "data folder").level == "error"


def test_a_file_in_place_of_the_data_folder_is_an_error(healthy: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert found(changed(healthy, data=tmp_path / "file"), "data folder").level == "error"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["vapid.pem", "endpoint.key", "channel.key"])
def test_a_key_that_others_can_read_is_an_error(healthy: Settings, name: str) -> None:
    key = healthy.data / "keys" / name
    key.write_bytes(b"0" * 32)
    key.chmod(0o640)
    assert "chmod 600" in found(healthy, name).do
    key.chmod(0o600)
    assert {finding.level for finding in examine(healthy, launch=False)} == {"fine"}


def test_a_key_that_is_missing_is_an_error(healthy: Settings) -> None:
    (healthy.data / "keys" / "channel.key").unlink()
    finding = found(healthy, "keys:")
    assert finding.level == "error"
    assert f"{healthy.data / 'keys' / 'channel.key'} is missing" in finding.what
    assert "keys rotate endpoint" in finding.do


def test_a_full_disk_is_an_error(healthy: Settings) -> None:
    assert found(changed(healthy, low_disk=2**62), "disk").level == "error"


def test_a_disk_below_the_second_mark_and_a_database_over_its_budget_are_errors(healthy: Settings) -> None:
    said = found(changed(healthy, full_disk=2**62), "disk")
    assert (said.level, "less than full_disk" in said.what) == ("error", True)
    size = (healthy.data / "selfhelp.db").stat().st_size
    for budget, level, keeps in ((size * 100, "fine", False), (size + 1, "error", False), (size - 1, "error", True)):
        told = found(changed(healthy, database_budget=budget), "budget")
        assert (told.level, "Nothing new is kept" in told.why) == (level, keeps)


def test_an_empty_database_is_told_before_it_is_migrated(healthy: Settings) -> None:
    (healthy.data / "selfhelp.db").write_bytes(b"")
    assert found(healthy, "database").level == "warning"


def test_a_broken_database_is_an_error(healthy: Settings) -> None:
    for file in healthy.data.glob("selfhelp.db*"):
        file.write_bytes(b"this is no database " * 500)
    assert found(healthy, "database").level == "error"


def test_a_database_that_lost_a_part_unseen_is_an_error(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "looked through" in found(healthy, "database").what
    lose_half_of_the_graves(healthy)
    finding = found(healthy, "database")
    assert (finding.level, "damaged" in finding.what) == ("error", True)
    for where in ("doctor.database", "admin.databases.sqlite"):  # as one that is too large to be read here
        monkeypatch.setattr(f"selfhelp.{where}.LOOKED_THROUGH", 0)
    assert "not looked through" in found(healthy, "database").what


def test_an_unreachable_postgresql_is_an_error_that_keeps_the_password(healthy: Settings) -> None:
    away = changed(healthy, database="postgresql+psycopg://me:hemmelig@127.0.0.1:1/none")
    finding = found(away, "database")
    assert finding.level == "error"
    assert "hemmelig" not in str(finding)


def test_an_app_that_is_not_built_is_an_error(healthy: Settings) -> None:
    (healthy.pwa / "sw.js").unlink()
    assert "sw.js" in found(healthy, "app").what


@pytest.mark.parametrize(
    "contact",
    [
        *("mailto:operator@localhost", "mailto:me@example.org", "https://test.invalid/"),
        *("mailto:drift@fotfeste.example.org", "mailto:a@sub.example.com", "mailto:a@Sub.Example.COM."),
        *("mailto:a@fot.example", "mailto:a@fot.test", "mailto:a@fot.localhost", "mailto:a@fot.example.co.uk"),
    ],
)
def test_a_made_up_contact_is_a_warning_and_at_launch_an_error(healthy: Settings, contact: str) -> None:
    made_up = changed(healthy, push_contact=contact)
    assert found(made_up, "push_contact").level == "warning"
    assert found(made_up, "push_contact", launch=True).level == "error"


def test_at_launch_the_address_must_be_https(healthy: Settings) -> None:
    assert found(healthy, "public_url", launch=True).level == "error"
    secure = changed(healthy, public_url="https://fotfeste.no", trusted_proxy="127.0.0.1")
    assert found(secure, "public_url", launch=True).level == "fine"
    assert found(changed(secure, trusted_proxy=""), "trusted_proxy", launch=True).level == "warning"


@pytest.mark.parametrize(
    ("host", "url", "told"),
    [
        ("0.0.0.0", "https://fotfeste.no", True),
        ("::", "https://fotfeste.no", True),
        ("127.0.0.1", "https://fotfeste.no", False),
        ("0.0.0.0", "http://localhost:8000", False),
    ],
)
def test_a_server_that_is_reached_past_its_proxy_is_told(healthy: Settings, host: str, url: str, told: bool) -> None:
    said = [one for one in examine(changed(healthy, host=host, public_url=url), launch=False) if "host: " in one.what]
    assert [one.level for one in said] == ["warning"] * told


def test_a_former_key_that_was_put_aside_is_told_until_it_is_gone(healthy: Settings) -> None:
    former = healthy.data / "keys" / "vapid.until-1764000000.pem"
    former.touch(mode=0o600)
    finding = found(healthy, "former key")
    assert (finding.level, str(former) in finding.what) == ("warning", True)
    former.unlink()
    assert found(healthy, "old database, former keys").level == "fine"


def test_at_launch_the_app_must_say_who_runs_it(healthy: Settings, tmp_path: Path) -> None:
    told = found(healthy, "organisation", launch=True)
    assert (told.level, told.what.partition("without ")[2]) == ("error", "name, address, contact")
    assert "article 13" in told.why
    assert "overlay" in told.do
    own = changed(healthy, overlay=tmp_path / "overlay")
    (tmp_path / "overlay").mkdir()
    file = tmp_path / "overlay" / "pack.toml"
    file.write_text('[organisation]\nname = "Stiftelsen"\naddress = "Storgata 1, 0155 Oslo"\n', "utf-8")
    told = found(own, "organisation", launch=True)
    assert (told.level, told.what.partition("without ")[2]) == ("error", "contact")
    assert str(file) in told.do
    assert found(own, "organisation").level == "fine"
    file.write_text(file.read_text("utf-8") + 'contact = "post@fotfeste.no"\n', "utf-8")
    assert found(own, "organisation", launch=True).level == "fine"


@pytest.mark.parametrize(
    ("begins", "ends", "level", "what"),
    [
        (-3, -1, "warning", "over since"),
        (-1, 1, "fine", "shown until"),
        (1, 2, "fine", "to come, from"),
        (-1, 28, "warning", "which is more than 4 weeks"),
    ],
)
def test_a_notice_that_was_forgotten_is_told(
    healthy: Settings, tmp_path: Path, begins: int, ends: int, level: str, what: str
) -> None:
    (tmp_path / "overlay").mkdir()
    today = datetime.now(ZONE).date()
    times = [today + timedelta(days=days) for days in (begins, ends)]
    (tmp_path / "overlay" / "pack.toml").write_text(
        f'[notice]\ntext = {{ nb = "Ord.", en = "Words." }}\nfrom = {times[0]}\nuntil = {times[1]}\nlevel = "info"\n',
        "utf-8",
    )
    told = found(changed(healthy, overlay=tmp_path / "overlay"), "notice")
    assert (told.level, what in told.what) == (level, True), told.what


@pytest.mark.slow
def test_a_broken_pack_is_an_error(healthy: Settings, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "content")
    (tmp_path / "content" / "pages" / "safety" / "en.md").unlink()
    finding = found(changed(healthy, content=tmp_path / "content"), "content")
    assert finding.level == "error"
    assert "pages/safety/en.md" in finding.what


def test_a_copy_of_the_texts_that_no_release_corrects_is_told(healthy: Settings, tmp_path: Path) -> None:
    assert found(healthy, "texts").what.startswith("texts: those that came with version ")
    copied = changed(healthy, content=tmp_path / "copy")
    shutil.copytree(healthy.content, copied.content)
    assert (found(copied, "texts").level, "the same as" in found(copied, "texts").what) == ("fine", True)
    (copied.content / "pages/crisis/nb.md").write_text("# Krise\n", encoding="utf-8")
    (copied.content / "tools/wave/en.md").unlink()
    told = found(copied, "texts")
    assert told.level == "warning"
    assert told.what.endswith(": pages/crisis/nb.md, tools/wave/en.md")


@pytest.mark.slow
def test_at_launch_every_text_must_have_been_reviewed(healthy: Settings) -> None:
    shipped = changed(healthy, content=SHIPPED)
    assert found(shipped, "content").level == "fine"
    fine, *waiting = [finding for finding in examine(shipped, launch=True) if finding.what.startswith("content")]
    assert fine.level == "fine"
    assert {finding.level for finding in waiting} == {"error"}
    signers = {"psychologist": "first-hold", "lawyer": "maybe-under-18", "person who has sold sex": "lapse"}
    for role, text in signers.items():
        (told,) = [finding for finding in waiting if f"wait for a {role}:" in finding.what]
        assert text in told.what


@pytest.mark.slow
def test_at_launch_every_name_must_be_locked(healthy: Settings, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "content")
    lock = tmp_path / "content" / "ids.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace("tool pack wave\n", ""), encoding="utf-8")
    unlocked = changed(healthy, content=tmp_path / "content")
    assert found(unlocked, "content").level == "fine"
    (told,) = [one for one in examine(unlocked, launch=True) if one.what.startswith("content: 1 name")]
    assert (told.level, told.what) == ("error", "content: 1 name not locked yet, «wave» first")


async def write(settings: Settings, *statements: str) -> None:
    store = await Store.open(settings)

    def work(session: Session) -> None:
        for statement in statements:
            session.execute(sql(statement), {"now": int(time.time()), "yesterday": int(time.time()) - 90_000})

    await store.write(work)
    await store.close()


PUSH_HOST = "INSERT INTO push_host (host, state, until, alarm, alarmed_at, noted) VALUES "


async def test_a_push_service_that_refuses_our_key_is_an_error(healthy: Settings) -> None:
    await write(healthy, PUSH_HOST + "('fcm.googleapis.com', 'open', :now, NULL, NULL, :now)")
    finding = found(healthy, "reminders")
    assert finding.level == "error"
    assert "fcm.googleapis.com" in finding.what


async def test_an_alarm_of_today_is_a_warning_and_one_of_yesterday_is_not(healthy: Settings) -> None:
    await write(healthy, PUSH_HOST + "('', 'fine', NULL, 'prepare-failed', :yesterday, :now)")
    assert found(healthy, "reminders").level == "fine"
    await write(healthy, PUSH_HOST + "('fcm.googleapis.com', 'fine', NULL, 'faulty-message', :now, :now)")
    findings = [finding for finding in examine(healthy, launch=False) if finding.what.startswith("reminders")]
    assert [finding.level for finding in findings] == ["warning", "fine"]
    assert "faulty-message at fcm.googleapis.com" in findings[0].what


async def test_reminders_that_are_late_are_a_warning(healthy: Settings) -> None:
    channel = "id, auth, timezone, locale, state, opened, unanswered, created"
    await write(
        healthy,
        f"INSERT INTO channel ({channel}) VALUES (x'00', x'00', 'Europe/Oslo', 'nb', 'active', '2026-01-01', 0, 1)",
        "INSERT INTO nudge (channel, id, kind, at, days, next_nominal, next_at)"
        " VALUES (x'00', x'00', 'daily', 1200, 127, '2026-01-02', :yesterday)",
    )
    finding = found(healthy, "reminders")
    assert (finding.level, finding.what) == ("warning", "reminders: 1 late")


@pytest.mark.parametrize(("arguments", "asked"), [([], 0), (["--outside"], 1), (["--launch"], 1)])
def test_the_site_is_looked_at_from_outside_without_what_only_a_launch_needs(
    healthy: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    bars: list[str],
    arguments: list[str],
    asked: int,
) -> None:
    looked: list[str] = []

    def site_seen(url: str) -> list[Finding]:
        looked.append(url)
        return [Finding("warning", f"{url}: its certificate ends in 3 days", "why", "do")]

    monkeypatch.setattr(doctor.public_site, "site", site_seen)
    monkeypatch.setattr(doctor.machine, "clock_against_push_services", lambda: [])
    for name, value in {"DATA": healthy.data, "PWA": healthy.pwa, "CONTENT": healthy.content}.items():
        monkeypatch.setenv(f"SELFHELP_{name}", str(value))
    monkeypatch.setenv("SELFHELP_PUSH_CONTACT", REAL_CONTACT)
    monkeypatch.setenv("SELFHELP_PUBLIC_URL", "https://fotfeste.no")
    status, said = main(["doctor", *arguments]), capsys.readouterr().out
    assert looked == ["https://fotfeste.no"] * asked
    assert said.count("its certificate ends") == asked
    assert bars.count("visiting the site") == asked
    assert "reading the database through" in bars
    assert status == int("--launch" in arguments), said


def test_without_https_it_is_said_that_nobody_looked_from_outside(healthy: Settings) -> None:
    (finding,) = doctor.examine_from_outside(healthy)
    assert (finding.level, "not looked at" in finding.what) == ("warning", True)


def test_every_check_says_something(healthy: Settings) -> None:
    for check in doctor.CHECKS:
        assert list(check(healthy, True)), check.__name__
