"""The table of mistakes in the authoring guide, row by row: file and line, what is wrong, what to do."""

import shutil

import pytest

from tests.modules.small_pack import MODULE, Author

NB = f"{MODULE}/nb.md"
EN = f"{MODULE}/en.md"
TOML = f"{MODULE}/module.toml"
GONE = "is gone, and people's answers rest under this name"


def test_a_pack_without_mistakes_is_let_through(author: Author) -> None:
    assert author.check() == []


def test_a_block_left_open_is_told_where_it_opened_and_where_to_close_it(author: Author) -> None:
    author.change(NB, "- sober = Et klart hode\n```\n", "- sober = Et klart hode\n")
    opened, heading = author.line(NB, "```exercise"), author.line(NB, "## Hva kommer før")
    (told,) = author.errors()
    assert (told.line, told.what) == (opened, f"this block is still open at the heading on line {heading}")
    assert told.do == f"close it on line {heading - 1} with ```"


def test_prose_below_a_block_left_open_is_not_told_besides(author: Author) -> None:
    author.change(NB, "- sober = Et klart hode\n```\n", "- sober = Et klart hode\n\nMer om dette.\n- Og dette.\n")
    (told,) = author.errors()
    assert told.do == f"close it on line {author.line(NB, 'Mer om dette.') - 1} with ```"
    author.change(NB, "\n\nMer om dette.\n- Og dette.\n\n", "\n")
    (told,) = author.errors()
    assert told.do == f"close it with ``` on a line of its own above line {author.line(NB, '## Hva kommer')}"


def test_a_block_left_open_at_the_end_of_the_file_is_told(author: Author) -> None:
    author.change(NB, "next: Gikk det?\n```\n", "next: Gikk det?\n")
    assert (
        author.the_error() == f"nb.md:{author.line(NB, '```practice')}: this block is still open at the end of the file"
    )


def test_a_misspelt_field_is_told_with_the_right_one(author: Author) -> None:
    author.change_module("ask: ", "aks: ")
    first, second = author.errors()
    assert (first.file, first.line) == (NB, author.line(NB, "aks:"))
    assert first.what == "«aks» is no field of list. Did you mean «ask»?"
    assert (second.file, second.line) == (EN, author.line(EN, "aks:"))


def test_text_below_a_block_is_told(author: Author) -> None:
    author.change(NB, "- sober = Et klart hode\n```\n", "- sober = Et klart hode\n```\nEtterpå.\n")
    assert author.the_error() == f"nb.md:{author.line(NB, 'Etterpå.')}: text after the exercise"


def test_an_option_that_one_language_lacks_is_told_at_the_place_where_it_belongs(author: Author) -> None:
    author.change(EN, "- sober = A clear head\n", "")
    (message,) = author.errors()
    assert message.file == EN
    assert message.line == author.line(EN, "- calm") + 1
    assert message.what == "nb has option «sober» here"
    assert message.do == f"add it, as in nb.md:{author.line(NB, '- sober')}"


def test_an_option_that_only_a_later_language_has_is_told(author: Author) -> None:
    author.change(EN, "- sober = A clear head\n", "- sober = A clear head\n- rest = Rest\n  > Sleep on it.\n")
    (message,) = author.errors()
    assert (message.line, message.what) == (author.line(EN, "- rest"), "nb has no option «rest» here")
    assert message.do == f"take it out, or add it at nb.md:{author.line(NB, '- sober') + 1}"


def test_a_label_or_reply_that_one_language_lacks_is_told_in_plain_words(author: Author) -> None:
    author.change(EN, "- alcohol\n  > Decide before the first glass.\n", "- alcohol\n")
    (message,) = author.errors()
    assert message.what == "nb has a reply to «alcohol» here"
    author.change(NB, "- alcohol\n  > Bestem deg før det første glasset.\n", "- alcohol\n")
    author.change(EN, "- sober = A clear head\n", "- sober = A clear head\n  > Good.\n")
    (message,) = author.errors()
    assert message.what == "nb has no reply to «sober» here"


def test_another_order_of_options_is_told_as_that(author: Author) -> None:
    author.change(EN, "- calm = Peace\n- sober = A clear head\n", "- sober = A clear head\n- calm = Peace\n")
    (message,) = author.errors()
    assert message.what.endswith("stands in another place in nb")


