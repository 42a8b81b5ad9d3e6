"""What all boxes share: id, secret, access, tombstones, limits on new ones (docs/engineers/protocol.md, *Boxes*).

These names know no web framework. What routes need is in `boxes.admission`.
"""

from selfhelp.boxes.access import DAY, HOUR, Access, BoxRequest, BoxRow, create, month_of, month_text
from selfhelp.boxes.tables import Box, Tombstone
from selfhelp.boxes.tombstones import TOMBSTONES_FILE, Eraser, Tombstones, erase_overdue, replay, unlisted, unrecorded
from selfhelp.http.problems import Outcome, Refusal, RefusalOrErrors

__all__ = [
    "DAY",
    "HOUR",
    "TOMBSTONES_FILE",
    "Access",
    "Box",
    "BoxRequest",
    "BoxRow",
    "Eraser",
    "Outcome",
    "Refusal",
    "RefusalOrErrors",
    "Tombstone",
    "Tombstones",
    "create",
    "erase_overdue",
    "month_of",
    "month_text",
    "replay",
    "unlisted",
    "unrecorded",
]
