"""The organisation's keys as pack.toml has them, for the commands about coaches. Nothing else of the pack is needed."""

from pathlib import Path
from typing import Final

from selfhelp.modules.checks.organisation import check_keys
from selfhelp.modules.find import Refused
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.sheets import PackSheet
from selfhelp.modules.toml_file import convert, read_toml
from selfhelp.organisation import Trust, public_key, signature

_FILE: Final = "pack.toml"


def trust(content: Path) -> Trust:
    """The keys in the pack.toml of `content`. Refused when it cannot be read or its keys do not hold together."""
    messages = Messages()
    toml = read_toml(content / _FILE, _FILE, messages)
    sheet = None if messages.errors else convert(toml, toml.data, PackSheet, [], messages)
    if sheet is not None:
        check_keys(Pack(content, sheet, files={_FILE: toml}), messages)
    if sheet is None or messages.errors:
        raise Refused(f"{content}/{messages.errors[0]}")
    stands = sheet.organisation
    return Trust(
        public_key(stands.key) if stands.key else None,
        public_key(stands.first_key) if stands.first_key else None,
        tuple((public_key(link.key), signature(link.signature)) for link in stands.succession),
    )
