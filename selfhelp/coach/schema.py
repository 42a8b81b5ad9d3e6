"""Requests and answers of `/api/threads` and `/api/coaches` (docs/engineers/protocol.md, *Threads*)."""

from typing import Annotated, Final, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType, field

from selfhelp.boxes.sealed import Hex16, Sealed, exactly
from selfhelp.organisation import PUBLIC

MAX_ENVELOPES_BODY: Final = 16 * 1024
"""Bytes: fifty envelopes are under 12,000."""

MAX_MESSAGE_BODY: Final = 96 * 1024
"""Bytes: the longest sealed message is 87,420 in base64."""

MAX_NOTE_BODY: Final = 1024 * 1024
"""Bytes of one note, sealed to every coach of the thread."""

MAX_COACHES: Final = 50
"""The most envelopes of a thread, and recipients of a note."""

MAX_PAGE: Final = 100
"""The most messages or notes in one answer."""

MAX_LINES: Final = 40
"""The most threads in one answer: as many as the console shows at first. It fetches the rest meanwhile."""

MAX_SEQ: Final = 2**31 - 1

ENVELOPE_BYTES: Final = 113
"""HPKE: the encapsulated key of 65 bytes, the thread's key of 32, a tag of 16."""

NOTE_LENGTHS: Final = frozenset(81 + 256 * 2**n for n in range(9))
"""HPKE: encapsulated key and tag around a plaintext padded to 256 … 65,536 bytes."""

Number: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_SEQ)]
Seq: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_SEQ)]

_DATE: Final = "([0-9]{4}-[0-9]{2}-[0-9]{2})"
CURSOR: Final = f"^(?:w{_DATE}|r){_DATE}([0-9a-f]{{32}})$"
"""Of an inbox: since when the last thread of a page waits, the day of its last message, its id."""


class EnvelopeIn(Struct, forbid_unknown_fields=True):
    """The thread's key, sealed to one coach."""

    coach: Hex16
    sealed: Annotated[bytes, exactly(ENVELOPE_BYTES)]


class ThreadIn(Struct, forbid_unknown_fields=True):
    """Every envelope of the thread, at each call."""

    envelopes: Annotated[list[EnvelopeIn], Meta(min_length=1, max_length=MAX_COACHES)]


class MessageIn(Struct, forbid_unknown_fields=True):
    """Message `n` of the sender's direction: one more than the last, or the same again.

    `quiet`: it needs no answer, is no answer, and causes no push.
    """

    n: Number
    sealed: Sealed
    quiet: bool = False


class AnswerIn(MessageIn, forbid_unknown_fields=True):
    """A coach's message. `answers`: the seq up to which it answers the person's messages; absent: all; 0: none. With
    `quiet`: the seq up to which they are still answered, now that an answer was taken back."""

    answers: Seq | UnsetType = UNSET


class ReadIn(Struct, forbid_unknown_fields=True):
    """Everything up to this seq has been read."""

    seq: Seq


class TellIn(Struct, forbid_unknown_fields=True):
    """The channel to tell of answers, or none."""

    channel: Hex16 | None


class AfterSeq(Struct, forbid_unknown_fields=True):
    """Ask for what was written after this seq."""

    after: Seq = 0


class AfterBoth(AfterSeq, forbid_unknown_fields=True):
    """Ask for messages after the seq, and for notes after this number."""

    notes: Seq = 0


class AfterLine(Struct, forbid_unknown_fields=True):
    """Ask for the threads after the `cursor` of the page before."""

    after: Annotated[str, Meta(extra_json_schema={"pattern": CURSOR})] | UnsetType = UNSET


class CoachIn(Struct, forbid_unknown_fields=True):
    """The public key of a coach's device that takes up its invitation; P-256, uncompressed."""

    invitation: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)]
    public_key: Annotated[bytes, exactly(PUBLIC)]


class NoteFor(Struct, forbid_unknown_fields=True):
    """A note, sealed to one coach of the thread."""

    coach: Hex16
    sealed: Sealed


class NoteIn(Struct, forbid_unknown_fields=True):
    """Note `n` of the thread: one more than the last, or the same again."""

    n: Number
    envelopes: Annotated[list[NoteFor], Meta(min_length=1, max_length=MAX_COACHES)]


class Posted(Struct):
    """Where the message stands in its thread."""

    seq: int


class CoachOut(Struct):
    """A coach to whom a thread may be sealed; `expires` in seconds since 1970."""

    id: str
    public_key: bytes
    expires: int
    certificate: bytes


class Coaches(Struct):
    """The active coaches, by id."""

    coaches: list[CoachOut]


class CoachState(Struct):
    """A coach's own state: `state` is waiting, active or revoked; `others` are the other active coaches; `alone` counts
    the threads that wait for an answer and that none of the others can read."""

    state: str
    expired: bool
    public_key: bytes
    certificate: bytes | None
    expires: int | None
    others: list[CoachOut]
    alone: int


class MessageOut(Struct, omit_defaults=True):
    """A message as stored. `coach` says who answered."""

    seq: int
    from_: str = field(name="from")
    n: int
    day: str
    sealed: bytes
    coach: str | UnsetType = UNSET


class ThreadPage(Struct):
    """A thread's messages after the given seq, oldest first; `more` when the page ended before.

    `read_u` and `read_c` are the seqs that the person's device and a coach have read; `coaches` has an id for each
    envelope.
    """

    seq: int
    read_u: int
    read_c: int
    coaches: list[str]
    messages: list[MessageOut]
    more: bool


class ThreadOut(ThreadPage):
    """The thread for its person; `tell` when a channel is told of answers."""

    tell: bool


class NoteOut(Struct):
    """A note, sealed to the coach who asks."""

    n: int
    author: str
    day: str
    sealed: bytes


class CoachThreadOut(ThreadPage):
    """The thread for one of its coaches; `notes` after the given number, `more_notes` when there are others."""

    notes: list[NoteOut]
    more_notes: bool


class InboxLine(Struct):
    """One thread of a coach. `waits_since` is the day of the first unanswered message, `day` that of the last.

    `opening` is the person's first message, `notes` the number of the last note, `answered_by` who answered last.
    """

    thread: str
    envelope: bytes
    seq: int
    read_c: int
    read_u: int
    waits_since: str | None
    day: str
    answered_by: str | None
    opening: bytes | None
    notes: int


class Inbox(Struct):
    """A page of threads: those that wait, the longest first, then the others, the latest first."""

    threads: list[InboxLine]
    cursor: str | None
