"""A diary that somebody has kept for seven weeks, made by phones under Node and opened on another one by its code."""

from datetime import date, timedelta
from typing import Any

from tests.devices.phones import Phone as Node
from tests.devices.phones import phones
from tests.journeys.phone import Locale

# days ago, part of the day, strength, strength afterwards, way, what came before, where
URGES: tuple[tuple[int, str, int, int | None, str | None, list[str], str | None], ...] = (
    (1, "evening", 6, 2, "wave", ["home-alone", "stress"], "home"),
    (2, "evening", 4, None, None, ["bored"], "home"),
    (3, "night", 7, 3, "wave", ["phone-bed", "lonely"], "home"),
    (5, "day", 3, 2, "breathing", ["stress"], "work"),
    (6, "evening", 8, 5, "call", ["travel", "lonely"], "travel"),
    (8, "evening", 5, 3, "wave", ["home-alone"], "home"),
    (10, "evening", 6, 4, "waiting", ["stress", "payday"], None),
    (12, "night", 7, None, None, ["alcohol"], "out"),
    (13, "evening", 4, 1, "call", ["home-alone"], "home"),
    (15, "day", 3, None, None, [], "work"),
    (17, "evening", 6, 3, "wave", ["lonely"], "home"),
    (19, "evening", 8, 6, "waiting", ["travel"], "travel"),
    (22, "evening", 5, 2, "wave", ["home-alone"], "home"),
    (24, "night", 6, None, None, ["phone-bed"], "home"),
    (26, "evening", 7, 4, "wave", ["home-alone", "argument"], "home"),
    (29, "evening", 5, None, None, ["bored"], None),
    (33, "evening", 8, None, None, ["alcohol"], "out"),
    (36, "morning", 4, 2, "breathing", ["tired"], "home"),
    (40, "evening", 7, None, None, ["travel"], "travel"),
    (45, "evening", 6, None, None, ["home-alone"], "home"),
)
PURCHASES = ((20, "evening"), (34, "night"))
# days ago, mood, the strongest urge, control: the days with a low mood are those with a strong urge
CHECKINS = (
    (1, 6, 6, 7),
    (2, 5, 4, 6),
    (4, 7, 2, 8),
    (5, 6, 3, 7),
    (6, 3, 8, 4),
    (8, 6, 5, 6),
    (9, 7, 1, 8),
    (10, 5, 6, 5),
    (12, 3, 7, 3),
    (13, 7, 4, 7),
    (15, 7, 3, 8),
    (16, 8, 0, 9),
    (19, 4, 8, 4),
    (20, 3, 7, 2),
    (22, 7, 5, 7),
    (23, 7, 2, 8),
    (26, 4, 7, 4),
    (29, 6, 5, 6),
    (33, 3, 8, 3),
    (36, 6, 4, 7),
    (40, 4, 7, 5),
)
# Of so many of the newest he wrote a good thing too.
GOOD = 3
# days ago, how it went
EVENINGS = ((8, "yes"), (13, "partly"))
# What is asked every fortnight, the last time not answered yet; and how many days ago the diary was begun.
FORTNIGHTS = (
    (29, {"wellbeing": 4, "urge-14": 7, "control-14": 5, "purchases-28": 1}),
    (15, {"wellbeing": 5, "urge-14": 6, "control-14": 3, "purchases-28": 1}),
)
BEGAN = 43

OWN: dict[Locale, dict[str, str]] = {
    "nb": {
        "reason": "Jeg vil slippe å skjule noe.",
        "do": "ringe broren min før jeg går inn",
        "first": "Gå ut i ti minutter",
        "barrier": "Laderen står i gangen fra klokka 22.",
        "good": "Gikk en tur med en kollega i lunsjen.",
        "text": "Kom hjem til tomt hus. Satte på vannkokeren i stedet for å sette meg.",
        "apart": "Kom hjem til tomt hus. Ringte broren min før jeg tok av meg skoene.",
    },
    "en": {
        "reason": "I want to stop hiding things.",
        "do": "ring my brother before I go in",
        "first": "Go outside for ten minutes",
        "barrier": "The charger stays in the hall from 10 pm.",
        "good": "Went for a walk with a colleague at lunch.",
        "text": "Came home to an empty house. Put the kettle on instead of sitting down.",
        "apart": "Came home to an empty house. Rang my brother before I took my shoes off.",
    },
}


