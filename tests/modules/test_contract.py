"""The bundle against the client's own types: the TypeScript compiler reads it as a `Bundle`."""

import json
import subprocess
from datetime import date
from pathlib import Path

import msgspec
import pytest

from selfhelp.modules.compile import compile_bundle, compile_coach_bundle
from selfhelp.modules.load import load_pack
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Recording
from selfhelp.modules.sheets import AudioSheet, NoticeSheet, OrganisationSheet, Successor
from tests.modules.authoring.test_command import CONTENT
from tests.modules.recorded import SECONDS, TONE

PWA = CONTENT.parent / "pwa"


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["nb", "en"])
def test_the_compiled_bundle_is_what_the_client_expects(tmp_path: Path, locale: str) -> None:
    """A literal is checked for missing, wrong and unknown fields alike."""
    pack = load_pack(CONTENT, Messages())
    assert pack is not None
    words = dict.fromkeys(pack.sheet.locales, "x")
    organisation = OrganisationSheet(
        name="x",
        address="x",
        contact="x@example.no",
        key="x",
        succession=[Successor(key="x", signature="x")],
        coach_hours=words,
        promise=words,
    )
    day = date(2026, 12, 1)
    notice = NoticeSheet(text=words, from_=day, until=day, level="important")
    for tool in pack.of("tool"):
        sheet = AudioSheet(file="x.ogg", seconds=SECONDS, voice="human", credit="x")
        tool.audio[locale] = Recording(sheet, TONE, tool.toml, ("audio", locale))
    pack.sheet = msgspec.structs.replace(pack.sheet, organisation=organisation, notice=notice)
    bundle = msgspec.json.encode(compile_bundle(pack, locale)).decode()
    coach = msgspec.json.encode(compile_coach_bundle(pack, locale)).decode()
    types = (PWA / "src/core/model/content.ts").as_posix()
    (tmp_path / "bundle.ts").write_text(
        f"import type {{ Bundle, CoachBundle }} from {json.dumps(types)};\n"
        f"export const bundle: Bundle = {bundle};\nexport const coach: CoachBundle = {coach};\n",
        encoding="utf-8",
    )
    strict = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--allowImportingTsExtensions", "--ignoreConfig"]
    compiler = [str(PWA / "node_modules/.bin/tsc"), *strict, "--target", "es2023", "--module", "esnext"]
    path = {"PATH": f"{PWA.parent / '.venv/bin'}:/usr/bin:/bin"}
    told = subprocess.run([*compiler, "bundle.ts"], cwd=tmp_path, env=path, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
