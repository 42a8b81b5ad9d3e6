"""The organisation's keys as pack.toml has them, for the commands about coaches. Nothing else of the pack is needed."""

from pathlib import Path

from selfhelp.console import Stopped
from selfhelp.modules.checks.organisation import check_keys
from selfhelp.modules.load import front_alone
from selfhelp.modules.messages import Messages
from selfhelp.organisation import Trust, public_key, signature


def trust(content: Path, overlay: Path | None = None) -> Trust:
    """Return the keys in the pack.toml of `content`, or in that of the operator's `overlay`. Stopped when it cannot be
    read or its keys do not hold together."""
    messages = Messages()
    pack = front_alone(content, overlay, messages)
    if pack is not None:
        check_keys(pack, messages)
    if pack is None or messages.errors:
        raise Stopped(str(messages.errors[0]))
    stands = pack.sheet.organisation
    return Trust(
        public_key(stands.key) if stands.key else None,
        public_key(stands.first_key) if stands.first_key else None,
        tuple((public_key(link.key), signature(link.signature)) for link in stands.succession),
    )
