"""Compile a checked pack into one bundle a locale."""

import zlib
from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict

from selfhelp.modules import schema
from selfhelp.modules.audio import address, media_type
from selfhelp.modules.coach_words import numbered, with_promise
from selfhelp.modules.contact import contact as read_contact
from selfhelp.modules.exercises import StepKind, exercise, names_of
from selfhelp.modules.hours import in_words, ranges
from selfhelp.modules.layout import SourceLine, SourceStep
from selfhelp.modules.markdown import Block, blocks
from selfhelp.modules.notice import begins, ends, words_of
from selfhelp.modules.pack import Genre, Pack, Recording, TextSource
from selfhelp.modules.review import missing_roles
from selfhelp.modules.sheets import MeasureSheet, NoticeSheet, OpeningTime, OrganisationSheet, ServiceSheet, Words

NEEDS = "needs"
"""The list of codes.toml that labels the directory; the bundle keeps it apart."""


def _blocks(lines: list[SourceLine]) -> list[Block]:
    return blocks("\n".join(line.text for line in lines))


def _step(pack: Pack, locale: str, step: SourceStep) -> schema.Step:
    kind: StepKind = step.kind  # type: ignore[assignment]  # the check has refused all other kinds
    return schema.Step(step.id, step.title, kind, _blocks(step.body), exercise(pack, locale, step))


def _practice(step: SourceStep) -> schema.Practice:
    assert step.block is not None
    block = step.block
    return schema.Practice(
        title=step.title,
        blocks=_blocks(step.body),
        show=names_of(block, "show"),
        do=block.value("do"),
        when=block.value("when"),
        smallest=block.value("smallest"),
        smallest_of={one.code: one.label or "" for one in block.options} or UNSET,
        obstacle=block.value("obstacle"),
        next=block.value("next"),
    )


def _unset(value: str | int | None) -> str | UnsetType:
    return UNSET if value is None else str(value)


def _audio(recording: Recording | None) -> schema.Audio | UnsetType:
    if recording is None:
        return UNSET
    sheet, raw = recording.sheet, recording.raw
    voice: Literal["human", "none"] = "human" if sheet.voice == "human" else "none"
    return schema.Audio(
        address=address(raw),
        type=media_type(raw),
        bytes=len(raw),
        seconds=sheet.seconds,
        voice=voice,
        credit=sheet.credit.strip() or UNSET,
    )


def _text(pack: Pack, locale: str, text: TextSource) -> schema.Text:
    sheet, written = text.sheet, text.written[locale]
    practice = next((step for step in written.steps if step.is_practice), None)
    return schema.Text(
        id=sheet.id,
        title=written.title,
        intro=_blocks(written.intro),
        minutes=sheet.minutes,
        steps=[_step(pack, locale, step) for step in written.steps if not step.is_practice],
        practice=UNSET if practice is None else _practice(practice),
        sources=sheet.sources,
        draft=bool(missing_roles(text)),
        ask_safety_after=_unset(sheet.ask_safety_after),
        ends=_unset(sheet.ends),
        later=sheet.later,
        stands=UNSET if sheet.stands is None else sheet.stands,
        offered=sheet.offered,
        pause=UNSET if sheet.pause is None else sheet.pause,
        audio=_audio(text.audio.get(locale)),
        folded=True if sheet.folded else UNSET,
    )


def _open(openings: list[OpeningTime]) -> list[schema.OpenRange]:
    return [schema.OpenRange(list(one.days), one.start, one.end) for one in ranges(openings)]


def hours_in_words(hours: str | Words | list[OpeningTime] | None, locale: str) -> str | None:
    """Return the opening hours of a service in one language; "24/7" stays as it is."""
    if isinstance(hours, list):
        return in_words(ranges(hours), locale)
    return hours[locale] if isinstance(hours, dict) else hours


def _service(locale: str, sheet: ServiceSheet) -> schema.Service:
    return schema.Service(
        id=sheet.id,
        country=sheet.country,
        needs=sheet.needs,
        name=sheet.name[locale],
        does=sheet.does[locale],
        phone=_unset(sheet.phone),
        url=_unset(sheet.url),
        hours=_unset(hours_in_words(sheet.hours, locale)),
        open=_open(sheet.hours) if isinstance(sheet.hours, list) else UNSET,
        chat=_open(sheet.chat) if isinstance(sheet.chat, list) else UNSET if sheet.chat is None else sheet.chat,
        holidays=UNSET if sheet.holidays is None else sheet.holidays,
        languages=sheet.languages,
        anonymous=sheet.anonymous,
        source=sheet.source,
        year=UNSET if sheet.year is None else sheet.year,
        rung=UNSET if sheet.rung is None else sheet.rung.isoformat(),
    )


