"""Ask a stored nudge for its next ringing."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from selfhelp.notify.recurrence import LastOpening, NudgeRow, Ring, Rule


def next_ring(
    rule: Rule,
    zone: ZoneInfo,
    channel: bytes,
    now: datetime,
    *,
    after: date | None = None,
    until: date | None = None,
    opened: date | None = None,
    fresh: bool = False,
) -> Ring | None:
    """The next ringing of a nudge with this rule that last rang for `after`, and is skipped until `until`."""
    row = NudgeRow(
        channel,
        bytes(8),
        "own",
        rule.at.hour * 60 + rule.at.minute,
        sum(1 << day for day in rule.days),
        once=_iso(rule.once),
        skip_until=_iso(until),
        last_nominal=_iso(after),
    )
    return row.next(zone, now, LastOpening((opened or now.date()).isoformat(), 0), fresh=fresh)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
