"""What a text may be made of, beyond the table of mistakes."""

import pytest

from tests.modules.small_pack import MODULE, Author

NB = f"{MODULE}/nb.md"
TOML = f"{MODULE}/module.toml"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Se ![bilde](x).", "an image has no place in a text"),
        ("Se <b>her</b>.", "HTML has no place in a text"),
        ("Se https://example.org i dag.", "a web address has no place in a text"),
        ("Skriv `her`.", "code marks has no place in a text"),
        ("Les [Krise] (page:crisis).", "a broken link"),
        ("Les [Krise](page:krise).", "there is no page «krise». Did you mean «crisis»?"),
        ("Les [Krise](pages:crisis).", "«pages:crisis» is no link of ours"),
        ("Les [mer](#never).", "there is no step «never»"),
        ("Åpne [Bølgen](tool:wav).", "there is no tool «wav». Did you mean «wave»?"),
        ("Gå til [den](module:hols).", "there is no module «hols». Did you mean «hold»?"),
        ("Ring [noen](help:mentalhelse).", "there is no help «mentalhelse». Did you mean «mental-helse»?"),
        ("Ring 22 40 00 40 i dag.", "the number 22 40 00 40 stands in the text"),
        ("Ring 116 123.", "the number 116 123 stands in the text"),
        ("Bra jobbet!", "an exclamation mark or an emoji"),
        ("Bra 🙂 jobbet.", "an exclamation mark or an emoji"),
        ("Åpne Fotfeste.", "the app's own name"),
    ],
)
def test_what_does_not_belong_in_a_text_is_told_at_its_line(author: Author, words: str, what: str) -> None:
    author.change(NB, "Velg én grunn.", words)
    told = [message for message in author.errors() if message.line == author.line(NB, words)]
    assert any(message.what.startswith(what) for message in told), told


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{#why kind=list}", "", "the step «Hvorfor» has no id"),
        ("{#why kind=list}", "{#why kind=lists}", "«lists» is no kind of step. Did you mean «list»?"),
        ("{#before kind=choose}", "{#why kind=choose}", "a second step is called «why»"),
        ("## Hvorfor", "### Hvorfor", "nothing is deeper than «##»"),
        ("# Et grep", "", "the text has no title"),
        ("Det første du gjør.", "", "there is no paragraph under the title"),
        ("```exercise", "```exersise", "«```exersise» opens no block"),
        ("most: 2", "most: mange", "most: «mange» is no whole number from 1 to 20"),
        ("pick: 1", "pick: 3-1", "pick: «3-1» is no pick: 1, 1-3 or any"),
        ("pick: 1", "pick: 9", "pick: 9 of 2 choices"),
        ("plan: reasons", "plan: reason", "plan: the plan has no place «reason». Did you mean «reasons»?"),
        ("options: triggers", "options: trigger", "codes.toml has no list «trigger». Did you mean «triggers»?"),
        ("- calm = Ro", "- sober = Ro", "«sober» stands here twice"),
        ("- calm = Ro", "- calm", "«calm» has no label"),
        ("- calm = Ro", "calm = Ro", "«calm = Ro» is neither a field nor an option"),
        ("- calm = Ro", "\n- calm = Ro", "an empty line in the block"),
        ("minutes: 1", "minutes:", "«minutes» is empty"),
        ("ask: Min grunn", "ask: Min grunn\nask: Min grunn", "«ask» stands here twice"),
        ("when: I kveld.\n", "", "practice must have «when»"),
        ("kind=read}\nRing [M", "kind=write}\nRing [M", "write must have a block"),
    ],
)
def test_a_broken_form_is_told(author: Author, old: str, new: str, what: str) -> None:
    author.change(NB, old, new)
    assert any(message.file == NB and message.what.startswith(what) for message in author.errors()), author.errors()


def test_every_module_ends_in_its_practice(author: Author) -> None:
    for locale in ("nb", "en"):
        name = f"{MODULE}/{locale}.md"
        text = author.read(name)
        author.write(name, text[: text.index("## Øvelsen" if locale == "nb" else "## The practice")])
    assert {message.what for message in author.errors()} == {"the last step is not the practice of the week"}


def test_a_page_has_no_practice(author: Author) -> None:
    practice = author.read(NB)[author.read(NB).index("## Øvelsen") :].replace("show: reason\n", "")
    author.write("pages/crisis/nb.md", author.read("pages/crisis/nb.md") + practice)
    assert "the practice stands in the wrong place" in {message.what for message in author.errors()}


