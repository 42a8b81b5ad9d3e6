"""Two web processes and two workers on one PostgreSQL behind a reverse proxy, killed and restarted under load.

Each process has a data folder of its own, as on a machine of its own, with the same keys. Every vault has two devices
that put at the same time, each request through whichever process has its turn; what was not answered is sent again,
unchanged, until it is. Reminders come due meanwhile at the phones of `push_kills`.
"""

import asyncio
import random
import shutil
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field

import httpx
import msgspec

from selfhelp.notify.keys import Keys
from selfhelp.notify.services import KEYS_FOLDER, keys_folder
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store
from tests.conftest import with_settings
from tests.front import Front
from tests.hostile.kills import FIRST_BYTE, SEALED_BYTES, Client
from tests.hostile.push_kills import Outcomes, Run, Worker
from tests.live import NO_TLS, Live
from tests.notify.push_service import PushService
from tests.postgres import Cluster

WEBS = 2
WORKERS = 2
EVENTS = ("both", "postgres-crash", "web", "worker", "postgres-restart", "postgres-and-web")

_PASSING = {
    "Overloaded",
    "OperationalError",
    "AdminShutdown",
    "CrashShutdown",
    "CannotConnectNow",
    "InterfaceError",
    "_CommitFailed",
    "TimeoutError",
    "Problem",
}
"""What a process may say about a database that is away."""


@dataclass
class Chaos:
    """What a run came to; `faults` is what may not be."""

    faults: list[str] = field(default_factory=list)
    events: Counter[str] = field(default_factory=Counter)
    promised: int = 0
    again: int = 0
    """Puts that were sent more than once before they were answered."""
    taken: Counter[int] = field(default_factory=Counter)
    pushes: Outcomes = field(default_factory=Outcomes)


@dataclass
class Device(Client):
    """A device that goes on whatever happens to the server."""

    sent_again: int = 0
    over: bool = False
    fault: str = ""

    async def persist(self, http: httpx.AsyncClient, chance: random.Random, pause: float) -> None:
        """Put after put until it is `over`, the last one answered."""
        while self.asked or not self.over:
            try:
                if self.asked:
                    self.sent_again += 1
                    await self.again(http)
                else:
                    known = list(self.promised)
                    sealed = FIRST_BYTE + chance.randbytes(SEALED_BYTES - 1)
                    if known and chance.random() < 0.5:
                        record = chance.choice(known)
                        await self.put(http, record, self.promised[record][0] + 1, sealed)
                    else:
                        await self.put(http, chance.randbytes(16).hex(), 1, sealed)
            except httpx.HTTPError:
                pass  # sent again
            else:
                if self.asked:  # answered, and not accepted: what it was put over has been forgotten
                    self.fault = f"a put over what was acknowledged is refused: {[*self.asked]}"
                    return
            await asyncio.sleep(pause * chance.uniform(0.5, 1.5))


class Machines:
    """The processes. `settings` name the PostgreSQL and hold the keys."""

    def __init__(self, settings: Settings, server: Cluster, chance: random.Random) -> None:
        self._server = server
        self._chance = chance
        Keys.load(keys_folder(settings))
        self.webs = [Live(self._machine(settings, f"web-{n}")) for n in range(WEBS)]
        self.folders = [self._machine(settings, f"worker-{n}") for n in range(WORKERS)]
        self.workers: list[Worker] = []

    @staticmethod
    def _machine(settings: Settings, name: str) -> Settings:
        folder = settings.data / name
        shutil.copytree(keys_folder(settings), folder / KEYS_FOLDER)
        return with_settings(settings, data=folder)

    def begin(self) -> None:
        """Start all."""
        for web in self.webs:
            web.start()
        self.workers = [self._worker(n) for n in range(WORKERS)]

    def _worker(self, number: int) -> Worker:
        settings = self.folders[number]
        return Worker(settings, settings.data / "worker.out")

    def strike(self, event: str) -> None:
        """One thing dies, or two at once, and is started again."""
        web = self._chance.choice(self.webs)
        if event in {"web", "both", "postgres-and-web"}:
            web.kill()
        if event in {"worker", "both"}:
            number = self._chance.randrange(WORKERS)
            self.workers[number].end(signal.SIGKILL)
            self.workers[number] = self._worker(number)
        if event.startswith("postgres"):
            self._server.stop(signal.SIGINT if event == "postgres-restart" else signal.SIGQUIT)
            self._server.start()
        if event in {"web", "both", "postgres-and-web"}:
            web.start()

    def end(self) -> None:
        """Kill the workers, stop the rest politely."""
        for worker in self.workers:
            worker.end(signal.SIGKILL)
        for web in self.webs:
            web.stop()

    def said(self) -> Counter[str]:
        """What was logged that a database which is away does not explain."""
        said: Counter[str] = Counter()
        for log in (*(web.log for web in self.webs), *(one.data / "worker.out" for one in self.folders)):
            for line in log.read_bytes().splitlines() if log.exists() else ():
                entry = msgspec.json.decode(line) if line.startswith(b"{") else {}
                if entry.get("error") and entry["error"] not in _PASSING:
                    said[f"{entry['event']} {entry.get('job', '')} {entry['error']} {entry.get('where', '')}"] += 1
        return said


