"""`selfhelp content sign`: a reviewer vouches for the words of a text as they stand."""

from datetime import date
from pathlib import Path
from typing import get_args

from selfhelp.modules.load import load
from selfhelp.modules.messages import Messages
from selfhelp.modules.review import text_hash
from selfhelp.modules.sheets import Role
from selfhelp.modules.toml_edit import CannotEdit, appended


class CannotSign(Exception):
    """Nothing was signed; `str()` says why, and what to do."""


def sign(content: Path, id: str, role: str, today: date) -> str:
    """Adds the signature of `role` to the text `id` (`police`, or `page:police` where two share an id)."""
    if role not in get_args(Role):
        raise CannotSign(f"«{role}» is no role: {', '.join(get_args(Role))}")
    pack = load(content, Messages())
    genre, _, name = id.rpartition(":")
    found = [text for text in pack.texts if text.id == name and genre in ("", text.genre)] if pack else []
    if len(found) != 1:
        kinds = ", ".join(f"{text.genre}:{name}" for text in found)
        raise CannotSign(f"say which one: {kinds}" if found else f"there is no text «{id}»")
    text = found[0]
    if role not in text.sheet.review.needs:
        raise CannotSign(f"«{name}» needs {', '.join(text.sheet.review.needs)}, not a {role}")
    path = content / text.toml.file
    entry = f'{{ role = "{role}", date = {today.isoformat()}, hash = "{text_hash(text)}" }}'
    try:
        path.write_text(appended(text.toml.source, ("review", "signed"), entry), encoding="utf-8")
    except CannotEdit as error:
        raise CannotSign(f"{path}: {error}; write «signed = []» under [review]") from error
    return f"{text.genre} «{name}»: signed as {role} on {today}, in {', '.join(text.written)}. Any edit voids it."
