"""The compiled bundle, one per locale: the mirror of `pwa/src/core/model/content.ts`, field by field.

UNSET fields are left out of the JSON, as TypeScript's optional ones are.
"""

from datetime import date
from typing import Literal

from msgspec import UNSET, Struct, field

from selfhelp.modules.exercises import Exercise, Maybe, StepKind
from selfhelp.modules.markdown import Block, Inline
from selfhelp.modules.sheets import Face, Later, Offer, SourceSheet, Stands, Successor


class Step(Struct, frozen=True):
    """One screen of a text."""

    id: str
    title: str
    kind: StepKind
    blocks: list[Block]
    exercise: Exercise | Maybe = UNSET


class Practice(Struct, frozen=True, kw_only=True):
    """The practice of the week at the end of a module."""

    title: str
    blocks: list[Block]
    show: list[str] = []
    always: bool | Maybe = UNSET
    do: str
    when: str
    smallest: str
    smallest_of: dict[str, str] | Maybe = UNSET
    obstacle: str
    next: str


class Audio(Struct, frozen=True, kw_only=True):
    """A recording of a text: `address` has its hash and is where it is fetched; `seconds` is how long it lasts."""

    address: str
    type: str
    bytes: int
    seconds: int
    voice: Literal["human", "none"]
    credit: str | Maybe = UNSET


class Text(Struct, frozen=True, kw_only=True):
    """A module, a page or a tool."""

    id: str
    title: str
    intro: list[Block]
    minutes: int
    steps: list[Step]
    practice: Practice | Maybe = UNSET
    sources: list[SourceSheet]
    draft: bool
    ask_safety_after: str | Maybe = UNSET
    ends: str | Maybe = UNSET
    later: list[Later]
    stands: Stands | Maybe = UNSET
    offered: list[Face]
    pause: int | Maybe = UNSET
    audio: Audio | Maybe = UNSET
    folded: Literal[True] | Maybe = UNSET


class Programme(Struct, frozen=True):
    """Modules in order; `boosters` are modules too, each with the days from the programme's end to it."""

    id: str
    title: str
    modules: list[str]
    tracks: dict[str, list[str]]
    side: list[str]
    offers: dict[str, Offer]
    boosters: dict[str, int]


class OpenRange(Struct, frozen=True):
    """These days (1 is Monday), from one minute of the day to another; past midnight `to` is over 1440."""

    days: tuple[int, ...]
    from_: int = field(name="from")
    to: int


class Service(Struct, frozen=True, kw_only=True):
    """One service of the directory; `phone` is digits only. `hours` are words, or "24/7"; `open` the same as times."""

    id: str
    country: str
    needs: list[str]
    name: str
    does: str
    phone: str | Maybe = UNSET
    url: str | Maybe = UNSET
    hours: str | Maybe = UNSET
    open: list[OpenRange] | Maybe = UNSET
    chat: Literal["24/7"] | list[OpenRange] | Maybe = UNSET
    holidays: Literal["open", "closed"] | Maybe = UNSET
    languages: list[str]
    anonymous: bool
    source: str
    year: int | Maybe = UNSET
    rung: date | Maybe = UNSET


class Code(Struct, frozen=True):
    """A code that diaries keep, and its label."""

    code: str
    label: str


class Measure(Struct, frozen=True):
    """A question that is asked again every `every` days."""

    id: str
    range: tuple[int, int]
    better: Literal["high", "low"]
    every: int
    for_: list[Face] = field(name="for")
    ask: str
    low: str | Maybe = UNSET
    high: str | Maybe = UNSET
    labels: list[str] | Maybe = UNSET


class Organisation(Struct, frozen=True, kw_only=True):
    """Who answers, the key that certifies them (65 bytes in base64), when they are there, what they promise."""

    name: str
    key: str
    succession: list[Successor]
    coach_hours: str
    promise: str


class Contact(Struct, frozen=True):
    """Where people write or ring: an e-mail address, an https address or digits, as `kind` says."""

    kind: Literal["mail", "page", "phone"]
    at: str


class Operator(Struct, frozen=True, kw_only=True):
    """Who runs the app and is responsible for the server's data, with or without coaches. `address` is postal."""

    name: str
    address: str | Maybe = UNSET
    contact: Contact | Maybe = UNSET


class CoachTexts(Struct, frozen=True, kw_only=True):
    """What a person reads and chooses from when writing to a coach. `version` is the consent's."""

    consent: Text
    version: str
    first: dict[str, str]
    about: dict[Face, list[Code]]
    checkin: dict[str, str]


class Reply(Struct, frozen=True):
    """A draft for a coach, plain text. It may not be sent while `[[` or `]]` stands in it."""

    id: str
    title: str
    text: str


class CoachBundle(Struct, frozen=True, kw_only=True):
    """What only coaches read, in one language. Links and numbers refer to the bundle of that language."""

    version: str
    locale: str
    guide: Text
    replies: list[Reply]


class Notice(Struct, frozen=True):
    """The operator's words to everybody from `from` until before `until`, two moments in UTC. Another text, time or
    level has another `id`; all languages share one."""

    id: str
    words: list[Inline]
    from_: str = field(name="from")
    until: str
    level: Literal["info", "important"]


class Bundle(Struct, frozen=True, kw_only=True):
    """The whole pack in one language."""

    version: str
    locale: str
    name: str
    masks: list[str]
    help: dict[Face, list[str]]
    programmes: list[Programme]
    modules: dict[str, Text]
    pages: dict[str, Text]
    tools: dict[str, Text]
    codes: dict[str, list[Code]]
    needs: list[Code]
    directory: list[Service]
    nudges: dict[str, dict[str, dict[str, str]]]
    measures: list[Measure]
    operator: Operator | None
    """None when it is not known who runs the app."""
    organisation: Organisation | Maybe = UNSET
    coach: CoachTexts | Maybe = UNSET
    notice: Notice | Maybe = UNSET
