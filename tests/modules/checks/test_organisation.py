"""`[organisation]`: a wrong key, signature or promise is told with its line, and what is right reaches the app."""

from base64 import b64decode, b64encode
from typing import Final

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from selfhelp.modules.checks.organisation import check_organisation
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import ContentMessage, Messages
from tests.modules.small_coach import with_coach_texts
from tests.modules.small_pack import Author
from tests.modules.test_compile import bundle
from tests.reference import hpke, thread

PACK: Final = "pack.toml"
WORDS: Final = (
    'coach_hours = { nb = "Tirsdager", en = "Tuesdays" }\n'
    'promise = { nb = "Svar innen tre virkedager", en = "Within three working days" }\n'
)
NUDGE: Final = '[coach.neutral]\nreply = { nb = "Noe er klart.", en = "Something is ready." }\n'
KEYS: Final = [ec.derive_private_key(number, ec.SECP256R1()) for number in (11, 12, 13)]
PUBLIC: Final = [hpke.point(key.public_key()) for key in KEYS]


def text(raw: bytes) -> str:
    return b64encode(raw).decode()


def link(before: int, after: int) -> str:
    signature = thread.succeed(KEYS[before], PUBLIC[after])
    return f'  {{ key = "{text(PUBLIC[after])}", signature = "{text(signature)}" }},\n'


def succession(*links: str) -> str:
    return "succession = [\n" + "".join(links) + "]\n"


def organise(author: Author, *lines: str, name: str = 'name = "Stiftelsen"\n', words: str = WORDS) -> None:
    with_coach_texts(author)
    author.write("nudges.toml", author.read("nudges.toml") + NUDGE)
    for file in ("page.toml", "nb.md", "en.md"):
        page = author.read(f"pages/crisis/{file}").replace('"crisis"', '"coach-secrecy"')
        author.write(f"pages/coach-secrecy/{file}", page)
    author.write(PACK, author.read(PACK) + "[organisation]\n" + name + "".join(lines) + words)


def key(number: int, field: str = "key") -> str:
    return f'{field} = "{text(PUBLIC[number])}"\n'


def errors(author: Author) -> list[ContentMessage]:
    """What is wrong with the organisation, or with pack.toml itself."""
    messages = Messages()
    pack = load_pack(author.root, messages)
    if pack is not None:
        check_organisation(pack, messages)
    return messages.in_order()


def told(author: Author, words: str) -> tuple[str, str]:
    """What the one error says and what to do; its line is that of `words`."""
    (error,) = errors(author)
    assert (error.file, error.line) == (PACK, author.line(PACK, words))
    return error.what, error.do


def test_without_a_key_the_app_is_told_of_no_organisation(author: Author) -> None:
    assert "organisation" not in bundle(author.root)
    organise(author)
    assert errors(author) == []
    assert "organisation" not in bundle(author.root)


@pytest.mark.parametrize(
    ("locale", "hours", "promise"),
    [("nb", "Tirsdager", "Svar innen tre virkedager"), ("en", "Tuesdays", "Within three working days")],
)
def test_the_app_gets_the_organisation_in_its_own_language(
    author: Author, locale: str, hours: str, promise: str
) -> None:
    organise(author, key(1), key(0, "first_key"), succession(link(0, 1)))
    assert errors(author) == []
    assert bundle(author.root, locale)["organisation"] == {
        "name": "Stiftelsen",
        "key": text(PUBLIC[1]),
        "succession": [{"key": text(PUBLIC[1]), "signature": text_of_the_link(author)}],
        "coach_hours": hours,
        "promise": promise,
    }


def text_of_the_link(author: Author) -> str:
    return author.read(PACK).split('signature = "')[1].split('"')[0]


def test_a_key_asks_for_the_name_the_hours_and_the_promise(author: Author) -> None:
    organise(author, key(0), name="", words="")
    assert {error.what for error in errors(author)} == {
        "organisation.name: it is empty, and people are to know who answers",
        *(f"«{field}» has no words in {locale}" for field in ("coach_hours", "promise") for locale in ("nb", "en")),
    }


