"""The form of sealed bytes and ids, and how many sealed bytes go into one answer."""

from collections.abc import Callable, Iterable
from typing import Annotated, Final, TypeAlias, TypeVar

from msgspec import Meta

T = TypeVar("T")

SUITE: Final = 0x01

SEALED_LENGTHS: Final = frozenset(29 + 256 * 2**n for n in range(9))
"""Suite, iv and tag around a plaintext padded to 256 … 65,536 bytes (docs/engineers/protocol.md, *Seals*)."""

ANSWER_BUDGET: Final = 132 * 1024
"""Sealed bytes in an answer, enough for two of the largest: of a sync's conflicts and changes together, of a page's
messages, of its notes, or of an inbox's threads."""

Hex16: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{32}$", min_length=32, max_length=32)]
"""16 bytes as lower-case hex."""

_BASE64: Final = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
"""For the OpenAPI document; msgspec does the checking."""

Sealed: TypeAlias = Annotated[bytes, Meta(extra_json_schema={"pattern": _BASE64})]


def exactly(length: int) -> Meta:
    """Return the constraint of bytes to a length, with the form of their base64 for the OpenAPI document."""
    whole, rest = divmod(length, 3)
    last = ("", "[AQgw]==", "[AEIMQUYcgkosw048]=")[rest]
    pattern = f"^[A-Za-z0-9+/]{{{4 * whole + rest}}}{last}$"
    return Meta(min_length=length, max_length=length, extra_json_schema={"pattern": pattern})


def is_sealed(sealed: bytes) -> bool:
    """Return whether it has the known suite and one of the nine lengths: a server can check no more of a seal."""
    return len(sealed) in SEALED_LENGTHS and sealed[0] == SUITE


def within_budget(rows: Iterable[T], weigh: Callable[[T], int], most: int, spent: int = 0) -> tuple[list[T], bool]:
    """Return the first of `rows`, and whether any are left: at most `most`, and within what `spent` leaves of the
    answer's budget (in sealed bytes, as `weigh` counts them), but at least one, because an empty page leads nobody
    further."""
    taken: list[T] = []
    for row in rows:
        spent += weigh(row)
        if len(taken) == most or (taken and spent > ANSWER_BUDGET):
            return taken, True
        taken.append(row)
    return taken, False
