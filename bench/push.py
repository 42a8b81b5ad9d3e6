"""The push sender beside other libraries: `python -m bench.push` (make bench). Prints, and writes bench/PUSH.md.

Every figure comes from this one run: three rounds (`--rounds`), the senders interleaved, each a process of its own,
over TLS, to a push service on the same two cores that answers 201 (`bench/push_service.py`).
"""

import argparse
import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from bench import push_report
from bench.push_report import OURS, Service
from bench.push_senders import AT_ONCE, CONTACT, TTL, Plan, Sent, devices, plain, vapid_key
from bench.sync import wait_for_calm
from selfhelp.organisation import public_of
from tests.notify.authority import make_authority
from tests.postgres import Cluster, cluster, free_port

ROOT: Final = Path(__file__).parent.parent
DEVICES: Final = 1_000
SENT: Final = {"webpush": 600, "web-push": 2_500, "webpush_async": 6_000, "raw": 60_000}
"""How many messages each sends in a round; the push senders as many as `--messages` says."""


class PushService:
    """The push service, a process of its own."""

    def __init__(self, folder: Path, version: str) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "bench.push_service", str(folder), str(self.port), version]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        if self._process.stdout.readline() != b"ready\n":
            raise RuntimeError("the push service did not start")

    def counted(self) -> Service:
        """What it has counted since it began."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(b"?")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Service)

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(timeout=10)


@contextmanager
def services(folder: Path) -> Iterator[dict[str, PushService]]:
    """One that speaks HTTP/1.1 and one that speaks HTTP/2."""
    with ExitStack() as stack:
        opened = {version: PushService(folder, version) for version in ("h1", "h2")}
        for service in opened.values():
            stack.callback(service.close)
        yield opened


def measure(
    variant: str, messages: int, folder: Path, service: PushService, server: Cluster | None, parts: bool
) -> Sent:
    """One sender's run, to its end. Raises when the service has not seen every message, whole."""
    plan = Plan(
        variant=variant,
        folder=str(folder),
        port=service.port,
        messages=messages,
        warm_up=300,
        devices=devices(service.port, DEVICES),
        parts=parts,
    )
    name = ""
    if server is not None:
        name = server.new_database()
        plan.database = server.url(name)
    before = service.counted()
    if variant == "web-push":
        printed = _node(plan, folder)
    else:
        file = folder / "plan.json"
        file.write_bytes(msgspec.json.encode(plan))
        command = [sys.executable, "-m", "bench.push_senders", str(file)]
        printed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.splitlines()[-1]
    after = service.counted()
    sent = msgspec.json.decode(printed, type=Sent)
    if server is not None:
        server.drop(name)
    came, wanted = after.messages - before.messages, plan.warm_up + plan.messages * (1 + bool(sent.parts))
    if came != wanted:
        raise RuntimeError(f"{variant}: {came} messages came of {wanted}")
    sent.service_cpu = (after.cpu - before.cpu) / (1 + bool(sent.parts))
    return sent


def _node(plan: Plan, folder: Path) -> bytes:
    key = vapid_key(folder)
    private = base64.urlsafe_b64encode(key.private_numbers().private_value.to_bytes(32)).rstrip(b"=").decode()
    assert isinstance(key.curve, ec.SECP256R1)
    given = {
        **msgspec.to_builtins(plan),
        "text": plain().decode(),
        "contact": CONTACT,
        "ttl": TTL,
        "at_once": AT_ONCE,
        "private_key": private,
        "public_key": base64.urlsafe_b64encode(public_of(key)).rstrip(b"=").decode(),
    }
    file = folder / "plan.json"
    file.write_bytes(msgspec.json.encode(given))
    return subprocess.run(
        ["node", str(ROOT / "bench/web-push/send.mjs"), str(file)],
        check=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(folder / "ca.pem")},
    ).stdout


def main() -> None:
    """Measure, print, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--messages", type=int, default=30_000, help="how many it prepares and sends a round")
    parser.add_argument("--patience", type=float, default=30.0, help="how long a run waits for calm, seconds")
    parser.add_argument("--only", nargs="*", default=[], help="such as webpush_async sender-h1, for a closer look")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "PUSH.md")
    given = parser.parse_args()
    variants = [name for name in (*SENT, *OURS) if not given.only or name in given.only]
    results: dict[str, list[Sent]] = {name: [] for name in variants}
    load_before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="selfhelp-bench-") as under, ExitStack() as stack:
        folder = Path(under)
        make_authority(folder)
        push = stack.enter_context(services(folder))
        needs_server = any("postgresql" in name for name in variants)
        server = stack.enter_context(cluster()) if needs_server else None
        for number in range(given.rounds):
            for name in variants:
                wait_for_calm(given.patience)
                sent = measure(
                    name,
                    SENT.get(name, given.messages),
                    folder,
                    push["h2" if name.endswith("h2") else "h1"],
                    server if "postgresql" in name else None,
                    parts=number == 0,
                )
                results[name].append(sent)
                print(f"round {number + 1}: {push_report.line(name, sent)}", flush=True)
    if given.only:
        return
    text = push_report.write(results, load_before=load_before)
    given.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
