"""A wrong setting stops the start, by name, and says what is allowed."""

import re
from pathlib import Path

import pytest

from selfhelp.settings import Settings, SettingsError, described, load
from tests.powerless import folder_of_nobody, powerless


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `selfhelp.toml` in the folder of the start."""
    monkeypatch.chdir(tmp_path)


def test_without_file_or_environment_everything_has_a_value() -> None:
    assert load({}) == Settings()


def test_the_app_tells_of_the_room_that_a_server_has_if_nothing_else_is_set() -> None:
    rules = (Path(__file__).parents[2] / "pwa" / "src" / "core" / "model" / "calm.ts").read_text(encoding="utf-8")
    told = re.search(r"const HOLDS = \{ first: (\d+) \* MIB, later: (\d+) \* MIB \}", rules)
    assert told is not None
    settings = Settings()
    assert [int(it) * 1024**2 for it in told.groups()] == [settings.vault_bytes_first_month, settings.vault_bytes]


def test_the_file_in_the_folder_of_the_start_is_read(tmp_path: Path) -> None:
    (tmp_path / "selfhelp.toml").write_text("port = 9000\n", encoding="utf-8")
    assert load({}).port == 9000


@pytest.mark.parametrize("name", ["typo.toml", "."])
def test_a_settings_file_that_was_named_and_cannot_be_read_stops_the_start(name: str) -> None:
    with pytest.raises(SettingsError, match=rf"^The settings file {name} cannot be read: "):
        load({}, Path(name))


@pytest.mark.parametrize(
    ("shut", "do"), [("selfhelp.toml", ": as root, chown --recursive"), (".", "Begin in the folder where it lies.")]
)
def test_settings_that_this_user_may_not_read_are_not_passed_over(
    shut: str, do: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with folder_of_nobody() as folder:
        (folder / "selfhelp.toml").write_text("port = 9000\n", encoding="utf-8")
        with powerless(folder):
            monkeypatch.chdir(folder)
            (folder / shut).chmod(0)
            try:
                with pytest.raises(SettingsError, match="this user may not use it") as stopped:
                    load({})
            finally:
                (folder / shut).chmod(0o700)
    assert do in str(stopped.value)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "selfhelp.toml"
    file.write_text('port = 9000\nhost = "::1"\npush_hosts = ["a.example.org"]\n', encoding="utf-8")
    settings = load({"SELFHELP_PORT": "9001", "HOME": "/nowhere"}, file)
    assert (settings.port, settings.host, settings.push_hosts) == (9001, "::1", ("a.example.org",))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("data", ""),
        ("database", "mysql://localhost/x"),
        ("database", "postgresql+psycopg://me:word@db:port/x"),
        ("port", "99999"),
        ("port", "eighty"),
        ("public_url", "http://fotfeste.example"),
        ("public_url", "https://fotfeste.example/app"),
        ("public_url", "https://fotfeste.example:port"),
        ("trusted_proxy", "127.0.0.1, the-proxy"),
        ("openapi", "perhaps"),
        ("jobs", "2"),
        ("metrics_port", "-1"),
        ("creations_per_hour", "0"),
        ("low_disk", "110%"),
        ("low_disk", "some"),
        ("full_disk", "101%"),
        ("database_budget", "20%"),
        ("creations_per_hour_wide", "0"),
        ("vault_bytes", "32 megabytes"),
        ("vault_records", "0"),
        ("compact_at", "24:00"),
        ("compact_large_on", "weekend"),
        ("push_contact", "operator"),
        ("push_hosts", "push example"),
        ("push_hosts", "10.0.0.5"),
        ("push_hosts", "*.no"),
        ("push_hosts", "*."),
        ("push_hosts", "*"),
        ("push_hosts", "*.*.example.net"),
        ("push_hosts", "no"),
        ("push_hosts", "*.co.uk"),
        ("push_hosts", "*.com.au"),
        ("push_hosts", "push.example.org, *.org"),
        ("push_hosts", "*.0.0.1"),
        ("push_hosts", "127.0.0.0x1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_what_is_allowed(name: str, wrong: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load({f"SELFHELP_{name.upper()}": wrong})
    assert str(refused.value).startswith(f"{name} (SELFHELP_{name.upper()}): ")
    assert described()[name][1] in str(refused.value)


def test_a_wrong_value_in_the_file_is_refused_too(tmp_path: Path) -> None:
    file = tmp_path / "selfhelp.toml"
    file.write_text('jobs = "sometimes"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^jobs "):
        load({}, file)


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "selfhelp.toml"
    file.write_text("port: 9000\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"selfhelp\.toml is not TOML"):
        load({}, file)


@pytest.mark.parametrize("place", ["file", "environment"])
def test_an_unknown_setting_is_refused_with_the_list_of_settings(place: str, tmp_path: Path) -> None:
    file = tmp_path / "selfhelp.toml"
    if place == "file":
        file.write_text("prot = 9000\n", encoding="utf-8")
    with pytest.raises(
        SettingsError, match=r"^prot .* is not a setting\. The settings are: data, database, host, port"
    ):
        load({}, file) if place == "file" else load({"SELFHELP_PROT": "9000"})


@pytest.mark.parametrize("database", ["postgres://me:hemmelig@db/x", "postgresql+psycopg://me:hemmelig/1@db/x"])
def test_the_password_of_the_database_is_not_repeated(database: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load({"SELFHELP_DATABASE": database})
    assert "hemmelig" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "threshold"), [("10%", 100), ("25", 250), ("0", 0), ("2KiB", 2048), ("1 MiB", 1024**2), ("500", 500)]
)
def test_the_disk_threshold_is_a_share_or_a_size(written: str, threshold: int) -> None:
    settings = load({"SELFHELP_LOW_DISK": written, "SELFHELP_FULL_DISK": written})
    assert [settings.disk_bytes(mark, 1000) for mark in (settings.low_disk, settings.full_disk)] == [threshold] * 2


def test_new_boxes_are_refused_from_nine_tenths_of_the_budget() -> None:
    assert load({"SELFHELP_DATABASE_BUDGET": "20GiB"}).budget_for_new == 18 * 1024**3
    assert load({}).budget_for_new == 0


def test_a_large_database_is_compacted_one_night_a_week() -> None:
    settings = Settings(compact_large_on="sat")
    large = 3 * 1024**3
    assert [settings.compacts_on(day, large) for day in range(7)] == [day == 5 for day in range(7)]
    assert all(settings.compacts_on(day, 1024**3) for day in range(7))


def test_every_setting_has_a_description() -> None:
    assert set(described()) == set(Settings.__struct_fields__)
    assert all(text and allowed for text, allowed in described().values())
