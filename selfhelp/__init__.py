"""Fotfeste: the server. It keeps boxes and rings bells; it never knows whose."""
