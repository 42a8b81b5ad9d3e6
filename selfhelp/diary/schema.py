"""Requests and answers of slots, vaults and sync (docs/engineers/protocol.md, *Sync*)."""

from typing import Annotated, Final, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

from selfhelp.boxes.sealed import Hex16, Sealed, exactly

MAX_SYNC_BODY: Final = 1024 * 1024
"""Bytes of a sync request."""

MAX_PUTS: Final = 100
MAX_CHANGES: Final = 200

MAX_VERSION: Final = 2**32 - 1
MAX_CURSOR: Final = 2**53 - 1

SLOT_BYTES: Final = 61
"""Suite, iv, 32-byte master key, tag."""

Cursor: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_CURSOR)]
Version: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_VERSION)]


class SlotBody(Struct, forbid_unknown_fields=True):
    """A sealed slot, as it is put and as it is fetched."""

    sealed: Annotated[bytes, exactly(SLOT_BYTES)]


class NewVault(Struct, forbid_unknown_fields=True):
    """`{}`: a vault begins empty."""


class Put(Struct, forbid_unknown_fields=True):
    """One sealed record, put over the version `base` (absent: version − 1; 0: there was none)."""

    id: Hex16
    version: Version
    sealed: Sealed
    base: Annotated[int, Meta(ge=0, le=MAX_VERSION - 1)] | UnsetType = UNSET


class Sync(Struct, forbid_unknown_fields=True):
    """What a device sends: the log and cursor it knows, and what it has to put."""

    log: Hex16 | None
    cursor: Cursor
    puts: Annotated[list[Put], Meta(max_length=MAX_PUTS)]


class Seen(Struct, forbid_unknown_fields=True):
    """The log id and the cursor at which its owner last saw a vault: both or neither."""

    log: Hex16 | UnsetType = UNSET
    seq: Cursor | UnsetType = UNSET


class Change(Struct):
    """A record as it is stored."""

    id: str
    version: int
    sealed: bytes


class Conflict(Struct):
    """What is stored where a put expected something else; version 0 and null when nothing is."""

    id: str
    version: int
    sealed: bytes | None


class Refused(Struct):
    """A put that cannot be taken: `bad-seal` or `vault-full`."""

    id: str
    type: str


class SyncAnswer(Struct):
    """What was stored and what has changed; a put that no list names was not applied."""

    log: str
    cursor: int
    more: bool
    accepted: list[str] = []
    conflicts: list[Conflict] = []
    refused: list[Refused] = []
    changes: list[Change] = []


class LogAnswer(Struct):
    """The log id, 32 hex digits."""

    log: str
