"""kill -9 at random instants: every acknowledged put is there afterwards, once, as it was sent."""

import asyncio
import random
import secrets

import httpx
import pytest

from tests.diary.device import Device
from tests.live import Live

ROUNDS = 20
CLIENTS = 40
IN_FLIGHT = 32


class Writers:
    """Devices that put one record after another until the server is gone, and note what was acknowledged."""

    def __init__(self, devices: list[Device]) -> None:
        self.devices = devices
        self.in_flight = 0
        self.are_many = asyncio.Event()  # set while at least IN_FLIGHT puts are under way
        self.acknowledged: dict[str, str] = {}
        self.sent: dict[str, str] = {}

    async def run(self, device: Device) -> None:
        while True:
            put = device.put(secrets.token_bytes(16), sealed=b"\x01" + secrets.token_bytes(284))
            self.sent[put["id"]] = put["sealed"]
            self._count(1)
            try:
                response = await device.post([put])
            except httpx.TransportError:
                return  # the server is gone; whether it took this one is not known
            finally:
                self._count(-1)
            answer = response.json()
            assert answer["accepted"] == [put["id"]]
            device.cursor = answer["cursor"]
            self.acknowledged[put["id"]] = put["sealed"]

    def _count(self, change: int) -> None:
        self.in_flight += change
        (self.are_many.set if self.in_flight >= IN_FLIGHT else self.are_many.clear)()


@pytest.mark.slow
async def test_nothing_acknowledged_is_lost_to_kill_9(live: Live) -> None:
    limits = httpx.Limits(max_connections=CLIENTS)
    async with httpx.AsyncClient(base_url=live.url, timeout=30, limits=limits) as api:
        devices = [await Device(api).create() for _ in range(CLIENTS)]
        log = devices[0].log
        acknowledged: dict[str, str] = {}
        sent: dict[str, str] = {}
        for _ in range(ROUNDS):
            writers = Writers(devices)
            running = [asyncio.ensure_future(writers.run(device)) for device in devices]
            await asyncio.sleep(random.uniform(0.2, 0.6))
            await writers.are_many.wait()
            live.kill()
            await asyncio.gather(*running)
            acknowledged |= writers.acknowledged
            sent |= writers.sent
            await asyncio.to_thread(live.start)
            assert (await api.get("/api/log")).json()["log"] == log  # a crash is no restore
        assert len(acknowledged) > ROUNDS
        for device in devices:
            pages = await device.everything()
            seq = (await device.sync())["cursor"]
            assert seq == len(pages)  # each put raised the counter once: none is there twice
            for record_id, change in pages.items():
                assert change["sealed"] == sent[record_id]
            acknowledged = {one: sealed for one, sealed in acknowledged.items() if one not in pages}
        assert acknowledged == {}
