"""What keeps a database from being opened at all."""


class CannotOpen(Exception):
    """The database must be left alone as it is; `str()` says why, and what to do."""