def test_a_step_with_a_mistake_of_its_own_is_not_compared_until_it_is_corrected(author: Author) -> None:
    author.change(NB, "- sober = Et klart hode", "sober = Et klart hode")
    assert author.the_error().endswith("«sober = Et klart hode» is neither a field nor an option")
    author.change(EN, "pick: 1", "pick: 2")
    assert [message.file for message in author.errors()] == [NB, EN]


def test_a_misspelt_answer_or_plan_is_told_alone(author: Author) -> None:
    author.change(NB, "answer: reason", "anwser: reason")
    assert author.the_error().endswith("«anwser» is no field of list. Did you mean «answer»?")
    author.change(NB, "anwser: reason", "answer: reason")
    author.change(NB, "plan: reasons", "plna: reasons")
    author.change_module("show: reason\n", "")
    assert author.the_error().endswith("«plna» is no field of list. Did you mean «plan»?")


def test_a_renamed_answer_that_is_used_is_told_with_its_old_name(author: Author) -> None:
    author.lock()
    author.change_module("answer: reason", "answer: why")
    told = {message.what for message in author.errors() if message.file == NB}
    assert f"«reason» is gone (is it «why» now?), and {GONE.partition(', and ')[2]}" in told
    assert "no earlier step makes «reason»" in told


def test_a_locked_name_in_a_text_that_is_misread_is_not_told_as_gone(author: Author) -> None:
    author.lock()
    author.change(NB, "- sober = Et klart hode", "sober = Et klart hode")
    assert author.the_error().endswith("«sober = Et klart hode» is neither a field nor an option")


def test_an_answer_that_nobody_made_is_told(author: Author) -> None:
    author.change_module("show: reason", "show: raeson")
    assert author.the_error() == (
        f"nb.md:{author.line(NB, 'show:')}: no earlier step makes «raeson». Did you mean «reason»?"
    )


def test_an_answer_cannot_be_shown_before_it_is_made(author: Author) -> None:
    author.change_module("answer: reason\n", "answer: reason\nshow: trigger\n")
    assert author.the_error() == f"nb.md:{author.line(NB, 'show: trigger')}: no earlier step makes «trigger»"


def test_a_renamed_answer_is_told_once_it_is_locked(author: Author) -> None:
    author.lock()
    author.change_module("answer: trigger", "answer: cause")
    author.change(TOML, '"trigger"', '"cause"')
    (message,) = author.errors()
    assert (message.file, message.line) == (NB, author.line(NB, "answer: cause"))
    assert message.what == "«trigger» is gone (is it «cause» now?), and people's answers rest under this name"
    line = author.line("ids.lock", "answer module/hold/before trigger")
    assert message.do == f"put it back; or write «retired» at the end of ids.lock:{line}, to let it go for good"


def test_a_retired_id_may_go_and_never_comes_back(author: Author) -> None:
    author.lock()
    gone = "option module/hold/why sober"
    author.change("ids.lock", gone, f"{gone} retired")
    assert [message.what.partition(" (")[0] for message in author.errors()] == ["«sober» was retired"]
    author.change(NB, "- sober = Et klart hode\n", "")
    author.change(EN, "- sober = A clear head\n", "")
    assert author.check() == []


def test_a_step_that_is_gone_is_told_once_and_not_for_each_thing_in_it(author: Author) -> None:
    author.lock()
    author.change_module("{#before", "{#earlier")
    (message,) = author.errors()
    assert (message.file, message.line) == (NB, author.line(NB, "{#earlier"))
    assert message.what == "«before» is gone (is it «earlier» now?), and people's answers rest under this name"
    assert message.do.endswith(f"ids.lock:{author.line('ids.lock', 'step module/hold before')}, to let it go for good")


def test_a_code_that_is_gone_is_told_in_its_file(author: Author) -> None:
    author.lock()
    author.change("codes.toml", 'bored = { nb = "Kjedsomhet", en = "Boredom" }\n', "")
    author.change_module("- alcohol\n", "- bored = B\n- alcohol\n")
    assert author.the_error() == f"codes.toml: «bored» {GONE}"


def test_an_option_that_is_gone_is_told_at_its_step(author: Author) -> None:
    author.lock()
    author.change(NB, "- sober = Et klart hode\n", "")
    author.change(EN, "- sober = A clear head\n", "")
    assert author.the_error() == f"nb.md:{author.line(NB, '## Hvorfor')}: «sober» {GONE}"


def test_a_text_that_is_gone_is_told_in_the_lock(author: Author) -> None:
    for name in ("tool.toml", "nb.md", "en.md"):
        author.write(f"tools/calm/{name}", author.read(f"tools/wave/{name}").replace('"wave"', '"calm"'))
    author.lock()
    shutil.rmtree(author.root / "tools/wave")
    assert author.the_error() == f"ids.lock:{author.line('ids.lock', 'tool pack wave')}: «wave» {GONE}"


