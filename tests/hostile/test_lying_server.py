"""A server that lies to the app in the browser: refused, said in plain words, own data kept, healed by the truth."""

import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from selfhelp.settings import Settings
from tests.hostile.lying_proxy import Answer, Asked, Lie, LyingProxy, Pass, lying_proxy
from tests.journeys.doing import go, log, open_entry, sync, take_code
from tests.journeys.phone import BOTH, Locale, Phone, launch, tick, until
from tests.journeys.words import Words
from tests.live import Live, live_server

pytestmark = pytest.mark.browser

HTML = {"Content-Type": "text/html"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with live_server(Settings(data=tmp_path_factory.mktemp("data"), jobs=False)) as live:
        yield live


@pytest.fixture
def proxy(live: Live) -> Iterator[LyingProxy]:
    with lying_proxy(live.url) as proxy:
        yield proxy


def _of_syncs(change: Callable[[dict[str, Any]], Any]) -> Lie:
    """Lies about the records alone: the honest answer, changed."""

    def lie(asked: Asked, honest: Pass) -> Answer:
        answer = honest(asked)
        return Answer.of(change(json.loads(answer.body))) if asked.is_sync() else answer

    return lie


def _instead(answer: Answer | None) -> Lie:
    """Gives this for every sync; None for no answer at all."""
    return lambda asked, honest: answer if asked.is_sync() else honest(asked)


def _swapped(proxy: LyingProxy) -> Lie:
    """One record's bytes under another's id."""
    (one, *_), (*_, other) = [it[-1] for it in proxy.puts.values()], [it[-1] for it in proxy.puts.values()]
    return _of_syncs(lambda told: told | {"changes": [other | {"id": one["id"], "version": one["version"] + 1}]})


def _replayed(proxy: LyingProxy) -> Lie:
    """The first version of a record that has been edited since, in place of the last."""
    old = next(it[0] for it in proxy.puts.values() if len(it) > 1)
    return _of_syncs(lambda told: told | {"changes": [old]})


def _flipped(proxy: LyingProxy) -> Lie:
    """A record with one bit turned."""
    last = next(iter(proxy.puts.values()))[-1]
    raw = bytearray(b64decode(last["sealed"]))
    raw[40] ^= 1
    bent = last | {"version": last["version"] + 1, "sealed": b64encode(raw).decode()}
    return _of_syncs(lambda told: told | {"changes": [bent]})


def _swallowed(_: LyingProxy) -> Lie:
    """Nothing is stored, and everything is called stored."""

    def lie(asked: Asked, honest: Pass) -> Answer:
        if not asked.is_sync():
            return honest(asked)
        body = json.loads(asked.body)
        told = json.loads(honest(asked._replace(body=json.dumps(body | {"puts": []}).encode())).body)
        return Answer.of(told | {"accepted": [put["id"] for put in body["puts"]]})

    return lie


def _later(_: LyingProxy) -> Lie:
    """A clock that is thirteen months ahead."""

    def lie(asked: Asked, honest: Pass) -> Answer:
        answer = honest(asked)
        headers = {name: value for name, value in answer.headers.items() if name.lower() != "date"}
        return answer._replace(
            headers=headers | {"Date": format_datetime(datetime.now(UTC) + timedelta(days=400), usegmt=True)}
        )

    return lie


def _another_log(_: LyingProxy) -> Lie:
    return _of_syncs(lambda told: told | {"log": secrets.token_hex(16), "cursor": 0, "more": True, "changes": []})


def _problem(name: str, status: int) -> Answer:
    return Answer.of({"type": f"/problems/{name}", "title": name, "status": status})._replace(status=status)


class Case(NamedTuple):
    """A lie, and the words of the app that stand on More meanwhile, by their key."""

    lie: Callable[[LyingProxy], Lie]
    said: str
    # It stands until it is put away.
    stays: bool = False


LIES = {
    "ids are swapped": Case(_swapped, "warn_unreadable", stays=True),
    "bits are flipped": Case(_flipped, "warn_unreadable", stays=True),
    "an older version is played back": Case(_replayed, "warn_rollback", stays=True),
    "another log, every time": Case(_another_log, "sync_gone"),
    "a page that leads nowhere": Case(lambda _: _of_syncs(lambda told: told | {"more": True}), "sync_gone"),
    "records are no list": Case(lambda _: _of_syncs(lambda told: told | {"changes": {}}), "sync_gone"),
    "half an answer": Case(lambda _: _instead(Answer(200, {}, b'{"log": "0123')), "sync_gone"),
    "a page of HTML": Case(lambda _: _instead(Answer(200, HTML, b"<h1>Logg inn</h1>")), "sync_gone"),
    "nonsense": Case(lambda _: _instead(Answer.of([1, 2, 3])), "sync_gone"),
    "a fault": Case(lambda _: _instead(_problem("fault", 500)), "sync_gone"),
    "no answer": Case(lambda _: _instead(None), "sync_syncing"),
    "it does not know what is asked": Case(lambda _: _instead(_problem("no-such-page", 404)), "refused_newer"),
    "another time": Case(_later, "warn_clock_server"),
}

# What is nearest to a person's records, and each answer of the app once. The others end in one of these answers too:
# which, is held without a browser (pwa/src/core/vault/hostile.test.ts) and in `make test-deep`.
NEAREST = (
    "ids are swapped",
    "bits are flipped",
    "an older version is played back",
    "another log, every time",
    "half an answer",
    "it does not know what is asked",
    "another time",
)


def _said(words: Words, case: Case) -> re.Pattern[str]:
    """What is counted or dated is left open."""
    return re.compile(re.sub(r"\\{\w+\\}", ".*", re.escape(words(case.said))))


def _diary(phone: Phone, count: int) -> list[str]:
    """Every line of the list, as it is read, once so many stand there."""
    go(phone, "diary")
    rows = phone.page.locator("main .rows .row")
    expect(rows).to_have_count(count)
    return sorted(rows.all_inner_texts())


def _shows(phone: Phone, lines: list[str]) -> None:
    """These and no other, in whatever order."""
    go(phone, "diary")
    rows = phone.page.locator("main .rows .row")
    until(lambda: sorted(rows.all_inner_texts()) == lines, phone.page)


def _write_on(phone: Phone, words: str, more: str) -> None:
    open_entry(phone, words).fill(more)
    phone.press(Words(phone.locale)("done"))
    phone.page.get_by_role("link", name=Words(phone.locale)("change"), exact=True).wait_for()


def _sync(phone: Phone) -> None:
    phone.page.evaluate("dispatchEvent(new Event('online'))")


def _converges(phone: Phone) -> None:
    go(phone, "more")
    sync(phone)
    expect(phone.page.get_by_text(Words(phone.locale)("sync_idle"))).to_be_visible()


@pytest.mark.parametrize(
    ("locale", "lies"),
    [
        pytest.param("nb", NEAREST, id="nb"),
        pytest.param("nb", tuple(LIES), id="nb, every lie", marks=pytest.mark.deep),
        pytest.param("en", NEAREST, id="en", marks=pytest.mark.deep),
    ],
)
def test_whatever_the_server_says_the_diary_stays_and_the_truth_heals_it(
    browser: Browser, proxy: LyingProxy, locale: Locale, lies: tuple[str, ...]
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, proxy.url, locale)
    phone.expect_faults("Failed to load resource|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE")
    phone.open()
    log(phone, 6, "skrevet først")
    take_code(phone)
    _write_on(phone, "skrevet først", "skrevet først, og så mer")
    _converges(phone)
    faults = []
    for number, name in enumerate(lies):
        case = LIES[name]
        log(phone, number % 10, f"før løgn {number}")
        before = _diary(phone, number + 2)
        go(phone, "more")
        proxy.lie = case.lie(proxy)
        _sync(phone)
        try:
            expect(phone.page.get_by_text(_said(words, case))).to_be_visible()
            go(phone, "today")
            assert phone.page.locator(".notices > .notice").count() <= 1, "one thing at a time"
            _shows(phone, before)
            proxy.tell_the_truth()
            _converges(phone)
            if case.stays:
                phone.press(words("warn_seen"))
            expect(phone.page.locator(".notices > .notice")).to_have_count(0)
            _shows(phone, before)
        except AssertionError as fault:
            faults.append(f"{name}: {fault}")
            proxy.tell_the_truth()
    assert not faults, "\n".join(faults)
    phone.close()


@pytest.mark.parametrize("locale", BOTH)
def test_what_it_throws_away_gives_out_under_a_wrong_code_or_calls_deleted_is_not_lost(
    browser: Browser, proxy: LyingProxy, locale: Locale
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, proxy.url, locale)
    phone.expect_faults("Failed to load resource")
    phone.open()
    log(phone, 6, "skrevet først")
    code = take_code(phone)

    # Called stored and thrown away: no device can know, until the record is touched again.
    proxy.lie = _swallowed(proxy)
    log(phone, 3, "svelget")
    _sync(phone)
    until(lambda: proxy.told > 0, phone.page)
    _converges(phone)
    proxy.tell_the_truth()
    _write_on(phone, "svelget", "svelget, og skrevet på nytt")
    _converges(phone)
    expect(phone.page.get_by_text(words("warn_rollback"))).to_be_visible()
    expect(phone.page.locator(".notices").get_by_role("link", name=words("warn_take_out"))).to_be_visible()
    phone.press(words("warn_seen"))
    whole = _diary(phone, 2)

    other = Phone.take(browser, proxy.url, locale)
    other.expect_faults("Failed to load resource")
    other.open()
    log(other, 9, "bare på den andre")
    alone = _diary(other, 1)
    slots = {"sealed": b64encode(b"\x01" + secrets.token_bytes(60)).decode()}
    proxy.lie = lambda asked, honest: Answer.of(slots) if "/slots/" in asked.path else honest(asked)
    go(other, "signin")
    other.page.fill("#code", code)
    expect(other.page.get_by_role("radiogroup", name=words("signin_local"))).to_be_visible()
    expect(other.page.get_by_role("button", name=words("signin_choose_first"))).to_be_visible()
    tick(other.page.locator("input[name=local]").first)
    other.press(words("signin_open"))
    expect(other.page.get_by_text(words("signin_unknown"))).to_be_visible()
    _shows(other, alone)
    proxy.tell_the_truth()
    go(other, "signin")
    other.page.fill("#code", code)
    tick(other.page.locator("input[name=local]").first)
    other.press(words("signin_open"))
    expect(other.page.get_by_text(words("signin_done_title"))).to_be_visible()
    # What it brought along is on the server before the first one asks.
    _converges(other)
    _converges(phone)
    both = _diary(other, 3)
    _shows(phone, both)
    assert set(whole) | set(alone) == set(both)

    # «It was deleted»: nothing here goes before the person has chosen.
    proxy.lie = _instead(_problem("box-deleted", 410))
    _sync(phone)
    go(phone, "more")
    expect(phone.page.get_by_text(words("warn_erased"))).to_be_visible()
    _shows(phone, both)
    other.close()
    phone.close()


@pytest.mark.parametrize("locale", BOTH)
def test_texts_that_are_not_what_they_are_called_are_not_shown(
    browser: Browser, proxy: LyingProxy, locale: Locale
) -> None:
    words = Words(locale)

    def bent(asked: Asked, honest: Pass) -> Answer:
        answer = honest(asked)
        if not asked.path.startswith("/content/"):
            return answer
        return answer._replace(body=answer.body.replace(b"113", b"666"))

    def elsewhere(asked: Asked, honest: Pass) -> Answer:
        # What the manifests name stays bent: with the one before, the right bytes would be the truth.
        if not asked.path.startswith("/api/content/"):
            return bent(asked, honest)
        return Answer.of(json.loads(honest(asked).body) | {"bundle": "https://example.org/texts.json"})

    def page(asked: Asked, honest: Pass) -> Answer:
        return Answer(200, HTML, b"<h1>Hei</h1>") if "/content/" in asked.path else honest(asked)

    phone = Phone.take(browser, proxy.url, locale, worker=True)
    # A worker that has come meanwhile takes none of it in, and has nothing else to give.
    phone.expect_faults("ERR_FAILED .*/api/content/")
    for lie in (bent, elsewhere, page):
        proxy.lie = lie
        phone.page.goto(proxy.url)
        expect(phone.page.get_by_role("heading", name=words("stuck_texts"))).to_be_visible()
        expect(phone.page.locator("main a[href='tel:113']").first).to_be_visible()
    proxy.tell_the_truth()
    phone.press(words("try_again"))
    expect(phone.page.locator(".big")).to_be_visible()
    # Once the texts are here, no lie takes them away. The worker may have come while they could not be had.
    phone.worker_ready()
    phone.page.reload()
    expect(phone.page.locator(".big")).to_be_visible()
    log(phone, 5, "skrevet med tekstene på plass")
    for lie in (bent, elsewhere, page):
        proxy.lie = lie
        phone.page.reload()
        expect(phone.page.locator(".hold")).to_be_visible()
        go(phone, "text/page/crisis")
        expect(phone.page.locator("main a[href='tel:113']").first).to_be_visible()
        expect(phone.page.get_by_text("666")).to_have_count(0)
        go(phone, "today")
    phone.close()
