"""The exercises of the bundle, made from the blocks of steps. The check has passed: every field can be read."""

from typing import Any, Literal, cast

from msgspec import UNSET, Struct, UnsetType, field

from selfhelp.modules import kinds, layout
from selfhelp.modules.markdown import Block, Target, blocks, target
from selfhelp.modules.pack import Pack
from selfhelp.modules.sheets import Place

Maybe = UnsetType
"""For `str | Maybe = UNSET`, TypeScript's `field?: string`."""


class Option(Struct, frozen=True):
    """One choice: the reply to it, where it leads, which service it rings."""

    code: str
    label: str
    reply: list[Block] | Maybe = UNSET
    go: Target | Maybe = UNSET
    service: str | Maybe = UNSET


class Range(Struct, frozen=True):
    """A part of a scale, with the reply to an answer in it."""

    from_: int = field(name="from")
    to: int
    reply: list[Block]
    go: Target | Maybe = UNSET


class TableBox(Struct, frozen=True):
    """One box of a table."""

    code: str
    label: str
    help: list[Block] | Maybe = UNSET


class _Answered(Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every exercise with an answer has. `minutes` is the author's estimate."""

    answer: str
    minutes: int
    ask: str | Maybe = UNSET
    hint: str | Maybe = UNSET
    show: list[str]
    plan: list[Place]
    keep: Literal["sync", "device", "none"]


class Write(_Answered, frozen=True, kw_only=True, tag="write"):
    """Free text on `lines` lines."""

    lines: int


class Choose(_Answered, frozen=True, kw_only=True, tag="choose"):
    """`least` to `most` of the options; `own`: the person may add their own words."""

    least: int
    most: int
    own: bool
    options: list[Option]


class Scale(_Answered, frozen=True, kw_only=True, tag="scale"):
    """A scale from 0 to 10 between two words."""

    low: str
    high: str
    ranges: list[Range]


class ListOf(_Answered, frozen=True, kw_only=True, tag="list"):
    """A list in the person's own words or from suggestions; `becomes` turns its lines into calls or times."""

    most: int
    own: bool
    becomes: Literal["call", "time"] | Maybe = UNSET
    options: list[Option]


class Table(_Answered, frozen=True, kw_only=True, tag="table"):
    """Named boxes of free text."""

    form: Literal["balance", "chain", "record"]
    boxes: list[TableBox]


class IfThen(_Answered, frozen=True, kw_only=True, tag="ifthen"):
    """One plan: a situation and what to do then."""

    if_: str = field(name="if")
    then: str
    start: str | Maybe = UNSET
    own: bool
    options: list[Option]


class Practise(Struct, frozen=True, tag_field="kind", tag="practise"):
    """A tool that is used now."""

    minutes: int
    tool: str
    done: str | Maybe = UNSET


class ReviewAnswers(Struct, frozen=True, tag_field="kind", tag="review"):
    """Earlier answers, shown again."""

    show: list[str]
    empty: str | Maybe = UNSET


Exercise = Write | Choose | Scale | ListOf | Table | IfThen | Practise | ReviewAnswers
StepKind = Literal["read", "write", "choose", "scale", "list", "table", "ifthen", "practise", "review"]


def _words(block: layout.SourceBlock, name: str) -> str | Maybe:
    found = block.field(name)
    return UNSET if found is None else found.value


def names_of(block: layout.SourceBlock, name: str) -> list[str]:
    """Return the names in a field like `show: reason, barrier`; none when there is no such field."""
    found = block.field(name)
    return [] if found is None else kinds.names(found.value)


def _go(option: layout.SourceOption) -> Target | Maybe:
    found = None if option.go is None else target(option.go.value)
    return UNSET if found is None else found


def _reply(option: layout.SourceOption) -> list[Block] | Maybe:
    return UNSET if option.reply is None else blocks(option.reply.text)


def _options(pack: Pack, locale: str, block: layout.SourceBlock) -> list[Option]:
    """Return the list of codes.toml first, in its order, each with the reply written here; then this step's own."""
    rings = block.value("becomes") == "call"
    own = {option.code: option for option in block.options}
    labels = {code: words[locale] for code, words in pack.codes.get(block.value("options"), {}).items()}
    labels.update({option.code: option.label for option in block.options if option.label is not None})
    found = []
    for code, label in labels.items():
        option = own.get(code, layout.SourceOption(code, None, 0))
        service = code if rings and pack.service(code) is not None else UNSET
        found.append(Option(code, label, _reply(option), _go(option), service))
    return found


def _ranges(block: layout.SourceBlock) -> list[Range]:
    found = []
    for option in block.options:
        low, high = kinds.scale_range(option.code)
        found.append(Range(low, high, [] if option.reply is None else blocks(option.reply.text), _go(option)))
    return found


def _number(block: layout.SourceBlock, name: str, default: int) -> int:
    found = block.field(name)
    return default if found is None else int(found.value)


def _answered(block: layout.SourceBlock) -> dict[str, Any]:
    """Return the fields that all exercises with an answer share."""
    return {
        "answer": block.value("answer"),
        "minutes": _number(block, "minutes", 1),
        "ask": _words(block, "ask"),
        "hint": _words(block, "hint"),
        "show": names_of(block, "show"),
        "plan": names_of(block, "plan"),
        "keep": block.value("keep", "sync"),
    }


def exercise(pack: Pack, locale: str, step: layout.SourceStep) -> Exercise | Maybe:
    """Return the step's exercise; UNSET for a step that is only read."""
    block = step.block
    if block is None:
        return UNSET
    shared = _answered(block)
    options = _options(pack, locale, block)
    own = block.value("own", "yes") == "yes"
    match step.kind:
        case "write":
            return Write(lines=_number(block, "lines", 3), **shared)
        case "choose":
            least, most = kinds.pick(block.value("pick", "1"))
            room = len(options) + own
            return Choose(least=least, most=room if most is None else most, own=own, options=options, **shared)
        case "scale":
            return Scale(low=block.value("low"), high=block.value("high"), ranges=_ranges(block), **shared)
        case "list":
            becomes = cast(Any, _words(block, "becomes"))
            return ListOf(most=_number(block, "most", 5), own=own, becomes=becomes, options=options, **shared)
        case "table":
            boxes = [TableBox(one.code, one.label or "", _reply(one)) for one in block.options]
            return Table(form=cast(Any, block.value("form")), boxes=boxes, **shared)
        case "ifthen":
            return IfThen(
                if_=block.value("if"),
                then=block.value("then"),
                start=_words(block, "start"),
                own=own,
                options=options,
                **shared,
            )
        case "practise":
            return Practise(_number(block, "minutes", 1), block.value("tool"), _words(block, "done"))
        case "review":
            return ReviewAnswers(names_of(block, "show"), _words(block, "empty"))
        case _:
            raise ValueError(f"no exercise of kind {step.kind}")
