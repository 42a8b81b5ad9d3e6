"""Check answers: each is made once, used only after it was made, and listed in its sheet."""

from dataclasses import dataclass

from selfhelp.modules.kinds import names
from selfhelp.modules.layout import Field, SourceStep
from selfhelp.modules.messages import Messages, did_you_mean
from selfhelp.modules.pack import Pack, TextSource


@dataclass(frozen=True)
class _Made:
    text: TextSource
    step: SourceStep

    @property
    def keep(self) -> str:
        """Where the device keeps it: empty (sealed and synced), `device` or `none`."""
        return "" if self.step.block is None else self.step.block.value("keep")


def check_answers(pack: Pack, messages: Messages) -> None:
    """Check that every answer is made once, used after it was made, and listed."""
    made = _made(pack, messages)
    for text in pack.texts:
        _check_makes(text, messages)
        _check_uses(pack, text, made, messages)
    for text in pack.of("module"):
        _check_borrowed(pack, text, messages)


def _made(pack: Pack, messages: Messages) -> dict[str, _Made]:
    made: dict[str, _Made] = {}
    for text in pack.texts:
        for name, step in text.answers():
            if name in made:
                before = made[name]
                where = f"{before.text.first().file}:{before.step.line}"
                messages.error(text.first().file, step.line, f"«{name}» is made twice, first in {where}", "rename one")
            made.setdefault(name, _Made(text, step))
    return made


def _check_makes(text: TextSource, messages: Messages) -> None:
    made = dict(text.answers())
    for name in text.sheet.makes:
        if name not in made:
            what = f"no step makes «{name}»{did_you_mean(name, made)}"
            messages.error(*text.toml.at("makes"), what, "correct «makes»")
    for name, step in made.items():
        if name not in text.sheet.makes:
            what = f"«{name}», made in {text.first().file}:{step.line}, is missing here"
            messages.error(*text.toml.at("makes"), what, "add it to «makes»")


def _earlier(pack: Pack, text: TextSource) -> set[str]:
    """Return the ids of the texts whose answers `text` may use. Pages and tools can be opened at any time."""
    if text.genre != "module":
        return {other.id for other in pack.texts}
    for programme in pack.programmes:
        if text.id in programme.sheet.modules:
            order = programme.sheet.modules
            return set(order[: order.index(text.id)])
        if text.id in programme.sheet.side:
            return set(programme.sheet.modules)
        if text.id in programme.sheet.boosters:
            earlier = [name for name in programme.sheet.boosters if name != text.id]
            return {*programme.sheet.modules, *programme.sheet.side, *earlier}
    return set()


def used(step: SourceStep) -> list[tuple[str, Field]]:
    """Return the earlier answers that a step shows or starts from, each with the field that names it."""
    found: list[tuple[str, Field]] = []
    for name in ("show", "start"):
        field = step.block.field(name) if step.block else None
        if field is not None:
            try:
                found += [(name, field) for name in names(field.value)]
            except ValueError:
                continue  # reported already, with the field
    return found


def _check_uses(pack: Pack, text: TextSource, made: dict[str, _Made], messages: Messages) -> None:
    so_far: set[str] = set()
    earlier = _earlier(pack, text)
    borrowed: set[str] = set()
    own = {name for name, _ in text.answers()}
    for step in text.first().steps:
        for name, field in used(step):
            borrowed.add(name)
            known = so_far | (set(text.sheet.uses) - own)
            if name not in known:
                what = f"no earlier step makes «{name}»{did_you_mean(name, so_far | made.keys())}"
                messages.error(text.first().file, field.line, what, "correct the name, or list it in «uses»")
            elif name in made and made[name].keep == "none":
                messages.error(text.first().file, field.line, f"«{name}» is never kept", "use another answer")
        if step.block is not None and step.block.field("answer") is not None:
            so_far.add(step.block.value("answer"))
    for name in text.sheet.uses:
        here = text.toml.at("uses")
        if name not in made or made[name].text.id not in earlier or name in own:
            what = f"no earlier text makes «{name}»{did_you_mean(name, made)}"
            messages.error(*here, what, "correct «uses»")
        elif name not in borrowed:
            messages.error(*here, f"no step uses «{name}»", "take it out of «uses»")


def _check_borrowed(pack: Pack, text: TextSource, messages: Messages) -> None:
    """Check that an exercise's answer is used: in the plan, or in a later step."""
    steps = [step for other in pack.texts for step in other.first().steps]
    shown = {name for step in steps for name, _ in used(step)}
    answers = list(text.answers())
    kept = [name for name, step in answers if name in shown or (step.block and step.block.field("plan"))]
    if answers and not kept:
        what = "no answer of this module is used anywhere"
        messages.error(text.first().file, 0, what, "give one a «plan:», or show it in a later step")
