"""Prose in the bundle: blocks of words, as in `pwa/src/core/model/content.ts`."""

from typing import Literal

from msgspec import Struct

TargetKind = Literal["step", "page", "tool", "module", "help"]


class Target(Struct, frozen=True):
    """Where a link leads."""

    kind: TargetKind
    id: str


class Strong(Struct, frozen=True, tag_field="t", tag="strong"):
    """Words in bold."""

    words: "list[Inline]"


class Emphasis(Struct, frozen=True, tag_field="t", tag="em"):
    """Words in italics."""

    words: "list[Inline]"


class Link(Struct, frozen=True, tag_field="t", tag="link"):
    """Words that lead somewhere."""

    to: Target
    words: "list[Inline]"


class SourceMark(Struct, frozen=True, tag_field="t", tag="source"):
    """A mark that stands for a source of the text."""

    id: str


Inline = str | Strong | Emphasis | Link | SourceMark


class Paragraph(Struct, frozen=True, tag_field="t", tag="p"):
    """Words in a row."""

    words: list[Inline]


class List(Struct, frozen=True, tag_field="t", tag="list"):
    """Items in order or with bullets."""

    ordered: bool
    items: "list[list[Block]]"


class Quote(Struct, frozen=True, tag_field="t", tag="quote"):
    """What somebody says, or a vignette."""

    blocks: "list[Block]"


class CallLink(Struct, frozen=True, tag_field="t", tag="call"):
    """A `help:` link alone in a paragraph."""

    service: str
    words: list[Inline]


Block = Paragraph | List | Quote | CallLink
