"""One blurred answer is counted once, and nothing else of it is kept."""

import asyncio
import hashlib
import secrets
import threading
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar
from litestar.exceptions import HTTPException
from sqlalchemy import text
from sqlmodel import Session, select

from selfhelp.boxes import BoxRequest, month_of
from selfhelp.boxes.admission import CreationLimits
from selfhelp.diary import service as diary
from selfhelp.http.exception_handlers import answer_http_exception, answer_problem
from selfhelp.http.problems import Problem
from selfhelp.http.routing import mount
from selfhelp.notify import service as notify
from selfhelp.notify.tables import GONE, Channel
from selfhelp.outcomes import service
from selfhelp.outcomes.routes import ROUTES, Outcomes
from selfhelp.outcomes.service import count, count_in_use, forget_ids
from selfhelp.outcomes.tables import Count, Counted, InUse
from selfhelp.settings import Settings
from selfhelp.store import Store
from tests.conftest import ON_BOTH, with_settings
from tests.outcomes.reports import REPORTS

pytestmark = pytest.mark.pure

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
MONTH = month_of(NOW)


def make_api(settings: Settings, store: Store, now: Callable[[], datetime] = lambda: NOW) -> httpx.AsyncClient:
    """A client of an app that has this route and nothing else."""
    app = Litestar(
        mount(ROUTES, Outcomes(store, CreationLimits(settings, lambda: now().timestamp()), now)),
        openapi_config=None,
        exception_handlers={Problem: answer_problem, HTTPException: answer_http_exception},
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(cast(Any, app)), base_url="http://test")


@pytest.fixture
async def api(settings: Settings, store: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with make_api(settings, store) as client:
        yield client


def set_used(session: Session, vault: bytes, month: int) -> None:
    session.execute(text("UPDATE vault SET used = :month WHERE id = :id"), {"month": month, "id": vault})


def with_channels(session: Session) -> None:
    """Phones on which the app was opened in October; made then and opened since; opened since; and before."""
    last = MONTH - 1
    for created, opened in (
        (last - 5, "2026-10-31"),
        (last, "2026-11-02"),
        (last - 5, "2026-11-02"),
        (last - 5, "2026-09-30"),
    ):
        session.add(
            Channel(
                id=secrets.token_bytes(16),
                auth=secrets.token_bytes(32),
                fingerprint=None,
                sealed=None,
                timezone="Europe/Oslo",
                locale="nb",
                state=GONE,
                paused_at=None,
                opened=opened,
                unanswered=0,
                last_day=None,
                last_sent=None,
                last_answer=None,
                created=created,
            )
        )
    session.flush()


async def put(api: httpx.AsyncClient, report: str, once: str | None = None, **headers: str) -> httpx.Response:
    return await api.put(
        f"/api/outcomes/{once or secrets.token_hex(16)}", json={"report": report}, headers=dict(headers)
    )


def counts(session: Session) -> dict[str, int]:
    return {row.report: row.n for row in session.scalars(select(Count))}


async def test_every_report_is_counted_and_a_retry_is_not_whatever_it_says(
    api: httpx.AsyncClient, store: Store
) -> None:
    once = secrets.token_hex(16)
    assert (await put(api, "04p1", once)).status_code == 204
    assert (await put(api, "04p1", once)).status_code == 204
    assert (await put(api, "04p2", once)).status_code == 204
    for report in REPORTS:
        assert (await put(api, report)).status_code == 204
    found = await store.read(counts)
    assert found == dict.fromkeys(REPORTS, 1) | {"04p1": 2}


@ON_BOTH
async def test_two_requests_under_one_id_that_come_at_once_count_once(store: Store) -> None:
    """Neither has seen the other when it looks; the write decides."""
    work = [partial(count, once=b"1" * 32, report=report, month=MONTH) for report in ("04p1", "04p2")]
    done = await asyncio.gather(*(store.write(one, report) for one, report in zip(work, (b"1", b"2"), strict=True)))
    assert sorted(done) == [False, True]
    assert sum((await store.read(counts)).values()) == 1


async def test_only_a_month_a_hash_and_counts_are_kept(api: httpx.AsyncClient, store: Store) -> None:
    once = secrets.token_hex(16)
    await put(api, "26w6", once)

    def rows(session: Session) -> list[Any]:
        tables = ("outcome_count", "outcome_counted", "outcome_in_use")
        return [tuple(row) for table in tables for row in session.execute(text(f"SELECT * FROM {table}"))]

    assert await store.read(rows) == [(MONTH, "26w6", 1), (hashlib.sha256(bytes.fromhex(once)).digest(), MONTH)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"report": "00m0"}, 422),  # neither modules nor where the diary is kept is asked about at the start
        ({"report": "00k0"}, 422),
        ({"report": "04k4"}, 422),
        ({"report": "04p4"}, 422),
        ({"report": "04w7"}, 422),
        ({"report": "05p1"}, 422),
        ({"report": "04p1\n"}, 422),
        ({"report": 1}, 422),
        ({"report": "04p1", "vault": "0" * 32}, 422),
        ({}, 422),
        ([], 400),
    ],
)
async def test_what_is_no_report_is_not_counted(
    api: httpx.AsyncClient, store: Store, body: object, status: int
) -> None:
    answer = await api.put(f"/api/outcomes/{'0' * 32}", json=body)
    assert answer.status_code == status
    assert await store.read(counts) == {}


