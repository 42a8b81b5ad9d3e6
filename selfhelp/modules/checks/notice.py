"""Check `[notice]` of pack.toml: words in every language that may stand in the app, and two times in order."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from selfhelp.modules.checks.links import check_linked
from selfhelp.modules.checks.numbers import check_in_links
from selfhelp.modules.checks.structure import check_marks
from selfhelp.modules.checks.words import check_labels, check_written
from selfhelp.modules.layout import SourceLine, Written
from selfhelp.modules.messages import Messages
from selfhelp.modules.notice import begins, ends, words_of
from selfhelp.modules.pack import Pack
from selfhelp.modules.passages import passages
from selfhelp.modules.sheets import NoticeSheet

MOST_LETTERS: Final = 240
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
            _check_text(pack, locale, notice.text[locale], messages)
    begin = _time(pack, "from", begins, messages)
    end = _time(pack, "until", ends, messages)
    if begin is not None and end is not None and end <= begin:
        what = "notice.until: it does not come after notice.from, and nobody would see the notice"
        messages.error(*file.at("notice", "until"), what, "write a later time")


def _check_text(pack: Pack, locale: str, text: str, messages: Messages) -> None:
    file = pack.file_of("notice")
    line = file.line("notice", "text")
    written = Written(file.file, locale, intro=[SourceLine(line, text)])
    for check in (check_written, check_linked):
        check(pack, written, messages)
    check_marks(written, messages)
    (passage,) = [one for one in passages(written) if one.role == "prose"]
    check_in_links(pack, file.file, passage, messages)
    if len(passage.plain) > MOST_LETTERS:
        what = f"notice.text: in {locale} it has {len(passage.plain)} letters, at most {MOST_LETTERS}"
        messages.error(file.file, line, what, "shorten it")
    try:
        if not text.isprintable():
            raise ValueError("it does not stand on one line")
        words_of(text)
    except ValueError as error:
        what = f"notice.text: in {locale} {error}"
        messages.error(file.file, line, what, "write sentences on one line, with words around a link")


def _time(pack: Pack, field: str, read: Callable[[NoticeSheet], datetime], messages: Messages) -> datetime | None:
    assert pack.sheet.notice is not None
    try:
        return read(pack.sheet.notice)
    except ValueError as error:
        file = pack.file_of("notice")
        do = f"write {field} = 2026-12-01 or {field} = 2026-12-01T22:00:00, without quotation marks"
        messages.error(*file.at("notice", field), f"notice.{field}: {error}", do)
        return None
