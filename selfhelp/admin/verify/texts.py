"""Compare the texts that a site serves with those of its release, part by part."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from selfhelp.admin.site_client import Answer, Unreachable, Visit
from selfhelp.admin.verify.manifest import RECORDINGS, REVIEWS, ReleaseManifest, Texts, parts_of, sha256
from selfhelp.finding import Finding, some
from selfhelp.modules import bundles

_COACHES: Final = "what coaches read"
OWN: Final = frozenset(
    {"name", "masks", "operator", "organisation", "directory", "coach", REVIEWS, RECORDINGS, _COACHES}
)
"""The parts of a bundle that depend on what an operator writes: docs/operators/supply.md."""


def pointer(locale: str) -> str:
    """Return the address at which a site names its current bundle."""
    return f"/api/content/{locale}"


def check_texts(visit: Visit, manifest: ReleaseManifest, answers: Mapping[str, Answer]) -> Iterator[Finding]:
    """Check that the texts are those of the release, except what an operator writes."""
    of_coaches = {texts.locale: texts for texts in manifest.content if texts.coach}
    for texts in manifest.content:
        shown = answers.get(pointer(texts.locale))
        # A missing or bad answer has been reported already.
        if not texts.coach and shown is not None and shown.status == 200:
            yield _of_locale(visit, shown.body, texts, of_coaches.get(texts.locale))


def _of_locale(visit: Visit, pointing: bytes, texts: Texts, coach: Texts | None) -> Finding:
    name = f"texts, {texts.locale}"
    try:
        shown = msgspec.json.decode(pointing, type=bundles.Manifest)
        changed = _changed(_named(visit, shown.bundle), texts)
        if shown.coach:
            changed |= _changed(_named(visit, shown.coach), coach) if coach else {_COACHES}
    except (ValueError, msgspec.MsgspecError, Unreachable) as error:
        return Finding.error(
            f"{name}: {error}", "People are given no texts, or made-up ones.", "Install that release again."
        )
    foreign = {part for part in changed if part not in OWN}
    if foreign:
        return Finding.error(
            f"{name}: not those of the release: {some(foreign)}",
            "People act on these texts in their worst hour.",
            "If they were changed on purpose, compare with the manifest that the operator has published.",
        )
    if changed:
        return Finding.warning(
            f"{name}: as released but for the operator's own: {some(changed)}",
            "The release cannot vouch for names, numbers and keys that the operator writes, nor who read the texts.",
            "Read them in the app and ring the numbers; ask the operator which key its coaches have"
            " (docs/operators/coaches.md).",
        )
    return Finding("fine", f"{name}: those of the release")


def _named(visit: Visit, address: str) -> bytes:
    """Return a bundle, which must match the hash in its address."""
    if not re.fullmatch(r"/content/[0-9a-f]{64}\.json", address):
        raise ValueError(f"{address!r} is no address of a bundle")
    answer = visit.get(address)
    if answer.status != 200 or sha256(answer.body) != address.removeprefix("/content/").removesuffix(".json"):
        raise ValueError(f"{address} is not what its name says (status {answer.status})")
    return answer.body


def _changed(raw: bytes, texts: Texts) -> set[str]:
    """Return the parts that differ from the manifest, or are in only one of the two."""
    if sha256(raw) == texts.sha256:
        return set()
    found = parts_of(raw)
    return {part for part in found.keys() | texts.parts.keys() if found.get(part) != texts.parts.get(part)} or {"order"}
