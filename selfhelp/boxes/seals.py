"""The form of what a device seals: all that a server can check of it (docs/protocol.md, *Seals*)."""

from typing import Final

SUITE: Final = 0x01

SEALED_LENGTHS: Final = frozenset(29 + 256 * 2**n for n in range(9))
"""Suite, iv and tag around a plaintext padded to 256 … 65,536 bytes."""


def is_sealed(sealed: bytes) -> bool:
    """Whether it is of the known suite and has one of the nine lengths."""
    return len(sealed) in SEALED_LENGTHS and sealed[0] == SUITE
