"""Check `[organisation]` of pack.toml: name, contact, keys, the signatures from one key to the next, and what coaches
promise. The coach commands read the keys alone from here."""

from pathlib import Path
from typing import Final

from selfhelp.console import Stopped
from selfhelp.modules.checks.words import check_labels
from selfhelp.modules.contact import ALLOWED, LONGEST_CONTACT, contact
from selfhelp.modules.load import front_alone
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.toml_file import TomlPart
from selfhelp.organisation import Malformed, Trust, hands_over, public_key, signature

_NUDGE: Final = "coach"
_PAGE: Final = "coach-secrecy"
_COPY: Final = "copy the lines that `selfhelp coach org-key` or `selfhelp coach rotate` printed"


def check_organisation(pack: Pack, messages: Messages) -> None:
    """Check what the app believes of coaches, and how the operator is reached. Without a key there are no coaches.

    A name without address and contact, as an older overlay may have, is accepted.
    """
    sheet = pack.sheet.organisation
    for field, words in (("coach_hours", sheet.coach_hours), ("promise", sheet.promise)):
        if sheet.key or words:
            check_labels(pack, pack.file_of("organisation", field), ["organisation", field], words, messages)
    if sheet.key and not sheet.name.strip():
        _tell(pack, messages, "name: it is empty, and people are to know who answers", 'write name = "…"', "name")
    if sheet.key and not pack.nudges.get(_NUDGE):
        what = f"«{_NUDGE}» is missing, by which phones are told that a coach has answered"
        messages.error("nudges.toml", 0, what, f"write [{_NUDGE}.neutral] and a line below it")
    if sheet.key and _PAGE not in pack.ids("page"):
        what = f"key: there is no page «{_PAGE}», which says what coaches keep to themselves"
        _tell(pack, messages, what, f"`selfhelp content new page {_PAGE}`", "key")
    for field, said in (("address", sheet.address), ("contact", sheet.contact)):
        if said.strip() and not sheet.name.strip():
            what = f"{field}: it stands without a name, and people are to know whose it is"
            _tell(pack, messages, what, 'write name = "…" above it', field)
    address = sheet.address.strip()
    if len(address) > LONGEST_CONTACT or not address.isprintable():
        what = f"address: it cannot be taken, it must be 1 to {LONGEST_CONTACT} letters on one line"
        _tell(pack, messages, what, 'write it as address = "Storgata 1, 0155 Oslo"', "address")
    if sheet.contact.strip():
        try:
            contact(sheet.contact)
        except ValueError as error:
            _tell(pack, messages, f"contact: {error}", f"write {ALLOWED}", "contact")
    check_keys(pack, messages)


def check_keys(pack: Pack, messages: Messages) -> None:
    """Check the keys and signatures alone. Needs the pack's sheet and pack.toml."""
    sheet = pack.sheet.organisation
    key = _key(pack, messages, "key", sheet.key)
    first = _key(pack, messages, "first_key", sheet.first_key)
    if not sheet.succession:
        if sheet.first_key:
            what = "first_key: it stands without a succession"
            _tell(pack, messages, what, f"take it out, or {_COPY}", "first_key")
    elif not sheet.key:
        _tell(pack, messages, "succession: it stands without a key", _COPY, "succession")
    elif not sheet.first_key:
        what = "succession: there is no first_key, which signed the first key of it"
        _tell(pack, messages, what, _COPY, "first_key")
    elif key is not None and first is not None:
        _check_succession(pack, messages, first, key)


def _key(pack: Pack, messages: Messages, field: str, words: str) -> bytes | None:
    try:
        return public_key(words) if words else None
    except Malformed as error:
        _tell(pack, messages, f"{field}: this {error}", _COPY, field)
        return None


def _check_succession(pack: Pack, messages: Messages, first: bytes, key: bytes) -> None:
    """Check the signatures from `first` to `key`. After a broken link the rest is not checked."""
    seen = [first]
    for at, link in enumerate(pack.sheet.organisation.succession):
        what, do = "", _COPY
        try:
            after, signed = public_key(link.key), signature(link.signature)
        except Malformed as error:
            what = f"a key or signature {error}"
        else:
            if after in seen:
                what, do = "this key stood before", "an old key never comes back: make a new one"
            elif not hands_over(seen[-1], after, signed):
                what = "the key before it has not signed this key"
            seen.append(after)
        if what:
            return _tell(pack, messages, f"succession, number {at + 1}: {what}", do, "succession", at)
    if seen[-1] != key:
        what = "succession: it does not end in organisation.key, and phones would trust no coach"
        _tell(pack, messages, what, _COPY, "succession")
    return None


def _tell(pack: Pack, messages: Messages, what: str, do: str, *path: TomlPart) -> None:
    file = pack.file_of("organisation", *path)
    messages.error(*file.at("organisation", *path), f"organisation.{what}", do)


def trust(content: Path, overlay: Path | None = None) -> Trust:
    """Return the keys in the pack.toml of `content`, or of the operator's `overlay`. Raises Stopped when it cannot be
    read or its keys do not fit together."""
    messages = Messages()
    pack = front_alone(content, overlay, messages)
    if pack is not None:
        check_keys(pack, messages)
    if pack is None or messages.errors:
        raise Stopped(str(messages.errors[0]))
    stands = pack.sheet.organisation
    return Trust(
        public_key(stands.key) if stands.key else None,
        public_key(stands.first_key) if stands.first_key else None,
        tuple((public_key(link.key), signature(link.signature)) for link in stands.succession),
    )
