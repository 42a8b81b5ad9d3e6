"""Parse Markdown into a tree of blocks (never HTML): paragraphs, lists, quotes, bold, italics, links, source marks."""

import re
from collections.abc import Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from selfhelp.modules import tree

LINK_KINDS: Final = ("page", "tool", "module", "help")
SOURCE = re.compile(r"\[\^(?P<id>[a-z0-9-]+)\]")
_PARSER = MarkdownIt("zero").enable(["blockquote", "list", "emphasis", "escape", "link", "newline"])


def target(href: str) -> tree.Target | None:
    """Parse `page:lapse`, `#step` … into a target; return None for any other link."""
    if href.startswith("#") and len(href) > 1:
        return tree.Target("step", href[1:])
    kind, colon, id = href.partition(":")
    for known in LINK_KINDS:
        if kind == known and colon and re.fullmatch(r"[a-z0-9-]+", id):
            return tree.Target(known, id)
    return None


def blocks(source: str) -> list[tree.Block]:
    """Return the tree of `source`; links without a known target become their words (the check has refused them)."""
    root = SyntaxTreeNode(_PARSER.parse(source))
    return [_block(node) for node in root.children]


def _block(node: SyntaxTreeNode) -> tree.Block:
    if node.type == "paragraph":
        return _paragraph(_inlines(node.children[0].children))
    if node.type == "blockquote":
        return tree.Quote([_block(child) for child in node.children])
    if node.type in ("bullet_list", "ordered_list"):
        items = [[_block(child) for child in item.children] for item in node.children]
        return tree.List(node.type == "ordered_list", items)
    raise ValueError(f"Markdown «{node.type}» has no block of ours")


def _paragraph(words: list[tree.Inline]) -> tree.Block:
    """Return a paragraph, or a call for a `help:` link alone."""
    if len(words) == 1:
        only = words[0]
        if isinstance(only, tree.Link) and only.to.kind == "help":
            return tree.CallLink(only.to.id, only.words)
    return tree.Paragraph(words)


def _inlines(nodes: Sequence[SyntaxTreeNode]) -> list[tree.Inline]:
    found: list[tree.Inline] = []
    for node in nodes:
        if node.type == "text":
            found.extend(_text(node.content))
        elif node.type in ("softbreak", "hardbreak"):
            found.append(" ")
        elif node.type == "strong":
            found.append(tree.Strong(_inlines(node.children)))
        elif node.type == "em":
            found.append(tree.Emphasis(_inlines(node.children)))
        elif node.type == "link":
            to = target(str(node.attrs.get("href", "")))
            words = _inlines(node.children)
            found.extend([tree.Link(to, words)] if to is not None else words)
        else:
            raise ValueError(f"Markdown «{node.type}» has no words of ours")
    return _joined(found)


def _text(content: str) -> list[tree.Inline]:
    """Return words and source marks: `SOURCE` has one group, so every second part of `split` is a mark's id."""
    parts = SOURCE.split(content)
    return [tree.SourceMark(part) if at % 2 else part for at, part in enumerate(parts) if part]


def _joined(words: list[tree.Inline]) -> list[tree.Inline]:
    """Join neighbouring strings."""
    found: list[tree.Inline] = []
    for word in words:
        if isinstance(word, str) and found and isinstance(found[-1], str):
            found[-1] += word
        else:
            found.append(word)
    return found
