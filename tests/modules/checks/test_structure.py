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
        ("Skriv `her`.", "code marks have no place in a text"),
        ("Les [Krise] (page:crisis).", "a broken link"),
        ("Les [Krise](page:krise).", "there is no page «krise». Did you mean «crisis»?"),
        ("Les [Krise](pages:crisis).", "«pages:crisis» is no link of ours"),
        ("Les [mer](#never).", "there is no step «never»"),
        ("Åpne [Bølgen](tool:wav).", "there is no tool «wav». Did you mean «wave»?"),
        ("Gå til [den](module:hols).", "there is no module «hols». Did you mean «hold»?"),
        ("Ring [noen](help:mentalhelse).", "there is no help «mentalhelse». Did you mean «mental-helse»?"),
        ("Ring 22 40 00 40 i dag.", "the number 22 40 00 40 stands in the text"),
        ("Ring 116 123.", "the number 116 123 stands in the text"),
        ("Ring 800 33 321.", "the number 800 33 321 stands in the text"),
        ("Ring 020-66 77 88 fra Sverige.", "the number 020-66 77 88 stands in the text"),
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
    ("words", "what"),
    [
        ("Se ![bilde](bilde-2024.png).", "an image has no place in a text"),
        ("Se ![bilde](https://example.org/x.png).", "an image has no place in a text"),
        ("Ring 22 40 00 40 i dag.", "the number 22 40 00 40 stands in the text"),
    ],
)
def test_what_is_one_mistake_is_told_once(author: Author, words: str, what: str) -> None:
    author.change(NB, "Velg én grunn.", words)
    assert author.the_error() == f"nb.md:{author.line(NB, words)}: {what}"


def test_a_heading_without_its_braces_is_one_mistake(author: Author) -> None:
    author.change(NB, " {#why kind=list}", "")
    told = [message.what for message in author.errors() if message.line == author.line(NB, "## Hvorfor")]
    assert told == ["the step «Hvorfor» has no id"]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{#why kind=list}", "", "the step «Hvorfor» has no id"),
        ("{#why kind=list}", "{#why}", "this step has no kind"),
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
        ("## Hvorfor", "# Igjen\n\n## Hvorfor", "a second title"),
        ("{#why kind=list}", "{#why kind=list wide}", "«wide» does not belong in a heading"),
        ("```exercise", "```exercise\n```\n```exercise", "a second block in this step"),
        ("- calm = Ro", "  > Ja.\n- calm = Ro", "a reply without an option above it"),
        ("- calm = Ro", "- calm = Ro\n  > Ja.\n  > Jo.", "a second reply to «calm»"),
        ("- sober = Et klart hode", "- sober = Et klart hode\nhint: Kort.", "«hint» stands below the options"),
        ("plan: reasons", "plan: reasons barriers", "plan: «reasons barriers» is no name"),
        ("plan: reasons", "becomes: phone", "becomes: «phone» is not one of call, time"),
        ("answer: reason", "answer: My reason", "answer: «My reason» is no name"),
        ("- calm = Ro", "- Calm = Ro", "«Calm» is no code"),
        ("next: Gikk det?", "next: Gikk det?\n- clam = Pust.", "«clam» is no choice of what the practice shows. Did"),
        ("next: Gikk det?", "next: Gikk det?\n- calm", "«calm» has no words"),
        ("next: Gikk det?", "next: Gikk det?\n- calm = Pust.\n- calm = Gå.", "«calm» stands here twice"),
        ("next: Gikk det?", "next: Gikk det?\n- calm = Pust.\n  > Bra.", "the practice has no replies and no buttons"),
        ("{#practice}", "{#practice kind=read}", "the practice has no kind and the id «practice»"),
        ("show: reason", "show: My reason", "show: «My reason» is no name"),
        ("kind=list", "kind=read", "read has no block"),
        ("kind=list", "kind=practise", "practise has no «-» lines"),
        ("kind=list", "kind=practise", "«answer» is no field of practise"),
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
    assert (
        author.the_error() == f"en.md:{author.line(f'{MODULE}/en.md', 'most:')}: nb has «most: 2» here, not «most: 1»"
    )


def test_the_byte_order_mark_of_some_editors_is_no_mistake(author: Author) -> None:
    for name in (NB, TOML):
        author.write(name, "\ufeff" + author.read(name))
    assert author.check() == []


def exercise(author: Author, kind: str, lines: str) -> set[str]:
    """What is said to a step of `kind` with this block, in place of the first one."""
    text = author.read(NB)
    start, stop = text.index("```exercise"), text.index("## Hva kommer")
    author.write(NB, text[:start].replace("kind=list", f"kind={kind}") + f"```exercise\n{lines}```\n\n" + text[stop:])
    return {message.what for message in author.errors() if message.file == NB}


def test_a_tool_that_is_practised_exists(author: Author) -> None:
    told = exercise(author, "practise", "tool: waves\nminutes: 1\n")
    assert "there is no tool «waves». Did you mean «wave»?" in told


def test_a_table_has_two_boxes_and_no_buttons(author: Author) -> None:
    told = exercise(author, "table", "answer: reason\nminutes: 1\nform: chain\n- a = A\n  go: page:crisis\n")
    assert {"a table has at least two boxes", "a box has no button"} <= told


def test_a_range_has_a_reply_and_no_label(author: Author) -> None:
    lines = "answer: reason\nminutes: 1\nask: A\nlow: L\nhigh: H\n- 0..2 = Lite\n  > Ja.\n"
    assert "a range has no label" in exercise(author, "scale", lines)


def test_a_text_has_steps(author: Author) -> None:
    author.write("pages/crisis/nb.md", "# Krise\nRing.\n")
    assert "the text has no steps" in {message.what for message in author.errors()}


def test_a_long_step_is_a_warning(author: Author) -> None:
    author.change(NB, "Velg én grunn.", "Det er ro her. " * 38)
    assert [(message.warning, message.what) for message in author.check()] == [
        (True, "152 words in this step, 150 is plenty")
    ]
