"""Programmes, side paths, boosters, Help and measures: what an author can get wrong there, one mistake a test."""

import pytest

from tests.modules.small_pack import MODULE, Author

PROGRAMME = "programmes/stop/programme.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            PROGRAMME,
            '["hold"]',
            '["hold", "hodl"]',
            "programme.toml:3: there is no module «hodl». Did you mean «hold»?",
        ),
        (
            PROGRAMME,
            '["hold"]\n',
            '["hold"]\nside = ["path"]\n',
            "programme.toml:4: there is no module «path»",
        ),
        (
            PROGRAMME,
            '["hold"]\n',
            '["hold"]\n[boosters]\nlater = 28\n',
            "programme.toml:4: there is no module «later»",
        ),
        (
            PROGRAMME,
            '["hold"]\n',
            '["hold"]\n[offers]\nhold = { triggers = ["bored"] }\n',
            "programme.toml:5: «hold» is offered, but is no extra",
        ),
        (
            PROGRAMME,
            '["hold"]\n',
            '["hold"]\n[tracks]\nonce = ["hold", "more"]\n',
            "programme.toml:5: the track «once» names «more», which is not in this programme",
        ),
        (
            "pack.toml",
            'masks = ["Vaner"]\n',
            'masks = ["Vaner"]\n[help]\nstop = ["crises"]\n',
            "pack.toml:6: there is no page «crises». Did you mean «crisis»?",
        ),
        (
            "measures.toml",
            "range = [0, 10]",
            'range = [0, 2]\nlabels = { nb = ["Lite", "Noe", "Mye"], en = ["Little", "Much"] }',
            "measures.toml:4: «labels» in en needs 3 words, one for each value of the range",
        ),
        (
            "measures.toml",
            'for = ["stop"]',
            'for = ["stop"]\nlow = { nb = "Ingen" }',
            "measures.toml:7: «low» has no words in en",
        ),
        (
            "pages/crisis/page.toml",
            "minutes = 1",
            "minutes = 1\npause = 5",
            "page.toml:3: «pause» belongs to tools alone",
        ),
        (
            f"{MODULE}/module.toml",
            "minutes = 3",
            'minutes = 3\noffered = ["stop"]',
            "module.toml:3: «offered» belongs to tools alone",
        ),
    ],
)
def test_a_mistake_is_told_at_its_line(author: Author, file: str, old: str, new: str, told: str) -> None:
    author.change(file, old, new)
    assert author.the_error() == told


def test_a_side_path_is_offered_by_triggers_that_exist(author: Author) -> None:
    author.change(PROGRAMME, 'modules = ["hold"]\n', 'modules = ["hold"]\nside = ["hold"]\n[offers]\n')
    author.write(PROGRAMME, author.read(PROGRAMME) + 'hold = { triggers = ["boredom"] }\n')
    assert author.the_error() == "programme.toml:6: codes.toml has no trigger «boredom». Did you mean «bored»?"


def test_a_page_that_nobody_can_reach_is_told(author: Author) -> None:
    for name in ("page.toml", "nb.md", "en.md"):
        text = author.read(f"pages/crisis/{name}")
        author.write(f"pages/hidden/{name}", text.replace('"crisis"', '"hidden"'))
    assert author.the_error() == "page.toml:1: nobody can reach «hidden»"
    author.change("pack.toml", 'masks = ["Vaner"]\n', 'masks = ["Vaner"]\n[help]\nnear = ["hidden"]\n')
    assert author.errors() == []


def test_a_module_whose_answers_come_back_nowhere_is_told(author: Author) -> None:
    author.change_module("plan: reasons\n", "")
    author.change_module("show: reason\n", "")
    assert author.the_error() == f"{MODULE}/nb.md: no answer of this module is used anywhere"


@pytest.mark.parametrize("count", [1, 4])
def test_a_module_shows_two_or_three_examples(author: Author, count: int) -> None:
    for locale, words in (("nb", "Et eksempel"), ("en", "An example")):
        lines = author.read(f"{MODULE}/{locale}.md").splitlines(keepends=True)
        first = next(at for at, line in enumerate(lines) if line.startswith(f"> **{words}"))
        rest = [line for line in lines[first:] if not line.startswith(">")]
        examples = [f"> **{words}.** {at}.\n\n" for at in range(count)]
        author.write(f"{MODULE}/{locale}.md", "".join(lines[:first] + examples + rest))
    (message,) = author.check()
    assert message.warning
    assert message.what == f"{count} example{'s' if count > 1 else ''}, a module has 2 or 3"
