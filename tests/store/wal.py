"""Waiting for SQLite's write-ahead log."""

import time
from pathlib import Path


def is_emptied(wal: Path) -> bool:
    """Whether the WAL is cut to nothing within some seconds, without anybody's help. Call it in a thread."""
    for _ in range(200):
        if not wal.stat().st_size:
            return True
        time.sleep(0.05)
    return False
