"""What is in a sealed file of the app: `python read_export.py FILE` asks for its code and prints JSON (export.md)."""

import getpass
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def read_export(file: bytes, code: str) -> dict[str, Any]:
    digits = code.upper().translate(str.maketrans("OIL", "011", " -"))
    number = int("".join(f"{'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.index(digit):05b}" for digit in digits), 2)
    secret, header = (number >> 12).to_bytes(16), file[:32]
    if header[:6] != b"KOPI\1\1" or hashlib.sha256(header[:28]).digest()[:4] != header[28:]:
        raise ValueError("not such a file, one of a newer form, or a damaged one")
    key = HKDF(SHA256(), 32, b"selfhelp/v1", b"export/key" + header[8:24]).derive(secret)
    chunks = [file[at : at + 65552] for at in range(32, 32 + int.from_bytes(header[6:8]) * 65552, 65552)]
    opened = b"".join(AESGCM(key).decrypt(n.to_bytes(12), chunk, header) for n, chunk in enumerate(chunks))
    content: dict[str, Any] = json.loads(opened[4 : 4 + int.from_bytes(opened[:4])])
    return content


if __name__ == "__main__":
    print(json.dumps(read_export(Path(sys.argv[1]).read_bytes(), getpass.getpass("Code: ")), indent=2))
