"""Commands for the organisation's key, on a machine that is never online: make it, sign with it, replace it.

Nothing here opens the database. Each yields the lines to print, and says what it will do before it does it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from selfhelp.coach import certificate, orgkey
from selfhelp.console import Stopped
from selfhelp.organisation import Malformed, Trust, fingerprint, hand_over, public_key, public_of, written


def make(file: Path, password_file: Path | None, kept_from: tuple[Path, ...], *, dry_run: bool) -> Iterator[str]:
    """Make the key (`coach org-key FILE`). `kept_from`: the folders where a key must not lie."""
    orgkey.check_place(file, kept_from)
    yield f"Makes the organisation's key in {file}, encrypted with a password of at least {orgkey.SHORTEST} characters."
    if dry_run:
        return
    chosen = orgkey.new_password(file, password_file)
    key = orgkey.new_key()
    orgkey.write(file, key, chosen)
    yield "Done, and read back. Copy the file to a second place offline, and keep the password apart from both."
    yield "Anyone who has both can make anyone a coach. If you lose either, no phone can be told of another key."
    yield ""
    yield from _for_the_pack(public_of(key))


def show(file: Path, password_file: Path | None, *, dry_run: bool) -> Iterator[str]:
    """Show the public key again (`coach org-key FILE --show`)."""
    orgkey.check_file_exists(file)
    yield f"Opens {file} and prints its public key."
    if not dry_run:
        yield from _for_the_pack(public_of(orgkey.read(file, orgkey.password_of(file, password_file))))


def _for_the_pack(public: bytes) -> Iterable[str]:
    return (
        "Into pack.toml, under [organisation]:",
        f'key = "{written(public)}"',
        f"Its fingerprint: {fingerprint(public)}",
    )


def sign(
    words: str,
    file: Path,
    password_file: Path | None,
    read_aloud: str | None,
    days: int,
    now: datetime,
    *,
    dry_run: bool,
) -> Iterator[str]:
    """Make a certificate for the public key `words`, without the server (`coach sign`)."""
    try:
        coach = public_key(words)
    except Malformed as error:
        raise Stopped(f"--public-key: this {error}. Copy the whole word that `selfhelp coach list` printed.") from error
    check_read_aloud(coach, read_aloud)
    expires = certificate.end(now, days)
    orgkey.check_file_exists(file)
    yield f"Signs the coach key with the fingerprint {fingerprint(coach)}, until {certificate.day(expires)}."
    if dry_run:
        return
    key = orgkey.read(file, orgkey.password_of(file, password_file))
    yield "Done. On the server:"
    yield f"selfhelp coach certify ID --certificate {certificate.sign(key, coach, expires)}"


def check_read_aloud(coach: bytes, words: str | None) -> None:
    """Raise Stopped when the coach read another fingerprint to the operator than this key's."""
    if words is not None and "".join(words.split()).lower() != fingerprint(coach).replace(" ", ""):
        raise Stopped(
            f"--fingerprint: this key has {fingerprint(coach)}. Sign nothing: the coach has another key, or someone "
            "has put theirs in its place."
        )


def rotate(
    new: Path,
    old: Path,
    password_files: tuple[Path | None, Path | None],
    trust: Trust,
    kept_from: tuple[Path, ...],
    *,
    dry_run: bool,
) -> Iterator[str]:
    """Make a new key, signed by the old (`coach rotate NEW --key OLD`). `password_files`: of the old, of the new."""
    if trust.key is None:
        raise Stopped(
            "organisation.key: pack.toml has none, so there is nothing to hand over. `selfhelp coach org-key`."
        )
    orgkey.check_place(new, kept_from)
    orgkey.check_file_exists(old)
    yield f"Makes a new organisation key in {new}, signed by the one in {old}. Nothing changes until pack.toml does."
    yield "Every coach then needs a certificate by the new key: phones believe no other."
    if dry_run:
        return
    before = orgkey.read(old, orgkey.password_of(old, password_files[0]))
    if public_of(before) != trust.key:
        raise Stopped(
            f"--key: {old} is not the key in pack.toml (fingerprint {fingerprint(trust.key)}). Name that one: only it "
            "can sign the next."
        )
    chosen = orgkey.new_password(new, password_files[1])
    key = orgkey.new_key()
    orgkey.write(new, key, chosen)
    after = public_of(key)
    links = (*trust.succession, (after, hand_over(before, after)))
    yield "Done, and read back. Copy the file to a second place offline. The old key is of no use any more."
    yield ""
    yield "Into pack.toml, under [organisation], in place of the lines with these names:"
    yield f'key = "{written(after)}"'
    yield f'first_key = "{written(trust.first or trust.key)}"'
    yield "succession = ["
    yield from (f'  {{ key = "{written(key)}", signature = "{written(signed)}" }},' for key, signed in links)
    yield "]"
