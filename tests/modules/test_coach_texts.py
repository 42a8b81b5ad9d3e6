"""coach/: consent and choices for the person, guide and replies for the coach, each in its own bundle."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from litestar import Litestar
from litestar.testing import TestClient

from selfhelp.coach.jobs import KEPT_FOR, KEPT_UNREAD_FOR
from selfhelp.http.routing import mount
from selfhelp.modules.authoring.table import narrow
from selfhelp.modules.bundles import open_bundles
from selfhelp.modules.ids_lock import LOCK_FILE as LOCK
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import ContentMessage, Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.routes import ROUTES
from tests.modules.authoring.test_command import CONTENT
from tests.modules.small_coach import CHECKIN, CODES, CONSENT, GUIDE, REPLIES, with_coach_texts
from tests.modules.small_pack import Author
from tests.reference import hpke

KEY: Final = b64encode(hpke.point(ec.derive_private_key(11, ec.SECP256R1()).public_key())).decode()
NAME: Final = "Stiftelsen *Fot* [feste]"
ORGANISATION: Final = (
    f'[organisation]\nname = "{NAME}"\nkey = "{KEY}"\n'
    'coach_hours = { nb = "tirsdager", en = "Tuesdays" }\n'
    'promise = { nb = "Svar innen tre virkedager.", en = "An answer within three working days" }\n'
)


@pytest.fixture
def writer(author: Author) -> Author:
    """An author whose pack has the coach texts and no organisation."""
    with_coach_texts(author)
    return author


@pytest.fixture
def operator(writer: Author) -> Author:
    """The same, of an operator with coaches."""
    organise(writer)
    return writer


def organise(author: Author) -> None:
    """Gives the pack an organisation, and what else its key asks for."""
    author.write("pack.toml", author.read("pack.toml") + ORGANISATION)
    words = '[coach.neutral]\nreply = { nb = "Noe er klart.", en = "Something is ready." }\n'
    author.write("nudges.toml", author.read("nudges.toml") + words)
    for file in ("page.toml", "nb.md", "en.md"):
        page = author.read(f"pages/crisis/{file}").replace('"crisis"', '"coach-secrecy"')
        author.write(f"pages/coach-secrecy/{file}", page)
    author.change("pages/crisis/nb.md", "# Krise\nRing.", "# Krise\nRing. [Taushet](page:coach-secrecy)")
    author.change("pages/crisis/en.md", "# Crisis\nRing.", "# Crisis\nRing. [Secrecy](page:coach-secrecy)")


@pytest.fixture
def client(operator: Author) -> Iterator[TestClient[Litestar]]:
    with TestClient(Litestar(mount(ROUTES, open_bundles(operator.root)), openapi_config=None)) as client:
        yield client


def told(author: Author) -> set[str]:
    return {message.what for message in author.errors()}


def the_only(author: Author) -> ContentMessage:
    (only,) = author.errors()
    return only


def own() -> Pack:
    pack = load_pack(CONTENT, Messages())
    assert pack is not None
    return pack


def everything(client: TestClient[Litestar], locale: str) -> tuple[Any, Any]:
    manifest = client.get(f"/api/content/{locale}").json()
    return client.get(manifest["bundle"]).json(), client.get(manifest["coach"]).json()


# What is served


def test_without_a_key_nobody_is_served_a_word_of_coaches(writer: Author) -> None:
    assert writer.errors() == []
    with TestClient(Litestar(mount(ROUTES, open_bundles(writer.root)), openapi_config=None)) as client:
        manifest = client.get("/api/content/nb").json()
        assert "coach" not in manifest
        assert "coach" not in client.get(manifest["bundle"]).json()


def test_with_a_key_the_coaches_have_a_bundle_of_their_own_kept_for_ever(client: TestClient[Litestar]) -> None:
    address = client.get("/api/content/en").json()["coach"]
    answer = client.get(address)
    assert re.fullmatch(r"/content/[0-9a-f]{64}\.json", address)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.json()["guide"]["title"] == "For the coach"
    assert answer.json()["replies"] == [
        {
            "id": "thanks",
            "title": "Thanks",
            "text": "Thank you for writing.\n\n[[What you read.]] Ring 116 123.",
        }
    ]


@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_persons_bundle_has_the_consent_and_the_words_and_nothing_that_is_the_coaches(
    client: TestClient[Litestar], locale: str
) -> None:
    person, coach = everything(client, locale)
    said = "in English" if locale == "en" else "på norsk"
    assert person["coach"]["version"] == "2026-11-27"
    assert person["coach"]["first"]["ask"] == f"ask {said}"
    assert person["coach"]["checkin"]["never"] == f"never {said}"
    for face in ("stop", "near"):
        assert person["coach"]["about"][face] == [{"code": code, "label": f"{code} {said}"} for code in CODES]
    everywhere = json.dumps(person, ensure_ascii=False)
    assert coach["guide"]["title"] not in everywhere
    assert coach["replies"][0]["text"] not in everywhere
    assert set(coach) == {"version", "locale", "guide", "replies"}


def test_the_consent_says_who_when_and_how_soon_in_the_operators_words_and_never_as_marks(
    client: TestClient[Litestar],
) -> None:
    person, _ = everything(client, "nb")
    (step,) = person["coach"]["consent"]["steps"]
    assert step["blocks"] == [{"t": "p", "words": [f"{NAME} svarer. Vi er der tirsdager. Svar innen tre virkedager."]}]


def test_the_packs_own_coach_texts_are_whole_in_every_language() -> None:
    pack = own()
    assert pack.checkin is not None
    assert len(pack.replies) >= 14
    assert {text.genre for text in pack.texts if text.genre in ("guide", "consent")} == {"guide", "consent"}
    for reply in pack.replies.values():
        assert set(reply.words) == set(pack.sheet.locales)


@pytest.mark.parametrize(
    ("locale", "read", "unread"),
    [("nb", "tretti dager", "hundre og åtti"), ("en", "thirty days", "a hundred and eighty")],
)
def test_what_the_texts_say_of_how_long_a_thread_is_kept_is_what_the_server_does(
    locale: str, read: str, unread: str
) -> None:
    assert (KEPT_FOR.days, KEPT_UNREAD_FOR.days) == (30, 180)
    for text in ("pages/coach-secrecy", GUIDE, CONSENT):
        words = (CONTENT / text / f"{locale}.md").read_text(encoding="utf-8").lower()
        assert read in words, text
        assert unread in words, text
    ending = own().replies["ending"].words[locale].lower()
    assert read in ending


def test_the_table_lists_the_coach_texts_and_who_has_yet_to_sign(writer: Author) -> None:
    pack = load_pack(writer.root, Messages())
    assert pack is not None
    lines = "\n".join(narrow(pack))
    assert "guide coach-guide" in lines
    assert "consent coach-consent" in lines


# What the check refuses


def test_a_key_without_texts_is_told(operator: Author) -> None:
    for name in (CHECKIN, REPLIES):
        (operator.root / name).unlink()
    for folder in (GUIDE, CONSENT):
        for file in (operator.root / folder).iterdir():
            file.unlink()
        (operator.root / folder).rmdir()
    (operator.root / "coach").rmdir()
    assert the_only(operator).what == "organisation.key: there are no texts for coaches"
    assert the_only(operator).line == operator.line("pack.toml", "key =")


@pytest.mark.parametrize("name", [CHECKIN, REPLIES, f"{GUIDE}/page.toml", f"{CONSENT}/page.toml", f"{GUIDE}/en.md"])
def test_half_a_folder_is_told(writer: Author, name: str) -> None:
    (writer.root / name).unlink()
    assert the_only(writer).file == name
    assert the_only(writer).what == "the file is missing"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [
        (CHECKIN, "fortnight =", "fortnite =", "fortnite =", "«fortnite» is no field here"),
        (CHECKIN, ', en = "how in English"', "", "how =", "«how» has no words in en"),
        (CHECKIN, '"2026-11-27"', '"27.11"', "version", "consent.version: "),
        (CHECKIN, "how på norsk", "torsk", "how =", "«torsk»: write «en som kjøper sex»"),
        (CHECKIN, "how på norsk", "x" * 161, "how =", "«how» in nb is longer than 160 letters"),
        (CHECKIN, "how på norsk", "Ring 116 123", "how =", "the number 116 123 stands in the text"),
        (
            CHECKIN,
            'urge = { nb = "urge på norsk", en = "urge in English" }\n',
            "",
            "[about.stop]",
            "[about.stop] has 5",
        ),
        (REPLIES, "Takk for at du skrev.", "Takk!", "Takk!", "an exclamation mark or an emoji"),
        (REPLIES, "Takk for at du skrev.", "Du og torsk.", "Du og torsk.", "«torsk»: write «en som kjøper sex»"),
        (REPLIES, "Takk for at du skrev.", "Åpne Fotfeste.", "Åpne", "the app's own name"),
        (REPLIES, "Takk for at du skrev.", "**Takk**.", "**Takk**", "a reply is plain text"),
        (REPLIES, "Takk for at du skrev.", "Ring 113.", "Ring 113", "a number stands in the text"),
        (REPLIES, "Takk for at du skrev.", "Ring 22 40 00 40.", "22 40", "the number 22 40 00 40 stands in the text"),
        (REPLIES, "[[Det du leste.]]", "Ja.", 'nb = """', "nothing to fill in, in nb"),
        (REPLIES, "[[Det du leste.]]", "[[ ]]", 'nb = """', "a place to fill in is not closed"),
        (REPLIES, "[[Det du leste.]]", "[[Det]", 'nb = """', "a place to fill in is not closed"),
        (REPLIES, "Takk for at du skrev.", "ja " * 121, 'nb = """', "126 words, at most 120"),
        (REPLIES, 'en = """', 'se = """', "[thanks.words]", "«se» is no language of this pack"),
    ],
)
def test_a_mistake_is_told_with_its_line(writer: Author, file: str, old: str, new: str, line: str, what: str) -> None:
    writer.change(file, old, new)
    found = [(one.file, one.line) for one in writer.errors() if one.what.startswith(what)]
    assert found == [(file, writer.line(file, line))]


