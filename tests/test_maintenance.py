"""What the clock runs, and what the night does: each step is taken, whatever becomes of the others."""

import asyncio
import io
import json
import re
import secrets
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib import import_module

import pytest
import structlog
from prometheus_client import CollectorRegistry
from sqlalchemy import text
from sqlmodel import Session

import selfhelp.runtime as house_module
from selfhelp import logs
from selfhelp.boxes import BoxRequest, Outcome, Refusal, month_of
from selfhelp.coach.jobs import KEPT_FOR, KEPT_UNREAD_FOR, REVOKED_FOR
from selfhelp.diary import service as diary
from selfhelp.diary.sync import VAULT
from selfhelp.doctor.machine import maintenance_ended
from selfhelp.notify.put import put_channel
from selfhelp.notify.rows import nudges_of
from selfhelp.notify.schema import ChannelIn, NudgeIn
from selfhelp.notify.service import SILENT_FOR
from selfhelp.notify.subscription import allow_list
from selfhelp.notify.validation import read_channel
from selfhelp.runtime import Runtime, jobs, night, open_runtime, ticking
from selfhelp.settings import Settings
from selfhelp.store.engine import SQLITE_FILE
from tests.conftest import ON_BOTH
from tests.hostile.samples import channel_body
from tests.pages import ROOT

pytestmark = pytest.mark.pure

STEPS = (
    *("retire-vaults", "retire-threads", "untie-threads", "retire-coaches"),
    *("retire-endpoints", "forget-ids", "count-in-use", "checkpoint", "compact"),
)


WITHOUT_DELETION = {"count-in-use", "checkpoint", "compact"}


class Lines:
    """What was logged."""

    def __init__(self, stream: io.BytesIO) -> None:
        self._stream = stream

    def read(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self._stream.getvalue().splitlines()]


@pytest.fixture
async def runtime(settings: Settings) -> AsyncIterator[Runtime]:
    async with open_runtime(settings, CollectorRegistry()) as opened_runtime:
        yield opened_runtime


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The log from here on."""
    stream = io.BytesIO()
    logs.configure(stream)

    yield Lines(stream)
    structlog.reset_defaults()


def box() -> BoxRequest:
    return BoxRequest(secrets.token_bytes(16), secrets.token_bytes(32))


async def run(runtime: Runtime, statement: str, **values: object) -> None:
    def work(session: Session) -> None:
        session.execute(text(statement), values)

    await runtime.store.write(work)


async def old_vault(runtime: Runtime) -> BoxRequest:
    """A vault that nobody has opened for years."""
    vault = box()
    month = month_of(datetime.now(UTC) - timedelta(days=5 * 366))
    await runtime.store.write(partial(diary.create_vault, box=vault, month=month), vault.id)
    return vault


async def new_channel(runtime: Runtime, *nudges: NudgeIn) -> BoxRequest:
    channel = box()
    request = read_channel(ChannelIn(**channel_body() | {"nudges": list(nudges)}), allow_list(), {"nb", "en"})
    assert not isinstance(request, list)
    work = partial(
        put_channel,
        box=channel,
        request=request,
        now=datetime.now(UTC),
        keys=runtime.services.keys,
        tombstones=runtime.tombstones,
    )
    assert await runtime.store.write(work, channel.id) is Outcome.MADE
    return channel


async def silent_channel(runtime: Runtime) -> BoxRequest:
    """A channel that was refused more than 180 days ago."""
    channel = await new_channel(runtime)
    long_ago = int((datetime.now(UTC) - timedelta(days=181)).timestamp())
    await run(
        runtime, "UPDATE channel SET state = 'resubscribe', paused_at = :at WHERE id = :id", at=long_ago, id=channel.id
    )
    return channel


async def state_of(runtime: Runtime, channel: BoxRequest) -> tuple[str, bytes | None]:
    """The channel's state and its sealed endpoint."""

    def fetch(session: Session) -> tuple[str, bytes | None]:
        found = session.execute(text("SELECT state, sealed FROM channel WHERE id = :id"), {"id": channel.id}).one()
        return found[0], found[1]

    return await runtime.store.read(fetch)


