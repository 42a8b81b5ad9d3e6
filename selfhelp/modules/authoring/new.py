"""`selfhelp content new`: make a text that passes the check and has no words yet."""

import re
from pathlib import Path
from typing import Final

from selfhelp.console import Stopped
from selfhelp.modules.authoring.check import open_pack
from selfhelp.modules.authoring.toml_edit import CannotEdit, appended
from selfhelp.modules.layout import VALID_NAME
from selfhelp.modules.pack import Genre, Pack

_TEMPLATES: Final = Path(__file__).with_name("templates")
"""The words of a new module in each language; a page or a tool has the first step of it alone."""

_SHEET: Final = """id      = "{id}"
minutes = {minutes}
{answers}
# One for each source, cited in the words as [^roe-2020]. To use it, take away the # and the space at the left.
# [[sources]]
# id     = "roe-2020"
# author = "Roe, J."
# year   = 2020                      # a web page: checked = 2026-11-25, the day it was read
# title  = "What it is called"
# doi    = "10.1000/182"             # or url, or where

[review]
needs  = ["psychologist"]
signed = []
"""


def make_text(content: Path, genre: Genre, id: str, programme: str = "stop") -> list[str]:
    """Write the folder of a new text under `content`; return lines that say what was made and what comes next."""
    if not VALID_NAME.match(id) or len(id) > 40:
        raise Stopped(f"«{id}» is no id: small letters, digits and single hyphens, at most 40")
    pack = open_pack(content)
    if id in pack.ids(genre):
        raise Stopped(f"there is a {genre} «{id}» already: choose another id")
    folder = _folder(pack, genre, id, programme)
    if folder.exists():
        raise Stopped(f"{folder} is there already: choose another id, or move it away")
    folder.mkdir(parents=True)
    answers = f'makes   = ["{id}-first"]\nuses    = []\n' if genre == "module" else ""
    sheet = _SHEET.format(id=id, minutes=3 if genre == "module" else 1, answers=answers)
    (folder / f"{genre}.toml").write_text(sheet, encoding="utf-8")
    for locale in pack.sheet.locales:
        template = _TEMPLATES / f"{locale}.md"
        words = (template if template.exists() else _TEMPLATES / "en.md").read_text(encoding="utf-8")
        if genre != "module":
            words = "\n## ".join(words.split("\n## ")[:2])
        (folder / f"{locale}.md").write_text(words.replace("{id}", id), encoding="utf-8")
    files = ", ".join(f"{locale}.md" for locale in pack.sheet.locales)
    return [f"made {folder}: {genre}.toml and {files}", *_place(pack, genre, id, programme)]


def _folder(pack: Pack, genre: Genre, id: str, programme: str) -> Path:
    if genre != "module":
        return pack.root / f"{genre}s" / id
    home = pack.root / "programmes" / programme
    if not (home / "programme.toml").is_file():
        raise Stopped(f"there is no programme «{programme}»")
    taken = [int(found[0]) for path in home.iterdir() if (found := re.match(r"\d+", path.name))]
    return home / f"{max(taken, default=0) + 1:02}-{id}"


def _place(pack: Pack, genre: Genre, id: str, programme: str) -> list[str]:
    """Return lines that say where people will find it."""
    if genre == "tool":
        return [f'next: write it; for a hard moment, put offered = ["stop"] into {genre}.toml']
    name = "pack.toml" if genre == "page" else f"programmes/{programme}/programme.toml"
    file, path = pack.root / name, ("help", "stop") if genre == "page" else ("modules",)
    try:
        file.write_text(appended(pack.files[name].source, path, f'"{id}"'), encoding="utf-8")
    except CannotEdit:
        said = f'next: add "{id}" to «{path[-1]}» in {file}, then write the text'
    else:
        said = f"it stands last in «{path[-1]}» in {file}: move it where it belongs, then write the text"
    tracks = pack.files[name].data.get("tracks", {})
    if genre == "page" or not tracks:
        return [said]
    offered = "«tracks» in the same file decides who is offered it, and it is in none of them yet"
    return [said, f'{offered}: put "{id}" into the lines it is for ({", ".join(tracks)})']
