"""What texts owe each other: answers made before they are used, ids of their own, programmes that name what exists."""

from tests.modules.small_pack import MODULE, Author

NB = f"{MODULE}/nb.md"
TOML = f"{MODULE}/module.toml"


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
    author.change("programmes/stop/programme.toml", '["later", "hold"]', '["later"]\nside = ["hold"]')
    assert author.check() == []


def test_two_texts_of_a_kind_never_share_an_id(author: Author) -> None:
    for name in ("tool.toml", "nb.md", "en.md"):
        author.write(f"tools/zzz/{name}", author.read(f"tools/wave/{name}"))
    assert author.the_error() == "tool.toml:1: «wave» is already the id in tools/wave/tool.toml"


def test_a_track_names_modules_of_its_own_programme(author: Author) -> None:
    author.change("programmes/stop/programme.toml", '["hold"]', '["hold"]\ntracks = { once = ["map"] }')
    assert author.the_error() == "programme.toml:4: the track «once» names «map», which is not in this programme"


def test_a_programme_has_a_title_in_every_language(author: Author) -> None:
    author.change("programmes/stop/programme.toml", ', en = "P"', "")
    assert author.the_error() == "programme.toml:2: the title has no words in en"


def test_a_source_is_listed_once(author: Author) -> None:
    sources = author.read(TOML)
    again = '[[sources]]\nid = "roe-2020"\nauthor = "Roe"\nyear = 2020\ntitle = "T"\n'
    author.write(TOML, sources.replace("[review]", f"{again}[review]"))
    assert author.the_error() == f"module.toml:{author.line(TOML, '[review]') - 4}: «roe-2020» is listed twice"
