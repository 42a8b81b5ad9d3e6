"""What the page of the reminders says that the server gets to know is all that the server holds."""

import json
from pathlib import Path

from selfhelp.notify.tables import Channel, Nudge

MESSAGES = Path(__file__).parents[2] / "pwa" / "src" / "shared/words/nb.json"

# Every column that the server has of a person's reminders, and the words of the page that speak of it.
SAID = {
    "channel.id": None,  # what the phone made up; it stands for nobody
    "channel.auth": None,
    "channel.fingerprint": "adressen varslingstjenesten bruker for å nå telefonen",
    "channel.sealed": "med nøklene som meldingene krypteres med",
    "channel.timezone": "tidssonen",
    "channel.locale": "språket ditt",
    "channel.state": "om de har stoppet",
    "channel.paused_at": "og når",
    "channel.opened": "hvilken dag du sist åpnet appen",
    "channel.unanswered": "hvor mange daglige påminnelser som er sendt siden",
    "channel.last_day": "når hver påminnelse sist ble sendt",
    "channel.last_sent": "når hver påminnelse sist ble sendt",
    "channel.last_answer": "hva varslingstjenesten svarte",
    "channel.created": "hvilken måned du slo dem på",
    "nudge.channel": None,
    "nudge.id": None,
    "nudge.kind": "hva slags påminnelser du vil ha",
    "nudge.at": "når de skal komme",
    "nudge.days": "når de skal komme",
    "nudge.once": "når de skal komme",
    "nudge.skip_until": "når du vil ha fri fra dem",
    "nudge.last_nominal": "når hver påminnelse sist ble sendt",
    "nudge.next_nominal": "når de skal komme",
    "nudge.next_at": "når de skal komme",
}


def test_the_page_speaks_of_every_column_that_the_server_has() -> None:
    held = {f"{table.__tablename__}.{name}" for table in (Channel, Nudge) for name in table.model_fields}
    assert held == set(SAID), "the server holds something that the page must speak of"
    text = json.loads(MESSAGES.read_text())["consent_push_text"]
    assert [words for words in SAID.values() if words and words not in text] == []