def test_a_scale_says_something_to_each_of_its_ranges(author: Author) -> None:
    block = "```exercise\nanswer: reason\nminutes: 1\nask: Nå\nlow: Lite\nhigh: Mye\n- 0..12\n- 3..4\n  > Ja.\n```\n"
    text = author.read(NB)
    start, stop = text.index("```exercise"), text.index("## Hva kommer")
    author.write(NB, text[:start].replace("kind=list", "kind=scale") + block + text[stop:])
    told = {message.what for message in author.errors() if message.file == NB}
    assert {"«0..12» is no range within 0..10", "nothing is said to 0..12"} <= told


def test_a_missing_language_is_told_by_file(author: Author) -> None:
    (author.root / "pages/crisis/en.md").unlink()
    (message,) = author.errors()
    assert (message.file, message.do) == ("pages/crisis/en.md", "write this text in this language too")


def test_a_link_that_one_language_lacks_is_told(author: Author) -> None:
    author.change_module(", or read [Crisis](page:crisis)", "", "en")
    assert author.the_error().endswith("nb has the link (page:crisis) in this step")


def test_a_value_that_differs_between_languages_is_told(author: Author) -> None:
    author.change_module("most: 2", "most: 1", "en")
    assert {message.what for message in author.errors()} == {
        "nb has «most: 2» here",
        "nb has no «most: 1» here",
    }


def test_an_answer_is_made_once_in_the_whole_pack(author: Author) -> None:
    author.change_module("answer: trigger", "answer: reason")
    author.change(TOML, ', "trigger"', "")
    assert [message.what for message in author.errors()] == [f"«reason» is made twice, first in {NB}:4"]


def test_makes_and_uses_agree_with_the_steps(author: Author) -> None:
    author.change(TOML, 'makes = ["reason", "trigger"]\nuses = []', 'makes = ["reason"]\nuses = ["plan-b"]')
    assert [(message.line, message.what) for message in author.errors()] == [
        (3, f"«trigger», made in {NB}:17, is missing here"),
        (4, "no earlier text makes «plan-b»"),
    ]


def test_makes_names_nothing_that_no_step_makes(author: Author) -> None:
    author.change(TOML, '"trigger"', '"trigger", "trigers"')
    assert author.the_error() == "module.toml:3: no step makes «trigers». Did you mean «trigger»?"


def test_an_answer_that_is_never_kept_cannot_be_used(author: Author) -> None:
    author.change_module("plan: reasons", "keep: none")
    assert author.the_error().endswith("«reason» is never kept")


def test_a_module_outside_every_programme_is_told(author: Author) -> None:
    author.change("programmes/stop/programme.toml", '"hold"', '"hald"')
    assert {message.what for message in author.errors()} == {
        "there is no module «hald». Did you mean «hold»?",
        "no programme.toml names the module «hold»",
    }


def test_the_byte_order_mark_of_some_editors_is_no_mistake(author: Author) -> None:
    for name in (NB, TOML):
        author.write(name, "\ufeff" + author.read(name))
    assert author.check() == []


def test_a_page_may_use_what_any_module_makes(author: Author) -> None:
    author.change("pages/crisis/page.toml", "minutes = 1", 'minutes = 1\nuses = ["reason"]')
    for locale in ("nb", "en"):
        page = f"pages/crisis/{locale}.md"
        author.write(page, author.read(page) + "\n## R {#r kind=review}\n```exercise\nshow: reason\n```\n")
    assert author.check() == []
    author.change("pages/crisis/page.toml", '["reason"]', '["reason", "trigger"]')
    assert author.the_error() == "page.toml:3: no step uses «trigger»"


def test_a_module_cannot_use_what_only_a_later_one_makes(author: Author) -> None:
    later = f"{MODULE.replace('01-hold', '02-later')}"
    for name in ("module.toml", "nb.md", "en.md"):
        text = author.read(f"{MODULE}/{name}").replace('"hold"', '"later"')
        for answer in ("reason", "trigger"):
            text = text.replace(f"answer: {answer}", f"answer: {answer}-2").replace(f'"{answer}"', f'"{answer}-2"')
        author.write(f"{later}/{name}", text.replace("show: reason", "show: reason-2"))
    author.change("programmes/stop/programme.toml", '["hold"]', '["hold", "later"]')
    assert author.check() == []
    author.change(TOML, "uses = []", 'uses = ["reason-2"]')
    author.change_module("show: reason", "show: reason-2")
    assert author.the_error() == "module.toml:4: no earlier text makes «reason-2». Did you mean «reason»?"
    author.change("programmes/stop/programme.toml", '["hold", "later"]', '["later", "hold"]')
    assert author.check() == []
