"""The files that `selfhelp init` writes, and what it prints at the end."""

import json
from pathlib import Path
from typing import Final

NEXT: Final = """
Next:
1. Look through {overlay}/pack.toml and {overlay}/directory.toml; docs/operators/overlay.md says what may stand there.
2. `selfhelp content check`, then `selfhelp doctor`.
3. `selfhelp serve`. Before people are let in: `selfhelp doctor --launch`.
Keep a copy of {keys} apart from this machine, and never beside a copy of the database."""


def _string(words: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's."""
    return json.dumps(words, ensure_ascii=False)


def settings(public_url: str, contact: str, data: Path, overlay: Path, proxy: str) -> str:
    """Return the text of selfhelp.toml."""
    lines = [
        "# The settings of this server. docs/operators/settings.md lists them all; a restart reads them.",
        "# Folders are looked for from where `selfhelp` is started.",
        "",
        f"public_url = {_string(public_url)}",
        f"push_contact = {_string(contact)}",
        f"data = {_string(str(data))}",
        f"overlay = {_string(str(overlay))}",
    ]
    if proxy:
        lines += [
            "",
            "# The reverse proxy that has the certificate, as seen from here.",
            f"trusted_proxy = {_string(proxy)}",
        ]
    return "\n".join([*lines, ""])


def pack(name: str, address: str, contact: str) -> str:
    """Return an overlay's pack.toml. An empty address or contact is written as an example without effect."""
    address_line = f"address = {_string(address)}" if address else '# address = "Storgata 1, 0155 Oslo"'
    contact_line = f"contact = {_string(contact)}" if contact else '# contact = "post@example.no"'
    return f"""# What is yours in the content pack: a field takes the place of the pack's. No upgrade touches this file.

# What stands above a reminder before the phone has put its own words in its place:
# name = "Fotfeste"

# Which of the app's names people may choose from, for the icon and the title:
# masks = ["Fotfeste", "Vaner", "Pust"]

[organisation]
# What people read under «Dette kan vi se»: who you are, where you are, and what they write to or ring.
name = {_string(name)}
{address_line}
{contact_line}
# With coaches, and not before docs/operators/coaches.md has been read. Write each in both languages:
# key = ""
# coach_hours = {{ nb = "tirsdager og torsdager", en = "Tuesdays and Thursdays" }}
# promise = {{ nb = "Svar innen tre virkedager", en = "A reply within three working days" }}
"""


def directory() -> str:
    """Return an overlay's directory.toml."""
    return """# Your own help directory, over the pack's. No upgrade touches this file.

# Services of the pack that are not to be shown, by their ids:
# hide = ["preventell-se"]

# One more, or another in place of the pack's with the same id. `before` says where a new one stands; else it is last.
# [[service]]
# id = "our-house"
# before = "mental-helse"
# country = "NO"
# needs = ["stop-buying", "relatives"]
# name = { nb = "Huset", en = "The house" }
# does = { nb = "Noen å snakke med.", en = "Someone to talk to." }
# phone = "22334455"
# url = "https://example.org"
# hours = [{ days = "mon-fri", from = "9:00", to = "15:00" }]
# holidays = "closed"
# source = "our own"
# rung = 2026-11-25
"""
