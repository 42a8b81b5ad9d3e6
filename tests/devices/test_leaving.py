"""New codes and deletions between phones with the shipped vault code and the real server."""

from collections.abc import Iterator

import pytest

from tests.conftest import ON_BOTH
from tests.devices.phones import Phone, phones
from tests.live import Live

pytestmark = pytest.mark.pure


@pytest.fixture(scope="module")
def hand() -> Iterator[list[Phone]]:
    """Three devices; `new` makes each of them another phone."""
    with phones(3) as made:
        yield made


def texts(phone: Phone) -> list[str]:
    """The texts that this phone shows."""
    return sorted(entry["fields"]["text"] for entry in phone.ask("dump")["entries"] if "text" in entry["fields"])


def synced_pair(one: Phone, two: Phone, live: Live) -> str:
    """Two phones with one diary of one entry; its code."""
    one.ask("new", server=live.url)
    one.ask("create", kind="urge", fields={"text": "before"})
    code: str = one.ask("code")
    assert one.ask("sync") == "idle"
    two.ask("new", server=live.url)
    assert two.ask("signIn", code=code) == "ok"
    assert texts(two) == ["before"]
    return code


@pytest.mark.slow
@ON_BOTH
def test_a_new_code_opens_the_diary_and_kills_the_old(live: Live, hand: list[Phone]) -> None:
    one, two, stranger = hand
    old = synced_pair(one, two, live)
    new = two.ask("code")
    assert two.ask("sync") == "idle"
    assert one.ask("sync") == "idle"
    stranger.ask("new", server=live.url)
    assert stranger.ask("signIn", code=old) == "unknown"
    assert stranger.ask("signIn", code=new) == "ok"
    assert texts(stranger) == ["before"]


@pytest.mark.slow
@ON_BOTH
def test_a_diary_deleted_on_one_phone_is_asked_about_on_the_other_and_may_live_on(
    live: Live, hand: list[Phone]
) -> None:
    one, two, stranger = hand
    code = synced_pair(one, two, live)
    two.ask("create", kind="urge", fields={"text": "not sent"})
    assert one.ask("deleteEverything") == 0
    assert two.ask("sync") == "erased"
    stranger.ask("new", server=live.url)
    assert stranger.ask("signIn", code=code) == "unknown"
    assert two.ask("keepAsNew") == "local"
    new = two.ask("code")
    assert two.ask("sync") == "idle"
    assert stranger.ask("signIn", code=new) == "ok"
    assert texts(stranger) == ["before", "not sent"]


@pytest.mark.slow
@ON_BOTH
def test_a_diary_that_was_on_the_phone_is_added_to_the_one_signed_in_to(live: Live, hand: list[Phone]) -> None:
    one, two, third = hand
    code = synced_pair(one, two, live)
    third.ask("new", server=live.url)
    third.ask("create", kind="urge", fields={"text": "here already"})
    assert third.ask("signIn", code=code, local="add") == "ok"
    assert one.ask("sync") == "idle"
    assert texts(one) == texts(third) == ["before", "here already"]
