"""The organisation's key rests in a file that only its password opens, and is never where the server's files are."""

import re
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from selfhelp.coach import orgkey
from selfhelp.console import Stopped
from selfhelp.modules.checks.organisation import trust
from selfhelp.organisation import public_of
from tests.coach.operator import PASSWORD, Operator
from tests.reference import hpke

OLDER = """\
-----BEGIN ENCRYPTED PRIVATE KEY-----
MIH1MGAGCSqGSIb3DQEFDTBTMDIGCSqGSIb3DQEFDDAlBBBBslg5t7npErBDgBKC
EFBdAgMPQkAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEAYtIFJI4ZyInWtA
sOFCr20EgZBNRXpguaRroI/qelfWzJmuz2DjumCl88R+FUTwnpXBkR+B8p3ex88d
X58xP6OVSrJ92LzPN3jHy9Z5OsHsN+uMFvyI1Taj8RlGx9v5+v+NlDb5Vi8iUvpS
zMtE1u2EFr5UMvknWV8bQSJR4toUR5N5yIqEDxwcjebO0eXFOpVRekb7b1yrhXXE
hlOvaSwX5y4=
-----END ENCRYPTED PRIVATE KEY-----
"""


def test_a_key_is_made_and_its_public_half_is_printed_for_the_pack(operator: Operator) -> None:
    operator.typed = [PASSWORD, PASSWORD]
    printed = operator.done("org-key", str(operator.key))
    assert printed.out.startswith("Makes the organisation's key in ")
    key = load_pem_private_key(operator.key.read_bytes(), PASSWORD.encode())
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    operator.organise(printed.value(r"(^key = .+\n)"))
    assert trust(operator.settings.content).key == public_of(key)
    assert stat.S_IMODE(operator.key.stat().st_mode) == 0o600
    assert printed.value(r"fingerprint: ([0-9a-f ]{39})$")


def test_the_file_says_how_often_the_password_is_stretched_and_holds_no_plain_key() -> None:
    key = orgkey.new_key()
    pem = orgkey.locked(key, PASSWORD)
    assert pem.startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n")
    told = subprocess.run(["openssl", "asn1parse"], input=pem, capture_output=True, check=True).stdout.decode()
    assert f"INTEGER           :{orgkey.ROUNDS:06X}" in told
    assert "hmacWithSHA256" in told
    assert "aes-256-cbc" in told


def test_openssl_opens_it_too() -> None:
    key = orgkey.new_key()
    pem = orgkey.locked(key, PASSWORD)
    command = ["openssl", "pkey", "-passin", f"pass:{PASSWORD}", "-pubout", "-outform", "DER"]
    told = subprocess.run(command, input=pem, capture_output=True, check=True).stdout
    assert told.endswith(public_of(key))


def test_a_file_of_an_older_version_opens(tmp_path: Path) -> None:
    """Written when the fields were put together by hand; the same form."""
    file = tmp_path / "key.pem"
    file.write_text(OLDER)
    assert public_of(orgkey.read(file, PASSWORD)) == public_of(ec.derive_private_key(7, ec.SECP256R1()))


@pytest.mark.slow
def test_every_length_of_key_and_password_opens_again(tmp_path: Path) -> None:
    for number, password in enumerate(("ø" * 16, "a" * 200, "Å" * 16)):
        file = tmp_path / f"{number}.pem"
        key = orgkey.new_key()
        orgkey.write(file, key, password)
        assert public_of(orgkey.read(file, password)) == hpke.point(key.public_key())


