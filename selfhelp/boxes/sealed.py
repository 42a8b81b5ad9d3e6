"""What boxes hold: sealed bytes, and ids in hex. Their form, and how many of them go into one answer."""

from collections.abc import Callable, Iterable
from typing import Annotated, Final, TypeAlias, TypeVar

from msgspec import Meta

T = TypeVar("T")

SUITE: Final = 0x01

SEALED_LENGTHS: Final = frozenset(29 + 256 * 2**n for n in range(9))
"""Suite, iv and tag around a plaintext padded to 256 … 65,536 bytes (docs/engineers/protocol.md, *Seals*)."""

ANSWER_BUDGET: Final = 132 * 1024
"""Sealed bytes, two of the largest: of the conflicts and changes of a sync together, of the messages of a page, of its
notes, or of the threads of an inbox."""

MAX_SMALL_BODY: Final = 4 * 1024
"""Bytes of a body without anything sealed to many or of any length."""

Hex16: TypeAlias = Annotated[str, Meta(pattern="^[0-9a-f]{32}$", min_length=32, max_length=32)]
"""16 bytes as lower-case hex."""

_BASE64: Final = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"
"""For the OpenAPI document; msgspec does the checking."""

Sealed: TypeAlias = Annotated[bytes, Meta(extra_json_schema={"pattern": _BASE64})]


def is_sealed(sealed: bytes) -> bool:
    """Return whether it has the known suite and one of the nine lengths: all that a server can check of a seal."""
    return len(sealed) in SEALED_LENGTHS and sealed[0] == SUITE


def within_budget(rows: Iterable[T], weigh: Callable[[T], int], most: int, spent: int = 0) -> tuple[list[T], bool]:
    """Return the first of `rows`, at most `most` and within what `spent` has left of the budget of an answer (in sealed
    bytes, as `weigh` counts them), but one at least: a page without any leads nobody further. And whether any are
    left."""
    taken: list[T] = []
    for row in rows:
        spent += weigh(row)
        if len(taken) == most or (taken and spent > ANSWER_BUDGET):
            return taken, True
        taken.append(row)
    return taken, False
