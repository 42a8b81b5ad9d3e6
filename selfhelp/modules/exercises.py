"""The exercises of the bundle, made from the blocks of steps. The check has passed: every field can be read."""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType, field

from selfhelp.modules import kinds
from selfhelp.modules.layout import SourceOption, SourceStep
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
    show: list[str] = []
    plan: list[Place] = []
    keep: Literal["sync", "device", "none"] = "sync"


class Write(_Answered, frozen=True, kw_only=True, tag="write"):
    """Free text on `lines` lines."""

    lines: int = 3


class Choose(_Answered, frozen=True, kw_only=True, tag="choose"):
    """`least` to `most` of the options; `own`: the person may add their own words."""

    least: int
    most: int
    own: bool = True
    options: list[Option]


class Scale(_Answered, frozen=True, kw_only=True, tag="scale"):
    """A scale from 0 to 10 between two words."""

    low: str
    high: str
    ranges: list[Range]


class ListOf(_Answered, frozen=True, kw_only=True, tag="list"):
    """A list in the person's own words or from suggestions; `becomes` turns its lines into calls or times."""

    most: int = 5
    own: bool = True
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
    own: bool = True
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


def values_of(step: SourceStep) -> dict[str, Any]:
    """Return what each field of the block says, by name."""
    return {field.name: kinds.read_field(field) for field in step.fields.values()}


def _go(option: SourceOption) -> Target | Maybe:
    return (option.go and target(option.go.text)) or UNSET


def _reply(option: SourceOption) -> list[Block] | Maybe:
    return UNSET if option.reply is None else blocks(option.reply.text)


def _options(pack: Pack, locale: str, step: SourceStep) -> list[Option]:
    """Return the list of codes.toml first, in its order, each with the reply written here; then this step's own."""
    rings = step.value("becomes") == "call"
    own = {option.code: option for option in step.options}
    labels = {code: words[locale] for code, words in pack.codes.get(step.value("options"), {}).items()}
    labels.update({option.code: option.label for option in step.options if option.label is not None})
    found = []
    for code, label in labels.items():
        option = own.get(code, SourceOption(code, None, 0))
        service = code if rings and pack.service(code) is not None else UNSET
        found.append(Option(code, label, _reply(option), _go(option), service))
    return found


def exercise(pack: Pack, locale: str, step: SourceStep) -> Exercise | Maybe:
    """Return the step's exercise; UNSET for a step that is only read."""
    if not step.form:
        return UNSET
    values = values_of(step)
    if kinds.KINDS[step.kind].options in ("choices", "suggestions"):
        values["options"] = _options(pack, locale, step)
    match step.kind:
        case "write":
            return Write(**values)
        case "choose":
            least, most = values.pop("pick", (1, 1))
            room = len(values["options"]) + values.get("own", True)
            return Choose(least=least, most=room if most is None else most, **values)
        case "scale":
            spans = [(*kinds.scale_range(one.code), one) for one in step.options]
            return Scale(ranges=[Range(low, high, _reply(one) or [], _go(one)) for low, high, one in spans], **values)
        case "list":
            return ListOf(**values)
        case "table":
            return Table(boxes=[TableBox(one.code, one.label or "", _reply(one)) for one in step.options], **values)
        case "ifthen":
            return IfThen(if_=values.pop("if"), **values)
        case "practise":
            return Practise(**values)
        case _:
            return ReviewAnswers(**values)
