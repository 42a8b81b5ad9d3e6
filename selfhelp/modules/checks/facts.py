"""Check the tables of facts: words in every language, headings for needs, dialable numbers, short nudges."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from selfhelp.modules.checks.words import check_labels, check_written
from selfhelp.modules.hours import ranges
from selfhelp.modules.layout import SourceLine, Written
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.review import is_to_come
from selfhelp.modules.sheets import ServiceSheet, Words
from selfhelp.modules.toml_file import TomlFile, TomlPart

STALE: Final = timedelta(days=365)
FIRST_YEAR: Final = 1990
DIALLED: Final = re.compile(r"1\d{2,3}|116\d{3}|0[2-9]\d{3}|[2-9]\d{7}|\+[1-9]\d{6,14}")
"""What a phone in Norway can dial: Norwegian numbers of three to eight digits, and any with + and its country."""

SENT: Final = ("daily", "weekly", "step", "own", "comeback")
"""The kinds of nudge that the server sends: it does not start without a neutral text for each."""

KINDS_WITH_TEXT: Final = (*SENT, "coach")
STYLES: Final = ("neutral", "discreet", "full")
MOST_NUDGE_LETTERS: Final = 110
"""The most letters of a nudge: a lock screen shows them uncut, and they fit well into a push."""


def check_facts(pack: Pack, messages: Messages, today: date) -> None:
    """Check codes.toml, directory.toml, nudges.toml and measures.toml."""
    for file, path, words in _labels(pack):
        check_labels(pack, file, path, words, messages)
    services = list(zip(pack.services, pack.places, strict=True))
    ids = [(service.id, file.at("service", at, "id")) for service, (file, at) in services]
    messages.twice(ids, "«{}» stands here twice", "give one another id")
    for service, (file, at) in services:
        _check_service(pack, service, file, at, messages)
        _check_known(service, file, at, messages, today)
    _check_nudges(pack, messages)
    _check_measures(pack, messages)


def _labels(pack: Pack) -> Iterator[tuple[TomlFile, list[TomlPart], Words]]:
    """Yield every line of words in these files, with its place."""
    codes = pack.files["codes.toml"]
    for name, labels in pack.codes.items():
        for code, words in labels.items():
            yield codes, [name, code], words
    for service, (directory, at) in zip(pack.services, pack.places, strict=True):
        for field, said in (("name", service.name), ("does", service.does), ("hours", service.hours)):
            if isinstance(said, dict):
                yield directory, ["service", at, field], said
    for at, measure in enumerate(pack.measures):
        for field, words in (("ask", measure.ask), ("low", measure.low), ("high", measure.high)):
            if words or field == "ask":
                yield pack.files["measures.toml"], ["measure", at, field], words
    for path, words in _nudges(pack):
        yield pack.files["nudges.toml"], path, words


def _nudges(pack: Pack) -> Iterator[tuple[list[TomlPart], Words]]:
    for kind, styles in pack.nudges.items():
        for style, keys in styles.items():
            for key, words in keys.items():
                yield [kind, style, key], words


def _check_service(pack: Pack, service: ServiceSheet, file: TomlFile, at: int, messages: Messages) -> None:
    """Check that people find the service where they look, can reach it, and that its times are possible.

    A service keeps Norway's time and holidays. A number that a phone in Norway cannot dial is a warning in an overlay:
    version 0.1 took any number there.
    """
    if service.phone is None and service.url is None:
        what = f"«{service.id}» has neither phone nor url"
        messages.error(*file.at("service", at, "id"), what, "add one, or leave the service out")
    needs, here = pack.codes.get("needs", {}), file.at("service", at, "needs")
    messages.unknown(here, "codes.toml has no need «{}»", service.needs, needs, "correct it, or add it under [needs]")
    if service.phone is not None and not DIALLED.fullmatch(service.phone):
        what = f"«{service.id}» phone: {service.phone} cannot be dialled from Norway"
        do = "write it with + and the number of the country; if that is not known, leave it out and give `url`"
        tell = messages.error if file is pack.files.get("directory.toml") else messages.warn
        tell(*file.at("service", at, "phone"), what, do)
    for name, openings in (("hours", service.hours), ("chat", service.chat)):
        if not isinstance(openings, list):
            continue
        here, what = file.at("service", at, name), f"«{service.id}» {name}"
        if service.country != "NO":
            why = "times are read in Norway's time and with its holidays, and this is another country"
            messages.error(*here, f"{what}: {why}", "write the hours in words")
        try:
            ranges(openings)
        except ValueError as error:
            messages.error(*here, f"{what}: {error}", "correct it; docs/authors/authoring.md has the form")


def _check_known(service: ServiceSheet, file: TomlFile, at: int, messages: Messages, today: date) -> None:
    """Check that the day on which somebody rang is past and recent, and that the source's year is not in the future."""
    if service.year is not None and not FIRST_YEAR <= service.year <= today.year + 1:
        what = f"«{service.id}» year: {service.year} is no year in which someone wrote of it"
        messages.error(*file.at("service", at, "year"), what, "write the source's year, or leave it out")
    if service.rung is None:
        return
    written = next((name for name in ("rung", "checked") if name in file.data["service"][at]), "id")
    here = file.at("service", at, written)
    if is_to_come(service.rung, today):
        messages.error(*here, f"«{service.id}» was rung on a day to come", "write the day it was")
    elif today - service.rung > STALE:
        what = f"«{service.id}» was last rung or opened {service.rung}"
        messages.warn(*here, what, "ring or open it, then write today's date")


def _check_nudges(pack: Pack, messages: Messages) -> None:
    file = pack.files["nudges.toml"]
    for kind in SENT:
        if kind not in file.data:
            messages.error(file.file, 0, f"«{kind}» is missing", f"write [{kind}.neutral] and a line below it")
    for locale in pack.sheet.locales:
        said = [SourceLine(file.line(*path), words.get(locale, "")) for path, words in _nudges(pack)]
        check_written(pack, Written(file.file, locale, intro=said), messages)
    for kind, styles in pack.nudges.items():
        here = file.at(kind, *list(styles)[:1])
        messages.unknown(here, "«{}» is no kind of reminder", [kind], KINDS_WITH_TEXT, "correct it")
        if not styles.get("neutral"):
            messages.error(*here, f"{kind} has no neutral text", "a locked phone shows nothing else")
        for style in styles:
            messages.unknown(file.at(kind, style), "«{}» is no style", [style], STYLES, "correct it")
    for path, words in _nudges(pack):
        for locale, letters in words.items():
            if len(letters) > MOST_NUDGE_LETTERS or "!" in letters:
                what = (
                    f"«{path[-1]}» in {locale} is longer than {MOST_NUDGE_LETTERS} letters or has an exclamation mark"
                )
                messages.error(*file.at(*path), what, "shorten it")


def _check_measures(pack: Pack, messages: Messages) -> None:
    file = pack.files["measures.toml"]
    ids = [(measure.id, file.at("measure", at, "id")) for at, measure in enumerate(pack.measures)]
    messages.twice(ids, "«{}» stands here twice", "give one another id")
    for at, measure in enumerate(pack.measures):
        least, most = measure.range
        if least >= most:
            messages.error(*file.at("measure", at, "range"), "the range goes from low to high", "turn it round")
        for locale in pack.sheet.locales if measure.labels else ():
            if len(measure.labels.get(locale, [])) != most - least + 1:
                what = f"«labels» in {locale} needs {most - least + 1} words, one for each value of the range"
                messages.error(*file.at("measure", at, "labels"), what, "write them in order")
