"""The fields of every TOML file in the pack. An unknown field is refused by name.

The bundle has `Later`, `Offer`, `SourceSheet`, `Stands` and `Successor` as they are written here.
"""

from datetime import date
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

ContentId = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]
"""Small letters, digits and single hyphens; what the diary stores, so it never changes."""

Words = dict[str, str]
"""Words per locale: `{ nb = "…", en = "…" }`."""

Role = Literal["psychologist", "lawyer", "person who has sold sex", "relative"]
Place = Literal[
    "reasons", "triggers", "plans", "alternatives", "barriers", "people", "evenings", "steady", "limits", "safety"
]
Face = Literal["stop", "near"]
"""Whose app it is: the person's own, or that of somebody close."""


class Successor(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A key of the organisation, signed by the one before it."""

    key: str
    signature: str


class OrganisationSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Who runs the app: its name, its postal address, and its contact (`contact.py`).

    With coaches also its public key, when they are there, and what it promises. Without a `key` the app shows no coach.
    `succession` leads from `first_key` to `key`, once the key has changed.
    """

    name: str = ""
    address: str = ""
    contact: str = ""
    key: str = ""
    first_key: str = ""
    succession: list[Successor] = []
    coach_hours: Words = {}
    promise: Words = {}


class NoticeSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`[notice]` of pack.toml: the operator's words to everybody for a time (`notice.py` parses the two times)."""

    text: Words
    from_: Any = field(name="from")
    until: Any
    level: Literal["info", "important"]


class PackSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """pack.toml. The name is the title of every reminder, and must fit into a push."""

    name: Annotated[str, Meta(min_length=1, max_length=40)]
    version: str
    locales: Annotated[list[str], Meta(min_length=1)]
    masks: Annotated[list[str], Meta(min_length=1)]
    organisation: OrganisationSheet = OrganisationSheet()
    notice: NoticeSheet | None = None
    help: dict[Face, list[str]] = {}
    """The pages in Help for each face of the app, the most urgent first."""


class SourceSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, omit_defaults=True):
    """One `[[sources]]`: the source of a figure. `checked` is the day on which a web page was read."""

    id: ContentId
    author: str
    title: str
    year: int | None = None
    where: str | None = None
    doi: str | None = None
    url: str | None = None
    checked: date | None = None


