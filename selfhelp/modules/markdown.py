"""Prose: parse Markdown into the bundle's blocks of words (never HTML), as in `pwa/src/core/model/content.ts`."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct

LINK_KINDS: Final = ("page", "tool", "module", "help")
SOURCE = re.compile(r"\[\^(?P<id>[a-z0-9-]+)\]")
_PARSER = MarkdownIt("zero").enable(["blockquote", "list", "emphasis", "escape", "link", "newline"])


class Target(Struct, frozen=True):
    """Where a link leads."""

    kind: Literal["step", "page", "tool", "module", "help"]
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


def target(href: str) -> Target | None:
    """Parse `page:lapse`, `#step` … into a target; return None for any other link."""
    if href.startswith("#") and len(href) > 1:
        return Target("step", href[1:])
    kind, _, id = href.partition(":")
    for known in LINK_KINDS:
        if kind == known and re.fullmatch(r"[a-z0-9-]+", id):
            return Target(known, id)
    return None


def blocks(source: str) -> list[Block]:
    """Return the tree of `source`; links without a known target become their words (the check has refused them)."""
    root = SyntaxTreeNode(_PARSER.parse(source))
    return [_block(node) for node in root.children]


def _block(node: SyntaxTreeNode) -> Block:
    if node.type == "paragraph":
        match _inlines(node.children[0].children):
            case [Link(Target("help", service), label)]:
                return CallLink(service, label)
            case words:
                return Paragraph(words)
    if node.type == "blockquote":
        return Quote([_block(child) for child in node.children])
    if node.type in ("bullet_list", "ordered_list"):
        items = [[_block(child) for child in item.children] for item in node.children]
        return List(node.type == "ordered_list", items)
    raise ValueError(f"Markdown «{node.type}» has no block of ours")


def _inlines(nodes: Sequence[SyntaxTreeNode]) -> list[Inline]:
    found: list[Inline] = []
    for node in nodes:
        if node.type == "text":
            parts = SOURCE.split(node.content)  # it has one group: every second part is a mark's id
            found += [SourceMark(part) if at % 2 else part for at, part in enumerate(parts) if part]
        elif node.type in ("softbreak", "hardbreak"):
            found.append(" ")
        elif node.type == "strong":
            found.append(Strong(_inlines(node.children)))
        elif node.type == "em":
            found.append(Emphasis(_inlines(node.children)))
        elif node.type == "link":
            to = target(str(node.attrs.get("href", "")))
            words = _inlines(node.children)
            found += [Link(to, words)] if to is not None else words
        else:
            raise ValueError(f"Markdown «{node.type}» has no words of ours")
    joined: list[Inline] = []
    for one in found:
        if isinstance(one, str) and joined and isinstance(joined[-1], str):
            joined[-1] += one
        else:
            joined.append(one)
    return joined