def _measure(locale: str, sheet: MeasureSheet) -> schema.Measure:
    return schema.Measure(
        id=sheet.id,
        range=sheet.range,
        better=sheet.better,
        every=sheet.every,
        for_=sheet.for_,
        ask=sheet.ask[locale],
        low=sheet.low.get(locale, UNSET),
        high=sheet.high.get(locale, UNSET),
        labels=sheet.labels.get(locale, UNSET),
    )


def _organisation(locale: str, sheet: OrganisationSheet) -> schema.Organisation | UnsetType:
    if not sheet.key:
        return UNSET
    return schema.Organisation(
        name=sheet.name,
        key=sheet.key,
        succession=sheet.succession,
        coach_hours=sheet.coach_hours[locale],
        promise=sheet.promise[locale],
    )


def _operator(sheet: OrganisationSheet) -> schema.Operator | None:
    name, address, contact = sheet.name.strip(), sheet.address.strip(), sheet.contact.strip()
    if not name:
        return None
    return schema.Operator(name=name, address=address or UNSET, contact=read_contact(contact) if contact else UNSET)


def _said(sheet: Struct, locale: str) -> dict[str, str]:
    """Return every field of `sheet`, all of them words, in one language."""
    return {name: words[locale] for name, words in asdict(sheet).items()}


def _notice(locale: str, sheet: NoticeSheet | None) -> schema.Notice | UnsetType:
    if sheet is None:
        return UNSET
    begin, end = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (begins(sheet), ends(sheet)))
    id = zlib.crc32(msgspec.json.encode([sheet.text, begin, end, sheet.level]))
    return schema.Notice(f"{id:08x}", words_of(sheet.text[locale]), begin, end, sheet.level)


def has_coaches(pack: Pack) -> bool:
    """Return whether the app shows coaches: the operator has a key, and the pack the texts."""
    return bool(pack.sheet.organisation.key) and pack.checkin is not None


def _coach(pack: Pack, locale: str) -> schema.CoachTexts | UnsetType:
    if pack.checkin is None or not has_coaches(pack):
        return UNSET
    sheet = pack.checkin
    return schema.CoachTexts(
        consent=_text(pack, locale, with_promise(pack.of("consent")[0], locale, pack.sheet.organisation)),
        version=sheet.consent.version,
        first=_said(sheet.first, locale),
        about={
            face: [schema.Code(code, words[locale]) for code, words in codes.items()]
            for face, codes in sheet.about.items()
        },
        checkin=_said(sheet.form, locale),
    )


def compile_coach_bundle(pack: Pack, locale: str) -> schema.CoachBundle:
    """Return the coaches' bundle in `locale`; only for a pack that `has_coaches`."""
    return schema.CoachBundle(
        version=pack.sheet.version,
        locale=locale,
        guide=_text(pack, locale, pack.of("guide")[0]),
        replies=[
            schema.Reply(id, reply.title[locale], numbered(pack, reply.words[locale]))
            for id, reply in pack.replies.items()
        ],
    )


def compile_bundle(pack: Pack, locale: str) -> schema.Bundle:
    """Return the whole pack in `locale`, in the authors' order."""

    def texts(genre: Genre) -> dict[str, schema.Text]:
        """Return the texts of one genre by their id."""
        return {text.id: _text(pack, locale, text) for text in pack.of(genre)}

    codes = {
        name: [schema.Code(code, words[locale]) for code, words in labels.items()]
        for name, labels in pack.codes.items()
    }
    needs = codes.pop(NEEDS, [])
    return schema.Bundle(
        version=pack.sheet.version,
        locale=locale,
        name=pack.sheet.name,
        masks=pack.sheet.masks,
        help=pack.sheet.help,
        programmes=[
            schema.Programme(
                one.sheet.id,
                one.sheet.title[locale],
                one.sheet.modules,
                one.sheet.tracks,
                one.sheet.side,
                one.sheet.offers,
                one.sheet.boosters,
            )
            for one in pack.programmes
        ],
        modules=texts("module"),
        pages=texts("page"),
        tools=texts("tool"),
        codes=codes,
        needs=needs,
        directory=[_service(locale, service) for service in pack.services],
        nudges={
            kind: {style: {key: words[locale] for key, words in keys.items()} for style, keys in styles.items()}
            for kind, styles in pack.nudges.items()
        },
        measures=[_measure(locale, sheet) for sheet in pack.measures],
        operator=_operator(pack.sheet.organisation),
        organisation=_organisation(locale, pack.sheet.organisation),
        coach=_coach(pack, locale),
        notice=_notice(locale, pack.sheet.notice),
    )
