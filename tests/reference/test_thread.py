"""Known answers of threads, messages and certificates: the Python half of tests/vectors/protocol.json."""

import base64
import json
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.reference import hpke, protocol, thread

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "vectors" / "protocol.json").read_text())
KNOWN: dict[str, str] = VECTORS["thread"]
CERTIFICATE: dict[str, Any] = VECTORS["coach_certificate"]
THREAD = thread.Thread(bytes.fromhex(KNOWN["thread_secret"]))
COACH = hpke.private(bytes.fromhex(KNOWN["coach_private_scalar"]))
COACH_PUBLIC = base64.b64decode(KNOWN["coach_public"])
OTHER = thread.Thread(bytes(32))
EXPIRES: Final = 1_800_000_000


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def test_a_threads_secret_gives_its_id_its_auth_and_the_coaches_key() -> None:
    assert (THREAD.id.hex(), THREAD.auth.hex(), THREAD.key.hex()) == (
        KNOWN["thread_id"],
        KNOWN["thread_auth"],
        KNOWN["thread_key"],
    )


def test_a_coach_opens_the_known_envelope_and_one_made_here() -> None:
    assert thread.envelope_info(THREAD.id).hex() == KNOWN["hpke_info"]
    assert hpke.point(COACH.public_key()) == COACH_PUBLIC
    made = THREAD.envelope(COACH_PUBLIC)
    assert len(made) == 113
    for sealed in (base64.b64decode(KNOWN["envelope"]), made):
        assert thread.open_envelope(COACH, THREAD.id, sealed).key == THREAD.key


def test_an_envelope_opens_for_its_coach_in_its_thread_alone() -> None:
    sealed = base64.b64decode(KNOWN["envelope"])
    for coach, thread_id in ((new_key(), THREAD.id), (COACH, OTHER.id)):
        with pytest.raises(protocol.CannotOpen):
            thread.open_envelope(coach, thread_id, sealed)


@pytest.mark.parametrize("known", VECTORS["messages"], ids=lambda known: known["direction"])
def test_a_message_is_sealed_and_opened(known: dict[str, Any]) -> None:
    direction, number = known["direction"], known["number"]
    sealed = THREAD.seal(direction, number, known["plain"], bytes.fromhex(known["iv"]))
    assert base64.b64encode(sealed).decode() == known["sealed"]
    coach = thread.open_envelope(COACH, THREAD.id, base64.b64decode(KNOWN["envelope"]))
    assert coach.open(direction, number, sealed) == json.loads(known["plain"])


@pytest.mark.parametrize("known", VECTORS["messages"], ids=lambda known: known["direction"])
def test_a_message_opens_at_its_place_alone(known: dict[str, Any]) -> None:
    sealed = base64.b64decode(known["sealed"])
    direction, number = known["direction"], known["number"]
    turned: thread.Direction = "c" if direction == "u" else "u"
    for keys, where, n in ((THREAD, direction, number + 1), (THREAD, turned, number), (OTHER, direction, number)):
        with pytest.raises(protocol.CannotOpen):
            keys.open(where, n, sealed)


def test_a_note_opens_for_its_coach_in_its_thread_at_its_number_alone() -> None:
    note = {"kind": "note", "text": "Ring Mona først."}
    sealed = THREAD.seal_note(COACH_PUBLIC, 2, note)
    assert len(sealed) == hpke.POINT + 256 + 16
    assert THREAD.open_note(COACH, 2, sealed) == note
    for keys, coach, n in ((THREAD, new_key(), 2), (OTHER, COACH, 2), (THREAD, COACH, 3)):
        with pytest.raises(protocol.CannotOpen):
            keys.open_note(coach, n, sealed)


def test_the_known_certificate_vouches_for_its_coach_until_its_end() -> None:
    organisation, coach = (base64.b64decode(CERTIFICATE[f"{one}_public"]) for one in ("organisation", "coach"))
    expires, signature = CERTIFICATE["expires"], base64.b64decode(CERTIFICATE["signature"])
    assert thread.is_coach(organisation, coach, expires, signature, expires - 1)
    assert not thread.is_coach(organisation, coach, expires, signature, expires)
    assert not thread.is_coach(organisation, coach, expires + 1, signature, expires - 1)
    assert not thread.is_coach(organisation, coach, expires, signature[:-1] + b"\0", expires - 1)
    assert not thread.is_coach(organisation, coach, expires, signature[:-1], expires - 1)
    assert not thread.is_coach(coach, coach, expires, signature, expires - 1)
    assert not thread.is_coach(organisation, organisation, expires, signature, expires - 1)


def test_a_certificate_made_here_is_64_bytes_and_holds() -> None:
    organisation = new_key()
    signature = thread.certify(organisation, COACH_PUBLIC, EXPIRES)
    assert len(signature) == 64
    assert thread.is_coach(hpke.point(organisation.public_key()), COACH_PUBLIC, EXPIRES, signature, EXPIRES - 1)


def test_a_device_takes_another_organisation_key_only_along_signatures_from_its_own() -> None:
    keys = [new_key() for _ in range(4)]
    public = [hpke.point(key.public_key()) for key in keys]
    chain = [(public[n + 1], thread.succeed(keys[n], public[n + 1])) for n in range(3)]
    for pinned in public:
        assert thread.leads_to(pinned, public[3], chain)
    stranger = hpke.point(new_key().public_key())
    assert not thread.leads_to(stranger, public[3], chain)
    assert not thread.leads_to(public[0], stranger, chain)
    assert not thread.leads_to(public[0], public[3], chain[1:])
    assert not thread.leads_to(public[3], public[0], chain)
    assert not thread.leads_to(public[0], public[1], [(public[1], chain[1][1])])
