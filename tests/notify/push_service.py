"""A push service on this machine: real TLS under its own authority, autopush's rules, answers by script.

It decrypts what it gets as a phone would (http_ece, another implementation than the sender's key handling), and notes
in `complaints` what no real service would take. It runs in a thread of its own, so that asyncio tests and Playwright's
blocking ones use it alike:

    with PushService() as service:
        device = service.subscribe()
        …
        service.wait(1)
        assert service.received[0].notification["data"] == {"kind": "weekly"}
"""

import asyncio
import base64
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import http_ece
import msgspec
import uvicorn
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.notify.authority import OTHER_NAMES, make_authority
from tests.notify.push_rules import complaints_about
from tests.patience import PATIENCE
from tests.postgres import free_port

FRONT = Path(__file__).parent / "h2_front.mjs"


class Answer(NamedTuple):
    """What to answer; `seconds` late, or once `when` is set. Status 0 breaks the connection off."""

    status: int
    headers: dict[str, str] = {}  # noqa: RUF012 - never changed
    seconds: float = 0
    when: threading.Event | None = None


class Device:
    """A subscription as a browser would hold it."""

    def __init__(self, endpoint: str, application_server_key: str | None) -> None:
        self.endpoint = endpoint
        self.application_server_key = application_server_key
        self.answers: deque[Answer] = deque()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = secrets.token_bytes(16)
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.p256dh, self.auth = _base64url(point), _base64url(self._auth)

    def toJSON(self) -> dict[str, Any]:
        """As `PushSubscription.toJSON()` gives it."""
        return {"endpoint": self.endpoint, "keys": {"p256dh": self.p256dh, "auth": self.auth}}

    def decrypt(self, body: bytes) -> bytes:
        """What a phone reads."""
        plain: bytes = http_ece.decrypt(body, private_key=self._key, auth_secret=self._auth, version="aes128gcm")
        return plain

    def script(self, *answers: int | Answer) -> None:
        """The next answers to messages for this device; afterwards 201."""
        self.answers.extend(_answers(answers))


class Received(NamedTuple):
    """One message that came in; header names are lower-case. `status` is what was answered."""

    device: Device
    headers: dict[str, str]
    body: bytes
    plain: bytes
    status: int
    at: float

    @property
    def message(self) -> dict[str, Any]:
        """The declarative JSON."""
        decoded: dict[str, Any] = msgspec.json.decode(self.plain)
        return decoded

    @property
    def notification(self) -> dict[str, Any]:
        """What is shown."""
        shown: dict[str, Any] = self.message["notification"]
        return shown


class PushService:
    """Start it with `with` or `async with`. It speaks HTTP/1.1, or with `http2` nothing but HTTP/2."""

    def __init__(self, *, http2: bool = False) -> None:
        self.clock: Callable[[], float] = time.time
        """Against which the signature's expiry is read."""
        self.received: list[Received] = []
        self.complaints: list[str] = []
        self.others: list[str] = []
        """Paths asked for that are no device's: nothing may come here."""
        self.port = free_port()
        self.origin = f"https://localhost:{self.port}"
        self.origins = {self.origin, *(f"https://{name}" for name in OTHER_NAMES)}
        self._folder = Path(tempfile.mkdtemp(prefix="push-service-"))
        self.ca, certificate, key = make_authority(self._folder)
        self._devices: dict[str, Device] = {}
        self._forgotten: set[str] = set()
        self._answers: deque[Answer] = deque()
        self._front: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        behind = self.port
        if http2:
            behind = free_port()
            self._front = ["node", str(FRONT), str(certificate), str(key), str(self.port), str(behind)]
        config = uvicorn.Config(
            self._serve,
            host="127.0.0.1",
            port=behind,
            ssl_certfile=None if http2 else certificate,
            ssl_keyfile=None if http2 else key,
            interface="asgi3",
            lifespan="off",
            log_config=None,
            access_log=False,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="push-service", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("the push service did not start")
            time.sleep(0.01)
        if self._front:
            self._process = subprocess.Popen(self._front, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            assert self._process.stdout is not None
            if self._process.stdout.readline() != b"ready\n":
                raise RuntimeError("HTTP/2 did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.communicate(timeout=PATIENCE)
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(timeout=PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.__enter__)

    async def __aexit__(self, *error: Any) -> None:
        await asyncio.to_thread(self.__exit__, *error)

    def forget(self) -> None:
        """As when it had just been started. What is still under way to a device of before is nobody's any more."""
        self._forgotten.update(self._devices)
        for kept in (self.received, self.complaints, self.others, self._devices, self._answers):
            kept.clear()
        self.clock = time.time

    def endpoint(self, path: str) -> str:
        """The address of `path` (`/push/…`) on this service."""
        return self.origin + path

    def subscribe(self, application_server_key: str | None = None) -> Device:
        """A new device. With a key (base64url), messages signed by another are refused with 403."""
        path = f"/push/{secrets.token_urlsafe(24)}"
        device = Device(self.endpoint(path), application_server_key)
        self._devices[path] = device
        return device

    def script(self, *answers: int | Answer) -> None:
        """The next answers to whatever comes, after those scripted for its device; afterwards 201."""
        self._answers.extend(_answers(answers))

    def unscript(self) -> None:
        """From now on 201."""
        self._answers.clear()

    def wait(self, count: int, seconds: float = PATIENCE) -> list[Received]:
        """Blocks until `count` messages came in all; those messages."""
        end = time.monotonic() + seconds
        while len(self.received) < count:
            if time.monotonic() > end:
                raise TimeoutError(f"{len(self.received)} of {count} messages; {self.complaints}")
            time.sleep(0.02)
        return self.received

    async def arrive(self, count: int, seconds: float = PATIENCE) -> list[Received]:
        """`wait` for asyncio."""
        return await asyncio.to_thread(self.wait, count, seconds)

    async def _serve(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        body = b""
        more = True
        while more:
            event = await receive()
            body += event.get("body", b"")
            more = event.get("more_body", False)
        if self._front:  # from our own front, which is not the sender
            headers.pop("connection", None)
        device = self._devices.get(scope["path"])
        if device is None:
            if scope["path"] not in self._forgotten:
                self.others.append(scope["path"])
            await _answer(send, Answer(404))
            return
        asked = f"https://{headers['host']}"
        origin = asked if asked in self.origins else self.origin
        complaints = complaints_about(scope["method"], headers, body, origin, self.clock())
        answer = self._next_answer(device, headers, complaints)
        plain = b"" if complaints else device.decrypt(body)
        self.complaints += complaints
        self.received.append(Received(device, headers, body, plain, answer.status, self.clock()))
        await asyncio.sleep(answer.seconds)
        if answer.when is not None:
            await asyncio.to_thread(answer.when.wait, PATIENCE)
        await _answer(send, answer)

    def _next_answer(self, device: Device, headers: dict[str, str], complaints: list[str]) -> Answer:
        for answers in (device.answers, self._answers):
            if answers:
                return answers.popleft()
        if complaints:
            return Answer(400)
        key = device.application_server_key
        return Answer(403) if key and not headers["authorization"].endswith(f"k={key}") else Answer(201)


def _answers(answers: tuple[int | Answer, ...]) -> list[Answer]:
    return [Answer(answer) if isinstance(answer, int) else answer for answer in answers]


async def _answer(send: Any, answer: Answer) -> None:
    if answer.status == 0:
        # uvicorn drops the connection of an answer that was begun and not ended.
        head = {"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"9")]}
        await send(head)
        return
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
