"""Check coach/: the consent, the check-in, the coaches' guide, and the replies."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from msgspec.structs import asdict

from selfhelp.modules.checks.numbers import check_loose
from selfhelp.modules.checks.reading import check_weight, words_of
from selfhelp.modules.checks.words import check_labels, check_written
from selfhelp.modules.coach_words import NAMED, PLACE, PROMISES, as_written
from selfhelp.modules.layout import SourceLine, Written
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Genre, Pack
from selfhelp.modules.passages import passages
from selfhelp.modules.sheets import Role, Words
from selfhelp.modules.toml_file import Key

SIGN: Final[dict[Genre, tuple[Role, ...]]] = {"guide": ("psychologist", "lawyer"), "consent": ("lawyer",)}
"""Who must have reviewed each, whatever its sheet says."""

CHOICES: Final = (6, 8)
"""How many choices a first message has: enough for most people, few enough to read."""

MOST_WORDS: Final = 120
"""The most words of a reply: what fits on a phone without much scrolling."""

MOST_LETTERS: Final = 160
"""The most letters of a line in the check-in."""

_CHECKIN: Final = "coach/checkin.toml"
_REPLIES: Final = "coach/replies.toml"
_EMERGENCY: Final = re.compile(r"(?<![\d.,–-])11[023](?![\d.,–-]?\d)")
_MARKS: Final = re.compile(r"\*|`|\]\(|^\s*[#>]|https?:|www\.")


def check_coach(pack: Pack, messages: Messages) -> None:
    """Check the texts of coach check-ins. A pack without the folder has none, and may then have no key either."""
    if pack.checkin is None:
        if pack.sheet.organisation.key:
            file = pack.file_of("organisation", "key")
            what = "organisation.key: there are no texts for coaches"
            do = "write the folder coach/, as docs/authors/authoring.md says"
            messages.error(*file.at("organisation", "key"), what, do)
        return
    _check_checkin(pack, messages)
    for id in pack.replies:
        _check_reply(pack, id, messages)
    for genre, roles in SIGN.items():
        _check_text(pack, genre, roles, messages)
    _check_promises(pack, messages)


def _labels(pack: Pack) -> Iterator[tuple[list[Key], Words]]:
    """Yield every line of checkin.toml that people see."""
    assert pack.checkin is not None
    for table, sheet in (("first", pack.checkin.first), ("form", pack.checkin.form)):
        for name, words in asdict(sheet).items():
            yield [table, name], words
    for face, codes in pack.checkin.about.items():
        for code, words in codes.items():
            yield ["about", face, code], words


def _check_checkin(pack: Pack, messages: Messages) -> None:
    assert pack.checkin is not None
    file = pack.files[_CHECKIN]
    said = {locale: Written(_CHECKIN, locale) for locale in pack.sheet.locales}
    for path, words in _labels(pack):
        line = file.line(*path)
        check_labels(pack, file, path, words, messages)
        for locale in said.keys() & words.keys():
            said[locale].intro.append(SourceLine(line, words[locale]))
            check_loose(_CHECKIN, line, words[locale], messages)
            if len(words[locale]) > MOST_LETTERS:
                what = f"«{path[-1]}» in {locale} is longer than {MOST_LETTERS} letters"
                messages.error(_CHECKIN, line, what, "shorten it")
    for written in said.values():
        check_written(pack, written, messages)
    for face in ("stop", "near"):
        count = len(pack.checkin.about.get(face, {}))
        if not CHOICES[0] <= count <= CHOICES[1]:
            what = f"[about.{face}] has {count} choices, not {CHOICES[0]} to {CHOICES[1]}"
            messages.error(*file.at("about", face), what, "add some, or take some out")


def _check_reply(pack: Pack, id: str, messages: Messages) -> None:
    file, reply = pack.files[_REPLIES], pack.replies[id]
    check_labels(pack, file, [id, "title"], reply.title, messages)
    check_labels(pack, file, [id, "words"], reply.words, messages)
    first = pack.sheet.locales[0]
    for locale in pack.sheet.locales:
        line, words = file.line(id, "words", locale), reply.words.get(locale, "")
        written = as_written(pack, id, locale)
        check_written(pack, written, messages)
        check_weight(written, messages)
        for passage in passages(written):
            if _MARKS.search(passage.raw):
                messages.error(_REPLIES, passage.line, "a reply is plain text", "take the marks and addresses out")
            if _EMERGENCY.search(passage.raw):
                messages.error(_REPLIES, passage.line, "a number stands in the text", "write {id} of the service")
            check_loose(_REPLIES, passage.line, passage.raw, messages)
        _check_places(line, locale, words, messages)
        _check_named(pack, line, words, messages)
        if words and _named(words) != _named(reply.words.get(first, words)):
            messages.error(_REPLIES, line, f"{first} names other services", f"name the same as in {first}")


def _check_places(line: int, locale: str, words: str, messages: Messages) -> None:
    rest = PLACE.sub("", words)
    if "[" in rest or "]" in rest:
        messages.error(_REPLIES, line, "a place to fill in is not closed", "write [[what to fill in]]")
    elif words and rest == words:
        what = f"nothing to fill in, in {locale}"
        messages.error(_REPLIES, line, what, "write [[…]] in one place: no reply goes out as it stands")
    count = len(words_of([words]))
    if count > MOST_WORDS:
        messages.error(_REPLIES, line, f"{count} words, at most {MOST_WORDS}", "cut")


def _named(words: str) -> Counter[str]:
    return Counter(found["name"] for found in NAMED.finditer(words))


def _check_named(pack: Pack, line: int, words: str, messages: Messages) -> None:
    for name in _named(words):
        service = pack.service(name)
        if service is None:
            near = did_you_mean(name, [one.id for one in pack.services])
            messages.error(_REPLIES, line, f"there is no service «{name}»{near}", "correct it")
        elif service.phone is None:
            messages.error(_REPLIES, line, f"«{name}» has no telephone number", "write its name instead")


def _check_text(pack: Pack, genre: Genre, roles: tuple[Role, ...], messages: Messages) -> None:
    """Check one of the two texts: it is only read, without answers, and a developer's review is not enough."""
    for text in pack.of(genre):
        for role in roles:
            if role not in text.sheet.review.needs:
                what = f"a {role} must read the {genre}"
                messages.error(*text.toml.at("review", "needs"), what, f'add "{role}" to «needs»')
        for step in text.first().steps:
            if step.kind != "read":
                messages.error(text.first().file, step.line, f"the {genre} has steps to read alone", "write kind=read")


def _check_promises(pack: Pack, messages: Messages) -> None:
    """Check that the consent says who answers, when and how soon, in the operator's own words."""
    for text in pack.of("consent"):
        for written in text.written.values():
            lines = [*written.intro, *(line for step in written.steps for line in step.body)]
            found = {name["name"] for line in lines for name in NAMED.finditer(line.text)}
            for name in PROMISES:
                if name not in found:
                    what = f"the consent does not say {{{name}}}"
                    messages.error(written.file, 0, what, f"write {{{name}}} where it belongs: pack.toml fills it in")
            for line in lines:
                for wrong in (one["name"] for one in NAMED.finditer(line.text)):
                    if wrong not in PROMISES:
                        what = f"{{{wrong}}} is nothing the pack fills in{did_you_mean(wrong, PROMISES)}"
                        messages.error(written.file, line.number, what, "correct it")
