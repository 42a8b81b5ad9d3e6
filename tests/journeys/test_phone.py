"""What must never happen on a phone is noticed when it does: a request to another host, and one that was stopped."""

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.phone import Phone, until
from tests.live import Live

pytestmark = pytest.mark.browser

ELSEWHERE = "http://elsewhere.example/"


def _without_policy(route: Route) -> None:
    """The page as a careless server would send it."""
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=headers)


@pytest.mark.parametrize(
    "leak",
    [
        f"fetch('{ELSEWHERE}', {{ mode: 'no-cors' }}).catch(() => {{}})",
        f"void (new Image().src = '{ELSEWHERE}')",
        f"void navigator.sendBeacon('{ELSEWHERE}', 'x')",
    ],
    ids=["fetch", "picture", "beacon"],
)
def test_a_request_to_another_host_fails_the_journey(browser: Browser, live: Live, leak: str) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.page.route(live.url + "/", _without_policy)
    phone.context.route(ELSEWHERE, lambda route: route.fulfill(status=204))
    phone.open()
    assert phone.faults == []
    phone.page.evaluate(leak)
    until(lambda: phone.faults == [f"foreign request: {ELSEWHERE}"], phone.page)
    with pytest.raises(AssertionError):
        phone.close()


def test_the_policy_stops_the_same_request_and_that_fails_the_journey_too(browser: Browser, live: Live) -> None:
    phone = Phone.take(browser, live.url, "nb")
    phone.open()
    phone.page.evaluate(f"fetch('{ELSEWHERE}').catch(() => {{}})")
    until(lambda: any(fault.startswith("console: CSP violation") for fault in phone.faults), phone.page)
    with pytest.raises(AssertionError):
        phone.close()