def test_a_service_that_is_not_there_or_has_no_number_is_told(writer: Author) -> None:
    writer.write(REPLIES, writer.read(REPLIES).replace("{mental-helse}", "{mental-help}"))
    assert told(writer) == {"there is no service «mental-help». Did you mean «mental-helse»?"}
    writer.write(REPLIES, writer.read(REPLIES).replace("{mental-help}", "{mental-helse}"))
    writer.change("directory.toml", 'phone = "116123"', 'url = "https://example.org"')
    assert "«mental-helse» has no telephone number" in told(writer)


def test_languages_name_the_same_services(writer: Author) -> None:
    writer.change(REPLIES, "[[What you read.]] Ring {mental-helse}.", "[[What you read.]]")
    assert told(writer) == {"nb names other services"}


def test_a_heavy_reply_is_told(writer: Author) -> None:
    writer.change(REPLIES, "Takk for at du skrev.", "Henvisningsmuligheter foreligger spesialisthelsetjenesten " * 3)
    assert any("LIX" in what for what in told(writer))


@pytest.mark.parametrize(("folder", "role"), [(GUIDE, "psychologist"), (GUIDE, "lawyer"), (CONSENT, "lawyer")])
def test_a_role_that_must_read_is_not_left_out(writer: Author, folder: str, role: str) -> None:
    writer.change(f"{folder}/page.toml", f'"{role}"', '"relative"')
    assert the_only(writer).what == f"a {role} must read the {folder.rpartition('/')[2]}"
    assert the_only(writer).line == writer.line(f"{folder}/page.toml", "needs")


