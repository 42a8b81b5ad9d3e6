"""What an operator watches by: each metric that dashboard and alarms ask for is there, and none tells of anybody."""

import base64
import json
import re
import shutil
import subprocess
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from prometheus_client import CollectorRegistry, Metric, generate_latest
from sqlmodel import Session

from selfhelp import app as wiring
from selfhelp.app import create_app
from selfhelp.coach.tables import COACH_STATES
from selfhelp.diary.routes import Puts
from selfhelp.diary.schema import SyncAnswer
from selfhelp.http import metrics as http_metrics
from selfhelp.http.metrics import RequestMetrics
from selfhelp.http.problems import PROBLEMS
from selfhelp.last_backup import LAST_BACKUP_FILE
from selfhelp.notify.metrics import ALARM_REASONS, Verdict
from selfhelp.settings import Settings
from selfhelp.store import Overloaded, Store
from selfhelp.store.metrics import DiskMetrics, StoreMetrics
from selfhelp.store.store import LIMIT
from tests.conftest import with_settings
from tests.http import site
from tests.postgres import free_port

pytestmark = pytest.mark.pure

ROOT = Path(__file__).parents[2]
ALARMS = ROOT / "deploy" / "prometheus" / "alarms.yml"
DASHBOARD = ROOT / "deploy" / "grafana" / "fotfeste.json"
PAGE = ROOT / "docs" / "operators" / "watching.md"

PROMETHEUS_OWN = {"instance", "job", "le"}
VALUES: dict[str, set[str]] = {
    "problem": set(PROBLEMS),
    "verdict": {str(verdict) for verdict in Verdict},
    "outcome": {"accepted", "conflict", "bad-seal", "vault-full"},
    "queue": {"reader", "writer"},
    "state": {*COACH_STATES, "expired"},
    "route": {"/api/vaults/{box_id}/sync"},
    "reason": set(ALARM_REASONS),
    "task": {"prepare", "send"},
}
"""Every label that an expression may compare, and what it may compare it with."""


class Known:
    """What a server counts: the names of its samples with their labels, and its families."""

    def __init__(self, families: list[Metric]) -> None:
        self.labels: dict[str, set[str]] = {}
        self.values: dict[str, set[str]] = {}
        self.families = {family.name for family in families}
        for family in families:
            for sample in family.samples:
                self.labels.setdefault(sample.name, set()).update(sample.labels)
                for label, value in sample.labels.items():
                    self.values.setdefault(label, set()).add(value)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, small_content: Path) -> Known:
    """Of a server that has met a little of everything: a request, a backup, a count of coaches."""
    folder = tmp_path_factory.mktemp("watched")
    settings = Settings(
        data=folder / "data", pwa=site.build(folder / "dist"), content=small_content, database_budget=1024**3
    )
    settings.data.mkdir()
    (settings.data / LAST_BACKUP_FILE).write_text((datetime.now(UTC) - timedelta(days=1)).isoformat())
    registry = CollectorRegistry()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wiring, "CollectorRegistry", lambda: registry)
        patch.setattr(http_metrics, "LOT", 1)
        app = create_app(with_settings(settings, metrics_port=free_port()))
        with TestClient(app) as client:
            client.get("/api/log")
            while "selfhelp_coaches{" not in generate_latest(registry).decode():
                client.get("/health")
        return Known(list(registry.collect()))


def expressions() -> Iterator[tuple[str, str]]:
    """Where it stands, and the expression."""
    for alarm in alarms():
        yield alarm["name"], alarm["expr"]
    for panel in json.loads(DASHBOARD.read_text())["panels"]:
        for target in panel.get("targets", ()):
            yield panel["title"], target["expr"]


