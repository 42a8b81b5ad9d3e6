"""New boxes are counted per network, and the count forgets who it was."""

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from litestar import Request
from litestar.testing import RequestFactory

from selfhelp.boxes import DAY, HOUR
from selfhelp.boxes.admission import CreationLimits
from selfhelp.http.client_address import network_of
from selfhelp.http.problems import Problem
from selfhelp.settings import Settings


class Clock:
    """Seconds since the epoch, at the start of an hour."""

    def __init__(self) -> None:
        self.now = 20_000.0 * DAY

    def __call__(self) -> float:
        return self.now


def request(peer: str, forwarded: str | None = None) -> Request[Any, Any, Any]:
    made = RequestFactory().put("/", headers={"X-Forwarded-For": forwarded} if forwarded else {})
    made.scope["client"] = (peer, 1234)
    return made


@pytest.fixture
def clock() -> Clock:
    return Clock()


def creations(tmp_path: Path, clock: Clock, **settings: Any) -> CreationLimits:
    return CreationLimits(Settings(data=tmp_path, **{"creations_per_hour": 2, "low_disk": 0} | settings), clock)


def admitted(limits: CreationLimits, *args: str) -> bool:
    try:
        limits.admit(request(*args))
    except Problem as problem:
        if problem.name != "too-many-new":
            raise
        return False
    return True


def test_one_address_may_make_so_many_boxes_an_hour(tmp_path: Path, clock: Clock) -> None:
    limits = creations(tmp_path, clock)
    assert [admitted(limits, "192.0.2.1") for _ in range(3)] == [True, True, False]
    assert admitted(limits, "192.0.2.2")
    clock.now += HOUR
    assert admitted(limits, "192.0.2.1")


@pytest.mark.parametrize(
    ("inside", "outside"),
    [("198.51.{}.1", "198.52.0.1"), ("2001:db8:0:{}00::1", "2001:db8:1::1"), ("::ffff:198.51.{}.1", "198.52.0.1")],
)
def test_who_has_many_addresses_may_make_no_more_than_the_wider_network(
    tmp_path: Path, clock: Clock, inside: str, outside: str
) -> None:
    limits = creations(tmp_path, clock, creations_per_hour_wide=5)
    assert [admitted(limits, inside.format(n)) for n in range(6)] == [True] * 5 + [False]
    assert admitted(limits, outside)
    clock.now += HOUR
    assert admitted(limits, inside.format(6))


def test_what_the_narrow_limit_refuses_takes_no_room_from_the_neighbours(tmp_path: Path, clock: Clock) -> None:
    limits = creations(tmp_path, clock, creations_per_hour_wide=5)
    assert [admitted(limits, "198.51.0.1") for _ in range(9)].count(True) == 2
    assert [admitted(limits, f"198.51.1.{n}") for n in range(4)] == [True, True, True, False]


def test_the_refusal_says_when_to_come_back(tmp_path: Path, clock: Clock) -> None:
    limits = creations(tmp_path, clock)
    clock.now += HOUR - 90
    assert [admitted(limits, "192.0.2.1") for _ in range(2)] == [True, True]
    with pytest.raises(Problem) as refused:
        limits.admit(request("192.0.2.1"))
    assert refused.value.headers == {"Retry-After": "90"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:0:1200::1", "2001:db8:0:12ff:ffff::", True),
        ("2001:db8:0:1200::1", "2001:db8:0:1300::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
    ],
)
def test_a_network_is_an_ipv4_address_or_an_ipv6_56(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


class Chain(NamedTuple):
    trusted: str
    peer: str
    forwarded: str
    counted: str


@pytest.mark.parametrize(
    "chain",
    [
        Chain("", "192.0.2.1", "203.0.113.9", "192.0.2.1"),  # no proxy is trusted: what it says is air
        Chain("127.0.0.1", "127.0.0.1", "203.0.113.9", "203.0.113.9"),
        Chain("127.0.0.1", "127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"),  # the client made up the left part
        Chain("127.0.0.1, 10.0.0.0/8", "127.0.0.1", "203.0.113.9, 10.1.2.3", "203.0.113.9"),
        Chain("127.0.0.1", "192.0.2.1", "203.0.113.9", "192.0.2.1"),
    ],
)
def test_only_a_trusted_proxy_is_believed(tmp_path: Path, clock: Clock, chain: Chain) -> None:
    limits = creations(tmp_path, clock, trusted_proxy=chain.trusted)
    assert admitted(limits, chain.peer, chain.forwarded)
    assert admitted(limits, chain.peer, chain.forwarded)
    assert not admitted(limits, chain.counted)


def test_nothing_in_memory_is_an_address(tmp_path: Path, clock: Clock) -> None:
    limits = creations(tmp_path, clock)
    limits.admit(request("192.0.2.77"))
    assert "192.0.2.77" not in repr(vars(limits))
    first = dict(limits._counts)
    clock.now += DAY
    limits.admit(request("192.0.2.77"))
    assert first.keys().isdisjoint(limits._counts)


def test_an_almost_full_disk_refuses_new_boxes(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(total=1000, used=901, free=99))
    with pytest.raises(Problem) as refused:
        CreationLimits(Settings(data=tmp_path, low_disk=10), clock).admit(request("192.0.2.1"))
    assert refused.value.name == "overloaded"
    assert "Retry-After" in refused.value.headers
    CreationLimits(Settings(data=tmp_path, low_disk=9), clock).admit(request("192.0.2.1"))
