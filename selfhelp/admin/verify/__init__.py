"""`selfhelp verify`: a running site, compared with its release. No server imports it."""
