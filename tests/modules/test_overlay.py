"""The overlay: what the operator wrote stands over every pack, and what no longer fits one is said and left out."""

import asyncio
from pathlib import Path
from typing import Any

import msgspec
import pytest
from structlog.testing import capture_logs

from selfhelp.console import Stopped
from selfhelp.doctor import examine
from selfhelp.modules.authoring.check import check_content, check_once, lock, open_pack
from selfhelp.modules.authoring.table import narrow
from selfhelp.modules.bundles import build, open_bundles
from selfhelp.modules.checks.organisation import trust
from selfhelp.modules.compile import compile_bundle
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import ContentMessage, Messages
from selfhelp.modules.watch import follow
from selfhelp.settings import Settings
from tests.modules.authoring.test_command import said
from tests.modules.checks.test_organisation import PUBLIC, WORDS, key, organise, text
from tests.modules.small_pack import FILES, Author
from tests.powerless import folder_of_nobody, powerless

SHIPPED = FILES["directory.toml"]
HOUSE = (
    '[[service]]\nid = "huset"\ncountry = "NO"\nneeds = ["crisis"]\nname = { nb = "Huset", en = "The house" }\n'
    'does = { nb = "Noen.", en = "Someone." }\nphone = "22334455"\nsource = "ringt"\nrung = 2026-11-25\n'
)
NOTICE = (
    '[notice]\ntext = { nb = "Appen er nede i natt.", en = "The app is down tonight." }\n'
    'from = 2026-12-01\nuntil = 2026-12-02\nlevel = "info"\n'
)
CENTRE = HOUSE.replace("huset", "senteret").replace("22334455", "33445566")


