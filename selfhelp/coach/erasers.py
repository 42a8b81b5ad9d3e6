"""How each kind of box of this slice is erased; the replay of graves asks for it."""

from typing import Final

from selfhelp.boxes import Box, Eraser
from selfhelp.coach import coaches, threads
from selfhelp.coach.tables import Coach, Thread

ERASERS: Final[dict[type[Box], Eraser]] = {Thread: threads.erase, Coach: coaches.erase}
