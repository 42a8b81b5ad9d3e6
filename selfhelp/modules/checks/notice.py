"""Check `[notice]` of pack.toml: words in every language that may stand in the app, and two times in order."""

from typing import Final

from selfhelp.modules.checks.links import check_in_links, check_linked
from selfhelp.modules.checks.structure import check_marks
from selfhelp.modules.checks.words import check_labels, check_written
from selfhelp.modules.layout import SourceLine, Written, passages
from selfhelp.modules.messages import Messages
from selfhelp.modules.notice import begins, ends, notice_words
from selfhelp.modules.pack import Pack

MOST_NOTICE_LETTERS: Final = 240
"""The most letters of a notice: so the numbers to ring stay on the first screen of Help on a small phone."""


def check_notice(pack: Pack, messages: Messages) -> None:
    """Check the notice. Its words may contain a number: the directory may be what is wrong."""
    notice = pack.sheet.notice
    if notice is None:
        return
    file = pack.file_of("notice")
    check_labels(pack, file, ["notice", "text"], notice.text, messages)
    for locale in pack.sheet.locales:
        if notice.text.get(locale, "").strip():
            _check_text(pack, *file.at("notice", "text"), locale, notice.text[locale], messages)
    moments = []
    for field, read in (("from", begins), ("until", ends)):
        try:
            moments.append(read(notice))
        except ValueError as error:
            do = f"write {field} = 2026-12-01 or {field} = 2026-12-01T22:00:00, without quotation marks"
            messages.error(*file.at("notice", field), f"notice.{field}: {error}", do)
    if len(moments) == 2 and moments[0] >= moments[1]:
        what = "notice.until: it does not come after notice.from, and nobody would see the notice"
        messages.error(*file.at("notice", "until"), what, "write a later time")


def _check_text(pack: Pack, file: str, line: int, locale: str, text: str, messages: Messages) -> None:
    written = Written(file, locale, intro=[SourceLine(line, text)])
    check_written(pack, written, messages)
    check_linked(pack, written, messages)
    check_marks(written, messages)
    (passage,) = [one for one in passages(written) if one.role == "prose"]
    check_in_links(pack, file, passage, messages)
    if len(passage.plain) > MOST_NOTICE_LETTERS:
        what = f"notice.text: in {locale} it has {len(passage.plain)} letters, at most {MOST_NOTICE_LETTERS}"
        messages.error(file, line, what, "shorten it")
    try:
        if not text.isprintable():
            raise ValueError("it does not stand on one line")
        notice_words(text)
    except ValueError as error:
        what = f"notice.text: in {locale} {error}"
        messages.error(file, line, what, "write sentences on one line, with words around a link")
