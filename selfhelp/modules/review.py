"""Signatures of reviewers: who has read a text, and whether it is still the text they read.

They stand in the text's TOML file or, for the texts of a release that nobody edits, in `reviews.toml` of the overlay. A
signature is valid while the pack has the very words that were read, also after an upgrade that leaves them alone.
"""

import hashlib
from datetime import date, timedelta
from typing import Annotated, Final

from msgspec import Meta
from msgspec.structs import replace

from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, TextSource
from selfhelp.modules.sheets import Role, Signature
from selfhelp.modules.toml_file import TomlFile, convert

REVIEWS_FILE: Final = "reviews.toml"


class OwnSignature(Signature, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """One `[[signed]]`; its `text` is genre and id, `page:police`."""

    text: Annotated[str, Meta(pattern=r"^[a-z]+:[a-z0-9-]+$")]


def text_hash(text: TextSource) -> str:
    """Return SHA-256 (hex) of the words in every language, in pack.toml's order, and of their recordings, without the
    other facts of the TOML file."""
    digest = hashlib.sha256()
    for locale, raw in text.raw.items():
        digest.update(f"{locale}\0{len(raw)}\0".encode())
        digest.update(raw)
        if locale in text.audio:
            digest.update(hashlib.sha256(text.audio[locale].raw).digest())
    return digest.hexdigest()


def missing_roles(text: TextSource) -> list[Role]:
    """Return the roles that have not signed the present words; while there are any, the text is a draft. An edit in any
    language voids all signatures."""
    now = text_hash(text)
    signed = {signature.role for signature in text.sheet.review.signed if signature.hash == now}
    return [role for role in text.sheet.review.needs if role not in signed]


def is_to_come(day: date, today: date) -> bool:
    """Return whether `day` has not begun anywhere yet. `today` is UTC's; east of it tomorrow has begun."""
    return day > today + timedelta(days=1)


def text_name(text: TextSource) -> str:
    """Return the name of a text: `page:police`."""
    return f"{text.genre}:{text.id}"


def own_reviews(pack: Pack, toml: TomlFile, messages: Messages) -> None:
    """Add the operator's signatures to those of the pack. One for changed words is reported, and not valid."""
    for other in toml.data.keys() - {"signed"}:
        messages.error(*toml.at(other), f"«{other}» is no field here", "this file holds [[signed]] only")
    rows = convert(toml, list[OwnSignature], messages, "signed") or []
    texts = {text_name(text): text for text in pack.texts}
    for text in texts.values():
        own = [row for row in rows if row.text == text_name(text)]
        text.sheet = replace(text.sheet, review=replace(text.sheet.review, signed=[*text.sheet.review.signed, *own]))
    for at, row in enumerate(rows):
        here = toml.at("signed", at, "text")
        if row.text not in texts:
            what = f"«{row.text}» was signed, and the pack has it no more"
            messages.warn(*here, what, "take the signature out")
        elif row.hash != text_hash(texts[row.text]) and row.role in missing_roles(texts[row.text]):
            what = f"«{row.text}»: the {row.role} signed words that have changed since"
            messages.warn(*here, what, "have it read and signed again")
