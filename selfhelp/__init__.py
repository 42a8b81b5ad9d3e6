"""Fotfeste, the server: it keeps boxes and sends wake-ups, and never knows whose."""