def alarms() -> list[dict[str, Any]]:
    """As they stand in the file: one to a name, every text in double quotes, as JSON has them."""
    found = re.split(r"^      - alert: ", ALARMS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return [_alarm(one) for one in found]


def _alarm(text: str) -> dict[str, Any]:
    lines = dict(re.findall(r"^ +(\w+): (.+)$", text, re.MULTILINE))
    told = {name: json.loads(lines[name]) for name in ("expr", "what", "why", "do")}
    return {"name": text.split("\n", 1)[0], "severity": lines["severity"], **told}


def test_every_metric_and_label_that_is_asked_for_is_there(known: Known) -> None:
    asked = list(expressions())
    assert len(asked) > 50
    for where, expression in asked:
        bare = re.sub(r"\{[^}]*(?:\{[^}]*\}[^}]*)*\}", "", re.sub(r'"[^"]*"', '""', expression))
        names = set(re.findall(r"\b(?:selfhelp|process)_[a-z_]+|\bup\b", bare))
        assert names, f"{where}: {expression}"
        labels = {"instance", "job"}.union(*(known.labels.get(name, set()) for name in names))
        assert names - {"up"} <= known.labels.keys(), f"{where}: {names - known.labels.keys()}"
        compared = re.findall(r'([a-z]+)(=~|!~|!=|=)"([^"]*)"', expression)
        grouped = [name.strip() for group in re.findall(r"by \(([^)]*)\)", expression) for name in group.split(",")]
        assert {*grouped, *(label for label, _, _ in compared)} <= labels | PROMETHEUS_OWN, f"{where}: {expression}"
        for label, how, value in compared:
            if label != "job":
                values = set(value.split("|")) if "~" in how else {value}
                assert values <= VALUES[label], f"{where}: {label}={value}"


def test_every_alarm_says_what_why_and_what_to_do() -> None:
    names = [alarm["name"] for alarm in alarms()]
    assert len(names) == len(set(names))
    for alarm in alarms():
        assert alarm["severity"] in {"page", "ticket"}
        for told in ("what", "why", "do"):
            assert alarm[told].endswith("."), alarm["name"]
            assert len(alarm[told]) > 15, alarm["name"]


@pytest.mark.slow
def test_every_alarm_goes_off_when_it_must_and_none_on_a_calm_day() -> None:
    tried = (ALARMS.parent / "alarms.test.yml").read_text()
    assert set(re.findall(r'alertname="(\w+)"', tried)) == {alarm["name"] for alarm in alarms()}
    promtool = shutil.which("promtool")
    assert promtool, "promtool is missing: .ci/machine installs what the tests need"
    for action in (["check", "rules", "alarms.yml"], ["test", "rules", "alarms.test.yml"]):
        done = subprocess.run([promtool, *action], cwd=ALARMS.parent, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_explains_every_metric_and_names_every_alarm(known: Known) -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = {re.sub(r"_total$", "", name) for name in re.findall(r"`(selfhelp_[a-z_]+)", page)}
    assert told == {name for name in known.families if name.startswith("selfhelp_")}
    assert set(re.findall(r"^\| `([A-Z]\w+)` \|", page, re.MULTILINE)) == {alarm["name"] for alarm in alarms()}


def test_every_metric_of_ours_is_on_the_dashboard(known: Known) -> None:
    panels = json.loads(DASHBOARD.read_text())["panels"]
    asked = " ".join(target["expr"] for panel in panels for target in panel.get("targets", ()))
    drawn = set(re.findall(r"\bselfhelp_[a-z_]+", re.sub(r'"[^"]*"', "", asked)))
    named = {re.sub(r"_(total|bucket)$", "", name) for name in drawn}
    assert {name for name in known.families if name.startswith("selfhelp_")} - named == set()
    ids = [panel["id"] for panel in panels]
    assert len(ids) == len(set(ids))
    places = [
        (place["x"] + right, place["y"] + down)
        for place in (panel["gridPos"] for panel in panels)
        for right in range(place["w"])
        for down in range(place["h"])
    ]
    assert len(places) == len(set(places)), "two panels lie over each other"
    assert max(x for x, _ in places) < 24


def test_every_reason_of_a_push_alarm_has_a_series_before_it_is_met(known: Known) -> None:
    folder = ROOT / "selfhelp/notify"
    code = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py") if file.name != "metrics.py")
    sounded = set(
        re.findall(r'(?:sound|_alarm)\(\s*"([a-z-]+)"|\("([a-z-]+)", (?:due|to_send)\)|add\("([a-z-]+)"\)', code)
    )
    assert {name for found in sounded for name in found if name} == set(ALARM_REASONS) == known.values["reason"]


def test_every_job_and_every_step_of_the_night_has_a_count_before_it_fails(known: Known) -> None:
    assert {"prepare", "send", "watch", "coaches", "zones", "night", "retire-vaults", "compact"} <= known.values["task"]


def test_the_unit_whose_log_is_read_is_one_of_those_that_ship() -> None:
    shipped = {file.stem for file in (ROOT / "deploy/systemd").iterdir()} | {"caddy"}
    found = 0
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for unit in re.findall(r"journalctl[^\n`|]*? (?:-u|--unit) ([\w-]+)", page.read_text(encoding="utf-8")):
            found += 1
            assert unit in shipped, f"{page.name}: {unit}"
    assert found > 3


def test_no_metric_has_a_label_that_could_name_anybody(known: Known) -> None:
    labels = set().union(*known.labels.values())
    assert labels <= {
        "method",
        "route",
        "status",
        "problem",
        "outcome",
        "queue",
        "verdict",
        "reason",
        "state",
        "task",
        "le",
    }


@pytest.mark.slow
def test_refusals_are_counted_by_kind_and_puts_by_what_became_of_them(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_metrics, "LOT", 1)
    port = free_port()
    watched = with_settings(settings, metrics_port=port, pwa=site.build(settings.data / "dist"))
    with TestClient(create_app(watched)) as client:
        vault, bearer = "0a" * 16, {"authorization": "Bearer " + "0b" * 32}
        client.put(f"/api/vaults/{vault}", json={}, headers=bearer)
        log = client.get("/api/log").json()["log"]
        put = {"id": "0c" * 16, "version": 1, "sealed": base64.b64encode(b"\x01" + bytes(284)).decode()}
        for puts in ([put], [put], [put | {"version": 3}], [put | {"id": "0d" * 16, "sealed": "AA=="}]):
            body = {"log": log, "cursor": 0, "puts": puts}
            assert client.post(f"/api/vaults/{vault}/sync", json=body, headers=bearer).status_code == 200
        client.get(f"/api/slots/{vault}", headers=bearer)
        client.get(f"/api/slots/{vault}")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            text = answer.read().decode()
    for line in (
        'selfhelp_puts_total{outcome="accepted"} 2.0',
        'selfhelp_puts_total{outcome="conflict"} 1.0',
        'selfhelp_puts_total{outcome="bad-seal"} 1.0',
        'selfhelp_problems_total{problem="no-such-box"} 1.0',
        'selfhelp_problems_total{problem="no-secret"} 1.0',
        'selfhelp_problems_total{problem="fault"} 0.0',
        'selfhelp_store_refused_total{queue="writer"} 0.0',
    ):
        assert line in text, line
    assert "0a0a" not in text


def shown(port: int) -> list[str]:
    """Every figure of requests, puts and the store as a scrape gets it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    families = ("requests", "request_seconds", "problems", "puts", "store")
    return [line for line in lines if line.startswith(tuple(f"selfhelp_{family}" for family in families))]


@pytest.mark.slow
def test_a_sign_in_and_the_screen_that_is_opened_cannot_be_dated_from_two_looks(settings: Settings) -> None:
    port = free_port()
    watched = with_settings(settings, metrics_port=port, pwa=site.build(settings.data / "dist"))
    with TestClient(create_app(watched)) as client:
        before = shown(port)
        box, bearer = "0a" * 16, {"authorization": "Bearer " + "0b" * 32}
        client.get(f"/api/slots/{box}", headers=bearer)
        client.put(f"/api/vaults/{box}", json={}, headers=bearer)
        log = client.get("/api/log").json()["log"]
        put = {"id": "0c" * 16, "version": 1, "sealed": base64.b64encode(b"\x01" + bytes(284)).decode()}
        body = {"log": log, "cursor": 0, "puts": [put]}
        client.post(f"/api/vaults/{box}/sync", json=body, headers=bearer)
        assert client.get("/assets/a.js").status_code == 200
        assert client.get("/nothing").status_code == 404
        assert shown(port) == before
        for _ in range(http_metrics.LOT):
            client.get("/assets/a.js")
        files = [line for line in shown(port) if line not in before]
        assert any('route="app"' in line for line in files)
        assert not any("a.js" in line for line in files)


def requests_in(registry: CollectorRegistry) -> dict[str, int]:
    """How many of each route are shown."""
    found: Counter[str] = Counter()
    for family in registry.collect():
        for sample in family.samples:
            if sample.name == "selfhelp_requests_total":
                found[sample.labels["route"]] += int(sample.value)
    return dict(found)


@pytest.mark.parametrize("others", [0, 1, http_metrics.LOT - 2, http_metrics.LOT - 1])
def test_what_a_look_shows_anew_is_nothing_or_a_whole_lot(others: int) -> None:
    registry = CollectorRegistry()
    metrics = RequestMetrics(registry)
    for _ in range(others):
        metrics("POST", "/api/vaults/{box_id}/sync", 200, 0.01)
    for _ in range(1_000):
        metrics("GET", "/health", 200, 0.01)
    before = requests_in(registry)
    assert before == {"/health": 1_000}
    metrics("GET", "/api/slots/{box_id}", 200, 0.01)
    after = requests_in(registry)
    assert sum(after.values()) - sum(before.values()) in {0, http_metrics.LOT}
    assert not any("slots" in route for route in after)


def test_one_sync_of_many_puts_is_shown_with_a_lot_of_others() -> None:
    registry = CollectorRegistry()
    puts = Puts(registry)

    def sync(count: int) -> None:
        puts.count(SyncAnswer(log="", cursor=0, more=False, accepted=["0a" * 16] * count))

    sync(100)
    assert registry.get_sample_value("selfhelp_puts_total", {"outcome": "accepted"}) == 0
    for _ in range(http_metrics.LOT - 1):
        sync(1)
    assert registry.get_sample_value("selfhelp_puts_total", {"outcome": "accepted"}) == 100 + http_metrics.LOT - 1


def test_what_somebody_must_get_up_for_is_shown_at_once() -> None:
    registry = CollectorRegistry()
    metrics = RequestMetrics(registry)
    for problem in ("fault", "overloaded"):
        metrics("GET", "/api/slots/{box_id}", 500, 0.01, problem)
        assert registry.get_sample_value("selfhelp_problems_total", {"problem": problem}) == 1


async def test_what_the_store_cannot_take_is_counted(settings: Settings) -> None:
    store, registry = await Store.open(settings), CollectorRegistry()
    StoreMetrics(store, registry)

    def broken(_session: Session) -> None:
        raise ValueError

    with pytest.raises(ValueError):
        await store.write(broken)
    await store.write(lambda session: None)
    waiting = [store._writes.submit(lambda session: None) for _ in range(LIMIT)]
    with pytest.raises(Overloaded):
        await store.write(lambda session: None)
    assert registry.get_sample_value("selfhelp_store_waiting", {"queue": "writer"}) == LIMIT
    for one in waiting:
        await one
    await store.close()
    for name, count in (("calls", LIMIT), ("failed", 1), ("refused", 1)):
        assert registry.get_sample_value(f"selfhelp_store_{name}_total", {"queue": "writer"}) == count
    assert registry.get_sample_value("selfhelp_store_waiting", {"queue": "writer"}) == 0


def test_a_backup_that_nobody_made_has_no_age(settings: Settings) -> None:
    registry = CollectorRegistry()
    DiskMetrics(settings, registry)
    assert registry.get_sample_value("selfhelp_backup_age_seconds") is None
    (settings.data / LAST_BACKUP_FILE).write_text((datetime.now(UTC) - timedelta(hours=3)).isoformat() + "\n")
    assert 10_700 < (registry.get_sample_value("selfhelp_backup_age_seconds") or 0) < 12_000
    assert (registry.get_sample_value("selfhelp_disk_free_bytes") or 0) > 0


def test_a_problem_that_is_none_of_the_list_makes_no_series() -> None:
    registry = CollectorRegistry()
    RequestMetrics(registry)("GET", "-", 200, 0.1, "")
    found = {
        sample.labels["problem"]
        for family in registry.collect()
        for sample in family.samples
        if sample.name == "selfhelp_problems_total"
    }
    assert found == set(PROBLEMS)
