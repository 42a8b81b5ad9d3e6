"""Who asks, from where and with what: none of it is written down, whatever is asked and whoever is believed.

Every route is asked by somebody with a name, an address, a cookie and a page he comes from, with no, a wrong and the
right secret, at addresses that there are and that there are not. Then all that the server wrote is searched.
"""

from collections.abc import Iterator

import httpx
import pytest

from selfhelp.settings import Settings
from tests.coach.pack import pack_with_coaches
from tests.coach.seeds import COACH, COACH_SECRET, THREAD, seed
from tests.conftest import with_settings
from tests.hostile.canaries import Canary, Search, word
from tests.hostile.evidence import files, metrics, rows
from tests.hostile.samples import Box, body_for
from tests.hostile.test_authorisation import boxed, kind_of, log_of, routes
from tests.live import Live, live_server
from tests.postgres import free_port

pytestmark = [pytest.mark.slow, pytest.mark.pure]  # the whole server is started in the full run only

IPV4 = "198.51.100.237"
IPV6 = "2001:db8:5ca1:ab1e:c0de:f00d:1234:5678"
WORD = word()

PASSER_BY = {
    "User-Agent": f"Browser of {WORD}",
    "X-Forwarded-For": f"{IPV4}, {IPV6}",
    "X-Real-IP": IPV4,
    "Forwarded": f'for="[{IPV6}]"',
    "Referer": f"https://{WORD}.example/",
    "Cookie": f"who={WORD}",
    "From": f"{WORD}@example.org",
    "X-Request-ID": WORD,
}


@pytest.fixture(params=["", "127.0.0.1"], ids=["proxy not believed", "proxy believed"])
def server(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Live]:
    """Writes down all that can be written down."""
    seed(settings, invitations=100)
    told = with_settings(
        settings,
        content=pack_with_coaches(settings.data / "pack"),
        trusted_proxy=request.param,
        openapi=True,
        log_requests=True,
        metrics_port=free_port(),
    )
    with live_server(told) as live:
        yield live


async def test_no_trace_of_who_asked_and_no_cookie(server: Live) -> None:
    async with httpx.AsyncClient(base_url=server.url, headers=PASSER_BY) as http:
        log = await log_of(http)
        answers = [await http.request(method, path) for method, path in await routes(http) if "{" not in path]
        for method, template in await boxed(http):
            # Under its own id only a coach who is certified does anything.
            is_coachs = template.startswith("/api/coaches/{box_id}/")
            box = Box("coaches", COACH, COACH_SECRET) if is_coachs else Box(kind_of(template))
            path = template.replace("{box_id}", box.id).replace("{thread_id}", THREAD)
            body = body_for(method, template, log)
            right = {"Authorization": f"Bearer {box.secret}"}
            making = f"/api/{box.kind}/{box.id}"
            made = body_for("PUT", f"/api/{box.kind}/{{box_id}}", log)
            answers.append(await http.put(making, headers=right, json=made))
            for headers in ({}, {"Authorization": f"Bearer {'0' * 64}"}, right):
                answers.append(await http.request(method, path, headers=headers, json=body))
        report = body_for("PUT", "/api/outcomes/{once_id}", log)
        answers += [await http.put(f"/api/outcomes/{'0' * 32}", json=report) for _ in range(2)]
        for path in ("/", "/sw.js", "/api/content/nb", "/health", f"/{WORD}", f"/api/slots/{WORD}", f"/api/log?{WORD}"):
            answers.append(await http.get(path))
        answers += [await http.patch("/api/log"), await http.request(WORD.upper(), "/api/log")]
    assert {one.status_code for one in answers} >= {200, 201, 204, 401, 404, 405}
    assert [one for one in answers if "set-cookie" in one.headers] == []
    assert [one for one in answers if one.status_code >= 500] == []

    places = rows(server.settings) | files(server.settings.data, "data") | metrics(server.settings)
    assert b"/api/slots/{box_id}" in places["data/server.out"]
    assert b"selfhelp_requests_total" in places["metrics"]
    for about in (b"/api/threads/{box_id}/messages", b"/api/coaches/{box_id}/threads/{thread_id}/messages"):
        assert about in places["data/server.out"]
    search = Search([Canary("word", WORD), Canary("IPv4", IPV4), Canary("IPv6", IPV6), Canary("network", IPV6[:17])])
    assert search.through(places) == []