def test_a_promise_in_one_language_is_told_even_before_there_is_a_key(author: Author) -> None:
    organise(author, words='promise = { nb = "Innen tre virkedager" }\n')
    assert told(author, "promise =") == ("«promise» has no words in en", "write them")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("***", "this is not base64"),
        (text(PUBLIC[0])[:-2] + chr(ord(text(PUBLIC[0])[-2]) + 1) + "=", "this is not base64 in its one form"),
        (text(PUBLIC[0][:-1]), "this holds 64 bytes, not 65"),
        (text(PUBLIC[0][:-1] + bytes([PUBLIC[0][-1] ^ 1])), "this is no point on the curve P-256"),
        (text(b"\x03" + PUBLIC[0][1:33] + bytes(32)), "this is no point on the curve P-256"),
        (text(bytes(65)), "this is no point on the curve P-256"),
    ],
    ids=["not base64", "spare bits", "cut", "beside the curve", "compressed", "zeros"],
)
@pytest.mark.parametrize("field", ["key", "first_key"])
def test_what_is_no_key_is_told(author: Author, field: str, words: str, says: str) -> None:
    wrong = f'{field} = "{words}"\n'
    organise(author, wrong, *((key(1), succession(link(0, 1))) if field == "first_key" else ()))
    what, do = told(author, f"{field} =")
    assert what == f"organisation.{field}: {says}"
    assert "selfhelp coach org-key" in do


def test_a_succession_of_several_keys_holds(author: Author) -> None:
    organise(author, key(2), key(0, "first_key"), succession(link(0, 1), link(1, 2)))
    assert errors(author) == []


def test_a_signature_of_another_key_is_told_with_its_number(author: Author) -> None:
    organise(author, key(2), key(0, "first_key"), succession(link(0, 1), link(0, 2)))
    what, _ = told(author, "succession =")
    assert what == "organisation.succession, number 2: the key before it has not signed this key"


def test_links_in_the_wrong_order_are_told(author: Author) -> None:
    organise(author, key(2), key(0, "first_key"), succession(link(1, 2), link(0, 1)))
    assert told(author, "succession =")[0].endswith("number 1: the key before it has not signed this key")


def test_a_succession_that_ends_elsewhere_is_told(author: Author) -> None:
    organise(author, key(2), key(0, "first_key"), succession(link(0, 1)))
    assert told(author, "succession =")[0].startswith("organisation.succession: it does not end in organisation.key")


def test_an_old_key_never_comes_back(author: Author) -> None:
    organise(author, key(0), key(0, "first_key"), succession(link(0, 1), link(1, 0)))
    assert told(author, "succession =")[0] == "organisation.succession, number 2: this key stood before"


def test_a_cut_signature_is_told(author: Author) -> None:
    cut = link(0, 1)
    signature = cut.split('signature = "')[1].split('"')[0]
    organise(author, key(1), key(0, "first_key"), succession(cut.replace(signature, text(b64decode(signature)[:-1]))))
    assert told(author, "succession =")[0].endswith("number 1: a key or signature holds 63 bytes, not 64")


def test_a_succession_without_its_ends_is_told(author: Author) -> None:
    organise(author, key(1), succession(link(0, 1)))
    assert told(author, "[organisation]")[0].startswith("organisation.succession: there is no first_key")
    author.change(PACK, key(1), "")
    assert told(author, "succession =")[0] == "organisation.succession: it stands without a key"


def test_a_first_key_alone_is_told(author: Author) -> None:
    organise(author, key(1), key(0, "first_key"))
    assert told(author, "first_key =")[0] == "organisation.first_key: it stands without a succession"


def test_a_field_that_does_not_exist_is_told(author: Author) -> None:
    organise(author, "hours = 3\n")
    assert told(author, "hours = 3")[0] == "«hours» is no field here"


