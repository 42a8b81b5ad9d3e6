"""The server of Fotfeste: it keeps boxes and sends pushes without knowing whose they are."""