def test_a_code_with_two_labels_is_told(author: Author) -> None:
    author.change(NB, "- alcohol\n", "- alcohol = Øl\n")
    told = [message for message in author.errors() if message.file == NB]
    assert [(one.line, one.what, one.do) for one in told] == [
        (author.line(NB, "- alcohol"), "«alcohol» has its label in codes.toml:3", "remove the label")
    ]


def test_an_old_number_is_told_with_the_right_one(author: Author) -> None:
    author.change(NB, "116 123", "116 111")
    assert author.the_error() == f"nb.md:{author.line(NB, '116 111')}: 116 111 is not mental-helse (116 123)"


@pytest.mark.parametrize(
    "words",
    ["Det hjalp 40 prosent.", "Det hjalp 137 menn.", "Det hjalp åtte av ti.", "Vent i 4 timer."],
)
def test_a_figure_without_a_source_is_told(author: Author, words: str) -> None:
    author.change(NB, "Velg én grunn.", words)
    assert author.the_error() == f"nb.md:{author.line(NB, words)}: a figure without [^source]"


@pytest.mark.parametrize(
    "words",
    ["> **Et eksempel.** En mann på 52 gikk hjem.", "Fra 0 til 10.", "Er du under 18?", "Vent i ti minutter."],
)
def test_ages_in_vignettes_scales_and_age_limits_need_no_source(author: Author, words: str) -> None:
    author.change(NB, "Velg én grunn.", words)
    assert author.check() == []


def test_a_source_that_nobody_cites_is_told_at_its_line(author: Author) -> None:
    author.change_module("[^roe-2020]", "")
    assert author.the_error() == f"module.toml:{author.line(TOML, 'roe-2020')}: nobody cites «roe-2020»"


def test_a_cited_source_that_is_not_listed_is_told(author: Author) -> None:
    author.change_module("[^roe-2020]", "[^roe-2020][^roe-2021]")
    assert [message.what.partition(" of ")[0] for message in author.errors()] == [
        "«roe-2021» is not among the sources"
    ] * 2


def test_a_forbidden_word_is_told_with_what_to_write(author: Author) -> None:
    author.change(NB, "Velg én grunn.", "Torsk er ikke ordet.")
    assert author.the_error() == f"nb.md:{author.line(NB, 'Torsk')}: «Torsk»: write «en som kjøper sex»"


def test_a_forbidden_word_is_only_found_whole(author: Author) -> None:
    author.change(NB, "Velg én grunn.", "Torskefisket er bra.")
    assert author.check() == []


def test_a_forbidden_word_may_stand_in_a_marked_quotation(author: Author) -> None:
    author.change(NB, "Velg én grunn.", "Noen sier «torsk». {quoted}")
    assert author.check() == []


HEAVY = "Behandlingstilbudene forutsetter gjennomgripende selvrefleksjon omkring personlige handlingsmønstre underveis."


def test_a_heavy_step_is_a_warning_and_a_heavy_text_an_error(author: Author) -> None:
    author.change(NB, "Ofte er det noe bestemt.", HEAVY)
    warned = [message for message in author.check() if message.warning]
    assert [(one.line, one.do) for one in warned] == [
        (author.line(NB, "## Hva kommer før"), "shorter sentences and words")
    ]
    assert warned[0].what.endswith("in this step")
    author.change(NB, "Velg én grunn.", HEAVY)
    author.change(NB, "Ring [Mental", f"{HEAVY} Ring [Mental")
    assert [message.what.split(" in ")[1] for message in author.errors()] == ["the whole text, at most 35"]


def test_heavy_english_is_an_error(author: Author) -> None:
    author.change(EN, "Choose one reason.", "Systematically investigate underlying motivational considerations.")
    author.change(EN, "Ring [Mental", "Subsequently communicate difficulties appropriately. Ring [Mental")
    assert [message.what.partition(" in ")[2] for message in author.errors()] == ["the whole text, at least 60"]


def test_a_text_that_takes_too_long_is_told(author: Author) -> None:
    author.change_module("minutes: 1", "minutes: 11")
    assert [(message.file, message.what) for message in author.errors()] == [
        (NB, "12.4 minutes, at most 12"),  # 65 words at 180 a minute, 11 + 1 minutes of exercises
        (EN, "12.4 minutes, at most 12"),
    ]
