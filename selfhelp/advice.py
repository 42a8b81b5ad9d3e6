"""Lines that an operator is told to run."""

import shlex


def to_run(*words: object) -> str:
    """One line that can be pasted at a prompt as it stands, whatever is in the names of the files."""
    return shlex.join(map(str, words))
