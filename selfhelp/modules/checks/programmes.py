"""Check that programmes name existing modules, that every module is in one, and that every page can be reached."""

from selfhelp.finding import counted
from selfhelp.modules.markdown import target
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack, ProgrammeSource, TextSource
from selfhelp.modules.passages import LINK, passages

VIGNETTES = (2, 3)
"""How many examples a module of the suggested order has."""


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
        if text.id in ordered:
            _check_module(text, messages)


def _check_help(pack: Pack, messages: Messages) -> None:
    """Check that Help lists existing pages, and that every page is listed there or linked from another text."""
    pages = pack.ids("page")
    listed = set()
    for face, names in pack.sheet.help.items():
        listed.update(names)
        for name in names:
            if name not in pages:
                what = f"there is no page «{name}»{did_you_mean(name, pages)}"
                messages.error(*pack.files["pack.toml"].at("help", face), what, "correct it")
    linked = {page for text in pack.texts for page in _pages_linked(text)}
    for text in pack.of("page"):
        if text.id not in listed | linked:
            messages.error(*text.toml.at("id"), f"nobody can reach «{text.id}»", "list it in pack.toml under [help]")


def _pages_linked(text: TextSource) -> set[str]:
    """Return the pages that `text` links to, except itself."""
    links = [
        link["to"] for written in text.written.values() for one in passages(written) for link in LINK.finditer(one.raw)
    ]
    found = {to.id for to in map(target, links) if to is not None and to.kind == "page"}
    return found - {text.id} if text.genre == "page" else found


def _check_module(text: TextSource, messages: Messages) -> None:
    """Check that a module of the suggested order shows two or three people who are not the reader."""
    count = sum(passage.is_vignette for passage in passages(text.first()))
    if not VIGNETTES[0] <= count <= VIGNETTES[1]:
        what = f"{counted(count, 'example')}, a module has {VIGNETTES[0]} or {VIGNETTES[1]}"
        messages.warn(text.first().file, 0, what, "write «> **Et eksempel.** …», or take one out")


def _check_programme(pack: Pack, programme: ProgrammeSource, messages: Messages) -> None:
    sheet, toml = programme.sheet, programme.toml
    modules = pack.ids("module")
    for field, names in (("modules", sheet.modules), ("side", sheet.side), ("boosters", [*sheet.boosters])):
        for name in names:
            if name not in modules:
                what = f"there is no module «{name}»{did_you_mean(name, modules)}"
                messages.error(*toml.at(field), what, "correct it")
    for track, names in sheet.tracks.items():
        for name in names:
            if name not in {*sheet.modules, *sheet.side}:
                what = f"the track «{track}» names «{name}», which is not in this programme"
                messages.error(*toml.at("tracks", track), what, "add it to «modules», or take it out")
    triggers = pack.codes.get("triggers", {})
    for name, offer in sheet.offers.items():
        for code in offer.triggers:
            if code not in triggers:
                what = f"codes.toml has no trigger «{code}»{did_you_mean(code, triggers)}"
                messages.error(*toml.at("offers", name), what, "correct it")
        if name not in sheet.side:
            what = f"«{name}» is offered, but is no extra{did_you_mean(name, sheet.side)}"
            messages.error(*toml.at("offers", name), what, "add it to «side», or correct it")
    for locale in pack.sheet.locales:
        if not sheet.title.get(locale):
            messages.error(*toml.at("title"), f"the title has no words in {locale}", "write them")
