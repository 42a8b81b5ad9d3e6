"""Doctor says whose the files are, when they are not all of one user or cannot be read; and how to mend that."""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfhelp.cli import main
from selfhelp.doctor import examine
from selfhelp.doctor.files import owned, read_only
from selfhelp.finding import Finding
from selfhelp.settings import Settings
from tests.http import site
from tests.powerless import folder_of_nobody, powerless

OTHER = 4321


@pytest.fixture
def house() -> Iterator[Path]:
    """A data folder with a space in its name, with keys, and an overlay; all of whoever runs this."""
    with folder_of_nobody() as folder:
        keys = folder / "my data" / "keys"
        keys.mkdir(parents=True, mode=0o700)
        (folder / "my data" / "lost+found").mkdir()
        (folder / "overlay").mkdir()
        for file in (keys / "vapid.pem", folder / "overlay" / "pack.toml", folder / "selfhelp.toml"):
            file.touch(mode=0o600)
        yield folder


def settings_of(house: Path) -> Settings:
    return Settings(data=house / "my data", overlay=house / "overlay")


def of_another(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let another user have the files of these names."""
    us = os.geteuid()
    for module in ("selfhelp.ownership", "selfhelp.doctor.files"):
        monkeypatch.setattr(f"{module}.owner_of", lambda path: OTHER if path.name in names else us)


def wrong(settings: Settings) -> list[Finding]:
    return [finding for finding in owned(settings, False) if finding.level != "fine"]


def test_what_is_all_of_one_user_is_fine(house: Path) -> None:
    assert [finding.level for finding in owned(settings_of(house), False)] == ["fine"]
    assert list(read_only(settings_of(house), house / "selfhelp.toml")) == []


@pytest.mark.parametrize(
    ("names", "says", "gives"),
    [
        (["vapid.pem"], "vapid.pem: belongs to 4321, and the folder to", "my data"),
        (["my data", "keys"], "vapid.pem: belongs to", "my data"),
        (["pack.toml"], "pack.toml: belongs to 4321", "overlay"),
        (["overlay"], "overlay: belongs to 4321", "overlay"),
    ],
)
def test_what_is_another_users_is_an_error_with_the_line_that_mends_it(
    house: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], says: str, gives: str
) -> None:
    of_another(monkeypatch, *names)
    finding = next(one for one in wrong(settings_of(house)) if says in one.what)
    assert finding.level == "error"
    line = shlex.split(finding.do.partition("as root, ")[2])
    assert (line[:2], line[-1]) == (["chown", "--recursive"], str(house / gives))


@pytest.mark.slow
def test_doctor_run_as_another_user_says_as_whom(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: OTHER)
    (finding, *_) = wrong(settings_of(house))
    assert (finding.level, "this runs as 4321" in finding.what) == ("error", True)
    assert "yours" not in "".join(one.what for one in examine(settings_of(house), launch=False))


@pytest.mark.slow
def test_the_settings_of_another_user_are_an_error(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_another(monkeypatch, "selfhelp.toml")
    (finding,) = read_only(settings_of(house), house / "selfhelp.toml")
    assert (finding.level, "belongs to 4321" in finding.what) == ("error", True)
    assert "selfhelp.toml: belongs to 4321" in "".join(
        finding.what for finding in examine(settings_of(house), launch=False, file=house / "selfhelp.toml")
    )


@pytest.mark.parametrize("shut", ["my data", "my data/keys", "overlay", "overlay/pack.toml"])
def test_what_may_not_be_read_is_an_error_once_and_no_traceback(
    house: Path, small_content: Path, shut: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, place in {"DATA": house / "my data", "OVERLAY": house / "overlay", "CONTENT": small_content}.items():
        monkeypatch.setenv(f"SELFHELP_{name}", str(place))
    monkeypatch.setenv("SELFHELP_PWA", str(site.build(house / "dist")))
    with powerless(house):
        (house / shut).chmod(0)
        try:
            status, said = main(["doctor"]), capsys.readouterr().out
        finally:
            (house / shut).chmod(stat.S_IRWXU)
    assert status == 1
    assert said.count(f"✗ {house / shut}: this user may not use it\n") == 1, said
    assert "chown --recursive" in said.partition(f"{house / shut}: this user may not use it\n")[2]
