"""`selfhelp content sign`: a reviewer vouches for the words of a text as they stand."""

from datetime import date
from pathlib import Path
from typing import get_args

from selfhelp.modules.find import Refused, opened, text_named
from selfhelp.modules.review import text_hash
from selfhelp.modules.sheets import Role
from selfhelp.modules.toml_edit import CannotEdit, appended


def sign(content: Path, id: str, role: str, today: date) -> list[str]:
    """Adds the signature of `role` to the text `id`; the line says what was signed."""
    if role not in get_args(Role):
        raise Refused(f"«{role}» is no role: {', '.join(get_args(Role))}")
    text = text_named(opened(content), id)
    if role not in text.sheet.review.needs:
        raise Refused(f"«{text.id}» needs {', '.join(text.sheet.review.needs)}, not a {role}")
    path = content / text.toml.file
    entry = f'{{ role = "{role}", date = {today.isoformat()}, hash = "{text_hash(text)}" }}'
    try:
        path.write_text(appended(text.toml.source, ("review", "signed"), entry), encoding="utf-8")
    except CannotEdit as error:
        raise Refused(f"{path}: {error}; write «signed = []» under [review]") from error
    return [f"{text.genre} «{text.id}»: signed as {role} on {today}, in {', '.join(text.written)}. Any edit voids it."]