class Filling:
    """Writes one diary; dates count back from `today` on the phone's calendar."""

    def __init__(self, node: Node, locale: Locale, today: date) -> None:
        self.node = node
        self.own = OWN[locale]
        self.locale = locale
        self.today = today

    def before(self, days: int) -> str:
        return (self.today - timedelta(days=days)).isoformat()

    def write(self) -> str:
        """Everything; the id of the newest entry."""
        self.node.ask("write", name="settings", kind="settings", fields={"what": ["again"], "locale": self.locale})
        ids = [self._urge(*urge) for urge in URGES]
        for days, part in PURCHASES:
            self.node.ask("create", kind="purchase", fields={"date": self.before(days), "part": part})
        for n, (days, mood, peak, control) in enumerate(CHECKINS):
            at = self.before(days)
            fields: dict[str, Any] = {"date": at, "mood": mood, "peak": peak, "control": control}
            if n < GOOD:
                fields["good_text"] = self.own["good"]
            self.node.ask("write", name=f"checkin/{at}", kind="checkin", fields=fields)
        for days, held in EVENINGS:
            at = self.before(days)
            fields = {"date": at, "part": "evening", "place": "home", "first_text": self.own["first"], "held": held}
            self.node.ask("write", name=f"evening/{at}", kind="evening", fields=fields)
        for days, given in FORTNIGHTS:
            at = self.before(days)
            self.node.ask("write", name=f"measure/{at}", kind="measure", fields={"date": at, **given})
        self._answer("reason", own_text=self.own["reason"])
        self._answer("trigger", codes=["home-alone"])
        self._answer("first-plan", if_code="home-alone", codes=["outside"])
        self._answer("barrier", own_text=self.own["barrier"])
        progress = {"began": self.before(BEGAN), "done_first-hold": self.before(6), "practice_first-hold": "notyet"}
        progress["practice_at_first-hold"] = self.before(1)
        self.node.ask("write", name="progress", kind="progress", fields=progress)
        return ids[0]

    def _urge(self, *urge: Any) -> str:
        days, part, strength, after, way, triggers, place = urge
        fields: dict[str, Any] = {"date": self.before(days), "part": part, "strength": strength, "triggers": triggers}
        # Minutes a ride took, as the urge tool counts them.
        minutes = None if after is None else 6 + days % 9
        known = {"after": after, "minutes": minutes, "way": way, "place": place}
        fields |= {name: value for name, value in known.items() if value is not None}
        id_: str = self.node.ask("create", kind="urge", fields=fields)
        return id_

    def _answer(self, step: str, **given: Any) -> None:
        name = f"answer/stop/first-hold/{step}"
        where = {"programme": "stop", "module": "first-hold", "step": step, "answer": step, "at": self.before(6)}
        self.node.ask("write", name=name, kind="answer", fields=where | given)


def filled_diary(server: str, locale: Locale, today: date) -> str:
    """The code of a full diary on this server. One of its entries was written apart on two phones."""
    with phones(2) as (one, two):
        one.ask("new", server=server)
        filling = Filling(one, locale, today)
        written = filling.write()
        code: str = one.ask("code")
        assert one.ask("sync") == "idle"
        two.ask("new", server=server)
        assert two.ask("signIn", code=code) == "ok"
        one.ask("edit", id=written, fields={"text": filling.own["text"]})
        two.ask("edit", id=written, fields={"text": filling.own["apart"]})
        for phone in (one, two):
            assert phone.ask("sync") == "idle"
    return code
