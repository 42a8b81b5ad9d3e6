"""Public keys of coaches: points on P-256."""

from cryptography.hazmat.primitives.asymmetric import ec


def is_point(public_key: bytes) -> bool:
    """Whether it is an uncompressed point that lies on P-256: 65 bytes, the first 04."""
    if len(public_key) != 65 or public_key[0] != 4:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public_key)
    except ValueError:
        return False
    return True
