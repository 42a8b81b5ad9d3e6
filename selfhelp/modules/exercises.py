"""One step's block as the bundle's exercise. The check has passed, so every field can be read."""

from typing import Any, cast

from msgspec import UNSET, UnsetType

from selfhelp.modules import kinds, schema, tree
from selfhelp.modules.layout import Block, Option, Step
from selfhelp.modules.markdown import blocks, target
from selfhelp.modules.pack import Pack


def _words(block: Block, name: str) -> str | UnsetType:
    found = block.field(name)
    return UNSET if found is None else found.value


def names_of(block: Block, name: str) -> list[str]:
    """The names in a field like `show: reason, barrier`; none when it is not there."""
    found = block.field(name)
    return [] if found is None else kinds.names(found.value)


def _go(option: Option) -> tree.Target | UnsetType:
    found = None if option.go is None else target(option.go.value)
    return UNSET if found is None else found


def _reply(option: Option) -> list[tree.Block] | UnsetType:
    return UNSET if option.reply is None else blocks(option.reply.text)


def _options(pack: Pack, locale: str, block: Block) -> list[schema.Option]:
    """The list of codes.toml first, in its order, each with the reply written here; then this step's own."""
    rings = block.value("becomes") == "call"
    own = {option.code: option for option in block.options}
    labels = {code: words[locale] for code, words in pack.codes.get(block.value("options"), {}).items()}
    labels.update({option.code: option.label for option in block.options if option.label is not None})
    found = []
    for code, label in labels.items():
        option = own.get(code, Option(code, None, 0))
        service = code if rings and pack.service(code) is not None else UNSET
        found.append(schema.Option(code, label, _reply(option), _go(option), service))
    return found


def _ranges(block: Block) -> list[schema.Range]:
    found = []
    for option in block.options:
        low, high = kinds.scale_range(option.code)
        found.append(schema.Range(low, high, [] if option.reply is None else blocks(option.reply.text), _go(option)))
    return found


def _number(block: Block, name: str, default: int) -> int:
    found = block.field(name)
    return default if found is None else int(found.value)


def _answered(block: Block) -> dict[str, Any]:
    """The fields that every exercise with an answer shares."""
    return {
        "answer": block.value("answer"),
        "minutes": _number(block, "minutes", 1),
        "ask": _words(block, "ask"),
        "hint": _words(block, "hint"),
        "show": names_of(block, "show"),
        "plan": names_of(block, "plan"),
        "keep": block.value("keep", "sync"),
    }


def exercise(pack: Pack, locale: str, step: Step) -> schema.Exercise | UnsetType:
    """UNSET for a step that is only read."""
    block = step.block
    if block is None:
        return UNSET
    own = block.value("own", "yes") == "yes"
    match step.kind:
        case "write":
            return schema.Write(lines=_number(block, "lines", 3), **_answered(block))
        case "choose":
            options = _options(pack, locale, block)
            least, most = kinds.pick(block.value("pick", "1"))
            room = len(options) + own
            return schema.Choose(
                least=least, most=room if most is None else most, own=own, options=options, **_answered(block)
            )
        case "scale":
            low, high = block.value("low"), block.value("high")
            return schema.Scale(low=low, high=high, ranges=_ranges(block), **_answered(block))
        case "list":
            becomes = cast(Any, _words(block, "becomes"))
            return schema.ListOf(
                most=_number(block, "most", 5),
                own=own,
                becomes=becomes,
                options=_options(pack, locale, block),
                **_answered(block),
            )
        case "table":
            boxes = [schema.Box(one.code, one.label or "", _reply(one)) for one in block.options]
            return schema.Table(form=cast(Any, block.value("form")), boxes=boxes, **_answered(block))
        case "ifthen":
            return schema.IfThen(
                if_=block.value("if"),
                then=block.value("then"),
                start=_words(block, "start"),
                own=own,
                options=_options(pack, locale, block),
                **_answered(block),
            )
        case "practise":
            return schema.Practise(_number(block, "minutes", 1), block.value("tool"), _words(block, "done"))
        case "review":
            return schema.ReviewAnswers(names_of(block, "show"), _words(block, "empty"))
        case _:
            raise ValueError(f"no exercise of kind {step.kind}")
