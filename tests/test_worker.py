"""`selfhelp worker`, a process without a port: the clock beside any number of web servers that have none."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from selfhelp.boxes import BoxRequest, Outcome, Tombstones
from selfhelp.notify.keys import Keys
from selfhelp.notify.put import put_channel
from selfhelp.notify.schema import ChannelIn, NudgeIn
from selfhelp.notify.services import keys_folder
from selfhelp.notify.subscription import allow_list
from selfhelp.notify.validation import read_channel
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.conftest import with_settings
from tests.hostile.push_kills import Worker
from tests.live import live_server
from tests.notify.push_service import Device, PushService
from tests.postgres import free_port

pytestmark = [pytest.mark.slow, pytest.mark.pure]

RUNNING = "Fotfeste: the clock is running\n"


@contextmanager
def worker(settings: Settings) -> Iterator[int]:
    """`selfhelp worker`; its process id. It must end well."""
    log = settings.data / "worker.out"
    begun = log.read_text().count(RUNNING) if log.exists() else 0
    process = Worker(settings, log)
    try:
        while not log.exists() or log.read_text().count(RUNNING) == begun:
            assert process.status is None, log.read_text()
            time.sleep(0.02)
        yield process.pid
    finally:
        assert process.end(signal.SIGTERM) == 0


def listening(pid: int) -> set[str]:
    """The inodes of the process's TCP sockets that wait for connections (proc(5): state 0A)."""
    listeners = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A":
                listeners.add(f"socket:[{fields[9]}]")
    held = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            held.add(str(handle.readlink()))
    return listeners & held


def at_noon(now: datetime) -> tuple[str, datetime]:
    """A zone in which it is about noon, and the local time there: no night cuts a deadline short."""
    ahead = 12 - now.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT", now.replace(tzinfo=None) + timedelta(hours=ahead)


async def keep_due_nudge(settings: Settings, device: Device) -> None:
    """A channel whose nudge rang twelve minutes ago, and nobody was there to send it."""
    now = datetime.now(UTC)
    zone, local = at_noon(now)
    chosen = local - timedelta(minutes=12)
    step = NudgeIn(id="0" * 16, kind="step", once=chosen.isoformat(timespec="minutes"))
    request = read_channel(
        ChannelIn(device.endpoint, device.p256dh, device.auth, zone, "nb", [step]), allow_list(localhost=True), {"nb"}
    )
    assert not isinstance(request, list)
    box, keys = BoxRequest(bytes(16), bytes(32)), Keys.load(keys_folder(settings))
    then = now - timedelta(minutes=13)
    store = await Store.open(settings)
    work = partial(
        put_channel, box=box, request=request, now=then, keys=keys, tombstones=Tombstones(settings.data / "graves")
    )
    assert await store.write(work, box.id) is Outcome.MADE
    await store.close()


async def test_the_worker_sends_what_is_due_and_opens_no_port(settings: Settings) -> None:
    with PushService() as service:
        device = service.subscribe()
        await keep_due_nudge(settings, device)
        with worker(with_settings(settings, push_test_ca=service.ca)) as pid:
            [got] = await service.arrive(1, seconds=120)
            assert listening(pid) == set()
        assert got.device is device
        assert got.notification["data"] == {"kind": "step"}
        assert service.complaints == []


def test_the_web_server_does_open_one(settings: Settings) -> None:
    with live_server(settings) as live:
        assert len(listening(live.process)) == 1


def test_a_second_worker_on_the_machine_needs_a_metrics_port_of_its_own(settings: Settings) -> None:
    """It does not start without a word about what it was told, and takes no other port that nobody asks."""
    port, log = free_port(), settings.data / "second.out"
    with worker(with_settings(settings, metrics_port=port)):
        second = Worker(with_settings(settings, metrics_port=port), log)
        assert second.wait() == 2
        said = log.read_text()
        assert said.startswith(f"metrics_port (SELFHELP_METRICS_PORT): '{port}' cannot be taken (each process")
        with worker(with_settings(settings, metrics_port=free_port())) as pid:
            assert len(listening(pid)) == 1
    assert (settings.data / "worker.out").read_text() == 2 * RUNNING
