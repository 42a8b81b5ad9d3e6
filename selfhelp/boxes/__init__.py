"""What all boxes share: id, secret, guard, graves, limits on making new ones (docs/engineers/protocol.md, *Boxes*).

Here is what knows no framework. Routes take what they ask of a request from `boxes.requests` and `boxes.creations`.
"""

from selfhelp.boxes.access import Access, BoxRequest, BoxRow, create
from selfhelp.boxes.refusal import Refusal, answer_for
from selfhelp.boxes.tables import Box, Grave, month_of, month_text
from selfhelp.boxes.tombstones import GRAVES_FILE, Eraser, Tombstones, replay, unburied, unlisted

__all__ = [
    "GRAVES_FILE",
    "Access",
    "Box",
    "BoxRequest",
    "BoxRow",
    "Eraser",
    "Grave",
    "Refusal",
    "Tombstones",
    "answer_for",
    "create",
    "month_of",
    "month_text",
    "replay",
    "unburied",
    "unlisted",
]
