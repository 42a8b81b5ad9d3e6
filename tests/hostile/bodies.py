"""Bodies that no honest client sends: odd JSON by name, and any number of random ones."""

import json
import random
from collections.abc import Iterator, Sequence
from typing import Any, Final

DEEP: Final = 100_000

ODD_JSON: Final[dict[str, bytes]] = {
    "nothing": b"",
    "a byte order mark": b"\xef\xbb\xbf{}",
    "NUL": b"\0",
    "NUL in a string": b'{"sealed": "\0"}',
    "NUL as an escape": b'{"sealed": "\\u0000", "id": "\\u0000", "log": "\\u0000"}',
    "half a surrogate": b'{"sealed": "\\ud800"}',
    "half a surrogate as a name": b'{"\\ud800": 1}',
    "a name that is no UTF-8": b'{"\xff": 1}',
    "a string that is no UTF-8": b'{"sealed": "\xff"}',
    "overlong UTF-8": b'{"sealed": "\xc0\x80"}',
    "UTF-16": '{"sealed": ""}'.encode("utf-16"),
    "deep lists": b"[" * DEEP,
    "deep lists, closed": b"[" * 2000 + b"]" * 2000,
    "deep objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "deep in a known field": b'{"puts": ' + b"[" * 10_000 + b"]" * 10_000 + b"}",
    "deep in an unknown field": b'{"surprise": ' + b"[" * 1500 + b"]" * 1500 + b"}",
    "a number beyond every float": b'{"cursor": 1e400, "log": null, "puts": []}',
    "a number beyond every integer": b'{"cursor": ' + b"9" * 3000 + b', "log": null, "puts": []}',
    "a number with many decimals": b'{"cursor": 0.' + b"1" * 3000 + b', "log": null, "puts": []}',
    "minus nothing": b'{"cursor": -0, "log": null, "puts": []}',
    "not a number": b'{"cursor": NaN, "log": null, "puts": []}',
    "infinity": b'{"cursor": -Infinity}',
    "a number that begins with nought": b'{"cursor": 01}',
    "the same name twice": b'{"sealed": "AQ==", "sealed": "AQ=="}',
    "a long name": b'{"' + b"a" * 3000 + b'": 1}',
    "many names": b"{" + b",".join(b'"%d": 1' % n for n in range(300)) + b"}",
    "broken base64": b'{"sealed": "====", "log": null, "cursor": 0, "puts": [{"id": "", "version": 1, "sealed": "="}]}',
    "a name with a back-quote": b'{"`$.puts[0]` - at `$": 1}',
    "only an end": b"}",
    "two objects": b"{}{}",
    "a comment": b"/* */ {}",
    "a comma too many": b'{"a": 1,}',
    "quotes of the other kind": b"{'sealed': 1}",
    "too large": b'{"sealed": "' + b"A" * (1 << 20) + b'"}',
}

_LEAVES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 2**64, -(2**63), 1.5, 1e300, "", "a", "\0", "\ud800", "å" * 50, "0" * 32,
    "f" * 64, "AQ==", "2026-02-30", "24:00", "daily", "Europe/Oslo", "https://fcm.googleapis.com/", "../..", "A" * 2000,
)  # fmt: skip


def random_bodies(chance: random.Random, good: Sequence[bytes], number: int) -> Iterator[bytes]:
    """`number` bodies: noise, random JSON, and good bodies with a field, some bytes or their end changed."""
    makers = (_noise, _tree, _field, _field, _bytes, _cut, _spliced)
    for _ in range(number):
        yield chance.choice(makers)(chance, chance.choice(good))


def _noise(chance: random.Random, _good: bytes) -> bytes:
    return chance.randbytes(chance.choice((1, 8, 64, 512, 5000)))


def _tree(chance: random.Random, _good: bytes) -> bytes:
    return json.dumps(
        {chance.choice(("sealed", "puts", "log", "id", "x")): _value(chance, 4) for _ in range(3)}
    ).encode()


def _value(chance: random.Random, depth: int) -> Any:
    kind = chance.random() if depth else 0.0
    if kind < 0.6:
        return chance.choice(_LEAVES)
    if kind < 0.8:
        return [_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    names = ("id", "version", "base", "sealed", "kind", "at", "days", "once", "\0", "\ud800")
    return {chance.choice(names): _value(chance, depth - 1) for _ in range(chance.randrange(4))}


def _field(chance: random.Random, good: bytes) -> bytes:
    """One field anywhere in a good body has another value."""
    body = json.loads(good)
    place: Any = body
    while place:
        key = chance.choice(list(place)) if isinstance(place, dict) else chance.randrange(len(place))
        if not isinstance(place[key], dict | list) or not place[key] or chance.random() < 0.3:
            place[key] = _value(chance, 2)
            break
        place = place[key]
    return json.dumps(body).encode()


def _bytes(chance: random.Random, good: bytes) -> bytes:
    changed = bytearray(good)
    for _ in range(chance.randrange(1, 5)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, good: bytes) -> bytes:
    return good[: chance.randrange(len(good))]


def _spliced(chance: random.Random, good: bytes) -> bytes:
    at = chance.randrange(len(good))
    return good[:at] + chance.choice((b"\0", b"[" * 50, b'"', b"{", b"\\u", b"\xff", good)) + good[at:]
