"""`selfhelp content sign`: a reviewer vouches for the words of a text as they stand."""

from datetime import date
from pathlib import Path
from typing import get_args

from msgspec import convert

from selfhelp.console import Stopped
from selfhelp.modules import signatures
from selfhelp.modules.authoring.find import opened, text_named
from selfhelp.modules.authoring.toml_edit import CannotEdit, appended
from selfhelp.modules.pack import Text
from selfhelp.modules.review import text_hash
from selfhelp.modules.sheets import Role, Signature


def sign(content: Path, id: str, role: str, today: date, overlay: Path | None = None) -> list[str]:
    """Adds the signature of `role` to the text `id`, in the operator's overlay or, without one, in the text's own file;
    the line says what was signed, and where that stands. Stopped where it cannot be written."""
    if role not in get_args(Role):
        raise Stopped(f"«{role}» is no role: {', '.join(get_args(Role))}")
    text = text_named(opened(content, overlay), id)
    if role not in text.sheet.review.needs:
        raise Stopped(f"«{text.id}» needs {', '.join(text.sheet.review.needs)}, not a {role}")
    signature = convert({"role": role, "date": today, "hash": text_hash(text)}, Signature)
    path = content / text.toml.file if overlay is None else overlay / signatures.REVIEWS
    try:
        if overlay is None:
            path.write_text(_signed(text, signature), encoding="utf-8")
        else:
            signatures.keep(overlay, text, signature)
    except CannotEdit as error:
        raise Stopped(f"{path}: {error}; write «signed = []» under [review]") from error
    except OSError as error:
        do = (
            "make it yours"
            if overlay
            else "name a folder of your own in the setting `overlay`; a release is not edited"
        )
        raise Stopped(f"{path} cannot be written ({error.strerror}): {do}") from error
    where = f"{text.genre} «{text.id}»: signed as {role} on {today}, in {', '.join(text.written)}"
    return [f"{where}; kept in {path}. Any edit voids it."]


def _signed(text: Text, signature: Signature) -> str:
    """The text's TOML file with one more signature. Raises CannotEdit."""
    entry = f'{{ role = "{signature.role}", date = {signature.date.isoformat()}, hash = "{signature.hash}" }}'
    return appended(text.toml.source, ("review", "signed"), entry)
