"""Check for words and marks that no text may use, and for words in every language."""

import re

from selfhelp.modules.layout import Written, passages
from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.sheets import Words
from selfhelp.modules.toml_file import TomlFile, TomlPart

_LOUD = re.compile(r"[!\U0001F000-\U0001FAFF\u2600-\u27BF]")


def _whole(*phrases: str) -> str:
    """Return a pattern for any of them as whole words, the longest first; without any, one that matches nothing."""
    either = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    return rf"(?<![\w-])(?:{either})(?![\w-])" if phrases else r"(?!)"


def check_words(pack: Pack, messages: Messages) -> None:
    """Check all texts for forbidden words, loud marks and the app's own name."""
    for _, written in pack.written():
        check_written(pack, written, messages)


def check_written(pack: Pack, written: Written, messages: Messages) -> None:
    """Check one text in one language for forbidden words, loud marks and the app's own name."""
    forbidden = {word.lower(): advice for word, advice in pack.forbidden.get(written.locale, {}).items()}
    pattern = re.compile(_whole(*forbidden))
    app = re.compile(_whole(pack.sheet.name))
    for passage in passages(written):
        for word in pattern.finditer(passage.plain.lower()):  # four times as fast as ignoring case
            if passage.line not in written.quoted:
                what = f"«{passage.plain[word.start() : word.end()]}»: write «{forbidden[word[0]]}»"
                messages.error(written.file, passage.line, what, "rewrite, or end a quotation with {quoted}")
        if _LOUD.search(passage.plain):
            messages.error(written.file, passage.line, "an exclamation mark or an emoji", "take it out")
        if app.search(passage.plain):
            do = "write «appen» or «the app»: an operator may rename it"
            messages.error(written.file, passage.line, "the app's own name", do)


def check_labels(pack: Pack, file: TomlFile, path: list[TomlPart], words: Words, messages: Messages) -> None:
    """Check that `words`, at `path` of `file`, are in every language of the pack and in no other."""
    here, name = file.at(*path), path[-1]
    for locale in pack.sheet.locales:
        if not words.get(locale, "").strip():
            messages.error(*here, f"«{name}» has no words in {locale}", "write them")
    for other in words.keys() - set(pack.sheet.locales):
        messages.error(*here, f"«{other}» is no language of this pack", "take it out, or add it in pack.toml")
