"""The endpoint is a URL that a stranger gave us: refused when it is stored, and once more when it would be sent to."""

from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyreqwest.client import Client
from pyreqwest.http import Url
from sqlalchemy import text
from sqlmodel import Session

from selfhelp.boxes import BoxRequest
from selfhelp.notify.delivery import client_builder
from selfhelp.notify.schema import ChannelIn
from selfhelp.notify.subscription import EndpointRefused, Subscription, allow_list, normal, origin_of, seal_subscription
from selfhelp.notify.validation import read_channel
from tests.notify.authority import make_authority
from tests.notify.bad_endpoints import ADDRESSES, BAD_ENDPOINTS
from tests.notify.conftest import DAILY_AT_EIGHT, PushHarness, nudge
from tests.notify.push_service import Device
from tests.notify.rude_service import RESET_AT_ONCE, RudeService

pytestmark = pytest.mark.pure

ALLOWED = allow_list(("push.example.org", "*.push.example.net"))
DEVICE = Device("https://fcm.googleapis.com/x", None)


def test_no_bad_address_is_taken_when_it_would_be_stored() -> None:
    def wrong(endpoint: str) -> list[str]:
        request = read_channel(
            ChannelIn(endpoint, DEVICE.p256dh, DEVICE.auth, "Europe/Oslo", "nb", []), ALLOWED, frozenset({"nb"})
        )
        return [error.field for error in request] if isinstance(request, list) else []

    assert wrong(DEVICE.endpoint) == []
    assert [endpoint for endpoint in BAD_ENDPOINTS if wrong(endpoint) != ["endpoint"]] == []


class NoClient:
    """An HTTP client that must not be used."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def post(self, url: str) -> None:
        self.asked.append(url)
        raise AssertionError("something was sent")

    async def close(self) -> None:
        """Nothing is open."""


async def plant(harness: PushHarness, box: BoxRequest, device: Device, endpoint: str) -> None:
    """Somebody with the keys and the database writes another address into a channel."""
    sealed = seal_subscription(Subscription(endpoint, device.p256dh, device.auth), box.id, harness.keys)

    def write(session: Session) -> None:
        session.execute(text("UPDATE channel SET sealed = :sealed WHERE id = :id"), {"sealed": sealed, "id": box.id})

    await harness.store.write(write)


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_no_bad_address_is_sent_to_when_it_stands_in_the_database(harness: PushHarness) -> None:
    sealable = [endpoint for endpoint in BAD_ENDPOINTS if "\ud800" not in endpoint]
    boxes = []
    for endpoint in sealable:
        box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
        await plant(harness, box, device, endpoint)
        boxes.append(box)
    client = NoClient()
    async with harness.another_sender(cast(Client, client)) as sender:
        sender.delivery.allowed = allow_list()
        harness.at("2027-02-03T20:11")
        assert await sender.prepare() == len(sealable)
        assert await sender.send() == len(sealable)
    assert client.asked == []
    assert {(await harness.show(box)).state for box in boxes} == {"gone"}
    assert await harness.outbox() == []


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost", "[::1]"]
)
async def test_whoever_listens_on_this_machine_hears_nothing(
    harness: PushHarness, host: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also with a port that is somebody's, and whatever the address list of the tests allows."""
    ca, certificate, key = make_authority(tmp_path_factory.mktemp("trap"))
    with RudeService(RESET_AT_ONCE, certificate, key) as trap:
        box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
        await plant(harness, box, device, f"https://{host}:{trap.port}/x")
        async with harness.another_sender(client_builder(ca).build()) as sender:
            sender.delivery.allowed = allow_list()
            harness.at("2027-02-03T20:11")
            await sender.prepare()
            assert await sender.send() == 1
        assert trap.connections == 0
    assert (await harness.show(box)).state == "gone"


