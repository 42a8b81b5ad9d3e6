"""Waiting for SQLite's write-ahead log."""

import time
from pathlib import Path

from tests.patience import PATIENCE


def is_emptied(wal: Path) -> bool:
    """Whether the WAL is cut to nothing in time, without anybody's help. Call it in a thread."""
    for _ in range(PATIENCE * 20):
        if not wal.stat().st_size:
            return True
        time.sleep(0.05)
    return False