async def test_the_form_of_the_id_and_the_site_are_looked_at_first(api: httpx.AsyncClient) -> None:
    assert (await put(api, "?", "F" * 32)).json()["type"] == "/problems/no-such-page"
    cross = await api.put(f"/api/outcomes/{'0' * 32}", json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (cross.status_code, cross.json()["type"]) == (403, "/problems/cross-site")


async def test_one_network_cannot_stuff_the_counts(settings: Settings, store: Store) -> None:
    async with make_api(with_settings(settings, creations_per_hour=3), store) as api:
        once = secrets.token_hex(16)
        answers = [await put(api, "04p0", one) for one in (once, once, None, None)]
        assert [one.status_code for one in answers] == [204, 204, 204, 429]
    assert await store.read(counts) == {"04p0": 2}


@pytest.mark.parametrize("limit", [1, 2, 5])
async def test_nothing_in_an_answer_says_whether_the_id_was_known(settings: Settings, store: Store, limit: int) -> None:
    """Asked again and again until the network's hour is used up, and after it."""
    known, new = secrets.token_hex(16), secrets.token_hex(16)
    await store.write(partial(count, once=hashlib.sha256(bytes.fromhex(known)).digest(), report="04p0", month=MONTH))
    seen = []
    for once in (known, new):
        async with make_api(with_settings(settings, creations_per_hour=limit), store) as api:
            answers = [await put(api, "04p0", once) for _ in range(limit + 2)]
        seen.append([(one.status_code, one.content, sorted(one.headers)) for one in answers])
    assert seen[0] == seen[1]
    assert [one[0] for one in seen[0]] == [204] * limit + [429] * 2
    assert await store.read(counts) == {"04p0": 2}


async def test_an_answer_that_was_lost_is_asked_for_again_after_the_hour_and_counted_once(
    settings: Settings, store: Store
) -> None:
    once = secrets.token_hex(16)
    for status in (204, 204):  # each with an hour of its own
        async with make_api(with_settings(settings, creations_per_hour=1), store) as api:
            assert [(await put(api, "04p0", once)).status_code for _ in range(2)] == [status, 429]
    assert await store.read(counts) == {"04p0": 1}


async def test_a_one_time_id_is_forgotten_after_half_a_year(store: Store) -> None:
    for back in range(7):
        await store.write(partial(count, once=bytes([back] * 32), report="04p0", month=MONTH - back))
    assert await forget_ids(store, NOW) == 1
    left = await store.read(lambda session: sorted(row.month for row in session.scalars(select(Counted))))
    # A phone may send as late as five months after: docs/engineers/protocol.md, *Outcomes*.
    assert left == list(range(MONTH - 5, MONTH + 1))
    assert sum(await store.read(lambda session: [row.n for row in session.scalars(select(Count))])) == 7


async def test_nothing_is_counted_by_a_clock_that_says_a_time_before_there_was_any_of_this(
    api: httpx.AsyncClient, settings: Settings, store: Store
) -> None:
    """The phone keeps its answer and sends it again."""
    long_ago = datetime(1970, 1, 1, tzinfo=UTC)
    once = secrets.token_hex(16)
    async with make_api(settings, store, lambda: long_ago) as wrong:
        answer = await put(wrong, "04p1", once)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3600")
    kinds = {"vaults": diary.used_in}
    assert not await count_in_use(store, kinds, long_ago)
    assert not await count_in_use(store, kinds, datetime(2026, 1, 31, tzinfo=UTC))
    assert await store.read(lambda session: session.scalars(select(InUse)).all()) == []
    assert await store.read(counts) == {}
    assert (await put(api, "04p1", once)).status_code == 204
    assert await store.read(counts) == {"04p1": 1}


@ON_BOTH
async def test_the_months_boxes_are_counted_in_a_read_and_of_two_processes_the_first_is_believed(store: Store) -> None:
    threads: list[str] = []

    def used_in(_session: Session, _month: int) -> tuple[int, int]:
        threads.append(threading.current_thread().name)
        return (10, 12)

    assert await count_in_use(store, {"vaults": used_in}, NOW)
    assert [name.split("-")[0] for name in threads] == ["reader"]
    assert await store.write(partial(service._write, counted={"vaults": (1, 1)}, month=MONTH - 1)) is False
    found = await store.read(lambda session: [(row.least, row.most) for row in session.scalars(select(InUse))])
    assert found == [(10, 12)]


async def test_a_month_is_counted_once_when_it_is_over(store: Store) -> None:
    async def vault(created: int, used: int) -> None:
        box = BoxRequest(secrets.token_bytes(16), secrets.token_bytes(32))
        await store.write(partial(diary.create_vault, box=box, month=created))
        await store.write(partial(set_used, vault=box.id, month=used))

    last = MONTH - 1
    for created, used in (
        (last - 5, last),  # used then
        (last, MONTH),  # made then
        (last - 5, MONTH),  # perhaps
        (last - 5, last - 1),  # not
        (MONTH, MONTH),  # not yet
    ):
        await vault(created, used)
    await store.write(with_channels)
    kinds = {"vaults": diary.used_in, "channels": notify.used_in}
    assert await count_in_use(store, kinds, NOW)
    assert not await count_in_use(store, kinds, NOW + timedelta(days=1))
    found = await store.read(
        lambda session: [(row.month, row.kind, row.least, row.most) for row in session.scalars(select(InUse))]
    )
    assert sorted(found) == [(last, "channels", 2, 3), (last, "vaults", 2, 3)]
