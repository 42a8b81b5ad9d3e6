"""The TOML files: unknown fields, missing words, stale numbers, texts that a lock screen would cut."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest

from selfhelp.modules.checks import check_pack
from selfhelp.modules.contact import spoken
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from tests.modules.small_pack import MODULE, Author

PHONES = Path(__file__).parents[2] / "vectors" / "phones.json"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [
        ("pack.toml", "masks =", "mask =", 4, "«mask» is no field here. Did you mean «masks»?"),
        (
            "pack.toml",
            "masks =",
            "masks",
            4,
            "line 3 or 4: a comma, quotation mark or bracket is missing (Expected '='",
        ),
        (f"{MODULE}/module.toml", "minutes = 3", "minuts = 3", 2, "«minuts» is no field here. Did you mean «minutes»?"),
        (f"{MODULE}/module.toml", "minutes = 3", 'minutes = "3"', 2, "minutes: Expected `int`, got `str`"),
        (f"{MODULE}/module.toml", '"psychologist"', '"developer"', 11, "review.needs.0: Invalid enum value"),
        (f"{MODULE}/module.toml", "year = 2020", "yaer = 2020", 8, "«yaer» is no field here"),
        ("directory.toml", "phone =", "fone =", 7, "«fone» is no field here. Did you mean «phone»?"),
        ("directory.toml", '"116123"', '"116 123"', 7, "phone: Expected `str` matching regex"),
        ("directory.toml", '"crisis"', '"crises"', 4, "codes.toml has no need «crises». Did you mean «crisis»?"),
        ("directory.toml", 'phone = "116123"\n', "", 2, "«mental-helse» has neither phone nor url"),
        ("directory.toml", "[[service]]", "[[services]]", 1, "«services» is no field here"),
        ("codes.toml", ', en = "Boredom"', "", 2, "«bored» has no words in en"),
        ("codes.toml", ', en = "Boredom"', ', en = "Boredom", sv = "Tristess"', 2, "«sv» is no language of this pack"),
        (
            "nudges.toml",
            "[daily.neutral]",
            "[dayly.neutral]",
            1,
            "«dayly» is no kind of reminder. Did you mean «daily»?",
        ),
        ("nudges.toml", "[daily.neutral]", "[daily.discreet]", 1, "daily has no neutral text"),
        ("nudges.toml", "Time for a break?", "Well " * 40, 2, "«pause» in en is longer than 110 letters"),
        ("nudges.toml", "[daily.neutral]", "[daily.neutrale]", 1, "«neutrale» is no style. Did you mean «neutral»?"),
        ("nudges.toml", "[own.neutral]", "[own.discreet]", 7, "own has no neutral text"),
        ("nudges.toml", 'week = { nb = "En ny uke.", en = "A new week." }\n', "", 3, "weekly has no neutral text"),
        ("nudges.toml", ', en = "A new week."', "", 4, "«week» has no words in en"),
        ("pack.toml", '"Fotfeste"', f'"{"F" * 41}"', 1, "name: Expected `str` of length <= 40"),
        ("directory.toml", "year = 2021", "rung = 2099-01-01", 9, "«mental-helse» was rung on a day to come"),
        (f"{MODULE}/module.toml", "year = 2020", "checked = 2099-01-01", 8, "«roe-2020» was checked on a day to come"),
        ("directory.toml", "year =", 'hours = "9-15"\nyear =', 9, "hours: Invalid enum value"),
        ("directory.toml", "year =", 'hours = { nb = "Hverdager" }\nyear =', 9, "«hours» has no words in en"),
        ("directory.toml", "2021", "2210", 9, "«mental-helse» year: 2210 is no year in which someone wrote of it"),
        ("directory.toml", "2021", "21", 9, "«mental-helse» year: 21 is no year in which someone wrote of it"),
        ("directory.toml", "year =", 'holidays = "maybe"\nyear =', 9, "holidays: Invalid enum value 'maybe'"),
        ("measures.toml", "[0, 10]", "[10, 0]", 3, "the range goes from low to high"),
    ],
)
def test_a_mistake_in_a_table_is_told_at_its_line(
    author: Author, file: str, old: str, new: str, line: int, what: str
) -> None:
    author.change(file, old, new)
    told = [(message.line, message.what) for message in author.errors() if message.file == file]
    assert any(at == line and says.startswith(what) for at, says in told), author.errors()


@pytest.mark.parametrize("written", ["", "# nothing yet\n"])
def test_a_pack_that_has_nothing_to_say_in_a_reminder_is_told_so(author: Author, written: str) -> None:
    author.write("nudges.toml", written)
    told = {message.what for message in author.errors() if message.file == "nudges.toml"}
    assert told == {f"«{kind}» is missing" for kind in ("daily", "weekly", "step", "own", "comeback")}


def test_a_missing_table_of_reminders_is_told_once(author: Author) -> None:
    (author.root / "nudges.toml").unlink()
    assert [message.what for message in author.errors()] == ["the file is missing"]


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [
        (
            "programmes/stop/programme.toml",
            '["hold"]',
            '[\n  "hold"\n\n  # more\n  "more"\n]',
            7,
            "line 4 or 7: a comma, quotation mark or bracket is missing (Unclosed array (at line 7, column 3))",
        ),
        (
            "codes.toml",
            '"Kjedsomhet"',
            '"Kjedsomhet',
            2,
            "line 1 or 2: a comma, quotation mark or bracket is missing (",
        ),
        ("pack.toml", 'masks = ["Vaner"]', 'masks = ["Vaner"', 4, "line 3 or 4: a comma, quotation mark or bracket"),
        (f"{MODULE}/module.toml", "uses =", "makes =", 4, "what this line names has been written above already ("),
    ],
)
def test_broken_toml_is_told_alone(author: Author, file: str, old: str, new: str, line: int, what: str) -> None:
    author.lock()
    author.change("pages/crisis/nb.md", "(help:mental-helse)", "(help:mental)")
    author.change(file, old, new)
    (message,) = author.check()
    assert (message.file, message.line) == (file, line)
    assert message.what.startswith(what)


def test_a_sheet_that_cannot_be_read_makes_nothing_else_look_wrong(author: Author) -> None:
    author.lock()
    author.change(f"{MODULE}/module.toml", "minutes = 3", "minuts = 3")
    assert author.the_error() == "module.toml:2: «minuts» is no field here. Did you mean «minutes»?"


@pytest.mark.parametrize("file", ["codes.toml", f"{MODULE}/nb.md"])
def test_another_encoding_is_told_with_what_to_do(author: Author, file: str) -> None:
    text, line = author.read(file), author.line(file, "Alkohol" if file == "codes.toml" else "Det første")
    (author.root / file).write_bytes(text.replace("Alkohol", "Øl").encode("latin-1"))
    (message,) = author.errors()
    assert (message.file, message.line, message.what) == (file, line, "the file is not in UTF-8")
    assert message.do.startswith("save it as UTF-8")


def test_a_day_that_has_begun_in_the_east_is_no_day_to_come(author: Author) -> None:
    author.change("directory.toml", "year = 2021", "rung = 2026-11-25")
    messages = Messages()
    pack = load_pack(author.root, messages)
    assert pack is not None
    check_pack(pack, messages, date(2026, 11, 24))
    assert messages.found == []
    check_pack(pack, messages, date(2026, 11, 23))
    assert [message.what for message in messages.found] == ["«mental-helse» was rung on a day to come"]


def test_a_service_that_nobody_has_rung_for_a_year_is_a_warning(author: Author) -> None:
    author.change("directory.toml", "year = 2021", "rung = 2026-11-25")
    messages = Messages()
    pack = load_pack(author.root, messages)
    assert pack is not None
    check_pack(pack, messages, date(2027, 11, 25))
    assert messages.found == []
    check_pack(pack, messages, date(2027, 11, 26))
    (message,) = messages.found
    assert message.warning
    assert (message.line, message.what) == (9, "«mental-helse» was last rung or opened 2026-11-25")


def test_a_day_on_which_a_source_was_read_is_not_one_on_which_anybody_rang(author: Author) -> None:
    author.change("directory.toml", "year = 2021", "checked = 2026-11-25")
    (message,) = author.check()
    assert message.warning
    assert (message.line, message.what[:35]) == (9, "«mental-helse» checked: it counts f")
    pack = load_pack(author.root, Messages())
    assert pack is not None
    assert pack.services[0].rung is None


@pytest.mark.parametrize("phone", ["112", "1881", "02800", "116123", "22400040", "80080040", "+46771440000"])
def test_a_number_that_a_phone_in_norway_can_dial_is_taken(author: Author, phone: str) -> None:
    author.write("directory.toml", author.read("directory.toml").replace("116123", phone))
    told = [message.what for message in author.errors() if message.file == "directory.toml"]
    assert told == []


@pytest.mark.parametrize("phone", ["020667788", "0201234", "123456", "0046771440000", "1234567", "12345678", "+046123"])
def test_a_number_that_a_phone_in_norway_cannot_dial_is_refused_by_name(author: Author, phone: str) -> None:
    author.write("directory.toml", author.read("directory.toml").replace("116123", phone))
    (told,) = [message for message in author.errors() if message.file == "directory.toml"]
    assert (told.line, told.what) == (7, f"«mental-helse» phone: {phone} cannot be dialled from Norway")
    assert "with + and the number of the country" in told.do


@pytest.mark.parametrize("field", ["hours", "chat"])
@pytest.mark.parametrize(
    ("times", "what"),
    [
        ('[{ days = "mon-fri", from = "9:00", to = "25:00" }]', "to: «25:00» is no time of day"),
        ('[{ days = "mon-fri", from = "9.00", to = "15:00" }]', "from: «9.00» is no time of day"),
        ('[{ days = "mon-fri", from = "9:00", to = "15:60" }]', "to: «15:60» is no time of day"),
        ('[{ days = "mon-fri", from = "24:00", to = "1:00", next_day = true }]', "from: a day begins at 0:00"),
        (
            '[{ days = "fri", from = "18:00", to = "1:30" }]',
            "to: 1:30 is not after 18:00; past midnight also",
        ),
        ('[{ days = "fri", from = "9:00", to = "9:00" }]', "to: 9:00 is not after 9:00"),
        (
            '[{ days = "fri", from = "9:00", to = "15:00", next_day = true }]',
            "to: 9:00 to 15:00 the next day is",
        ),
        ('[{ days = "monday", from = "9:00", to = "15:00" }]', "days: «monday» in «monday» is no day of the week. Did"),
        ('[{ days = "mon-fir", from = "9:00", to = "15:00" }]', "days: «fir» in «mon-fir» is no day of the week. Did"),
        ('[{ days = "", from = "9:00", to = "15:00" }]', "days: «» in «» is no day of the week"),
        ('[{ days = "fri-mon", from = "9:00", to = "15:00" }]', "days: «fri-mon» goes backwards"),
        ('[{ days = "mon, mon-tue", from = "9:00", to = "15:00" }]', "days: «mon, mon-tue» has mon twice"),
        (
            '[{ days = "mon-fri", from = "9:00", to = "15:00" }, { days = "tue", from = "14:00", to = "18:00" }]',
            "tue 9:00–15:00 and tue 14:00–18:00 overlap",
        ),
        (
            '[{ days = "mon", from = "0:00", to = "3:00" }, '
            '{ days = "sun", from = "20:00", to = "2:00", next_day = true }]',
            "sun 20:00–2:00 and mon 0:00–3:00 overlap",
        ),
        ("[]", "there is no time in it; leave it out when the hours are not known"),
    ],
)
def test_times_that_cannot_be_are_told_with_the_service_and_the_field(
    author: Author, field: str, times: str, what: str
) -> None:
    author.change("directory.toml", "year =", f"{field} = {times}\nyear =")
    (told,) = author.errors()
    assert (told.file, told.line) == ("directory.toml", 9)
    assert told.what.startswith(f"«mental-helse» {field}: {what}"), told.what


def test_an_unknown_field_of_a_time_is_not_taken_for_one_of_the_service(author: Author) -> None:
    author.change("directory.toml", "year =", 'hours = [{ day = "mon" }]\nyear =')
    assert author.the_error() == "directory.toml:9: «day» is no field here"


def test_times_of_a_service_abroad_are_refused_since_its_clock_and_holidays_are_not_known(author: Author) -> None:
    author.change("directory.toml", 'country = "NO"', 'country = "SE"')
    author.change("directory.toml", "year =", 'chat = [{ days = "mon", from = "9:00", to = "15:00" }]\nyear =')
    (told,) = author.errors()
    assert told.what.startswith("«mental-helse» chat: times are read in Norway's time")
    assert told.do == "write the hours in words"


def test_without_pack_toml_only_that_is_told(author: Author) -> None:
    (author.root / "pack.toml").unlink()
    assert [message.file for message in author.errors()] == ["pack.toml"]


def test_a_source_has_a_year_or_the_day_it_was_read(author: Author) -> None:
    author.change(f"{MODULE}/module.toml", "year = 2020\n", "")
    assert author.the_error() == "module.toml:6: «roe-2020» has neither year nor checked"


def test_the_safety_question_follows_a_step_that_exists(author: Author) -> None:
    author.change("pages/crisis/page.toml", "minutes = 1", 'minutes = 1\nask_safety_after = "nox"')
    assert author.the_error() == "page.toml:3: there is no step «nox». Did you mean «now»?"


@pytest.mark.parametrize("file", ["directory.toml", "measures.toml"])
def test_an_id_stands_in_a_table_once(author: Author, file: str) -> None:
    author.write(file, author.read(file) * 2)
    (message,) = author.errors()
    assert message.what.endswith("stands here twice")
    assert message.line == len(author.read(file).splitlines()) // 2 + 2


def test_numbers_are_written_as_people_say_them() -> None:
    known = msgspec.json.decode(PHONES.read_bytes(), type=list[tuple[str, str]])
    assert [(phone, spoken(phone)) for phone, _ in known] == known


def test_the_safety_question_follows_a_step_of_a_module_or_a_page(author: Author) -> None:
    step = re.search(r"\{#([a-z-]+) kind=read\}", author.read(f"{MODULE}/nb.md"))
    assert step is not None
    author.change(f"{MODULE}/module.toml", "minutes = 3", f'minutes = 3\nask_safety_after = "{step[1]}"')
    assert author.check() == []


def test_a_module_ends_at_a_step_that_exists_and_a_page_at_its_last(author: Author) -> None:
    sheet = author.read(f"{MODULE}/module.toml")
    author.write(f"{MODULE}/module.toml", sheet.replace("minutes = 3", 'minutes = 3\nends = "wyh"'))
    assert author.the_error() == "module.toml:3: there is no step «wyh». Did you mean «why»?"
    author.write(f"{MODULE}/module.toml", sheet.replace("minutes = 3", 'minutes = 3\nends = "why"'))
    assert author.errors() == []
    author.change("pages/crisis/page.toml", "minutes = 1", 'minutes = 1\nends = "now"')
    assert author.the_error() == "page.toml:3: «ends» belongs to modules alone"


def test_a_tool_asks_no_safety_question(author: Author) -> None:
    sheet = author.read("tools/wave/tool.toml")
    step = re.search(r"\{#([a-z-]+) ", author.read("tools/wave/nb.md"))
    assert step is not None
    author.write("tools/wave/tool.toml", f'ask_safety_after = "{step[1]}"\n{sheet}')
    assert author.the_error() == "tool.toml:1: «ask_safety_after» belongs to modules and pages"


def test_a_link_may_say_a_number_as_people_say_it(author: Author) -> None:
    author.change("directory.toml", '"116123"', '"80080040"')
    for text in (f"{MODULE}/nb.md", f"{MODULE}/en.md", "pages/crisis/nb.md", "pages/crisis/en.md"):
        author.change(text, "116 123", "800-80-040")
    assert author.check() == []


def test_a_number_of_eight_digits_is_told_as_people_write_it(author: Author) -> None:
    author.change("directory.toml", '"116123"', '"22400040"')
    assert {message.what for message in author.errors()} == {"116 123 is not mental-helse (22 40 00 40)"}
