"""What a phone does with an answer before it is sent, a second time (docs/engineers/protocol.md, *Outcomes*)."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

DICE = 64


def derived(master: bytes, info: str, length: int) -> bytes:
    return HKDF(SHA256(), length, b"selfhelp/v1", info.encode()).derive(master)


def once_id(master: bytes, wave: str, question: str) -> bytes:
    """The one-time id under which the answer is counted."""
    return derived(master, f"outcome/id/{wave}{question}", 16)


def dice(master: bytes, wave: str, question: str, answer: int) -> bytes:
    """What this answer is blurred with: the same on each of the person's phones, however often it is thrown."""
    return derived(master, f"outcome/dice/{wave}{question}{answer}", DICE)


def blurred(answer: int, k: int, thrown: bytes) -> int:
    """The category that is sent: the lowest bit of the first byte is a coin; heads (0) sends the answer as it is. Tails
    takes the first of the other bytes below the largest multiple of k − 1, modulo k − 1: the place among the others."""
    if thrown[0] & 1 == 0:
        return answer
    others = [category for category in range(k) if category != answer]
    return others[next(_fair(thrown[1:], k - 1), 0)]


def _fair(thrown: bytes, sides: int) -> Iterator[int]:
    most = 256 - 256 % sides
    return (byte % sides for byte in thrown if byte < most)
