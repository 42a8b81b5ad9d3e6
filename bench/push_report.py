"""The page that a run of `bench.push` writes: every figure with its spread, and whether the aims were reached."""

import os
import platform
import sqlite3
import statistics
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Final

import msgspec

from bench.push_senders import AT_ONCE, Sent
from bench.report import ran, spread

Results = Mapping[str, Sequence[Sent]]

NAMES: Final = {
    "webpush": "`pywebpush.webpush()` in a loop",
    "web-push": f"npm `web-push`, {AT_ONCE} at once, keep-alive",
    "webpush_async": f"`pywebpush.webpush_async()`, {AT_ONCE} at once, one session",
    "sender-h1": "this server, SQLite, HTTP/1.1",
    "sender-h2": "this server, SQLite, HTTP/2",
    "sender-postgresql-h1": "this server, PostgreSQL, HTTP/1.1",
    "sender-postgresql-h2": "this server, PostgreSQL, HTTP/2",
    "raw": f"limit: prepared bodies on {AT_ONCE} raw sockets, HTTP/1.1",
}
OURS: Final = tuple(name for name in NAMES if name.startswith("sender"))
THREADS: Final = {
    "MainThread": "event loop: open the subscription, headers, verdict, metrics",
    "http": "HTTP client (pyreqwest's own thread): TLS, HTTP, sockets",
    "writer": "writer: settle, claim, lease, commit",
    "reader": "reader: looks whether anything is due",
}


class Service(msgspec.Struct):
    """What the push service has counted."""

    messages: int
    bytes: int
    cpu: float


def rate(sent: Sent) -> float:
    """Messages a second at due time."""
    return sent.messages / sent.seconds


def cost(sent: Sent) -> float:
    """CPU milliseconds a message at due time, or for those who prepare nothing, in all."""
    return 1000 * sent.cpu / sent.messages


def whole(sent: Sent) -> float:
    """CPU milliseconds a message, prepared and sent."""
    return 1000 * (sent.cpu + sent.prepare_cpu) / sent.messages


def line(name: str, sent: Sent) -> str:
    """One measurement as it comes in."""
    per = 1000 / sent.messages
    text = f"{rate(sent):>8,.0f}/s  {cost(sent):.4f} CPU ms a message  {name}"
    if name in OURS:
        text += "  " + _threads(sent.threads, per)
        text += f"\n    prepared {sent.messages / sent.prepare_seconds:,.0f}/s  {sent.prepare_cpu * per:.4f} CPU ms"
        text += "  " + " · ".join(f"{what} {1e6 * spent / sent.messages:.1f} µs" for what, spent in sent.parts.items())
    return f"{text}  (the push service {sent.service_cpu * per:.4f})"


def _threads(threads: Mapping[str, float], per: float) -> str:
    return " ".join(f"{name} {threads.get(name, 0.0) * per:.4f}" for name in THREADS)


def ratios(results: Results, one: str, other: str, of: Callable[[Sent], float]) -> list[float]:
    """How two compare, round by round."""
    return [of(a) / of(b) for a, b in zip(results[one], results[other], strict=True)]


