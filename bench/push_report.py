"""The page that a run of `bench.push` writes."""

from typing import Final

import msgspec

from bench.push_senders import Sent

COURIERS: Final = {
    "courier-h1": "this courier, SQLite, HTTP/1.1",
    "courier-h2": "this courier, SQLite, HTTP/2",
    "courier-postgresql-h1": "this courier, PostgreSQL, HTTP/1.1",
    "courier-postgresql-h2": "this courier, PostgreSQL, HTTP/2",
}


class Service(msgspec.Struct):
    """What the push service has counted."""

    messages: int
    bytes: int
    cpu: float


def line(name: str, sent: Sent) -> str:
    """One measurement as it comes in."""
    per = 1000 / sent.messages
    text = f"{sent.messages / sent.seconds:>8,.0f}/s  {sent.cpu * per:.4f} CPU s/1000  {name}"
    if sent.threads:
        text += "  " + " ".join(f"{k} {v * per:.4f}" for k, v in sorted(sent.threads.items()))
    if sent.prepare_seconds:
        text += f"\n    prepare {sent.messages / sent.prepare_seconds:,.0f}/s {sent.prepare_cpu * per:.4f} CPU s/1000 "
        text += " ".join(f"{k} {v * per:.4f}" for k, v in sorted(sent.prepare_threads.items()))
    return text + f"  (service {sent.service_cpu * per:.4f})"


def write(results: dict[str, list[Sent]], *, load_before: float) -> str:
    return "\n".join(line(name, sent) for name, some in results.items() for sent in some)
