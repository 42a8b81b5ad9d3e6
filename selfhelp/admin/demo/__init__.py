"""`selfhelp demo`: the diary of a made-up person, to look around in. No server imports it."""
