"""What must be said is said in plain words, one thing at a time on Today and all of it on More; help stands."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import Browser, expect

from tests.hostile.lying_proxy import Answer, Asked, LyingProxy, Pass, lying_proxy
from tests.journeys.doing import go
from tests.journeys.phone import Locale, Phone
from tests.journeys.usable import axe
from tests.journeys.words import Words
from tests.live import Live

pytestmark = pytest.mark.browser


@pytest.fixture
def proxy(live: Live) -> Iterator[LyingProxy]:
    with lying_proxy(live.url) as proxy:
        yield proxy


def _refused(asked: Asked, honest: Pass, *, why: str = "invalid") -> Answer:
    """No record is taken."""
    if not asked.is_sync():
        return honest(asked)
    body = json.loads(asked.body)
    told = json.loads(honest(asked._replace(body=json.dumps(body | {"puts": []}).encode())).body)
    return Answer.of(told | {"refused": [{"id": put["id"], "type": why} for put in body["puts"]]})


_full = partial(_refused, why="vault-full")


def _of_a_newer_app(asked: Asked, honest: Pass) -> Answer:
    """Every record is sealed in a way that this app does not know."""
    answer = honest(asked)
    if not asked.is_sync():
        return answer
    told = json.loads(answer.body)
    for line in told["changes"]:
        line["sealed"] = b64encode(b"\x02" + b64decode(line["sealed"])[1:]).decode()
        line["version"] += 1
    return Answer.of(told)


def _sync(phone: Phone) -> None:
    phone.page.evaluate("dispatchEvent(new Event('online'))")


def _one_thing(phone: Phone, words: str) -> None:
    """Today says this and nothing else, with exactly one thing to do about it; help is where it always is."""
    go(phone, "today")
    notices = phone.page.locator(".notices > .notice")
    expect(notices).to_contain_text(words)
    assert notices.count() == 1
    assert notices.locator("a, button:not(.away)").count() == 1
    expect(phone.page.locator(".hold")).to_be_visible()
    assert axe(phone.page, within=".notices") == []


def _log(phone: Phone, words: Words) -> None:
    """An urge."""
    go(phone, "log")
    phone.log_strength(6)
    phone.page.locator("html[data-screen='more-about']").wait_for(state="attached")


@pytest.mark.parametrize(("locale", "what"), [("nb", "what_again"), ("en", "what_relative")])
def test_each_is_said_one_at_a_time_and_all_of_them_on_more(
    browser: Browser, proxy: LyingProxy, locale: Locale, what: str
) -> None:
    words = Words(locale)
    phone = Phone.take(browser, proxy.url, locale, worker=True)
    phone.expect_faults("Failed to load resource|ERR_INTERNET")
    phone.open()
    phone.worker_ready()
    go(phone, "what")
    phone.choose(words(what))
    phone.press(words("continue"))
    near = what == "what_relative"
    if near:
        go(phone, "checkin")
        phone.page.locator("main input[name=sleep]").nth(1).check(force=True)
        phone.page.locator("main input[name=mood][value='4']").check(force=True)
    else:
        go(phone, "text/module/first-hold/reason")
        phone.page.get_by_label(words("own_words")).first.fill("Én grunn.")
        expect(phone.page.get_by_text(words("answer_kept"), exact=True)).to_be_visible()
    # Nothing worth losing yet but this: a code is offered, once.
    _one_thing(phone, words("warn_no-code"))
    phone.press(words("warn_no-code_do"))
    phone.page.locator(".btn.main").click()
    code = phone.page.locator("ol.code li")
    expect(code).to_have_count(7)
    groups = code.all_inner_texts()
    phone.press(words("code_have"))
    number = "".join(filter(str.isdigit, phone.page.locator("label[for=group]").inner_text()))
    phone.page.fill("#group", groups[int(number) - 1])
    phone.press(words("code_check"))
    expect(phone.page.get_by_text(words("code_done_title"))).to_be_visible()
    go(phone, "today")
    expect(phone.page.locator(".notices > .notice")).to_have_count(0)

    # What the server does not take is sent again, and the word of it goes when it has been taken.
    for lie, word, mood in ((_full, "warn_vault-full", 8), (_refused, "warn_refused", 6)):
        proxy.lie = lie
        if near:
            go(phone, "today")
            phone.page.locator(f"main input[name=mood][value='{mood}']").check(force=True)
        else:
            _log(phone, words)
        _sync(phone)
        _one_thing(phone, words(word))
        proxy.tell_the_truth()
        _sync(phone)
        expect(phone.page.locator(".notices > .notice")).to_have_count(0)

    # Two days without a connection are no news; four are, calmly. What is under way ends first: it bears on the clock.
    now = datetime.now(UTC)
    go(phone, "more")
    expect(phone.page.get_by_text(words("sync_idle"))).to_be_visible()
    phone.page.wait_for_timeout(400)
    phone.context.set_offline(True)
    for days, said in ((2, 0), (4, 1)):
        phone.page.clock.set_fixed_time(now + timedelta(days=days))
        _sync(phone)
        go(phone, "more")
        expect(phone.page.get_by_text(words("sync_offline"))).to_be_visible()
        go(phone, "today")
        expect(phone.page.locator(".notices > .notice")).to_have_count(said)
    _one_thing(phone, words("warn_silent").split("{")[0])
    phone.press(words("warn_silent_do"))
    _one_thing(phone, words("warn_silent").split("{")[0])
    phone.page.clock.set_fixed_time(now)
    phone.context.set_offline(False)
    expect(phone.page.locator(".notices > .notice")).to_have_count(0)

    # Two at once: Today has the more serious one, More both.
    proxy.lie = lambda asked, honest: _of_a_newer_app(
        asked._replace(body=json.dumps(json.loads(asked.body) | {"cursor": 0}).encode()) if asked.is_sync() else asked,
        honest,
    )
    _sync(phone)
    _one_thing(phone, words("refused_newer"))
    proxy.tell_the_truth()
    proxy.lie = _full
    if near:
        # A day that no newer app has written about yet.
        go(phone, f"checkin/{now.date() - timedelta(days=1)}")
        phone.page.locator("main input[name=sleep]").nth(1).check(force=True)
    else:
        _log(phone, words)
    _sync(phone)
    go(phone, "more")
    notices = phone.page.locator(".notices > .notice")
    expect(notices).to_have_count(2)
    expect(notices.nth(0)).to_contain_text(words("refused_newer"))
    expect(notices.nth(1)).to_contain_text(words("warn_vault-full"))
    assert axe(phone.page, within=".notices") == []
    phone.press(words("warn_take_out"))
    expect(phone.page.locator("html[data-screen='export']")).to_be_attached()
    phone.close()