async def test_an_address_that_was_refused_is_an_alarm_that_does_not_say_it(
    harness: PushHarness, capsys: pytest.CaptureFixture[str]
) -> None:
    box, device = await harness.channel(nudge(**DAILY_AT_EIGHT))
    await plant(harness, box, device, "https://stranger.example/capability")
    harness.at("2027-02-03T20:11")
    await harness.prepare()
    await harness.send()
    assert harness.alarms("endpoint-refused") == 1
    await harness.watch.write_down()

    def noted(session: Session) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in session.execute(text("SELECT host, alarm FROM push_host"))]

    assert await harness.store.read(noted) == [("", "endpoint-refused")]
    said = capsys.readouterr().out
    assert "endpoint-refused" in said
    assert "stranger" not in said


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY"])
async def test_a_proxy_from_the_environment_is_not_used(
    harness: PushHarness, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for exception in ("NO_PROXY", "no_proxy"):  # else the trap is spared for another reason
        monkeypatch.delenv(exception, raising=False)
    _, certificate, key = make_authority(tmp_path_factory.mktemp("trap"))
    with RudeService(RESET_AT_ONCE, certificate, key) as trap:
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")
        await harness.channel(nudge(**DAILY_AT_EIGHT))
        async with harness.another_sender() as sender:
            harness.at("2027-02-03T20:11")
            await sender.prepare()
            await sender.send()
        assert trap.connections == 0
    assert len(harness.push.received) == 1


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_service_whose_certificate_nobody_vouches_for_is_told_nothing(harness: PushHarness) -> None:
    box, _ = await harness.channel(nudge(**DAILY_AT_EIGHT))
    async with harness.another_sender(client_builder().build()) as sender:
        harness.at("2027-02-03T20:11")
        await sender.prepare()
        await sender.send()
    assert harness.push.received == []
    assert (await harness.show(box)).last_answer == 0


def pieces() -> st.SearchStrategy[str]:
    """Text made of what URLs are made of, and of what confuses those who read them."""
    known = [
        "https://",
        "fcm.googleapis.com",
        ".push.apple.com",
        "push.example.org",
        ".push.example.net",
        ":443",
        "xn--",
    ]
    odd = [
        "@",
        "\\",
        "/",
        "//",
        ":",
        "?",
        "#",
        "%2e",
        "%40",
        "%00",
        "..",
        "-",
        "_",
        "[",
        "]",
        "0x7f",
        "127.1",
        "\t",
        "\0",
    ]
    inside = st.text(alphabet="abcxyz0189.-~%:@/?#[]\\å。\t", max_size=8)
    return st.lists(st.sampled_from([*known, *odd, *ADDRESSES]) | inside, max_size=8).map("".join)


@st.composite
def nearly_right(draw: st.DrawFn) -> str:
    """Endpoints most of which are taken."""
    label = st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True)
    below = ".".join(draw(st.lists(label, min_size=1, max_size=4)))
    host = draw(
        st.sampled_from(
            ["fcm.googleapis.com", "push.example.org", f"{below}.push.apple.com", f"{below}.push.example.net"]
        )
    )
    path = draw(st.text(alphabet="abzAZ019._~!$&'()*+,;=:@/%?-\\#[]|^`{}\" å\t", max_size=20))
    return f"https://{host}{draw(st.sampled_from(['', ':443', ':80', ':']))}/{path}"


@pytest.mark.slow
@given(endpoint=pieces() | pieces().map("https://{}".format) | nearly_right())
@example("https://xn--a.push.apple.com/")
@example("https://fcm.googleapis.com/\\@evil.example")
def test_what_is_taken_is_read_alike_by_the_client_that_sends(endpoint: str) -> None:
    """The HTTP client goes to the very host that was looked up in the list, on port 443, as nobody."""
    try:
        origin = origin_of(endpoint, ALLOWED)
    except EndpointRefused:
        return
    for spelled in (endpoint, normal(endpoint)):
        url = Url(spelled)
        assert url.origin_ascii == origin
        assert url.host_str == origin.removeprefix("https://")
        assert ALLOWED.name_of(url.host_str or "")
        assert url.port_or_known_default == 443
        assert (url.scheme, url.username, url.password, url.fragment) == ("https", "", None, None)
    assert normal(normal(endpoint)) == normal(endpoint)


def test_most_of_what_is_nearly_right_is_taken() -> None:
    """Else the test above would be about nothing."""
    taken = [
        origin_of(f"https://{host}/x", ALLOWED)
        for host in ("a.push.apple.com", "0x7f.push.apple.com", "1.push.apple.com")
    ]
    assert len(taken) == 3
