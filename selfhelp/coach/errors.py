"""What stops a command of the operator."""


class Stopped(Exception):
    """A command that changed nothing; `str()` names what is wrong, and what to do."""