async def run(
    settings: Settings, server: Cluster, *, seed: int, vaults: int, channels: int, events: int, pause: float
) -> Chaos:
    """Everything: about a second an event, and what it takes to finish. `pause`: seconds between a device's puts."""
    chance, chaos = random.Random(seed), Chaos()
    async with AsyncExitStack() as stack:
        store = await Store.open(settings)
        stack.push_async_callback(store.close)
        push = await stack.enter_async_context(PushService())
        settings = with_settings(settings, push_test_ca=push.ca)
        nudges = Run(settings, push, store, seed)
        machines = Machines(settings, server, chance)
        await asyncio.to_thread(machines.begin)
        front = await stack.enter_async_context(Front([web.settings.port for web in machines.webs]))
        # No connection is kept: each request takes the next process.
        limits = httpx.Limits(max_keepalive_connections=0)
        http = await stack.enter_async_context(
            httpx.AsyncClient(base_url=front.url, limits=limits, timeout=30, verify=NO_TLS)
        )
        devices = [Device(follows=True) for _ in range(vaults)]
        devices += [Device(vault=one.vault, secret=one.secret, follows=True) for one in devices]
        for device in devices:
            await device.begin(http)
        await nudges.channels(channels, 1, 2 + events)
        load = [asyncio.create_task(one.persist(http, random.Random(chance.random()), pause)) for one in devices]
        planned = [EVENTS[number % len(EVENTS)] for number in range(events)]
        chance.shuffle(planned)
        for event in planned:
            await asyncio.sleep(chance.uniform(0.1, 0.6))
            await asyncio.to_thread(machines.strike, event)
            chaos.events[event] += 1
            await _until_done(nudges.let_leases_run_out)
        for device in devices:
            device.over = True
        await asyncio.gather(*load)
        chaos.faults += await _audit(http, devices)
        chaos.faults += await _deleted_everywhere(machines.webs, devices[0])
        await asyncio.to_thread(machines.end)
        chaos.faults += await nudges.finish(WORKERS, 180)
        chaos.pushes = await nudges.outcomes()
        chaos.faults += [*chaos.pushes.faults, *machines.said()]
        chaos.promised = sum(len(one.promised) for one in devices)
        chaos.again = sum(one.sent_again for one in devices)
        chaos.taken = front.taken
    return chaos


async def _until_done(work: Callable[[], Awaitable[None]]) -> None:
    """Again while the database comes back."""
    for _ in range(1_200):
        with suppress(Overloaded):
            await work()
            return
        await asyncio.sleep(0.05)
    raise RuntimeError("the database does not come back")


async def _audit(http: httpx.AsyncClient, devices: list[Device]) -> list[str]:
    log = (await http.get("/api/log")).json()["log"]
    if any(device.log != log for device in devices):
        return ["the log is another one"]
    found = [device.fault for device in devices if device.fault]
    return found + [fault for device in devices for fault in await device.audit(http)]


async def _deleted_everywhere(webs: list[Live], device: Device) -> list[str]:
    """A box that one process has deleted is gone from the other at once."""
    one, other = webs
    async with httpx.AsyncClient(verify=NO_TLS) as http:
        gone = await http.delete(f"{one.url}/api/vaults/{device.vault}", headers=device.headers)
        body = {"log": device.log, "cursor": 0, "puts": []}
        asked = await http.post(f"{other.url}/api/vaults/{device.vault}/sync", headers=device.headers, json=body)
    statuses = (gone.status_code, asked.status_code)
    return [] if statuses == (204, 410) else [f"deleted here and asked there: {statuses}"]
