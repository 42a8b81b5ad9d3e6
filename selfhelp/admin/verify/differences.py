"""Find what a running site does differently from its release. Each function answers one question."""

import random
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import chain
from typing import Final

from selfhelp.admin.site_client import IPHONE, Answer, Unreachable, Visit
from selfhelp.admin.verify.manifest import ReleaseManifest, sha256
from selfhelp.admin.verify.texts import check_texts, pointer
from selfhelp.console import progress
from selfhelp.finding import Finding, some
from selfhelp.http.security_headers import headers_of

Answers = Mapping[str, Answer]
"""The answers by the manifest's addresses, where one came."""

PLAIN: Final = frozenset(
    (
        *("accept-ranges", "age", "allow", "alt-svc", "cache-control", "connection", "content-disposition"),
        *("content-encoding", "content-language", "content-length", "content-type", "date", "etag", "expires"),
        *("keep-alive", "last-modified", "location", "retry-after", "server", "strict-transport-security", "trailer"),
        *("transfer-encoding", "vary", "via"),
    )
)
"""Headers that say how an answer travels: HTTP's own, which the app or a plain proxy may send. All other headers of an
answer are those of `headers_of`."""

REASONS: Final = {
    "set-cookie": "A cookie makes every visit of one phone known as one person's.",
    "clear-site-data": "It deletes what phones keep of the app, the diary with it.",
    **dict.fromkeys(
        ("nel", "report-to", "reporting-endpoints", "content-security-policy-report-only"),
        "It tells browsers to report to someone when they were here.",
    ),
    **dict.fromkeys(("link", "speculation-rules"), "It can make browsers fetch what is not of the app."),
    "refresh": "It leads people away.",
}
"""What some headers do that the app never sends."""

_UNKNOWN: Final = "A header can make a browser report, fetch, delete or let in what the app does not."
_YEAR: Final = 31_536_000  # seconds
_PROXY: Final = "Look at what stands between the server and people: a proxy, a content network, an antivirus."
_REPLACED: Final = "What people open is not what was published; it can read what they write."


def compare(visit: Visit, manifest: ReleaseManifest) -> list[Finding]:
    """Return every difference that can be seen from outside. Raises Unreachable."""
    answers, findings = fetched(visit, manifest)
    compared = chain(
        files(manifest, answers),
        scripts(manifest, answers),
        headers(answers, https=visit.https),
        both_phones(visit, manifest, answers),
        check_texts(visit, manifest, answers),
    )
    with progress("comparing it with the release", compared, lambda: None) as more:
        return [*findings, *more]


def fetched(visit: Visit, manifest: ReleaseManifest) -> tuple[dict[str, Answer], list[Finding]]:
    """Return the answer of each address, asked in an order that no server can predict. Raises Unreachable when none
    answers."""
    order = [*(file.path for file in manifest.files), *{pointer(texts.locale) for texts in manifest.content}]
    random.shuffle(order)
    answers: dict[str, Answer] = {}
    silent: dict[str, str] = {}
    with progress("fetching the site", order, lambda: len(order)) as paths:
        for path in paths:
            try:
                answers[path] = visit.get(path)
            except Unreachable as error:
                if silent and not answers:
                    raise
                silent[path] = str(error)
    if not answers:
        raise Unreachable(next(iter(silent.values()), "the manifest names no file"))
    if not silent:
        return answers, []
    why = f"{some(silent)}: no answer ({next(iter(silent.values()))})"
    return answers, [Finding.error(why, "These were not compared.", "Try again, from another network too.")]


def files(manifest: ReleaseManifest, answers: Answers) -> Iterator[Finding]:
    """Yield what is missing, or differs from the release in any byte."""
    led = [f"{path} → {(answer.all('location') or ['?'])[0]}" for path, answer in answers.items() if _leads(answer)]
    if led:
        yield Finding.error(f"leads elsewhere: {some(led)}", _REPLACED, "Serve the app at the address itself.")
    missing = [path for path, answer in answers.items() if answer.status != 200 and not _leads(answer)]
    if missing:
        states = sorted({answers[path].status for path in missing})
        yield Finding.error(
            f"missing: {some(missing)} (status {', '.join(map(str, states))})",
            "The app cannot be used or does without what it needs, or another version runs here.",
            "Compare with the manifest of the version that runs; install that release again.",
        )
    came = {file: answers[file.path] for file in manifest.files if file.path in answers}
    other = {
        file.path: f"{file.path} ({'longer than any file of the app' if answer.cut else sha256(answer.body)[:16]})"
        for file, answer in came.items()
        if answer.status == 200 and (answer.cut or sha256(answer.body) != file.sha256)
    }
    if other:
        yield Finding.error(
            f"not the bytes of the release: {some(other.values())}",
            _REPLACED,
            "Compare with the manifest of the version that runs. If that differs too, treat the server as taken over: "
            "docs/engineers/threat-model.md.",
        )
    same = [file for file, answer in came.items() if answer.status == 200 and file.path not in other]
    if len(same) == len(manifest.files):
        yield Finding("fine", f"{len(same)} addresses, byte for byte those of the release")
    if any(file.path == "/sw.js" for file in same):
        yield Finding("fine", "service worker: as released; it keeps no file of the app on a phone but this release's")


