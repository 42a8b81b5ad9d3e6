"""`selfhelp content sign`: a reviewer signs the present words of a text."""

from datetime import date
from pathlib import Path
from typing import Final, get_args

from selfhelp.console import Stopped
from selfhelp.modules.authoring.check import open_pack, text_named
from selfhelp.modules.authoring.toml_edit import CannotEdit, appended
from selfhelp.modules.review import REVIEWS_FILE, text_hash, text_name
from selfhelp.modules.sheets import Role

_HEAD: Final = "# Who has read the pack's texts. `selfhelp content sign` writes this; no upgrade touches it.\n"


def sign_text(content: Path, id: str, role: str, today: date, overlay: Path | None = None) -> list[str]:
    """Add the signature of `role` to the text `id`, in the operator's overlay or, without one, in the text's own file;
    return a line that says what was signed, and where. Raises Stopped where it cannot be written."""
    if role not in get_args(Role):
        raise Stopped(f"«{role}» is no role: {', '.join(get_args(Role))}")
    text = text_named(open_pack(content, overlay), id)
    if role not in text.sheet.review.needs:
        raise Stopped(f"«{text.id}» needs {', '.join(text.sheet.review.needs)}, not a {role}")
    fields = (f'role = "{role}"', f"date = {today.isoformat()}", f'hash = "{text_hash(text)}"')
    path = content / text.toml.file if overlay is None else overlay / REVIEWS_FILE
    try:
        if overlay is None:
            signed = appended(text.toml.source, ("review", "signed"), f"{{ {', '.join(fields)} }}")
        else:
            before = path.read_text(encoding="utf-8") if path.exists() else _HEAD
            signed = "\n".join((before, "[[signed]]", f'text = "{text_name(text)}"', *fields, ""))
        path.write_text(signed, encoding="utf-8")
    except CannotEdit as error:
        raise Stopped(f"{path}: {error}; write «signed = []» under [review]") from error
    except OSError as error:
        own = "name a folder of your own in the setting `overlay`; a release is not edited"
        raise Stopped(f"{path} cannot be written ({error.strerror}): {'make it yours' if overlay else own}") from error
    where = f"{text.genre} «{text.id}»: signed as {role} on {today}, in {', '.join(text.written)}"
    return [f"{where}; kept in {path}. Any edit voids it."]