@pytest.mark.slow
def test_a_password_is_the_same_from_every_keyboard(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    orgkey.write(file, orgkey.new_key(), "bl\u00e5b\u00e6r og fl\u00f8te i dag")
    assert public_of(orgkey.read(file, "bla\u030ab\u00e6r og fl\u00f8te i dag"))


def test_another_password_opens_nothing(operator: Operator) -> None:
    operator.make_key()
    operator.typed = ["en annen setning helt"]
    assert "does not open: a wrong password" in operator.refused("org-key", str(operator.key), "--show")


def test_a_short_password_makes_no_key(operator: Operator) -> None:
    operator.typed = ["hemmelig"]
    assert "The password has 8 characters. Take at least 16" in operator.refused("org-key", str(operator.key))
    assert not operator.key.exists()


def test_two_passwords_that_differ_make_no_key(operator: Operator) -> None:
    operator.typed = [PASSWORD, PASSWORD + "."]
    assert "The two were not the same" in operator.refused("org-key", str(operator.key))
    assert not operator.key.exists()


@pytest.mark.parametrize("option", ["--password-file", "--passphrase-file"])
def test_a_password_can_stand_in_a_file_that_others_cannot_read(operator: Operator, option: str) -> None:
    file = operator.folder / "password"
    file.write_text(f"{PASSWORD}\nmore\n")
    file.chmod(0o644)
    command = ["org-key", str(operator.key), option, str(file)]
    assert f"chmod 600 {file}" in operator.refused(*command)
    file.chmod(0o600)
    made = operator.done(*command).value(r'^key = "(.+)"$')
    operator.typed = [PASSWORD]
    assert operator.done("org-key", str(operator.key), "--show").value(r'^key = "(.+)"$') == made


def test_a_password_file_that_is_not_there_is_named(operator: Operator) -> None:
    gone = operator.folder / "gone"
    assert str(gone) in operator.refused("org-key", str(operator.key), "--password-file", str(gone))


def test_without_a_terminal_a_file_is_asked_for(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_terminal(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", no_terminal)
    assert "--password-file" in operator.refused("org-key", str(operator.key))


def test_a_key_is_never_written_over(operator: Operator) -> None:
    operator.make_key()
    before = operator.key.read_bytes()
    assert "is there already" in operator.refused("org-key", str(operator.key))
    assert operator.key.read_bytes() == before


@pytest.mark.parametrize("folder", ["data", "content", "dist"])
def test_a_key_is_never_kept_with_the_servers_files(operator: Operator, folder: str) -> None:
    file = operator.folder / folder / "key.pem"
    assert "belongs to the server" in operator.refused("org-key", str(file))
    assert not file.exists()


def test_a_folder_that_is_not_there_is_named(operator: Operator) -> None:
    assert "is no folder" in operator.refused("org-key", str(operator.folder / "gone" / "key.pem"))


def test_a_dry_run_makes_nothing_and_asks_nothing(operator: Operator) -> None:
    printed = operator.done("org-key", str(operator.key), "--dry-run")
    assert printed.out.endswith("Nothing was done: --dry-run.\n")
    assert not operator.key.exists()


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (ed25519.Ed25519PrivateKey.generate(), "holds a key of another kind"),
        (ec.generate_private_key(ec.SECP384R1()), "holds a key of another kind"),
        (None, "is no key in PEM form"),
    ],
    ids=["Ed25519", "P-384", "no key"],
)
def test_a_file_that_holds_something_else_is_told(
    tmp_path: Path, key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | None, says: str
) -> None:
    locked = BestAvailableEncryption(PASSWORD.encode())
    file = tmp_path / "key.pem"
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked) if key else b"en handleliste")
    with pytest.raises(Stopped, match=says):
        orgkey.read(file, PASSWORD)


def test_a_key_without_a_password_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(orgkey.new_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(Stopped, match="is a key without a password"):
        orgkey.read(file, PASSWORD)


def test_a_disk_that_loses_what_was_written_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orgkey, "read", lambda _file, _password: orgkey.new_key())
    with pytest.raises(Stopped, match="does not hold what was written"):
        orgkey.write(tmp_path / "key.pem", orgkey.new_key(), PASSWORD)


def test_no_command_takes_a_password_as_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    from selfhelp.cli import main

    for action in ("org-key", "sign", "certify", "rotate"):
        assert main(["coach", action, "--help"]) == 0
        options = re.findall(r"--[a-z-]*pass[a-z-]*", capsys.readouterr().out)
        assert set(options) <= {"--password-file", "--new-password-file"}
        assert options
