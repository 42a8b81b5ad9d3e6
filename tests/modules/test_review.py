"""Draft until every needed role has signed the very words that stand there."""

from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import TextSource
from selfhelp.modules.review import missing_roles, text_hash
from tests.modules.small_pack import Author

PAGE = "pages/crisis/page.toml"


def page(author: Author) -> TextSource:
    pack = load_pack(author.root, Messages())
    assert pack is not None
    return pack.of("page")[0]


def sign(author: Author, *roles: str) -> None:
    """Both roles are needed; these have signed what stands there now."""
    now = text_hash(page(author))
    lines = "".join(f'  {{ role = "{role}", date = 2026-11-25, hash = "{now}" }},\n' for role in roles)
    author.write(
        PAGE, f'id = "crisis"\nminutes = 1\n[review]\nneeds = ["psychologist", "lawyer"]\nsigned = [\n{lines}]\n'
    )


def test_a_text_that_nobody_signed_is_a_draft(author: Author) -> None:
    assert missing_roles(page(author))


def test_one_of_two_roles_is_not_enough(author: Author) -> None:
    sign(author, "psychologist")
    assert missing_roles(page(author))


def test_a_text_that_all_roles_signed_is_no_draft(author: Author) -> None:
    sign(author, "psychologist", "lawyer")
    assert not missing_roles(page(author))


def test_an_edit_in_any_language_makes_it_a_draft_again(author: Author) -> None:
    sign(author, "psychologist", "lawyer")
    author.change("pages/crisis/en.md", "Ring.", "Ring now.")
    assert missing_roles(page(author))


def test_an_edit_of_facts_alone_keeps_the_signatures(author: Author) -> None:
    sign(author, "psychologist", "lawyer")
    author.change(PAGE, "minutes = 1", "minutes = 2")
    assert not missing_roles(page(author))
