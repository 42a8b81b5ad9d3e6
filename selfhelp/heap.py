"""Keep the garbage collector from walking objects that never become garbage."""

import gc
from typing import Final

_YOUNG: Final = 10_000  # new objects before the youngest are collected (default: 700)
_OLDER: Final = 20  # collections of one generation before the next older is collected (default: 10)


def freeze_heap() -> None:
    """Exclude what is loaded by now from collection, and collect the rest less often.

    Otherwise the collector walks some 170,000 objects of libraries again and again while every request waits: a fifth
    of the time of a sync under load. Requests leave few cycles, and those are still found.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _OLDER, _OLDER)
