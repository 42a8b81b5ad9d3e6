"""Whether the app says who runs it."""

from collections.abc import Iterator

from selfhelp.finding import Finding
from selfhelp.modules.load import front_alone
from selfhelp.modules.messages import Messages
from selfhelp.settings import Settings


def named(settings: Settings, launch: bool) -> Iterator[Finding]:
    """The organisation's name, its address and how it is reached stand where people look for them."""
    pack = front_alone(settings.content, settings.overlay, Messages())
    if pack is None:  # `content` says it.
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
        yield Finding(
            "error",
            f"organisation: the app does not say who runs it, without {missing}",
            "Whoever gives you something of theirs has a right to know who you are and how to reach you "
            "(GDPR article 13). They look under «Dette kan vi se».",
            f"Write {missing} under [organisation] in {where} (docs/operators/overlay.md), and restart the server.",
        )
