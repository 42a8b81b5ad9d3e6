"""docs/authors/authoring.md says what the check holds authors to."""

import re
from pathlib import Path

from selfhelp.modules.checks.facts import KINDS_WITH_TEXT as NUDGES
from selfhelp.modules.kinds import STEP_KINDS
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from tests.modules.authoring.test_command import CONTENT

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "authors" / "authoring.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    return GUIDE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_the_guide_names_every_kind_of_step() -> None:
    rows = re.findall(r"^\| ([a-z]+) \|", section("The kinds of step"), re.MULTILINE)
    assert set(rows) - {"kind"} == STEP_KINDS


def test_the_steps_that_the_screens_know_stand_in_the_guide_and_in_the_tools() -> None:
    pack = load_pack(CONTENT, Messages())
    assert pack is not None
    rows = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", section("Tools"), re.MULTILINE)
    told = {tool: {phase.split(" ")[0] for phase in phases.split(" · ")} for tool, phases in rows}
    steps = {tool.id: {step.id for step in tool.first().steps} for tool in pack.of("tool")}
    assert {
        tool: phases - steps.get(tool, set()) for tool, phases in told.items() if phases - steps.get(tool, set())
    } == {}


def test_every_nudge_of_the_pack_is_a_kind_the_guide_names() -> None:
    pack = load_pack(CONTENT, Messages())
    assert pack is not None
    assert set(pack.nudges) <= set(NUDGES)
    for kind in pack.nudges:
        assert f"{kind} `" in section("The TOML files")
