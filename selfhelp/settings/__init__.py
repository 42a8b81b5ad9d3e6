"""What an operator can set: one frozen struct, read from `selfhelp.toml` and the environment.

The environment (`SELFHELP_PORT=9000`) overrides the file (`port = 9000`). An unknown name or an invalid value raises
`SettingsError`, which names the setting and says what is allowed; nothing is guessed or ignored.
`docs/operators/settings.md` is generated from the descriptions in `fields.py`.
"""

from selfhelp.settings.fields import PREFIX, Settings, SettingsError, described, wrong_setting
from selfhelp.settings.read import SETTINGS_FILE, load, make_sure_of_places

__all__ = [
    "PREFIX",
    "SETTINGS_FILE",
    "Settings",
    "SettingsError",
    "described",
    "load",
    "make_sure_of_places",
    "wrong_setting",
]
