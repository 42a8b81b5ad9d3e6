"""A message to himself where only a browser can tell: a photo that loses what the camera wrote, a recording of a
microphone, both on a second phone in the middle of an urge, and nothing of them on the server.

What the screens do otherwise: pwa/src/features/calm/calm.test.tsx.
"""

import base64
import json
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.hostile.canaries import Canary, Search, word
from tests.hostile.evidence import files, rows
from tests.journeys.doing import NB, at_rest, go, log, sign_in, sync, take_code
from tests.journeys.phone import SHELL, Phone, launch, until
from tests.journeys.test_export import download
from tests.live import Live
from tests.patience import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")

# Half red, half blue, with grain as a camera's pictures have: plain colours would be too small a file.
CAMERA = """() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
  const pen = canvas.getContext('2d');
  const picture = pen.createImageData(2400, 1800);
  for (let at = 0; at < picture.data.length; at += 4) {
    const grain = (at * 2654435761 >>> 8) % 48;
    const left = (at / 4) % 2400 < 1200;
    picture.data.set([left ? 200 + grain : grain, grain, left ? grain : 200 + grain, 255], at);
  }
  pen.putImageData(picture, 0, 0);
  return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
}"""

SHOWN = """canvas => {
  const at = (x) => [...canvas.getContext('2d').getImageData(x, canvas.height / 2, 1, 1).data];
  return { width: canvas.width, height: canvas.height, left: at(40), right: at(canvas.width - 40) };
}"""


@pytest.fixture
def browser(playwright: Playwright) -> Iterator[Browser]:
    """With a microphone that beeps."""
    browser = launch(playwright, SHELL, *MICROPHONE)
    yield browser
    browser.close()


def with_exif(jpeg: bytes, words: str) -> bytes:
    """The picture as a camera writes it: a description in a segment of its own."""
    text = words.encode() + b"\0"
    # One entry, ImageDescription (0x010E), ASCII, its text right after the directory.
    tiff = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x010E, 2, len(text), 26, 0) + text
    segment = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def size_of(jpeg: bytes) -> tuple[int, int]:
    """Width and height, from the frame's own header."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
    return width, height


def make(phone: Phone, sort: str) -> None:
    go(phone, "calm")
    phone.press(NB(f"calm_{sort}"), "link", exact=False)
    phone.page.get_by_role("heading", name=NB(f"calm_{sort}"), exact=True).wait_for()


def back_in_the_list(phone: Phone) -> None:
    phone.page.get_by_role("heading", name=NB("calm_title"), exact=True).wait_for()


def made(phone: Phone, picture: bytes, words: str) -> None:
    """Some words, the photo and a recording of a second."""
    make(phone, "words")
    phone.page.get_by_label(NB("calm_words_ask")).fill(words)
    at_rest(phone)
    phone.press(NB("done"))
    back_in_the_list(phone)
    make(phone, "photo")
    phone.page.set_input_files("input[type=file]", {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture})
    phone.press(NB("save"))
    back_in_the_list(phone)
    make(phone, "voice")
    phone.press(NB("calm_record"))
    phone.page.get_by_text(NB("calm_recording", n=58)).wait_for()
    phone.press(NB("calm_stop"))
    phone.press(NB("save"))
    back_in_the_list(phone)


def exported(phone: Phone, folder: Path) -> dict[str, bytes]:
    """Photo and recording as another program reads them."""
    go(phone, "export/readable")
    written = json.loads(download(phone, NB("readable_json"), folder).read_text())
    return {it["what"]: base64.b64decode(it["base64"]) for it in written["files"]}


def test_a_photo_and_a_recording_reach_him_on_another_phone_and_nobody_else(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    exif, words = word(), f"Ring Ola. {word()}"
    one, two = (Phone.take(browser, live.url, "nb", reduced_motion=True) for _ in range(2))
    one.context.grant_permissions(["microphone"])
    one.open()
    log(one, 6, "")
    code = take_code(one)
    picture = with_exif(base64.b64decode(one.page.evaluate(CAMERA)), exif)
    made(one, picture, words)
    sync(one)

    found = exported(one, tmp_path)
    photo, recording = found["photo"], found["recording"]
    assert photo[:2] == b"\xff\xd8"
    assert size_of(photo)[0] <= 1024
    assert 48_000 < len(photo) <= 120_000
    assert b"Exif" not in photo
    assert exif.encode() not in photo
    assert 0 < len(recording) <= 240_000

    two.page.clock.install()
    two.open()
    sign_in(two, code)
    sync(two)
    go(two, "urge/wave")
    expect(two.page.get_by_text(words)).to_have_count(0)
    two.page.clock.fast_forward(200_000)
    expect(two.page.get_by_text(words)).to_be_visible()
    two.page.locator(".calm-photo[data-drawn]").wait_for()
    shown = two.page.locator(".calm-photo").evaluate(SHOWN)
    assert (shown["width"], shown["height"]) == size_of(photo)
    for side, most, least in (("left", 0, 2), ("right", 2, 0)):
        assert shown[side][most] > 150 > 100 > shown[side][least], shown
    two.press(NB("calm_play"))
    until(lambda: two.page.evaluate("document.querySelector('audio').currentTime > 0"), two.page, PATIENCE)

    there = rows(live.settings) | files(live.settings.data, "data")
    there |= {"sent": "\n".join(f"{url} {body}" for phone in (one, two) for url, body in phone.sent).encode()}
    canaries = [
        Canary("the words", words),
        Canary("what the camera wrote", exif),
        Canary("the photo", photo[20_000:20_064]),
        Canary("the recording", recording[len(recording) // 2 :][:64]),
    ]
    search = Search(canaries)
    assert search.through(there) == []
    # What was looked for would have been found.
    assert {it.canary for it in search.through({"all": words.encode() + picture + photo + recording})} == {
        it.name for it in canaries
    }
    for phone in (one, two):
        phone.close()
