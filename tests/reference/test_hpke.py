"""HPKE against the RFC's own answers for this suite, and against the implementation in `cryptography`."""

from typing import Final

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from tests.reference import hpke

# RFC 9180's published test-vectors.json: mode 0, kem_id 16, kdf_id 1, aead_id 2, the first encryption. The RFC's text
# itself prints this KEM and KDF with AES-128 only.
INFO: Final = bytes.fromhex("4f6465206f6e2061204772656369616e2055726e")
EPHEMERAL: Final = bytes.fromhex("90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e")
RECIPIENT: Final = bytes.fromhex("317f915db7bc629c48fe765587897e01e282d3e8445f79f27f65d031a88082b2")
RECIPIENT_PUBLIC: Final = bytes.fromhex(
    "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f"
    "853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c"
)
ENC: Final = bytes.fromhex(
    "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e"
    "0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0"
)
SHARED: Final = bytes.fromhex("48893fecd82f7c3456af6a42d8f56325d21e08c10fa81299986aaff54cde7b49")
KEY: Final = bytes.fromhex("ee16802a936d5f544771131900ee6973d0551de9e852ece2ef34bf0d5f9e1d1d")
NONCE: Final = bytes.fromhex("9bc50980832a7b4b58c40161")
AAD: Final = b"Count-0"
PLAIN: Final = b"Beauty is truth, truth beauty"
CIPHERTEXT: Final = bytes.fromhex(
    "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f"
)

SUITE: Final = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def test_the_answer_of_the_rfc_comes_out_step_by_step() -> None:
    ephemeral, recipient = hpke.private(EPHEMERAL), hpke.private(RECIPIENT)
    assert hpke.point(ephemeral.public_key()) == ENC
    assert hpke.point(recipient.public_key()) == RECIPIENT_PUBLIC
    dh = ephemeral.exchange(ec.ECDH(), recipient.public_key())
    assert hpke.shared_secret(dh, ENC, RECIPIENT_PUBLIC) == SHARED
    assert hpke.key_schedule(SHARED, INFO) == (KEY, NONCE)


def test_the_answer_of_the_rfc_is_sealed_and_opened() -> None:
    assert hpke.seal(RECIPIENT_PUBLIC, INFO, PLAIN, AAD, hpke.private(EPHEMERAL)) == ENC + CIPHERTEXT
    assert hpke.open_(hpke.private(RECIPIENT), INFO, ENC + CIPHERTEXT, AAD) == PLAIN


def test_each_of_two_implementations_opens_what_the_other_sealed() -> None:
    recipient = ec.generate_private_key(ec.SECP256R1())
    sealed = hpke.seal(hpke.point(recipient.public_key()), INFO, PLAIN)
    assert SUITE.decrypt(sealed, recipient, INFO) == PLAIN
    assert hpke.open_(recipient, INFO, SUITE.encrypt(PLAIN, recipient.public_key(), INFO)) == PLAIN


@pytest.mark.parametrize(
    ("info", "sealed", "aad"),
    [
        (INFO + b".", ENC + CIPHERTEXT, AAD),
        (INFO, ENC + CIPHERTEXT, b"Count-1"),
        (INFO, ENC + CIPHERTEXT[:-1] + b"\0", AAD),
        (INFO, RECIPIENT_PUBLIC + CIPHERTEXT, AAD),
        (INFO, b"\x04" + bytes(64) + CIPHERTEXT, AAD),
        (INFO, ENC[:40], AAD),
    ],
    ids=["another info", "another aad", "changed", "another enc", "no point", "cut"],
)
def test_what_is_not_as_it_was_sealed_does_not_open(info: bytes, sealed: bytes, aad: bytes) -> None:
    with pytest.raises(hpke.CannotOpen):
        hpke.open_(hpke.private(RECIPIENT), info, sealed, aad)