def test_the_guide_asks_nothing(writer: Author) -> None:
    block = "```exercise\nanswer: mine\nminutes: 1\nask: x\n```\n"
    for locale in ("nb", "en"):
        text = writer.read(f"{GUIDE}/{locale}.md").replace("kind=read", "kind=write")
        writer.write(f"{GUIDE}/{locale}.md", text + block)
    writer.change(f"{GUIDE}/page.toml", "minutes = 1", 'minutes = 1\nmakes = ["mine"]')
    assert the_only(writer).what == "the guide has steps to read alone"


@pytest.mark.parametrize("name", ["organisation", "hours", "promise"])
def test_a_consent_that_leaves_out_what_the_operator_promises_is_told(writer: Author, name: str) -> None:
    writer.change(f"{CONSENT}/en.md", f"{{{name}}}", "x")
    assert the_only(writer).what == f"the consent does not say {{{name}}}"


def test_a_misspelt_promise_is_told_at_its_line(writer: Author) -> None:
    writer.change(f"{CONSENT}/nb.md", "{hours}", "{hours} {promis}")
    assert the_only(writer).what == "{promis} is nothing the pack fills in. Did you mean «promise»?"
    assert the_only(writer).line == writer.line(f"{CONSENT}/nb.md", "{promis}")


# What stays


