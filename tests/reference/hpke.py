"""HPKE in base mode (RFC 9180), one message a key: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.

Written from the RFC out of ECDH, HMAC and AES alone, so that it shares nothing with what the client uses.
"""

import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEM_ID = (0x0010).to_bytes(2)
KDF_ID = (0x0001).to_bytes(2)
AEAD_ID = (0x0002).to_bytes(2)
KEM = b"KEM" + KEM_ID
HPKE = b"HPKE" + KEM_ID + KDF_ID + AEAD_ID
POINT = 65
"""Bytes of an uncompressed point, which is both a public key and `enc`."""


class CannotOpen(Exception):
    """Another key, another info, or changed on the way."""


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """The uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public(encoded: bytes) -> ec.EllipticCurvePublicKey:
    """The key of an uncompressed point. ValueError when it is not on the curve."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), encoded)


def private(scalar: bytes) -> ec.EllipticCurvePrivateKey:
    """The key of a 32-byte scalar."""
    return ec.derive_private_key(int.from_bytes(scalar), ec.SECP256R1())


def _extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    """LabeledExtract (RFC 9180, 4)."""
    return hmac.digest(salt, b"HPKE-v1" + suite + label + secret, "sha256")


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """LabeledExpand (RFC 9180, 4); nothing here is longer than one block of HMAC-SHA256."""
    assert length <= 32
    labelled = length.to_bytes(2) + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, labelled + b"\x01", "sha256")[:length]


def shared_secret(dh: bytes, enc: bytes, recipient: bytes) -> bytes:
    """ExtractAndExpand of DHKEM (RFC 9180, 4.1)."""
    return _expand(KEM, _extract(KEM, b"", b"eae_prk", dh), b"shared_secret", enc + recipient, 32)


def key_schedule(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    """KeySchedule in base mode (RFC 9180, 5.1): the AES key and the nonce of the first message."""
    context = b"\x00" + _extract(HPKE, b"", b"psk_id_hash", b"") + _extract(HPKE, b"", b"info_hash", info)
    secret = _extract(HPKE, shared, b"secret", b"")
    return _expand(HPKE, secret, b"key", context, 32), _expand(HPKE, secret, b"base_nonce", context, 12)


def seal(
    recipient: bytes,
    info: bytes,
    plain: bytes,
    aad: bytes = b"",
    ephemeral: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """`enc ‖ ciphertext`. `ephemeral` is for known answers alone."""
    ephemeral = ephemeral or ec.generate_private_key(ec.SECP256R1())
    enc = point(ephemeral.public_key())
    shared = shared_secret(ephemeral.exchange(ec.ECDH(), public(recipient)), enc, recipient)
    key, nonce = key_schedule(shared, info)
    return enc + AESGCM(key).encrypt(nonce, plain, aad)


def open_(recipient: ec.EllipticCurvePrivateKey, info: bytes, sealed: bytes, aad: bytes = b"") -> bytes:
    """The plaintext. Raises CannotOpen."""
    enc, ciphertext = sealed[:POINT], sealed[POINT:]
    try:
        dh = recipient.exchange(ec.ECDH(), public(enc))
        key, nonce = key_schedule(shared_secret(dh, enc, point(recipient.public_key())), info)
        return AESGCM(key).decrypt(nonce, ciphertext, aad)
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error
