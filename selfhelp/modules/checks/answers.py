"""Check answers: each is made once, used only after it was made, and listed in its sheet."""

from collections.abc import Mapping

from selfhelp.modules.kinds import read_names
from selfhelp.modules.layout import Field, SourceStep
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack, TextSource


def check_answers(pack: Pack, messages: Messages) -> None:
    """Check that every answer is made once, used after it was made, and listed, and that each module has one that is
    used: in the plan, or in a later step."""
    made: dict[str, tuple[TextSource, SourceStep]] = {}
    for text in pack.texts:
        for name, step in text.answers():
            maker, before = made.setdefault(name, (text, step))
            if before is not step:
                where = f"{maker.first().file}:{before.line}"
                messages.error(text.first().file, step.line, f"«{name}» is made twice, first in {where}", "rename one")
    for text in pack.texts:
        _check_makes(text, messages)
        _check_uses(pack, text, made, messages)
    shown = {name for text in pack.texts for step in text.first().steps for name, _ in used(step)}
    for text in pack.of("module"):
        answers = list(text.answers())
        if answers and not any(name in shown or "plan" in step.fields for name, step in answers):
            what = "no answer of this module is used anywhere"
            messages.error(text.first().file, 0, what, "give one a «plan:», or show it in a later step")


def _check_makes(text: TextSource, messages: Messages) -> None:
    made = dict(text.answers())
    here = text.toml.at("makes")
    messages.unknown(here, "no step makes «{}»", text.sheet.makes, made, "correct «makes»")
    for name, step in made.items():
        if name not in text.sheet.makes:
            what = f"«{name}», made in {text.first().file}:{step.line}, is missing here"
            messages.error(*here, what, "add it to «makes»")


def _earlier(pack: Pack, text: TextSource) -> set[str]:
    """Return the ids of the texts whose answers `text` may use. Pages and tools can be opened at any time."""
    if text.genre != "module":
        return {other.id for other in pack.texts}
    for sheet in (programme.sheet for programme in pack.programmes):
        if text.id in sheet.modules:
            return set(sheet.modules[: sheet.modules.index(text.id)])
        if text.id in sheet.side:
            return set(sheet.modules)
        if text.id in sheet.boosters:
            return {*sheet.modules, *sheet.side, *sheet.boosters} - {text.id}
    return set()


def used(step: SourceStep) -> list[tuple[str, Field]]:
    """Return the earlier answers that a step shows or starts from, each with the field that names it."""
    found: list[tuple[str, Field]] = []
    for field in (step.fields[name] for name in ("show", "start") if name in step.fields):
        try:
            found += [(name, field) for name in read_names(field.value)]
        except ValueError:
            continue  # reported already, with the field
    return found


def _check_uses(
    pack: Pack, text: TextSource, made: Mapping[str, tuple[TextSource, SourceStep]], messages: Messages
) -> None:
    so_far: set[str] = set()
    borrowed: set[str] = set()
    own = {name for name, _ in text.answers()}
    for step in text.first().steps:
        for name, field in used(step):
            borrowed.add(name)
            if name not in so_far | (set(text.sheet.uses) - own):
                what = f"no earlier step makes «{name}»{did_you_mean(name, so_far | made.keys())}"
                messages.error(text.first().file, field.line, what, "correct the name, or list it in «uses»")
            elif name in made and made[name][1].value("keep") == "none":
                messages.error(text.first().file, field.line, f"«{name}» is never kept", "use another answer")
        if "answer" in step.fields:
            so_far.add(step.value("answer"))
    earlier, here = _earlier(pack, text), text.toml.at("uses")
    for name in text.sheet.uses:
        if name not in made or made[name][0].id not in earlier or name in own:
            what = f"no earlier text makes «{name}»{did_you_mean(name, made)}"
            messages.error(*here, what, "correct «uses»")
        elif name not in borrowed:
            messages.error(*here, f"no step uses «{name}»", "take it out of «uses»")
