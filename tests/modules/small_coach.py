"""The texts of coach check-ins in a few lines, for the small pack."""

from collections.abc import Mapping
from typing import Final

from tests.modules.small_pack import Author

CHECKIN: Final = "coach/checkin.toml"
REPLIES: Final = "coach/replies.toml"
GUIDE: Final = "coach/guide"
CONSENT: Final = "coach/consent"

_FIRST: Final = ("ask", "ask_hint", "text", "text_hint")
_FORM: Final = (
    *("title", "intro", "how", "low", "high", "practice", "question"),
    *("rhythm", "rhythm_hint", "week", "fortnight", "never"),
)
CODES: Final = ("urge", "slip", "start", "home", "shame", "other")


def _words(name: str) -> str:
    return f'{name} = {{ nb = "{name} på norsk", en = "{name} in English" }}\n'


def _table(name: str, keys: tuple[str, ...]) -> str:
    return f"[{name}]\n" + "".join(map(_words, keys))


def _review(*roles: str) -> str:
    needs = ", ".join(f'"{role}"' for role in roles)
    return f"[review]\nneeds = [{needs}]\nsigned = []\n"


FILES: Final[Mapping[str, str]] = {
    CHECKIN: '[consent]\nversion = "2026-11-27"\n'
    + _table("first", _FIRST)
    + _table("about.stop", CODES)
    + _table("about.near", CODES)
    + _table("form", _FORM),
    REPLIES: (
        '[thanks]\ntitle = { nb = "Takk", en = "Thanks" }\n[thanks.words]\n'
        'nb = """\nTakk for at du skrev.\n\n[[Det du leste.]] Ring {mental-helse}.\n"""\n'
        'en = """\nThank you for writing.\n\n[[What you read.]] Ring {mental-helse}.\n"""\n'
    ),
    f"{GUIDE}/page.toml": 'id = "coach-guide"\nminutes = 1\n' + _review("psychologist", "lawyer"),
    f"{GUIDE}/nb.md": "# Til veilederen\nLes dette.\n\n## Fare {#danger kind=read}\nSpør rett ut.\n",
    f"{GUIDE}/en.md": "# For the coach\nRead this.\n\n## Danger {#danger kind=read}\nAsk straight out.\n",
    f"{CONSENT}/page.toml": 'id = "coach-consent"\nminutes = 1\n' + _review("lawyer"),
    f"{CONSENT}/nb.md": (
        "# Før du skriver\nLes dette.\n\n## Hvem {#who kind=read}\n"
        "{organisation} svarer. Vi er der {hours}. {promise}.\n"
    ),
    f"{CONSENT}/en.md": (
        "# Before you write\nRead this.\n\n## Who {#who kind=read}\n"
        "It is {organisation}. We are there {hours}. {promise}.\n"
    ),
}


def with_coach_texts(author: Author) -> None:
    """Adds the folder coach/ to the author's pack, without a mistake."""
    for name, text in FILES.items():
        author.write(name, text)
