"""The reminders in a backup: all rows together, sealed under a key that no backup holds (docs/engineers/adr/0033).

A channel's rows change on the days on which its diary does, so several backups in clear would link the two. Each backup
seals them with new nonces, in chunks of one size, which tell their number only to some two hundred.
"""

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, insert

from selfhelp.admin.databases.rows import CHUNKS, Row, Rows, Sum, Summed, Sums, rows_of
from selfhelp.console import Stopped, progress
from selfhelp.notify.keys import ENDPOINT_FILE
from selfhelp.notify.tables import Channel, Nudge, Outbox

BackupKey: TypeAlias = AESGCM
"""What seals the reminders of a backup."""

SEALED: Final = frozenset(str(table.__tablename__) for table in (Channel, Nudge, Outbox))
"""Tables that a backup leaves empty; their rows are in the chunks."""

CHUNK: Final = 256 * 1024
"""Bytes of plaintext: some two hundred channels."""

_LABEL: Final = b"selfhelp/v1 backup"
_LENGTH: Final = 4
"""Bytes before each row that hold its length. Zeros end a chunk."""

CHUNKS_TABLE: Final = Table(
    CHUNKS, MetaData(), Column("n", Integer, primary_key=True), Column("sealed", LargeBinary, nullable=False)
)

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list).decode


def key_in(*folders: Path | None) -> BackupKey | None:
    """Return the key for backups, from the endpoint key in the first of `folders` that has one. Raises Stopped when
    that is no key."""
    for folder in folders:
        file = folder and folder / ENDPOINT_FILE
        if file and file.is_file():
            secret = file.read_bytes()
            if len(secret) != 32:
                raise Stopped(f"{file} must hold exactly 32 bytes.")
            return AESGCM(HKDF(SHA256(), 32, salt=None, info=_LABEL).derive(secret))
    return None


def seal_rows(source: Connection, target: Connection, tables: Iterable[Table], key: BackupKey) -> tuple[Sums, Sum]:
    """Write the rows of the `SEALED` among `tables` into chunks on `target`; return the sums of the rows and of the
    chunks."""
    sums: Sums = {}
    CHUNKS_TABLE.create(target)
    with progress("encrypting the reminders", _sealed(_plain(source, tables, sums), key), lambda: None) as chunks:
        passing = Summed(chunks)
        for n, sealed in passing:
            target.execute(insert(CHUNKS_TABLE), {"n": n, "sealed": sealed})
    return sums, passing.sum


def _plain(source: Connection, tables: Iterable[Table], sums: Sums) -> Iterator[bytes]:
    """Yield chunks of rows. The last one may be short, and is there even without any row."""
    chunk = bytearray()
    for table in tables:
        if table.name in SEALED:
            passing = Summed(rows_of(source, table))
            for row in passing:
                encoded = _encode([str(table.name), *row])
                encoded = len(encoded).to_bytes(_LENGTH) + encoded
                if len(chunk) + len(encoded) > CHUNK:
                    yield bytes(chunk)
                    chunk.clear()
                chunk += encoded
            sums[table.name] = passing.sum
    yield bytes(chunk)


def _sealed(chunks: Iterator[bytes], key: BackupKey) -> Iterator[Row]:
    for n, chunk in enumerate(chunks):
        iv = secrets.token_bytes(12)
        yield n, iv + key.encrypt(iv, chunk.ljust(CHUNK, b"\0"), _bound(n))


def reader(backup: Connection, key: BackupKey | None) -> Rows | None:
    """Return a reader of the rows of a backup; None when its reminders are sealed with another key than `key`."""
    if not backup.dialect.has_table(backup, CHUNKS):
        return rows_of  # from a version that sealed nothing, or made without a key
    if key is None:
        return None
    try:
        next(_chunks(backup, key))
    except InvalidTag:
        return None

    def rows(connection: Connection, table: Table) -> Iterator[Row]:
        return _opened(connection, key, table.name) if table.name in SEALED else rows_of(connection, table)

    return rows


def _opened(connection: Connection, key: BackupKey, name: str) -> Iterator[Row]:
    for chunk in _chunks(connection, key):
        at = 0
        while length := int.from_bytes(chunk[at : at + _LENGTH]):
            at += _LENGTH
            table, *row = _decode(chunk[at : at + length])
            at += length
            if table == name:
                yield tuple(row)


def _chunks(connection: Connection, key: BackupKey) -> Iterator[bytes]:
    for n, sealed in rows_of(connection, CHUNKS_TABLE):
        yield key.decrypt(sealed[:12], sealed[12:], _bound(n))


def _bound(n: int) -> bytes:
    return _LABEL + b"\0" + n.to_bytes(8)
