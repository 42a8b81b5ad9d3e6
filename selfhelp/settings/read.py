"""Parse `selfhelp.toml` and the environment into `Settings`, and check that the named folders and files can be used."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from selfhelp.ownership import giving, owner_of, unopened
from selfhelp.settings.fields import PREFIX, Settings, SettingsError, setting_names, wrong_setting

SETTINGS_FILE: Final = Path("selfhelp.toml")
"""Read when it exists and no other is named."""

_UNITS: Final = {"": 1, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}


def load(environ: Mapping[str, str], file: Path | None = None) -> Settings:
    """Return the settings of this start: `file`, which must exist if it is given, overridden by `environ`.

    Raises SettingsError.
    """
    values = _file_values(SETTINGS_FILE if file is None and _is_there(SETTINGS_FILE) else file)
    places = {name: str(file or SETTINGS_FILE) for name in values}
    for key, value in environ.items():
        if key.startswith(PREFIX):
            name = key.removeprefix(PREFIX).lower()
            values[name] = value
            places[name] = "the environment"
    for name in values:
        if name not in setting_names():
            raise SettingsError(
                f"{name} (in {places[name]}) is not a setting. The settings are: {', '.join(setting_names())}."
            )
    fields = {field.name: field for field in msgspec.structs.fields(Settings)}
    taken: dict[str, Any] = {}
    for name, value in values.items():
        try:
            taken[name] = msgspec.convert(_read(name, value), fields[name].type, strict=False, dec_hook=_hook)
        except (msgspec.ValidationError, ValueError) as error:
            raise SettingsError(wrong_setting(name, value)) from error
    return Settings(**taken)


def _is_there(file: Path) -> bool:
    try:
        return file.is_file()
    except PermissionError:  # reading it says what is wrong
        return True


def _file_values(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except PermissionError as error:
        is_the_file = owner_of(file) is not None
        do = f"If the server runs as this user: {giving(file)}" if is_the_file else "Begin in the folder where it lies."
        raise SettingsError(f"The settings file cannot be read. {unopened(file.absolute())}.\n{do}") from error
    except OSError as error:
        raise SettingsError(f"The settings file {file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} is not TOML: {error}") from error


def _read(name: str, value: Any) -> Any:
    """Return a person's value in the form of the struct's field."""
    if not isinstance(value, str):
        return value
    value = value.strip()
    if name == "push_hosts":
        return [part.strip() for part in value.split(",") if part.strip()]
    if name in {"overlay", "push_test_ca"}:
        return value or None
    if name in {"low_disk", "full_disk"} and value.endswith("%"):
        percent = value.removesuffix("%").strip()
        return percent if percent.isdigit() and int(percent) <= 100 else value
    if name in {"low_disk", "full_disk", "database_budget", "vault_bytes", "vault_bytes_first_month"}:
        size = re.fullmatch(r"(\d+) ?(KiB|MiB|GiB|)", value)
        return int(size[1]) * _UNITS[size[2]] if size else value
    return value


def _hook(kind: type, value: object) -> object:
    if kind is Path and isinstance(value, str) and value:
        return Path(value).expanduser()
    raise ValueError


def make_sure_of_places(settings: Settings) -> None:
    """Make the data folder. Raise SettingsError if that fails, or if a named file or folder is missing."""
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(wrong_setting("data", settings.data, str(error.strerror))) from error
    if not (settings.content / "pack.toml").is_file():
        raise SettingsError(wrong_setting("content", settings.content, "there is no pack.toml in it"))
    if settings.overlay is not None and not settings.overlay.is_dir():
        raise SettingsError(wrong_setting("overlay", settings.overlay, "there is no such folder"))
    if settings.push_test_ca is not None:
        _make_sure_of_certificates(settings.push_test_ca)


def _make_sure_of_certificates(file: Path) -> None:
    from cryptography.x509 import load_pem_x509_certificates  # here, because hardly any start needs it

    try:
        load_pem_x509_certificates(file.read_bytes())
    except OSError as error:
        raise SettingsError(wrong_setting("push_test_ca", file, str(error.strerror))) from error
    except ValueError as error:
        raise SettingsError(wrong_setting("push_test_ca", file, "no certificate in it")) from error
