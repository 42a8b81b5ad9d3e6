"""`selfhelp demo`: the diary of a made-up person, to look around in. No server imports it."""

from typing import Final

DEMO_FILE: Final = "demo"
"""The file in the data folder that marks a made-up diary: doctor looks for it."""
