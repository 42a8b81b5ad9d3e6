"""What a journey asks of a browser, whichever engine it has."""

import json
from pathlib import Path
from typing import Any, Protocol

WIDTH, HEIGHT = 390, 844
ZONE = "Europe/Oslo"


class Engine(Protocol):
    """A phone of its own: nothing is left on it from an earlier one."""

    downloads: Path
    """Where the files land that the app saves."""

    def go(self, address: str) -> None:
        """Load an address; until the page has been read."""

    def reload(self) -> None:
        """Load the same page anew."""

    def reopen(self, address: str) -> None:
        """Close the browser and open it at an address, with what it had on the disk; or as near to that as it comes."""

    def run(self, function: str, *given: object) -> Any:
        """Call a function of JavaScript in the page; what it returns, awaited."""

    def press(self, x: float, y: float) -> None:
        """A press at a place of the window, as the system hands one over."""

    def type(self, text: str) -> None:
        """Keys, one after the other, to whatever has the focus."""

    def give(self, selector: str, file: Path) -> None:
        """The file that is chosen in a field for files."""

    def faults(self) -> list[str]:
        """Errors that nobody caught, and what the content security policy refused, since the browser was opened."""


def called(function: str, given: tuple[object, ...]) -> str:
    """An expression that calls it: a promise of JSON."""
    arguments = ", ".join(json.dumps(one) for one in given)
    return f"(async () => JSON.stringify((await ({function})({arguments})) ?? null))()"


def finger(x: float, y: float) -> dict[str, Any]:
    """A press there, as WebDriver wants it told."""
    steps = [
        {"type": "pointerMove", "x": round(x), "y": round(y)},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerUp", "button": 0},
    ]
    return {"type": "pointer", "id": "finger", "parameters": {"pointerType": "touch"}, "actions": steps}


def keys(text: str) -> dict[str, Any]:
    steps = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
    return {"type": "key", "id": "keys", "actions": steps}
