"""From Markdown and sheets to the tree that the screens draw."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from selfhelp.modules.compile import compile_bundle
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.schema import Bundle
from tests.modules.small_pack import MODULE, Author

NB = f"{MODULE}/nb.md"


def plain(value: object) -> Any:
    """What a client reads: the JSON, parsed."""
    return msgspec.json.decode(msgspec.json.encode(value))


def bundle(root: Path, locale: str = "nb") -> Any:
    messages = Messages()
    pack = load_pack(root, messages)
    assert pack is not None
    assert messages.errors == []
    return plain(compile_bundle(pack, locale))


def step(author: Author, id: str, locale: str = "nb") -> Any:
    steps = bundle(author.root, locale)["modules"]["hold"]["steps"]
    return next(one for one in steps if one["id"] == id)


def with_block(author: Author, kind: str, block: str) -> Any:
    """The exercise that `block` becomes when it stands in the first step."""
    text = author.read(NB)
    start, stop = text.index("```exercise"), text.index("## Hva kommer")
    author.write(NB, text[:start].replace("kind=list", f"kind={kind}") + f"```exercise\n{block}```\n\n" + text[stop:])
    return step(author, "why")["exercise"]


def test_a_shared_list_comes_whole_and_in_its_order_with_the_replies_written_here(author: Author) -> None:
    assert step(author, "before")["exercise"] == {
        "kind": "choose",
        "answer": "trigger",
        "minutes": 1,
        "ask": "Dette kommer først",
        "show": [],
        "plan": [],
        "keep": "sync",
        "least": 1,
        "most": 1,
        "own": True,
        "options": [
            {"code": "bored", "label": "Kjedsomhet"},
            {
                "code": "alcohol",
                "label": "Alkohol",
                "reply": [{"t": "p", "words": ["Bestem deg før det første glasset."]}],
            },
        ],
    }


def test_labels_are_in_the_language_of_the_bundle(author: Author) -> None:
    assert [option["label"] for option in step(author, "before", "en")["exercise"]["options"]] == ["Boredom", "Alcohol"]


def test_pick_any_is_none_to_all_with_room_for_ones_own(author: Author) -> None:
    exercise = with_block(author, "choose", "answer: reason\nminutes: 1\nask: A\npick: any\n- a = A\n- b = B\n")
    assert (exercise["least"], exercise["most"]) == (0, 3)


def test_a_scale_has_its_ends_and_its_replies(author: Author) -> None:
    lines = "answer: reason\nminutes: 1\nask: A\nlow: L\nhigh: H\nkeep: device\n- 0..3\n  > Ring.\n  go: page:crisis\n"
    assert with_block(author, "scale", lines) == {
        "kind": "scale",
        "answer": "reason",
        "minutes": 1,
        "ask": "A",
        "show": [],
        "plan": [],
        "keep": "device",
        "low": "L",
        "high": "H",
        "ranges": [
            {
                "from": 0,
                "to": 3,
                "reply": [{"t": "p", "words": ["Ring."]}],
                "go": {"kind": "page", "id": "crisis"},
            }
        ],
    }


def test_a_call_list_rings_the_services_it_names(author: Author) -> None:
    lines = "answer: reason\nminutes: 1\nask: A\nbecomes: call\nown: no\n- friend = V\n- mental-helse = Mental Helse\n"
    exercise = with_block(author, "list", lines)
    assert (exercise["becomes"], exercise["own"], exercise["most"]) == ("call", False, 5)
    assert [option.get("service") for option in exercise["options"]] == [None, "mental-helse"]


def test_a_table_has_its_boxes_in_order_with_their_help(author: Author) -> None:
    lines = "answer: reason\nminutes: 3\nform: chain\n- b = Først\n  > Slik.\n- a = Så\n"
    exercise = with_block(author, "table", lines)
    assert exercise["boxes"] == [
        {"code": "b", "label": "Først", "help": [{"t": "p", "words": ["Slik."]}]},
        {"code": "a", "label": "Så"},
    ]


def test_an_if_then_knows_what_it_starts_from(author: Author) -> None:
    lines = "answer: reason\nminutes: 1\nif: Når\nthen: skal jeg\nstart: trigger\n- out = Gå ut\n"
    exercise = with_block(author, "ifthen", lines)
    assert {name: exercise[name] for name in ("if", "then", "start", "own")} == {
        "if": "Når",
        "then": "skal jeg",
        "start": "trigger",
        "own": True,
    }


@pytest.mark.parametrize(
    ("kind", "lines", "exercise"),
    [
        ("practise", "tool: wave\nminutes: 2\ndone: Ferdig\n", {"tool": "wave", "minutes": 2, "done": "Ferdig"}),
        ("review", "show: reason, trigger\nempty: Tomt\n", {"show": ["reason", "trigger"], "empty": "Tomt"}),
        (
            "write",
            "answer: reason\nminutes: 1\nask: A\nhint: H\nlines: 6\nshow: trigger\nplan: reasons, safety\n",
            {
                "answer": "reason",
                "minutes": 1,
                "ask": "A",
                "hint": "H",
                "show": ["trigger"],
                "plan": ["reasons", "safety"],
                "keep": "sync",
                "lines": 6,
            },
        ),
    ],
)
def test_the_plain_kinds_keep_their_fields(author: Author, kind: str, lines: str, exercise: dict[str, object]) -> None:
    assert with_block(author, kind, lines) == {"kind": kind, **exercise}


def test_a_step_that_is_only_read_has_no_exercise(author: Author) -> None:
    assert "exercise" not in step(author, "ring")


def test_the_practice_stands_apart_from_the_steps(author: Author) -> None:
    module = bundle(author.root)["modules"]["hold"]
    assert [one["id"] for one in module["steps"]] == ["why", "before", "ring"]
    assert module["practice"] == {
        "title": "Øvelsen",
        "blocks": [],
        "show": ["reason"],
        "do": "Gjør det.",
        "when": "I kveld.",
        "smallest": "Begynn.",
        "obstacle": "Det haster ikke.",
        "next": "Gikk det?",
    }


def test_the_smallest_part_of_a_practice_can_be_said_for_a_choice(author: Author) -> None:
    for locale, next in (("nb", "next: Gikk det?"), ("en", "next: Did it work?")):
        author.change(f"{MODULE}/{locale}.md", next, f"{next}\n- calm = Pust.")
    assert bundle(author.root)["modules"]["hold"]["practice"]["smallest_of"] == {"calm": "Pust."}


def test_a_practice_can_stand_without_what_it_shows(author: Author) -> None:
    for locale in ("nb", "en"):
        author.change(f"{MODULE}/{locale}.md", "show: reason\ndo:", "show: reason\nalways: yes\ndo:")
    assert bundle(author.root)["modules"]["hold"]["practice"]["always"] is True


def test_a_page_carries_what_its_sheet_says(author: Author) -> None:
    author.write(
        "pages/crisis/page.toml",
        'id = "crisis"\nminutes = 1\nask_safety_after = "now"\nstands = { place = "safety", days = 14 }\n'
        '[[later]]\nfrom = "now"\nwhen = "next day"\n[review]\nneeds = ["psychologist"]\n',
    )
    page = bundle(author.root)["pages"]["crisis"]
    assert {name: page[name] for name in ("ask_safety_after", "stands", "later", "draft")} == {
        "ask_safety_after": "now",
        "stands": {"place": "safety", "days": 14},
        "later": [{"from": "now", "when": "next day"}],
        "draft": True,
    }


def test_needs_are_a_list_of_their_own_and_facts_are_in_the_language(author: Author) -> None:
    whole = bundle(author.root, "en")
    assert whole["needs"] == [{"code": "crisis", "label": "Crisis"}]
    assert list(whole["codes"]) == ["triggers"]
    assert whole["directory"] == [
        {
            "id": "mental-helse",
            "country": "NO",
            "needs": ["crisis"],
            "name": "Mental Helse",
            "does": "Someone.",
            "phone": "116123",
            "languages": [],
            "anonymous": False,
            "source": "NRK",
            "year": 2021,
        }
    ]
    assert whole["nudges"]["daily"] == {"neutral": {"pause": "Time for a break?"}}


def test_a_bundle_reads_back_as_the_struct_it_was(author: Author) -> None:
    pack = load_pack(author.root, Messages())
    assert pack is not None
    compiled = compile_bundle(pack, "nb")
    assert msgspec.json.decode(msgspec.json.encode(compiled), type=Bundle) == compiled


def test_an_authors_quotation_mark_is_not_shown_to_readers(author: Author) -> None:
    author.change(NB, "Velg én grunn.", "Noen sier «torsk». {quoted}")
    assert step(author, "why")["blocks"] == [{"t": "p", "words": ["Noen sier «torsk»."]}]
