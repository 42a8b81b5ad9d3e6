"""Metrics of the store and its disk: how much waits, what was refused, how much room is left."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import Connection, text

from selfhelp.last_backup import last_backup
from selfhelp.settings import Settings
from selfhelp.store.engine import sqlite_file
from selfhelp.store.store import LIMIT, Store

_LABEL: Final = ["queue"]
_LOT: Final = 100


def _whole_lots(count: int) -> int:
    """Round down to whole hundreds: a count of single calls would tell when somebody was there."""
    return count - count % _LOT


class StoreMetrics(Collector):
    """The two queues of `store`, read when `registry` is collected. `queue` is *reader* or *writer*."""

    def __init__(self, store: Store, registry: CollectorRegistry) -> None:
        self._store = store
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Yield the present figures without a query to the database."""
        waiting = GaugeMetricFamily(
            "selfhelp_store_waiting", f"Calls under way; at {LIMIT} a further one is refused.", labels=_LABEL
        )
        done = CounterMetricFamily("selfhelp_store_calls", "Calls that were answered.", labels=_LABEL)
        batches = CounterMetricFamily("selfhelp_store_batches", "Transactions that carried them.", labels=_LABEL)
        refused = CounterMetricFamily(
            "selfhelp_store_refused", "Calls that were refused because too many were under way.", labels=_LABEL
        )
        failed = CounterMetricFamily(
            "selfhelp_store_failed", "Calls that the database did not take, busy or broken.", labels=_LABEL
        )
        for name, queue in self._store.queues:
            waiting.add_metric([name], queue.under_way)
            for family, count in zip(
                (done, batches, refused, failed),
                (_whole_lots(queue.done), _whole_lots(queue.batches), queue.refused, queue.failed),
                strict=True,
            ):
                family.add_metric([name], count)
        yield from (waiting, done, batches, refused, failed)


class DiskMetrics(Collector):
    """The disk under the data folder, the SQLite file and its log, and the age of the last backup."""

    def __init__(self, settings: Settings, registry: CollectorRegistry) -> None:
        self._settings = settings
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Yield the present figures."""
        disk = shutil.disk_usage(self._settings.data)
        low, full = (
            self._settings.disk_bytes(mark, disk.total) for mark in (self._settings.low_disk, self._settings.full_disk)
        )
        yield GaugeMetricFamily("selfhelp_disk_bytes", "Size of the disk under the data folder.", disk.total)
        yield GaugeMetricFamily("selfhelp_disk_free_bytes", "What is free of it.", disk.free)
        yield GaugeMetricFamily("selfhelp_disk_low_bytes", "Less free than this, and new boxes are refused.", low)
        yield GaugeMetricFamily("selfhelp_disk_full_bytes", "Less free than this, and nothing may grow.", full)
        file = sqlite_file(self._settings)
        if file is not None:
            size = sqlite_bytes(file)
            yield GaugeMetricFamily("selfhelp_database_bytes", "The SQLite file and its write-ahead log.", size)
        if budget := self._settings.database_budget:
            yield GaugeMetricFamily("selfhelp_database_budget_bytes", "The most that the database may have.", budget)
        last = last_backup(self._settings)
        if last is not None:
            age = (datetime.now(UTC) - last.made).total_seconds()
            yield GaugeMetricFamily("selfhelp_backup_age_seconds", "Since the last backup of this folder.", age)


def postgresql_bytes(connection: Connection) -> int:
    """Return the size of the PostgreSQL database."""
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def sqlite_bytes(file: Path) -> int:
    """Return the size of the SQLite file and its write-ahead log."""
    return sum(_size(part) for part in (file, Path(f"{file}-wal")))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
