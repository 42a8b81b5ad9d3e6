"""Telephone numbers as people say them."""

import re


def spoken(phone: str) -> str:
    """`116123` as people say it: 116 123 · 22 40 00 40 · 800 33 321 · 02800 · +47 22 40 00 40 · 020-66 77 88.

    The screens write them so too (pwa/src/domain/phone.ts); tests/vectors/phones.json is read by both.
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
