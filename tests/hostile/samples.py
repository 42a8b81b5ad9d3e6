"""A good request for every route that has a box, so that bad ones can be made from it."""

import base64
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.coach.seeds import COACH, POINT, invitation

MASTER_KEY_SEALED = base64.b64encode(b"\x01" + bytes(60)).decode()
ENVELOPE = base64.b64encode(bytes(113)).decode()
NOTE_SEALED = base64.b64encode(bytes(81 + 256)).decode()
RECORD_SEALED = base64.b64encode(b"\x01" + bytes(284)).decode()


def url_safe(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def phone_keys() -> dict[str, str]:
    """`p256dh` and `auth` as a browser gives them."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {"p256dh": url_safe(point), "auth": url_safe(secrets.token_bytes(16))}


def tomorrow() -> str:
    """A date that no zone has reached."""
    return (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


def channel_body() -> dict[str, Any]:
    return {
        "endpoint": f"https://fcm.googleapis.com/fcm/send/{secrets.token_urlsafe(32)}",
        **phone_keys(),
        "timezone": "Europe/Oslo",
        "locale": "nb",
        "nudges": [
            {"id": "0011223344556677", "kind": "daily", "at": "20:00", "days": ["mon", "tue", "sun"]},
            {"id": "8899aabbccddeeff", "kind": "weekly", "at": "18:30", "days": ["sun"]},
        ],
    }


def sync_body(log: str) -> dict[str, Any]:
    put = {"id": secrets.token_hex(16), "base": 0, "version": 1, "sealed": RECORD_SEALED}
    return {"log": log, "cursor": 0, "puts": [put]}


@dataclass
class Box:
    """A box of one kind, with the secret that opens it."""

    kind: str
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    secret: str = field(default_factory=lambda: secrets.token_hex(32))


def body_for(method: str, template: str, log: str) -> dict[str, Any] | None:
    """The body of a good request; None where the route takes none. A route that is not known here is a KeyError."""
    bodies: dict[tuple[str, str], dict[str, Any] | None] = {
        ("PUT", "/api/slots/{box_id}"): {"sealed": MASTER_KEY_SEALED},
        ("GET", "/api/slots/{box_id}"): None,
        ("DELETE", "/api/slots/{box_id}"): None,
        ("PUT", "/api/vaults/{box_id}"): {},
        ("DELETE", "/api/vaults/{box_id}"): None,
        ("POST", "/api/vaults/{box_id}/sync"): sync_body(log),
        ("PUT", "/api/channels/{box_id}"): channel_body(),
        ("GET", "/api/channels/{box_id}"): None,
        ("DELETE", "/api/channels/{box_id}"): None,
        ("POST", "/api/channels/{box_id}/seen"): None,
        ("POST", "/api/channels/{box_id}/skip"): {"id": "0011223344556677", "until": tomorrow()},
        ("POST", "/api/channels/{box_id}/test"): None,
        ("PUT", "/api/threads/{box_id}"): {"envelopes": [{"coach": COACH, "sealed": ENVELOPE}]},
        ("GET", "/api/threads/{box_id}"): None,
        ("DELETE", "/api/threads/{box_id}"): None,
        ("POST", "/api/threads/{box_id}/messages"): {"n": 1, "sealed": RECORD_SEALED},
        ("POST", "/api/threads/{box_id}/read"): {"seq": 0},
        ("PUT", "/api/threads/{box_id}/tell"): {"channel": None},
        ("GET", "/api/coaches/{box_id}"): None,
        ("DELETE", "/api/coaches/{box_id}"): None,
        ("GET", "/api/coaches/{box_id}/threads"): None,
        ("GET", "/api/coaches/{box_id}/threads/{thread_id}"): None,
        ("POST", "/api/coaches/{box_id}/threads/{thread_id}/messages"): {"n": 1, "sealed": RECORD_SEALED},
        ("POST", "/api/coaches/{box_id}/threads/{thread_id}/notes"): {
            "n": 1,
            "envelopes": [{"coach": COACH, "sealed": NOTE_SEALED}],
        },
        ("POST", "/api/coaches/{box_id}/threads/{thread_id}/read"): {"seq": 0},
        ("PUT", "/api/outcomes/{once_id}"): {"report": "04p1"},
    }
    if (method, template) == ("PUT", "/api/coaches/{box_id}"):
        return {"invitation": invitation(), "public_key": base64.b64encode(POINT).decode()}
    return bodies[method, template]