def test_content_check_looks_at_the_organisation(author: Author) -> None:
    organise(author, 'key = "***"\n')
    assert "organisation.key: this is not base64" in [error.what for error in author.errors()]


def test_a_key_asks_for_the_words_that_tell_of_an_answer_and_for_the_page_on_secrecy(author: Author) -> None:
    organise(author, key(0))
    author.change("nudges.toml", NUDGE, "")
    author.change("pages/coach-secrecy/page.toml", "coach-secrecy", "other")
    assert {error.what for error in errors(author)} == {
        "organisation.key: there is no page «coach-secrecy», which says what coaches keep to themselves",
        "«coach» is missing, by which phones are told that a coach has answered",
    }


def named(author: Author, *lines: str) -> None:
    """An organisation without coaches."""
    author.write(PACK, author.read(PACK) + "[organisation]\n" + "".join(lines))


@pytest.mark.parametrize("locale", ["nb", "en"])
@pytest.mark.parametrize(
    ("written", "contact"),
    [
        ("post@fot.huset.no", {"kind": "mail", "at": "post@fot.huset.no"}),
        ("kari.nord-mann+fot@bånd.no", {"kind": "mail", "at": "kari.nord-mann+fot@bånd.no"}),
        ("https://huset.no/kontakt-oss", {"kind": "page", "at": "https://huset.no/kontakt-oss"}),
        (" 22 33 44 55 ", {"kind": "phone", "at": "22334455"}),
        ("+47 22 33 44 55", {"kind": "phone", "at": "+4722334455"}),
    ],
)
def test_without_a_key_the_app_gets_who_runs_it_and_no_coaches(
    author: Author, locale: str, written: str, contact: dict[str, str]
) -> None:
    named(author, 'name = " Huset "\n', 'address = "Storgata 1, 0155 Oslo"\n', f'contact = "{written}"\n')
    assert errors(author) == []
    found = bundle(author.root, locale)
    assert found["operator"] == {"name": "Huset", "address": "Storgata 1, 0155 Oslo", "contact": contact}
    assert "organisation" not in found


def test_whoever_has_not_said_who_they_are_is_not_named(author: Author) -> None:
    named(author, 'name = " "\n')
    assert errors(author) == []
    assert bundle(author.root)["operator"] is None


@pytest.mark.parametrize(
    "contact",
    [
        *("huset", "post@huset", "post@@huset.no", "mailto:post@huset.no", "Kari <post@huset.no>"),
        *("post@huset.no?subject=Fotfeste", "post%0a@huset.no", "post@huset.no, drift@huset.no"),
        *("http://huset.no", "https://huset.no/?fra=appen", "https://huset.no/#fot", "https://kari@huset.no/"),
        *("https://localhost/", "javascript:alert(1)", "12", "22 33 44 55 eller 11 22 33 44"),
        f"https://huset.no/{'x' * 200}",
    ],
)
def test_what_nobody_can_write_to_or_ring_is_told_and_so_is_what_would_tell_on_people(
    author: Author, contact: str
) -> None:
    named(author, 'name = "Huset"\n', f'contact = "{contact}"\n')
    what, do = told(author, "contact =")
    assert what == f"organisation.contact: {contact!r} is no e-mail address, https page or telephone number"
    assert "22 33 44 55" in do


@pytest.mark.parametrize("address", ["Storgata 1\\n0155 Oslo", "x" * 201])
def test_an_address_is_one_line(author: Author, address: str) -> None:
    named(author, 'name = "Huset"\n', f'address = "{address}"\n')
    assert told(author, "address =")[0].startswith("organisation.address: it cannot be taken")


@pytest.mark.parametrize("field", ["address", "contact"])
def test_nothing_of_it_stands_without_a_name(author: Author, field: str) -> None:
    named(author, f'{field} = "22334455"\n')
    what, do = told(author, f"{field} =")
    assert what == f"organisation.{field}: it stands without a name, and people are to know whose it is"
    assert "name" in do
