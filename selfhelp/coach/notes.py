"""Notes: what coaches tell each other about a thread, sealed to each of them, never to the person."""

from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from selfhelp.boxes import BoxRequest, Outcome, Refusal, RefusalOrErrors
from selfhelp.boxes.sealed import within_budget
from selfhelp.coach import messages, threads
from selfhelp.coach.schema import MAX_PAGE, NoteIn, NoteOut
from selfhelp.coach.tables import Envelope, Note, Thread, day_of
from selfhelp.http.problems import FieldError

MOST_NOTES: Final = 2_000
"""The most notes of a thread."""


def write(session: Session, box: BoxRequest, thread: bytes, asked: NoteIn, now: datetime) -> Outcome | RefusalOrErrors:
    """Store a coach's note to coaches of the thread; the author is among them to read it again."""
    found = threads.lock_for_coach(session, box, thread, now)
    if not isinstance(found, Thread):
        return found
    sealed = {bytes.fromhex(one.coach): one.sealed for one in asked.envelopes}
    if asked.n > found.last_note + 1:
        return [FieldError("n", f"The next is {found.last_note + 1}")]
    if asked.n <= found.last_note:
        stored = session.exec(select(Note).where(Note.thread == thread, Note.n == asked.n)).all()
        # Some recipients may be gone since: then what is left is compared.
        same = all(note.author == box.id and sealed.get(note.coach) == note.sealed for note in stored)
        return Outcome.KEPT if stored and same else Refusal.NUMBER_TAKEN
    there = {coach.hex() for coach in session.exec(select(Envelope.coach).where(Envelope.thread == thread))}
    strangers = [at for at, one in enumerate(asked.envelopes) if one.coach not in there]
    if strangers:
        return [FieldError(f"envelopes[{at}].coach", "Not a coach of this thread") for at in strangers]
    weight = found.weight + sum(map(len, sealed.values()))
    if asked.n > MOST_NOTES or weight > 2 * messages.MOST_THREAD_BYTES:
        return Refusal.THREAD_FULL
    day = day_of(now)
    session.add_all(
        Note(thread=thread, coach=coach, n=asked.n, author=box.id, day=day, sealed=one) for coach, one in sealed.items()
    )
    found.last_note, found.weight = asked.n, weight
    session.flush()
    return Outcome.MADE


def page(session: Session, thread: bytes, last: int, coach: bytes, after: int) -> tuple[list[NoteOut], bool]:
    """Return the notes of a thread whose last number is `last`, sealed to this coach, after the number `after`, up to
    100 within an answer's budget, and whether there are more."""
    if after >= last:
        return [], False
    wanted = select(Note).where(Note.thread == thread, Note.coach == coach, Note.n > after).order_by(col(Note.n))
    rows, more = within_budget(session.exec(wanted.limit(MAX_PAGE + 1)), lambda row: len(row.sealed), MAX_PAGE)
    return [NoteOut(row.n, row.author.hex(), row.day, row.sealed) for row in rows], more
