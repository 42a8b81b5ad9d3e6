"""A SQLite file of which a part cannot be found any more, while all that is asked of it still answers."""

import sqlite3
from contextlib import closing
from pathlib import Path

from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE


def lose_half_of_the_graves(settings: Settings) -> Path:
    """Fill the table of graves until it is a tree, and cut the list of branches in its root short."""
    file = settings.data / SQLITE_FILE
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany("INSERT INTO grave (id) VALUES (?)", [(n.to_bytes(32),) for n in range(1000)])
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'grave'").fetchall()
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
    raw = bytearray(file.read_bytes())
    cells = slice((root - 1) * size + 3, (root - 1) * size + 5)
    raw[cells] = (int.from_bytes(raw[cells]) // 2).to_bytes(2)
    file.write_bytes(raw)
    with closing(sqlite3.connect(file)) as connection:
        ((found,),) = connection.execute("SELECT count(*) FROM grave").fetchall()
    assert 0 < found < 1000
    return file
