"""Programmes name modules that exist, and every module belongs to one."""

from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack, Programme


def check_programmes(pack: Pack, messages: Messages) -> None:
    """Programmes against modules, both ways, and ids that two texts of a kind share."""
    placed: set[str] = set()
    for programme in pack.programmes:
        _check_programme(pack, programme, messages)
        placed.update(programme.sheet.modules, programme.sheet.side, programme.sheet.boosters)
    seen: dict[tuple[str, str], str] = {}
    for text in pack.texts:
        line = text.toml.line("id")
        before = seen.setdefault((text.genre, text.id), text.toml.file)
        if before != text.toml.file:
            messages.error(text.toml.file, line, f"«{text.id}» is already the id in {before}", "give it another id")
        if text.genre == "module" and text.id not in placed:
            what = f"no programme.toml names the module «{text.id}»"
            messages.error(text.toml.file, line, what, "add it to «modules», «side» or «boosters»")


def _check_programme(pack: Pack, programme: Programme, messages: Messages) -> None:
    sheet, toml = programme.sheet, programme.toml
    modules = pack.ids("module")
    for field, names in (("modules", sheet.modules), ("side", sheet.side), ("boosters", [*sheet.boosters])):
        for name in names:
            if name not in modules:
                what = f"there is no module «{name}»{did_you_mean(name, modules)}"
                messages.error(toml.file, toml.line(field), what, "correct it")
    for track, names in sheet.tracks.items():
        for name in names:
            if name not in {*sheet.modules, *sheet.side}:
                what = f"the track «{track}» names «{name}», which is not in this programme"
                messages.error(toml.file, toml.line("tracks", track), what, "add it to «modules», or take it out")
    for name in sheet.offers.keys() - set(sheet.side):
        what = f"«{name}» is offered, but is no side path{did_you_mean(name, sheet.side)}"
        messages.error(toml.file, toml.line("offers", name), what, "add it to «side», or correct it")
    for locale in pack.sheet.locales:
        if not sheet.title.get(locale):
            messages.error(toml.file, toml.line("title"), f"the title has no words in {locale}", "write them")