def _table(results: Results) -> list[str]:
    lines = [
        "| | messages/s, median (least–most) | CPU ms a message (least–most) | the push service's | memory, MB |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, some in results.items():
        rates, costs = [rate(sent) for sent in some], [cost(sent) for sent in some]
        service = statistics.median(1000 * sent.service_cpu / sent.messages for sent in some)
        lines.append(
            f"| {NAMES[name]} | {statistics.median(rates):,.0f} ({min(rates):,.0f}–{max(rates):,.0f}) "
            f"| {statistics.median(costs):.3f} ({min(costs):.3f}–{max(costs):.3f}) | {service:.3f} "
            f"| {max(sent.memory for sent in some) / 1e6:.0f} |"
        )
    return lines


def _aims(results: Results) -> list[str]:
    lines = ["| | median (least–most) | required | aim | |", "| --- | --- | --- | --- | --- |"]
    for name in OURS:
        of = [
            ("messages/s ÷ `webpush_async`", ratios(results, name, "webpush_async", rate), 7.0, 10.0),
            ("messages/s ÷ npm `web-push`", ratios(results, name, "web-push", rate), 18.0, 25.0),
            ("CPU of `webpush_async` ÷ prepare and send", [1 / r for r in _shares(results, name)], 1.0, 2.0),
        ]
        for what, values, required, aim in of:
            middle = statistics.median(values)
            how = "reached" if middle >= aim else "required reached" if middle >= required else "**missed**"
            lines.append(f"| {NAMES[name]}: {what} | {spread(values)} | ≥ {required:g} | ≥ {aim:g} | {how} |")
    return lines


def _shares(results: Results, name: str) -> list[float]:
    both = zip(results[name], results["webpush_async"], strict=True)
    return [whole(ours) / cost(theirs) for ours, theirs in both]


def _prepared(results: Results) -> list[str]:
    lines = [
        "| | prepared/s, median | CPU ms: prepare | CPU ms: send | CPU ms: both | ÷ `webpush_async` |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name in OURS:
        some = results[name]
        prepared = statistics.median(sent.messages / sent.prepare_seconds for sent in some)
        ahead = statistics.median(1000 * sent.prepare_cpu / sent.messages for sent in some)
        lines.append(
            f"| {NAMES[name]} | {prepared:,.0f} | {ahead:.3f} | {statistics.median(map(cost, some)):.3f} "
            f"| {statistics.median(map(whole, some)):.3f} | {spread(_shares(results, name))} |"
        )
    return lines


def _breakdown(results: Results) -> list[str]:
    lines = ["| µs a message | " + " | ".join(NAMES[name] for name in OURS) + " |"]
    lines += ["| --- |" + " --- |" * len(OURS)]
    for thread, what in THREADS.items():
        told = [_median(results[name], lambda sent, t=thread: sent.threads.get(t, 0.0)) for name in OURS]  # type: ignore[misc]
        lines.append(f"| sending · {what} | {' | '.join(f'{one:.1f}' for one in told)} |")
    for part in results[OURS[0]][0].parts:
        told = [1e6 * results[name][0].parts[part] / results[name][0].messages for name in OURS]
        lines.append(f"| {part} | {' | '.join(f'{one:.1f}' for one in told)} |")
    return lines


def _median(some: Sequence[Sent], of: Callable[[Sent], float]) -> float:
    """Microseconds a message."""
    return statistics.median(1e6 * of(sent) / sent.messages for sent in some)


def write(results: Results, *, load_before: float) -> str:
    """The whole page, in Markdown."""
    rounds = len(next(iter(results.values())))
    ours = results[OURS[0]][0]
    return "\n".join(
        [
            "# Web push, measured",
            "",
            f"{ran()}: Python {platform.python_version()}, pywebpush {version('pywebpush')}, "
            f"pyreqwest {version('pyreqwest')}, SQLite {sqlite3.sqlite_version}; the same cores "
            "for sender, database and push service together; load average "
            f"{load_before:.1f} before and {os.getloadavg()[0]:.1f} after; {rounds} interleaved rounds, each after a "
            "warm-up. All send the same 1,024 bytes, encrypted, over TLS to a push service that answers 201. The "
            f"sender does all that it does: it claims {ours.messages:,} messages in a round under leases, checks each "
            "address again, settles each answer durably (WAL, synchronous=FULL), and counts. CPU is of the sender's "
            "process, the kernel's work for it included; not of the push service, which takes its part of the same "
            "cores, nor of PostgreSQL: its aim is judged by what a message costs the sender.",
            "",
            "## Aims",
            "",
            *_aims(results),
            "",
            "## Due time",
            "",
            *_table(results),
            "",
            "## Prepare and send",
            "",
            *_prepared(results),
            "",
            "## Where the time goes",
            "",
            "CPU by thread for sending, then CPU of the parts inside, by stopwatches in a run of their own on the next "
            "day, which cost a little themselves. What a thread's line holds beyond its parts is the code around them; "
            "in the event loop that is above all the Python side of the HTTP client.",
            "",
            *_breakdown(results),
            "",
        ]
    )
