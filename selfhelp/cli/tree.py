"""The root of the commands, and the settings that they use."""

import os
from pathlib import Path
from typing import Final

import click
from rich_click import RichGroup

from selfhelp.console import Stopped
from selfhelp.settings import PREFIX, SETTINGS_FILE, Settings, load

PATH: Final = click.Path(path_type=Path)
"""The type of a path argument, existing or not: each command reports what is wrong with it."""

_COLUMNS: Final = ["required", "opt_long", "opt_short", "metavar_short", "help"]
"""Of `--help`: rich-click's own without ranges such as `0<=x<=65535`."""

_NEW_NAMES: Final = {"passphrase-file": "password-file", "new-passphrase-file": "new-password-file"}
"""Options by the names that they once had, which scripts may still use."""


@click.group(
    cls=RichGroup,
    context_settings={
        "token_normalize_func": lambda name: _NEW_NAMES.get(name, name),
        "rich_help_config": {"options_table_column_types": _COLUMNS},
    },
    epilog="Pages named docs/… come with the release, in its archive of the source.",
)
@click.option(
    "--settings",
    type=PATH,
    metavar="FILE",
    help=f"The settings, in TOML (default: ./{SETTINGS_FILE}, if there is one).",
)
@click.version_option(package_name="selfhelp", message="selfhelp %(version)s")
@click.pass_context
def tree(context: click.Context, settings: Path | None) -> None:
    """Run a Fotfeste server, and look after it and its texts."""
    context.obj = settings


def settings_file() -> Path:
    """Return the file that `--settings` names, or the one in this folder."""
    given: Path | None = click.get_current_context().obj
    return given or SETTINGS_FILE


def read_settings(*, must_exist: bool = False, needs_database: bool = False) -> Settings:
    """Read file and environment.

    Raises SettingsError for a setting that cannot be taken; Stopped with `must_exist` where there are neither settings
    nor data, and with `needs_database` where PostgreSQL cannot be reached.
    """
    settings = load(os.environ, click.get_current_context().obj)
    if must_exist and (missing := missing_settings(settings)):
        raise Stopped(missing)
    if needs_database and settings.database:
        from selfhelp.admin.databases.faults import check_reached

        check_reached(settings, "database")
    return settings


def missing_settings(settings: Settings) -> str | None:
    """Say that there are neither settings nor data here, if so: often it is the wrong folder."""
    if settings_file().is_file() or any(name.startswith(PREFIX) for name in os.environ) or settings.data.exists():
        return None
    command = click.get_current_context().command_path.split()[1]
    return (
        f"No settings here: {Path.cwd()} has no {SETTINGS_FILE} and no data folder, and no {PREFIX}… is set.\n"
        f"Go to the folder of the server, or name its file: selfhelp --settings FILE {command} …"
    )
