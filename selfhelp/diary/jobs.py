"""What the clock runs for the diary."""

from datetime import UTC, datetime
from functools import partial

from selfhelp.boxes import Tombstones, month_of
from selfhelp.diary.service import retire_vault, unused_vaults
from selfhelp.store import Store


async def retire_vaults(store: Store, tombstones: Tombstones, now: datetime | None = None) -> int:
    """Erase the vaults that nobody has used for 24 months (daily); how many. Slots are exempt: they weigh 61 bytes."""
    month = month_of(now or datetime.now(UTC))
    retired = 0
    for box_id in await store.read(partial(unused_vaults, month=month)):
        retired += await store.write(partial(retire_vault, box_id=box_id, month=month, tombstones=tombstones), box_id)
    return retired
