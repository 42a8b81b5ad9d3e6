"""Phones with reminders, for commands that turn the keys under them: what each was told, and what the server holds."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from selfhelp.boxes import BoxRequest, Outcome, Tombstones
from selfhelp.notify.keys import Keys
from selfhelp.notify.put import put_channel
from selfhelp.notify.reconcile import reconcile
from selfhelp.notify.schema import ChannelIn, NudgeIn
from selfhelp.notify.services import keys_folder
from selfhelp.notify.subscription import Subscription, allow_list, fingerprint_of, unseal
from selfhelp.notify.tables import Channel, Nudge
from selfhelp.notify.validation import read_channel
from selfhelp.settings import Settings
from selfhelp.store import Store
from selfhelp.store.engine import database_url, reading_engine
from tests.notify.push_service import Device

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass
class Phone:
    """A phone that has subscribed, and its box."""

    device: Device
    box: BoxRequest = field(default_factory=lambda: BoxRequest(secrets.token_bytes(16), secrets.token_bytes(32)))
    nudge: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def subscription(self) -> Subscription:
        return Subscription(self.device.endpoint, self.device.p256dh, self.device.auth)


def new_device() -> Device:
    return Device(f"https://fcm.googleapis.com/fcm/send/{secrets.token_hex(12)}", None)


async def opened(settings: Settings, *phones: Phone) -> None:
    """A server that runs for a moment, in which the app is opened on these phones."""
    store = await Store.open(settings)
    try:
        keys, tombstones = Keys.load(keys_folder(settings)), Tombstones(settings.data / "graves")
        for phone in phones:
            nudge = NudgeIn(id=phone.nudge, kind="daily", at="20:00", days=DAYS)
            body = ChannelIn(
                endpoint=phone.device.endpoint,
                p256dh=phone.device.p256dh,
                auth=phone.device.auth,
                timezone="Europe/Oslo",
                locale="nb",
                nudges=[nudge],
            )
            request = read_channel(body, allow_list(), {"nb", "en"})
            assert not isinstance(request, list)
            work = partial(
                put_channel, box=phone.box, request=request, now=datetime.now(UTC), keys=keys, tombstones=tombstones
            )
            assert isinstance(await store.write(work, phone.box.id), Outcome)
        await reconcile(store, datetime.now(UTC))
    finally:
        await store.close()


async def written(settings: Settings, work: Callable[[Session], Any]) -> None:
    """Something happens to the database while a server runs."""
    store = await Store.open(settings)
    await store.write(work)
    await store.close()


def rows(settings: Settings, table: type[Channel] | type[Nudge] = Channel) -> dict[bytes, dict[str, Any]]:
    """What the database holds of each channel."""
    columns = table.__table__  # type: ignore[union-attr]
    engine = reading_engine(database_url(settings))
    with engine.connect() as connection:
        found = [dict(row) for row in connection.execute(select(columns)).mappings()]
    engine.dispose()
    return {row["id" if table is Channel else "channel"]: row for row in found}


def known(settings: Settings, keys: Keys) -> dict[bytes, Subscription | None]:
    """The subscription of each channel, as far as it opens with these keys and is found by them."""
    found = {}
    for id, row in rows(settings).items():
        subscription = unseal(row["sealed"], id, keys)
        is_found = subscription is not None and row["fingerprint"] == fingerprint_of(subscription.endpoint, keys)
        found[id] = subscription if is_found else None
    return found
