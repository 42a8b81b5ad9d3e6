"""`reviews.toml` of an overlay: who has read which words, where the texts lie in a release that nobody edits.

A signature counts while the pack has the very words that were read. So it outlives an upgrade that leaves them alone.
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, Text
from selfhelp.modules.review import missing_roles, text_hash
from selfhelp.modules.sheets import Signature
from selfhelp.modules.toml_file import TomlFile, convert

REVIEWS: Final = "reviews.toml"

_HEAD: Final = "# Who has read the pack's texts. `selfhelp content sign` writes this; no upgrade touches it.\n"


class OwnSignature(Signature, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One `[[signed]]`: whose `text` is its genre and id, `page:police`."""

    text: Annotated[str, Meta(pattern=r"^[a-z]+:[a-z0-9-]+$")]


def name_of(text: Text) -> str:
    """What a text is called here: `page:police`."""
    return f"{text.genre}:{text.id}"


def own_reviews(pack: Pack, toml: TomlFile, messages: Messages) -> None:
    """Adds the operator's signatures to those of the pack. One whose words are no more is told, and does not count."""
    for other in toml.data.keys() - {"signed"}:
        messages.error(toml.file, toml.line(other), f"«{other}» is no field here", "this file holds [[signed]] only")
    rows = convert(toml, toml.data.get("signed", []), list[OwnSignature], ["signed"], messages) or []
    places = {name_of(text): at for at, text in enumerate(pack.texts)}
    for at, row in enumerate(rows):
        if row.text not in places:
            what = f"«{row.text}» was signed, and the pack has it no more"
            messages.warn(toml.file, toml.line("signed", at, "text"), what, "take the signature out")
            continue
        text = pack.texts[places[row.text]]
        review = msgspec.structs.replace(text.sheet.review, signed=[*text.sheet.review.signed, row])
        pack.texts[places[row.text]] = replace(text, sheet=msgspec.structs.replace(text.sheet, review=review))
    for at, row in enumerate(rows):
        now = pack.texts[places[row.text]] if row.text in places else None
        if now is not None and row.hash != text_hash(now) and row.role in missing_roles(now):
            what = f"«{row.text}»: the {row.role} signed words that have changed since"
            messages.warn(toml.file, toml.line("signed", at, "text"), what, "have it read and signed anew")


def keep(overlay: Path, text: Text, signature: Signature) -> None:
    """Writes one more signature into the overlay. Raises OSError."""
    file = overlay / REVIEWS
    day = signature.date.isoformat()
    words = f'text = "{name_of(text)}"\nrole = "{signature.role}"\ndate = {day}\nhash = "{signature.hash}"\n'
    before = file.read_text(encoding="utf-8") if file.exists() else _HEAD
    file.write_text(f"{before}\n[[signed]]\n{words}", encoding="utf-8")
