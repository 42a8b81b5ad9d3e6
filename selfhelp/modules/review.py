"""Who has read a text, whether it is still the text they read, and on which day somebody can have looked."""

import hashlib
from datetime import date, timedelta

from selfhelp.modules.pack import Text
from selfhelp.modules.sheets import Role


def text_hash(text: Text) -> str:
    """SHA-256 (hex) over the words in every language, in pack.toml's order. Facts in the TOML file are not words."""
    digest = hashlib.sha256()
    for locale, raw in text.raw.items():
        digest.update(f"{locale}\0{len(raw)}\0".encode())
        digest.update(raw)
    return digest.hexdigest()


def missing_roles(text: Text) -> list[Role]:
    """The roles that have yet to sign the present words; an edit in any language voids all signatures."""
    now = text_hash(text)
    signed = {signature.role for signature in text.sheet.review.signed if signature.hash == now}
    return [role for role in text.sheet.review.needs if role not in signed]


def is_draft(text: Text) -> bool:
    """True until every needed role has signed the present words."""
    return bool(missing_roles(text))


def is_to_come(day: date, today: date) -> bool:
    """Whether no author can have lived `day` yet. `today` is UTC's; east of it tomorrow has begun."""
    return day > today + timedelta(days=1)
