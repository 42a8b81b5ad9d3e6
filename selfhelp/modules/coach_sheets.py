"""The fields of coach/checkin.toml and coach/replies.toml."""

from typing import Annotated

from msgspec import Meta, Struct

from selfhelp.modules.sheets import Face, Id, Words


class ConsentSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """`version` is the day of the words, and after a dot which change of that day. New words take a new one."""

    version: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}(\.[1-9]\d?)?$")]


class FirstSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What helps the first message along: a choice, then a field."""

    ask: Words
    ask_hint: Words
    text: Words
    text_hint: Words


class FormSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """The check-in: one scale and two fields, and the question of how often."""

    title: Words
    intro: Words
    how: Words
    low: Words
    high: Words
    practice: Words
    question: Words
    rhythm: Words
    rhythm_hint: Words
    week: Words
    fortnight: Words
    never: Words


class CheckinSheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """coach/checkin.toml. `about` holds the codes that a first message may carry, for each face of the app."""

    consent: ConsentSheet
    first: FirstSheet
    about: dict[Face, dict[Id, Words]]
    form: FormSheet


class ReplySheet(Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A draft that a coach begins from. `[[…]]` in the words is a place to fill in, `{id}` a service's number."""

    title: Words
    words: Words


Replies = dict[Id, ReplySheet]
