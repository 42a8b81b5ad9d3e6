"""Markdown becomes a tree that the screens draw; nothing in it can become HTML."""

import msgspec
import pytest

from selfhelp.modules.markdown import blocks


def p(*words: object) -> dict[str, object]:
    return {"t": "p", "words": list(words)}


def strong(*words: object) -> dict[str, object]:
    return {"t": "strong", "words": list(words)}


def link(kind: str, id: str, *words: object) -> dict[str, object]:
    return {"t": "link", "to": {"kind": kind, "id": id}, "words": list(words)}


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("Ett.\nTo.", [p("Ett. To.")]),
        ("Ett.\n\nTo.", [p("Ett."), p("To.")]),
        ("**Nå** og *der*.", [p(strong("Nå"), " og ", {"t": "em", "words": ["der"]}, ".")]),
        ("Slik.[^roe-2020] Ja.", [p("Slik.", {"t": "source", "id": "roe-2020"}, " Ja.")]),
        ("Les [**Krise**](page:crisis).", [p("Les ", link("page", "crisis", strong("Krise")), ".")]),
        ("Gå [opp](#why).", [p("Gå ", link("step", "why", "opp"), ".")]),
        ("[Ring 113](help:nod)", [{"t": "call", "service": "nod", "words": ["Ring 113"]}]),
        ("[Ring](help:nod) nå", [p(link("help", "nod", "Ring"), " nå")]),
        ("- en\n- to", [{"t": "list", "ordered": False, "items": [[p("en")], [p("to")]]}]),
        ("1. en", [{"t": "list", "ordered": True, "items": [[p("en")]]}]),
        ("> **Et eksempel.** Ja.", [{"t": "quote", "blocks": [p(strong("Et eksempel."), " Ja.")]}]),
        ("<b>nei</b> & [x](javascript:alert)", [p("<b>nei</b> & [x](javascript:alert)")]),
    ],
)
def test_markdown_becomes_blocks_and_never_html(source: str, tree: list[object]) -> None:
    assert msgspec.json.decode(msgspec.json.encode(blocks(source))) == tree
