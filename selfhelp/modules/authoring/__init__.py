"""The author's commands: check, new, drop, sign, table. No server imports it."""