class Signature(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Written by the signing command, never by hand. `hash` is `review.text_hash` of what was read."""

    role: Role
    date: date
    hash: str


class Review(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Who must review a text, and who has."""

    needs: Annotated[list[Role], Meta(min_length=1)]
    signed: list[Signature] = []


class Later(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """From this step on the page comes back by itself."""

    from_: str = field(name="from")
    when: Literal["next day"]


class Stands(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A part that stays on Today for `days` after it was filled in."""

    place: Place
    days: Annotated[int, Meta(ge=1, le=366)]


class AudioSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`[audio.nb]`: a person's recording of the text in this language. All but `credit` must stand there: the check
    says what to write (`checks/audio.py`)."""

    file: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
    """In the folder of the TOML file."""
    sha256: str = ""
    bytes: int = 0
    seconds: int = 0
    transcript: str = ""
    """Names the words that were read."""
    voice: str = ""
    credit: Annotated[str, Meta(max_length=80)] = ""
    """Who reads, if they want to be named."""


class TextSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """module.toml, page.toml and tool.toml."""

    id: ContentId
    minutes: Annotated[int, Meta(ge=1, le=60)]
    makes: list[str] = []
    uses: list[str] = []
    sources: list[SourceSheet] = []
    review: Review
    ask_safety_after: str | None = None
    ends: str | None = None
    """For modules: the last step that one must read. The steps after it are optional."""
    later: list[Later] = []
    stands: Stands | None = None
    offered: list[Face] = []
    """For tools: the faces in whose «Vanskelig nå» it is offered. The others are in the list of tools only."""
    pause: Annotated[int, Meta(ge=1, le=60)] | None = None
    """For tools that are listened to: seconds of silence after each paragraph."""
    audio: dict[str, Any] = {}
    """For tools that are listened to: an `AudioSheet` per language."""
    folded: bool = False
    """For pages that are opened in need: two sentences and one button, and each step folded under its question."""


class Offer(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """When a side path fits: «Hva gjelder det?» contains one of `what`, or the diary one of `triggers`."""

    what: list[str] = []
    triggers: list[str] = []


class ProgrammeSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """programme.toml. `boosters` are modules too, each with the days from the programme's end to it."""

    id: ContentId
    title: Words
    modules: Annotated[list[str], Meta(min_length=1)]
    tracks: dict[str, list[str]] = {}
    side: list[str] = []
    offers: dict[str, Offer] = {}
    boosters: dict[str, Annotated[int, Meta(ge=1)]] = {}
    sources: list[SourceSheet] = []


class OpeningTime(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A time of the week, in Norway's time: `{ days = "mon-fri", from = "9:00", to = "15:00" }`."""

    days: str
    from_: str = field(name="from")
    to: str
    next_day: bool = False
    """`to` is past midnight."""


class ServiceSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One `[[service]]` of directory.toml. `phone` is digits only. Unknown fields are left out.

    `hours` are those of the number, or of the place if there is none; `chat` those of the chat, where they are known.
    """

    id: ContentId
    country: Annotated[str, Meta(pattern=r"^[A-Z]{2}$")]
    needs: Annotated[list[str], Meta(min_length=1)]
    name: Words
    does: Words
    phone: Annotated[str, Meta(pattern=r"^\+?[0-9]{3,15}$")] | None = None
    url: Annotated[str, Meta(pattern=r"^https://[^\s]+$")] | None = None
    hours: Literal["24/7"] | Words | list[OpeningTime] | None = None
    """Words for hours that have no days and times, such as "after agreement"."""
    chat: Literal["24/7"] | list[OpeningTime] | None = None
    holidays: Literal["open", "closed"] | None = None
    """Whether the hours hold on public holidays."""
    languages: list[str] = []
    anonymous: bool = False
    source: str
    year: int | None = None
    """When the source was written, or last checked by its author."""
    rung: date | None = None
    """The day on which somebody last rang or opened it."""
    checked: date | None = None
    """In an overlay of version 0.1 the meaning of `rung`; in a pack of that version the day a source was read."""


class MeasureSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One `[[measure]]` of measures.toml; `every` is days. `labels`, one a value, replace the two ends."""

    id: ContentId
    range: tuple[int, int]
    better: Literal["high", "low"]
    every: Annotated[int, Meta(ge=1)]
    for_: Annotated[list[Face], Meta(min_length=1)] = field(name="for")
    ask: Words
    low: Words = {}
    high: Words = {}
    labels: dict[str, list[str]] = {}


class ConsentSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`version` is the date of the words, and after a dot which change of that date. New words need a new one."""

    version: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}(\.[1-9]\d?)?$")]


class FirstSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The start of a first message: a choice, then a field."""

    ask: Words
    ask_hint: Words
    text: Words
    text_hint: Words


class FormSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The check-in: one scale and two fields, and the question of how often."""

    title: Words
    intro: Words
    how: Words
    low: Words
    high: Words
    practice: Words
    question: Words
    rhythm: Words
    rhythm_hint: Words
    week: Words
    fortnight: Words
    never: Words


class CheckinSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """coach/checkin.toml. `about` holds the codes that a first message may carry, for each face of the app."""

    consent: ConsentSheet
    first: FirstSheet
    about: dict[Face, dict[ContentId, Words]]
    form: FormSheet


class ReplySheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A draft for a coach's answer. `[[…]]` is a place to fill in, `{id}` a service's number."""

    title: Words
    words: Words


Replies = dict[ContentId, ReplySheet]
