"""The operator's commands on the server: invite, list, certify, revoke, erase. The server may run or not.

Each yields the lines to print, and says what it will do before it does it. No line is yielded inside a transaction: the
reader may be slow, and the server would wait.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from sqlmodel import Session, col, func, select

from selfhelp.boxes import TOMBSTONES_FILE, Tombstones
from selfhelp.coach import certificate, coaches, orgkey, status, threads
from selfhelp.coach.list_coaches import SHOWN_OF_ID, CoachLine, coach_lines, list_lines
from selfhelp.coach.notifier import Cancel
from selfhelp.coach.orgkey_cli import check_read_aloud
from selfhelp.coach.schema import MAX_COACHES
from selfhelp.coach.tables import Envelope, Thread
from selfhelp.console import Stopped
from selfhelp.finding import counted
from selfhelp.organisation import Trust, public_key, public_of
from selfhelp.settings import Settings
from selfhelp.store.commands import check_ours, session_of
from selfhelp.store.durability import checkpoint
from selfhelp.store.engine import engine_of

INVITED_FOR: Final = timedelta(hours=48)
LONGEST_LABEL: Final = 40
SHORTEST_ID: Final = 4
THREAD_ID: Final = re.compile(r"[0-9a-f]{32}")


def invite(settings: Settings, trust: Trust, label: str, now: datetime, *, dry_run: bool) -> Iterator[str]:
    """Make an invitation (`coach invite`) and yield its link: nothing else holds its secret."""
    label = label.strip()
    if not 0 < len(label) <= LONGEST_LABEL or not label.isprintable():
        raise Stopped(f"--label: one line of 1 to {LONGEST_LABEL} characters, by which you know the coach.")
    until = now + INVITED_FOR
    for line in _lines(settings, trust, now):
        if line.label == label and line.state != "revoked":
            raise Stopped(f"--label: «{label}» is taken ({line.state}). Choose another, such as «{label} 2».")
    yield f"Invites «{label}»: a link that works once, until {until:%Y-%m-%d %H:%M} UTC. Only you see the label."
    if trust.key is None:
        yield "Note: pack.toml has no organisation.key yet. Until it has, and the server is restarted, nobody gets in."
    if dry_run:
        return
    with _session(settings, writes=True) as session:
        secret = coaches.invite(session, label, int(until.timestamp()))
    yield "Done. Give it to the coach from hand to hand, or in a message that nobody else reads:"
    yield f"{settings.public_url}/coach#{secret}"
    yield "It is not shown again. Anyone who opens it has only asked to be a coach: you certify after that."


def show(settings: Settings, trust: Trust, now: datetime, *, as_json: bool) -> Iterator[str]:
    """Yield every coach and open invitation, and what to do next (`coach list`)."""
    with _session(settings) as session:
        lines = coach_lines(session, trust.key, now)
        counts = status.read(session, now)
    if as_json:
        yield msgspec.json.encode(lines).decode()
        return
    yield from list_lines(lines, counts)


class Signing(NamedTuple):
    """How to sign on this machine: the organisation's key, the file of its password (None: typed), and for how many
    days."""

    file: Path
    password_file: Path | None
    days: int


def certify(
    settings: Settings,
    trust: Trust,
    name: str,
    by: str | Signing,
    read_aloud: str | None,
    now: datetime,
    *,
    dry_run: bool,
) -> Iterator[str]:
    """Certify a coach (`coach certify ID`): by the word that `coach sign` made elsewhere, or by the key here."""
    if trust.key is None:
        raise Stopped("organisation.key: pack.toml has none. `selfhelp coach org-key FILE` makes it, offline.")
    line = _coach(_lines(settings, trust, now), name)
    _check_room_for(settings, line, now)
    coach = public_key(line.public_key)
    check_read_aloud(coach, read_aloud)
    if isinstance(by, str):
        signed = certificate.read(by)
        certificate.check(signed, trust.key, coach, now)
        expires = signed.expires
    else:
        expires = certificate.end(now, by.days)
        orgkey.check_file_exists(by.file)
    yield f"Certifies «{line.label}», with the fingerprint {line.fingerprint}, until {certificate.day(expires)}."
    if dry_run:
        return
    if not isinstance(by, str):
        key = orgkey.read(by.file, orgkey.password_of(by.file, by.password_file))
        if public_of(key) != trust.key:
            raise Stopped(f"--key: {by.file} is not the key in pack.toml, and no phone would believe what it signs.")
        signed = certificate.sign(key, coach, expires)
        certificate.check(signed, trust.key, coach, now)
    with _session(settings, writes=True) as session:
        if not coaches.certify(session, bytes.fromhex(line.id), signed.signature, signed.expires):
            raise Stopped(f"«{line.label}» has been revoked meanwhile. Invite again.")
    yield f"Done. «{line.label}» can read what is encrypted for them from now on, and reply."


def _check_room_for(settings: Settings, line: CoachLine, now: datetime) -> None:
    """Raise Stopped when as many other coaches are active as a thread can be sealed to: with one more, nobody could
    begin a thread."""
    with _session(settings) as session:
        others = coaches.active_besides(session, bytes.fromhex(line.id), now)
    if others >= MAX_COACHES:
        raise Stopped(
            f"ID: {others} other coaches are active, and a conversation is encrypted for {MAX_COACHES} at most. "
            "Revoke one who no longer replies, then certify."
        )


def revoke(
    settings: Settings, name: str, now: datetime, *, dry_run: bool, is_sure: Callable[[], bool] = lambda: True
) -> Iterator[str]:
    """Revoke a coach for good, with all that was sealed to them (`coach revoke`); or delete an unused invitation
    without asking, since another is soon made. It works without the pack, which may be broken."""
    lines = _lines(settings, Trust(), now)
    if _is_invited(lines, name):
        yield from _uninvite(settings, name.strip(), dry_run=dry_run)
        return
    line = _coach(lines, name)
    coach = bytes.fromhex(line.id)
    with _session(settings) as session:
        sealed = session.exec(select(func.count()).where(col(Envelope.coach) == coach)).one()
        others = coaches.active_besides(session, coach, now)
        alone = coaches.waiting_alone(session, coach, now)
    yield f"Revokes «{line.label}» ({line.id[:SHOWN_OF_ID]}), for good: no reading and no replying from now on."
    ways = counted(sealed, "conversation")
    yield f"Deletes what was encrypted for this coach: the way into {ways}, and notes. Replies stay."
    if others:
        yield "Each person's phone is told, and can carry on in a new conversation with the coaches who remain."
    else:
        yield "No other coach is active: each person's phone says that nobody reads, until you have certified another."
    if alone:
        yield (
            f"In {counted(alone, 'conversation')} someone waits for a reply, and no other active coach can read "
            f"what was written. Should «{line.label}» reply first? After this no inbox shows it."
        )
    if dry_run:
        return
    if not is_sure():
        raise Stopped("Nothing was done. With --yes it is.")
    with _session(settings, writes=True) as session:
        alone = coaches.waiting_alone(session, coach, now)
        coaches.revoke(session, coach)
    _empty_the_log(settings)
    yield "Done. To have this person back as a coach, invite them again."
    if alone:
        those = counted(alone, "conversation")
        yield f"In {those} someone waits whom no coach can read; `selfhelp coach list` counts them."


def _uninvite(settings: Settings, label: str, *, dry_run: bool) -> Iterator[str]:
    yield f"Takes back the invitation of «{label}»: its link opens nothing any more."
    if dry_run:
        return
    with _session(settings, writes=True) as session:
        if not coaches.uninvite(session, label):
            raise Stopped(f"«{label}» has used it meanwhile. Revoke the coach that `selfhelp coach list` shows.")
    yield "Done. `selfhelp coach invite` makes another."


def erase(settings: Settings, name: str, cancel: Cancel, *, dry_run: bool) -> Iterator[str]:
    """Erase one thread, whoever made it, and leave a tombstone (`coach erase`)."""
    name = name.strip().lower()
    if not THREAD_ID.fullmatch(name):
        raise Stopped("NUMBER: 32 digits from 0 to f, as the console shows them.")
    thread = bytes.fromhex(name)
    with _session(settings) as session:
        found = session.get(Thread, thread)
    if found is None:
        raise Stopped("NUMBER: the server has no conversation with this one.")
    messages = counted(found.seq, "message")
    yield f"Deletes the conversation {name}, with {messages}, the last of {found.last_day}, for good."
    yield "If a person made it, the phone keeps what was written, says the conversation is gone, and offers another."
    yield "If a push is about to tell of a reply in it, that is cancelled."
    if dry_run:
        return
    tombstones = Tombstones(settings.data / TOMBSTONES_FILE)
    try:
        with _session(settings, writes=True) as session:
            is_there = threads.remove(session, thread, tombstones, cancel)
    except OSError as error:
        raise Stopped(f"{error.filename or tombstones.path}: {error.strerror}. Nothing was deleted.") from error
    except ValueError as error:  # A key file is missing or wrong, and what waits cannot be found without it.
        raise Stopped(f"{error} Nothing was deleted.") from error
    if not is_there:
        raise Stopped("NUMBER: the conversation has just gone by itself.")
    _empty_the_log(settings)
    yield "Done. It is in no inbox any more."


def _lines(settings: Settings, trust: Trust, now: datetime) -> list[CoachLine]:
    with _session(settings) as session:
        return coach_lines(session, trust.key, now)


def _is_invited(lines: list[CoachLine], name: str) -> bool:
    """Return whether the label is that of an open invitation; no coach who is not revoked has the same label."""
    return any(line.state == "invited" and line.label == name.strip() for line in lines)


def _coach(lines: list[CoachLine], name: str) -> CoachLine:
    """Return the coach with this id, beginning of an id, or label; revoked ones do not count."""
    enrolled = [line for line in lines if line.id]
    found = _meant(name, [line for line in enrolled if line.state != "revoked"])
    if len(found) == 1:
        return found[0]
    if found:
        raise Stopped(f"ID: «{name}» may be {' or '.join(line.id for line in found)}. Write more of the one you mean.")
    if _meant(name, enrolled):
        raise Stopped(f"ID: «{name}» was revoked, for good. `selfhelp coach invite` begins again.")
    if _is_invited(lines, name):
        raise Stopped(
            f"ID: «{name.strip()}» is invited and has not used the link yet. Once the link has been opened, "
            "`selfhelp coach list` shows a fingerprint, and you can certify."
        )
    raise Stopped(
        f"ID: there is no coach «{name}». `selfhelp coach list` shows them: write the label, or {SHORTEST_ID} or more "
        "characters of the id."
    )


def _meant(name: str, lines: list[CoachLine]) -> list[CoachLine]:
    """Return those with the label `name`; without any, those whose id begins with it."""
    beginning = name.strip().lower()
    labelled = [line for line in lines if line.label == name.strip()]
    return labelled or [line for line in lines if len(beginning) >= SHORTEST_ID and line.id.startswith(beginning)]


def _empty_the_log(settings: Settings) -> None:
    """Empty SQLite's write-ahead log, which may hold erased rows; with a reader in the way, the daily job does it."""
    if not settings.database:
        with engine_of(settings, writes=True) as engine:
            checkpoint(engine)


def _session(settings: Settings, *, writes: bool = False) -> AbstractContextManager[Session]:
    check_ours(settings, "coach")
    return session_of(settings, writes=writes)
