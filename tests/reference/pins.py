"""What the person's devices keep of the organisation and its coaches: docs/engineers/protocol.md, *Pins*, in Python."""

import hashlib
from typing import Any, Final

Fields = dict[str, Any]
PREFIXES: Final = ("organisation_", "coach_")


def digest(key: str) -> str:
    """What tells the fields of two keys apart: 8 bytes of the SHA-256 of the key's base64."""
    return hashlib.sha256(key.encode()).digest()[:8].hex()


def organisation_field(key: str) -> str:
    return f"organisation_{digest(key)}"


def coach_field(coach: str, key: str) -> str:
    return f"coach_{coach}_{digest(key)}"


def gathered(records: list[dict[str, Any]]) -> Fields:
    """The pins that records of kind `organisation` (version 0.1.0) and `thread` give the record `keys`."""
    pins: Fields = {}
    for record in records:
        for name, value in record["fields"].items():
            if record["kind"] == "organisation" and name.startswith("key_"):
                pins[organisation_field(value)] = value
            if record["kind"] == "thread" and name.startswith("coach_") and value is not None:
                pins[coach_field(name.removeprefix("coach_"), value["key"])] = value["key"]
    return pins


def moving(keys: dict[str, Any]) -> dict[str, Any]:
    """What of the record `keys` goes along into another vault."""
    names = [name for name in keys["fields"] if name.startswith(PREFIXES)]
    return {
        "kind": "keys",
        "fields": {name: keys["fields"][name] for name in names},
        "stamps": {name: keys["stamps"][name] for name in names},
    }


def opening_iv(seed: bytes, plain: str) -> bytes:
    """The iv of a first message, from what rests with its thread and from its words."""
    return hashlib.sha256(b"selfhelp/v1 opening\0" + seed + plain.encode()).digest()[:12]
