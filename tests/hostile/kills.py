"""Load on a server that is about to be killed or stopped: who was promised what, and what is there afterwards.

Every client owns one vault and puts one record after another, or the next version of one; `promised` is what it was
told had been accepted.
"""

import asyncio
import base64
import hashlib
import random
import secrets
from dataclasses import dataclass, field

import httpx

from tests.live import Live

SEALED_BYTES = 29 + 256
FIRST_BYTE = b"\x01"


@dataclass
class Client:
    """One device with a vault of its own."""

    vault: str = field(default_factory=lambda: secrets.token_hex(16))
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    log: str = ""
    promised: dict[str, tuple[int, str]] = field(default_factory=dict)
    """record id → the version that was accepted last and the hash of its bytes"""
    asked: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    """record id → the put that has been sent and not answered"""
    follows: bool = False
    """It remembers how far it has seen, as phones do; the server then takes its everyday way with a new entry."""
    cursor: int = 0

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    async def begin(self, http: httpx.AsyncClient) -> None:
        (await http.put(f"/api/vaults/{self.vault}", json={}, headers=self.headers)).raise_for_status()
        self.log = (await http.get("/api/log")).json()["log"]

    async def put(self, http: httpx.AsyncClient, record: str, version: int, sealed: bytes) -> None:
        self.asked[record] = (version, sealed)
        answer = await http.post(
            f"/api/vaults/{self.vault}/sync",
            headers=self.headers,
            json={
                "log": self.log,
                "cursor": self.cursor,
                "puts": [{"id": record, "version": version, "sealed": base64.b64encode(sealed).decode()}],
            },
        )
        page = answer.raise_for_status().json()
        if self.follows:
            self.cursor = page["cursor"]
        if record in page["accepted"]:
            self.promised[record] = (version, hashlib.sha256(sealed).hexdigest())
            del self.asked[record]

    async def work(self, http: httpx.AsyncClient, chance: random.Random) -> None:
        """Puts until the server is gone."""
        while True:
            sealed = FIRST_BYTE + chance.randbytes(SEALED_BYTES - 1)
            known = [record for record in self.promised if record not in self.asked]
            if known and chance.random() < 0.5:
                record = chance.choice(known)
                await self.put(http, record, self.promised[record][0] + 1, sealed)
            else:
                await self.put(http, chance.randbytes(16).hex(), 1, sealed)

    async def audit(self, http: httpx.AsyncClient) -> list[str]:
        """What was promised and is not there, or is there twice. Empty when the server kept its word."""
        faults: list[str] = []
        stored, seq = await self._stored(http)
        for record, (version, digest) in self.promised.items():
            found = stored.get(record)
            if found is None:
                faults.append(f"{record} v{version} was accepted and is missing")
            elif found[0] == version and found[1] != digest:
                faults.append(f"{record} v{version} was accepted with other bytes")
            elif found[0] != version and (found[0], found[1]) != self._asked(record):
                faults.append(f"{record} stands at v{found[0]}, accepted was v{version}")
        # Every accepted put raised the version and the counter by one: a put that was applied twice would show here.
        versions = sum(version for version, _ in stored.values())
        if seq != versions:
            faults.append(f"the counter is {seq} after {versions} puts")
        return faults

    def _asked(self, record: str) -> tuple[int, str] | None:
        asked = self.asked.get(record)
        return (asked[0], hashlib.sha256(asked[1]).hexdigest()) if asked else None

    async def _stored(self, http: httpx.AsyncClient) -> tuple[dict[str, tuple[int, str]], int]:
        stored: dict[str, tuple[int, str]] = {}
        cursor, more = 0, True
        while more:
            answer = await http.post(
                f"/api/vaults/{self.vault}/sync",
                headers=self.headers,
                json={"log": self.log, "cursor": cursor, "puts": []},
            )
            page = answer.raise_for_status().json()
            for change in page["changes"]:
                if change["id"] in stored:
                    return stored, -1
                digest = hashlib.sha256(base64.b64decode(change["sealed"])).hexdigest()
                stored[change["id"]] = (change["version"], digest)
            cursor, more = page["cursor"], page["more"]
        return stored, cursor

    async def again(self, http: httpx.AsyncClient) -> None:
        """Sends what was never answered once more, as a device does: a retry is always safe."""
        for record, (version, sealed) in list(self.asked.items()):
            await self.put(http, record, version, sealed)


@dataclass
class Round:
    """One kill: how many puts were in flight, how many promises were made before it, and what was broken."""

    in_flight: int
    promised: int
    faults: list[str]


async def kill_round(live: Live, clients: int, seed: int, *, politely: bool = False) -> Round:
    """Load `live` with `clients` at once, kill it at a random instant after its first promise, start it again and
    compare."""
    chance = random.Random(seed)
    devices = [Client() for _ in range(clients)]
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=live.url, limits=limits, timeout=30) as http:
        for device in devices:
            await device.begin(http)
        load = [asyncio.create_task(device.work(http, random.Random(chance.random()))) for device in devices]
        for _ in range(3_000):
            if any(device.promised for device in devices):
                break
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1 + chance.random() * 0.4)
        in_flight = sum(len(device.asked) for device in devices)
        await asyncio.to_thread(live.stop if politely else live.kill)
        await asyncio.gather(*load, return_exceptions=True)
    promised = sum(len(device.promised) for device in devices)
    await asyncio.to_thread(live.start)
    faults: list[str] = []
    async with httpx.AsyncClient(base_url=live.url, limits=limits, timeout=30) as http:
        log = (await http.get("/api/log")).json()["log"]
        for device in devices:
            if device.log != log:
                faults.append("a kill made a new log")
                break
            faults += await device.audit(http)
            await _again(device, http)
            faults += await device.audit(http)
            if device.asked:
                faults.append(f"{len(device.asked)} retries were not accepted")
    return Round(in_flight, promised, faults)


async def _again(device: Client, http: httpx.AsyncClient) -> None:
    """Until the database is free: PostgreSQL lets go of what the killed server had locked a moment later."""
    for left in reversed(range(60)):
        try:
            await device.again(http)
            return
        except httpx.HTTPStatusError as refused:
            if refused.response.status_code != 503 or not left:
                raise
            await asyncio.sleep(0.5)
