"""Whose turn a local date is: at most one push besides `own`. Pure; `prepare` goes by it, and `GET` tells by it."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from selfhelp.notify.recurrence import AS_CHOSEN, ONE_A_DAY, gives_way
from selfhelp.notify.rows import NudgeRow, Opening, Waiting, believed

MOST_TURNS: Final = 15
"""So many dates of a nudge are looked at: two weeks of a daily one. What gives way on all of them has no next."""


def is_held_back(
    nudge: NudgeRow,
    nominal: date,
    others: Collection[NudgeRow],
    coming: Collection[str],
    last_day: str | None,
    opening: Opening,
) -> bool:
    """Whether it gives way to what rang that day (`last_day`), is about to (dates in `coming`), or comes before it.

    A daily one that is left unanswered keeps its distance from every daily one of the channel.
    """
    if nudge.kind not in ONE_A_DAY:
        return False
    day = nominal.isoformat()
    last = believed(last_day, nominal)
    if (last is not None and last >= nominal) or day in coming:
        return True
    if any(gives_way(nudge.kind, one.kind) and one.next_nominal == day and one.id != nudge.id for one in others):
        return True
    if nudge.kind != "daily" or opening.unanswered < AS_CHOSEN:
        return False
    firsts = (one.spaced(opening.unanswered, nominal) for one in others)
    return any(first is not None and nominal < first for first in firsts)


def nexts(
    nudges: Collection[NudgeRow], waiting: Collection[Waiting], zone: ZoneInfo, last_day: str | None, opening: Opening
) -> dict[bytes, int]:
    """When each nudge will ring, as far as the rows tell; one that will not is left out.

    As `prepare` would go, from the earliest on: what is held back, and what has rung, moves on to its following date.
    """
    found = {one.id: one.next_at for one in nudges if one.kind not in ONE_A_DAY and one.next_at is not None}
    found |= {one.nudge: one.due for one in waiting if one.nudge is not None}
    coming = {one.nominal for one in waiting if one.kind in ONE_A_DAY}
    stand = {one.id: one for one in nudges if one.kind in ONE_A_DAY}
    for _ in range(MOST_TURNS * len(stand)):
        open_ones = [one for one in stand.values() if one.next_at is not None]
        if all(one.id in found for one in open_ones):
            break
        nudge = min(open_ones, key=_place)
        at, day = _place(nudge)[0], nudge.next_nominal or ""
        done = nudge
        if not is_held_back(nudge, date.fromisoformat(day), stand.values(), coming, last_day, opening):
            found.setdefault(nudge.id, at)
            coming.add(day)
            done = nudge._replace(last_nominal=day)
        following = done.next(zone, datetime.fromtimestamp(at, UTC), opening, passed=day)
        stand[nudge.id] = done.coming(following)
    return found


def _place(nudge: NudgeRow) -> tuple[int, bytes]:
    return nudge.next_at or 0, nudge.id