async def next_at(runtime: Runtime, channel: BoxRequest) -> int | None:
    [nudge] = await runtime.store.read(lambda session: nudges_of(session, channel.id, lock=False))
    return nudge.next_at


def free_pages(runtime: Runtime) -> int:
    with sqlite3.connect(runtime.settings.data / SQLITE_FILE) as connection:
        return int(connection.execute("PRAGMA freelist_count").fetchone()[0])


def wal_size(runtime: Runtime) -> int:
    return (runtime.settings.data / f"{SQLITE_FILE}-wal").stat().st_size


async def leave_free_pages(runtime: Runtime) -> None:
    """Rows that came and went, so that the file has pages with nothing in them."""
    await run(runtime, "CREATE TABLE passing (words TEXT)")
    for _ in range(20):
        await run(runtime, "INSERT INTO passing VALUES (:words)", words="x" * 20_000)
    await run(runtime, "DROP TABLE passing")
    await runtime.store.checkpoint()
    assert free_pages(runtime) > 20


def period(name: str) -> str:
    """How long a constant of the server (`coach.jobs.KEPT_FOR`) keeps what it is about."""
    module, _, constant = name.rpartition(".")
    value = getattr(import_module(f"selfhelp.{module}"), constant)
    return f"{value.days} days" if isinstance(value, timedelta) else f"{value} months"


def test_the_page_says_how_long_each_thing_is_kept() -> None:
    _, _, section = (ROOT / "docs/operators/watching.md").read_text("utf-8").partition("\n## What the night deletes\n")
    rows = section.partition("\n## ")[0]
    found = re.findall(r"^\| `([a-z-]+)` \| .+ \| (.+) \| (?:`(.+)`|–) \|$", rows, re.MULTILINE)
    assert {step for step, _, _ in found} == set(STEPS) - WITHOUT_DELETION
    assert [said for _, said, name in found if said != (period(name) if name else "–")] == []
    code = "\n".join(file.read_text("utf-8") for file in (ROOT / "selfhelp").rglob("*.py"))
    kept = set(re.findall(r"^(\w*KEPT_\w*(?:FOR|MONTHS)|KEPT_FOR)\b", code, re.MULTILINE))
    told = {name.rpartition(".")[2] for _, _, name in found}
    assert kept - told == {"RESULTS_KEPT_FOR"}  # of `daily-work`, which has nothing of people's


def test_the_privacy_impact_assessment_says_the_same_times() -> None:
    page = (ROOT / "docs/people/privacy-impact.md").read_text("utf-8")
    for said in (
        f"{diary.VAULT_KEPT_MONTHS} months without use; threads {KEPT_FOR.days} days ({KEPT_UNREAD_FOR.days} unread",
        f"erased after {SILENT_FOR.days} days of silence",
        f"{REVOKED_FOR.days} days after the certificate's end",
    ):
        assert said in page


@pytest.mark.slow
@ON_BOTH
async def test_the_night_erases_vaults_and_endpoints_and_rewrites_the_file(runtime: Runtime) -> None:
    vault, channel = await old_vault(runtime), await silent_channel(runtime)
    if runtime.store.dialect == "sqlite":
        await leave_free_pages(runtime)
    await night(runtime)
    assert await runtime.store.read(lambda session: VAULT.read(session, vault)) is Refusal.BOX_DELETED
    assert await state_of(runtime, channel) == ("gone", None)
    if runtime.store.dialect == "sqlite":
        assert free_pages(runtime) == 0
        assert wal_size(runtime) == 0


