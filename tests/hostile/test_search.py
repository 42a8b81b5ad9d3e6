"""The search for canaries finds what is there, however it is written and whatever stands around it."""

import base64
import json
import secrets
from collections.abc import Callable

import pytest

from tests.hostile.canaries import Canary, Search, forms, word

TEXT = "Kanarifugl " + word()
RAW = secrets.token_bytes(16)


@pytest.mark.parametrize("form", forms(TEXT))
def test_a_text_is_found_in_every_form(form: str) -> None:
    hay = secrets.token_bytes(1000) + forms(TEXT)[form] + secrets.token_bytes(1000)
    found = Search([Canary("words", TEXT)]).through({"somewhere": hay})
    assert {(one.canary, one.place) for one in found} == {("words", "somewhere")}


@pytest.mark.parametrize("form", forms(RAW))
def test_bytes_are_found_in_every_form(form: str) -> None:
    found = Search([Canary("key", RAW)]).through({"somewhere": b"\0" + forms(RAW)[form] + b"\0"})
    assert {(one.canary, one.place) for one in found} == {("key", "somewhere")}


@pytest.mark.parametrize("before", range(7))
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode], ids=["standard", "of addresses"])
def test_base64_of_a_longer_text_is_found_wherever_the_canary_stands(
    before: int, encode: Callable[[bytes], bytes]
) -> None:
    whole = b"x" * before + TEXT.encode() + b"and what follows"
    assert Search([Canary("words", TEXT)]).through({"somewhere": encode(whole)})


@pytest.mark.parametrize("escaped", [True, False])
def test_json_with_letters_beyond_ascii_is_found(escaped: bool) -> None:
    core = word()
    body = json.dumps({"text": f"blåbær {core} ørret"}, ensure_ascii=escaped).encode()
    assert Search([Canary("words", core)]).through({"body": body})


def test_nothing_is_found_where_nothing_is() -> None:
    places = {"noise": secrets.token_bytes(1 << 20), "hex": secrets.token_hex(1 << 18).encode(), "empty": b""}
    assert Search([Canary("words", TEXT), Canary("key", RAW)]).through(places) == []


def test_what_could_be_met_by_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        Search([Canary("initials", "abc")])
