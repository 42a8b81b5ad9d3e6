"""What all boxes share: id and secret, the guard, graves, and limits on making new ones (docs/protocol.md, *Boxes*).

Here is what knows no framework. Routes take what they ask of a request from `boxes.requests` and `boxes.creations`.
"""

from selfhelp.boxes.access import BoxRequest, Creation, Guard
from selfhelp.boxes.refusal import Refusal, answer_for
from selfhelp.boxes.tables import Box, Grave, month_of, month_text
from selfhelp.boxes.tombstones import GRAVES_FILE, Eraser, Graves, replay, unburied, unlisted

__all__ = [
    "GRAVES_FILE",
    "Box",
    "BoxRequest",
    "Creation",
    "Eraser",
    "Grave",
    "Graves",
    "Guard",
    "Refusal",
    "answer_for",
    "month_of",
    "month_text",
    "replay",
    "unburied",
    "unlisted",
]