async def test_in_a_night_in_which_a_large_file_is_not_rewritten_the_log_beside_it_is_emptied(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if runtime.store.dialect == "sqlite":
        await leave_free_pages(runtime)
        await old_vault(runtime)
        assert wal_size(runtime) > 0
        monkeypatch.setattr(Settings, "compacts_on", lambda *_: False)
        await night(runtime)
        assert wal_size(runtime) == 0
        assert free_pages(runtime) > 20


@pytest.mark.parametrize("broken", STEPS)
async def test_a_step_that_fails_is_logged_and_the_others_are_taken(
    runtime: Runtime, broken: str, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[str] = []

    def watch(owner: object, name: str, step: str) -> None:
        real = getattr(owner, name)

        async def stand_in(*given: object) -> object:
            taken.append(step)
            if step == broken:
                raise RuntimeError("kanarifugl")
            return await real(*given)

        monkeypatch.setattr(owner, name, stand_in)

    for owner, name, step in zip(
        (*[house_module] * 7, runtime.store, runtime.store),
        (
            *("erase_unused_vaults", "erase_expired_threads", "untie_threads", "erase_revoked_coaches"),
            *("blank_silent_endpoints", "forget_ids", "count_in_use", "checkpoint", "compact"),
        ),
        STEPS,
        strict=True,
    ):
        watch(owner, name, step)
    await night(runtime)
    assert taken == list(STEPS)
    assert [(line["event"], line["job"], line["error"]) for line in lines.read()] == [
        ("job-failed", broken, "RuntimeError")
    ]
    samples = [sample for family in runtime.monitor._failed.collect() for sample in family.samples]
    assert {each.labels["task"]: each.value for each in samples if each.name.endswith("_total")} == {broken: 1}


async def test_doctor_says_which_step_failed_until_it_has_ended_well(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("kanarifugl")

    def told() -> list[str]:
        return [f"{finding.level} {finding.what}" for finding in maintenance_ended(runtime.settings, False)]

    work = {job.name: job.run for job in jobs(runtime)}
    assert told() == ["fine night: the nightly work has not been done yet; the first night does it"]
    with monkeypatch.context() as patch:
        patch.setattr(house_module, "erase_unused_vaults", broken)
        patch.setattr(house_module, "reconcile", broken)
        with pytest.raises(RuntimeError):
            await {job.name: job.run for job in jobs(runtime)}["zones"]()
        await work["night"]()
    assert [line.partition(" failed, last tried 20")[0] for line in told()] == ["warning night: retire-vaults, zones"]
    await work["night"]()
    assert [line.partition(" failed")[0] for line in told()] == ["warning night: zones"]
    await work["zones"]()
    assert [line.partition(", last 20")[0] for line in told()] == ["fine night: its work was done"]


async def test_a_note_that_cannot_be_written_spoils_no_step(runtime: Runtime, lines: Lines) -> None:
    (runtime.settings.data / "daily-work").mkdir()
    await night(runtime)
    assert [(line["event"], line["job"]) for line in lines.read()] == [("note-failed", step) for step in STEPS]


async def test_the_clock_runs_the_sender_the_zones_and_the_night(runtime: Runtime) -> None:
    found = {job.name: (job.seconds, job.at, job.at_start) for job in jobs(runtime)}
    assert found == {
        "prepare": (30, "", True),
        "send": (1, "", False),
        "watch": (10, "", False),
        "coaches": (300, "", True),
        "threads": (0, "03:30", True),
        "zones": (0, "03:30", True),
        "night": (0, "03:30", False),
    }


async def test_a_start_with_other_tzdata_derives_the_reminders_anew(runtime: Runtime) -> None:
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    channel = await new_channel(runtime, NudgeIn(id="0" * 16, kind="daily", at="20:00", days=days))
    right = await next_at(runtime, channel)
    await run(runtime, "UPDATE nudge SET next_at = next_at + 86400")  # far from now: nothing is prepared meanwhile
    async with ticking(runtime):
        for _ in range(1_200):
            await asyncio.sleep(0.05)
            if await next_at(runtime, channel) == right:
                break
    assert await next_at(runtime, channel) == right
