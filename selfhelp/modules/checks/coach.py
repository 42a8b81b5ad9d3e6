"""Check coach/: the consent, the check-in, the coaches' guide, and the replies."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec.structs import asdict

from selfhelp.modules.checks.links import check_loose
from selfhelp.modules.checks.reading import check_weight, split_words
from selfhelp.modules.checks.words import check_labels, check_written
from selfhelp.modules.coach_words import PLACE, PLACEHOLDER, PROMISES, as_written
from selfhelp.modules.layout import SourceLine, Written, passages
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Genre, Pack, TextSource
from selfhelp.modules.sheets import CheckinSheet, ReplySheet, Role, Words
from selfhelp.modules.toml_file import TomlPart

SIGN: Final[dict[Genre, tuple[Role, ...]]] = {"guide": ("psychologist", "lawyer"), "consent": ("lawyer",)}
"""Who must have reviewed each, whatever its sheet says."""

CHOICES: Final = (6, 8)
"""How many choices a first message has: enough for most people, few enough to read."""

MOST_WORDS: Final = 120
"""The most words of a reply: what fits on a phone without much scrolling."""

MOST_CHECKIN_LETTERS: Final = 160
"""The most letters of a line in the check-in."""

_CHECKIN: Final = "coach/checkin.toml"
_REPLIES: Final = "coach/replies.toml"
_EMERGENCY: Final = re.compile(r"(?<![\d.,–-])11[023](?![\d.,–-]?\d)")
_MARKS: Final = re.compile(r"\*|`|\]\(|^\s*[#>]|https?:|www\.")


def check_coach(pack: Pack, messages: Messages) -> None:
    """Check the texts of coach check-ins. A pack without the folder has none, and may then have no key either."""
    if pack.checkin is None:
        if pack.sheet.organisation.key:
            here = pack.file_of("organisation", "key").at("organisation", "key")
            what = "organisation.key: there are no texts for coaches"
            messages.error(*here, what, "write the folder coach/, as docs/authors/authoring.md says")
        return
    _check_checkin(pack, pack.checkin, messages)
    for id, reply in pack.replies.items():
        _check_reply(pack, id, reply, messages)
    for genre, roles in SIGN.items():
        for text in pack.of(genre):
            _check_text(text, roles, messages)
    for text in pack.of("consent"):
        for written in text.written.values():
            _check_promises(written, messages)


def _labels(checkin: CheckinSheet) -> Iterator[tuple[list[TomlPart], Words]]:
    """Yield every line of checkin.toml that people see."""
    for table, sheet in (("first", checkin.first), ("form", checkin.form)):
        for name, words in asdict(sheet).items():
            yield [table, name], words
    for face, codes in checkin.about.items():
        for code, words in codes.items():
            yield ["about", face, code], words


def _check_checkin(pack: Pack, checkin: CheckinSheet, messages: Messages) -> None:
    file = pack.files[_CHECKIN]
    said = {locale: Written(_CHECKIN, locale) for locale in pack.sheet.locales}
    for path, words in _labels(checkin):
        line = file.line(*path)
        check_labels(pack, file, path, words, messages)
        for locale in said.keys() & words.keys():
            said[locale].intro.append(SourceLine(line, words[locale]))
            check_loose(_CHECKIN, line, words[locale], messages)
            if len(words[locale]) > MOST_CHECKIN_LETTERS:
                what = f"«{path[-1]}» in {locale} is longer than {MOST_CHECKIN_LETTERS} letters"
                messages.error(_CHECKIN, line, what, "shorten it")
    for written in said.values():
        check_written(pack, written, messages)
    for face in ("stop", "near"):
        count = len(checkin.about.get(face, {}))
        if not CHOICES[0] <= count <= CHOICES[1]:
            what = f"[about.{face}] has {count} choices, not {CHOICES[0]} to {CHOICES[1]}"
            messages.error(*file.at("about", face), what, "add some, or take some out")


def _check_reply(pack: Pack, id: str, reply: ReplySheet, messages: Messages) -> None:
    file = pack.files[_REPLIES]
    check_labels(pack, file, [id, "title"], reply.title, messages)
    check_labels(pack, file, [id, "words"], reply.words, messages)
    first = pack.sheet.locales[0]
    for locale in pack.sheet.locales:
        written = as_written(pack, id, locale)
        check_written(pack, written, messages)
        check_weight(written, messages)
        for passage in passages(written):
            if _MARKS.search(passage.raw):
                messages.error(_REPLIES, passage.line, "a reply is plain text", "take the marks and addresses out")
            if _EMERGENCY.search(passage.raw):
                messages.error(_REPLIES, passage.line, "a number stands in the text", "write {id} of the service")
            check_loose(_REPLIES, passage.line, passage.raw, messages)
        if words := reply.words.get(locale, ""):
            _check_words(pack, file.line(id, "words", locale), locale, words, messages)
            if _named(words) != _named(reply.words.get(first, words)):
                here = file.at(id, "words", locale)
                messages.error(*here, f"{first} names other services", f"name the same as in {first}")


def _check_words(pack: Pack, line: int, locale: str, words: str, messages: Messages) -> None:
    """Check the places to fill in, the length, and the services that a reply names."""
    rest = PLACE.sub("", words)
    if "[" in rest or "]" in rest:
        messages.error(_REPLIES, line, "a place to fill in is not closed", "write [[what to fill in]]")
    elif rest == words:
        what = f"nothing to fill in, in {locale}"
        messages.error(_REPLIES, line, what, "write [[…]] in one place: no reply goes out as it stands")
    count = len(split_words([words]))
    if count > MOST_WORDS:
        messages.error(_REPLIES, line, f"{count} words, at most {MOST_WORDS}", "cut")
    phones = {service.id: service.phone for service in pack.services}
    messages.unknown((_REPLIES, line), "there is no service «{}»", _named(words), phones, "correct it")
    for name in _named(words):
        if name in phones and phones[name] is None:
            messages.error(_REPLIES, line, f"«{name}» has no telephone number", "write its name instead")


def _named(words: str) -> Counter[str]:
    return Counter(found["name"] for found in PLACEHOLDER.finditer(words))


def _check_text(text: TextSource, roles: tuple[Role, ...], messages: Messages) -> None:
    """Check one of the two texts: it is only read, without answers, and a developer's review is not enough."""
    for role in roles:
        if role not in text.sheet.review.needs:
            what = f"a {role} must read the {text.genre}"
            messages.error(*text.toml.at("review", "needs"), what, f'add "{role}" to «needs»')
    for step in text.first().steps:
        if step.kind != "read":
            what = f"the {text.genre} has steps to read alone"
            messages.error(text.first().file, step.line, what, "write kind=read")


def _check_promises(written: Written, messages: Messages) -> None:
    """Check that the consent says who answers, when and how soon, in the operator's own words."""
    lines = [*written.intro, *(line for step in written.steps for line in step.body)]
    found = {line.number: _named(line.text) for line in lines}
    for name in PROMISES:
        if not any(name in names for names in found.values()):
            what = f"the consent does not say {{{name}}}"
            messages.error(written.file, 0, what, f"write {{{name}}} where it belongs: pack.toml fills it in")
    for number, names in found.items():
        messages.unknown((written.file, number), "{{}} is nothing the pack fills in", names, PROMISES, "correct it")