@pytest.mark.parametrize("shut", ["overlay", "overlay/pack.toml", "pack", "pack/pages"])
def test_what_may_not_be_read_is_a_finding_with_the_line_that_mends_it(
    shut: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with folder_of_nobody() as folder:
        pack, overlay = Author(folder / "pack").root, folder / "overlay"
        overlay.mkdir()
        (overlay / "pack.toml").touch()
        with powerless(folder):
            (folder / shut).chmod(0)
            try:
                status = check_content(pack, overlay=overlay)
            finally:
                (folder / shut).chmod(0o700)
    assert status == 1
    told = capsys.readouterr().out
    assert f"it cannot be read: {folder / shut}: this user may not use it" in told
    assert "as root, chown --recursive" in told
    assert ": 1 to correct, 0 to consider" in told


class Operator:
    """Somebody with a pack that others wrote, and an overlay over it."""

    def __init__(self, author: Author) -> None:
        self.pack = author
        self.folder = author.root.parent / "overlay"
        self.folder.mkdir()

    def write(self, name: str, words: str) -> None:
        (self.folder / name).write_text(words, encoding="utf-8")

    def found(self) -> list[ContentMessage]:
        return check_once(self.pack.root, overlay=self.folder).messages.in_order()

    def the_message(self, *, warning: bool) -> tuple[str, int, str]:
        """The only finding: which of the operator's files, its line, what is wrong."""
        (only,) = self.found()
        assert only.warning is warning, only
        assert Path(only.file).parent == self.folder
        return Path(only.file).name, only.line, only.what

    def bundle(self, locale: str = "nb") -> dict[str, Any]:
        pack = load_pack(self.pack.root, Messages(), self.folder)
        assert pack is not None
        found: dict[str, Any] = msgspec.to_builtins(compile_bundle(pack, locale))
        return found

    def ids(self) -> list[str]:
        return [service["id"] for service in self.bundle()["directory"]]


def coached(pack: Author, *lines: str, **words: str) -> None:
    """A pack with the texts of coaches, each within reach."""
    organise(pack, *lines, **words)
    pack.change("pack.toml", "[organisation]", '[help]\nstop = ["crisis", "coach-secrecy"]\n[organisation]')


@pytest.fixture
def operator(author: Author) -> Operator:
    return Operator(author)


def test_an_empty_overlay_changes_nothing(operator: Operator) -> None:
    assert operator.found() == []
    assert build(operator.pack.root, operator.folder) == build(operator.pack.root)


def test_what_the_operator_wrote_stands_over_a_newer_pack(operator: Operator) -> None:
    coached(operator.pack, key(0), name='name = "Andre"\n')
    operator.write("pack.toml", 'name = "Fotspor"\n[organisation]\nname = "Huset"\n' + key(1))
    operator.write("directory.toml", HOUSE)

    def seen() -> tuple[str, dict[str, Any], list[str]]:
        bundle = operator.bundle()
        return bundle["name"], bundle["organisation"], operator.ids()

    name, organisation, ids = seen()
    assert (name, organisation["name"], organisation["key"]) == ("Fotspor", "Huset", text(PUBLIC[1]))
    assert organisation["promise"] == "Svar innen tre virkedager"  # the pack's: the overlay has none
    assert ids == ["mental-helse", "huset"]
    # The upgrade: another name, another key, another promise for an organisation, and a service more.
    operator.pack.change("pack.toml", "Fotfeste", "Fotfeste to")
    operator.pack.change("pack.toml", text(PUBLIC[0]), text(PUBLIC[2]))
    operator.pack.write("directory.toml", SHIPPED + CENTRE)
    assert operator.found() == []
    assert seen() == (name, organisation, ["mental-helse", "senteret", "huset"])
    assert trust(operator.pack.root, operator.folder).key == PUBLIC[1]


def test_an_overlay_from_before_goes_on_as_it_is(operator: Operator) -> None:
    operator.write("pack.toml", '[organisation]\nname = "Huset"\n')
    assert operator.found() == []
    assert operator.bundle()["operator"] == {"name": "Huset"}


def test_who_runs_it_stands_over_a_newer_pack(operator: Operator) -> None:
    mine = {"name": "Huset", "address": "Storgata 1, 0155 Oslo"}
    operator.write("pack.toml", f'[organisation]\nname = "{mine["name"]}"\naddress = "{mine["address"]}"\n')
    operator.pack.write(
        "pack.toml", operator.pack.read("pack.toml") + '[organisation]\nname = "Andre"\naddress = "Dit"\n'
    )
    assert operator.found() == []
    assert operator.bundle("en")["operator"] == mine


@pytest.mark.parametrize(
    ("name", "words", "line", "what"),
    [
        ("pack.toml", 'name = "X"\nversion = "2"\n', 2, "«version» is no field here"),
        ("pack.toml", "name = 3\n", 1, "name: Expected `str | null`, got `int`"),
        ("pack.toml", f'name = "{"F" * 41}"\n', 1, "name: Expected `str` of length <= 40"),
        ("pack.toml", '[organisation]\nnme = "X"\n', 2, "«nme» is no field here"),
        (
            "pack.toml",
            '[organisation]\nsuccession = [{ key = "A", signature = "A" }]\n',
            2,
            "organisation.succession: ",
        ),
        ("pack.toml", '[organisation]\npromise = { en = "Soon" }\n', 2, "«promise» has no words in nb"),
        (
            "pack.toml",
            '[organisation]\nname = "Huset"\ncontact = "huset"\n',
            3,
            "organisation.contact: 'huset' is no e-mail address, https page or telephone number",
        ),
        ("pack.toml", '[organisation]\naddress = "Storgata 1"\n', 2, "organisation.address: it stands without a name"),
        ("pack.toml", NOTICE.replace(', en = "The app is down tonight."', ""), 2, "«text» has no words in en"),
        ("pack.toml", NOTICE.replace('" }', '", sv = "Appen" }'), 2, "«sv» is no language of this pack"),
        ("pack.toml", NOTICE.replace("until = 2026-12-02\n", ""), 1, "notice: Object missing required field `until`"),
        ("pack.toml", NOTICE.replace("12-02", "11-30"), 4, "notice.until: it does not come after notice.from"),
        ("pack.toml", NOTICE.replace("2026-12-02", "2026-12-01T00:00:00"), 4, "notice.until: it does not come after"),
        ("pack.toml", NOTICE.replace("2026-12-01", '"1. desember"'), 3, "notice.from: «1. desember» is no date"),
        ("pack.toml", NOTICE.replace("2026-12-02", "22:00:00"), 4, "notice.until: «22:00:00» is no date"),
        ("pack.toml", NOTICE.replace("2026-12-02", "9999-12-31"), 4, "notice.until: «9999-12-31» is too far away"),
        ("pack.toml", NOTICE.replace('"info"', '"loud"'), 5, "notice.level: Invalid enum value 'loud'"),
        ("pack.toml", NOTICE.replace("level", "colour"), 5, "«colour» is no field here"),
        ("pack.toml", NOTICE.replace("[notice]", "[[notice]]"), 1, "notice: Expected `object | null`, got `array`"),
        ("pack.toml", NOTICE.replace("i natt", "i natt" * 40), 2, "notice.text: in nb it has 255 letters, at most 240"),
        (
            "pack.toml",
            NOTICE.replace("i natt.", "i natt.\\n\\nLenge."),
            2,
            "notice.text: in nb it does not stand on one",
        ),
        ("pack.toml", NOTICE.replace('"Appen', '"> Appen'), 2, "notice.text: in nb it is not one paragraph of words"),
        ("pack.toml", NOTICE.replace("Appen", "En torsk"), 2, "«torsk»: write «en som kjøper sex»"),
        ("pack.toml", NOTICE.replace("tonight.", "tonight!"), 2, "an exclamation mark or an emoji"),
        ("pack.toml", NOTICE.replace("Appen", "Fotfeste"), 2, "the app's own name"),
        ("pack.toml", NOTICE.replace("Appen", "https://x.no"), 2, "a web address has no place in a text"),
        ("pack.toml", NOTICE.replace("Appen", "[Appen](help:huset)"), 2, "there is no help «huset»"),
        (
            "pack.toml",
            NOTICE.replace("Appen", "[Mental Helse, 116 117](help:mental-helse)"),
            2,
            "116 117 is not mental-helse (116 123)",
        ),
        ("pack.toml", "name\n", 1, "line 1: a comma, quotation mark or bracket is missing"),
        ("directory.toml", 'hide = "mental-helse"\n', 1, "Expected `array`, got `str`"),
        ("directory.toml", "[servce]\n", 1, "«servce» is no field here"),
        ("directory.toml", '[service]\nid = "x"\n', 1, "service: write [[service]], with two brackets"),
        ("directory.toml", HOUSE.replace("phone", "fone"), 7, "«fone» is no field here"),
        ("directory.toml", HOUSE.replace("crisis", "crises"), 4, "codes.toml has no need «crises»"),
        ("directory.toml", HOUSE.replace('phone = "22334455"\n', ""), 2, "«huset» has neither phone nor url"),
        ("directory.toml", HOUSE.replace("2026-11-25", "2099-01-01"), 9, "«huset» was rung on a day to come"),
        ("directory.toml", HOUSE + HOUSE, 11, "«huset» stands here twice"),
    ],
)
def test_a_mistake_in_the_overlay_is_an_error_at_its_own_file_and_line(
    operator: Operator, name: str, words: str, line: int, what: str
) -> None:
    operator.write(name, words)
    told = operator.the_message(warning=False)
    assert told[:2] == (name, line)
    assert told[2].startswith(what), told[2]


def test_what_an_editor_leaves_behind_is_let_be(operator: Operator) -> None:
    for name in (".pack.toml.swp", "pack.toml~"):
        operator.write(name, "")
    assert operator.found() == []


def test_an_overlay_of_version_0_1_is_served_as_it_was_meant(operator: Operator) -> None:
    old = HOUSE.replace("rung =", 'hours = { nb = "Hverdager 9–15", en = "Weekdays 9–15" }\nchecked =')
    operator.write("directory.toml", old.replace("22334455", "020667788"))
    line, what = operator.the_message(warning=True)[1:3]
    assert (line, what) == (7, "«huset» phone: 020667788 cannot be dialled from Norway")
    house = operator.bundle()["directory"][1]
    assert (house["hours"], house["rung"]) == ("Hverdager 9–15", "2026-11-25")
    assert "open" not in house


@pytest.mark.parametrize("name", ["pack.toml.save", "pack.toml.bak", "nudges.toml", "pack.tml"])
def test_a_file_that_counts_for_nothing_stops_no_server(operator: Operator, name: str) -> None:
    operator.write(name, "name = 3")
    told = operator.the_message(warning=True)
    assert told[:2] == (name, 0)
    held = "pack.toml, directory.toml, audio.toml, reviews.toml"
    assert told[2].startswith(f"it counts for nothing: an overlay holds {held}")


def test_an_overlay_that_is_not_there_is_an_error(operator: Operator) -> None:
    operator.folder.rmdir()
    (only,) = operator.found()
    assert (only.file, only.what) == (str(operator.folder), "the overlay is missing")
    with pytest.raises(Stopped, match="the overlay is missing"):
        trust(operator.pack.root, operator.folder)


def test_a_service_is_hidden_replaced_and_put_where_it_belongs(operator: Operator) -> None:
    operator.pack.write("directory.toml", SHIPPED + CENTRE)
    operator.write("directory.toml", 'hide = ["senteret"]\n' + HOUSE + 'before = "mental-helse"\n')
    assert operator.found() == []
    assert operator.ids() == ["huset", "mental-helse"]
    operator.write("directory.toml", CENTRE.replace("33445566", "40404040"))
    assert operator.found() == []
    assert [one.get("phone") for one in operator.bundle()["directory"]] == ["116123", "40404040"]


@pytest.mark.parametrize(
    ("words", "line", "what", "ids"),
    [
        ('hide = ["senteret"]\n', 1, "hide: the pack has no service «senteret»", ["mental-helse"]),
        ('hide = ["mental-helse"]\n', 1, "hide: «mental-helse» stays, since", ["mental-helse"]),
        (
            HOUSE + 'before = "senteret"\n',
            10,
            "before: the pack has no service «senteret», so «huset» stands last",
            ["mental-helse", "huset"],
        ),
        (SHIPPED.replace("116123", "22334455"), 2, "«mental-helse» is left out: ", ["mental-helse"]),
        (HOUSE.replace('"crisis"', '"crisis", "tests"'), 4, "needs: the pack has «tests» no more", None),
        (HOUSE.replace(', en = "Someone."', ""), 6, "«does» has no words in en, and says what stands in nb", None),
    ],
)
def test_what_no_longer_fits_a_newer_pack_is_left_out_with_a_warning(
    operator: Operator, words: str, line: int, what: str, ids: list[str] | None
) -> None:
    operator.pack.write("ids.lock", "code needs tests retired\n")
    operator.write("directory.toml", words)
    told = operator.the_message(warning=True)
    assert told[:2] == ("directory.toml", line)
    assert told[2].startswith(what), told[2]
    assert operator.ids() == (ids or ["mental-helse", "huset"])
    assert operator.bundle("en")["directory"][0]["phone"] == "116123"


def test_a_service_whose_every_need_the_pack_has_let_go_of_is_left_out(operator: Operator) -> None:
    operator.pack.write("ids.lock", "code needs tests retired\n")
    operator.write("directory.toml", HOUSE.replace("crisis", "tests"))
    assert [(one.line, one.warning) for one in operator.found()] == [(2, True), (4, True)]
    assert operator.ids() == ["mental-helse"]


def test_masks_are_chosen_among_those_that_the_app_has(operator: Operator) -> None:
    operator.pack.change("pack.toml", '["Vaner"]', '["Vaner", "Pust", "Fotfeste"]')
    operator.write("pack.toml", 'masks = ["Pust", "Vaner"]\n')
    assert operator.found() == []
    assert operator.bundle()["masks"] == ["Vaner", "Pust"]
    operator.write("pack.toml", 'masks = ["Ro", "Vaner"]\n')
    assert operator.the_message(warning=True) == ("pack.toml", 1, "masks: the app has no name «Ro»")
    assert operator.bundle()["masks"] == ["Vaner"]
    operator.write("pack.toml", 'masks = ["Ro"]\n')
    assert operator.bundle()["masks"] == ["Vaner", "Pust", "Fotfeste"]


def test_the_names_that_a_release_locks_are_the_packs_alone(operator: Operator) -> None:
    operator.pack.write("directory.toml", SHIPPED + CENTRE)
    assert lock(operator.pack.root) == 0
    operator.write("directory.toml", 'hide = ["senteret"]\n' + HOUSE)
    result = check_once(operator.pack.root, frozen=True, overlay=operator.folder)
    assert (result.messages.found, result.unlocked) == ([], [])


def test_a_key_in_the_overlay_asks_for_what_a_key_in_the_pack_asks_for(operator: Operator) -> None:
    coached(operator.pack, name="", words="")
    operator.write("pack.toml", "[organisation]\n" + key(0))
    assert {(Path(one.file).parent, one.what.partition(":")[0]) for one in operator.found()} == {
        (operator.folder, "organisation.name"),
        (operator.folder, "«coach_hours» has no words in nb"),
        (operator.folder, "«coach_hours» has no words in en"),
        (operator.folder, "«promise» has no words in nb"),
        (operator.folder, "«promise» has no words in en"),
    }
    operator.write("pack.toml", '[organisation]\nname = "Huset"\n' + key(0) + WORDS)
    assert operator.found() == []


def test_the_commands_see_the_pack_through_the_overlay(
    operator: Operator, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def save_once(_seconds: float) -> None:
        if (operator.folder / "pack.toml").exists():
            raise KeyboardInterrupt
        operator.write("pack.toml", "nme = 1\n")

    monkeypatch.setattr("selfhelp.modules.authoring.check.time.sleep", save_once)
    assert check_content(operator.pack.root, watch=True, overlay=operator.folder) == 1
    assert f"{operator.folder}/pack.toml:1: «nme» is no field here" in capsys.readouterr().out
    with pytest.raises(Stopped):
        open_pack(operator.pack.root, operator.folder)
    operator.write("pack.toml", "")
    assert narrow(open_pack(operator.pack.root, operator.folder))


async def test_a_saved_overlay_is_served(operator: Operator) -> None:
    shelf = open_bundles(operator.pack.root, operator.folder)
    with capture_logs() as lines:
        following = asyncio.create_task(follow(operator.pack.root, shelf, every=0.01, overlay=operator.folder))
        await asyncio.sleep(0)  # the first look at the folder happens now
        operator.write("pack.toml", 'name = "Fotspor"\n')
        assert await said(lines, "content-rebuilt")
        served = shelf.locale("nb")
        assert served is not None
        assert served.title == "Fotspor"
        following.cancel()
        with pytest.raises(asyncio.CancelledError):
            await following


def test_doctor_tells_what_does_not_fit_any_more_and_where(operator: Operator, tmp_path: Path) -> None:
    operator.write("directory.toml", 'hide = ["senteret"]\n')
    settings = Settings(data=tmp_path / "data", content=operator.pack.root, overlay=operator.folder)
    (told,) = [one for one in examine(settings, launch=False) if "senteret" in one.what]
    assert told.level == "warning"
    assert told.what.startswith(f"{operator.folder}/directory.toml:1: hide: ")


def test_a_notice_of_the_operators_is_told_in_each_language_with_its_times_in_utc(operator: Operator) -> None:
    operator.write(
        "pack.toml",
        NOTICE.replace("Appen er", "[Mental Helse](help:mental-helse) er").replace("12-02", "12-02T22:30:00"),
    )
    assert operator.found() == []
    nb, en = operator.bundle("nb")["notice"], operator.bundle("en")["notice"]
    link = {"t": "link", "to": {"kind": "help", "id": "mental-helse"}, "words": ["Mental Helse"]}
    assert nb.pop("words") == [link, " er nede i natt."]
    assert en.pop("words") == ["The app is down tonight."]
    assert nb == en
    id = nb.pop("id")
    assert nb == {"from": "2026-11-30T23:00:00Z", "until": "2026-12-02T21:30:00Z", "level": "info"}
    # Another level is another notice: whoever has put the first away is shown the second.
    operator.write("pack.toml", NOTICE.replace('"info"', '"important"'))
    assert operator.bundle()["notice"]["id"] != id


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("2026-12-02", "2026-12-02T23:00:00Z"),  # a day is shown to its end
        ("2027-07-01", "2027-07-01T22:00:00Z"),  # in summer
        ("2026-12-02T22:00:00+00:00", "2026-12-02T22:00:00Z"),  # with a zone of its own
    ],
)
def test_a_notice_ends_on_norways_clock(operator: Operator, written: str, until: str) -> None:
    operator.write("pack.toml", NOTICE.replace("2026-12-02", written))
    assert operator.found() == []
    assert operator.bundle()["notice"]["until"] == until


def test_a_notice_may_say_a_number_that_the_directory_has_wrong(operator: Operator) -> None:
    operator.write("pack.toml", NOTICE.replace("Appen er nede i natt.", "Riktig nummer er 22 33 44 55."))
    assert operator.found() == []


def test_without_a_notice_the_bundle_has_none(operator: Operator) -> None:
    assert "notice" not in operator.bundle()
