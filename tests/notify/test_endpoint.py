"""An endpoint is a URL that a stranger gave us."""

import pytest

from selfhelp.notify.subscription import AllowList, EndpointRefused, allow_list, is_usual, normal, origin_of

ALLOWED = allow_list(("push.example.org", "*.push.example.net"))


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://fcm.googleapis.com/fcm/send/dQw4:APA91-_x", "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com:443/wp/abc", "https://fcm.googleapis.com"),
        ("https://updates.push.services.mozilla.com/wpush/v2/gAAA", "https://updates.push.services.mozilla.com"),
        ("https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d", "https://wns2-par02p.notify.windows.com"),
        ("https://web.push.apple.com/QOX_abc", "https://web.push.apple.com"),
        ("https://push.example.org/UP?x=1", "https://push.example.org"),
        ("https://a.b.push.example.net/", "https://a.b.push.example.net"),
        ("https://fcm.googleapis.com/" + "a" * 2021, "https://fcm.googleapis.com"),
    ],
)
def test_the_push_services_are_taken_with_their_origin(endpoint: str, origin: str) -> None:
    assert origin_of(endpoint, ALLOWED) == origin


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "https://",
        "http://fcm.googleapis.com/x",
        "HTTPS://fcm.googleapis.com/x",
        "//fcm.googleapis.com/x",
        "ftp://fcm.googleapis.com/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com./x",
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:/x",
        "https://fcm.googleapis.com:00443/x",
        "https://user@fcm.googleapis.com/x",
        "https://user:word@fcm.googleapis.com/x",
        "https://evil.example@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example/x.push.apple.com/",
        "https://evil.example#fcm.googleapis.com/",
        "https://evil.example?fcm.googleapis.com/",
        "https://evil.example\\.push.apple.com/x",
        "https://fcm.googleapis.com\\@evil.example/x",
        "https://fcm.googleapis.com/x\\y",
        "https://evilfcm.googleapis.com/x",
        "https://a.fcm.googleapis.com/x",
        "https://googleapis.com/x",
        "https://push.apple.com/x",
        "https://evilpush.apple.com/x",
        "https://x.push.apple.com.evil.example/x",
        "https://x.push.apple.co/x",
        "https://push.example.net/x",
        "https://a.push.example.org/x",
        "https://localhost/x",
        "https://localhost:9999/x",
        "https://127.0.0.1/x",
        "https://127.1/x",
        "https://2130706433/x",
        "https://0x7f000001/x",
        "https://0177.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://169.254.169.254/latest",
        "https://１２７.0.0.1/x",
        "https://fcm。googleapis.com/x",
        "https://fcm.googleapis.com/å",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nHost: evil",
        "https://fcm.googleapis.com/x\n",
        " https://fcm.googleapis.com/x",
        "https://fcm.googleapis.com/x#fragment",
        "https://xn--fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com/" + "a" * 2022,
    ],
)
def test_nothing_else_is_written_to(endpoint: str) -> None:
    with pytest.raises(EndpointRefused):
        origin_of(endpoint, ALLOWED)


@pytest.mark.parametrize(
    ("endpoint", "kept"),
    [
        ("https://fcm.googleapis.com:443/wp/abc", "https://fcm.googleapis.com/wp/abc"),
        ("https://fcm.googleapis.com/wp/abc", "https://fcm.googleapis.com/wp/abc"),
        ("https://fcm.googleapis.com/https://x:443/", "https://fcm.googleapis.com/https://x:443/"),
        ("https://localhost:443/push", "https://localhost:443/push"),  # a test's, which is reached by its port
    ],
)
def test_an_endpoint_has_one_spelling(endpoint: str, kept: str) -> None:
    assert normal(endpoint) == kept


@pytest.mark.parametrize(
    ("endpoint", "usual"),
    [
        ("https://fcm.googleapis.com/fcm/send/dQw4:APA91-_x", True),
        ("https://fcm.googleapis.com:443/wp/dQw4:APA91-_x", True),
        ("https://fcm.googleapis.com/preprod/wp/dQw4:APA91-_x", True),
        ("https://updates.push.services.mozilla.com/wpush/v1/gAAAA-_x", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/gAAAA-_x==", True),
        ("https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2fThh02%2bGBfW%3d%3d", True),
        ("https://web.push.apple.com/QOX_abc-d", True),
        ("https://push.example.org/UP?x=1", True),
        ("https://a.b.push.example.net/", True),
        ("https://fcm.googleapis.com/", False),
        ("https://fcm.googleapis.com/wp/", False),
        ("https://fcm.googleapis.com/wp/a/b", False),
        ("https://fcm.googleapis.com/wp/a?b=c", False),
        ("https://fcm.googleapis.com/v1/projects/x/messages:send", False),
        ("https://updates.push.services.mozilla.com/v1/err", False),
        ("https://updates.push.services.mozilla.com/m/gAAAA", False),
        ("https://wns2-par02p.notify.windows.com/?token=BQYAAAB", False),
        ("https://api.push.apple.com/3/device/00fc13", False),
    ],
)
def test_the_forms_that_services_give_to_browsers_are_known(endpoint: str, usual: bool) -> None:
    assert origin_of(endpoint, ALLOWED), "another form is written to all the same"
    assert is_usual(endpoint, ALLOWED) is usual


def test_localhost_is_reached_only_in_tests_and_only_with_a_port() -> None:
    tests = allow_list(localhost=True)
    assert origin_of("https://localhost:4433/push/x", tests) == "https://localhost:4433"
    for endpoint in ("https://localhost/x", "http://localhost:4433/x", "https://127.0.0.1:4433/x"):
        with pytest.raises(EndpointRefused):
            origin_of(endpoint, tests)


def test_the_refusal_never_repeats_the_endpoint() -> None:
    with pytest.raises(EndpointRefused) as refused:
        origin_of("https://secret.example/capability", AllowList(()))
    assert "secret" not in str(refused.value)
