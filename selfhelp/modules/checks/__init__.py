"""All checks of a pack. Each reads the pack and reports to `Messages`; none changes anything."""

from datetime import date

from selfhelp.modules.checks.answers import check_answers
from selfhelp.modules.checks.audio import check_audio
from selfhelp.modules.checks.coach import check_coach
from selfhelp.modules.checks.facts import check_facts
from selfhelp.modules.checks.links import check_links, check_numbers
from selfhelp.modules.checks.locales import check_locales
from selfhelp.modules.checks.notice import check_notice
from selfhelp.modules.checks.organisation import check_organisation
from selfhelp.modules.checks.programmes import check_programmes
from selfhelp.modules.checks.reading import check_reading
from selfhelp.modules.checks.sources import check_sources
from selfhelp.modules.checks.structure import check_structure
from selfhelp.modules.checks.words import check_words
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack


def check_pack(pack: Pack, messages: Messages, today: date) -> None:
    """Check everything but ids.lock, which is not served. A check that would only repeat a mistake is skipped."""
    check_structure(pack, messages)
    messages.misread = {message.file for message in messages.errors}
    if not messages.misread:
        check_answers(pack, messages)
    for check in (check_links, check_numbers, check_words, check_reading, check_programmes):
        check(pack, messages)
    check_sources(pack, messages, today)
    check_facts(pack, messages, today)
    for check in (check_organisation, check_notice, check_audio, check_coach, check_locales):
        check(pack, messages)
