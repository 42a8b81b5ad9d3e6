"""Check the texts: served, reviewed, whose they are, and whether the help that they name exists."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Final, get_args

from selfhelp.finding import Finding, counted, some
from selfhelp.modules.audio import SOUNDS
from selfhelp.modules.authoring.check import check_once
from selfhelp.modules.load import front_alone
from selfhelp.modules.messages import Messages
from selfhelp.modules.notice import ZONE, begins, ends
from selfhelp.modules.pack import Pack
from selfhelp.modules.review import missing_roles
from selfhelp.modules.sheets import Role
from selfhelp.settings import Settings

SHIPPED: Final = Settings().content
"""The pack that came with this version."""

OLD: Final = timedelta(days=183)
"""How often each service is to be rung or opened again."""

_MOST_NAMED: Final = 5
_RING: Final = (
    "Ring or open each (`selfhelp content directory`), and write the day under [rung]: docs/operators/overlay.md."
)
_UNFIT: Final = "It does not count: it is old, or misspelled, or the pack has changed since."
_LONG: Final = timedelta(weeks=4)
"""How long people go on reading a notice."""


def pack_readable(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check that the pack can be served; at launch, that every text has been read by those who must have read it."""
    result = check_once(settings.content, overlay=settings.overlay)
    errors = result.messages.errors
    if errors:
        yield Finding.error(
            f"content: {counted(len(errors), 'mistake')}, the first in {errors[0].file}",
            "The server does not start with a broken pack.",
            "`selfhelp content check` lists them.",
        )
        return
    pack = result.pack
    assert pack is not None  # without one there are errors
    yield Finding("fine", f"content: {counted(len(pack.texts), 'text')}, no mistakes")
    for message in result.messages.found:
        if settings.overlay is not None and Path(message.file).parent == settings.overlay:
            where = f"{message.file}:{message.line}" if message.line else message.file
            yield Finding.warning(f"{where}: {message.what}", _UNFIT, f"{message.do}.")
    yield from help_directory(pack, datetime.now(UTC).date(), launch)
    if launch and result.unlocked:
        yield Finding.error(
            f"content: {counted(len(result.unlocked), 'name')} not locked yet, «{result.unlocked[0].name}» first",
            "People's answers will rest under these names; until they are locked, an edit can lose one unseen.",
            "`selfhelp content lock`, and keep content/ids.lock with the texts.",
        )
    for role in get_args(Role) if launch else ():
        waiting = [text.id for text in pack.texts if role in missing_roles(text)]
        if waiting:
            yield Finding.error(
                f"content: {len(waiting)} texts wait for a {role}: {', '.join(waiting)}",
                "People act on these texts in their worst hour; nobody has signed that they are right.",
                "Have them read, then `selfhelp content sign`; or take them out of the pack.",
            )


def help_directory(pack: Pack, today: date, launch: bool) -> Iterator[Finding]:
    """Check the services: a warning for one last rung over half a year ago; at launch an error for one not rung yet."""
    days = {service.id: service.rung for service in pack.services if service.rung is not None}
    old = sorted((id for id, day in days.items() if today - day > OLD), key=lambda id: days[id])
    waiting = [service.id for service in pack.services if service.rung is None]
    if old:
        yield Finding.warning(
            f"help directory: {counted(len(old), 'service')} last rung or opened over half a year ago: {_some(old)}",
            "Someone in danger may ring a number that nobody answers.",
            _RING,
        )
    if waiting and launch:
        yield Finding.error(
            f"help directory: nobody has rung or opened {counted(len(waiting), 'service')}: {_some(waiting)}",
            "Of these a source was read, and no more. Whether anyone answers is not known.",
            _RING,
        )
    if pack.services and not old:
        known = [f"rung or opened on {min(days.values())} or later"] if days else []
        unknown = [f"nobody has rung or opened {len(waiting)} of {len(pack.services)}"] if waiting else []
        yield Finding("fine", f"help directory: {'; '.join(known + unknown)}")


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:_MOST_NAMED]) + (", …" if len(ids) > _MOST_NAMED else "")


def pack_unchanged(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Yield a warning for a copy of the pack that differs from the shipped one: no release corrects it."""
    if settings.content.resolve() == SHIPPED.resolve():
        yield Finding("fine", f"texts: those that came with version {version('selfhelp')}")
        return
    ours, shipped = _files(settings.content), _files(SHIPPED)
    other = [name for name in ours.keys() | shipped.keys() if ours.get(name) != shipped.get(name)]
    if not other:
        yield Finding("fine", f"texts: a copy, {settings.content}, the same as came with version {version('selfhelp')}")
        return
    yield Finding.warning(
        f"texts: a copy of your own, {settings.content}; not as in version {version('selfhelp')}: {some(other)}",
        "What a release corrects does not reach people here, and `selfhelp verify` calls these texts not its own.",
        "After an upgrade copy the new texts and write your change into them, or take `content` out of the settings "
        "when the release has it: docs/authors/content-governance.md.",
    )


def _files(pack: Path) -> dict[str, bytes]:
    """Return the texts, sheets and recordings of a pack."""
    found = [file for file in pack.rglob("*") if file.suffix in (".md", ".toml", *SOUNDS)]
    return {file.relative_to(pack).as_posix(): file.read_bytes() for file in found}


def organisation_named(settings: Settings, launch: bool) -> Iterator[Finding]:
    """Check that the organisation's name, its address and its contact are given where people look for them."""
    pack = front_alone(settings.content, settings.overlay, Messages())
    if pack is None:  # `pack_readable` reports it
        return
    sheet = pack.sheet.organisation
    fields = {"name": sheet.name, "address": sheet.address, "contact": sheet.contact}
    missing = ", ".join(field for field, words in fields.items() if not words.strip())
    if not missing:
        yield Finding("fine", f"organisation: {sheet.name}, with address and contact")
    elif not launch:
        yield Finding("fine", f"organisation: without {missing}, which --launch asks for")
    else:
        where = settings.overlay / "pack.toml" if settings.overlay else "pack.toml of an overlay"
        yield Finding.error(
            f"organisation: the app does not say who runs it, without {missing}",
            "Anyone who gives you something of theirs has a right to know who you are and how to reach you "
            "(GDPR article 13). They look under «Dette kan vi se».",
            f"Write {missing} under [organisation] in {where} (docs/operators/overlay.md), and restart the server.",
        )


def notice_current(settings: Settings, _launch: bool) -> Iterator[Finding]:
    """Yield a warning for a notice that is over, or stands for longer than people go on reading it."""
    pack = front_alone(settings.content, settings.overlay, Messages())
    if pack is None:  # `pack_readable` reports it
        return
    if pack.sheet.notice is None:
        yield Finding("fine", "notice: none")
        return
    try:
        begin, end = begins(pack.sheet.notice), ends(pack.sheet.notice)
    except ValueError:  # `pack_readable` reports it
        return
    now = datetime.now(UTC)
    where = pack.file_of("notice").file
    since, until = (f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" for at in (begin, end))
    if end <= now:
        yield Finding.warning(
            f"notice: over since {until}",
            "No phone shows it any more.",
            f"Take [notice] out of {where}, or write a new one.",
        )
    elif end - begin > _LONG:
        yield Finding.warning(
            f"notice: from {since} until {until}, which is more than {_LONG.days // 7} weeks",
            "What stands there always is not read any more, and the next notice is not seen either.",
            f"Write an earlier `until` in {where}; what is to stay belongs in the texts or the help directory.",
        )
    elif now < begin:
        yield Finding("fine", f"notice: to come, from {since} until {until}")
    else:
        yield Finding("fine", f"notice: shown until {until}")
