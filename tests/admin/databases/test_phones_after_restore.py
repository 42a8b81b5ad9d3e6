"""A backup is put back in the middle of people's lives: phones bring what it lacks, and the deleted stay deleted.

The phones run the vault code that is shipped (tests/devices) against the real server.
"""

from pathlib import Path
from typing import Any

import httpx
import pytest

from selfhelp.settings import Settings
from tests.admin.prompt import Prompt, only
from tests.conftest import with_settings
from tests.devices.phones import Phone, phones
from tests.live import NO_TLS, Live, live_server
from tests.reference.protocol import SlotKeys, read_code

pytestmark = pytest.mark.pure


def texts(phone: Phone) -> set[str]:
    """What a person reads on this phone."""
    entries: list[dict[str, Any]] = phone.ask("dump")["entries"]
    return {entry["fields"]["text"] for entry in entries if "text" in entry["fields"]}


def write(phone: Phone, text: str) -> str:
    made: str = phone.ask("create", kind="urge", fields={"text": text})
    return made


def slot_is(server: Live, code: str) -> int:
    """What is answered to somebody who asks for the slot of this code."""
    slot = SlotKeys(read_code(code))
    headers = {"Authorization": f"Bearer {slot.auth.hex()}"}
    return httpx.get(f"{server.url}/api/slots/{slot.id.hex()}", headers=headers, verify=NO_TLS).status_code


@pytest.mark.slow
def test_after_a_restore_phones_bring_everything_back_but_what_was_deleted(
    settings: Settings, prompt: Prompt, backups: Path, small_content: Path
) -> None:
    quick = with_settings(settings, pwa=settings.data / "no-app", content=small_content, low_disk=0)
    with live_server(quick) as server, phones(4) as (one, other, leaver, newcomer):
        for phone in (one, other, leaver, newcomer):
            phone.ask("new", server=server.url)
        code, leavers_code = one.ask("code"), leaver.ask("code")
        first = write(one, "before")
        write(leaver, "of somebody who leaves")
        assert [phone.ask("sync") for phone in (one, leaver)] == ["idle"] * 2
        assert other.ask("signIn", code=code) == "ok"
        prompt.done("backup", backups)  # the server runs

        one.ask("edit", id=first, fields={"text": "edited afterwards"})
        write(one, "after")
        assert one.ask("sync") == "idle"
        write(other, "never sent")
        newcomers_code = newcomer.ask("code")
        write(newcomer, "of somebody who came after the backup")
        assert newcomer.ask("sync") == "idle"
        assert slot_is(server, leavers_code) == 200
        leaver.ask("deleteEverything")
        assert slot_is(server, leavers_code) == 410

        server.stop()
        prompt.done("restore", only(backups), "--replace")
        server.start()
        assert slot_is(server, leavers_code) == 410
        for _ in range(2):  # each hears of the other's at the second
            assert [phone.ask("sync") for phone in (one, other, newcomer)] == ["idle"] * 3
        everything = {"edited afterwards", "after", "never sent"}
        assert texts(one) == texts(other) == everything

        # And the server has it: a phone that was just bought gets it from there alone.
        for known, expected in ((code, everything), (newcomers_code, {"of somebody who came after the backup"})):
            leaver.ask("new", server=server.url)
            assert leaver.ask("signIn", code=known) == "ok"
            assert leaver.ask("sync") == "idle"
            assert texts(leaver) == expected
        assert not any(phone.ask("dump")["rolledBack"] for phone in (one, other, newcomer))
