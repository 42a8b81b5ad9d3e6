"""Known answers: the Python half of tests/vectors/protocol.json."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.reference import merge, protocol

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "vectors" / "protocol.json").read_text())
VAULT = protocol.VaultKeys(bytes.fromhex(VECTORS["vault"]["master_key"]))


def test_a_code_is_written_and_read_back() -> None:
    for known in VECTORS["recovery_code"]:
        assert protocol.write_code(bytes.fromhex(known["secret"])) == known["code"]
        assert protocol.read_code(known["code"]).hex() == known["secret"]


@pytest.mark.parametrize("code", VECTORS["recovery_code_accepts"])
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    assert protocol.read_code(code).hex() == VECTORS["recovery_code"][0]["secret"]


@pytest.mark.parametrize("code", [*VECTORS["recovery_code_rejects"], "٠" * 28])
def test_a_mistyped_code_is_refused(code: str) -> None:
    with pytest.raises(protocol.BadCode):
        protocol.read_code(code)


def test_slot_keys_and_seal() -> None:
    known = VECTORS["slot"]
    slot = protocol.SlotKeys(bytes.fromhex(known["secret"]))
    assert (slot.id.hex(), slot.auth.hex(), slot.key.hex()) == (
        known["slot_id"],
        known["slot_auth"],
        known["slot_key"],
    )
    sealed = slot.seal(bytes.fromhex(known["master_key"]), bytes.fromhex(known["iv"]))
    assert base64.b64encode(sealed).decode() == known["sealed"]
    assert len(sealed) == 61
    assert slot.open(sealed).hex() == known["master_key"]


@pytest.mark.parametrize("known", VECTORS["lock"], ids=lambda known: f"{known['pin']} {known.get('memory', 'first')}")
def test_a_pin_is_stretched_and_wraps_the_master_key(known: dict[str, Any]) -> None:
    cost = (known["memory"], known["passes"]) if "memory" in known else None
    lock = protocol.LockKey(known["pin"], bytes.fromhex(known["salt"]), cost)
    assert lock.key.hex() == known["key"]
    sealed = lock.seal(bytes.fromhex(known["master_key"]), bytes.fromhex(known["iv"]))
    assert base64.b64encode(sealed).decode() == known["sealed"]
    assert lock.open(sealed).hex() == known["master_key"]


def test_vault_keys_and_the_hash_that_the_server_keeps() -> None:
    known = VECTORS["vault"]
    assert (VAULT.id.hex(), VAULT.auth.hex()) == (known["vault_id"], known["vault_auth"])
    assert hashlib.sha256(VAULT.auth).hexdigest() == known["stored_auth"]


@pytest.mark.parametrize("known", VECTORS["record_ids"], ids=lambda known: known["name"])
def test_what_exists_once_has_the_same_id_on_every_device(known: dict[str, str]) -> None:
    assert protocol.VaultKeys(bytes.fromhex(known["master_key"])).record_id(known["name"]).hex() == known["record_id"]


@pytest.mark.parametrize("known", VECTORS["records"])
def test_a_record_is_sealed_and_opened(known: dict[str, Any]) -> None:
    record_id = bytes.fromhex(known["record_id"])
    assert VAULT.record_key(record_id).hex() == known["record_key"]
    sealed = VAULT.seal(record_id, known["version"], known["plain"], bytes.fromhex(known["iv"]))
    assert base64.b64encode(sealed).decode() == known["sealed"]
    assert len(sealed) == 29 + known["padded_length"]
    assert VAULT.open(record_id, known["version"], sealed) == json.loads(known["plain"])


@pytest.mark.parametrize("known", VECTORS["records_must_not_open"], ids=lambda known: known["why"])
def test_a_forged_record_does_not_open(known: dict[str, Any]) -> None:
    with pytest.raises(protocol.CannotOpen):
        VAULT.open(bytes.fromhex(known["record_id"]), known["version"], base64.b64decode(known["sealed"]))


def test_padding_reaches_the_next_bucket() -> None:
    for known in VECTORS["padding"]:
        assert len(protocol.pad(bytes(known["plain_length"]))) == known["padded_length"]
    with pytest.raises(ValueError):
        protocol.pad(bytes(VECTORS["padding_too_long"]))


@pytest.mark.parametrize("known", VECTORS["merge"], ids=lambda known: known["why"])
def test_merge(known: dict[str, Any]) -> None:
    assert merge.merge(known["mine"], known["theirs"]) == known["merged"]
    assert merge.merge(known["theirs"], known["mine"]) == known["merged"]
