"""`[rung]` in an overlay's `directory.toml`: on which day somebody rang, or opened, a service that the app names."""

from datetime import UTC, date, datetime

import msgspec

from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.review import is_to_come
from selfhelp.modules.sheets import Id
from selfhelp.modules.toml_file import TomlFile, convert


def own_rung(pack: Pack, toml: TomlFile, messages: Messages) -> None:
    """Sets `rung` of the services that it names."""
    at = {service.id: number for number, service in enumerate(pack.services)}
    for id, day in (convert(toml, toml.data.get("rung", {}), dict[Id, date], ["rung"], messages) or {}).items():
        line = toml.line("rung", id)
        if id not in at:
            messages.warn(toml.file, line, f"rung: there is no service «{id}»", "take it out, or correct it")
        elif is_to_come(day, datetime.now(UTC).date()):
            messages.error(toml.file, line, f"rung: «{id}» on a day to come", "write the day it was")
        else:
            pack.services[at[id]] = msgspec.structs.replace(pack.services[at[id]], rung=day)
