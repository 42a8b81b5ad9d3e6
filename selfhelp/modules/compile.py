"""Compile a checked pack into one bundle a locale."""

import zlib
from collections.abc import Mapping
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, fields

from selfhelp.modules import schema
from selfhelp.modules.audio import address, sound_media_type
from selfhelp.modules.coach_words import numbered, with_promise
from selfhelp.modules.contact import contact as read_contact
from selfhelp.modules.exercises import StepKind, exercise, values_of
from selfhelp.modules.hours import ranges, ranges_in_words
from selfhelp.modules.layout import SourceLine, SourceStep
from selfhelp.modules.markdown import Block, blocks
from selfhelp.modules.notice import begins, ends, notice_words
from selfhelp.modules.pack import Genre, Pack, Recording, TextSource
from selfhelp.modules.review import missing_roles
from selfhelp.modules.sheets import NoticeSheet, OpeningTime, OrganisationSheet, ServiceSheet, Words

T = TypeVar("T", bound=Struct)

NEEDS = "needs"
"""The list of codes.toml that labels the directory; the bundle keeps it apart."""


def _in(locale: str, kind: type[T], sheet: Struct, /, **other: object) -> T:
    """Return a `kind` with the fields that `sheet` has under the same names, its words in one language, and those of
    `other`. What is None in the sheet is left out."""
    words = {one.name for one in fields(sheet) if one.type == Words}
    for name in kind.__struct_fields__:
        if name not in other:
            value = getattr(sheet, name)
            other[name] = UNSET if value is None else value.get(locale, UNSET) if name in words else value
    return kind(**other)


def _blocks(lines: list[SourceLine]) -> list[Block]:
    return blocks("\n".join(line.text for line in lines))


def _step(pack: Pack, locale: str, step: SourceStep) -> schema.Step:
    kind: StepKind = step.kind  # type: ignore[assignment]  # the check has refused all other kinds
    return schema.Step(step.id, step.title, kind, _blocks(step.body), exercise(pack, locale, step))


def _practice(step: SourceStep) -> schema.Practice:
    smallest = {one.code: one.label or "" for one in step.options}
    return schema.Practice(
        title=step.title, blocks=_blocks(step.body), smallest_of=smallest or UNSET, **values_of(step)
    )


def _audio(locale: str, recording: Recording | None) -> schema.Audio | UnsetType:
    if recording is None:
        return UNSET
    sheet, raw = recording.sheet, recording.raw
    credit = sheet.credit.strip() or UNSET
    return _in(
        locale, schema.Audio, sheet, address=address(raw), type=sound_media_type(raw), bytes=len(raw), credit=credit
    )


def _text(pack: Pack, locale: str, text: TextSource) -> schema.Text:
    written = text.written[locale]
    practice = next((step for step in written.steps if step.is_practice), None)
    return _in(
        locale,
        schema.Text,
        text.sheet,
        title=written.title,
        intro=_blocks(written.intro),
        steps=[_step(pack, locale, step) for step in written.steps if not step.is_practice],
        practice=UNSET if practice is None else _practice(practice),
        draft=bool(missing_roles(text)),
        audio=_audio(locale, text.audio.get(locale)),
        folded=text.sheet.folded or UNSET,
    )


def hours_in_words(hours: str | Words | list[OpeningTime] | None, locale: str) -> str | None:
    """Return the opening hours of a service in one language; "24/7" stays as it is."""
    if isinstance(hours, list):
        return ranges_in_words(ranges(hours), locale)
    return hours[locale] if isinstance(hours, dict) else hours


def _service(locale: str, sheet: ServiceSheet) -> schema.Service:
    return _in(
        locale,
        schema.Service,
        sheet,
        hours=hours_in_words(sheet.hours, locale) or UNSET,
        open=ranges(sheet.hours) if isinstance(sheet.hours, list) else UNSET,
        chat=ranges(sheet.chat) if isinstance(sheet.chat, list) else sheet.chat or UNSET,
    )


def _operator(sheet: OrganisationSheet) -> schema.Operator | None:
    name, address, contact = sheet.name.strip(), sheet.address.strip(), sheet.contact.strip()
    if not name:
        return None
    return schema.Operator(name=name, address=address or UNSET, contact=read_contact(contact) if contact else UNSET)


def _said(sheet: Struct, locale: str) -> dict[str, str]:
    """Return every field of `sheet`, all of them words, in one language."""
    return {name: words[locale] for name, words in asdict(sheet).items()}


def _codes(labels: Mapping[str, Words], locale: str) -> list[schema.Code]:
    return [schema.Code(code, words[locale]) for code, words in labels.items()]


def _notice(locale: str, sheet: NoticeSheet | None) -> schema.Notice | UnsetType:
    if sheet is None:
        return UNSET
    begin, end = (f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in (begins(sheet), ends(sheet)))
    id = zlib.crc32(msgspec.json.encode([sheet.text, begin, end, sheet.level]))
    return schema.Notice(f"{id:08x}", notice_words(sheet.text[locale]), begin, end, sheet.level)


def has_coaches(pack: Pack) -> bool:
    """Return whether the app shows coaches: the operator has a key, and the pack the texts."""
    return bool(pack.sheet.organisation.key) and pack.checkin is not None


def _coach(pack: Pack, locale: str) -> schema.CoachTexts | UnsetType:
    sheet = pack.checkin
    if sheet is None or not has_coaches(pack):
        return UNSET
    return schema.CoachTexts(
        consent=_text(pack, locale, with_promise(pack.of("consent")[0], locale, pack.sheet.organisation)),
        version=sheet.consent.version,
        first=_said(sheet.first, locale),
        about={face: _codes(labels, locale) for face, labels in sheet.about.items()},
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

    codes = {name: _codes(labels, locale) for name, labels in pack.codes.items()}
    organisation = pack.sheet.organisation
    return _in(
        locale,
        schema.Bundle,
        pack.sheet,
        locale=locale,
        programmes=[_in(locale, schema.Programme, one.sheet) for one in pack.programmes],
        modules=texts("module"),
        pages=texts("page"),
        tools=texts("tool"),
        needs=codes.pop(NEEDS, []),
        codes=codes,
        directory=[_service(locale, service) for service in pack.services],
        nudges={
            kind: {style: {key: words[locale] for key, words in keys.items()} for style, keys in styles.items()}
            for kind, styles in pack.nudges.items()
        },
        measures=[_in(locale, schema.Measure, one, labels=one.labels.get(locale, UNSET)) for one in pack.measures],
        operator=_operator(organisation),
        organisation=_in(locale, schema.Organisation, organisation) if organisation.key else UNSET,
        coach=_coach(pack, locale),
        notice=_notice(locale, pack.sheet.notice),
    )
