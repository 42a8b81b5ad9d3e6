"""`selfhelp keys rotate vapid|endpoint`: replace keys of the reminders while nothing runs, and say what that costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

from sqlmodel import Session

from selfhelp.admin.databases.faults import faults_in_words
from selfhelp.console import Stopped
from selfhelp.notify import rotate_endpoint_key, rotate_vapid_key
from selfhelp.notify.keys import NEXT_KEY_FILE
from selfhelp.notify.rows import count_endpoints
from selfhelp.notify.services import keys_folder
from selfhelp.settings import Settings
from selfhelp.store.commands import check_ours, is_there, session_of
from selfhelp.store.in_use import alone

_NOT_SURE: Final = "Nothing was done. Stop the server and every worker, then run it again with --yes."
_COPY: Final = "Now start the server again. On several machines copy the folder {folder} to each of them before that."


@contextmanager
def _on_what_is_there(settings: Settings) -> Iterator[None]:
    """Raise Stopped where no key has been used yet, where the database or a file cannot be read or written, and where
    it is in use: servers and workers hold the old key."""
    check_ours(settings, "keys")
    if not is_there(settings):
        raise Stopped(
            f"There is no database in {settings.data} yet: the first start makes it, and no key has been used."
        )
    with faults_in_words(settings.data, "Nothing is lost: run it again when that is mended."):
        try:
            yield
        except ValueError as error:  # a key file that holds something else
            raise Stopped(str(error)) from error


def rotate_vapid(settings: Settings, *, undo: bool, is_sure: bool) -> Iterator[str]:
    """Yield what the rotation costs and, when `is_sure`, rotate and yield what was done."""
    with _on_what_is_there(settings):
        folder = keys_folder(settings)
        pending, former = rotate_vapid_key.is_undoing(folder), rotate_vapid_key.former(folder)
        undoing = undo if pending is None else pending
        if pending is not None:
            yield f"A rotation {'back ' if undoing else ''}was cut short; this goes on with it."
        if undoing and former is None:
            raise Stopped(f"There is no former key in {folder}: nothing to go back to.")
        back = former if undoing else None
        with session_of(settings) as session:
            refused, restored = rotate_vapid_key.costs(session, back.until if back else None)
        if back is not None:
            yield f"The key that counted until {datetime.fromtimestamp(back.until, UTC):%Y-%m-%d %H:%M} UTC comes back."
            yield f"{restored} channels that have not subscribed again since are active again."
        yield (
            f"{refused} active channels were subscribed with the present key, and push services refuse them from then"
            " on.\n"
            "Each of these phones gets no reminder, and no word of a coach's reply, until the app is opened on it:\n"
            "then it subscribes again by itself, and its times are as before. Nothing that people wrote is touched."
        )
        if not is_sure:
            yield _NOT_SURE
            return
        with alone(settings) as connection, Session(connection) as session:
            done = rotate_vapid_key.rotate(folder, session, datetime.now(UTC), back)
        yield f"Done: {done.refused} must subscribe again{f', {done.restored} are active again' if undoing else ''}."
        aside = rotate_vapid_key.former(folder)
        if aside is not None:
            yield f"The former key lies in {aside.file}: `selfhelp keys rotate vapid --undo --yes` goes back to it."
            yield "Remove it when you are sure, or at once if it was stolen."
        yield _COPY.format(folder=folder)


def rotate_endpoint(settings: Settings, *, is_sure: bool) -> Iterator[str]:
    """Yield what the rotation costs and, when `is_sure`, rotate and yield what was done."""
    with _on_what_is_there(settings):
        folder = keys_folder(settings)
        if (folder / NEXT_KEY_FILE).exists():
            yield "A rotation was cut short; this goes on with it."
        with session_of(settings) as session:
            count = count_endpoints(session)
        yield (
            f"{count} push addresses are encrypted again under a new endpoint.key, and known by a new channel.key.\n"
            "It costs people nothing: their reminders go on. A message that was sent in these minutes, and is sent "
            "once\nmore, may show twice."
        )
        if not is_sure:
            yield _NOT_SURE
            return
        try:
            with alone(settings) as connection, Session(connection) as session:
                done = rotate_endpoint_key.rotate(folder, session)
        except rotate_endpoint_key.NotVerified as error:
            raise Stopped(
                f"{error}. Nothing is lost: run it again, and report this if it says so once more."
            ) from error
        yield f"Done: {done.kept} open with the new key, and were read back before the old one went."
        if done.lost:
            yield f"{done.lost} did not open with the old one either: these phones mend it when the app is opened."
        yield "A copy of the database from before opens with the old key alone: if that was stolen, delete such copies."
        yield _COPY.format(folder=folder)
