"""Check that programmes name existing modules, that every module is in one, and that every page can be reached."""

from selfhelp.finding import counted
from selfhelp.modules.layout import LINK, passages
from selfhelp.modules.markdown import target
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack, ProgrammeSource

VIGNETTES = (2, 3)
"""How many examples, people who are not the reader, a module of the suggested order has."""


def check_programmes(pack: Pack, messages: Messages) -> None:
    """Check programmes and modules against each other, and that no two texts of a kind share an id."""
    placed: set[str] = set()
    for programme in pack.programmes:
        _check_programme(pack, programme, messages)
        placed.update(programme.sheet.modules, programme.sheet.side, programme.sheet.boosters)
    seen: dict[tuple[str, str], str] = {}
    for text in pack.texts:
        here = text.toml.at("id")
        before = seen.setdefault((text.genre, text.id), text.toml.file)
        if before != text.toml.file:
            messages.error(*here, f"«{text.id}» is already the id in {before}", "give it another id")
        if text.genre == "module" and text.id not in placed:
            what = f"no programme.toml names the module «{text.id}»"
            messages.error(*here, what, "add it to «modules», «side» or «boosters»")
    _check_help(pack, messages)
    ordered = {name for programme in pack.programmes for name in programme.sheet.modules}
    for text in pack.of("module"):
        count = sum(passage.is_vignette for passage in passages(text.first()))
        if text.id in ordered and not VIGNETTES[0] <= count <= VIGNETTES[1]:
            what = f"{counted(count, 'example')}, a module has {VIGNETTES[0]} or {VIGNETTES[1]}"
            messages.warn(text.first().file, 0, what, "write «> **Et eksempel.** …», or take one out")


def _check_help(pack: Pack, messages: Messages) -> None:
    """Check that Help lists existing pages, and that every page is listed there or linked from another text."""
    pages, file = pack.ids("page"), pack.files["pack.toml"]
    found = {name for names in pack.sheet.help.values() for name in names}
    for face, names in pack.sheet.help.items():
        messages.unknown(file.at("help", face), "there is no page «{}»", names, pages, "correct it")
    for text, written in pack.written():
        links = (target(link["to"]) for one in passages(written) for link in LINK.finditer(one.raw))
        here = text.id if text.genre == "page" else None
        found.update(to.id for to in links if to is not None and to.kind == "page" and to.id != here)
    for text in pack.of("page"):
        if text.id not in found:
            messages.error(*text.toml.at("id"), f"nobody can reach «{text.id}»", "list it in pack.toml under [help]")


def _check_programme(pack: Pack, programme: ProgrammeSource, messages: Messages) -> None:
    sheet, toml = programme.sheet, programme.toml
    modules, triggers = pack.ids("module"), pack.codes.get("triggers", {})
    for field, names in (("modules", sheet.modules), ("side", sheet.side), ("boosters", sheet.boosters)):
        messages.unknown(toml.at(field), "there is no module «{}»", names, modules, "correct it")
    for track, names in sheet.tracks.items():
        for name in names:
            if name not in {*sheet.modules, *sheet.side}:
                what = f"the track «{track}» names «{name}», which is not in this programme"
                messages.error(*toml.at("tracks", track), what, "add it to «modules», or take it out")
    for name, offer in sheet.offers.items():
        here = toml.at("offers", name)
        messages.unknown(here, "codes.toml has no trigger «{}»", offer.triggers, triggers, "correct it")
        do = "add it to «side», or correct it"
        messages.unknown(here, "«{}» is offered, but is no extra", [name], sheet.side, do)
    for locale in pack.sheet.locales:
        if not sheet.title.get(locale):
            messages.error(*toml.at("title"), f"the title has no words in {locale}", "write them")
