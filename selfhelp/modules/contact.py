"""Contacts of whoever runs the app (an e-mail address, a page or a telephone number), and the spelling of numbers.

A contact must not disclose anything about the person who opens it: no prepared words in an e-mail, and no query in an
address, which could say that he came from here.
"""

import re
from typing import Final

from selfhelp.modules.schema import Contact

ALLOWED: Final = '"post@example.no", "https://example.no/kontakt" (without ? and #) or "22 33 44 55"'
"""The three forms, for messages."""

LONGEST_CONTACT: Final = 200
"""The most letters of a contact, or of a postal address."""

_NAME: Final = r"[\w-]+(?:\.[\w-]+)*\.(?:[^\W\d_]{2,}|xn--[\w-]+)"
_MAIL: Final = re.compile(rf"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@{_NAME}")
_PAGE: Final = re.compile(rf"https://{_NAME}(?::\d{{1,5}})?(?:/[\w.~%/-]*)?")
_PHONE: Final = re.compile(r"\+?[0-9]{3,15}")


def contact(words: str) -> Contact:
    """Parse `words` into a contact, a number without its spaces. ValueError when it is none of the three forms."""
    words = words.strip()
    number = re.sub(r"\s", "", words)
    if len(words) <= LONGEST_CONTACT:
        if _MAIL.fullmatch(words):
            return Contact("mail", words)
        if _PAGE.fullmatch(words):
            return Contact("page", words)
        if _PHONE.fullmatch(number):
            return Contact("phone", number)
    raise ValueError(f"{words!r} is no e-mail address, https page or telephone number")


def spoken(phone: str) -> str:
    """Return `116123` as people write it: 116 123 · 22 40 00 40 · 800 33 321 · 02800 · +47 22 40 00 40 · 020-66 77 88.

    The screens do the same (pwa/src/core/model/phone.ts); tests/vectors/phones.json is read by both.
    """
    if re.fullmatch(r"\+47\d{8}", phone):
        return f"+47 {spoken(phone[3:])}"
    if re.fullmatch(r"116\d{3}", phone):
        return f"116 {phone[3:]}"
    if re.fullmatch(r"800\d{5}", phone):
        return f"800 {phone[3:5]} {phone[5:]}"
    if re.fullmatch(r"020\d{6}", phone):
        return f"020-{_pairs(phone[3:])}"
    return _pairs(phone) if re.fullmatch(r"\d{8}", phone) else phone


def _pairs(digits: str) -> str:
    return " ".join(digits[at : at + 2] for at in range(0, len(digits), 2))
