"""What all boxes share: id and secret, the guard, graves, and limits on making new ones (docs/protocol.md, *Boxes*)."""

from selfhelp.boxes.creations import Creations
from selfhelp.boxes.graves import GRAVES_FILE, Eraser, Graves, replay
from selfhelp.boxes.guard import Creation, Guard
from selfhelp.boxes.refusal import Refusal, answer_for
from selfhelp.boxes.requests import BoxRequest, box_request, refuse_cross_site, secret_of
from selfhelp.boxes.tables import Box, Grave

__all__ = [
    "GRAVES_FILE",
    "Box",
    "BoxRequest",
    "Creation",
    "Creations",
    "Eraser",
    "Grave",
    "Graves",
    "Guard",
    "Refusal",
    "answer_for",
    "box_request",
    "refuse_cross_site",
    "replay",
    "secret_of",
]
