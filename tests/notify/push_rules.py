"""What a push service asks of a message (RFC 8030, 8188, 8291, 8292, autopush's stricter readings); our own size."""

import base64
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

BODY_BYTES = 1127
KNOWN_HEADERS = {
    *("host", "accept", "user-agent", "content-length", "authorization", "content-encoding", "content-type"),
    *("ttl", "topic", "urgency"),
}


def complaints_about(method: str, headers: Mapping[str, str], body: bytes, origin: str, now: float) -> list[str]:
    """Everything that is wrong with one request to the service at `origin` at `now` (seconds since 1970)."""
    checks = {
        "not a POST": method == "POST",
        "content-encoding": headers.get("content-encoding") == "aes128gcm",
        "content-length": len(body) == BODY_BYTES and headers.get("content-length") == str(BODY_BYTES),
        "record size": len(body) > 86 and int.from_bytes(body[16:20], "big") == 4096 and body[20] == 65,
        "ttl": headers.get("ttl", "").isdigit() and 60 <= int(headers["ttl"]) <= 7200,
        "urgency": headers.get("urgency") == "normal",
        "topic": re.fullmatch(r"[0-9a-f]{32}", headers.get("topic", "")) is not None,
        "a header that others do not send": set(headers) <= KNOWN_HEADERS,
    }
    return [name for name, ok in checks.items() if not ok] + vapid_complaints(
        headers.get("authorization", ""), origin, now
    )


def vapid_complaints(authorization: str, origin: str, now: float) -> list[str]:
    """What is wrong with the Authorization header (RFC 8292)."""
    parts = re.fullmatch(r"vapid t=([\w-]+)\.([\w-]+)\.([\w-]+),k=([\w-]+)", authorization)
    if parts is None:
        return ["authorization"]
    head, claims, signature = _decoded(parts[1]), msgspec.json.decode(_decoded(parts[2])), _decoded(parts[3])
    checks = {
        "vapid alg": msgspec.json.decode(head).get("alg") == "ES256",
        "vapid aud": claims.get("aud") == origin,
        "vapid exp": isinstance(claims.get("exp"), int) and 0 < claims["exp"] - now <= 24 * 3600,
        "vapid sub": re.match(r"(mailto:.+@.+|https://.+)", str(claims.get("sub"))) is not None,
        "vapid signature": _signed(_decoded(parts[4]), f"{parts[1]}.{parts[2]}".encode(), signature),
    }
    return [name for name, ok in checks.items() if not ok]


def claims_of(authorization: str) -> dict[str, Any]:
    """The claims, unchecked."""
    decoded: dict[str, Any] = msgspec.json.decode(_decoded(authorization.split(".")[1]))
    return decoded


def _signed(point: bytes, text: bytes, signature: bytes) -> bool:
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), text, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
