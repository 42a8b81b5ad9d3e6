"""Known answers of pins and of a first message's iv: the Python half of tests/vectors/pins.json."""

import json
from pathlib import Path
from typing import Any

from tests.reference import merge, pins

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "vectors" / "pins.json").read_text())


def test_each_key_is_pinned_in_a_field_of_its_own() -> None:
    for known in VECTORS["organisation"]:
        assert pins.organisation_field(known["key"]) == known["field"]
    for known in VECTORS["coaches"]:
        assert pins.coach_field(known["id"], known["key"]) == known["field"]


def test_what_other_records_have_verified_becomes_pins() -> None:
    assert pins.gathered(VECTORS["gathered"]["records"]) == VECTORS["gathered"]["pins"]


def test_two_devices_have_the_pins_of_both_in_either_order() -> None:
    known = VECTORS["merge"]
    assert merge.merge(known["mine"], known["theirs"]) == known["merged"]
    assert merge.merge(known["theirs"], known["mine"]) == known["merged"]


def test_pins_go_along_into_another_vault_and_nothing_else_does() -> None:
    assert pins.moving(VECTORS["moving"]["keys"]) == VECTORS["moving"]["moved"]


def test_a_first_message_has_the_known_iv_and_other_words_have_another() -> None:
    ivs = {pins.opening_iv(bytes.fromhex(known["seed"]), known["plain"]).hex() for known in VECTORS["opening_iv"]}
    assert ivs == {known["iv"] for known in VECTORS["opening_iv"]}
    assert len(ivs) == len(VECTORS["opening_iv"])