def test_a_code_that_went_into_a_release_stays(writer: Author) -> None:
    writer.lock()
    writer.change(CHECKIN, "slip = ", "lapse = ")
    assert told(writer) == {"«slip» is gone (is it «lapse» now?), and people's answers rest under this name"}


def test_nothing_is_kept_under_the_names_of_guide_and_replies(writer: Author) -> None:
    writer.lock()
    lock = writer.read(LOCK)
    assert "coach-guide" not in lock
    assert "thanks" not in lock
    assert "code about-near urge" in lock


def test_words_that_people_agreed_to_do_not_change_under_their_version(writer: Author) -> None:
    writer.lock()
    writer.change(f"{CONSENT}/en.md", "Read this.", "Read all of this.")
    assert the_only(writer).what == "people have agreed to other words under 2026-11-27"
    assert the_only(writer).line == writer.line(CHECKIN, "version")
    writer.change(CHECKIN, '"2026-11-27"', '"2026-11-27.2"')
    assert writer.errors() == []
    writer.lock()
    assert writer.read(LOCK).count("consent coach 2026-11-27") == 2
    writer.change(CHECKIN, '"2026-11-27.2"', '"2026-11-27"')
    assert told(writer) == {"people have agreed to other words under 2026-11-27"}


# What the pack's own words must keep true


def test_the_lock_screen_says_of_a_coachs_answer_what_it_says_of_other_things() -> None:
    nudges = own().nudges
    for words in nudges["coach"]["neutral"].values():
        assert words in nudges["own"]["neutral"].values()
        for style in ("neutral", "discreet", "full"):
            assert words in nudges["daily"][style].values()


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (
            "nb",
            ("ip-adressen", "hvilken dag", "hvilken måned", "lese hele samtalen", "ligger den kryptert", "neste gang"),
        ),
        ("en", ("ip address", "which day", "the month it began", "all of", "we keep it, encrypted", "fetches")),
    ],
)
def test_consent_and_page_agree_on_who_reads_and_what_stays(locale: str, said: tuple[str, ...]) -> None:
    for text in ("pages/coach-secrecy", CONSENT):
        words = (CONTENT / text / f"{locale}.md").read_text(encoding="utf-8").lower()
        for one in said:
            assert one in words, (text, one)


@pytest.mark.parametrize(("locale", "timing"), [("nb", "av tidspunktet"), ("en", "from the timing")])
def test_it_is_said_that_whoever_watches_the_server_can_tie_a_phone_to_its_thread(locale: str, timing: str) -> None:
    for text in ("pages/coach-secrecy", CONSENT):
        assert timing in (CONTENT / text / f"{locale}.md").read_text(encoding="utf-8"), text
    app = CONTENT.parent / "pwa/src/features/coach/words" / f"{locale}.json"
    assert timing in json.loads(app.read_text(encoding="utf-8"))["coach_tell_without"]


def test_no_draft_says_that_a_coach_ends_a_conversation_which_none_can() -> None:
    for reply in own().replies.values():
        assert not re.search(r"avslutte(r|t)? vi|vi avslutter", reply.words["nb"], re.IGNORECASE)
        assert not re.search(r"we (will )?end (the|this)", reply.words["en"], re.IGNORECASE)


@pytest.mark.parametrize(("locale", "limit"), [("nb", "holde for meg selv"), ("en", "keep this to myself")])
def test_what_a_coach_cannot_keep_is_said_before_anything_is_asked(locale: str, limit: str) -> None:
    """In the paragraph after the numbers, and before the coach takes up what was told."""
    found = {code: reply.words[locale] for code, reply in own().replies.items() if limit in reply.words[locale]}
    assert set(found) == {"violence-own", "child-at-risk"}
    for code, words in found.items():
        paragraphs = words.strip().split("\n\n")
        assert [at for at, it in enumerate(paragraphs) if limit in it] == [2], code
        assert "?" not in words[: words.index(limit)], code
