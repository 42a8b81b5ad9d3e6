"""The organisation's private key: a P-256 key in a PEM file that a password locks.

The file is PKCS #8 under PBES2 (RFC 8018): PBKDF2 with HMAC-SHA-256 and AES-256-CBC, as `openssl pkey` reads it.
`cryptography` reads that form too, but writes it only with 2,048 rounds (ADR 37), so the fields are declared here, with
the rounds among them.
"""

import base64
import getpass
import secrets
import textwrap
import unicodedata
import warnings
from pathlib import Path
from typing import Final

from cryptography.hazmat import asn1
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509 import ObjectIdentifier

from selfhelp.console import Stopped
from selfhelp.durable import write_whole
from selfhelp.organisation import public_of
from selfhelp.ownership import is_private, to_run

ROUNDS: Final = 1_000_000
"""Rounds of PBKDF2: about half a second a guess."""

SHORTEST: Final = 16
"""The fewest characters of a password."""

_LABEL: Final = "ENCRYPTED PRIVATE KEY"


@asn1.sequence
class _Hash:
    oid: ObjectIdentifier
    parameters: asn1.Null


@asn1.sequence
class _Pbkdf2:
    salt: bytes
    rounds: int
    prf: _Hash


@asn1.sequence
class _Algorithm:
    oid: ObjectIdentifier
    parameters: _Pbkdf2 | bytes


@asn1.sequence
class _Pbes2:
    stretching: _Algorithm
    encryption: _Algorithm


@asn1.sequence
class _Scheme:
    oid: ObjectIdentifier
    parameters: _Pbes2


@asn1.sequence
class _EncryptedKey:
    """`EncryptedPrivateKeyInfo` of RFC 5958."""

    scheme: _Scheme
    sealed: bytes


_HMAC_SHA256: Final = _Hash(oid=ObjectIdentifier("1.2.840.113549.2.9"), parameters=asn1.Null())
_PBKDF2: Final = ObjectIdentifier("1.2.840.113549.1.5.12")
_PBES2: Final = ObjectIdentifier("1.2.840.113549.1.5.13")
_AES_256_CBC: Final = ObjectIdentifier("2.16.840.1.101.3.4.1.42")


def new_key() -> ec.EllipticCurvePrivateKey:
    """Return a new key."""
    return ec.generate_private_key(ec.SECP256R1())


def check_place(file: Path, kept_from: tuple[Path, ...]) -> None:
    """Raise Stopped when `file` exists, has no folder, or lies in a folder that is copied or served."""
    if file.exists() or file.is_symlink():
        raise Stopped(f"{file} is there already, and a key is never written over. Name another file.")
    folder = file.resolve().parent
    if not folder.is_dir():
        raise Stopped(f"{folder} is no folder. Make it, or name another.")
    for other in kept_from:
        if folder.is_relative_to(other.resolve()):
            raise Stopped(f"{file} lies in {other}, which belongs to the server. Keep the key on a stick of its own.")


def write(file: Path, key: ec.EllipticCurvePrivateKey, password: str) -> None:
    """Write the locked key into `file` (new, mode 0600, on disk) and read it back before anybody relies on it."""
    pem = locked(key, password)
    try:
        file.touch(mode=0o600, exist_ok=False)
        write_whole(file, pem)
    except OSError as error:
        raise Stopped(f"{file} cannot be written: {error.strerror}.") from error
    if public_of(read(file, password)) != public_of(key):
        raise Stopped(f"{file} does not hold what was written. Do not use it; try another disk.")


def check_file_exists(file: Path) -> None:
    """Raise Stopped when `file` is missing: for a dry run, which asks for no password."""
    if not file.is_file():
        raise Stopped(f"{file} is not there. Name the file that `selfhelp coach org-key` made.")


def read(file: Path, password: str) -> ec.EllipticCurvePrivateKey:
    """Return the key in `file`. Raises Stopped when it is no key, or the password is wrong."""
    try:
        pem = file.read_bytes()
    except OSError as error:
        raise Stopped(f"{file} cannot be read: {error.strerror}.") from error
    try:
        key = load_pem_private_key(pem, _bytes(password))
    except TypeError as error:
        raise Stopped(f"{file} is a key without a password. Make one with `selfhelp coach org-key`.") from error
    except ValueError as error:
        if _LABEL.encode() in pem:
            raise Stopped(f"{file} does not open: a wrong password, or a damaged file.") from error
        raise Stopped(f"{file} is no key in PEM form. Name the file that `selfhelp coach org-key` made.") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Stopped(f"{file} holds a key of another kind. Name the file that `selfhelp coach org-key` made.")
    return key


def locked(key: ec.EllipticCurvePrivateKey, password: str) -> bytes:
    """Return the bytes of the PEM file."""
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    salt, iv = secrets.token_bytes(16), secrets.token_bytes(16)
    derived = PBKDF2HMAC(SHA256(), 32, salt, ROUNDS).derive(_bytes(password))
    padder, cipher = PKCS7(128).padder(), Cipher(AES(derived), CBC(iv)).encryptor()
    sealed = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    stretching = _Algorithm(oid=_PBKDF2, parameters=_Pbkdf2(salt=salt, rounds=ROUNDS, prf=_HMAC_SHA256))
    parameters = _Pbes2(stretching=stretching, encryption=_Algorithm(oid=_AES_256_CBC, parameters=iv))
    whole = asn1.encode_der(_EncryptedKey(scheme=_Scheme(oid=_PBES2, parameters=parameters), sealed=sealed))
    body = textwrap.fill(base64.b64encode(whole).decode(), 64)
    return f"-----BEGIN {_LABEL}-----\n{body}\n-----END {_LABEL}-----\n".encode()


def _bytes(password: str) -> bytes:
    """Return the password as bytes, the same from every keyboard."""
    return unicodedata.normalize("NFKC", password).encode()


def password_of(key: Path, file: Path | None) -> str:
    """Return the password of the key file `key`: the first line of `file`, or what is typed at a terminal. It never
    comes from the command line."""
    return _first_line(file) if file else _typed(f"Password of {key}: ")


def new_password(key: Path, file: Path | None) -> str:
    """Return a password for the new key file `key`, typed twice. Raises Stopped when a computer could guess it."""
    chosen = _first_line(file) if file else _typed(f"New password for {key}: ")
    if len(chosen) < SHORTEST:
        raise Stopped(
            f"The password has {len(chosen)} characters. Take at least {SHORTEST}: five words chosen by dice."
        )
    if not file and _typed("The same once more: ") != chosen:
        raise Stopped("The two were not the same. Nothing was made; start again.")
    return chosen


def _typed(prompt: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(prompt)
        except (EOFError, getpass.GetPassWarning) as error:
            raise Stopped(
                "There is no terminal to type a password at. Name a file that holds it: --password-file."
            ) from error


def _first_line(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Stopped(f"{file} cannot be read as a password ({error}).") from error
    if file.is_file() and not is_private(file):
        raise Stopped(f"{file} holds a password, and others may read it: {to_run('chmod', 600, file)}")
    return text.split("\n", 1)[0].removesuffix("\r")
