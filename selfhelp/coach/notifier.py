"""What this slice needs of the reminders; app.py passes it in."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeAlias

from sqlmodel import Session

Cancel: TypeAlias = Callable[[Session, bytes, bytes], None]
"""`Notifier.cancel` alone, where nothing else is needed."""


class Notifier(Protocol):
    """Tells a channel, in neutral words, that there is something new. `about` identifies the subject, in opaque bytes.

    All of it happens in the caller's transaction.
    """

    def exists(self, session: Session, channel: bytes) -> bool:
        """Return whether there is such a channel."""
        ...

    def is_heard(self, session: Session, channel: bytes) -> bool:
        """Return whether there is such a channel and it is not silent."""
        ...

    def notify(self, session: Session, channel: bytes, about: bytes, now: datetime) -> bool:
        """Push, unless a message about the same is waiting already; return False when the channel is gone."""
        ...

    def cancel(self, session: Session, channel: bytes, about: bytes) -> None:
        """Drop what waits for the channel about this."""
        ...
