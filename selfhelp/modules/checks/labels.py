"""Words per locale: `{ nb = "…", en = "…" }`."""

from selfhelp.modules.messages import Messages
from selfhelp.modules.pack import Pack
from selfhelp.modules.sheets import Words
from selfhelp.modules.toml_file import Key, TomlFile


def check_labels(pack: Pack, file: TomlFile, path: list[Key], words: Words, messages: Messages) -> None:
    """`words`, which stand at `path` of `file`, in every language of the pack and in no other."""
    line, name = file.line(*path), path[-1]
    for locale in pack.sheet.locales:
        if not words.get(locale, "").strip():
            messages.error(file.file, line, f"«{name}» has no words in {locale}", "write them")
    for other in words.keys() - set(pack.sheet.locales):
        messages.error(file.file, line, f"«{other}» is no language of this pack", "take it out, or add it in pack.toml")
