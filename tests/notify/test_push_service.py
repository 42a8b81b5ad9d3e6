"""The test's own push service must not be easier than a real one: each planted fault is complained about."""

import ssl

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02

from selfhelp.notify.subscription import Composer, LockScreenText, Subscription
from tests.notify.push_rules import complaints_about
from tests.notify.push_service import Answer, Device, PushService
from tests.patience import PATIENCE

ORIGIN = "https://localhost:4433"
NOW = 1_800_000_000.0
DEVICE = Device(ORIGIN + "/push/x", None)
COMPOSER = Composer(lambda *_: LockScreenText("Fotfeste", "x"), "https://x.no/")
KEY = Vapid02(ec.generate_private_key(ec.SECP256R1()))


def signed(**claims: object) -> str:
    header: str = KEY.sign({"aud": ORIGIN, "exp": int(NOW) + 3600, "sub": "mailto:a@example.org"} | claims)[
        "Authorization"
    ]
    return header


def message() -> tuple[dict[str, str], bytes]:
    subscription = Subscription(DEVICE.endpoint, DEVICE.p256dh, DEVICE.auth)
    body = COMPOSER.compose(subscription, "nb", "daily", bytes(16))
    headers = {
        "authorization": signed(),
        "content-encoding": "aes128gcm",
        "content-length": str(len(body)),
        "ttl": "7200",
        "topic": "0" * 32,
        "urgency": "normal",
    }
    return headers, body


def test_a_message_in_order_is_taken() -> None:
    headers, body = message()
    assert complaints_about("POST", headers, body, ORIGIN, NOW) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"content-encoding": "aesgcm"}, "content-encoding"),
        ({"ttl": "0"}, "ttl"),
        ({"ttl": ""}, "ttl"),
        ({"ttl": "7201"}, "ttl"),
        ({"urgency": "high"}, "urgency"),
        ({"topic": "daily"}, "topic"),
        ({"x-kind": "daily"}, "a header that others do not send"),
        ({"authorization": ""}, "authorization"),
        ({"authorization": signed(aud="https://fcm.googleapis.com")}, "vapid aud"),
        ({"authorization": signed(exp=int(NOW) + 86401)}, "vapid exp"),
        ({"authorization": signed(exp=int(NOW) - 1)}, "vapid exp"),
    ],
)
def test_a_wrong_header_is_complained_about(change: dict[str, str], complaint: str) -> None:
    headers, body = message()
    assert complaints_about("POST", headers | change, body, ORIGIN, NOW) == [complaint]


def test_a_signature_by_another_key_is_complained_about() -> None:
    headers, body = message()
    head, _, key = headers["authorization"].partition(",k=")
    other = Vapid02(ec.generate_private_key(ec.SECP256R1())).sign({"aud": ORIGIN, "sub": "mailto:a@example.org"})
    forged = head + ",k=" + other["Authorization"].partition(",k=")[2]
    assert key not in forged
    assert complaints_about("POST", headers | {"authorization": forged}, body, ORIGIN, NOW) == ["vapid signature"]


def test_another_size_is_complained_about() -> None:
    headers, body = message()
    assert "content-length" in complaints_about("POST", headers, body + b"x", ORIGIN, NOW)


@pytest.mark.slow
def test_scripts_run_out_and_strangers_are_noted() -> None:
    with PushService() as service:
        service.clock = lambda: NOW
        device = service.subscribe()
        device.script(410)
        service.script(Answer(429, {"Retry-After": "7"}))
        headers, _ = message()
        headers["authorization"] = signed(aud=service.origin)
        with httpx.Client(verify=ssl.create_default_context(cafile=service.ca), timeout=PATIENCE) as client:
            del client.headers["accept-encoding"], client.headers["connection"]
            subscription = Subscription(device.endpoint, device.p256dh, device.auth)
            body = COMPOSER.compose(subscription, "nb", "own", bytes(16))
            sent = [client.post(device.endpoint, content=body, headers=headers) for _ in range(3)]
            stranger = client.post(service.endpoint("/push/unknown"), content=body, headers=headers)
        assert [answer.status_code for answer in sent] == [410, 429, 201]
        assert sent[1].headers["retry-after"] == "7"
        assert stranger.status_code == 404
        assert service.others == ["/push/unknown"]
        assert service.received[0].notification["data"] == {"kind": "own"}
        assert service.complaints == []
        assert len(service.wait(3)) == 3
        with pytest.raises(TimeoutError):
            service.wait(4, seconds=0.05)