def scripts(manifest: ReleaseManifest, answers: Answers) -> Iterator[Finding]:
    """Yield what a page runs besides the scripts of the release."""
    own = {file.path for file in manifest.files}
    clean = True
    for path, answer in answers.items():
        if not (answer.status == 200 and _is_page(path, answer)):
            continue
        reader = Page()
        reader.feed(answer.body.decode("utf-8", "replace"))
        extra = [found for found in reader.found if found not in own]
        if extra:
            clean = False
            yield Finding.error(
                f"{path} holds what the release has not: {some(extra)}",
                "The person who put it there can read what people write, or see who comes. The content security policy "
                "stops most of it, as long as that header arrives.",
                _PROXY,
            )
    if clean:
        yield Finding("fine", "pages: no script but the release's")


class Page(HTMLParser):
    """A page's parser: `found` has the address of each script and style sheet, and the name of what the app never
    holds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = dict(attrs)
        if tag == "script":
            self.found.append(given.get("src") or "a script written into the page")
        elif tag in ("iframe", "object", "embed", "base", "frame"):
            self.found.append(f"<{tag}>")
        elif tag == "meta" and "http-equiv" in given:
            self.found.append(f"<meta http-equiv={given['http-equiv']}>")
        elif tag == "link" and given.get("rel") in ("modulepreload", "stylesheet", "preload", "manifest", "import"):
            self.found.append(given.get("href") or f"<link rel={given['rel']}>")
        self.found += [f"{name} on <{tag}>" for name in given if name.startswith("on")]


def headers(answers: Answers, *, https: bool) -> Iterator[Finding]:
    """Check that the headers that isolate the app have arrived, and none that it never sends."""
    wrong: dict[str, list[str]] = {}
    unwanted: dict[str, list[str]] = {}
    for path, answer in answers.items():
        own = headers_of(path, https=https)
        for name, value in own.items():
            if not _holds(name, value, answer.all(name)):
                wrong.setdefault(name, []).append(path)
        for name in {name for name, _ in answer.headers} - PLAIN - own.keys():
            unwanted.setdefault(name, []).append(path)
    for name, paths in sorted(wrong.items()):
        yield Finding.error(
            f"header {name}: missing or other than the release sends it, at {some(paths)}",
            "It is what keeps a foreign script, frame or plain connection out where something else has failed.",
            f"{_PROXY} Let the server's own headers through unchanged.",
        )
    for name, paths in sorted(unwanted.items()):
        why = REASONS.get(name, _UNKNOWN)
        yield Finding.error(f"header {name}, which the app never sends, at {some(paths)}", why, _PROXY)
    if not wrong and not unwanted:
        yield Finding("fine", "headers: as the release sends them")


def both_phones(visit: Visit, manifest: ReleaseManifest, answers: Answers) -> Iterator[Finding]:
    """Check that an iPhone and an Android phone get the same pages and service worker, compressed and uncompressed."""
    asked = [file.path for file in manifest.files if file.path == "/sw.js" or "." not in file.path]
    differ = []
    for path in asked:
        first = answers.get(path)
        try:
            if first is not None and visit.get(path, IPHONE).body != first.body:
                differ.append(path)
        except Unreachable:
            differ.append(f"{path} (no answer the second time)")
    if differ:
        yield Finding.error(
            f"not the same for every browser: {some(differ)}", "Some people are given another app than others.", _PROXY
        )
    else:
        yield Finding("fine", f"the same for two kinds of phone: {some(asked)}")


def _leads(answer: Answer) -> bool:
    return 300 <= answer.status < 400


def _is_page(path: str, answer: Answer) -> bool:
    return "." not in path or path.endswith(".html") or any("html" in value for value in answer.all("content-type"))


def _holds(name: str, value: str, came: list[str]) -> bool:
    """Return whether the header does what `value` does and nothing else: a second line may undo the first, and a second
    policy can make browsers report."""
    if name == "strict-transport-security":  # RFC 6797, 8.1: the first one counts.
        age = re.search(r"max-age=\"?(\d+)", came[0]) if came else None
        return age is not None and int(age[1]) >= _YEAR
    return came == [value]
