"""How people reach whoever runs the app: an e-mail address, a page or a telephone number, and what may stand in each.

Nothing may stand there by which one who writes or opens it would tell more than he means to: no words written for him
beforehand, and no query in an address, which could say that he came from here.
"""

import re
from typing import Final

from selfhelp.modules.schema import Contact

ALLOWED: Final = '"post@example.no", "https://example.no/kontakt" (without ? and #) or "22 33 44 55"'
"""The three forms, for messages."""

LONGEST: Final = 200
"""Letters of a contact, or of a postal address."""

_NAME: Final = r"[\w-]+(?:\.[\w-]+)*\.(?:[^\W\d_]{2,}|xn--[\w-]+)"
_MAIL: Final = re.compile(rf"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@{_NAME}")
_PAGE: Final = re.compile(rf"https://{_NAME}(?::\d{{1,5}})?(?:/[\w.~%/-]*)?")
_PHONE: Final = re.compile(r"\+?[0-9]{3,15}")


def contact(words: str) -> Contact:
    """What `words` are, a number without its spaces. ValueError when they are none of the three."""
    words = words.strip()
    number = re.sub(r"\s", "", words)
    if len(words) <= LONGEST:
        if _MAIL.fullmatch(words):
            return Contact("mail", words)
        if _PAGE.fullmatch(words):
            return Contact("page", words)
        if _PHONE.fullmatch(number):
            return Contact("phone", number)
    raise ValueError(f"{words!r} is no e-mail address, https page or telephone number")
