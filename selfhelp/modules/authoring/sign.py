"""`selfhelp content sign`: a reviewer signs the present words of a text."""

from datetime import date
from pathlib import Path
from typing import Final, get_args

from msgspec import convert

from selfhelp.console import Stopped
from selfhelp.modules.authoring.check import opened, text_named
from selfhelp.modules.authoring.toml_edit import CannotEdit, appended
from selfhelp.modules.pack import TextSource
from selfhelp.modules.review import REVIEWS, name_of, text_hash
from selfhelp.modules.sheets import Role, Signature

_HEAD: Final = "# Who has read the pack's texts. `selfhelp content sign` writes this; no upgrade touches it.\n"


def sign(content: Path, id: str, role: str, today: date, overlay: Path | None = None) -> list[str]:
    """Add the signature of `role` to the text `id`, in the operator's overlay or, without one, in the text's own file;
    return a line that says what was signed, and where. Raises Stopped where it cannot be written."""
    if role not in get_args(Role):
        raise Stopped(f"«{role}» is no role: {', '.join(get_args(Role))}")
    text = text_named(opened(content, overlay), id)
    if role not in text.sheet.review.needs:
        raise Stopped(f"«{text.id}» needs {', '.join(text.sheet.review.needs)}, not a {role}")
    signature = convert({"role": role, "date": today, "hash": text_hash(text)}, Signature)
    path = content / text.toml.file if overlay is None else overlay / REVIEWS
    try:
        path.write_text(_signed(path, text, signature, to_overlay=overlay is not None), encoding="utf-8")
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


def _signed(path: Path, text: TextSource, signature: Signature, *, to_overlay: bool) -> str:
    """Return the file with one more signature: the overlay's `reviews.toml`, or the text's own. Raises CannotEdit."""
    fields = (f'role = "{signature.role}"', f"date = {signature.date.isoformat()}", f'hash = "{signature.hash}"')
    if not to_overlay:
        return appended(text.toml.source, ("review", "signed"), f"{{ {', '.join(fields)} }}")
    before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
    return "\n".join((before, "[[signed]]", f'text = "{name_of(text)}"', *fields, ""))
